"""Days away: the breaks that they make, and what hard work the days after a break may hold (method 3.7).

In: spans of busy days. Out: breaks, and for a session and a day whether it is too early for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from homestretch.athlete.model import Span
from homestretch.blueprint.model import SessionType

DAY = timedelta(days=1)


def breaks(away: Iterable[Span], least: int) -> list[tuple[date, int]]:
    """The last day and the length of each time away of at least so many days; spans that touch are one."""
    out: list[tuple[date, int]] = []
    for s in sorted(away, key=lambda s: s.start):
        end, length = out[-1] if out else (s.start - 2 * DAY, 0)
        if s.start <= end + DAY:
            out[-1] = (max(end, s.end), length + max((s.end - end).days, 0))
        else:
            out.append((s.end, (s.end - s.start).days + 1))
    return [(end, length) for end, length in out if length >= least]


def return_row(length: int, rules: Mapping[str, Any]) -> int:
    """Which entry of ``season.re_entry`` holds after so many days away (method 3.7)."""
    return sum(length >= int(x) for x in rules["from_days"]) - 1


def too_early(
    kind: SessionType, day: date, away: Iterable[tuple[date, int]], rules: Mapping[str, Any]
) -> bool:
    """Is a hard session not yet for ``day``: threshold first, then critical speed and VO2, then all else (method 3.7)?

    Args:
        away: last day and length of each :func:`break <breaks>`.
        rules: ``season.re_entry`` of the blueprint.
    """
    if not kind.quality or kind.zone in rules["threshold_zones"]:
        return False
    for last, length in away:
        row = return_row(length, rules)
        back = (day - last).days
        if back < 1:
            continue
        until = rules["threshold_days" if kind.zone in rules["faster_zones"] else "work_days"][row]
        most = length if length < int(rules["as_long_below"]) else until
        if back <= min(int(until), most):
            return True
    return False
