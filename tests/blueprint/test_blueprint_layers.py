"""A coach's own files over the built-in method: the later wins, and every fault has file, line and key."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homestretch.blueprint.errors import BlueprintError
from homestretch.blueprint.read import SECTIONS, builtin, load
from homestretch.blueprint.sessions import KEYS

NEW_SESSION = """\
[session.XX01]
name = 'Bridge 350s'
pillar = 'lactate_tolerance'
objective = 'Run past the point where a 300 would have ended.'
phases = ['specific']
zone = 'V8'
rpe = 8
minutes = 60
recovery_h = 72
quality = true
requires = [{ any_of = ['LT01'], count = 1 }]
cues = ['C5']
max_step = { beginner = 0, intermediate = 1, advanced = 2, elite = 2 }
ladder = [
    '2 x 350 m @ 1.00 V800 (6 min walk)',
    '3 x 350 m @ 1.00 V800 (6 min walk)',
]
"""


def coach(folder: Path, text: str, name: str = "coach.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def fault(folder: Path, text: str) -> BlueprintError:
    """The error that a coach's file brings."""
    with pytest.raises(BlueprintError) as caught:
        load(coach(folder, text))
    return caught.value


# -- layers ----------------------------------------------------------------------------------


def test_one_number_of_a_session_can_be_changed(tmp_path: Path) -> None:
    changed = load(coach(tmp_path, "[session.LT05]\nrecovery_h = 60\n")).sessions["LT05"]
    was = builtin().sessions["LT05"]
    assert (was.recovery_h, changed.recovery_h) == (48, 60)
    assert (changed.ladder, changed.name, changed.requires) == (was.ladder, was.name, was.requires)


def test_a_session_can_be_added_and_its_doses_are_counted(tmp_path: Path) -> None:
    blueprint = load(coach(tmp_path, NEW_SESSION))
    assert len(blueprint.sessions) == 83
    assert [(r.quality_m, r.hsr_m) for r in blueprint.sessions["XX01"].ladder] == [(700, 700), (1050, 1050)]


def test_a_new_ladder_drops_the_old_doses(tmp_path: Path) -> None:
    text = """\
[session.LT05]
ladder = ['4 x 300 m @ 1.00 V1500 (60 s jog)', '4 x 400 m @ 1.00 V1500 (60 s jog)']
max_step = { beginner = 1, intermediate = 2, advanced = 2, elite = 2 }
"""
    # the spine asks for steps 3 and 4 of LT05, which this ladder no longer has
    text += "[key_session.intermediate]\n1500 = [{ any_of = ['LT05'], count = 2 }]\n"
    text += "mile = [{ any_of = ['LT05'], count = 2 }]\n"
    text += "[key_session.advanced]\n1500 = [{ any_of = ['LT05'], count = 1 }]\n"
    text += "mile = [{ any_of = ['LT05'], count = 1 }]\n"
    ladder = load(coach(tmp_path, text)).sessions["LT05"].ladder
    assert [rung.hsr_m for rung in ladder] == [1200, 1600]


def test_written_doses_hold_over_counted_ones(tmp_path: Path) -> None:
    text = NEW_SESSION + "hsr_m = [600, 900]\n"
    assert [rung.hsr_m for rung in load(coach(tmp_path, text)).sessions["XX01"].ladder] == [600, 900]


def test_a_limit_can_be_changed_and_keeps_its_unit(tmp_path: Path) -> None:
    limit = load(coach(tmp_path, "[limit.season.ramp.value]\nsmall = 0.05\n")).limits["season.ramp"]
    was = builtin().limits["season.ramp"]
    assert isinstance(limit.value, dict)
    assert isinstance(was.value, dict)
    assert limit.value == {**was.value, "small": 0.05}
    assert limit.unit == was.unit


def test_texts_doses_and_caps_can_be_changed(tmp_path: Path) -> None:
    text = "[cue]\nC1 = 'Tall!'\n[volume_km.800]\nbeginner = [15, 30]\n[cap]\nV8.elite = 2600\n"
    blueprint = load(coach(tmp_path, text))
    assert blueprint.cues["C1"] == "Tall!"
    assert blueprint.volume_km["800"]["beginner"] == (15, 30)
    assert blueprint.caps["V8"]["elite"] == 2600


