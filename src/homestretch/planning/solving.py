"""The one door to the solver: what its searches came to, and answers kept where the same may be asked again.

In: a solver with its parameters set, and a model. Out: the solver that holds the answer, and its status.
A search ends at a deterministic limit (13.29), so an answer kept is the answer that would be found again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, CpSolverStatus

# Deterministic time from which a search costs clearly more than writing out its model, by which its answer is kept
# (design choice, measured: 10 to 20 ms against 0.3 to 0.7 ms).
WORTH_KEEPING = 0.005


@dataclass(slots=True)
class Account:
    """Over all seasons planned for one athlete: the effort spent, and the answers worth keeping."""

    spent: float = 0.0  # deterministic time of the searches really made, and of making weeks (13.29)
    seasons: int = 0  # begun so far
    asking_again: bool = False  # seasons much like those before are planned: look among the answers first
    known: dict[bytes, tuple[CpSolver, CpSolverStatus]] = field(default_factory=dict)

    def solve(self, solver: CpSolver, model: CpModel) -> tuple[CpSolver, CpSolverStatus]:
        """The answer, searched for unless it is known."""
        name = _name(solver, model) if self.asking_again else None
        if name in self.known:
            return self.known[name]
        status = solver.solve(model)
        effort = float(solver.response_proto.deterministic_time)
        self.spent += effort
        if name is not None or effort >= WORTH_KEEPING:
            self.known[name or _name(solver, model)] = solver, status
        return solver, status


def _name(solver: CpSolver, model: CpModel) -> bytes:
    """One for each question: the model and how it is searched."""
    return sha256(f"{solver.parameters}\n{model.proto}".encode()).digest()
