"""What was left at the end of a race, a rep or a run: its last 400, 200 and 100 m against its body.

Kick retention is the speed of the last 100 m as a share of maximal sprint speed (METHOD M11); the ratio of the
last 200 m to the mean of the whole is SCIENCE 6.2's kick ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from homestretch.activity.streams import Streams

LAST_M = (100.0, 200.0, 400.0)
KICK_M = 200.0  # that the ratio speaks of (SCIENCE 6.2)
SPRINT_M = 100.0  # that the share of sprint speed speaks of
# SCIENCE 6.2: last 200 m over the mean of the race that a good kick reaches.
TARGETS: Final = {800.0: 0.97, 1500.0: 1.06, 5000.0: 1.12}
STOPPED = 0.6  # share of the median speed under which a runner past the line slows to a stop (design choice)


@dataclass(frozen=True, slots=True)
class Kick:
    """The end of one effort.

    Attributes:
        of: race, rep, or run where nothing hard was told apart.
        distance_m: of the effort.
        last_100_s, last_200_s, last_400_s: s; None where the effort is no longer than that.
        body_speed: m/s before the last 200 m.
        ratio: speed of the last 200 m over `body_speed`.
        ratio_to_mean: speed of the last 200 m over the mean of the whole (SCIENCE 6.2, KR).
        share_of_mss: speed of the last 100 m over maximal sprint speed; None where that is not known.
        ratio_to_set: speed of the last 100 m over the mean of the reps of its set (METHOD M11); None for no set.
        target: `ratio_to_mean` to reach at this distance; None at other distances.
    """

    of: str = ""
    distance_m: float | None = None
    last_100_s: float | None = None
    last_200_s: float | None = None
    last_400_s: float | None = None
    body_speed: float | None = None
    ratio: float | None = None
    ratio_to_mean: float | None = None
    share_of_mss: float | None = None
    ratio_to_set: float | None = None
    target: float | None = None


def kick_of(
    streams: Streams,
    start: float,
    end: float,
    of: str,
    nominal_m: float | None = None,
    max_speed: float | None = None,
) -> Kick:
    """The last metres of the effort between two moments.

    Args:
        streams: of the session.
        start, end: s since the start of the streams.
        of: race, rep or run.
        nominal_m: length that the effort has on the track; the watch's metres are scaled to it.
        max_speed: maximal sprint speed, m/s.

    Returns:
        The kick; without any number where the effort is too short, or crosses a pause or a gap.
    """
    known = np.isfinite(streams.distance) if len(streams.distance) else np.zeros(0, bool)
    holes = (*streams.pauses, *streams.gaps)
    if known.sum() < 2 or end <= start:
        return Kick()
    time, distance = streams.time[known], streams.distance[known]
    begun, done = np.interp([start, end], time, distance)
    measured = float(done - begun)
    metres = nominal_m or measured
    if measured <= 0 or metres <= SPRINT_M:
        return Kick()
    scale = measured / metres
    inside = np.concatenate(([begun], distance[(time > start) & (time < end)], [done]))
    when = np.concatenate(([start], time[(time > start) & (time < end)], [end]))

    def last(length: float) -> float | None:
        if metres <= length:
            return None
        wanted = done - length * scale
        after = min(int(np.searchsorted(inside, wanted, "right")), len(inside) - 1)
        step = inside[after] - inside[after - 1]
        share = (wanted - inside[after - 1]) / step if step > 0 else 1.0
        at = when[after - 1] + share * (when[after] - when[after - 1])
        if any(hole.start < end and hole.end > at for hole in holes):
            return None
        return float(end - at)

    hundred, two, four = (last(length) for length in LAST_M)
    took = end - start
    whole = not any(hole.start < end and hole.end > start for hole in holes)
    body = (metres - KICK_M) / (took - two) if two and whole and took > two else None
    speed = KICK_M / two if two else None
    return Kick(
        of=of,
        distance_m=metres,
        last_100_s=hundred,
        last_200_s=two,
        last_400_s=four,
        body_speed=body,
        ratio=speed / body if speed and body else None,
        ratio_to_mean=speed / (metres / took) if speed and whole else None,
        share_of_mss=SPRINT_M / hundred / max_speed if hundred and max_speed else None,
        target=TARGETS.get(metres),
    )


def end_of_effort(streams: Streams, start: float, end: float) -> float:
    """The last moment at which the runner still ran: watches are stopped some seconds after the line.

    Args:
        streams: of the session.
        start, end: s; the effort as recorded.
    """
    if not len(streams.speed):
        return end
    inside = (streams.time >= start) & (streams.time <= end) & np.isfinite(streams.speed)
    if not inside.any():
        return end
    speed, time = streams.speed[inside], streams.time[inside]
    still = np.flatnonzero(speed >= STOPPED * np.median(speed))
    return float(time[still[-1]]) if still[-1] < len(time) - 1 else end
