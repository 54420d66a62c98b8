"""What became of planned sessions, in words: a status, a verdict, and the activities that served them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from homestretch.athlete.model import WEEKDAYS
from homestretch.desk.matches import AS_FOUND, UNPLANNED, Choices, can_be_answered
from homestretch.monitoring import Done, Matches, SessionMatch, SessionRef, references, verdict
from homestretch.planning.season import Day, PlannedSession
from homestretch.units import PaceUnit
from homestretch.web import wording
from homestretch.web.show.activity import sport_name
from homestretch.web.show.session import mark_of

STATUS = {
    "done": "Done",
    "shortened": "Shortened",
    "moved": "Moved",
    "replaced": "Something else instead",
    "missed": "Skipped",
}
BY_WORD = {  # where no activity tells more
    "done": "As planned, by your word.",
    "missed": "Nothing to make up: carry on with the next day.",
}


@dataclass(frozen=True, slots=True)
class DoneLink:
    """An activity to go to: what it was, in a few words."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class MatchShow:
    """One planned session that was answered."""

    name: str
    pillar: str
    on: date
    status: str
    verdict: str
    links: tuple[DoneLink, ...]


@dataclass(frozen=True, slots=True)
class ChoicesShow:
    """The sessions that an activity can be matched to: value, words, and whether it is the one that stands."""

    options: tuple[tuple[str, str, bool], ...]
    said: str


@dataclass(frozen=True, slots=True)
class AskShow:
    """A session that is the athlete's to answer.

    Attributes:
        ref: names it in the form.
        name: of the session, and its day, for those who hear the buttons one by one.
        answered: whether there is an answer to take back.
    """

    ref: str
    name: str
    answered: bool


@dataclass(frozen=True, slots=True)
class SlotShow:
    """One session of a day: what became of it (None while that is open), and whether to ask."""

    name: str
    answer: MatchShow | None
    ask: AskShow | None


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on a day: a slot for each session in the order of the plan."""

    slots: tuple[SlotShow, ...]
    unplanned: tuple[DoneLink, ...]

    @property
    def told(self) -> tuple[SlotShow, ...]:
        """The sessions that were answered or may be."""
        return tuple(one for one in self.slots if one.answer or one.ask)

    @property
    def known(self) -> bool:
        """Whether there is an answer or an activity."""
        return bool(self.unplanned) or any(one.answer for one in self.slots)


def show_match(found: SessionMatch, unit: PaceUnit) -> MatchShow | None:
    """What became of a session; None while it is open."""
    if found.status == "planned":
        return None
    return MatchShow(
        name=found.session.name,
        pillar=mark_of(found.session),
        on=found.ref.day,
        status=STATUS[found.status],
        verdict=wording.notation(verdict(found, unit)) if found.activities else BY_WORD[found.status],
        links=tuple(map(done_link, found.activities)),
    )


def show_choices(choices: Choices) -> ChoicesShow | None:
    """What the athlete can choose for an activity; None in a week without a plan."""
    if not choices.sessions:
        return None
    stands = AS_FOUND
    if choices.by_hand and not choices.lost:
        stands = UNPLANNED if choices.chosen is None else str(choices.chosen)
    named = [(AS_FOUND, "As found"), (UNPLANNED, "Not planned")]
    named += [(str(ref), _session_words(ref, session)) for ref, session in choices.sessions]
    said = "Found by its day, length and reps."
    if choices.lost:
        said = "The session that you chose is no longer planned, so this is matched as found."
    elif choices.by_hand:
        said = "Chosen by you."
    return ChoicesShow(tuple((value, words, value == stands) for value, words in named), said)


def _session_words(ref: SessionRef, session: PlannedSession) -> str:
    """`Tue 6 Apr: 400s at 1500 pace`."""
    again = f" ({ref.number + 1})" if ref.number else ""
    return f"{WEEKDAYS[ref.day.weekday()][:3]} {wording.tiny_date(ref.day)}: {session.name}{again}"


def done_link(done: Done) -> DoneLink:
    """`Run, 9.6 km, 58 min`."""
    parts = [sport_name(done.sport)]
    if done.distance_m:
        parts.append(wording.kilometres(done.distance_m))
    parts.append(wording.duration(round(done.duration_s)))
    return DoneLink(int(done.id), ", ".join(parts))


def days_done(days: Sequence[Day], matches: Matches, unit: PaceUnit, today: date) -> Mapping[date, DayDone]:
    """What was done on each of some days, and what the athlete may say of it."""
    by_ref: dict[SessionRef, SessionMatch] = {one.ref: one for one in matches.sessions}
    found = {}
    for day in days:
        slots = tuple(_slot(session, by_ref.get(ref), unit, today) for ref, session in references([day]))
        unplanned = tuple(done_link(done) for done in matches.unplanned if done.day == day.date)
        found[day.date] = DayDone(slots, unplanned)
    return found


def _slot(session: PlannedSession, found: SessionMatch | None, unit: PaceUnit, today: date) -> SlotShow:
    if found is None:
        return SlotShow(session.name, None, None)
    ask = None
    if can_be_answered(found, today):
        words = f"{session.name}, {WEEKDAYS[found.ref.day.weekday()]}"
        ask = AskShow(str(found.ref), words, found.status != "planned")
    return SlotShow(session.name, show_match(found, unit), ask)
