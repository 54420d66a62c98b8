"""Sleep, resting heart rate and its variability as small charts; days that are missing stay empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from homestretch.desk.wellness import DayValue, Series
from homestretch.web import wording
from homestretch.web.pictures.dots import Dot
from homestretch.web.pictures.ticks import value_ticks
from homestretch.web.show.dot_panels import Panel, TableRow, against_before, by_month, counted, panel

BEFORE = "the four weeks before"
WORTHWHILE = (
    0.5  # standard deviations of the days before: the smallest change worth telling (SCIENCE 6.3, Plews 2014)
)


@dataclass(frozen=True, slots=True)
class _Say:
    """How a kind is said; `least` is a difference that can be seen, `scale` from SI to what the axis shows."""

    name: str
    value: Callable[[float], str]
    of: str
    least: float
    room: float
    unit: str
    scale: float = 1.0


def _hours(hours: float) -> str:
    return wording.duration(round(60 * hours) * 60)


SAYS = {
    "sleep_s": _Say("Sleep", _hours, "on a usual night", 0.25, 1.0, " h", 1 / 3600),
    "resting_hr": _Say("Resting heart rate", lambda v: f"{v:.0f} beats a minute", "", 1.5, 3.0, ""),
    "hrv_rmssd_ms": _Say("Heart-rate variability, rMSSD", lambda v: f"{v:.0f} ms", "", 3.0, 8.0, " ms"),
    "hrv_sdnn_ms": _Say("Heart-rate variability, SDNN", lambda v: f"{v:.0f} ms", "", 3.0, 8.0, " ms"),
}


def show_wellness(found: Sequence[Series], span: tuple[date, date]) -> tuple[Panel, ...]:
    """The panels, one for each kind that holds anything."""
    return tuple(_panel(each, span) for each in found if each.values)


def _panel(each: Series, span: tuple[date, date]) -> Panel:
    say = SAYS[each.kind]
    values = [say.scale * one.value for one in each.values]
    low, high = min(values) - say.room / 2, max(values) + say.room / 2
    week = "week from " if each.weekly else ""
    days = "week" if each.weekly else "day"
    return panel(
        say.name,
        _finding(each, say, values),
        [
            Dot(one.on, value, f"{say.value(value)}, {week}{wording.full_date(one.on)}")
            for one, value in zip(each.values, values, strict=True)
        ],
        [[(one.on, say.scale * one.value) for one in stretch] for stretch in each.mean],
        span,
        (low, high),
        value_ticks(low, high, say.unit),
        f"{say.name}, {counted(len(values), days)}; {say.value(median(values))} in the middle",
        _rows(each.values, say),
        "Middle",
        note=f"By {wording.capital(each.source)}. "
        + ("Each dot is a week." if each.weekly else "Each dot is a day, the line the mean of seven days."),
        head="Month",
    )


def _finding(each: Series, say: _Say, values: Sequence[float]) -> str:
    now = median(values) if each.now is None else say.scale * each.now
    before = None if each.now is None or each.before is None else say.scale * each.before
    least = max(say.least, WORTHWHILE * say.scale * each.spread)
    said = f"{say.value(now)} {say.of}".rstrip()
    return said + against_before(now, before, least, say.value, BEFORE)


def _rows(values: Sequence[DayValue], say: _Say) -> list[TableRow]:
    return [
        TableRow(
            f"{wording.MONTHS[month - 1]} {year}", say.value(median(say.scale * one.value for one in inside))
        )
        for (year, month), inside in reversed(by_month(values).items())
    ]
