"""The way of a run as a line on bare ground: no map, no tiles, north up, with a bar for its scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Floats, Streams, longest_step
from homestretch.web.pictures.charts import Shade
from homestretch.web.pictures.svg import FONT_PX, n

WIDTH = 326.0  # px; the width of a card on a phone, so that its text never shrinks
LEAST_HEIGHT, MOST_HEIGHT = 140.0, 380.0
MARGIN = 14.0
FOOT = 26.0  # px under the way, for the scale
MOST_POINTS = 2000
BAR_SHARE = 0.35  # of the width that the scale's bar takes at most
BARS_M = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
LEAST_SPAN_M = 20.0


@dataclass(frozen=True, slots=True)
class Frame:
    """How positions come onto the picture."""

    latitude: float
    longitude: float
    west: float
    north: float
    scale: float  # px a metre
    height: float

    def place(self, latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
        """x and y in px."""
        east, north = _plane(self.latitude, self.longitude, latitude, longitude)
        return MARGIN + (east - self.west) * self.scale, MARGIN + (self.north - north) * self.scale


def frame_of(streams: Streams) -> Frame | None:
    """The frame of a run; None without positions."""
    known = _known(streams)
    if known.sum() < 2:
        return None
    latitude, longitude = streams.latitude[known], streams.longitude[known]
    middle = float(np.median(latitude)), float(np.median(longitude))
    east, north = _plane(*middle, latitude, longitude)
    wide = max(float(east.max() - east.min()), LEAST_SPAN_M)
    tall = max(float(north.max() - north.min()), LEAST_SPAN_M)
    scale = min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / tall)
    height = min(max(tall * scale + 2 * MARGIN, LEAST_HEIGHT), MOST_HEIGHT)
    west = float(east.max() + east.min()) / 2 - (WIDTH / 2 - MARGIN) / scale
    top = float(north.max() + north.min()) / 2 + (height / 2 - MARGIN) / scale
    return Frame(*middle, west, top, scale, height)


def route_svg(streams: Streams, shades: Sequence[Shade], name: str) -> str:
    """The whole way, reps stronger, its start as a ring and its end as a dot; empty without positions.

    Args:
        streams: of the session.
        shades: reps.
        name: what the picture says to those who cannot see it.
    """
    frame = frame_of(streams)
    if frame is None:
        return ""
    known = np.flatnonzero(_known(streams))
    if len(known) > MOST_POINTS:
        known = known[:: math.ceil(len(known) / MOST_POINTS)]
    x, y = frame.place(streams.latitude[known], streams.longitude[known])
    time = streams.time[known]
    broken = np.diff(time, prepend=time[:1]) > max(longest_step(streams.step), 3 * _usual(time))
    strong = np.zeros(len(time), bool)
    for shade in shades:
        strong |= (time >= shade.start) & (time <= shade.end)
    whole = np.ones(len(time), bool)
    parts = [
        f'<path class="route" d="{_way(x, y, whole, broken)}"/>',
        f'<path class="route-rep" d="{_way(x, y, strong, broken)}"/>' if strong.any() else "",
        f'<circle class="route-end" cx="{n(x[-1])}" cy="{n(y[-1])}" r="4"/>',
        f'<circle class="route-start" cx="{n(x[0])}" cy="{n(y[0])}" r="5"/>',
        f'<circle class="route-here" id="route-here" cx="{n(x[0])}" cy="{n(y[0])}" r="6" visibility="hidden"/>',
        _scale_bar(frame),
    ]
    total = frame.height + FOOT
    return (
        f'<svg class="map" viewBox="0 0 {n(WIDTH)} {n(total)}" width="{n(WIDTH)}" height="{n(total)}" role="img" '
        f'aria-label="{name}">{"".join(parts)}</svg>'
    )


def places_at(streams: Streams, start: float, end: float, columns: int) -> list[list[float]]:
    """x and y of each column's middle on the picture of `route_svg`; empty without positions."""
    frame = frame_of(streams)
    if frame is None:
        return []
    known = _known(streams)
    at = start + (np.arange(columns) + 0.5) / columns * (end - start)
    latitude = np.interp(at, streams.time[known], streams.latitude[known])
    longitude = np.interp(at, streams.time[known], streams.longitude[known])
    x, y = frame.place(latitude, longitude)
    return [[round(a, 1), round(b, 1)] for a, b in zip(x.tolist(), y.tolist(), strict=True)]


def _known(streams: Streams) -> NDArray[np.bool_]:
    if not len(streams.latitude) or not len(streams.longitude):
        return np.zeros(len(streams.time), bool)
    known: NDArray[np.bool_] = np.isfinite(streams.latitude) & np.isfinite(streams.longitude)
    return known


def _plane(lat: float, lon: float, latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
    from homestretch.activity.track.geometry import Plane

    return Plane(lat, lon).metres(latitude, longitude)


def _usual(time: Floats) -> float:
    return float(np.median(np.diff(time))) if len(time) > 1 else 1.0


def _way(x: Floats, y: Floats, drawn: NDArray[np.bool_], broken: NDArray[np.bool_]) -> str:
    begins = drawn & (broken | ~np.concatenate(([False], drawn[:-1])))
    return "".join(
        f"{'M' if begin else 'L'}{px:.1f} {py:.1f}"
        for begin, px, py in zip(begins[drawn].tolist(), x[drawn].tolist(), y[drawn].tolist(), strict=True)
    )


def _scale_bar(frame: Frame) -> str:
    metres = max((bar for bar in BARS_M if bar * frame.scale <= BAR_SHARE * WIDTH), default=BARS_M[0])
    said = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
    y, right = frame.height + FOOT - 8, WIDTH - MARGIN
    left = right - metres * frame.scale
    base = frame.height + FOOT - 8
    return (
        f'<path class="route-legend" d="M{n(left)} {n(y)}H{n(right)}M{n(left)} {n(y - 3)}v6M{n(right)} {n(y - 3)}v6"/>'
        f'<text x="{n(left - 6)}" y="{n(y + FONT_PX / 3)}" text-anchor="end">{said}</text>'
        f'<path class="route-legend" d="M{n(MARGIN + 4)} {n(base + 3)}V{n(base - 11)}m-3 4 3-4 3 4"/>'
        f'<text x="{n(MARGIN + 14)}" y="{n(base + FONT_PX / 3)}">north</text>'
    )
