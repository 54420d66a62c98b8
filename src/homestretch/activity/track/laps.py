"""A run on a track of which only the lap button tells: laps whose distances sit near multiples of 200 m, or, on a
watch that counts none, laps that all took the same time.

Indoors there are no positions. The watch's own distance may be a few percent out, by the same for all laps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.recording import Lap
from homestretch.activity.streams import Floats, Interval, Streams
from homestretch.activity.track.model import Track, TrackLap

OUTDOORS, INDOORS = 400.0, 200.0  # m of a lap (World Athletics, Track and Field Facilities Manual)
AUTO_LAPS = (1000.0, 1609.344)  # m; a lap this long, or a multiple, was made by the watch
AUTO_WITHIN = 5.0  # m

# Design choices, tried in tests/activity/test_track_laps.py.
LEAST_LAPS = 4  # that sit near a multiple
SHORTEST, LONGEST = 150.0, 1650.0  # m of laps that tell something
MULTIPLE = 200.0  # m
WITHIN = (6.0, 0.012)  # m, and share of the distance, that a press may be off once the watch is corrected
BADLY = 0.1  # share of the distance that a lap may be off which took as long as one beside it
HIT = 0.9  # share of laps on a track that sit near a multiple; on roads it is chance
EVIDENCE = math.log(1000.0)  # how much likelier a track must be
SCALES = np.arange(0.92, 1.0801, 0.005)  # watch's distance over the true one
SCALE_SD = (
    0.03  # of it (Gilgen-Ammann et al. 2020, JMIR mHealth uHealth 8(6): watches 3 to 6 % off on average)
)
ALIKE = 0.15  # share by which speeds of laps round and round differ at most
SAME_TIME = (
    0.06  # share that laps of one length differ in time at most, and variation of those without a distance
)
LEAST_SAME = 5  # of them in a row
ROUND_TIME = 30.0  # s; laps of whole half minutes are run by the clock, not by the track
ROUND_WITHIN = 1.5  # s
TIMES = ((25.0, 52.0, INDOORS), (55.0, 150.0, OUTDOORS))  # s that a lap of each track takes


@dataclass(frozen=True, slots=True)
class _Press:
    """A stretch between two presses of the lap button."""

    start: float
    end: float
    seconds: float
    metres: float | None


def track_by_laps(streams: Streams, laps: Sequence[Lap]) -> Track | None:
    """The track that laps tell of, 200 m or 400 m round; None if they tell of none.

    Args:
        streams: for its start.
        laps: of the file; those that the watch made by itself say nothing.

    Returns:
        A track whose `laps` are the stretches between presses, each with its nominal distance.
    """
    presses = [_press(lap, streams.start) for lap in laps if _pressed(lap)]
    with_metres = [press for press in presses if press.metres]
    if with_metres:
        return _by_distance(with_metres)
    return _by_time(presses)


def _pressed(lap: Lap) -> bool:
    """Whether a lap was ended by the runner. TCX says manual of every lap, so the distance has a say."""
    if lap.trigger not in ("manual", "session") or lap.elapsed <= 0:
        return False
    return not lap.distance or all(
        abs(lap.distance - unit * round(lap.distance / unit)) > AUTO_WITHIN or lap.distance < unit / 2
        for unit in AUTO_LAPS
    )


def _press(lap: Lap, start: float) -> _Press:
    begun = lap.start - start
    return _Press(begun, begun + lap.elapsed, lap.timer or lap.elapsed, lap.distance)


def _by_distance(presses: list[_Press]) -> Track | None:
    """The track, from distances that the watch counted."""
    telling = [press for press in presses if press.metres and SHORTEST <= press.metres <= LONGEST]
    if len(telling) < LEAST_LAPS:
        return None
    metres = np.array([press.metres for press in telling], float)
    evidence = [_evidence(metres / scale) - 0.5 * ((scale - 1) / SCALE_SD) ** 2 for scale in SCALES]
    best = int(np.argmax(evidence))
    # What counts is the mean over all scales: the best of many would flatter chance.
    mean = float(np.log(np.mean(np.exp(np.array(evidence) - evidence[best])))) + evidence[best]
    nominal, hit = _nearest(metres / SCALES[best])
    if mean < EVIDENCE or hit.sum() < LEAST_LAPS:
        return None
    hit = _with_like(telling, metres / SCALES[best], nominal, hit)
    found = [
        TrackLap(press.start, press.end, float(meant))
        for press, meant, near in zip(telling, nominal, hit, strict=True)
        if near
    ]
    return _track(
        found, _round([p for p, near in zip(telling, hit, strict=True) if near], found), metres[hit].sum()
    )


def _nearest(metres: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The nearest multiple of 200 m to each distance, and whether it is near."""
    nominal = MULTIPLE * np.maximum(np.rint(metres / MULTIPLE), 1)
    return nominal, np.abs(metres - nominal) <= _allowed(nominal)


