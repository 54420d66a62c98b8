"""Streams have one time base; what is mended is flagged, and what is not known stays unknown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from homestretch.activity.codec import UNITS, decode_column, encode_column
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity
from homestretch.activity.preparing import main_session, streams_of
from homestretch.activity.recording import Pause, Recording, Samples, Session
from homestretch.activity.streams import Streams, resampled
from tests.activity.fit_bytes import EVENT, LAP, RECORD, SESSION, TIME_FIELD, UINT8, UINT16, UINT32, FitWriter

Floats = NDArray[np.float64]
START = 1_700_000_000.0


def run(seconds: int = 600, *, pauses: tuple[Pause, ...] = (), **channels: Floats) -> Recording:
    """A recording of one running session with a sample a second, or at the times given."""
    time = channels.pop("time", np.arange(float(seconds))) + START
    session = Session("running", "", START, float(time[-1] - START))
    return Recording("fit", Samples(time, **channels), (session,), (), len(time), pauses)


def kinds(streams: Streams) -> list[str]:
    return [flag.kind for flag in streams.flags]


def test_samples_out_of_order_and_twice_come_in_order_once_with_what_each_says() -> None:
    time = np.array([0.0, 2.0, 1.0, 2.0, 3.0])
    heart = np.array([100.0, np.nan, 101.0, 102.0, 103.0])
    power = np.array([200.0, 202.0, 201.0, np.nan, 203.0])
    streams = streams_of(run(time=time, heart_rate=heart, power=power))
    assert streams.time.tolist() == [0, 1, 2, 3]
    assert streams.heart_rate.tolist() == [100, 101, 102, 103]
    assert streams.power.tolist() == [200, 201, 202, 203]


def test_streams_cannot_be_changed() -> None:
    streams = streams_of(run(heart_rate=np.full(600, 150.0)))
    with pytest.raises(ValueError, match="read-only"):
        streams.heart_rate[0] = 0


def test_a_jump_of_the_position_and_back_is_mended_and_flagged() -> None:
    latitude = 50 + np.arange(600) * 3e-5
    longitude = np.full(600, 8.5)
    latitude[100:104] += 0.01
    streams = streams_of(run(latitude=latitude, longitude=longitude))
    assert kinds(streams) == ["gps_spike"]
    assert streams.flags[0].mended
    assert np.allclose(streams.latitude, 50 + np.arange(600) * 3e-5)
    assert streams.total_distance == pytest.approx(599 * 3e-5 * 111_195, rel=1e-3)


def test_a_sprint_is_no_spike() -> None:
    step = np.where((np.arange(600) > 200) & (np.arange(600) < 212), 10.2, 3.3)  # m in a second
    streams = streams_of(run(latitude=50 + np.cumsum(step) / 111_195, longitude=np.full(600, 8.5)))
    assert kinds(streams) == []


def test_a_position_of_zero_zero_is_no_position() -> None:
    latitude, longitude = 50 + np.arange(600) * 3e-5, np.full(600, 8.5)
    latitude[:30] = longitude[:30] = 0
    streams = streams_of(run(latitude=latitude, longitude=longitude))
    assert np.isnan(streams.latitude[:30]).all()
    assert kinds(streams) == []


def test_a_short_failure_of_the_heart_rate_is_bridged_and_a_long_one_left_open() -> None:
    heart = np.full(600, 150.0)
    heart[100:106] = 0
    heart[300:340] = np.nan
    heart[500] = 215  # a lone spike
    streams = streams_of(run(heart_rate=heart))
    assert streams.heart_rate[103] == 150
    assert np.isnan(streams.heart_rate[300:340]).all()
    assert not streams.heart_rate[500] > 200
    assert [flag.mended for flag in streams.flags if flag.kind == "hr_dropout"] == [True, False]


def test_a_sensor_that_writes_every_fifth_second_has_not_failed() -> None:
    heart = np.full(600, np.nan)
    heart[::5] = 150
    assert kinds(streams_of(run(heart_rate=heart))) == []


def lagged(target: Floats, seconds: float = 30.0) -> Floats:
    """First-order response, as a heart follows effort."""
    values = np.empty_like(target)
    values[0] = target[0]
    for at in range(1, len(target)):
        values[at] = values[at - 1] + (target[at] - values[at - 1]) / seconds
    return values


def test_a_heart_rate_that_jumps_to_the_steps_and_stays_there_is_flagged() -> None:
    rng = np.random.default_rng(1)
    cadence = 86 + rng.normal(0, 0.5, 1200)
    heart = lagged(np.full(1200, 142.0)) + rng.normal(0, 1, 1200)
    heart[400:800] = 2 * cadence[400:800] + rng.normal(0, 0.5, 400)
    streams = streams_of(run(1200, heart_rate=np.round(heart), cadence=cadence, speed=np.full(1200, 3.3)))
    (flag,) = [flag for flag in streams.flags if flag.kind == "cadence_lock"]
    assert flag.where[0].start == pytest.approx(400, abs=20)
    assert flag.where[0].end == pytest.approx(800, abs=20)
    assert not flag.mended


@pytest.mark.parametrize("seed", range(5))
def test_a_heart_that_happens_to_beat_as_often_as_the_feet_step_is_not_flagged(seed: int) -> None:
    rng = np.random.default_rng(seed)
    effort = np.where(np.arange(1200) < 200, 120.0, 174.0)
    heart = lagged(effort) + lagged(rng.normal(0, 4, 1200), 8)
    cadence = 87 + rng.normal(0, 0.8, 1200)
    streams = streams_of(run(1200, heart_rate=np.round(heart), cadence=cadence, speed=np.full(1200, 4.8)))
    assert "cadence_lock" not in kinds(streams)


def test_a_stop_of_the_watch_is_a_pause_and_a_lost_stretch_a_gap() -> None:
    time = np.concatenate((np.arange(0.0, 100), np.arange(160.0, 300), np.arange(400.0, 500)))
    distance = np.concatenate((np.arange(100) * 3.0, 300 + np.arange(140) * 3.0, 1020 + np.arange(100) * 3.0))
    streams = streams_of(run(time=time, distance=distance, pauses=(Pause(START + 99, START + 160),)))
    assert [(pause.start, pause.end) for pause in streams.pauses] == [(99, 160)]
    assert [(gap.start, gap.end) for gap in streams.gaps] == [(299, 400)]
    assert streams.moving_time == streams.duration - 61
    assert kinds(streams) == ["gap"]


def test_a_long_step_without_ground_covered_is_a_pause_though_nobody_said_so() -> None:
    time = np.concatenate((np.arange(0.0, 100), np.arange(200.0, 300)))
    streams = streams_of(
        run(time=time, distance=np.concatenate((np.arange(100) * 3.0, 300 + np.arange(100) * 3.0)))
    )
    assert [(pause.start, pause.end) for pause in streams.pauses] == [(99, 200)]
    assert streams.gaps == ()


def test_a_distance_that_starts_again_goes_on() -> None:
    distance = np.concatenate((np.arange(300) * 3.0, np.arange(300) * 3.0))
    streams = streams_of(run(distance=distance))
    assert np.diff(streams.distance).min() >= 0
    assert streams.total_distance == 2 * 299 * 3.0


def test_smart_recording_is_flagged_and_resampled_by_straight_lines() -> None:
    time = np.cumsum(np.resize([4.0, 6.0, 5.0], 100))
    streams = streams_of(run(time=time, distance=time * 3.0, heart_rate=time / 10 + 100))
    assert "smart_recording" in kinds(streams)
    even = resampled(streams)
    assert np.allclose(np.diff(even.distance), 3.0)
    assert np.allclose(np.diff(even.time), 1.0)


def test_nothing_is_made_up_inside_a_gap() -> None:
    time = np.concatenate((np.arange(0.0, 100), np.arange(200.0, 300)))
    even = resampled(streams_of(run(time=time, distance=time * 3.0, heart_rate=np.full(200, 150.0))))
    assert np.isnan(even.heart_rate[105:195]).all()
    assert np.isfinite(even.heart_rate[:99]).all()


def test_stance_and_step_come_in_si_and_steps_count_both_legs() -> None:
    writer = FitWriter().define(
        0,
        RECORD,
        TIME_FIELD,
        (4, 1, UINT8),
        (53, 1, UINT8),
        (41, 2, UINT16),
        (85, 2, UINT16),
        (39, 2, UINT16),
    )
    for second in range(30):
        writer.write(0, 1_000_000_000 + second, 88, 64, 2300, 11500, 920)
    writer.define(1, SESSION, TIME_FIELD, (2, 4, UINT32), (5, 1, 0), (7, 4, UINT32))
    writer.write(1, 1_000_000_030, 1_000_000_000, 1, 30_000)
    streams = streams_of(read_activity(writer.file()))
    assert streams.cadence[0] == 177.0
    assert streams.ground_contact[0] == 0.23
    assert streams.step_length[0] == 1.15
    assert streams.vertical_oscillation[0] == 0.092


def cut_off(speed_mm: int, per_minute: int, lap_sport: int | None = None):
    """A file that breaks off before its session."""
    writer = FitWriter().define(0, RECORD, TIME_FIELD, (4, 1, UINT8), (6, 2, UINT16))
    for second in range(60):
        writer.write(0, 1_000_000_000 + second, per_minute, speed_mm)
    if lap_sport is not None:
        writer.define(1, LAP, TIME_FIELD, (2, 4, UINT32), (25, 1, 0))
        writer.write(1, 1_000_000_060, 1_000_000_000, lap_sport)
    return streams_of(read_activity(writer.file()))


def test_a_file_cut_off_before_it_tells_its_sport_counts_both_legs_of_who_ran() -> None:
    assert cut_off(3500, 88).cadence[0] == 176.0
    assert cut_off(9000, 88).cadence[0] == 88.0  # as fast as that one rides
    by_lap = cut_off(9000, 88, lap_sport=1)
    assert (by_lap.sport, by_lap.cadence[0]) == ("running", 176.0)


def test_the_stop_and_start_of_the_timer_make_a_pause() -> None:
    base = 1_000_000_000
    writer = FitWriter().define(0, RECORD, TIME_FIELD, (5, 4, UINT32))
    writer.define(1, EVENT, TIME_FIELD, (0, 1, 0), (1, 1, 0), (3, 4, UINT32))
    writer.write(1, base, 0, 0, 0)
    for second in range(50):
        writer.write(0, base + second, 300 * second)
    writer.write(1, base + 50, 0, 4, 1)
    writer.write(1, base + 80, 0, 0, 1)
    for second in range(80, 120):
        writer.write(0, base + second, 300 * (second - 30))
    (pause,) = read_activity(writer.file()).pauses
    assert (pause.end - pause.start, pause.automatic) == (30, True)


def test_the_main_session_is_the_last_run_else_the_longest() -> None:
    sessions = (
        Session("running", "", START, 100.0),
        Session("cycling", "", START + 100, 5000.0),
        Session("running", "", START + 5100, 200.0),
    )
    recording = Recording("fit", Samples(np.empty(0)), sessions, (), 0)
    assert main_session(recording) is sessions[2]
    assert main_session(Recording("fit", Samples(np.empty(0)), sessions[1:2], (), 0)) is sessions[1]
    assert main_session(Recording("fit", Samples(np.empty(0)), (), (), 0)) is None


@given(
    st.sampled_from(sorted(UNITS)),
    st.lists(st.none() | st.floats(-1e5, 1e5, allow_nan=False), max_size=200),
)
@settings(max_examples=200, deadline=None)
def test_a_stored_column_comes_back_within_its_resolution(name: str, numbers: list[float | None]) -> None:
    values = np.array([np.nan if number is None else number for number in numbers])
    back = decode_column(encode_column(name, values))
    assert np.array_equal(np.isnan(values), np.isnan(back))
    assert np.all(np.abs(values - back)[~np.isnan(values)] <= 0.5 / UNITS[name] * (1 + 1e-6))


@given(st.binary(max_size=80), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_bytes_that_are_no_column_are_refused_in_a_sentence(noise: bytes, at: int) -> None:
    blob = bytearray(encode_column("speed", np.arange(50.0)))
    blob[at : at + len(noise)] = noise
    try:
        decode_column(bytes(blob))
    except UnreadableFile as refused:
        message = str(refused)
    else:
        message = "a column"
    assert message


def test_a_column_at_one_a_second_takes_little_room() -> None:
    rng = np.random.default_rng(0)
    speed = np.round(3.5 + np.cumsum(rng.normal(0, 0.01, 3600)), 3)
    assert len(encode_column("speed", speed)) < 3600 * 1.5


def test_columns_are_packed_and_read_by_many_threads_at_once() -> None:
    rng = np.random.default_rng(0)
    columns = [np.round(np.cumsum(rng.normal(size=100_000)), 3) for _ in range(4)]
    alone = [encode_column("speed", column) for column in columns]

    def there_and_back(turn: int) -> bool:
        at = turn % len(columns)
        packed = encode_column("speed", columns[at])
        return packed == alone[at] and np.array_equal(decode_column(alone[at]), decode_column(packed))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(there_and_back, range(80)))
