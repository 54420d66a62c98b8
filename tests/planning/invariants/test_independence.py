"""The safety checks share nothing with the planner, and each number says its unit and source."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import homestretch.planning.invariants as package

ROOM = Path(package.__file__).parent
ALLOWED = ("homestretch.athlete.model", "homestretch.planning.invariants", "homestretch.planning.season")
DOCS = Path(__file__).parents[3] / "docs" / "invariants.md"


def test_the_checks_import_only_the_value_types_and_the_standard_library() -> None:
    for file in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            ours = [n for n in names if n.startswith("homestretch")]
            assert all(n.startswith(ALLOWED) for n in ours), f"{file.name} imports {ours}"


def test_every_number_has_a_value_a_unit_and_a_source() -> None:
    limits = tomllib.loads((ROOM / "limits.toml").read_text(encoding="utf-8"))
    for group, entries in limits.items():
        for name, entry in entries.items():
            assert set(entry) == {"value", "unit", "source"}, f"{group}.{name}"
            assert entry["unit"]
            assert entry["source"]


def test_every_number_is_used() -> None:
    code = "\n".join(f.read_text(encoding="utf-8") for f in ROOM.glob("*.py"))
    limits = tomllib.loads((ROOM / "limits.toml").read_text(encoding="utf-8"))
    unused = [
        f"{group}.{name}"
        for group, entries in limits.items()
        for name in entries
        if f"{group}.{name}" not in code and not name.startswith(("volume_", "long_minutes_"))
    ]
    assert unused == []


def test_every_limit_is_told_in_the_docs() -> None:
    told = DOCS.read_text(encoding="utf-8")
    code = "\n".join(f.read_text(encoding="utf-8") for f in ROOM.glob("*.py"))
    for inv in sorted(set(re.findall(r"INV-\d\d", code))):
        assert f"| {inv} |" in told, inv
