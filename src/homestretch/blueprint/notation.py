"""The track's notation: ``parse`` reads it, ``notation`` prints it, ``describe`` tells it to a runner.

3 x 400 m @ 1.00 V1500 (90 s jog)                            repeats, with the recovery between them
2 x (4 x 200 m @ 1.00-1.02 V800 (80 s walk)) (5 min walk)    sets
4 x (200 m @ 1.00 V1500 + 100 m @ 1.05-1.08 V800) (4 min walk)    a change of pace without a stop
12 min @ 0.94 CS (3 min jog) + 3 x 200 m @ 1.00 V1500 > 1.00 V800 (75 s jog)    one thing after another
6 x 90 s uphill @ 1.00 V5K - 1.00 V3K (jog down 120 s)       uphill by effort; a band from anchor to anchor
5 x 60 m @ 0.95 MSS "from a standing start" (3 min walk)     a word to the runner in quotes
8 x (200 m @ 1.00 V1500 + 200 m float @ 0.88-0.92 CS)        float, build and fly name a kind of effort

Amounts: ``400 m``, ``1.5 km``, ``90 s``, ``12 min``, ``2:30 min``, ``5 h``. Intensities are fractions of the
anchor speeds CS, V10K, V5K, V3K, V1500, V800, MAS, MSS: one (``0.94 CS``), a band (``0.94-0.98 CS``), or
rising inside each effort (``0.74 CS > 0.84 CS``). Recoveries: an amount and one of jog, walk, stand, float,
with a pace where one is asked (``30 s float @ 0.88 CS``); a bare amount is a walk.

A recovery is taken between two works. After the last round of a repeat it is taken only if more work follows,
and a set's recovery replaces the inner one there. A second recovery after a repeat, as in ``3 x 200 m (60 s
jog) (5 min walk) + ...``, replaces the first before what follows; ``(none)`` says that the rounds follow
without a stop. A recovery of an hour or more parts two runs of one day.

The runner's wording is read too: ``@ 1500``, ``@ 103 % 800``, ``@ 5K-3K``, ``@ threshold``, ``@ 95 %
sprint``, ``2 x (4 x 300 m @ 800, 60 s) 4 min``.
"""

from __future__ import annotations

from typing import Final

from homestretch.blueprint.grammar import EFFORT_WORDS, parse
from homestretch.blueprint.model import Intensity, Pace, Part, Recovery, Repeat, Work

__all__ = ["amount", "describe", "notation", "parse"]


def notation(parts: tuple[Part, ...]) -> str:
    """Print parts so that ``parse`` gives them back.

    Args:
        parts: what ``parse`` returns, or the same made by hand.

    Returns:
        One line of notation.
    """
    written: list[str] = []
    for index, part in enumerate(parts):
        if isinstance(part, Recovery):
            written[-1] += f" ({_recovery(part)})"
        elif isinstance(part, Repeat):
            written.append(_repeat(part) + _no_stop(parts, index))
        else:
            written.append(_work(part))
    return " + ".join(written)


def _no_stop(parts: tuple[Part, ...], index: int) -> str:
    """``(none)`` where a recovery after the repeat would be taken for the one between its rounds."""
    part, following = parts[index], parts[index + 1 : index + 2]
    bare = isinstance(part, Repeat) and part.between is None
    return " (none)" if bare and following and isinstance(following[0], Recovery) else ""


def _repeat(part: Repeat) -> str:
    inner = notation(part.parts)
    body = inner if len(part.parts) == 1 and isinstance(part.parts[0], Work) else f"({inner})"
    between = f" ({_recovery(part.between)})" if part.between else ""
    return f"{part.count} x {body}{between}"


def _work(part: Work) -> str:
    pace = _intensity(part.intensity) if part.intensity else ""
    return _effort(part, pace)


def _effort(part: Work, pace: str) -> str:
    words = [amount(part.duration_s, part.distance_m)]
    if part.text in EFFORT_WORDS:
        words.append(part.text)
    if part.uphill:
        words.append("uphill")
    if pace:
        words.append(f"@ {pace}")
    if part.text and part.text not in EFFORT_WORDS:
        words.append(f'"{part.text}"')
    return " ".join(words)


def _recovery(part: Recovery) -> str:
    pace = f" @ {_intensity(part.intensity)}" if part.intensity else ""
    return f"{amount(part.duration_s, part.distance_m)} {part.mode}{pace}"


def _intensity(band: Intensity) -> str:
    low, high = band.low, band.high
    if band.progressive:
        return f"{_number(low.fraction)} {low.anchor} > {_number(high.fraction)} {high.anchor}"
    if low == high:
        return f"{_number(low.fraction)} {low.anchor}"
    if low.anchor == high.anchor:
        return f"{_number(low.fraction)}-{_number(high.fraction)} {high.anchor}"
    return f"{_number(low.fraction)} {low.anchor} - {_number(high.fraction)} {high.anchor}"


