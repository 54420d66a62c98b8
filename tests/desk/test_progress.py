"""Progress over months: the best of each month, and the recent beside those before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import pytest

from homestretch.desk.progress import Point, compare, progress
from homestretch.store.activity_values import EffortRow
from tests.builders.stored_runs import an_athlete, new_activity, stored

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)


def store_run(athlete_id: int, on: date, **figures: Any) -> int:
    begun = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return stored(athlete_id, new_activity(started_at=begun, local_date=on, **figures))


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("HOMESTRETCH_DATA", str(tmp_path))


def with_effort(athlete_id: int, on: date, metres: float, seconds: float) -> int:
    from dataclasses import replace

    begun = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    new = new_activity(started_at=begun, local_date=on)
    return stored(athlete_id, replace(new, efforts=(EffortRow("distance", metres, seconds, 0.0),)))


def test_each_month_shows_its_best_effort() -> None:
    athlete_id = an_athlete()
    with_effort(athlete_id, date(2026, 5, 3), 400.0, 66.0)
    best = with_effort(athlete_id, date(2026, 5, 20), 400.0, 64.5)
    with_effort(athlete_id, date(2026, 6, 10), 400.0, 65.0)
    found = progress(athlete_id, TODAY, 12)
    (distance,) = found.distances
    assert [(point.on.month, point.value) for point in distance.months] == [(5, 64.5), (6, 65.0)]
    assert distance.best.activity_id == best


def test_only_the_months_asked_for_are_looked_at() -> None:
    athlete_id = an_athlete()
    store_run(athlete_id, date(2026, 3, 31), decoupling_pct=2.0)
    store_run(
        athlete_id, date(2026, 4, 1), decoupling_pct=3.0, kick_of="rep", kick_ratio=1.1, kick_share_of_mss=0.8
    )
    found = progress(athlete_id, TODAY, 3)
    assert found.first == date(2026, 4, 1)
    assert [point.value for point in found.drift] == [3.0]
    assert [point.value for point in found.kick] == [0.8]
    assert len(progress(athlete_id, TODAY, None).drift) == 2


def test_the_recent_months_are_compared_with_as_many_before() -> None:
    def at(days: int, value: float) -> Point:
        return Point(TODAY - timedelta(days=days), value, 1)

    points = [at(1, 3.0), at(30, 5.0), at(89, 4.0), at(90, 9.0), at(120, 7.0), at(400, 99.0)]
    found = compare(points, TODAY, median)
    assert (found.now, found.before) == (4.0, 8.0)


def test_one_run_alone_is_compared_with_nothing() -> None:
    found = compare([Point(TODAY, 3.0, 1), Point(TODAY - timedelta(days=100), 4.0, 1)], TODAY, median)
    assert (found.now, found.before) == (None, None)


def test_the_end_of_an_easy_run_is_no_kick() -> None:
    athlete_id = an_athlete()
    store_run(athlete_id, TODAY, kick_of="run", kick_ratio=1.0, kick_share_of_mss=0.4)
    assert progress(athlete_id, TODAY, 12).kick == ()


def test_a_month_of_easy_running_alone_has_no_best_effort() -> None:
    athlete_id = an_athlete()
    with_effort(athlete_id, date(2026, 3, 3), 1500.0, 300.0)
    with_effort(athlete_id, date(2026, 4, 3), 1500.0, 450.0)
    with_effort(athlete_id, date(2026, 5, 3), 1500.0, 295.0)
    (distance,) = progress(athlete_id, TODAY, 12).distances
    assert [point.on.month for point in distance.months] == [3, 5]


def test_slow_years_long_ago_are_efforts_of_their_own() -> None:
    athlete_id = an_athlete()
    with_effort(athlete_id, date(2023, 5, 3), 1500.0, 400.0)
    with_effort(athlete_id, date(2026, 5, 3), 1500.0, 295.0)
    (distance,) = progress(athlete_id, TODAY, None).distances
    assert [point.value for point in distance.months] == [400.0, 295.0]
