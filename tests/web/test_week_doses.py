"""The four pillars of a week: number, bar and what is asked for say the same thing, with a reason where they part."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from homestretch.planning.season import Emphasis, Season, Week
from homestretch.web.pictures.dose import WIDTH
from homestretch.web.show.week import WeekShow, show_week
from tests.builders.sample_season import sample_season

SEASON = sample_season()
AT = 6  # the place of a week with hard days
BAND = ((35, 55), (20, 40), (14, 34), (8, 28))
INSIDE, OUTSIDE = (45.0, 30.0, 15.0, 10.0), (90.0, 10.0, 0.0, 0.0)


def shown(load: tuple[float, ...], season: Season = SEASON, **more: Any) -> WeekShow:
    week: Week = replace(season.weeks[AT], pillar_load=load, pillar_band=BAND, **more)
    return show_week(week, season, week.start, "min/km")


@pytest.mark.parametrize("load", [INSIDE, OUTSIDE])
def test_the_number_is_what_the_bar_draws_and_the_band_measures(load: tuple[float, ...]) -> None:
    for dose, part, (low, high) in zip(shown(load).doses, load, BAND, strict=True):
        assert dose.share == f"{part:.0f} %"
        assert dose.band == f"{low} to {high} %"
        drawn = re.search(r'class="fill-[altk]"[^>]*? width="([\d.]+)"', dose.bar)
        assert (float(drawn.group(1)) if drawn else 0.0) == pytest.approx(part / 100 * WIDTH, abs=0.1)
        assert dose.outside == (not low <= part <= high)


def test_a_week_inside_its_bands_needs_no_reason() -> None:
    assert len(shown(INSIDE).doses_said) == 1


@pytest.mark.parametrize(
    ("emphasis", "said"),
    [("deload", "de-load week"), ("test", "test week"), ("race", "race week"), ("taper", "taper week")],
)
def test_order_and_not_size_counts_outside_loading_weeks(emphasis: Emphasis, said: str) -> None:
    assert shown(OUTSIDE, emphasis=emphasis).doses_said[1] == (
        f"In a {said} the order of the pillars counts, not the size of their shares."
    )


def test_a_loading_week_outside_its_bands_gives_its_reason() -> None:
    assert "over four weeks of training together" in shown(OUTSIDE, emphasis="volume").doses_said[1]
    beginner = replace(SEASON, abilities=replace(SEASON.abilities, level="beginner"))
    assert "as a beginner" in shown(OUTSIDE, beginner, emphasis="volume").doses_said[1]


def test_a_week_without_hard_work_says_so_alone() -> None:
    found = shown((0, 0, 0, 0))
    assert found.doses_said[0].startswith("No hard work this week")
    assert not any(dose.outside for dose in found.doses)
