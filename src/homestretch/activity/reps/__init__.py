"""Reps: what was meant, what was run, what lay between, and how each set held up."""

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

__all__ = [
    "Piece",
    "PlannedRep",
    "Rep",
    "RepFigures",
    "RepSet",
    "Reps",
    "SetFigures",
    "find_reps",
    "planned_reps",
]
