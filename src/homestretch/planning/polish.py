"""Blocks of four loading weeks brought into their bands once the season stands (method 1.5, 13.7, 13.23).

In: a planner whose weeks are all placed. Out: the same weeks, a few of their easy runs with or without a touch, hard
sessions with a shorter warm-up, or a free hard session changed for another. Each answer passes the whole check, or is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from homestretch.athlete.model import PILLARS
from homestretch.blueprint.model import LONG_RUNS
from homestretch.planning.away import DAY
from homestretch.planning.balance import BLOCK_WEEKS, Loads
from homestretch.planning.eligible import family
from homestretch.planning.history import History
from homestretch.planning.menu import LONGER, easy_pair
from homestretch.planning.numbers import event_key, table
from homestretch.planning.repair import longest_m, step_allowed
from homestretch.planning.report import keys_held
from homestretch.planning.season import Day, PlannedSession, Week
from homestretch.planning.spine_task import ROUNDS, ROUNDS_WEEKS, TOUCH, Item, counts_as_lactate
from homestretch.planning.sums import pillar_load, true_monotony, week_of
from homestretch.planning.week_task import HEAVY_BEFORE, OPENER_DAYS, TOUCH_QUANTA

if TYPE_CHECKING:
    from collections.abc import Callable

    from homestretch.planning.planner import Planner

    Check = Callable[[tuple[Week, ...]], bool]  # does a season of these weeks keep every limit?

Place = tuple[int, int]  # weekday, and the session of that day
SHORTEST_MIN = 20  # of an easy run whose minutes are fitted again
LEAST_TOUCH_MIN = 25  # of one that ends in a touch, as in a week's own choice
REACH_MIN = 15  # that a run may be shorter or longer with its touch, so as to cover the same ground
MOST_STRIDES = 2  # easy runs with strides in a week, as the block's own choice has it
SET_OF_200S = "LT04"


@dataclass(frozen=True, slots=True)
class Edit:
    """Sessions of one week in place of others, and what that moves."""

    week: int
    kind: str  # of the change: one of each a week
    changes: tuple[tuple[Place, PlannedSession], ...]
    moved: Loads  # AU by pillar
    cost: float


def polish(planner: Planner, check: Check) -> bool:
    """Changes the season's weeks where that brings a block into its band; whether it did.

    Args:
        planner: with every week placed; its history's weeks and days are changed in place.
        check: true where a season of those weeks keeps every limit.
    """
    limits = table(planner.blueprint, "polish.search")
    left = int(limits["checks"])
    changed = False
    for block in blocks(planner):
        if left <= 0:
            break
        found, used = _better(planner, block, check, min(left, int(limits["checks_a_block"])))
        left -= used
        if found:
            _take(planner, found)
            changed = True
    return changed


def blocks(planner: Planner) -> list[list[int]]:
    """Weeks of each block of the account (13.23), as they came out."""
    weeks = planner.history.weeks
    counted = [
        k
        for k, f in enumerate(planner.frames)
        if f.loading
        and f.phase in ("general base", "build", "specific")
        and sum(s.quality for d in weeks[k].days for s in d.sessions) > 1
    ]
    whole = len(counted) - len(counted) % BLOCK_WEEKS
    return [counted[i : i + BLOCK_WEEKS] for i in range(0, whole, BLOCK_WEEKS)]


class Account:
    """A block's load by pillar against its shares."""

    def __init__(self, planner: Planner, block: list[int]) -> None:
        frames = [planner.frames[k] for k in block]
        limits = table(planner.blueprint, "balance.tolerance")
        event = event_key(frames[0].goal.distance_m)
        self.points = float(limits["e5000" if event == "5000" else "points"])
        rows = [planner.balance.shares(f) for f in frames]
        self.target = [sum(row[p] for row in rows) / len(rows) for p in range(len(PILLARS))]
        loads = [pillar_load(planner.history.weeks[k].days) for k in block]
        self.sums = tuple(sum(x[p] for x in loads) for p in range(len(PILLARS)))

    def over(self, sums: tuple[float, ...]) -> float:
        """Points that the worst pillar lies outside its tolerance; 0 or less: the block is in its band."""
        total = sum(sums) or 1.0
        return max(abs(100 * s / total - t) for s, t in zip(sums, self.target, strict=True)) - self.points


