"""One table of a method file, read key by key: an answer of the asked type, or an error with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from homestretch.blueprint.errors import BlueprintError
from homestretch.blueprint.layers import Layers, Step
from homestretch.blueprint.model import LevelName

LEVELS: Final[tuple[LevelName, ...]] = ("beginner", "intermediate", "advanced", "elite")
PHASES: Final = ("transition", "general base", "build", "specific", "taper")
PILLARS: Final = ("aerobic_base", "lactate_tolerance", "transition_speed", "finishing_kick", "support")
EVENTS: Final = ("800", "1500", "mile", "3000", "5000")
NEEDS: Final = ("track", "hill", "gym", "flat")
SITES: Final = (
    "achilles",
    "ankle",
    "calf",
    "hamstring",
    "thigh",
    "groin",
    "glute",
    "hip",
    "knee",
    "shin",
    "foot",
    "back",
    "any",
    "bone_stress",
    "illness",
)


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'rpe'?`` where a known word is close, else the known words if they are few."""
    from difflib import get_close_matches

    choices = list(known)
    close = get_close_matches(word, choices, 1, 0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known are {', '.join(choices)}" if len(choices) <= 15 else ""


class Table:
    """A table and its place. A key that is missing or of another kind raises BlueprintError."""

    def __init__(self, layers: Layers, values: Any, *path: Step) -> None:
        self.layers = layers
        self.path = path
        if not isinstance(values, Mapping):
            raise layers.error(f"a table of keys belongs here, not {kind_of(values)}", *path)
        self.values: Mapping[str, Any] = values

    def error(self, problem: str, *path: Step) -> BlueprintError:
        return self.layers.error(problem, *self.path, *path)

    def only(self, known: Iterable[str], what: str = "key") -> None:
        """Complain about the first key that is not known."""
        allowed = tuple(known)
        for key in self.values:
            if key not in allowed:
                raise self.error(f"'{key}' is no {what}{nearest(key, allowed)}", key)

    def table(self, key: str) -> Table:
        return Table(self.layers, self.values.get(key, {}), *self.path, key)

    def has(self, key: str) -> bool:
        return key in self.values

    def _get(self, key: str, wanted: str) -> Any:
        if key not in self.values:
            raise self.error(f"'{key}' is missing; write {key} = {wanted}")
        return self.values[key]

    def text(self, key: str, choices: Iterable[str] | None = None) -> str:
        value = self._get(key, "'...'")
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"a text in quotes belongs here, not {kind_of(value)}", key)
        return self._chosen(value, choices, key) if choices is not None else value

    def _chosen(self, value: str, choices: Iterable[str], *path: Step) -> str:
        allowed = tuple(choices)
        if value not in allowed:
            raise self.error(f"'{value}' is not known here{nearest(value, allowed)}", *path)
        return value

    def texts(self, key: str, choices: Iterable[str] | None = None) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.error(
                f"a list of texts such as ['...', '...'] belongs here, not {kind_of(value)}", key
            )
        for index, item in enumerate(value):
            if not isinstance(item, str):
                raise self.error(f"a text in quotes belongs here, not {kind_of(item)}", key, index)
            if choices is not None:
                self._chosen(item, choices, key, index)
        return tuple(value)

    def number(self, key: str, low: float, high: float) -> float:
        value = self._get(key, "a number")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"a number belongs here, not {kind_of(value)}", key)
        if not low <= value <= high:
            raise self.error(f"{value} is outside {low:g} to {high:g}", key)
        return value

    def whole(self, key: str, low: int, high: int) -> int:
        value = self.number(key, low, high)
        if not isinstance(value, int):
            raise self.error(f"a whole number belongs here, not {value}", key)
        return value

    def wholes(self, key: str, length: int | None = None, high: int = 1_000_000) -> tuple[int, ...]:
        value = self.values[key]
        if not isinstance(value, list) or any(isinstance(x, bool) or not isinstance(x, int) for x in value):
            raise self.error("a list of whole numbers belongs here", key)
        if length is not None and len(value) != length:
            raise self.error(f"{length} numbers belong here, one for each rung, not {len(value)}", key)
        if any(not 0 <= x <= high for x in value):
            raise self.error(f"each number lies between 0 and {high}", key)
        return tuple(value)

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"true or false belongs here, not {kind_of(value)}", key)
        return value


def kind_of(value: Any) -> str:
    """What a value is, for a sentence: `the number 3`, `a list`."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "the text '" + value[:30] + "'" if value else "an empty text"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a list" if isinstance(value, list) else "a table" if isinstance(value, Mapping) else f"'{value}'"
