"""The reader of the track's notation: text in, ``Part`` trees out. The grammar stands in ``notation.py``."""

from __future__ import annotations

import re
from typing import Final, cast

from homestretch.blueprint.errors import NotationError
from homestretch.blueprint.model import (
    ANCHORS,
    Intensity,
    Pace,
    Part,
    Recovery,
    RecoveryMode,
    Repeat,
    Work,
)

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<text>"[^"]*")
    | (?P<anchor>(?:V(?:10K|5K|3K|1500|800)|CS|MAS|MSS|10K|5K|3K|sprint|threshold|steady|easy)\b)
    | (?P<clock>\d+:\d\d)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z]+)
    | (?P<sign>[()+@>%,×–-])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)
_MODES: Final = frozenset({"jog", "walk", "stand", "float"})
_SECONDS: Final = {"s": 1, "sec": 1, "min": 60, "h": 3600}
_METRES: Final = {"m": 1, "km": 1000}
# The runner's words for an anchor and for bands of critical speed (zones of method 2.2).
_ALIAS: Final = {"1500": "V1500", "800": "V800", "3K": "V3K", "5K": "V5K", "10K": "V10K", "sprint": "MSS"}
_BANDS: Final = {"easy": (0.70, 0.82), "steady": (0.82, 0.90), "threshold": (0.93, 0.98)}


def parse(text: str) -> tuple[Part, ...]:
    """Read a session written in the track's notation.

    Args:
        text: the notation, for example ``6 x 400 m @ 1.00 V1500 (90 s jog)``.

    Returns:
        The parts in the order they are run.

    Raises:
        NotationError: the text can't be read; says what was expected and at which column.
    """
    reader = _Reader(text)
    parts = reader.sequence()
    if reader.kind != "end":
        raise reader.error(f"'{reader.value}' is not expected here")
    return parts


