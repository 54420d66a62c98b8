"""What an effort on the CR10 scale is called, and how one can still talk: one list for every page and the terminal.

Names after Foster 2001 (SCIENCE 2.2, RPE CR10 map); talk after the zones of SCIENCE 2.2, which overlap: the harder
zone's talk from its middle on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Effort:
    """One step of the scale: its upper end, its name, how one can talk; talk is empty where it says nothing."""

    upper: float
    name: str
    talk: str


EFFORTS: Final = (
    Effort(0.5, "rest", ""),
    Effort(1.5, "very easy", "full conversation"),
    Effort(2.5, "easy", "full sentences"),
    Effort(3.5, "moderate", "full sentences"),
    Effort(4.5, "somewhat hard", "long phrases"),
    Effort(6.5, "hard", "3 to 6 words"),
    Effort(7.5, "very hard", "1 to 3 words"),
    Effort(9.5, "very hard", "no talking"),
    Effort(10.0, "maximal", "no talking"),
)


def effort(rpe: float) -> Effort:
    """The step of an RPE from 0 to 10."""
    return next((each for each in EFFORTS if rpe <= each.upper), EFFORTS[-1])
