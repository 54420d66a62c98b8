"""The forms of text that several commands take, each read into its value."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TypeAlias

from homestretch.athlete.model import Result
from homestretch.units import UnitError, parse_distance, parse_time

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def day(text: str) -> date:
    """A date of the calendar: `2026-05-01`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a date; write it such as 2026-05-01') from None


def whole(text: str) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number; write it such as 9') from None


def distance(text: str) -> float:
    """Metres, or `mile`, `5K`."""
    try:
        return parse_distance(text)
    except UnitError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def seconds(text: str) -> float:
    try:
        return parse_time(text)
    except UnitError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def mark(text: str) -> tuple[float, float, date | None]:
    """`800=1:58.2@2026-05-01`: distance in m, time in s, and the date where one is given."""
    place, equals, rest = text.partition("=")
    time, at, when = rest.partition("@")
    if not equals or (at and not when):
        raise argparse.ArgumentTypeError(
            f'"{text}" is not a result; write it such as 800=1:58.2 or 800=1:58.2@2026-05-01'
        )
    return distance(place), seconds(time), day(when) if when else None


def results(marks: list[tuple[float, float, date | None]], today: date) -> tuple[Result, ...]:
    """Marks as results; an undated one counts as today's."""
    return tuple(Result(metres, time, when or today) for metres, time, when in marks)


def add_json(command: argparse._ActionsContainer) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
