"""The streams of an activity as charts over one time axis, thinned to what a screen can show.

Each picture is stretched to the width it is shown at, so it holds lines only; names and numbers stand beside
it. A column of the picture that holds several samples shows their mean, over a band from least to most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Floats, Streams, longest_step
from homestretch.units import PaceUnit
from homestretch.web.pictures.svg import n
from homestretch.web.pictures.ticks import pace_text, pace_ticks, value_ticks

Ints = NDArray[np.int64]

COLUMNS = 1080  # as wide as the charts are on a desk, in px
UNITS = 10  # of the picture to a column, so that single samples can lie between columns
WIDTH = COLUMNS * UNITS
DEPTH = 1000  # units of the picture from top to bottom
RUNNING = 1.5  # m/s, above which somebody runs, as in `activity.analysis.seconds`
BAND_FROM = 3  # samples in a column from which they become a band
AXIS_PX = 44  # room for the numbers at the left
TALL_PX, LOW_PX = 132, 84
SHORTEST_WINDOW = 10.0  # s that can be looked at
TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200)  # s
MOST_TIME_TICKS = 8
KMH_PER_MPS = 3.6
ON_FOOT = ("", "running", "walking", "hiking")


@dataclass(frozen=True, slots=True)
class Kind:
    """A channel as it is drawn: least span of its axis, and shares of the samples that lie below and within."""

    key: str
    name: str
    unit: str
    least_span: float
    low: float = 0.01
    high: float = 0.998
    height: int = LOW_PX
    while_running: bool = False  # the axis is set by the running alone
    paced: bool = False  # a speed that is told as a pace
    decimals: int = 0
    per_unit: float = 1.0  # of the unit shown in the channel's own


HEART = Kind("heart_rate", "Heart rate", "beats a minute", 30.0)
ALTITUDE = Kind("altitude", "Altitude", "m", 20.0, low=0.0, high=1.0)
KINDS = (
    Kind("speed", "Pace", "", 1.0, low=0.02, height=TALL_PX, paced=True),
    HEART,
    Kind("cadence", "Cadence", "steps a minute", 20.0, low=0.02, while_running=True),
    Kind("step_length", "Step length", "m", 0.2, low=0.02, while_running=True, decimals=2),
    ALTITUDE,
)
OTHER_KINDS = (  # of sports that are not on foot
    Kind("speed", "Speed", "km/h", 8.0, low=0.02, height=TALL_PX, decimals=1, per_unit=KMH_PER_MPS),
    HEART,
    Kind("cadence", "Cadence", "turns a minute", 20.0, low=0.02),
    ALTITUDE,
)


@dataclass(frozen=True, slots=True)
class Chart:
    """One channel: its picture, the numbers at its left, what it says in a line, and its value by column."""

    key: str
    name: str
    unit: str
    height: int
    plot: str
    axis: str
    summary: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """All charts of a stretch of time; `moments` names each column, `blocks` draws the reps in a strip."""

    start: float
    end: float
    charts: tuple[Chart, ...]
    moments: tuple[str, ...]
    axis: str
    blocks: str
    height: int


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch to be shaded, with its short name for the strip and its long one for the cursor."""

    start: float
    end: float
    short: str
    name: str


def clock(seconds: float) -> str:
    """`0:05`, `12:34`, `1:02:03`: a moment since the start."""
    whole = int(seconds + 0.5)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def drawn_channels(streams: Streams) -> dict[str, Floats]:
    """The channels that charts show, by key; step length from speed and cadence where no sensor gave it."""
    found = {kind.key: values for kind in KINDS if len(values := getattr(streams, kind.key))}
    if "step_length" not in found and {"speed", "cadence"} <= found.keys() and streams.sport in ON_FOOT:
        speed, cadence = found["speed"], found["cadence"]
        steps = np.where((cadence > 60) & (speed >= RUNNING), cadence, np.nan) / 60
        found["step_length"] = speed / steps
    return {key: values for key, values in found.items() if np.isfinite(values).any()}


def strip_of(
    streams: Streams, shades: Sequence[Shade], unit: PaceUnit, window: tuple[float, float] | None = None
) -> Strip:
    """The charts of a run, or of a window of it.

    Args:
        streams: of the session, at least two samples.
        shades: reps.
        unit: of paces.
        window: from and to, s; cut to the run, `SHORTEST_WINDOW` at least.
    """
    start, end = _window(streams, window)
    inside = (streams.time >= start) & (streams.time <= end)
    place = (streams.time[inside] - start) / (end - start)
    columns = COLUMNS
    column = np.minimum((place * columns).astype(np.int64), columns - 1)
    running = streams.speed[inside] >= RUNNING if len(streams.speed) else np.ones(int(inside.sum()), bool)
    apart = longest_step(streams.step) / (end - start)
    channels = drawn_channels(streams)
    charts = tuple(
        _chart(
            kind,
            kind.per_unit * channels[kind.key][inside],
            place,
            column,
            running,
            apart,
            shades,
            (start, end),
            unit,
        )
        for kind in (KINDS if streams.sport in ON_FOOT else OTHER_KINDS)
        if kind.key in channels and np.isfinite(channels[kind.key][inside]).any()
    )
    middles = start + (np.arange(columns) + 0.5) / columns * (end - start)
    return Strip(
        start,
        end,
        charts,
        tuple(map(clock, middles.tolist())),
        _time_axis(start, end),
        _blocks(shades, start, end),
        sum(chart.height for chart in charts),
    )


