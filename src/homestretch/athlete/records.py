"""World records as data (records.toml): what is impossible, and the reference of the performance index."""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from typing import Literal

from homestretch.athlete.model import Sex

# SCIENCE 1.2: a mark is impossible only under 0.99 x the record of its sex (X: the men's).
IMPOSSIBLE_SHARE = 0.99


@cache
def records(sex: Literal["F", "M"]) -> tuple[tuple[float, float], ...]:
    """(distance in m, time in s) of each record, by distance."""
    text = files("homestretch.athlete").joinpath("records.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)[sex]
    return tuple(sorted((float(distance), float(time)) for distance, time in table.items()))


@cache
def record_time(distance_m: float, sex: Literal["F", "M"]) -> float:
    """The record at any distance, s; between two records, and beyond, on a straight line in logarithms.

    Args:
        distance_m: distance, m, more than 0.
        sex: ``F`` or ``M``.
    """
    table = records(sex)
    place = min(max(bisect_left([d for d, _ in table], distance_m), 1), len(table) - 1)
    (d1, t1), (d2, t2) = table[place - 1], table[place]
    share = math.log(distance_m / d1) / math.log(d2 / d1)
    return t1 * math.exp(share * math.log(t2 / t1))


def fastest_possible(distance_m: float, sex: Sex) -> float:
    """The time in s under which a mark is taken for a slip of the pen."""
    return IMPOSSIBLE_SHARE * record_time(distance_m, "F" if sex == "F" else "M")


def reference_speed(distance_m: float, sex: Sex) -> float:
    """Record speed in m/s of the sex; of X the mean of both (SCIENCE 1.1)."""
    if sex == "X":
        return distance_m * (1 / record_time(distance_m, "F") + 1 / record_time(distance_m, "M")) / 2
    return distance_m / record_time(distance_m, sex)