def test_the_method_of_the_readme_can_be_laid_over(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    text = readme.partition("## A method of your own")[2].partition("```toml\n")[2].partition("```")[0]
    blueprint = load(coach(tmp_path, text))
    assert blueprint.sessions["LT05"].recovery_h == 60
    assert blueprint.cues["C5"].startswith("Even rhythm.")
    assert blueprint.volume_km["1500"]["intermediate"] == (35, 60)


def test_contraindications_are_replaced_as_a_whole(tmp_path: Path) -> None:
    changed = load(coach(tmp_path, "[session.LT05]\ncontra = { knee = 3 }\n")).sessions["LT05"]
    assert [(c.site, c.pain) for c in changed.contra] == [("knee", 3)]


def test_the_later_file_wins(tmp_path: Path) -> None:
    first = coach(tmp_path, "[session.LT05]\nrpe = 7\nminutes = 50\n", "a.toml")
    second = coach(tmp_path, "[session.LT05]\nrpe = 9\n", "b.toml")
    session = load(first, second).sessions["LT05"]
    assert (session.rpe, session.minutes) == (9, 50)


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    coach(tmp_path, "[session.LT05]\nrpe = 9\n", "b.toml")
    coach(tmp_path, "[session.LT05]\nrpe = 7\n", "a.toml")
    blueprint = load(tmp_path)
    assert blueprint.sessions["LT05"].rpe == 9
    assert [Path(source).name for source in blueprint.sources[-2:]] == ["a.toml", "b.toml"]


def test_the_built_in_method_is_not_touched_by_a_layer(tmp_path: Path) -> None:
    load(coach(tmp_path, "[session.LT05]\nrpe = 9\n[cue]\nC1 = 'Tall!'\n"))
    assert builtin().sessions["LT05"].rpe == 8
    assert builtin().cues["C1"].startswith("Run tall")


def test_a_blueprint_can_be_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(builtin()))
    assert again.sessions["LT05"] == builtin().sessions["LT05"]


# -- faults ----------------------------------------------------------------------------------

ONE_RUNG = "max_step = { beginner = 0, intermediate = 1, advanced = 1, elite = 1 }\n"


