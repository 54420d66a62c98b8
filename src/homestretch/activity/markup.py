"""TCX and GPX files read as a stream of elements, with DOCTYPE and entities refused before anything is done.

A file that breaks off or is not well formed gives what came before the fault.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import UTC, datetime
from math import isfinite, nan
from typing import Never
from xml.parsers import expat

import numpy as np

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.recording import CHANNELS, MOST_CELLS, Damage, Floats, Samples

DEEPEST = 60  # elements within each other; real files need about ten
MOST_NAMES = 1000  # element names kept
PIECE = 1 << 16  # bytes handed to the parser at once


class Columns:
    """Samples under construction: a growing column for each channel; `count` of them were met."""

    def __init__(self) -> None:
        self.count = 0
        self._time = array("d")
        self._channels: dict[str, array[float]] = {}

    def damage(self) -> tuple[Damage, ...]:
        """Says so if there were more samples than are kept."""
        if self.count == len(self._time):
            return ()
        return (Damage(f"it holds {self.count} samples, of which the first {len(self._time)} were read", 0),)

    def add(self, time: float, values: dict[str, float]) -> None:
        """Add one sample; channels that it does not name are missing."""
        count = len(self._time)
        self.count += 1
        if count >= MOST_CELLS // len(CHANNELS):
            return
        self._time.append(time)
        for name, value in values.items():
            column = self._channels.get(name)
            if column is None:
                column = self._channels[name] = array("d")
            missing = count - len(column)
            if missing:
                column.extend(array("d", (nan,)) * missing)
            column.append(value)

    def samples(self) -> Samples:
        """All samples so far."""
        count = len(self._time)

        def whole(column: array[float]) -> Floats:
            column.extend(array("d", (nan,)) * (count - len(column)))
            return np.array(column)

        return Samples(
            np.array(self._time), **{name: whole(c) for name, c in self._channels.items() if name in CHANNELS}
        )


def number(text: str) -> float:
    """A finite number, or NaN."""
    try:
        value = float(text)
    except ValueError:
        return nan
    return value if isfinite(value) else nan


def moment(text: str) -> float:
    """Seconds since 1970 of an ISO 8601 time, read as UTC where it names no zone; NaN if it is none."""
    try:
        time = datetime.fromisoformat(text.strip())
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return nan


class Handler:
    """What a format does with its elements, by their local names.

    Attributes:
        path: the elements that the reader is in, outermost first.
        starts: what is done when an element begins, with its attributes.
        ends: what is done when it ends.
        texts: the elements whose text is wanted; `text` gets it when they end.
    """

    texts: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.path: list[str] = []
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}

    def text(self, name: str, text: str) -> None:
        """An element of `texts` ends; its parent is the last of `path`."""


class _LocalNames(dict[str, str]):
    """Element names without their prefixes."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < MOST_NAMES:
            self[name] = local
        return local


def _refuse(*_: object) -> Never:
    raise UnreadableFile(
        "This file declares a document type or entities, which no watch writes and which can do harm. "
        "It was not read; export the activity again."
    )


class _Reader:
    """The parser, wired to the handler of the format as soon as the outermost element is known."""

    def __init__(self, begin: Callable[[str], Handler]) -> None:
        self.handler: Handler | None = None
        self._begin = begin
        self._names = _LocalNames()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open_first
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse
        self.parser.UnparsedEntityDeclHandler = _refuse
        self.parser.ExternalEntityRefHandler = _refuse

    def _open_first(self, name: str, attributes: dict[str, str]) -> None:
        self.handler = self._begin(self._names[name])
        self._wire(self.handler)(name, attributes)

    def _wire(self, handler: Handler) -> Callable[[str, dict[str, str]], None]:
        """Set the parser's callbacks, which run for every element and so keep what they need at hand."""
        names, path, texts, starts, ends = (
            self._names,
            handler.path,
            handler.texts,
            handler.starts,
            handler.ends,
        )
        pieces: list[str] = []

        def open_element(name: str, attributes: dict[str, str]) -> None:
            pieces.clear()
            local = names[name]
            path.append(local)
            if local in starts:
                starts[local](attributes)
            elif len(path) > DEEPEST:
                raise UnreadableFile(f"This file nests more than {DEEPEST} elements, which no watch writes.")

        def close_element(_: str) -> None:
            local = path.pop()
            if pieces:
                if local in texts:
                    handler.text(local, pieces[0] if len(pieces) == 1 else "".join(pieces))
                pieces.clear()
            if local in ends:
                ends[local]()

        self.parser.StartElementHandler = open_element
        self.parser.EndElementHandler = close_element
        self.parser.CharacterDataHandler = pieces.append
        return open_element


def read_markup(data: bytes, begin: Callable[[str], Handler]) -> tuple[Handler, tuple[Damage, ...]]:
    """Run a TCX or GPX file through the handler of its format.

    Args:
        data: the whole file.
        begin: gives the handler for the name of the outermost element.

    Returns:
        The handler after the last element that could be read, and what is wrong with the file.

    Raises:
        UnreadableFile: the file declares a document type or entities, or does not begin as such a file does.
    """
    reader = _Reader(begin)
    damage: tuple[Damage, ...] = ()
    try:
        for at in range(0, len(data), PIECE):
            reader.parser.Parse(data[at : at + PIECE], False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as fault:
        text = f"line {fault.lineno}: {expat.ErrorString(fault.code)}; what follows was not read"
        damage = (Damage(text, fault.lineno),)
    except UnreadableFile:
        raise
    except (LookupError, ValueError) as fault:  # of the encoding that the file names
        raise UnreadableFile(
            "This file names a text encoding that cannot be read. Export it again as UTF-8."
        ) from fault
    if reader.handler is None:
        raise UnreadableFile("This is no FIT, TCX or GPX file. Export the activity again.")
    return reader.handler, damage
