"""INV-16 to INV-19, INV-34, INV-35, INV-52, INV-55: what may stand how near to what."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from datetime import date, timedelta

from homestretch.planning.invariants.book import HOLDS_RECOVERY, Book, Meeting, Planned, day_name
from homestretch.planning.invariants.facts import CLUB, RACE
from homestretch.planning.invariants.numbers import by_age, by_level, number
from homestretch.planning.season import Violation

HOURS = 24
SEVEN, TWENTY_ONE = 7, 21  # rolling windows in days (method 13.2)
ROUNDS_MANY = 3  # method 3.6: a day more after three rounds or more


def quality_in_seven_days(book: Book) -> Iterator[Violation]:
    """INV-16, INV-52 (youth), INV-55 (from 50): quality sessions in any 7 days; a meeting is one (13.12)."""
    most, inv = _quality_limit(book)
    for p in book.hard:
        first = p.date - timedelta(days=SEVEN - 1)
        count = book.hard_count(first, p.date)
        if count > most and _last_of_day(book, p):
            yield Violation(
                inv,
                p.where,
                f"{count:.0f} quality sessions in the 7 days to "
                f"{day_name(p.date)}; at most {most:.0f} are allowed.",
            )


def _last_of_day(book: Book, p: Planned) -> bool:
    return not any(q.date == p.date and q.order > p.order for q in book.hard)


def _quality_limit(book: Book) -> tuple[float, str]:
    limits = [(by_level("spacing.quality_7d", book.level), "INV-16")]
    young = by_age("youth.quality_7d", book.youngest)
    if young is not None:
        advanced = book.level >= 2 and book.youngest >= number("youth.advanced_age")
        limits.append((number("youth.quality_7d_advanced") if advanced else young, "INV-52"))
    if book.oldest >= number("ages.older"):
        limits.append((number("health.masters_quality_7d"), "INV-55"))
    return min(limits)


def next_day(book: Book) -> Iterator[Violation]:
    """INV-17: no two quality sessions on one day or following days; rounds and doubles of a meeting may."""
    hard = list(book.hard)
    for a, b in itertools.pairwise(hard):
        gap = (b.date - a.date).days
        if gap <= 1 and not _same_meeting(book, a, b):
            when = "on the same day" if gap == 0 else "on the day before"
            yield Violation("INV-17", b.where, f"{b.id} is a quality session and so is {a.id} {when}.")
    if hard:
        for day, what in _raced_before(book):
            if (hard[0].date - day).days <= 1:
                yield Violation(
                    "INV-17", hard[0].where, f"{hard[0].id} follows the {what} of {day_name(day)} by a day."
                )


def _same_meeting(book: Book, a: Planned, b: Planned) -> bool:
    return a.id == RACE and b.id == RACE and book.meeting_of(a.date) == book.meeting_of(b.date)


def _raced_before(book: Book) -> list[tuple[date, str]]:
    """Races, trials and tests of the athlete file in the week before the plan (13.2)."""
    week = timedelta(days=SEVEN)
    return [(r.date, r.kind) for r in book.athlete.results if book.start - week <= r.date < book.start]


def recovery(book: Book) -> Iterator[Violation]:
    """INV-18: days from a session to the next quality session (13.1, 13.27, 13.28; after races 3.6)."""
    sources = [p for p in book.sessions if p.quality or p.id in HOLDS_RECOVERY]
    for a in sources:
        b = next(
            (q for q in book.hard if (q.date, q.order) > (a.date, a.order) and not _one_double(a, q)), None
        )
        if b is None:
            continue
        if a.id == RACE:
            yield from _after_race(book, a)
            continue
        need, why = _days_needed(book, a, b)
        gap = (b.date - a.date).days
        if gap < need:
            yield Violation(
                "INV-18",
                b.where,
                f"{b.id} comes {gap} days after {a.id} of "
                f"{day_name(a.date)}, which needs {need} days ({why}).",
            )


def _one_double(a: Planned, b: Planned) -> bool:
    return a.id == b.id == "AB18" and a.date == b.date


def _days_needed(book: Book, a: Planned, b: Planned) -> tuple[int, str]:
    hours = a.fact.recovery_h if a.fact else number("spacing.club_recovery_h")
    factors = [(1.0, "")]
    if a.family == b.family and a.id != CLUB:
        factors.append((number("spacing.family"), "same family"))
    if book.oldest >= number("ages.slow_recovery"):
        factors.append((number("spacing.age_55"), f"age {book.oldest}"))
    elif book.oldest >= number("ages.masters"):
        factors.append((number("spacing.age_40"), f"age {book.oldest}"))
    factor, why = max(factors)
    said = f"{hours:.0f} h" + (f" x {factor:g}, {why}" if factor > 1 else "")
    return math.ceil(hours * factor / HOURS - 1e-9), said


def _after_race(book: Book, race: Planned) -> Iterator[Violation]:
    """Easy days after a meeting before the next quality session that is no race (races: INV-30)."""
    meeting = book.meeting_of(race.date)
    if meeting is None or race.date != meeting.last:
        return
    b = next((q for q in book.hard if q.date > meeting.last and q.id != RACE), None)
    if b is None:
        return
    easy = _easy_days(book, meeting)
    gap = (b.date - meeting.last).days
    if gap <= easy:
        yield Violation(
            "INV-18",
            b.where,
            f"{b.id} comes {gap} days after the race of "
            f"{day_name(meeting.last)}, which needs {easy} easy days.",
        )


def _easy_days(book: Book, meeting: Meeting) -> int:
    days = (
        by_level("race.easy_days_1500", book.level)
        if meeting.distance_m < number("race.middle_distance_m")
        else number("race.easy_days_3000")
    )
    reasons = (book.oldest >= number("ages.masters"), len(meeting.days) >= ROUNDS_MANY)  # method 3.6
    days += sum(reasons) * number("race.easy_days_more")
    return int(days)


def lactate(book: Book) -> Iterator[Violation]:
    """INV-19 (INV-52 under 16): lactate, kick-set, special endurance, race-specific sessions and tests."""
    young = book.youngest < number("youth.banned_under")
    most = by_level("spacing.lactate_7d", book.level)
    in_week, inv = (
        (min(most, number("youth.lactate_7d")), "INV-52") if young and most > 1 else (most, "INV-19")
    )
    counted = [p for p in book.sessions if p.lactate]
    for p in counted:
        week = _within(counted, p, SEVEN)
        if week > in_week:
            yield Violation(
                inv,
                p.where,
                f"{week} lactate sessions or tests in 7 days; at most {in_week:.0f} are allowed.",
            )
        block = _within(counted, p, TWENTY_ONE)
        if block > number("spacing.lactate_21d"):
            yield Violation(
                "INV-19", p.where, f"{block} lactate sessions or tests in 21 days; at most 5 are allowed."
            )


def _within(sessions: list[Planned], last: Planned, days: int) -> int:
    first = last.date - timedelta(days=days - 1)
    return sum(1 for q in sessions if first <= q.date and (q.date, q.order) <= (last.date, last.order))


def doubles(book: Book) -> Iterator[Violation]:
    """INV-34: two runs a day only from 7 runs and 55 km a week and 16 years (races on one day exempt)."""
    for k, week in enumerate(book.weeks):
        runs = [p for p in book.runs if p.week == k]
        for day in sorted({p.date for p in runs}):
            here = [p for p in runs if p.date == day]
            if len(here) < 2 or sum(1 for p in here if p.id != RACE) == 0:
                continue
            double = any(p.id == "AB18" for p in here)
            age = number("youth.adult") if double else number("spacing.double_age")
            few = len(runs) < number("spacing.double_runs")
            short = week.distance_m + number("rounding.week_metres") < number("spacing.double_km") * 1000
            if few or short or book.youngest < age:
                yield Violation(
                    "INV-34",
                    here[-1].where,
                    f"Two runs on one day at {book.youngest} years in a week of {len(runs)} runs and "
                    f"{week.distance_m / 1000:.0f} km; it takes {age:.0f} years, 7 runs and 55 km.",
                )


def heavy_strength(book: Book) -> Iterator[Violation]:
    """INV-35: no ST03 the day before, or earlier on the day of, a lactate or sprint session, test or race."""
    for a in (p for p in book.sessions if p.id == "ST03"):
        for b in book.sessions:
            gap = (b.date - a.date).days
            if _wants_fresh(b) and (gap == 1 or (gap == 0 and b.order > a.order)):
                when = "the day before" if gap else "earlier on the day of"
                yield Violation("INV-35", a.where, f"ST03 stands {when} {b.id} of {day_name(b.date)}.")


def _wants_fresh(p: Planned) -> bool:
    return p.lactate or p.id in (RACE, "SP02", "SP03", "SP04") or p.test


def plyometrics(book: Book) -> Iterator[Violation]:
    """INV-35: days between sessions with ground contacts."""
    careful = book.level == 0 or book.youngest < number("ages.growing")
    need = int(number("spacing.plyo_days_careful" if careful else "spacing.plyo_days"))
    bounding = [p for p in book.sessions if p.session.contacts > 0]
    for a, b in itertools.pairwise(bounding):
        gap = (b.date - a.date).days
        if gap < need:
            yield Violation(
                "INV-35",
                b.where,
                f"Ground contacts {gap} days after those of {day_name(a.date)}; {need} days are needed.",
            )


CHECKS = (quality_in_seven_days, next_day, recovery, lactate, doubles, heavy_strength, plyometrics)