def _better(planner: Planner, block: list[int], check: Check, most: int) -> tuple[tuple[Edit, ...], int]:
    """The cheapest edits that bring the block into its band and keep every limit, and how often was checked."""
    account = Account(planner, block)
    limits = table(planner.blueprint, "polish.search")
    if account.over(account.sums) <= 0 or account.over(account.sums) > limits["points_most"]:
        return (), 0
    edits = [e for k in block for e in _edits(planner, k)]
    bad: set[int] = set()
    used = 0
    for chosen in _sets(account, edits, limits):
        if used >= most:
            break
        if any(n in bad for n in chosen):
            continue
        used += 1
        if _passes(planner, tuple(edits[n] for n in chosen), check):
            return tuple(edits[n] for n in chosen), used
        if len(chosen) == 1:
            bad.add(chosen[0])
            continue
        for n in chosen:  # which of them cannot be at all
            if used >= most:
                break
            used += 1
            if not _passes(planner, (edits[n],), check):
                bad.add(n)
                break
    return (), used


def _sets(account: Account, edits: list[Edit], limits: Mapping[str, float]) -> Iterator[tuple[int, ...]]:
    """Sets of edits that bring the block into its band, the fewest first, then the cheapest."""
    width = int(limits["width"])
    front: list[tuple[tuple[int, ...], tuple[float, ...]]] = [((), account.sums)]
    seen: set[tuple[int, ...]] = set()
    for _ in range(int(limits["edits"])):
        good: list[tuple[float, tuple[int, ...]]] = []
        near: list[tuple[float, tuple[int, ...], tuple[float, ...]]] = []
        for chosen, sums in front:
            taken = {(edits[n].week, edits[n].kind) for n in chosen}
            places = {(edits[n].week, place) for n in chosen for place, _ in edits[n].changes}
            for n, e in enumerate(edits):
                key = tuple(sorted((*chosen, n)))
                if n in chosen or key in seen or (e.week, e.kind) in taken:
                    continue
                if any((e.week, place) in places for place, _ in e.changes):
                    continue
                seen.add(key)
                moved = tuple(a + b for a, b in zip(sums, e.moved, strict=True))
                over = account.over(moved)
                if over <= 0:
                    good.append((sum(edits[i].cost for i in key), key))
                else:
                    near.append((over + sum(edits[i].cost for i in key), key, moved))
        yield from (key for _, key in sorted(good))
        front = [(key, moved) for _, key, moved in sorted(near)[:width]]


def _passes(planner: Planner, edits: tuple[Edit, ...], check: Check) -> bool:
    """Would the season with these edits keep its key sessions, the week's own rules and every limit?"""
    weeks = list(planner.history.weeks)
    for k in {e.week for e in edits}:
        weeks[k] = _changed(planner, k, [e for e in edits if e.week == k])
        days = tuple(d.sessions for d in weeks[k].days)
        limit = float(table(planner.blueprint, "season.monotony")[planner.abilities.level])
        before = true_monotony(tuple(d.sessions for d in planner.history.weeks[k].days), planner.menu)
        if true_monotony(days, planner.menu) > max(limit, before) or _too_many(planner, k, weeks[k]):
            return False
    required = planner.spine.required
    before = keys_held(tuple(planner.history.weeks), planner.frames, required, planner.blueprint)
    return keys_held(tuple(weeks), planner.frames, required, planner.blueprint) >= before and check(
        tuple(weeks)
    )


