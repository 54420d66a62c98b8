"""The season document keeps the contract of docs/contracts.md, and its bytes are the same each time."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homestretch.planning.document import canonical, season_document
from homestretch.planning.season import Step, Target
from tests.cli import builders

WEEK_KEYS = {
    "number", "start", "phase", "emphasis", "objective", "distance_m", "load", "pillar_minutes",
    "high_speed_m", "contacts", "days",
}  # fmt: skip
SESSION_KEYS = {
    "id", "name", "pillar", "level", "quality", "notation", "distance_m", "duration_s", "planned_rpe", "load",
    "steps", "cues", "why",
}  # fmt: skip
TARGET_KEYS = {"speed_low", "speed_high", "hr_low", "hr_high", "rpe", "anchor"}


def document() -> dict:
    return json.loads(canonical(season_document(builders.season(), builders.athlete())))


def test_the_document_has_every_key_of_the_contract() -> None:
    made = document()
    assert set(made) >= {"athlete", "phases", "weeks", "violations", "refused"}
    assert set(made["athlete"]) >= {"level", "type", "anchors"}
    assert set(made["athlete"]["anchors"]) >= {
        "critical_speed",
        "v800",
        "v1500",
        "v3000",
        "v5000",
        "max_speed",
    }
    assert all(set(phase) >= {"name", "start", "weeks"} for phase in made["phases"])
    assert all(set(week) >= WEEK_KEYS for week in made["weeks"])
    assert all(set(session) >= SESSION_KEYS for session in sessions(made))


def sessions(made: dict) -> list[dict]:
    return [s for week in made["weeks"] for day in week["days"] for s in day["sessions"]]


def steps(made: dict) -> list[dict]:
    found = [step for session in sessions(made) for step in session["steps"]]
    return found + [inner for step in found for inner in step.get("steps", [])]


def test_an_effort_is_the_one_that_is_told_and_load_names_its_own() -> None:
    """A long run no longer than an easy run feels like one; what is counted stays the method's."""
    season = builders.season()
    run = Step("easy", None, 45 * 60, Target(rpe=3.0))
    long = replace(
        season.weeks[0].days[1].sessions[0], id="AB04", quality=False, steps=(run,), planned_rpe=4.0, load=180
    )
    days = (replace(season.weeks[0].days[0], sessions=(long,)), *season.weeks[0].days[1:])
    season = replace(season, weeks=(replace(season.weeks[0], days=days), *season.weeks[1:]))
    first = sessions(json.loads(canonical(season_document(season, builders.athlete()))))[0]
    assert (first["planned_rpe"], first["load_rpe"], first["load"]) == (3.0, 4.0, 180)


def test_every_week_lists_seven_days_from_its_start() -> None:
    for week in document()["weeks"]:
        assert len(week["days"]) == 7
        assert week["days"][0]["date"] == week["start"]


def test_a_step_is_either_a_repeat_or_one_size_with_a_whole_target() -> None:
    found = steps(document())
    assert any("repeat" in step for step in found)
    for step in found:
        assert set(step["target"]) == TARGET_KEYS
        assert ("repeat" in step) == ("steps" in step)
        assert ("repeat" in step) + ("distance_m" in step) + ("duration_s" in step) == 1


def test_pillar_minutes_are_named_by_pillar() -> None:
    assert document()["weeks"][0]["pillar_minutes"] == {
        "aerobic_base": 200.0,
        "lactate_tolerance": 55.0,
        "transition_speed": 0.0,
        "finishing_kick": 4.5,
    }


def test_a_refused_season_has_its_reason_and_no_weeks() -> None:
    made = season_document(builders.refused(), builders.athlete())
    assert made["weeks"] == []
    assert made["refused"] == {
        "reason": "A race in three days leaves no time to train for it.",
        "colliding": ["race on 2026-12-31"],
        "loosen": ["choose a later race"],
        "rule": None,
        "others": [],
    }


def test_an_issued_season_is_not_refused() -> None:
    assert document()["refused"] is None
    assert document()["violations"] == []


def test_canonical_bytes_do_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": [1.0]}) == canonical({"a": [1.0], "b": 1})


def test_canonical_bytes_forget_the_last_bits_of_a_float() -> None:
    assert canonical({"x": 0.1 + 0.2}) == canonical({"x": 0.3})
    assert canonical({"x": -0.00001}) == canonical({"x": 0.0})


def test_canonical_refuses_what_json_cannot_say() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": math.nan})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.floats(-1e6, 1e6),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
                    max_leaves=12))  # fmt: skip
def test_canonical_bytes_read_back_are_written_the_same(value: object) -> None:
    once = canonical(value)  # type: ignore[arg-type]
    assert canonical(json.loads(once)) == once
