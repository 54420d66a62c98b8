"""Load from reps alone, where the runner typed their times and no watch recorded: what times and distances tell.

Reps are run at their mean speed, and recoveries as they were asked for. Nothing is said of heart, steps or ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homestretch.activity.analysis.load import NEAR_MAX, PACE_ZONES, Load, session_rpe
from homestretch.activity.reps.model import PlannedRep, Rep
from homestretch.athlete.energy import d_prime_step
from homestretch.athlete.zones import zones

if TYPE_CHECKING:
    from homestretch.athlete.model import Abilities

# Speed of recoveries as shares of critical speed, and of walking in m/s (design choices).
JOG_OF_CS: Final = 0.60  # the slow end of zone 1 (SCIENCE 2.2)
FLOAT_OF_CS: Final = 0.85  # SCIENCE 4.3: floats at 0.85 to 0.88
WALK: Final = 1.4  # m/s, usual walking (Bohannon 1997, Age Ageing 26)


def recovery_of(planned: PlannedRep | None, critical_speed: float) -> tuple[float, float] | None:
    """Seconds and speed in m/s of the recovery after a rep; None where it was not said.

    Args:
        planned: the rep that was meant.
        critical_speed: m/s.
    """
    if planned is None or (planned.recovery_s is None and planned.recovery_m is None):
        return None
    speed = {
        "": WALK,
        "walk": WALK,
        "stand": 0.0,
        "jog": JOG_OF_CS * critical_speed,
        "float": FLOAT_OF_CS * critical_speed,
    }[planned.recovery]
    if planned.recovery_s is not None:
        return planned.recovery_s, speed
    return ((planned.recovery_m or 0.0) / speed, speed) if speed else None


def load_of_reps(
    reps: tuple[Rep, ...], abilities: Abilities | None, rpe: float | None = None, lasted_s: float = 0.0
) -> Load:
    """Load by kind of reps whose times and distances are known.

    Args:
        reps: in order of time.
        abilities: of the athlete; without them only session RPE can be told.
        rpe: session RPE, 0 to 10, where given.
        lasted_s: s that the reps and recoveries lasted.
    """
    srpe = session_rpe(rpe, lasted_s / 60) if rpe is not None else None
    if abilities is None:
        return Load(srpe=srpe, notes=("No athlete is given: zones and critical speed are not known.",))
    critical, sprint = abilities.critical_speed.value, abilities.max_speed.value
    uppers = [zone.speed_high for zone in zones(abilities).pace[:-1]]
    minutes = dict.fromkeys(range(1, PACE_ZONES + 1), 0.0)
    for rep in reps:
        minutes[1 + sum(rep.speed > upper for upper in uppers)] += rep.duration / 60
    left = _d_prime_course(reps, critical, abilities.d_prime_m.value)
    return Load(
        aerobic_min=minutes,
        above_cs_s=sum(rep.duration for rep in reps if rep.speed > critical),
        d_prime_min_m=None if left is None else min(left),
        d_prime_end_m=None if left is None else left[-1],
        near_max_m=sum(rep.length_m for rep in reps if rep.speed >= NEAR_MAX * sprint),
        fast_m=sum(rep.length_m for rep in reps if rep.speed >= abilities.v1500.value),
        srpe=srpe,
        zones_by="speed",
        notes=("Load stands on the typed reps alone: no warm-up, jogging or cool-down is counted.",),
    )


def _d_prime_course(reps: tuple[Rep, ...], critical_speed: float, d_prime: float) -> list[float] | None:
    """D' left after each rep and recovery, m; None where a recovery between reps is not known."""
    left = d_prime
    course = []
    for rep in reps:
        left = d_prime_step(left, rep.speed, critical_speed, d_prime, rep.duration)
        course.append(left)
        if rep is reps[-1]:
            break
        recovery = recovery_of(rep.planned, critical_speed)
        if recovery is None:
            return None
        seconds, speed = recovery
        left = d_prime_step(left, speed, critical_speed, d_prime, seconds)
        course.append(left)
    return course or None