def _too_many(planner: Planner, k: int, week: Week) -> bool:
    """More easy runs with touches than leave one plain, or more strides than a week has (13.13)?"""
    sessions = [s for d in week.days for s in d.sessions]
    touches = [s for s in sessions if s.id in ("AB03", TOUCH) or (s.id == SET_OF_200S and not s.level)]
    plain = [s for s in sessions if s.id in ("AB01", "AB02", "AB14")]
    return sum(s.id == "AB03" for s in touches) > MOST_STRIDES or (bool(touches) and not plain)


def _changed(planner: Planner, k: int, edits: list[Edit]) -> Week:
    old = planner.history.weeks[k]
    rows = [list(d.sessions) for d in old.days]
    for e in edits:
        for (day, place), session in e.changes:
            rows[day][place] = session
    days = tuple(Day(d.date, tuple(row)) for d, row in zip(old.days, rows, strict=True))
    week = week_of(planner.frames[k], days, planner.blueprint, planner.abilities.type)
    return replace(week, notes=old.notes)


def _take(planner: Planner, edits: tuple[Edit, ...]) -> None:
    for k in {e.week for e in edits}:
        planner.history.weeks[k] = _changed(planner, k, [e for e in edits if e.week == k])
    days = [d for w in planner.history.weeks for d in w.days if d.date >= planner.start]
    planner.history.days[:] = days


# -- what a week could have otherwise ----------------------------------------------------------------
def _edits(planner: Planner, k: int) -> list[Edit]:
    then = _before(planner, k)
    return [*_touches(planner, k, then), *_sizes(planner, k), *_swaps(planner, k, then)]


def _before(planner: Planner, k: int) -> History:
    """The history as it was before week ``k``."""
    monday = planner.frames[k].start
    whole = planner.history
    days = [d for d in whole.days if d.date < monday]
    return replace(whole, days=days, weeks=whole.weeks[:k])


@contextmanager
def _as_of(planner: Planner, then: History) -> Iterator[None]:
    """The planner with the history that a week had before it."""
    whole, planner.history = planner.history, then
    try:
        yield
    finally:
        planner.history = whole


def _edit(
    planner: Planner, k: int, kind: str, changes: list[tuple[Place, PlannedSession]], cost: float
) -> Edit:
    old = planner.history.weeks[k].days
    was = pillar_load(tuple(Day(old[day].date, (old[day].sessions[place],)) for (day, place), _ in changes))
    now = pillar_load(tuple(Day(old[day].date, (s,)) for (day, _), s in changes))
    a, b, c, d = (y - x for x, y in zip(was, now, strict=True))
    return Edit(k, kind, tuple(changes), (a, b, c, d), cost)


def _runs(week: Week) -> Iterator[tuple[Place, PlannedSession]]:
    for d, day in enumerate(week.days):
        for n, s in enumerate(day.sessions):
            if s.distance_m:
                yield (d, n), s


def _minutes(s: PlannedSession) -> int:
    """Of the easy running alone, before anything fast."""
    return (s.steps[0].duration_s or 0) // 60


