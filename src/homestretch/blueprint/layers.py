"""Method files as layers: read, laid over each other, and able to say in which file and line a key stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homestretch.blueprint.errors import BlueprintError

try:  # compiled, three times as fast at start-up
    from tomli import TOMLDecodeError
    from tomli import loads as _loads
except ImportError:
    from tomllib import TOMLDecodeError  # type: ignore[assignment]
    from tomllib import loads as _loads

Step = str | int
# A session's doses belong to its ladder: a layer that brings a new ladder drops the old doses.
_OF_LADDER = ("quality_m", "hsr_m", "sprint_m", "contacts", "ladder_minutes")


@dataclass(frozen=True, slots=True)
class Layer:
    """One file: its name as the user knows it, its text, and what it says."""

    name: str
    text: str
    document: Mapping[str, Any]


def read_layer(path: Path, name: str | None = None) -> Layer:
    """Read one TOML file.

    Args:
        path: the file.
        name: how messages call it; the path as given when left out.

    Returns:
        The layer.

    Raises:
        BlueprintError: the file can't be read or is no TOML; says the line.
    """
    shown = name or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BlueprintError(f"the file can't be read ({error.strerror}); check the path", shown) from None
    except UnicodeDecodeError:
        raise BlueprintError("the file is not UTF-8 text; save it as UTF-8", shown) from None
    try:
        return Layer(shown, text, _loads(text))
    except TOMLDecodeError as error:
        message = str(error)
        line = re.search(r"at line (\d+)", message)
        said = re.sub(r" \(at .*\)$", "", message)
        raise BlueprintError(f"this is not valid TOML: {said}", shown, int(line[1]) if line else 0) from None


class Layers:
    """Several layers, the later over the earlier."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self.layers = layers
        self.merged: dict[str, Any] = {}
        for layer in layers:
            _lay(self.merged, layer.document, ())

    def error(self, problem: str, *path: Step) -> BlueprintError:
        """An error that points to the file and line of ``path``, in the latest layer that says it."""
        for length in range(len(path), 0, -1):
            part = path[:length]
            number = self.said_by(*part)
            if number >= 0:
                layer = self.layers[number]
                return BlueprintError(problem, layer.name, line_of(layer.text, part), dotted(path))
        return BlueprintError(problem, self.layers[-1].name if self.layers else "", 0, dotted(path))

    def said_by(self, *path: Step) -> int:
        """The number of the latest layer that says this key, -1 for none."""
        said = (i for i in reversed(range(len(self.layers))) if _holds(self.layers[i].document, path))
        return next(said, -1)

    def latest(self, *places: tuple[Step, ...]) -> tuple[Step, ...]:
        """Of the keys that disagree, the one said last: there the coach can act. The first of equals."""
        return max(places, key=lambda place: self.said_by(*place))


def dotted(path: tuple[Step, ...]) -> str:
    """``("session", "LT05", "ladder", 2)`` as ``session.LT05.ladder[3]``: entries count from 1 for people."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def _lay(under: dict[str, Any], over: Mapping[str, Any], path: tuple[str, ...]) -> None:
    if len(path) == 2 and path[0] == "session" and "ladder" in over:
        for key in _OF_LADDER:
            under.pop(key, None)
    for key, value in over.items():
        if not isinstance(value, dict):
            under[key] = value
            continue
        below = under.get(key)
        if not isinstance(below, dict) or _is_whole((*path, key)):
            below = under[key] = {}
        _lay(below, value, (*path, key))


def _is_whole(path: tuple[str, ...]) -> bool:
    """Tables that a layer replaces as one thing: contraindications and the touch of a session."""
    return len(path) == 3 and path[0] == "session" and path[2] in ("contra", "touch", "variants")


def _holds(document: Any, path: tuple[Step, ...]) -> bool:
    here = document
    for step in path:
        if isinstance(step, int):
            if not isinstance(here, list) or step >= len(here):
                return False
            here = here[step]
        elif isinstance(here, Mapping) and step in here:
            here = here[step]
        else:
            return False
    return True


_HEADER = re.compile(r"\s*\[\[?([^\]]+)\]")
_KEY = re.compile(
    r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*="""
)
_NAME = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
_STRING = re.compile(r"""'[^']*'|"(?:[^"\\]|\\.)*\"""")


def line_of(text: str, path: tuple[Step, ...]) -> int:
    """The line, from 1, on which a key (or an entry of a list of texts) stands; 0 when it is not found.

    ``tomllib`` keeps no positions, so the headings and keys are read again, line by line. A key of an inline
    table is found on the line of that table.
    """
    wanted = tuple(step for step in path if isinstance(step, str))
    best, best_depth, best_index = 0, 0, -1
    for index, found in _keys(text):
        depth = _common(found, wanted)
        if depth == len(found) and depth > best_depth:
            best, best_depth, best_index = index + 1, depth, index
        elif depth == len(wanted) and not best:
            best, best_index = index + 1, index
    if best and path and isinstance(path[-1], int):
        return _entry_line(text, best_index, path[-1])
    return best


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    heading: tuple[str, ...] = ()
    for index, line in enumerate(text.splitlines()):
        header = _HEADER.match(line)
        if header:
            heading = _names(header[1])
            yield index, heading
        else:
            key = _KEY.match(line)
            if key:
                yield index, (*heading, *_names(key[1]))


def _names(text: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _NAME.findall(text))


def _common(found: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    depth = 0
    for a, b in zip(found, wanted, strict=False):
        if a != b:
            break
        depth += 1
    return depth


def _entry_line(text: str, start: int, entry: int) -> int:
    """The line of the n-th entry of a list that begins on line ``start`` (both from 0), else the list's."""
    seen = -1
    lines = text.splitlines()
    for index in range(start, len(lines)):
        line = lines[index].split("=", 1)[1] if index == start else lines[index]
        inline = _STRING.sub("''", line)
        entries = (
            len(re.findall(r"\{", inline)) or len(_STRING.findall(line)) or len(re.findall(r"[\d.]+", inline))
        )
        seen += entries
        if seen >= entry:
            return index + 1
        if "]" in inline:
            break
    return start + 1
