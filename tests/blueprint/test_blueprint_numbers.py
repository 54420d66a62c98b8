"""The method's other numbers: shares, volumes, caps, key sessions, guidance, limits with unit and source."""

from __future__ import annotations

from collections import Counter

import pytest

from homestretch.blueprint.fields import EVENTS, LEVELS
from homestretch.blueprint.notation import parse
from homestretch.blueprint.read import BUILTIN, builtin


def test_every_event_has_volume_shares_and_key_sessions_for_every_level() -> None:
    blueprint = builtin()
    for event in EVENTS:
        assert set(blueprint.volume_km[event]) == set(LEVELS)
        assert set(blueprint.pillar_share[event]) == {"general base", "build", "specific"}
        assert all(blueprint.key_sessions[event][level] for level in LEVELS)


@pytest.mark.parametrize(
    ("event", "phase", "share"),
    [
        ("800", "specific", (20, 40, 18, 22)),
        ("1500", "build", (40, 25, 22, 13)),
        ("mile", "specific", (25, 32, 23, 20)),
        ("3000", "general base", (70, 5, 18, 7)),
        ("5000", "specific", (42, 15, 27, 16)),
    ],
)
def test_pillar_shares_are_the_methods(event: str, phase: str, share: tuple[int, ...]) -> None:
    assert dict(builtin().pillar_share[event])[phase] == share  # type: ignore[index]


def test_peak_volume_is_the_methods() -> None:
    assert builtin().volume_km["800"]["elite"] == (70, 120)
    assert builtin().volume_km["5000"]["beginner"] == (30, 50)


def test_caps_rise_with_the_level() -> None:
    for zone, cap in builtin().caps.items():
        row = [cap[level] for level in LEVELS]
        assert row == sorted(row), zone


def test_elite_1500_m_runners_arrive_at_the_broken_1500_and_the_kick() -> None:
    demands = builtin().key_sessions["1500"]["elite"]
    assert [(d.any_of, d.count, d.step) for d in demands] == [
        (("LT07",), 2, 1),
        (("RS01",), 1, 1),
        (("FK02",), 1, 1),
        (("LT05",), 1, 4),
        (("TS05",), 1, 1),
    ]


def test_beginners_have_one_column_for_every_event() -> None:
    columns = {builtin().key_sessions[event]["beginner"] for event in EVENTS}
    assert len(columns) == 1


def test_cues_are_eight_sentences() -> None:
    assert list(builtin().cues) == [f"C{n}" for n in range(1, 9)]
    assert all(text.endswith(".") for text in builtin().cues.values())


def test_every_type_of_day_has_guidance_and_one_for_the_young() -> None:
    days = {"rest", "easy", "threshold", "long", "hard", "race", "deload", "taper"}
    assert set(builtin().guidance) == days | {f"{day}_youth" for day in days}


def test_the_young_are_never_offered_supplements_or_grams() -> None:
    for day, advice in builtin().guidance.items():
        if day.endswith("_youth"):
            text = f"{advice.sleep} {advice.food} {advice.other}"
            assert "per kg" not in text
            assert "supplement" not in text.lower() or "o supplements" in text, day
            assert "affeine" not in text or "No caffeine" in text


def test_no_guidance_speaks_of_losing_weight() -> None:
    text = " ".join(f"{a.sleep} {a.food} {a.other}" for a in builtin().guidance.values()).lower()
    assert not any(word in text for word in ("lose weight", "weight loss", "fasting", "calorie"))


def test_every_limit_has_a_unit_and_a_source() -> None:
    assert len(builtin().limits) > 80
    assert all(value.unit and value.source for value in builtin().limits.values())


def test_limits_are_collected_from_every_file_by_dotted_name() -> None:
    assert {"mc02_quality", "season.ramp", "touch", "spine_demand"} <= set(builtin().limits)


def test_a_single_number_is_read_by_its_name() -> None:
    assert builtin().number("mc03_easy_between") == 1.0
    with pytest.raises(TypeError, match="not a single number"):
        builtin().number("mc02_quality")
    with pytest.raises(KeyError):
        builtin().number("mc99_nothing")


def test_quality_days_by_phase_and_level_are_the_methods() -> None:
    value = builtin().limits["mc02_quality"].value
    assert isinstance(value, dict)
    assert value["build"] == {"beginner": [1, 2], "intermediate": [2, 2], "advanced": [2, 3], "elite": [3, 3]}


def test_no_limit_is_told_in_two_places() -> None:
    headings = Counter(
        line.strip()
        for file in BUILTIN.glob("*.toml")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("[")
    )
    assert [heading for heading, times in headings.items() if times > 1] == []


def test_notations_among_the_limits_can_be_read() -> None:
    opener, last = builtin().limits["opener"].value, builtin().limits["last_quality"].value
    assert isinstance(opener, dict)
    assert isinstance(last, dict)
    for text in (opener["notation"], *(last[event] for event in EVENTS)):
        assert parse(text)


def test_sessions_named_among_the_limits_exist() -> None:
    specific = builtin().limits["event_specific"].value
    assert isinstance(specific, dict)
    assert {key for keys in specific.values() for key in keys} <= set(builtin().sessions)
