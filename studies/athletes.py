"""Athletes for tests and studies: made from a seed with plausible habits and odd calendars.

Ages 12 to 75, all levels and events; a few per cent have reasons for which no plan may be issued.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from homestretch.athlete.model import (
    MILE_M,
    PILLARS,
    Athlete,
    Availability,
    FixedSession,
    Health,
    Injury,
    Priority,
    Race,
    Restriction,
    Result,
    ResultKind,
    Sex,
    Span,
    Surface,
)
from studies.marks import age_factor, marks_for

EPOCH = date(2026, 9, 7)  # the Monday from which starts are drawn
EVENTS = (800.0, 1500.0, MILE_M, 3000.0, 5000.0)
KINDS: tuple[ResultKind, ...] = ("race", "trial", "test")
SURFACES: tuple[Surface, ...] = ("track", "indoor", "road", "xc")
PRIORITIES: tuple[Priority, ...] = ("A", "B", "C")
SITES = ("achilles", "calf", "hamstring", "knee", "shin", "foot", "hip", "back")
MOST_WEEKS = 40  # a season has no more (method 3.1)
SLOWEST_RACE = 5000 / (45 * 60)  # m/s: 5000 m in 45:00 (method 1.1); what is slower is walking
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# ages: children, teens, open, masters, older masters, with their weights
AGES = (((12, 14), 7), ((15, 17), 11), ((18, 34), 42), ((35, 49), 20), ((50, 64), 14), ((65, 75), 6))
# habits by ambition 0 to 3: training years, weekly km, performance index, quality sessions
HABITS = (
    ((0.0, 1.5), (0, 32), (0.40, 0.62), (0, 1)),
    ((0.8, 4.0), (24, 62), (0.58, 0.76), (0, 2)),
    ((2.5, 9.0), (45, 105), (0.72, 0.89), (1, 3)),
    ((5.0, 16.0), (70, 165), (0.86, 0.985), (2, 3)),
)


@dataclass(frozen=True, slots=True)
class Person:
    """The hidden truth from which file and marks are made."""

    age: int
    sex: Sex
    ambition: int  # 0 to 3: a beginner's habits to an elite's
    years: float
    km: float
    index: float
    exponent: float  # slope of time over distance; high: a speed type
    quality: float


def pick_person(rng: random.Random) -> Person:
    """Age, sex, habits: more years go with more kilometres and faster marks."""
    low, high = rng.choices([a for a, _ in AGES], [w for _, w in AGES])[0]
    age = rng.randint(low, high)
    weights = (38, 36, 20, 6) if 18 <= age < 50 else (48, 36, 15, 1)
    ambition = rng.choices(range(4), weights)[0]
    years, km, index, quality = HABITS[ambition]
    share = rng.random()  # the same share of every habit, with noise: habits go together

    def place(pair: tuple[float, float]) -> float:
        return pair[0] + (pair[1] - pair[0]) * min(max(share + rng.gauss(0, 0.2), 0), 1)

    young = min(1.0, 0.35 + 0.11 * (age - 12)) if age < 18 else 1.0
    return Person(
        age=age,
        sex=rng.choices(("F", "M", "X"), (47, 47, 6))[0],
        ambition=ambition,
        years=round(min(place(years), max(age - 9, 0.5)), 1),
        km=round(place(km) * young * (0.75 if age >= 60 else 1.0)),
        index=place(index),
        exponent=rng.uniform(1.05, 1.17),
        quality=rng.randint(*quality),
    )


def pick_start(rng: random.Random) -> date:
    """Any time of the year; two of three on a Monday."""
    monday = EPOCH + WEEK * rng.randrange(52)
    return monday if rng.random() < 0.67 else monday + DAY * rng.randrange(7)


def pick_results(rng: random.Random, person: Person, start: date) -> tuple[Result, ...]:
    """No, one or several marks; some old, some on odd surfaces."""
    count = rng.choices((0, 1, 2, 3, 5, 8), (14, 26, 28, 18, 10, 4))[0]
    ability = person.index * age_factor(person.sex, person.age)
    out = []
    for _ in range(count):
        distance = rng.choice((400.0, 800.0, 800.0, 1500.0, 1500.0, MILE_M, 3000.0, 5000.0, 5000.0, 10000.0))
        form = rng.gauss(1.0, 0.012)
        time_s = marks_for(person.sex, distance, ability, person.exponent, max(form, 0.97))
        kind = rng.choices(KINDS, (80, 12, 8))[0]
        surface = rng.choices(SURFACES, (74, 12, 9, 5))[0]
        if surface in ("road", "xc") and distance < 1500:
            surface = "track"
        ago = rng.choice((rng.randint(4, 60), rng.randint(20, 330), rng.randint(4, 800)))
        altitude = 1600.0 if rng.random() < 0.03 else None
        wind = round(rng.uniform(-2, 3), 1) if distance == 400 and rng.random() < 0.2 else None
        out.append(Result(distance, round(time_s, 2), start - DAY * ago, kind, surface, wind, altitude))
    return tuple(out)


def pick_days(rng: random.Random) -> tuple[int, ...]:
    count = rng.choices((1, 2, 3, 4, 5, 6, 7), (2, 4, 16, 20, 22, 18, 18))[0]
    if count == 3 and rng.random() < 0.2:
        return (4, 5, 6)  # a weekend only
    return tuple(sorted(rng.sample(range(7), count)))


def pick_availability(rng: random.Random, person: Person) -> Availability:
    days = pick_days(rng)
    minutes: list[int | None] = [None] * 7
    if rng.random() < 0.45:
        for d in days:
            if rng.random() < 0.6:
                minutes[d] = rng.choice((25, 30, 40, 45, 60, 75, 90, 120))
    track: tuple[int, ...] | None = None
    chance = rng.random()
    if chance < 0.12:
        track = ()
    elif chance < 0.45:
        track = tuple(sorted(rng.sample(range(7), rng.randint(1, 3))))
    gym = tuple(sorted(rng.sample(range(7), rng.randint(1, 3)))) if rng.random() < 0.5 else ()
    return Availability(
        days=days,
        minutes=tuple(minutes),
        track=track,
        gym=gym,
        hills=rng.random() < 0.8,
        doubles=person.ambition >= 2 and rng.random() < 0.4,
        long_run=rng.choice(days) if rng.random() < 0.4 else None,
        fixed=pick_clubs(rng, days) if rng.random() < 0.15 else (),
    )


def pick_clubs(rng: random.Random, days: tuple[int, ...]) -> tuple[FixedSession, ...]:
    """One club session, sometimes two; now and then on following days, which no plan can keep."""
    chosen = sorted(rng.sample(days, min(len(days), 2 if rng.random() < 0.3 else 1)))
    return tuple(
        FixedSession(
            d,
            rng.choice(("club track session", "club tempo run", "school training")),
            rng.choice((None, *PILLARS)),
            rng.choice((None, 45, 60, 75, 90)),
            rng.choice((None, 0, 800, 1500, 2000)),
        )
        for d in chosen
    )


def pick_races(rng: random.Random, person: Person, start: date) -> tuple[Race, ...]:
    """One goal race or a calendar: further A, B and C races, indoors and out, heats and finals."""
    weeks = rng.choices(
        (rng.randint(1, 5), rng.randint(6, 11), rng.randint(12, 24), rng.randint(25, 40)), (12, 18, 45, 25)
    )[0]
    goal_day = (
        start
        + WEEK * weeks
        - DAY * (start.weekday() + 1)
        - DAY * rng.choices(range(7), (30, 40, 12, 6, 5, 4, 3))[0]
    )
    goal_day = max(goal_day, start + DAY * rng.randint(0, 4))
    event = pick_event(rng, person)
    goal = Race(goal_day, event, "A", indoor=goal_day.month in (12, 1, 2) and rng.random() < 0.6)
    if rng.random() < 0.12:
        goal = replace(goal, rounds=tuple(goal_day + DAY * (k + 1) for k in range(rng.randint(1, 2))))
    if rng.random() < 0.3:
        ability = person.index * age_factor(person.sex, person.age)
        best = marks_for(person.sex, event, ability, person.exponent)
        wish = min(best * rng.uniform(0.985, 1.03), event / SLOWEST_RACE)
        goal = replace(goal, goal_s=round(wish, 1))
    races = [goal]
    for _ in range(rng.choices((0, 1, 2, 3, 5), (50, 22, 15, 9, 4))[0]):
        extra = _extra_race(rng, person, start, goal)
        if all(
            abs((d - e).days) >= 1
            for r in races
            for d in (r.date, *r.rounds)
            for e in (extra.date, *extra.rounds)
        ):
            races.append(extra)
    return tuple(sorted(races, key=lambda r: r.date))


def pick_event(rng: random.Random, person: Person) -> float:
    if person.age < 14:
        return rng.choice(EVENTS[:4])
    return rng.choice(EVENTS)


def _extra_race(rng: random.Random, person: Person, start: date, goal: Race) -> Race:
    span = max((goal.date - start).days, 1)
    priority = rng.choices(PRIORITIES, (12, 40, 48))[0]
    if priority == "A" and rng.random() < 0.5:
        day = goal.date + DAY * rng.choice((-14, -7, 7, 14, 21, 49, 63))  # one peak, or a second season
    else:
        day = start + DAY * rng.randint(0, span)
        if rng.random() < 0.7:
            day += DAY * (5 - day.weekday())  # mostly Saturdays
    day = min(max(day, start), start + WEEK * MOST_WEEKS - DAY * (start.weekday() + 1))
    rounds = (day + DAY,) if rng.random() < 0.05 else ()
    indoor = day.month in (12, 1, 2) and rng.random() < 0.7
    return Race(day, pick_event(rng, person), priority, indoor=indoor, rounds=rounds)


def pick_busy(rng: random.Random, start: date, last: date) -> tuple[Span, ...]:
    out = []
    for _ in range(rng.choices((0, 1, 2, 4), (55, 27, 13, 5))[0]):
        begin = start + DAY * rng.randint(0, max((last - start).days, 1))
        out.append(Span(begin, begin + DAY * rng.choice((0, 1, 3, 6, 9, 13))))
    return tuple(out)


def pick_health(rng: random.Random, person: Person, start: date) -> Health:
    """Mostly well; some injuries, some restrictions, and a few open questions."""
    injuries = tuple(_injury(rng, start) for _ in range(rng.choices((0, 1, 2), (80, 15, 5))[0]))
    restrictions: tuple[Restriction, ...] = ()
    if rng.random() < 0.05:
        what = rng.choice(("no spikes", "max_minutes", "no quality"))
        begin = start + DAY * rng.randint(-5, 20)
        minutes = 40 if what == "max_minutes" else None
        restrictions = (Restriction(Span(begin, begin + DAY * rng.randint(3, 24)), what, minutes, "physio"),)
    open_question = rng.random() < 0.02
    return Health(
        clearance=rng.random() < 0.03,
        heart_condition=open_question and rng.random() < 0.5,
        pregnant=open_question and person.sex == "F" and 18 <= person.age < 45 and rng.random() < 0.4,
        active_bone_stress=open_question and rng.random() < 0.3,
        eating_disorder=open_question and rng.random() < 0.2,
        bone_stress_history=rng.random() < 0.05,
        guardian_consent=person.age < 18 and rng.random() < 0.95,
        postpartum_weeks=rng.choice((8, 16, 40))
        if person.sex == "F" and 20 < person.age < 45 and rng.random() < 0.03
        else None,
        missed_periods=rng.choice((1, 3))
        if person.sex == "F" and 14 < person.age < 50 and rng.random() < 0.03
        else 0,
        injuries=injuries,
        restrictions=restrictions,
    )


def _injury(rng: random.Random, start: date) -> Injury:
    ended = rng.randint(3, 500)
    lasted = rng.randint(4, 60)
    if rng.random() < 0.05:
        ended = -rng.randint(2, 14)  # not over yet
    site = rng.choice(SITES)
    bone = site in ("shin", "foot", "hip") and ended > 90 and rng.random() < 0.2
    return Injury(site, Span(start - DAY * (ended + lasted), start - DAY * ended), bone)


def make_odd(rng: random.Random, athlete: Athlete) -> Athlete:
    """Silly but legal: habits that no coach would believe."""
    changes: tuple[dict[str, object], ...] = (
        {"weekly_km": 0.0, "longest_run_km": 0.0, "quality_per_week": 0.0},
        {"weekly_km": 250.0, "training_years": 0.2, "weekly_km_max_12mo": 250.0},
        {"weekly_km": 12.0, "longest_run_km": 40.0, "weekly_km_max_12mo": None},
        {
            "training_years": 50.0 if athlete.born.year < 1970 else 8.0,
            "weekly_km": 18.0,
            "weekly_km_max_12mo": None,
        },
        {"hsr_m_per_week": 20_000.0, "contacts_per_week": 2_000.0},
        {"quality_per_week": 7.0},
        {"max_hr": 120, "rest_hr": 100},
        {"flying30_s": 2.3, "flying30_date": None},
    )
    return replace(athlete, **rng.choice(changes))  # type: ignore[arg-type]


def random_athlete(seed: int) -> tuple[Athlete, date]:
    """An athlete and the first day of a plan, the same for the same seed.

    Args:
        seed: any integer; each gives another athlete.

    Returns:
        A legal athlete (as the file reader takes it) and a start before all races and after all marks.
    """
    rng = random.Random(f"athlete {seed}")
    person, start = pick_person(rng), pick_start(rng)
    birthday = start.replace(year=start.year - person.age, day=min(start.day, 28)) - DAY * rng.randint(0, 364)
    races = pick_races(rng, person, start)
    last = max(d for r in races for d in (r.date, *r.rounds))
    told = rng.random() < 0.8  # some tell little of themselves
    athlete = Athlete(
        name=f"Athlete {seed}",
        born=birthday,
        sex=person.sex,
        training_years=person.years if told or rng.random() < 0.5 else None,
        weekly_km=person.km if told or rng.random() < 0.6 else None,
        longest_run_km=round(min(max(person.km * rng.uniform(0.2, 0.4), 1), 40), 1) if told else None,
        quality_per_week=float(person.quality) if rng.random() < 0.6 else None,
        weekly_km_max_12mo=round(person.km * rng.uniform(1.0, 1.4)) if told and rng.random() < 0.5 else None,
        hsr_m_per_week=round(person.km * 1000 * rng.uniform(0.0, 0.06)) if rng.random() < 0.3 else None,
        contacts_per_week=float(rng.choice((0, 40, 80, 150))) if rng.random() < 0.2 else None,
        supervised_strength=rng.random() < 0.4,
        results=pick_results(rng, person, start),
        availability=pick_availability(rng, person),
        races=races,
        busy=pick_busy(rng, start, last),
        health=pick_health(rng, person, start),
    )
    if rng.random() < 0.25:
        best = marks_for(
            person.sex, 400.0, person.index * age_factor(person.sex, person.age), person.exponent
        )
        fly = 30 / (400 / best / 0.84) * rng.uniform(0.97, 1.03)  # 400 m speed is about 0.84 of the top (1.6)
        athlete = replace(
            athlete,
            flying30_s=round(min(max(fly, 2.6), 5.9), 2),
            flying30_date=start - DAY * rng.randint(3, 200),
        )
    return (make_odd(rng, athlete) if rng.random() < 0.05 else athlete), start
