"""What stands in a week: the spine's sessions at the steps that fit, and the touches around them (method 13.7, 13.23).

In: the spine's week, the history. Out: a SpineWeek for the week's model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from homestretch.athlete.model import PILLARS
from homestretch.planning.away import DAY
from homestretch.planning.balance import Wish
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import family
from homestretch.planning.menu import LONGER, SIZES, easy_pair
from homestretch.planning.numbers import event_key, table
from homestretch.planning.planner_base import PlannerBase
from homestretch.planning.repair import fit, longest_m, step_allowed
from homestretch.planning.repair import replace as replace_item
from homestretch.planning.room import Room, fit_steps
from homestretch.planning.season import Day
from homestretch.planning.spine_task import (
    CLUB_DELOAD,
    LONG_FROM_DAYS,
    NEW_DAYS,
    SPARE_SPARKS,
    SPARKS,
    STRIDES,
    TOUCH,
    TOUCH_MINUTES,
    Item,
    SpineWeek,
    counts_as_lactate,
    most_for_key,
)
from homestretch.planning.sums import pillar_load

STRIDES_SETTLED = (
    6  # weeks after which a touch of another pillar may take the strides' run now and then (INV-21)
)
SIZE_ROUNDS = 12  # until the week and the share of its easy runs agree within a few metres
SIZE_SHORT = 0.97  # of the week's target: what is nearer needs no longer warm-ups (design choice)


def _keeps(fitted: tuple[Item, ...], chosen: tuple[Item, ...]) -> bool:
    """Does the week still hold every key session, at the step that 13.18 asks for where it was within reach?"""
    steps = {i.id: i.step for i in fitted}
    return all(steps.get(i.id, 0) >= min(i.step, i.least) for i in chosen if i.key)


@dataclass(slots=True)
class PlannerItems(PlannerBase):
    """Chooses the items of a week."""

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
        quality = self.sharpened(k, quality, minutes)
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
        finish = self.menu.easy(TOUCH, TOUCH_MINUTES, 1).hsr_m if wish.fast_finish else 0
        fitted = self.fitted(k, chosen, sparks, strides)
        most = self.fast_most(k)
        ways = [(strides + finish, strides), (finish, 0), (strides, strides), (0, 0)]
        if not wish.strides:  # the season counts on their room for its hard sessions
            ways = [(r, own) for r, own in ways if not own]
            strides = 0
        for reserved, own in ways:
            trial = self.fitted(k, chosen, sparks, reserved)
            fast = sum(self.menu.quality(i.id, i.step, "full").hsr_m for i in (*trial, *sparks))
            if _keeps(trial, chosen) and fast + reserved <= most:
                fitted, strides = trial, own
                break
        return self.touches(k, replace(wish, quality=fitted, sparks=sparks), strides)

    def sharpened(self, k: int, quality: list[Item], minutes: tuple[int, ...]) -> list[Item]:
        """A taper's session of the race's own pace in place of another of its pillar, in the race week of any (3.5).

        So in a taper week with two others, where none is of its pillar: the one farther from the kick makes room.
        """
        f, library = self.frames[k], self.blueprint.sessions
        name = str(table(self.blueprint, "season.sharpening")[event_key(f.goal.distance_m)])
        if f.phase != "taper" or any(i.id == name for i in quality) or all(x.id != name for x in self.pool):
            return quality
        good = fit(Item(name), self.history, f, minutes, self.eligibility, self.menu)
        if good is None or (self.last_days(f) and family(name) not in self.known()):
            return quality
        if self.menu.quality(name, good.step, "full").hsr_m + self.stride_m(1) > self.fast_most(k):
            return quality
        own = [n for n, i in enumerate(quality) if library[i.id].pillar == library[name].pillar or f.races]
        if not own and len(quality) > 1 and self.lactate_before(f) < self.eligibility.lactate_block():
            own = [max(range(len(quality)), key=lambda n: -PILLARS.index(library[quality[n].id].pillar))]
        return [good if n == own[0] else i for n, i in enumerate(quality)] if own else quality

    def lactate_before(self, f: WeekFrame) -> int:
        """Lactate sessions in the days that count with this week's last one (INV-19)."""
        since = f.start + (7 - int(table(self.blueprint, "season.lactate")["block_days"])) * DAY
        count = 0
        for _, s in self.history.sessions(since):
            kind = self.blueprint.sessions.get(s.id)
            club = s.id == "CLUB" and s.pillar == "lactate_tolerance"
            count += club or (kind is not None and s.quality and counts_as_lactate(kind))
        return count

    def target(self, k: int) -> float:
        """The week's metres: a little more than the curve asks for where key sessions need it for their 8 % (13.19)."""
        base = PlannerBase.target(self, k)
        keyed = [i for i in self.spine.weeks[k].quality if i.key] if self.spine.weeks else []
        fast = sum(self.menu.quality(i.id, max(self.likely(i), 1), "full").hsr_m for i in keyed)
        if fast:
            fast += sum(self.menu.club(c, 1.0).hsr_m for _, c in self.slots[k].clubs)
            week = self.spine.weeks[k]
            fast += week.strides * self.stride_m(1)
            fast += week.fast_finish * self.menu.easy(TOUCH, TOUCH_MINUTES, 1).hsr_m
        wish = fast / self.fast_share
        if wish <= base:
            return base
        most = min(most_for_key(self.spine_task, k), float(self.most_m(k)))
        return max(base, min(wish, most))

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
            self.eligibility.only_800,
        )
        return fit_steps(chosen, sparks, room, self.history, self.menu, self.slots[k].clubs)

    def fast_most(self, k: int) -> float:
        """Fast metres that a week's own sessions may hold beside its clubs."""
        f = self.frames[k]
        clubs = sum(self.menu.club(c, CLUB_DELOAD if f.deload else 1.0).hsr_m for _, c in self.slots[k].clubs)
        return min(self.hsr_most(f), self.fast_share * self.target(k)) - clubs

    @property
    def fast_share(self) -> float:
        return float(table(self.blueprint, "season.key_week")["of_week_kept"])

    def touches(self, k: int, week: SpineWeek, strides_m: int) -> SpineWeek:
        """Strides, fast finishes and short lactate sets: for the block's shares and the ramp of fast metres (13.7, 13.23)."""
        f = self.frames[k]
        asked = week.fast_finish
        week = replace(week, fast_finish=False, finish_key=asked)
        if f.phase == "transition":
            return replace(week, strides=0 if f.phase_week == 1 else 1)
        if self.eligibility.careful_hamstring(f.start):  # no fast metres after a strain (INV-58)
            return replace(week, strides=0)
        days = self.slots[k].run_days
        clubs = [self.menu.club(c, CLUB_DELOAD if f.deload else 1.0) for _, c in self.slots[k].clubs]
        most = self.fast_most(k)
        free = max(min(self.runs(k), days) - len(week.quality) - len(clubs) - len(f.races), 1)
        if f.races:
            week = replace(week, strides=int(self.stride_m(1) <= self.hsr_most(f)))
            return week
        loading = f.loading and not f.maintain
        pillars = {self.blueprint.sessions[i.id].pillar for i in week.quality} | {c.pillar for c in clubs}
        lactate = (
            loading
            and (not self.last_days(f) or family("LT04") in self.known())
            and self.ready("LT04", f)
            and ("lactate_tolerance" not in pillars or self.eligibility.child)
            and self.eligibility.allowed(self.blueprint.sessions["LT04"])
        )
        free_choice = (
            loading and self.abilities.level != "beginner"
        )  # bands are reported, not enforced (13.7)
        step_most = step_allowed(self.blueprint.sessions["AB03"], self.history, f.start, self.eligibility)
        due = lactate and self.eligibility.child and self.long_since_lactate(f)
        finish = self.ready("FK09", f) and (days > LONG_FROM_DAYS or f.phase in ("build", "specific"))
        pillars_due = self.due(f)
        missing = pillars_due - pillars
        touches = max(free - 1, 1) if days > LONG_FROM_DAYS else free if asked else 1
        swap_strides = False
        lacking = {"finishing_kick": TOUCH, "lactate_tolerance": "LT04"}
        week = replace(week, due=tuple(touch for p, touch in lacking.items() if p in missing))
        if (finish and "finishing_kick" in missing) or (lactate and "lactate_tolerance" in missing):
            touches = max(touches, free - (self.long_minutes(k) > 0))
            # without a base, strides carry sessions to come (13.25): where the season counts on them, they stay
            settled = self.eligibility.based or (f.number > STRIDES_SETTLED and not week.strides)
            settled = settled and not (f.phase == "specific" and self.strides_keyed)
            swap_strides = touches < 2 and settled
        wish = Wish(
            frame=f,
            minutes=self.touch_minutes(k, week),
            ahead=self.balance.ahead(
                [
                    (self.frames[n], self.spine.weeks[n])
                    for n in range(k + 1, len(self.frames))
                    if self.frames[n].loading
                    and len(self.spine.weeks[n].quality)
                    + len(self.slots[n].clubs)
                    + len(self.frames[n].races)
                    > 1
                ]
            ),
            clubs=tuple((c.pillar or "lactate_tolerance", c.load) for c in clubs),
            strides=(0,)
            if not strides_m
            else (0, 1)
            if due or swap_strides
            else (1, 2)
            if days >= 4 and loading
            else (1,),
            step_most=step_most if loading else 1,
            due=pillars_due,
            finish_asked=asked,
            finish=finish,
            lactate=lactate,
            lactate_asked=due,
            spark_asked=self.abilities.type == "endurance" and loading,
            spark=self.spark(k) if free_choice and days >= 6 else None,
            touches_most=touches,
            fast_most=most,
            fast_aim=min(most, float(week.fast_m)) if loading else 0.0,
            others=lambda quality, item: self.others(k, quality, item) if free_choice else [],
            fitted=lambda quality: self.fitted(k, quality, week.sparks, strides_m),
        )
        return self.balance.choose(week, wish)

    @property
    def strides_keyed(self) -> bool:
        """Are strides a key session of this runner's specific phase (13.18, column B)?"""
        return any(set(STRIDES) & set(need.any_of) for need in self.spine.required)

    def due(self, f: WeekFrame) -> frozenset[str]:
        """Pillars that this week should serve, so that none is away for more than 14 days in build and specific (1.5)."""
        if f.phase not in ("build", "specific"):
            return frozenset()
        days = int(table(self.blueprint, "balance.due")["days"])
        recent = self.history.sessions(f.start - days * DAY)
        served = tuple(Day(d, (s,)) for d, s in recent)
        return frozenset(p for p, load in zip(PILLARS, pillar_load(served), strict=True) if not load)

    def long_since_lactate(self, f: WeekFrame) -> bool:
        """Is a child's small set of fast 200s due again (13.23)?"""
        weeks = int(table(self.blueprint, "season.child")["lactate_weeks"])
        since = f.start - (weeks - 1) * 7 * DAY
        return f.phase in ("build", "specific") and not any(
            s.id == "LT04" for _, s in self.history.sessions(since)
        )

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
        lactate += self.slots[k].lactate_clubs
        most = self.eligibility.lactate_week()
        track = sum(self.eligibility.needs_track(library[i.id]) for i in quality if i.id != item.id)
        days = sum(q and t for q, t in zip(self.slots[k].quality, self.slots[k].track, strict=True))
        touch = table(self.blueprint, "season.tempo")["touch"]
        out = []
        known = self.known() if self.last_days(f) else None  # nothing new in the last days (INV-29)
        for kind in self.pool:
            if known is not None and family(kind.id) not in known:
                continue
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

    def light_items(self, k: int) -> list[Item]:
        """Sessions that may be the one hard day of a light week (13.16), the threshold ones first."""
        f, light = self.frames[k], table(self.blueprint, "season.tempo")["light"]
        kinds = {kind.id: kind for kind in self.pool if f.phase in kind.phases}
        minutes = tuple(
            m if q else 0 for m, q in zip(self.slots[k].minutes, self.slots[k].quality, strict=True)
        )
        found = [
            fit(Item(s), self.history, f, minutes, self.eligibility, self.menu) for s in light if s in kinds
        ]
        known = self.known() if self.abilities.level == "beginner" else None  # no first time in an easy week
        return [
            i
            for i in found
            if i is not None
            and self.menu.quality(i.id, i.step, "full").quality
            and (known is None or family(i.id) in known)
        ]

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

    def sizes(self, k: int, week: SpineWeek) -> tuple[str, ...]:
        """Sizes of warm-up and cool-down: longer ones where few runs could not hold the week's kilometres.

        No easy run may be longer than a share of the week (INV-24), so that short hard sessions keep a week of few days
        short; their own easy running then makes it up.
        """
        f, library = self.frames[k], self.menu
        if not f.loading or f.races:
            return SIZES
        fixed = sum(library.quality(i.id, max(i.step, 1), "full").distance_m for i in week.quality)
        fixed += sum(library.club(c, 1.0).distance_m for _, c in self.slots[k].clubs)
        runs = min(self.runs(k), self.slots[k].run_days)
        easy = runs - len(week.quality) - len(self.slots[k].clubs)
        share = self.long_share(max(runs, 1))
        most = easy_pair(self.blueprint, self.abilities.level)[1] / 5 * library.per_five("AB02")
        reach = self.target(k)
        for _ in range(SIZE_ROUNDS):  # what the runs can hold depends on the week, and the week on them
            reach = min(reach, fixed + max(easy, 0) * min(share * reach, most))
        return LONGER if reach < SIZE_SHORT * self.target(k) else SIZES

    def progression(self, k: int, week: SpineWeek) -> int:
        """AB11 as the threshold touch of beginners, youth and weeks with one quality day (13.23).

        Of others where none of their hard days is one, in late build and specific weeks that have a run to spare for it
        (13.18: a touch every 7 to 10 days)."""
        f = self.frames[k]
        young = self.eligibility.age_first < 16
        tempo = {i.id for i in week.quality} & set(table(self.blueprint, "season.tempo")["touch"])
        if f.phase in ("transition", "taper") or f.races or f.test or tempo or self.slots[k].run_days < 3:
            return 0
        rules = table(self.blueprint, "season.threshold_kept")
        hard = len(week.quality) + len(self.slots[k].clubs)
        runs = min(self.runs(k), self.slots[k].run_days)
        spare = runs - hard - (self.long_minutes(k) > 0) - int(rules["touches"])
        late = f.phase_week > f.phase_weeks - int(rules["late_build"])
        late = f.phase == "specific" or (f.phase == "build" and late)
        kept_alive = late and f.loading and not f.maintain and spare > 0
        if not (self.abilities.level == "beginner" or young or hard <= 1 or kept_alive):
            return 0
        kind = self.blueprint.sessions["AB11"]
        if f.number < 2 and not self.eligibility.based:
            return 0
        step = step_allowed(kind, self.history, f.start, self.eligibility)
        longest = longest_m(self.history, f.start, self.eligibility)
        while step > 1 and self.menu.quality("AB11", step, "full").distance_m > longest:
            step -= 1
        return step
