"""The season's weeks one after another: each week's ceilings, items and touches, and its placement.

In: frame, slots, volume, spine. Out: the weeks, with the history that each of them leaves to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from homestretch.athlete.model import Abilities, Athlete
from homestretch.blueprint.model import Blueprint, SessionType
from homestretch.planning.balance import Balance, Wish
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility, family
from homestretch.planning.history import History
from homestretch.planning.menu import Menu, easy_pair
from homestretch.planning.numbers import event_key, table
from homestretch.planning.repair import fit, met, step_allowed
from homestretch.planning.repair import replace as replace_item
from homestretch.planning.room import Room, fit_steps
from homestretch.planning.season import Day, Week
from homestretch.planning.slots import DAY, WeekSlots
from homestretch.planning.spine import solve_spine
from homestretch.planning.spine_task import (
    GROWTH_USED_M,
    NEW_DAYS,
    SPARE_SPARKS,
    SPARKS,
    Item,
    Spine,
    SpineTask,
    SpineWeek,
    counts_as_lactate,
)
from homestretch.planning.sums import true_monotony, week_of
from homestretch.planning.support import strength_for, with_mobility
from homestretch.planning.volume import VolumePlan, longest_forecast, ramp_limit, runs_wished, youth
from homestretch.planning.week import place_week
from homestretch.planning.week_task import Placed, WeekTask
from homestretch.planning.why import objective

MONOTONY_TRIES = (
    0.0,
    0.42,
    0.50,
    0.58,
    0.66,
    0.75,
)  # mean absolute deviation asked for, until the true value holds (13.20)
RUN_OF_LONGEST = 0.95  # a week's ordinary run against the longest of the last 30 days
MISSED_PERIODS, BONE_STRESS_TWICE = 3, 2  # INV-56
HSR_SHARE = 0.078  # of the week's metres, just under the 8 % of INV-12
RACE_WEEK = (0.40, 0.70)  # share of V_peak in the week of the A race (13.17)


def _keeps(fitted: tuple[Item, ...], chosen: tuple[Item, ...]) -> bool:
    """Does the week still hold every key session, at the step that 13.18 asks for where it was within reach?"""
    steps = {i.id: i.step for i in fitted}
    return all(steps.get(i.id, 0) >= min(i.step, i.least) for i in chosen if i.key)


@dataclass(slots=True)
class Planner:
    """Holds what the weeks share while one season is made."""

    athlete: Athlete
    start: date
    blueprint: Blueprint
    abilities: Abilities
    eligibility: Eligibility
    frames: tuple[WeekFrame, ...]
    slots: tuple[WeekSlots, ...]
    volume: VolumePlan
    menu: Menu
    history: History
    spine: Spine
    spine_task: SpineTask
    balance: Balance
    pool: tuple[SessionType, ...] = ()

    # -- limits of a week -----------------------------------------------------------------------
    def most_m(self, k: int) -> int:
        f = self.frames[k]
        recent = self.history.recent("distance_m", self.history.before_m)
        limit = ramp_limit(recent, self.volume.max_12mo, self.volume.halved, self.blueprint)
        low_cap = (
            self.blueprint.volume_km[event_key(self.frames[0].goal.distance_m)][self.abilities.level][1]
            * 1000
        )
        limit = min(limit, float(low_cap), self.volume.peak * 1.02 + 500)
        age = youth(self.blueprint, "youth_km", self.eligibility.age_first)
        if age is not None:
            limit = min(limit, age * 1000)
        if self.held():
            limit = min(limit, self.history.before_m)
        if f.deload:
            loads = self.history.loading("distance_m")
            if loads:
                mean = sum(loads) / len(loads)
                limit = min(limit, 0.79 * mean)
        if f.phase == "transition" or (f.phase == "taper" and len(self.history.weeks) >= 3):
            limit = min(limit, 0.79 * sum(self.history.loading("distance_m")) / 3)
        top = max((w.distance_m for w in self.history.weeks), default=0)
        if self.is_goal_week(f) and top:
            limit = min(limit, RACE_WEEK[1] * top - 50)
        return int(limit - self.missing(k, self.history.before_m)) // 10 * 10

    def missing(self, k: int, before: float) -> float:
        """What the days before the plan's first day stand for in its first week (13.2)."""
        return before * (1 - self.history.first_scale) if k == 0 else 0.0

    def held(self) -> bool:
        """No growth of volume and fast metres until a health check (INV-56, R12)."""
        h = self.athlete.health
        injuries = sum(i.bone_stress for i in h.injuries)
        return self.athlete.sex == "F" and (
            h.missed_periods >= MISSED_PERIODS or injuries >= BONE_STRESS_TWICE
        )

    def is_goal_week(self, f: WeekFrame) -> bool:
        return any(r.race.priority == "A" for r in f.races)

    def least_m(self, f: WeekFrame) -> int:
        top = max((w.distance_m for w in self.history.weeks), default=0)
        return int(RACE_WEEK[0] * top) + 100 if self.is_goal_week(f) and top else 0

    def hsr_most(self, f: WeekFrame) -> int:
        level = self.abilities.level
        cap = float(table(self.blueprint, "season.weekly_zone")["hsr_m"][level])
        age = youth(self.blueprint, "youth_hsr", self.eligibility.age_first)
        cap = cap if age is None else min(cap, age)
        growth = table(self.blueprint, "season.hsr_growth")
        top = max(self.history.recent("high_speed_m", self.history.before_hsr))
        cap = min(cap, max(top * growth["share"], top + growth["gain_m"]))
        if self.held():
            cap = min(cap, self.history.before_hsr)
        if f.deload:
            loads = self.history.loading("high_speed_m")
            if len(loads) == 3:
                cap = min(cap, 0.70 * sum(loads) / 3)
        return int(max(cap - self.missing(f.number - 1, self.history.before_hsr), 0))

    def load_most(self) -> int:
        level = self.abilities.level
        growth = table(self.blueprint, "season.load_growth")
        most = growth["share"] * self.history.recent_load(self.blueprint)
        most -= self.missing(len(self.history.weeks), self.history.before_load)
        return int(min(table(self.blueprint, "season.load_ceiling")[level], most))

    def long_minutes(self, k: int) -> int:
        """Wished minutes of the long run (MC06, MC07, INV-53, method 3.3, 3.4)."""
        f = self.frames[k]
        if (
            f.phase == "taper"
            or self.slots[k].run_days < 3
            or (self.slots[k].run_days == 3 and f.phase == "specific")
        ):
            return 0  # with three days the long run may be an ordinary easy run (13.13)
        rules = table(self.blueprint, "season.long")
        level_index = ("beginner", "intermediate", "advanced", "elite").index(self.abilities.level)
        event = event_key(self.frames[0].goal.distance_m)
        cap = float(rules["minutes"][event][level_index])
        age = youth(self.blueprint, "youth_long", self.eligibility.age_first)
        cap = cap if age is None else min(cap, age)
        runs = min(self.runs(k), self.slots[k].run_days)
        share = max(
            float(rules["share"][self.abilities.level]),
            min(rules["day_share"] / max(runs, 1), rules["most_share"]),
        )
        minutes = share * self.volume.targets[k] / self.menu.per_five("AB04") * 5
        if f.emphasis == "intensity" and f.phase in ("build", "specific"):
            minutes *= float(table(self.blueprint, "season.emphasis_volume")["long_run_intensity"])
        if f.deload:
            minutes *= 0.9
        return int(min(minutes, cap) // 5 * 5)

    def longest_easy_min(self) -> int:
        """Most minutes of an easy run by event and level (MC07, INV-24)."""
        minutes = table(self.blueprint, "season.long")["minutes"]
        level_index = ("beginner", "intermediate", "advanced", "elite").index(self.abilities.level)
        return int(minutes[event_key(self.frames[0].goal.distance_m)][level_index])

    def long_share(self, runs: int) -> float:
        rules = table(self.blueprint, "season.long")
        own = (
            float(rules["few_runs_share"])
            if self.abilities.level == "beginner" and runs <= 3
            else float(rules["share"][self.abilities.level])
        )
        return float(min(max(own, rules["day_share"] / runs), rules["most_share"]))

    def runs(self, k: int) -> int:
        """Running days wished for (method 1.3, MC05)."""
        event = event_key(self.frames[0].goal.distance_m)
        longest = self.history.longest_run_m(self.frames[k].start) * RUN_OF_LONGEST
        wish = runs_wished(self.volume.targets[k], longest, self.abilities.level, event, self.blueprint)
        return min(wish, max(self.slots[k].run_days, 1))

    def most_runs(self, k: int) -> int:
        rest = (
            int(table(self.blueprint, "season.rest")["beginner_days"])
            if self.abilities.level == "beginner"
            else 1
        )
        return 7 if self.abilities.level in ("advanced", "elite") else 7 - rest

    # -- one week -------------------------------------------------------------------------------
    def items(self, k: int) -> SpineWeek:
        """The spine's week, held against what was placed before, at steps that fit the week's room."""
        wish = self.spine.weeks[k]
        f = self.frames[k]
        minutes = tuple(
            m if q else 0 for m, q in zip(self.slots[k].minutes, self.slots[k].quality, strict=True)
        )
        taken: set[str] = set()
        quality: list[Item] = []
        for item in wish.quality:
            good = fit(item, self.history, f, minutes, self.eligibility, self.menu)
            if good is None:
                good = replace_item(
                    item, taken, self.pool, self.history, f, minutes, self.eligibility, self.menu
                )
            if good is not None and good.id not in taken:
                quality.append(good)
                taken.add(good.id)
        sparks = tuple(
            x
            for x in (fit(i, self.history, f, minutes, self.eligibility, self.menu) for i in wish.sparks)
            if x
        )
        if self.last_days(f):  # nothing new in the last seven days before the race (INV-29)
            known = self.known()
            quality = [i for i in quality if family(i.id) in known]
        chosen = tuple(quality)
        strides = self.stride_m(1)
        fitted = self.fitted(k, chosen, sparks, strides)
        if not _keeps(fitted, chosen):
            bare = self.fitted(k, chosen, sparks, 0)
            if _keeps(bare, chosen):
                fitted, strides = bare, 0
        return self.touches(k, replace(wish, quality=fitted, sparks=sparks), strides)

    def last_days(self, f: WeekFrame) -> bool:
        return (f.goal.date - f.start).days - 6 <= NEW_DAYS

    def known(self) -> set[str]:
        return {family(s.id) for _, s in self.history.sessions(self.start)}

    def fitted(
        self, k: int, chosen: tuple[Item, ...], sparks: tuple[Item, ...], strides: int
    ) -> tuple[Item, ...]:
        """Steps lowered, and free sessions left out, until the week's ceilings hold."""
        f = self.frames[k]
        room = Room.of(
            self.target(k),
            self.hsr_most(f),
            strides,
            f,
            self.abilities,
            self.blueprint,
            self.eligibility.sprint_most(),
            self.only_800(),
        )
        return fit_steps(chosen, sparks, room, self.history, self.menu, self.slots[k].clubs)

    def touches(self, k: int, week: SpineWeek, strides_m: int) -> SpineWeek:
        """Strides, fast finishes and short lactate sets: for the block's shares and the ramp of fast metres (13.7, 13.23)."""
        f = self.frames[k]
        asked = week.fast_finish
        week = replace(week, fast_finish=False)
        if f.phase == "transition":
            return replace(week, strides=0 if f.phase_week == 1 else 1)
        if self.eligibility.careful_hamstring(f.start):  # no fast metres after a strain (INV-58)
            return replace(week, strides=0)
        days = self.slots[k].run_days
        clubs = [self.menu.club(c, 0.6 if f.deload else 1.0) for _, c in self.slots[k].clubs]
        most = min(self.hsr_most(f), HSR_SHARE * self.target(k)) - sum(c.hsr_m for c in clubs)
        free = max(min(self.runs(k), days) - len(week.quality) - len(clubs) - len(f.races), 1)
        if f.races:
            week = replace(week, strides=1)
            return week
        loading = f.loading and not f.maintain
        pillars = {self.blueprint.sessions[i.id].pillar for i in week.quality} | {c.pillar for c in clubs}
        lactate = (
            loading
            and self.ready("LT04", f)
            and "lactate_tolerance" not in pillars
            and self.eligibility.allowed(self.blueprint.sessions["LT04"])
        )
        free_choice = (
            loading and self.abilities.level != "beginner"
        )  # bands are reported, not enforced (13.7)
        step_most = step_allowed(self.blueprint.sessions["AB03"], self.history, f.start, self.eligibility)
        wish = Wish(
            frame=f,
            minutes=self.touch_minutes(k, week),
            ahead=self.balance.ahead(
                [
                    (self.frames[n], self.spine.weeks[n])
                    for n in range(k + 1, len(self.frames))
                    if self.frames[n].loading and len(self.spine.weeks[n].quality) > 1
                ]
            ),
            clubs=tuple((c.pillar or "lactate_tolerance", c.load) for c in clubs),
            strides=(0,) if not strides_m else (1, 2) if days >= 4 and loading else (1,),
            step_most=step_most if loading else 1,
            finish_asked=asked,
            finish=self.ready("FK09", f) and (days > 3 or f.phase == "specific"),
            lactate=lactate,
            spark=self.spark(k) if free_choice and days >= 6 else None,
            touches_most=max(free - 1, 1) if days >= 4 else 1,
            fast_most=most,
            fast_aim=min(most, self.hsr_aim(k)) if loading else 0.0,
            others=lambda quality, item: self.others(k, quality, item) if free_choice else [],
            fitted=lambda quality: self.fitted(k, quality, week.sparks, strides_m),
        )
        return self.balance.choose(week, wish)

    def spark(self, k: int) -> Item | None:
        """Hill sprints, or accelerations on the flat, at the step that this week may hold."""
        f, slots = self.frames[k], self.slots[k]
        near = min((r.date - f.start).days for fr in self.frames for r in fr.races if r.date >= f.start)
        if f.races or near <= 7 or self.eligibility.careful_hamstring(f.start):
            return None
        for session_id in SPARE_SPARKS:
            kind = self.blueprint.sessions[session_id]
            if f.phase in kind.phases and self.eligibility.allowed(kind):
                found = fit(Item(session_id), self.history, f, slots.minutes, self.eligibility, self.menu)
                if found is not None and not self.menu.quality(found.id, found.step, "full").quality:
                    return found
        return None

    def others(self, k: int, quality: tuple[Item, ...], item: Item) -> list[Item]:
        """Hard sessions of the pool that could stand in for a free one: open to this week, and no slower to recover from."""
        f, library = self.frames[k], self.blueprint.sessions
        rec = max(self.eligibility.rec_days(library[item.id]), 2)
        lactate = sum(counts_as_lactate(library[i.id]) for i in quality if i.id != item.id)
        lactate += sum(
            (c.pillar or "lactate_tolerance") == "lactate_tolerance" for _, c in self.slots[k].clubs
        )
        most = 1 if self.abilities.level == "beginner" or self.eligibility.age_first < 16 else 2
        track = sum(self.eligibility.needs_track(library[i.id]) for i in quality if i.id != item.id)
        days = sum(q and t for q, t in zip(self.slots[k].quality, self.slots[k].track, strict=True))
        touch = table(self.blueprint, "season.tempo")["touch"]
        out = []
        for kind in self.pool:
            if kind.pillar == library[item.id].pillar or f.phase not in kind.phases or kind.id in SPARKS:
                continue
            if f.phase == "specific" and item.id in touch and kind.id not in touch:
                continue  # a threshold touch in ten days (13.18)
            if any(i.id == kind.id for i in quality) or self.eligibility.rec_days(kind) > rec:
                continue
            if kind.zone in ("LT",) and any(i.tempo for i in quality) and kind.pillar == "aerobic_base":
                continue
            if counts_as_lactate(kind) and lactate >= most:
                continue
            if self.eligibility.needs_track(kind) and track >= days:
                continue
            found = fit(Item(kind.id), self.history, f, self.slots[k].minutes, self.eligibility, self.menu)
            if found is not None and self.menu.quality(found.id, found.step, "full").quality:
                out.append(found)
        return out

    def hsr_aim(self, k: int) -> float:
        """Fast metres to hold in week ``k`` so that growth reaches what the spine asks for later (INV-12)."""
        aim, steps = 0.0, 0
        for n in range(k + 1, len(self.frames)):
            if not self.frames[n].loading:
                continue
            steps += 1
            items = (*self.spine.weeks[n].quality, *self.spine.weeks[n].sparks)
            asked = sum(self.menu.quality(i.id, max(self.likely(i), 1), "full").hsr_m for i in items)
            aim = max(aim, asked + self.stride_m(1) - steps * GROWTH_USED_M)
        return aim

    def likely(self, item: Item) -> int:
        """The step at which a session of the spine will probably stand: what is asked for, or one above the last."""
        kind = self.blueprint.sessions[item.id]
        allowed = step_allowed(
            kind, self.history, self.frames[len(self.history.weeks)].start, self.eligibility
        )
        return min(max(item.least, allowed), self.eligibility.top(kind))

    def touch_minutes(self, k: int, week: SpineWeek) -> int:
        """Minutes of an ordinary easy run in this week: what long run and hard days leave for the others."""
        hard = sum(self.menu.quality(i.id, max(i.step, 1), "full").distance_m for i in week.quality)
        hard += sum(self.menu.club(c, 1.0).distance_m for _, c in self.slots[k].clubs)
        per_five = self.menu.per_five("AB02")
        left = self.target(k) - hard - self.long_minutes(k) / 5 * per_five
        runs = min(self.runs(k), self.slots[k].run_days) - len(week.quality) - len(self.slots[k].clubs)
        runs -= self.long_minutes(k) > 0
        low, high = easy_pair(self.blueprint, self.abilities.level)
        return int(min(max(left / max(runs, 1) / per_five * 5, low), high, 60)) // 5 * 5

    def ready(self, session_id: str, f: WeekFrame) -> bool:
        """Are the prerequisites of a touch met?"""
        kind = self.blueprint.sessions[session_id]
        return all(
            met(p, self.history, f.start, self.eligibility) for p in self.eligibility.open_prerequisites(kind)
        )

    def stride_m(self, step: int) -> int:
        return self.menu.easy("AB03", 30, step).hsr_m

    def progression(self, k: int, week: SpineWeek) -> int:
        """AB11 as the threshold touch of beginners, youth and weeks with one quality day (13.23)."""
        f = self.frames[k]
        young = self.eligibility.age_first < 16
        tempo = {i.id for i in week.quality} & set(table(self.blueprint, "season.tempo")["touch"])
        if f.phase in ("transition", "taper") or f.races or f.test or tempo or self.slots[k].run_days < 3:
            return 0
        if not (
            self.abilities.level == "beginner" or young or len(week.quality) + len(self.slots[k].clubs) <= 1
        ):
            return 0
        kind = self.blueprint.sessions["AB11"]
        if f.number < 2 and not self.eligibility.based:
            return 0
        step = step_allowed(kind, self.history, f.start, self.eligibility)
        longest = self.history.longest_run_m(f.start)
        while step > 1 and self.menu.quality("AB11", step, "full").distance_m > longest:
            step -= 1
        return step

    def task(self, k: int, deviation: float, monotony: bool) -> WeekTask:
        f, slots = self.frames[k], self.slots[k]
        week = self.items(k)
        goals = [r.date for fr in self.frames for r in fr.races if r.race.priority in "AB"]
        near = {
            d: min((g - (f.start + d * DAY)).days for g in goals if g >= f.start + d * DAY)
            for d in range(7)
            if any(g >= f.start + d * DAY for g in goals)
        }
        near = {d: n for d, n in near.items() if n <= 10}
        a_races = [
            r.date for fr in self.frames for r in fr.races if r.race.priority == "A" and r.date >= f.start
        ]
        to_race = (min(a_races) - f.start).days if a_races else None
        support = strength_for(f, self.history, self.eligibility, self.menu, any(slots.gym), to_race)
        yesterday = [s.id for d, s in self.history.sessions(f.start - DAY) if d == f.start - DAY]
        km = self.volume.targets[k] / 1000
        rules = table(self.blueprint, "season.doubles")
        doubles = (
            self.athlete.availability.doubles or (self.abilities.level == "elite" and km > 90)
        ) and km >= rules["km"]
        return WeekTask(
            frame=f,
            slots=slots,
            spine=week,
            target_m=int(self.target(k)),
            most_m=self.most_m(k),
            least_m=self.least_m(f),
            missing_m=round(self.missing(k, self.history.before_m)),
            long_minutes=self.long_minutes(k),
            longest_share_of=self.long_share,
            runs=self.runs(k),
            most_runs=self.most_runs(k),
            stride_step=week.stride_step,
            strength=support,
            history=self.history,
            eligibility=self.eligibility,
            menu=self.menu,
            blueprint=self.blueprint,
            hsr_most=self.hsr_most(f),
            load_most=self.load_most(),
            long_last=k == len(self.frames) - 1,
            doubles=doubles and self.eligibility.age_first >= rules["age"],
            hilly=self.athlete.availability.hills and f.phase in ("general base", "build"),
            progression=self.progression(k, week),
            deviation=deviation,
            monotony=monotony,
            heavy_yesterday=any(s in ("ST02", "ST03") for s in yesterday),
            days_before_race=near,
            only_800=self.only_800(),
            next_fixed=self.next_fixed(k),
            longest_easy_min=self.longest_easy_min(),
            longest_min=int(youth(self.blueprint, "youth_long", self.eligibility.age_first) or 240),
        )

    def only_800(self) -> bool:
        return all(f.goal.distance_m == 800 for f in self.frames)

    def next_fixed(self, k: int) -> tuple[int, ...]:
        """Days from this Monday to the races and club sessions of the next week."""
        if k + 1 >= len(self.slots):
            return ()
        slots = self.slots[k + 1]
        days = {r.date.weekday() for r in slots.races} | {d for d, _ in slots.clubs}
        return tuple(sorted(7 + d for d in days))

    def target(self, k: int) -> float:
        f = self.frames[k]
        top = max((w.distance_m for w in self.history.weeks), default=0)
        if self.is_goal_week(f) and top:
            return 0.56 * top
        target = min(self.volume.targets[k], self.most_m(k))
        if f.phase == "taper" and top:
            target = min(target, self.volume.targets[k] / self.volume.peak * top)
        minutes = table(self.blueprint, "season.day_minutes")[self.abilities.level]
        by_days = (self.slots[k].run_days * minutes + 20) / 5 * self.menu.per_five("AB02")
        return float(min(target, by_days))

    def place(self, k: int) -> Week:
        limit = float(table(self.blueprint, "season.monotony")[self.abilities.level])
        best: tuple[float, Week] | None = None
        for deviation in MONOTONY_TRIES:
            placed = place_week(self.task(k, deviation, deviation > 0))
            week = self.finish(k, placed)
            found = true_monotony(tuple(d.sessions for d in week.days), self.menu)
            if best is None or (any(placed.days) and found < best[0]):
                best = found, week
            if found <= limit:
                break
        assert best is not None
        return best[1]

    def finish(self, k: int, placed: Placed) -> Week:
        f = self.frames[k]
        days = [list(d) for d in placed.days]
        with_mobility(days, self.menu, self.abilities.level, self.slots[k].minutes)
        out = []
        for d in range(7):
            date_d = f.start + d * DAY
            sessions = days[d]
            if date_d < self.start:
                sessions = []
            elif not any(s.distance_m for s in sessions):
                sessions = [self.menu.support("RC01", 1), *sessions]
            out.append(Day(date_d, tuple(sessions)))
        week = week_of(f, tuple(out), self.blueprint)
        notes = tuple(f"{i.id} found no day this week" for i in placed.dropped if i.key)
        return replace(week, objective=objective(f, tuple(x.sessions for x in out)), notes=notes)

    def weeks(self) -> tuple[Week, ...]:
        for k in range(len(self.frames)):
            week = self.place(k)
            self.history.weeks.append(week)
            self.history.days.extend(d for d in week.days if d.date >= self.start)
            self.balance.add(self.frames[k], week)
            self.look_ahead(k, week)
        return tuple(self.history.weeks)

    def look_ahead(self, k: int, week: Week) -> None:
        """The rest of the spine again where a session that others rest on found no place this week."""
        held = {s.id for d in week.days for s in d.sessions}
        wanted = {
            i.id for i in (*self.spine.weeks[k].quality, *self.spine.weeks[k].sparks) if i.key or i.tempo
        }
        last = max(
            (n for n, f in enumerate(self.frames) if f.phase == "specific" and not f.maintain), default=-1
        )
        if wanted <= held or k >= last:
            return
        self.spine_task.done = k + 1
        longest = max(self.history.longest_run_m(self.frames[k + 1].start), 1.0)
        ahead = longest_forecast(longest, len(self.frames) - k - 1, self.blueprint)
        self.spine_task.longest_m = ((0.0,) * (k + 1)) + ahead
        self.spine = solve_spine(self.spine_task)
