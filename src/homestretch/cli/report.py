"""A season in plain words for the terminal: its picture, its phases, then week by week.

In: a Season and its athlete. Out: rows of (text, style) pieces, wrapped to the width given.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from homestretch.athlete.model import PILLARS, Athlete
from homestretch.blueprint.glossary import SESSION_WORDS, WEEK_WORDS
from homestretch.cli.picture import Row, legend, season_picture
from homestretch.cli.words import (
    LETTERS,
    MARKS,
    REST_MARK,
    by_name,
    day_text,
    is_rest,
    km,
    level_text,
    minutes,
    not_reached,
    plain,
    race_text,
    rpe_text,
    session_letter,
    session_mark,
    session_names,
    session_targets,
    step_size,
    target_text,
    week_span,
)
from homestretch.planning.given import given
from homestretch.planning.season import Day, PlannedSession, Refusal, Season, Step, Week

DAY_COLUMN = 12  # "Tue 29 Dec" and a gap, after an indent of 2
TEXT_COLUMN = 2 + DAY_COLUMN + 5  # where a session's words begin


def season_report(season: Season, athlete: Athlete, width: int) -> Iterator[Row]:
    """The whole season, its picture first."""
    yield from _heading(season, athlete, width)
    yield from season_picture(season, athlete, width)
    yield []
    yield from legend(width)
    yield []
    yield from _phases(season, width)
    yield from _how_to_read(width)
    names = session_names(season)
    for week in season.weeks:
        yield from _week(week, width)
        for day in week.days:
            yield from _day(day, width)
        for note in week.notes:
            yield from paragraph(f"Note: {by_name(note, names)}", 2, "dim", width)
        yield []
    yield from _afterword(season, athlete, width)


def week_report(season: Season, number: int, width: int) -> Iterator[Row]:
    """One week with each session in full: steps, targets, cues, why, and the lighter version.

    Raises:
        KeyError: the season has no week of that number.
    """
    found = next((week for week in season.weeks if week.number == number), None)
    if found is None:
        raise KeyError(number)
    yield from _week(found, width)
    for day in found.days:
        yield []
        for session in day.sessions:
            yield from _session_in_full(day, session, width)
    names = session_names(season)
    for note in found.notes:
        yield []
        yield from paragraph(f"Note: {by_name(note, names)}", 0, "dim", width)


def refusal_report(season: Season, width: int) -> Iterator[Row]:
    """What stands against a season, and what to loosen."""
    refused = season.refused
    if refused is None:
        return
    yield from _one_refusal(refused, width)
    for other in refused.others:
        yield from paragraph(f"Besides: {other.reason}", 0, "", width)
        yield from _one_refusal(other, width)


def _one_refusal(refused: Refusal, width: int) -> Iterator[Row]:
    if refused.colliding:
        yield [("These do not go together:" if len(refused.colliding) > 1 else "It is about:", "")]
        for item in refused.colliding:
            yield from paragraph(f"- {item}", 2, "", width, hanging=2)
    if refused.loosen:
        yield [("What would help, any one of these:" if len(refused.loosen) > 1 else "What would help:", "")]
        for item in refused.loosen:
            yield from paragraph(f"- {item}", 2, "", width, hanging=2)


def paragraph(text: str, indent: int, style: str, width: int, hanging: int = 0) -> list[Row]:
    """Text wrapped to the width; further lines stand ``hanging`` columns deeper."""
    lines = textwrap.wrap(
        plain(text),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=True,
        break_on_hyphens=False,
    )
    return [[(line, style)] for line in lines]


def _heading(season: Season, athlete: Athlete, width: int) -> Iterator[Row]:
    yield from paragraph(
        f"{athlete.name}: {len(season.weeks)} weeks from {day_text(season.start)}", 0, "bold", width
    )
    for race in sorted(athlete.races, key=lambda r: r.date):
        yield from paragraph(race_text(race), 0, "", width)
    yield from paragraph(level_text(season), 0, "dim", width)
    yield []


def _phases(season: Season, width: int) -> Iterator[Row]:
    for phase in season.phases:
        span = f"{phase.weeks} week" + ("s" if phase.weeks != 1 else "")
        purpose = f" {phase.purpose}" if phase.purpose else ""
        text = f"{phase.name.capitalize()}, {span} from {day_text(phase.start)}.{purpose}"
        yield from paragraph(text, 0, "", width, hanging=2)
    yield []


def _how_to_read(width: int) -> Iterator[Row]:
    yield [("How to read the weeks", "bold")]
    for term, meaning in (*WEEK_WORDS, *SESSION_WORDS):
        yield from paragraph(f"{term}: {meaning}", 2, "dim", width, hanging=2)
    yield []


def _week(week: Week, width: int) -> Iterator[Row]:
    kind = "" if week.emphasis == week.phase else f", {EMPHASIS_WORDS.get(week.emphasis, week.emphasis)}"
    yield [(f"Week {week.number}, {week_span(week)}", "bold"), (f"  {week.phase}{kind}", "")]
    yield from paragraph(week.objective, 2, "", width)
    row: Row = [(f"  {km(week.distance_m)}, load {week.load} ", "dim")]
    for pillar, spent in zip(PILLARS, week.pillar_minutes, strict=True):
        row.append((f" {MARKS[pillar]} {LETTERS[pillar]} {spent:.0f} min", pillar))
    if week.high_speed_m:
        row.append((f"  fast {km(week.high_speed_m)}", "dim"))
    yield row


EMPHASIS_WORDS = {
    "volume": "volume week",
    "intensity": "intensity week",
    "deload": "de-load week",
    "test": "test week",
    "taper": "taper week",
    "race": "race week",
    "return": "return week",
}


def _day(day: Day, width: int) -> Iterator[Row]:
    label = day_text(day.date)
    if not day.sessions:
        yield [(f"  {label:<{DAY_COLUMN}}{REST_MARK}    rest", "dim")]
    for session in day.sessions:
        yield from _session_line(label, session, width)
        label = ""


def _session_line(label: str, session: PlannedSession, width: int) -> Iterator[Row]:
    style = _style(session)
    start: Row = [
        (f"  {label:<{DAY_COLUMN}}", "bold" if session.quality else ""),
        (f"{session_mark(session)} {session_letter(session)}  ", style),
    ]
    said = textwrap.wrap(plain(title(session)), width - TEXT_COLUMN, break_on_hyphens=False) or [""]
    yield [*start, (said[0], "dim" if is_rest(session) else "bold" if session.quality else "")]
    for line in said[1:]:
        yield [(" " * TEXT_COLUMN + line, "")]
    facts = [session_targets(session), *(sizes(session))]
    yield from paragraph(", ".join(fact for fact in facts if fact), TEXT_COLUMN, "dim", width)


def _style(session: PlannedSession) -> str:
    return session.pillar or ("bold" if session.id == "RACE" else "dim")


def title(session: PlannedSession) -> str:
    """Name and notation, once where one holds the other."""
    if is_rest(session) or not session.notation or session.notation in session.name:
        return session.name
    return f"{session.name}: {session.notation}"


def sizes(session: PlannedSession) -> list[str]:
    """`8.4 km`, `55 min`, `RPE 8, very hard`: those that apply."""
    if is_rest(session):
        return []
    found = [km(session.distance_m)] if session.distance_m else []
    found += [minutes(session.duration_s)] if session.duration_s else []
    return found + ([rpe_text(session.felt_rpe)] if session.felt_rpe else [])


def _session_in_full(day: Day, session: PlannedSession, width: int) -> Iterator[Row]:
    yield [
        (f"{day_text(day.date)}  ", "bold"),
        (f"{session_mark(session)} {session_letter(session)}  ", _style(session)),
        (plain(session.name), "bold"),
        (f"  step {session.level}" if session.level and not is_rest(session) else "", "dim"),
    ]
    if session.notation and session.notation not in session.name:
        yield from paragraph(session.notation, 2, "", width)
    yield from paragraph(", ".join(sizes(session)), 2, "dim", width)
    if not said_by_notation(session):
        yield from _steps(session.steps, 4, width)
    for label, text in (
        ("Why", session.why),
        ("For", "" if session.objective.rstrip(".") in session.why else session.objective),
        ("Where", session.terrain),
        ("Cues", " ".join(session.cues)),
        ("Lighter", "" if is_rest(session) else session.lighter),
    ):
        if text:
            yield from paragraph(f"{label}: {text}", 2, "", width, hanging=2)


def said_by_notation(session: PlannedSession) -> bool:
    """Strength and mobility are one block, which the notation has said."""
    return all(step.kind == "strength" and not step.steps for step in session.steps)


def _steps(steps: tuple[Step, ...], indent: int, width: int) -> Iterator[Row]:
    at = 0
    while at < len(steps):
        step = steps[at]
        at += 1
        if step.repeat is None:
            yield from paragraph(f"- {step_text(step)}", indent, "", width, hanging=2)
            continue
        count, between = step.repeat, step.steps[-1].kind == "recovery"
        last = step.steps[:-1] if between else ()
        if last and steps[at : at + len(last)] == last:  # the last round, which no recovery follows
            count, at = count + 1, at + len(last)
        yield [(" " * indent + f"{count} times" + (", recovery between" if count > step.repeat else ""), "")]
        yield from _steps(step.steps, indent + 2, width)


STEP_WORDS = {"warmup": "warm-up", "cooldown": "cool-down", "work": "", "strength": ""}


def step_text(step: Step) -> str:
    """A step in one line: `400 m, 1500 m pace, 73.4-74.8 s, RPE 8, very hard`."""
    kind = STEP_WORDS.get(step.kind, step.kind)
    parts = [" ".join(part for part in (step_size(step), kind) if part), target_text(step)]
    if kind and kind == (step.target.anchor or "").rpartition(", ")[2]:  # `easy` of `long, easy` is said
        parts[1] = parts[1].replace(kind, "", 1).strip(", ").replace(", , ", ", ")
    if step.text and step.text not in (step.target.anchor or ""):
        parts.append(step.text.removeprefix(f"{kind}: "))
    return ", ".join(part for part in parts if part)


def _afterword(season: Season, athlete: Athlete, width: int) -> Iterator[Row]:
    names = session_names(season)
    spine = season.spine
    if spine is not None and spine.missing:
        yield from paragraph(f"Not reached in the specific phase. {spine.room_said}", 0, "", width)
        for text in not_reached(season, names):
            yield from paragraph(f"- {text}", 2, "", width, hanging=2)
    if spine is not None and spine.threshold_said:
        yield from paragraph(spine.threshold_said, 0, "", width, hanging=2)
    for assumption in given(season, athlete):
        yield from paragraph(f"Taken as given: {assumption}", 0, "dim", width, hanging=2)
    for violation in season.violations:
        text = f"{violation.id}, {violation.where}: {by_name(violation.text, names)}"
        yield from paragraph(text, 0, "alarm", width)
