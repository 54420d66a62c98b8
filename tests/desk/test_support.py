"""How strength is done: variants reach those whom they concern."""

from __future__ import annotations

from datetime import date

from homestretch.desk.days import view_day
from homestretch.desk.planner import method
from homestretch.desk.support import how_to, how_tos
from tests.builders.sample_season import sample_athlete, sample_season

ON = date(2027, 4, 5)


def test_a_variant_for_an_age_is_kept_from_the_young_and_first_for_the_old() -> None:
    jumps = method().sessions["ST04"]
    assert not any("50 years" in text for text in how_to(jumps, sample_athlete(), ON).variants)
    old = how_to(jumps, sample_athlete(born=date(1970, 1, 1)), ON)
    assert "From 50 years" in old.variants[0]


def test_the_library_shows_every_variant() -> None:
    for kind in method().sessions.values():
        assert set(how_to(kind).variants) == set(kind.variants.values())


def test_only_support_sessions_of_the_day_are_explained() -> None:
    view = view_day(sample_season(), sample_athlete(), ON)
    found = how_tos(view, sample_athlete())
    assert list(found) == ["ST02"]
    assert found["ST02"].exercises[0] == "split squat"
