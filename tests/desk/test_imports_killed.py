"""Imports killed at random moments leave each activity whole or absent, and go on to the same content."""

from __future__ import annotations

from pathlib import Path

import pytest

from studies.import_killed import try_kills

pytestmark = pytest.mark.slow
KILLS = 4
FILES = 8


def test_killed_imports_go_on_to_the_content_of_an_undisturbed_one(tmp_path: Path) -> None:
    count = try_kills(tmp_path, KILLS, seed=5, files=FILES)
    assert count.wrong == []
    assert count.kills >= KILLS
