"""What an athlete has fixed, one thing at a time: how each is called, and the athlete without it.

In: athlete. Out: Items, athletes without some of them, athletes with a race moved. Read by the search for what collides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from homestretch.athlete.model import WEEKDAYS, Athlete, Race, Span
from homestretch.planning.sentences import event_words, say
from homestretch.planning.volume import ASSUMED_WEEKLY_KM

ALL_DAYS = tuple(range(7))
Kind = Literal["race", "rounds", "club", "busy", "restriction", "minutes", "days"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the athlete has fixed; ``index`` is its place among those of its kind."""

    kind: Kind
    index: int = 0


def items_of(athlete: Athlete) -> tuple[Item, ...]:
    """Everything that could be loosened: races and their rounds in order of date, then the rest."""
    out: list[Item] = []
    for n in sorted(range(len(athlete.races)), key=lambda n: (athlete.races[n].date, n)):
        out.append(Item("race", n))
        if athlete.races[n].rounds:
            out.append(Item("rounds", n))
    out += [Item("club", n) for n in range(len(athlete.availability.fixed))]
    out += [Item("busy", n) for n in range(len(athlete.busy))]
    out += [Item("restriction", n) for n in range(len(athlete.health.restrictions))]
    if any(m is not None for m in athlete.availability.minutes):
        out.append(Item("minutes"))
    if set(athlete.availability.days) != set(ALL_DAYS):
        out.append(Item("days"))
    return tuple(out)


def without(athlete: Athlete, gone: Set[Item]) -> Athlete | None:
    """The athlete with these things loosened: races and sessions left out, all days and minutes free.

    None where no race would be left to plan for.
    """

    def left(kind: Kind, count: int) -> list[int]:
        return [n for n in range(count) if Item(kind, n) not in gone]

    own = athlete.availability
    races = tuple(
        replace(athlete.races[n], rounds=()) if Item("rounds", n) in gone else athlete.races[n]
        for n in left("race", len(athlete.races))
    )
    if not races:
        return None
    free = replace(
        own,
        fixed=tuple(own.fixed[n] for n in left("club", len(own.fixed))),
        minutes=(None,) * len(own.minutes) if Item("minutes") in gone else own.minutes,
        days=ALL_DAYS if Item("days") in gone else own.days,
    )
    limits = athlete.health.restrictions
    return replace(
        athlete,
        races=races,
        availability=free,
        busy=tuple(athlete.busy[n] for n in left("busy", len(athlete.busy))),
        health=replace(
            athlete.health, restrictions=tuple(limits[n] for n in left("restriction", len(limits)))
        ),
    )


def moved(athlete: Athlete, index: int, days: int) -> Athlete:
    """The athlete with one race and its rounds so many days later (earlier where negative)."""
    by = timedelta(days=days)
    race = athlete.races[index]
    return _with_race(
        athlete, index, replace(race, date=race.date + by, rounds=tuple(d + by for d in race.rounds))
    )


def over(athlete: Athlete, index: int, distance_m: float) -> Athlete:
    """The athlete with one race over another distance."""
    return _with_race(athlete, index, replace(athlete.races[index], distance_m=distance_m, goal_s=None))


def _with_race(athlete: Athlete, index: int, race: Race) -> Athlete:
    return replace(athlete, races=(*athlete.races[:index], race, *athlete.races[index + 1 :]))


def km_now(athlete: Athlete) -> float:
    """Kilometres a week before the plan, as stated or as the planner assumes them."""
    return ASSUMED_WEEKLY_KM if athlete.weekly_km is None else athlete.weekly_km


def running_more(athlete: Athlete, km: int) -> Athlete:
    """The athlete running so many kilometres a week before the plan."""
    most = athlete.weekly_km_max_12mo
    return replace(
        athlete, weekly_km=float(km), weekly_km_max_12mo=None if most is None else max(most, float(km))
    )


def next_km(athlete: Athlete, factor: float, least: float) -> int:
    """A larger weekly distance to try: ``factor`` times what is run now, ``least`` km at the least, in whole km."""
    return math.ceil(max(km_now(athlete) * factor, least))


def race_days(athlete: Athlete, item: Item) -> tuple[date, ...]:
    """The days of racing that an item stands for; none where it is no race."""
    if item.kind == "race":
        return (athlete.races[item.index].date,)
    return athlete.races[item.index].rounds if item.kind == "rounds" else ()


def days_of(athlete: Athlete, item: Item) -> Span:
    """The days of an absence or a restriction."""
    return athlete.busy[item.index] if item.kind == "busy" else athlete.health.restrictions[item.index].span


def key(athlete: Athlete, item: Item) -> str:
    """The item as programs and athlete files call it."""
    if item.kind == "race":
        return f"race {athlete.races[item.index].date.isoformat()}"
    if item.kind == "rounds":
        return f"rounds of race {athlete.races[item.index].date.isoformat()}"
    if item.kind == "club":
        club = athlete.availability.fixed[item.index]
        return f"{club.what} on {WEEKDAYS[club.weekday]}"
    if item.kind == "busy":
        span = athlete.busy[item.index]
        return f"busy {span.start.isoformat()} to {span.end.isoformat()}"
    if item.kind == "restriction":
        return "health.restrictions"
    return f"availability.{item.kind}"


def words(athlete: Athlete, item: Item) -> str:
    """The item as a runner says it, for the middle of a sentence."""
    if item.kind == "race":
        race = athlete.races[item.index]
        return f"the {event_words(race.distance_m)} race of {say(race.date)}"
    if item.kind == "rounds":
        days = sorted(athlete.races[item.index].rounds)
        return f"the {'rounds' if len(days) > 1 else 'round'} of {listed([say(d) for d in days])}"
    if item.kind == "club":
        club = athlete.availability.fixed[item.index]
        return f"the fixed session ({club.what}) on {WEEKDAYS[club.weekday]}"
    if item.kind == "busy":
        span = athlete.busy[item.index]
        return f"the days away from {say(span.start)} to {say(span.end)}"
    if item.kind == "restriction":
        limit = athlete.health.restrictions[item.index]
        return f"the restriction by {limit.by} until {say(limit.span.end)}"
    return "the minutes of each day" if item.kind == "minutes" else "the days for running"


def hint(athlete: Athlete, item: Item) -> str:
    """What loosening the item means."""
    if item.kind == "restriction":
        limit = athlete.health.restrictions[item.index]
        return f"ask {limit.by} to lift the restriction until {say(limit.span.end)}"
    if item.kind == "busy":
        span = athlete.busy[item.index]
        return f"make room for running from {say(span.start)} to {say(span.end)}"
    if item.kind == "minutes":
        return "allow more minutes a day"
    if item.kind == "days":
        return "allow running on every day of the week"
    return f"leave out {words(athlete, item)}"


def together(athlete: Athlete, items: Sequence[Item]) -> str:
    """What loosening all of them means."""
    if all(i.kind in ("race", "rounds", "club") for i in items):
        return f"leave out {listed([words(athlete, i) for i in items])}"
    return listed([hint(athlete, i) for i in items])


def listed(texts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
