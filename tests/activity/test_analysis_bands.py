"""Like with like: the bands of one run, and two years of runs whose truth is known."""

from __future__ import annotations

from datetime import date
from functools import cache
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.activity.analysis.bands import HEART_WIDTH, LATEST, SPEED_WIDTH, Band, BandKind, bands_of
from homestretch.activity.analysis.document import analysis_document
from homestretch.activity.analysis.drift import WARM_UP
from homestretch.activity.analysis.report import analyse
from homestretch.activity.analysis.seconds import seconds_of
from homestretch.activity.analysis.trends import Reading, RunAt, change, runs_at, usual
from homestretch.activity.streams import Flag, Interval
from tests.activity.analysis_streams import run_at
from tests.builders.recorded_runs import recording_of, simulated_recording
from tests.builders.years_of_runs import Growth, days_of_runs, easy_run

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
HOUR = 3600


def of(found: tuple[Band, ...], kind: BandKind) -> list[Band]:
    return [band for band in found if band.kind == kind]


def test_an_even_run_lies_in_one_band_with_its_own_means() -> None:
    streams = run_at(
        np.full(HOUR, 3.1),
        heart_rate=np.full(HOUR, 142.0),
        cadence=np.full(HOUR, 170.0),
        ground_contact=np.full(HOUR, 0.25),
        stance_balance=np.full(HOUR, 50.6),
    )
    found = bands_of(seconds_of(streams))
    (heart,), (speed,) = of(found, "heart"), of(found, "speed")
    assert (heart.low, heart.high) == (140, 145)
    assert (speed.low, speed.high) == (3.0, 3.2)
    for band in (heart, speed):
        assert band.flat_speed == pytest.approx(3.1)
        assert (band.heart_rate, band.cadence, band.balance) == pytest.approx((142, 170, 50.6))
        assert band.step_length == pytest.approx(3.1 / 170 * 60)
        assert band.ground_contact == pytest.approx(0.25)
        assert band.seconds == pytest.approx(HOUR - WARM_UP, abs=2)


def test_the_first_minutes_and_those_after_an_hour_are_left_out() -> None:
    heart = np.full(2 * HOUR, 140.0)
    heart[: int(WARM_UP)] = 110.0
    heart[int(LATEST) :] = 165.0
    (band,) = of(bands_of(seconds_of(run_at(np.full(2 * HOUR, 3.0), heart_rate=heart))), "heart")
    assert band.low == 140


def test_hills_count_as_climbs_and_not_as_steady_running() -> None:
    speed, heart = np.full(HOUR, 3.0), np.full(HOUR, 150.0)
    up = run_at(speed, heart_rate=heart, altitude=0.06 * 3.0 * np.arange(HOUR))
    found = bands_of(seconds_of(up))
    assert not of(found, "heart")
    assert not of(found, "speed")
    (climb,) = of(found, "climb")
    assert climb.climb_speed == pytest.approx(0.06 * 3.0, rel=1e-3)
    assert climb.flat_speed > 3.5


