"""What a newcomer's machine may lack is said in a sentence before anything is made."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap", tmp_path / "tools")
    return tmp_path


def bootstrap(clone: Path, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [clone / "tools" / "bootstrap", "requirements.txt"],
        env={"PATH": os.environ["PATH"], "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_machine_without_python_is_told_what_to_install(clone: Path) -> None:
    done = bootstrap(clone, "no-such-python")
    assert done.returncode == 2
    assert "Python 3.11 or newer was not found" in done.stderr


def test_a_python_that_is_too_old_is_not_taken(clone: Path) -> None:
    done = bootstrap(clone, program(clone / "old", "exit 1"))
    assert done.returncode == 2
    assert "Python 3.11 or newer was not found" in done.stderr


def test_a_python_without_venv_is_told_which_package_has_it(clone: Path) -> None:
    done = bootstrap(clone, program(clone / "bare", 'case "$2" in *venv*) exit 1;; esac'))
    assert done.returncode == 2
    assert "python3-venv" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_failed_environment_is_not_left_behind(clone: Path) -> None:
    done = bootstrap(clone, program(clone / "broken", 'case "$1" in -m) mkdir -p "$3"; exit 1;; esac'))
    assert done.returncode == 1
    assert "could not make .venv" in done.stderr
    assert not (clone / ".venv").exists()
