"""What the season's spine reads and answers, and the key sessions it must arrive at (method 13.18)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from homestretch.blueprint.model import Blueprint, KeySession, SessionType
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.eligible import Eligibility
from homestretch.planning.history import History
from homestretch.planning.menu import Menu
from homestretch.planning.numbers import event_key, table
from homestretch.planning.re_entry import PAST_WEEKS
from homestretch.planning.slots import WeekSlots
from homestretch.planning.volume import VolumePlan

if TYPE_CHECKING:
    from homestretch.planning.spine_pairs import Pairs

BEFORE = 5  # whole weeks that surely lie within 42 days
NEW_DAYS = 7  # nothing new in the last seven days (INV-29)
ROUND_WEEKS = 3  # a ladder left longer than 21 days steps back (4.1)
GROWTH_USED_M = 300.0  # of the 400 m a week that INV-12 allows, what a plan really uses
LOAD_GROWTH_USED = 1.10  # of the 1.20 that INV-27 allows
EASY_SHARE_KEPT = 0.85  # kilometres yield to quality (13.19): so much of a week's target at the least
ROUNDS, ROUNDS_WEEKS = 5, 8  # a session keeps its place for three to five rounds (13.21)
TOUCH = "FK09"  # the fast finish of an easy run: chosen with the week's touches
CLUB_DELOAD = 0.6  # of a club session in a light week (13.28)
STRIDES = ("AB03", "SP01")  # an easy run with strides, and its session of strides alone
SHARE_UNIT_AU = 10.0  # shares are reckoned in steps of this size, so that the model stays small
TOUCH_MINUTES = 45  # of the easy run around a touch, for its load in the weeks to come
NAMED = 2  # a prerequisite with no more alternatives asks for these sessions, not for a kind of work
LONG_FROM_DAYS = 3  # with no more days the specific phase has no long run of its own (13.13)
ROUTINE_RUNS = 2  # the long run and the easy run with strides
SPARKS = ("HI03", "SP02", "SP03")  # not quality at their first steps (conventions)
SPARE_SPARKS = ("HI03",)  # that may stand on an easy day for the kick's share alone
SPARK_TOP = {"HI03": 3, "SP02": 3, "SP03": 2}
LACTATE_ZONES, LACTATE_PREFIX = ("KX", "SX"), ("RS", "TT")  # INV-19, 13.27


# How a season is looked for: blocks in their bands first; or hard sessions wherever there is room for them, which leaves
# more than one way to a key session.
Way = Literal["bands", "full"]
WAYS: tuple[Way, ...] = ("bands", "full")


@dataclass(frozen=True, slots=True)
class Item:
    """A session to place in a week. ``step`` 0: as the ladder and the week's room allow. ``key``: asked for by 13.18."""

    id: str
    step: int = 0
    key: bool = False
    least: int = 1  # the step that 13.18 asks for
    tempo: bool = False  # the week's round of the tempo that climbs
    aim: int = 1  # the step that the spine has this round at


@dataclass(frozen=True, slots=True)
class SpineWeek:
    quality: tuple[Item, ...] = ()
    sparks: tuple[Item, ...] = ()
    strides: int = 1  # AB03 in the week
    stride_step: int = 1
    fast_finish: bool = False  # FK09
    fast_m: int = (
        0  # fast metres that the week holds where growth is to reach what later weeks ask for (INV-12)
    )
    finish_key: bool = False  # the fast finish is a key session of this week (13.18, column B)
    lactate_touch: bool = False  # LT04 at step 0
    due: tuple[str, ...] = ()  # touches of pillars that the week before was without (1.5)
    planned: tuple[str, ...] | None = None  # touches that the block's shares count on; None: free
    loads: tuple[float, ...] = ()  # AU by pillar that the spine foresees, where it counts on touches


@dataclass(frozen=True, slots=True)
class Spine:
    weeks: tuple[SpineWeek, ...]
    required: tuple[KeySession, ...]
    proved: bool  # that no answer holds more key sessions
    windows: int = 0  # searches for all other wishes, of which ...
    windows_proved: int = 0  # ... found the best answer for their weeks
    reachable: int = 0  # key sessions that the model's rules leave room for, of ``asked`` over all goal races
    asked: int = 0
    held: int = 0  # key sessions that this answer holds, those of placed weeks counted
    found: bool = True  # False: no answer within the limit