def test_after_a_change_of_pace_the_heart_is_given_time() -> None:
    speed = np.repeat([2.8, 3.4], HOUR // 2)
    heart = np.where(np.arange(HOUR) < HOUR // 2 + 60, 135.0, 155.0)  # the heart comes a minute late
    found = bands_of(seconds_of(run_at(speed, heart_rate=heart)))
    for band in of(found, "heart"):
        assert band.flat_speed == pytest.approx(2.8 if band.low < 150 else 3.4, abs=0.01)


def test_a_heart_rate_that_is_not_to_be_trusted_makes_no_band() -> None:
    lock = Flag("cadence_lock", "Locked.", (Interval(0, HOUR),))
    found = bands_of(seconds_of(run_at(np.full(HOUR, 3.0), heart_rate=np.full(HOUR, 170.0), flags=(lock,))))
    assert not of(found, "heart")
    (speed,) = of(found, "speed")
    assert speed.heart_rate is None


def test_a_session_of_reps_is_compared_by_its_reps_alone() -> None:
    made = analyse(simulated_recording("equal reps", 7, date(2026, 5, 5)))
    assert {band.kind for band in made.bands} == {"rep"}
    reps = [rep for rep in made.reps.reps if rep.kind == "rep"]
    middle = fmean(rep.speed for rep in reps)
    assert any(band.low - SPEED_WIDTH <= middle <= band.high + SPEED_WIDTH for band in made.bands)
    assert all(band.heart_rate is None and band.cadence for band in made.bands)


@pytest.mark.parametrize("sport", ["cycling", "walking"])
def test_only_running_has_bands(sport: str) -> None:
    assert (
        bands_of(seconds_of(run_at(np.full(HOUR, 3.0), heart_rate=np.full(HOUR, 140.0), sport=sport))) == ()
    )


def test_the_document_tells_the_bands() -> None:
    document = analysis_document(analyse(recording_of(easy_run(0.5, 1, minutes=50.0))))
    assert {band["by"] for band in document["bands"]} == {"heart rate", "speed"}
    assert all(band["high"] - band["low"] in (HEART_WIDTH, pytest.approx(0.2)) for band in document["bands"])


@settings(max_examples=40, deadline=None)
@given(st.floats(2.2, 5.5), st.floats(90, 190), st.integers(700, 5000))
def test_bands_hold_what_lies_between_their_edges_and_no_second_twice(
    speed: float, beats: float, lasts: int
) -> None:
    random = np.random.default_rng(lasts)
    streams = run_at(
        np.maximum(speed + random.normal(0, 0.1, lasts), 0.0), heart_rate=beats + random.normal(0, 3, lasts)
    )
    found = bands_of(seconds_of(streams))
    for kind in ("heart", "speed"):
        own = of(found, kind)
        assert sum(band.seconds for band in own) <= min(lasts, LATEST) - WARM_UP + 1
        assert len({band.low for band in own}) == len(own)
    for band in of(found, "heart"):
        assert band.heart_rate is not None
        assert band.low <= band.heart_rate <= band.high


@cache
def two_years(growth: Growth = Growth()) -> tuple[tuple[int, date, Band], ...]:  # noqa: B008
    """The bands of a run every sixth day, each fourth of them in the hills."""
    found = []
    for number, (on, share) in enumerate(days_of_runs(FIRST, LAST, 6)):
        streams = easy_run(share, number, growth, grade=0.05 if number % 4 == 0 else 0.0)
        found += [(number, on, band) for band in bands_of(seconds_of(streams))]
    return tuple(found)


def at_usual(kind: BandKind, at: str, value: str, step: float) -> tuple[float, tuple[RunAt, ...]]:
    rows = [
        Reading(number, on, getattr(band, at), getattr(band, value), band.seconds)
        for number, on, band in two_years()
        if band.kind == kind
    ]
    reference = usual(rows, step)
    assert reference is not None
    return reference, runs_at(rows, reference, step)


def halves(runs: tuple[RunAt, ...]) -> list[float]:
    return [
        fmean(run.value for run in runs if run.on.year == year and (run.on.month > 6) == late)
        for year in (2025, 2026)
        for late in (False, True)
    ]


def test_two_years_of_growth_are_seen_at_the_same_heart_rate() -> None:
    reference, runs = at_usual("heart", "heart_rate", "flat_speed", 5.0)
    assert 130 <= reference <= 145
    first, second, third, fourth = halves(runs)
    assert first < second < third < fourth
    assert fourth - first == pytest.approx(0.225, abs=0.06)  # three quarters of 0.30 m/s
    seen = change([r.value for r in runs if r.on.year == 2026], [r.value for r in runs if r.on.year == 2025])
    assert seen is not None
    assert seen.is_clear
    assert seen.low < 0.15 < seen.high + 0.03


def test_the_same_growth_is_fewer_beats_at_the_same_speed() -> None:
    _, runs = at_usual("speed", "flat_speed", "heart_rate", 0.2)
    first, *_, fourth = halves(runs)
    assert first - fourth == pytest.approx(28 * 0.225, abs=1.5)


@pytest.mark.parametrize(
    ("value", "gained", "within"),
    [("cadence", 3.0, 0.5), ("ground_contact", -0.009, 0.002), ("balance", -0.525, 0.1)],
)
def test_the_stride_at_the_same_speed_moves_as_it_truly_did(value: str, gained: float, within: float) -> None:
    _, runs = at_usual("speed", "flat_speed", value, 0.2)
    first, *_, fourth = halves(runs)
    assert fourth - first == pytest.approx(gained, abs=within)


def test_uphill_more_metres_are_climbed_at_the_same_heart_rate() -> None:
    _, runs = at_usual("climb", "heart_rate", "climb_speed", 5.0)
    first, *_, fourth = halves(runs)
    assert fourth > first
