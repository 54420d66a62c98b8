"""What the store keeps of a season comes back as the same value, and damage is named."""

from __future__ import annotations

import json
from datetime import date

import pytest

from homestretch.athlete.model import FixedSession, Health, Injury, Restriction, Span
from homestretch.planning.codec import (
    CannotDecode,
    athlete_from_json,
    athlete_to_json,
    digest,
    season_from_json,
    season_to_json,
)
from tests.builders.sample_season import refused_season, sample_athlete, sample_season


@pytest.mark.parametrize("season", [sample_season(), refused_season()], ids=["issued", "refused"])
def test_a_season_comes_back_as_it_was(season: object) -> None:
    assert season_from_json(season_to_json(season)) == season  # type: ignore[arg-type]


def test_writing_again_gives_the_same_bytes() -> None:
    text = season_to_json(sample_season())
    assert season_to_json(season_from_json(text)) == text
    assert digest(text) == digest(season_to_json(sample_season()))


def test_an_athlete_with_every_table_comes_back_as_it_was() -> None:
    span = Span(date(2026, 1, 1), date(2026, 2, 1))
    health = Health(
        injuries=(Injury("calf", span),), restrictions=(Restriction(span, "no spikes", None, "physio"),)
    )
    base = sample_athlete()
    athlete = sample_athlete(
        health=health,
        busy=(span,),
        availability=type(base.availability)(fixed=(FixedSession(1, "club", "lactate_tolerance", 60, 1500),)),
    )
    assert athlete_from_json(athlete_to_json(athlete)) == athlete


def test_a_float_keeps_its_last_bit() -> None:
    athlete = sample_athlete(weekly_km=0.1 + 0.2)
    assert athlete_from_json(athlete_to_json(athlete)).weekly_km == 0.1 + 0.2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.update(schema=99), "schema 99"),
        (lambda d: d["season"].update(surprise=1), "season: unknown key surprise"),
        (lambda d: d["season"].pop("start"), "season: the key start is missing"),
        (lambda d: d["season"].update(start="tomorrow"), "season.start: 'tomorrow'"),
        (lambda d: d["season"]["weeks"][0].update(phase="holiday"), r"season.weeks\[0\].phase"),
        (lambda d: d["season"]["weeks"][0].update(load="much"), r"season.weeks\[0\].load"),
    ],
)
def test_damage_is_named_with_its_place(change: object, sentence: str) -> None:
    document = json.loads(season_to_json(sample_season()))
    change(document)  # type: ignore[operator]
    with pytest.raises(CannotDecode, match=sentence):
        season_from_json(json.dumps(document))
