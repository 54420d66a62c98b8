"""Why no plan could be issued: the smallest set of fixed things that collide, and what to loosen, found by planning again.

In: the violations of a finished plan, the athlete, and a way to plan. Out: a Refusal. A set is made smallest by deletion
filtering (Chinneck and Dravnieks 1991): each thing is left out in turn and stays out where the conflict remains. What
ends the conflict when it alone is left out belongs to every set that collides. All of it is held to an account of
deterministic effort (13.29), never of time: the same athlete gets the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from typing import Protocol

from homestretch.athlete.model import Athlete
from homestretch.planning.calendar import WEEK
from homestretch.planning.fixed import (
    Item,
    days_of,
    hint,
    items_of,
    key,
    km_now,
    listed,
    moved,
    next_km,
    over,
    race_days,
    running_more,
    together,
    without,
    words,
)
from homestretch.planning.season import Refusal, Season, Violation, Week
from homestretch.planning.sentences import event_words, say
from homestretch.planning.solving import Account

NO_PLAN = "No plan was found that keeps every safety limit"
# Effort as the account counts it, the season that was refused included; 1.0 is some two and a half seconds.
MOST_EFFORT = 2.1  # for the set and what to loosen: an answer in about five seconds (design choice)
LEAST_KEPT = 0.4  # of that for what to loosen, or as much as a whole season takes (design choice)
LAST_EFFORT = 0.4  # beyond that, as long as nothing to loosen was found (design choice)
MOVES = (7, -7, 28)  # days by which a race is moved: a week either way, then time to build up (design choice)
MORE_KM = (1.25, 1.5, 2.0)  # times what is run now (design choice)
LEAST_KM = (10.0, 15.0, 20.0)  # those who run little start from here (design choice)
SHORTER_M = (1500.0, 800.0)  # a goal race may be over one of these instead
WEEKS_LOOKED_AT = 4  # before a week: INV-11, INV-12, INV-27
MOST_LEFT_OUT = 4  # things left out together (design choice)


class Begun(Protocol):
    """A season that is placed as far as is asked for, and farther when that is asked for later."""

    def until(self, week: int | None, most: float) -> Season | None:
        """As far as a week, or whole; None where the account comes to ``most`` before."""


Begin = Callable[[Athlete], Begun]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that was planned and gave a season without violations: in words, and the athlete so changed."""

    text: str
    athlete: Athlete


@dataclass(frozen=True, slots=True)
class Collision:
    """What collides. ``smallest`` is False where planning stopped before every thing was tried."""

    items: tuple[Item, ...]
    remedies: tuple[Remedy, ...]
    too_little: bool  # what is run now belongs to the set
    smallest: bool
    tried: tuple[str, ...]


