"""Which days a week offers for hard work, and how much recovery its patterns can hold.

In: athlete, frames, eligibility. Out: a WeekSlots per week, used by the spine (patterns) and by the week's placement.
Follows 13.1, 13.6, 13.13, 13.27, INV-16 to INV-18, MC08.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from homestretch.athlete.model import Athlete, FixedSession
from homestretch.blueprint.model import Blueprint
from homestretch.planning.away import DAY, breaks, return_row
from homestretch.planning.calendar import RaceDay, WeekFrame
from homestretch.planning.eligible import QUALITY_DAY_MINUTES, Eligibility
from homestretch.planning.menu import CLUB_MINUTES
from homestretch.planning.numbers import event_key, table

RUN_DAY_MINUTES = 25  # method 13.13
LONG_RUN_MORE = 20  # minutes of the long run beyond an ordinary day (design choice)
BEFORE_RACE = {"A": 3, "B": 3, "C": 1}  # days without hard work before a race (method 3.5, 3.6, 13.17)
NEAR_RACE = "a race is near"
COMES_BACK = "running comes back gently after days away"
Vector = tuple[int, int, int, int]  # free quality days, and those with room for 3, 4, 5 days of recovery


@dataclass(frozen=True, slots=True)
class WeekSlots:
    """One week's days. ``minutes``: 0 where no run is possible; ``quality``: days where hard work may stand."""

    minutes: tuple[int, ...]
    quality: tuple[bool, ...]
    track: tuple[bool, ...]
    gym: tuple[bool, ...]
    clubs: tuple[tuple[int, FixedSession], ...]
    races: tuple[RaceDay, ...]
    most: int  # quality sessions in the week, clubs and races included
    patterns: tuple[Vector, ...]
    back: tuple[float, ...] = (
        1.0,
    ) * 7  # under 1: a plain easy day after days away, as a share of a usual one
    clubs_out: tuple[tuple[int, str], ...] = ()  # weekdays whose club session can't be run, and why

    @property
    def lactate_clubs(self) -> int:
        """Club sessions that count as lactate (13.14, 13.28)."""
        return sum((c.pillar or "lactate_tolerance") == "lactate_tolerance" for _, c in self.clubs)

    @property
    def run_days(self) -> int:
        return sum(m > 0 for m in self.minutes)

    def metres(self, day_minutes: float, per_five_m: float, longest_m: float) -> float:
        """Metres of easy running that the days hold: ``day_minutes`` on each, none over ``longest_m``, and what the long
        run has beyond them."""
        runs = [min(m, day_minutes) / 5 * per_five_m for m in self.minutes if m]
        return sum(min(x, longest_m) for x in runs) + LONG_RUN_MORE / 5 * per_five_m


def race_recovery_days(race: RaceDay, eligibility: Eligibility, blueprint: Blueprint) -> int:
    """Days from a race to the next quality day (method 3.6)."""
    r = table(blueprint, "season.race_recovery")
    key = event_key(race.race.distance_m)
    easy = int(r["e1609" if key == "mile" else f"e{key}"])
    if eligibility.abilities.level == "beginner" and key in ("800", "1500", "mile"):
        easy = int(r["beginner_short"])
    easy += int(r["from_40"]) if eligibility.age_last >= 40 else 0
    easy += int(r["rounds_3"]) if len(race.race.rounds) >= 2 else 0
    return easy + 1


def day_minutes(athlete: Athlete, day: date, start: date) -> int:
    """Minutes of training possible on ``day``; 0 on days off, before the start and on busy days."""
    a = athlete.availability
    fixed = {f.weekday for f in a.fixed}
    if day < start or (day.weekday() not in a.days and day.weekday() not in fixed):
        return 0
    if any(s.start <= day <= s.end for s in athlete.busy):
        return 0
    minutes = a.minutes[day.weekday()]
    limit = 240 if minutes is None else minutes
    for club in a.fixed:  # who has a fixed session there has its minutes
        if club.weekday == day.weekday():
            limit = max(limit, round(club.minutes or CLUB_MINUTES))
    for r in athlete.health.restrictions:
        if r.span.start <= day <= r.span.end and r.what == "max_minutes" and r.minutes is not None:
            limit = min(limit, r.minutes)
    return limit if limit >= RUN_DAY_MINUTES else 0


def why_blocked(athlete: Athlete, races: tuple[RaceDay, ...], day: date, recs: dict[date, int]) -> str:
    """Why no quality may stand: restrictions, the days before a race, recovery after one; "" where it may."""
    if any(r.span.start <= day <= r.span.end and r.what == "no quality" for r in athlete.health.restrictions):
        return "no hard work is allowed on its day"
    for race in races:
        if 0 <= (race.date - day).days <= BEFORE_RACE[race.race.priority]:
            return NEAR_RACE
        if 0 < (day - race.date).days < recs[race.date]:
            return "the legs recover from a race"
    return ""


def easy_again(athlete: Athlete, day: date, start: date, blueprint: Blueprint) -> tuple[bool, float]:
    """After days away: is ``day`` still too early for hard work, and what share of a usual easy day is it (method 3.7)?"""
    rules = table(blueprint, "season.re_entry")
    early, share = False, 1.0
    for end, length in breaks(athlete.busy, int(rules["from_days"][0])):
        since = (day - end).days
        if since < 1:
            continue
        row = return_row(length, rules)
        least = int(rules["easy_runs"])
        if since <= max(int(rules["no_quality"][row]), rules["look_days"]):
            runs = sum(day_minutes(athlete, end + n * DAY, start) > 0 for n in range(1, since + 1))
            early = early or since <= rules["no_quality"][row] or runs <= least
        if since <= rules["plain"][row]:
            share = min(share, float(rules["shares"][row][0]))
    return early, share


