"""Real athletes of a file of season bests, moved in time: their marks lie in the year before the plan."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from homestretch.athlete.model import MILE_M, Athlete, Availability, Health, Race, Result, Sex
from studies.athletes import Person, pick_availability
from studies.marks import RECORDS

START = date(2027, 1, 4)  # a Monday: a season's marks, moved to 2026, lie in the twelve months before
LEAST_WEEKS, MOST_WEEKS = 8, 30
EVENTS = (800.0, 1500.0, MILE_M, 3000.0, 5000.0)
# weekly km of runners at this level by event (method 1.3, advanced to elite)
KILOMETRES = {800.0: (50, 95), 1500.0: (70, 130), MILE_M: (70, 130), 3000.0: (80, 140), 5000.0: (85, 160)}
Key = tuple[str, str, int, int]  # athlete, sex, year of birth, season


def real_athletes(count: int, seed: int, path: Path) -> list[tuple[Athlete, date]]:
    """``count`` athletes drawn from the file.

    Args:
        count: how many.
        seed: which; the same seed draws the same athletes.
        path: CSV with athlete, sex, born, season, distance_m, time_s, date.

    Returns:
        Athletes with their age and marks of one season, a race 8 to 30 weeks ahead, and the plan's first day.
    """
    seasons: dict[Key, list[Result]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["born"] and row["date"]:
                season = int(row["season"])
                shift = START.year - 1 - season
                day = date.fromisoformat(row["date"])
                moved = day.replace(
                    year=day.year + shift, day=min(day.day, 28) if day.month == 2 else day.day
                )
                result = Result(float(row["distance_m"]), float(row["time_s"]), moved)
                seasons[(row["athlete"], row["sex"], int(row["born"]), season)].append(result)
    last = {key[0]: key for key in sorted(seasons)}  # one season each: the latest
    rng = random.Random(f"real {seed}")
    names = rng.sample(sorted(last), count)
    return [(_athlete(last[name], seasons[last[name]], seed), START) for name in names]


def _athlete(key: Key, results: list[Result], seed: int) -> Athlete:
    name, sex_word, born, season = key
    rng = random.Random(f"real {seed} {name}")
    sex: Sex = "F" if sex_word.startswith("f") else "M"
    age = season - born
    event = _event(results, sex)
    low, high = KILOMETRES[event]
    young = min(1.0, 0.4 + 0.1 * (age - 14)) if age < 20 else 1.0
    km = round(rng.uniform(low, high) * young)
    weeks = rng.randint(LEAST_WEEKS, MOST_WEEKS)
    years = float(max(min(age - 13, 15), 1))
    person = Person(age, sex, 3, years, km, 0.95, 1.1, 2)
    return Athlete(
        name=name,
        born=date(born + START.year - 1 - season, 7, 1),
        sex=sex,
        training_years=years,
        weekly_km=km,
        longest_run_km=round(min(km * rng.uniform(0.17, 0.24), 30), 1),
        quality_per_week=float(rng.randint(1, 3)),
        weekly_km_max_12mo=round(km * rng.uniform(1.0, 1.25)),
        supervised_strength=True,
        results=tuple(sorted(results, key=lambda r: r.date)),
        availability=_availability(rng, person),
        races=(Race(START + timedelta(days=7 * weeks - 2), event, "A"),),
        health=Health(guardian_consent=age < 19),
    )


def _event(results: list[Result], sex: Sex) -> float:
    """The event of the five in which the athlete is nearest to the record."""
    shares = {r.distance_m: RECORDS[sex][r.distance_m] / r.time_s for r in results if r.distance_m in EVENTS}
    return max(shares, key=lambda d: shares[d], default=5000.0)


def _availability(rng: random.Random, person: Person) -> Availability:
    """Varied, but with three days or more and no club sessions: these run for a living or nearly so."""
    while True:
        made = pick_availability(rng, person)
        if len(made.days) >= 3 and not made.fixed:
            return made
