"""Speed reserve (Bundle 2003), maximal aerobic speed, and the cut-offs of Sandford 2019."""

from __future__ import annotations

import pytest

from homestretch.athlete.errors import NotUsable
from homestretch.athlete.reserve import (
    mas_from_1500,
    mas_from_trial,
    max_sprint_speed,
    speciality,
    speed_reserve_ratio,
    speed_reserve_time,
)


@pytest.mark.parametrize(("metres", "seconds"), [(400, 55.6), (800, 130.2)])
def test_a_runner_of_nine_and_five_and_a_half(metres: float, seconds: float) -> None:
    assert speed_reserve_time(metres, 9.0, 5.5) == pytest.approx(seconds, abs=0.06)


def test_a_short_sprint_is_nearly_at_top_speed() -> None:
    assert speed_reserve_time(30, 9.0, 5.5) == pytest.approx(30 / 9, rel=0.02)


@pytest.mark.parametrize(
    ("metres", "top", "mas"), [(3000, 9.0, 5.5), (400, 5.0, 5.5), (400, 5.5, 5.5), (20, 9, 5)]
)
def test_outside_3_to_240_seconds_or_the_wrong_way_round_it_is_refused(
    metres: float, top: float, mas: float
) -> None:
    with pytest.raises(NotUsable):
        speed_reserve_time(metres, top, mas)


@pytest.mark.parametrize(("seconds", "mas"), [(215.0, 6.57), (285.0, 4.96)])
def test_maximal_aerobic_speed_from_1500_m(seconds: float, mas: float) -> None:
    assert mas_from_1500(seconds) == pytest.approx(mas, abs=0.006)


def test_a_2000_m_trial_is_run_at_maximal_aerobic_speed() -> None:
    assert mas_from_trial(2000, 400) == pytest.approx(5.0)
    assert mas_from_trial(1200, 220) < 1200 / 220


@pytest.mark.parametrize("metres", [1000.0, 3000.0])
def test_other_trials_give_no_maximal_aerobic_speed(metres: float) -> None:
    with pytest.raises(NotUsable, match="1200 to 2200"):
        mas_from_trial(metres, 600)


def test_sprint_speed_from_a_flying_thirty() -> None:
    assert max_sprint_speed(3.0) == 10.0


@pytest.mark.parametrize(
    ("ratio", "event"),
    [
        (1.58, "400-800"),
        (1.57, "800"),
        (1.48, "800"),
        (1.47, "800-1500"),
        (1.36, "800-1500"),
        (1.35, "1500-5000"),
    ],
)
def test_cut_offs_by_ratio(ratio: float, event: str) -> None:
    assert speciality(ratio) == event


def test_the_ratio_is_sprint_over_aerobic_speed() -> None:
    assert speed_reserve_ratio(10.0, 6.5) == pytest.approx(1.538, abs=0.001)
