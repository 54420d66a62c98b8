"""One week's days, placed by CP-SAT under the hard rules (method 5, 11, 13), with soft preferences.

In: the week's frame, slots and spine items, the history, the menu. Out: seven days of PlannedSessions.
All quantities are integers before they enter the solver; the limit is deterministic (13.29).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from homestretch.blueprint.model import Blueprint, SessionType
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility, family
from homestretch.planning.history import History
from homestretch.planning.menu import SIZES, Menu, easy_pair
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession
from homestretch.planning.slots import DAY, WeekSlots
from homestretch.planning.spine import Item, SpineWeek, counts_as_lactate

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

EASY_TYPES = ("AB01", "AB02", "AB14")
HEAVY_BEFORE = ("LT", "SP", "RS", "FK", "TT")  # no ST02, ST03 the day before (MC09)
LACTATE_GAP_DAYS = 3  # LTOL to LTOL at least 72 h (MC04)
NO_SPARK_DAYS = 4  # no sprints in the last days before an A or B race: an opener at most (13.17)
LATE_DAY = 4  # tests on days 5 to 7 of a de-load week (method 8), where the track allows it
CLUB_PARTS = (1.0, 0.7, 0.4, 0.0)  # of a club session's fast metres and minutes, the largest that fits
FEW_DAYS = 4  # with so few running days easy runs are offered in several sizes at once
SIZES_OF_FEW = (1.0, 0.75, 0.5)
HURT_DAYS = 91  # twelve weeks after an injury, seen from the Monday of its last week (INV-25)
AU_REST = 15  # RC01: 15 min at RPE 1
TEST_RPE_SHARE = 0.5
LONG_MINUTE = 400  # points for each five minutes of the long run, so that it stays the longest
STAGE_SLACK = 1.06  # ceilings while days are chosen at nominal minutes; the minutes then keep them exactly
TRIES = ((1.0, STAGE_SLACK), (1.0, 1.0), (0.75, 1.0), (0.5, 1.0))  # nominal minutes, slack of the ceilings
SHORTEST_QUANTA = 4  # 20 min


@dataclass(frozen=True, slots=True)
class Strength:
    """A support session to place. ``heavy``: not the day before lactate, sprint, race work; ``plyo``: spaced."""

    session: PlannedSession
    heavy: bool
    plyo: bool = False


@dataclass(slots=True)
class WeekTask:
    """All that one week's model reads."""

    frame: WeekFrame
    slots: WeekSlots
    spine: SpineWeek
    target_m: int
    most_m: int
    least_m: int
    long_minutes: int
    longest_share_of: Callable[[int], float]  # number of running days -> largest share of the longest easy run
    runs: int
    most_runs: int
    stride_step: int
    strength: tuple[Strength, ...]
    history: History
    eligibility: Eligibility
    menu: Menu
    blueprint: Blueprint
    hsr_most: int
    load_most: int
    long_last: bool  # is this the last week of the season
    doubles: bool
    hilly: bool
    progression: int = 0  # AB11 at this step, 0: none
    long_item: Item | None = None  # AB05 or FK05 in place of the easy long run
    deviation: float = 0.42
    monotony: bool = True
    heavy_yesterday: bool = False
    next_fixed: tuple[int, ...] = ()  # races and club sessions of the next week, as days from this Monday (7 to 13)
    only_800: bool = False  # every A race is an 800 m (INV-28 allows 70 % easy late in such a plan)
    longest_min: int = 240  # minutes of the longest run (INV-53 for youth)
    days_before_race: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """The answer: sessions by day, and what could not be placed."""

    days: tuple[tuple[PlannedSession, ...], ...]
    dropped: tuple[Item, ...]
    optimal: bool
    objective: float
    bound: float


@dataclass(slots=True)
class Option:
    """One session on one day: its variable, prototype and minutes (a variable for easy runs)."""

    day: int
    var: Any
    proto: PlannedSession | None
    id: str
    minutes: Any = None  # easy runs: quanta of five minutes
    step: int = 0
    per_five: int = 0
    fast_m: int = 0
    fast_s: int = 0
    rpe: float = 0.0
    hsr: int = 0
    second: bool = False
    easy: bool = False  # sized in minutes


