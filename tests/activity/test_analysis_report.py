"""The analysis of a whole activity: the contract's keys, the session that counts, and files with little in them."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest

from homestretch.activity.analysis.document import analysis_document, moment
from homestretch.activity.analysis.report import analyse, means_of
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity, read_activity_file
from homestretch.activity.recording import Lap, Recording, Samples, Session
from homestretch.activity.streams import Interval
from tests.activity.analysis_streams import FIT_EPOCH, FIT_START, START, fit_file, miler, run_at
from tests.corpus.corpus_files import WHY_SKIPPED, corpus

KEYS = {
    "sport", "start", "duration_s", "moving_s", "distance_m", "records", "laps", "reps", "decoupling_pct",
    "best_efforts", "load", "kick", "track", "flags", "sessions",
}  # fmt: skip
LOAD = {"aerobic_min", "above_cs_s", "d_prime_min_m", "near_max_m", "contacts", "srpe", "trimp"}
KICK = {"last_100_s", "last_200_s", "last_400_s", "body_speed", "ratio", "share_of_mss"}


def test_the_document_has_every_key_of_the_contract() -> None:
    made = analysis_document(analyse(read_activity(fit_file(np.full(900, 4.0), laps=((0, 300), (300, 600))))))
    assert set(made) >= KEYS
    assert set(made["load"]) >= LOAD
    assert set(made["kick"]) >= KICK
    assert set(made["laps"][0]) >= {"start_s", "duration_s", "distance_m", "avg_hr", "trigger"}
    assert set(made["best_efforts"][0]) >= {"distance_m", "time_s"}
    assert set(made["sessions"][0]) == {"sport", "start", "duration_s", "distance_m"}
    json.dumps(made, allow_nan=False)


def test_the_numbers_of_a_plain_run() -> None:
    heart = np.concatenate((np.full(300, 140.0), np.full(600, 160.0)))
    made = analysis_document(
        analyse(read_activity(fit_file(np.full(900, 4.0), heart, ((0, 300), (300, 899)))))
    )
    assert (made["sport"], made["records"]) == ("running", 900)
    assert datetime.fromisoformat(made["start"]).timestamp() == FIT_START + FIT_EPOCH
    assert (made["duration_s"], made["moving_s"], made["distance_m"]) == (899, 899, 899 * 4.0)
    assert [lap["start_s"] for lap in made["laps"]] == [0, 300]
    assert [lap["avg_hr"] for lap in made["laps"]] == pytest.approx([140, 160], abs=0.2)
    assert [lap["trigger"] for lap in made["laps"]] == ["manual", "manual"]
    assert made["means"]["cadence_spm"] == 176
    assert made["means"]["stride_m"] == pytest.approx(4 / (176 / 60), abs=1e-3)
    assert {one["distance_m"]: one["time_s"] for one in made["best_efforts"]}[1000] == 250
    assert made["flags"] == []


def test_a_damaged_file_gives_what_it_holds_and_a_flag() -> None:
    whole = fit_file(np.full(900, 4.0))
    made = analysis_document(analyse(read_activity(whole[: len(whole) // 2])))
    assert [flag["kind"] for flag in made["flags"]] == ["damaged"]
    assert 400 < made["records"] < 500
    assert made["distance_m"] == pytest.approx(4 * made["records"], abs=8)


def test_a_file_without_an_activity_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="holds no activity"):
        analyse(Recording("fit", Samples(np.empty(0)), (), (), 0))


def test_laps_or_a_session_without_samples_are_still_an_activity() -> None:
    laps = tuple(Lap(START + 70 * k, 70.0, 70.0, 400.0) for k in range(5))
    made = analysis_document(analyse(Recording("fit", Samples(np.empty(0)), (), laps, 0)))
    assert [lap["start_s"] for lap in made["laps"]] == [0, 70, 140, 210, 280]
    alone = Recording(
        "fit", Samples(np.empty(0)), (Session("running", "", START, 600.0, 590.0, 2000.0),), (), 0
    )
    made = analysis_document(analyse(alone))
    assert (made["duration_s"], made["moving_s"], made["distance_m"]) == (600, 590, 2000)
    assert made["kick"]["last_100_s"] is None


def test_of_several_sessions_the_last_run_is_analysed_and_all_are_listed() -> None:
    time = np.arange(2000.0) + START
    sessions = (
        Session("running", "", START, 499.0),
        Session("cycling", "", START + 500, 999.0),
        Session("running", "", START + 1500, 499.0),
    )
    samples = Samples(time, distance=np.arange(2000) * 3.0, speed=np.full(2000, 3.0))
    made = analysis_document(analyse(Recording("fit", samples, sessions, (), 2000)))
    assert [one["sport"] for one in made["sessions"]] == ["running", "cycling", "running"]
    assert made["start"] == made["sessions"][2]["start"]
    assert made["distance_m"] == pytest.approx(499 * 3.0, abs=6)
    assert "multisport" in [flag["kind"] for flag in made["flags"]]


def test_the_files_own_rating_counts_until_another_is_given() -> None:
    samples = Samples(np.arange(601.0) + START, speed=np.full(601, 3.0), distance=np.arange(601) * 3.0)
    session = Session("running", "", START, 600.0, 600.0, rpe=4.0)
    recording = Recording("fit", samples, (session,), (), 601)
    assert analyse(recording).load.srpe == 40
    assert analyse(recording, rpe=6).load.srpe == 60
    with pytest.raises(ValueError, match="RPE"):
        analyse(recording, rpe=12)


def test_the_athlete_adds_zones_and_the_share_of_sprint_speed() -> None:
    recording = read_activity(fit_file(np.full(900, 4.0)))
    able = miler()
    known, unknown = analyse(recording, abilities=able, sex="F"), analyse(recording)
    assert sum(known.load.aerobic_min.values()) == pytest.approx(15, abs=0.1)
    assert known.kick.share_of_mss == pytest.approx(4 / able.max_speed.value)
    assert unknown.kick.share_of_mss is None
    assert unknown.load.aerobic_min == {}
    assert unknown.load.above_cs_s is None


def reps_of_400(count: int = 5) -> np.ndarray:
    """Warm-up, 400s in 72 s whose last 100 m are faster, jogs, cool-down; ramps as runners have them."""
    rep = np.concatenate((np.full(56, 5.4), np.full(16, 6.1)))
    jog = np.full(90, 2.3)
    return np.concatenate(
        [np.full(700, 2.9), *(part for _ in range(count) for part in (rep, jog)), np.full(400, 2.8)]
    )


def test_a_session_of_400s_is_told_as_reps_and_its_kick_is_the_last_ones() -> None:
    edges = [0, *(700 + 162 * place + after for place in range(5) for after in (0, 72)), 1509]
    laps = tuple(pairwise(edges))
    made = analysis_document(analyse(read_activity(fit_file(reps_of_400(), laps=laps))))
    assert len(made["reps"]) == 5
    for place, rep in enumerate(made["reps"]):
        assert rep["start_s"] == pytest.approx(700 + 162 * place, abs=3)
        assert rep["duration_s"] == pytest.approx(72, abs=4)
        assert rep["nominal_m"] == 400
        assert rep["cadence_spm"] == 176
    assert made["kick"]["of"] == "rep"
    assert made["kick"]["last_100_s"] == pytest.approx(16.4, abs=1)
    assert made["kick"]["ratio_to_set"] == pytest.approx(6.1 / (400 / 72), rel=0.03)
    assert made["kick"]["last_400_s"] is None
    assert made["decoupling_pct"] is None
    assert "epetitions" in made["drift"]["reason"] or "short" in made["drift"]["reason"]


def test_a_run_of_a_races_distance_at_racing_speed_is_a_race() -> None:
    able = miler()
    pace = able.v3000.value
    speed = np.append(np.full(round(2850 / pace), pace), np.full(40, 1.1 * pace))
    kick = analyse(read_activity(fit_file(speed)), abilities=able).kick
    assert (kick.of, kick.distance_m) == ("race", 3000)
    assert kick.ratio == pytest.approx(1.1, abs=0.03)
    easy = analyse(read_activity(fit_file(np.full(1000, 3.0))), abilities=able).kick
    assert easy.of == "run"


def test_a_best_effort_that_nobody_can_have_run_is_left_out_and_said() -> None:
    speed = np.full(900, 4.0)
    speed[400:420] = 11.5  # a watch that lost its positions under trees
    made = analyse(read_activity(fit_file(speed)))
    distances = [effort.distance_m for effort in made.best_efforts]
    assert 200 not in distances
    assert 1000 in distances
    assert any("200 m" in note for note in made.notes)


def test_a_ride_has_no_best_efforts_and_no_kick() -> None:
    made = analyse(read_activity(fit_file(np.full(900, 10.0), sport=2)), abilities=miler())
    assert made.sport == "cycling"
    assert made.best_efforts == ()
    assert made.kick.of == ""
    assert made.load.contacts is None
    assert made.means.stride is None


def test_means_leave_pauses_and_walking_out() -> None:
    speed = np.full(600, 4.0)
    speed[200:300] = 1.0
    speed[400:500] = 0.0
    heart = np.full(600, 150.0)
    heart[401:500] = 100.0
    streams = run_at(speed, heart_rate=heart, pauses=(Interval(400, 500),))
    means = means_of(streams)
    assert means.speed == pytest.approx(4.0)
    assert means.heart_rate == pytest.approx(150)
    assert means_of(streams, 210, 290).heart_rate == pytest.approx(150)


def test_a_moment_is_said_in_local_time_where_that_is_known() -> None:
    assert moment(START, None) == "2023-11-14T22:13:20+00:00"
    assert moment(START, 7200.0) == "2023-11-15T00:13:20+02:00"
    assert moment(START, -25200.0) == "2023-11-14T15:13:20-07:00"
    assert moment(1e18, None) is None
    assert moment(START, 1e9) == moment(START, None)


@pytest.mark.skipif(not corpus(".fit", ".tcx", ".gpx"), reason=WHY_SKIPPED)
def test_real_files_give_documents_that_agree_with_themselves() -> None:
    able = miler()
    analysed = 0
    for path in corpus(".fit", ".tcx", ".gpx"):
        try:
            made = analysis_document(analyse(read_activity_file(path), abilities=able, sex="F"))
        except UnreadableFile:
            continue
        json.dumps(made, allow_nan=False)
        assert set(made) >= KEYS
        assert made["moving_s"] <= made["duration_s"] + 1e-6
        times = [one["time_s"] for one in made["best_efforts"]]
        assert times == sorted(times)
        analysed += 1
    assert analysed > 60


def test_the_end_of_a_tempo_is_no_kick() -> None:
    able = miler()
    critical = able.critical_speed.value
    for share, of in ((0.955, "run"), (1.05, "race")):
        speed = np.repeat([0.7 * critical, share * critical, 0.7 * critical], [900, 900, 600])
        made = analyse(read_activity(fit_file(speed)), abilities=able)
        assert sum(rep.kind == "rep" for rep in made.reps.reps) == 1
        assert made.kick.of == of
