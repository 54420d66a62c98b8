"""An analysed file becomes what matching needs, and its speed is looked at again with the plan in mind."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from homestretch.activity.analysis.report import analyse
from homestretch.activity.recording import CHANNELS, Lap, Recording, Samples, Session
from homestretch.monitoring import done_of, match, verdict
from homestretch.simulation import Simulated, simulated_session
from tests.builders.seasons import easy
from tests.monitoring.sessions import MONDAY, legs_of, sets_of, week

TUESDAY = MONDAY + timedelta(days=1)


def recorded(watched: Simulated) -> Recording:
    """What the watch wrote down."""
    streams = watched.streams
    kept = {name: np.array(values) for name, values in streams.channels().items() if name in CHANNELS}
    session = Session("running", "", streams.start, streams.duration, streams.duration, rpe=7.0)
    laps = tuple(Lap(p.start, p.elapsed, p.timer, p.distance, trigger=p.trigger) for p in watched.laps)
    return Recording("fit", Samples(streams.time + streams.start, **kept), (session,), laps, len(streams))


def watched(session, *, smart: bool = False, pressed: bool = False) -> Simulated:
    return simulated_session("equal reps", 3, legs=legs_of(session), smart=smart, pressed=pressed)


@pytest.mark.parametrize("smart", [False, True])
def test_two_reps_alone_are_found_because_they_were_planned(smart) -> None:
    session = sets_of(2, 600, 110.0, rest_s=180)
    analysis = analyse(recorded(watched(session, smart=smart)))
    done = done_of(analysis, "file", TUESDAY)
    found = match(week(None, session), [done]).sessions[0]

    assert analysis.reps.reps == ()  # two efforts could be chance where nobody planned them
    assert (done.rpe, done.sport) == (7.0, "running")
    assert found.status == "done"
    assert found.reps is not None
    assert found.reps.done == 2
    assert verdict(found).startswith(("Both", "One of two"))


def test_the_log_s_rpe_wins_over_the_file_s() -> None:
    analysis = analyse(recorded(watched(easy(minutes=20))))

    assert done_of(analysis, "file", TUESDAY, rpe=4.0).rpe == 4.0


def test_times_are_surer_with_presses_and_less_sure_with_few_samples() -> None:
    session = sets_of(6, 400, 73.0)
    edges = {
        (smart, pressed): done_of(
            analyse(recorded(watched(session, smart=smart, pressed=pressed))), "file", TUESDAY
        ).edge_s
        for smart in (False, True)
        for pressed in (False, True)
    }

    assert edges[False, True] <= edges[False, False] < edges[True, False]


def test_no_plan_makes_reps_of_an_easy_run() -> None:
    session = sets_of(5, 1000, 200.0)
    for seed in range(6):
        steady = simulated_session("steady", seed)
        done = done_of(analyse(recorded(steady)), "file", TUESDAY)
        assert match(week(None, session), [done]).sessions[0].status == "replaced"
