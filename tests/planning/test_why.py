"""The words of a plan: a session's name stands well within a sentence, and nothing is said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from homestretch.athlete.model import Abilities, Race, Span
from homestretch.blueprint.read import builtin
from homestretch.planning.by_time import BY_TIME
from homestretch.planning.calendar import RaceDay, WeekFrame
from homestretch.planning.menu import Menu
from homestretch.planning.season import Emphasis, Phase, PlannedSession, Step, Week
from homestretch.planning.sentences import say
from homestretch.planning.why import objective, reasons
from homestretch.units import format_time
from tests.builders import seasons

RACE = Race(date(2027, 6, 12), 1500)
FOUR, FIVE = "4 x 400 m @ 1500 (90 s jog)", "5 x 400 m @ 1500 (90 s jog)"


def whys(*sessions: PlannedSession) -> list[str]:
    """The reasons of sessions on the Tuesdays of weeks that follow each other."""
    made = seasons.season(*(seasons.plain(tue=session) for session in sessions))
    frames = tuple(WeekFrame(w.number, w.start, w.phase, w.emphasis, RACE) for w in made.weeks)
    hard = tuple(
        replace(w, days=tuple(replace(d, sessions=tuple(s for s in d.sessions if s.quality)) for d in w.days))
        for w in made.weeks
    )
    told = reasons(hard, frames, builtin())
    return [s.why for w in told for d in w.days for s in d.sessions]


def reps(level: int, notation: str) -> PlannedSession:
    return seasons.hard(
        "LT05", level, notation=notation, name="400s at 1500 pace", objective="Learn the rhythm."
    )


def test_the_same_session_again_is_not_written_out_again() -> None:
    _, again = whys(reps(2, FOUR), reps(2, FOUR))
    assert "the same step as" in again
    assert FOUR not in again


def test_a_step_up_tells_what_it_climbed_from() -> None:
    _, up = whys(reps(2, FOUR), reps(3, FIVE))
    tuesday = seasons.season(seasons.plain()).weeks[0].days[1].date
    assert f"one step up from {say(tuesday)} ({FOUR})" in up


def test_a_name_keeps_its_initials_within_a_sentence() -> None:
    def first(name: str) -> str:
        return whys(seasons.hard("AB10", name=name, objective="Push the pace."))[0]

    assert first("CS intervals").startswith("First CS intervals of the season")
    assert first("VO2 1000s").startswith("First VO2 1000s of the season")
    assert first("Cruise intervals").startswith("First cruise intervals of the season")


def test_the_session_that_leads_a_week_is_named_without_brackets_in_brackets() -> None:
    frame = WeekFrame(1, seasons.START, "specific", "intensity", RACE)
    said = objective(frame, ((reps(2, FOUR),),))
    assert said.endswith(f": 400s at 1500 pace, {FOUR}, leads the week.")


def test_a_week_says_more_running_only_where_it_runs_more() -> None:
    volume = WeekFrame(2, seasons.START, "build", "volume", RACE)
    days = ((reps(2, FOUR),), (reps(3, FIVE),))
    assert "with a little more running" in objective(volume, days, 42_000, 40_000)
    for metres, before in ((40_500, 40_000), (30_000, 40_000), (40_000, None)):
        said = objective(volume, days, metres, before)
        assert "more running" not in said
        assert "with easy running around the hard days" in said


def test_a_week_counts_its_hard_days() -> None:
    one, two = ((reps(2, FOUR),),), ((reps(2, FOUR),), (reps(3, FIVE),))
    sharp = WeekFrame(2, seasons.START, "build", "intensity", RACE)
    assert "with the weight on one hard day" in objective(sharp, one)
    assert "with the weight on the hard days" in objective(sharp, two)


def test_kilometres_are_held_against_the_last_whole_loading_week() -> None:
    """An easy week between two is not what more running is more than."""
    plans = (seasons.plain(), seasons.light(), seasons.plain())
    made = seasons.season(*plans).weeks
    kinds: tuple[Emphasis, ...] = ("volume", "deload", "volume")
    frames = tuple(WeekFrame(w.number, w.start, "build", e, RACE) for w, e in zip(made, kinds, strict=True))
    assert made[0].distance_m == made[2].distance_m > made[1].distance_m
    last = reasons(made, frames, builtin())[2]
    assert "more running" not in last.objective


def away_week(first: int, days: int, plan: seasons.Plan, emphasis: Emphasis = "volume") -> str:
    """The objective of a week with days away, of which the first is so many days from its Monday."""
    made = seasons.season(plan, emphases={0: emphasis}).weeks
    gone = Span(made[0].start + timedelta(days=first), made[0].start + timedelta(days=first + days - 1))
    own = WeekFrame(1, seasons.START, "build", emphasis, RACE)
    return reasons(made, (own,), builtin(), (gone,))[0].objective


def test_a_week_away_is_told_as_one() -> None:
    run = {"sun": (seasons.easy(minutes=30),)}
    assert away_week(0, 7, {}).startswith("A week away")
    assert away_week(1, 5, run).startswith("5 days away: easy running")
    assert away_week(-8, 7, run, "deload").startswith("Back after 7 days away")
    assert away_week(-3, 4, run).startswith("Back after 4 days away")


def test_a_short_absence_and_one_long_past_leave_the_week_its_objective() -> None:
    run = {"sun": (seasons.easy(minutes=30),)}
    for first, days in ((2, 2), (-3, 2), (-40, 14), (-12, 4)):  # four days away are made up for within two
        assert "away" not in away_week(first, days, run), (first, days)
    assert "leads the week" in away_week(-8, 7, seasons.plain())  # hard work is what the week is about


def frame(emphasis: Emphasis = "intensity", phase: Phase = "build", *races: RaceDay) -> WeekFrame:
    return WeekFrame(1, seasons.START, phase, emphasis, RACE, races)


def told(plan: seasons.Plan, frame: WeekFrame) -> Week:
    made = seasons.season(plan, emphases={0: frame.emphasis}).weeks
    return reasons(made, (frame,), builtin())[0]


def test_a_race_on_the_way_says_the_day_of_the_goal() -> None:
    b_race = RaceDay(date(2027, 5, 22), replace(RACE, priority="B", date=date(2027, 5, 22)))
    assert objective(frame("race", "specific", b_race), ()) == (
        "Race the 1500 m on 22 May as a step towards the 1500 m on 12 June."
    )
    after = RaceDay(date(2027, 6, 19), replace(RACE, priority="C", date=date(2027, 6, 19)))
    assert "step towards" not in objective(frame("race", "race", after), ())


def test_the_final_of_a_championship_is_no_race_on_the_way() -> None:
    days = (seasons.START + timedelta(days=4), seasons.START + timedelta(days=6))
    meet = Race(days[0], 800, "A", rounds=days[1:])
    rounds = tuple(RaceDay(day, meet, n) for n, day in enumerate(days))
    held = told(
        seasons.plain(fri=seasons.race(800), sun=seasons.race(800)),
        WeekFrame(1, seasons.START, "race", "race", meet, rounds),
    )
    heat, final = (s.why for d in held.days for s in d.sessions if s.id == "RACE")
    assert heat.startswith(f"The way into the final on {say(days[1])}")
    assert final.startswith("The final of the race this season was built for")


def race_whys(weeks: tuple[Week, ...], frames: tuple[WeekFrame, ...], able: Abilities) -> list[str]:
    told = reasons(weeks, frames, builtin(), (), able)
    return [s.why for w in told for d in w.days for s in d.sessions if s.id == "RACE"]


@pytest.mark.parametrize(
    ("goal_s", "said"),
    [(275.0, "slower"), (268.0, "faster"), (None, "")],
)
def test_the_goal_of_a_race_stands_beside_what_the_results_predict(goal_s: float | None, said: str) -> None:
    able = seasons.abilities()
    predicted = 1500 / able.v1500.value
    day = seasons.START + timedelta(days=5)
    meet = Race(day, 1500, "A", goal_s=None if goal_s is None else predicted + (goal_s - 270.0))
    made = seasons.season(seasons.plain(sat=seasons.race(1500))).weeks
    frames = (WeekFrame(1, seasons.START, "race", "race", meet, (RaceDay(day, meet),)),)
    (why,) = race_whys(made, frames, able)
    assert why.startswith("The race this season was built for.")
    if goal_s is None:
        assert "predicted" not in why
        return
    assert f"your results predicted {format_time(predicted, 0)}, most likely " in why
    assert why.endswith(f" is {abs(goal_s - 270.0):.0f} s {said}.")
    (why,) = race_whys(made, frames, replace(able, has_result=False))
    assert why.endswith("the first result will say.")


def test_a_heat_has_no_goal() -> None:
    days = (seasons.START + timedelta(days=4), seasons.START + timedelta(days=6))
    meet = Race(days[0], 800, "A", goal_s=118.0, rounds=days[1:])
    menu = Menu(seasons.abilities(), builtin())
    heat, final = (menu.race(RaceDay(day, meet, n)).notation for n, day in enumerate(days))
    assert heat == "800 m, priority A"
    assert final == "800 m, priority A, goal 1:58"


def test_a_lighter_round_counts_its_steps_and_says_why() -> None:
    weeks = seasons.season(
        seasons.plain(tue=reps(4, FIVE)), seasons.plain(tue=reps(1, FOUR)), seasons.plain(tue=reps(3, FOUR))
    ).weeks
    kinds: tuple[Emphasis, ...] = ("intensity", "deload", "intensity")
    frames = tuple(
        WeekFrame(w.number, w.start, "build", kind, RACE) for w, kind in zip(weeks, kinds, strict=True)
    )
    made = [w.days[1].sessions[0].why for w in reasons(weeks, frames, builtin())]
    assert f"three steps lighter than {say(weeks[0].days[1].date)}" in made[1]
    assert "because this week is an easier one" in made[1]
    assert "two steps up from" in made[2]


def test_a_lighter_round_without_a_known_reason_gives_none() -> None:
    _, lighter = whys(reps(3, FIVE), reps(2, FOUR))
    assert "one step lighter than" in lighter
    assert "because" not in lighter


def test_a_test_is_no_round_of_training() -> None:
    trial = seasons.hard("TT01", name="Controlled 2K", objective="Measure where you are.")
    first, again = whys(trial, trial)
    assert first.startswith("Controlled 2K, for the first time this season: measure where you are.")
    assert again.startswith(f"Controlled 2K again, after {say(seasons.START + timedelta(days=1))}")


def test_a_test_without_a_track_says_how_it_is_measured() -> None:
    trial = seasons.hard("TT01", name="Controlled 2K by time", objective="Measure.", terrain=BY_TIME)
    (said,) = whys(trial)
    assert "About 2000 m is an estimate from your present form, not a target." in said


def test_a_taste_inside_an_easy_run_is_no_round_of_the_set() -> None:
    taste = seasons.easy("LT04", notation="50 min easy + 3 x 200 m @ 1500")
    full = seasons.hard("LT04", 1, name="200s at 800 pace", objective="Be tidy.")
    weeks = seasons.season(seasons.plain(tue=taste), seasons.plain(tue=full), seasons.plain(tue=full)).weeks
    frames = tuple(WeekFrame(w.number, w.start, w.phase, w.emphasis, RACE) for w in weeks)
    made = [w.days[1].sessions[0].why for w in reasons(weeks, frames, builtin())]
    assert made[1].startswith("First 200s at 800 pace of the season")
    assert made[2].startswith("Round 2 ")


def test_a_week_whose_hard_day_is_the_clubs_names_it() -> None:
    club = replace(seasons.club(), name="Tuesday group", notation="Tuesday group")
    assert objective(frame("volume"), ((club,), (seasons.easy(),))).endswith(
        ": Tuesday group leads the week."
    )
    assert "400s at 1500 pace" in objective(frame("volume"), ((club,), (reps(2, FOUR),)))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ((15, 10), ""),
        ((20, 10), ""),
        ((20, 20), "Longer warm-up and cool-down, 20 and 20 min, for the week's easy kilometres."),
        ((10, 5), "Shorter warm-up and cool-down, 10 and 5 min, to keep the day within its limits."),
    ],
)
def test_an_unusual_warm_up_is_said(minutes: tuple[int, int], said: str) -> None:
    full = reps(2, FOUR)
    warm = Step("warmup", None, minutes[0] * 60)
    cool = Step("cooldown", None, minutes[1] * 60)
    (why,) = whys(replace(full, steps=(warm, *full.steps[1:-1], cool)))
    assert why.endswith(said)
    assert ("warm-up" in why) == bool(said)


def test_a_step_lost_to_a_long_pause_is_said_and_a_short_pause_is_not_blamed() -> None:
    def after(weeks: int) -> str:
        plans = [seasons.plain(tue=reps(3, FIVE)), *[seasons.plain(tue=())] * (weeks - 1)]
        made = seasons.season(*plans, seasons.plain(tue=reps(1, FOUR))).weeks
        frames = tuple(WeekFrame(w.number, w.start, "build", "intensity", RACE) for w in made)
        return reasons(made, frames, builtin())[-1].days[1].sessions[0].why

    assert "two steps lighter" in after(3)
    assert "because" not in after(3)
    assert "because it was last run 8 weeks ago" in after(8)
