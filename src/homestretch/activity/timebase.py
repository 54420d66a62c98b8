"""One time base for a session's samples: in order, each moment once, pauses and gaps told apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.recording import Pause, Samples, Session
from homestretch.activity.streams import Floats, Interval, longest_step

LONGEST_SPAN = 4 * 86_400.0  # s from the middle of a session; what lies further off is a wrong clock
MOST_SAMPLES = 400_000  # over 110 h at one a second
EDGE = 1.0  # s that a sample may lie outside the session that it belongs to
STANDING = 0.4  # m/s; who covers less ground than this between two samples far apart stood still


def session_samples(samples: Samples, session: Session | None) -> tuple[Floats, dict[str, Floats]]:
    """The samples of one session, each moment once and in order.

    Of several samples at one moment the last that has a value counts, channel by channel.

    Args:
        samples: all samples of the file.
        session: the session, or None for all.

    Returns:
        Seconds since 1970, ever growing, (samples,), and the channels that hold a value.
    """
    time = samples.time
    chosen = np.isfinite(time)
    if session is not None and session.elapsed is not None:
        inside = (time >= session.start - EDGE) & (time <= session.start + session.elapsed + EDGE)
        if (chosen & inside).any():
            chosen &= inside
    if chosen.any():
        chosen &= np.abs(time - np.median(time[chosen])) <= LONGEST_SPAN
    order: NDArray[np.intp] | slice = np.flatnonzero(chosen)
    if chosen.all():
        order = slice(None)
    time = time[order]
    in_order = bool((np.diff(time) > 0).all())
    moments, place = (time, None) if in_order else np.unique(time, return_inverse=True)
    moments = moments[:MOST_SAMPLES]
    channels = {}
    for name, values in samples.channels().items():
        values = values[order]
        if place is not None:
            known = np.isfinite(values)
            whole = np.full(int(place.max()) + 1 if len(place) else 0, np.nan)
            whole[place[known]] = values[known]
            values = whole
        values = values[:MOST_SAMPLES]
        if np.isfinite(values).any():
            channels[name] = values
    return moments, channels


def usual_step(time: Floats) -> float:
    """The median time between samples in s; 1 for fewer than two."""
    return float(np.median(np.diff(time))) if len(time) > 1 else 1.0


def pauses_and_gaps(
    time: Floats, distance: Floats, start: float, said: tuple[Pause, ...]
) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """Where the session stood still, and where it went on unrecorded.

    Args:
        time: s since `start`, (samples,).
        distance: m, (samples,), or empty.
        start: seconds since 1970.
        said: pauses that the file tells of.

    Returns:
        Pauses: those that the file tells of, and long steps between samples without ground covered. Gaps: the
        other long steps.
    """
    if not len(time):
        return (), ()
    told = [Interval(max(p.start - start, 0.0), min(p.end - start, float(time[-1]))) for p in said]
    told = [pause for pause in told if pause.length > 0]
    found: list[Interval] = []
    gaps: list[Interval] = []
    steps = np.diff(time)
    for at in np.flatnonzero(steps > longest_step(usual_step(time))).tolist():
        hole = Interval(float(time[at]), float(time[at + 1]))
        if any(pause.start < hole.end and pause.end > hole.start for pause in told):
            continue
        covered = distance[at + 1] - distance[at] if len(distance) else np.nan
        (found if covered / hole.length < STANDING else gaps).append(hole)
    return _joined(told + found), tuple(gaps)


def _joined(intervals: list[Interval]) -> tuple[Interval, ...]:
    """Intervals in order, overlapping ones made one."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda item: item.start):
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)
