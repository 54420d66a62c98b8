"""Heart rates that a strap stored by itself and the watch added to the file afterwards, as `hr` messages.

Each message holds several beats with times on the strap's own clock; some tie that clock to the watch's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.fit.rows import Row
from homestretch.activity.fit.table import Table
from homestretch.activity.fit.timeline import unroll

Floats = NDArray[np.float64]

TICKS = 1024  # per second, of the strap's clock
CLOCK_TURN = 1 << 22  # seconds after which that clock starts again (32 bits of ticks)
PACKED_BITS = 12  # of each time in event_timestamp_12
FILL_STEP = 0.25  # s between the values that carry a heart rate across a gap
FILL_MOST = 20  # such values at most, that is 5 s
BEATS_EACH = 8  # or so, in a message
MOST_BEATS = 500_000  # read of one file, over 40 h at 200 beats a minute


@dataclass(frozen=True, slots=True)
class Beats:
    """Heart rates of a strap: seconds on the watch's clock, (beats,), and beats per minute, (beats,)."""

    times: Floats
    rates: Floats


def _packed(raw: bytes) -> list[int]:
    """The 12-bit numbers in a string of bytes, lowest bits first."""
    bits = int.from_bytes(raw, "little")
    return [bits >> at & 0xFFF for at in range(0, 8 * len(raw) - PACKED_BITS + 1, PACKED_BITS)]


def _listed(row: Row, name: str) -> list[float]:
    value = row.get(name)
    if isinstance(value, list):
        return [item for item in value if item is not None]
    return [value] if isinstance(value, int | float) else []


def read_beats(heart: Table) -> Beats:
    """The beats of all `hr` messages on the watch's clock.

    Beats before the first message that ties the clocks are left out, as are messages that hold more times
    than rates or the other way round.

    Args:
        heart: the file's `hr` messages.

    Returns:
        Times as in the file's time stamps, and heart rates.
    """
    rows = heart.rows(MOST_BEATS // BEATS_EACH)
    ticks: list[int] = []
    full: list[bool] = []
    rates: list[float] = []
    anchors: list[tuple[int, float]] = []  # first beat from which a tie of the clocks holds, and its time
    for row in rows:
        given = [round(t * TICKS) for t in _listed(row, "event_timestamp")]
        packed = row.get("event_timestamp_12")
        own = given or (_packed(packed) if isinstance(packed, bytes) else [])
        beats = _listed(row, "filtered_bpm")
        if not own or len(own) != len(beats):
            continue
        stamp, part = row.get("timestamp"), row.get("fractional_timestamp", 0)
        if isinstance(stamp, int) and isinstance(part, int | float):
            anchors.append((len(ticks), stamp + part))
        ticks += own
        full += [bool(given)] * len(own)
        rates += beats
    if not anchors:
        return Beats(np.empty(0), np.empty(0))
    clock = unroll(np.array(ticks, np.int64), np.array(full), PACKED_BITS) / TICKS
    first = np.array([at for at, _ in anchors])
    holding = np.searchsorted(first, np.arange(len(clock)), "right") - 1
    since = clock - clock[first[np.maximum(holding, 0)]]
    since = np.where(since < -CLOCK_TURN / 2, since + CLOCK_TURN, since)
    times = np.array([time for _, time in anchors])[holding] + since
    known = holding >= 0
    return Beats(times[known], np.array(rates)[known])


def _carried(beats: Beats) -> Beats:
    """The beats with each rate carried into the gap behind it, in steps, for a few seconds."""
    gaps = np.abs(np.diff(beats.times))
    steps = np.clip(np.ceil(gaps / FILL_STEP) - 1, 0, FILL_MOST).astype(np.int64)
    repeats = np.append(steps, 0) + 1
    source = np.repeat(np.arange(len(beats.times)), repeats)
    step = np.arange(len(source)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    return Beats(beats.times[source] + FILL_STEP * step, beats.rates[source])


def merge_heart_rates(records: Table, heart: Table) -> Floats:
    """The heart rate of each record, from the strap where it has one and else as the record gives it.

    A record takes the mean of the strap's rates since the record before, rounded to whole beats, as long as
    the strap still went on after it.

    Args:
        records: the file's `record` messages.
        heart: its `hr` messages.

    Returns:
        Beats per minute, (records,), NaN where neither says anything.
    """
    own = records.column("heart_rate")
    beats = _carried(read_beats(heart))
    if not len(beats.times):
        return own
    ends = records.column("timestamp")
    before = np.concatenate(([np.nan], ends[:-1]))
    again = ends == before  # two records at one time: the last rate counts for both
    starts = np.where(np.isnan(before) | again, ends - 1, before)
    upto = np.searchsorted(beats.times, ends, "right")
    since = np.searchsorted(beats.times, starts, "right")
    since = np.where(again, np.maximum(since, upto - 1), since)
    count = upto - since
    sums = np.concatenate(([0.0], np.cumsum(beats.rates)))
    found = (count > 0) & (upto < len(beats.times)) & ~np.isnan(ends)
    mean = (sums[upto] - sums[since]) / np.maximum(count, 1)
    return np.where(found, np.floor(mean + 0.5), own)
