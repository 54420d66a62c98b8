"""The title of the season: what the picture shows, in one sentence."""

from __future__ import annotations

from homestretch.athlete.model import PILLARS
from homestretch.planning.season import Season, Week

LOADING = ("volume", "intensity")
STEADY = 0.06  # a change of volume up to this share is no change
FIRST_WEEKS = 3
SAID = {
    "lactate_tolerance": "race-pace work",
    "transition_speed": "gear-change work",
    "finishing_kick": "kick work",
}
LEAST_GAIN_MIN = 2.0  # minutes a week; less is not worth a title


def season_finding(season: Season) -> str:
    """`Volume grows from 41 to 50 km, the fast work with it: kick work from 3 to 16 minutes a week`."""
    loading = [w for w in season.weeks if w.emphasis in LOADING] or list(season.weeks)
    early = loading[:FIRST_WEEKS]
    first = sum(w.distance_m for w in early) / len(early) / 1000
    most = max(w.distance_m for w in season.weeks) / 1000
    grows = most > first * (1 + STEADY)
    volume = (
        f"Volume grows from {first:.0f} to {most:.0f} km a week"
        if grows
        else f"Volume holds at {first:.0f} km a week"
    )
    fast = _fastest_riser(early, loading)
    if fast is None:
        return f"{volume}, and the fast work stays" if not grows else f"{volume}, step by step"
    pillar, before, after = fast
    link = "the fast work with it" if grows else "the fast work grows"
    return f"{volume}, {link}: {SAID[pillar]} from {before:.0f} to {after:.0f} minutes a week"


def _fastest_riser(early: list[Week], loading: list[Week]) -> tuple[str, float, float] | None:
    """The fast pillar that gains most, with its minutes at first and at most."""
    best = None
    for k, pillar in enumerate(PILLARS):
        if pillar not in SAID:
            continue
        before = sum(w.pillar_minutes[k] for w in early) / len(early)
        after = max(w.pillar_minutes[k] for w in loading)
        if after - before >= LEAST_GAIN_MIN and (best is None or after - before > best[2] - best[1]):
            best = (pillar, before, after)
    return best
