"""How the pages say things: dates, durations, distances, targets and effort, in the athlete's units.

Paces and times come from ``units``; here are only the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from homestretch.athlete.effort import effort
from homestretch.athlete.model import MILE_M, WEEKDAYS
from homestretch.planning.season import Target
from homestretch.planning.sentences import MONTHS
from homestretch.units import PaceUnit, format_pace, format_rep, format_time, rep_time

_TIMES = re.compile(r"(\d) x (?=[\d(])")
_SPEED = re.compile(r"([%@]) (CS|MAS|MSS)\b")
_SHARE = re.compile(r"% (800|1500|3K|5K|10K)\b")
_ID = re.compile(r"\b[A-Z]{2}\d\d\b")
_ID_NAMED = re.compile(r"\b[A-Z]{2}\d\d \(([^()]+)\)")
_COUNT = re.compile(r"\b(\d+) x ")
_ISO = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)\b")
_QUOTED = re.compile(r'\s*"[^"]*"')
SPEEDS = {"CS": "critical speed", "MAS": "maximal aerobic speed", "MSS": "top speed"}
OF = {"%": "% of", "@": "@"}
NAME_SIGNS = {  # SCIENCE 2.1, 2.2
    "CS": "CS is critical speed: the quickest that still settles to a steady state, near your pace over 10 km.",
    "LT": "LT is the lactate threshold: about the pace that you could race for an hour.",
    "VO2": "VO2 is the oxygen that you use: this is run about as fast as you can take it up, near 3 to 5 km pace.",
}
# Terms of analyses: the sign that is shown with its meaning, or none where the meaning is said instead.
TERMS = (
    ("D′", re.compile(r"\bD'"), "the metres that you can run over critical speed"),
    ("", re.compile(r"\bTRIMP\b"), "training impulse"),
)
REP_M = 600  # up to here a repetition is timed, a longer one is paced
TENTHS_M = 250  # up to here a repetition is timed in tenths
PILLAR_NAMES = {
    "aerobic_base": "Aerobic base",
    "lactate_tolerance": "Lactate tolerance",
    "transition_speed": "Transition speed",
    "finishing_kick": "Finishing kick",
    "support": "Strength and mobility",
}
EMPHASIS_NAMES = {
    "volume": "volume week",
    "intensity": "intensity week",
    "deload": "de-load week",
    "test": "test week",
    "taper": "taper week",
    "race": "race week",
    "return": "return week",
}


def long_date(day: date) -> str:
    """`Tuesday 9 March`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    """`9 March`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """`9 March 2027`."""
    return f"{short_date(day)} {day.year}"


def tiny_date(day: date) -> str:
    """`9 Mar`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def dates(first: date, last: date) -> str:
    """`8 to 14 March`, `29 March to 4 April`."""
    start = str(first.day) if first.month == last.month else short_date(first)
    return f"{start} to {short_date(last)}"


def week_dates(monday: date) -> str:
    return dates(monday, monday + timedelta(days=6))


def duration(seconds: float) -> str:
    """`90 s`, `58 min`, `1 h`, `1 h 12 min`."""
    if seconds < 120 and seconds % 60:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    if seconds % 60 and minutes < 10:
        return f"{int(seconds // 60)} min {round(seconds % 60)} s"
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes % 60 else f"{minutes // 60} h"


def kilometres(metres: float, unit: PaceUnit = "min/km", decimals: int = 1) -> str:
    """A running distance in the athlete's unit: `9.6 km`, `6.0 miles`."""
    if unit == "min/mile":
        return f"{metres / MILE_M:.{decimals}f} miles"
    return f"{metres / 1000:.{decimals}f} km"


def metres(distance: float) -> str:
    """A step's distance: `400 m`, `1000 m`, `8 km`."""
    if distance >= 5000 and distance % 500 == 0:
        return f"{distance / 1000:g} km"
    return f"{distance:.0f} m"


def rpe_words(rpe: float) -> str:
    """`very hard: no talking`."""
    step = effort(rpe)
    return f"{step.name}: {step.talk}" if step.talk else step.name


def effort_words(rpe: float, pillar: str | None) -> str:
    """`very hard: no talking`; strength without the talk, which says something of running alone."""
    return effort(rpe).name if pillar == "support" else rpe_words(rpe)


