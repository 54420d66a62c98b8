"""Reading answers as typed: each text becomes a value, or keeps its sentence beside its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from homestretch.athlete.model import DAY_KEYS, Sex
from homestretch.athlete.records import fastest_possible
from homestretch.desk.fields import Answers
from homestretch.units import UnitError, format_distance, format_time

Value = TypeVar("Value")

YOUNGEST, OLDEST = 12, 90  # years, method 1.1
SLOWEST_MPS = 5000 / (45 * 60)  # method 1.1: 5000 m in 45 minutes; slower is walking


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

    def given(self, *names: str) -> bool:
        """Whether any of the fields is filled in."""
        return any(self.text(name) for name in names)

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
        if value is None:
            self.fault(name, sentence)
        return value

    def fault(self, name: str, sentence: str) -> None:
        """Keeps the sentence, unless the field has one."""
        self.problems.setdefault(name, sentence)

    def sound(self, *names: str) -> bool:
        """Whether none of the fields has a problem."""
        return not any(name in self.problems for name in names)

    def future(self, name: str, over: str) -> date | None:
        """A date after today; ``over`` is what to do about one that has passed."""
        day = self.read(name, day_of)
        if day is not None and day <= self.today:
            self.fault(name, f"This date has passed; {over}.")
            return None
        return day

    def past(self, name: str, sentence: str) -> date | None:
        """A date up to today; ``sentence`` for one that is still to come."""
        day = self.read(name, day_of)
        if day is not None and day > self.today:
            self.fault(name, sentence)
            return None
        return day

    def believable(self, name: str, distance_m: float, time_s: float) -> bool:
        """A human can have run it; else the sentence is kept with the field."""
        sex: Sex = "F" if self.text("sex") == "F" else "M" if self.text("sex") == "M" else "X"
        what = f"{format_distance(distance_m)} in {format_time(time_s)}"
        if time_s < fastest_possible(distance_m, sex):
            self.fault(name, f"{what} is faster than anybody has run; check the distance and the time.")
        elif distance_m / time_s < SLOWEST_MPS:
            self.fault(name, f"{what} is slower than walking; check the distance and the time.")
        return name not in self.problems


def age_on(born: date, day: date) -> int:
    """Whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def day_of(text: str) -> date:
    """A date such as 2027-06-12.

    Raises:
        ValueError: it is none; a sentence for the person who typed it.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"“{text[:40]}” is not a date; write it such as 2027-06-12.") from error


def birth(text: str, today: date) -> date:
    """A date of birth that makes an age this method is for.

    Raises:
        ValueError: no date, too young or too old.
    """
    born = day_of(text)
    age = age_on(born, today)
    if age < YOUNGEST:
        raise ValueError(f"Homestretch makes plans from {YOUNGEST} years on; until then play many sports.")
    if age > OLDEST:
        raise ValueError(f"This makes you {age} years old; check the year.")
    return born


def number(low: float, high: float, unit: str) -> Callable[[str], float]:
    """Reads a number of ``unit`` from ``low`` to ``high``."""

    def parse(text: str) -> float:
        try:
            value = float(text.replace(",", "."))
        except ValueError as error:
            raise ValueError(f"“{text[:40]}” is not a number of {unit}.") from error
        if not low <= value <= high:
            raise ValueError(f"Give a number of {unit} from {low:g} to {high:g}.")
        return value

    return parse


def whole(low: int, high: int, unit: str) -> Callable[[str], int]:
    """Reads a number as ``number`` does and rounds it."""
    parse = number(low, high, unit)
    return lambda text: round(parse(text))


def day_numbers(names: Sequence[str]) -> tuple[int, ...]:
    """Weekdays (0: Monday) by their short names."""
    return tuple(k for k, day in enumerate(DAY_KEYS) if day in names)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
