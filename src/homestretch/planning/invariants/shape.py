"""INV-24 to INV-26 and INV-28: the shape of weeks: long run, days off, de-loads, easy share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from homestretch.planning.invariants.book import MINUTE, Book, Planned, Sums, day_name
from homestretch.planning.invariants.facts import RACE
from homestretch.planning.invariants.numbers import by_age, by_level, number
from homestretch.planning.season import Violation

KM = 1000
PRIOR_WEEKS = 3  # a de-load is measured against the three loading weeks before (INV-26)
LOW_WEEKS = frozenset({"taper", "race", "return", "test"})  # count as de-loads by volume alone (13.10)
RACE_PHASES = frozenset({"specific", "taper", "race"})


def long_run(book: Book) -> Iterator[Violation]:
    """INV-24: share of the week (MC06 as 13.3 reads it) and minutes (MC07) of the longest easy run."""
    minutes = _long_minutes(book)
    for k, week in enumerate(book.weeks):
        easy = [p for p in book.runs if p.week == k and not p.quality]
        if not easy:
            continue
        longest = max(easy, key=lambda p: p.session.distance_m)
        yield from _long_share(book, k, week, longest)
        for p in easy:
            took = p.session.duration_s / MINUTE
            if took > minutes + 0.5:
                yield Violation(
                    "INV-24", p.where, f"The run lasts {took:.0f} min; at most {minutes:.0f} min is allowed."
                )


def _long_share(book: Book, k: int, week: Sums, longest: Planned) -> Iterator[Violation]:
    days = len({p.date for p in book.runs if p.week == k})
    runs = sum(1 for p in book.runs if p.week == k)
    total = week.distance_m + book.past.distance_m * (1 - week.share)
    if total < number("load.long_share_from_km") * KM:
        return
    share = by_level("load.long_share", book.level)
    if book.level == 0 and runs <= 3:  # MC06
        share = number("load.long_share_few")
    share = min(max(share, number("load.long_share_days") / days), number("load.long_share_most"))
    if longest.session.distance_m > share * total + number("rounding.week_metres"):
        yield Violation(
            "INV-24",
            longest.where,
            f"The run is {longest.session.distance_m / KM:.1f} km, "
            f"{longest.session.distance_m / total:.0%} of the week; "
            f"with {days} running days at most {share:.0%} is allowed.",
        )


def _long_minutes(book: Book) -> float:
    names = {800: "800", 1500: "1500", 1609: "1500", 3000: "3000", 5000: "3000"}
    keys = {names.get(e, "3000") for e in book.events} or {"800"}
    return max(by_level(f"load.long_minutes_{key}", book.level) for key in keys)


def days_off(book: Book) -> Iterator[Violation]:
    """INV-25: a day without running in every 7, 10 or 14 days."""
    window = int(by_level("spacing.rest_window", book.level))
    careful = int(number("spacing.rest_window_careful"))
    if book.young or book.oldest >= number("ages.old"):
        window = careful
    streak = 0
    for day in book.days:
        streak = streak + 1 if day in book.run_days else 0
        limit = careful if _after_injury(book, day) else window
        if streak >= limit:
            yield Violation(
                "INV-25",
                f"week {(day - book.season.weeks[0].start).days // 7 + 1}, {day_name(day)}",
                f"{streak} days of running in a row; every {limit} days need one without.",
            )
            streak = 0


def _after_injury(book: Book, day: date) -> bool:
    span = timedelta(days=number("spacing.rest_injury_days"))
    return any(i.span.start <= day <= i.span.end + span for i in book.athlete.health.injuries)


def deloads(book: Book) -> Iterator[Violation]:
    """INV-26, INV-55, INV-57: at most so many loading weeks in a row (method 13.10)."""
    most, inv = _loading_limit(book)
    run = 0
    for k, light in enumerate(deload_weeks(book)):
        run = 0 if light else run + 1
        if run == most + 1:
            yield Violation(
                inv,
                book.week_where(k),
                f"This is loading week {run} in a row; after at most {most} a de-load week is due.",
            )


def _loading_limit(book: Book) -> tuple[int, str]:
    careful = int(number("load.loading_weeks_careful"))
    if book.level == 0 or book.young or book.oldest >= number("ages.older"):
        return careful, "INV-26"
    if book.bone_stress:
        return careful, "INV-57"
    if book.oldest >= number("ages.masters"):
        return int(number("load.loading_weeks_40")), "INV-55"
    return int(number("load.loading_weeks")), "INV-26"


def deload_weeks(book: Book) -> list[bool]:
    """Which weeks count as de-loads, in order (INV-26, method 13.10, 13.16)."""
    loading = [book.past] * PRIOR_WEEKS
    out = []
    for k, own in enumerate(book.weeks):
        past, missing = book.past, 1 - own.share
        week = Sums(
            own.distance_m + past.distance_m * missing,
            own.load,
            own.hsr_m + past.hsr_m * missing,
            own.sprint_m,
            own.contacts,
            own.quality,
        )
        prior = loading[-PRIOR_WEEKS:]
        light = _is_light(week, prior, book.season.weeks[k].emphasis in LOW_WEEKS)
        out.append(light)
        if not light:
            loading.append(week)
    return out


def _is_light(week: Sums, prior: list[Sums], by_volume: bool) -> bool:
    mean = sum(w.distance_m for w in prior) / len(prior)
    if week.distance_m > number("load.deload_volume") * mean + number("rounding.week_metres"):
        return False
    if by_volume:
        return True
    hsr = sum(w.hsr_m for w in prior) / len(prior)
    quality = sum(w.quality for w in prior) / len(prior)
    calm = week.hsr_m <= number("load.deload_hsr") * hsr + number("rounding.metres")
    return calm and week.quality <= max(1.0, quality - 1)


def easy_share(book: Book) -> Iterator[Violation]:
    """INV-28: share of running time under LT1; the race's own minutes count on neither side."""
    for k, week in enumerate(book.season.weeks):
        zones = [0, 0, 0]
        for p in (p for p in book.sessions if p.week == k):
            easy, steady, fast = p.session.zone_seconds
            zones[0] += easy
            if p.id != RACE:
                zones[1] += steady
                zones[2] += fast
        total = sum(zones)
        if not total:
            continue
        late = book.events == (800,) and week.phase in RACE_PHASES
        least = number("load.easy_share_800" if late else "load.easy_share")
        if zones[0] < least * total - MINUTE / 2:
            yield Violation(
                "INV-28",
                book.week_where(k),
                f"{zones[0] / total:.0%} of the running time is easy; at least {least:.0%} is needed.",
            )


def long_run_youth(book: Book) -> Iterator[Violation]:
    """INV-53: minutes of the longest run by age."""
    most = by_age("youth.longest_min", book.youngest)
    if most is None:
        return
    for p in book.runs:
        took = p.session.duration_s / MINUTE
        if not p.quality and p.id != RACE and took > most + 0.5:
            yield Violation(
                "INV-53",
                p.where,
                f"The run lasts {took:.0f} min; at {book.youngest} at most {most:.0f} min is allowed.",
            )


CHECKS = (long_run, days_off, deloads, easy_share, long_run_youth)
