"""Largest heart rate by age and the heart-rate reserve."""

from __future__ import annotations

import pytest

from homestretch.athlete.heart import (
    estimated_max_hr,
    karvonen,
    max_hr_gulati,
    max_hr_nes,
    max_hr_tanaka,
)


@pytest.mark.parametrize(("age", "beats"), [(20, 194), (30, 187), (40, 180), (60, 166)])
def test_tanaka(age: float, beats: float) -> None:
    assert max_hr_tanaka(age) == pytest.approx(beats)


@pytest.mark.parametrize(("age", "beats"), [(20, 198.2), (50, 179.0)])
def test_nes(age: float, beats: float) -> None:
    assert max_hr_nes(age) == pytest.approx(beats)


def test_gulati_lies_below_both_for_adults() -> None:
    assert max_hr_gulati(40) == pytest.approx(170.8)
    assert max_hr_gulati(40) < min(max_hr_tanaka(40), max_hr_nes(40))


def test_the_estimate_lies_between_tanaka_and_nes() -> None:
    for age in range(12, 91):
        assert max_hr_tanaka(age) <= estimated_max_hr(age, "F") <= max_hr_nes(age)


@pytest.mark.parametrize(("share", "beats"), [(0.0, 50), (0.7, 155), (1.0, 200)])
def test_karvonen(share: float, beats: float) -> None:
    assert karvonen(share, 50, 200) == pytest.approx(beats)
