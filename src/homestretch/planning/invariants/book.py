"""A season as the checks read it: flat lists of sessions, weeks with their history, races joined to meetings.

Every sum is made again from the days; nothing here trusts a total that the season states of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from homestretch.athlete.model import LEVELS, Athlete, Race
from homestretch.planning.invariants.facts import CLUB, RACE, Fact, fact
from homestretch.planning.invariants.numbers import by_level, number
from homestretch.planning.season import PlannedSession, Season, Week

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEK_DAYS = 7
PAST_WEEKS = 4  # the ramps look back four weeks (INV-11, INV-12, INV-14, INV-27)
Q_RPE, Q_HSR_M = 6.0, 600  # a quality session: RPE 6 or more, or 600 m at V1500 or faster (conventions)
TOUCH_SPRINT_M = 120  # SP02, SP03 with at most 120 m fast are not quality
TOUCH_HILLS_STEP = 3  # HI03 with at most 6 repetitions (step 3) is not quality
HOLDS_RECOVERY = frozenset({"SP02", "SP03", "HI03", "AB05"})  # method 13.27: also where they are not quality
MINUTE = 60


def age_on(born: date, day: date) -> int:
    """Completed years on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def day_name(day: date) -> str:
    """A date as the texts say it: ``Thu 4 March``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


@dataclass(frozen=True, slots=True)
class Planned:
    """A session with its place: the day, the index of its week, its position in the day."""

    date: date
    week: int
    order: int
    session: PlannedSession

    @property
    def id(self) -> str:
        return self.session.id

    @property
    def family(self) -> str:
        """The letters of the id: AB, HI, LT, TS, FK, SP, RS, TT, ST (RACE and CLUB are their own)."""
        return self.id if self.id in (RACE, CLUB) else self.id[:2]

    @property
    def fact(self) -> Fact | None:
        return fact(self.id)

    @property
    def runs(self) -> bool:
        return self.session.distance_m > 0

    @property
    def quality(self) -> bool:
        """Hard by its flag or by its own numbers (conventions of the method)."""
        return self.session.quality or is_hard(self.session)

    @property
    def test(self) -> bool:
        return self.id.startswith("TT")

    @property
    def lactate(self) -> bool:
        """Counted by INV-19 (method 13.27)."""
        s = self.session
        if self.id == "HI02" or (self.id == "LT04" and s.level == 0) or self.id == RACE:
            return False
        zone = self.fact.zone if self.fact else ""
        return s.pillar == "lactate_tolerance" or zone in ("KX", "SX") or self.family in ("RS", "TT")

    @property
    def where(self) -> str:
        return f"week {self.week + 1}, {day_name(self.date)}, {self.id}"


def is_hard(s: PlannedSession) -> bool:
    """Is this a quality session by its planned values?"""
    if s.id in (RACE, CLUB):
        return True
    if s.id in ("AB03", "SP01") or s.id.startswith("ST") or (s.id == "LT04" and s.level == 0):
        return False
    if s.id == "HI03" and s.level <= TOUCH_HILLS_STEP:
        return False
    if s.id in ("SP02", "SP03") and s.hsr_m <= TOUCH_SPRINT_M:
        return False
    return s.planned_rpe >= Q_RPE or s.hsr_m >= Q_HSR_M


@dataclass(frozen=True, slots=True)
class Sums:
    """A week's sums from its days; ``share`` is the part that the plan covers (1.0 but for the first)."""

    distance_m: float
    load: float  # running only, races and tests at half (method 13.26)
    hsr_m: float
    sprint_m: float
    contacts: float
    quality: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """Races at one meeting: rounds, and doubles on the same or following days (method 13.12)."""

    days: tuple[date, ...]
    priority: str
    distance_m: float

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    @property
    def race_days(self) -> float:
        return 1 + number("race.round") * (len(self.days) - 1)


