"""A figure over months as a panel: its finding, its dots with a line, and the table behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Protocol, TypeVar

from django.utils.safestring import SafeString, mark_safe

from homestretch.web import wording
from homestretch.web.pictures.dots import Dot, dot_chart
from homestretch.web.pictures.ticks import Tick

Line = Sequence[tuple[date, float]]


class Dated(Protocol):
    """A value with its day."""

    @property
    def on(self) -> date: ...

    @property
    def value(self) -> float: ...


MOST_DOTS = 300  # from here on a picture shows the middle of each month alone, and so does its table

Of = TypeVar("Of", bound=Dated)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the table behind a picture; `activity_id` where it is of one activity."""

    when: str
    value: str
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture with its finding.

    Attributes:
        name: what is measured.
        finding: what came of it, a sentence without a full stop.
        note: how to read it.
        head, column: of the table.
    """

    name: str
    finding: str
    axis: SafeString
    plot: SafeString
    rows: tuple[TableRow, ...]
    column: str
    note: str = ""
    head: str = "Day"


def panel(
    name: str,
    finding: str,
    dots: Sequence[Dot],
    lines: Sequence[Line],
    span: tuple[date, date],
    values: tuple[float, float],
    ticks: Sequence[Tick],
    said: str,
    rows: Iterable[TableRow],
    column: str,
    *,
    note: str = "",
    head: str = "Day",
    kind: str = "fill-ink",
    low_is_up: bool = False,
) -> Panel:
    """The panel; the chart's own arguments are those of `dot_chart`, `said` is what it says unseen."""
    chart = dot_chart(dots, lines, span, values, ticks, said, low_is_up, kind)
    return Panel(name, finding, mark_safe(chart.axis), mark_safe(chart.plot), tuple(rows), column, note, head)


def by_month(points: Iterable[Of]) -> dict[tuple[int, int], list[Of]]:
    """The points of each month, in their order."""
    months: dict[tuple[int, int], list[Of]] = {}
    for point in points:
        months.setdefault((point.on.year, point.on.month), []).append(point)
    return months


def middles(points: Iterable[Of]) -> list[tuple[date, float]]:
    """The median of each month, in its middle."""
    return [
        (date(year, month, 15), median(point.value for point in inside))
        for (year, month), inside in by_month(points).items()
    ]


def are_many(points: Sequence[Of]) -> bool:
    """Whether there are too many to be seen one by one."""
    return len(points) > MOST_DOTS


def month_dots(points: Iterable[Of], text: Callable[[float], str], scale: float = 1.0) -> list[Dot]:
    """The median of each month as a dot, in its middle."""
    return [
        Dot(
            date(year, month, 15),
            scale * (middle := median(point.value for point in inside)),
            f"{text(middle)}, {counted(len(inside), 'run')}, {wording.MONTHS[month - 1]} {year}",
        )
        for (year, month), inside in by_month(points).items()
    ]


def month_rows(points: Iterable[Of], text: Callable[[float], str]) -> list[TableRow]:
    """The median of each month with the number of runs, the newest first."""
    return [
        TableRow(
            f"{wording.MONTHS[month - 1]} {year}",
            f"{text(median(point.value for point in inside))}, {counted(len(inside), 'run')}",
        )
        for (year, month), inside in reversed(by_month(points).items())
    ]


def counted(count: int, what: str) -> str:
    """`1 run`, `2 runs`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def against_before(
    now: float | None, before: float | None, least: float, text: Callable[[float], str], when: str
) -> str:
    """What is said behind a finding of the recent: as before, up or down from; empty where nothing is known.

    Args:
        now, before: the figures.
        least: a smaller difference is none.
        text: a figure in words.
        when: the time before.
    """
    if now is None or before is None:
        return ""
    if abs(now - before) < least:
        return f", as in {when}"
    return f", {'up' if now > before else 'down'} from {text(before)}"
