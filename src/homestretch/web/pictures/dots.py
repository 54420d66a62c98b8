"""Figures over months as dots, with the best or the middle of each month as a line.

The picture takes the width it is shown at: its places are shares of the width, its heights and texts px.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from homestretch.web.pictures.svg import n

HEIGHT = 128.0
TOP, FOOT = 10.0, 20.0  # px above the highest dot, and for the months
AXIS_PX = 52
ROOM = 2.5  # % of the width kept free at either end
MOST_MONTHS = 7
MANY = 100  # dots from which they are drawn small and pale, with the line over them
WIDE = 1000  # units of the stretched line
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure; `said` is its title for the pointer."""

    on: date
    value: float
    said: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class DotChart:
    """The numbers at the left, and the picture beside them."""

    axis: str
    plot: str


def dot_chart(
    dots: Sequence[Dot],
    lines: Sequence[Sequence[tuple[date, float]]],
    span: tuple[date, date],
    values: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
    name: str,
    low_is_up: bool = False,
    kind: str = "fill-ink",
) -> DotChart:
    """The chart.

    Args:
        dots: each figure.
        lines: through these, each for itself; between two of them nothing is known.
        span: the first and the last day.
        values: least and most that are shown.
        ticks: values with their texts.
        name: what it says to those who cannot see it.
        low_is_up: whether less is better and stands higher, as with times.
        kind: class of the dots' colour.
    """
    first, last = span
    days = max((last - first).days, 1)
    low, high = values

    def x(day: date) -> float:
        return ROOM + (100 - 2 * ROOM) * min(max((day - first).days / days, 0.0), 1.0)

    def y(value: float) -> float:
        share = (value - low) / (high - low)
        return TOP + (HEIGHT - TOP - FOOT) * (share if low_is_up else 1 - share)

    many = sum(not dot.strong for dot in dots) > MANY
    grid = "".join(_rule(y(value)) for value, _ in ticks)
    way = "".join(
        "M" + " ".join(f"{round(x(day) / 100 * WIDE)} {n(y(value))}" for day, value in line)
        for line in lines
        if len(line) > 1
    )
    stretched = (
        f'<svg x="0" y="0" width="100%" height="{n(HEIGHT)}" viewBox="0 0 {WIDE} {n(HEIGHT)}" '
        f'preserveAspectRatio="none"><path class="{"dots-line dots-over" if many else "dots-line"}" d="{way}"/></svg>'
        if way
        else ""
    )
    faint, radius = ("dots-pale", 1.5) if many else ("dots-faint", 2.5)
    marks = "".join(
        f'<circle class="{kind if dot.strong else faint}" cx="{x(dot.on):.2f}%" cy="{n(y(dot.value))}" '
        f'r="{4 if dot.strong else radius}"><title>{escape(dot.said)}</title></circle>'
        for dot in sorted(dots, key=lambda dot: dot.strong)
    )
    drawn = marks + stretched if many else stretched + marks
    plot = (
        f'<svg width="100%" height="{n(HEIGHT)}" role="img" aria-label="{escape(name)}">{grid}{drawn}'
        f"{_months(first, last, x)}</svg>"
    )
    texts = "".join(
        f'<text x="{AXIS_PX - 6}" y="{n(y(value) + 4)}" text-anchor="end">{escape(text)}</text>'
        for value, text in ticks
    )
    return DotChart(f'<svg width="{AXIS_PX}" height="{n(HEIGHT)}" aria-hidden="true">{texts}</svg>', plot)


def _rule(y: float) -> str:
    return f'<line class="line-rule" x1="0" x2="100%" y1="{n(y)}" y2="{n(y)}"/>'


def _months(first: date, last: date, x: Callable[[date], float]) -> str:
    """The names of months where they begin, as many as there is room for; each January is told by its year."""
    begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if (end - begin + 1) / s <= MOST_MONTHS), 120)
    texts = []
    for whole in range(-(-begin // step) * step, end + 1, step):
        day = date(whole // 12, whole % 12 + 1, 1)
        said = str(day.year) if day.month == 1 else MONTHS[day.month - 1]
        if first <= day <= last and x(day) < 94:
            texts.append(f'<text x="{x(day):.2f}%" y="{n(HEIGHT - 4)}">{said}</text>')
    return "".join(texts)
