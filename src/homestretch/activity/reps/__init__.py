"""Reps: what was meant, what was run, what lay between, and how each set held up."""

from homestretch.activity.reps.model import (
    Piece,
    PlannedRep,
    Rep,
    RepFigures,
    Reps,
    RepSet,
    SetFigures,
)

__all__ = ["Piece", "PlannedRep", "Rep", "RepFigures", "RepSet", "Reps", "SetFigures"]
