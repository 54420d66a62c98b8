"""The charts' pictures: nothing that was recorded is thinned away, and every number has its place."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.activity.streams import Floats, Interval, Streams
from homestretch.web.pictures.charts import COLUMNS, DEPTH, WIDTH, Chart, Shade, shades_at, strip_of
from homestretch.web.pictures.route import frame_of, places_at, route_svg
from tests.builders.recorded_runs import long_run_streams


def run(speed: Floats, **channels: Floats) -> Streams:
    time = np.arange(float(len(speed)))
    return Streams(0.0, time, distance=np.cumsum(speed), speed=speed, sport="running", **channels)


def chart(streams: Streams, key: str, window: tuple[float, float] | None = None) -> Chart:
    return next(c for c in strip_of(streams, (), "min/km", window).charts if c.key == key)


def points(plot: str, kind: str) -> list[tuple[int, int]]:
    way = re.search(rf'class="{kind}" d="([^"]*)"', plot)
    numbers = list(map(int, re.findall(r"-?\d+", way[1].replace("h0", "")))) if way else []
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_a_single_second_of_sprinting_in_three_hours_reaches_the_top_of_its_column() -> None:
    heart = np.full(10_800, 140.0)
    heart[5000] = 200.0
    plot = chart(run(np.full(10_800, 3.3), heart_rate=heart), "heart_rate").plot
    calm = chart(run(np.full(10_800, 3.3), heart_rate=np.full(10_800, 140.0)), "heart_rate").plot
    assert min(y for _, y in points(plot, "chart-band")) < min(y for _, y in points(calm, "chart-band"))


def test_a_three_hour_run_is_thinned_to_what_a_screen_shows() -> None:
    for each in strip_of(long_run_streams(), (), "min/km").charts:
        assert len(points(each.plot, "chart-line")) <= COLUMNS
        assert len(each.values) == COLUMNS


@given(st.lists(st.floats(0.6, 7.5), min_size=20, max_size=3000), st.sampled_from(["min/km", "min/mile"]))
def test_pictures_stay_in_their_frame_and_numbers_beside_it(speeds: list[float], unit: str) -> None:
    made = strip_of(run(np.array(speeds)), (Shade(3.0, 9.0, "1", "rep 1"),), unit)
    for each in made.charts:
        for kind in ("chart-line", "chart-band"):
            assert all(0 <= x <= WIDTH and 0 <= y <= DEPTH for x, y in points(each.plot, kind))
        ticks = [float(y) for y in re.findall(r'y="([\d.]+)"', each.axis)]
        assert ticks
        assert all(0 <= y <= each.height for y in ticks)
    assert made.charts[0].unit == ("/km" if unit == "min/km" else "/mile")


def test_the_cursor_reads_what_was_recorded_there() -> None:
    speed = np.linspace(2.0, 5.0, 600)
    values = chart(run(speed), "speed", (100.0, 110.0)).values
    known = [value for value in values if value]
    assert known[0] == "6:40"  # 1000 m at 2.501 m/s
    assert len(known) == 11  # a sample a second in ten seconds


def test_a_pause_breaks_the_line() -> None:
    streams = run(np.full(200, 4.0))
    gone = (streams.time < 50) | (streams.time > 120)
    cut = replace(
        streams,
        time=streams.time[gone],
        distance=streams.distance[gone],
        speed=streams.speed[gone],
        pauses=(Interval(50.0, 120.0),),
    )
    assert chart(cut, "speed").plot.count("M") - chart(streams, "speed").plot.count("M") == 1


def test_a_window_is_cut_to_the_run_and_never_too_short_to_see() -> None:
    streams = run(np.full(300, 4.0))
    late = strip_of(streams, (), "min/km", (290.0, 5000.0))
    assert late.end == 299.0
    assert late.end - late.start >= 10.0
    short = strip_of(streams, (), "min/km", (100.0, 100.5))
    assert short.end - short.start == pytest.approx(10.0)


def test_reps_stand_at_their_columns() -> None:
    shades = (Shade(10.0, 20.0, "1", "rep 1"), Shade(60.0, 80.0, "2", "rep 2"))
    found = shades_at(shades, strip_of(run(np.full(101, 4.0)), shades, "min/km"))
    assert found == [[108, 215, "rep 1"], [648, 863, "rep 2"]]


def test_step_length_follows_from_speed_and_cadence_where_no_sensor_gave_it() -> None:
    values = chart(run(np.full(100, 4.5), cadence=np.full(100, 180.0)), "step_length").values
    assert {value for value in values if value} == {"1.50"}


def test_a_route_keeps_its_shape() -> None:
    corner = np.linspace(0.0, 1.0, 50)
    north = np.concatenate((corner, np.ones(50))) * 0.009  # a kilometre north, then one east
    east = np.concatenate((np.zeros(50), corner)) * 0.009 / np.cos(np.radians(51.5))
    streams = run(np.full(100, 4.0), latitude=51.5 + north, longitude=east)
    frame = frame_of(streams)
    assert frame is not None
    x, y = frame.place(streams.latitude, streams.longitude)
    assert (y.max() - y.min()) / (x.max() - x.min()) == pytest.approx(1.0, abs=0.01)
    assert x[0] < x[-1]
    assert y[0] > y[-1]  # north is up
    places = places_at(streams, 0.0, 99.0, 99)
    assert places[-1] == [pytest.approx(x[-1], abs=4), pytest.approx(y[-1], abs=4)]
    assert ">200 m<" in route_svg(streams, (), "the way")


def test_without_positions_there_is_no_route() -> None:
    assert route_svg(run(np.full(10, 3.0)), (), "the way") == ""
    assert places_at(run(np.full(10, 3.0)), 0.0, 9.0, 10) == []


def test_a_ride_is_told_in_kilometres_an_hour() -> None:
    ride = replace(run(np.full(100, 10.0), cadence=np.full(100, 90.0)), sport="cycling")
    shown = {c.key: c for c in strip_of(ride, (), "min/km").charts}
    assert set(shown) == {"speed", "cadence"}
    assert {value for value in shown["speed"].values if value} == {"36.0"}
    assert (shown["speed"].unit, shown["cadence"].unit) == ("km/h", "turns a minute")