@dataclass(slots=True)
class Search:
    """Plans again with things loosened, as long as the account allows."""

    athlete: Athlete
    season: Season  # that is refused
    begin: Begin
    first: Violation  # the conflict: this limit in this week
    account: Account
    begun: dict[Athlete, Begun] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)
    whole: float = 0.0  # effort that a whole season takes, as the refused one did
    set_most: float = 0.0  # effort up to which the set is searched: some is kept for what to loosen
    items: tuple[Item, ...] = ()  # the set
    certain: bool = False  # that it is smallest

    def __post_init__(self) -> None:
        self.whole = self.account.spent / max(self.account.seasons, 1)
        kept = max(self.whole, LEAST_KEPT)
        self.set_most = max(MOST_EFFORT - kept, self.account.spent + self.whole)

    def planned(self, athlete: Athlete | None, week: int | None, most: float) -> Season | None:
        """The season of a changed athlete as far as a week; None where there is none to plan or no effort is left."""
        if athlete is None:
            return None
        if athlete == self.athlete:
            return self.season
        if athlete not in self.begun:
            if self.account.spent + self.cost(week) > most:
                return None
            self.begun[athlete] = self.begin(athlete)
        return self.begun[athlete].until(week, most)

    def cost(self, week: int | None) -> float:
        """About the effort that a season takes as far as a week, or whole."""
        count = len(self.season.weeks)
        return self.whole if week is None else self.whole * min(week / max(count, 1), 1.0)

    def until_conflict(self, athlete: Athlete | None, most: float, later: int = 0) -> Season | None:
        """The season as far as the week of the conflict, which is all that tells whether the conflict is there."""
        week = week_of(self.first, self.season)
        return self.planned(athlete, None if week is None else week.number + later, most)

    def broken(self, season: Season) -> bool:
        """Is the conflict there?"""
        place = _place(self.first)
        return season.refused is None and any(
            v.id == self.first.id and _place(v) == place for v in season.violations
        )

    def remains(self, gone: Set[Item]) -> bool | None:
        """Is the conflict still there without these things? None: not known."""
        season = self.until_conflict(without(self.athlete, gone), self.set_most)
        return None if season is None else self.broken(season)

    def needed(self, item: Item) -> bool:
        """Does leaving this alone out end the conflict? Then it is part of every set that collides."""
        return self.remains({item}) is False

    def enough(self, athlete: Athlete | None, most: float) -> Season | None:
        """As much of a season as it takes to see that the conflict is still there, or else the whole of it.

        The week of the conflict may still be placed otherwise while the week after it is; then it stands.
        """
        season = self.until_conflict(athlete, most, later=1)
        if season is None or self.broken(season):
            return season
        left = self.whole - self.cost(len(season.weeks))
        return self.planned(athlete, None, most) if left <= max(most - self.account.spent, 0) else None

    def works(self, text: str, athlete: Athlete | None, most: float) -> Remedy | None:
        """The change as a remedy, where it gives a season without violations."""
        season = self.enough(athlete, most)
        if season is None or athlete is None:
            return None
        if season.refused is None and not season.violations:
            return Remedy(text, athlete)
        self.tried.append(text)
        return None

    def smallest(self, near: Set[Item]) -> None:
        """Finds a set of items that cannot be made smaller, or says that it may be. ``near``: looked at first."""
        every = items_of(self.athlete)
        gone = self.far(every, near)
        needed = [i for i in sorted(near, key=self.worth) if self.needed(i)]  # what to loosen, most likely
        certain = True
        both = frozenset(i for i in every if i.kind in ("minutes", "days") and i not in gone)
        if len(both) > 1 and self.remains(gone | both):
            gone |= both
        for item in sorted(every, key=self.least_likely):
            if item in gone or item in needed or (item.kind == "rounds" and Item("race", item.index) in gone):
                continue
            still = self.remains(gone | {item})
            certain = certain and (still is not None or without(self.athlete, gone | {item}) is None)
            gone |= {item} if still else frozenset()
        gone, sure = self.any_race(every, near, gone)
        certain = certain and sure
        lost = frozenset(Item("rounds", i.index) for i in gone if i.kind == "race")
        self.items, self.certain = tuple(i for i in every if i not in gone | lost), certain

    def any_race(
        self, every: tuple[Item, ...], near: Set[Item], gone: frozenset[Item]
    ) -> tuple[frozenset[Item], bool]:
        """The last race left cannot be tried without: it has no part in it where another in its place does as well."""
        week = week_of(self.first, self.season)
        races = [i for i in every if i.kind == "race"]
        left = [i for i in races if i not in gone]
        of_itself = week is not None and only_races(week) and any(i in near for i in left)
        if len(left) > 1 or len(races) == 1 or of_itself:
            return gone, True
        other = next(i for i in reversed(races) if i not in left)
        still = self.remains((gone | set(left)) - {other})
        return gone | set(left) if still else gone, still is not None

    def far(self, every: tuple[Item, ...], near: Set[Item]) -> frozenset[Item]:
        """Things left out at once without which the conflict remains: as many as the first that holds of these."""
        days = frozenset(i for i in every if i.kind in ("minutes", "days"))
        away = frozenset(i for i in every if i.kind in ("busy", "restriction") and self.before(i))
        for kept in (near | days, near | days | away) if near else ():
            if self.remains(frozenset(every) - kept):
                return frozenset(every) - kept
        gone: frozenset[Item] = frozenset()
        for kinds in (("busy", "restriction"), ("club",), ("race", "rounds")):
            group = frozenset(i for i in every if i.kind in kinds and i not in near)
            if group and self.remains(gone | group):
                gone |= group
        return gone

    def before(self, item: Item) -> bool:
        """Do these days fall into the week of the conflict or the four before it, which its limits look at?"""
        week = week_of(self.first, self.season)
        span = days_of(self.athlete, item)
        return week is None or (
            span.start < week.start + WEEK and span.end >= week.start - WEEKS_LOOKED_AT * WEEK
        )

    def least_likely(self, item: Item) -> tuple[int, int]:
        """Order of leaving out: what else is fixed, then races from the last to the first."""
        if item.kind in ("race", "rounds"):
            return 1, -sum(self.athlete.races[item.index].date >= r.date for r in self.athlete.races)
        return 0, item.index

    def most(self, found: bool) -> float:
        """The effort up to which a remedy is looked for."""
        return MOST_EFFORT if found else MOST_EFFORT + LAST_EFFORT

    def remedies(self, near: Set[Item]) -> Iterator[Remedy]:
        """All things of the set whose loosening alone is enough, then a race moved; else more at once."""
        found = False
        for item in sorted(self.items, key=self.worth):
            remedy = self.works(hint(self.athlete, item), without(self.athlete, {item}), self.most(found))
            found = found or remedy is not None
            yield from _some(remedy)
        if not found:
            remedy = self.several(self.items)
            found = remedy is not None
            yield from _some(remedy)
        if found and not self.certain:  # what was left for a remedy may go into the set
            self.set_most = max(self.set_most, MOST_EFFORT)
            self.smallest(near)
        races = sorted((i for i in self.items if i.kind == "race"), key=self.worth)
        for item in races[:1] if found else races:
            for days in MOVES[:2] if found else MOVES:
                other = moved(self.athlete, item.index, days)
                day = other.races[item.index].date
                if day < self.season.start:
                    continue
                text = f"move {words(self.athlete, item)} to {say(day)}"
                remedy = self.works(text, other, self.most(found))
                if remedy is not None:
                    yield remedy
                    return

    def several(self, items: tuple[Item, ...]) -> Remedy | None:
        """Things left out one after another, each for the limit that is still broken."""
        gone: list[Item] = []
        near = [i for i in sorted(items, key=self.worth) if without(self.athlete, {i}) is not None]
        while near and len(gone) < MOST_LEFT_OUT:
            new = near[0]
            own = Item("rounds", new.index) if new.kind == "race" else None  # they go with their race
            gone = [*(i for i in gone if i != own), new]
            changed = without(self.athlete, set(gone))
            text = together(self.athlete, gone)
            most = self.most(False)
            remedy = self.works(text, changed, most) if text not in self.tried else None
            season = self.enough(changed, most)
            if remedy is not None or season is None or not season.violations:
                return remedy
            week = next(filter(None, (week_of(v, season) for v in season.violations)), None)
            raced = sorted(raced_in(self.athlete, week), key=self.worth)
            near = [
                i
                for i in dict.fromkeys((*raced, *sorted(items, key=self.worth)))
                if i not in gone and without(self.athlete, {*gone, i}) is not None
            ]
        return None

    def more_running(self) -> Remedy | None:
        """The least running before the plan, of those tried, that lets everything be kept."""
        for factor, least in zip(MORE_KM, LEAST_KM, strict=True):
            km = next_km(self.athlete, factor, least)
            remedy = self.works(
                f"come to {km} km a week before the plan starts",
                running_more(self.athlete, km),
                self.most(False),
            )
            if remedy is not None:
                return remedy
        return None

    def shorter(self, items: tuple[Item, ...]) -> Remedy | None:
        """A race of the set over a shorter distance."""
        for i in items:
            for metres in SHORTER_M:
                if i.kind == "race" and self.athlete.races[i.index].distance_m > metres:
                    text = f"run the {event_words(metres)} instead of {words(self.athlete, i)}"
                    remedy = self.works(text, over(self.athlete, i.index, metres), self.most(False))
                    if remedy is not None:
                        return remedy
        return None

    def worth(self, item: Item) -> tuple[int, str, int]:
        """Least loss first: rounds, races of low priority, then what else is fixed."""
        if item.kind == "rounds":
            return 0, "", item.index
        if item.kind == "race":
            race = self.athlete.races[item.index]
            return 1, {"C": "a", "B": "b", "A": "c"}[race.priority], item.index
        return 2, item.kind, item.index


