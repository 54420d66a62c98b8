"""INV-01 and INV-51, INV-52: what protects young athletes beside the volume and length limits."""

from __future__ import annotations

from collections.abc import Iterator

from homestretch.planning.invariants.book import Book
from homestretch.planning.invariants.numbers import by_age, number, words
from homestretch.planning.season import Violation

TRAINING = frozenset({"ST02", "ST03", "ST04", "ST05", "RC02", "RC03"})  # beside running, what ends a rest day
SECONDS_PER_HOUR = 3600


def consent(book: Book) -> Iterator[Violation]:
    """INV-01: from 12 on; under 18 with a guardian's consent."""
    if book.youngest < number("youth.least_age"):
        yield Violation("INV-01", "athlete", f"The athlete is {book.youngest}; plans begin at 12.")
    elif book.young and not book.athlete.health.guardian_consent:
        yield Violation(
            "INV-01", "athlete", f"The athlete is {book.youngest}; under 18 a guardian's consent is needed."
        )


def hours(book: Book) -> Iterator[Violation]:
    """INV-51: hours of training a week up to the age in years, days of sport, a day off."""
    if not book.young:
        return
    for k, week in enumerate(book.season.weeks):
        where = book.week_where(k)
        total = sum(s.duration_s for day in week.days for s in day.sessions) / SECONDS_PER_HOUR
        if total > book.youngest:
            yield Violation(
                "INV-51",
                where,
                f"{total:.1f} hours of training; at {book.youngest} at most {book.youngest} are allowed.",
            )
        sport = sum(1 for day in week.days if any(s.distance_m for s in day.sessions))
        if book.youngest < number("youth.sport_days_under") and sport > number("youth.sport_days"):
            yield Violation("INV-51", where, f"{sport} days of running; under 15 at most 5 are allowed.")
        off = sum(1 for day in week.days if not any(s.distance_m or s.id in TRAINING for s in day.sessions))
        if off < number("youth.rest_days"):
            yield Violation("INV-51", where, "No day off; under 18 each week has one.")


def fast_metres(book: Book) -> Iterator[Violation]:
    """INV-52: the week's metres at 1500 m speed or faster by age."""
    most = by_age("youth.hsr_m", book.youngest)
    for k, week in enumerate(book.weeks):
        if most is not None and week.hsr_m > most + number("rounding.metres"):
            yield Violation(
                "INV-52",
                book.week_where(k),
                f"{week.hsr_m:.0f} m at 1500 m speed or faster; at "
                f"{book.youngest} at most {most:.0f} m is allowed.",
            )


def banned(book: Book) -> Iterator[Violation]:
    """INV-52: sessions that wait until 16."""
    if book.youngest >= number("youth.banned_under"):
        return
    for p in book.sessions:
        if p.id in words("youth.banned"):
            yield Violation("INV-52", p.where, f"{p.id} is not for age {book.youngest}; it waits until 16.")


CHECKS = (consent, hours, fast_metres, banned)
