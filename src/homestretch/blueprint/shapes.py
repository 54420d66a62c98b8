"""A coach's own numbers keep the shape of the method's: a pair stays a pair, a table has the keys it had.

In: the limits as laid over each other, and the method's own. Out: nothing, or an error with file, line and key.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from math import isfinite
from typing import Any, Final

from homestretch.blueprint.fields import kind_of, nearest
from homestretch.blueprint.layers import Layers, Step
from homestretch.blueprint.model import Value

_TEXTS: Final = "a list of texts such as ['...', '...'] belongs here, not "


def check_shapes(
    limits: Mapping[str, Value], method: Mapping[str, Value], sessions: Container[str], layers: Layers
) -> None:
    """Compare each limit of the method with what the layers made of it; limits that are new stay free.

    Args:
        limits: of the layers, by dotted name.
        method: of the built-in files alone.
        sessions: ids that exist.
        layers: to say where a key stands.

    Raises:
        BlueprintError: a value of another kind, length or sign, a key or a session that is not known.
    """
    for name, was in method.items():
        path = ("limit", *name.split("."), "value")
        _Shape(layers, sessions).compare(was.value, limits[name].value, path)


class _Shape:
    def __init__(self, layers: Layers, sessions: Container[str]) -> None:
        self.layers, self.sessions = layers, sessions

    def compare(self, was: Any, now: Any, path: tuple[Step, ...]) -> None:
        if isinstance(was, Mapping):
            self._table(was, now, path)
        elif isinstance(was, list):
            self._list(was, now, path)
        elif isinstance(was, str):
            if not isinstance(now, str) or not now:
                raise self.layers.error(f"a text in quotes belongs here, not {kind_of(now)}", *path)
        else:
            self._number(was, now, path)

    def _table(self, was: Mapping[str, Any], now: Any, path: tuple[Step, ...]) -> None:
        if not isinstance(now, Mapping):
            raise self.layers.error(f"a table of keys belongs here, not {kind_of(now)}", *path)
        for key in now:
            if key not in was:
                raise self.layers.error(f"'{key}' is no key of this limit{nearest(key, was)}", *path, key)
        for key, value in was.items():
            self.compare(value, now[key], (*path, key))

    def _list(self, was: list[Any], now: Any, path: tuple[Step, ...]) -> None:
        if all(isinstance(item, str) for item in was):
            self._texts(was, now, path)
            return
        if not isinstance(now, list) or len(now) != len(was):
            given = f"{len(now)} of them" if isinstance(now, list) else kind_of(now)
            raise self.layers.error(f"a list of {len(was)} numbers belongs here, not {given}", *path)
        for index, (before, after) in enumerate(zip(was, now, strict=True)):
            self.compare(before, after, (*path, index))

    def _texts(self, was: list[str], now: Any, path: tuple[Step, ...]) -> None:
        if not isinstance(now, list) or not now:
            raise self.layers.error(_TEXTS + ("an empty one" if now == [] else kind_of(now)), *path)
        ids = all(item in self.sessions for item in was)
        for index, item in enumerate(now):
            if not isinstance(item, str):
                raise self.layers.error(f"a text in quotes belongs here, not {kind_of(item)}", *path, index)
            if ids and item not in self.sessions:
                raise self.layers.error(f"there is no session '{item}'", *path, index)

    def _number(self, was: float, now: Any, path: tuple[Step, ...]) -> None:
        if isinstance(now, bool) or not isinstance(now, int | float) or not isfinite(now):
            raise self.layers.error(f"a number belongs here, not {kind_of(now)}", *path)
        if isinstance(was, int) and not isinstance(now, int):
            raise self.layers.error(f"a whole number belongs here, not {now}", *path)
        if was >= 0 > now:
            raise self.layers.error(f"{now} is less than nothing; write 0 or more", *path)
