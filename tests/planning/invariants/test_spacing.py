"""Each limit of spacing lets a legal season pass and names itself when broken."""

from __future__ import annotations

from datetime import timedelta

from homestretch.athlete.model import Race, Result
from tests.builders.checks import broken
from tests.builders.seasons import (
    START,
    athlete,
    club,
    easy,
    fast,
    hard,
    light,
    long,
    plain,
    race,
    season,
    strength,
)

FIT = {"hsr_m_per_week": 2000}


def test_more_quality_in_seven_days_than_the_level_allows_breaks_inv_16() -> None:
    two = plain(sat=hard("AB07", 1), wed=easy(minutes=30), sun=long(52))
    assert broken(season(two, level="beginner"), athlete(quality_per_week=2)) >= set()
    three = plain(mon=hard("AB07", 1), tue=(), wed=hard("AB07", 1), sat=hard("AB07", 1))
    four = plain(mon=hard(), tue=(), wed=hard(), fri=hard(), sat=(), sun=hard())
    who = athlete(weekly_km=50, longest_run_km=14, quality_per_week=3)
    assert broken(season(three), who) == set()
    assert "INV-16" in broken(season(four), who)
    assert "INV-16" not in broken(season(four, level="elite"), who)


def test_windows_of_seven_days_roll_over_the_weeks() -> None:
    late = plain(tue=(), wed=hard(), fri=hard(), sat=(), sun=hard())
    early = plain(tue=hard(), thu=easy(minutes=35), sat=easy(minutes=30))
    who = athlete(weekly_km=48, longest_run_km=14, quality_per_week=3)
    assert "INV-16" in broken(season(late, early), who)  # Wed, Fri, Sun, Tue
    assert "INV-16" not in broken(season(late, plain(tue=(), wed=hard())), who)


def test_quality_on_following_days_breaks_inv_17() -> None:
    who = athlete(quality_per_week=3)
    apart = plain(tue=hard(), thu=hard(), wed=easy(minutes=30))
    assert "INV-17" not in broken(season(apart), who)
    assert "INV-17" in broken(season(plain(wed=hard())), who)
    assert "INV-17" in broken(season(plain(tue=(hard(), club()))), who)


def test_the_day_after_a_race_of_the_athlete_file_is_no_quality_day() -> None:
    raced = Result(1500.0, 286.0, START)
    monday = plain(mon=hard(), tue=())
    assert broken(season(monday), athlete()) == set()
    who = athlete(results=(Result(1500.0, 286.0, START - timedelta(days=1)),))
    assert broken(season(monday), who) == {"INV-17"}
    assert raced.date == START


def test_rounds_and_doubles_of_one_meeting_may_follow_each_other() -> None:
    day = START + timedelta(days=5)
    rounds = (Race(day, 1500.0, "B", rounds=(day + timedelta(days=1),)),)
    week = plain(sat=race(), sun=race(), wed=easy(minutes=30))
    assert broken(season(week), athlete(races=rounds, hsr_m_per_week=0)) == set()
    double = (Race(day, 800.0, "B"), Race(day + timedelta(days=1), 1500.0, "B"))
    assert broken(season(week), athlete(races=double, hsr_m_per_week=0)) == set()
    strangers = (Race(day, 800.0, "B"), Race(day + timedelta(days=1), 1500.0, "C"))
    assert {"INV-17", "INV-30"} <= broken(season(week), athlete(races=strangers))


def test_recovery_hours_become_days_until_the_next_quality_session() -> None:
    who = athlete(**FIT, quality_per_week=3)
    base = [plain(tue=hard("AB07"))] * 3
    fifth = plain(
        tue=hard("LT05", 1, 8, 400, 5.25, 90, 3, hsr_m=1200), thu=hard("AB07", 2), sat=(), sun=long(52)
    )
    assert "INV-18" not in broken(season(*base, fifth), who)  # 48 h: two days
    tests = plain(tue=hard("TT01", 1, 8, 2000, 5.0), thu=hard("AB07", 2))
    assert "INV-18" in broken(season(*base, tests), who)  # 72 h: three days
    fine = plain(tue=hard("TT01", 1, 8, 2000, 5.0), thu=easy(minutes=30), fri=hard("AB07", 2), sat=())
    assert "INV-18" not in broken(season(*base, fine), who)


