"""The seasons of docs/examples, planned again in processes that hash differently, stay as they were."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.examples import FOLDER, STARTS, SUMS

ROOT = Path(__file__).resolve().parents[2]
PLANNED_AGAIN = """
import hashlib, json, sys
from tools.examples import written
markdown, document = written(sys.argv[1])
print(json.dumps([markdown, hashlib.sha256(document).hexdigest(), document.decode()]))
"""


def planned_again(name: str, hash_seed: str) -> tuple[str, str, dict]:
    """Markdown, fingerprint and document of an example, planned in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PLANNED_AGAIN, name],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    markdown, fingerprint, document = json.loads(done.stdout.splitlines()[-1])
    return markdown, fingerprint, json.loads(document)


def fingerprints() -> dict[str, str]:
    lines = (FOLDER / SUMS).read_text().splitlines()
    return {name.removesuffix(".json"): digest for digest, name in (line.split() for line in lines)}


@pytest.mark.parametrize("hash_seed", ["1", "2027"])
@pytest.mark.parametrize("name", sorted(STARTS))
def test_an_example_season_is_the_same_byte_for_byte(name: str, hash_seed: str) -> None:
    markdown, fingerprint, document = planned_again(name, hash_seed)
    assert markdown == (FOLDER / f"{name}.md").read_text(encoding="utf-8"), (
        "run `make examples`, read the diff"
    )
    assert fingerprint == fingerprints()[name]
    assert document["weeks"]
    assert document["refused"] is None
    assert document["violations"] == []


def test_every_athlete_file_is_an_example_with_its_season() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(STARTS) == set(fingerprints())
    assert {path.stem for path in FOLDER.glob("*.md")} - {"README"} == set(STARTS)


@pytest.mark.parametrize("name", sorted(STARTS))
def test_an_athlete_file_says_the_day_of_its_plan(name: str) -> None:
    assert f"Planned from {STARTS[name]}" in (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def test_a_fingerprint_is_of_the_whole_document() -> None:
    assert all(len(digest) == hashlib.sha256().digest_size * 2 for digest in fingerprints().values())
