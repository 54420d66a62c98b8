"""The answers of the set-up as typed, and the athlete that they make.

In: texts by field name. Out: an Athlete, or a sentence for each field that cannot be read. Nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from homestretch.athlete.contradiction import question
from homestretch.athlete.model import Athlete, Priority, Race, Result, Sex
from homestretch.desk.answers_weeks import OF_AGE, read_health, read_weeks
from homestretch.desk.fields import FIELDS_OF_STEP, RESULTS, STEPS, Answers
from homestretch.desk.reading import Reading, age_on, birth, number, whole
from homestretch.units import parse_distance, parse_time

ASSUMED_AGE = 25  # years, for the preview alone, until a date of birth is given
PRIORITIES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An athlete, or what stands in the way.

    Attributes:
        athlete: None where something stands in the way.
        problems: a sentence by field.
        assumed: what a preview took for granted.
        asked: a question about answers that can be read and can hardly be true; empty where there is none.
    """

    athlete: Athlete | None
    problems: Mapping[str, str]
    assumed: tuple[str, ...] = ()
    asked: str = ""

    def step_with_problem(self) -> str | None:
        """The first step that holds a field with a problem."""
        return next((s for s in STEPS if any(f in self.problems for f in FIELDS_OF_STEP[s])), None)


def read_answers(answers: Answers, today: date) -> Outcome:
    """The athlete of complete answers.

    Args:
        answers: texts by field; fields of ``LISTS`` hold several.
        today: the athlete's date.

    Returns:
        The athlete, or the problems by field.
    """
    reading = Reading(answers, today)
    races = _races(reading)
    person = _person(reading, strict=True)
    weeks = read_weeks(reading, races)
    health = read_health(reading, cast("date | None", person.get("born")))
    if reading.problems:
        return Outcome(None, reading.problems)
    return Outcome(Athlete(**person, **weeks, races=races, health=health), {})


def preview_answers(answers: Answers, today: date) -> Outcome:
    """The athlete of answers given so far: what is missing or unreadable is assumed, and said.

    Returns:
        No athlete as long as the race is not known.
    """
    reading = Reading(answers, today)
    races = _races(reading)
    person = _person(reading, strict=False)
    asked = question(person.get("results") or (), today)
    if not races:
        return Outcome(None, reading.problems, asked=asked)
    assumed = []
    if person.get("born") is None:
        person["born"] = date(today.year - ASSUMED_AGE, 1, 1)
        assumed.append(f"You are {ASSUMED_AGE} years old.")
    person["sex"] = person.get("sex") or "X"
    person["name"] = person.get("name") or "You"
    if not person.get("results"):
        assumed.append("No result yet: a careful estimate, and a first test in the first two weeks.")
    weeks = read_weeks(reading, races)
    if not reading.chosen("days"):
        assumed.append("You can run on any day.")
    if weeks.get("weekly_km") is None:
        assumed.append("You run about 15 km a week now.")
    health = read_health(reading, person["born"])
    if age_on(person["born"], today) < OF_AGE:
        health = replace(health, guardian_consent=True)
        weeks["guardian_contact"] = weeks["guardian_contact"] or "asked for in the last step"
    athlete = Athlete(**person, **weeks, races=races, health=health)
    return Outcome(athlete, reading.problems, tuple(assumed), asked)


def _races(reading: Reading) -> tuple[Race, ...]:
    distance = reading.read("race_distance", parse_distance)
    reading.need("race_distance", distance, "Choose the distance of your race.")
    day = reading.future("race_date", "give one that is still to come")
    reading.need("race_date", day, "Give the date of your race.")
    goal = _goal(reading, "race_goal", distance)
    races = []
    if distance is not None and day is not None:
        races.append(Race(day, distance, "A", goal_s=goal))
    other = reading.read("other_distance", parse_distance)
    other_goal = _goal(reading, "other_goal", other)
    if other is not None:
        other_day = reading.future("other_date", "give one that is still to come, or choose no other race")
        reading.need("other_date", other_day, "Give the date of the other race, or choose none.")
        priority = reading.text("other_priority")
        if other_day is not None and other_day == day:
            reading.fault("other_date", "Two races on one day: choose another date for this one.")
        elif other_day is not None:
            kind = cast("Priority", priority if priority in PRIORITIES else "B")
            races.append(Race(other_day, other, kind, goal_s=other_goal))
    elif reading.given("other_date", "other_goal"):
        reading.fault("other_distance", "Say over which distance the other race is, or clear its date.")
    return tuple(sorted(races, key=lambda race: race.date))


def _goal(reading: Reading, name: str, distance_m: float | None) -> float | None:
    goal = reading.read(name, parse_time)
    if distance_m is None or goal is None:
        return None
    return goal if reading.believable(name, distance_m, goal) else None


def _person(reading: Reading, strict: bool) -> dict[str, Any]:
    born = reading.read("born", lambda text: birth(text, reading.today))
    sex = cast("Sex | None", reading.text("sex") if reading.text("sex") in ("F", "M", "X") else None)
    name = reading.text("name") or None
    if strict:
        reading.need("name", name, "What shall we call you?")
        reading.need(
            "born", born, "Give your date of birth: limits for young and older runners follow from it."
        )
        reading.need(
            "sex",
            sex,
            "Choose your sex, or not stated; it sets the records that your times are compared with.",
        )
    max_hr = reading.read("max_hr", whole(120, 230, "beats a minute"))
    rest_hr = reading.read("rest_hr", whole(28, 100, "beats a minute"))
    return {
        "name": name,
        "born": born,
        "sex": sex,
        "training_years": reading.read("training_years", number(0, 60, "years")),
        "max_hr": max_hr,
        "rest_hr": rest_hr,
        **_flying(reading),
        "results": _results(reading),
    }


def _flying(reading: Reading) -> dict[str, Any]:
    """The flying 30 m with its day."""
    time = reading.read("flying30", number(2.3, 6.0, "seconds"))
    day = reading.past("flying30_date", "This date is still to come; give the day on which it was timed.")
    if day is not None and not reading.given("flying30"):
        reading.fault("flying30", "Give the time of the flying 30 m, or clear its date.")
    return {"flying30_s": time, "flying30_date": day if time is not None else None}


def _results(reading: Reading) -> tuple[Result, ...]:
    if reading.text("no_results") and any(reading.given(f"result{n}_time") for n in RESULTS):
        reading.fault(
            "no_results", "A result is typed above: leave this box empty to use it, or clear the result."
        )
    found = []
    for n in RESULTS:
        distance_name, time_name, date_name = (f"result{n}_{part}" for part in ("distance", "time", "date"))
        if not reading.given(time_name, date_name):
            continue
        distance = reading.read(distance_name, parse_distance)
        reading.need(distance_name, distance, "Say over which distance.")
        time = reading.read(time_name, parse_time)
        reading.need(time_name, time, "Give the time, or clear this result.")
        day = reading.past(date_name, "This date is still to come; give the day on which you ran it.")
        reading.need(date_name, day, "Give the date of this result; a guess will do.")
        if distance is None or time is None or not reading.believable(time_name, distance, time):
            continue
        if day is not None:
            found.append(Result(distance, time, day))
    return tuple(found)
