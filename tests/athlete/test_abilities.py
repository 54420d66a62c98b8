"""Abilities from any subset of evidence: in order, wider with age and distance, careful where unknown."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from homestretch.athlete.abilities import estimate, guessed_1500
from homestretch.athlete.model import MILE_M, Abilities, Athlete, Result
from homestretch.athlete.records import fastest_possible

ON = date(2026, 11, 23)
MARGIN = 1.008  # each speed over the next slower one: more than a hundredth of a m/s, a second a kilometre
DISTANCES = (200.0, 400.0, 600.0, 800.0, 1000.0, 1500.0, MILE_M, 2000.0, 3000.0, 5000.0, 10000.0)
ESTIMATES = ("critical_speed", "v5000", "v3000", "v1500", "v800", "max_speed", "mas", "d_prime_m", "max_hr")


def runner(*marks: tuple[float, float], months: float = 1, **more: object) -> Athlete:
    """An athlete of 27 with (distance, time) marks of the same age."""
    day = ON - timedelta(days=round(30.44 * months))
    made = Athlete("Runner", date(1999, 5, 14), "M", results=tuple(Result(d, t, day) for d, t in marks))
    return replace(made, **more)  # type: ignore[arg-type]


def ladder(able: Abilities) -> list[float]:
    """Speeds from critical speed up to sprint speed."""
    return [
        able.critical_speed.value,
        able.v5000.value,
        able.v3000.value,
        able.v1500.value,
        able.v800.value,
        able.max_speed.value,
    ]


def width(able: Abilities, name: str) -> float:
    """How far the high end lies over the low end, as a share."""
    found = getattr(able, name)
    return float(found.high / found.low - 1)


def anybody(seed: int) -> Athlete:
    """Any legal set of marks, however silly, from possible to 9:00/km, with odd bits and pieces."""
    chance = random.Random(seed)
    sex = chance.choice(["F", "M", "X"])
    found = []
    for metres in chance.choices(DISTANCES, k=chance.randint(0, 6)):
        low, high = fastest_possible(metres, sex), metres * 0.54  # type: ignore[arg-type]
        found.append(
            Result(
                metres,
                low * (high / low) ** chance.random(),
                ON - timedelta(days=chance.randint(-20, 800)),
                chance.choice(["race", "trial", "test"]),  # type: ignore[arg-type]
                chance.choice(["track", "indoor", "road", "xc"]),  # type: ignore[arg-type]
                chance.choice([None, chance.uniform(-5, 5)]),
                chance.choice([None, chance.uniform(0, 3000)]),
            )
        )
    return Athlete(
        "Anybody",
        date(ON.year - chance.randint(12, 90), 3, 1),
        sex,  # type: ignore[arg-type]
        weekly_km=chance.choice([None, chance.uniform(0, 250)]),
        training_years=chance.choice([None, chance.uniform(0, 50)]),
        results=tuple(found),
        flying30_s=chance.choice([None, chance.uniform(2.3, 6.0)]),
        flying30_date=chance.choice([None, ON - timedelta(days=chance.randint(-100, 900))]),
        threshold_hr=chance.choice([None, chance.randint(100, 215)]),
        rest_hr=chance.choice([None, chance.randint(28, 99)]),
    )


def test_speeds_are_strictly_in_order_by_a_margin_over_thousands_of_runners() -> None:
    for seed in range(3000):
        speeds = ladder(estimate(anybody(seed), ON))
        assert all(fast >= MARGIN * slow for slow, fast in pairwise(speeds)), (seed, speeds)


def test_every_number_is_plausible_and_inside_its_interval() -> None:
    for seed in range(500):
        able = estimate(anybody(seed), ON)
        for name in ESTIMATES:
            found = getattr(able, name)
            assert 0 < found.low <= found.value <= found.high, (seed, name)
        assert 60 <= able.d_prime_m.value <= 350
        assert 0.8 < able.critical_speed.value < able.max_speed.value < 14
        assert able.threshold_hr is None or able.max_hr.value > able.threshold_hr
        assert able.has_result != any("first test comes" in note for note in able.assumptions)


def test_the_order_of_results_does_not_matter() -> None:
    for seed in range(300):
        athlete = anybody(seed)
        assert estimate(replace(athlete, results=athlete.results[::-1]), ON) == estimate(athlete, ON)


@pytest.mark.parametrize("metres", [400.0, 800.0, 1500.0, MILE_M, 3000.0, 5000.0, 10000.0])
def test_a_faster_mark_makes_every_speed_faster(metres: float) -> None:
    record = fastest_possible(metres, "M")
    before: list[float] = [0.0] * 6
    for share in (1.9, 1.7, 1.5, 1.4, 1.3, 1.2, 1.15, 1.1, 1.05, 1.02):
        speeds = ladder(estimate(runner((metres, record * share)), ON))
        assert all(new > old for new, old in zip(speeds, before, strict=True)), (metres, share)
        before = speeds


def test_a_known_distance_is_close_to_its_mark() -> None:
    able = estimate(runner((800, 118.2), (1500, 243.0), (5000, 930.0)), ON)
    assert 800 / able.v800.value == pytest.approx(118.2, rel=0.01)
    assert 1500 / able.v1500.value == pytest.approx(243.0, rel=0.01)
    assert 5000 / able.v5000.value == pytest.approx(930.0, rel=0.01)
    assert able.v800.measured
    assert not able.v3000.measured


def test_the_men_of_the_records_get_their_critical_speed_back() -> None:
    able = estimate(runner((1500, 206.0), (3000, 437.55), (5000, 755.36)), ON)
    assert able.critical_speed.value == pytest.approx(6.37, rel=0.01)
    assert able.d_prime_m.value == pytest.approx(198, rel=0.15)


def test_intervals_grow_with_the_age_of_the_evidence() -> None:
    widths = [width(estimate(runner((1500, 243.0), months=m), ON), "v1500") for m in (0, 3, 6, 12, 18, 23)]
    assert widths == sorted(widths)
    assert widths[-1] > 1.5 * widths[0]


def test_intervals_grow_with_the_distance_of_the_evidence() -> None:
    able = estimate(runner((800, 118.2)), ON)
    widths = [width(able, name) for name in ("v800", "v1500", "v3000", "v5000")]
    assert widths == sorted(widths)
    assert widths[0] < widths[1] < widths[3]


def test_marks_on_both_sides_narrow_what_lies_between() -> None:
    one = estimate(runner((800, 118.2)), ON)
    both = estimate(runner((800, 118.2), (3000, 520.0)), ON)
    assert width(both, "v1500") < width(one, "v1500")


def test_a_trial_says_less_than_a_race_and_a_road_less_than_a_track() -> None:
    race, trial, road = (
        estimate(replace(runner(), results=(Result(5000, 930, ON, kind, surface),)), ON)  # type: ignore[arg-type]
        for kind, surface in (("race", "track"), ("trial", "track"), ("race", "road"))
    )
    assert width(race, "v5000") < width(trial, "v5000")
    assert width(race, "v5000") < width(road, "v5000")


def test_cross_country_never_moves_a_pace() -> None:
    plain = runner((1500, 243.0))
    muddy = replace(
        plain,
        results=(*plain.results, Result(5000, 1500, ON, surface="xc"), Result(3000, 480, ON, surface="xc")),
    )
    assert ladder(estimate(muddy, ON)) == ladder(estimate(plain, ON))
    assert any("Cross-country" in note for note in estimate(muddy, ON).assumptions)


def test_only_cross_country_is_no_result() -> None:
    able = estimate(replace(runner(), results=(Result(5000, 930, ON, surface="xc"),)), ON)
    assert not able.has_result
    assert ladder(able) == ladder(estimate(runner(), ON))


def test_a_gale_behind_a_sprint_counts_for_nothing_and_a_breeze_counts() -> None:
    for wind, counts in ((2.1, False), (2.0, True), (None, True)):
        athlete = replace(
            runner((1500, 243.0)),
            results=(*runner((1500, 243.0)).results, Result(200, 21.9, ON, wind_mps=wind)),
        )
        moved = ladder(estimate(athlete, ON)) != ladder(estimate(runner((1500, 243.0)), ON))
        assert moved is counts


def test_an_old_mark_counts_for_nothing_after_two_years() -> None:
    assert not estimate(runner((1500, 243.0), months=24.5), ON).has_result
    assert estimate(runner((1500, 243.0), months=23.5), ON).has_result


def test_results_to_come_are_not_known_yet() -> None:
    assert not estimate(runner((1500, 243.0), months=-1), ON).has_result


def test_without_a_result_the_guess_is_careful_and_says_so() -> None:
    able = estimate(runner(weekly_km=20.0), ON)
    assert not able.has_result
    assert 5000 / able.v5000.value > 25 * 60
    assert able.level == "beginner"
    assert able.performance_index is None
    assert any("first test comes early in the season" in note for note in able.assumptions)


def test_a_guessed_top_speed_is_that_of_a_human_who_runs() -> None:
    for born in (date(1950, 5, 14), date(1999, 5, 14), date(2012, 5, 14)):
        able = estimate(runner(born=born), ON)
        top = able.max_speed
        assert able.v800.low <= top.low < top.value < top.high <= 13.1


def test_the_guess_is_slower_with_age_youth_and_fewer_kilometres() -> None:
    assert guessed_1500("M", 27, 20) < guessed_1500("M", 55, 20)
    assert guessed_1500("M", 27, 20) < guessed_1500("M", 13, 20)
    assert guessed_1500("M", 27, 60) < guessed_1500("M", 27, 20)
    assert guessed_1500("M", 27, 20) < guessed_1500("X", 27, 20) < guessed_1500("F", 27, 20)


def test_sprint_marks_alone_do_not_promise_endurance() -> None:
    sprinter = estimate(runner((200, 23.0), (400, 51.0), weekly_km=15.0), ON)
    assert not sprinter.has_result
    assert any("only sprint results" in note for note in sprinter.assumptions)
    assert sprinter.max_speed.value == pytest.approx(9.4, abs=0.4)
    assert 1500 / sprinter.v1500.value > 280
    assert width(sprinter, "v1500") > 0.3


def test_missing_kilometres_are_taken_as_15_and_said() -> None:
    able = estimate(runner((1500, 243.0)), ON)
    assert any("15 km a week" in note for note in able.assumptions)
    assert able.level == estimate(runner((1500, 243.0), weekly_km=15.0), ON).level
    assert not any(
        "15 km" in note for note in estimate(runner((1500, 243.0), weekly_km=40.0), ON).assumptions
    )


def test_a_flying_thirty_is_the_sprint_speed() -> None:
    able = estimate(runner((1500, 243.0), flying30_s=3.3), ON)
    assert able.max_speed.value == pytest.approx(30 / 3.3)
    assert able.max_speed.measured


def test_an_old_flying_thirty_is_left_out_and_said() -> None:
    able = estimate(runner((1500, 243.0), flying30_s=3.0, flying30_date=date(2024, 1, 1)), ON)
    assert not able.max_speed.measured
    assert any("flying 30 m is left out" in note for note in able.assumptions)


def test_a_fast_sprint_makes_the_800_faster_and_the_5000_a_little_slower() -> None:
    slow, fast = (estimate(runner((1500, 243.0), flying30_s=s), ON) for s in (3.9, 3.2))
    assert fast.v800.value > slow.v800.value
    assert 0.97 * slow.v5000.value < fast.v5000.value < slow.v5000.value


def test_a_sprint_slower_than_the_800_is_set_right_and_said() -> None:
    able = estimate(runner((800, 112.0), flying30_s=5.5), ON)
    assert able.max_speed.value > able.v800.value
    assert not able.max_speed.measured
    assert any("slower than the 800 m allows" in note for note in able.assumptions)


def test_a_2k_trial_gives_maximal_aerobic_speed_itself() -> None:
    athlete = replace(runner(), results=(Result(2000, 372, ON, "test"),))
    assert estimate(athlete, ON).mas.value == pytest.approx(2000 / 372)
    assert "trial" in estimate(athlete, ON).mas.source


def test_the_10_km_speed_follows_the_5_km_speed() -> None:
    able = estimate(runner((5000, 930.0)), ON)
    assert 10000 / able.v10000 == pytest.approx(930 * 2**1.055, rel=0.01)


@pytest.mark.parametrize(
    ("marks", "kind", "confidence"),
    [
        (((800, 110.0), (1500, 232.0)), "speed", "high"),
        (((800, 113.5), (1500, 228.0)), "balanced", "high"),
        (((800, 118.0), (1500, 232.0)), "endurance", "high"),
        (((800, 110.0), (MILE_M, 251.0)), "speed", "high"),
        (((1500, 232.0),), "balanced", "low"),
    ],
)
def test_the_type_follows_k(marks: tuple[tuple[float, float], ...], kind: str, confidence: str) -> None:
    able = estimate(runner(*marks), ON)
    assert (able.type, able.type_confidence) == (kind, confidence)


def test_a_year_old_pair_of_marks_is_no_sure_type() -> None:
    assert estimate(runner((800, 110.0), (1500, 232.0), months=13), ON).type_confidence == "low"


def test_a_flying_thirty_refines_the_type_of_good_runners_only() -> None:
    # 3:40 has MAS 6.42; 3.0 s is SRR 1.56, 3.3 s 1.42, 3.6 s 1.30.
    good = {s: estimate(runner((1500, 220.0), flying30_s=s), ON).type for s in (3.0, 3.3, 3.6)}
    assert good == {3.0: "speed", 3.3: "balanced", 3.6: "endurance"}
    slower = estimate(runner((800, 155.0), (1500, 300.0), flying30_s=3.3), ON)
    assert slower.performance_index is not None
    assert slower.performance_index < 0.75
    assert slower.type == "endurance"  # by k


def test_a_measured_maximum_is_taken_as_it_is() -> None:
    able = estimate(runner(max_hr=187), ON)
    assert (able.max_hr.value, able.max_hr.low, able.max_hr.measured) == (187, 187, True)


def test_an_estimated_maximum_is_said_to_be_so() -> None:
    able = estimate(runner(), ON)
    assert able.max_hr.value == pytest.approx(191, abs=2)
    assert able.max_hr.high - able.max_hr.value >= 10
    assert any("±10 beats" in note for note in able.assumptions)


def test_an_estimated_maximum_lies_above_a_known_threshold() -> None:
    able = estimate(runner(threshold_hr=198), ON)
    assert able.max_hr.value > 198 * 1.04
