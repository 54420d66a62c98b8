"""Matches chosen by hand and answers to sessions come back as they were given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from homestretch.monitoring import SessionRef
from homestretch.store import activities, choices
from homestretch.store.activity_tables import Activity
from tests.builders.stored_runs import START, an_athlete, new_activity, stored

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 5)
REF = SessionRef(DAY, "LT05", 1)


def test_an_activity_has_one_choice_which_the_next_replaces() -> None:
    athlete = an_athlete()
    run, other = stored(athlete), stored(athlete, new_activity(started_at=START + timedelta(days=1)))
    choices.save_choice(athlete, run, None)
    choices.save_choice(athlete, run, REF)
    choices.save_choice(athlete, other, None)
    assert choices.choices_of([run, other]) == {run: REF, other: None}
    choices.forget_choice(athlete, run)
    choices.forget_choice(athlete, run)
    assert choices.choices_of([run, other]) == {other: None}


def test_nobody_chooses_for_somebody_else() -> None:
    run, other = stored(an_athlete()), an_athlete()
    with pytest.raises(LookupError, match="no activity"):
        choices.save_choice(other, run, REF)
    choices.save_choice(Activity.objects.get(pk=run).athlete_id, run, REF)
    with pytest.raises(LookupError, match="no activity"):
        choices.forget_choice(other, run)
    assert choices.choices_of([run]) == {run: REF}


def test_a_choice_goes_with_the_run_to_its_richer_recording() -> None:
    athlete = an_athlete()
    phone, watch, third = (stored(athlete, new_activity(device=name)) for name in ("phone", "watch", "third"))
    choices.save_choice(athlete, phone, REF)
    activities.link_same_run(phone, watch)
    assert choices.choices_of([phone, watch]) == {watch: REF}
    choices.save_choice(athlete, third, None)
    activities.link_same_run(watch, third)
    assert choices.choices_of([third]) == {third: None}


def test_a_choice_goes_when_its_activity_does() -> None:
    athlete = an_athlete()
    run = stored(athlete)
    choices.save_choice(athlete, run, REF)
    Activity.objects.filter(pk=run).delete()
    assert choices.choices_of([run]) == {}


def test_answers_are_kept_by_session_and_can_be_taken_back() -> None:
    athlete, other = an_athlete(), an_athlete()
    first = SessionRef(DAY, "LT05")
    later = SessionRef(DAY + timedelta(days=7), "LT05")
    choices.save_answer(athlete, first, "missed")
    choices.save_answer(athlete, REF, "done")
    choices.save_answer(athlete, REF, "missed")
    choices.save_answer(athlete, later, "done")
    week = (DAY, DAY + timedelta(days=6))
    assert choices.answers_between(athlete, *week) == {first: "missed", REF: "missed"}
    assert choices.answers_between(other, *week) == {}
    choices.save_answer(athlete, first, None)
    assert choices.answers_between(athlete, *week) == {REF: "missed"}