def _with_like(
    presses: list[_Press], metres: Floats, nominal: Floats, hit: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Hits with the laps that took as long as a lap beside them, whose distance the watch counted badly."""
    found = hit.copy()
    for at, press in enumerate(presses):
        if hit[at] or abs(metres[at] - nominal[at]) > BADLY * nominal[at]:
            continue
        for other in (at - 1, at + 1):
            if 0 <= other < len(presses) and hit[other] and nominal[other] == nominal[at]:
                beside = presses[other]
                apart = min(abs(beside.start - press.end), abs(press.start - beside.end))
                found[at] |= apart < 1.0 and abs(press.seconds / beside.seconds - 1) <= SAME_TIME
    return found


def _allowed(nominal: Floats) -> Floats:
    """m that a lap may be off its nominal distance."""
    return WITHIN[0] + WITHIN[1] * nominal


def _evidence(metres: Floats) -> float:
    """Log of how much likelier laps of these distances are on a track than anywhere."""
    nominal, hit = _nearest(metres)
    chance = np.minimum(2 * _allowed(nominal) / MULTIPLE, HIT)
    return float(np.log(np.where(hit, HIT / chance, (1 - HIT) / (1 - chance))).sum())


def _round(presses: list[_Press], laps: list[TrackLap]) -> float:
    """m of a lap: 200 if laps of 200 m follow each other at one speed, which is nobody's way on 400 m."""
    in_row = longest = 1
    for (before, first), (after, second) in pairwise(zip(presses, laps, strict=True)):
        follows = abs(after.start - before.end) < 1.0 and first.distance == second.distance == INDOORS
        alike = abs(before.seconds / after.seconds - 1) < ALIKE
        in_row = in_row + 1 if follows and alike else 1
        longest = max(longest, in_row)
    return INDOORS if longest >= LEAST_LAPS else OUTDOORS


def _by_time(presses: list[_Press]) -> Track | None:
    """The track, from laps in a row that took the same time, on a watch that counts no distance."""
    best: list[_Press] = []
    row: list[_Press] = []
    for press in presses:
        joined = [*row, press]
        follows = not row or abs(press.start - row[-1].end) < 1.0
        seconds = np.array([p.seconds for p in joined])
        row = joined if follows and seconds.std() <= SAME_TIME * seconds.mean() else [press]
        best = max(best, row, key=len)
    if len(best) < LEAST_SAME:
        return None
    seconds = np.array([press.seconds for press in best])
    if (np.abs(seconds - ROUND_TIME * np.rint(seconds / ROUND_TIME)) < ROUND_WITHIN).mean() > 0.5:
        return None
    for least, most, lap in TIMES:
        if least <= seconds.mean() <= most:
            return _track([TrackLap(press.start, press.end, lap) for press in best], lap, None)
    return None


def _track(laps: list[TrackLap], lap: float, watch: float | None) -> Track:
    metres = sum(one.distance for one in laps)
    return Track(
        source="laps",
        lap_m=lap,
        distance_m=metres,
        laps=tuple(laps),
        lap_count=math.floor(metres / lap),
        on_track=tuple(Interval(one.start, one.end) for one in laps),
        watch_m=None if watch is None else float(watch),
    )
