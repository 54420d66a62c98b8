"""Like for like from what is stored: the same heart rate, the same pace, and the recent against those before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from homestretch.desk.like_for_like import trends
from homestretch.store.activity_values import BandRow
from tests.builders.stored_runs import an_athlete, new_activity, stored

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)
RECENT = timedelta(days=90)


def store_bands(athlete_id: int, ago: int, *bands: BandRow) -> int:
    on = TODAY - timedelta(days=ago)
    begun = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return stored(athlete_id, replace(new_activity(started_at=begun, local_date=on), bands=bands))


def heart(speed: float, beats: float = 141.0, seconds: float = 900.0) -> BandRow:
    return BandRow("heart", 5 * (beats // 5), seconds, speed, beats)


def test_quicker_runs_at_the_same_heart_rate_are_a_clear_change() -> None:
    athlete_id = an_athlete()
    for k in range(6):
        store_bands(athlete_id, 10 + 10 * k, heart(3.20 + 0.01 * (k % 2)))
        store_bands(athlete_id, 100 + 10 * k, heart(3.00 + 0.01 * (k % 2)))
    (found,) = trends(athlete_id, None, TODAY, RECENT)
    assert (found.kind, found.measure, found.reference, len(found.runs)) == ("heart", "flat_speed", 140.0, 12)
    assert found.change is not None
    assert found.change.is_clear
    assert found.change.low < 0.2 < found.change.high
    assert (found.change.runs_now, found.change.runs_before) == (6, 6)


def test_a_run_with_too_little_of_it_is_left_out() -> None:
    athlete_id = an_athlete()
    kept = store_bands(athlete_id, 5, heart(3.0))
    store_bands(athlete_id, 6, heart(3.0, seconds=100.0))
    (found,) = trends(athlete_id, None, TODAY, RECENT)
    assert [run.activity_id for run in found.runs] == [kept]
    assert found.change is None


def test_however_far_back_one_looks_the_heart_rate_is_that_of_the_last_year() -> None:
    athlete_id = an_athlete()
    for k in range(12):
        store_bands(athlete_id, 400 + 30 * k, heart(2.8, 151.0))
    for k in range(6):
        store_bands(athlete_id, 200 + 30 * k, heart(3.0))
    recent = store_bands(athlete_id, 20, heart(3.4, 161.0), heart(3.1))
    for since, runs in ((TODAY - timedelta(days=60), 1), (TODAY - timedelta(days=360), 7), (None, 7)):
        (found,) = trends(athlete_id, since, TODAY, RECENT)
        assert (found.reference, len(found.runs)) == (140.0, runs)
        assert found.runs[-1].activity_id == recent


def test_each_measure_shows_where_its_sensor_was_there() -> None:
    athlete_id = an_athlete()
    steady = BandRow("speed", 3.0, 900.0, 3.1, 141.0, 170.0, 1.09, 0.25, 50.4)
    store_bands(athlete_id, 5, steady, BandRow("climb", 150.0, 300.0, 3.3, 152.0, climb_speed=0.12))
    store_bands(athlete_id, 3, BandRow("rep", 5.4, 300.0, 5.5, cadence=188.0))
    found = [(trend.kind, trend.measure) for trend in trends(athlete_id, None, TODAY, RECENT)]
    assert found == [
        ("speed", "heart_rate"),
        ("speed", "cadence"),
        ("speed", "step_length"),
        ("speed", "ground_contact"),
        ("speed", "balance"),
        ("rep", "cadence"),
        ("climb", "climb_speed"),
    ]


def test_the_steps_gained_in_surges_are_compared_at_the_usual_gain_of_speed() -> None:
    athlete_id = an_athlete()
    for days, gain in ((5, 13.0), (20, 12.0), (100, 8.0), (120, 7.0)):
        surge = BandRow("surge", 0.1, 40.0, 5.8, cadence=194.0, speed_gain=0.11, cadence_gain=gain)
        store_bands(athlete_id, days, surge)
    (found,) = trends(athlete_id, None, TODAY, RECENT)
    assert (found.kind, found.measure, found.reference) == ("surge", "cadence_gain", pytest.approx(0.1))
    assert [run.value for run in found.runs] == [7.0, 8.0, 12.0, 13.0]
    assert found.change is not None
    assert found.change.now - found.change.before == 5.0


def test_the_rating_of_a_run_counts_where_it_was_mostly_at_the_usual_speed() -> None:
    athlete_id = an_athlete()
    easy = BandRow("speed", 3.0, 900.0, 3.1, 141.0)
    rated = replace(new_activity(rpe=3.0), bands=(easy,))
    other = replace(new_activity(rpe=8.0), bands=(easy, BandRow("speed", 4.2, 1900.0, 4.3, 175.0)))
    number = stored(athlete_id, rated)
    stored(athlete_id, other)
    stored(athlete_id, replace(new_activity(name="unrated"), bands=(easy,)))
    (found,) = [trend for trend in trends(athlete_id, None, TODAY, RECENT) if trend.measure == "rpe"]
    assert [(run.activity_id, run.value) for run in found.runs] == [(number, 3.0)]


def test_runs_stored_before_bands_were_kept_are_no_error() -> None:
    athlete_id = an_athlete()
    stored(athlete_id)
    assert trends(athlete_id, None, TODAY, RECENT) == ()