class _Reader:
    """A recursive-descent reader with one token of look-ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.start = 0
        self.kind = ""
        self.value = ""
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.position)
        if match is None or match.lastgroup is None:
            stripped = len(self.text) - len(self.text[self.position :].lstrip())
            raise NotationError(
                f"'{self.text[stripped]}' has no meaning in session notation", self.text, stripped + 1
            )
        self.kind = match.lastgroup
        self.value = match[self.kind]
        self.start = match.start(self.kind)
        self.position = match.end()

    def peek(self) -> str:
        """The text of the token after this one."""
        match = _TOKEN.match(self.text, self.position)
        return "" if match is None or match.lastgroup is None else match[match.lastgroup]

    def error(self, problem: str, at: int | None = None) -> NotationError:
        return NotationError(problem, self.text, (self.start if at is None else at) + 1)

    def take(self, sign: str) -> bool:
        if self.value == sign and self.kind in ("sign", "word"):
            self.advance()
            return True
        return False

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            found = f"found '{self.value}'" if self.kind != "end" else "the line ends"
            raise self.error(f"'{sign}' is missing: {found}")

    def sequence(self) -> tuple[Part, ...]:
        parts: list[Part] = []
        while True:
            self.element(parts)
            at = self.start
            recovery = self.recovery()
            if recovery is not None:
                parts.append(recovery)
            if not self.take("+"):
                if recovery is not None:
                    raise self.error("a recovery needs work after it; remove it or write what follows", at)
                return tuple(parts)

    def element(self, parts: list[Part]) -> None:
        """One work, one repeat, or a bracketed sequence that is run once."""
        if self.kind == "number" and self.peek() in ("x", "×"):
            parts.append(self.repeat())
        elif self.take("("):
            parts.extend(self.sequence())
            self.expect(")")
        else:
            parts.append(self.work())

    def repeat(self) -> Repeat:
        if "." in self.value or not int(self.value):
            raise self.error(f"a number of repeats is a whole number of at least 1, not {self.value}")
        count = int(self.value)
        self.advance()
        self.advance()
        inner: list[Part] = []
        between: Recovery | None = None
        if self.take("("):
            inner.extend(self.sequence_with_comma())
            self.expect(")")
            bare = self.kind in ("number", "clock")
            if bare:
                between = self.rest()
        else:
            self.element(inner)
        if between is None and not self.none():
            between = self.recovery()
        return Repeat(count, tuple(inner), between)

    def sequence_with_comma(self) -> tuple[Part, ...]:
        """A sequence whose last repeat may carry its recovery after a comma: ``(4 x 300 m @ 800, 60 s)``."""
        parts = self.sequence()
        if not self.take(","):
            return parts
        last = parts[-1]
        if not isinstance(last, Repeat) or last.between is not None:
            raise self.error("a recovery after a comma belongs to repeats, as in (4 x 300 m @ 800, 60 s)")
        return (*parts[:-1], Repeat(last.count, last.parts, self.rest()))

    def none(self) -> bool:
        if self.value == "(" and self.peek() == "none":
            self.advance()
            self.advance()
            self.expect(")")
            return True
        return False

    def recovery(self) -> Recovery | None:
        if not self.take("("):
            return None
        recovery = self.rest()
        self.expect(")")
        return recovery

    def rest(self) -> Recovery:
        mode = self.mode()
        duration, distance = self.amount("a recovery, such as 90 s jog,")
        mode = mode or self.mode() or "walk"
        intensity = self.intensity() if self.take("@") else None
        return Recovery(cast(RecoveryMode, mode), duration, distance, intensity)

    def mode(self) -> str:
        if self.kind != "word":
            return ""
        if self.value not in _MODES:
            raise self.error(f"'{self.value}' is no way to recover; use jog, walk, stand or float")
        mode = self.value
        self.advance()
        if mode == "jog":
            self.take("down")
        return mode

    def work(self) -> Work:
        duration, distance = self.amount("an effort, such as 400 m or 12 min,")
        uphill = self.take("uphill")
        intensity = self.intensity() if self.take("@") else None
        text = ""
        if self.kind == "text":
            text = self.value[1:-1]
            self.advance()
        return Work(duration, distance, intensity, uphill, text)

    def amount(self, wanted: str) -> tuple[int | None, int | None]:
        """Seconds or metres: the other is None."""
        at = self.start
        if self.kind == "clock":
            minutes, seconds = self.value.split(":")
            self.advance()
            self.take("min")
            if int(seconds) > 59 or not int(minutes) * 60 + int(seconds):
                raise self.error("seconds after the colon go from 00 to 59, and the time is not zero", at)
            return int(minutes) * 60 + int(seconds), None
        if self.kind != "number":
            found = f"found '{self.value}'" if self.kind != "end" else "the line ends"
            raise self.error(f"{wanted} is missing: {found}")
        number = float(self.value)
        self.advance()
        unit = self.value
        scale = _SECONDS.get(unit) or _METRES.get(unit)
        if scale is None:
            raise self.error("the unit is missing: write m, km, s, min or h after the number")
        self.advance()
        total = number * scale
        if abs(total - round(total)) > 1e-6 or total < 1:
            raise self.error("an amount is a whole number of seconds or metres, at least 1", at)
        return (round(total), None) if unit in _SECONDS else (None, round(total))

    def intensity(self) -> Intensity:
        at = self.start
        if self.kind == "anchor" and self.value in _BANDS and self.peek() not in (">", "-", "–"):
            low, high = _BANDS[self.value]
            self.advance()
            return Intensity(Pace(low, "CS"), Pace(high, "CS"))
        first, percent = self.pace()
        progressive = self.value == ">"
        if not progressive and self.value not in ("-", "–"):
            if isinstance(first, float):
                raise self.error(
                    f"the anchor is missing: write one of {', '.join(ANCHORS)} after the fraction"
                )
            return Intensity(first, first)
        self.advance()
        second, also_percent = self.pace()
        if isinstance(second, float):
            raise self.error(f"the anchor is missing: write one of {', '.join(ANCHORS)} after the fraction")
        if isinstance(first, float):
            first = Pace(first / 100 if also_percent and not percent else first, second.anchor)
        if not progressive and first.anchor == second.anchor and first.fraction > second.fraction:
            raise self.error("a band is written from the slower to the faster pace", at)
        return Intensity(first, second, progressive)

    def pace(self) -> tuple[Pace | float, bool]:
        """A pace, or a bare fraction whose anchor follows later; and whether it was a percentage."""
        if self.kind == "anchor":
            return self.anchor(1.0), False
        if self.kind != "number":
            raise self.error(
                f"a pace, such as 0.94 CS or 1500, is missing: found '{self.value or 'the end'}'"
            )
        word, number = self.value, float(self.value)
        following = self.peek()
        if word in _ALIAS and following not in _ALIAS and following not in ANCHORS and following != "%":
            self.advance()
            return Pace(1.0, _ALIAS[word]), False
        self.advance()
        percent = self.take("%")
        if percent:
            number = round(number / 100, 6)
        if self.kind == "anchor" or (percent and self.value in _ALIAS):
            return self.anchor(number), percent
        return number, percent

    def anchor(self, fraction: float) -> Pace:
        name = _ALIAS.get(self.value, self.value)
        if name in _BANDS:
            low, high = _BANDS[name]
            fraction, name = fraction * round((low + high) / 2, 3), "CS"
        if not 0.3 <= fraction <= 1.5:
            raise self.error(f"a fraction of an anchor lies between 0.30 and 1.50, not {fraction:g}")
        self.advance()
        return Pace(fraction, name)
