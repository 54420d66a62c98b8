"""Why no plan could be issued: the smallest set of fixed things that collide, and what to loosen, found by planning again.

In: the violations of a finished plan, the athlete, and a way to plan. Out: a Refusal. A set is made smallest by deletion
filtering (Chinneck and Dravnieks 1991): each thing is left out in turn and stays out where the conflict remains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field

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

NO_PLAN = "No plan was found that keeps every safety limit"
MOST_PLANS = 12  # seasons planned for one refusal, a few seconds (design choice)
MOST_WEEKS = 80  # weeks planned for it: a long season allows fewer plannings (design choice)
LEAST_PLANS = 3  # however long the season is (design choice)
SET_SHARE = 0.67  # of the plannings for the set, so that some are left for what to loosen (design choice)
MOVES = (7, -7, 28)  # days by which a race is moved: a week either way, then time to build up (design choice)
MORE_KM = (1.25, 1.5, 2.0)  # times what is run now (design choice)
LEAST_KM = (10.0, 15.0, 20.0)  # those who run little start from here (design choice)
SHORTER_M = (1500.0, 800.0)  # a goal race may be over one of these instead
TOGETHER_PLANS = 3  # kept for leaving out several where one alone is not enough (design choice)
WEEKS_LOOKED_AT = 4  # before a week: INV-11, INV-12, INV-27
MOST_LEFT_OUT = 4  # things left out together (design choice)

Attempt = Callable[[Athlete, int | None], Season]  # whole, or no further than a week


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
    """Plans again with things loosened, at most ``most`` times."""

    athlete: Athlete
    attempt: Attempt
    first: Violation  # the conflict: this limit in this week
    seen: dict[Athlete, Season] = field(default_factory=dict)
    begun: dict[Athlete, Season] = field(default_factory=dict)  # planned as far as the week of the conflict
    plans: float = 0.0
    tried: list[str] = field(default_factory=list)

    @property
    def most(self) -> int:
        """How many seasons may be planned."""
        weeks = max(len(self.seen[self.athlete].weeks), 1)
        return min(MOST_PLANS, max(LEAST_PLANS, MOST_WEEKS // weeks))

    def season(self, athlete: Athlete | None, most: int | None = None) -> Season | None:
        """The season of a changed athlete; None where there is none to plan or no plan is left to make."""
        if athlete is None:
            return None
        if athlete not in self.seen:
            if self.plans >= (self.most if most is None else most):
                return None
            self.seen[athlete] = self.attempt(athlete, None)
            self.plans += self.seen[athlete].refused is None  # the gate costs nothing
        return self.seen[athlete]

    def until_conflict(self, athlete: Athlete | None, most: int) -> Season | None:
        """The season as far as the week of the conflict, which is all that tells whether the conflict is there."""
        week = week_of(self.first, self.seen[self.athlete])
        if athlete is None or athlete in self.seen or week is None:
            return self.season(athlete, most)
        if athlete not in self.begun:
            if self.plans >= most:
                return None
            self.begun[athlete] = self.attempt(athlete, week.number)
            share = week.number / max(len(self.seen[self.athlete].weeks), 1)
            self.plans += share * (self.begun[athlete].refused is None)
        return self.begun[athlete]

    def remains(self, gone: Set[Item]) -> bool | None:
        """Is the conflict still there without these things? None: not known."""
        season = self.until_conflict(without(self.athlete, gone), round(SET_SHARE * self.most))
        if season is None:
            return None
        place = _place(self.first)
        return season.refused is None and any(
            v.id == self.first.id and _place(v) == place for v in season.violations
        )

    def works(self, text: str, athlete: Athlete | None, most: int | None = None) -> Remedy | None:
        """The change as a remedy, where it gives a season without violations."""
        season = self.season(athlete, most)
        if season is None or athlete is None:
            return None
        if season.refused is None and not season.violations:
            return Remedy(text, athlete)
        self.tried.append(text)
        return None

    def smallest(self, near: Set[Item]) -> tuple[tuple[Item, ...], bool]:
        """A set of items that cannot be made smaller, and whether that is certain. ``near``: looked at first."""
        every = items_of(self.athlete)
        gone = self.far(every, near)
        certain = True
        both = frozenset(i for i in every if i.kind in ("minutes", "days") and i not in gone)
        if len(both) > 1 and self.remains(gone | both):
            gone |= both
        for item in sorted(every, key=self.least_likely):
            if item in gone or (item.kind == "rounds" and Item("race", item.index) in gone):
                continue
            still = self.remains(gone | {item})
            certain = certain and (still is not None or without(self.athlete, gone | {item}) is None)
            gone |= {item} if still else frozenset()
        gone, sure = self.any_race(every, near, gone)
        certain = certain and sure
        lost = frozenset(Item("rounds", i.index) for i in gone if i.kind == "race")
        return tuple(i for i in every if i not in gone | lost), certain

    def any_race(
        self, every: tuple[Item, ...], near: Set[Item], gone: frozenset[Item]
    ) -> tuple[frozenset[Item], bool]:
        """The last race left cannot be tried without: it has no part in it where another in its place does as well."""
        week = week_of(self.first, self.seen[self.athlete])
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
        week = week_of(self.first, self.seen[self.athlete])
        span = days_of(self.athlete, item)
        return week is None or (
            span.start < week.start + WEEK and span.end >= week.start - WEEKS_LOOKED_AT * WEEK
        )

    def least_likely(self, item: Item) -> tuple[int, int]:
        """Order of leaving out: what else is fixed, then races from the last to the first."""
        if item.kind in ("race", "rounds"):
            return 1, -sum(self.athlete.races[item.index].date >= r.date for r in self.athlete.races)
        return 0, item.index

    def remedies(self, items: tuple[Item, ...]) -> Iterator[Remedy]:
        """All things of the set whose loosening alone is enough, then a race moved; else more at once."""
        found = False
        for item in sorted(items, key=self.worth):
            most = self.most if found else max(self.most - TOGETHER_PLANS, 2)
            remedy = self.works(hint(self.athlete, item), without(self.athlete, {item}), most)
            found = found or remedy is not None
            yield from _some(remedy)
        if not found:
            remedy = self.several(items)
            found = remedy is not None
            yield from _some(remedy)
        races = sorted((i for i in items if i.kind == "race"), key=self.worth)
        for item in races[:1] if found else races:
            for days in MOVES[:2] if found else MOVES:
                other = moved(self.athlete, item.index, days)
                day = other.races[item.index].date
                if day < self.seen[self.athlete].start:
                    continue
                remedy = self.works(f"move {words(self.athlete, item)} to {say(day)}", other)
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
            remedy = self.works(text, changed) if text not in self.tried else None
            season = self.season(changed)
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
                f"come to {km} km a week before the plan starts", running_more(self.athlete, km)
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
                    remedy = self.works(text, over(self.athlete, i.index, metres))
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


def find(first: Violation, season: Season, athlete: Athlete, attempt: Attempt) -> Collision:
    """The things that make the plan break ``first``, and what was planned again and kept every limit.

    Args:
        first: the violation to explain.
        season: the plan that holds it.
        athlete: whose plan it is.
        attempt: plans and checks, whole or up to a week; its seasons keep weeks and violations.
    """
    search = Search(athlete, attempt, first, {athlete: season})
    near = frozenset(raced_in(athlete, week_of(first, season)))
    items, certain = search.smallest(near)
    remedies = tuple(search.remedies(items))
    too_little = False
    if not remedies:
        more = search.more_running()
        too_little = more is not None
        remedies = tuple(r for r in (more, search.shorter(items)) if r is not None)
    return Collision(items, remedies, too_little, certain, tuple(search.tried))


def why_none(found: tuple[Violation, ...], season: Season, athlete: Athlete, attempt: Attempt) -> Refusal:
    """The refusal for violations that remain.

    Where races are all that is run in the weeks concerned, the athlete's own dates collide: that is a true reason.
    Anything else is said as what it is: the planner found no plan. What to loosen has been planned and keeps every limit.
    """
    weeks = {v: week_of(v, season) for v in found}
    first = next((v for v in found if (w := weeks[v]) is not None and only_races(w)), None)
    own = first is not None
    first = first or found[0]
    what = find(first, season, athlete, attempt)
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
