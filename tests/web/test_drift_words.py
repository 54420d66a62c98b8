"""Drift on the page of an activity: the heart, breathing and steps from the first half of a steady run to the second."""

from __future__ import annotations

from typing import Any

import pytest

from homestretch.web.show.panels import show_drift


def run(**drift: Any) -> dict[str, Any]:
    return {
        "decoupling_pct": 3.2,
        "drift": {"heart_rate_rise": 4.0, "steady_s": 2400.0, "reason": "", **drift},
    }


@pytest.mark.parametrize(
    ("drift", "said"),
    [
        ({}, "(+4 beats a minute)."),  # as analysed before breathing and steps were looked at
        ({"respiration": [31.2, 35.8], "stride_m": None}, "Breathing went from 31 to 36 breaths a minute."),
        ({"respiration": None, "stride_m": [1.182, 1.179], "heavy_legs": False}, "Steps stayed at 1.18 m."),
        (
            {"respiration": None, "stride_m": [1.18, 1.12], "heavy_legs": True},
            "Steps went from 1.18 to 1.12 m though the pace held: heavy legs shorten the step first.",
        ),
    ],
)
def test_each_signal_is_told_in_the_runners_own_numbers(drift: dict[str, Any], said: str) -> None:
    finding, sentence = show_drift(run(**drift))
    assert finding == "The heart held"
    assert sentence.endswith(said)
