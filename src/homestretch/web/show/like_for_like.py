"""Like for like on the page of progress: pace at the same heart rate, heart and stride at the same pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from homestretch.activity.analysis.trends import Change
from homestretch.desk.like_for_like import Trend
from homestretch.units import MILE_M, PaceUnit, format_pace
from homestretch.web import wording
from homestretch.web.pictures.dots import Dot
from homestretch.web.pictures.ticks import Tick, pace_ticks, value_ticks
from homestretch.web.show.dot_panels import Panel, are_many, counted, middles, month_dots, month_rows, panel

AN_HOUR = 3600
NOT_CLEAR = "no clear change in three months"
NOT_COMPARED = " With two runs in each of the last two spells of three months they are compared."
STEADY_NOTE = (
    "Steady, level running after the first ten minutes; the line is the middle of each month. "
    "Heat, tiredness and a new sensor move it as well."
)
SURGE_NOTE = (
    "Short surges within races, long reps and runs, against the half minute before each; the line is the middle of "
    "each month. Quick steps, not long ones, change gear when the legs are tired."
)
REP_NOTE = "On the level, within reps and strides; the line is the middle of each month."


@dataclass(frozen=True, slots=True)
class _Say:
    """How a measure is said.

    Attributes:
        name: of it.
        value, amount: a value and a difference in words.
        more, less: of what there is.
        room: that its axis leaves at least, in the unit shown.
        least: a smaller difference is none, in the unit shown.
        unit: behind the numbers of the axis.
        scale: from SI to what is shown.
        note: how to read it.
    """

    name: str
    value: Callable[[float], str]
    more: str
    less: str
    amount: Callable[[float], str]
    room: float
    least: float
    unit: str = ""
    scale: float = 1.0
    note: str = STEADY_NOTE


def _plain(decimals: int, unit: str) -> Callable[[float], str]:
    return lambda value: f"{value:.{decimals}f}{unit}"


_beats, _steps, _ms = _plain(0, " beats"), _plain(0, " steps"), _plain(0, " ms")
SAYS = {
    "heart_rate": _Say("Heart rate", _beats, "more", "fewer", _beats, 4.0, 1.0),
    "cadence": _Say("Steps a minute", _steps, "more", "fewer", _plain(1, " steps"), 3.0, 0.5),
    "step_length": _Say("Step length", _plain(2, " m"), "longer", "shorter", _plain(2, " m"), 0.03, 0.01, " m"),
    "ground_contact": _Say("Time on the ground", _ms, "longer", "shorter", _ms, 6.0, 2.0, " ms", 1000.0),
    "balance": _Say(
        "Left and right", _plain(1, " % left"), "more on the left", "less on the left", _plain(1, " %"), 0.6, 0.2,
        " %",
    ),
    "rpe": _Say("Effort, RPE", _plain(1, ""), "harder", "easier", _plain(1, ""), 1.0, 0.5),
    "cadence_gain": _Say(
        "Steps a minute gained", _steps, "more", "fewer", _plain(1, " steps"), 3.0, 0.5, note=SURGE_NOTE
    ),
    "climb_speed": _Say(
        "Metres climbed in an hour", _plain(0, " m"), "more", "fewer", _plain(0, " m"), 40.0, 5.0, "", AN_HOUR,
        "Running uphill after the first ten minutes, slopes of 3 to 15 %; the heart lags on short hills.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LikeShow:
    """The panels: pace at the usual heart rate and heart at the usual pace, and all that is told of the stride."""

    pace: Panel | None
    heart: Panel | None
    others: tuple[Panel, ...]
    pace_words: str


def show_like(trends: Sequence[Trend], span: tuple[date, date], unit: PaceUnit) -> LikeShow:
    """The panels.

    Args:
        trends: of the athlete.
        span: the first and the last day.
        unit: of paces.
    """
    by = {(trend.kind, trend.measure): trend for trend in trends}
    pace, heart = by.pop(("heart", "flat_speed"), None), by.pop(("speed", "heart_rate"), None)
    return LikeShow(
        pace=None if pace is None else _pace(pace, span, unit),
        heart=None if heart is None else _measure(heart, span, unit),
        others=tuple(_measure(trend, span, unit) for trend in by.values()),
        pace_words="" if pace is None else _clear_pace(pace, unit),
    )


def _clear_pace(trend: Trend, unit: PaceUnit) -> str:
    """A finding for the top of the page, where the pace at the usual heart rate clearly got better."""
    if trend.change is None or trend.change.low <= 0:
        return ""
    return f"{_seconds(trend.change, unit)} quicker at {trend.reference:.0f} beats a minute"


def _pace(trend: Trend, span: tuple[date, date], unit: PaceUnit) -> Panel:
    values = [run.value for run in trend.runs]
    room = max(0.1 * (max(values) - min(values)), 0.05)
    low, high = min(values) - room, max(values) + room
    now = trend.change.now if trend.change else middles(trend.runs)[-1][1]
    said = f"{_paced(now, unit)} at {trend.reference:.0f} beats"
    return panel(
        f"Pace at {trend.reference:.0f} beats a minute",
        said + _pace_change(trend.change, unit),
        _dots(trend, lambda speed: _paced(speed, unit)),
        [middles(trend.runs)],
        span,
        (low, high),
        pace_ticks(low, high, unit),
        f"Pace at {trend.reference:.0f} beats a minute of {counted(len(values), 'run')}; {said}",
        month_rows(trend.runs, lambda value: _paced(value, unit)),
        "Middle",
        note=f"{STEADY_NOTE}{_pace_rests(trend.change, unit)}",
        head="Month",
    )


def _dots(trend: Trend, text: Callable[[float], str], scale: float = 1.0) -> list[Dot]:
    """Each run, or each month where there are very many."""
    if are_many(trend.runs):
        return month_dots(trend.runs, text, scale)
    return [
        Dot(run.on, scale * run.value, f"{text(run.value)}, {wording.full_date(run.on)}")
        for run in trend.runs
    ]


def _paced(speed: float, unit: PaceUnit) -> str:
    return format_pace(speed, unit).replace("/", " /")


def _seconds(change: Change, unit: PaceUnit) -> str:
    return f"{abs(_slower(change.before, change.now - change.before, unit)):.0f} s"


def _slower(speed: float, faster: float, unit: PaceUnit) -> float:
    """s per km or mile that a change of speed costs; negative is quicker."""
    metres = MILE_M if unit == "min/mile" else 1000.0
    return metres / (speed + faster) - metres / speed


def _pace_change(change: Change | None, unit: PaceUnit) -> str:
    if change is None:
        return ""
    if not change.is_clear:
        return f", {NOT_CLEAR}"
    way = "quicker" if change.now > change.before else "slower"
    return f", {_seconds(change, unit)} {way} than in the three months before"


def _pace_rests(change: Change | None, unit: PaceUnit) -> str:
    if change is None:
        return NOT_COMPARED
    ends = [_slower(change.before, faster, unit) for faster in (change.low, change.high)]
    return _rests(change, [(abs(end), "slower" if end > 0 else "quicker") for end in ends], _plain(0, " s"))


def _rests(change: Change, ends: Sequence[tuple[float, str]], amount: Callable[[float], str]) -> str:
    """How many runs a comparison stands on, and its interval."""
    (first, one), (last, other) = sorted(ends) if ends[0][1] == ends[1][1] else ends
    said = (
        f"{amount(first).split()[0]} to {amount(last)} {one}"
        if one == other
        else f"between {amount(first)} {one} and {amount(last)} {other}"
    )
    return (
        f" {counted(change.runs_now, 'run')} of the last three months against {change.runs_before} of those before: "
        f"four times in five the true change is {said}."
    )


def _measure(trend: Trend, span: tuple[date, date], unit: PaceUnit) -> Panel:
    say = SAYS[trend.measure]
    where = _where(trend, unit)
    text: Callable[[float], str] = lambda value: say.value(say.scale * value)  # noqa: E731
    values = [say.scale * run.value for run in trend.runs]
    room = max(0.1 * (max(values) - min(values)), say.room / 2)
    low, high = min(values) - room, max(values) + room
    lines = [[(on, say.scale * value) for on, value in middles(trend.runs)]]
    now = say.scale * trend.change.now if trend.change else lines[0][-1][1]
    ticks: list[Tick] = value_ticks(low, high, say.unit)
    return panel(
        f"{say.name} {where}",
        say.value(now) + _change_words(trend.change, say),
        _dots(trend, text, say.scale),
        lines,
        span,
        (low, high),
        ticks,
        f"{say.name} {where} of {counted(len(values), 'run')}; {say.value(now)} of late",
        month_rows(trend.runs, text),
        "Middle",
        note=(REP_NOTE if trend.kind == "rep" else say.note) + _measure_rests(trend.change, say),
        head="Month",
    )


def _where(trend: Trend, unit: PaceUnit) -> str:
    if trend.kind == "climb":
        return f"at {trend.reference:.0f} beats a minute"
    if trend.kind == "surge":
        return f"in surges {trend.reference:.0%} quicker".replace("%", " %")
    return f"at {_paced(trend.reference, unit)}{' in reps' if trend.kind == 'rep' else ''}"


def _change_words(change: Change | None, say: _Say) -> str:
    if change is None:
        return ""
    difference = say.scale * (change.now - change.before)
    if not change.is_clear or abs(difference) < say.least:
        return f", {NOT_CLEAR}"
    return f", {say.amount(abs(difference))} {say.more if difference > 0 else say.less} than before"


def _measure_rests(change: Change | None, say: _Say) -> str:
    if change is None:
        return NOT_COMPARED
    ends = [say.scale * end for end in (change.low, change.high)]
    return _rests(change, [(abs(end), say.more if end > 0 else say.less) for end in ends], say.amount)
