"""What a break changes in INV-11: the mean of four weeks leaves out the break and the way back, which 3.7 measures."""

from __future__ import annotations

from datetime import date, timedelta

from homestretch.planning.invariants.book import PAST_WEEKS, WEEK_DAYS, Book
from homestretch.planning.invariants.numbers import number, row

FULL = 1.0
PARTS = ("breaks.back_short", "breaks.back_short", "breaks.back_long", "breaks.back_longest")  # by row


def _away(book: Book) -> list[tuple[date, date]]:
    """First and last day of each break; spans that touch or overlap are one."""
    joined: list[tuple[date, date]] = []
    for span in sorted(book.athlete.busy, key=lambda b: (b.start, b.end)):
        if joined and (span.start - joined[-1][1]).days <= 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], span.end)
        else:
            joined.append((span.start, span.end))
    least = number("breaks.least_days")
    return [(a, b) for a, b in joined if (b - a).days + 1 >= least]


def _share(book: Book, day: date) -> float:
    """Of a usual day's running: 0 on a day of a break, the return load of 3.7 on a day of a way back, else 1."""
    share = FULL
    for first, last in _away(book):
        if first <= day <= last:
            return 0.0
        length = (last - first).days + 1
        n = sum(length >= x for x in row("breaks.rows")) - 1
        most = row("breaks.back_days_most")[n]
        back, since = min(length, int(most)), (day - last).days
        if 1 <= since <= back:  # the latest break counts
            parts = row(PARTS[n])
            share = parts[int((since - 1) * len(parts) / back)]
    return share


class Breaks:
    """The weeks of a season by what breaks leave of their days."""

    def __init__(self, book: Book) -> None:
        plain = (FULL,) * WEEK_DAYS
        known = bool(_away(book))
        self.weeks = [
            tuple(_share(book, w.start + timedelta(days=d)) for d in range(WEEK_DAYS)) if known else plain
            for w in book.season.weeks
        ]
        self.touched = [any(x < FULL for x in week) for week in self.weeks]

    def steady(self, k: int, values: list[float]) -> float | None:
        """Mean of the last four weeks before week ``k`` that no break touches; None where it touches none of the four.

        ``values``: as :meth:`Book.series` gives them.
        """
        touched = self.touched[:k]
        if not any(touched[-PAST_WEEKS:]):
            return None
        own = values[:PAST_WEEKS] + [
            v for v, t in zip(values[PAST_WEEKS : PAST_WEEKS + k], touched, strict=True) if not t
        ]
        return sum(own[-PAST_WEEKS:]) / PAST_WEEKS

    def returned(self, k: int, values: list[float]) -> float | None:
        """Metres that a week on a way back may hold: its days' shares of the four weeks before the break; else None."""
        week = self.weeks[k]
        if not any(0 < x < FULL for x in week):
            return None
        first = k
        while first and self.touched[first - 1]:
            first -= 1
        return sum(week) / WEEK_DAYS * sum(values[first : first + PAST_WEEKS]) / PAST_WEEKS
