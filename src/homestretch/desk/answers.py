"""The answers of the set-up as typed, and the athlete that they make.

In: texts by field name. Out: an Athlete, or a sentence for each field that cannot be read. Nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar, cast

from homestretch.athlete.model import Athlete, Availability, Health, Race, Result, Sex
from homestretch.athlete.records import fastest_possible
from homestretch.units import UnitError, format_distance, format_time, parse_distance, parse_time

Answer = str | list[str]
Answers = Mapping[str, Answer]
Value = TypeVar("Value")

STEPS = ("race", "you", "weeks")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVENTS = {"800": "800 m", "1500": "1500 m", "mile": "Mile", "3000": "3000 m", "5000": "5000 m"}
RESULT_FIELDS = (1, 2)
YOUNGEST, OLDEST = 12, 90  # years, method 1.1
SLOWEST_MPS = 5000 / (45 * 60)  # method 1.1: 5000 m in 45 minutes; slower is walking
OF_AGE = 18  # years; under it a guardian consents, INV-01
ASSUMED_AGE = 25  # years, for the preview alone, until a date of birth is given
FIELDS_OF_STEP = {
    "race": ("race_distance", "race_date", "race_goal", "other_distance", "other_date"),
    "you": (
        "name", "born", "sex", "no_results", "training_years", "flying30", "max_hr", "rest_hr",
        *(f"result{n}_{part}" for n in RESULT_FIELDS for part in ("distance", "time", "date")),
    ),
    "weeks": (
        "days", "track", "track_days", "gym_days", "hills", "long_run", "weekly_km", "longest_run_km",
        "quality_per_week", "health", "clearance", "bone_history", "guardian_consent", "guardian_contact",
        *(f"minutes_{day}" for day in DAYS),
    ),
}  # fmt: skip
LISTS = frozenset({"days", "track_days", "gym_days", "health"})
HEALTH_GATE = ("heart_condition", "pregnant", "active_bone_stress", "eating_disorder")


@dataclass(slots=True)
class Reading:
    """What the answers say: values by name, and what is wrong by field (a sentence each)."""

    answers: Answers
    today: date
    problems: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        answer = self.answers.get(name, "")
        return answer.strip() if isinstance(answer, str) else ""

    def chosen(self, name: str) -> list[str]:
        answer = self.answers.get(name, [])
        return answer if isinstance(answer, list) else [answer] if answer else []

    def read(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        """The parsed answer; None where it is empty, or wrong (then the sentence is kept)."""
        text = self.text(name)
        if not text:
            return None
        try:
            return parse(text)
        except UnitError as error:
            self.problems[name] = _sentence(str(error))
        except ValueError as error:
            self.problems[name] = str(error)
        return None

    def need(self, name: str, value: Value | None, sentence: str) -> Value | None:
        if value is None and name not in self.problems:
            self.problems[name] = sentence
        return value


@dataclass(frozen=True, slots=True)
class Outcome:
    """An athlete, or what stands in the way; ``assumed`` says what a preview took for granted."""

    athlete: Athlete | None
    problems: Mapping[str, str]
    assumed: tuple[str, ...] = ()

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
    weeks = _weeks(reading)
    health = _health(reading, cast("date | None", person.get("born")))
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
    if not races:
        return Outcome(None, reading.problems)
    person = _person(reading, strict=False)
    assumed = []
    if person.get("born") is None:
        person["born"] = date(today.year - ASSUMED_AGE, 1, 1)
        assumed.append(f"You are {ASSUMED_AGE} years old.")
    person["sex"] = person.get("sex") or "X"
    person["name"] = person.get("name") or "You"
    if not person.get("results"):
        assumed.append("No result yet: a careful estimate, and a first test in the first two weeks.")
    weeks = _weeks(reading)
    if not reading.chosen("days"):
        assumed.append("You can run on any day.")
    if weeks.get("weekly_km") is None:
        assumed.append("You run about 15 km a week now.")
    health = _health(reading, person["born"])
    if age_on(person["born"], today) < OF_AGE:
        health = replace(health, guardian_consent=True)
        weeks["guardian_contact"] = weeks["guardian_contact"] or "asked for in the last step"
    return Outcome(Athlete(**person, **weeks, races=races, health=health), reading.problems, tuple(assumed))


def age_on(born: date, day: date) -> int:
    """Whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _races(reading: Reading) -> tuple[Race, ...]:
    distance = reading.read("race_distance", parse_distance)
    reading.need("race_distance", distance, "Choose the distance of your race.")
    day = reading.need("race_date", _future(reading, "race_date"), "Give the date of your race.")
    goal = reading.read("race_goal", parse_time)
    if distance is not None and goal is not None and not _believable(reading, "race_goal", distance, goal):
        goal = None
    races = []
    if distance is not None and day is not None:
        races.append(Race(day, distance, "A", goal_s=goal))
    other = reading.read("other_distance", parse_distance)
    if other is not None:
        other_day = reading.need(
            "other_date",
            _future(reading, "other_date"),
            "Give the date of the other race, or clear its distance.",
        )
        if other_day is not None and other_day == day:
            reading.problems["other_date"] = "Two races on one day: choose another date for this one."
        elif other_day is not None:
            races.append(Race(other_day, other, "B"))
    return tuple(sorted(races, key=lambda race: race.date))


