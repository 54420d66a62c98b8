"""The figures of each set: target against done, evenness, fade, the last rep, recoveries, heart, stride.

Formulas and thresholds: SCIENCE 6.2. The words describe; an uneven set is no fault where the reps were unequal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from homestretch.activity.reps.model import Rep, RepFigures, Reps, RepSet, SetFigures
from homestretch.activity.streams import Floats, Streams

Level = Literal["beginner", "intermediate", "advanced", "elite"]

# Pace CV in per cent that still counts as even, by level, and from which it is a lesson (SCIENCE 6.2).
EVEN_UP_TO: dict[Level, float] = {"beginner": 2.5, "intermediate": 1.8, "advanced": 1.2, "elite": 1.2}
LESSON_FROM = 3.5
HELD_UP_TO, FADED_FROM = 2.0, 5.0  # per cent of time, fade index (SCIENCE 6.2)
STEADY_UP_TO, FAST_FROM = (
    6.0,
    10.0,
)  # beats a minute, heart rate of the last rep over the second (SCIENCE 6.2)
TIGHTENING = -4.0  # per cent of step length at the same speed with rising cadence (SCIENCE 6.2)
SAME_SPEED = 1.5  # per cent; reps that differ by less were run at the same speed; design choice
EQUAL = 0.03  # by which the lengths of equal reps differ at most
RECOVERY_AFTER = 60.0  # s after a rep at which the heart is looked at again
PEAK_AFTER = 10.0  # s after a rep in which the heart still peaks
AROUND = 3.0  # s on either side of a moment that its heart rate is averaged over
FEWEST_FOR_FADE = 3


def set_figures(
    reps: Reps, streams: Streams | None = None, level: Level = "intermediate"
) -> tuple[SetFigures, ...]:
    """The figures of all sets.

    Args:
        reps: found in streams, or typed.
        streams: where they were found; without them no heart rate, step length and cadence.
        level: of the athlete; the better, the evener.

    Returns:
        One SetFigures for each set, in order.
    """
    return tuple(_figures_of(group, streams, level) for group in reps.sets)


def _figures_of(group: RepSet, streams: Streams | None, level: Level) -> SetFigures:
    rows = tuple(
        _rep_figures(rep, group.reps[at + 1] if at + 1 < len(group.reps) else None, streams)
        for at, rep in enumerate(group.reps)
    )
    equal = _are_equal(group.reps)
    # Strides are run for their form, and each edge is a large part of so short a run: they are not compared.
    judged = any(rep.kind == "rep" for rep in group.reps)
    compared = equal and judged
    speeds = np.array([rep.speed for rep in group.reps])
    times = np.array([row.time_s for row in rows])
    several = len(rows) > 1 and bool(np.isfinite(speeds).all())
    cv = 100 * float(speeds.std(ddof=1) / speeds.mean()) if compared and several else None
    fade = (
        _change(1 / speeds) if compared and several else None
    )  # time of a metre, so that reps by time count too
    gain = 100 * float(speeds[-1] / speeds[:-1].mean() - 1) if compared and several else None
    taken = _mean([row.recovery_s for row in rows[:-1]])
    asked = _mean([row.recovery_planned_s for row in rows[:-1]])
    rise = _rise([row.heart_rate for row in rows]) if compared else None
    step, cadence = [row.step_length for row in rows], [row.cadence for row in rows]
    step_change, cadence_change = _change_of(step), _change_of(cadence)
    same_speed = judged and several and abs(_change(speeds) or 0.0) <= SAME_SPEED
    return SetFigures(
        set_index=group.index,
        reps=rows,
        mean_s=float(times.mean()) if equal else None,
        target_low_s=_mean([row.target_low_s for row in rows]),
        target_high_s=_mean([row.target_high_s for row in rows]),
        off_target_s=_mean([row.off_target_s for row in rows]),
        pace_cv_pct=cv,
        pace_word=_pace_word(cv, level),
        fade_pct=fade,
        fade_word=_fade_word(fade),
        last_rep_gain_pct=gain,
        recovery_taken_s=taken,
        recovery_planned_s=asked,
        recovery_kept_pct=100 * taken / asked if taken is not None and asked else None,
        heart_rate_rise=rise,
        heart_rate_word=_heart_word(rise),
        recovery_heart_rate_60s=_mean([row.recovery_heart_rate_60s for row in rows]),
        step_length=_mean(step),
        cadence=_mean(cadence),
        step_length_change_pct=step_change,
        cadence_change_pct=cadence_change,
        tightening=bool(
            same_speed
            and step_change is not None
            and cadence_change is not None
            and step_change <= TIGHTENING
            and cadence_change > 0
        ),
    )


def _rep_figures(rep: Rep, following: Rep | None, streams: Streams | None) -> RepFigures:
    low, high, off = _target(rep)
    known = following is not None and rep.source != "typed"  # typed splits do not tell how long was rested
    pause = following.start - rep.end if following is not None and known else None
    asked = _recovery_asked(rep) if following is not None else None
    heart = peak = fall = step = cadence = None
    if streams is not None:
        middle = rep.start + rep.duration / 2
        heart = _average(streams.time, streams.heart_rate, middle, rep.end)
        peak = _most(streams.time, streams.heart_rate, rep.start, rep.end + PEAK_AFTER)
        fall = _fall(rep, following, streams)
        step, cadence = _stride(rep, streams)
    return RepFigures(
        rep=rep,
        time_s=rep.duration,
        target_low_s=low,
        target_high_s=high,
        off_target_s=off,
        heart_rate=heart,
        peak_heart_rate=peak,
        recovery_heart_rate_60s=fall,
        step_length=step,
        cadence=cadence,
        recovery_s=pause,
        recovery_planned_s=asked,
    )


def _target(rep: Rep) -> tuple[float | None, float | None, float | None]:
    """Fastest and slowest time within the target, and s beside it: positive is too slow."""
    meant = rep.planned
    if meant is None or not meant.speed_low or not meant.speed_high or not np.isfinite(rep.length_m):
        return None, None, None
    fastest, slowest = rep.length_m / meant.speed_high, rep.length_m / meant.speed_low
    off = max(rep.duration - slowest, 0.0) + min(rep.duration - fastest, 0.0)
    return fastest, slowest, off


def _recovery_asked(rep: Rep) -> float | None:
    return rep.planned.recovery_s if rep.planned is not None else None


def _are_equal(reps: Sequence[Rep]) -> bool:
    """Whether all reps of a set were meant to be the same."""
    if all(rep.nominal_m is not None for rep in reps):
        return len({rep.nominal_m for rep in reps}) == 1
    for values in ([rep.length_m for rep in reps], [rep.duration for rep in reps]):
        middle = float(np.median(values))
        if all(abs(value - middle) <= EQUAL * middle for value in values):
            return True
    return False


def _change(values: Floats) -> float | None:
    """Per cent by which the mean of the last third exceeds that of the first third."""
    if len(values) < FEWEST_FOR_FADE:
        return None
    third = max(len(values) // 3, 1)
    return 100 * float(values[-third:].mean() / values[:third].mean() - 1)


def _change_of(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return _change(np.array(known)) if len(known) == len(values) else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def _rise(rates: Sequence[float | None]) -> float | None:
    """Heart rate of the last rep over the second; the first is run with a heart that still rises."""
    if len(rates) < 3 or rates[1] is None or rates[-1] is None:
        return None
    return rates[-1] - rates[1]


def _inside(time: Floats, values: Floats, start: float, end: float) -> Floats:
    if not len(values):
        return values
    inside = values[(time >= start) & (time <= end)]
    return inside[np.isfinite(inside)]


def _average(time: Floats, values: Floats, start: float, end: float) -> float | None:
    inside = _inside(time, values, start, end)
    return float(inside.mean()) if len(inside) else None


def _most(time: Floats, values: Floats, start: float, end: float) -> float | None:
    inside = _inside(time, values, start, end)
    return float(inside.max()) if len(inside) else None


def _fall(rep: Rep, following: Rep | None, streams: Streams) -> float | None:
    """Beats a minute that the heart fell in 60 s of recovery; None if the next rep came sooner."""
    later = rep.end + RECOVERY_AFTER
    if later > streams.duration or (following is not None and following.start < later - AROUND):
        return None
    at_end = _average(streams.time, streams.heart_rate, rep.end - AROUND, rep.end + AROUND)
    after = _average(streams.time, streams.heart_rate, later - AROUND, later + AROUND)
    return at_end - after if at_end is not None and after is not None else None


def _stride(rep: Rep, streams: Streams) -> tuple[float | None, float | None]:
    """Step length in m and steps a minute in the middle of a rep, its ramps left out."""
    edge = min(5.0, rep.duration / 4)
    cadence = _average(streams.time, streams.cadence, rep.start + edge, rep.end)
    if not cadence:
        return _average(streams.time, streams.step_length, rep.start + edge, rep.end), None
    # The rep's true speed by its cadence: the watch's own step length hangs on its smoothed speed.
    step = rep.speed / (cadence / 60) if np.isfinite(rep.speed) else None
    return step, cadence


def _pace_word(cv: float | None, level: Level) -> str:
    if cv is None:
        return ""
    if cv <= EVEN_UP_TO[level]:
        return "even"
    return "pacing lesson" if cv > LESSON_FROM else "uneven"


def _fade_word(fade: float | None) -> str:
    if fade is None:
        return ""
    if fade <= HELD_UP_TO:
        return "held"
    return "faded" if fade > FADED_FROM else "faded a little"


def _heart_word(rise: float | None) -> str:
    if rise is None:
        return ""
    if rise <= STEADY_UP_TO:
        return "steady" if rise >= -STEADY_UP_TO else "falling"
    return "rising fast" if rise > FAST_FROM else "rising"