@dataclass(frozen=True)
class Book:
    """The season, the athlete and the plan's first day, with what the checks derive from them once."""

    season: Season
    athlete: Athlete
    start: date

    @cached_property
    def level(self) -> int:
        """0 beginner to 3 elite."""
        return LEVELS.index(self.season.abilities.level)

    @cached_property
    def last(self) -> date:
        return self.season.weeks[-1].start + timedelta(days=WEEK_DAYS - 1)

    @cached_property
    def youngest(self) -> int:
        """Age on the first day: the stricter one for limits that rise with age."""
        return age_on(self.athlete.born, self.start)

    @cached_property
    def oldest(self) -> int:
        """Age on the last day: the stricter one for limits of older athletes."""
        return age_on(self.athlete.born, self.last)

    @cached_property
    def young(self) -> bool:
        return self.youngest < number("youth.adult")

    @cached_property
    def events(self) -> tuple[int, ...]:
        """Distances of the A races in m, rounded; of all races where none is an A race."""
        goals = [r for r in self.athlete.races if r.priority == "A"] or list(self.athlete.races)
        return tuple(sorted({round(r.distance_m) for r in goals}))

    @cached_property
    def sessions(self) -> tuple[Planned, ...]:
        """All sessions in order of time."""
        return tuple(
            Planned(day.date, k, n, s)
            for k, week in enumerate(self.season.weeks)
            for day in week.days
            for n, s in enumerate(day.sessions)
        )

    @cached_property
    def runs(self) -> tuple[Planned, ...]:
        return tuple(p for p in self.sessions if p.runs)

    @cached_property
    def run_days(self) -> frozenset[date]:
        return frozenset(p.date for p in self.runs)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day from the plan's first to its last."""
        return tuple(self.start + timedelta(days=k) for k in range((self.last - self.start).days + 1))

    @cached_property
    def hard(self) -> tuple[Planned, ...]:
        """Quality sessions, races and tests in order; the halves of a double threshold day once."""
        seen: set[tuple[date, str]] = set()
        out = []
        for p in self.sessions:
            if not p.quality or (p.id == "AB18" and (p.date, p.id) in seen):
                continue
            seen.add((p.date, p.id))
            out.append(p)
        return tuple(out)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Races that the plan holds, joined to meetings."""
        return join_meetings(self._race_days(), self.athlete.races)

    def _race_days(self) -> tuple[tuple[date, float], ...]:
        return tuple((p.date, _race_distance(p)) for p in self.sessions if p.id == RACE)

    def meeting_of(self, day: date) -> Meeting | None:
        return next((m for m in self.meetings if day in m.days), None)

    def hard_count(self, first: date, last: date) -> float:
        """Quality sessions from ``first`` to ``last``: a meeting is one, a double threshold day two."""
        own = sum(2 if p.id == "AB18" else 1 for p in self.hard if p.id != RACE and first <= p.date <= last)
        return own + sum(1 for m in self.meetings if any(first <= d <= last for d in m.days))

    # -- weeks with the four before the plan ------------------------------------------------------
    @cached_property
    def past(self) -> Sums:
        """One of the four weeks before the plan, as the athlete file says or as is assumed (13.2, 13.26)."""
        a, level = self.athlete, self.level
        km = a.weekly_km if a.weekly_km is not None else number("history.week_km")
        half = 0.0 if level == 0 else number("history.share_of_cap")
        quality = (
            a.quality_per_week
            if a.quality_per_week is not None
            else half * by_level("spacing.quality_7d", level)
        )
        assumed = min(half * by_level("load.hsr_cap_m", level), number("history.hsr_share") * km * 1000)
        # fixed club sessions are what the athlete does already: part of the weeks before (13.14, 13.28)
        clubs = a.availability.fixed
        club_hsr = sum(c.hsr_m if c.hsr_m is not None else by_level("history.club_hsr", level) for c in clubs)
        hsr = a.hsr_m_per_week if a.hsr_m_per_week is not None else max(assumed, club_hsr)
        quality = max(quality, len(clubs))
        contacts = a.contacts_per_week
        if contacts is None:
            contacts = half * by_level("load.contacts_week", level)
        easy = number("history.easy_speed") * self.season.abilities.critical_speed.value
        load = (
            km * 1000 / easy / MINUTE * number("history.easy_load") + number("history.quality_load") * quality
        )
        return Sums(km * 1000, max(load, number("history.week_load_least")), hsr, 0.0, contacts, quality)

    @cached_property
    def weeks(self) -> tuple[Sums, ...]:
        """Sums of the plan's weeks as planned."""
        return tuple(self._sums(k, week) for k, week in enumerate(self.season.weeks))

    def _sums(self, k: int, week: Week) -> Sums:
        held = [p for p in self.sessions if p.week == k]
        runs = [p for p in held if p.runs]
        early = max(0, min((self.start - week.start).days, WEEK_DAYS))
        end = week.start + timedelta(days=WEEK_DAYS - 1)
        return Sums(
            distance_m=sum(p.session.distance_m for p in runs),
            load=sum(counted_load(p) for p in runs),
            hsr_m=sum(p.session.hsr_m for p in held),
            sprint_m=sum(p.session.sprint_m for p in held),
            contacts=sum(p.session.contacts for p in held),
            quality=self.hard_count(week.start, end),
            share=1 - early / WEEK_DAYS,
        )

    def series(self, value: Callable[[Sums], float]) -> list[float]:
        """Four weeks of history, then the plan's weeks; days before the first day count as history does."""
        past = value(self.past)
        return [past] * PAST_WEEKS + [value(w) + past * (1 - w.share) for w in self.weeks]

    def before(self, values: list[float], week: int) -> list[float]:
        """The four values before the plan's week of that index."""
        return values[week : week + PAST_WEEKS]

    def week_where(self, week: int) -> str:
        return f"week {week + 1}, from {day_name(self.season.weeks[week].start)}"

    def week_end(self, week: int) -> date:
        return self.season.weeks[week].start + timedelta(days=WEEK_DAYS - 1)

    # -- what several checks ask ------------------------------------------------------------------
    @cached_property
    def based(self) -> bool:
        """Are base, stride and threshold prerequisites met by history (method 13.25)?"""
        a = self.athlete
        young = self.youngest < number("history.base_young_under")
        years = number("history.base_years_young" if young else "history.base_years")
        km = a.weekly_km or 0.0
        steady = km >= number("history.base_km") and (a.training_years or 0.0) >= years
        return steady or (a.quality_per_week or 0.0) >= number("history.base_quality")

    @cached_property
    def bone_stress(self) -> bool:
        """A bone stress injury in the 24 months before the plan (INV-57)."""
        health = self.athlete.health
        span = timedelta(days=number("health.bone_stress_days"))
        return health.bone_stress_history or any(
            i.bone_stress and i.span.end >= self.start - span for i in health.injuries
        )


