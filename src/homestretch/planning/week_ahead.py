"""Hard sessions of the week after, held in mind while a week is placed again (INV-16 to INV-19, 13.1).

In: a WeekTask that names them with their days. Out: a reward for each that still finds a day beside this week's own.
"""

from __future__ import annotations

from typing import Any

from homestretch.planning.week_rules import WeekRules
from homestretch.planning.week_task import Option

WEEK_DAYS = 7


class WeekAhead(WeekRules):
    """Adds the days of the week after, for its hard sessions alone: no kilometres, no easy runs."""

    def ahead(self) -> None:
        """Each session of the week after on one of its days, with the spacing and the counts that bind both weeks."""
        t = self.task
        if self.chosen is not None or not t.next_hard:
            return
        rows: list[Option] = []
        for item, days in t.next_hard:
            proto = t.menu.quality(item.id, max(item.step, 1), "full")
            own = [
                Option(
                    WEEK_DAYS + d,
                    self.model.new_bool_var(f"next_{item.id}_{d}"),
                    proto,
                    item.id,
                    rpe=proto.planned_rpe,
                    hsr=proto.hsr_m,
                    step=item.step,
                )
                for d in days
            ]
            if own:
                self.model.add_at_most_one(o.var for o in own)
            self.reward += [int(self.w["tempo"]) * o.var for o in own]  # this week's own key sessions first
            rows += own
        self._spaced(rows)
        self._beside_fixed(rows)
        self._counted(rows)

    def _spaced(self, rows: list[Option]) -> None:
        """Recovery from this week's sessions, and between those of the week after."""
        own = [
            o
            for o in self.options
            if o.proto is not None
            and o.id != "RACE"
            and (o.proto.quality or self._rec_days_of(o.proto, "") > 1)
        ]
        for b in rows:
            for a in (*own, *(x for x in rows if x.day < b.day)):
                if self._too_near(a, b):
                    self.model.add_bool_or([a.var.negated(), b.var.negated()])
        for day in {b.day for b in rows}:
            self.model.add_at_most_one(b.var for b in rows if b.day == day)

    def _beside_fixed(self, rows: list[Option]) -> None:
        """Not on, beside or too soon before a race or club session of the week after."""
        for b in rows:
            kind = self.kind(b.id)
            rest = max(self.task.eligibility.rec_days(kind), 2) if kind is not None else 2
            if any(abs(x - b.day) < 2 or 0 < x - b.day < rest for x in self.task.next_fixed):
                self.model.add(b.var == 0)

    def _counted(self, rows: list[Option]) -> None:
        """Hard days, and lactate work of beginners and youth, in every seven days that end in the week after."""
        t = self.task
        hard = [b for b in rows if self.is_quality(b)]
        lactate = [o for o in (*self.options, *hard) if self.is_quality(o) and self._lactate(o)]
        for e in range(WEEK_DAYS, 2 * WEEK_DAYS):
            fixed = sum(1 for x in t.next_fixed if x <= e)
            ahead: list[Any] = [b.var for b in hard if b.day <= e]
            first = e - WEEK_DAYS + 1
            raced = len({r.date.weekday() for r in t.slots.races if r.date.weekday() >= first})
            if ahead:  # what this week's races and the next week's fixed days leave
                room = max(t.next_most - fixed, raced)
                self.model.add(sum(self.q[first:]) + sum(ahead) <= room)
            near = [o.var for o in lactate if e - WEEK_DAYS < o.day <= e]
            if near:
                self.model.add(sum(near) <= t.eligibility.lactate_week())