def _window(streams: Streams, window: tuple[float, float] | None) -> tuple[float, float]:
    last = max(streams.duration, SHORTEST_WINDOW)
    if window is None:
        return 0.0, last
    start, end = (min(max(at, 0.0), last) for at in window)
    if end - start < SHORTEST_WINDOW:
        start = max(0.0, min((start + end - SHORTEST_WINDOW) / 2, last - SHORTEST_WINDOW))
        end = start + SHORTEST_WINDOW
    return start, end


def _chart(
    kind: Kind,
    values: Floats,
    place: Floats,
    column: Ints,
    running: NDArray[np.bool_],
    apart: float,
    shades: Sequence[Shade],
    window: tuple[float, float],
    unit: PaceUnit,
) -> Chart:
    known = np.isfinite(values)
    of = known & running if kind.while_running and (known & running).any() else known
    low, high = _range(values[of], kind)
    at, column, values = place[known], column[known], values[known]
    mean, least, most, seen, count = _by_column(values, column)

    def y(numbers: Floats) -> Ints:
        return np.rint((high - np.clip(numbers, low, high)) / (high - low) * DEPTH).astype(np.int64)

    if len(values) >= BAND_FROM * len(seen):
        x = seen * UNITS + UNITS // 2
        broken = np.diff(seen, prepend=seen[:1]) > 1 + apart * COLUMNS
        lines = _band(x, y(least), y(most), broken) + _line(x, y(mean), broken)
    else:
        broken = np.diff(at, prepend=at[:1]) > apart
        lines = _line(np.rint(at * WIDTH).astype(np.int64), y(values), broken)
    ticks = pace_ticks(low, high, unit) if kind.paced else value_ticks(low, high)
    texts = _texts(kind, mean, unit)
    by_column = [""] * COLUMNS
    for k, text in zip(seen.tolist(), texts, strict=True):
        by_column[k] = text
    return Chart(
        kind.key,
        kind.name,
        f"/{unit.partition('/')[2]}" if kind.paced else kind.unit,
        kind.height,
        _plot(kind, lines, ticks, shades, window, (low, high)),
        _axis(kind, ticks, (low, high)),
        _summary(kind, values, mean, count, unit),
        tuple(by_column),
    )


def _by_column(values: Floats, column: Ints) -> tuple[Floats, Floats, Floats, Ints, Ints]:
    """Mean, least and most of each column that holds samples, these columns, and how many each holds."""
    first = np.flatnonzero(np.diff(column, prepend=-1))
    count = np.diff(first, append=len(values))
    mean = np.add.reduceat(values, first) / count
    return mean, np.minimum.reduceat(values, first), np.maximum.reduceat(values, first), column[first], count


def _range(values: Floats, kind: Kind) -> tuple[float, float]:
    low, high = np.quantile(values, [kind.low, kind.high]).tolist()
    lacking = max(kind.least_span - (high - low), 0.0)
    room = max(0.06 * (high - low), kind.least_span / 20)
    bottom = max(low - lacking / 2 - room, 0.0) if kind.key != "altitude" else low - lacking / 2 - room
    return bottom, high + lacking / 2 + room


def _points(x: Ints, y: Ints) -> str:
    return " ".join(f"{a} {b}" for a, b in zip(x.tolist(), y.tolist(), strict=True))


