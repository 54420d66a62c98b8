"""The way back after a break: the weeks that it touches, and how much of the running before it they hold (method 3.7).

In: the athlete's days away and the season's weeks. Out: what INV-11 compares a week with where a break lies among the
four before it: a week away would else keep the next four as small as the first one back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning.away import DAY, breaks, return_row
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.numbers import table

PAST_WEEKS = 4  # weeks that INV-11 looks back


@dataclass(frozen=True, slots=True)
class WayBack:
    """For each week: the index of the week in which the break began that it belongs to (None: an ordinary week), and the
    share of the usual kilometres that its days back hold (None: no day of it is one)."""

    began: tuple[int | None, ...] = ()
    shares: tuple[float | None, ...] = ()

    def steady(self, k: int, weeks: Sequence[float]) -> Sequence[float] | None:
        """The last four ordinary weeks before week ``k``; None where the four just before it are ordinary all.

        ``weeks``: metres of the four weeks before the plan, then of the plan's weeks up to ``k``.
        """
        began = (*(None,) * PAST_WEEKS, *self.began[:k])
        if all(b is None for b in began[-PAST_WEEKS:]):
            return None
        return [x for x, b in zip(weeks, began, strict=True) if b is None][-PAST_WEEKS:]

    def most_m(self, k: int, weeks: Sequence[float], least: float = 0.0) -> float | None:
        """Metres that 3.7 gives back in week ``k``; None where no day of it lies on a way back.

        ``weeks``: as for :meth:`steady`; ``least``: metres a week that count as run before the break at the least.
        """
        if k >= len(self.began):
            return None
        began, share = self.began[k], self.shares[k]
        if began is None or share is None:
            return None
        return share * max(sum(weeks[began : began + PAST_WEEKS]) / PAST_WEEKS, least)


NO_BREAK = WayBack()


def way_back(athlete: Athlete, frames: tuple[WeekFrame, ...], blueprint: Blueprint) -> WayBack:
    """The weeks that breaks touch, for :func:`homestretch.planning.volume.ramp_limit`."""
    rules = table(blueprint, "season.re_entry")
    held: dict[date, float | None] = {}  # days of breaks: None; of ways back: their share of a usual day
    for last, length in breaks(athlete.busy, int(rules["break_days"])):
        row = return_row(length, rules)
        parts = rules["shares"][row]
        days = min(length, int(rules["back_days"][row]))
        held.update((last - n * DAY, None) for n in range(length))
        held.update((last + (n + 1) * DAY, float(parts[n * len(parts) // days])) for n in range(days))
    began: list[int | None] = []
    shares: list[float | None] = []
    for k, f in enumerate(frames):
        week = [f.start + d * DAY for d in range(7)]
        touched = any(d in held for d in week)
        began.append((k if not k or began[-1] is None else began[-1]) if touched else None)
        back = any(held.get(d) is not None for d in week)
        shares.append(sum(held.get(d, 1.0) or 0.0 for d in week) / 7 if back else None)
    return WayBack(tuple(began), tuple(shares))
