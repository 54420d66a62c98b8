"""On which line of a TOML text each key stands, which the standard reader does not say.

For texts that the standard reader has accepted: it looks only for keys, strings and brackets.
"""

from __future__ import annotations

import re
from typing import Final

Path = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY: Final = re.compile(r'[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|\'([^\'\n]*)\'|([A-Za-z0-9_-]+))[ \t]*')
_STRING: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_WORD: Final = re.compile(r"[^,\]}\n#]*")


def key_lines(text: str) -> dict[Path, int]:
    """Line number, from 1, of each table, key and array element.

    Args:
        text: TOML that the standard reader accepts.

    Returns:
        For example ``("races", 1, "goal")``: 34, the goal of the second race.
    """
    return _Scanner(text.replace("\r\n", "\n")).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        here: Path = ()
        self.blank()
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                here = self.header()
            else:
                self.pair(here)
            self.blank()
        return self.found

    def header(self) -> Path:
        """``[table]`` or ``[[table]]``: the path of what follows."""
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self.keys()
        self.at += 2 if many else 1
        here: Path = ()
        for place, key in enumerate(keys):
            here = (*here, key)
            if many and place == len(keys) - 1:
                self.note(here, start)
                self.counts[here] = self.counts.get(here, 0) + 1
            if here in self.counts:
                here = (*here, self.counts[here] - 1)
        self.note(here, start)
        return here

    def pair(self, here: Path) -> None:
        start = self.at
        path = (*here, *self.keys())
        for length in range(len(here) + 1, len(path) + 1):
            self.note(path[:length], start)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: Path) -> None:
        self.blank()
        opened = self.text[self.at : self.at + 1]
        if opened == "[":
            self.many(path, "]")
        elif opened == "{":
            self.many(path, "}")
        else:
            pattern = _STRING if opened in ("'", '"') else _WORD
            found = pattern.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def many(self, path: Path, end: str) -> None:
        """The elements of an array or the pairs of an inline table."""
        self.at += 1
        place = 0
        self.blank()
        while self.at < len(self.text) and self.text[self.at] != end:
            if end == "}":
                self.pair(path)
            else:
                self.note((*path, place), self.at)
                self.value((*path, place))
                place += 1
            self.blank()
            if self.text.startswith(",", self.at):
                self.at += 1
                self.blank()
        self.at += 1

    def keys(self) -> list[str]:
        """A key, or several with dots between."""
        keys = []
        while found := _KEY.match(self.text, self.at):
            keys.append(next(part for part in found.groups() if part is not None))
            self.at = found.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return keys

    def blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def note(self, path: Path, at: int) -> None:
        self.found.setdefault(path, self.text.count("\n", 0, at) + 1)