@dataclass(slots=True)
class SpineTask:
    """Everything the model reads, gathered once."""

    frames: tuple[WeekFrame, ...]
    slots: tuple[WeekSlots, ...]
    volume: VolumePlan
    eligibility: Eligibility
    menu: Menu
    blueprint: Blueprint
    longest_m: tuple[float, ...]  # the largest single run each week may hold (INV-10)
    history: History
    done: int = 0  # weeks placed already: they stand as they are
    way: Way = "bands"
    judged: bool = False  # a block was held against its bands: where none is, all ways find the same
    last: dict[str, int] = field(default_factory=dict)  # choices of the solution before, by their names
    barred: frozenset[tuple[int, str]] = frozenset()  # weeks that a session has turned out not to fit
    pool: tuple[SessionType, ...] = ()
    required: tuple[KeySession, ...] = ()
    pairs: Pairs | None = None  # sessions that a week cannot hold together, found at first use


def foreseen(task: SpineTask, volume: VolumePlan, share: float) -> VolumePlan:
    """The volume that the weeks to come will hold: ``share`` of their targets, no more than their days do, and no more
    than the weeks before them lead up to (INV-11).

    A week with a single day at home has not the kilometres that its target asks for, nor what they would carry: 8 % of
    fast metres, the easy share, the load; nor have the weeks after several of them.
    """
    minutes = float(table(task.blueprint, "season.day_minutes")[task.eligibility.abilities.level])
    easy = task.menu.per_five("AB02")
    before = task.history.before_m
    recent = task.history.recent("distance_m", before, PAST_WEEKS + task.done)
    targets = list(volume.targets)
    for k in range(task.done, len(targets)):
        ramp = min(volume.ramp_m(k, recent, task.blueprint), volume.returned_m(k, recent, task.blueprint))
        days = task.slots[k].metres(minutes, easy, task.longest_m[k])
        targets[k] = min(targets[k] * share, days, ramp)
        recent.append(targets[k] + (before * (1 - task.history.first_scale) if k == 0 else 0.0))
    return replace(volume, targets=tuple(targets))


def key_column(task: SpineTask) -> tuple[KeySession, ...]:
    """The row of 13.18 that this athlete's specific phase has to hold."""
    e = task.eligibility
    level: str = e.abilities.level
    days = max((s.run_days for s in task.slots), default=0)
    if e.age_first < 16 or days < 4:
        level = "beginner"
    if e.child:
        level = "under_14"
    goals = [f.goal for f in task.frames]
    event = event_key(goals[0].distance_m)
    return tuple(task.blueprint.key_sessions[event][level])


def pillar_of(need: KeySession, blueprint: Blueprint) -> str:
    """The pillar that a demand of 13.18 serves; "" where the blueprint has none of its sessions."""
    return next((str(blueprint.sessions[i].pillar) for i in need.any_of if i in blueprint.sessions), "")


def pool_for(task: SpineTask) -> tuple[SessionType, ...]:
    """The quality sessions and sparks to choose from."""
    e = task.eligibility
    pools = table(task.blueprint, "season.pool")
    event = event_key(task.frames[0].goal.distance_m)
    ids = [*pools["beginner"]] if e.abilities.level == "beginner" or e.age_first < 16 else [*pools[event]]
    ids += [s for s in SPARKS if s not in ids]
    clubs = (c.pillar or "lactate_tolerance" for c in e.athlete.availability.fixed)
    if (
        e.age_first < 16 and "lactate_tolerance" in clubs
    ):  # one lactate session in seven days (INV-52), on hills as well
        ids = [s for s in ids if s != "HI02"]
    if e.child:  # the progression run is their tempo (13.23)
        ladder = table(task.blueprint, "season.tempo")["ladder"]
        ids = [s for s in ids if s not in ladder]
    library = task.blueprint.sessions
    return tuple(library[i] for i in ids if i in library and e.allowed(library[i]))


def most_for_key(task: SpineTask, k: int) -> float:
    """Metres that week ``k`` may be run at for a key session's sake (13.19): its target, or a little more up to V_peak."""
    f, target = task.frames[k], task.volume.targets[k]
    if f.phase not in ("build", "specific") or not f.loading or f.maintain:
        return target
    lift = float(table(task.blueprint, "season.key_week")["lift"])
    return max(target, min(lift * target, task.volume.peak))


def counts_as_lactate(kind: SessionType) -> bool:
    """Does INV-19 count it (13.27)?"""
    if kind.id == "HI02":
        return False
    return kind.pillar == "lactate_tolerance" or kind.zone in LACTATE_ZONES or kind.id[:2] in LACTATE_PREFIX