@pytest.mark.parametrize(
    ("text", "line", "key", "said"),
    [
        ("[session.LT05]\nrcovery_h = 60\n", 2, "session.LT05.rcovery_h", "did you mean 'recovery_h'?"),
        ("\n[sesion.LT05]\nrpe = 7\n", 2, "sesion", "did you mean 'session'?"),
        (
            "[session.LT05]\nrpe = 'hard'\n",
            2,
            "session.LT05.rpe",
            "a number belongs here, not the text 'hard'",
        ),
        ("[session.LT05]\n\nrpe = 14\n", 3, "session.LT05.rpe", "outside 0 to 10"),
        ("[session.LT05]\nminutes = 50.5\n", 2, "session.LT05.minutes", "a whole number belongs here"),
        ("[session.LT05]\nquality = 1\n", 2, "session.LT05.quality", "true or false belongs here"),
        ("[session.LT05]\nname = ''\n", 2, "session.LT05.name", "a text in quotes"),
        ("[session.LT05]\npillar = 'kick'\n", 2, "session.LT05.pillar", "'kick' is not known here"),
        ("[session.LT05]\nphases = ['build', 'peak']\n", 2, "session.LT05.phases[2]", "'peak' is not known"),
        ("[session.LT05]\ncues = ['C5', 'C9']\n", 2, "session.LT05.cues[2]", "there is no cue 'C9'"),
        ("[session.LT05]\nsiblings = ['LT99']\n", 2, "session.LT05.siblings[1]", "no session 'LT99'"),
        ("[session.LT05]\nzone = 'V16'\n", 2, "session.LT05.zone", "zone 'V16' has no cap"),
        ("[session.LT05]\ncontra = { ham = 3 }\n", 2, "session.LT05.contra.ham", "no site of pain"),
        ("[session.LT05]\nmax_step = { elite = 9 }\n", 2, "session.LT05.max_step.elite", "has 5 rungs"),
        (
            "[session.LT05]\nmax_step = { intermediate = 4 }\n",
            2,
            "session.LT05.max_step.intermediate",
            "3200 m",
        ),
        ("[session.LT05]\nhsr_m = [1, 2]\n", 2, "session.LT05.hsr_m", "5 numbers belong here"),
        (
            "[session.LT05]\nrequires = [{ any_of = ['LT55'], count = 1 }]\n",
            2,
            "session.LT05.requires",
            "the prerequisite names 'LT55'",
        ),
        (
            "[session.LT05]\nrequires = [{ any_of = ['LT07'], count = 1 }]\n",
            2,
            "session.LT05.requires",
            "LT05 needs LT07 needs LT05",
        ),
        (
            "[session.LT05]\nladder = [\n  '3 x 400 m @ 1.00 V1500 (90 s jog)',\n  '4 x 400 @ V1500',\n]\n"
            + ONE_RUNG,
            4,
            "session.LT05.ladder[2]",
            "the unit is missing",
        ),
        (
            "[session.LT05]\nladder = [\n  '12 x 400 m @ 1.00 V1500 (90 s jog)',\n]\n" + ONE_RUNG,
            3,
            "session.LT05.ladder[1]",
            "over the highest cap of zone V15",
        ),
        ("[limit.mine]\nvalue = 3\nunit = 'km'\n", 1, "limit.mine", "'source' is missing"),
        ("[limit.mine]\nvalue = 3\nsource = 'me'\n", 1, "limit.mine", "'unit' is missing"),
        ("[limit.mine]\nunit = 'km'\nsource = 'me'\n", 1, "limit.mine", "'value' is missing"),
        ("[limit]\nmine = 3\n", 2, "limit.mine", "a limit is a table"),
        (
            "[limit.mine]\nvalue = true\nunit = 'km'\nsource = 'me'\n",
            2,
            "limit.mine.value",
            "numbers and texts",
        ),
        ("[limit.type_effect]\nvalue = 1\n", 2, "limit.type_effect.value", "a table of keys belongs here"),
        (
            "[limit.type_effect]\nvalue = { speed_recovry = 1.5 }\n",
            2,
            "limit.type_effect.value.speed_recovry",
            "did you mean 'speed_recovery'?",
        ),
        (
            "[limit.type_effect.value]\n\nspeed_recovery = 'much'\n",
            3,
            "limit.type_effect.value.speed_recovery",
            "a number belongs here, not the text 'much'",
        ),
        (
            "[limit.type_effect.value]\nspeed_recovery = -1\n",
            2,
            "limit.type_effect.value.speed_recovery",
            "write 0 or more",
        ),
        (
            "[limit.season.pool.value]\n1500 = ['LT05', 'LT77']\n",
            2,
            "limit.season.pool.value.1500[2]",
            "there is no session 'LT77'",
        ),
        (
            "[limit.season.pool.value]\n1500 = []\n",
            2,
            "limit.season.pool.value.1500",
            "a list of texts",
        ),
        (
            "[limit.season.warm_up.value]\nfull = [15, 8]\n",
            2,
            "limit.season.warm_up.value.full",
            "a list of 3 numbers belongs here, not 2 of them",
        ),
        ("[volume_km.10000]\n", 1, "volume_km.10000", "is no event"),
        ("[volume_km.800]\nelite = [90, 80]\n", 2, "volume_km.800.elite", "the least comes before"),
        ("[pillar_share.800]\nbuild = [50, 30, 10, 5]\n", 2, "pillar_share.800.build", "add up to 95 %"),
        ("[cap]\nV8 = { pro = 3000 }\n", 2, "cap.V8.pro", "'pro' is no level"),
        ("[cap]\nV8.elite = 300\n", 2, "cap.V8.elite", "over the elite's cap of zone V8, 300 m"),
        ("[group]\nLT = []\n", 2, "group.LT", "at least one session"),
        ("session = 3\n", 1, "session", "a table of keys belongs here"),
        ("[cue]\nC1 = 7\n", 2, "cue.C1", "a text in quotes"),
        ("[guidance.easy]\nmeal = 'x'\n", 2, "guidance.easy.meal", "no key of guidance"),
        ("[group]\nLT = ['AB07', 'AB77']\n", 2, "group.LT[2]", "no session 'AB77'"),
        ("[group]\nLT = 'AB07'\n", 2, "group.LT", "a list of texts"),
        (
            "[key_session.elite]\n800 = [{ any_of = ['LT03'], count = 1, step = 5 }]\n",
            2,
            "key_session.elite.800",
            "no elite may do LT03 at step 5",
        ),
        ("[session.LT04]\ntouch = { notation = '4 x 200' }\n", 2, "session.LT04.touch.notation", "the unit"),
        ("[session]\nLT05 = 3\n", 2, "session.LT05", "a table of keys belongs here"),
        ("[session.LT05]\nrpe = 8\nrpe = 9\n", 3, "", "not valid TOML"),
        ("[session.XX02]\nname = 'Half a session'\n", 1, "session.XX02", "'pillar' is missing"),
    ],
)
def test_a_fault_is_told_with_file_line_and_key(
    tmp_path: Path, text: str, line: int, key: str, said: str
) -> None:
    error = fault(tmp_path, text)
    assert said in error.problem
    assert (error.file, error.line, error.key) == (str(tmp_path / "coach.toml"), line, key)


