"""The [availability], [[busy]] and [health] of an athlete file: which days, how long, under which limits."""

from __future__ import annotations

from typing import Final, cast

from homestretch.athlete.model import (
    DAY_KEYS,
    INJURY_SITES,
    PILLARS,
    Availability,
    FixedSession,
    Health,
    Injury,
    Pillar,
    Restriction,
    Span,
)
from homestretch.athlete.source import Table

LEAST_RUN_MINUTES: Final = 25  # a run day needs as many (SCIENCE 13.13)
MOST_MINUTES: Final = 240


def read_span(table: Table, first: str, last: str, *more: str) -> Span:
    table.only(first, last, *more)
    start, end = table.needed_day(first, "2027-03-01"), table.needed_day(last, "2027-03-05")
    if end < start:
        table.fail(last, f"{table.title} ends on {end}, before it starts on {start}; swap the two.")
    return Span(start, end)


def read_availability(table: Table) -> Availability:
    table.only("days", "minutes", "track", "gym", "hills", "doubles", "long_run", "fixed")
    days = table.weekdays("days")
    days = tuple(range(7)) if days is None else days
    if not days:
        table.fail("days", 'days in [availability] is empty; name at least one, such as ["tue", "sat"].')
    minutes = _minutes(table)
    if not any(_room_to_run(minutes[day]) for day in days):
        table.fail(
            "minutes",
            f"no available day has {LEAST_RUN_MINUTES} minutes, the least for a run; give one day more time.",
        )
    long_run = table.weekday("long_run")
    if long_run is not None and long_run not in days:
        table.fail("long_run", f"long_run is on {DAY_KEYS[long_run]}, not among the days; add it there.")
    return Availability(
        days=days,
        minutes=minutes,
        track=table.weekdays("track"),
        gym=table.weekdays("gym") or (),
        hills=table.flag("hills", True),
        doubles=table.flag("doubles"),
        long_run=long_run,
        fixed=tuple(_fixed(child, days) for child in table.children("fixed")),
    )


def _minutes(table: Table) -> tuple[int | None, ...]:
    """Limit of each weekday in minutes; None where none is stated."""
    child = table.child("minutes")
    if child is None:
        return (None,) * 7
    child.only(*DAY_KEYS)
    return tuple(child.whole(day, 0, MOST_MINUTES) for day in DAY_KEYS)


def _room_to_run(minutes: int | None) -> bool:
    return minutes is None or minutes >= LEAST_RUN_MINUTES


def _fixed(table: Table, days: tuple[int, ...]) -> FixedSession:
    table.only("day", "what", "pillar", "minutes", "hsr_m")
    table.need("day", '"tue"')
    day = table.weekday("day") or 0
    if day not in days:
        table.fail(
            "day", f"the fixed session is on {DAY_KEYS[day]}, which is not among the days; add it there."
        )
    return FixedSession(
        weekday=day,
        what=table.needed_text("what", '"club track session"'),
        pillar=cast(Pillar | None, table.choice("pillar", PILLARS)),
        minutes=table.whole("minutes", 10, MOST_MINUTES),
        hsr_m=table.whole("hsr_m", 0, 10_000),
    )


def read_health(table: Table) -> Health:
    flags = (
        *("clearance", "heart_condition", "pregnant", "active_bone_stress", "eating_disorder"),
        *("bone_stress_history", "guardian_consent"),
    )
    table.only(*flags, "postpartum_weeks", "missed_periods", "injuries", "restrictions")
    return Health(
        **{flag: table.flag(flag) for flag in flags},
        postpartum_weeks=table.whole("postpartum_weeks", 0, 520),
        missed_periods=table.whole("missed_periods", 0, 24) or 0,
        injuries=tuple(_injury(child) for child in table.children("injuries")),
        restrictions=tuple(_restriction(child) for child in table.children("restrictions")),
    )


def _injury(table: Table) -> Injury:
    span = read_span(table, "from", "to", "site", "bone_stress")
    site = table.needed_text("site", '"calf"').lower()
    if site not in INJURY_SITES:
        table.fail("site", f'site in {table.title} is "{site}"; write one of {", ".join(INJURY_SITES)}.')
    return Injury(site, span, table.flag("bone_stress"))


def _restriction(table: Table) -> Restriction:
    span = read_span(table, "from", "to", "what", "minutes", "by")
    table.need("what", '"no spikes"')
    author = table.needed_text("by", '"physio"')
    what = table.choice("what", ("no spikes", "max_minutes", "no quality")) or ""
    if what == "max_minutes":
        table.need("minutes", "40")
    return Restriction(span, what, table.whole("minutes", 0, MOST_MINUTES), author)
