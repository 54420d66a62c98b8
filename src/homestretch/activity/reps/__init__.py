"""Reps: what was meant, what was run, what lay between, and how each set held up.

    reps = find_reps(streams, laps, "6 x 400 m @ 1500 (90 s jog)")    laps and plan are optional
    reps = typed_reps("61.2 61.8 62.0", "3 x 400 m @ 1500 (90 s jog)")    without a file
    reps.reps, reps.pieces, reps.sets, reps.skipped
    set_figures(reps, streams)    target against done, evenness, fade, last rep, recoveries, heart, stride

`planned_reps(notation, speeds)` gives the reps of a notation with targets, where the athlete's anchor speeds are
known; hand them to either function in place of the notation.

Order of trust: a planned rep names the effort that it is aligned with; a press of the lap button is an edge; all
else is detected: the speed is cut into stretches (`stretches`), efforts are chosen (`efforts`), their edges are fitted
with the watch's lag (`edges`), and what has no structure is left out (`structure`).
"""

from homestretch.activity.reps.errors import SplitError
from homestretch.activity.reps.figures import set_figures
from homestretch.activity.reps.finding import find_reps
from homestretch.activity.reps.model import (
    Piece,
    PlannedRep,
    Rep,
    RepFigures,
    Reps,
    RepSet,
    SetFigures,
)
from homestretch.activity.reps.planned import planned_reps
from homestretch.activity.reps.typed import typed_reps

__all__ = [
    "Piece",
    "PlannedRep",
    "Rep",
    "RepFigures",
    "RepSet",
    "Reps",
    "SetFigures",
    "SplitError",
    "find_reps",
    "planned_reps",
    "set_figures",
    "typed_reps",
]