class WeekModel:
    """Builds and solves one week; one method per rule."""

    def __init__(
        self, task: WeekTask, nominal: float = 1.0, chosen: Placed | None = None, slack: float = STAGE_SLACK
    ) -> None:
        from ortools.sat.python import cp_model

        self.task = task
        self.chosen = chosen  # None: choose the days; else: the days stand, fit the minutes
        self.nominal_share = nominal
        self.slack = 1.0 if chosen is not None else slack
        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.w = table(task.blueprint, "week.weights")
        self.options: list[Option] = []
        self.items: list[tuple[Item, list[Option]]] = []
        self.reward: list[Any] = []
        self.support: list[tuple[Strength, list[tuple[int, Any]]]] = []
        low, high = easy_pair(task.blueprint, task.eligibility.abilities.level)
        self.easy_low, self.easy_high = low // 5, high // 5

    def kind(self, session_id: str) -> SessionType | None:
        return self.task.blueprint.sessions.get(session_id)

    def limit_m(self, day: int) -> float:
        """The longest run allowed on a day of this week (INV-10)."""
        t = self.task
        spike = table(t.blueprint, "season.session_spike")
        longest = t.history.longest_run_m(t.frame.start + day * DAY)
        grown = spike["share"] * longest
        if longest < spike["small_km"] * 1000:
            grown = longest + spike["small_gain_km"] * 1000
        return float(max(grown, spike["floor_km"] * 1000))

    # -- options --------------------------------------------------------------------------------
    def build_options(self) -> None:
        t = self.task
        self._clubs()
        size = next((s for s in SIZES if sum(t.menu.race(r, s).distance_m for r in t.slots.races) <= t.most_m), SIZES[-1])
        for race in t.slots.races:
            self._fixed(race.date.weekday(), t.menu.race(race, size))
        if t.frame.test is not None:
            self._item(Item(t.frame.test, 1, key=True), test=True)
        for item in (*t.spine.quality, *t.spine.sparks):
            self._item(item)
        if t.long_item is not None:
            self._item(t.long_item)
        if t.progression:
            self._item(Item("AB11", t.progression))
        self._easy_options()

    def _clubs(self) -> None:
        """Club sessions keep their day: whole if the week can hold them, else the largest part that it can (13.28)."""
        t = self.task
        for day, club in t.slots.clubs:
            whole = 0.6 if t.frame.deload else 0.5 if t.days_before_race.get(day, 99) <= 7 else 1.0
            own: list[Option] = []
            for part in CLUB_PARTS:
                proto = t.menu.club_within(club, whole * part, self.limit_m(day), round(part * t.hsr_most))
                too_long = proto.distance_m > self.limit_m(day) or proto.duration_s > t.slots.minutes[day] * 60
                if too_long or any(o.proto == proto for o in own):
                    continue
                if self.chosen is not None:
                    if any(x == proto for x in self.chosen.days[day]):
                        own.append(Option(day, self.model.new_constant(1), proto, "CLUB", rpe=proto.planned_rpe, hsr=proto.hsr_m))
                    continue
                var = self.model.new_bool_var(f"club{day}_{part}")
                own.append(Option(day, var, proto, "CLUB", rpe=proto.planned_rpe, hsr=proto.hsr_m))
                self.reward.append(int(self.w["key"] * (1 + part)) * var)
            if own and self.chosen is None:
                self.model.add_at_most_one(o.var for o in own)
            self.options += own

    def _fixed(self, day: int, proto: PlannedSession) -> None:
        var = self.model.new_constant(1)
        self.options.append(Option(day, var, proto, proto.id, rpe=proto.planned_rpe, hsr=proto.hsr_m))

    def _item(self, item: Item, test: bool = False) -> None:
        t = self.task
        kind = t.blueprint.sessions[item.id]
        own: list[Option] = []
        late = any(t.slots.quality[d] and t.slots.track[d] for d in (4, 5, 6))
        for day in range(7):
            if t.slots.minutes[day] == 0 or (test and late and day < LATE_DAY):
                continue
            if self.chosen is not None and not any(x.id == item.id and x.level == item.step for x in self.chosen.days[day]):
                continue
            quality = t.menu.quality(item.id, item.step, "full").quality
            if not quality and t.days_before_race.get(day, 99) <= NO_SPARK_DAYS:
                continue
            if (quality and not t.slots.quality[day]) or (t.eligibility.needs_track(kind) and not t.slots.track[day]):
                continue
            proto = self._size(item, day)
            if t.next_fixed and quality and min(t.next_fixed) - day < max(t.eligibility.rec_days(kind), 2):
                continue
            if proto is None or not self._after_history(kind, proto, day):
                continue
            var = self.model.new_bool_var(f"{item.id}_{day}") if self.chosen is None else self.model.new_constant(1)
            own.append(Option(day, var, proto, item.id, rpe=proto.planned_rpe, hsr=proto.hsr_m, step=item.step))
        if own and self.chosen is None:
            self.model.add_at_most_one(o.var for o in own)
            worth = self.w["key"] if item.key else self.w["other"] if own[0].proto and own[0].proto.quality else self.w["spark"]
            self.reward += [int(worth) * o.var for o in own]
        self.options += own
        self.items.append((item, own))

    def _size(self, item: Item, day: int) -> PlannedSession | None:
        for size in SIZES:
            proto = self.task.menu.quality(item.id, item.step, size)
            if proto.duration_s <= min(self.task.slots.minutes[day], self.task.longest_min) * 60 and proto.distance_m <= self.limit_m(day):
                return proto
        return None

    def _after_history(self, kind: SessionType, proto: PlannedSession, day: int) -> bool:
        """Recovery from the quality, sparks and long progressions of the weeks before (INV-18, 13.27)."""
        t = self.task
        today = t.frame.start + day * DAY
        for when, before in t.history.sessions(today - timedelta(days=7)):
            gap = (today - when).days
            need = self._rec_days_of(before, kind.id)
            if proto.quality and need and gap < need:
                return False
            if proto.quality and before.id in ("AB04", "AB05", "FK05") and gap == 1:
                return False
            both = kind.pillar == before.pillar == "lactate_tolerance" and before.quality and proto.quality
            if both and gap < LACTATE_GAP_DAYS:
                return False
            if kind.id in ("SP02", "SP03") and before.quality and gap == 1:
                return False
        return not (day == 0 and t.heavy_yesterday and kind.id.startswith(HEAVY_BEFORE))

    def _rec_days_of(self, before: PlannedSession, after_id: str) -> int:
        kind = self.kind(before.id)
        if before.id in ("CLUB", "RACE"):
            return self.task.eligibility.club_rec_days() if before.id == "CLUB" else 0  # races: their days are blocked in the slots
        if kind is None or not (before.quality or before.id in ("SP02", "SP03", "HI03", "AB05")):
            return 0
        return max(self.task.eligibility.rec_days(kind, family(before.id) == family(after_id)), 2 if before.quality else 1)

    def _easy_options(self) -> None:
        t = self.task
        for day in range(7):
            minutes = t.slots.minutes[day]
            race_near = t.days_before_race.get(day)
            if minutes == 0:
                continue
            most = min(minutes // 5, self.easy_high)
            if race_near is not None and 0 < race_near <= 2:
                most = min(most, 6)
            self._easy_type("AB01", day, 4 if race_near else min(self.easy_low, 5), min(most, 8), 0)
            self._easy_type("AB02", day, self.easy_low, most, 0)
            if t.hilly and not (race_near is not None and race_near <= 7):
                self._easy_type("AB14", day, max(self.easy_low, 6), most, 0)
            if t.spine.strides and not (race_near == 1):
                low = 3 if race_near == 2 else max(self.easy_low - 1, 4)
                self._easy_type("AB03", day, low, min(most, 12), 1 if race_near == 2 else t.stride_step)
            if t.spine.fast_finish and not (race_near is not None and race_near <= 3):
                self._easy_type("FK09", day, 5, min(most, 9), 1)
            if t.spine.lactate_touch and not (race_near is not None and race_near <= 3):
                self._easy_type("LT04", day, 5, min(most, 9), 0)
            if t.long_minutes and t.long_item is None and not (race_near is not None and race_near <= 7):
                low = max(t.long_minutes // 5 - 4, self.easy_low + 1)
                self._easy_type("AB04", day, low, min(minutes // 5, t.long_minutes // 5), 0)
            if t.doubles and minutes >= 90:
                self._easy_type("AB01", day, 4, 9, 0, second=True)

    def _easy_type(self, session_id: str, day: int, low: int, high: int, step: int, second: bool = False) -> None:
        t = self.task
        fast = t.menu.easy(session_id, 5, step)
        fast_m = fast.distance_m - (t.menu.per_five(session_id if session_id in t.menu.prescriber.paces else "AB02"))
        per_five = fast.distance_m - fast_m
        fast_s = fast.duration_s - 300
        by_distance = int((self.limit_m(day) - fast_m) // per_five)
        by_minutes = (min(t.slots.minutes[day], t.longest_min) * 60 - fast_s) // 300
        high = min(high, by_distance, by_minutes)
        if high < low:
            low = min(low, max(high, 3))
            if high < low:
                return
        if self.chosen is None:
            several = t.slots.run_days <= FEW_DAYS or (not t.long_minutes and t.long_item is None)
            shares = SIZES_OF_FEW if several and not second else (1.0,)
            for minutes in sorted({5 * min(max(round(self.nominal(session_id) * x / 5), low), high) for x in shares}):
                proto = t.menu.easy(session_id, minutes, step)
                var = self.model.new_bool_var(f"{session_id}_{day}_{minutes}{second}")
                self.options.append(
                    Option(day, var, proto, session_id, step=step, rpe=proto.planned_rpe, hsr=proto.hsr_m, second=second, easy=True)
                )
            return
        if not any(x.id == session_id and x.level == fast.level if fast_m else x.id == session_id for x in self._chosen_easy(day, second)):
            return
        quanta = self.model.new_int_var(min(low, SHORTEST_QUANTA, high), high, f"m_{session_id}_{day}{second}")
        self.options.append(
            Option(day, self.model.new_constant(1), None, session_id, quanta, step, per_five, fast_m, fast_s,
                   fast.planned_rpe, fast.hsr_m, second, True)
        )

    def _chosen_easy(self, day: int, second: bool) -> list[PlannedSession]:
        assert self.chosen is not None
        runs = [x for x in self.chosen.days[day] if x.distance_m]
        return runs[1:2] if second else runs[:1]

    def nominal(self, session_id: str) -> float:
        """Minutes of an easy run while the days are chosen: what the target leaves for each of them."""
        t = self.task
        if session_id == "AB04":
            return t.long_minutes * self.nominal_share
        fixed = sum(max(o.proto.distance_m for o in own if o.proto) for _, own in self.items if own)
        fixed += sum(o.proto.distance_m for o in self.options if o.id == "RACE" and o.proto)
        fixed += sum(t.menu.club(c, 1.0).distance_m for _, c in t.slots.clubs)
        count = sum(1 for _, own in self.items if own) + len(t.slots.clubs) + len(t.slots.races)
        long_m = t.long_minutes // 5 * t.menu.per_five("AB04") if t.long_item is None else 0
        left = max(t.target_m - fixed - long_m, 0)
        runs = max(min(t.runs, t.slots.run_days) - count - (1 if long_m else 0), 1)
        each = left / runs
        share = t.longest_share_of(max(min(t.most_runs, t.slots.run_days), 1))
        if t.most_m >= table(t.blueprint, "season.long")["small_week_km"] * 1000 and share * runs < 1:
            each = min(each, share * (fixed + long_m) / (1 - share * runs) if fixed + long_m else each)
        return self.nominal_share * each / t.menu.per_five("AB02") * 5

    # -- sums -----------------------------------------------------------------------------------
    def metres(self, o: Option) -> Any:
        return o.proto.distance_m * o.var if o.proto else o.per_five * o.minutes + o.fast_m

    def seconds(self, o: Option) -> Any:
        return o.proto.duration_s * o.var if o.proto else 300 * o.minutes + o.fast_s

    def load(self, o: Option, raced: float = 1.0) -> Any:
        if o.proto is not None:
            share = TEST_RPE_SHARE if o.id == "RACE" or o.id.startswith("TT") else raced
            return round(o.proto.load * share) * o.var
        return int(5 * o.rpe) * o.minutes + round(o.rpe * o.fast_s / 60)

    def full_load(self, o: Option) -> Any:
        if o.proto is not None:
            return o.proto.load * o.var
        return self.load(o)

    def easy_seconds(self, o: Option) -> tuple[Any, Any]:
        """Running seconds under LT1, and over it."""
        if o.proto is not None:
            z = o.proto.zone_seconds
            return z[0] * o.var, (z[1] + z[2]) * o.var
        z = self.task.menu.easy(o.id, 5, o.step).zone_seconds
        return 300 * o.minutes + z[0] - 300, z[1] + z[2]

    def of_day(self, day: int, second: bool | None = None) -> list[Option]:
        return [o for o in self.options if o.day == day and (second is None or o.second == second)]

    def is_quality(self, o: Option) -> bool:
        return o.proto is not None and o.proto.quality

    # -- rules ----------------------------------------------------------------------------------
    def one_run_a_day(self) -> None:
        t = self.task
        self.run: list[Any] = []
        race_days: dict[int, int] = {}
        for r in t.slots.races:
            race_days[r.date.weekday()] = race_days.get(r.date.weekday(), 0) + 1
        for day in range(7):
            main = [o.var for o in self.of_day(day, second=False)]
            run = self.model.new_bool_var(f"run{day}")
            if day in race_days:
                for o in self.of_day(day):
                    if o.id not in ("RACE",):
                        self.model.add(o.var == 0)
                self.model.add(run == 1)
            elif main:
                self.model.add(sum(main) == run)
            else:
                self.model.add(run == 0)
            for o in self.of_day(day, second=True):
                self.model.add(o.var <= run)
            self.run.append(run)
            total = sum(self.seconds(o) for o in self.of_day(day) if o.id != "RACE")
            strength = sum(s.session.duration_s * v for s, rows in self.support for d, v in rows if d == day)
            self.model.add(total + strength <= max(t.slots.minutes[day], 0) * 60)
        for session_id, most in (("AB04", 1), ("AB14", 1), ("FK09", 1), ("LT04", 1), ("AB03", t.spine.strides)):
            rows = [o.var for o in self.options if o.id == session_id and o.easy]
            if rows:
                self.model.add(sum(rows) <= most)
                worth = {"AB04": self.w["long"], "AB14": self.w["touch"] / 3}.get(session_id, self.w["touch"])
                self.reward += [int(worth) * v for v in rows]

    def quality_days(self) -> None:
        """Spacing, counts in rolling windows, the long run's neighbours (INV-16 to INV-19, 13.27)."""
        t = self.task
        qs = [o for o in self.options if self.is_quality(o)]
        self.q = [self.model.new_bool_var(f"q{d}") for d in range(7)]
        for d in range(7):
            self.model.add_max_equality(self.q[d], [o.var for o in qs if o.day == d] or [self.model.new_constant(0)])
        for d in range(6):
            races = all(any(o.id == "RACE" and o.day == x for o in self.options) for x in (d, d + 1))
            if not races:
                self.model.add(self.q[d] + self.q[d + 1] <= 1)
        carriers = [o for o in self.options if o.proto is not None and (o.proto.quality or self._rec_days_of(o.proto, "") > 1)]
        for a in carriers:
            for b in carriers:
                if a.day < b.day and a.id != "RACE" and (self.is_quality(b) or b.id in ("SP02", "SP03")):
                    self._spaced(a, b)
        self._windows(qs)
        self._long_neighbours(qs)

    def _spaced(self, a: Option, b: Option) -> None:
        assert a.proto is not None and b.proto is not None
        gap = b.day - a.day
        need = self._rec_days_of(a.proto, b.id) if self.is_quality(b) else 0
        both = a.proto.pillar == b.proto.pillar == "lactate_tolerance" and a.proto.quality and b.proto.quality
        if both and "CLUB" not in (a.id, b.id):
            need = max(need, LACTATE_GAP_DAYS)
        if b.id in ("SP02", "SP03") and self.is_quality(a):
            need = max(need, 2)  # fresh: not the day after quality (MC13)
        if gap < need:
            self.model.add_bool_or([a.var.negated(), b.var.negated()])

    def _windows(self, qs: list[Option]) -> None:
        t = self.task
        start = t.frame.start
        most = t.slots.most
        before = t.history.quality_before(start, 21)
        level = t.eligibility.abilities.level
        lactate = [o for o in qs if self._lactate(o.id)]
        for e in range(7):
            week_ago = start + (e - 6) * DAY
            old = len({d for d, s in before if d >= week_ago})
            self.model.add(sum(self.q[: e + 1]) <= max(most - old, len({o.day for o in qs if o.id == "RACE" and o.day <= e})))
            for span, limit in ((7, 1 if level == "beginner" or t.eligibility.age_first < 16 else 2), (21, 5)):
                since = start + (e - span + 1) * DAY
                had = sum(self._lactate_session(s) for d, s in before if d >= since)
                rows = [o.var for o in lactate if o.day <= e]
                if rows:
                    self.model.add(sum(rows) <= max(limit - had, 0))

        for x in self.task.next_fixed:  # windows that end on a race or club session of the next week
            fixed = sum(1 for y in self.task.next_fixed if y <= x)
            own = [o for o in qs if o.day >= x - 6 and o.id != "RACE"]
            if own:
                raced = len({o.day for o in qs if o.id == "RACE" and o.day >= x - 6})
                self.model.add(sum(o.var for o in own) <= max(most - fixed - raced, 0))

    def _lactate(self, session_id: str) -> bool:
        if session_id == "CLUB":
            return any((c.pillar or "lactate_tolerance") == "lactate_tolerance" for _, c in self.task.slots.clubs)
        kind = self.kind(session_id)
        return kind is not None and counts_as_lactate(kind)

    def _lactate_session(self, s: PlannedSession) -> bool:
        if s.id == "CLUB":
            return s.pillar == "lactate_tolerance"
        kind = self.kind(s.id)
        return kind is not None and s.quality and counts_as_lactate(kind)

    def _long_neighbours(self, qs: list[Option]) -> None:
        """No quality the day after the long run; no lactate or race work the day before it (MC08, 13.27)."""
        t = self.task
        longs = [o for o in self.options if o.id in ("AB04", "AB05", "FK05")]
        yesterday = t.history.quality_before(t.frame.start, 1)
        full_week = t.slots.run_days <= 5 or t.slots.most >= 4
        for o in longs:
            if o.day < 6:
                self.model.add(o.var + self.q[o.day + 1] <= 1)
            for b in qs:
                soft = b.id.startswith(("TS", "FK")) and full_week
                if b.day == o.day - 1 and not soft and (b.id.startswith(("LT", "RS", "RACE", "TS", "FK", "TT")) or b.id == "CLUB"):
                    self.model.add_bool_or([o.var.negated(), b.var.negated()])
            if o.day == 0 and any(s.id.startswith(("LT", "RS", "RACE", "TT", "CLUB")) for _, s in yesterday):
                self.model.add(o.var == 0)
            if t.eligibility.athlete.availability.long_run == o.day:
                self.reward.append(int(self.w["long_preference"]) * o.var)
            if o.minutes is not None:
                self.reward.append(LONG_MINUTE * o.minutes)

    def rest_days(self) -> None:
        """Days without running (INV-25, MC05)."""
        t = self.task
        rest = table(t.blueprint, "season.rest")
        level = t.eligibility.abilities.level
        window = int(rest["window"][level])
        a = t.eligibility
        hurt = any((t.frame.start - i.span.end).days <= HURT_DAYS for i in a.athlete.health.injuries)
        if a.age_first < 18 or a.age_last >= 60 or hurt:
            window = 7
        for e in range(7):
            since = t.frame.start + (e - window + 1) * DAY
            ran = {d for d, s in t.history.sessions(since) if s.distance_m > 0}
            covered = window - (e + 1)
            if len(t.history.days) >= covered or covered <= 0:
                first = max(0, e - window + 1)
                self.model.add(sum(self.run[first : e + 1]) + len(ran) <= window - 1)
        self.model.add(sum(self.run) <= max(t.most_runs, len({o.day for o in self.options if o.id == "RACE"})))
        off = self.model.new_int_var(0, 7, "off")
        self.model.add(off >= sum(self.run) - t.runs)
        self.model.add(off >= t.runs - sum(self.run))
        self.reward.append(-int(self.w["run_count"]) * off)

    def volume(self) -> None:
        """The week's metres between least and most, near the target; the long run's share (INV-11, INV-24)."""
        t = self.task
        total = self.model.new_int_var(0, 400000, "metres")
        self.model.add(total == sum(self.metres(o) for o in self.options))
        self.total_m = total
        floor = sum(o.proto.distance_m for o in self.options if o.id == "RACE" and o.proto)
        self.model.add(total <= int(max(t.most_m, floor) * self.slack))
        if t.least_m:
            short = self.model.new_int_var(0, 400000, "short")
            self.model.add(total + short >= t.least_m)
            self.reward.append(-20 * short)
        under = self.model.new_int_var(0, 400000, "under")
        self.model.add(under >= t.target_m - total)
        self.model.add(under >= 0)
        self.reward.append(-int(self.w["volume_m"]) * under)
        over = self.model.new_int_var(0, 400000, "over")
        self.model.add(over >= total - t.target_m)
        self.reward.append(-int(self.w["over_m"]) * over)
        self._long_share(total)

    def _long_share(self, total: Any) -> None:
        """The longest easy run's share of the week, taken at the most running days it may have (MC06, 13.3)."""
        t = self.task
        if t.most_m < table(t.blueprint, "season.long")["small_week_km"] * 1000:
            return
        runs = max(min(t.most_runs, t.slots.run_days), 1)
        share = int(1000 * t.longest_share_of(runs))
        for o in self.options:
            if o.id in ("AB05", "FK05", "AB11") or (o.easy and not o.second):
                self.model.add(1000 * self.metres(o) <= share * total)

    def fast_metres(self) -> None:
        """HSR against the ceiling and 8 % of the week; easy share of running time (INV-12, INV-28)."""
        t = self.task
        rows = [o.hsr * o.var for o in self.options if o.hsr]
        if rows:
            self.model.add(sum(rows) <= t.hsr_most)
            share = int(1000 * table(t.blueprint, "season.hsr_growth")["of_week"])
            if t.slots.races:
                mean = sum(t.history.recent("distance_m", t.history.before_m)) / 4
                self.model.add(1000 * sum(rows) <= int(share * max(mean, 1)))
            else:
                self.model.add(1000 * sum(rows) <= int(share * self.slack) * self.total_m)
        shares = table(t.blueprint, "season.easy_share")
        late = t.frame.phase in ("specific", "taper", "race") and t.only_800
        floor = int(100 * shares["event_800_late" if late else "ordinary"]) + 1
        easy = sum(self.easy_seconds(o)[0] for o in self.options if o.id != "RACE")
        hard = sum(self.easy_seconds(o)[1] for o in self.options if o.id != "RACE")
        raced = sum(sum(o.proto.zone_seconds[1:]) for o in self.options if o.id == "RACE" and o.proto)
        warm = sum(o.proto.zone_seconds[0] for o in self.options if o.id == "RACE" and o.proto)
        if t.slots.races:  # these stand whatever the share: come as near as it goes
            short = self.model.new_int_var(0, 200 * (raced + 7200), "z1short")
            self.model.add((100 - floor) * (easy + warm) - floor * (hard + raced) + short >= 0)
            self.reward.append(-1 * short)
        else:
            self.model.add((100 - floor) * easy - floor * hard >= 0)

    def loads(self) -> None:
        """Weekly load, and a week that is not monotonous (INV-27, 13.20)."""
        t = self.task
        total = sum(self.load(o) for o in self.options)
        fixed = sum(round(o.proto.load * TEST_RPE_SHARE) for o in self.options if o.id == "RACE" and o.proto)
        self.model.add(total <= int(max(t.load_most, fixed) * self.slack))
        if not t.monotony:
            return
        daily = []
        for d in range(7):
            strength = sum(s.session.load * v for s, rows in self.support for day, v in rows if day == d)
            x = self.model.new_int_var(0, 3000, f"au{d}")
            self.model.add(x == sum(self.full_load(o) for o in self.of_day(d)) + strength + AU_REST * (1 - self.run[d]))
            daily.append(x)
        whole = sum(daily)
        above = []
        for d in range(7):
            b = self.model.new_bool_var(f"above{d}")
            p = self.model.new_int_var(0, 20000, f"pos{d}")
            self.model.add(p <= 7 * daily[d] - whole).only_enforce_if(b)
            self.model.add(p == 0).only_enforce_if(b.negated())
            above.append(p)
        self.model.add(100 * sum(above) >= int(350 * t.deviation) * whole)

    def strength(self) -> None:
        """Strength beside quality and never before it; plyometrics spaced (MC09, MC12, INV-35)."""
        t = self.task
        few = t.slots.run_days <= 3
        seen: set[tuple[str, int]] = set()
        for s in t.strength:
            rows = []
            for d in range(7):
                if t.slots.minutes[d] * 60 < s.session.duration_s and not (few and s.session.duration_s <= 2400):
                    continue
                near = t.days_before_race.get(d)
                if near is not None and (near <= 1 or (s.heavy and near <= 3)):
                    continue
                if s.session.id == "ST03" and not t.slots.gym[d]:
                    continue
                if self.chosen is not None:
                    if any(x is s.session for x in self.chosen.days[d]) and (s.session.id, d) not in seen:
                        seen.add((s.session.id, d))
                        rows.append((d, self.model.new_constant(1)))
                    continue
                rows.append((d, self.model.new_bool_var(f"{s.session.id}_{d}")))
            if rows and self.chosen is None:
                self.model.add_at_most_one(v for _, v in rows)
                self.reward += [int(self.w["strength"]) * v for _, v in rows]
            self.support.append((s, rows))

    def strength_rules(self) -> None:
        t = self.task
        sensitive = [o for o in self.options if o.proto is not None and o.id.startswith((*HEAVY_BEFORE, "RACE", "CLUB"))]
        spacing = table(t.blueprint, "season.plyo")
        careful = t.eligibility.abilities.level == "beginner" or t.eligibility.age_first < 16
        apart = int(spacing["spacing_days_careful" if careful else "spacing_days"])
        for i, (s, rows) in enumerate(self.support):
            for d, v in rows:
                if s.heavy or s.plyo:
                    for o in sensitive:
                        if o.day == d + 1:
                            self.model.add_bool_or([v.negated(), o.var.negated()])
                if s.heavy:
                    both = self.model.new_bool_var("")
                    self.model.add_implication(both, v)
                    self.model.add_implication(both, self.q[d])
                    self.reward.append(int(self.w["before_hard"]) * both)
                if t.slots.run_days > 3:
                    self.model.add(v <= self.run[d])
                if s.plyo:
                    for when, old in t.history.sessions(t.frame.start - timedelta(days=4)):
                        if old.contacts and (t.frame.start + d * DAY - when).days < apart:
                            self.model.add(v == 0)
            for other, more in self.support[i + 1 :]:
                for d, v in rows:
                    for e, u in more:
                        close = abs(d - e) < apart if s.plyo and other.plyo else d == e and s.heavy and other.heavy
                        close = close or (s.heavy and other.heavy and abs(d - e) < 2)
                        if close or (s.session.id == other.session.id and d == e):
                            self.model.add_bool_or([u.negated(), v.negated()])

    def preferences(self) -> None:
        """Soft: recovery after quality, even easy runs, easy day before a race, ties by day and id."""
        for o in self.options:
            if o.easy and o.id == "AB01" and not o.second:
                after = self.q[o.day - 1] if o.day else None
                if after is not None:
                    good = self.model.new_bool_var("")
                    self.model.add_implication(good, o.var)
                    self.model.add_implication(good, after)
                    self.reward.append(int(self.w["day_preference"]) * good)
                self.reward.append(-40 * o.var)
            if self.is_quality(o) and o.id not in ("CLUB", "RACE"):
                liked = {1: 3, 3: 2, 5: 2, 4: 1, 2: 1}.get(o.day, 0)
                self.reward.append(int(self.w["day_preference"]) * liked * o.var)
            self.reward.append(-o.day * o.var)

    def _spread(self) -> None:
        """No easy run much longer than the others: the longest easy quantum costs."""
        easy = [o.minutes for o in self.options if o.id in ("AB02", "AB14", "AB03") and o.minutes is not None]
        if easy:
            top = self.model.new_int_var(0, 60, "longest_easy")
            self.model.add_max_equality(top, easy)
            self.reward.append(-int(self.w["spread"]) * top)

    def doubles(self) -> None:
        second = [o.var for o in self.options if o.second]
        if second:
            rules = table(self.task.blueprint, "season.doubles")
            runs = sum(self.run) + sum(second)
            if self.chosen is not None:
                self.model.add(self.total_m >= int(rules["km"] * 1000))
                return
            for v in second:
                self.model.add(runs >= int(rules["runs"])).only_enforce_if(v)
                self.model.add(self.total_m >= int(rules["km"] * 1000)).only_enforce_if(v)
                self.reward.append(-200 * v)

    # -- solution -------------------------------------------------------------------------------
    def build(self) -> None:
        self.strength()
        self.build_options()
        self.one_run_a_day()
        if self.chosen is None:
            self.quality_days()
            self.rest_days()
            self.strength_rules()
            self.preferences()
        else:
            self._long_minutes()
        self.volume()
        self.fast_metres()
        self.loads()
        self._spread()
        self.doubles()

    def _long_minutes(self) -> None:
        self.reward += [LONG_MINUTE * o.minutes for o in self.options if o.id == "AB04" and o.minutes is not None]

    def solve(self) -> Placed:
        self.build()
        self.model.maximize(sum(self.reward))
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = 1
        effort = table(self.task.blueprint, "week.effort")
        solver.parameters.relative_gap_limit = float(effort["gap"])
        solver.parameters.max_deterministic_time = float(effort["deterministic"])
        status = solver.solve(self.model)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Placed(((),) * 7, tuple(i for i, _ in self.items), False, 0.0, 0.0)
        return self._read(solver, status == self.cp.OPTIMAL)

    def _read(self, solver: cp_model.CpSolver, optimal: bool) -> Placed:
        days: list[list[PlannedSession]] = [[] for _ in range(7)]
        for o in sorted(self.options, key=lambda o: (o.day, o.second)):
            if not solver.value(o.var):
                continue
            if o.proto is not None:
                days[o.day].append(o.proto)
            else:
                days[o.day].append(self.task.menu.easy(o.id, 5 * solver.value(o.minutes), o.step))
        for s, rows in self.support:
            for d, v in rows:
                if solver.value(v):
                    days[d].append(s.session)
        dropped = tuple(i for i, own in self.items if not any(solver.value(o.var) for o in own))
        return Placed(tuple(tuple(d) for d in days), dropped, optimal, solver.objective_value, solver.best_objective_bound)


def place_week(task: WeekTask) -> Placed:
    """Seven days for one week: first which session on which day, then the minutes of the easy runs.

    No day is ever forced: an empty day is rest.
    """
    for nominal, slack in TRIES:
        days = WeekModel(task, nominal, slack=slack).solve()
        if not any(days.days):
            continue
        best = WeekModel(task, nominal, days).solve()
        if any(best.days):
            return replace(best, dropped=days.dropped, optimal=days.optimal and best.optimal, objective=days.objective, bound=days.bound)
    return _only_fixed(task)


def _only_fixed(task: WeekTask) -> Placed:
    """Races alone: what stands when nothing else can."""
    days: list[tuple[PlannedSession, ...]] = [()] * 7
    for race in task.slots.races:
        days[race.date.weekday()] = (*(x for x in days[race.date.weekday()] if x.id == "RACE"), task.menu.race(race))
    return Placed(tuple(days), task.spine.quality, False, 0.0, 0.0)
