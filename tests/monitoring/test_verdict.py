"""The verdict names the rep it speaks of, and never scolds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from homestretch.monitoring import Done, match, verdict
from homestretch.planning.season import PlannedSession
from tests.builders.seasons import easy, hard, strength
from tests.monitoring.sessions import MONDAY, entry, run, sets_of, typed, unequal, week

TUESDAY = MONDAY + timedelta(days=1)
SIX = sets_of(6, 400, 73.0)
SCOLDING = re.compile(r"fail|bad|poor|should|must|only|uneven|erratic|missed|disappoint|!", re.IGNORECASE)


def said(session: PlannedSession, *done: Done) -> str:
    return verdict(match(week(None, session), done).sessions[0])


@pytest.mark.parametrize(
    ("splits", "rpe", "words"),
    [
        (
            "73.0 73.1 72.9 75.3 73.0 72.8",
            None,
            "Five of six at target; the fourth was 2.3 s slow, then you came back.",
        ),
        (
            "73.0 73.1 72.9 75.3 75.5 72.8",
            None,
            "Four of six at target; the fourth and the fifth were 2.3 and 2.5 s slow, then you came back.",
        ),
        ("73.0 73.1 72.9 73.3 73.5 72.8", None, "All six at target; 72.8 to 73.5 s."),
        ("73.0 73.1 72.9 73.0 73.1 72.2", None, "All six at target; the last was the quickest, 72.2 s."),
        ("73.0 73.1 72.9 73.0 73.1 71.0", None, "Five of six at target; you lifted the last to 71.0 s."),
        (
            "73.0 73.1 72.9 74.9 75.5 77.8",
            10,
            "Three of six at target; the last three slowed, the last most, by 4.8 s. "
            "It felt harder than planned, RPE 10 for 8.",
        ),
        (
            "70.0 70.1 70.2 73.0 73.1 73.2",
            None,
            "Three of six at target; the first three were fast, the first most, by 3.0 s.",
        ),
        ("73.0 73.1 72.9 72.9", None, "Four of six run, all at target; 72.9 to 73.1 s."),
        (
            "75.0 75.1 75.9 75.9 75.2 75.3",
            None,
            "All six done, each slower than the target; the first came nearest, 2.0 s slow.",
        ),
        ("73 73 73 73 73 73 73", None, "All six at target; each 73.0 s. And one more than planned."),
    ],
)
def test_the_words_for_a_set(splits, rpe, words) -> None:
    assert said(SIX, typed(SIX, TUESDAY, splits, rpe)) == words


@pytest.mark.parametrize(
    "parts",
    [
        [(200, 34.0), (400, 70.0), (600, 110.0), (400, 70.0), (200, 34.0)],
        [(400, 76.0), (400, 74.0), (400, 72.0), (400, 70.0)],
        [(1000, 200.0), (600, 114.0), (300, 52.0)],
    ],
    ids=["pyramid", "progression", "cut-down"],
)
def test_a_session_that_is_uneven_by_design_is_praised_for_its_targets(parts) -> None:
    session = unequal(parts)
    text = said(session, typed(session, TUESDAY, " ".join(str(seconds) for _, seconds in parts)))

    assert text.startswith("All ")
    assert "at target" in text
    assert not re.search("slow|fast|uneven", text)


@given(
    st.lists(st.floats(60, 90), min_size=1, max_size=8),
    st.sampled_from([None, 3.0, 8.0, 10.0]),
)
@example([86.0] * 7, None)  # one more than planned, all slow: they are this session's reps all the same
def test_no_set_is_scolded_and_off_target_reps_are_named(times, rpe) -> None:
    found = match(week(None, SIX), [typed(SIX, TUESDAY, " ".join(f"{t:.1f}" for t in times), rpe)]).sessions[
        0
    ]
    text = verdict(found)

    assert not SCOLDING.search(text)
    assert text.endswith(".")
    assert ".." not in text
    assert "  " not in text
    assert found.reps is not None
    if any(row.word in ("slow", "fast") for row in found.reps.rows):
        assert re.search("first|second|third|fourth|fifth|sixth|last", text)


@pytest.mark.parametrize(
    ("session", "done", "words"),
    [
        (easy(minutes=40), entry(TUESDAY, 41, km=8), "41 min, as planned."),
        (easy(minutes=40), entry(TUESDAY, 24, km=4.8), "24 of 40 min: what you did counts."),
        (easy(minutes=40), entry(TUESDAY, 52, km=10.4), "52 min, 12 more than planned."),
        (
            easy(minutes=40),
            entry(TUESDAY, 40, km=10),
            "40 min, as planned. A little quicker than easy: 4:00/km, where easy ends at 4:54/km.",
        ),
        (SIX, entry(TUESDAY, 60, sport="cycling"), "Cycling in its place, 60 min: it counts for your load."),
        (
            SIX,
            run(easy(minutes=40), TUESDAY),
            "An easier run in its place, 40 min: it counts for your load.",
        ),
        (strength(), entry(TUESDAY, 20, sport="training"), "20 min, as planned."),
    ],
    ids=["easy", "short", "long", "quick", "cycling", "easier", "strength"],
)
def test_the_words_for_all_else(session, done, words) -> None:
    assert said(session, done) == words


def test_open_missed_and_answered() -> None:
    days = week(None, SIX)
    ref = match(days, []).sessions[0].ref

    assert verdict(match(days, []).sessions[0]) == "Open: nothing is entered yet."
    missed = match(days, [], answers={ref: "missed"}).sessions[0]
    assert verdict(missed) == "Skipped. Nothing to make up: carry on with the next day."
    assert verdict(match(days, [], answers={ref: "done"}).sessions[0]) == "Done as planned, by your word."


def test_a_moved_session_names_both_days() -> None:
    found = match(week(None, SIX), [run(SIX, TUESDAY + timedelta(days=2))]).sessions[0]

    assert verdict(found).endswith("Done on Thursday instead of Tuesday.")


def test_one_long_rep_is_told_by_its_pace_or_time() -> None:
    tempo = hard("AB07", metres=3600, speed=4.3)
    assert re.match(r"3600 m in 1\d:\d\d\.\d, at target\.", said(tempo, run(tempo, TUESDAY)))

    by_time = replace(
        tempo,
        steps=tuple(replace(s, distance_m=None, duration_s=840) if s.distance_m else s for s in tempo.steps),
    )
    assert re.match(r"14 min at 3:5\d/km, at target\.", said(by_time, run(by_time, TUESDAY)))


def test_recoveries_that_were_halved_are_told_as_a_fact() -> None:
    hurried = sets_of(6, 400, 73.0, rest_s=40)
    text = said(SIX, run(hurried, TUESDAY))

    assert re.search(r"The recoveries were shorter than planned, (39|40|41) s for 90 s\.", text)


@pytest.mark.parametrize("pressed", [True, False])
@pytest.mark.parametrize(
    ("reps", "metres", "seconds", "words"),
    [
        (6, 800, 152.0, "6 x 800 m in 2:"),
        (3, 800, 150.0, "3 x 800 m in 2:"),
        (5, 1000, 190.0, "5 x 1000 m in 3:"),
        (12, 200, 36.0, "12 x 200 m in 3"),
        (8, 300, 54.0, "8 x 300 m in 5"),
        (6, 500, 91.0, "6 x 500 m in 9"),
    ],
)
def test_a_session_of_other_reps_is_told_by_these(
    reps: int, metres: int, seconds: float, words: str, pressed: bool
) -> None:
    done = run(sets_of(reps, metres, seconds), TUESDAY, pressed=pressed)
    found = match(week(None, SIX), [done]).sessions[0]

    assert (found.status, found.outcome, found.activities) == ("replaced", None, (done,))
    assert verdict(found).startswith(words)
    assert "in its place" in verdict(found)
    chosen = match(week(None, SIX), [done], {done.id: found.ref}).sessions[0]
    assert (chosen.status, chosen.by_hand) == ("replaced", True)


def test_reps_of_no_usual_length_are_counted() -> None:
    done = run(unequal([(800, 150.0), (1000, 190.0), (1200, 235.0), (1600, 320.0)]), TUESDAY)
    told = said(SIX, done)

    assert told.startswith("Another session of four reps in its place")
