"""How much hard work a week holds, and the ladder steps that fit into it (INV-12, INV-28, method 4.2).

The spine chose the sessions; here each gets the highest step allowed, taken down until the week's ceilings hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from homestretch.athlete.model import Abilities, FixedSession
from homestretch.blueprint.model import Blueprint
from homestretch.planning.calendar import WeekFrame
from homestretch.planning.history import History
from homestretch.planning.menu import Menu
from homestretch.planning.numbers import table
from homestretch.planning.season import PlannedSession
from homestretch.planning.spine_task import Item

EASY_SPEED = 0.78  # share of CS at which a week is run on the whole, warm-ups and jogs included


@dataclass(frozen=True, slots=True)
class Room:
    """Ceilings of one week: fast metres, threshold and VO2 metres, seconds over LT1."""

    hsr_m: float
    threshold_m: float
    vo2_m: float
    hard_s: float
    sprint_m: float

    @staticmethod
    def of(
        target_m: float,
        hsr_most: float,
        strides_m: float,
        frame: WeekFrame,
        abilities: Abilities,
        blueprint: Blueprint,
        sprint_most: float,
        only_800: bool,
    ) -> Room:
        zone = table(blueprint, "season.weekly_zone")
        kept = table(blueprint, "season.key_week")
        share = table(blueprint, "season.easy_share")
        level = abilities.level
        late = frame.phase in ("specific", "taper", "race") and only_800
        floor = float(share["event_800_late" if late else "ordinary"])
        seconds = target_m / (EASY_SPEED * abilities.critical_speed.value)
        return Room(
            min(hsr_most, float(kept["of_week_kept"]) * target_m) - strides_m,
            max(
                float(zone["threshold_of_km"][level]) * target_m,
                float(table(blueprint, "season.tempo_room")["least_m"]),
            ),
            float(zone["vo2_m"][level]),
            (1 - floor - 0.02) * seconds,
            sprint_most,
        )


def fit_steps(
    quality: tuple[Item, ...],
    sparks: tuple[Item, ...],
    room: Room,
    history: History,
    menu: Menu,
    clubs: tuple[tuple[int, FixedSession], ...],
) -> tuple[Item, ...]:
    """The items with steps lowered, or the last of them left out, until the room holds them."""
    items = list(quality)
    fixed = [menu.club(c, 1.0) for _, c in clubs] + [menu.quality(i.id, i.step, "full") for i in sparks]
    while items:
        protos = [menu.quality(i.id, i.step, "full") for i in items]
        over = _over(protos, fixed, room, menu)
        if not over:
            break
        part = [n for n in range(len(items)) if over(protos[n]) > 0]
        n = max(part, key=lambda m: (_loose(items[m]), over(protos[m]), items[m].id))
        if _loose(items[n]) in (LOWER_FREE, LOWER_KEY, LOWER_TEMPO, LOWER_UNDER):
            items[n] = replace(items[n], step=items[n].step - 1)
        else:
            items.pop(n)
    return tuple(items)


# What gives way first where a week can't hold all of it: the higher, the sooner.
LOWER_FREE, LOWER_KEY, DROP_FREE, LOWER_TEMPO, LOWER_UNDER, DROP_TEMPO, DROP_KEY = 6, 5, 4, 3, 2, 1, 0


def _loose(item: Item) -> int:
    """How readily an item gives way: free steps, steps above what is asked for, free sessions, then the rest."""
    if not (item.key or item.tempo):
        return LOWER_FREE if item.step > 1 else DROP_FREE
    if item.key:
        return LOWER_KEY if item.step > item.least else LOWER_UNDER if item.step > 1 else DROP_KEY
    return LOWER_TEMPO if item.step > 1 else DROP_TEMPO


class _Over:
    """The first ceiling that is broken, as a measure of one session's part in it."""

    def __init__(self, name: str, menu: Menu) -> None:
        self.name = name
        self.menu = menu

    def __call__(self, s: PlannedSession) -> float:
        if self.name == "hsr":
            return float(s.hsr_m)
        if self.name == "sprint":
            return float(s.sprint_m)
        if self.name == "hard":
            return float(sum(s.zone_seconds[1:]))
        return _zone_m(s, self.menu, ("VO",) if self.name == "vo2" else ("LT", "CS"))


def _zone_m(s: PlannedSession, menu: Menu, zones: tuple[str, ...]) -> float:
    kind = menu.blueprint.sessions.get(s.id)
    if kind is None or kind.zone not in zones or s.level < 1:
        return 0.0
    return float(kind.ladder[s.level - 1].quality_m)


def _over(items: list[PlannedSession], fixed: list[PlannedSession], room: Room, menu: Menu) -> _Over | None:
    """The first broken ceiling that some of ``items`` has a part in; what is fixed fills it but can't leave."""
    protos = [*items, *fixed]
    sums = (
        ("sprint", sum(p.sprint_m for p in protos), room.sprint_m),
        ("hsr", sum(p.hsr_m for p in protos), room.hsr_m),
        ("threshold", sum(_zone_m(p, menu, ("LT", "CS")) for p in protos), room.threshold_m),
        ("vo2", sum(_zone_m(p, menu, ("VO",)) for p in protos), room.vo2_m),
        ("hard", sum(sum(p.zone_seconds[1:]) for p in protos), room.hard_s),
    )
    broken = (_Over(name, menu) for name, have, most in sums if have > most)
    return next((over for over in broken if any(over(p) > 0 for p in items)), None)