def _person(reading: Reading, strict: bool) -> dict[str, Any]:
    born = reading.read("born", lambda text: _birth(text, reading.today))
    sex = cast("Sex | None", reading.text("sex") if reading.text("sex") in ("F", "M", "X") else None)
    name = reading.text("name") or None
    if strict:
        reading.need("name", name, "What shall we call you?")
        reading.need(
            "born", born, "Give your date of birth: limits for young and older runners follow from it."
        )
        reading.need("sex", sex, "Choose one; it sets the record your times are compared with.")
    return {
        "name": name,
        "born": born,
        "sex": sex,
        "training_years": reading.read("training_years", _number(0, 60, "years")),
        "max_hr": reading.read("max_hr", _whole(120, 230, "beats a minute")),
        "rest_hr": reading.read("rest_hr", _whole(28, 100, "beats a minute")),
        "flying30_s": reading.read("flying30", _number(2.3, 6.0, "seconds")),
        "results": () if reading.text("no_results") else _results(reading),
    }


def _results(reading: Reading) -> tuple[Result, ...]:
    found = []
    for n in RESULT_FIELDS:
        names = distance_name, time_name, date_name = (
            f"result{n}_distance",
            f"result{n}_time",
            f"result{n}_date",
        )
        if not any(reading.text(each) for each in names[1:]):
            continue
        distance = reading.read(distance_name, parse_distance)
        reading.need(distance_name, distance, "Say over which distance.")
        time = reading.need(
            time_name, reading.read(time_name, parse_time), "Give the time, or clear this result."
        )
        day = reading.need(
            date_name, reading.read(date_name, _date), "Give the date of this result; a guess will do."
        )
        if day is not None and day > reading.today:
            reading.problems[date_name] = "This date is still to come; give the day on which you ran it."
        if distance is not None and time is not None and not _believable(reading, time_name, distance, time):
            continue
        if (
            distance is not None
            and time is not None
            and day is not None
            and date_name not in reading.problems
        ):
            found.append(Result(distance, time, day))
    return tuple(found)


def _believable(reading: Reading, name: str, distance_m: float, time_s: float) -> bool:
    """A human can have run it; else the sentence is kept with the field."""
    sex = cast("Sex", reading.text("sex") if reading.text("sex") in ("F", "M") else "X")
    what = f"{format_distance(distance_m)} in {format_time(time_s)}"
    if time_s < fastest_possible(distance_m, sex):
        reading.problems[name] = f"{what} is faster than anybody has run; check the distance and the time."
    elif distance_m / time_s < SLOWEST_MPS:
        reading.problems[name] = f"{what} is slower than walking; check the distance and the time."
    return name not in reading.problems


def _weeks(reading: Reading) -> dict[str, Any]:
    days = _day_numbers(reading.chosen("days")) or tuple(range(7))
    track = _day_numbers(reading.chosen("track_days"))
    long_run = reading.text("long_run")
    if long_run in DAYS and DAYS.index(long_run) not in days:
        reading.problems["long_run"] = (
            f"{DAY_NAMES[DAYS.index(long_run)]} is not among your running days; add it or choose another."
        )
    availability = Availability(
        days=days,
        minutes=tuple(reading.read(f"minutes_{day}", _whole(15, 300, "minutes")) for day in DAYS),
        track={"always": None, "never": ()}.get(reading.text("track"), track or None),
        gym=_day_numbers(reading.chosen("gym_days")),
        hills=reading.text("hills") != "no",
        long_run=DAYS.index(long_run) if long_run in DAYS else None,
    )
    if reading.text("track") == "some" and not track:
        reading.problems["track_days"] = "Tick the days on which you can use the track, or choose never."
    return {
        "availability": availability,
        "weekly_km": reading.read("weekly_km", _number(0, 250, "km a week")),
        "longest_run_km": reading.read("longest_run_km", _number(0, 60, "km")),
        "quality_per_week": reading.read("quality_per_week", _number(0, 4, "hard sessions a week")),
        "guardian_contact": reading.text("guardian_contact") or None,
    }


def _health(reading: Reading, born: date | None) -> Health:
    yes = reading.chosen("health")
    young = born is not None and age_on(born, reading.today) < OF_AGE
    consent = bool(reading.text("guardian_consent"))
    if young and not consent:
        reading.problems["guardian_consent"] = (
            "Under 18 a parent or guardian has to agree before a plan is made."
        )
    if young and not reading.text("guardian_contact"):
        reading.problems["guardian_contact"] = (
            "Give a parent's, guardian's or coach's telephone or e-mail address."
        )
    return Health(
        clearance=bool(reading.text("clearance")),
        bone_stress_history=bool(reading.text("bone_history")),
        guardian_consent=young and consent,
        **{name: name in yes for name in HEALTH_GATE},  # type: ignore[arg-type]
    )


def _future(reading: Reading, name: str) -> date | None:
    day = reading.read(name, _date)
    if day is not None and day <= reading.today:
        reading.problems[name] = "This date has passed; give one that is still to come."
        return None
    return day


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"“{text[:40]}” is not a date; write it such as 2027-06-12.") from error


def _birth(text: str, today: date) -> date:
    born = _date(text)
    age = age_on(born, today)
    if age < YOUNGEST:
        raise ValueError(f"Homestretch makes plans from {YOUNGEST} years on; until then play many sports.")
    if age > OLDEST:
        raise ValueError(f"This makes you {age} years old; check the year.")
    return born


def _number(low: float, high: float, unit: str) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(text.replace(",", "."))
        except ValueError as error:
            raise ValueError(f"“{text[:40]}” is not a number of {unit}.") from error
        if not low <= value <= high:
            raise ValueError(f"Give a number of {unit} from {low:g} to {high:g}.")
        return value

    return parse


def _whole(low: int, high: int, unit: str) -> Callable[[str], int]:
    number = _number(low, high, unit)
    return lambda text: round(number(text))


def _day_numbers(names: list[str]) -> tuple[int, ...]:
    return tuple(k for k, day in enumerate(DAYS) if day in names)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
