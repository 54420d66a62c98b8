"""From the blueprint's notation to this athlete's steps: paces, heart rate, RPE, metres, minutes and load.

In: a session type and ladder step, the athlete's abilities. Out: steps with targets and their totals.
Walking and standing count as time, never as running metres (method 1.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from homestretch.athlete.model import Abilities
from homestretch.blueprint.model import Blueprint, Intensity, Part, Recovery, Repeat, Work
from homestretch.planning.numbers import pair, table
from homestretch.planning.season import Step, StepKind, Target

ROUND_M = 10  # metres are rounded to 10 (method 13.29)
LT1_SHARE = 0.83  # LT1 = 0.83 CS (method 2.1)
JOG_MIN_WAIT_S = 15  # a shorter recovery is stood, nobody jogs it
# upper HR of the zones as shares of HRmax (method 2.2, Haugen 2021 T4 widened), by the upper speed share of CS
HR_BANDS = (
    (0.72, 0.60, 0.72),
    (0.82, 0.65, 0.78),
    (0.905, 0.76, 0.85),
    (0.985, 0.83, 0.90),
    (1.025, 0.88, 0.92),
)
RPE_BY_CS = ((0.72, 2.0), (0.82, 3.0), (0.905, 5.0), (0.965, 6.0), (0.985, 6.5), (1.025, 7.0), (1.06, 8.0))
ANCHOR_WORDS = {
    "CS": "critical speed",
    "V10K": "10 km pace",
    "V5K": "5 km pace",
    "V3K": "3 km pace",
    "V1500": "1500 m pace",
    "V800": "800 m pace",
    "MAS": "maximal aerobic speed",
    "MSS": "top speed",
}


@dataclass(frozen=True, slots=True)
class Totals:
    """What a list of steps adds up to: m, s, and running seconds under LT1, to CS, over CS."""

    distance_m: int
    duration_s: int
    zones: tuple[int, int, int]


class Prescriber:
    """Resolves notation for one athlete. Immutable in use; caches nothing that depends on a date."""

    def __init__(self, abilities: Abilities, blueprint: Blueprint) -> None:
        self.abilities = abilities
        self.blueprint = blueprint
        self.cs = abilities.critical_speed.value
        self.hill = float(table(blueprint, "season.hill_cost")["factor"])
        self.paces = {k: pair(v) for k, v in table(blueprint, "season.easy_paces").items()}

    # -- speeds ---------------------------------------------------------------------------------
    def band(self, intensity: Intensity) -> tuple[float, float]:
        """Lower and upper speed of a band in m/s, slower first."""
        low = intensity.low.fraction * self.abilities.anchor(intensity.low.anchor)
        high = intensity.high.fraction * self.abilities.anchor(intensity.high.anchor)
        return (low, high) if low <= high else (high, low)

    def easy_band(self, name: str) -> tuple[float, float]:
        """The band of an easy run or of warm-up and jogs, m/s."""
        low, high = self.paces[name]
        return low * self.cs, high * self.cs

    def easy_speed(self, name: str) -> float:
        low, high = self.easy_band(name)
        return (low + high) / 2

    def heart_rate(self, speed: float) -> tuple[int | None, int | None]:
        """Heart-rate window of a steady speed in beats a minute; none above critical speed (method 2.2)."""
        share = speed / self.cs
        for upper, low, high in HR_BANDS:
            if share <= upper:
                top = self.abilities.max_hr.value
                return round(low * top), round(high * top)
        return None, None

    def target(self, low: float, high: float, anchor: str, rpe: float | None, with_hr: bool) -> Target:
        hr = self.heart_rate((low + high) / 2) if with_hr else (None, None)
        return Target(round(low, 3), round(high, 3), hr[0], hr[1], rpe, anchor)

    # -- parts ----------------------------------------------------------------------------------
    def words(self, intensity: Intensity) -> str:
        """How a runner says the band: "threshold", "1500 m pace", "3 km to 1500 m pace"."""
        a, b = intensity.low.anchor, intensity.high.anchor
        if a == b == "CS":
            middle = (intensity.low.fraction + intensity.high.fraction) / 2
            names = (
                (0.72, "recovery"),  # AB01: 60 to 72 % of critical speed (method 2.2)
                (0.825, "easy"),
                (0.92, "steady"),
                (0.981, "threshold"),
                (9.9, "critical speed"),
            )
            return next(name for upper, name in names if middle <= upper)
        if a == b:
            return ANCHOR_WORDS[a]
        return f"{ANCHOR_WORDS[a].replace(' pace', '')} to {ANCHOR_WORDS[b]}"

    def work(self, work: Work, rpe: float) -> Step:
        if work.intensity is None:
            low, high = self.easy_band("AB02")
            return self._run("easy", work, low, high, "easy", 3.0, True)
        low, high = self.band(work.intensity)
        share = (low + high) / 2 / self.cs
        long_enough = (work.duration_s or (work.distance_m or 0) / high) >= 180
        kind: StepKind = "easy" if share < LT1_SHARE else "work"
        own = next((r for upper, r in RPE_BY_CS if share <= upper), rpe)
        return self._run(
            kind, work, low, high, self.words(work.intensity), own if kind == "easy" else rpe, long_enough
        )

    def _run(
        self, kind: StepKind, work: Work, low: float, high: float, anchor: str, rpe: float, hr: bool
    ) -> Step:
        text = work.text
        if work.intensity is not None and work.intensity.progressive:
            text = (text + " " if text else "") + "from the slower to the faster pace"
        if work.uphill:
            target = Target(None, None, None, None, rpe, f"{anchor} effort, uphill")
            return Step(kind, work.distance_m, work.duration_s, target, text)
        return Step(kind, work.distance_m, work.duration_s, self.target(low, high, anchor, rpe, hr), text)

    def recovery(self, recovery: Recovery) -> Step:
        if recovery.mode in ("walk", "stand"):
            return Step("recovery", recovery.distance_m, recovery.duration_s, Target(rpe=1.0), recovery.mode)
        if recovery.intensity is not None:
            low, high = self.band(recovery.intensity)
            target = self.target(low, high, self.words(recovery.intensity), None, False)
        else:
            low, high = self.easy_band("jog")
            target = self.target(low, high, "jog", 2.0, False)
        return Step("recovery", recovery.distance_m, recovery.duration_s, target, recovery.mode)

    def parts(self, parts: tuple[Part, ...], rpe: float) -> tuple[Step, ...]:
        """Steps of a main part; the recovery after the last effort is left out."""
        steps = self._parts(parts, rpe, last=True)
        return tuple(steps)

    def _parts(self, parts: tuple[Part, ...], rpe: float, last: bool) -> list[Step]:
        out: list[Step] = []
        for k, part in enumerate(parts):
            final = last and k == len(parts) - 1
            if isinstance(part, Work):
                out.append(self.work(part, rpe))
            elif isinstance(part, Recovery):
                if not final:
                    out.append(self.recovery(part))
            else:
                out += self._repeat(part, rpe, final)
        return out

    def _repeat(self, part: Repeat, rpe: float, final: bool) -> list[Step]:
        inner = tuple(self._parts(part.parts, rpe, last=True))
        if part.between is None:
            return [Step("work", repeat=part.count, steps=tuple(self._parts(part.parts, rpe, last=False)))]
        rest = self.recovery(part.between)
        if not final:
            return [Step("work", repeat=part.count, steps=(*inner, rest))]
        if part.count == 1:
            return list(inner)
        return [Step("work", repeat=part.count - 1, steps=(*inner, rest)), *inner]

    # -- totals ---------------------------------------------------------------------------------
    def measure(self, steps: tuple[Step, ...], uphill_speed: float | None = None) -> Totals:
        """Running metres, all seconds, and running seconds by zone."""
        metres = seconds = 0.0
        zones = [0.0, 0.0, 0.0]
        for step in steps:
            if step.repeat is not None:
                inner = self.measure_exact(step.steps)
                metres += step.repeat * inner[0]
                seconds += step.repeat * inner[1]
                for z in range(3):
                    zones[z] += step.repeat * inner[2][z]
            else:
                d, t, z3 = self._one(step)
                metres += d
                seconds += t
                for z in range(3):
                    zones[z] += z3[z]
        return Totals(
            round(metres / ROUND_M) * ROUND_M,
            round(seconds),
            (round(zones[0]), round(zones[1]), round(zones[2])),
        )

    def measure_exact(self, steps: tuple[Step, ...]) -> tuple[float, float, tuple[float, float, float]]:
        metres = seconds = 0.0
        zones = [0.0, 0.0, 0.0]
        for step in steps:
            if step.repeat is not None:
                d, t, z3 = self.measure_exact(step.steps)
                d, t, z3 = (
                    d * step.repeat,
                    t * step.repeat,
                    (z3[0] * step.repeat, z3[1] * step.repeat, z3[2] * step.repeat),
                )
            else:
                d, t, z3 = self._one(step)
            metres, seconds = metres + d, seconds + t
            for z in range(3):
                zones[z] += z3[z]
        return metres, seconds, (zones[0], zones[1], zones[2])

    def _one(self, step: Step) -> tuple[float, float, tuple[float, float, float]]:
        walking = step.kind in ("drills", "strength") or (
            step.kind == "recovery" and step.text in ("walk", "stand")
        )
        if walking:
            walk = 1.4  # m/s, comfortable walking speed (Bohannon 1997)
            return 0.0, float(step.duration_s or (step.distance_m or 0) / walk), (0.0, 0.0, 0.0)
        low, high = step.target.speed_low, step.target.speed_high
        if low is None or high is None:  # uphill by effort
            effort = self.abilities.v3000.value if "maximal" not in step.text else self.abilities.v800.value
            speed = effort / self.hill
            share = effort / self.cs
        else:
            speed = (low + high) / 2
            share = speed / self.cs
        if step.distance_m is not None:
            metres, seconds = float(step.distance_m), step.distance_m / speed
        else:
            seconds = float(step.duration_s or 0)
            metres = seconds * speed
        if low is not None and high is not None and "from the slower" in step.text:
            return metres, seconds, self._spread(low, high, seconds)
        zone = 0 if share < LT1_SHARE else 1 if share <= 1.0 else 2
        return metres, seconds, (seconds * (zone == 0), seconds * (zone == 1), seconds * (zone == 2))

    def _spread(self, low: float, high: float, seconds: float) -> tuple[float, float, float]:
        """Zones of a run that goes evenly from ``low`` to ``high``."""
        a, b = low / self.cs, high / self.cs
        span = max(b - a, 1e-9)
        under = min(max((LT1_SHARE - a) / span, 0.0), 1.0)
        over = min(max((b - 1.0) / span, 0.0), 1.0)
        return seconds * under, seconds * (1 - under - over), seconds * over


def minutes_step(
    prescriber: Prescriber, kind: StepKind, minutes: int, band: str, rpe: float, word: str
) -> Step:
    """An easy stretch of ``minutes`` in the band of that name."""
    low, high = prescriber.easy_band(band)
    return Step(kind, None, minutes * 60, prescriber.target(low, high, word, rpe, True))
