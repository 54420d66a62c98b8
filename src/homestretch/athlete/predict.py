"""Race times from results, each with the range that holds four times in five.

The time is that of the speed-duration curve (curve.py): over season bests of the world lists and marks of
club runners it errs less than Riegel's 1.06, VDOT, critical speed or Emig's model, and no mix of them does
better (studies/prediction_check.py). The others are worked out as a check: where they lie far apart, that is
said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from homestretch.athlete.critical import critical_speed, critical_speed_time
from homestretch.athlete.curve import Z80, race_scatter, softness
from homestretch.athlete.daniels import SHORTEST_M as VDOT_FROM_M
from homestretch.athlete.daniels import time_for, vdot
from homestretch.athlete.emig import emig_time, fit_emig
from homestretch.athlete.errors import NotUsable, TooFewMarks
from homestretch.athlete.evidence import marks_from, nearest, notes_on
from homestretch.athlete.fitting import Confidence, Fit, fit_runner, flying_sprint
from homestretch.athlete.model import MILE_M, Result, RunnerType, Sex
from homestretch.athlete.reserve import speed_reserve_time
from homestretch.athlete.riegel import GENERAL, riegel

EVENTS: Final = (800.0, 1500.0, MILE_M, 3000.0, 5000.0)
SHORTEST_M: Final = 100.0
LONGEST_M: Final = 42_195.0
DISAGREE: Final = 0.03  # range of the other formulas over the time that is worth a word (SCIENCE 2.3)
_GUESS_1500_S: Final = 300.0  # where the curve starts; one mark outweighs it
_ADULT: Final = 25.0  # age is not asked for, so marks are not graded by age
_CS_EVENTS: Final = (1500.0, 5000.0)
_RESERVE_EVENTS: Final = (400.0, 800.0)


@dataclass(frozen=True, slots=True)
class Prediction:
    """A time in s with its 80 % range, and what other formulas say."""

    distance_m: float
    time_s: float
    low_s: float
    high_s: float
    others: tuple[tuple[str, float], ...] = ()

    @property
    def disputed(self) -> bool:
        """The formulas lie more than 3 % apart."""
        times = [self.time_s, *(time for _, time in self.others)]
        return max(times) / min(times) - 1 > DISAGREE


@dataclass(frozen=True, slots=True)
class Predictions:
    """Times by distance, with what they stand on: speeds in m/s, D' in m."""

    predictions: tuple[Prediction, ...]
    critical_speed: float
    d_prime_m: float
    max_speed: float
    type: RunnerType
    type_confidence: Confidence
    notes: tuple[str, ...] = ()


def predict(
    results: Iterable[Result],
    sex: Sex,
    on: date,
    distances: Sequence[float] = EVENTS,
    flying30_s: float | None = None,
) -> Predictions:
    """Times that an athlete would run on a day in a good race.

    Args:
        results: races, trials and tests; none after ``on``, over 24 months old or cross-country counts.
        sex: ``F``, ``M`` or ``X``.
        on: the day.
        distances: distances to predict, m, 100 to 42 195.
        flying30_s: flying 30 m in s, measured about ``on``.

    Returns:
        A prediction for each distance, in the order asked.

    Raises:
        TooFewMarks: no result counts; says why.
        NotUsable: a distance outside the range.
    """
    given = tuple(results)
    marks = marks_from(given, on)
    notes = notes_on(given, on)
    if not marks:
        raise TooFewMarks(" ".join(["No result counts here; give one on track or road.", *notes]))
    fit = fit_runner(marks, sex, _GUESS_1500_S, [_ADULT] * len(marks), flying_sprint(flying30_s, None, on))
    return Predictions(
        predictions=tuple(predict_one(fit, distance) for distance in distances),
        critical_speed=fit.critical.speed,
        d_prime_m=fit.critical.d_prime,
        max_speed=fit.sprint.speed,
        type=fit.type,
        type_confidence=fit.type_confidence,
        notes=notes,
    )


def predict_one(fit: Fit, distance_m: float) -> Prediction:
    """One distance from a fitted runner.

    Raises:
        NotUsable: a distance outside 100 to 42 195 m.
    """
    if not SHORTEST_M <= distance_m <= LONGEST_M:
        raise NotUsable(f"times are predicted for 100 m to 42 195 m, not {distance_m:g} m")
    curve = fit.curve
    log_time = curve.log_time(distance_m) + softness(distance_m, curve.loose)
    error = math.hypot(curve.spread(distance_m), race_scatter(distance_m, curve.loose))
    return Prediction(
        distance_m,
        math.exp(log_time),
        math.exp(log_time - Z80 * error),
        math.exp(log_time + Z80 * error),
        _others(fit, distance_m),
    )


def _others(fit: Fit, distance_m: float) -> tuple[tuple[str, float], ...]:
    """What the published formulas say, where each holds."""
    formulas: tuple[tuple[str, Callable[[Fit, float], float]], ...] = (
        ("Riegel 1.06", _by_riegel),
        ("VDOT", _by_vdot),
        ("critical speed", _by_critical_speed),
        ("Emig", _by_emig),
        ("speed reserve", _by_speed_reserve),
    )
    found = []
    for name, formula in formulas:
        with suppress(TooFewMarks, NotUsable):
            found.append((name, formula(fit, distance_m)))
    return tuple(pair for pair in found if pair[1] > 0)


def _by_riegel(fit: Fit, distance_m: float) -> float:
    mark = nearest(fit.marks, distance_m)
    return riegel(mark.distance_m, mark.time_s, distance_m, GENERAL)


def _by_vdot(fit: Fit, distance_m: float) -> float:
    """From the nearest mark over 800 m."""
    long = [mark for mark in fit.marks if mark.distance_m >= VDOT_FROM_M]
    if not long:
        raise TooFewMarks("VDOT needs a mark over 800 m")
    mark = nearest(long, distance_m)
    return time_for(vdot(mark.distance_m, mark.time_s), distance_m)


def _by_critical_speed(fit: Fit, distance_m: float) -> float:
    """From 1500 to 5000 m only (SCIENCE 2.3)."""
    if not _CS_EVENTS[0] <= distance_m <= _CS_EVENTS[1]:
        raise NotUsable("critical speed predicts 1500 to 5000 m")
    return critical_speed_time(distance_m, critical_speed(_pairs(fit), _weights(fit)))


def _by_emig(fit: Fit, distance_m: float) -> float:
    return emig_time(distance_m, fit_emig(_pairs(fit), _weights(fit)))


def _by_speed_reserve(fit: Fit, distance_m: float) -> float:
    """From 400 to 800 m only, with a measured sprint (SCIENCE 2.3)."""
    if not fit.sprint.measured or not _RESERVE_EVENTS[0] <= distance_m <= _RESERVE_EVENTS[1]:
        raise NotUsable("the speed reserve predicts 400 to 800 m from a measured sprint")
    return speed_reserve_time(distance_m, fit.sprint.speed, fit.mas)


def _pairs(fit: Fit) -> list[tuple[float, float]]:
    return [(mark.distance_m, mark.time_s) for mark in fit.marks]


def _weights(fit: Fit) -> list[float]:
    return [mark.weight for mark in fit.marks]
