"""Steps are read as a runner says them, in the athlete's units."""

from __future__ import annotations

import pytest

from homestretch.blueprint.read import builtin
from homestretch.cli.words import rpe_text
from homestretch.planning.menu import Menu
from homestretch.planning.season import AS_THE_CLUB, Step, Target
from homestretch.web import wording
from homestretch.web.show.session import show_session
from homestretch.web.steps import MOST_PACES, Fold, Pace, fold, paces, rows
from tests.builders import seasons
from tests.builders.sample_season import easy_run, fast_finish, reps_400

WORK = Step("work", 400, None, Target(5.45, 5.55, rpe=8.0, anchor="1500 m pace"))
JOG = Step("recovery", None, 90, Target(2.4, 2.8, anchor="jog"), "jog")
WALK = Step("recovery", None, 240, Target(rpe=1.0), "walk")


def test_repeats_and_their_last_are_read_as_one() -> None:
    assert fold((Step("work", repeat=5, steps=(WORK, JOG)), WORK)) == (Fold(6, (WORK,), JOG),)


def test_another_last_effort_stands_alone() -> None:
    last = Step("work", 600, None, WORK.target)
    assert fold((Step("work", repeat=5, steps=(WORK, JOG)), last)) == (Fold(5, (WORK,), JOG), last)


def test_sets_are_folded_inside_and_outside() -> None:
    one = (Step("work", repeat=3, steps=(WORK, JOG)), WORK)
    found = fold((Step("work", repeat=1, steps=(*one, WALK)), *one))
    assert found == (Fold(2, (Fold(4, (WORK,), JOG),), WALK),)


def test_a_row_says_what_and_how_fast() -> None:
    found = {row.label: row for row in rows(reps_400(6).steps, "min/km")}
    assert found["6 × 400 m"].target == "72 to 73 s"
    assert found["6 × 400 m"].detail == "1500 m pace"
    assert found["Jog between"].target == "90 s"
    assert found["Warm-up"].target == "15 min at 4:59 to 5:28 /km"
    assert found["Warm-up"].check == "HR 126 to 146"
    assert found["3 × 80 m"].target == "13.1 to 13.8 s"


def test_how_fast_is_said_first_without_the_warm_up() -> None:
    assert paces(rows(reps_400(6).steps, "min/km")) == (Pace("72 to 73 s", "6 × 400 m, 1500 m pace"),)
    assert paces(rows(easy_run(45).steps, "min/km")) == (Pace("45 min at 4:59 to 5:28 /km", "HR 126 to 146"),)
    kick = paces(rows(fast_finish().steps, "min/km"))
    assert [pace.of for pace in kick] == ["200 m, 1500 m pace", "100 m, kick"]


def test_the_same_pace_is_said_once_and_many_are_cut() -> None:
    assert len(paces(rows((WORK, WALK, WORK), "min/km"))) == 1
    many = tuple(Step("work", 100 * k, None, WORK.target) for k in range(1, 9))
    assert len(paces(rows(many, "min/km"))) == MOST_PACES


def test_strides_of_the_warm_up_keep_their_number() -> None:
    stride = Step("warmup", 80, None, Target(5.8, 6.1, rpe=4.0, anchor="stride, relaxed"), "stride")
    found = rows((Step("warmup", repeat=3, steps=(stride, WALK)),), "min/km")
    assert found[0].label == "3 × 80 m"


def test_miles_are_for_those_who_think_in_miles() -> None:
    warmup = rows(reps_400(6).steps, "min/mile")[0]
    assert warmup.target == "15 min at 8:00 to 8:48 /mile"
    assert wording.kilometres(16093.44, "min/mile") == "10.0 miles"


def test_a_race_is_told_by_its_time_and_laps() -> None:
    run = Step("work", 1500, None, Target(5.495, 5.66, rpe=10.0, anchor="1500 m race"), "race")
    (row,) = rows((run,), "min/km")
    assert (row.target, row.detail) == ("4:25 to 4:33", "laps of 71 to 73 s")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (90, "90 s"),
        (150, "2 min 30 s"),
        (900, "15 min"),
        (4320, "1 h 12 min"),
        (3600, "1 h"),
        (3900, "1 h 05 min"),
    ],
)
def test_durations_are_said_shortly(seconds: int, said: str) -> None:
    assert wording.duration(seconds) == said


@pytest.mark.parametrize(("rpe", "word"), [(3, "moderate"), (8, "very hard"), (10, "maximal"), (0, "rest")])
def test_effort_has_its_word(rpe: float, word: str) -> None:
    assert wording.rpe_words(rpe).startswith(word)


def test_a_clubs_fast_metres_are_a_sum_and_no_repetition() -> None:
    fast = Step("work", 480, None, Target(4.93, 5.8, rpe=7.0, anchor=AS_THE_CLUB), "in repetitions")
    (row,) = rows((fast,), "min/km")
    assert row.label == "About 480 m fast in all"
    assert row.target == "2:52 to 3:23 /km"


@pytest.mark.parametrize("tenth", range(0, 101, 5))
def test_the_terminal_calls_an_effort_what_the_pages_call_it(tenth: int) -> None:
    rpe = tenth / 10
    assert rpe_text(rpe).partition(", ")[2] == wording.rpe_words(rpe).partition(":")[0]


def test_drills_are_not_called_drills_twice() -> None:
    (row,) = rows((Step("drills", None, 480, Target(), "drills: A-skip, dribble"),), "min/km")
    assert (row.label, row.detail) == ("Drills", "A-skip, dribble")


def test_strength_says_its_effort_without_talk_and_its_contacts_once() -> None:
    jumps = Menu(seasons.abilities(), builtin()).support("ST04", 1)
    told = [f"{bold}{rest}" for bold, rest in show_session(jumps, "min/km").facts]
    assert "RPE 4, somewhat hard" in told
    assert "contacts" in jumps.notation
    assert not any("contacts" in fact for fact in told)