def rpe(value: float) -> str:
    """`RPE 8, very hard: no talking`."""
    return f"RPE {value:g}, {rpe_words(value)}"


def heart_rate(target: Target) -> str:
    """`HR 126 to 146`; empty where heart rate says nothing."""
    if target.hr_low is None or target.hr_high is None:
        return ""
    return f"HR {target.hr_low} to {target.hr_high}"


def pace_band(low: float, high: float, unit: PaceUnit) -> str:
    """`5:05 to 5:45 /km`, the faster first; one pace where both print alike."""
    fast, slow = (format_pace(speed, unit) for speed in (max(low, high), min(low, high)))
    per = "/" + fast.partition("/")[2]
    fast, slow = fast.removesuffix(per), slow.removesuffix(per)
    return f"{fast} {per}" if fast == slow else f"{fast} to {slow} {per}"


def pace(speed: float, unit: PaceUnit) -> str:
    """`4:12 /km`."""
    return format_pace(speed, unit).replace("/", " /")


def percent(share: float) -> str:
    """`97 %` of 0.97."""
    return f"{100 * share:.0f} %"


def signed(value: float, decimals: int = 0) -> str:
    """`+3`, `−12`, `0`: with a minus sign as wide as the plus."""
    said = f"{value:+.{decimals}f}"
    return said[1:] if float(said) == 0 else said.replace("-", "−")


def rep_band(low: float, high: float, distance: float) -> str:
    """`71 to 73 s`, `35.7 to 36.4 s`: the time of one repetition, the faster first."""
    decimals = 1 if distance <= TENTHS_M else 0
    times = [rep_time(speed, distance) for speed in (max(low, high), min(low, high))]
    fast, slow = (format_rep(t, decimals) for t in times)
    if ":" in slow and ":" not in fast:  # one band, one way of writing it
        fast = format_time(times[0], decimals)
    unit = "" if ":" in slow else " s"
    return f"{fast}{unit}" if fast == slow else f"{fast} to {slow}{unit}"


def speed_target(target: Target, distance: float | None, unit: PaceUnit) -> str:
    """What the watch should say; empty where the step is run by effort."""
    low, high = target.speed_low, target.speed_high
    if low is None or high is None or low <= 0:
        return ""
    if distance is not None and distance <= REP_M:
        return rep_band(low, high, distance)
    return pace_band(low, high, unit)


def race_time(seconds: float) -> str:
    """`4:28.0`, `58.9`."""
    return format_time(seconds, 1)


def notation(text: str) -> str:
    """The track's notation as it is printed: `6 × 400 m`, speeds by their names."""
    counted = _SHARE.sub(r"% of \1 pace", _TIMES.sub(r"\1 × ", text))
    return _SPEED.sub(lambda found: f"{OF[found[1]]} {SPEEDS[found[2]]}", counted)


def name_explained(name: str) -> str:
    """A sentence for a sign in a session's name; empty where there is none."""
    return next((meant for sign, meant in NAME_SIGNS.items() if re.search(rf"\b{sign}\b", name)), "")


def explained(text: str) -> str:
    """A note with its terms in words: each at its first place, a short sign with its meaning."""
    for sign, pattern, meant in TERMS:
        text = pattern.sub(f"{sign} ({meant})" if sign else meant, text, count=1 if sign else 0)
        if sign:
            text = pattern.sub(sign, text)
    return capital(text)


def gist(text: str) -> str:
    """A notation without the cues in quotes, for where room is short."""
    return " ".join(_QUOTED.sub("", notation(text)).split())


def dates_in_words(text: str) -> str:
    """`800 m of 2026-09-02` is `800 m of 2 September 2026`."""
    return _ISO.sub(_full, text)


def _full(found: re.Match[str]) -> str:
    try:
        return full_date(date.fromisoformat(found.group()))
    except ValueError:  # such as 30 February: left as it stands
        return found.group()


def without_ids(text: str, names: Mapping[str, str]) -> str:
    """Sessions by name alone: `2 x LT07 (600s at 1500 pace): 1 placed` is `2 × 600s at 1500 pace: 1 placed`."""
    named = _ID_NAMED.sub(r"\1", text)
    named = _ID.sub(lambda found: names.get(found.group(), found.group()), named)
    return _COUNT.sub(r"\1 × ", named)


def listing(parts: list[str] | tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    words = list(parts)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
