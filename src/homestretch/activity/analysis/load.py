"""Load by kind, side by side and never summed: aerobic minutes, time over critical speed, fast metres, contacts, effort.

SCIENCE 6.1 and 2.3. What a number stands on and is not known leaves that number None.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from homestretch.activity.analysis.seconds import Mask, Seconds
from homestretch.activity.streams import Floats
from homestretch.athlete.energy import d_prime_step
from homestretch.athlete.zones import Zones, zones

if TYPE_CHECKING:
    from homestretch.athlete.model import Abilities, Sex

NEAR_MAX = (
    0.90  # share of maximal sprint speed from which metres count as near-maximal (SCIENCE, conventions)
)
LEAST_KNOWN = 0.8  # share of the moving time that a mean must know to stand for all of it (design choice)
HIGHEST_HEART_ZONE = 5  # above it heart rate lags too much (SCIENCE 2.2)
PACE_ZONES = 9
RPE_MOST = 10.0  # CR10
# Banister's weights of the share of the heart-rate reserve, by sex: factor and exponent.
TRIMP_WEIGHTS: Final = {"M": (0.64, 1.92), "F": (0.86, 1.67)}


@dataclass(frozen=True, slots=True)
class Load:
    """What a session asked of the body.

    Attributes:
        aerobic_min: minutes of running by zone 1 to 9; empty where neither heart rate nor speed has zones.
        above_cs_s: s faster than critical speed, on the level at the same cost.
        d_prime_min_m: least D' left during the session, m; below 0 the athlete's D' or CS is set too low.
        d_prime_end_m: D' left at the end, m.
        near_max_m: m at 90 % of maximal sprint speed or faster.
        fast_m: m at 1500 m speed or faster.
        contacts: ground contacts of both feet.
        srpe: session RPE x minutes (Foster 2001).
        trimp: Banister's training impulse.
        zones_by: "heart rate", "speed", "heart rate and speed" or "".
        notes: why something is None, or what it rests on; a sentence each.
    """

    aerobic_min: Mapping[int, float] = field(default_factory=dict)
    above_cs_s: float | None = None
    d_prime_min_m: float | None = None
    d_prime_end_m: float | None = None
    near_max_m: float | None = None
    fast_m: float | None = None
    contacts: int | None = None
    srpe: float | None = None
    trimp: float | None = None
    zones_by: str = ""
    notes: tuple[str, ...] = ()


def session_rpe(rpe: float, minutes: float) -> float:
    """Session RPE x minutes (Foster et al. 2001, J Strength Cond Res 15, 109-115).

    Raises:
        ValueError: an RPE outside 0 to 10.
    """
    if not 0 <= rpe <= RPE_MOST:
        raise ValueError(f"an RPE lies between 0 and 10, not {rpe:g}")
    return rpe * minutes


def banister_trimp(minutes: float, reserve: float | Floats, sex: Sex) -> float:
    """Banister's training impulse, minutes x share x weight of the share.

    Args:
        minutes: of each share.
        reserve: (heart rate - resting) / (maximal - resting), one or (shares,); held to 0 to 1.
        sex: M, F, or X: the mean of both weights (design choice).

    References:
        Banister, E. W. (1991). Modeling elite athletic performance: y = 0.64 e^(1.92 x) for men and
        0.86 e^(1.67 x) for women; Morton et al. (1990), J Appl Physiol 69, 1171-1177.
    """
    share = np.clip(reserve, 0.0, 1.0)
    pairs = TRIMP_WEIGHTS.values() if sex == "X" else (TRIMP_WEIGHTS[sex],)
    weights = [factor * np.exp(exponent * share) for factor, exponent in pairs]
    return float(np.sum(minutes * share * sum(weights) / len(weights)))


def d_prime_balance(seconds: float, speed: Floats, critical_speed: float, d_prime: float) -> Floats:
    """D' left in m after each step, full at the start.

    Args:
        seconds: length of a step, s.
        speed: m/s on the level in each step, (steps,).
        critical_speed: m/s.
        d_prime: m.

    References:
        Skiba, P. F. et al. (2015), Eur J Appl Physiol 115, 703-713, differential form; in running the model
        is only weakly tested (Kirby et al. 2021, J Appl Physiol), so read it as an estimate.
    """
    left = d_prime
    course = []
    for one in speed.tolist():
        left = d_prime_step(left, one, critical_speed, d_prime, seconds)
        course.append(left)
    return np.array(course)


def load_of(
    seconds: Seconds,
    abilities: Abilities | None = None,
    sex: Sex = "X",
    rpe: float | None = None,
    moving_s: float = 0.0,
    lasted_s: float | None = None,
) -> Load:
    """Load by kind.

    Args:
        seconds: the session.
        abilities: of the athlete; without them zones, D' and near-maximal metres are None.
        sex: for the training impulse.
        rpe: session RPE, 0 to 10, where given.
        moving_s: s without pauses that the streams hold, for contacts and the training impulse.
        lasted_s: s without pauses that the session lasted, for session RPE; else `moving_s`.
    """
    notes: list[str] = []
    minutes = moving_s / 60
    srpe = session_rpe(rpe, (moving_s if lasted_s is None else lasted_s) / 60) if rpe is not None else None
    contacts = _contacts(seconds, moving_s)
    if abilities is None:
        notes.append("No athlete is given: zones, critical speed, D' and sprint speed are not known.")
        return Load(contacts=contacts, srpe=srpe, notes=tuple(notes))
    by_zone, zones_by = aerobic_minutes(seconds, zones(abilities))
    above = fast = near = low = end = None
    if seconds.sport in ("running", "") and np.isfinite(seconds.speed).any():
        above, low, end = _over_critical(seconds, abilities, notes)
        near = _metres_from(seconds, NEAR_MAX * abilities.max_speed.value)
        fast = _metres_from(seconds, abilities.v1500.value)
    return Load(
        aerobic_min=by_zone,
        above_cs_s=above,
        d_prime_min_m=low,
        d_prime_end_m=end,
        near_max_m=near,
        fast_m=fast,
        contacts=contacts,
        srpe=srpe,
        trimp=_trimp(seconds, abilities, sex, minutes, notes),
        zones_by=zones_by,
        notes=tuple(notes),
    )


def aerobic_minutes(seconds: Seconds, found: Zones) -> tuple[dict[int, float], str]:
    """Minutes of running in each zone, and what told the zone.

    Heart rate tells it where it can be trusted, up to zone 5; speed on the level where that says more than
    zone 5, for there the heart lags, and where the heart rate is missing. A value belongs to the lowest zone
    whose upper end it does not pass.

    Args:
        seconds: the session.
        found: the athlete's zones.
    """
    step = seconds.step
    on_foot = seconds.sport in ("running", "")
    zone = np.zeros(len(seconds), int)
    running = seconds.running if on_foot else ~seconds.standing
    if on_foot:
        uppers = np.maximum.accumulate([one.speed_high for one in found.pace[:-1]])
        known = np.isfinite(seconds.flat_speed)
        zone[known] = 1 + np.searchsorted(uppers, seconds.flat_speed[known], "left")
    by_speed = zone.copy()
    beating = np.isfinite(seconds.heart_rate)
    if found.heart_rate:
        tops = [one.high for one in found.heart_rate[:-1]]
        by_heart = 1 + np.searchsorted(tops, np.where(beating, seconds.heart_rate, 0.0), "left")
        zone = np.where(beating & (by_speed <= HIGHEST_HEART_ZONE), by_heart, by_speed)
    counted = running & (zone > 0)
    minutes = np.bincount(zone[counted], minlength=PACE_ZONES + 1) * step / 60
    if not counted.any():
        return {}, ""
    told_by_heart = counted & beating & (by_speed <= HIGHEST_HEART_ZONE)
    zones_by = "heart rate" if (told_by_heart == counted).all() else "heart rate and speed"
    if not told_by_heart.any():
        zones_by = "speed"
    return {number: float(minutes[number]) for number in range(1, PACE_ZONES + 1)}, zones_by


def _over_critical(seconds: Seconds, abilities: Abilities, notes: list[str]) -> tuple[float, float, float]:
    """Seconds over critical speed, least D' and D' at the end."""
    critical, d_prime = abilities.critical_speed.value, abilities.d_prime_m.value
    speed = seconds.flat_speed
    known = np.isfinite(speed)
    above = float((speed[known] > critical).sum()) * seconds.step
    # In a gap nobody knows; a straight line between what is known before and after neither spends nor gives much.
    whole = np.interp(seconds.time, seconds.time[known], speed[known])
    left = d_prime_balance(seconds.step, whole, critical, d_prime)
    low, end = min(d_prime, float(left.min())), float(left[-1])
    if low < 0:
        notes.append("More than the whole D' was spent: critical speed or D' is set too low for this run.")
    if (~known).any():
        notes.append("Where no speed was recorded, D' stands on a straight line between what was.")
    return above, low, end


def _metres_from(seconds: Seconds, speed: float) -> float:
    """m run at this speed or faster."""
    fast = np.isfinite(seconds.speed) & (seconds.speed >= speed)
    return float(seconds.speed[fast].sum()) * seconds.step


def _contacts(seconds: Seconds, moving_s: float) -> int | None:
    """Steps of both feet: mean cadence over the moving time, where most of it is known."""
    moving = ~seconds.standing
    mean = _mean_where_known(seconds.cadence, moving)
    if mean is None or seconds.sport not in ("running", "walking", "hiking", ""):
        return None
    return round(mean / 60 * moving_s)


def _trimp(
    seconds: Seconds, abilities: Abilities, sex: Sex, minutes: float, notes: list[str]
) -> float | None:
    """Training impulse over the moving time; None without resting heart rate or with too little heart rate."""
    moving = ~seconds.standing
    beating = moving & np.isfinite(seconds.heart_rate)
    if not beating.any():
        notes.append("There is no heart rate to be trusted, so no TRIMP.")
        return None
    if abilities.rest_hr is None:
        notes.append("TRIMP needs the resting heart rate.")
        return None
    if beating.sum() < LEAST_KNOWN * moving.sum():
        notes.append("The heart rate is missing for too long for a TRIMP.")
        return None
    if not abilities.max_hr.measured:
        notes.append("TRIMP stands on an estimated maximal heart rate, ±10 beats.")
    reserve = (seconds.heart_rate[beating] - abilities.rest_hr) / (abilities.max_hr.value - abilities.rest_hr)
    impulse = banister_trimp(minutes / int(beating.sum()), reserve, sex)
    return impulse if math.isfinite(impulse) else None


def _mean_where_known(values: Floats, where: Mask) -> float | None:
    known = where & np.isfinite(values)
    if not where.any() or known.sum() < LEAST_KNOWN * where.sum():
        return None
    return float(values[known].mean())
