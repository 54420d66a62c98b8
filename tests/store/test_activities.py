"""Activities in the database: lists, one in full, streams, best efforts, months."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from homestretch.store import activities, originals
from homestretch.store.activity_values import BandRow, EffortRow, Filter
from tests.builders.stored_runs import START, an_athlete, new_activity, stored

pytestmark = pytest.mark.django_db


def test_an_activity_comes_back_as_it_was_stored() -> None:
    athlete = an_athlete()
    new = new_activity(reps=6, reps_words="6 x 400 m in 68.2")
    number = stored(athlete, new, b"the file")
    found = activities.get_activity(athlete, number)
    assert found.figures == new.figures
    assert (found.laps, found.efforts, found.document) == (new.laps, new.efforts, {"sport": "running"})
    assert originals.read(found.original_hash) == b"the file"


def test_streams_come_back_with_pauses_flags_and_what_is_missing() -> None:
    number = stored(an_athlete())
    streams = activities.streams_of_activity(number)
    assert np.array_equal(streams.distance, 4.0 * np.arange(101.0))
    assert np.isnan(streams.heart_rate[:5]).all()
    assert streams.pauses[0].length == 5.0
    assert streams.flags[0].where == streams.pauses
    assert list(activities.streams_of_activity(number, ["speed"]).channels()) == ["speed"]


@pytest.mark.parametrize("channels", [None, ["speed"]])
def test_an_activity_without_samples_has_empty_streams(channels: list[str] | None) -> None:
    number = stored(an_athlete(), replace(new_activity(), columns={}))
    streams = activities.streams_of_activity(number, channels)
    assert (len(streams), streams.start, streams.sport) == (0, START.timestamp(), "running")
    assert streams.channels() == {}


def test_an_activity_of_somebody_else_is_not_there() -> None:
    number = stored(an_athlete())
    with pytest.raises(LookupError, match="no activity"):
        activities.get_activity(an_athlete(), number)


def test_a_session_of_a_file_is_stored_once() -> None:
    athlete = an_athlete()
    stored(athlete, data=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        stored(athlete, data=b"x")


def test_the_list_is_cut_into_pages_newest_first_with_few_queries() -> None:
    athlete = an_athlete()
    numbers = [stored(athlete, new_activity(started_at=START + timedelta(days=day))) for day in range(7)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = activities.list_activities(athlete, number=2, per_page=3)
    assert len(queries) == 2
    assert [line.id for line in page.lines] == numbers[3:0:-1]
    assert (page.number, page.pages, page.total) == (2, 3, 7)
    assert activities.list_activities(athlete, number=99, per_page=3).number == 3
    assert activities.list_activities(an_athlete()).lines == ()


def test_filters_and_search_narrow_the_list() -> None:
    athlete = an_athlete()
    track = stored(athlete, new_activity(name="Club night", on_track=True, reps=6, reps_words="6 x 400 m"))
    ride = stored(athlete, new_activity(name="To work", sport="cycling", distance_m=9000.0))
    old = stored(athlete, new_activity(name="Long run", local_date=date(2020, 1, 1)))

    def found(**wanted: object) -> set[int]:
        page = activities.list_activities(athlete, Filter(**wanted))  # type: ignore[arg-type]
        return {line.id for line in page.lines}

    assert found() == {track, ride, old}
    assert found(text="club 400") == {track}
    assert found(text="400 work") == set()
    assert found(text="100%") == set()
    assert found(sport="cycling") == {ride}
    assert found(with_reps=True) == found(on_track=True) == {track}
    assert found(until=date(2021, 1, 1)) == {old}
    assert found(since=date(2021, 1, 1)) == {track, ride}
    assert found(least_m=400.0) == {track, ride, old}
    assert found(least_m=400.5) == found(least_m=9000.0, most_m=9000.0) == {ride}
    assert found(most_m=400.0) == {track, old}
    assert found(least_m=9000.5) == set()
    longest = activities.list_activities(athlete, Filter(longest_first=True)).lines
    assert longest[0].id == ride
    assert activities.sports(athlete) == {"running": 2, "cycling": 1}


def test_what_has_no_distance_is_in_no_range_of_distances() -> None:
    athlete = an_athlete()
    stored(athlete, new_activity(distance_m=None))
    assert activities.list_activities(athlete, Filter(least_m=0.0)).total == 0
    assert activities.list_activities(athlete, Filter(most_m=1e9)).total == 0
    assert activities.list_activities(athlete).total == 1


def test_the_poorer_recording_of_a_run_counts_nowhere_but_is_kept() -> None:
    athlete = an_athlete()
    phone, watch = stored(athlete), stored(athlete, new_activity(device="watch", distance_m=404.0))
    older = stored(athlete, new_activity(device="older"))
    activities.link_same_run(older, phone)
    activities.link_same_run(phone, watch)
    assert [line.id for line in activities.list_activities(athlete).lines] == [watch]
    assert activities.months(athlete)[0].distance_m == 404.0
    assert len(activities.best_efforts(athlete, "distance", 200.0)) == 1
    assert [line.id for line in activities.get_activity(athlete, watch).others] == [phone, older]
    assert activities.get_activity(athlete, phone).same_as == watch


def test_records_are_the_best_of_all_and_efforts_follow_the_days() -> None:
    athlete = an_athlete()
    times = {date(2026, 3, 1): 31.0, date(2026, 4, 1): 29.5, date(2026, 5, 1): 30.0}
    for day, time in times.items():
        efforts = (EffortRow("distance", 200.0, time, 0.0), EffortRow("duration", 60.0, 9000 / time, 0.0))
        stored(athlete, replace(new_activity(local_date=day), efforts=efforts))
    lines = activities.best_efforts(athlete, "distance", 200.0)
    assert {line.local_date: line.value for line in lines} == times
    assert [line.value for line in activities.records(athlete, "distance")] == [29.5]
    assert [line.value for line in activities.records(athlete, "duration")] == [9000 / 29.5]
    assert activities.records(athlete, "distance", since=date(2026, 4, 2))[0].value == 30.0


def test_months_sum_up_running_alone() -> None:
    athlete = an_athlete()
    for day in (date(2026, 3, 1), date(2026, 3, 31), date(2026, 5, 2)):
        stored(athlete, new_activity(local_date=day, decoupling_pct=float(day.day), srpe=30.0))
    stored(athlete, new_activity(local_date=date(2026, 3, 3), sport="cycling"))
    march, may = activities.months(athlete)
    assert (march.first, march.activities, march.distance_m) == (date(2026, 3, 1), 2, 800.0)
    assert (march.srpe, march.decoupling_pct, march.kick_share_of_mss) == (60.0, 16.0, None)
    assert may.activities == 1
    assert activities.months(athlete, sport=None)[0].activities == 3


def test_what_may_overlap_in_time_is_found() -> None:
    athlete = an_athlete()
    near = stored(athlete, new_activity(started_at=START + timedelta(seconds=50)))
    stored(athlete, new_activity(started_at=START + timedelta(hours=1)))
    stored(athlete, new_activity(sport="cycling"))
    assert [line.id for line in activities.near_in_time(athlete, new_activity().figures)] == [near]


def test_times_are_kept_in_utc_and_the_day_is_the_runners() -> None:
    athlete = an_athlete()
    late = new_activity(started_at=datetime(2026, 5, 4, 23, 30, tzinfo=UTC), local_date=date(2026, 5, 5))
    number = stored(athlete, late)
    on_the_fifth = activities.activities_between(athlete, date(2026, 5, 5), date(2026, 5, 5))
    assert [line.id for line in on_the_fifth] == [number]
    assert on_the_fifth[0].figures.started_at == late.figures.started_at


def test_originals_are_kept_once_and_half_written_ones_swept() -> None:
    name = originals.keep(b"bytes")
    assert originals.keep(b"bytes") == name
    half = originals.file_of(name).with_name("x.1.part")
    half.write_bytes(b"by")
    originals.sweep(datetime.now(UTC))
    assert half.exists()
    originals.sweep(datetime.now(UTC) + timedelta(days=2))
    assert not half.exists()
    assert originals.read(name) == b"bytes"


def test_bands_are_read_by_kind_and_day_and_leave_out_the_poorer_of_two_recordings() -> None:
    athlete_id = an_athlete()
    rows = (
        BandRow("heart", 140.0, 600.0, 3.1, 142.0),
        BandRow("speed", 3.0, 700.0, 3.1, 143.0, cadence=170.0),
    )
    run = stored(athlete_id, replace(new_activity(), bands=rows))
    (heart,) = activities.bands(athlete_id, "heart")
    assert (heart.activity_id, heart.band) == (run, rows[0])
    assert activities.bands(athlete_id, "speed", since=heart.local_date + timedelta(days=1)) == ()
    richer = stored(athlete_id, new_activity(name="the same again"))
    activities.link_same_run(run, richer)
    assert activities.bands(athlete_id, "heart") == ()
