"""The set-up's steps and the preview beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from homestretch.athlete.model import DAY_KEYS, WEEKDAYS
from homestretch.desk.answers import Outcome
from homestretch.desk.answers_weeks import OF_AGE
from homestretch.desk.fields import (
    CLUBS,
    EVENTS,
    FIELDS_OF_STEP,
    HOLIDAYS,
    INJURIES,
    MORE,
    SITES,
    STEPS,
    Answers,
    filled,
)
from homestretch.desk.reading import age_on
from homestretch.planning.given import not_kept
from homestretch.planning.season import Refusal, Season
from homestretch.web import wording
from homestretch.web.pictures.season_down import season_down
from homestretch.web.show.findings import season_finding
from homestretch.web.show.season import season_place

TITLES = {"race": "Which race is it for?", "you": "What can you run now?", "weeks": "When can you train?"}
SEXES = {"F": "Female", "M": "Male", "X": "Not stated"}
TRACKS = {"always": "Whenever I like", "some": "On some days", "never": "None"}
HILLS = {"yes": "Yes", "no": "No, it is flat here"}
HEALTH_QUESTIONS = (
    ("heart_condition", "A heart condition, or chest pain, fainting or palpitations with effort"),
    ("active_bone_stress", "A stress fracture that is not healed"),
    ("pregnant", "Pregnancy, or a birth in the last twelve weeks"),
    ("eating_disorder", "An eating disorder, now or under treatment"),
)
PRIORITIES = {
    "B": "A stepping stone, with a few easier days before it (B)",
    "C": "A hard training day, no more (C)",
    "A": "As important as the first (A)",
}
CLUB_PILLARS = {
    key: wording.PILLAR_NAMES[key]
    for key in ("aerobic_base", "lactate_tolerance", "transition_speed", "finishing_kick")
}
RESULT_DISTANCES = {"400": "400 m", **EVENTS, "10000": "10 000 m"}


@dataclass(frozen=True, slots=True)
class LineShow:
    """One of the lines that repeat: a club session, a holiday, an injury; open where it holds something."""

    number: int
    prefix: str  # of its fields: `club1_`
    title: str
    open: bool


@dataclass(frozen=True, slots=True)
class StepShow:
    """One step of the set-up with what was typed and what is wrong."""

    name: str
    number: int
    title: str
    answers: Answers
    problems: Mapping[str, str]
    summary: str  # of the problems, a sentence
    before: str
    after: str
    young: bool
    today: date
    events: Mapping[str, str]
    distances: Mapping[str, str]
    days: tuple[tuple[str, str], ...]
    more: Mapping[str, bool]  # groups under "More, if you want": open where they hold something
    clubs: tuple[LineShow, ...]
    holidays: tuple[LineShow, ...]
    injuries: tuple[LineShow, ...]
    priorities: Mapping[str, str]
    pillars: Mapping[str, str]
    sites: Mapping[str, str]
    sexes: Mapping[str, str]
    tracks: Mapping[str, str]
    hills: Mapping[str, str]
    long_days: Mapping[str, str]
    health_questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PreviewShow:
    finding: str
    place: str
    picture: SafeString
    assumed: tuple[str, ...]
    refused: Refusal | None
    empty: bool
    asked: str = ""  # a question about answers that can hardly be true
    unkept: tuple[str, ...] = ()  # answers that the season could not use or keep everywhere


def show_step(name: str, answers: Answers, problems: Mapping[str, str], today: date) -> StepShow:
    """One step; only problems of its own fields are shown."""
    at = STEPS.index(name)
    born = answers.get("born", "")
    own = problems_of(name, problems)
    return StepShow(
        name=name,
        number=at + 1,
        title=TITLES[name],
        answers=answers,
        problems=own,
        summary=problems_summary(len(own)),
        before=STEPS[at - 1] if at else "",
        after=STEPS[at + 1] if at + 1 < len(STEPS) else "",
        young=_is_young(born if isinstance(born, str) else "", today),
        today=today,
        events=EVENTS,
        distances=RESULT_DISTANCES,
        days=tuple((day, name[:3]) for day, name in zip(DAY_KEYS, WEEKDAYS, strict=True)),
        more={
            group: filled(answers, names) or any(name in problems for name in names)
            for group, names in MORE.items()
        },
        clubs=_lines("club", "Club session", CLUBS, answers, problems),
        holidays=_lines("holiday", "Holiday", HOLIDAYS, answers, problems),
        injuries=_lines("injury", "Injury", INJURIES, answers, problems),
        priorities=PRIORITIES,
        pillars=CLUB_PILLARS,
        sites=SITES,
        sexes=SEXES,
        tracks=TRACKS,
        hills=HILLS,
        long_days=dict(zip(DAY_KEYS, WEEKDAYS, strict=True)),
        health_questions=HEALTH_QUESTIONS,
    )


def problems_of(name: str, problems: Mapping[str, str]) -> dict[str, str]:
    """Those of the fields of one step, in the order of the fields."""
    return {field: problems[field] for field in FIELDS_OF_STEP[name] if field in problems}


def problems_summary(count: int) -> str:
    """`2 answers need another look; see the sentence beside each.`"""
    if count == 1:
        return "1 answer needs another look; see the sentence beside it."
    return f"{count} answers need another look; see the sentence beside each."


def show_preview(outcome: Outcome, season: Season | None, today: date) -> PreviewShow:
    """The season as it would be, or what keeps it from being made."""
    if season is None or outcome.athlete is None:
        return PreviewShow("", "", mark_safe(""), (), None, True, outcome.asked)
    if season.refused is not None or not season.weeks:
        return PreviewShow("", "", mark_safe(""), outcome.assumed, season.refused, False, outcome.asked)
    drawn = season_down(season, outcome.athlete.races, today, away=outcome.athlete.busy)
    return PreviewShow(
        season_finding(season),
        season_place(season, outcome.athlete.races),
        mark_safe(drawn.svg()),
        outcome.assumed,
        None,
        False,
        outcome.asked,
        not_kept(season, outcome.athlete),
    )


def _lines(
    kind: str, title: str, numbers: tuple[int, ...], answers: Answers, problems: Mapping[str, str]
) -> tuple[LineShow, ...]:
    names = {
        n: tuple(f for step in STEPS for f in FIELDS_OF_STEP[step] if f.startswith(f"{kind}{n}_"))
        for n in numbers
    }
    return tuple(
        LineShow(
            n,
            f"{kind}{n}_",
            f"{title} {n}",
            filled(answers, names[n]) or any(name in problems for name in names[n]),
        )
        for n in numbers
    )


def _is_young(born: str, today: date) -> bool:
    try:
        return age_on(date.fromisoformat(born), today) < OF_AGE
    except ValueError:
        return False
