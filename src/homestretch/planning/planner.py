"""The season's weeks one after another: each week's ceilings, items and touches, and its placement.

In: frame, slots, volume, spine. Out: the weeks, with the history that each of them leaves to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from homestretch.planning.away import DAY
from homestretch.planning.balance import Loads
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.history import LIGHT_VOLUME, LOADING_MEAN
from homestretch.planning.mend import mend, short, ways
from homestretch.planning.menu import SIZES
from homestretch.planning.numbers import table
from homestretch.planning.planner_items import PlannerItems
from homestretch.planning.season import Day, Week
from homestretch.planning.spine import solve_spine
from homestretch.planning.spine_bands import LEAST_HARD
from homestretch.planning.spine_task import STRIDES, Item, Spine, foreseen
from homestretch.planning.sums import true_monotony, week_of
from homestretch.planning.support import strength_for, with_mobility
from homestretch.planning.volume import VolumePlan, longest_forecast, youth
from homestretch.planning.week import place_week
from homestretch.planning.week_task import Placed, WeekTask

WEEKS_SEEN = 3  # loading weeks that tell how near plans come to their kilometres (design choice)
FULL_WEEKS = 0.92  # share of the target; weeks that come nearer are taken as planned (design choice)
RACED_SHARE = 0.95  # of a light week's metres: the week before may still lower them (design choice)
PATTERN_MARGIN = 1.003  # of the pattern's asked sum, for rounded weights
# Mean absolute deviation of the daily loads that a week is asked for one after the other, as a share of the standard
# deviation that holds the monotony (13.20). It is never above the standard deviation, so 1.0 is enough but for the
# rounding of loads; in most weeks it is a good deal below (design choice, tried on some hundred made-up athletes).
UNEVEN = (0.84, 1.0, 1.16, 1.32, 1.5)


def pattern_of_loads(loads: Sequence[int], limit: float) -> tuple[int, ...]:
    """Weights of seven daily loads (AU) that hold the monotony where a week keeps these high and low days.

    A standard deviation is the largest of all mean deviations weighted by a pattern of mean 0 and mean square 1
    (Cauchy and Schwarz); so a week whose loads, weighted by the pattern of another, reach mean over limit holds it.
    """
    mean = sum(loads) / 7
    deviation = max((sum((x - mean) ** 2 for x in loads) / 7) ** 0.5, 1.0)
    return tuple(round(1000 * ((x - mean) / deviation - PATTERN_MARGIN / limit)) for x in loads)


Ahead = tuple[tuple[Item, tuple[int, ...]], ...]  # sessions of the week after, and the weekdays open to each


def _held(week: Week | Day, session_id: str | None) -> bool:
    """Does a week or a day hold this session?"""
    days = week.days if isinstance(week, Week) else (week,)
    return any(s.id == session_id for d in days for s in d.sessions)


@dataclass(frozen=True, slots=True)
class State:
    """A season as far as it is placed, so that a week can be placed again."""

    weeks: tuple[Week, ...]
    days: tuple[Day, ...]
    block: tuple[tuple[WeekFrame, Loads], ...]
    last: Loads
    frames: tuple[WeekFrame, ...]
    spine: Spine
    task: tuple[
        tuple[WeekFrame, ...],
        VolumePlan,
        int,
        tuple[float, ...],
        frozenset[tuple[int, str]],
        dict[str, int],
    ]


@dataclass(slots=True)
class Planner(PlannerItems):
    """Places the weeks one after another."""

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
            sizes=self.sizes(k, week),
            deviation=deviation,
            monotony=monotony,
            heavy_yesterday=any(s in ("ST02", "ST03") for s in yesterday),
            days_before_race=near,
            only_800=self.eligibility.only_800,
            next_fixed=self.next_fixed(k),
            longest_easy_min=self.longest_easy_min(),
            longest_min=int(youth(self.blueprint, "youth_long", self.eligibility.age_first) or 240),
        )

    def next_fixed(self, k: int) -> tuple[int, ...]:
        """Days from this Monday to the races and club sessions of the next week."""
        if k + 1 >= len(self.slots):
            return ()
        slots = self.slots[k + 1]
        days = {r.date.weekday() for r in slots.races} | {d for d, _ in slots.clubs}
        return tuple(sorted(7 + d for d in days))

    def place(self, k: int, ahead: Ahead = ()) -> Week:
        limit = float(table(self.blueprint, "season.monotony")[self.abilities.level])
        task = self.task(k, 0.0, False)
        if ahead:
            task = replace(task, next_hard=ahead, next_most=self.slots[k + 1].most)
        placed = place_week(task)
        week = self.finish(k, placed)
        best = self.monotony(week), week
        if best[0] <= limit:
            return week
        loads = [sum(s.load for s in d.sessions) or self.menu.support("RC01", 1).load for d in week.days]
        asked = [replace(task, pattern=pattern_of_loads(loads, limit))]
        asked += [replace(task, deviation=x / limit, monotony=True) for x in UNEVEN]
        for other in asked:
            placed = place_week(other)
            if not any(placed.days):  # no answer: the next way may have one
                continue
            week = self.finish(k, placed)
            found = self.monotony(week)
            if found < best[0]:
                best = found, week
            if found <= limit:
                break
        return best[1]

    def monotony(self, week: Week) -> float:
        """Of the week as it will be done."""
        return true_monotony(tuple(d.sessions for d in week.days), self.menu)

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
        week = week_of(f, tuple(out), self.blueprint, self.abilities.type)
        notes = tuple(f"{i.id} found no day this week" for i in placed.dropped if i.key)
        return replace(week, notes=notes)

    def weeks(self) -> tuple[Week, ...]:
        """The season's weeks."""
        for _ in self.each():
            pass
        return tuple(self.history.weeks)

    def each(self) -> Iterator[int]:
        """Places one week after another: how many there are, after each of them."""
        states: list[State] = []  # before each week
        promised = self.spine.held
        for k in range(len(self.frames)):
            states.append(self.state())
            self.put(k)
            if k and self.lost(k):
                states[k] = self.try_earlier(k, states[k - 1], states[k])
            yield k + 1
            others = ways(self, k)
            self.look_ahead(k, self.history.weeks[k])
            now = self.promised(k)
            promised = mend(self, k, states, others, promised, now) if now < promised else now

    def promised(self, k: int) -> int:
        """Key sessions that the season will hold, as far as is known once week ``k`` stands."""
        return self.spine.held - (len(short(self, k)) if k >= self.last_specific() else 0)

    def last_specific(self) -> int:
        """The last week of a specific phase, after which no key session is asked for; -1 where there is none."""
        return max(
            (n for n, f in enumerate(self.frames) if f.phase == "specific" and not f.maintain), default=-1
        )

    def put(self, k: int, ahead: Ahead = ()) -> None:
        """Places week ``k`` and takes it into the history."""
        self.rested(k)
        week = self.place(k, ahead)
        if self.frames[k].test and not _held(week, self.frames[k].test):
            week = self.without_test(k, ahead)
        self.history.took(float(table(self.blueprint, "spine.again")["week"]))
        self.history.weeks.append(week)
        self.history.days.extend(d for d in week.days if d.date >= self.start)
        self.balance.add(self.frames[k], week)

    def lost(self, k: int) -> int:
        """Key sessions and a test of week ``k`` that found no day, the test one with the track that it asks for."""
        week, test = self.history.weeks[k], self.frames[k].test
        days = [d for d, held in zip(self.slots[k].track, week.days, strict=True) if _held(held, test)]
        return len(week.notes) + (self.eligibility.has_track and days == [False])

    def left_out(self, k: int) -> int:
        """Rounds of the tempo, and all easy running, that week ``k`` does without."""
        held = {s.id for d in self.history.weeks[k].days for s in d.sessions}
        rounds = sum(i.tempo and not i.key and i.id not in held for i in self.spine.weeks[k].quality)
        ran = any(s.distance_m and s.id != "RACE" for d in self.history.weeks[k].days for s in d.sessions)
        return rounds + (not ran and self.slots[k].run_days > len(self.frames[k].races))

    def without_test(self, k: int, ahead: Ahead) -> Week:
        """Week ``k`` as a de-load without the test that found no day: its one hard session stands instead.

        That may be the club session, which stays where a test would have to take its place (13.28).
        """
        f, own = self.frames[k], self.spine.weeks[k]
        self.frames = (*self.frames[:k], replace(f, emphasis="deload", test=None), *self.frames[k + 1 :])
        self.spine_task.frames = self.frames
        clubs = len(self.slots[k].clubs)
        light = replace(own, quality=(*own.quality, *self.light_items(k)[: max(1 - clubs, 0)]))
        self.spine = replace(self.spine, weeks=(*self.spine.weeks[:k], light, *self.spine.weeks[k + 1 :]))
        week = self.place(k, ahead)
        why = (
            "the club session keeps its place, and no day beside it has room for a test"
            if _held(week, "CLUB")
            else "no day of this week leaves it the rest that it needs"
        )
        what = self.blueprint.sessions[str(f.test)].name
        return replace(week, notes=(*week.notes, f"{what} is left out: {why}"))

    def try_earlier(self, k: int, last: State, before: State) -> State:
        """The week before once more, with the key sessions of this one in mind: days between the two may be missing.

        ``last``, ``before``: how the season stood before each of the two weeks. Returns how it stands before the second.
        """
        now, lost = self.state(), self.lost(k) + self.lost(k - 1) + self.left_out(k - 1)
        ahead = self.hard_ahead(k, before)
        if not ahead:
            return before
        self.restore(last)
        self.put(k - 1, ahead)
        self.look_ahead(k - 1, self.history.weeks[k - 1])
        again = self.state()
        self.put(k)
        if self.lost(k) + self.lost(k - 1) + self.left_out(k - 1) < lost:
            return again
        self.restore(now)
        return before

    def hard_ahead(self, k: int, before: State) -> Ahead:
        """The key sessions of week ``k``, its rounds of the tempo and its test, with the days that are open to each."""
        f, slots, own = before.frames[k], self.slots[k], before.spine.weeks[k]
        items = [i for i in (*own.quality, *own.sparks) if i.key or i.tempo]
        if f.test is not None:
            items.append(Item(f.test, 1, key=True))
        out = []
        for i in items:
            kind = self.blueprint.sessions[i.id]
            hard = self.menu.quality(i.id, max(i.aim, 1), "full").quality
            open_days = slots.quality if hard else tuple(m > 0 for m in slots.minutes)
            tracked = i.id == f.test and self.eligibility.has_track
            on_track = tracked or self.eligibility.needs_track(kind)
            days = tuple(d for d in range(7) if open_days[d] and (slots.track[d] or not on_track))
            if days:
                out.append((replace(i, step=max(i.aim, 1)), days))
        return tuple(out)

    def state(self) -> State:
        """What placing a week changes."""
        t = self.spine_task
        return State(
            tuple(self.history.weeks),
            tuple(self.history.days),
            tuple(self.balance.weeks),
            self.balance.last,
            self.frames,
            self.spine,
            (t.frames, t.volume, t.done, t.longest_m, t.barred, dict(t.last)),
        )

    def restore(self, state: State) -> None:
        self.history.weeks[:] = state.weeks
        self.history.days[:] = state.days
        self.balance.weeks[:] = state.block
        self.balance.last = state.last
        self.frames, self.spine = state.frames, state.spine
        t = self.spine_task
        t.frames, t.volume, t.done, t.longest_m, t.barred, last = state.task
        t.last = dict(last)

    def rested(self, k: int) -> None:
        """A de-load where the weeks before were as many loading weeks as may follow each other (INV-26).

        A race can keep the week that was to be light from being so; the week after it is then the light one.
        """
        f = self.frames[k]
        loading = {id(w) for w in self.history.loading_weeks()}
        row = 0
        for w in reversed(self.history.weeks):
            if id(w) not in loading:
                break
            row += 1
        due = row >= self.most_in_row or (row + 1 == self.most_in_row and self.raced_full(k + 1))
        if not due or f.deload or not f.loading:
            return
        easier = replace(f, emphasis="deload")
        self.frames = (*self.frames[:k], easier, *self.frames[k + 1 :])
        self.spine_task.frames = self.frames
        own = self.spine.weeks[k]
        room = max(1 - len(self.slots[k].clubs), 0)
        light = replace(own, quality=own.quality[:room], sparks=(), fast_finish=False)
        weeks = (*self.spine.weeks[:k], light, *self.spine.weeks[k + 1 :])
        self.spine = replace(self.spine, weeks=weeks)

    def raced_full(self, k: int) -> bool:
        """Do the races of week ``k`` alone, with the shortest warm-ups, keep it from being a light one (INV-26)?"""
        races = self.frames[k].races if k < len(self.frames) else ()
        fixed = sum(self.menu.race(r, SIZES[-1]).distance_m for r in races)
        mean = sum(self.history.loading("distance_m")) / LOADING_MEAN
        return fixed > RACED_SHARE * LIGHT_VOLUME * mean

    def reached(self) -> float:
        """What share of their kilometres the last loading weeks came to: short days hold less than was hoped for."""
        usual = max(s.run_days for s in self.slots)  # a week with days away tells nothing of the others
        pairs = [
            (w.distance_m, self.volume.targets[n])
            for n, w in enumerate(self.history.weeks)
            if self.frames[n].loading and self.slots[n].run_days == usual
        ][-WEEKS_SEEN:]
        return min(sum(a for a, _ in pairs) / max(sum(b for _, b in pairs), 1.0), 1.0) if pairs else 1.0

    def moved(self, k: int, week: Week) -> bool:
        """Has a week left the account of a block, or come into it, against what the season counts on (13.23)?"""
        f = self.frames[k]
        if self.abilities.level == "beginner" or not f.loading or self.spine.weeks[k].planned is None:
            return False
        if self.history.effort > float(table(self.blueprint, "spine.again")["effort"]):
            return False  # time is left for key sessions alone
        meant = len(self.spine.weeks[k].quality) + len(self.slots[k].clubs) + len(f.races)
        hard = sum(s.quality for d in week.days for s in d.sessions)
        return (hard >= LEAST_HARD) != (meant >= LEAST_HARD)

    def look_ahead(self, k: int, week: Week) -> None:
        """The rest of the spine again where a session that others rest on found no place this week."""
        held = {s.id: s.level for d in week.days for s in d.sessions}
        items = (*self.spine.weeks[k].quality, *self.spine.weeks[k].sparks)
        kept = all(held.get(i.id, 0) >= (i.aim if i.key else 1) for i in items if i.key or i.tempo)
        if (
            not self.eligibility.based and self.spine.weeks[k].strides
        ):  # sessions to come rest on them (13.25)
            kept = kept and bool(held.keys() & set(STRIDES))
        if k >= self.last_specific():
            return
        reached = self.reached()
        turning = self.frames[k + 1].phase != self.frames[k].phase and reached < FULL_WEEKS
        if kept and not turning and not self.moved(k, week):
            return
        self.spine_task.done = k + 1
        longest = max(self.history.longest_run_m(self.frames[k + 1].start), 1.0)
        ahead = longest_forecast(longest, len(self.frames) - k - 1, self.blueprint)
        self.spine_task.longest_m = ((0.0,) * (k + 1)) + ahead
        self.spine_task.volume = foreseen(self.spine_task, self.volume, reached)
        again = solve_spine(self.spine_task)
        if again.found:
            self.spine = again
