"""The hard rules of the season's spine: prerequisites, days, doses and growth (INV-12, INV-16 to 21, INV-27, INV-28).

In: the variables of ``spine_base.py``. Out: constraints of the model, one method a rule.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from homestretch.blueprint.model import SessionType
from homestretch.planning.eligible import APART_DAYS
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession
from homestretch.planning.spine_base import SpineBase
from homestretch.planning.spine_task import (
    BEFORE,
    EASY_SHARE_KEPT,
    ROUNDS,
    ROUNDS_WEEKS,
    STRIDES,
    counts_as_lactate,
)


class SpineRules(SpineBase):
    """Adds the rules."""

    def prerequisites(self) -> None:
        """Named sessions before a session, within 42 days (INV-21, 13.25)."""
        e = self.task.eligibility
        clubs = [bool(s.clubs) for s in self.task.slots]
        as_lt05 = any(
            (c.pillar or "lactate_tolerance") == "lactate_tolerance" and (c.hsr_m or 1500) >= 1200
            for c in e.athlete.availability.fixed
        )
        for (k, s), v in self.x.items():
            if k < self.task.done:
                continue
            for need in e.open_prerequisites(self.kinds[s]):
                if kept_by_routine(need.any_of, need.count, k) and not set(STRIDES) & set(need.any_of):
                    continue
                since = range(max(0, k - BEFORE), k)
                if set(STRIDES) & set(need.any_of):
                    self.model.add(sum(self.strides[w] for w in since) >= need.count * v)
                    continue
                before = [self.x[w, o] for w in since for o in need.any_of if (w, o) in self.x]
                extra = sum(clubs[w] for w in since) if as_lt05 and "LT05" in need.any_of else 0
                missing = need.count - extra
                if missing <= 0:
                    continue
                if len(before) < missing:
                    self.model.add(v == 0)
                elif missing == 1:
                    self.model.add_bool_or([*before, v.negated()])
                else:
                    self.model.add(sum(before) >= missing * v)

    def capacity(self) -> None:
        """How many quality days, and how much recovery, each week's patterns hold (INV-16 to INV-19)."""
        for k in range(self.task.done, self.n):
            rows = [(kind, v) for kind, v in self.week(k) if self.is_q(kind)]
            sparks = [v for kind, v in self.week(k) if not self.is_q(kind)]
            if sparks:
                self.model.add_at_most_one(sparks)
            self._track_days(k)
            self._pairs(k)
            if rows:
                self._pattern(k, rows)
                self._lactate(k, rows)
        for k in range(self.task.done, self.n - 2):
            three = [v for w in range(k, k + 3) for kind, v in self.week(w) if counts_as_lactate(kind)]
            taken = sum(
                self.task.slots[w].lactate_clubs + (self.task.frames[w].test is not None)
                for w in range(k, k + 3)
            )
            room = self.task.eligibility.lactate_block() - taken
            if len(three) > room:
                self.model.add(sum(three) <= max(room, 0))

    def _track_days(self, k: int) -> None:
        """Sessions that need the track, no more of them than days on it."""
        slots = self.task.slots[k]
        used = [v for kind, v in self.week(k) if self.task.eligibility.needs_track(kind)]
        taken = {c for c, _ in slots.clubs} | {r.date.weekday() for r in slots.races}
        open_days = [d for d in range(7) if slots.quality[d] and slots.track[d]]
        days = most_apart([d for d in open_days if all(_apart(d, x) for x in taken)])
        days -= self.task.frames[k].test is not None
        if len(used) > max(days, 0):
            self.model.add(sum(used) <= max(days, 0))

    def _pairs(self, k: int) -> None:
        """Two sessions of a week, or of it and the next, that no two of its days keep far enough apart (INV-17, INV-18)."""
        pairs, slots = self.task.pairs, self.task.slots
        assert pairs is not None
        rows = [(pairs.within(slots[k]), k)]
        if k + 1 < self.n:
            rows.append((pairs.between(slots[k], slots[k + 1]), k + 1))
        for found, later in rows:
            for a, b in found:
                if (k, a) in self.x and (later, b) in self.x:
                    self.model.add_bool_or([self.x[k, a].negated(), self.x[later, b].negated()])

    def _pattern(self, k: int, rows: list[tuple[SessionType, Any]]) -> None:
        self.model.add(sum(v for _, v in rows) <= self.wish[k])
        patterns = [p for p in self.task.slots[k].patterns if p[0] > 0]
        if not patterns:
            for _, v in rows:
                self.model.add(v == 0)
            return
        chosen: list[Any] = [1]
        if len(patterns) > 1:
            chosen = [self.model.new_bool_var(f"pat{k}_{i}") for i in range(len(patterns))]
        if len(patterns) > 1:
            self.model.add_exactly_one(chosen)
        for j, least in enumerate((0, 3, 4, 5)):
            used = [v for kind, v in rows if self.task.eligibility.rec_days(kind) >= least]
            if used:
                room: Any = sum(p[j] * c for p, c in zip(patterns, chosen, strict=True))
                self.model.add(sum(used) <= room)

    def _lactate(self, k: int, rows: list[tuple[SessionType, Any]]) -> None:
        lactate = [v for kind, v in rows if counts_as_lactate(kind)]
        room = max(self.task.eligibility.lactate_week() - self.task.slots[k].lactate_clubs, 0)
        if len(lactate) > room:
            self.model.add(sum(lactate) <= room)

    def doses(self) -> None:
        """Threshold and VO2 metres, easy share, load (INV-27, INV-28, 4.2)."""
        share = table(self.task.blueprint, "season.easy_share")
        for k, f in enumerate(self.task.frames):
            rows = [(kind, v, self.proto(k, kind)) for kind, v in self.week(k)]
            if not rows or k < self.task.done:
                continue
            clubs = [self.task.menu.club(c, 1.0) for _, c in self.task.slots[k].clubs]
            least = [(self.task.menu.quality(x.id, self.base_step(k, x), "full"), v) for x, v, _ in rows]
            km_m = self.task.volume.targets[k]
            for zones, limit in (
                (("LT", "CS"), max(self.zone["threshold_of_km"][self.level] * km_m, 5000)),
                (("VO",), self.zone["vo2_m"][self.level]),
            ):
                metres = [
                    x.ladder[self.base_step(k, x) - 1].quality_m * v for x, v, _ in rows if x.zone in zones
                ]
                if len(metres) > 1:
                    self.model.add(sum(metres) <= int(limit))
            late = f.phase in ("specific", "taper") and self.only_800
            floor = share["event_800_late" if late else "ordinary"]
            seconds = km_m / (0.78 * self.task.menu.prescriber.cs)
            higher = self.higher(k)
            hard = [sum(p.zone_seconds[1:]) * v for p, v in least]
            hard += [(sum(p.zone_seconds[1:]) - sum(q.zone_seconds[1:])) * v for p, q, v in higher]
            taken = sum(sum(c.zone_seconds[1:]) for c in clubs)
            self.model.add(sum(hard) <= max(int((1 - floor - 0.02) * seconds) - taken, 0))
            self._load(k, least, higher, clubs, seconds)

    def higher(self, k: int) -> list[tuple[PlannedSession, PlannedSession, Any]]:
        """Rounds of key sessions above the step counted on: that step's session, the other's, and the variable."""
        quality = self.task.menu.quality
        return [
            (quality(s, step, "full"), quality(s, self.base_step(k, self.kinds[s]), "full"), v)
            for (w, s), rounds in self.rounds_at.items()
            for step, v in rounds
            if w == k and step > self.base_step(k, self.kinds[s])
        ]

    def _load(
        self,
        k: int,
        least: list[tuple[PlannedSession, Any]],
        higher: list[tuple[PlannedSession, PlannedSession, Any]],
        clubs: list[PlannedSession],
        seconds: float,
    ) -> None:
        """The week's load with its easy running (INV-27): what quality adds to minutes that are run anyway."""
        easy = float(table(self.task.blueprint, "season.load_growth")["easy_au_per_min"])

        def extra(p: PlannedSession) -> int:
            return max(round(p.load - easy * p.duration_s / 60), 0)

        have = easy * EASY_SHARE_KEPT * seconds / 60 + sum(extra(c) for c in clubs)
        room = max(int(self.loads[k] - have), 0)
        single = [extra(p) for p, _ in least if p.quality]
        if single and room < min(single):  # one quality session may always stand: easy running yields to it
            room = min(single)
        above = [(extra(p) - extra(q)) * v for p, q, v in higher]
        self.model.add(sum(extra(p) * v for p, v in least) + sum(above) <= room)

    def rounds(self) -> None:
        """A session keeps its place for at most five rounds in eight weeks (13.21)."""
        if self.level == "beginner":
            return
        for s in self.kinds:
            weeks = [k for k in range(self.n) if (k, s) in self.x]
            for k in weeks:
                near = [w for w in weeks if k <= w < k + ROUNDS_WEEKS]
                ahead = [self.x[w, s] for w in near if w >= self.task.done]
                room = max(ROUNDS - (len(near) - len(ahead)), 0)  # what was placed stands
                if len(ahead) > room:
                    self.model.add(sum(ahead) <= room)


def _apart(a: int, b: int) -> bool:
    """Two weekdays that may both be hard (INV-17)."""
    return min((a - b) % 7, (b - a) % 7) >= APART_DAYS


def most_apart(days: list[int]) -> int:
    """How many of some weekdays can be hard in one week."""
    return max(
        (
            n
            for n in range(len(days) + 1)
            for chosen in combinations(days, n)
            if all(_apart(a, b) for a, b in combinations(chosen, 2))
        ),
        default=0,
    )


def kept_by_routine(any_of: tuple[str, ...], count: int, k: int) -> bool:
    """Strides, easy and long runs stand in every week: ``count`` weeks of plan are enough."""
    return bool({"AB01", "AB02", "AB03", "AB04", "SP01"} & set(any_of)) and k >= count
