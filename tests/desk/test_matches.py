"""What the athlete says of a match stands, at once and over what was found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from homestretch.activity.health import Workout, workout_excerpt
from homestretch.desk import matches as desk
from homestretch.desk.imports import import_files
from homestretch.monitoring import SessionRef
from homestretch.store import accounts, athletes, choices, seasons
from tests.builders.recorded_runs import four_hundreds, store_recording
from tests.builders.sample_season import START, sample_athlete, sample_season

pytestmark = pytest.mark.django_db
TRACK_DAY = date(2027, 4, 6)  # 6 x 400 m at 1500 pace
TRACK = SessionRef(TRACK_DAY, "LT05")


@pytest.fixture
def athlete_id() -> int:
    stored = athletes.add_athlete(accounts.owner().pk, START)
    seasons.add_season(stored.id, sample_season(), sample_athlete(), START, "0" * 64)
    return stored.id


@pytest.fixture
def run(athlete_id: int) -> int:
    return store_recording(athlete_id, four_hundreds(TRACK_DAY), sample_season().abilities)


def served(athlete_id: int, run: int) -> SessionRef | None:
    found = desk.match_of_activity(athlete_id, run, TRACK_DAY)
    return None if found is None else found.ref


def test_a_choice_is_kept_and_taken_back(athlete_id: int, run: int) -> None:
    assert served(athlete_id, run) == TRACK
    offered = desk.choices_of_activity(athlete_id, run, TRACK_DAY)
    assert (offered.by_hand, offered.chosen, offered.lost) == (False, None, False)
    other = next(ref for ref, session in offered.sessions if ref != TRACK and session.distance_m)

    desk.choose_match(athlete_id, run, str(other))
    found = desk.match_of_activity(athlete_id, run, TRACK_DAY)
    assert found is not None
    assert (found.ref, found.by_hand) == (other, True)
    week = desk.matches_of_week(athlete_id, TRACK_DAY)
    assert week.of(TRACK).status == "planned"
    assert desk.choices_of_activity(athlete_id, run, TRACK_DAY).chosen == other

    desk.choose_match(athlete_id, run, desk.UNPLANNED)
    assert served(athlete_id, run) is None
    assert [done.id for done in desk.matches_of_week(athlete_id, TRACK_DAY).unplanned] == [str(run)]

    desk.choose_match(athlete_id, run, desk.AS_FOUND)
    assert served(athlete_id, run) == TRACK


def test_a_session_of_another_week_or_of_no_plan_is_not_taken(athlete_id: int, run: int) -> None:
    for name in ("2027-04-13/LT05", "2027-04-06/XX99", ""):
        with pytest.raises(ValueError, match="choose one from the list"):
            desk.choose_match(athlete_id, run, name)
    assert served(athlete_id, run) == TRACK


def test_a_choice_that_the_plan_no_longer_holds_is_told_and_not_followed(athlete_id: int, run: int) -> None:
    choices.save_choice(athlete_id, run, SessionRef(TRACK_DAY, "XX99"))
    assert served(athlete_id, run) == TRACK
    assert desk.choices_of_activity(athlete_id, run, TRACK_DAY).lost


def test_an_answer_counts_with_and_without_activities_in_the_week(athlete_id: int) -> None:
    def status() -> str:
        return desk.matches_of_week(athlete_id, TRACK_DAY).of(TRACK).status

    assert status() == "planned"
    choices.save_answer(athlete_id, TRACK, "done")
    assert status() == "done"
    choices.save_answer(athlete_id, TRACK, "missed")
    assert status() == "missed"
    store_recording(athlete_id, four_hundreds(TRACK_DAY + timedelta(days=2)), sample_season().abilities)
    assert status() == "missed"
    choices.save_answer(athlete_id, TRACK, None)
    assert status() == "moved"


def test_the_athlete_says_what_became_of_a_session_and_takes_it_back(athlete_id: int) -> None:
    def status() -> str:
        return desk.matches_of_week(athlete_id, TRACK_DAY).of(TRACK).status

    for answer, becomes in (("done", "done"), ("missed", "missed"), ("open", "planned"), ("open", "planned")):
        assert desk.answer_session(athlete_id, str(TRACK), answer, TRACK_DAY) == TRACK
        assert status() == becomes


def test_only_planned_sessions_up_to_today_are_answered(athlete_id: int) -> None:
    for name in (
        "2027-04-06/XX99",
        "2027-04-07/LT05",
        "2027-02-30/LT05",
        "2019-01-01/LT05",
        "LT05",
        "",
        "\0",
    ):
        with pytest.raises(ValueError, match="no such session"):
            desk.answer_session(athlete_id, name, "done", TRACK_DAY)
    with pytest.raises(ValueError, match="still to come"):
        desk.answer_session(athlete_id, str(TRACK), "done", TRACK_DAY - timedelta(days=1))
    with pytest.raises(ValueError, match="Say done or skipped"):
        desk.answer_session(athlete_id, str(TRACK), "failed", TRACK_DAY)
    week = desk.matches_of_week(athlete_id, TRACK_DAY)
    assert {one.status for one in week.sessions} == {"planned"}


def test_rest_has_nothing_to_answer(athlete_id: int) -> None:
    sunday = TRACK_DAY - timedelta(days=TRACK_DAY.weekday()) + timedelta(days=6)
    week = desk.matches_of_week(athlete_id, TRACK_DAY)
    asked = [one for one in week.sessions if desk.can_be_answered(one, sunday)]
    rest = [one for one in week.sessions if one.session.id == "RC01"]
    assert rest
    assert asked == [one for one in week.sessions if one.session.id != "RC01"]
    with pytest.raises(ValueError, match="no such session"):
        desk.answer_session(athlete_id, str(rest[0].ref), "missed", sunday)


def test_what_an_activity_tells_is_not_asked(athlete_id: int, run: int) -> None:
    week = desk.matches_of_week(athlete_id, TRACK_DAY)
    assert not desk.can_be_answered(week.of(TRACK), TRACK_DAY)


def test_a_workout_of_heart_rate_alone_does_not_say_that_no_reps_were_run(
    athlete_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path / "data"))
    begun = datetime(2027, 4, 6, 18, 0, tzinfo=UTC)
    planned = desk.matches_of_week(athlete_id, TRACK_DAY).of(TRACK).session
    seconds = np.arange(0, planned.duration_s, 5.0)
    workout = Workout(
        "running", "", begun, begun + timedelta(seconds=planned.duration_s), distance_m=planned.distance_m
    )
    beats = np.column_stack((begun.timestamp() + seconds, np.full(len(seconds), 160.0)))
    file = tmp_path / "workout.gpx"  # the bytes say what it is
    file.write_bytes(workout_excerpt(workout, beats))
    import_files(athlete_id, [file], datetime(2027, 5, 1, tzinfo=UTC), "UTC")
    found = desk.matches_of_week(athlete_id, TRACK_DAY).of(TRACK)
    assert (found.status, found.reps, len(found.activities)) == ("done", None, 1)
