"""Scripts of track sessions: which legs a runner sets out to run, drawn at random for each kind of session.

All speeds hang on the runner's 1500 m speed. The shares are a design choice after SCIENCE 2.2 and 4: easy 70 to
80 % of critical speed (0.88 of the 1500 m speed), threshold 93 to 98 %, reps from 1600 m at 10 km speed to 200 m at
faster than 800 m speed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from homestretch.simulation.model import Leg, LegKind, SessionKind

Random = np.random.Generator

SLOWEST_1500, FASTEST_1500 = 4.4, 6.9  # m/s: 5:41 and 3:37
CRITICAL = 0.88  # critical speed by 1500 m speed
# Distance in m: slowest and fastest speed by the 1500 m speed.
REP_SPEEDS = {
    200: (1.03, 1.14),
    300: (1.01, 1.10),
    400: (0.98, 1.06),
    500: (0.97, 1.04),
    600: (0.95, 1.02),
    800: (0.93, 1.00),
    1000: (0.91, 0.97),
    1200: (0.90, 0.96),
    1600: (0.88, 0.94),
}
PYRAMIDS = (
    (200, 400, 600, 400, 200),
    (400, 800, 1200, 800, 400),
    (200, 300, 400, 500, 600),
    (1200, 800, 600, 400, 200),
    (400, 600, 800, 1000, 800, 600, 400),
)


class Runner:
    """One runner's speeds in m/s, and the dice."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.v1500 = random.uniform(SLOWEST_1500, FASTEST_1500)
        self.easy = self.v1500 * CRITICAL * random.uniform(0.70, 0.80)

    def between(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return int(self.random.integers(low, high + 1))

    def chance(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def rep_speed(self, distance: int) -> float:
        low, high = REP_SPEEDS[distance]
        return self.v1500 * self.between(low, high)

    def rep(self, distance: int, speed: float, set_index: int) -> Leg:
        """A rep near the speed meant: runners miss it by about one per cent."""
        missed = 1 + 0.012 * float(self.random.standard_normal())
        return Leg("rep", speed * missed, distance_m=distance, set_index=set_index)

    def recovery(self, seconds: float, style: str) -> list[Leg]:
        """Jogged, walked or stood; a stood one often ends with some steps to the line."""
        if style == "jog":
            speed = self.easy * self.between(0.65, 0.92)
            return [Leg("jog recovery", speed, duration_s=seconds)]
        if style == "walk":
            return [Leg("standing recovery", self.between(1.1, 1.7), duration_s=seconds)]
        return [Leg("standing recovery", 0.0, duration_s=seconds)]

    def style(self) -> str:
        return ("jog", "stand", "walk")[int(self.random.choice(3, p=(0.5, 0.3, 0.2)))]

    def strides(self, set_index: int) -> list[Leg]:
        """Four to six times 60 to 120 m, fast and loose, with walk or jog between."""
        speed = self.v1500 * self.between(1.02, 1.2)
        distance = 20 * self.whole(3, 6)
        style = "jog" if self.chance(0.5) else "walk"
        legs: list[Leg] = []
        for number in range(self.whole(4, 6)):
            if number:
                legs += self.recovery(self.between(35, 75), style)
            missed = 1 + 0.03 * float(self.random.standard_normal())
            legs.append(Leg("stride", speed * missed, distance_m=distance, set_index=set_index))
        return legs

    def warm_up(self) -> tuple[list[Leg], int]:
        """Easy running, often with strides and always with a break before the session; the sets so far."""
        kind: LegKind = "warm-up"
        legs = [Leg(kind, self.easy * self.between(0.93, 1.03), duration_s=self.between(480, 1200))]
        sets = 0
        if self.chance(0.5):
            legs += self.recovery(self.between(40, 180), "walk")
            legs += self.strides(0)
            sets = 1
        return legs + self.recovery(self.between(60, 240), "walk" if self.chance(0.5) else "stand"), sets

    def cool_down(self) -> list[Leg]:
        speed = self.easy * self.between(0.88, 1.0)
        return [
            *self.recovery(self.between(30, 180), "walk"),
            Leg("cool-down", speed, duration_s=self.between(300, 900)),
        ]


def _framed(runner: Runner, body: Callable[[int], list[Leg]]) -> list[Leg]:
    """A main part with its warm-up and cool-down; some runners start the watch at the first rep only."""
    if runner.chance(0.08):
        return body(0)
    before, sets = runner.warm_up()
    return before + body(sets) + runner.cool_down()


def _reps(runner: Runner, distance: int, count: int, set_index: int) -> list[Leg]:
    speed, style = runner.rep_speed(distance), runner.style()
    # Recoveries from half to one and a half times the rep, half a minute at least.
    pause = max(30.0, distance / speed * runner.between(0.5, 1.5))
    legs: list[Leg] = []
    for number in range(count):
        if number:
            legs += runner.recovery(pause * runner.between(0.95, 1.05), style)
        legs.append(runner.rep(distance, speed, set_index))
    return legs


def _equal(runner: Runner) -> list[Leg]:
    distance = int(runner.random.choice([200, 300, 400, 500, 600, 800, 1000, 1200, 1600]))
    count = int(np.clip(runner.whole(3000, 6000) // distance, 3, 16))
    return _framed(runner, lambda first: _reps(runner, distance, count, first))


def _sets(runner: Runner) -> list[Leg]:
    distance = int(runner.random.choice([200, 300, 400, 600]))
    rounds, count = runner.whole(2, 3), runner.whole(3, 5)
    between = runner.between(180, 420)

    def body(first: int) -> list[Leg]:
        speed, style, between_style = runner.rep_speed(distance), runner.style(), runner.style()
        pause = max(30.0, distance / speed * runner.between(0.5, 1.2))
        legs: list[Leg] = []
        for number in range(rounds):
            if number:
                legs += runner.recovery(between, between_style)
            for rep in range(count):
                if rep:
                    legs += runner.recovery(pause * runner.between(0.95, 1.05), style)
                legs.append(runner.rep(distance, speed, first + number))
        return legs

    return _framed(runner, body)


def _pyramid(runner: Runner) -> list[Leg]:
    distances = PYRAMIDS[runner.whole(0, len(PYRAMIDS) - 1)]
    style, share = runner.style(), runner.between(0.6, 1.2)

    def body(first: int) -> list[Leg]:
        legs: list[Leg] = []
        for number, distance in enumerate(distances):
            speed = runner.rep_speed(distance)
            if number:
                legs += runner.recovery(max(40.0, distance / speed * share), style)
            legs.append(runner.rep(distance, speed, first))
        return legs

    return _framed(runner, body)


def _tempo(runner: Runner) -> list[Leg]:
    """One to four pieces at threshold."""
    count = runner.whole(1, 4)
    seconds = runner.between(1200, 2400) if count == 1 else runner.between(360, 900)
    speed = runner.v1500 * CRITICAL * runner.between(0.93, 1.0)

    def body(first: int) -> list[Leg]:
        legs: list[Leg] = []
        for number in range(count):
            if number:
                legs += runner.recovery(runner.between(60, 180), "jog" if runner.chance(0.8) else "stand")
            legs.append(Leg("rep", speed, duration_s=seconds, set_index=first))
        return legs

    return _framed(runner, body)


def _floats(runner: Runner) -> list[Leg]:
    """Fast reps with floats at 78 to 87 % of their speed, in one or two sets."""
    distance = int(runner.random.choice([200, 300, 400]))
    float_m = int(runner.random.choice([100, 200, 200, 400]))
    count, rounds = runner.whole(4, 8), runner.whole(1, 2)
    speed = runner.rep_speed(distance) * 0.97
    slower = runner.between(0.78, 0.87)

    def body(first: int) -> list[Leg]:
        legs: list[Leg] = []
        for number in range(rounds):
            if number:
                legs += runner.recovery(runner.between(180, 300), "jog")
            for rep in range(count):
                if rep:
                    legs.append(Leg("float", speed * slower, distance_m=float_m))
                legs.append(runner.rep(distance, speed, first + number))
        return legs

    return _framed(runner, body)


def _strides(runner: Runner) -> list[Leg]:
    legs = [Leg("easy", runner.easy, duration_s=runner.between(1500, 3600))]
    if runner.chance(0.5):
        legs += runner.recovery(runner.between(20, 90), "walk")
    legs += runner.strides(0)
    if runner.chance(0.6):
        legs.append(Leg("cool-down", runner.easy * 0.9, duration_s=runner.between(180, 600)))
    return legs


def _hills(runner: Runner) -> list[Leg]:
    """Uphill reps by time, jogged or walked down."""
    seconds, count = runner.between(25, 120), runner.whole(5, 10)
    speed = runner.v1500 * runner.between(0.74, 0.84)
    grade = runner.between(0.04, 0.08)
    down = runner.easy * 0.75 if runner.chance(0.6) else 1.4
    kind: LegKind = "jog recovery" if down > 2 else "standing recovery"

    def body(first: int) -> list[Leg]:
        legs: list[Leg] = []
        for number in range(count):
            if number:
                way = seconds * speed
                legs.append(Leg(kind, down, duration_s=way / down, grade=-grade))
            missed = 1 + 0.02 * float(runner.random.standard_normal())
            legs.append(Leg("rep", speed * missed, duration_s=seconds, set_index=first, grade=grade))
        return legs

    return _framed(runner, body)


def _steady(runner: Runner) -> list[Leg]:
    """No reps: easy, steady or progressive, over rolling ground, with stops at crossings in some."""
    base = runner.easy * runner.between(0.92, 1.1)
    progress = runner.between(1.0, 1.12) if runner.chance(0.3) else 1.0
    rolling = runner.between(0.0, 0.04)
    stops = runner.chance(0.4)
    parts = runner.whole(4, 12)
    legs: list[Leg] = []
    for part in range(parts):
        grade = rolling * float(runner.random.uniform(-1, 1))
        speed = base * progress ** (part / parts) * (1 - 3.0 * grade)  # about 3 % slower for 1 % of rise
        legs.append(Leg("easy", speed, duration_s=runner.between(120, 500), grade=grade))
        if stops and runner.chance(0.5):
            legs.append(Leg("standing recovery", 0.0, duration_s=runner.between(10, 60)))
    return legs


SCRIPTS: dict[SessionKind, Callable[[Runner], list[Leg]]] = {
    "equal reps": _equal,
    "sets of sets": _sets,
    "pyramid": _pyramid,
    "tempo": _tempo,
    "floats": _floats,
    "strides": _strides,
    "hills": _hills,
    "steady": _steady,
}


def draw_script(kind: SessionKind, random: Random) -> tuple[Leg, ...]:
    """The legs of one session of a kind, for a runner drawn at random.

    Args:
        kind: of session.
        random: the dice.
    """
    return tuple(SCRIPTS[kind](Runner(random)))
