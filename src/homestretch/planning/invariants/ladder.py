"""INV-20, INV-21, INV-23, INV-36: steps, prerequisites, target speeds and recoveries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from homestretch.planning.invariants.book import Book, Planned, day_name
from homestretch.planning.invariants.facts import CLUB, RACE, Requirement
from homestretch.planning.invariants.numbers import by_level, number
from homestretch.planning.season import Step, Violation

SIZED_IN_MINUTES = frozenset(
    {"AB01", "AB02", "AB04", "AB14", "FK09"}
)  # method 13.24: the step is only printed
FREE_STEPS = frozenset(
    {"RC01", "RC02", "RC03", "MO01", "MO02", "ST04"}
)  # no ladder to climb (ST04: by contacts)
CLUB_AS_LT05_M = 1200  # method 13.28
RUN = "@run"
WALK_MPS = 1.6  # m/s, a brisk walk (Bohannon 1997: comfortable 1.4)
RACE_ANCHORS = {800: "V800", 1500: "V1500", 1609: "V1500", 3000: "V3K", 5000: "V5K"}


def steps(book: Book) -> Iterator[Violation]:
    """INV-20: at most the level's highest step, and one above the highest planned so far (method 13.24)."""
    held: dict[str, tuple[int, Planned]] = {}
    for p in book.sessions:
        f = p.fact
        if f is None:
            continue
        top = f.max_step[book.level]
        if p.session.level > top and p.id not in SIZED_IN_MINUTES and top > 0:
            yield Violation(
                "INV-20", p.where, f"Step {p.session.level}; at this level step {top} is the highest."
            )
        if p.id in SIZED_IN_MINUTES or p.id in FREE_STEPS:
            continue
        start = _start_step(book, p)
        before = held.get(p.id)
        kept = _kept(before, p) if before else 0
        most = max(start, kept + 1)
        if p.session.level > most:
            since = f"after step {kept} on {day_name(before[1].date)}" if before else "without one before"
            yield Violation(
                "INV-20", p.where, f"Step {p.session.level} {since}; at most step {most} is allowed."
            )
        held[p.id] = (max(kept, p.session.level), p)


