"""Which sessions, at which steps, this athlete may be given, and what each needs before it.

In: athlete, abilities, blueprint, the plan's first and last day. Follows INV-20/21/36/52/55, 13.9, 13.24, 13.25, 13.27.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from homestretch.athlete.model import Abilities, Athlete
from homestretch.blueprint.model import Blueprint, Prerequisite, SessionType
from homestretch.planning.away import breaks, too_early
from homestretch.planning.calendar import age_on
from homestretch.planning.numbers import table

YOUNG = 20  # years, method 13.25
YOUTH_BANNED = frozenset({"LT10", "FK07", "RS06", "AB18", "TT06", "ST05"})  # INV-52, under 16
MASTERS_REC, MASTERS_REC_55, FAMILY_REC = 1.25, 1.5, 1.25  # INV-18
STRAIN_CLEAR_DAYS = 14  # INV-58: no sprint metres in the first 14 days after a strain
EVENT_800_M = 800
CLUB_REC_H = 48  # method 13.28
APART_DAYS = 2  # from one hard session to the next at the least (INV-17)
QUALITY_DAY_MINUTES = 40  # warm-up, the smallest set and cool-down
LOOP_TESTS = ("TT01", "TT02")  # a measured flat loop serves where there is no track


def family(session_id: str) -> str:
    """The ladder family: the letters of the id (AB, HI, LT, TS, FK, SP, RS, TT)."""
    return session_id[:2]


@dataclass(frozen=True)
class Eligibility:
    """Static answers for one athlete and season; those asked some thousand times are kept."""

    athlete: Athlete
    abilities: Abilities
    blueprint: Blueprint
    first: date
    last: date
    starts: dict[str, int] = field(default_factory=dict, compare=False)  # first steps, by session id

    @cached_property
    def age_first(self) -> int:
        return age_on(self.athlete.born, self.first)

    @cached_property
    def only_800(self) -> bool:
        """Is every A race, as the athlete named them, an 800 m (INV-28 allows a little less easy running late)?"""
        goals = [r for r in self.athlete.races if r.priority == "A"] or self.athlete.races
        return all(round(r.distance_m) == EVENT_800_M for r in goals)

    @cached_property
    def age_last(self) -> int:
        return age_on(self.athlete.born, self.last)

    @cached_property
    def child(self) -> bool:
        """Under 14 in the plan's first week: the children's row of key sessions (13.23)."""
        return bool(self.age_first < table(self.blueprint, "season.child")["under"])

    @cached_property
    def based(self) -> bool:
        """True where base, stride and threshold prerequisites are met by history (13.25)."""
        a = self.athlete
        base = table(self.blueprint, "history")
        years = float(base["training_years_under_20" if self.age_first < YOUNG else "training_years"])
        ran = (a.weekly_km or 0.0) >= base["weekly_km"] and (a.training_years or 0.0) >= years
        return ran or (a.quality_per_week or 0.0) >= base["quality_per_week"]

    @cached_property
    def no_growth(self) -> bool:
        """No growth of volume and fast metres until a health check (INV-56, R12)."""
        h = self.athlete.health
        rules = table(self.blueprint, "season.no_growth")
        injuries = sum(i.bone_stress for i in h.injuries)
        return bool(h.missed_periods >= rules["missed_periods"] or injuries >= rules["bone_stress_injuries"])

    def allowed(self, kind: SessionType) -> bool:
        """May this session ever be given to this athlete (level, age, access, base)?"""
        a = self.athlete
        if kind.max_step[self.abilities.level] < 1:
            return False
        if self.age_first < 16 and kind.id in YOUTH_BANNED:
            return False
        if kind.min_age is not None and self.age_first < kind.min_age:
            return False
        if kind.min_weekly_km is not None and (a.weekly_km or 0.0) < kind.min_weekly_km:
            return False
        if kind.min_training_years is not None and (a.training_years or 0.0) < kind.min_training_years:
            return False
        if self.needs_track(kind) and not self.has_track:
            return False
        return not ("hill" in kind.needs and not a.availability.hills)

    def by_time(self, kind: SessionType) -> bool:
        """May it be run by time on a flat, measured loop (method 4.4)? Tests only where there is no track (8)."""
        listed = table(self.blueprint, "substitution")["by_time"]
        return kind.id in listed or (not self.has_track and kind.id in LOOP_TESTS)

    @cached_property
    def has_track(self) -> bool:
        """Is the track open on a day left for hard work: with time, not a club's, not beside a club's (INV-17, 13.28)?"""
        a = self.athlete.availability
        rec = self.club_rec_days()
        return any(
            d in a.days
            and (a.minutes[d] is None or (a.minutes[d] or 0) >= QUALITY_DAY_MINUTES)
            and all((d - c.weekday) % 7 >= rec and (c.weekday - d) % 7 >= APART_DAYS for c in a.fixed)
            for d in (range(7) if a.track is None else a.track)
        )

    def needs_track(self, kind: SessionType) -> bool:
        """Can it stand on days with a track alone?"""
        return "track" in kind.needs and not self.by_time(kind)

    def top(self, kind: SessionType) -> int:
        return int(kind.max_step[self.abilities.level])

    def start_step(self, kind: SessionType) -> int:
        """The first ladder step of a session never done (13.24)."""
        if kind.id not in self.starts:
            self.starts[kind.id] = self._start_step(kind)
        return self.starts[kind.id]

    def _start_step(self, kind: SessionType) -> int:
        level = self.abilities.level
        fast = any(r.hsr_m or r.sprint_m for r in kind.ladder)
        threshold = kind.pillar == "aerobic_base" and kind.zone in ("LT", "CS")
        if level == "beginner" or not self.based or fast or not threshold:
            return 1
        climb = int(table(self.blueprint, "season.tempo_room")["climb"])
        within = self.step_within(kind, (self.athlete.weekly_km or 0.0) * 1000)
        below = int(table(self.blueprint, "start_step")[f"{level}_below_top"])
        return max(1, min(self.top(kind) - below, within - climb))

    def step_within(self, kind: SessionType, week_m: float) -> int:
        """The highest step whose threshold metres a week of ``week_m`` metres may hold (4.2); 0 where none may."""
        share = float(table(self.blueprint, "season.weekly_zone")["threshold_of_km"][self.abilities.level])
        most = max(share * week_m, float(table(self.blueprint, "season.tempo_room")["least_m"]))
        fits = [n for n, rung in enumerate(kind.ladder, 1) if rung.quality_m <= most]
        return min(max(fits, default=0), self.top(kind))

    def open_prerequisites(self, kind: SessionType) -> tuple[Prerequisite, ...]:
        """What the plan itself still has to provide before this session."""
        return tuple(p for p in kind.requires if not (p.by_history and self.based))

    def rec_hours(self, kind: SessionType) -> float:
        """Recovery hours with the age multiplier (INV-18; family's multiplier does not compound)."""
        return kind.recovery_h * self.age_multiplier()

    def rec_days(self, kind: SessionType, same_family: bool = False) -> int:
        """Days until the next quality day at the earliest (13.1)."""
        base = self.rec_hours(kind)
        if same_family:
            base = max(base, kind.recovery_h * FAMILY_REC)
        return max(math.ceil(base / 24 - 1e-9), 1)

    def club_rec_days(self) -> int:
        """Days from a club session to the next quality day: 48 h (13.28) with the age multiplier."""
        return math.ceil(CLUB_REC_H * self.age_multiplier() / 24 - 1e-9)

    def age_multiplier(self) -> float:
        return MASTERS_REC_55 if self.age_last >= 55 else MASTERS_REC if self.age_last >= 40 else 1.0

    def quality_most(self, run_days: int) -> int:
        """Most quality sessions in seven days (INV-16, INV-52, INV-55, 13.13)."""
        q = table(self.blueprint, "season.quality_most")
        level = self.abilities.level
        most = int(q[level])
        key = f"a{max(self.age_first, 12)}"
        if key in q:
            young = int(q[key])
            most = min(
                most, int(q["young_advanced"]) if self.age_first >= 16 and level == "advanced" else young
            )
        if self.age_last >= 50:
            most = min(most, int(q["from_50"]))
        if run_days <= 3:
            most = min(most, int(q["few_days_beginner" if level == "beginner" else "few_days"]))
        return most

    def sprint_most(self) -> int:
        """Most sprint metres a week (method 4.2, INV-55)."""
        most = int(table(self.blueprint, "season.weekly_zone")["sprint_m"][self.abilities.level])
        return int(most * (0.5 if self.age_last >= 60 else 0.7 if self.age_last >= 50 else 1.0))

    def lactate_week(self) -> int:
        """Most lactate sessions in seven days (INV-19, INV-52)."""
        young = self.abilities.level == "beginner" or self.age_first < 16
        return int(table(self.blueprint, "season.lactate")["week_young" if young else "week"])

    def lactate_block(self) -> int:
        """Most of them in 21 days (INV-19)."""
        return int(table(self.blueprint, "season.lactate")["block"])

    @cached_property
    def breaks(self) -> list[tuple[date, int]]:
        """Last day and length of each time away that needs a way back (method 3.7)."""
        return breaks(self.athlete.busy, int(table(self.blueprint, "season.re_entry")["from_days"][0]))

    def barred(self, session_id: str, day: date) -> bool:
        """Is the session barred on ``day``: by an injury still open (4.1, 6.4, INV-22), or too soon after days away (3.7)?"""
        kind = self.blueprint.sessions.get(session_id)
        re_entry = table(self.blueprint, "season.re_entry")
        if kind is not None and too_early(kind, day, self.breaks, re_entry):
            return True
        rules = table(self.blueprint, "season.open_injury")
        for injury in self.athlete.health.injuries:
            if kind is None or not injury.span.start <= day <= injury.span.end:
                continue
            site = rules["same_as"].get(injury.site.lower(), injury.site.lower())
            if any(c.site in (site, "any") and rules["pain"] >= c.pain for c in kind.contra):
                return True
        return False

    def careful_hamstring(self, day: date) -> bool:
        """True while a hamstring or calf strain is too recent for sprint metres (INV-58)."""
        return any(
            i.site in ("hamstring", "calf") and (day - i.span.end).days < STRAIN_CLEAR_DAYS
            for i in self.athlete.health.injuries
        )
