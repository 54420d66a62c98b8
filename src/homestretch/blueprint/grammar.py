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
      (?P<number>\d+(?:\.\d+)?(?!\d|:|K\b))
    | (?P<sign>[()+@>%,×–-])
    | (?P<anchor>(?:V(?:10K|5K|3K|1500|800)|CS|MAS|MSS|10K|5K|3K|sprint|threshold|steady|easy|recovery)\b)
    | (?P<word>[A-Za-z]+)
    | (?P<clock>\d+:\d\d)
    | (?P<text>"[^"]*")
    | (?P<end>$)
    )""",
    re.VERBOSE,
)
_MODES: Final = {"jog": "jog", "walk": "walk", "stand": "stand", "float": "float", "rest": "stand"}
EFFORT_WORDS: Final = ("float", "build", "fly")  # kinds of effort said without quotes: 30 m build + 20 m fly
_SECONDS: Final = {"s": 1, "sec": 1, "min": 60, "h": 3600}
_METRES: Final = {"m": 1, "km": 1000}
# The runner's words for an anchor, and for bands of critical speed (zones of method 2.2).
_ALIAS: Final = {"1500": "V1500", "800": "V800", "3K": "V3K", "5K": "V5K", "10K": "V10K", "sprint": "MSS"}
_BANDS: Final = {
    "recovery": (0.60, 0.72),
    "easy": (0.70, 0.82),
    "steady": (0.82, 0.90),
    "threshold": (0.93, 0.98),
}
_TO: Final = ("-", "–")
_TIMES: Final = ("x", "×")
_LOWEST, _HIGHEST = 0.3, 1.5  # fractions of an anchor that a session can ask for
_MOST_REPEATS: Final = 100
_LONGEST_S, _LONGEST_M = 6 * 3600, 50_000


_Token = tuple[str, str, int]  # kind, text, column from 0


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


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() != position:
            break
        kind = cast(str, match.lastgroup)
        found.append((kind, match[kind], match.start(kind)))
        position = match.end()
        if kind == "end":
            return found
    start = position + len(text[position:]) - len(text[position:].lstrip())
    raise NotationError(f"'{text[start]}' has no meaning in session notation", text, start + 1)


class _Reader:
    """A recursive-descent reader with one token of look-ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.index = 0
        self.kind, self.value, self.start = self.tokens[0]

    def advance(self) -> None:
        self.index += 1
        self.kind, self.value, self.start = self.tokens[self.index]

    def peek(self) -> str:
        """The text of the token after this one."""
        return "" if self.kind == "end" else self.tokens[self.index + 1][1]

    def error(self, problem: str, at: int | None = None) -> NotationError:
        return NotationError(problem, self.text, (self.start if at is None else at) + 1)

    def found(self) -> str:
        return "the line ends" if self.kind == "end" else f"found '{self.value}'"

    def take(self, sign: str) -> bool:
        if self.value == sign and self.kind != "text":
            self.advance()
            return True
        return False

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            raise self.error(f"'{sign}' is missing: {self.found()}")

    # -- efforts ----------------------------------------------------------------------------
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
        if self.kind == "number" and self.peek() in _TIMES:
            parts.append(self.repeat())
        elif self.take("("):
            parts.extend(self.sequence())
            self.expect(")")
        else:
            parts.append(self.work())

    def repeat(self) -> Repeat:
        if not self.value.isdigit() or not 1 <= int(self.value) <= _MOST_REPEATS:
            raise self.error(f"repeats are a whole number from 1 to {_MOST_REPEATS}, not {self.value}")
        count = int(self.value)
        self.advance()
        self.advance()
        inner: list[Part] = []
        between: Recovery | None = None
        if self.take("("):
            inner.extend(self.sequence_with_comma())
            self.expect(")")
            if self.kind in ("number", "clock"):
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

    def work(self) -> Work:
        duration, distance = self.amount("an effort, such as 400 m or 12 min,")
        text = next((word for word in EFFORT_WORDS if self.take(word)), "")
        uphill = self.take("uphill")
        intensity = self.intensity() if self.take("@") else None
        if self.kind == "text":
            if text:
                raise self.error(f"'{text}' already says how this effort is run; remove the text in quotes")
            text = self.value[1:-1].strip()
            self.advance()
        return Work(duration, distance, intensity, uphill, text)

    # -- recoveries -------------------------------------------------------------------------
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
        mode = _MODES[self.value]
        self.advance()
        if mode == "jog":
            self.take("down")
        return mode

    # -- amounts and paces ------------------------------------------------------------------
    def amount(self, wanted: str) -> tuple[int | None, int | None]:
        """Seconds or metres: the other is None."""
        at = self.start
        if self.kind == "clock":
            return self.clock(), None
        if self.kind != "number":
            raise self.error(f"{wanted} is missing: {self.found()}")
        number = float(self.value)
        self.advance()
        scale = _SECONDS.get(self.value) or _METRES.get(self.value)
        if scale is None:
            raise self.error("the unit is missing: write m, km, s, min or h after the number")
        timed = self.value in _SECONDS
        self.advance()
        total = number * scale
        if abs(total - round(total)) > 1e-6 or not 1 <= total <= (_LONGEST_S if timed else _LONGEST_M):
            raise self.error("an amount is a whole number of seconds (to 6 h) or metres (to 50 km)", at)
        return (round(total), None) if timed else (None, round(total))

    def clock(self) -> int:
        at = self.start
        minutes, seconds = (int(x) for x in self.value.split(":"))
        self.advance()
        self.take("min")
        total = minutes * 60 + seconds
        if seconds > 59 or not 1 <= total <= _LONGEST_S:
            raise self.error("seconds after the colon go from 00 to 59, and the time is not zero", at)
        return total

    def intensity(self) -> Intensity:
        at = self.start
        if self.value in _BANDS and self.peek() not in (">", *_TO):
            low, high = _BANDS[self.value]
            self.advance()
            return Intensity(Pace(low, "CS"), Pace(high, "CS"))
        first, percent = self.pace()
        progressive = self.value == ">"
        if not progressive and self.value not in _TO:
            whole = self.anchored(first)
            return Intensity(whole, whole)
        self.advance()
        bare, also_percent = self.pace()
        second = self.anchored(bare)
        if isinstance(first, float):
            fraction = round(first / 100, 6) if also_percent and not percent else first
            first = Pace(self.fraction(fraction, at), second.anchor)
        if not progressive and first.anchor == second.anchor and first.fraction > second.fraction:
            raise self.error("a band is written from the slower to the faster pace", at)
        return Intensity(first, second, progressive)

    def anchored(self, pace: Pace | float) -> Pace:
        if isinstance(pace, float):
            raise self.error(f"the anchor is missing: write {', '.join(ANCHORS)} after the fraction")
        return pace

    def pace(self) -> tuple[Pace | float, bool]:
        """A pace, or a bare fraction whose anchor follows later; and whether it was a percentage."""
        if self.kind == "anchor":
            return self.anchor(1.0, self.start), False
        if self.kind != "number":
            raise self.error(f"a pace, such as 0.94 CS or 1500, is missing: {self.found()}")
        at, word, following = self.start, self.value, self.tokens[self.index + 1]
        self.advance()
        if word in _ALIAS and following[0] != "anchor" and following[1] != "%":
            return Pace(1.0, _ALIAS[word]), False
        percent = self.take("%")
        number = round(float(word) / 100, 6) if percent else float(word)
        if self.kind == "anchor" or (percent and self.value in _ALIAS):
            return self.anchor(number, at), percent
        return number, percent

    def anchor(self, fraction: float, at: int) -> Pace:
        name = _ALIAS.get(self.value, self.value)
        if name in _BANDS:
            fraction, name = fraction * round(sum(_BANDS[name]) / 2, 3), "CS"
        self.advance()
        return Pace(self.fraction(fraction, at), name)

    def fraction(self, fraction: float, at: int) -> float:
        if not _LOWEST <= fraction <= _HIGHEST:
            limits = f"{_LOWEST:.2f} and {_HIGHEST:.2f}"
            raise self.error(f"a fraction of an anchor lies between {limits}, not {fraction:g}", at)
        return fraction