def _kept(before: tuple[int, Planned], now: Planned) -> int:
    """The step still held: one is lost for every 7 days unused beyond 21 (method 4.1)."""
    unused = (now.date - before[1].date).days - number("ladder.unused_days")
    return max(before[0] - int(max(unused, 0) // 7), 0)


def _start_step(book: Book, p: Planned) -> int:
    f = p.fact
    assert f is not None
    threshold = (
        f.pillar == "aerobic_base" and f.zone in ("LT", "CS") and not any(f.hsr_m) and not any(f.sprint_m)
    )
    if not threshold or not book.based:
        return 1
    return max(1, f.max_step[book.level] - int(by_level("ladder.start_below_top", book.level)))


def prerequisites(book: Book) -> Iterator[Violation]:
    """INV-21: what a session builds on lies within 42 days; the session is open to the level."""
    for p in book.sessions:
        f = p.fact
        if f is None:
            continue
        if f.max_step[book.level] == 0:
            yield Violation("INV-21", p.where, f"{p.id} is not for this level.")
            continue
        yield from _person(book, p)
        if (
            p.id == "LT04" and p.session.level == 0
        ) or p.id == "ST03":  # a touch (13.23); INV-36 speaks of ST03
            continue
        if _done(book, p, frozenset({p.id})):  # done within 42 days: it was open then
            continue
        for need in f.requires:
            if not (need.history and book.based) and not _met(book, p, need):
                yield Violation("INV-21", p.where, f"{p.id} needs {need.text} in the 42 days before.")


def _person(book: Book, p: Planned) -> Iterator[Violation]:
    """Distance, years and age that a session asks for."""
    f = p.fact
    assert f is not None
    km = book.series(lambda w: w.distance_m)[: p.week + 5][-5:]
    if f.min_week_km and max(km) < f.min_week_km * 1000:
        yield Violation(
            "INV-21",
            p.where,
            f"{p.id} needs {f.min_week_km:.0f} km a week; the "
            f"highest of five weeks is {max(km) / 1000:.0f} km.",
        )
    if (book.athlete.training_years or 0.0) < f.min_training_years:
        yield Violation("INV-21", p.where, f"{p.id} needs {f.min_training_years:.0f} years of training.")
    if book.youngest < f.min_age:
        yield Violation("INV-21", p.where, f"{p.id} needs an age of {f.min_age}.")


def _done(book: Book, p: Planned, ids: frozenset[str]) -> list[Planned]:
    """Sessions of these ids in the 42 days before ``p`` (a fitting club session is an LT05, 13.28)."""
    first = p.date - timedelta(days=number("ladder.window"))
    return [q for q in book.sessions if first <= q.date < p.date and (q.id in ids or _is_club_lt05(q, ids))]


def _is_club_lt05(q: Planned, ids: frozenset[str]) -> bool:
    s = q.session
    return q.id == CLUB and "LT05" in ids and s.pillar == "lactate_tolerance" and s.hsr_m >= CLUB_AS_LT05_M


def _met(book: Book, p: Planned, need: Requirement) -> bool:
    if RUN in need.any_of:
        first = p.date - timedelta(days=number("ladder.window"))
        found = [q for q in book.runs if first <= q.date < p.date]
    else:
        found = _done(book, p, need.any_of)
    have = len({q.week for q in found}) if need.weeks else len(found)
    return have >= need.count


def heavy(book: Book) -> Iterator[Violation]:
    """INV-36: six weeks of ST02 before ST03; by age supervised, lighter, or not at all; ST05 not under 16."""
    for p in book.sessions:
        if p.id == "ST05" and (
            book.youngest < number("ladder.bounding_age")
            or book.oldest >= number("ages.old")
            or book.level == 0
        ):
            inv = "INV-55" if book.oldest >= number("ages.old") else "INV-36"
            yield Violation(
                inv, p.where, f"ST05 is not for age {book.youngest} to {book.oldest} at this level."
            )
        if p.id != "ST03":
            continue
        if book.youngest < number("ladder.heavy_age"):
            yield Violation("INV-36", p.where, f"ST03 is not for age {book.youngest}.")
        elif book.youngest < number("ladder.heavy_supervised_age"):
            if not book.athlete.supervised_strength:
                yield Violation("INV-36", p.where, f"ST03 at {book.youngest} needs supervision.")
            if p.session.level > number("ladder.heavy_young_step"):
                yield Violation(
                    "INV-36",
                    p.where,
                    f"ST03 at step {p.session.level} is over 80 % of one repetition at {book.youngest}.",
                )
        yield from _strength_base(book, p)


def _strength_base(book: Book, p: Planned) -> Iterator[Violation]:
    """Six different weeks of ST02 earlier in the plan, the last (or ST03 itself) within 42 days."""
    weeks = {q.week for q in book.sessions if q.id == "ST02" and q.date < p.date}
    recent = _done(book, p, frozenset({"ST02", "ST03"}))
    if len(weeks) < number("ladder.strength_weeks") or not recent:
        yield Violation("INV-36", p.where, f"ST03 needs 6 weeks of ST02 before; there are {len(weeks)}.")


def speeds(book: Book) -> Iterator[Violation]:
    """INV-23: no target over 1.02 times (beginners, youth 1.01) what the session asks of the abilities."""
    careful = book.level == 0 or book.young
    factor = number("ladder.speed_careful" if careful else "ladder.speed")
    for p in book.sessions:
        top = _fastest(book, p)
        stride = number("ladder.stride") * book.season.abilities.anchor("V800")
        for step in _flat(p.session.steps):
            speed = max(step.target.speed_low or 0.0, step.target.speed_high or 0.0)
            limit = factor * (top if step.kind in ("work", "easy", "recovery") else max(stride, top))
            if speed > limit + number("rounding.speed"):
                yield Violation(
                    "INV-23",
                    p.where,
                    f"A target of {speed:.2f} m/s; from today's "
                    f"abilities at most {limit:.2f} m/s is allowed.",
                )
                break


def _fastest(book: Book, p: Planned) -> float:
    """The fastest speed that the session is made for, m/s."""
    abilities = book.season.abilities
    if p.id == RACE:
        meeting = book.meeting_of(p.date)
        return abilities.anchor(RACE_ANCHORS.get(round(meeting.distance_m) if meeting else 0, "V800"))
    f = p.fact
    if f is None or f.top is None:
        return abilities.anchor("MSS") if p.id != CLUB else number("ladder.stride") * abilities.anchor("V800")
    fraction, anchor = f.top
    return fraction * abilities.anchor(anchor)


def _flat(steps: tuple[Step, ...]) -> Iterator[Step]:
    """All single steps, repeats once."""
    for step in steps:
        if step.repeat is None:
            yield step
        else:
            yield from _flat(step.steps)


def rests(book: Book) -> Iterator[Violation]:
    """INV-23: recoveries of at least 0.85 of the table's, where they can be told in seconds."""
    for p in book.sessions:
        f = p.fact
        if f is None or f.rest_s is None:
            continue
        least = number("ladder.rest") * f.rest_s
        found = list(_recoveries(p.session.steps, number("ladder.jog") * book.season.abilities.anchor("CS")))
        if found and min(found) < least - 0.5:
            yield Violation(
                "INV-23",
                p.where,
                f"A recovery of {min(found):.0f} s; the session "
                f"asks for {f.rest_s:.0f} s, at least {least:.0f} s.",
            )


def _recoveries(steps: tuple[Step, ...], jog_mps: float) -> list[float]:
    """Seconds of the recoveries that lie between two efforts; neighbours are added up."""
    out: list[float] = []
    waiting, after_work = 0.0, False
    for step in _unrolled(steps):
        if step.kind == "recovery":
            speed = step.target.speed_high or (WALK_MPS if "walk" in step.text else jog_mps)
            waiting += step.duration_s if step.duration_s is not None else (step.distance_m or 0) / speed
        else:
            if step.kind == "work" and after_work and waiting > 0:
                out.append(waiting)
            waiting, after_work = 0.0, step.kind == "work"
    return out


def _unrolled(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Single steps in order, each repeat run two times (two rounds show every recovery between)."""
    for step in steps:
        if step.repeat is None:
            yield step
        else:
            for _ in range(min(step.repeat, 2)):
                yield from _unrolled(step.steps)


CHECKS = (steps, prerequisites, heavy, speeds, rests)
