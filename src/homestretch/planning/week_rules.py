"""The hard rules and the wishes of one week (method 5, 11, 13), one method a rule.

In: the options of ``week_options.py``. Out: constraints and rewards of the model.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from homestretch.blueprint.model import LONG_RUNS
from homestretch.planning.away import DAY
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession
from homestretch.planning.spine_task import SPARKS, TOUCH, counts_as_lactate
from homestretch.planning.week_options import WeekOptions
from homestretch.planning.week_task import (
    AU_REST,
    HEAVY_BEFORE,
    HURT_DAYS,
    LONG_APART_DAYS,
    OPENER_DAYS,
    RESTED_SPARKS,
    SMALL_WEEKS,
    TEST_RPE_SHARE,
    Option,
    glycolytic_days,
)


def _too_hard_before_long(s: PlannedSession) -> bool:
    """Lactate work of any family, lactate hills included; race work, races, tests, the club's hour (MC08, 13.27)."""
    return s.pillar == "lactate_tolerance" or s.id.startswith(("LT", "RS", "RACE", "TT", "CLUB"))


class WeekRules(WeekOptions):
    """Adds rules and rewards to the options."""

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
        for session_id, most in (
            ("AB04", 1),
            ("AB14", 1),
            ("FK09", 1),
            ("LT04", 1),
            ("AB03", t.spine.strides),
        ):
            rows = [o.var for o in self.options if o.id == session_id and o.easy]
            if rows:
                self.model.add(sum(rows) <= most)
                worth = {"AB04": self.w["long"], "AB14": self.w["touch"] / 3}.get(session_id, self.w["touch"])
                if session_id in t.spine.due or (session_id == TOUCH and t.spine.finish_key):
                    worth = self.w["strides"]
                self.reward += [int(worth) * v for v in rows]
                if (
                    session_id == "AB03" and self.chosen is None
                ):  # once a week above all touches (13.18, 13.23)
                    once = self.model.new_bool_var("strides")
                    self.model.add_bool_or([*rows, once.negated()])
                    self.reward.append(int(self.w["strides"]) * once)
                    if t.strides_held:
                        self.model.add(once == 1)

    def quality_days(self) -> None:
        """Spacing, counts in rolling windows, the long run's neighbours (INV-16 to INV-19, 13.27)."""
        qs = [o for o in self.options if self.is_quality(o)]
        self.q = [self.model.new_bool_var(f"q{d}") for d in range(7)]
        raced = {r.date.weekday() for r in self.task.slots.races}
        for d in range(7):
            own = [o.var for o in qs if o.day == d]
            if d in raced:
                self.model.add(self.q[d] == 1)
            else:  # one run a day: at most one of them
                self.model.add(self.q[d] == sum(own))
        for d in range(6):
            races = all(any(o.id == "RACE" and o.day == x for o in self.options) for x in (d, d + 1))
            if not races:
                self.model.add(self.q[d] + self.q[d + 1] <= 1)
        carriers = [
            o
            for o in self.options
            if o.proto is not None and (o.proto.quality or self._rec_days_of(o.proto, "") > 1)
        ]
        for a in carriers:
            if a.id == "RACE":
                for b in carriers:
                    if b.id in SPARKS and b.day == a.day + 1:
                        self.model.add(b.var == 0)
                continue
            for day in range(a.day + 1, 7):
                near = [b for b in carriers if b.day == day and self._too_near(a, b)]
                if any(b.id == "RACE" for b in near):
                    self.model.add(a.var == 0)
                elif near:
                    self.model.add_at_most_one([a.var, *(b.var for b in near)])
        self._windows(qs)
        self._long_neighbours(qs)

    def _too_near(self, a: Option, b: Option) -> bool:
        """May ``b`` not follow ``a`` on its later day?"""
        if not (self.is_quality(b) or b.id in SPARKS):
            return False
        assert a.proto is not None
        assert b.proto is not None
        gap = b.day - a.day
        need = self._rec_days_of(a.proto, b.id) if self.is_quality(b) else 0
        if a.proto.quality and b.proto.quality:
            need = max(need, glycolytic_days(self.task.eligibility, self.kind(a.id), self.kind(b.id)))
        if b.id in SPARKS and self.is_quality(a):
            need = max(need, 2)  # sprints only fresh, uphill as well: not the day after quality (MC13)
        return gap < need

    def _windows(self, qs: list[Option]) -> None:
        t = self.task
        start = t.frame.start
        most = t.slots.most
        before = t.history.quality_before(start, 21)
        rules = table(t.blueprint, "season.lactate")
        lactate = [o for o in qs if self._lactate(o)]
        for e in range(7):
            week_ago = start + (e - 6) * DAY
            old = len({d for d, s in before if d >= week_ago})
            self.model.add(
                sum(self.q[: e + 1])
                <= max(most - old, len({o.day for o in qs if o.id == "RACE" and o.day <= e}))
            )
            for span, limit in (
                (int(rules["week_days"]), t.eligibility.lactate_week()),
                (int(rules["block_days"]), t.eligibility.lactate_block()),
            ):
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

    def _lactate(self, o: Option) -> bool:
        if o.id == "CLUB":
            return o.proto is not None and self._lactate_session(o.proto)
        kind = self.kind(o.id)
        return kind is not None and counts_as_lactate(kind)

    def _lactate_session(self, s: PlannedSession) -> bool:
        if s.id == "CLUB":
            return s.pillar == "lactate_tolerance"
        kind = self.kind(s.id)
        return kind is not None and s.quality and counts_as_lactate(kind)

    def _long_neighbours(self, qs: list[Option]) -> None:
        """No quality and no sprints the day after the long run (MC13: fresh); no lactate or race work the day before it
        (MC08, 13.27); days between two long runs."""
        t = self.task
        longs = [o for o in self.options if o.id in LONG_RUNS]
        longest = max((o.proto.duration_s for o in longs if o.proto), default=0)
        yesterday = t.history.quality_before(t.frame.start, 1)
        since = t.frame.start - LONG_APART_DAYS * DAY
        before = [d for d, s in t.history.sessions(since) if s.id in LONG_RUNS]
        full_week = t.slots.run_days <= 5 or t.slots.most >= 4
        masters = t.eligibility.age_last >= table(t.blueprint, "week.long")["masters_from"]
        for o in longs:
            if o.day < 6:
                self.model.add(o.var + self.q[o.day + 1] <= 1)
            self._not_both(o, [b for b in self.of_day(o.day + 1) if b.id in SPARKS])
            if any((t.frame.start + o.day * DAY - d).days < LONG_APART_DAYS for d in before):
                self.model.add(o.var == 0)
            for b in qs:
                fast = b.id.startswith(("TS", "FK"))
                if b.proto is None or b.day != o.day - 1 or (fast and full_week):
                    continue
                if _too_hard_before_long(b.proto) or fast:
                    self._not_both(o, [b])
            if o.day == 0 and any(_too_hard_before_long(s) for _, s in yesterday):
                self.model.add(o.var == 0)
            after = self.q[o.day - 1] if o.day else int(bool(yesterday))
            tired = self.model.new_bool_var("")  # legal, but no less intense day (MC08)
            self.model.add(tired >= o.var + after - 1)
            self.reward.append(-int(self.w["after_hard_from_40" if masters else "after_hard"]) * tired)
            if t.eligibility.athlete.availability.long_run == o.day:
                self.reward.append(int(self.w["long_preference"]) * o.var)
            if (
                o.proto is not None
            ):  # a day too short for it is no day for the long run, though it be asked for
                short = (longest - o.proto.duration_s) // 300
                self.reward.append(-int(min(self.w["over_long"] * short, self.w["after_hard"])) * o.var)

    def _not_both(self, a: Option, others: list[Option]) -> None:
        for b in others:
            self.model.add_bool_or([a.var.negated(), b.var.negated()])

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
        self._rest_before_fixed(window)
        self.model.add(
            sum(self.run) <= max(t.most_runs, len({o.day for o in self.options if o.id == "RACE"}))
        )
        off = self.model.new_int_var(0, 7, "off")
        self.model.add(off >= sum(self.run) - t.runs)
        self.model.add(off >= t.runs - sum(self.run))
        self.reward.append(-int(self.w["run_count"]) * off)

    def _rest_before_fixed(self, window: int) -> None:
        """A race or club session on the next Monday, and each that follows it day on day, ends such a row as well."""
        for e in range(7, 14):
            if e not in self.task.next_fixed:
                return
            first, history = e - window + 1, self.task.history
            if len(history.days) < -first:
                continue
            ran = {d for d, s in history.sessions(self.task.frame.start + first * DAY) if s.distance_m > 0}
            ran = ran if first < 0 else set()
            self.model.add(sum(self.run[max(first, 0) :]) + len(ran) + e - 6 <= window - 1)

    def volume(self) -> None:
        """The week's metres between least and most, near the target; the long run's share (INV-11, INV-24)."""
        t = self.task
        total = self.model.new_int_var(0, 400000, "metres")
        per_five = round(t.menu.per_five("AB02"))
        self.model.add(total == sum(self.metres(o) for o in self.options) + per_five * self._flex(per_five))
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

    def _flex(self, per_five: int) -> Any:
        """Quanta that the easy runs together may gain or lose when their minutes are fitted.

        They let the choice of days see the metres that it can reach, not those of nominal minutes alone; without
        them a proof takes twice as long, as metres come in steps that no nominal run can fill.
        """
        t = self.task
        easy = [o for o in self.options if o.easy and o.id != "AB04"]
        self.flex: Any = 0
        if self.chosen is None and self.slack > 1 and easy:
            most = int((self.slack - 1) * t.target_m / per_five)
            self.flex = self.model.new_int_var(-most, most, "flex")
            self.model.add(self.flex <= sum(o.more * o.var for o in easy))
            self.model.add(self.flex >= -sum(o.less * o.var for o in easy))
        return self.flex

    def _long_share(self, total: Any) -> None:
        """The longest easy run's share of the week, taken at the most running days it may have (MC06, 13.3)."""
        t = self.task
        small_m = int(table(t.blueprint, "season.long")["small_week_km"] * 1000)
        if t.most_m + t.missing_m < small_m:
            return
        few: Any = None
        runs = max(min(t.most_runs, t.slots.run_days), 1)
        # with few runs, or beside a race, no run may be short enough: a week under 15 km is outside the share
        if t.slots.run_days <= 3 or t.most_m + t.missing_m < SMALL_WEEKS * small_m:
            few = self.model.new_bool_var("small_week")
            self.model.add(total + t.missing_m < small_m).only_enforce_if(few)
        # while days are chosen, minutes are not final: the share has the slack of the other ceilings
        share = int(1000 * self.slack * t.longest_share_of(runs))
        for o in self.options:
            spark = o.id in RESTED_SPARKS and not self.is_quality(o)
            if spark or o.id in ("FK05", "AB11") or (o.easy and not o.second):
                rule = self.model.add(1000 * self.metres(o) <= share * (total + t.missing_m))
                if few is not None:
                    rule.only_enforce_if(few.negated())

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
            for o in self.options:  # but no hard session of choice on top of them
                if self.is_quality(o) and o.id not in ("RACE", "CLUB"):
                    self.model.add(short == 0).only_enforce_if(o.var)
        else:
            self.model.add((100 - floor) * easy - floor * hard >= 0)

    def loads(self) -> None:
        """Weekly load, and a week that is not monotonous (INV-27, 13.20)."""
        t = self.task
        total = sum(self.load(o) for o in self.options)
        total += int(5 * t.menu.easy("AB02", 5, 0).planned_rpe) * self.flex
        fixed = sum(round(o.proto.load * TEST_RPE_SHARE) for o in self.options if o.id == "RACE" and o.proto)
        self.model.add(total <= int(max(t.load_most, fixed) * self.slack))
        if not (t.monotony or t.pattern):
            return
        daily = []
        for d in range(7):
            strength = sum(s.session.load * v for s, rows in self.support for day, v in rows if day == d)
            x = self.model.new_int_var(0, 3000, f"au{d}")
            self.model.add(
                x == sum(self.full_load(o) for o in self.of_day(d)) + strength + AU_REST * (1 - self.run[d])
            )
            daily.append(x)
        whole = sum(daily)
        if t.pattern:  # one plain row: far sooner proved than the deviation from a mean that is not known yet
            self.model.add(sum(w * x for w, x in zip(t.pattern, daily, strict=True)) >= 0)
            return
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
        before = {s.id for _, s in t.history.sessions(t.frame.start - DAY)}
        seen: set[tuple[str, int]] = set()
        for s in t.strength:
            rows = []
            for d in range(7):
                if t.slots.minutes[d] * 60 < s.session.duration_s and not (
                    few and s.session.duration_s <= 2400
                ):
                    continue
                if t.eligibility.barred(s.session.id, t.frame.start + d * DAY):
                    continue
                near = t.days_before_race.get(d)
                if near is not None and (near <= 1 or (s.heavy and near <= 3)):
                    continue
                if (s.heavy or s.plyo) and d + 1 in t.next_fixed:  # club or race on the Monday after (INV-35)
                    continue
                if (s.heavy or s.plyo) and t.slots.back[d] < 1:  # the first days after days away (method 3.7)
                    continue
                if s.session.id == "ST03" and not t.slots.gym[d]:
                    continue
                if d == 0 and s.session.id in before:  # a day between two of a kind
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
        sensitive = [
            o
            for o in self.options
            if o.proto is not None and o.id.startswith((*HEAVY_BEFORE, "RACE", "CLUB"))
        ]
        spacing = table(t.blueprint, "season.plyo")
        careful = t.eligibility.abilities.level == "beginner" or t.eligibility.age_first < 16
        apart = int(spacing["spacing_days_careful" if careful else "spacing_days"])
        most = 60 * int(table(t.blueprint, "season.support_day")["minutes"])
        for d in range(7):
            own = [s.session.duration_s * v for s, rows in self.support for e, v in rows if e == d]
            if len(own) > 1:
                self.model.add(sum(own) <= most)
        slow = [o for o in self.options if o.id == "AB01" and not o.second]
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
                    for o in slow:  # a recovery run's day is no day of jumps
                        if o.day == d:
                            self.model.add_bool_or([v.negated(), o.var.negated()])
                    for when, old in t.history.sessions(t.frame.start - timedelta(days=4)):
                        if old.contacts and (t.frame.start + d * DAY - when).days < apart:
                            self.model.add(v == 0)
            for other, more in self.support[i + 1 :]:
                for d, v in rows:
                    for e, u in more:
                        close = (
                            abs(d - e) < apart
                            if s.plyo and other.plyo
                            else d == e and s.heavy and other.heavy
                        )
                        close = close or (s.heavy and other.heavy and abs(d - e) < 2)
                        if close or (s.session.id == other.session.id and abs(d - e) < 2):
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
            if (
                o.id in (TOUCH, "AB14") and o.easy
            ):  # fresh legs for a test: no fast finish and no hills before it
                self._not_both(o, [b for b in self.of_day(o.day + 1) if b.id == self.task.frame.test])
            if o.id == "AB03" and self.task.days_before_race.get(o.day) in OPENER_DAYS:
                self.reward.append(int(self.w["opener"]) * o.var)
            if self.is_quality(o) and o.id not in ("CLUB", "RACE"):
                liked = {1: 3, 3: 2, 5: 2, 4: 1, 2: 1}.get(o.day, 0)
                self.reward.append(int(self.w["day_preference"]) * liked * o.var)
            self.reward.append(-o.day * o.var)

    def keys_held(self) -> None:
        """Key sessions, rounds of the tempo, an asked fast finish and clubs that must find their day in this try."""
        if self.most_lost is None:
            return
        self.model.add(sum(o.var for o in self.options if o.id == "CLUB") >= self.task.clubs_held)
        wanted = [[o.var for o in own] for item, own in self.items if item.key or item.tempo]
        if self.task.spine.finish_key and self.task.spine.fast_finish:
            wanted.append([o.var for o in self.options if o.id == TOUCH and o.easy])
        self.model.add(sum(v for own in wanted for v in own) >= len(wanted) - self.most_lost)
