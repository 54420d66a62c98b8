"""The set-up: answers are kept as typed at each step; when they make sense a season is issued from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from homestretch.athlete.model import Athlete
from homestretch.desk.answers import Outcome, preview_answers, read_answers
from homestretch.desk.answers_from import answers_of, completed
from homestretch.desk.fields import FIELDS_OF_STEP, Answer, Answers
from homestretch.desk.planner import method, season_for
from homestretch.planning.codec import fingerprint
from homestretch.planning.season import Season
from homestretch.store import athletes, seasons
from homestretch.store.athletes import StoredAthlete

Planner = Callable[[Athlete, date], Season]


@dataclass(frozen=True, slots=True)
class Issue:
    """What came of asking for a season: ``season`` is None where answers are missing; it may be a refusal."""

    outcome: Outcome
    season: Season | None = None

    @property
    def issued(self) -> bool:
        return self.season is not None and self.season.refused is None and not self.season.violations


def answers_so_far(owner_id: int, today: date) -> Answers:
    """What the owner has typed; of an athlete who came from a file, what would have been typed; nothing at first."""
    stored = athletes.athlete_of(owner_id)
    return {} if stored is None else _answers(stored, today)


def _answers(stored: StoredAthlete, today: date) -> Answers:
    if stored.draft or stored.athlete is None:
        return stored.draft
    return answers_of(stored.athlete, today)


def save_setup_step(owner_id: int, step: str, typed: Answers, today: date) -> Answers:
    """Keeps one step's answers as typed, beside those of the other steps.

    Raises:
        KeyError: there is no such step.
    """
    fields = FIELDS_OF_STEP[step]
    with transaction.atomic():
        stored = athletes.athlete_of(owner_id) or athletes.add_athlete(owner_id, today)
        others: dict[str, Answer] = {k: v for k, v in _answers(stored, today).items() if k not in fields}
        draft = {**others, **{k: v for k, v in typed.items() if k in fields}}
        athletes.save_draft(stored.id, draft)
    return draft


def issue_season(owner_id: int, today: date, planner: Planner = season_for) -> Issue:
    """Plans from the owner's answers and, unless refused, keeps the season for good.

    Args:
        owner_id: whose answers.
        today: the athlete's date; the plan starts on it.
        planner: another planner, for tests.
    """
    outcome = read_answers(answers_so_far(owner_id, today), today)
    if outcome.athlete is None:
        return Issue(outcome)
    athlete = completed(outcome.athlete, _known(owner_id), today)
    season = planner(athlete, today)
    found = Issue(outcome, season)
    if found.issued:
        _keep(owner_id, athlete, season, today)
    return found


def _keep(owner_id: int, athlete: Athlete, season: Season, today: date) -> None:
    with transaction.atomic():
        stored = athletes.athlete_of(owner_id)
        if stored is None:
            raise LookupError("the answers were removed while the season was planned; start the set-up again")
        athletes.save_profile(stored.id, athlete)
        seasons.add_season(stored.id, season, athlete, today, fingerprint(method()))


def preview_season(
    owner_id: int, typed: Answers, today: date, planner: Planner = season_for
) -> tuple[Outcome, Season | None]:
    """The season that the owner's answers so far would give today, None as long as the race is not known.

    Complete answers give the athlete that ``issue_season`` gives, so that issuing costs nothing more.
    """
    outcome = preview_answers(typed, today)
    if outcome.athlete is None:
        return outcome, None
    athlete = completed(outcome.athlete, _known(owner_id), today)
    return replace(outcome, athlete=athlete), planner(athlete, today)


def _known(owner_id: int) -> Athlete | None:
    stored = athletes.athlete_of(owner_id)
    return None if stored is None else stored.athlete
