"""Whether the heart held up: aerobic decoupling and the rise of the heart rate over a steady run.

Honest only where the running was even, long and level, and the sensor could be trusted (SCIENCE 6.2, after
Friel; a convention of coaches, not physiology). Everywhere else the answer is None with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from homestretch.activity.analysis.seconds import Mask, Seconds, moving_mean
from homestretch.activity.streams import Floats

WARM_UP = 600.0  # s left out at the start (SCIENCE 6.2)
SHORTEST = 2400.0  # s that the run must last, warm-up included (SCIENCE 6.2)
STEEPEST = 0.03  # grade up to which a stretch counts (SCIENCE 6.2)
# Design choices, tried on the corpus and on simulated runs and sessions.
EVEN_WINDOW = 61  # s over which speed is smoothed to judge whether it is even
EVEN = 0.10  # share off the median that still is even
LEAST_EVEN = 0.75  # share of the time after the warm-up that must be even, level and known
SHORTENED, PACE_HELD = 0.04, 0.015  # share of step length and of speed, as for a set (`reps.figures`)
LEAST_HEART = 0.8  # share of that time with a heart rate to be trusted


@dataclass(frozen=True, slots=True)
class Drift:
    """How heart rate and speed changed from the first half of a steady run to the second.

    Attributes:
        decoupling_pct: loss of speed on the level for each heart beat, percent; None with `reason`.
        drift_bpm: rise of the mean heart rate, beats a minute.
        flat_speeds: m/s on the level in both halves.
        heart_rates: beats a minute in both halves.
        respirations: breaths a minute in both halves; None where they were not recorded.
        step_lengths: m in both halves, speed by cadence; None where the steps were not counted.
        heavy_legs: the steps shortened by 4 % or more though the pace held.
        steady_s: s that it rests on.
        reason: a sentence, empty where there is a number.
    """

    decoupling_pct: float | None = None
    drift_bpm: float | None = None
    flat_speeds: tuple[float, float] | None = None
    heart_rates: tuple[float, float] | None = None
    respirations: tuple[float, float] | None = None
    step_lengths: tuple[float, float] | None = None
    steady_s: float = 0.0
    reason: str = ""

    @property
    def heavy_legs(self) -> bool:
        """Whether the steps shortened by 4 % or more though the pace held (SCIENCE 6.2, as within a set)."""
        if self.step_lengths is None or self.flat_speeds is None:
            return False
        held = self.flat_speeds[1] >= (1 - PACE_HELD) * self.flat_speeds[0]
        return held and self.step_lengths[1] <= (1 - SHORTENED) * self.step_lengths[0]


def decoupling(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Percent of efficiency lost, (EF1 - EF2) / EF1 x 100 with EF = speed on the level / heart rate.

    Args:
        first, second: m/s and beats a minute of each half.

    References:
        Friel's aerobic decoupling, pace to heart rate, as in SCIENCE 6.2.
    """
    before, after = first[0] / first[1], second[0] / second[1]
    return (before - after) / before * 100


def drift_of(seconds: Seconds, has_reps: bool = False) -> Drift:
    """Decoupling of a steady run.

    Args:
        seconds: the session.
        has_reps: whether it held repetitions; then it was no steady run.
    """
    if has_reps:
        return Drift(reason="Repetitions are no steady run, so no decoupling is worked out.")
    if seconds.sport not in ("running", ""):
        return Drift(reason="Decoupling is worked out for running only.")
    running = seconds.running & np.isfinite(seconds.flat_speed)
    if not running.any():
        return Drift(reason="There is no running speed to compare the heart rate with.")
    ran = float(running.sum()) * seconds.step
    if ran < SHORTEST:
        return Drift(reason=f"{_minutes(ran)} of running are too short: decoupling needs 40 min.")
    if not np.isfinite(seconds.heart_rate).any():
        return Drift(reason="There is no heart rate to be trusted.")
    warm = np.cumsum(running) * seconds.step > WARM_UP
    rest = running & warm
    steady = _steady(seconds, rest)
    share = steady.sum() / rest.sum()
    if share < LEAST_EVEN:
        return Drift(
            reason=f"Only {share:.0%} of the time after the warm-up was even and level; "
            f"decoupling needs {LEAST_EVEN:.0%}."
        )
    beating = steady & np.isfinite(seconds.heart_rate)
    if beating.sum() < LEAST_HEART * steady.sum():
        return Drift(reason="The heart rate is missing or not to be trusted for too long.")
    middle = np.flatnonzero(rest)[int(rest.sum()) // 2]
    early, late = beating.copy(), beating.copy()
    early[middle:] = False
    late[:middle] = False
    least = LEAST_HEART * LEAST_EVEN * rest.sum() / 2
    if min(early.sum(), late.sum()) < least:
        return Drift(reason="One half of the run has too little even running to be compared.")
    speeds = _mean(seconds.flat_speed, early), _mean(seconds.flat_speed, late)
    hearts = _mean(seconds.heart_rate, early), _mean(seconds.heart_rate, late)
    return Drift(
        decoupling_pct=decoupling((speeds[0], hearts[0]), (speeds[1], hearts[1])),
        drift_bpm=hearts[1] - hearts[0],
        flat_speeds=speeds,
        heart_rates=hearts,
        respirations=_both(seconds.respiration, early, late),
        step_lengths=_both(_step_lengths(seconds), early, late),
        steady_s=float(beating.sum()) * seconds.step,
    )


def _steady(seconds: Seconds, rest: Mask) -> Mask:
    """Where the smoothed speed is near its median and the ground near level."""
    smooth = moving_mean(np.where(rest, seconds.flat_speed, np.nan), EVEN_WINDOW)
    middle = float(np.median(seconds.flat_speed[rest]))
    even = np.abs(smooth - middle) <= EVEN * middle
    steady: Mask = rest & even & (np.abs(seconds.grade) < STEEPEST)
    return steady


def _both(values: Floats, early: Mask, late: Mask) -> tuple[float, float] | None:
    """Means of both halves; None where either knows too little."""
    halves = [(half & np.isfinite(values), half) for half in (early, late)]
    if any(known.sum() < LEAST_HEART * half.sum() for known, half in halves):
        return None
    return _mean(values, halves[0][0]), _mean(values, halves[1][0])


def _step_lengths(seconds: Seconds) -> Floats:
    steps = np.where(seconds.cadence > 0, seconds.cadence / 60, np.nan)
    lengths: Floats = seconds.speed / steps
    return lengths


def _mean(values: Floats, where: Mask) -> float:
    return float(values[where].mean())


def _minutes(duration: float) -> str:
    return f"{duration / 60:.0f} min"