def test_the_sentence_names_file_line_and_key(tmp_path: Path) -> None:
    error = fault(tmp_path, "[session.LT05]\nrcovery_h = 60\n")
    assert str(error) == (
        f"{tmp_path / 'coach.toml'}, line 2, session.LT05.rcovery_h: "
        "'rcovery_h' is no key of a session; did you mean 'recovery_h'?"
    )


def test_a_fault_of_two_files_is_told_where_the_last_word_was_said(tmp_path: Path) -> None:
    first = coach(tmp_path, "[session.LT05]\nrpe = 12\n", "a.toml")
    second = coach(tmp_path, "[session.LT05]\nrecovery_h = 50\n", "b.toml")
    with pytest.raises(BlueprintError) as caught:
        load(first, second)
    assert (Path(caught.value.file).name, caught.value.line) == ("a.toml", 2)


def test_a_shorter_ladder_is_told_as_the_cause_of_what_no_longer_fits(tmp_path: Path) -> None:
    ladder = "[session.LT05]\nladder = ['3 x 400 m @ 1.00 V1500 (2 min jog)']\n"
    error = fault(tmp_path, ladder)
    assert (error.line, error.key) == (2, "session.LT05.ladder")
    assert "the ladder has 1 rung, so beginner can't go up to 2" in error.problem
    error = fault(tmp_path, ladder + ONE_RUNG)
    assert (error.line, error.key) == (3, "session.LT05.max_step.intermediate")
    assert "at step 3, which key_session.intermediate.1500 asks for" in error.problem


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BlueprintError, match="can't be read"):
        load(tmp_path / "nothing.toml")


def test_an_empty_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BlueprintError, match=r"holds no \.toml file"):
        load(tmp_path)


def test_a_file_that_is_not_text_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "coach.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BlueprintError, match="not UTF-8"):
        load(file)


VALUES = [
    "3",
    "-1",
    "1.5",
    "true",
    "''",
    "'x'",
    "[]",
    "['x']",
    "{}",
    "{ a = 1 }",
    "[[1]]",
    "1979-05-27",
    "nan",
]
LIMITS = [
    (name, key)
    for name, limit in builtin().limits.items()
    if isinstance(limit.value, dict)
    for key in limit.value
    if key.replace("_", "").isalnum()
]
PLACES = [
    *(f"[session.LT05]\n{key} = " for key in KEYS),
    *(f"{name} = " for name in SECTIONS),
    *(f"[{name}]\nx = " for name in SECTIONS),
    *(f"[limit.{name}.value]\n{key} = " for name, key in LIMITS),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PLACES), st.sampled_from(VALUES))
def test_any_value_anywhere_is_taken_or_told_with_its_line(tmp_path: Path, place: str, value: str) -> None:
    file = coach(tmp_path, f"{place}{value}\n")
    told: BlueprintError | None = None
    try:
        load(file)
    except BlueprintError as error:
        told = error
    assert told is None or (told.file == str(file) and told.line >= 1)
