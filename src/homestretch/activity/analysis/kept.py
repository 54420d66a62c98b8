"""How a session kept inside its window: minutes under, inside and over by pace and by heart, and where it tipped.

In: the session second by second, its reps, the athlete's own zones, or the window that was planned. Out: for an easy
run, a tempo or long reps the time on either side of both edges. What is harder than critical speed has no window of
the heart, which lags there, and is judged rep by rep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from homestretch.activity.analysis.drift import WARM_UP
from homestretch.activity.analysis.seconds import Mask, Seconds, moving_mean
from homestretch.activity.heart_rate import stretches
from homestretch.activity.reps.model import Rep
from homestretch.activity.streams import Floats, Interval
from homestretch.athlete.zones import Zones, zones

if TYPE_CHECKING:
    from homestretch.athlete.model import Abilities

KeptOf = Literal["tempo", "critical speed", "steady", "easy"]

EASY, STEADY, TEMPO, CRITICAL = 2, 3, 4, 5  # zones (SCIENCE 2.2)
RECOVERY = 1  # zone that is part of easy running: slower is no fault
# Shares of critical speed. A tempo that slackened to 0.90 or tipped to 1.00 is still one: that is what its edges are for.
TEMPO_FROM, TEMPO_TO = 0.90, 1.00
CRITICAL_TO, STEADY_FROM = 1.03, 0.82
# Without reps a tempo is a stretch whose middle is at least 0.92; what of it slackened to marathon effort, or tipped
# over for a while, is part of it as well.
NEAR_FROM, NEAR_TO, LEAST_MIDDLE = 0.87, 1.05, 0.92
# Design choices, tried on simulated sessions.
SMOOTHING = 61  # s; over half of it the noise of a watch is as wide as the window
LONG_REP_S = 180.0  # s that a rep must last for the heart to say anything (as targets are given, SCIENCE 2.2)
LEAST_TEMPO_S = 480.0  # s in all; the shortest tempo of the ladders lasts 12 min
LEAST_RUN_S = 1200.0  # s of an easy run
APART_S = 60.0  # s out of the tempo that still belong to it
EDGE_S = 15  # s left out at either end of a stretch: ramps
HEART_LATE_S = 120.0  # s of each stretch before the heart has come up
LASTING_S = 60.0  # s out of the window that are told with their moment
RISE_FROM_S = 300.0  # s of even running that a rise of the heart needs on either side
LEAST_KNOWN = 0.8  # share of either end that must be known
EVEN = 0.03  # share that both ends may differ in speed
RISE_OK, RISE_MUCH = 6.0, 10.0  # beats a minute at the same pace (SCIENCE 6.2)


@dataclass(frozen=True, slots=True)
class Window:
    """Time on either side of two edges: m/s or beats a minute, s."""

    low: float
    high: float
    under_s: float
    inside_s: float
    over_s: float

    @property
    def known_s(self) -> float:
        """s that anything is known of."""
        return self.under_s + self.inside_s + self.over_s


@dataclass(frozen=True, slots=True)
class Kept:
    """How a session kept inside its window.

    Attributes:
        of: tempo, critical speed, steady or easy.
        planned: whether the window is that of a planned session, else it is the athlete's own zone.
        seconds: s that count.
        pace, heart: time by speed on the level and by heart rate; None where not known.
        heart_estimated: whether the heart's window hangs on a highest heart rate that nobody measured.
        slackened_s, tipped_s: the first moment, s of the streams, from which it was under or over by pace for a
            minute or more; None where it never was.
        rise_bpm: heart rate at the end against that at the start of the stretch, at the same pace; None where
            unknown, or where the pace changed.
        rise_word: "steady", "rising" or "rising fast" (SCIENCE 6.2); "".
    """

    of: KeptOf
    planned: bool
    seconds: float
    pace: Window | None
    heart: Window | None
    heart_estimated: bool = False
    slackened_s: float | None = None
    tipped_s: float | None = None
    rise_bpm: float | None = None
    rise_word: str = ""


def kept_of(seconds: Seconds, reps: Sequence[Rep], abilities: Abilities | None) -> Kept | None:
    """A session against the athlete's own zones; None where no window can be told.

    Args:
        seconds: the session.
        reps: found in it, with what was planned of them; strides say nothing.
        abilities: of the athlete.
    """
    if abilities is None or seconds.sport not in ("running", "") or not np.isfinite(seconds.speed).any():
        return None
    critical = abilities.critical_speed.value
    efforts = [rep for rep in reps if rep.kind == "rep"]
    if efforts:
        where, middle = _long_reps(efforts, critical)
    else:
        where, middle = _tempo_stretches(seconds, critical)
        if not where:
            where, middle = _whole_run(seconds, critical)
    if not where:
        return None
    zone = _zone(middle)
    speed, heart, estimated = _edges(zones(abilities), zone)
    return kept_within(seconds, where, NAMES[zone], speed, heart, heart_estimated=estimated)


NAMES: dict[int, KeptOf] = {EASY: "easy", STEADY: "steady", TEMPO: "tempo", CRITICAL: "critical speed"}


def kept_within(
    seconds: Seconds,
    where: Sequence[Interval],
    of: KeptOf,
    speed: tuple[float, float] | None,
    heart: tuple[float, float] | None,
    *,
    heart_estimated: bool = False,
    planned: bool = False,
) -> Kept | None:
    """Stretches of a session against a window; None where nothing of them was run.

    Args:
        seconds: the session.
        where: the stretches that count.
        of: what they are called.
        speed: edges in m/s on the level.
        heart: edges in beats a minute.
        heart_estimated, planned: as in `Kept`.
    """
    inside = seconds.running & np.isfinite(seconds.flat_speed) & seconds.within(tuple(where))
    if not inside.any():
        return None
    smooth = _smooth(seconds, inside)
    late = inside & np.isfinite(seconds.heart_rate)
    for stretch in where:
        late &= (seconds.time < stretch.start) | (seconds.time >= stretch.start + HEART_LATE_S)
    pace = None if speed is None else _window(smooth, inside, speed, seconds.step)
    rise = _rise(seconds, smooth, where)
    return Kept(
        of=of,
        planned=planned,
        seconds=float(inside.sum()) * seconds.step,
        pace=pace,
        heart=_window(seconds.heart_rate, late, heart, seconds.step) if heart and late.any() else None,
        heart_estimated=heart_estimated,
        slackened_s=None if speed is None else _first(seconds, inside & (smooth < speed[0])),
        tipped_s=None if speed is None else _first(seconds, inside & (smooth > speed[1])),
        rise_bpm=rise,
        rise_word="" if rise is None else _rise_word(rise),
    )


def _rise_word(rise: float) -> str:
    return "steady" if rise <= RISE_OK else "rising" if rise <= RISE_MUCH else "rising fast"


def whole_run(seconds: Seconds) -> tuple[Interval, ...]:
    """The run after its first minutes, which are a warm-up; () for one that is too short to say anything."""
    running = seconds.running & np.isfinite(seconds.flat_speed)
    ran = np.cumsum(running) * seconds.step
    if not len(ran) or ran[-1] < LEAST_RUN_S:
        return ()
    begun = float(seconds.time[np.searchsorted(ran, WARM_UP)])
    return (Interval(begun, float(seconds.time[-1])),)


def _zone(share: float) -> int:
    """The zone that a session was of, by its speed as share of critical speed."""
    if share < STEADY_FROM:
        return EASY
    if share < TEMPO_FROM:
        return STEADY
    return TEMPO if share < TEMPO_TO else CRITICAL


def _edges(found: Zones, zone: int) -> tuple[tuple[float, float], tuple[float, float] | None, bool]:
    """The window of a zone by speed and by heart; that of easy running begins with recovery."""
    first = RECOVERY if zone == EASY else zone
    pace = found.pace[first - 1].speed_low, found.pace[zone - 1].speed_high
    hearts = {one.zone: one for one in found.heart_rate}
    if zone not in hearts:
        return pace, None, False
    heart = float(hearts[first].low), float(hearts[zone].high)
    return pace, heart, hearts[zone].estimated


def _long_reps(efforts: Sequence[Rep], critical: float) -> tuple[tuple[Interval, ...], float]:
    """Reps long enough for the heart and no harder than critical speed, with their speed as a share of it.

    What was planned tells the zone where it is known, else what was run.
    """
    shares = []
    for rep in efforts:
        planned = rep.planned
        if planned is not None and planned.speed_low and planned.speed_high:
            shares.append((planned.speed_low + planned.speed_high) / 2 / critical)
        else:
            shares.append(rep.speed / critical)
    chosen = [
        (rep, share)
        for rep, share in zip(efforts, shares, strict=True)
        if rep.duration >= LONG_REP_S and TEMPO_FROM <= share < CRITICAL_TO
    ]
    if sum(rep.duration for rep, _ in chosen) < LEAST_TEMPO_S:
        return (), 0.0
    zone = _zone(float(np.median([share for _, share in chosen])))
    kept = [(rep, share) for rep, share in chosen if _zone(share) == zone]
    where = tuple(Interval(rep.start + EDGE_S / 3, rep.end - EDGE_S / 3) for rep, _ in kept)
    return where, float(np.median([share for _, share in kept]))


def _tempo_stretches(seconds: Seconds, critical: float) -> tuple[tuple[Interval, ...], float]:
    """Stretches of a run without reps at about threshold speed, short dips and spurts included, and their speed."""
    running = seconds.running & np.isfinite(seconds.flat_speed)
    share = np.nan_to_num(_smooth(seconds, running)) / critical
    near = (share >= NEAR_FROM) & (share <= NEAR_TO)
    apart = round(APART_S / seconds.step)
    joined: list[tuple[int, int]] = []
    for first, after in stretches(near):
        if joined and first - joined[-1][1] <= apart and seconds.running[joined[-1][1] : first].all():
            joined[-1] = (joined[-1][0], after)
        else:
            joined.append((first, after))
    edge = round(EDGE_S / seconds.step)
    found = tuple(
        Interval(float(seconds.time[first + edge]), float(seconds.time[after - 1 - edge]))
        for first, after in joined
        if (after - first) * seconds.step >= LONG_REP_S
        and LEAST_MIDDLE <= float(np.median(share[first:after])) < CRITICAL_TO
    )
    if sum(one.length for one in found) < LEAST_TEMPO_S:
        return (), 0.0
    return found, max(float(np.median(share[seconds.within(found)])), TEMPO_FROM)


def _whole_run(seconds: Seconds, critical: float) -> tuple[tuple[Interval, ...], float]:
    where = whole_run(seconds)
    if not where:
        return (), 0.0
    inside = seconds.running & np.isfinite(seconds.flat_speed) & seconds.within(where)
    if not inside.any():
        return (), 0.0
    share = float(np.median(seconds.flat_speed[inside])) / critical
    return (where, share) if share < TEMPO_TO else ((), 0.0)


def _smooth(seconds: Seconds, where: Mask) -> Floats:
    window = 2 * (max(round(SMOOTHING / seconds.step), 1) // 2) + 1
    return moving_mean(np.where(where, seconds.flat_speed, np.nan), window)


def _window(values: Floats, where: Mask, edges: tuple[float, float], step: float) -> Window:
    low, high = edges
    known = values[where]
    under, over = int((known < low).sum()), int((known > high).sum())
    return Window(low, high, under * step, (len(known) - under - over) * step, over * step)


def _first(seconds: Seconds, out: Mask) -> float | None:
    """The first moment from which it was out for long enough."""
    for first, after in stretches(out):
        if (after - first) * seconds.step >= LASTING_S:
            return float(seconds.time[first])
    return None


def _rise(seconds: Seconds, smooth: Floats, where: Sequence[Interval]) -> float | None:
    """The rise of the heart over the longest stretch, its last third against the first once it has come up."""
    longest = max(where, key=lambda one: one.length)
    begun = longest.start + HEART_LATE_S
    third = (longest.end - begun) / 3
    if 3 * third < 2 * RISE_FROM_S:
        return None
    early = _means(seconds, smooth, begun, begun + third)
    last = _means(seconds, smooth, longest.end - third, longest.end)
    if early is None or last is None or abs(last[0] / early[0] - 1) > EVEN:
        return None
    return last[1] - early[1]


def _means(seconds: Seconds, smooth: Floats, start: float, end: float) -> tuple[float, float] | None:
    inside = seconds.within((Interval(start, end),))
    known = inside & np.isfinite(smooth) & np.isfinite(seconds.heart_rate)
    if not known.any() or known.sum() < LEAST_KNOWN * inside.sum():
        return None
    return float(smooth[known].mean()), float(seconds.heart_rate[known].mean())
