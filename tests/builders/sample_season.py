"""A plausible 16-week season of a 1500 m runner, made by hand: for tests of what stores and shows seasons."""

from __future__ import annotations

from datetime import date, timedelta

from homestretch.athlete.model import Abilities, Athlete, Availability, Estimate, Race, Result
from homestretch.planning.season import (
    Day,
    Emphasis,
    Phase,
    PhaseSpan,
    PlannedSession,
    Refusal,
    Season,
    SpineReport,
    Step,
    Target,
    Week,
)

START = date(2027, 2, 22)  # a Monday
RACE_DAY = date(2027, 6, 12)  # the Saturday of week 16
WEEKS = 16
PHASES: tuple[tuple[Phase, int], ...] = (("general base", 5), ("build", 5), ("specific", 4), ("taper", 2))
PURPOSE = {
    "general base": "Easy volume, hills and strides: the base that the fast work stands on.",
    "build": "Threshold climbs, and the first work at race pace begins.",
    "specific": "Race rhythm under acid, and the lift at the end of it.",
    "taper": "Less of everything but pace, so that you arrive fresh.",
}
KM = (41, 43, 45, 33, 46, 47, 48, 34, 49, 50, 48, 36, 50, 46, 36, 26)
EMPHASES: tuple[Emphasis, ...] = (
    "volume",
    "intensity",
    "volume",
    "deload",
    "volume",
    "intensity",
    "volume",
    "deload",
    "volume",
    "intensity",
    "volume",
    "deload",
    "intensity",
    "intensity",
    "taper",
    "race",
)
OBJECTIVE: dict[Emphasis, str] = {
    "volume": "Carry the volume: the long run grows, one threshold session holds",
    "intensity": "Hold 1500 pace for longer, and lift at the end of it",
    "deload": "Absorb the work: a third less, the pace stays",
    "taper": "Stay sharp and get fresh",
    "race": "Race on Saturday: arrive fresh and patient",
}
EASY = Target(3.05, 3.35, 126, 146, 3.0, "easy")
CUES = (
    "Even rhythm: the first rep is the slowest.",
    "Shoulders low, hands loose.",
    "Last 100: lift, eyes level.",
)


def sample_athlete(**changes: object) -> Athlete:
    """Ines, 27, two results, six days, a track on Tuesday and Thursday."""
    known: dict[str, object] = {
        "name": "Ines",
        "born": date(1999, 5, 14),
        "sex": "F",
        "training_years": 4.0,
        "weekly_km": 44.0,
        "longest_run_km": 13.0,
        "max_hr": 194,
        "results": (Result(800, 132.4, date(2026, 9, 2)), Result(3000, 610.5, date(2026, 10, 2))),
        "availability": Availability(days=(0, 1, 2, 3, 5, 6), track=(1, 3), gym=(0, 3), long_run=6),
        "races": (Race(date(2027, 5, 8), 800, "B"), Race(RACE_DAY, 1500, "A", goal_s=268.0)),
    }
    return Athlete(**{**known, **changes})  # type: ignore[arg-type]


def sample_abilities() -> Abilities:
    def about(value: float, share: float, source: str, measured: bool = False) -> Estimate:
        return Estimate(value, value * (1 - share), value * (1 + share), source, measured)

    return Abilities(
        critical_speed=about(4.42, 0.02, "800 m and 3000 m of 2026"),
        v5000=about(4.62, 0.02, "Riegel from the 3000 m"),
        v3000=about(4.914, 0.01, "3000 m, 2 October 2026", True),
        v1500=about(5.5, 0.015, "between the 800 m and the 3000 m"),
        v800=about(6.042, 0.01, "800 m, 2 September 2026", True),
        max_speed=about(7.9, 0.04, "estimated from the 800 m"),
        mas=about(4.9, 0.03, "estimated from the 3000 m"),
        d_prime_m=about(180.0, 0.2, "800 m and 3000 m of 2026"),
        max_hr=Estimate(194, 191, 197, "stated", True),
        rest_hr=52,
        threshold_hr=None,
        type="balanced",
        type_confidence="low",
        level="intermediate",
        performance_index=0.71,
        has_result=True,
        assumptions=("Top speed is estimated: a flying 30 m would settle it.",),
    )