def _touches(planner: Planner, k: int, then: History) -> Iterator[Edit]:
    """An easy run with a touch, or a touch less: strides, a fast finish, a few 200s."""
    costs = table(planner.blueprint, "polish.costs")
    f = planner.frames[k]
    runs = list(_runs(planner.history.weeks[k]))
    strides = [x for x in runs if x[1].id == "AB03"]
    asked = planner.spine.weeks[k].fast_finish
    for place, s in runs:
        spare = (
            (s.id == "AB03" and len(strides) > 1 and place == strides[-1][0])
            or (s.id == TOUCH and not asked)
            or (s.id == SET_OF_200S and not s.level and not planner.eligibility.child)
        )
        if spare:
            plain = _as_long(planner, s, "AB02", 0)
            yield _edit(planner, k, f"less {s.id}", [(place, plain)], costs["touch"])
    pillars = {s.pillar for _, s in runs if s.quality}
    kind = planner.blueprint.sessions
    offers: list[tuple[str, int]] = []
    if len(strides) < MOST_STRIDES:
        step = strides[0][1].level if strides else 1
        offers.append(("AB03", min(step, step_allowed(kind["AB03"], then, f.start, planner.eligibility))))
    if all(s.id != TOUCH for _, s in runs):
        offers.append((TOUCH, 1))
    if "lactate_tolerance" not in pillars and all(s.id != SET_OF_200S for _, s in runs):
        offers.append((SET_OF_200S, 0))
    with _as_of(planner, then):
        offers = [
            (i, step)
            for i, step in offers
            if planner.eligibility.allowed(kind[i])
            and planner.ready(i, f)
            and (not planner.last_days(f) or family(i) in planner.known())
        ]
    hard = {d for (d, _), s in runs if s.quality}
    for session_id, step in offers:
        days = [
            (place, s) for place, s in runs if s.id == "AB02" and _may(planner, k, place[0], session_id, s)
        ]
        days.sort(key=lambda x: (x[0][0] - 1 in hard, x[0][0] + 1 in hard, x[0]))
        for place, s in days[:1]:
            new = _as_long(planner, s, session_id, step)
            if new.duration_s <= 60 * planner.slots[k].minutes[place[0]]:
                yield _edit(planner, k, f"more {session_id}", [(place, new)], costs["touch"])


def _as_long(planner: Planner, s: PlannedSession, session_id: str, step: int) -> PlannedSession:
    """An easy run of another kind that covers about the same ground."""
    around = _minutes(s)
    minutes = range(max(around - REACH_MIN, SHORTEST_MIN), around + REACH_MIN + 1, 5)
    offers = [planner.menu.easy(session_id, m, step) for m in minutes]
    return min(offers, key=lambda x: (abs(x.distance_m - s.distance_m), x.distance_m))


def _may(planner: Planner, k: int, day: int, session_id: str, s: PlannedSession) -> bool:
    """May an easy run on that day end in a touch? The rules of a week's own choice (``week_options.py``)."""
    f, slots = planner.frames[k], planner.slots[k]
    date = f.start + day * DAY
    near = [
        (r.date - date).days
        for fr in planner.frames
        for r in fr.races
        if r.race.priority in "AB" and r.date >= date
    ]
    if near and min(near) <= max(OPENER_DAYS):
        return False
    raced = [d for r in planner.athlete.races if r.priority == "A" for d in (r.date, *r.rounds)]
    if date - DAY in raced or slots.back[day] < 1 or planner.eligibility.barred(session_id, date):
        return False
    if planner.eligibility.careful_hamstring(f.start):
        return False
    if not LEAST_TOUCH_MIN <= _minutes(s) <= TOUCH_QUANTA * 5:
        return False
    week = planner.history.weeks[k]
    after = week.days[day + 1].sessions if day < 6 else ()
    if any(x.id.startswith("TT") for x in after):
        return False
    return not (session_id.startswith(HEAVY_BEFORE) and _jumped(planner, k, day))


def _jumped(planner: Planner, k: int, day: int) -> bool:
    """Heavy strength or plyometrics on the day before (MC09, MC12)?"""
    weeks = planner.history.weeks
    if not day and not k:
        return False
    before = weeks[k].days[day - 1] if day else weeks[k - 1].days[6]
    return any(x.contacts or x.id in ("ST02", "ST03") for x in before.sessions)


