"""A picture of a run on its track: the oval with its lanes and what positions say, as SVG without any map.

It takes its colours from where it stands: lines are `currentColor` in strengths that hold on light and dark ground,
and each part has a class that a style sheet may colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.streams import Floats, Interval, Streams
from homestretch.activity.track.geometry import (
    KERB_RADIUS,
    LANE_WIDTH,
    LANES,
    STRAIGHT,
    Oval,
    Plane,
    lane_offset,
)
from homestretch.activity.track.model import Place, Track

# m in the picture; 1 m is one unit of its viewBox.
MARGIN = 14.0  # around the outermost lane
MOST_POINTS = 6000  # drawn; more cannot be told apart
BREAK = 20.0  # s without a position over which no line is drawn
SCALE_BAR = 50.0
WIDTH = 2 * (STRAIGHT / 2 + KERB_RADIUS + LANES * LANE_WIDTH + MARGIN)
HEIGHT = 2 * (KERB_RADIUS + LANES * LANE_WIDTH + MARGIN)


def track_svg(track: Track, streams: Streams, marked: Sequence[Interval] = ()) -> str:
    """The oval with its straights level, the run on it, and where north is.

    Args:
        track: as found from the positions.
        streams: of the same run.
        marked: stretches to be drawn stronger, such as reps or one lap; s since the start of the streams.

    Returns:
        An `<svg>` element with a title for those who do not see it. Its classes: track-lane-line, track-own-lane,
        track-run, track-off, track-marked, track-start, track-legend.

    Raises:
        ValueError: only laps tell of this track, so there is nothing to draw.
    """
    place = track.place
    if place is None:
        raise ValueError("This track is known by its laps only; a drawing needs a run with positions.")
    oval = Oval(0.0, 0.0, math.radians(90 - place.heading), place.radius)
    x, y, time = _positions(place, oval, streams)
    apart = np.diff(time, prepend=-np.inf) > BREAK
    inside = (np.abs(x) < WIDTH / 2) & (np.abs(y) < HEIGHT / 2)
    on = inside & _within(time, track.on_track)
    strong = on & _within(time, marked)
    first = int(np.flatnonzero(on)[0]) if on.any() else None
    parts = [
        _open_tag(track),
        *(_oval(oval, lane * LANE_WIDTH, "track-lane-line", 0.3, 0.3) for lane in range(LANES + 1)),
        _oval(oval, lane_offset(track.lane or 1), "track-own-lane", 1.1, 0.45),
        _line(x, y, inside & ~on, apart, "track-off", 0.6, 0.35, dashes="1.5 2"),
        _line(x, y, on & ~strong, apart, "track-run", 0.45, 0.5 if not marked else 0.3),
        _line(x, y, strong, apart, "track-marked", 1.0, 0.9),
        "" if first is None else _start(float(x[first]), float(y[first])),
        _arrow(track.direction == "clockwise"),
        _legend(place),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _positions(place: Place, oval: Oval, streams: Streams) -> tuple[Floats, Floats, Floats]:
    """The run as seen from the track's centre, x along the straights and y downwards, with its times."""
    known = np.flatnonzero(np.isfinite(streams.latitude) & np.isfinite(streams.longitude))
    if len(known) > MOST_POINTS:
        known = known[:: math.ceil(len(known) / MOST_POINTS)]
    plane = Plane(place.latitude, place.longitude)
    east, north = plane.metres(streams.latitude[known], streams.longitude[known])
    x, y = oval.own(east, north)
    return x, -y, streams.time[known]


def _within(time: Floats, intervals: Sequence[Interval]) -> NDArray[np.bool_]:
    """Which moments lie in any of the intervals."""
    inside = np.zeros(len(time), bool)
    for interval in intervals:
        inside |= (time >= interval.start) & (time <= interval.end)
    return inside


