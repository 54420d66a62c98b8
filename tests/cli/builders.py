"""A hand-made season in a few lines, for tests of what shows it, and the command line as a user calls it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from homestretch.athlete.model import Abilities, Athlete, Estimate, Race, Result
from homestretch.cli.main import main
from homestretch.planning.season import (
    Day,
    PhaseSpan,
    PlannedSession,
    Refusal,
    Season,
    Step,
    Target,
    Week,
)

START = date(2026, 12, 28)
EASY = Target(3.2, 3.7, 140, 155, 3.0, "easy")


def estimate(value: float) -> Estimate:
    return Estimate(value, value * 0.97, value * 1.03, "race 1500 m")


def abilities() -> Abilities:
    return Abilities(
        critical_speed=estimate(4.7),
        v5000=estimate(4.87),
        v3000=estimate(5.03),
        v1500=estimate(5.4),
        v800=estimate(5.9),
        max_speed=estimate(8.1),
        mas=estimate(5.0),
        d_prime_m=estimate(180.0),
        max_hr=estimate(194.0),
        rest_hr=52,
        threshold_hr=None,
        type="balanced",
        type_confidence="high",
        level="intermediate",
        performance_index=0.9,
        has_result=True,
    )


def athlete(name: str = "Example", races: tuple[Race, ...] | None = None) -> Athlete:
    return Athlete(
        name=name,
        born=date(1999, 5, 14),
        sex="F",
        results=(Result(800, 132.4, date(2026, 6, 2)),),
        races=(Race(START + timedelta(days=40), 1500, "A", 268.0),) if races is None else races,
    )


def rest() -> PlannedSession:
    return session("RC01", "Rest", None, "rest", 0, 0, ())


def easy_run() -> PlannedSession:
    return session(
        "AB02", "Easy run", "aerobic_base", "50 min easy", 10_300, 3000, (Step("easy", None, 3000, EASY),)
    )


def repetitions() -> PlannedSession:
    main = Step(
        "work",
        repeat=6,
        steps=(
            Step("work", 400, None, Target(5.35, 5.45, None, None, 8.0, "1500 m pace")),
            Step("recovery", None, 90, Target(2.9, 3.2, None, None, 2.0, "jog"), "jog"),
        ),
    )
    steps = (Step("warmup", None, 900, EASY), main, Step("cooldown", None, 600, EASY))
    return session(
        "LT05", "1500 repeats", "lactate_tolerance", "6 x 400 m @ 1500 (90 s jog)", 8400, 3300, steps
    )


def session(
    id_: str,
    name: str,
    pillar: str | None,
    notation: str,
    distance_m: int,
    duration_s: int,
    steps: tuple[Step, ...],
) -> PlannedSession:
    hard = pillar == "lactate_tolerance"
    return PlannedSession(
        id=id_,
        name=name,
        pillar=pillar,  # type: ignore[arg-type]
        level=2 if hard else 0,
        quality=hard,
        notation=notation,
        distance_m=distance_m,
        duration_s=duration_s,
        planned_rpe=8.0 if hard else 3.0,
        load=440 if hard else 150,
        main_minutes=duration_s / 60,
        hsr_m=2400 if hard else 0,
        sprint_m=0,
        contacts=0,
        zone_seconds=(duration_s, 0, 0),
        steps=steps,
        cues=("Shoulders low, hands loose.",) if hard else (),
        why="Lactate tolerance at 1500 pace prepares the race's third lap." if hard else "Easy running.",
        lighter="4 x 400 m @ 1500 (2 min jog)" if hard else "",
    )


def week(number: int, phase: str = "build", emphasis: str = "volume") -> Week:
    start = START + timedelta(weeks=number - 1)
    order = (rest(), repetitions(), easy_run(), rest(), easy_run(), easy_run(), easy_run())
    days = tuple(Day(start + timedelta(days=i), (s,)) for i, s in enumerate(order))
    metres = sum(s.distance_m for s in order)
    return Week(
        number=number,
        start=start,
        phase=phase,  # type: ignore[arg-type]
        emphasis=emphasis,  # type: ignore[arg-type]
        objective="Hold 1500 pace with loose hands.",
        distance_m=metres + 1000 * number,
        load=1040,
        pillar_minutes=(200.0, 55.0, 0.0, 4.5),
        pillar_load=(600.0, 440.0, 0.0, 20.0),
        pillar_band=((20, 60), (10, 40), (5, 30), (5, 30)),
        high_speed_m=2400,
        contacts=0,
        days=days,
    )


def season(weeks: int = 6) -> Season:
    made = tuple(
        week(n, "build" if n <= weeks // 2 else "specific", "deload" if n % 4 == 0 else "volume")
        for n in range(1, weeks + 1)
    )
    half = weeks // 2
    return Season(
        athlete_name="Example",
        abilities=abilities(),
        start=START,
        phases=(
            PhaseSpan("build", START, half, "Raise the ceiling."),
            PhaseSpan("specific", START + timedelta(weeks=half), weeks - half, "Race pace."),
        ),
        weeks=made,
        assumptions=("weekly_km was not given and is taken as 15",),
    )


def refused() -> Season:
    return Season(
        athlete_name="Example",
        abilities=abilities(),
        start=START,
        phases=(),
        weeks=(),
        refused=Refusal(
            "A race in three days leaves no time to train for it.",
            ("race on 2026-12-31",),
            ("choose a later race",),
        ),
    )


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Status, standard output and standard error of a command."""
    try:
        status = main(words)
    except SystemExit as end:
        status = int(end.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err
