"""Words around the numbers: notation as printed, titles that say the finding, dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from homestretch.athlete.zones import zones
from homestretch.desk.planner import method
from homestretch.web import wording
from homestretch.web.show.abilities import show_abilities
from homestretch.web.show.findings import season_finding
from homestretch.web.show.reps import _beats, _change
from homestretch.web.show.season import show_season
from tests.builders.sample_season import sample_athlete, sample_season

SEASON = sample_season()


def test_dates_and_sessions_are_said_in_words() -> None:
    assert wording.dates_in_words("Curve through the 800 m of 2026-09-02") == (
        "Curve through the 800 m of 2 September 2026"
    )
    assert wording.dates_in_words("1234-56-78 is no date") == "1234-56-78 is no date"
    names = {"LT05": "400s at 1500 pace"}
    assert wording.without_ids("2 x LT07 (600s at 1500 pace): 1 placed", names) == (
        "2 × 600s at 1500 pace: 1 placed"
    )
    assert wording.without_ids("LT05 found no day this week", names) == (
        "400s at 1500 pace found no day this week"
    )


def test_notation_is_printed_with_the_times_sign_and_keeps_its_words() -> None:
    assert wording.notation("2 x (4 x 300 m @ 800, 60 s) 4 min") == "2 × (4 × 300 m @ 800, 60 s) 4 min"
    assert wording.notation("max x effort") == "max x effort"


def test_a_short_line_leaves_the_quoted_cue_out() -> None:
    assert wording.gist('20 min easy + 4 x 80 m "tall" (75 s walk)') == "20 min easy + 4 × 80 m (75 s walk)"


def test_the_title_says_what_grows_most() -> None:
    assert season_finding(SEASON) == (
        "Volume grows from 43 to 50 km a week, the fast work with it: kick work from 0 to 16 minutes a week"
    )


def test_the_title_of_a_level_season_claims_no_growth() -> None:
    first = SEASON.weeks[0]
    level = replace(SEASON, weeks=tuple(replace(first, number=k) for k in range(1, 5)))
    assert season_finding(level) == "Volume holds at 41 km a week, and the fast work stays"


def test_an_assumption_is_said_once() -> None:
    twice = replace(SEASON, assumptions=("As guessed.", "As guessed."))
    shown = show_season(twice, sample_athlete(), date(2027, 4, 6), "min/km")
    assert shown.assumptions.count("As guessed.") == 1


def test_weeks_over_the_end_of_a_month_name_both() -> None:
    assert wording.week_dates(date(2027, 3, 29)) == "29 March to 4 April"
    assert wording.week_dates(date(2027, 4, 5)) == "5 to 11 April"


def test_numbers_have_a_true_minus_and_no_signed_nothing() -> None:
    assert [wording.signed(value) for value in (3.2, -12.4, 0.3, -0.3)] == ["+3", "−12", "0", "0"]
    assert wording.signed(-0.26, 1) == "−0.3"
    assert (wording.percent(0.972), wording.percent(1.03)) == ("97 %", "103 %")
    assert wording.pace(4.0, "min/km") == "4:10 /km"


def test_changes_across_a_set_are_said_in_words() -> None:
    assert _change(-0.61, "became", "longer", "shorter", "kept their length") == "became 0.6 % shorter"
    assert _change(0.04, "became", "longer", "shorter", "kept their length") == "kept their length"
    assert _beats(1) == "1 beat more in the last rep than in the second"
    assert _beats(-3) == "3 beats fewer in the last rep than in the second"
    assert _beats(0) == "the same in the second rep and the last"


def test_zones_say_the_time_of_a_lap_beside_the_pace() -> None:
    found = show_abilities(SEASON.abilities, "min/km")
    threshold = zones(SEASON.abilities).pace[3]
    fast, slow = (round(400 / speed) for speed in (threshold.speed_high, threshold.speed_low))
    assert found.has_laps
    assert found.zones[3].lap == f"{fast} to {slow} s"
    assert not show_abilities(SEASON.abilities, "s/400").has_laps


def test_speeds_of_a_notation_are_named() -> None:
    assert wording.notation("4 x (2:45 min @ 92 % CS + 30 s @ 3K)") == (
        "4 × (2:45 min @ 92 % of critical speed + 30 s @ 3K)"
    )
    assert wording.notation("2000 m @ 95-98 % MAS") == "2000 m @ 95-98 % of maximal aerobic speed"


def test_a_share_of_a_race_pace_says_so() -> None:
    assert wording.notation("8 x 100 m @ 95-105 % 800") == "8 × 100 m @ 95-105 % of 800 pace"
    assert wording.notation("4 x 400 m @ 1500") == "4 × 400 m @ 1500"


def test_terms_of_an_analysis_are_said_in_words() -> None:
    assert wording.explained("More than the whole D' was spent: critical speed or D' is set too low.") == (
        "More than the whole D′ (the metres that you can run over critical speed) was spent: critical speed or D′ is "
        "set too low."
    )
    assert wording.explained("TRIMP needs the resting heart rate.").startswith("Training impulse needs")


@pytest.mark.django_db(transaction=True)
def test_the_library_has_no_unexplained_sign(client: Client, on_day: Any, ines: int) -> None:
    names = [kind.name for kind in method().sessions.values()]
    for id, kind in method().sessions.items():
        page = unescape(client.get(f"/library/{id}/").content.decode())
        explained = wording.name_explained(kind.name)
        assert explained in page
        for name in (explained, *names):  # names of others are links, and are explained where they lead
            page = page.replace(name, "") if name else page
        assert re.findall(r"\b(?:CS|MAS|MSS|HSR|TRIMP|VO2|V1500)\b.{0,20}", page) == [], id


def test_one_band_has_one_way_of_writing() -> None:
    assert wording.rep_band(400 / 102.9, 400 / 93.8, 400.0) == "1:34 to 1:43"
    assert wording.rep_band(400 / 90.0, 400 / 86.0, 400.0) == "86 to 90 s"
