"""A refusal speaks to people; the number of its safety limit is a field of its own, for programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from homestretch.athlete.model import Athlete, Availability, FixedSession, Health, Race, Result
from homestretch.blueprint.read import builtin
from homestretch.planning import plan_season
from homestretch.planning.document import season_document
from tests.builders.sample_season import RACE_DAY, START, sample_athlete

RACE = Race(RACE_DAY, 1500)
CLUB = FixedSession(1, "Track session")


@pytest.mark.parametrize(
    ("athlete", "rule", "words"),
    [
        (sample_athlete(health=Health(pregnant=True)), "INV-02", "Pregnancy needs a clinician's clearance"),
        (sample_athlete(born=date(2012, 5, 14)), "INV-01", "needs a guardian's consent"),
        (
            sample_athlete(races=(RACE, replace(RACE, date=date(2027, 6, 13)))),
            "INV-30",
            "races of 12 June and 13 June",
        ),
        (
            sample_athlete(availability=Availability(fixed=(CLUB, replace(CLUB, weekday=2)))),
            "INV-17",
            "hard days next to each other",
        ),
    ],
)
def test_a_refusal_names_no_number_but_keeps_it(athlete: Athlete, rule: str, words: str) -> None:
    season = plan_season(athlete, START, builtin())
    assert season.refused is not None
    assert season.refused.rule == rule
    assert words in season.refused.reason
    assert season.refused.reason[0].isupper()
    assert "INV-" not in season.refused.reason + " ".join(season.refused.loosen)
    document = season_document(season, athlete)["refused"]
    assert isinstance(document, dict)
    assert document["rule"] == rule


def test_races_run_before_the_plan_count_in_its_first_weeks() -> None:
    """INV-30: three races in 28 days for a beginner, those of the weeks before included."""
    near = tuple(Race(START + timedelta(days=n), 1500, p) for n, p in ((5, "B"), (12, "B"), (19, "A")))
    ran = (Result(5000, 1560.0, START - timedelta(days=4)),)
    fresh = plan_season(sample_athlete(races=near, results=(), training_years=0.5), START, builtin())
    assert fresh.refused is None or fresh.refused.rule != "INV-30"
    season = plan_season(sample_athlete(races=near, results=ran, training_years=0.5), START, builtin())
    assert season.refused is not None
    assert season.refused.rule == "INV-30"
    assert "With the race run since 18 February there would be 4 races" in season.refused.reason
    assert season.violations == ()
