"""The choices of one week: which session could stand on which day, and what it would weigh.

In: a WeekTask. Out: the model's options, read by the rules in ``week_rules.py``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from homestretch.blueprint.model import LONG_RUNS, SessionType
from homestretch.planning.away import DAY
from homestretch.planning.eligible import LOOP_TESTS, family
from homestretch.planning.menu import SIZES, easy_pair
from homestretch.planning.numbers import table
from homestretch.planning.repair import longest_m
from homestretch.planning.season import PlannedSession
from homestretch.planning.solver import model_class
from homestretch.planning.spine_task import CLUB_DELOAD, SPARKS, Item
from homestretch.planning.week_task import (
    CLUB_PARTS,
    FEW_DAYS,
    HEAVY_BEFORE,
    LATE_DAY,
    MOST_QUANTA,
    NO_SPARK_DAYS,
    RESTED_SPARKS,
    SHORTEST_BACK,
    SHORTEST_QUANTA,
    SIZES_OF_FEW,
    STAGE_SLACK,
    TEST_RPE_SHARE,
    TOUCH_QUANTA,
    Option,
    Placed,
    Strength,
    WeekTask,
    glycolytic_days,
)


class WeekOptions:
    """Builds the options; the rules and the solution are its heirs."""

    def __init__(
        self,
        task: WeekTask,
        nominal: float = 1.0,
        chosen: Placed | None = None,
        slack: float = STAGE_SLACK,
        most_lost: int | None = None,
    ) -> None:
        from ortools.sat.python import cp_model

        self.task = task
        self.chosen = chosen  # None: choose the days; else: the days stand, fit the minutes
        self.nominal_share = nominal
        self.most_lost = (
            most_lost  # key sessions that may find no day, where fewer are asked for than were lost
        )
        self.slack = 1.0 if chosen is not None else slack
        self.cp = cp_model
        self.model = model_class()()
        self.w = table(task.blueprint, "week.weights")
        self.options: list[Option] = []
        self.items: list[tuple[Item, list[Option]]] = []
        self.reward: list[Any] = []
        self.limits: dict[int, float] = {}  # the longest run of each day, m
        self.support: list[tuple[Strength, list[tuple[int, Any]]]] = []
        low, high = easy_pair(task.blueprint, task.eligibility.abilities.level)
        self.easy_low, self.easy_high = min(low // 5, self._short_of_share()), high // 5

    def _short_of_share(self) -> int:
        """Quanta of the longest easy run that a small week may hold beside others (INV-24), 20 minutes at the least."""
        t = self.task
        if t.most_m + t.missing_m < table(t.blueprint, "season.long")["small_week_km"] * 1000:
            return MOST_QUANTA
        share = t.longest_share_of(max(min(t.most_runs, t.slots.run_days), 1))
        return max(int(share * (t.most_m + t.missing_m) / t.menu.per_five("AB02")), SHORTEST_QUANTA)

    def kind(self, session_id: str) -> SessionType | None:
        return self.task.blueprint.sessions.get(session_id)

    def raced(self, day: int) -> bool:
        """Was an A race run on that day of this week (-1: the Sunday before)?"""
        t = self.task
        goals = [t.frame.goal, *(r for r in t.eligibility.athlete.races if r.priority == "A")]
        return any(t.frame.start + day * DAY in (r.date, *r.rounds) for r in goals)

    def limit_m(self, day: int) -> float:
        """The longest run allowed on a day of this week (INV-10)."""
        t = self.task
        if day not in self.limits:
            self.limits[day] = longest_m(t.history, t.frame.start + day * DAY, t.eligibility)
        return self.limits[day]

    # -- options --------------------------------------------------------------------------------
    def build_options(self) -> None:
        t = self.task
        self._clubs()
        limited = any(
            r.what == "max_minutes" and r.span.start <= race.date <= r.span.end
            for r in t.eligibility.athlete.health.restrictions
            for race in t.slots.races
        )
        smallest = SIZES[-1]
        size = (
            smallest
            if limited
            else next(
                (s for s in SIZES if sum(t.menu.race(r, s).distance_m for r in t.slots.races) <= t.most_m),
                SIZES[-1],
            )
        )
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
            whole = CLUB_DELOAD if t.frame.deload else 0.5 if t.days_before_race.get(day, 99) <= 7 else 1.0
            own: list[Option] = []
            for part in CLUB_PARTS:
                proto = t.menu.club_within(club, whole * part, self.limit_m(day), round(part * t.hsr_most))
                too_long = (
                    proto.distance_m > self.limit_m(day) or proto.duration_s > t.slots.minutes[day] * 60
                )
                if too_long or any(o.proto == proto for o in own):
                    continue
                if self.chosen is not None:
                    if any(x == proto for x in self.chosen.days[day]):
                        own.append(
                            Option(
                                day,
                                self.model.new_constant(1),
                                proto,
                                "CLUB",
                                rpe=proto.planned_rpe,
                                hsr=proto.hsr_m,
                            )
                        )
                    continue
                var = self.model.new_bool_var(f"club{day}_{part}")
                own.append(Option(day, var, proto, "CLUB", rpe=proto.planned_rpe, hsr=proto.hsr_m))
                self.reward.append(int(self.w["key"] * (1 + part)) * var)
            if own and self.chosen is None:
                self.model.add_at_most_one(o.var for o in own)
                self.reward.append(int(self.w["no_club"]) * (sum(o.var for o in own) - 1))
            self.options += own

    def _fixed(self, day: int, proto: PlannedSession) -> None:
        var = self.model.new_constant(1)
        self.options.append(Option(day, var, proto, proto.id, rpe=proto.planned_rpe, hsr=proto.hsr_m))

    def _item(self, item: Item, test: bool = False) -> None:
        t = self.task
        kind = t.blueprint.sessions[item.id]
        own: list[Option] = []
        loop = test and item.id in LOOP_TESTS  # by time, where no day with the track can hold it
        for day in range(7):
            if t.slots.minutes[day] == 0:
                continue
            if self.chosen is not None and not any(
                x.id == item.id and x.level == item.step for x in self.chosen.days[day]
            ):
                continue
            if t.eligibility.barred(item.id, t.frame.start + day * DAY):
                continue
            quality = t.menu.quality(item.id, item.step, "full").quality
            near = t.days_before_race.get(day, 99) <= NO_SPARK_DAYS
            if not quality and (near or self.raced(day - 1) or t.slots.back[day] < 1):
                continue
            if (quality and not t.slots.quality[day]) or (
                t.eligibility.needs_track(kind) and not t.slots.track[day] and not loop
            ):
                continue
            off_track = "track" in kind.needs and not t.slots.track[day]
            proto = self._size(item, day, off_track and (loop or t.eligibility.by_time(kind)))
            rests = quality or item.id in RESTED_SPARKS
            least = max(t.eligibility.rec_days(kind), 2 if quality else 1)
            if t.next_fixed and rests and min(t.next_fixed) - day < least:
                continue
            if proto is None or not self._after_history(kind, proto, day):
                continue
            var = (
                self.model.new_bool_var(f"{item.id}_{day}")
                if self.chosen is None
                else self.model.new_constant(1)
            )
            own.append(
                Option(day, var, proto, item.id, rpe=proto.planned_rpe, hsr=proto.hsr_m, step=item.step)
            )
            if off_track and self.chosen is None:
                self.reward.append(-int(self.w["test_off_track" if test else "off_track"]) * var)
            if test and not t.next_hard:  # as late as days 5 to 7 (method 8)
                self.reward.append(int(self.w["test_later"]) * min(day, LATE_DAY) * var)
                if day == t.eligibility.athlete.availability.long_run:
                    self.reward.append(-int(self.w["test_for_long"]) * var)
        if own and self.chosen is None:
            self.model.add_at_most_one(o.var for o in own)
            worth = (
                self.w["key"]
                if item.key
                else self.w["tempo"]
                if item.tempo
                else self.w["other"]
                if own[0].proto and own[0].proto.quality
                else self.w["spark"]
            )
            self.reward += [int(worth) * o.var for o in own]
        self.options += own
        self.items.append((item, own))

    def _size(self, item: Item, day: int, timed: bool) -> PlannedSession | None:
        hard = self.task.menu.quality(item.id, item.step, "full").quality
        for size in self.task.sizes if hard else SIZES:  # what is not hard is an easy run to INV-24
            proto = self.task.menu.quality(item.id, item.step, size, timed)
            if proto.duration_s <= min(
                self.task.slots.minutes[day], self.task.longest_min
            ) * 60 and proto.distance_m <= self.limit_m(day):
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
            if proto.quality and before.id in LONG_RUNS and gap == 1:
                return False
            both = before.quality and proto.quality
            if both and gap < glycolytic_days(t.eligibility, self.kind(before.id), kind):
                return False
            if kind.id in SPARKS and (before.quality or before.id in LONG_RUNS) and gap == 1:
                return False
            if before.contacts and gap == 1 and kind.id.startswith(HEAVY_BEFORE):
                return False  # plyometrics of the Sunday before (MC12)
        return not (day == 0 and t.heavy_yesterday and kind.id.startswith(HEAVY_BEFORE))

    def _rec_days_of(self, before: PlannedSession, after_id: str) -> int:
        kind = self.kind(before.id)
        if before.id in ("CLUB", "RACE"):
            return (
                self.task.eligibility.club_rec_days() if before.id == "CLUB" else 0
            )  # races: their days are blocked in the slots
        if kind is None or not (before.quality or before.id in RESTED_SPARKS):
            return 0
        return max(
            self.task.eligibility.rec_days(kind, family(before.id) == family(after_id)),
            2 if before.quality else 1,
        )

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
            if t.slots.back[day] < 1:  # days away lie behind (method 3.7)
                usual = table(t.blueprint, "season.day_minutes")[t.eligibility.abilities.level]
                most = min(most, max(int(t.slots.back[day] * usual) // 5, SHORTEST_BACK))
            self._easy_type("AB01", day, 4 if race_near else min(self.easy_low, 5), min(most, 8), 0)
            self._easy_type("AB02", day, self.easy_low, most, 0)
            if t.slots.back[day] < 1:
                continue
            if t.hilly and not (race_near is not None and race_near <= 7):
                self._easy_type("AB14", day, max(self.easy_low, 6), most, 0)
            if self.raced(day - 1):  # easy running alone
                continue
            if t.spine.strides and race_near != 1:
                low = 3 if race_near == 2 else max(self.easy_low - 1, 4)
                self._easy_type("AB03", day, low, most, 1 if race_near == 2 else t.stride_step)
            if t.spine.fast_finish and not (race_near is not None and race_near <= 3):
                self._easy_type("FK09", day, 5, min(most, TOUCH_QUANTA), 1)
            if t.spine.lactate_touch and not (race_near is not None and race_near <= 3):
                self._easy_type("LT04", day, 5, min(most, TOUCH_QUANTA), 0)
            if t.long_minutes and t.long_item is None and not (race_near is not None and race_near <= 7):
                low = max(t.long_minutes // 5 - 4, self.easy_low + 1)
                # once the days stand, it may grow with the other easy runs, so that it stays the longest (INV-24 holds)
                high = t.long_minutes if self.chosen is None else max(t.long_minutes, t.longest_easy_min)
                self._easy_type("AB04", day, low, min(minutes, high) // 5, 0)
            if t.doubles and minutes >= 90:
                self._easy_type("AB01", day, 4, 9, 0, second=True)

    def _easy_type(
        self, session_id: str, day: int, low: int, high: int, step: int, second: bool = False
    ) -> None:
        t = self.task
        if t.eligibility.barred(session_id, t.frame.start + day * DAY):
            return
        fast = t.menu.easy(session_id, 5, step)
        fast_m = fast.distance_m - (
            t.menu.per_five(session_id if session_id in t.menu.prescriber.paces else "AB02")
        )
        per_five = fast.distance_m - fast_m
        fast_s = fast.duration_s - 300
        by_distance = int((self.limit_m(day) - fast_m) // per_five)
        longest = min(t.slots.minutes[day], t.longest_min, t.longest_easy_min)
        by_minutes = (longest * 60 - fast_s) // 300
        high = min(high, by_distance, by_minutes)
        if high < low:
            low = min(low, max(high, 3))
            if high < low:
                return
        if self.chosen is None:
            several = t.slots.run_days <= FEW_DAYS or (not t.long_minutes and t.long_item is None)
            shares = SIZES_OF_FEW if several and not second else (1.0,)
            nominal = self.nominal(session_id)
            for minutes in sorted({5 * min(max(round(nominal * x / 5), low), high) for x in shares}):
                proto = t.menu.easy(session_id, minutes, step)
                var = self.model.new_bool_var(f"{session_id}_{day}_{minutes}{second}")
                self.options.append(
                    Option(
                        day,
                        var,
                        proto,
                        session_id,
                        step=step,
                        rpe=proto.planned_rpe,
                        hsr=proto.hsr_m,
                        second=second,
                        easy=True,
                        more=high - minutes // 5,
                        less=minutes // 5 - min(low, SHORTEST_QUANTA, high),
                    )
                )
            return
        if not any(
            x.id == session_id and x.level == fast.level if fast_m else x.id == session_id
            for x in self._chosen_easy(day, second)
        ):
            return
        quanta = self.model.new_int_var(
            min(low, SHORTEST_QUANTA, high), high, f"m_{session_id}_{day}{second}"
        )
        self.options.append(
            Option(
                day,
                self.model.new_constant(1),
                None,
                session_id,
                quanta,
                step,
                per_five,
                fast_m,
                fast_s,
                fast.planned_rpe,
                fast.hsr_m,
                second,
                True,
            )
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
