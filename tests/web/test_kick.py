"""The kick panel: what it says of the last rep beside its plan, and how Progress writes its numbers."""

from __future__ import annotations

from typing import Any

import pytest

from homestretch.web.show.panels import show_kick, show_surges
from homestretch.web.show.progress import _percent, _whole


def kick(**changed: Any) -> dict[str, Any]:
    return {
        "of": "rep", "last_100_s": 15.2, "last_200_s": 30.8, "last_400_s": None, "ratio": None, "ratio_to_mean": None,
        "ratio_to_set": 1.04, "share_of_mss": None, "target": None, **changed,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("off", "said"), [(-1.24, "1.2 s quicker than planned"), (0.0, "kept to the time"), (0.8, "0.8 s slower")]
)
def test_the_last_rep_is_held_against_its_plan(off: float, said: str) -> None:
    shown = show_kick(kick(), off)
    assert shown is not None
    assert shown.finding == "4 % quicker over the last 100 m"
    assert said in shown.plan


def test_without_a_plan_and_in_a_race_nothing_is_said_of_it() -> None:
    for shown in (show_kick(kick()), show_kick(kick(of="race"), -1.0)):
        assert shown is not None
        assert shown.plan == ""


def test_surges_analysed_before_their_steps_were_counted_are_told_without_them() -> None:
    old = {"start_s": 750.0, "duration_s": 20.0, "speed": 5.0, "returned": 1.0}
    new = {**old, "cadence_spm": 190.4, "cadence_before_spm": 182.0}
    assert show_surges([old, new], "min/km") == (
        "At 12:30, 20 s at 3:20 /km; afterwards the pace was the same as before.",
        "At 12:30, 20 s at 3:20 /km with 8 steps a minute more; afterwards the pace was the same as before.",
    )


def test_percents_have_a_proper_minus_and_no_nought_has_one() -> None:
    assert [_whole(value) for value in (-2.4, -0.3, 3.0)] == ["−2", "0", "3"]
    assert _percent(-1.5) == "−1.5 %"