@lru_cache(maxsize=4096)
def vectors(
    quality: tuple[bool, ...],
    runs: tuple[bool, ...],
    long_days: tuple[bool, ...],
    clubs: tuple[int, ...],
    races: tuple[int, ...],
    most: int,
    club_rec: int,
) -> tuple[Vector, ...]:
    """Pareto-best patterns: how many free quality days fit, and how much recovery each leaves (cyclic week)."""
    free = [d for d in range(7) if quality[d] and d not in clubs and d not in races]
    fixed = sorted({*clubs, *races})
    found: set[tuple[int, Vector]] = set()
    for n in range(most - len(fixed) + 1):
        for chosen in combinations(free, n):
            days = sorted({*chosen, *fixed})
            gaps = {d: (days[(k + 1) % len(days)] - d - 1) % 7 + 1 for k, d in enumerate(days)}
            if len(days) > 1 and any(gaps[d] < 2 for d in chosen):
                continue
            if any(gaps[d] < club_rec for d in clubs if len(days) > 1):
                continue
            long_day = any(long_days[d] and d not in days and (d + 1) % 7 not in days for d in range(7))
            gs = [gaps[d] for d in chosen]
            found.add((int(long_day), (n, *(sum(g >= r for g in gs) for r in (3, 4, 5)))))  # type: ignore[arg-type]
    with_long = {v for ok, v in found if ok}
    keep = with_long if sum(runs) > 3 and any(v[0] for v in with_long) else {v for _, v in found}
    best = [
        v for v in keep if not any(w != v and all(x >= y for x, y in zip(w, v, strict=True)) for w in keep)
    ]
    return tuple(sorted(best)) or ((0, 0, 0, 0),)


def _clubs(
    f: WeekFrame,
    minutes: tuple[int, ...],
    blocked: tuple[str, ...],
    races: tuple[RaceDay, ...],
    eligibility: Eligibility,
) -> tuple[tuple[tuple[int, FixedSession], ...], tuple[tuple[int, str], ...]]:
    """The club sessions of a week, and those that can't be run, with the reason (13.14, 13.28).

    ``blocked``: for each day why no hard work may stand, "" where it may.
    """
    athlete, rest = eligibility.athlete, eligibility.club_rec_days()

    def why_not(day: date) -> str | None:
        """None where a club session may be run, "" where the athlete is away."""
        if any(r.date == day for r in f.races):
            return "a race is on its day"
        if minutes[day.weekday()] == 0:
            away = any(s.start <= day <= s.end for s in athlete.busy)
            limited = any(
                r.span.start <= day <= r.span.end and r.what == "max_minutes"
                for r in athlete.health.restrictions
            )
            return "a restriction leaves it too little time" if limited and not away else ""
        if eligibility.careful_hamstring(day):
            return "a strain is too recent for fast running"
        near = any(0 < (r.date - day).days < rest for r in races)
        return blocked[day.weekday()] or (NEAR_RACE if near else None)

    held, out = [], []
    for club in athlete.availability.fixed:
        why = why_not(f.start + club.weekday * DAY)
        if why is None:
            held.append((club.weekday, club))
        elif why:
            out.append((club.weekday, why))
    if f.deload:  # a de-load holds one hard session: the race or test, else the first club session (INV-26)
        kept = 0 if f.races else 1
        why = "an easier week holds one hard session" + (", the race" if f.races else "")
        out += [(d, why) for d, _ in held[kept:]]
        held = held[:kept]
    return tuple(held), tuple(sorted(out))


def week_slots(
    eligibility: Eligibility, frames: tuple[WeekFrame, ...], start: date, blueprint: Blueprint
) -> tuple[WeekSlots, ...]:
    """The days of each week of the season."""
    athlete = eligibility.athlete
    races = tuple(d for f in frames for d in f.races)
    recs = {d.date: race_recovery_days(d, eligibility, blueprint) for d in races}
    long_least = float(table(blueprint, "season.long")["least_minutes"])
    out = []
    for f in frames:
        days = [f.start + k * DAY for k in range(7)]
        minutes = [day_minutes(athlete, d, start) for d in days]
        again = [easy_again(athlete, d, start, blueprint) for d in days]
        blocked = [
            why_blocked(athlete, races, d, recs) or (COMES_BACK if early else "")
            for d, (early, _) in zip(days, again, strict=True)
        ]
        race_days = tuple(sorted({d.date.weekday() for d in f.races}))
        for k in race_days:
            minutes[k] = max(minutes[k], 240)
        clubs, clubs_out = _clubs(f, tuple(minutes), tuple(blocked), races, eligibility)
        quality = tuple(m >= QUALITY_DAY_MINUTES and not b for m, b in zip(minutes, blocked, strict=True))
        a = athlete.availability
        track = tuple(a.track is None or k in a.track for k in range(7))
        gym = tuple(k in a.gym for k in range(7))
        runs = tuple(m > 0 for m in minutes)
        long_days = tuple(
            m >= long_least and share == 1 for m, (_, share) in zip(minutes, again, strict=True)
        )
        most = eligibility.quality_most(sum(runs))
        pattern = vectors(
            quality, runs, long_days, tuple(c for c, _ in clubs), race_days, most, eligibility.club_rec_days()
        )
        back = tuple(share for _, share in again)
        out.append(
            WeekSlots(tuple(minutes), quality, track, gym, clubs, f.races, most, pattern, back, clubs_out)
        )
    return tuple(out)
