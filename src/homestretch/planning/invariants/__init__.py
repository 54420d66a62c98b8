"""Safety limits INV-01 to INV-63 that a plan can be checked for, in code that the planner does not share.

It reads its own numbers (``limits.toml``) and session facts (``sessions.toml``). ``docs/invariants.md``
says how each limit is read, and which ones wait for what really happens.
"""

from __future__ import annotations

from datetime import date

from homestretch.athlete.model import Athlete
from homestretch.planning.invariants import health, ladder, load, race, shape, spacing, sums, youth
from homestretch.planning.invariants.book import Book
from homestretch.planning.season import Season, Violation

_CHECKS = (
    *sums.CHECKS,
    *youth.CHECKS,
    *health.CHECKS,
    *load.CHECKS,
    *shape.CHECKS,
    *spacing.CHECKS,
    *ladder.CHECKS,
    *race.CHECKS,
)


def check(season: Season, athlete: Athlete, start: date) -> tuple[Violation, ...]:
    """All violations of the safety limits in a planned season, in order of the limits' numbers.

    Args:
        season: the plan; a refused season (no weeks) holds nothing to check.
        athlete: whose plan it is; limits by age, health, history and races come from here.
        start: the plan's first day; earlier days of its week count as the athlete file says.

    Returns:
        One entry for each breach: id, place, a sentence with the numbers. Empty: the plan may be issued.

    References:
        method section 11, read as section 13 says.
    """
    if not season.weeks:
        return ()
    book = Book(season, athlete, start)
    found = [v for one in _CHECKS for v in one(book)]
    return tuple(sorted(found, key=lambda v: v.id))


__all__ = ["check"]