def _number(fraction: float) -> str:
    text = f"{fraction:.2f}"
    return text if float(text) == fraction else repr(fraction)


def amount(duration_s: int | None, distance_m: int | None) -> str:
    """Seconds or metres as the track says them: ``400 m``, ``90 s``, ``3 min``, ``2:30 min``, ``5 h``."""
    if distance_m is not None:
        return f"{distance_m} m"
    seconds = duration_s or 0
    if seconds >= 3 * 3600 and seconds % 3600 == 0:  # runs are told in minutes, a day's pause in hours
        return f"{seconds // 3600} h"
    if seconds < 120:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02d} min" if rest else f"{minutes} min"


# -- the runner's wording -------------------------------------------------------------------

_WORDS: Final = {"V10K": "10K", "V5K": "5K", "V3K": "3K", "V1500": "1500", "V800": "800", "MSS": "sprint"}
# Names of bands of critical speed by their middle (method 2.2); the gap above steady is told in per cent.
_CS_NAMES: Final = (
    (0.69, "recovery"),
    (0.82, "easy"),
    (0.8995, "steady"),
    (0.925, ""),
    (0.9805, "threshold"),
    (1.0205, "CS"),
)


def describe(parts: tuple[Part, ...]) -> str:
    """Print parts as a coach would write them for a runner: ``6 x 400 m @ 1500 (90 s jog)``.

    Bands of critical speed become words (steady, threshold), race paces lose their fraction where it is 1.00,
    and sets are written ``2 x (4 x 300 m @ 800, 60 s) 4 min``. ``parse`` reads the result again, to the same
    efforts and recoveries, with paces as round as they are told.

    Args:
        parts: what ``parse`` returns.

    Returns:
        One line; empty for no parts.
    """
    written: list[str] = []
    for index, part in enumerate(parts):
        if isinstance(part, Recovery):
            written[-1] += f" ({_told_recovery(part)})"
        elif isinstance(part, Repeat):
            written.append(_told_repeat(part) + _no_stop(parts, index))
        else:
            written.append(_told_work(part))
    return " + ".join(written)


def _told_repeat(part: Repeat) -> str:
    inner = part.parts[0]
    if len(part.parts) == 1 and isinstance(inner, Repeat) and inner.between and part.between:
        rounds = _told_repeat(Repeat(inner.count, inner.parts))
        inside, outside = _told_recovery(inner.between, True), _told_recovery(part.between, True)
        return f"{part.count} x ({rounds}, {inside}) {outside}"
    single = len(part.parts) == 1 and isinstance(inner, Work)
    body = describe(part.parts) if single else f"({describe(part.parts)})"
    between = f" ({_told_recovery(part.between)})" if part.between else ""
    return f"{part.count} x {body}{between}"


def _told_recovery(part: Recovery, short: bool = False) -> str:
    mode = "" if short and part.mode == "walk" else f" {part.mode}"
    if part.mode == "stand" and (part.duration_s or 0) >= 3600:  # between two runs of one day
        mode = " rest"
    pace = f" @ {_told_band(part.intensity)}" if part.intensity and part.mode == "float" else ""
    return f"{amount(part.duration_s, part.distance_m)}{mode}{pace}"


def _told_work(part: Work) -> str:
    return _effort(part, _told_band(part.intensity) if part.intensity else "")


def _told_band(band: Intensity) -> str:
    low, high = band.low, band.high
    if band.progressive and low.anchor == high.anchor != "CS":
        return f"{_percent(low.fraction)} > {_percent(high.fraction)} % {_word(low.anchor)}"
    if band.progressive:
        return f"{_told_pace(low)} > {_told_pace(high)}"
    if low.anchor == high.anchor == "CS":
        return _told_pace(Pace((low.fraction + high.fraction) / 2, "CS"))
    if low == high:
        return _told_pace(low)
    if low.anchor == high.anchor:
        return f"{_percent(low.fraction)}-{_percent(high.fraction)} % {_word(low.anchor)}"
    return f"{_told_pace(low)}-{_told_pace(high)}"


def _told_pace(pace: Pace) -> str:
    if pace.anchor == "CS":
        name = next((name for upper, name in _CS_NAMES if pace.fraction < upper), "")
        return name or f"{_percent(pace.fraction)} % CS"
    if pace.fraction == 1.0:
        return _word(pace.anchor)
    return f"{_percent(pace.fraction)} % {_word(pace.anchor)}"


def _word(anchor: str) -> str:
    return _WORDS.get(anchor, anchor)


def _percent(fraction: float) -> str:
    return f"{100 * fraction:.1f}".removesuffix(".0")
