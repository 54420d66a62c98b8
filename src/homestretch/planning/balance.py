"""Pillar doses of a block of four loading weeks, kept by its touches and its free hard days (method 1.5, 13.7, 13.23).

The spine decides the key sessions and the tempo; what is left (strides, fast finishes, 200s inside an easy run, and hard
sessions that nothing later rests on) is chosen here, so that the block's quality load comes out in its shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from homestretch.athlete.model import PILLARS
from homestretch.blueprint.model import Blueprint
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.menu import TOUCH_SHARE, Menu
from homestretch.planning.numbers import event_key, pillar_shares, table
from homestretch.planning.season import Week
from homestretch.planning.spine_task import TOUCH_MINUTES, Item, SpineWeek
from homestretch.planning.sums import pillar_load

Loads = tuple[float, float, float, float]
BLOCK_WEEKS = 4  # successive loading weeks (13.23)
NOTHING: Loads = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Balance:
    """What the running block holds so far."""

    blueprint: Blueprint
    menu: Menu
    weeks: list[tuple[WeekFrame, Loads]] = field(default_factory=list)
    last: Loads = NOTHING  # the week before, whatever it was
    known_shares: dict[tuple[float, str], tuple[float, ...]] = field(default_factory=dict)

    @property
    def costs(self) -> Mapping[str, float]:
        """What each deviation costs."""
        return table(self.blueprint, "balance.costs")

    def add(self, frame: WeekFrame, week: Week) -> None:
        """A placed week; one with a single hard session is outside the account (13.23)."""
        self.last = pillar_load(week.days)
        hard = sum(s.quality for d in week.days for s in d.sessions)
        if frame.loading and frame.phase in ("general base", "build", "specific") and hard > 1:
            self.weeks.append((frame, self.last))
            if len(self.weeks) == BLOCK_WEEKS:
                self.weeks.clear()

    def shares(self, frame: WeekFrame) -> tuple[float, ...]:
        """The pillars' shares of quality load in a week, % (1.5, 1.6)."""
        key = frame.goal.distance_m, frame.phase
        if key not in self.known_shares:
            self.known_shares[key] = pillar_shares(self.blueprint, *key, self.menu.abilities.type)
        return self.known_shares[key]

    def cost(
        self,
        frame: WeekFrame,
        loads: Loads,
        ahead: list[tuple[WeekFrame, Loads]],
        counted: bool,
        due: frozenset[str],
    ) -> float:
        """Squared points off the shares, over the block with this week and those still to come.

        A week that is not ``counted`` (one hard session) is held against its own shares, and lightly. ``due``: pillars that
        have not been served for long.
        """
        costs = self.costs
        rows = [*self.weeks, (frame, loads), *ahead][:BLOCK_WEEKS] if counted else [(frame, loads)]
        sums = [sum(x) for x in zip(*(r for _, r in rows), strict=True)]
        total = sum(sums) or 1.0
        off = 0.0
        for p in range(len(PILLARS)):
            target = sum(self.shares(f)[p] for f, _ in rows) / len(rows)
            off += (1.0 if counted else costs["alone"]) * max(
                abs(100 * sums[p] / total - target) - costs["free_points"], 0.0
            ) ** 2
        return off + costs["absent"] * sum(not loads[p] for p in range(len(PILLARS)) if PILLARS[p] in due)

    def ahead(self, frames: list[tuple[WeekFrame, SpineWeek]]) -> list[tuple[WeekFrame, Loads]]:
        """What the spine has in store for the rest of the block, with the touches that stand in every week."""
        out = []
        for f, week in frames[: BLOCK_WEEKS - len(self.weeks) - 1]:
            if week.loads:
                out.append((f, (week.loads[0], week.loads[1], week.loads[2], week.loads[3])))
                continue
            plain = replace(week, strides=1, fast_finish=True)
            out.append((f, self.loads(plain, ())))
        return out

    def loads(
        self, week: SpineWeek, clubs: tuple[tuple[str, float], ...], minutes: int = TOUCH_MINUTES
    ) -> Loads:
        """AU by pillar of a week's hard sessions, sparks and touches."""
        library = self.blueprint.sessions
        out: dict[str, float] = dict.fromkeys(PILLARS, 0.0)
        for i in (*week.quality, *week.sparks):
            proto = self.menu.quality(i.id, max(i.step, 1), "full")
            touch = i.id in ("HI03", "SP03") or (i.id == "TS07" and i.step == 1)
            out[library[i.id].pillar] += proto.load * (TOUCH_SHARE if touch else 1.0)
        for pillar, load in clubs:
            out[pillar] += load
        for session_id, count, step, pillar in (
            ("AB03", week.strides, week.stride_step, "transition_speed"),
            ("FK09", int(week.fast_finish), 1, "finishing_kick"),
            ("LT04", int(week.lactate_touch), 0, "lactate_tolerance"),
        ):
            if count:
                out[pillar] += TOUCH_SHARE * count * self.menu.easy(session_id, minutes, step).load
        return (out[PILLARS[0]], out[PILLARS[1]], out[PILLARS[2]], out[PILLARS[3]])

    def fast(self, week: SpineWeek) -> float:
        """Fast metres of a week's sessions and touches."""
        have = sum(
            self.menu.quality(i.id, max(i.step, 1), "full").hsr_m for i in (*week.quality, *week.sparks)
        )
        have += week.strides * self.menu.easy("AB03", TOUCH_MINUTES, week.stride_step).hsr_m
        have += week.fast_finish * self.menu.easy("FK09", TOUCH_MINUTES, 1).hsr_m
        have += week.lactate_touch * self.menu.easy("LT04", TOUCH_MINUTES, 0).hsr_m
        return float(have)

    def choose(self, week: SpineWeek, wish: Wish) -> SpineWeek:
        """The week with the free sessions and touches that bring the block nearest to its shares."""
        costs = self.costs
        best: tuple[float, int, SpineWeek] | None = None
        counted = len(week.quality) + len(wish.clubs) > 1
        for n, (swaps, quality) in enumerate(wish.fillings(week)):
            for touched in _touched(replace(week, quality=quality), wish):
                fast = self.fast(touched)
                if fast > wish.fast_most:
                    continue
                short = max(wish.fast_aim - fast, 0.0) / costs["fast_unit_m"]
                cost = self.cost(
                    wish.frame, self.loads(touched, wish.clubs, wish.minutes), wish.ahead, counted, wish.due
                )
                cost += costs["swap"] * swaps + short**2 + costs["planned"] * _otherwise(touched)
                cost += costs["asked"] * (wish.spark_asked and wish.spark is not None and not touched.sparks)
                cost += costs["asked"] * (wish.lactate_asked and not touched.lactate_touch)
                cost += costs["asked"] * (wish.finish_asked and wish.finish and not touched.fast_finish)
                if best is None or (cost, n) < best[:2]:
                    best = (cost, n, touched)
        return best[2] if best else replace(week, strides=0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a week may choose from."""

    frame: WeekFrame
    minutes: int  # of an ordinary easy run
    ahead: list[tuple[WeekFrame, Loads]]
    clubs: tuple[tuple[str, float], ...]
    strides: tuple[int, ...]  # how many easy runs with strides
    step_most: int
    finish: bool
    due: frozenset[str]  # pillars to be served again this week (1.5)
    finish_asked: bool  # the fast finish is a key session here (13.18, column B)
    lactate: bool
    spark_asked: bool  # the endurance type's weekly hill or flat sprints (1.6)
    lactate_asked: bool  # a child's small set is due (13.23)
    spark: Item | None  # hill sprints or accelerations that could stand on an easy day
    touches_most: int  # easy runs that can carry one
    fast_most: float
    fast_aim: float
    others: Callable[[tuple[Item, ...], Item], list[Item]]  # what may stand in for a free hard session
    fitted: Callable[[tuple[Item, ...]], tuple[Item, ...]]  # steps lowered until the week's ceilings hold

    def fillings(self, week: SpineWeek) -> Iterator[tuple[int, tuple[Item, ...]]]:
        """The spine's hard sessions, and those with one free session changed."""
        yield 0, week.quality
        if len(week.quality) + len(self.clubs) < 2:
            return
        for n, item in enumerate(week.quality):
            if item.key or item.tempo:
                continue
            for other in self.others(week.quality, item):
                changed = (*week.quality[:n], other, *week.quality[n + 1 :])
                fitted = self.fitted(changed)
                steps = {i.id: i.step for i in fitted}
                kept = all(steps.get(i.id, 0) >= i.step for i in week.quality if i.key or i.tempo)
                if kept and len(fitted) == len(week.quality):
                    yield 1, fitted


def blocks_within(weeks: Iterable[tuple[WeekFrame, Week]], balance: Balance) -> int:
    """Blocks of four loading weeks whose shares lie within their tolerance (13.23)."""
    counted = [
        (f, pillar_load(w.days))
        for f, w in weeks
        if f.loading
        and f.phase in ("general base", "build", "specific")
        and sum(s.quality for d in w.days for s in d.sessions) > 1
    ]
    limits = table(balance.blueprint, "balance.tolerance")
    good = 0
    for n in range(len(counted) // BLOCK_WEEKS):
        block = counted[n * BLOCK_WEEKS : (n + 1) * BLOCK_WEEKS]
        points = limits["e5000" if event_key(block[0][0].goal.distance_m) == "5000" else "points"]
        sums = [sum(loads[p] for _, loads in block) for p in range(len(PILLARS))]
        total = sum(sums) or 1.0
        targets = [sum(balance.shares(f)[p] for f, _ in block) / BLOCK_WEEKS for p in range(len(PILLARS))]
        good += all(abs(100 * s / total - t) <= points for s, t in zip(sums, targets, strict=True))
    return good


def _otherwise(week: SpineWeek) -> int:
    """Touches that are there or missing against what the block counts on."""
    if week.planned is None:
        return 0
    have = {"AB03": week.strides > 1, "FK09": week.fast_finish, "LT04": week.lactate_touch}
    return sum(there != (name in week.planned) for name, there in have.items())


def _touched(week: SpineWeek, wish: Wish) -> Iterator[SpineWeek]:
    sparks = (week.sparks,) if week.sparks or wish.spark is None else (week.sparks, (wish.spark,))
    for strides, finish, lactate, spark in product(wish.strides, (True, False), (True, False), sparks):
        if (finish and not wish.finish) or (lactate and not wish.lactate):
            continue
        count = strides + finish + lactate + len(spark)
        if count > wish.touches_most and count > min(wish.strides) + len(week.sparks):
            continue
        touched = replace(week, strides=strides, fast_finish=finish, lactate_touch=lactate, sparks=spark)
        for step in range(1, wish.step_most + 1) if strides else (1,):
            yield replace(touched, stride_step=step)
