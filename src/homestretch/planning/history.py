"""What has been placed so far, and what is assumed of the weeks before the plan (13.2, 13.26): read by the week's model."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from homestretch.athlete.model import Athlete
from homestretch.blueprint.model import Blueprint
from homestretch.planning.eligible import Eligibility
from homestretch.planning.menu import CLUB_HSR, CLUB_HSR_B
from homestretch.planning.numbers import table
from homestretch.planning.season import Day, PlannedSession, Week
from homestretch.planning.solving import Account
from homestretch.planning.volume import ASSUMED_WEEKLY_KM

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, CpSolverStatus

WINDOW_DAYS = 30  # INV-10, INV-13
LOADING_MEAN = 3  # loading weeks whose mean a light week is measured by (INV-26)
LIGHT_VOLUME, LIGHT_FAST = 0.80, 0.70  # INV-26
# m of a week and of its fast running that rounding to 10 m may add (13.29): a week so near its limit is a light one, to
# the check as well, and the count of loading weeks begins anew after it.
ROUNDED_WEEK_M, ROUNDED_FAST_M = 50, 10
ASSUMED_LONG_SHARE = 0.30  # of weekly_km where the longest run isn't stated


def club_default(level: str) -> int:
    """Fast metres of a club session where none are stated (13.14)."""
    return CLUB_HSR_B if level == "beginner" else CLUB_HSR


@dataclass(slots=True)
class History:
    """Grows by one week at a time. All metres and AU; ``before_*`` describe the four weeks before the plan."""

    before_m: float
    before_longest_m: float
    before_hsr: float
    before_load: float
    before_contacts: float
    before_quality: float = 0.0
    first_scale: float = 1.0  # share of the first week that the plan covers
    days: list[Day] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)
    effort: float = 0.0  # deterministic time of all searches so far, and of making their weeks (13.29)
    account: Account = field(default_factory=Account)  # of all seasons planned for the athlete
    judged: list[tuple[Week, bool]] = field(default_factory=list)  # in order: is each a loading week?

    def took(self, effort: float) -> None:
        """Counts what making a week costs besides its searches."""
        self.effort += effort
        self.account.spent += effort

    def solve(self, solver: CpSolver, model: CpModel) -> tuple[CpSolver, CpSolverStatus]:
        """One search. A season's own effort is the same whether an answer was known before or not."""
        found, status = self.account.solve(solver, model)
        self.effort += float(found.response_proto.deterministic_time)
        return found, status

    def sessions(self, since: date) -> list[tuple[date, PlannedSession]]:
        """Planned sessions from ``since`` on, in order."""
        first = bisect_left(self.days, since, key=_date_of)  # the days stand in order
        return [(d.date, s) for d in self.days[first:] for s in d.sessions]

    def quality_before(self, day: date, days: int) -> list[tuple[date, PlannedSession]]:
        return [(d, s) for d, s in self.sessions(day - timedelta(days=days)) if s.quality]

    def longest_run_m(self, day: date) -> float:
        """The longest run of the 30 days before ``day``, the time before the plan included."""
        first = self.days[0].date if self.days else day
        runs = [float(s.distance_m) for d, s in self.sessions(day - timedelta(days=WINDOW_DAYS)) if d < day]
        if day - first < timedelta(days=WINDOW_DAYS):
            runs.append(self.before_longest_m)
        return max(runs, default=self.before_longest_m)

    def recent(self, name: str, before: float, count: int = 4) -> list[float]:
        """A weekly figure of the last ``count`` weeks, filled up with what stood before the plan."""
        values = [float(getattr(w, name)) for w in self.weeks]
        if values:  # days before the plan's first day count as the weeks before it (13.2)
            values[0] += before * (1 - self.first_scale)
        return ([before] * count + values)[-count:]

    def recent_load(self, blueprint: Blueprint) -> float:
        """The largest load of the last four weeks as INV-27 counts it (running; tests and races by half), AU."""
        share = float(table(blueprint, "season.load_growth")["race_share"])
        loads = [
            sum(
                s.load * (share if s.id == "RACE" or s.id.startswith("TT") else 1.0)
                for d in w.days
                for s in d.sessions
                if s.distance_m > 0
            )
            for w in self.weeks
        ]
        if loads:
            loads[0] += self.before_load * (1 - self.first_scale)
        return max(([self.before_load] * 4 + loads)[-4:])

    def loading(self, name: str) -> list[float]:
        """A weekly figure of the last three loading weeks, the weeks before the plan included."""
        before = {"distance_m": self.before_m, "high_speed_m": self.before_hsr}[name]
        return _last(before, [self._figure(w, name) for w in self.loading_weeks()])

    def _figure(self, week: Week, name: str) -> float:
        """A weekly figure; in the plan's first week with what its days before the plan stand for (13.2)."""
        before = {"distance_m": self.before_m, "high_speed_m": self.before_hsr}[name]
        missing = before * (1 - self.first_scale) if week is self.weeks[0] else 0.0
        return float(getattr(week, name)) + missing

    def loading_weeks(self) -> list[Week]:
        """The weeks so far that did not turn out light: a light week has at most 80 % of the metres of the three
        loading weeks before it, and, unless it was a test, taper, race or return week, 70 % of their fast metres and
        one quality session less (13.10, INV-26)."""
        known = 0  # weeks that stand as when they were judged; a season's weeks may be placed again
        while known < min(len(self.judged), len(self.weeks)) and self.judged[known][0] is self.weeks[known]:
            known += 1
        del self.judged[known:]
        out = [w for w, loading in self.judged if loading]
        for w in self.weeks[known:]:
            loading = not self._light(w, out)
            self.judged.append((w, loading))
            if loading:
                out.append(w)
        return out

    def _light(self, week: Week, before: list[Week]) -> bool:
        """Did a week turn out light after the loading weeks ``before`` it?"""
        metres = _last(self.before_m, [self._figure(x, "distance_m") for x in before])
        light = self._figure(week, "distance_m") <= LIGHT_VOLUME * sum(metres) / LOADING_MEAN + ROUNDED_WEEK_M
        if light and week.emphasis in ("volume", "intensity", "deload"):
            fast = _last(self.before_hsr, [self._figure(x, "high_speed_m") for x in before])
            hard = _last(self.before_quality, [float(_hard(x)) for x in before])
            light = (
                self._figure(week, "high_speed_m") <= LIGHT_FAST * sum(fast) / LOADING_MEAN + ROUNDED_FAST_M
            )
            light = light and _hard(week) <= max(sum(hard) / LOADING_MEAN - 1, 1)
        return light


