"""A week that has begun, as done of what was planned: each pillar's minutes, sessions by what became of them, sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from homestretch.athlete.model import PILLARS
from homestretch.monitoring import Matches, Pair, compliance
from homestretch.monitoring.dose import untold_minutes
from homestretch.monitoring.planned import is_rest
from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.pictures.dose import done_bar

LEAST_MIN = 0.5  # minutes under this print as none


@dataclass(frozen=True, slots=True)
class DoneDose:
    """One pillar's minutes: done of planned, and what is still open."""

    pillar: str
    name: str
    bar: SafeString
    amount: str
    open: str


@dataclass(frozen=True, slots=True)
class DoneTotal:
    """One sum of the week: planned beside done."""

    name: str
    planned: str
    done: str


@dataclass(frozen=True, slots=True)
class DoneShow:
    """What was done of a week.

    Attributes:
        finding: the sessions in a sentence.
        doses: the four pillars.
        totals: kilometres, time, fast metres and load.
        estimated: whether some of it stands on the plan, because nothing measured it.
        beside: what of the activities counts for no pillar or not at all, a sentence each.
    """

    finding: str
    doses: tuple[DoneDose, ...]
    totals: tuple[DoneTotal, ...]
    estimated: bool
    beside: tuple[str, ...]


def show_done(
    matches: Matches, week_end: date, today: date, unit: PaceUnit, contacts: int = 0
) -> DoneShow | None:
    """What was done of a week.

    Args:
        matches: of its days.
        week_end: its last day.
        today: a week whose last day has passed holds nothing more to come.
        unit: of distances.
        contacts: ground contacts planned in jumps; nothing tells how many were done.

    Returns:
        None where nothing was planned and nothing done.
    """
    asked = [one for one in matches.sessions if not is_rest(one.session)]
    if not asked and not matches.beside:
        return None
    told = compliance(matches)
    over = week_end < today
    doses = tuple(_dose(pillar, told.pillars[pillar], over) for pillar in PILLARS)

    def minutes(value: float) -> str:
        return wording.duration(round(value) * 60)

    totals = [
        _total("Running", told.distance_m, lambda value: wording.kilometres(value, unit)),
        _total("Time", told.running_min, minutes),
    ]
    if told.fast_m.planned or told.fast_m.done:
        totals.append(
            _total(
                "Fast metres, 1500 pace or quicker",
                told.fast_m,
                lambda value: wording.kilometres(value, unit),
            )
        )
    if contacts:
        totals.append(DoneTotal("Ground contacts in jumps", str(contacts), ""))
    totals.append(_total("Load, RPE times minutes", told.load_au, lambda value: f"{value:.0f}"))
    pairs = (*told.pillars.values(), told.distance_m, told.running_min, told.load_au)
    return DoneShow(
        finding=_finding(matches, over),
        doses=doses,
        totals=tuple(totals),
        estimated=any(pair.estimated for pair in pairs),
        beside=_beside(matches, told.untold_min),
    )


def _beside(matches: Matches, untold_min: float) -> tuple[str, ...]:
    said = [untold_words(untold_min)] if untold_min >= LEAST_MIN else []
    if matches.begins is not None and len(matches.beside) < len(matches.unplanned):
        day = wording.long_date(matches.begins)
        said.append(f"Your plan begins on {day}; what you did before it is not counted here.")
    return tuple(said)


def in_no_pillar(matches: Matches, activity_id: int) -> str:
    """What of an activity that nobody planned is in no pillar of its week; empty where nothing is."""
    minutes = sum(untold_minutes(done) for done in matches.beside if int(done.id) == activity_id)
    return untold_words(minutes) if matches.sessions and minutes >= LEAST_MIN else ""


def untold_words(minutes: float) -> str:
    """Why reps that nobody planned are in no pillar, the same on every page."""
    return (
        f"{minutes:.0f} min of reps that were not planned count for no pillar: their pace tells the zone, not what "
        "they were for. Time and load hold them."
    )


def _finding(matches: Matches, over: bool) -> str:
    """`3 of 6 sessions done, 1 shortened, 1 skipped, 1 open`."""
    counted = Counter(one.status for one in matches.sessions if not is_rest(one.session))
    total, left = sum(counted.values()), counted["planned"]
    extra = len(matches.beside)
    beside = f"{extra} activit{'y' if extra == 1 else 'ies'} beside the plan" if extra else ""
    if not total:
        return wording.capital(beside)
    waits = "without an answer" if over else "open"
    many = f"{total} session{'' if total == 1 else 's'}"
    if left == total:
        said = f"{many} {waits}" if over else f"Nothing is entered yet: {many} open"
        return f"{said}, {beside}" if beside else said
    parts = [f"{counted['done'] + counted['moved']} of {many} done"]
    for count, word in (
        (counted["shortened"], "shortened"),
        (counted["replaced"], "with something else instead"),
        (counted["missed"], "skipped"),
        (left, waits),
    ):
        if count:
            parts.append(f"{count} {word}")
    return ", ".join([*parts, beside] if beside else parts)


def _dose(pillar: str, pair: Pair, over: bool) -> DoneDose:
    planned, done, left = round(pair.planned), round(pair.done), round(pair.open)
    about = "about " if pair.estimated and done else ""
    if pair.planned >= LEAST_MIN:
        amount = f"{about}{done} of {planned} min"
    elif pair.done >= LEAST_MIN:
        amount = f"{about}{done} min, none planned"
    else:
        amount = "none planned"
    open_words = ""
    if left:
        open_words = f"{left} min without an answer" if over else f"{left} min open"
    said = f"{amount}, {open_words}" if open_words else amount
    bar = mark_safe(done_bar(pillar, pair.planned, pair.done, said))
    return DoneDose(pillar, wording.PILLAR_NAMES[pillar], bar, amount, open_words)


def _total(name: str, pair: Pair, words: Callable[[float], str]) -> DoneTotal:
    about = "about " if pair.estimated and pair.done else ""
    return DoneTotal(name, words(pair.planned), f"{about}{words(pair.done)}" if pair.done else "none")
