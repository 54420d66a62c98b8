"""The season's frame: weeks with phase, emphasis, races, tests and de-loads, backward from the goal race.

In: athlete, first day, blueprint, level. Out: one WeekFrame a week. Follows the method's section 3 and 13.10, 13.17.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from homestretch.athlete.model import Athlete, Level, Race
from homestretch.blueprint.model import Blueprint
from homestretch.planning.away import breaks, too_early
from homestretch.planning.numbers import table
from homestretch.planning.season import MOSTLY_AWAY, Emphasis, Phase, days_away_from

WEEK = timedelta(days=7)
CAREFUL_INJURY_DAYS = 365  # "injury in 12 months", method 3.3
BONE_STRESS_DAYS = 730  # INV-57: 24 months


@dataclass(frozen=True, slots=True)
class RaceDay:
    """One day of racing: the race, and which of its rounds this is (0: the only or first)."""

    date: date
    race: Race
    round: int = 0

    @property
    def decides(self) -> bool:
        """Is it the race, or the last of its rounds: the day that a goal is for?"""
        return self.date == max((self.race.date, *self.race.rounds))


@dataclass(frozen=True, slots=True)
class WeekFrame:
    number: int
    start: date
    phase: Phase
    emphasis: Emphasis
    goal: Race  # the A race that this week works for
    races: tuple[RaceDay, ...] = ()
    phase_week: int = 1  # 1-based within the phase
    phase_weeks: int = 1
    maintain: bool = False  # between the races of one peak, or after the last A race
    test: str | None = None
    eased: bool = False  # a de-load that falls on a race week

    @property
    def deload(self) -> bool:
        return self.eased or self.emphasis in ("deload", "test")

    @property
    def loading(self) -> bool:
        return self.emphasis in ("volume", "intensity")


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def goal_races(athlete: Athlete, blueprint: Blueprint) -> tuple[tuple[Race, ...], tuple[str, ...]]:
    """The races in order of date, with priorities as they will be planned, and what was changed and why."""
    races = sorted(athlete.races, key=lambda r: (r.date, r.distance_m))
    notes: list[str] = []
    if not any(r.priority == "A" for r in races):
        best = min(races, key=lambda r: (r.priority, -r.date.toordinal()))
        races = [replace(r, priority="A") if r is best else r for r in races]
        notes.append(f"No race is marked A: the one on {best.date.isoformat()} is planned as the goal race.")
    most = int(table(blueprint, "season.peaks")["most_a_races"])
    goals = [r for r in races if r.priority == "A"]
    if len(goals) > most:
        kept = goals[-most:]
        races = [replace(r, priority="B") if r in goals and r not in kept else r for r in races]
        notes.append(f"A season has at most {most} A races: the earlier ones are planned as B.")
    return tuple(races), tuple(notes)


def _base_phases(weeks: int, level: Level, blueprint: Blueprint) -> list[tuple[Phase, int]]:
    """Phase lengths for ``weeks`` up to and with the race week (method 3.1)."""
    if weeks <= 5:
        lengths = table(blueprint, "season.short_plans")[f"w{weeks}"]
        names: tuple[Phase, ...] = ("general base", "build", "specific", "taper")
        return [(n, int(k)) for n, k in zip(names, lengths, strict=True) if k]
    t = table(blueprint, "season.taper_weeks")
    taper = int(t["short"] if weeks < t["long_from_weeks"] or level == "beginner" else t["long"])
    s = table(blueprint, "season.phase_share")
    rest = weeks - taper
    specific = min(max(int(s["specific"] * rest + 0.5), int(s["specific_min"])), int(s["specific_max"]))
    build = min(max(int(s["build"] * rest + 0.5), int(s["build_min"])), int(s["build_max"]))
    return [
        ("general base", rest - specific - build),
        ("build", build),
        ("specific", specific),
        ("taper", taper),
    ]


def _rebuild_phases(weeks: int, level: Level, blueprint: Blueprint) -> list[tuple[Phase, int]]:
    """Between two A races six weeks or more apart: rebuild, build and specific, taper (method 3.6)."""
    t = table(blueprint, "season.taper_weeks")
    taper = int(t["short"] if weeks < t["long_from_weeks"] or level == "beginner" else t["long"])
    rebuild = int(table(blueprint, "season.peaks")["rebuild_weeks"])
    rest = weeks - taper - rebuild
    specific = min(max(int(0.5 * rest + 0.5), 1), int(table(blueprint, "season.phase_share")["specific_max"]))
    build = min(rest - specific, int(table(blueprint, "season.phase_share")["build_max"]))
    general = rest - specific - build
    parts: list[tuple[Phase, int]] = [("transition", rebuild), ("general base", general), ("build", build)]
    parts += [("specific", specific), ("taper", taper)]
    return [(n, k) for n, k in parts if k > 0]


def _phase_rows(
    races: tuple[Race, ...], first: date, level: Level, blueprint: Blueprint
) -> tuple[list[tuple[Phase, int, int, Race, bool]], tuple[str, ...]]:
    """One row a week: phase, week of phase, weeks of phase, goal, maintain."""
    goals = [r for r in races if r.priority == "A"]
    one_peak = int(table(blueprint, "season.peaks")["one_peak_days"])
    rows: list[tuple[Phase, int, int, Race, bool]] = []
    notes: list[str] = []
    for index, goal in enumerate(goals):
        upto = (monday(goal.date) - first).days // 7 + 1
        weeks = upto - len(rows)
        if weeks <= 0:
            continue
        if index == 0:
            parts = _base_phases(weeks, level, blueprint)
        elif (goal.date - goals[index - 1].date).days <= one_peak or weeks < 6:
            if (goal.date - goals[index - 1].date).days > one_peak:
                notes.append(
                    f"The A races of {goals[index - 1].date.isoformat()} and {goal.date.isoformat()} lie "
                    "between three and six weeks apart: they are planned as one peak that is held."
                )
            rows += [("specific", w + 1, weeks - 1, goal, True) for w in range(weeks - 1)]
            rows.append(("taper", 1, 1, goal, True))
            continue
        else:
            parts = _rebuild_phases(weeks, level, blueprint)
        for name, length in parts:
            rows += [(name, w + 1, length, goal, False) for w in range(length)]
    total = (monday(races[-1].date) - first).days // 7 + 1
    after = total - len(rows)
    rows += [("specific", w + 1, after, races[-1], True) for w in range(after)]
    return rows, tuple(notes)


def _careful(athlete: Athlete, level: Level, first: date, last: date) -> str:
    if athlete.health.bone_stress_history or any(
        i.bone_stress and (first - i.span.end).days <= BONE_STRESS_DAYS for i in athlete.health.injuries
    ):
        return "bone_stress"
    hurt = any((first - i.span.end).days <= CAREFUL_INJURY_DAYS for i in athlete.health.injuries)
    young_or_old = age_on(athlete.born, first) < 18 or age_on(athlete.born, last) >= 50
    if level == "beginner" or hurt or young_or_old:
        return "careful"
    return "masters" if age_on(athlete.born, last) >= 40 else "ordinary"


def _deloads(
    rows: list[tuple[Phase, int, int, Race, bool]],
    most: int,
    period: int,
    raced: list[int],
    away: list[bool],
    costs: Mapping[str, float],
) -> set[int]:
    """Weeks to ease off, by dynamic programming over the number of loading weeks in a row.

    ``raced`` counts the days of racing of each week: two of them are no light week (INV-26). ``away``: weeks that the
    athlete mostly spends elsewhere; they are light whatever is planned, so that no other need be so beside them.
    """
    resting = [row[0] in ("taper", "race", "transition") for row in rows]
    before_taper = [
        row[0] == "specific" and not row[4] and row[1] > row[2] - 2 and (k + row[2] - row[1] + 1) < len(rows)
        for k, row in enumerate(rows)
    ]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for k, row in enumerate(rows):
        step: dict[int, tuple[float, tuple[int, ...]]] = {}

        def offer(
            run: int, cost: float, chosen: tuple[int, ...], into: dict[int, tuple[float, tuple[int, ...]]]
        ) -> None:
            if run not in into or (cost, chosen) < into[run]:
                into[run] = (cost, chosen)

        for run, (cost, chosen) in best.items():
            if resting[k]:
                offer(0, cost, chosen, step)
                continue
            if run + 1 <= most:
                offer(run + 1, cost, chosen, step)
            off = abs(run + 1 - period)
            ends_phase = row[1] == row[2]
            price = off**2 + (0.0 if ends_phase else costs["inside_phase"])
            price += costs["before_taper"] if before_taper[k] else 0.0
            price += costs["after_two_weeks"] if run < 2 else 0.0
            price += costs["two_race_days"] if raced[k] > 1 else 0.0
            if away[k] and not raced[k]:
                price = costs["away" if run else "away_again"]
            offer(0, cost + price, (*chosen, k), step)
        best = step
    # a long run of loading weeks before the end costs as well, so that five weeks are not left without an easy one
    return set(min((c + max(0, run - period + 1) ** 2, chosen) for run, (c, chosen) in best.items())[1])


def _race_days(races: tuple[Race, ...], start: date) -> tuple[RaceDay, ...]:
    days = [RaceDay(d, r, k) for r in races for k, d in enumerate(sorted((r.date, *r.rounds)))]
    return tuple(sorted((d for d in days if start <= d.date < start + WEEK), key=lambda d: (d.date, d.round)))


def _emphases(rows: list[tuple[Phase, int, int, Race, bool]], deloads: set[int]) -> list[Emphasis]:
    """Volume and intensity in turn, counted back so that the last loading week before a taper suits it."""
    out: list[Emphasis] = []
    turn = 0
    for k, (phase, *_rest) in enumerate(rows):
        if k in deloads:
            out.append("deload")
        elif phase == "taper":
            out.append("taper")
        elif phase == "transition":
            out.append("return")
        else:
            out.append("volume" if turn % 2 == 0 else "intensity")
            turn += 1
    return out


def most_loading(athlete: Athlete, level: Level, start: date, last: date, blueprint: Blueprint) -> int:
    """Most loading weeks in a row (INV-26, INV-55, INV-57)."""
    return int(table(blueprint, "season.loading_weeks")[_careful(athlete, level, start, last)])


def frame(
    athlete: Athlete,
    start: date,
    level: Level,
    blueprint: Blueprint,
    has_result: bool,
    holds_test: Callable[[int], bool],
) -> tuple[tuple[WeekFrame, ...], tuple[Race, ...], tuple[str, ...]]:
    """The weeks from the Monday of ``start``'s week to the Sunday of the last race's week.

    Args:
        start: the plan's first day.
        level: the athlete's level.
        has_result: False puts a first test into week 1 or 2 (method, beginners), or the first de-load that can hold it.
        holds_test: may a run of that week, counted from 0, be as long as a first test (INV-10)?

    Returns:
        The frames, the races as planned, and notes on what was decided.
    """
    races, notes = goal_races(athlete, blueprint)
    first = monday(start)
    rows, more = _phase_rows(races, first, level, blueprint)
    kind = _careful(athlete, level, start, races[-1].date)
    most = most_loading(athlete, level, start, races[-1].date, blueprint)
    period = int(table(blueprint, "season.deload_period")[kind])
    raced = [len(_race_days(races, first + k * WEEK)) for k in range(len(rows))]
    away = [days_away_from(first + k * WEEK, athlete.busy) >= MOSTLY_AWAY for k in range(len(rows))]
    deloads = _deloads(rows, most, period, raced, away, table(blueprint, "season.deload_costs"))
    emphases = _emphases(rows, deloads)
    frames = []
    for k, ((phase, week, length, goal, maintain), emphasis) in enumerate(zip(rows, emphases, strict=True)):
        monday_k = first + k * WEEK
        days = _race_days(races, monday_k)
        eased = k in deloads
        if any(d.race.priority in "AB" for d in days):
            emphasis = "race"
        elif phase == "taper" and maintain:
            emphasis = "taper"
        frames.append(
            WeekFrame(k + 1, monday_k, phase, emphasis, goal, days, week, length, maintain, eased=eased)
        )
    frames = _last_before_race(frames)
    tested = _tests(tuple(frames), athlete, start, level, blueprint, has_result, holds_test)
    if not has_result and not any(holds_test(k) for k in _first_weeks(len(tested), blueprint)):
        more = (*more, _waits(tested))
    return tested, races, notes + more


def _first_weeks(count: int, blueprint: Blueprint) -> range:
    """Weeks, counted from 0, for the first test of a runner without a result."""
    return range(min(int(table(blueprint, "season.test")["first_in_weeks"]), count))


def _waits(frames: tuple[WeekFrame, ...]) -> str:
    first = next((f.number for f in frames if f.test), None)
    what = "No test is planned" if first is None else f"The first test waits until week {first}"
    return f"{what}: it is longer than a run of the first weeks may be."


def _last_before_race(frames: list[WeekFrame]) -> list[WeekFrame]:
    """The week before an A or B race is never an intensity week (method 3.4)."""
    out = list(frames)
    for k in range(len(out) - 1):
        if out[k].emphasis == "intensity" and out[k + 1].emphasis == "race":
            out[k] = replace(out[k], emphasis="volume")
    return out


def _tests(
    frames: tuple[WeekFrame, ...],
    athlete: Athlete,
    start: date,
    level: Level,
    blueprint: Blueprint,
    has_result: bool,
    holds_test: Callable[[int], bool],
) -> tuple[WeekFrame, ...]:
    """Controlled 2K and 3K tests in de-load weeks, three weeks apart, never near a race (method 8)."""
    numbers = table(blueprint, "season.test")
    apart, clear = int(numbers["wished_apart_weeks"]), int(numbers["before_a_race_days"])
    race_weeks = {f.number for f in frames if f.races}
    goals = [f.goal.date for f in frames]
    re_entry = table(blueprint, "season.re_entry")
    gone = breaks(athlete.busy, int(re_entry["from_days"][0]))

    def there(k: int, kind: str) -> bool:
        """Is the athlete there in week ``k``, and on one of its running days ready for a test (method 3.7)?"""
        if days_away_from(frames[k].start, athlete.busy) >= MOSTLY_AWAY:
            return False
        days = [frames[k].start + timedelta(days=d) for d in athlete.availability.days]
        at_home = [d for d in days if not any(s.start <= d <= s.end for s in athlete.busy)]
        return any(not too_early(blueprint.sessions[kind], d, gone, re_entry) for d in at_home)

    long_event = frames[0].goal.distance_m >= 3000 and level != "beginner"
    out = list(frames)
    last = -apart
    begin = 0
    if not has_result and frames:
        weeks = _first_weeks(len(frames), blueprint)
        for k in reversed(weeks) if level == "beginner" else weeks:  # a beginner first gets used to running
            usable = (start - frames[k].start).days <= 2 and holds_test(k) and there(k, "TT01")
            if usable and k + 1 not in race_weeks and (goals[k] - frames[k].start).days - 6 >= clear:
                out[k] = replace(frames[k], emphasis="test", test="TT01")
                last, begin = k, k + 1
                break
    for k in range(begin, len(frames)):
        f = frames[k]
        near_race = f.number in race_weeks or any(
            0 <= (g.date - f.start).days - 6 < clear for g in athlete.races if g.priority == "A"
        )
        short = last < 0 and not has_result and not holds_test(k)
        kind = "TT02" if long_event or (level != "beginner" and f.phase == "specific") else "TT01"
        if near_race or short or f.number <= 2 or not there(k, kind):
            continue
        if f.emphasis == "deload" and k - last >= apart:
            out[k] = replace(f, emphasis="test", test=kind)
            last = k
    return tuple(out)
