"""Times, paces and distances as runners write them, and SI units: the only place that knows both."""

from homestretch.units.distances import MILE_M, format_distance, format_kilometres, parse_distance
from homestretch.units.errors import UnitError
from homestretch.units.paces import PACE_UNITS, PaceUnit, format_pace, format_rep, parse_pace, rep_time
from homestretch.units.times import format_mark, format_time, parse_time

__all__ = [
    "MILE_M",
    "PACE_UNITS",
    "PaceUnit",
    "UnitError",
    "format_distance",
    "format_kilometres",
    "format_mark",
    "format_pace",
    "format_rep",
    "format_time",
    "parse_distance",
    "parse_pace",
    "parse_time",
    "rep_time",
]