def test_the_same_family_and_age_stretch_the_recovery_but_do_not_compound() -> None:
    cs = plain(tue=hard("AB10", 1, 7, 3200, 4.65), thu=hard("AB07", 1), wed=easy(minutes=30))
    who = athlete(quality_per_week=3)
    assert "INV-18" in broken(season(cs), who)  # 48 h x 1.25, same family: three days
    other = plain(tue=hard("AB10", 1, 7, 3200, 4.65), thu=hard("TS07", 1, 7, 900, 5.0), wed=easy(minutes=30))
    assert "INV-18" not in broken(season(other), who)
    assert "INV-18" in broken(season(other), athlete(42, quality_per_week=3))  # 48 h x 1.25, age
    third = plain(tue=hard("AB10", 1, 7, 3200, 4.65), thu=(), fri=hard("AB07", 1), wed=easy(minutes=30))
    assert "INV-18" not in broken(season(third), athlete(57, quality_per_week=2))  # 48 h x 1.5: three days


def test_hill_sprints_hold_their_recovery_though_they_are_no_quality_session() -> None:
    sprint = easy("HI03", 40, rpe=6)
    who = athlete()
    assert "INV-18" in broken(season(plain(mon=sprint, wed=())), who)
    assert "INV-18" not in broken(season(plain(mon=(), thu=sprint, wed=())), who)


def test_after_a_race_easy_days_come_first() -> None:
    day = START + timedelta(days=1)
    who = athlete(races=(Race(day, 1500.0, "C"),), quality_per_week=2)
    assert "INV-18" not in broken(season(plain(tue=race(), fri=hard(), sat=())), who)
    assert "INV-18" in broken(season(plain(tue=race(), thu=hard(), sat=())), who)
    older = athlete(45, races=(Race(day, 1500.0, "C"),), quality_per_week=2)
    assert "INV-18" in broken(season(plain(tue=race(), fri=hard(), sat=())), older)


def test_lactate_sessions_are_counted_by_week_and_by_three_weeks() -> None:
    who = athlete(hsr_m_per_week=4000)
    once = plain(tue=fast(), thu=easy(minutes=35))
    twice = plain(tue=fast(), thu=easy(minutes=35), fri=fast("RS02", 1, 2, 300), sat=())
    thrice = plain(mon=fast(), tue=(), wed=fast("TT03", 1, 1, 1500), fri=club(), thu=(), sat=())
    assert "INV-19" not in broken(season(once), who)
    assert "INV-19" in broken(season(twice, level="beginner"), who)
    assert "INV-19" not in broken(season(twice), who)
    assert "INV-19" in broken(season(thrice), who)
    assert "INV-19" in broken(season(twice, twice, twice), who)  # six in 21 days


def test_touches_and_hills_are_not_lactate_sessions() -> None:
    touch = easy("LT04", 40, rpe=5, level=0, hsr_m=400, pillar="lactate_tolerance")
    who = athlete(hsr_m_per_week=4000)
    week = plain(tue=fast("LT04", 1), thu=touch, sat=touch, sun=long(50))
    assert "INV-19" not in broken(season(week, level="beginner"), who)


def test_two_runs_a_day_need_runs_kilometres_and_age() -> None:
    big = plain(
        mon=easy(minutes=45),
        wed=(easy(minutes=45), easy(minutes=30)),
        fri=easy(minutes=45),
        sat=easy(minutes=45),
    )
    who = athlete(weekly_km=62, longest_run_km=14)
    assert "INV-34" not in broken(season(big, level="advanced"), who)
    assert "INV-34" in broken(season(big, level="advanced"), athlete(15, weekly_km=62))
    assert "INV-34" in broken(season(plain(wed=(easy(minutes=20), easy(minutes=20)))), athlete())


def test_heavy_strength_never_stands_before_lactate_work() -> None:
    ready = [plain(thu=(easy("AB03", 35), strength("ST02")))] * 3
    ready = [*ready, light(), *ready, light()]
    before = season(*ready, plain(mon=strength("ST03"), tue=fast(), thu=easy(minutes=35)))
    after = season(*ready, plain(tue=(fast(), strength("ST03")), thu=easy(minutes=35)))
    same = season(*ready, plain(tue=(strength("ST03"), fast()), thu=easy(minutes=35)))
    who = athlete(hsr_m_per_week=1500)
    assert "INV-35" in broken(before, who)
    assert "INV-35" in broken(same, who)
    assert "INV-35" not in broken(after, who)


def test_ground_contacts_lie_two_days_apart_and_three_for_beginners() -> None:
    ready = [plain(wed=(easy(minutes=40), strength("ST02")))] * 3
    plyo = strength("ST04", 30)
    near = plain(wed=(easy(minutes=40), plyo), thu=(easy(minutes=35), plyo))
    apart = plain(tue=(hard(), plyo), thu=(easy("AB03", 35), plyo))
    who = athlete(contacts_per_week=100)
    assert "INV-35" in broken(season(*ready, near), who)
    assert "INV-35" not in broken(season(*ready, apart), who)
    assert "INV-35" in broken(season(*ready, apart, level="beginner"), who)
