"""The made-up athletes are legal, the same for the same seed, and as varied as the people who will come."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from homestretch.athlete.checks import check_against
from homestretch.athlete.file import parse_athlete
from homestretch.athlete.model import Athlete
from homestretch.athlete.write import write_athlete
from homestretch.planning.invariants.book import age_on
from studies.athletes import EVENTS, random_athlete
from studies.real_athletes import START, real_athletes
from tests.builders.athletes import athletes

MANY = 1500
CSV = """athlete,sex,born,season,distance_m,time_s,date
a1,female,1998,2016,1500,249.58,2016-06-18
a1,female,1998,2016,3000,526.42,2016-02-29
a1,female,1998,2015,1500,255.00,2015-06-18
b2,male,2000,2021,5000,808.49,2021-11-27
b2,male,2000,2021,1609.344,231.00,2021-07-27
c3,male,2005,2021,800,108.40,2021-07-27
"""


@pytest.fixture(scope="module")
def many() -> list[tuple[Athlete, date]]:
    return [random_athlete(seed) for seed in range(MANY)]


def test_the_same_seed_gives_the_same_athlete() -> None:
    assert [random_athlete(s) for s in range(50)] == [random_athlete(s) for s in range(50)]
    assert random_athlete(1) != random_athlete(2)


@settings(max_examples=60, deadline=None)
@given(athletes())
def test_every_made_up_athlete_is_one_that_the_file_reader_takes(made: tuple[Athlete, date]) -> None:
    athlete, start = made
    read = parse_athlete(write_athlete(athlete))
    check_against(read, start)
    assert len(read.races) == len(athlete.races)


def test_all_ages_events_days_and_sexes_come_up(many: list[tuple[Athlete, date]]) -> None:
    ages = [age_on(a.born, start) for a, start in many]
    assert min(ages) == 12
    assert max(ages) == 75
    assert {len(a.availability.days) for a, _ in many} == {1, 2, 3, 4, 5, 6, 7}
    assert {a.sex for a, _ in many} == {"F", "M", "X"}
    events = Counter(r.distance_m for a, _ in many for r in a.races)
    assert set(events) == set(EVENTS)
    weeks = [(max(r.date for r in a.races) - start).days // 7 for a, start in many]
    assert min(weeks) == 0
    assert 38 <= max(weeks) <= 40


def test_odd_circumstances_are_there_but_not_the_rule(many: list[tuple[Athlete, date]]) -> None:
    def share(what: list[bool]) -> float:
        return sum(what) / MANY

    assert 0.05 < share([a.availability.track == () for a, _ in many]) < 0.25
    assert 0.05 < share([bool(a.availability.fixed) for a, _ in many]) < 0.30
    assert 0.2 < share([bool(a.busy) for a, _ in many]) < 0.6
    assert 0.05 < share([any(r.rounds for r in a.races) for a, _ in many]) < 0.3
    assert 0.05 < share([not a.results for a, _ in many]) < 0.3
    young = [a for a, start in many if age_on(a.born, start) < 18]
    refused = [a for a in young if not a.health.guardian_consent]
    assert 0 < len(refused) < 0.2 * len(young)


def test_kilometres_go_with_the_marks(many: list[tuple[Athlete, date]]) -> None:
    told = [a for a, _ in many if a.weekly_km is not None and a.training_years is not None]
    little = [a.weekly_km or 0 for a in told if (a.training_years or 0) < 1]
    much = [a.weekly_km or 0 for a in told if (a.training_years or 0) > 6]
    assert sum(little) / len(little) < 35
    assert sum(much) / len(much) > 60


def test_real_athletes_keep_their_age_and_have_their_marks_in_the_year_before(tmp_path: Path) -> None:
    file = tmp_path / "bests.csv"
    file.write_text(CSV, encoding="utf-8")
    chosen = real_athletes(3, 1, file)
    assert chosen == real_athletes(3, 1, file)
    by_name = {a.name: a for a, _ in chosen}
    assert {a.name: START.year - 1 - a.born.year for a, _ in chosen} == {"a1": 18, "b2": 21, "c3": 16}
    for athlete, start in chosen:
        assert all(start - timedelta(days=368) <= r.date < start for r in athlete.results)
        assert timedelta(weeks=8) - timedelta(days=3) <= athlete.races[0].date - start <= timedelta(weeks=30)
        check_against(parse_athlete(write_athlete(athlete)), start)
    assert len(by_name["a1"].results) == 2  # the latest season only
    assert by_name["c3"].health.guardian_consent
    assert by_name["c3"].races[0].distance_m == 800.0
