"""A season as Markdown that a coach can read line by line: picture, phases, then a table for each week.

In: a Season and its athlete. Out: text; the same season gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from homestretch.athlete.model import PILLARS, Athlete
from homestretch.blueprint.glossary import SESSION_WORDS, WEEK_WORDS
from homestretch.cli.picture import season_picture
from homestretch.cli.report import EMPHASIS_WORDS, sizes, title
from homestretch.cli.words import (
    LETTERS,
    MARKS,
    PILLAR_NAMES,
    REST_MARK,
    by_name,
    date_text,
    day_text,
    distance_time,
    is_rest,
    km,
    level_text,
    race_text,
    session_letter,
    session_mark,
    session_names,
    session_targets,
    week_span,
)
from homestretch.planning.given import given
from homestretch.planning.season import Day, PlannedSession, Season, Week
from homestretch.units import format_pace

TABLE_HEAD = "| Day | | Session | Targets | Size | Why |\n|---|---|---|---|---|---|"


def season_markdown(season: Season, athlete: Athlete) -> str:
    """The whole season, or why there is none."""
    return "\n".join(_lines(season, athlete)).rstrip() + "\n"


def _lines(season: Season, athlete: Athlete) -> Iterator[str]:
    yield f"# {cell(athlete.name)}"
    yield ""
    yield f"{len(season.weeks)} weeks from {date_text(season.start)}; {level_text(season)}."
    yield ""
    yield from _given(season, athlete)
    if season.refused is not None:
        yield from _refusal(season)
        return
    yield "```text"
    for row in season_picture(season, athlete):
        yield "".join(text for text, _ in row).rstrip()
    yield "```"
    yield ""
    signs = ", ".join(f"{MARKS[p]} {LETTERS[p]} {PILLAR_NAMES[p]}" for p in (*PILLARS, "support"))
    yield f"{signs}, {REST_MARK} rest; d de-load, t test, r return, A B C race by priority."
    yield ""
    yield from _phases(season)
    yield from _how_to_read()
    names = session_names(season)
    for week in season.weeks:
        yield from _week(week, names)
    yield from _afterword(season, names)


def _given(season: Season, athlete: Athlete) -> Iterator[str]:
    abilities = season.abilities
    for race in sorted(athlete.races, key=lambda r: r.date):
        yield f"- Race: {race_text(race)}"
    for result in athlete.results:
        yield f"- Result: {distance_time(result.distance_m, result.time_s)} on {date_text(result.date)}"
    paces = (
        ("critical speed", abilities.critical_speed, "min/km"),
        ("5000 m", abilities.v5000, "s/400"),
        ("3000 m", abilities.v3000, "s/400"),
        ("1500 m", abilities.v1500, "s/400"),
        ("800 m", abilities.v800, "s/400"),
    )
    said = ", ".join(f"{name} {format_pace(e.value, unit)}" for name, e, unit in paces)  # type: ignore[arg-type]
    yield f"- Current paces: {said}; top speed {abilities.max_speed.value:.1f} m/s"
    for assumption in given(season, athlete):
        yield f"- Taken as given: {assumption}"
    yield ""


def _refusal(season: Season) -> Iterator[str]:
    refused = season.refused
    if refused is None:
        return
    for lead, each in (("No season", refused), *(("Besides", other) for other in refused.others)):
        yield f"{lead}: {each.reason}"
        yield ""
        for item in each.colliding:
            yield f"- stands against it: {item}"
        for item in each.loosen:
            yield f"- would help: {item}"
        yield ""


def _phases(season: Season) -> Iterator[str]:
    yield "| Phase | From | Weeks | For |"
    yield "|---|---|---|---|"
    for phase in season.phases:
        yield f"| {phase.name} | {date_text(phase.start)} | {phase.weeks} | {cell(phase.purpose)} |"
    yield ""


def _how_to_read() -> Iterator[str]:
    yield "## How to read this"
    yield ""
    for term, meaning in (*WEEK_WORDS, *SESSION_WORDS):
        yield f"- **{term}**: {meaning}"
    yield "- **Bold** sessions are the hard ones."
    yield ""


def _week(week: Week, names: Mapping[str, str]) -> Iterator[str]:
    yield f"## Week {week.number}: {week_span(week)}"
    yield ""
    kind = EMPHASIS_WORDS.get(week.emphasis, week.emphasis)
    yield f"**{week.phase.capitalize()}, {kind}.** {week.objective}"
    yield ""
    doses = ", ".join(
        f"{LETTERS[pillar]} {minutes:.0f} min"
        for pillar, minutes in zip(PILLARS, week.pillar_minutes, strict=True)
    )
    fast = f"fast {week.high_speed_m} m; contacts {week.contacts}"
    yield f"{km(week.distance_m)}, load {week.load}; {doses}; {fast}."
    yield ""
    yield TABLE_HEAD
    for day in week.days:
        yield from _day(day)
    yield ""
    for note in week.notes:
        yield f"- {by_name(note, names)}"
    if week.notes:
        yield ""


def _day(day: Day) -> Iterator[str]:
    if not day.sessions:
        yield f"| {day_text(day.date)} | {REST_MARK} | rest | | | |"
    label = day_text(day.date)
    for session in day.sessions:
        yield _session(label, session)
        label = ""


def _session(label: str, session: PlannedSession) -> str:
    bold = "**" if session.quality else ""
    step = f" (step {session.level})" if session.level and not is_rest(session) else ""
    mark = REST_MARK if is_rest(session) else f"{session_mark(session)} {session_letter(session)}"
    return (
        f"| {label} | {mark} | {bold}{cell(title(session))}{bold}{step} | {cell(session_targets(session))} "
        f"| {cell(', '.join(sizes(session)))} | {cell(session.why)} |"
    )


def _afterword(season: Season, names: Mapping[str, str]) -> Iterator[str]:
    spine = season.spine
    if spine is not None:
        yield "## Key sessions of the specific phase"
        yield ""
        for name, items in (
            ("Asked for", spine.required),
            ("Reached", spine.reached),
            ("Missing", spine.missing),
            ("Room", (spine.room_said,) if spine.room_said else ()),
            ("In their place", spine.stands_in),
            ("Besides", (spine.threshold_said,) if spine.threshold_said else ()),
        ):
            if items:
                yield f"- {name}: {by_name(', '.join(items), names)}"
        yield ""
    for violation in season.violations:
        yield f"- {violation.id}, {violation.where}: {by_name(violation.text, names)}"


def cell(text: str) -> str:
    """Text that keeps its place in a table."""
    return " ".join(text.split()).replace("|", "/")
