"""The picture of a season says the season, in 80 columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from homestretch.athlete.model import Race
from homestretch.cli.picture import MARGIN, WIDTH, legend, season_picture
from tests.cli import builders


def lines(weeks: int, races: tuple[Race, ...] | None = None) -> list[str]:
    rows = season_picture(builders.season(weeks), builders.athlete(races=races))
    return ["".join(text for text, _ in row) for row in rows]


@pytest.mark.parametrize("weeks", [1, 2, 6, 14, 22, 23, 24, 34, 35, 40, 70, 90])
def test_the_picture_fits_80_columns(weeks: int) -> None:
    assert max(map(len, lines(weeks))) <= WIDTH


@pytest.mark.parametrize("columns", [60, 80])
def test_picture_and_legend_fit_a_narrow_terminal(columns: int) -> None:
    rows = [*season_picture(builders.season(24), builders.athlete(), columns), *legend(columns)]
    assert max(len("".join(text for text, _ in row).rstrip()) for row in rows) <= columns


def test_a_season_without_weeks_has_no_picture() -> None:
    assert season_picture(builders.refused(), builders.athlete()) == []


def test_each_phase_is_named_once_over_its_weeks() -> None:
    band = lines(14)[0]
    assert band.count("build") == 1
    assert band.index("specific") == MARGIN + 7 * 3 + 1


def test_the_largest_week_stands_highest() -> None:
    season = builders.season(8)
    low = replace(season.weeks[7], distance_m=season.weeks[7].distance_m // 2)
    rows = season_picture(replace(season, weeks=(*season.weeks[:7], low)), builders.athlete())
    top = "".join(text for text, _ in rows[1])
    assert top[MARGIN + 6 * 3] == "█"
    assert top[MARGIN + 7 * 3 :].strip() == ""


def test_a_pillar_that_is_never_trained_is_a_row_of_dots() -> None:
    row = next(line for line in lines(6) if "◆ T" in line)
    assert set(row[MARGIN : MARGIN + 18]) == {"·", " "}
    assert row.endswith("0'")


def test_a_race_is_flagged_with_its_priority_in_its_week() -> None:
    race = Race(builders.START + timedelta(days=13), 800, "B")
    flags = lines(6, (race,))[-3]
    assert flags[MARGIN + 3] == "B"


def test_of_two_races_in_a_week_the_more_important_is_shown() -> None:
    day = builders.START + timedelta(days=12)
    flags = lines(6, (Race(day, 800, "C"), Race(day + timedelta(days=1), 1500, "A")))[-3]
    assert flags[MARGIN + 3] == "A"


def test_a_deload_is_flagged() -> None:
    assert lines(6, ())[-3][MARGIN + 9] == "d"