def find(first: Violation, season: Season, athlete: Athlete, begin: Begin, account: Account) -> Collision:
    """The things that make the plan break ``first``, and what was planned again and kept every limit.

    Args:
        first: the violation to explain.
        season: the plan that holds it.
        athlete: whose plan it is.
        begin: plans and checks, as far as is asked; its seasons keep weeks and violations.
        account: of the effort, that of ``season`` included.
    """
    search = Search(athlete, season, begin, first, account)
    near = frozenset(raced_in(athlete, week_of(first, season)))
    search.smallest(near)
    remedies = tuple(search.remedies(near))
    too_little = False
    if not remedies:
        more = search.more_running()
        too_little = more is not None
        remedies = tuple(r for r in (more, search.shorter(search.items)) if r is not None)
    return Collision(search.items, remedies, too_little, search.certain, tuple(search.tried))


def why_none(
    found: tuple[Violation, ...], season: Season, athlete: Athlete, begin: Begin, account: Account
) -> Refusal:
    """The refusal for violations that remain.

    Where races are all that is run in the weeks concerned, the athlete's own dates collide: that is a true reason.
    Anything else is said as what it is: the planner found no plan. What to loosen has been planned and keeps every limit.
    """
    weeks = {v: week_of(v, season) for v in found}
    first = next((v for v in found if (w := weeks[v]) is not None and only_races(w)), None)
    own = first is not None
    first = first or found[0]
    what = find(first, season, athlete, begin, account)
    names = [words(athlete, i) for i in what.items]
    keys = [key(athlete, i) for i in what.items]
    if what.too_little:
        names.append(f"a start from {km_now(athlete):g} km a week")
        keys.append("athlete.weekly_km")
    if own:
        verb = "do not go together" if len(names) > 1 else "cannot be planned as it stands"
        reason = f"{_capital(listed(names))} {verb}: {_small(first.text)}"
        if len(athlete.races) == 1 and Item("race") in what.items:
            reason += " It is the only race, so it cannot be left out."
        if not what.smallest:
            reason += " Some of these may have no part in it."
    else:
        reason = f"{NO_PLAN}: " + "; ".join(f"{v.where}: {v.text}" for v in found[:3])
    keys = keys or sorted({v.id for v in found})  # nothing that is fixed has a part in it
    loosen = tuple(r.text for r in what.remedies)
    if not loosen:
        loosen = ("change several of these at once, or choose later races",)
        if what.tried:
            reason = f"{reason} Tried without success: {'; '.join(what.tried)}."
    return Refusal(reason, tuple(dict.fromkeys(keys)), loosen, rule=first.id)


def week_of(v: Violation, season: Season) -> Week | None:
    """The week that a violation names."""
    number = _place(v)
    return next((w for w in season.weeks if number == f"week {w.number}"), None)


def only_races(week: Week) -> bool:
    """Is racing all the running of the week?"""
    runs = [s.id for d in week.days for s in d.sessions if s.distance_m]
    return bool(runs) and all(r == "RACE" for r in runs)


def raced_in(athlete: Athlete, week: Week | None) -> list[Item]:
    """The races and rounds of a week."""
    if week is None:
        return []
    last = week.start + WEEK
    return [i for i in items_of(athlete) if any(week.start <= d < last for d in race_days(athlete, i))]


def _place(v: Violation) -> str:
    """``week 3`` of ``week 3, Tue 29 September, RACE``; else the whole place."""
    return v.where.split(",")[0] if v.where.startswith("week ") else v.where


def _some(remedy: Remedy | None) -> tuple[Remedy, ...]:
    return () if remedy is None else (remedy,)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _small(text: str) -> str:
    return text[0].lower() + text[1:]
