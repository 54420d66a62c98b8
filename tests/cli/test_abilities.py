"""`predict` and `zones`: the documents of the contract, tables that fit, and sentences for bad results."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.builders import run

TODAY = ("--date", "2026-06-01")
MARKS = ("--result", "800=1:58.2@2026-05-01", "--result", "3000=8:55")


def document(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    status, out, err = run(capsys, *words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_zones_have_every_key_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    made = document(capsys, "zones", *MARKS, *TODAY)
    assert set(made) >= {"anchors", "pace", "heart_rate", "rpe"}
    assert set(made["anchors"]) >= {"critical_speed", "v800", "v1500", "v3000", "v5000", "max_speed"}
    assert all(set(zone) == {"zone", "name", "speed_low", "speed_high"} for zone in made["pace"])
    assert all(set(zone) == {"zone", "low", "high", "estimated"} for zone in made["heart_rate"])
    assert all(set(zone) == {"zone", "low", "high", "talk"} for zone in made["rpe"])
    assert [zone["zone"] for zone in made["pace"]] == list(range(1, 10))


def test_predictions_have_every_key_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    made = document(capsys, "predict", *MARKS, *TODAY)
    assert set(made) >= {"predictions", "critical_speed", "d_prime_m", "max_speed", "type"}
    assert made["type"] in ("speed", "balanced", "endurance")
    for one in made["predictions"]:
        assert set(one) == {"distance_m", "time_s", "low_s", "high_s"}
        assert one["low_s"] < one["time_s"] < one["high_s"]


def test_a_distance_that_is_asked_for_is_the_one_predicted(capsys: pytest.CaptureFixture[str]) -> None:
    made = document(capsys, "predict", *MARKS, *TODAY, "--distance", "1500", "--distance", "mile")
    assert [round(one["distance_m"], 3) for one in made["predictions"]] == [1500, 1609.344]


def test_an_undated_result_counts_as_todays(capsys: pytest.CaptureFixture[str]) -> None:
    undated = document(capsys, "predict", "--result", "800=1:58.2", *TODAY)
    dated = document(capsys, "predict", "--result", "800=1:58.2@2026-06-01", *TODAY)
    assert undated == dated


def test_older_results_give_wider_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    def width(day: str) -> float:
        found = document(capsys, "predict", "--result", f"1500=4:05@{day}", *TODAY, "--distance", "1500")
        one = found["predictions"][0]
        return float(one["high_s"] - one["low_s"])

    assert width("2025-06-01") > width("2026-05-30")


def test_a_measured_heart_rate_is_not_an_estimate(capsys: pytest.CaptureFixture[str]) -> None:
    measured = document(capsys, "zones", *MARKS, *TODAY, "--max-hr", "190")
    assert not any(zone["estimated"] for zone in measured["heart_rate"])
    guessed = document(capsys, "zones", *MARKS, *TODAY)
    assert all(zone["estimated"] for zone in guessed["heart_rate"])


@pytest.mark.parametrize("command", ["zones", "predict"])
def test_the_table_fits_80_columns(capsys: pytest.CaptureFixture[str], command: str) -> None:
    status, out, _ = run(capsys, command, *MARKS, *TODAY)
    assert status == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_the_columns_of_a_prediction_do_not_touch_for_the_longest_race(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(
        capsys, "predict", *MARKS, *TODAY, "--distance", "half", "--distance", "marathon", "--distance", "800"
    )
    rows = out.splitlines()[-3:]
    assert {len(re.split(r" {2,}", row.replace("half marathon ", "half marathon  "))) for row in rows} == {5}


def test_a_type_that_is_not_sure_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    one = ("predict", "--result", "800=1:58.2", *TODAY)
    assert document(capsys, *one)["type_confidence"] == "low"
    assert "type, not yet sure" in run(capsys, *one)[1]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), "--result"),
        (("--result", "800"), "800"),
        (("--result", "800=fast"), "fast"),
        (("--result", "eight=1:58"), "eight"),
        (("--result", "800=1:58@"), "800=1:58@"),
        (("--result", "800=1:58@2026-13-01"), "2026-13-01"),
        (("--result", "800=1:10"), "1:10"),
        (("--result", "800=20:00"), "20:00"),
        (("--result", "800=1:58@2026-06-02"), "2026-06-02"),
        (("--result", "800=1:58@2020-06-02"), "24 months"),
        (("--result", "800=nan"), "nan"),
        (("--result", "800=1:58", "--flying30", "1.0"), "--flying30"),
        (("--result", "800=1:58", "--sex", "Q"), "Q"),
        (("--result", "800=1:58", "somebody.toml"), "somebody.toml"),
        (("nobody.toml",), "nobody.toml"),
    ],
)
@pytest.mark.parametrize("command", ["zones", "predict"])
def test_a_bad_result_is_one_sentence_with_status_2(
    capsys: pytest.CaptureFixture[str], command: str, words: tuple[str, ...], named: str
) -> None:
    status, out, err = run(capsys, command, *words, *TODAY)
    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert named in err


def test_a_heart_rate_that_cannot_be_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "zones", *MARKS, *TODAY, "--max-hr", "300")
    assert status == 2
    assert "--max-hr 300" in err
    status, _, err = run(capsys, "zones", *MARKS, *TODAY, "--max-hr", "high")
    assert status == 2
    assert '"high" is not a whole number' in err
