"""Workouts of an Apple Health export: what is read of them, and the excerpt that is kept of those without a route."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from homestretch.activity.archives import apple
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity
from homestretch.activity.health import Workout, workout_excerpt
from homestretch.activity.preparing import streams_of

TIMES = 'startDate="2026-05-09 18:30:00 +0200" endDate="2026-05-09 19:15:00 +0200"'
RUN = f'<Workout workoutActivityType="HKWorkoutActivityTypeRunning" sourceName="Watch" {TIMES}'
BERLIN = timezone(timedelta(hours=2))
START = datetime(2026, 5, 9, 18, 30, tzinfo=BERLIN)


def workouts(*elements: str) -> list[apple.KeptWorkout]:
    return apple.read_export([f"<HealthData>{''.join(elements)}</HealthData>".encode()]).workouts


def only(*elements: str) -> Workout:
    (found,) = workouts(*elements)
    return found.workout


def beat(second: int, rate: float = 150.0) -> str:
    at = START + timedelta(seconds=second)
    return f'<Record type="{apple.HEART}" startDate="{at:%Y-%m-%d %H:%M:%S %z}" value="{rate}"/>'


def sums(kind: str, numbers: str, times: str = TIMES) -> str:
    return f'<WorkoutStatistics type="HKQuantityTypeIdentifier{kind}" {times} {numbers}/>'


def test_numbers_stand_in_attributes_in_exports_before_2022() -> None:
    found = only(
        f'{RUN} duration="44.5" durationUnit="min" totalDistance="5.5" totalDistanceUnit="mi" '
        'totalEnergyBurned="1673.6" totalEnergyBurnedUnit="kJ"/>'
    )
    assert found.active_s == 2670
    assert found.distance_m == pytest.approx(5.5 * 1609.344)
    assert found.energy_kcal == pytest.approx(400)
    assert (found.sport, found.device, found.start) == ("running", "Watch", START)


def test_numbers_stand_in_elements_since_2022_and_those_of_a_part_are_not_the_whole() -> None:
    part = 'startDate="2026-05-09 18:30:00 +0200" endDate="2026-05-09 18:40:00 +0200"'
    found = only(
        f'{RUN}><WorkoutActivity uuid="x">',
        sums("DistanceWalkingRunning", 'sum="2.1" unit="km"', part),
        "</WorkoutActivity>",
        sums("DistanceWalkingRunning", 'sum="9.2" unit="km"'),
        sums("DistanceWalkingRunning", 'sum="7.1" unit="km"', part),
        sums("ActiveEnergyBurned", 'sum="510" unit="kcal"'),
        sums("HeartRate", 'average="148.5" maximum="171" unit="count/min"'),
        '<MetadataEntry key="HKIndoorWorkout" value="1"/></Workout>',
    )
    assert (found.distance_m, found.energy_kcal) == (9200, 510)
    assert (found.average_heart_rate, found.maximum_heart_rate) == (148.5, 171)
    assert found.sub_sport == "treadmill"


def test_what_belongs_to_a_later_record_is_not_the_workouts() -> None:
    found = only(
        f"{RUN}/>",
        beat(5).replace("/>", '><MetadataEntry key="HKIndoorWorkout" value="1"/></Record>'),
    )
    assert found.sub_sport == ""


@pytest.mark.parametrize(
    ("kind", "sport"),
    [
        ("Running", "running"),
        ("FunctionalStrengthTraining", "training"),
        ("TableTennis", "table_tennis"),
        ("HighIntensityIntervalTraining", "high_intensity_interval_training"),
        ("Other", ""),
        ("", ""),
    ],
)
def test_a_sport_that_we_have_no_word_for_is_not_taken_for_running(kind: str, sport: str) -> None:
    assert only(RUN.replace("Running", kind) + "/>").sport == sport


@pytest.mark.parametrize(
    "times",
    [
        'startDate="2026-05-09 18:30:00 +0200"',
        'startDate="2026-05-09 18:30:00" endDate="2026-05-09 19:30:00"',
        'startDate="2026-05-09 18:30:00 +0200" endDate="2026-05-09 18:30:00 +0200"',
        'startDate="2026-05-09 18:30:00 +0200" endDate="2026-05-29 18:30:00 +0200"',
    ],
)
def test_a_workout_that_does_not_say_when_it_was_is_none(times: str) -> None:
    assert workouts(RUN.replace(TIMES, times) + "/>") == []


def test_numbers_beyond_belief_and_of_unknown_units_are_left_out() -> None:
    found = only(
        f'{RUN} duration="9" durationUnit="hr" totalDistance="12" totalDistanceUnit="furlong" '
        'totalEnergyBurned="-3" totalEnergyBurnedUnit="kcal">',
        sums("HeartRate", 'average="9999" maximum="nan"'),
        "</Workout>",
    )
    assert (found.active_s, found.distance_m, found.energy_kcal) == (None, None, None)
    assert (found.average_heart_rate, found.maximum_heart_rate) == (None, None)


def test_the_excerpt_says_all_that_was_read_and_is_the_same_each_time() -> None:
    elements = (
        *(beat(second, 120 + second / 10) for second in range(0, 300, 5)),
        beat(-5),
        beat(3000),
        f'{RUN} duration="44" durationUnit="min">',
        sums("DistanceWalkingRunning", 'sum="9.2" unit="km"'),
        "</Workout>",
    )
    (kept,) = workouts(*elements)
    assert kept.excerpt() == workouts(*elements)[0].excerpt()
    read = read_activity(kept.excerpt())
    (session,) = read.sessions
    assert (read.source, read.device, read.utc_offset, read.records) == ("apple", "Watch", 7200.0, 60)
    assert (session.sport, session.elapsed, session.timer, session.distance) == ("running", 2700, 2640, 9200)
    assert np.array_equal(read.samples.heart_rate, 120 + np.arange(0, 300, 5) / 10)
    assert read.samples.time[0] == session.start == START.timestamp()
    streams = streams_of(read)
    assert [flag.kind for flag in streams.flags] == ["no_positions", "smart_recording"]
    assert not len(streams.latitude)


def test_a_workout_without_heart_rate_has_no_samples() -> None:
    (kept,) = workouts(f"{RUN}/>")
    read = read_activity(kept.excerpt())
    assert (len(read.samples.time), read.sessions[0].elapsed) == (0, 2700)


@given(
    some.builds(
        Workout,
        sport=some.text(max_size=8),
        sub_sport=some.just(""),
        start=some.datetimes(
            datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=some.sampled_from([UTC, BERLIN])
        ),
        end=some.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=some.just(UTC)),
        active_s=some.none() | some.floats(0.01, 1e5),
        distance_m=some.none() | some.floats(0.01, 1e6),
        device=some.text(some.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20),
    )
)
def test_any_workout_comes_back_from_its_excerpt(workout: Workout) -> None:
    try:
        read = read_activity(workout_excerpt(workout, np.empty((0, 2))))
    except UnreadableFile:
        assert any(not letter.isprintable() for letter in workout.sport + workout.device)
        return
    if read.damage:  # letters that XML cannot hold
        return
    (session,) = read.sessions
    assert session.start == pytest.approx(workout.start.timestamp(), abs=1e-3)
    for told, asked in ((session.timer, workout.active_s), (session.distance, workout.distance_m)):
        assert (told or 0.0) == pytest.approx(asked or 0.0, rel=1e-4, abs=1e-3)


@given(some.lists(some.text(alphabet='<>/="& WorkoutSaisc0123456789:+-', max_size=60), max_size=6))
def test_any_elements_give_workouts_or_none(pieces: list[str]) -> None:
    for found in workouts(*pieces):
        assert found.excerpt()


def test_an_excerpt_that_is_cut_off_or_declares_entities_is_told() -> None:
    (kept,) = workouts(*(beat(second) for second in range(0, 100, 5)), f"{RUN}/>")
    cut = read_activity(kept.excerpt()[:-200])
    assert cut.damage
    assert 0 < cut.records < 20
    with pytest.raises(UnreadableFile, match="entities"):
        read_activity(b'<!DOCTYPE HealthWorkout [<!ENTITY a "b">]>' + kept.excerpt().partition(b"\n")[2])


def test_workouts_cost_no_more_than_their_heart_rates_whatever_lies_over_each_other() -> None:
    many = "".join(beat(second) for second in range(0, 2000, 5)).encode()
    mean = sums("HeartRate", 'average="150"')
    route = '<WorkoutRoute><FileReference path="/workout-routes/r.gpx"/></WorkoutRoute>'
    one = f"{RUN}>{mean}{route}</Workout>".encode()
    readings, count = 400 * 100, 2000
    pieces = [b"<HealthData>", *[many] * 100, *[one * 50] * (count // 50), b"</HealthData>"]
    tracemalloc.start()
    found = apple.read_export(pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.workouts) == count
    assert len(found.workouts[0].beats) == readings
    assert peak < 16 * readings * 8 + count * 8000