def _runs(broken: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = [0, *np.flatnonzero(broken).tolist(), len(broken)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def _line(x: Ints, y: Ints, broken: NDArray[np.bool_]) -> str:
    way = "".join(f"M{_points(x[a:b], y[a:b])}{'h0' if b - a == 1 else ''}" for a, b in _runs(broken))
    return f'<path class="chart-line" d="{way}"/>'


def _band(x: Ints, low: Ints, high: Ints, broken: NDArray[np.bool_]) -> str:
    way = "".join(
        f"M{_points(x[a:b], high[a:b])} {_points(x[a:b][::-1], low[a:b][::-1])}Z" for a, b in _runs(broken)
    )
    return f'<path class="chart-band" d="{way}"/>'


def _texts(kind: Kind, values: Floats, unit: PaceUnit) -> list[str]:
    if kind.paced:
        return [pace_text(value, unit) for value in values.tolist()]
    return [f"{value:.{kind.decimals}f}" for value in values.tolist()]


def _summary(kind: Kind, values: Floats, mean: Floats, count: Ints, unit: PaceUnit) -> str:
    """What a chart says to those who cannot see it."""
    average = float(np.average(mean, weights=count))
    say: Callable[[float], str] = lambda value: _texts(kind, np.array([value]), unit)[0]  # noqa: E731
    said = f"/{unit.partition('/')[2]}" if kind.paced else kind.unit
    first, last = ("slowest", "fastest") if kind.key == "speed" else ("least", "most")
    return (
        f"{kind.name}: {say(float(values.min()))} at the {first}, {say(float(values.max()))} at the {last}, "
        f"{say(average)} on average, {said}"
    )


def _plot(
    kind: Kind,
    lines: str,
    ticks: Sequence[tuple[float, str]],
    shades: Sequence[Shade],
    window: tuple[float, float],
    span: tuple[float, float],
) -> str:
    shaded = "".join(
        f'<rect class="chart-rep" x="{x}" y="0" width="{w}" height="{DEPTH}"/>'
        for _, x, w in _placed(shades, *window)
    )
    grid = "".join(
        f'<path class="chart-grid" d="M0 {round((span[1] - at) / (span[1] - span[0]) * DEPTH)}h{WIDTH}"/>'
        for at, _ in ticks
    )
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {DEPTH}" width="100%" height="{kind.height}" '
        f'preserveAspectRatio="none" aria-hidden="true">{shaded}{grid}{lines}</svg>'
    )


def _placed(shades: Sequence[Shade], start: float, end: float) -> list[tuple[Shade, int, int]]:
    """Shades within the window, with left edge and width in the picture's units."""
    found = []
    for shade in shades:
        if shade.end > start and shade.start < end:
            left = max((shade.start - start) / (end - start), 0.0)
            right = min((shade.end - start) / (end - start), 1.0)
            found.append((shade, round(left * WIDTH), max(round((right - left) * WIDTH), UNITS)))
    return found


def _axis(kind: Kind, ticks: Sequence[tuple[float, str]], span: tuple[float, float]) -> str:
    """The numbers at the left, in px: they are not stretched with the picture."""
    texts = []
    for at, text in ticks:
        y = (span[1] - at) / (span[1] - span[0]) * kind.height
        y = min(max(y + 4, 10.0), kind.height - 1.0)
        texts.append(f'<text x="{AXIS_PX - 6}" y="{n(y)}" text-anchor="end">{escape(text)}</text>')
    return f'<svg width="{AXIS_PX}" height="{kind.height}" aria-hidden="true">{"".join(texts)}</svg>'


def _time_axis(start: float, end: float) -> str:
    step = next((s for s in TIME_STEPS if (end - start) / s <= MOST_TIME_TICKS), TIME_STEPS[-1])
    texts = []
    ticks = np.arange(np.ceil(start / step), end / step + 1e-9) * step
    for k, at in enumerate(ticks.tolist()):
        share = (at - start) / (end - start) * 100
        anchor = "start" if share < 2 else "end" if share > 96 else "middle"
        between = ' class="chart-odd"' if k % 2 else ""  # left out where there is no room
        texts.append(f'<text x="{share:.2f}%" y="12" text-anchor="{anchor}"{between}>{clock(at)}</text>')
    return f'<svg width="100%" height="16" aria-hidden="true">{"".join(texts)}</svg>'


def _blocks(shades: Sequence[Shade], start: float, end: float) -> str:
    """The strip of reps, numbered where there is room."""
    parts = ['<rect class="chart-rest" x="0" y="8" width="100%" height="6"/>']
    for shade, x, w in _placed(shades, start, end):
        left, wide = 100 * x / WIDTH, 100 * w / WIDTH
        parts.append(
            f'<rect class="chart-block" x="{left:.2f}%" y="2" width="{wide:.2f}%" height="18" rx="1.5"/>'
        )
        if wide > 2.2 and shade.short:
            kind = "chart-number" if wide > 6 else "chart-number chart-odd"
            parts.append(
                f'<text class="{kind}" x="{left + wide / 2:.2f}%" y="15" text-anchor="middle">'
                f"{escape(shade.short)}</text>"
            )
    return f'<svg width="100%" height="22" aria-hidden="true">{"".join(parts)}</svg>'


def shades_at(shades: Sequence[Shade], strip: Strip) -> list[list[int | str]]:
    """First and last column of each shade within the strip, with its name, for the cursor."""
    found: list[list[int | str]] = []
    for shade, x, w in _placed(shades, strip.start, strip.end):
        found.append([x // UNITS, min((x + w - 1) // UNITS, COLUMNS - 1), shade.name])
    return found