def counted_load(p: Planned) -> float:
    """Load as ceiling and growth count it: a race or test at half (method 13.26)."""
    return p.session.load * (number("load.race_share") if p.id == RACE or p.test else 1.0)


def _race_distance(p: Planned) -> float:
    steps = [s.distance_m for s in p.session.steps if s.kind == "work" and s.distance_m]
    return float(max(steps, default=p.session.distance_m))


def join_meetings(race_days: Iterable[tuple[date, float]], races: tuple[Race, ...]) -> tuple[Meeting, ...]:
    """Join race days to meetings.

    Days of one race and its rounds belong together; so do different races on the same day, and races of equal
    priority and place (indoors or out) on following days. Anything else is a meeting of its own.
    """
    open_meetings: list[_Open] = []
    for day, distance in sorted(race_days):
        mine = [k for k, r in enumerate(races) if day in (r.date, *r.rounds)]
        new = _Open(
            {day},
            {(races[k].priority, races[k].indoor) for k in mine} or {("C", False)},
            set(mine),
            max((races[k].distance_m for k in mine), default=distance),
        )
        host = next((m for m in open_meetings if m.takes(day, new)), None)
        if host is None:
            open_meetings.append(new)
        else:
            host.add(new)
    return tuple(Meeting(tuple(sorted(m.days)), min(p for p, _ in m.kinds), m.longest) for m in open_meetings)


@dataclass(slots=True)
class _Open:
    """A meeting while its days are gathered."""

    days: set[date]
    kinds: set[tuple[str, bool]]
    races: set[int]
    longest: float

    def takes(self, day: date, new: _Open) -> bool:
        next_day = min(abs((day - d).days) for d in self.days) <= 1
        return day in self.days or bool(self.races & new.races) or (next_day and bool(self.kinds & new.kinds))

    def add(self, new: _Open) -> None:
        self.days |= new.days
        self.kinds |= new.kinds
        self.races |= new.races
        self.longest = max(self.longest, new.longest)
