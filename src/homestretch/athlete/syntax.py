"""A line of an athlete file that is no TOML, in words: what is wrong with it, and how it is written.

In: the line and the standard reader's complaint. Out: a sentence that ends in the remedy.
"""

from __future__ import annotations

import re
import tomllib
from typing import Final

from homestretch.athlete.model import DAY_KEYS

_PAIR: Final = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=\s*(.*?)\s*$")
_NO_EQUALS: Final = re.compile(r"\s*([A-Za-z0-9_-]+)(?:\s*[:\s]\s*(.*?))?\s*$")
_COMMENT: Final = re.compile(r"""((?:"[^"]*"|'[^']*'|[^"'#])*)#.*""")
_LIKE_DATE: Final = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
_LIKE_TIME: Final = re.compile(r"\d+:\d\d(?:[.:,]\d+)*")
_COMMA: Final = re.compile(r"\d+,\d+")
_FIRST_NUMBER: Final = re.compile(r"(-?)0*(\d+(?:[.,]\d+)?)", re.ASCII)  # TOML begins no number with 0
_QUOTES: Final = ('"', "'")
_DATES: Final = ("born", "date", "from", "to", "standard_by")
_NUMBERS: Final = (
    "training_years", "weekly_km", "longest_run_km", "quality_per_week", "weekly_km_max_12mo", "hsr_m_per_week",
    "contacts_per_week", "max_hr", "rest_hr", "threshold_hr", "distance_m", "wind_mps", "altitude_m", "minutes",
    "hsr_m", "postpartum_weeks", "missed_periods", "flying30_s", *DAY_KEYS,
)  # fmt: skip
_MOST_LETTERS: Final = 40  # of what is wrong, as shown; so that a sentence stays one line
_TWICE: Final = "overwrite"  # in the standard reader's complaint of a key given twice


def in_words(line: str, complaint: str) -> str:
    """What is wrong with a line, and what to write.

    Args:
        line: as it stands in the file.
        complaint: of the standard reader, said where nothing better is known.
    """
    comment = _COMMENT.match(line)
    text = (comment[1] if comment else line).strip()
    pair = _PAIR.fullmatch(text)
    if pair is not None:
        return _value(pair[1], pair[2], complaint)
    if text.startswith("["):
        return "a table's name stands alone in brackets, once in the file; write it such as [athlete] or [[races]]."
    bare = _NO_EQUALS.fullmatch(text) if "'='" in complaint else None
    if bare is not None:
        return f"there is no = after {_cut(bare[1])}; write {_cut(bare[1])} = and its value."
    return _unknown(complaint)


def _value(key: str, value: str, complaint: str) -> str:
    shown = _cut(value)
    if _is_toml(f"{key} = {value}"):
        if _TWICE in complaint:
            return f"{key} stands a second time in its table; leave one of the two lines out."
        return _unknown(complaint)
    if not value:
        return f"{key} has no value; write one after the =, or leave the line out."
    if value[0] in _QUOTES:
        if value.count(value[0]) == 1:
            return f"the text of {key} has no closing quote; put {value[0]} at both ends."
        return _unknown(complaint)
    if value[0] == "[":
        return f'{key} is a list; close it with ] and put each text in "quotes", such as ["tue", "sat"].'
    if value[0] == "{":
        return _unknown(complaint)
    if value.lower() in ("true", "false", "yes", "no"):
        meant = "true" if value.lower() in ("true", "yes") else "false"
        return f"{shown} is written in small letters and without quotes; write {key} = {meant}."
    if key in _DATES or _LIKE_DATE.fullmatch(value):
        return (
            f"{shown} is no date; write YYYY-MM-DD with a day that the month has, such as {key} = 2026-06-02."
        )
    if _LIKE_TIME.fullmatch(value):
        return f'a time stands in "quotes"; write {key} = "{value.replace(",", ".")}".'
    if key in _NUMBERS or _COMMA.fullmatch(value):
        return f"{shown} is no number; write one without unit or quotes, such as {key} = {_number(value)}."
    return f'{shown} is neither a number nor a date, and a text stands in "quotes"; write {key} = {_text(shown)}.'


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def _number(value: str) -> str:
    """What was probably meant."""
    found = _FIRST_NUMBER.match(value)
    return found[1] + found[2].replace(",", ".") if found else "40"


def _text(value: str) -> str:
    """In quotes that hold it: what no quotes could hold is left out."""
    value = "".join(c for c in value if c.isprintable())
    if "'" not in value and ("\\" in value or '"' in value):
        return f"'{value}'"  # nothing is read into a text in these
    return '"' + value.replace("\\", "").replace('"', "") + '"'


def _unknown(complaint: str) -> str:
    return f'this is not TOML ({complaint}); write one key = value a line, with texts in "quotes" and tables in [brackets].'


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 3] + "..."
