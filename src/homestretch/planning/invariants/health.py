"""INV-02, INV-04, INV-22, INV-56, INV-63: what the athlete's health asks, and what no text may say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from homestretch.athlete.model import Injury
from homestretch.planning.invariants.book import MINUTE, Book, Planned, day_name
from homestretch.planning.invariants.numbers import mapping, number, words
from homestretch.planning.season import Violation


def clearance(book: Book) -> Iterator[Violation]:
    """INV-02: with an open health question only rest and walking, until a clinician clears."""
    open_questions = _open_questions(book)
    if book.athlete.health.clearance or not open_questions:
        return
    other = [p for p in book.sessions if p.id not in words("health.advice")]
    if other:
        yield Violation(
            "INV-02",
            other[0].where,
            f"{len(other)} sessions are planned without clearance; open: {', '.join(open_questions)}.",
        )


def _open_questions(book: Book) -> list[str]:
    h = book.athlete.health
    flags = {
        "heart condition": h.heart_condition,
        "pregnancy": h.pregnant,
        "active bone stress injury": h.active_bone_stress
        or any(i.bone_stress and _open(i, book.start) for i in h.injuries),
        "eating disorder": h.eating_disorder,
        "birth within 12 weeks": h.postpartum_weeks is not None
        and h.postpartum_weeks <= number("health.postpartum_weeks"),
    }
    return [name for name, on in flags.items() if on]


def _open(injury: Injury, day: date) -> bool:
    return injury.span.start <= day <= injury.span.end


def restrictions(book: Book) -> Iterator[Violation]:
    """INV-22 as far as a plan can keep it: restrictions, and sessions barred by an open injury."""
    for r in book.athlete.health.restrictions:
        for p in book.sessions:
            if not r.span.start <= p.date <= r.span.end:
                continue
            if r.what == "no quality" and p.quality:
                yield Violation(
                    "INV-22",
                    p.where,
                    f"{p.id} is a quality session; {r.by} allows none until {day_name(r.span.end)}.",
                )
            took = p.session.duration_s / MINUTE
            if r.what == "max_minutes" and p.runs and r.minutes is not None and took > r.minutes:
                yield Violation(
                    "INV-22",
                    p.where,
                    f"{p.id} lasts {took:.0f} min; {r.by} allows {r.minutes} until {day_name(r.span.end)}.",
                )
    sites = mapping("health.sites")
    for injury in book.athlete.health.injuries:
        code = sites.get(injury.site.lower(), injury.site.upper())
        for p in book.sessions:
            if _open(injury, p.date) and _barred(p, code):
                yield Violation(
                    "INV-22",
                    p.where,
                    f"{p.id} strains the {injury.site}, injured until {day_name(injury.span.end)}.",
                )


def _barred(p: Planned, code: str) -> bool:
    """An open injury tells no pain score: it is read as amber."""
    pain = number("health.open_injury_pain")
    return p.fact is not None and any(site in (code, "ANY") and pain >= at for site, at in p.fact.contra)


def no_growth(book: Book) -> Iterator[Violation]:
    """INV-56: with missed periods or two bone stress injuries volume and fast metres do not grow (R12)."""
    h = book.athlete.health
    injuries = sum(1 for i in h.injuries if i.bone_stress)
    if h.missed_periods < number("health.missed_periods") and injuries < number(
        "health.bone_stress_injuries"
    ):
        return
    past = book.past
    for k, week in enumerate(book.weeks):
        if week.distance_m > past.distance_m + number("rounding.week_metres"):
            yield Violation(
                "INV-56",
                book.week_where(k),
                f"The week is {week.distance_m / 1000:.1f} km; until the "
                f"health check it stays at {past.distance_m / 1000:.1f} km.",
            )
        if week.hsr_m > past.hsr_m + number("rounding.metres"):
            yield Violation(
                "INV-56",
                book.week_where(k),
                f"{week.hsr_m:.0f} m at 1500 m speed or faster; until "
                f"the health check it stays at {past.hsr_m:.0f} m.",
            )


def texts(book: Book) -> Iterator[Violation]:
    """INV-04, INV-63: no text advises weight loss, fasting or medicines, or promises to prevent injury."""
    for where, text in _texts(book):
        said = text.lower()
        for inv, name in (("INV-04", "words.harmful"), ("INV-63", "words.promises")):
            found = next((w for w in words(name) if w in said), None)
            if found:
                yield Violation(inv, where, f'The text "{text}" says "{found}".')


def _texts(book: Book) -> Iterator[tuple[str, str]]:
    for k, week in enumerate(book.season.weeks):
        for text in (week.objective, *week.notes):
            yield book.week_where(k), text
    for p in book.sessions:
        s = p.session
        for text in (s.why, s.objective, *s.cues):
            yield p.where, text


CHECKS = (clearance, restrictions, no_growth, texts)
