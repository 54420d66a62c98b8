"""INV-29, INV-30 (INV-53 for youth): the last days before an A race, and how often to race."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

from homestretch.planning.invariants.book import Book, Meeting, Planned, day_name
from homestretch.planning.invariants.breaks import Breaks
from homestretch.planning.invariants.facts import CLUB, RACE
from homestretch.planning.invariants.load import week_limit
from homestretch.planning.invariants.numbers import by_age, by_level, number, row
from homestretch.planning.season import Violation

KM = 1000
LATE_IN_WEEK = 3  # Thursday: from here on the calendar week is the week of the race (13.17)
WEEK = timedelta(days=7)
EASED_WEEKS = 3  # a race week counts as the de-load that may be due (13.10)
RAMP_REACHED = 0.5  # runs come in pieces: a week can't always be filled to the last metre of its ramp
MONTH_DAYS = 28  # rolling (method 13.2)
DAY = timedelta(days=1)


def goal_meetings(book: Book) -> tuple[Meeting, ...]:
    return tuple(m for m in book.meetings if m.priority == "A")


def taper_volume(book: Book) -> Iterator[Violation]:
    """INV-29: the week of an A race holds 40 to 70 % of V_peak, the race counted (method 13.4, 13.17).

    Before Thursday the seven days to the race may keep it instead of the calendar week. Later A races of one
    peak have their small tapers (3.6). The lower bound shrinks with the days that can't be used; a race alone
    may pass the upper.
    """
    low, high = row("race.taper_share")
    least = peak = max(w.distance_m for w in book.weeks)
    if len(book.weeks) < number("race.short_plan_weeks"):
        peak = book.past.distance_m
        least = min(least, peak)
    peak = max(peak, number("load.ramp_floor_km") * KM)  # weeks as small as INV-11 always allows
    last: date | None = None
    for m in goal_meetings(book):
        near = last is not None and (m.first - last).days <= number("race.one_peak_days")
        last = m.last
        if near or m.first - WEEK < book.start - DAY:
            continue
        monday = m.first - timedelta(days=m.first.weekday())
        spans = [(monday, monday + 6 * DAY)]
        if m.first.weekday() < LATE_IN_WEEK:
            spans.append((m.first - 6 * DAY, m.first))
        if not any(_fits(book, m, span, low * least, high * peak) for span in spans):
            km = _metres(book, *spans[0]) / KM
            yield Violation(
                "INV-29",
                f"week {(monday - book.season.weeks[0].start).days // 7 + 1}, {day_name(m.first)}, RACE",
                f"The week of the race is {km:.1f} km; {low:.0%} to {high:.0%} of the highest week, "
                f"{low * least / KM:.1f} to {high * peak / KM:.1f} km, is asked for.",
            )


def _metres(book: Book, first: date, last: date) -> float:
    return sum(p.session.distance_m for p in book.runs if first <= p.date <= last)


def _fits(book: Book, m: Meeting, span: tuple[date, date], low: float, high: float) -> bool:
    room = number("rounding.week_metres")
    days = [span[0] + k * DAY for k in range((span[1] - span[0]).days + 1)]
    usable = sum(1 for d in days if _usable(book, d))
    ordinary = len(book.athlete.availability.days)
    low *= min(1.0, usable / ordinary) if ordinary else 0.0
    low = min(low, _ramp_allows(book, span[0]))
    racing = sum(p.session.distance_m for p in book.runs if p.date in m.days)
    metres = _metres(book, *span)
    return low - room <= metres <= max(high, racing) + room


def _ramp_allows(book: Book, first: date) -> float:
    """What INV-11 and INV-26 let the week hold after the weeks before: where that is less than the lower bound, it wins."""
    k = max((first - book.season.weeks[0].start).days // 7, 0)
    values = book.series(lambda w: w.distance_m)
    before = book.before(values, k)
    factor = number("health.ramp_factor") if book.bone_stress else 1.0
    most, _ = week_limit(book, values, k, factor, Breaks(book))
    eased = number("load.deload_volume") * sum(before[-EASED_WEEKS:]) / EASED_WEEKS
    return RAMP_REACHED * min(most, eased)


def _usable(book: Book, day: date) -> bool:
    busy = any(b.start <= day <= b.end for b in book.athlete.busy)
    return not busy and day.weekday() in book.athlete.availability.days


def taper_sessions(book: Book) -> Iterator[Violation]:
    """INV-29: nothing new, heavy, bounding, race-like or hard in the last days before an A race."""
    for m in goal_meetings(book):
        for p in book.sessions:
            out = (m.first - p.date).days
            if not 0 < out <= number("race.no_heavy_days") or p.id == RACE:
                continue
            said = f"{p.id} stands {out} days before the race of {day_name(m.first)}"
            if p.id == "ST03":
                yield Violation("INV-29", p.where, f"{said}; heavy strength ends more than 10 days before.")
            elif p.id == "ST05" and out <= number("race.no_bounding_days"):
                yield Violation("INV-29", p.where, f"{said}; bounding ends more than 7 days before.")
            elif p.family in ("RS", "TT") and out <= number("race.no_test_days"):
                yield Violation(
                    "INV-29",
                    p.where,
                    f"{said}; race-specific sessions and tests end more than 5 days before.",
                )
            elif p.quality and out <= number("race.opener_days") and p.id != CLUB:
                yield Violation(
                    "INV-29", p.where, f"{said}; in the last 3 days nothing is harder than an opener."
                )
            elif out <= number("race.no_family_days") and _is_new(book, p):
                yield Violation("INV-29", p.where, f"{said} and is the first of its family in this plan.")


def _is_new(book: Book, p: Planned) -> bool:
    """A hard, sprinting or bounding session of a family that the plan has not held; touches are no news."""
    strains = p.quality or p.session.sprint_m > 0 or p.session.contacts > 0
    if p.id == CLUB or not strains or (p.date - book.start).days < number("race.family_history_days"):
        return False
    return not any(q.family == p.family and q.date < p.date for q in book.sessions)


def race_count(book: Book) -> Iterator[Violation]:
    """INV-30, INV-53 (youth): race days in any 28 days; rounds after the first count half."""
    limits = [(by_level("race.most_28d", book.level), "INV-30")]
    young = by_age("youth.races_28d", book.youngest)
    if young is not None:
        limits.append((young, "INV-53"))
    most, inv = min(limits)
    past = {r.date for r in book.athlete.results if r.kind == "race" and r.date < book.start}
    for m in book.meetings:
        first = m.first - timedelta(days=MONTH_DAYS - 1)
        count = sum(n.race_days for n in book.meetings if first <= n.first <= m.first)
        count += sum(1 for d in past if first <= d)
        if count > most:
            yield Violation(
                inv,
                f"{day_name(m.first)}, RACE",
                f"{count:g} race days in the 28 days to {day_name(m.first)}; at most {most:.0f} are allowed.",
            )


def race_distance(book: Book) -> Iterator[Violation]:
    """INV-53: the longest race by age."""
    if not book.young:
        return
    children = book.youngest < number("youth.race_m_under")
    most = number("youth.race_m" if children else "youth.race_m_older")
    for m in book.meetings:
        if m.distance_m > most:
            yield Violation(
                "INV-53",
                f"{day_name(m.first)}, RACE",
                f"A race of {m.distance_m:.0f} m at {book.youngest}; at most {most:.0f} m is allowed.",
            )


def races_apart(book: Book) -> Iterator[Violation]:
    """INV-30: 48 h between race days, unless they are of one meeting."""
    ordered = sorted(book.meetings, key=lambda m: m.first)
    for a, b in itertools.pairwise(ordered):
        gap = (b.first - a.last).days
        if gap < number("race.apart_days"):
            yield Violation(
                "INV-30",
                f"{day_name(b.first)}, RACE",
                f"The race comes {gap} days after that of {day_name(a.last)}; "
                "2 days are needed unless it is one meeting.",
            )


CHECKS = (taper_volume, taper_sessions, race_count, race_distance, races_apart)
