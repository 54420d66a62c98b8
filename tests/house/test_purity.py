"""Floors 0 to 4 know no clock and no chance; invariants share nothing with the planner that they check."""

from __future__ import annotations

import ast
from pathlib import Path

import homestretch

HOUSE = Path(homestretch.__file__).parent
PURE_ROOMS = (
    "units",
    "athlete",
    "blueprint",
    "activity",
    "planning",
    "monitoring",
    "assessment",
    "racing",
    "adaptation",
    "simulation",
)
CLOCKS = {"today", "now", "utcnow", "time", "localtime", "gmtime", "monotonic", "perf_counter", "sleep"}
CLOCK_MODULES = {"date", "datetime", "time", "dt"}


def pure_files() -> list[Path]:
    return sorted(path for room in PURE_ROOMS for path in (HOUSE / room).rglob("*.py"))


def reads_clock(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and (node.func.value.id if isinstance(node.func.value, ast.Name) else node.func.value.attr)
        in CLOCK_MODULES
    )


def imported_from(path: Path) -> set[str]:
    """Modules of the house that a file imports, wherever in the file."""
    tree = ast.parse(path.read_text())
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(HOUSE.parent).with_suffix("").parts[: -node.level]
            base = ".".join([*package, *([node.module] if node.module else [])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("homestretch")}


def test_pure_rooms_are_there_to_be_checked() -> None:
    assert {"units", "athlete", "blueprint", "planning"} <= {
        p.relative_to(HOUSE).parts[0] for p in pure_files()
    }


def test_the_clock_is_recognised() -> None:
    assert any(
        reads_clock(node) for node in ast.walk(ast.parse("import datetime\nx = datetime.date.today()"))
    )


def test_no_pure_room_reads_the_clock() -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"  # type: ignore[attr-defined]
        for path in pure_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if reads_clock(node)
    ]
    assert found == []


def test_no_pure_room_uses_randomness_without_a_seed() -> None:
    found = [
        str(path.relative_to(HOUSE))
        for path in pure_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "random" in {getattr(node, "module", None), *(alias.name for alias in node.names)}
    ]
    assert found == []


def test_invariants_know_the_season_and_nothing_else_of_planning() -> None:
    planning = HOUSE / "planning"
    files = [planning / "invariants.py"] if (planning / "invariants.py").exists() else []
    files += sorted((planning / "invariants").rglob("*.py"))
    allowed = ("homestretch.planning.season", "homestretch.planning.invariants")
    strangers = {
        f"{path.name} imports {name}"
        for path in files
        for name in imported_from(path)
        if name.startswith("homestretch.planning.") and not name.startswith(allowed)
    }
    assert files
    assert strangers == set()
