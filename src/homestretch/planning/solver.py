"""The CP-SAT solver, loaded at its first use: the commands that plan nothing do without it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@cache
def model_class() -> type[cp_model.CpModel]:
    """The solver's model without its old names, whose making takes longer than a small model's own."""
    from ortools.sat.python import cp_model

    class Model(cp_model.CpModel):
        def _add_pre_pep8_methods(self) -> None:
            """None of the old names is used here."""

    return Model
