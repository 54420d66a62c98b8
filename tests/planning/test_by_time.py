"""Sets without a track: named and written as they are run, gears by effort; a test measures how far."""

from __future__ import annotations

import pytest

from homestretch.athlete.model import FixedSession
from homestretch.blueprint.notation import describe, parse
from homestretch.blueprint.read import builtin
from homestretch.planning.menu import Menu
from homestretch.planning.season import PlannedSession, Step
from tests.builders import seasons


@pytest.fixture(scope="module")
def menu() -> Menu:
    return Menu(seasons.abilities(), builtin())


def test_a_set_by_time_is_named_so(menu: Menu) -> None:
    on, off = menu.quality("LT05", 2), menu.quality("LT05", 2, timed=True)
    assert off.name == f"{on.name} by time"
    assert "m @" not in off.notation
    assert "m @" not in off.lighter


def test_what_is_timed_anyway_keeps_its_name(menu: Menu) -> None:
    assert menu.quality("AB07", 2, timed=True).name == menu.quality("AB07", 2).name


def test_gears_within_seconds_go_by_effort(menu: Menu) -> None:
    gears = menu.quality("TS07", 1, timed=True)
    assert 'in three gears, by effort"' in gears.notation
    assert " + " not in gears.notation
    fast = _efforts(gears)
    assert [step.text for step in fast[:3]] == ["by effort"] * 3


def test_gears_can_be_read_back(menu: Menu) -> None:
    notation = menu.quality("TS07", 1, timed=True).notation
    assert describe(parse(notation)) == notation


def test_gears_on_the_track_stay_in_metres(menu: Menu) -> None:
    assert "100 m" in menu.quality("TS07", 1).notation


def test_gears_by_effort_take_what_they_took(menu: Menu) -> None:
    on, off = menu.quality("TS07", 1), menu.quality("TS07", 1, timed=True)
    assert off.main_minutes == pytest.approx(on.main_minutes, abs=0.1)


def test_a_test_away_from_the_track_measures_how_far(menu: Menu) -> None:
    """Time and pace both given would measure nothing."""
    test = menu.quality("TT01", 1, timed=True)
    assert test.name == "Controlled 2K by time"
    assert test.notation.endswith('"even, as far as it takes you"')
    assert "300 m" not in test.notation
    assert test.objective.startswith("Measure how far a controlled, even effort takes you in ")


def test_a_clubs_fast_metres_are_a_sum(menu: Menu) -> None:
    club = menu.club(FixedSession(1, "club track session", "lactate_tolerance", 60, 480), 1.0)
    (fast,) = [step for step in club.steps if step.kind == "work"]
    assert fast.in_all
    assert not any(step.in_all for step in menu.quality("LT05", 2).steps)


def _efforts(session: PlannedSession) -> list[Step]:
    return [
        inner
        for step in session.steps
        for inner in (step.steps or (step,))
        if inner.kind == "work" and inner.duration_s
    ]
