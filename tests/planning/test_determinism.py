"""The same athlete gives the same bytes in any process, however it hashes and whomever it planned before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Made-up athletes with seasons of 3 to 11 weeks: club sessions, holidays, injuries, a junior, a refusal.
SEEDS = (11, 38, 40, 48, 21)
PLANNED = """
import json, sys
from homestretch.planning import plan_season
from homestretch.planning.document import canonical, season_document
from studies.athletes import random_athlete

made = {}
for seed in json.loads(sys.argv[1]):
    athlete, start = random_athlete(seed)
    made[seed] = canonical(season_document(plan_season(athlete, start), athlete)).decode()
print(json.dumps([hash("a text that hashes differently"), made]))
"""


def planned(hash_seed: str, seeds: tuple[int, ...]) -> tuple[int, dict[str, str]]:
    """What a text hashes to in a process of its own, and the canonical season of each made-up athlete."""
    done = subprocess.run(
        [sys.executable, "-c", PLANNED, json.dumps(seeds)],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    hashed, made = json.loads(done.stdout.splitlines()[-1])
    return hashed, made


@pytest.mark.slow
def test_processes_that_hash_differently_and_plan_in_another_order_write_the_same_bytes() -> None:
    one, seasons = planned("1", SEEDS)
    other, seasons_again = planned("4242", SEEDS[::-1])
    assert one != other, "both processes hash alike, so this test shows nothing"
    assert set(seasons) == set(seasons_again) == {str(seed) for seed in SEEDS}
    for seed in map(str, SEEDS):
        assert seasons[seed].encode() == seasons_again[seed].encode(), f"athlete {seed}"
    assert sum(bool(json.loads(text)["weeks"]) for text in seasons.values()) >= 3
