"""An athlete file's text with its name, and its tables read key by key with one sentence for each fault."""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final, NoReturn

from homestretch.athlete.errors import AthleteFileError
from homestretch.athlete.locate import Path, key_lines
from homestretch.athlete.model import DAY_KEYS, WEEKDAYS
from homestretch.athlete.syntax import in_words

_LONG_NAMES: Final = tuple(day.lower() for day in WEEKDAYS)
_AT_LINE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class Source:
    """A text and the name that faults are reported under."""

    name: str
    text: str

    @cached_property
    def lines(self) -> dict[Path, int]:
        """Line of each key; empty when the text is no TOML."""
        try:
            tomllib.loads(self.text)
        except tomllib.TOMLDecodeError:
            return {}
        return key_lines(self.text)

    def line(self, path: Path) -> int:
        """Line of a key; of its table where the key is missing, and 1 where that is missing too."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1

    def fault(self, path: Path, sentence: str) -> AthleteFileError:
        """An error that names file and line."""
        return AthleteFileError(f"{self.name}, line {self.line(path)}: {sentence}")

    def table(self) -> Table:
        """The whole text as a table.

        Raises:
            AthleteFileError: the text is no TOML; says on which line.
        """
        try:
            return Table(tomllib.loads(self.text), (), self)
        except tomllib.TOMLDecodeError as error:
            message = str(error)
            where = _AT_LINE.search(message)
            line = int(where[1]) if where and where[1] else self.text.count("\n") + 1
            written = self.text.replace("\r\n", "\n").split("\n")[line - 1]
            sentence = in_words(written, _AT_LINE.sub("", message))
            raise AthleteFileError(f"{self.name}, line {line}: {sentence}") from None
        except RecursionError:
            raise AthleteFileError(f"{self.name}, line 1: the brackets are nested too deeply.") from None


class Table:
    """One table of the file. Every getter checks type and range and reports the key's line."""

    def __init__(self, values: Mapping[str, object], path: Path, source: Source) -> None:
        self.values = values
        self.path = path
        self.source = source

    @property
    def title(self) -> str:
        """The table as it is written: ``[athlete]``, ``[[races]]``."""
        names = ".".join(str(part) for part in self.path if isinstance(part, str))
        many = bool(self.path) and isinstance(self.path[-1], int)
        return f"[[{names}]]" if many else f"[{names}]" if names else "the file"

    def fail(self, key: str | None, sentence: str) -> NoReturn:
        """Raise with the line of the key (None: of the table)."""
        raise self.source.fault(self.path if key is None else (*self.path, key), sentence)

    def only(self, *known: str) -> None:
        """Refuse keys that nobody reads, with the nearest that is read."""
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, 1)
                meant = (
                    f"did you mean {near[0]}?"
                    if near
                    else f"it is not read; the keys are {', '.join(known)}."
                )
                self.fail(key, f"{self.title} has no key {_short(key)}; {meant}")

    def has(self, key: str) -> bool:
        return key in self.values

    def number(self, key: str, low: float, high: float) -> float | None:
        """A number from low to high; None when the key is missing."""
        if key not in self.values:
            return None
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(key, f"{key} in {self.title} must be a number, not {_kind(value)}; {_like(low, high)}")
        if isinstance(value, float) and not math.isfinite(value):
            self.fail(key, f"{key} in {self.title} must be a real number, not {value}; {_like(low, high)}")
        if not low <= value <= high:
            self.fail(key, f"{key} in {self.title} is {value}; {_like(low, high)}")
        return float(value)

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number from low to high; None when the key is missing."""
        value = self.number(key, low, high)
        if value is not None and value != int(value):
            self.fail(key, f"{key} in {self.title} is {value:g}; write a whole number.")
        return None if value is None else int(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"{key} in {self.title} must be true or false, not {_kind(value)}.")
        return value

    def text(self, key: str) -> str | None:
        """A text in quotes, not blank; None when the key is missing."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fail(key, f'{key} in {self.title} must be a text in "quotes", not {_kind(value)}.')
        if not value.strip():
            self.fail(key, f"{key} in {self.title} is empty; fill it in or leave the line out.")
        return value.strip()

    def choice(self, key: str, choices: Sequence[str]) -> str | None:
        """One of some words; None when the key is missing."""
        value = self.text(key)
        if value is not None and value not in choices:
            listed = ", ".join(choices)
            self.fail(key, f"{key} in {self.title} is {_short(value)}; write one of {listed}.")
        return value

    def day(self, key: str) -> dt.date | None:
        """A date without quotes; None when the key is missing."""
        return self._as_day(key, self.values[key]) if key in self.values else None

    def needed_day(self, key: str, example: str) -> dt.date:
        """A date that cannot be left out."""
        self.need(key, example)
        return self._as_day(key, self.values[key])

    def needed_text(self, key: str, example: str) -> str:
        """A text that cannot be left out."""
        self.need(key, example)
        return self.text(key) or ""

    def days(self, key: str) -> tuple[dt.date, ...]:
        """A list of dates, in order."""
        return tuple(sorted({self._as_day(key, value) for value in self._list(key)}))

    def weekday(self, key: str) -> int | None:
        """A weekday, 0 (Monday) to 6; None when the key is missing."""
        return self._as_weekday(key, self.values[key]) if key in self.values else None

    def weekdays(self, key: str) -> tuple[int, ...] | None:
        """A list of weekdays, in order, each once; None when the key is missing."""
        if key not in self.values:
            return None
        return tuple(sorted({self._as_weekday(key, value) for value in self._list(key)}))

    def child(self, key: str) -> Table | None:
        """A table inside this one; None when it is missing."""
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, Mapping):
            many = isinstance(value, list)
            self.fail(key, f"write [{key}] once{', with single brackets' if many else ' as a table'}.")
        return Table(value, (*self.path, key), self.source)

    def children(self, key: str) -> tuple[Table, ...]:
        """Tables of an array, in the file's order; none when it is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            self.fail(
                key,
                f"{key} in {self.title} must be a list of tables; write [[{key}]] with double brackets."
                if not self.path
                else f"{key} in {self.title} must be a list of tables in {{braces}}.",
            )
        return tuple(Table(item, (*self.path, key, place), self.source) for place, item in enumerate(value))

    def need(self, key: str, example: str) -> None:
        """Refuse the table when a key is missing."""
        if key not in self.values:
            self.fail(None, f"{self.title} needs {key}; add a line such as {key} = {example}.")

    def _list(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.fail(key, f"{key} in {self.title} must be a list in [brackets], not {_kind(value)}.")
        return value

    def _as_day(self, key: str, value: object) -> dt.date:
        if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
            self.fail(
                key,
                f"{key} in {self.title} must be a date such as 2026-06-02, unquoted, not {_kind(value)}.",
            )
        return value

    def _as_weekday(self, key: str, value: object) -> int:
        name = value.lower() if isinstance(value, str) else ""
        for names in (DAY_KEYS, _LONG_NAMES):
            if name in names:
                return names.index(name)
        shown = _short(value) if isinstance(value, str) else _kind(value)
        self.fail(key, f"{key} in {self.title}: {shown} is no weekday; write one of {', '.join(DAY_KEYS)}.")


def _like(low: float, high: float) -> str:
    return f"write a number from {low:g} to {high:g}."


def _short(value: str) -> str:
    text = value if len(value) <= 40 else value[:37] + "..."
    return '"' + text.replace("\n", " ") + '"'


def _kind(value: object) -> str:
    """A value as a reader would call it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text {_short(value)}"
        case int() | float():
            return f"the number {value}"
        case dt.datetime():
            return "a date with a time of day"
        case dt.date():
            return f"the date {value.isoformat()}"
        case list():
            return "a list"
        case _:
            return "a table"