def _open_tag(track: Track) -> str:
    lane = f"lane {track.lane}" if track.lane else "an unknown lane"
    laps = "lap" if track.lap_count == 1 else "laps"
    title = escape(f"{track.lap_count} {laps} of a 400 m track, {track.direction} in {lane}")
    box = f"{-WIDTH / 2:.1f} {-HEIGHT / 2:.1f} {WIDTH:.1f} {HEIGHT:.1f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="track" viewBox="{box}" role="img" fill="none" '
        f'stroke-linejoin="round" stroke-linecap="round"><title>{title}</title>'
    )


def _oval(oval: Oval, offset: float, name: str, width: float, strength: float) -> str:
    """A closed line `offset` m outside the kerb."""
    half, radius = oval.straight / 2, oval.radius + offset
    arc = f"A{radius:.2f} {radius:.2f} 0 0 1"
    way = (
        f"M{-half:.2f} {-radius:.2f}H{half:.2f}{arc} {half:.2f} {radius:.2f}H{-half:.2f}{arc} "
        f"{-half:.2f} {-radius:.2f}Z"
    )
    return _path(way, name, width, strength)


def _path(way: str, name: str, width: float, strength: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="{name}" d="{way}" stroke="currentColor" stroke-width="{width}" '
        f'stroke-opacity="{strength}"{dashed}/>'
    )


def _line(
    x: Floats,
    y: Floats,
    drawn: NDArray[np.bool_],
    apart: NDArray[np.bool_],
    name: str,
    width: float,
    strength: float,
    dashes: str = "",
) -> str:
    """The way through the points that are to be drawn, broken where points between are not."""
    if not drawn.any():
        return ""
    starts = drawn & (apart | ~np.concatenate([[False], drawn[:-1]]))
    points = [
        f"{'M' if start else 'L'}{px:.1f} {py:.1f}"
        for start, px, py in zip(starts[drawn].tolist(), x[drawn].tolist(), y[drawn].tolist(), strict=True)
    ]
    return _path("".join(points), name, width, strength, dashes)


def _start(x: float, y: float) -> str:
    """A ring where the run on the track began."""
    return (
        f'<circle class="track-start" cx="{x:.1f}" cy="{y:.1f}" r="2.4" stroke="currentColor" '
        f'stroke-width="1"/>'
    )


def _arrow(clockwise: bool) -> str:
    """Which way round, on the infield by the nearer straight."""
    tip, y = (-1 if clockwise else 1), KERB_RADIUS - 15
    way = f"M{-9 * tip} {y}H{9 * tip}M{5 * tip} {y - 3}L{9 * tip} {y}L{5 * tip} {y + 3}"
    return _path(way, "track-legend", 0.8, 0.7)


def _legend(place: Place) -> str:
    """North, and 50 m."""
    turn = (
        90 - place.heading
    )  # degrees from the picture's right, against the clock, to which east is turned back
    north = -(90 - turn)  # clockwise from the picture's right, as y points down
    x, y = -WIDTH / 2 + 15, -HEIGHT / 2 + 15
    needle = (
        f'<g class="track-legend" stroke="currentColor" stroke-opacity="0.7" stroke-width="0.8" '
        f'transform="translate({x:.1f} {y:.1f})"><path transform="rotate({north:.1f})" '
        f'd="M-5 0H5M2 -2.2L5 0L2 2.2"/></g>'
    )
    right, bottom = WIDTH / 2 - 6, HEIGHT / 2 - 5
    bar = _path(f"M{right - SCALE_BAR:.1f} {bottom:.1f}H{right:.1f}", "track-legend", 0.8, 0.7)
    text = 'class="track-legend" fill="currentColor" fill-opacity="0.75" font-size="6.8" stroke="none"'
    angle = math.radians(north)
    label_x, label_y = x + 10 * math.cos(angle), y + 10 * math.sin(angle)
    return (
        f'{needle}<text {text} x="{label_x:.1f}" y="{label_y + 2.4:.1f}" text-anchor="middle">N</text>{bar}'
        f'<text {text} x="{right - SCALE_BAR / 2:.1f}" y="{bottom - 2:.1f}" text-anchor="middle">'
        f"{SCALE_BAR:.0f} m</text>"
    )
