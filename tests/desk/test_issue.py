"""Setting up and issuing on a real database: what was typed stays, what was issued stays as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from homestretch.desk import season as desk
from homestretch.desk.fields import FIELDS_OF_STEP
from homestretch.desk.planner import PlanningOnce
from homestretch.desk.setup import answers_so_far, issue_season, preview_season, save_setup_step
from homestretch.planning.season import Season
from homestretch.store import accounts, seasons
from homestretch.store.models import IssuedSeason, NeverOverwritten
from tests.builders.answers import typed_answers
from tests.builders.sample_season import refused_season, sample_athlete, sample_season

pytestmark = pytest.mark.django_db
TODAY = date(2027, 2, 22)


@pytest.fixture
def owner(db: None) -> int:
    return accounts.owner().pk


def type_all(owner: int, **changes: str | list[str]) -> None:
    answers = typed_answers(**changes)
    for step, fields in FIELDS_OF_STEP.items():
        save_setup_step(owner, step, {k: v for k, v in answers.items() if k in fields}, TODAY)


def give_sample(athlete: Any, start: date) -> Season:
    return sample_season(start)


def give_refusal(athlete: Any, start: date) -> Season:
    return refused_season()


def test_each_step_keeps_the_answers_of_the_others(owner: int) -> None:
    save_setup_step(owner, "race", {"race_distance": "800", "race_date": "rubbish"}, TODAY)
    save_setup_step(owner, "you", {"name": "Ines", "unknown": "dropped"}, TODAY)
    assert answers_so_far(owner, TODAY) == {"race_distance": "800", "race_date": "rubbish", "name": "Ines"}


def test_a_season_is_issued_once_and_read_back_as_it_was(owner: int) -> None:
    type_all(owner)
    issue = issue_season(owner, TODAY, give_sample)
    current = desk.current_season(owner)
    assert issue.issued
    assert current is not None
    assert current.issued.season == sample_season(TODAY)
    assert current.issued.athlete == issue.outcome.athlete
    assert len(current.issued.blueprint_hash) == 64


def test_issuing_again_adds_a_season_and_leaves_the_first(owner: int) -> None:
    type_all(owner)
    issue_season(owner, TODAY, give_sample)
    issue_season(owner, date(2027, 3, 1), give_sample)
    current = desk.current_season(owner)
    assert current is not None
    assert [line.number for line in desk.seasons_issued(current)] == [2, 1]
    assert current.issued.season.start == date(2027, 3, 1)


def test_a_refused_season_is_not_kept(owner: int) -> None:
    type_all(owner)
    assert not issue_season(owner, TODAY, give_refusal).issued
    assert desk.current_season(owner) is None
    assert answers_so_far(owner, TODAY)["name"] == "Ines"


def test_missing_answers_lead_to_their_step(owner: int) -> None:
    type_all(owner, name="")
    issue = issue_season(owner, TODAY, give_sample)
    assert issue.season is None
    assert issue.outcome.step_with_problem() == "you"


def test_nobody_can_overwrite_an_issued_season(owner: int) -> None:
    type_all(owner)
    issue_season(owner, TODAY, give_sample)
    row = IssuedSeason.objects.get()
    with pytest.raises(NeverOverwritten):
        row.save()
    with pytest.raises(DatabaseError, match="never overwritten"), transaction.atomic():
        IssuedSeason.objects.update(document="{}")
    assert seasons.latest_season(row.athlete_id) is not None


def test_the_same_question_is_planned_once_even_by_many_at_a_time() -> None:
    asked = []
    started = Barrier(4)

    def slow(athlete: Any, start: date, blueprint: Any) -> Season:
        asked.append(athlete)
        return sample_season(start)

    once = PlanningOnce(slow)

    def ask(_: int) -> Season:
        started.wait()
        return once.season(sample_athlete(), TODAY)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert len(asked) == 1
    assert answers == [sample_season(TODAY)] * 4


def test_a_planner_that_breaks_is_asked_again() -> None:
    tries = []

    def breaks_once(athlete: Any, start: date, blueprint: Any) -> Season:
        tries.append(athlete)
        if len(tries) == 1:
            raise RuntimeError("out of memory")
        return sample_season(start)

    once = PlanningOnce(breaks_once)
    with pytest.raises(RuntimeError):
        once.season(sample_athlete(), TODAY)
    assert once.season(sample_athlete(), TODAY) == sample_season(TODAY)


def test_a_preview_of_complete_answers_asks_what_issuing_asks(owner: int) -> None:
    asked = []

    def remember(athlete: Any, start: date) -> Season:
        asked.append((athlete, start))
        return sample_season(start)

    type_all(owner)
    preview_season(owner, answers_so_far(owner, TODAY), TODAY, remember)
    issue_season(owner, TODAY, remember)
    assert asked[0] == asked[1]


def test_the_real_planner_issues_from_the_answers(owner: int) -> None:
    type_all(owner)
    issue = issue_season(owner, TODAY)
    assert issue.issued, issue.season
    current = desk.current_season(owner)
    assert current is not None
    assert desk.today(current, date(2027, 6, 12)).kind == "race"


def test_units_are_kept_and_others_refused(owner: int) -> None:
    desk.choose_pace_unit(owner, "min/mile", TODAY)
    athlete = desk.athlete_of(owner)
    assert athlete is not None
    assert athlete.pace_unit == "min/mile"
    with pytest.raises(ValueError, match="min/km or min/mile"):
        desk.choose_pace_unit(owner, "furlongs", TODAY)
