"""What `import homestretch` gives is written down, works, and costs next to nothing until it is used."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import homestretch

PUBLIC = {
    "Abilities",
    "Athlete",
    "Availability",
    "Blueprint",
    "Race",
    "Result",
    "Season",
    "__version__",
    "builtin_blueprint",
    "canonical",
    "check",
    "check_against",
    "estimate",
    "load_blueprint",
    "plan_season",
    "predict",
    "read_athlete",
    "season_batch",
    "season_document",
    "zones",
}
HEAVY = ("ortools", "scipy", "numpy", "django", "pandas", "rich", "distributed")


def modules_after(statement: str) -> set[str]:
    """Top-level modules loaded in a new process once the statement has run."""
    code = (
        f"{statement}\nimport sys, json; print(json.dumps(sorted(n.partition('.')[0] for n in sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_public_surface_is_what_is_written_here() -> None:
    assert set(homestretch.__all__) == PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(homestretch, name) is not None
    assert name in dir(homestretch)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        homestretch.no_such_thing  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert modules_after("import homestretch") & set(HEAVY) == set()


def test_the_command_line_starts_without_the_solver_or_the_web() -> None:
    loaded = modules_after("import homestretch.cli.main")
    assert loaded & {"ortools", "scipy", "django", "pandas", "rich"} == set()


def test_reading_an_athlete_file_needs_no_solver() -> None:
    assert modules_after("from homestretch import read_athlete") & {"ortools", "scipy", "django"} == set()
