"""What one week's model reads and answers: frozen facts in, placed days out. All numbers are integers (13.29)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from homestretch.blueprint.model import Blueprint, SessionType
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility
from homestretch.planning.history import History
from homestretch.planning.menu import SIZES, Menu
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession
from homestretch.planning.slots import WeekSlots
from homestretch.planning.spine_task import Item, SpineWeek, counts_as_lactate

if TYPE_CHECKING:
    pass


# no ST02, ST03 and no plyometrics the day before (MC09, MC12)
HEAVY_BEFORE = ("LT", "SP", "RS", "FK", "TT", "HI02", "HI03")
LACTATE_GAP_DAYS = 3  # LTOL to LTOL at least 72 h (MC04)
LONG_APART_DAYS = 3  # from one long run to the next, across weeks as well (MC08 in kind; design choice)
NO_SPARK_DAYS = 4  # no sprints in the last days before an A or B race: an opener at most (13.17)
OPENER_DAYS = (2, 3)  # days before an A or B race for the week's strides: the opener (method 3.5)
LATE_DAY = 4  # tests on days 5 to 7 of a de-load week (method 8), else as late as it goes
CLUB_PARTS = (1.0, 0.7, 0.4, 0.0)  # of a club session's fast metres and minutes, the largest that fits
FEW_DAYS = 4  # with so few running days easy runs are offered in several sizes at once
SIZES_OF_FEW = (1.0, 0.75, 0.5)
HURT_DAYS = 91  # twelve weeks after an injury, seen from the Monday of its last week (INV-25)
AU_REST = 15  # RC01: 15 min at RPE 1
TEST_RPE_SHARE = 0.5
LONG_MINUTE = 400  # points for each five minutes of the long run, so that it stays the longest
STAGE_SLACK = 1.06  # ceilings while days are chosen at nominal minutes; the minutes then keep them exactly
TRIES = ((1.0, STAGE_SLACK), (1.0, 1.0), (0.75, 1.0), (0.5, 1.0))  # nominal minutes, slack of the ceilings
# The same, for a week that lost a key session (design choice, tried on some hundred made-up athletes).
TRIES_FOR_KEYS = ((1.0, 1.25), (1.2, STAGE_SLACK), (0.85, STAGE_SLACK))
TRIES_FOR_STRIDES = ((1.0, 1.25), (1.0, 1.0), (0.75, 1.0))  # and for one that lost its strides
TOUCH_QUANTA = 15  # 75 min: the longest easy run that ends in a touch (design choice)
RESTED_SPARKS = ("SP02", "SP03", "HI03", "AB05")  # not quality, yet with recovery to the next (13.27)
SHORTEST_QUANTA = 4  # 20 min
SMALL_WEEKS = (
    1.5  # of 15 km (13.3): weeks that may have to be smaller than that to hold any run (design choice)
)
SHORTEST_BACK = 3  # 15 min: the shortest run of the first days back from days away (design choice)
MOST_QUANTA = 60  # of five minutes, more than any run has


def glycolytic_days(e: Eligibility, a: SessionType | None, b: SessionType | None) -> int:
    """Days from one hard session to another at the least: of lactate tolerance (MC04), and for a speed type of all that
    INV-19 counts as lactate work (1.6); 0 where neither holds."""
    if a is None or b is None:
        return 0
    days = LACTATE_GAP_DAYS if a.pillar == b.pillar == "lactate_tolerance" else 0
    if e.abilities.type == "speed" and counts_as_lactate(a) and counts_as_lactate(b):
        days = max(days, math.ceil(float(table(e.blueprint, "type_effect")["speed_glycolytic_apart_h"]) / 24))
    return days


@dataclass(frozen=True, slots=True)
class Strength:
    """A support session to place. ``heavy``: not the day before lactate, sprint, race work; ``plyo``: spaced."""

    session: PlannedSession
    heavy: bool
    plyo: bool = False


@dataclass(slots=True)
class WeekTask:
    """All that one week's model reads."""

    frame: WeekFrame
    slots: WeekSlots
    spine: SpineWeek
    target_m: int
    most_m: int
    least_m: int
    missing_m: int  # what the days before the plan stand for in its first week (13.2)
    long_minutes: int
    longest_share_of: Callable[
        [int], float
    ]  # number of running days -> largest share of the longest easy run
    runs: int
    most_runs: int
    stride_step: int
    strength: tuple[Strength, ...]
    history: History
    eligibility: Eligibility
    menu: Menu
    blueprint: Blueprint
    hsr_most: int
    load_most: int
    long_last: bool  # is this the last week of the season
    doubles: bool
    hilly: bool
    progression: int = 0  # AB11 at this step, 0: none
    long_item: Item | None = None  # AB05 or FK05 in place of the easy long run
    deviation: float = 0.42
    monotony: bool = True
    pattern: tuple[
        int, ...
    ] = ()  # weights of the seven daily loads, whose weighted sum must not fall under 0
    heavy_yesterday: bool = False
    next_fixed: tuple[
        int, ...
    ] = ()  # races and club sessions of the next week, as days from this Monday (7 to 13)
    only_800: bool = False  # every A race is an 800 m (INV-28 allows 70 % easy late in such a plan)
    longest_easy_min: int = 240  # minutes of any easy run (MC07, INV-24)
    longest_min: int = 240  # minutes of the longest run (INV-53 for youth)
    days_before_race: dict[int, int] = field(default_factory=dict)
    next_hard: tuple[
        tuple[Item, tuple[int, ...]], ...
    ] = ()  # key sessions of the week after, and their weekdays
    next_most: int = 7  # hard days in the week after (INV-16)
    strides_held: bool = False  # an easy run with strides must find its day
    clubs_held: int = 0  # club sessions that tests and key sessions leave in their place (13.28)
    sizes: tuple[str, ...] = SIZES  # of warm-up and cool-down, the first that fits a day


@dataclass(frozen=True, slots=True)
class Placed:
    """The answer: sessions by day, and what could not be placed."""

    days: tuple[tuple[PlannedSession, ...], ...]
    dropped: tuple[Item, ...]
    optimal: bool
    objective: float
    bound: float


@dataclass(slots=True)
class Option:
    """One session on one day: its variable, prototype and minutes (a variable for easy runs)."""

    day: int
    var: Any
    proto: PlannedSession | None
    id: str
    minutes: Any = None  # easy runs: quanta of five minutes
    step: int = 0
    per_five: int = 0
    fast_m: int = 0
    fast_s: int = 0
    rpe: float = 0.0
    hsr: int = 0
    second: bool = False
    easy: bool = False  # sized in minutes
    more: int = 0  # quanta that an easy run of nominal minutes may gain, and lose
    less: int = 0