def session(
    id: str,
    name: str,
    pillar: str | None,
    notation: str,
    steps: tuple[Step, ...],
    *,
    km: float,
    minutes: int,
    rpe: float,
    level: int = 0,
    main: float = 0.0,
    hsr: int = 0,
    contacts: int = 0,
    quality: bool = False,
    lighter: str = "",
    why: str = "",
    terrain: str = "track",
    objective: str = "",
) -> PlannedSession:
    return PlannedSession(
        id,
        name,
        pillar,
        level,
        quality,
        notation,
        round(km * 1000),
        minutes * 60,
        rpe,
        round(rpe * minutes),  # type: ignore[arg-type]
        main,
        hsr,
        0,
        contacts,
        (minutes * 40, minutes * 10, minutes * 10),
        steps,
        CUES if quality else CUES[1:2],
        why,
        terrain,
        objective,
        lighter,
    )


def easy_run(minutes: int, name: str = "Easy run", id: str = "AB02") -> PlannedSession:
    return session(
        id,
        name,
        "aerobic_base",
        f"{minutes} min easy",
        (Step("easy", None, minutes * 60, EASY),),
        km=minutes * 60 * 3.2 / 1000,
        minutes=minutes,
        rpe=3.0,
        main=float(minutes),
        terrain="soft ground",
        why="Easy running carries the week: it must end with something left.",
        objective="base at low cost",
    )


def framed(*main: Step) -> tuple[Step, ...]:
    """Warm-up with drills and strides, the main part, cool-down."""
    return (
        Step("warmup", None, 900, EASY, "easy"),
        Step("drills", None, 300, Target(rpe=2.0), "drills"),
        Step(
            "warmup",
            repeat=3,
            steps=(
                Step("warmup", 80, None, Target(5.8, 6.1, rpe=4.0, anchor="800 m pace"), "stride"),
                Step("recovery", None, 60, Target(rpe=1.0), "walk"),
            ),
        ),
        *main,
        Step("cooldown", None, 600, EASY, "easy"),
    )


def reps_400(count: int) -> PlannedSession:
    main = Step(
        "work",
        repeat=count,
        steps=(
            Step("work", 400, None, Target(5.45, 5.55, rpe=8.0, anchor="1500 m pace")),
            Step("recovery", None, 90, Target(2.4, 2.8, rpe=2.0, anchor="jog"), "jog"),
        ),
    )
    return session(
        "LT05",
        "400s at 1500 pace",
        "lactate_tolerance",
        f"{count} × 400 m @ 1500 (90 s jog)",
        framed(main),
        km=6.4 + 0.6 * count,
        minutes=37 + 3 * count,
        rpe=8.0,
        level=count - 3,
        main=2.7 * count,
        hsr=400 * count,
        quality=True,
        lighter=f"{count - 2} × 400 m @ 1500 (2 min jog)",
        why=f"Round {count - 3} of 400s at race pace: one rep more than last time, and it prepares 600s.",
        objective="race rhythm under acid",
    )


def threshold(minutes: int) -> PlannedSession:
    main = Step("work", None, minutes * 60, Target(4.25, 4.42, 172, 180, 7.0, "threshold"))
    return session(
        "AB07",
        "Tempo run",
        "aerobic_base",
        f"{minutes} min at threshold",
        framed(main),
        km=5.6 + minutes * 0.26,
        minutes=34 + minutes,
        rpe=7.0,
        level=2,
        main=float(minutes),
        quality=True,
        lighter=f"{minutes - 6} min steady",
        why="The tempo climbs by two minutes: this is the floor under everything faster.",
        terrain="flat path",
        objective="raise the threshold",
    )


def fast_finish() -> PlannedSession:
    main = Step(
        "work",
        repeat=4,
        steps=(
            Step("work", 200, None, Target(5.5, 5.6, rpe=7.0, anchor="1500 m pace")),
            Step("work", 100, None, Target(6.2, 6.5, rpe=9.0, anchor="kick"), "lift"),
            Step("recovery", None, 240, Target(rpe=1.0), "walk"),
        ),
    )
    return session(
        "FK01",
        "Fast-finish 300s",
        "finishing_kick",
        "4 × 300 m: 200 m @ 1500, last 100 faster (4 min walk)",
        framed(main),
        km=6.3,
        minutes=56,
        rpe=8.0,
        level=2,
        main=16.0,
        hsr=1200,
        quality=True,
        lighter="3 × 300 m @ 1500 (4 min walk)",
        why="The kick comes on tired legs: lift from 100 m out.",
    )


def strength() -> PlannedSession:
    step = Step("strength", None, 1800, Target(rpe=6.0), "3 × 6 split squat, hip thrust, calf raise")
    return session(
        "ST02",
        "Single-leg strength",
        "support",
        "30 min",
        (step,),
        km=0,
        minutes=30,
        rpe=6.0,
        contacts=40,
        terrain="gym",
        why="Strength sits on an easy day, after the run.",
        lighter="rest",
    )