def _sizes(planner: Planner, k: int) -> Iterator[Edit]:
    """A hard session with the ordinary warm-up in place of a longer one, or the other way; an easy run makes up for it."""
    costs = table(planner.blueprint, "polish.costs")
    week, menu = planner.history.weeks[k], planner.menu
    easy = [(place, s) for place, s in _runs(week) if s.id == "AB02"]
    high = easy_pair(planner.blueprint, planner.abilities.level)[1]
    for place, s in _runs(week):
        if not s.quality or s.id not in planner.blueprint.sessions:
            continue
        size, timed = _size_of(planner, s)
        if size not in LONGER[:2]:
            continue
        new = menu.quality(s.id, s.level, "full" if size == "long" else "long", timed)
        more = s.distance_m - new.distance_m  # metres that easy running gains
        if not more or new.duration_s > 60 * planner.slots[k].minutes[place[0]]:
            continue
        quanta = round(more / menu.per_five("AB02"))
        for other, run in easy:
            minutes = _minutes(run) + 5 * quanta
            if minutes < SHORTEST_MIN or minutes > min(high, planner.slots[k].minutes[other[0]]):
                continue
            longer = menu.easy("AB02", minutes, 0)
            changes = [(place, new), (other, longer)]
            yield _edit(planner, k, f"size {s.id}", changes, costs["size"])
            break


def _size_of(planner: Planner, s: PlannedSession) -> tuple[str, bool]:
    for timed in (False, True):
        for size in LONGER:
            if planner.menu.quality(s.id, s.level, size, timed) == s:
                return size, timed
    return "", False


def _swaps(planner: Planner, k: int, then: History) -> Iterator[Edit]:
    """Another hard session of the pool for one that nothing rests on (13.19)."""
    costs = table(planner.blueprint, "polish.costs")
    week, f, menu = planner.history.weeks[k], planner.frames[k], planner.menu
    library = planner.blueprint.sessions
    spine = planner.spine.weeks[k]
    kept = {i.id for i in (*spine.quality, *spine.sparks) if i.key or i.tempo}
    kept |= {s for s in table(planner.blueprint, "season.tempo")["ladder"] if s.startswith("AB")}
    hard = [(place, s) for place, s in _runs(week) if s.quality and s.id in library]
    items = tuple(Item(s.id, s.level, tempo=s.id in kept) for _, s in hard)
    since, until = f.start - (ROUNDS_WEEKS - 1) * 7 * DAY, f.start + ROUNDS_WEEKS * 7 * DAY
    near = [s.id for d, s in planner.history.sessions(since) if d < until]
    for (place, s), item in zip(hard, items, strict=True):
        if s.id in kept or s.id.startswith("TT"):
            continue
        size, timed = _size_of(planner, s)
        if not size:
            continue
        with _as_of(planner, then):
            others = planner.others(k, items, item)
        for other in others:
            new = menu.quality(
                other.id, other.step, size, timed and planner.eligibility.by_time(library[other.id])
            )
            if near.count(other.id) >= ROUNDS or not _stands(planner, k, place[0], s, new, then):
                continue
            yield _edit(planner, k, f"swap {place[0]}", [(place, new)], costs["swap"])


def _stands(
    planner: Planner, k: int, day: int, old: PlannedSession, new: PlannedSession, then: History
) -> bool:
    """May the other session stand on that day? What the check does not know of the week's own rules."""
    e, slots = planner.eligibility, planner.slots[k]
    kind = planner.blueprint.sessions[new.id]
    date = planner.frames[k].start + day * DAY
    week = planner.history.weeks[k]
    if e.needs_track(kind) and not slots.track[day]:
        return False
    if new.duration_s > 60 * slots.minutes[day] or new.distance_m > longest_m(then, date, e):
        return False
    if e.barred(new.id, date):
        return False
    lactate = counts_as_lactate(kind) and not counts_as_lactate(planner.blueprint.sessions[old.id])
    if lactate and e.abilities.type == "speed":  # hours between two of them (1.6)
        return False
    after = week.days[day + 1].sessions if day < 6 else ()
    if any(x.id in LONG_RUNS for x in after) and new.pillar != "aerobic_base":
        return False
    return not (new.id.startswith(HEAVY_BEFORE) and _jumped(planner, k, day))