def _date_of(day: Day) -> date:
    return day.date


def _last(before: float, values: list[float]) -> list[float]:
    """The last loading weeks, filled up with what stood before the plan."""
    return ([before] * LOADING_MEAN + values)[-LOADING_MEAN:]


def _hard(week: Week) -> int:
    return sum(1 for d in week.days if any(s.quality for s in d.sessions))


def _weekly_km(athlete: Athlete) -> float:
    return ASSUMED_WEEKLY_KM if athlete.weekly_km is None else athlete.weekly_km  # the abilities say so


def longest_before_km(athlete: Athlete) -> float:
    """The longest run of the time before the plan in km, stated or assumed."""
    stated = athlete.longest_run_km
    return ASSUMED_LONG_SHARE * _weekly_km(athlete) if stated is None else stated


def starting_history(
    athlete: Athlete, eligibility: Eligibility, blueprint: Blueprint, start: date
) -> tuple[History, tuple[str, ...]]:
    """The state before the first week, and the assumptions to show."""
    notes: list[str] = []
    level = eligibility.abilities.level
    km = _weekly_km(athlete)
    longest = longest_before_km(athlete)
    if athlete.longest_run_km is None:
        notes.append(f"No longest run given: {longest:.1f} km is assumed.")
    caps = table(blueprint, "season.weekly_zone")
    growth = table(blueprint, "season.hsr_growth")
    hsr = athlete.hsr_m_per_week
    if hsr is None:
        assumed = min(growth["history_of_cap"] * caps["hsr_m"][level], growth["history_of_km"] * km * 1000)
        hsr = 0.0 if level == "beginner" else float(assumed)
        hsr = max(
            hsr,
            sum(c.hsr_m if c.hsr_m is not None else club_default(level) for c in athlete.availability.fixed),
        )
        notes.append(
            f"Fast running before the plan is taken as {hsr:.0f} m a week."
            if hsr
            else "No fast running before the plan is assumed."
        )
    contacts = athlete.contacts_per_week
    if contacts is None:
        contacts = 0.0 if level == "beginner" else growth["history_of_cap"] * float(caps["contacts"][level])
    load = table(blueprint, "season.load_growth")
    quality = athlete.quality_per_week
    half = 0.0 if level == "beginner" else growth["history_of_cap"] * eligibility.quality_most(7)
    stated = max(half if quality is None else quality, len(athlete.availability.fixed))
    speed = load["easy_cs"] * eligibility.abilities.critical_speed.value
    au = km * 1000 / speed / 60 * load["easy_au_per_min"] + load["quality_au"] * stated
    scale = (7 - start.weekday()) / 7
    return History(km * 1000, longest * 1000, hsr, max(au, load["least"]), contacts, stated, scale), tuple(
        notes
    )
