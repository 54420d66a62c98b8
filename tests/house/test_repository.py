"""The repository keeps its own promises: nothing of one machine in it, small files, locks with hashes."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = {".py", ".js", ".ts", ".css", ".html", ".sh"}
LONGEST_FILE = 500  # lines
LOCKS = ("requirements.txt", "requirements-test.txt")

# Spelt in halves, so that this file does not name what it forbids.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "npm" + "mirror",
    "deb." + "debian.org",
    "yarn" + "pkg.com",
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(?:"
    + "|".join(["work", "root", "home/\\w", "Users/\\w", "opt/(?:pypi|wheels)"])
    + r")(?:/|\b)"
)


def committed_files() -> list[Path]:
    """Every file that git tracks, or all that a source archive without git holds."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\0")
        return [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    except (FileNotFoundError, subprocess.CalledProcessError):
        hidden = {".venv", ".git", "node_modules"}
        return [p for p in ROOT.rglob("*") if p.is_file() and not hidden & set(p.relative_to(ROOT).parts)]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in committed_files():
        try:
            found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a picture or a compressed file
    return found


def pins(name: str) -> dict[str, str]:
    """Package and marker to version, of a lock."""
    lines = (ROOT / name).read_text().splitlines()
    wanted = [line.removesuffix(" \\") for line in lines if line and not line.startswith((" ", "#"))]
    return {
        line.split("==")[0] + line.partition(";")[2]: line.partition(";")[0].split("==")[1].strip()
        for line in wanted
    }


def test_no_committed_file_names_a_package_registry() -> None:
    named = [f"{path}: {host}" for path, text in texts() for host in REGISTRY_HOSTS if host in text]
    assert named == []


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    named = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        if path != Path(__file__).relative_to(ROOT)
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATHS.search(line)
    ]
    assert named == []


def test_no_file_of_code_is_longer_than_500_lines() -> None:
    long = {
        str(path): count
        for path, text in texts()
        if path.suffix in CODE and (count := len(text.splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_every_python_file_opens_with_a_docstring() -> None:
    silent = [
        str(path)
        for path, text in texts()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and text.strip()
        and not text.lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pin_of_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-(-index|-extra|-find|f |i )", text, re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text)
    bare = [b.splitlines()[0] for b in blocks if not b.startswith("#") and "--hash=sha256:" not in b]
    assert bare == []


def test_an_environment_for_testing_holds_the_versions_that_run() -> None:
    runtime, testing = pins("requirements.txt"), pins("requirements-test.txt")
    assert len(runtime) > 10
    assert {name: version for name, version in runtime.items() if testing.get(name) != version} == {}


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = {re.split(r"\s", name)[0] for name in pins("requirements.txt")}
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    assert {re.split(r"[<>=\[]", entry)[0] for entry in asked} - locked == set()


def test_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "make run" in readme
    assert "make test" in readme