def race(name: str, distance: int, speed: float) -> PlannedSession:
    run = Step(
        "work", distance, None, Target(speed * 0.99, speed * 1.02, rpe=10.0, anchor=f"{name} race"), "race"
    )
    return session(
        "RACE",
        f"{name} race",
        None,
        f"{name}, priority A",
        framed(run),
        km=6.0,
        minutes=50,
        rpe=10.0,
        main=4.5,
        quality=True,
        why="This is what the season was for.",
        objective="race",
    )


def rest() -> PlannedSession:
    return session(
        "RC01",
        "Rest",
        None,
        "rest",
        (),
        km=0,
        minutes=0,
        rpe=0.0,
        terrain="",
        why="Nothing grows while you run: it grows tonight.",
    )


def _days(number: int, start: date, emphasis: Emphasis) -> tuple[Day, ...]:
    quiet = emphasis in ("deload", "taper", "race")
    middle = easy_run(35) if emphasis == "race" else threshold(16 + number if not quiet else 14)
    weekend = (easy_run(30),) if quiet or number < 6 else (fast_finish(),)
    plan: list[tuple[PlannedSession, ...]] = [
        (easy_run(45), strength()),
        (reps_400(4 + min(number // 3, 4) if not quiet else 4),),
        (easy_run(35, "Recovery run", "AB01"),),
        (middle,),
        (rest(),),
        weekend,
        (easy_run(60 if quiet else 70 + number, "Long run", "AB04"),),
    ]
    if number == 11:
        plan[5] = (race("800 m", 800, 6.04),)
    if number == WEEKS:
        plan[5], plan[6] = (race("1500 m", 1500, 5.55),), (rest(),)
    return tuple(Day(start + timedelta(days=k), sessions) for k, sessions in enumerate(plan))


def _phase_of(number: int) -> Phase:
    for name, weeks in PHASES:
        if number <= weeks:
            return name
        number -= weeks
    raise ValueError(number)


def sample_season(start: date = START) -> Season:
    """Sixteen weeks from Monday ``start`` to the 1500 m on the last Saturday, an 800 m in week 11."""
    weeks = []
    for number in range(1, WEEKS + 1):
        emphasis = EMPHASES[number - 1]
        days = _days(number, start + timedelta(weeks=number - 1), emphasis)
        sessions = [each for day in days for each in day.sessions]
        by_pillar = tuple(
            round(sum(s.main_minutes for s in sessions if s.pillar == pillar), 1)
            for pillar in ("aerobic_base", "lactate_tolerance", "transition_speed", "finishing_kick")
        )
        weeks.append(
            Week(
                number,
                days[0].date,
                _phase_of(number),
                emphasis,
                OBJECTIVE[emphasis],
                KM[number - 1] * 1000,
                sum(s.load for s in sessions),
                (by_pillar[0], by_pillar[1], 3.0 + number % 4, by_pillar[3]),
                (180.0, 140.0, 20.0, 90.0),
                ((30, 54), (24, 48), (0, 20), (8, 32)),
                sum(s.hsr_m for s in sessions),
                sum(s.contacts for s in sessions),
                days,
                ("No hill was within reach: strides stand in for hill sprints.",) if number == 2 else (),
            )
        )
    spans, monday = [], start
    for name, count in PHASES:
        spans.append(PhaseSpan(name, monday, count, PURPOSE[name]))
        monday += timedelta(weeks=count)
    return Season(
        "Ines",
        sample_abilities(),
        start,
        tuple(spans),
        tuple(weeks),
        None,
        (),
        SpineReport(
            ("LT05 x2", "LT07", "TS04", "FK01 x2"), ("LT05 x2", "FK01 x2"), ("LT07", "TS04"), ("LT05", "AB03")
        ),
        ("Fast metres of the last four weeks were not stated: half of the level's cap is taken.",),
    )


def refused_season() -> Season:
    """What the planner answers where two wishes collide."""
    return Season(
        "Ines",
        sample_abilities(),
        START,
        (),
        (),
        Refusal(
            "Two club sessions on neighbouring days leave no room for recovery.",
            ("club session on Tuesday", "club session on Wednesday"),
            ("Move one of the club sessions to Thursday or later", "Take part easily in one of them"),
            others=(
                Refusal(
                    "The 3000 m race of 12 June and the round of 13 June do not go together: the week is 13.8 km; "
                    "after a mean of 8.2 km in the four weeks before at most 10.7 km is allowed.",
                    (
                        *("race 2027-06-12", "rounds of race 2027-06-12"),
                        *("busy 2027-05-01 to 2027-05-09", "availability.days", "athlete.weekly_km"),
                    ),
                    ("leave out the round of 13 June", "make room for running from 1 May to 9 May"),
                    rule="INV-11",
                ),
            ),
        ),
    )
