"""The blueprint from its TOML files: the built-in method, and a coach's own files laid over it.

``builtin()`` trusts the files that the tests have checked and builds sessions when they are asked for;
``load()`` checks everything. Errors name file, line and key.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from homestretch.blueprint import tables
from homestretch.blueprint.checks import check
from homestretch.blueprint.errors import BlueprintError
from homestretch.blueprint.fields import nearest
from homestretch.blueprint.layers import Layer, Layers, read_layer
from homestretch.blueprint.model import Blueprint
from homestretch.blueprint.sessions import Sessions
from homestretch.blueprint.shapes import check_shapes

BUILTIN: Final = Path(__file__).parent / "builtin"
SECTIONS: Final = (
    "session", "group", "cue", "phase", "pillar", "cap", "weekly_cap", "volume_km", "pillar_share",
    "key_session", "guidance", "limit",
)  # fmt: skip


@lru_cache(maxsize=1)
def builtin() -> Blueprint:
    """The method as it comes with Homestretch.

    Returns:
        The blueprint, the same object at every call.
    """
    return _blueprint(Layers(_builtin_layers()))


def load(*paths: str | Path) -> Blueprint:
    """The built-in method with a coach's own files laid over it.

    Args:
        paths: TOML files, or folders whose ``*.toml`` are taken in the order of their names. A later file
            wins, key by key: it may change one number of a session, add a session, or replace a text.

    Returns:
        The blueprint, checked as a whole.

    Raises:
        BlueprintError: what is wrong, with file, line and key.
    """
    own = tuple(read_layer(file) for path in paths for file in _files(Path(path)))
    layers = Layers((*_builtin_layers(), *own))
    blueprint = _blueprint(layers)
    check(blueprint, layers)
    check_shapes(blueprint.limits, builtin().limits, blueprint.sessions, layers)
    return blueprint


@lru_cache(maxsize=1)
def _builtin_layers() -> tuple[Layer, ...]:
    return tuple(read_layer(file, f"builtin/{file.name}") for file in sorted(BUILTIN.glob("*.toml")))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("*.toml"))
    if not found:
        raise BlueprintError("the folder holds no .toml file", str(path))
    return found


def _blueprint(layers: Layers) -> Blueprint:
    for name in layers.merged:
        if name not in SECTIONS:
            raise layers.error(f"'{name}' is no part of a blueprint{nearest(name, SECTIONS)}", name)
        tables.section(layers, name)  # a table, or an error
    return Blueprint(
        sessions=Sessions(layers),
        cues=tables.texts_of(layers, "cue"),
        caps=tables.caps(layers),
        weekly_caps=tables.weekly_caps(layers),
        pillar_share=tables.pillar_share(layers),
        volume_km=tables.volume_km(layers),
        key_sessions=tables.key_sessions(layers),
        guidance=tables.guidance(layers),
        phases=tables.phases(layers),
        pillars=tables.pillars(layers),
        limits=tables.limits(layers),
        sources=tuple(layer.name for layer in layers.layers),
    )
