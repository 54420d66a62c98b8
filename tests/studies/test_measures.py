"""What the study counts as a tempo that climbs."""

from __future__ import annotations

import pytest

from studies.measures import climbs
from tests.builders import seasons


def climbing(*weeks: dict[str, int]) -> bool:
    """Of a season of loading weeks that hold these sessions at these steps."""
    plans = []
    for held in weeks:
        hard = [seasons.hard(s, level=n) for s, n in held.items()]
        plans.append(seasons.plain(tue=tuple(hard[:1]), thu=tuple(hard[1:])))
    return climbs(seasons.season(*plans))


def test_three_rises_in_successive_loading_weeks_are_a_climb() -> None:
    assert climbing({"AB07": 2}, {"AB07": 3}, {"AB07": 4}, {"AB08": 1})  # on to the next of the chain


@pytest.mark.parametrize(
    "third", [{"AB07": 3}, {"LT05": 4}, {}], ids=["the same step", "another session", "nothing"]
)
def test_a_week_that_does_not_rise_ends_a_climb(third: dict[str, int]) -> None:
    assert not climbing({"AB07": 2}, {"AB07": 3}, third, {"AB07": 4}, {"AB07": 5})


def test_surges_beside_the_tempo_do_not_end_its_climb() -> None:
    assert climbing({"AB07": 2}, {"AB07": 3}, {"AB07": 4, "TS01": 1}, {"AB07": 5})


def test_surges_that_take_the_tempos_place_do() -> None:
    assert not climbing({"AB07": 2}, {"AB07": 3}, {"TS01": 1}, {"AB07": 4})


def test_no_more_rises_are_asked_for_than_base_and_build_have_room_for() -> None:
    assert climbing({"AB07": 2}, {"AB07": 3}, {"AB07": 4})
    assert not climbing({"AB07": 2}, {"AB07": 3}, {})
    assert not climbing({"AB07": 2}, {"AB07": 2})
