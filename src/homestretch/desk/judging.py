"""By whom an activity is judged: what the athlete could run on its day, and whether that has changed since.

Most of a profile (races, days, club sessions) never moves an analysis; what does is named here once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from homestretch.athlete.abilities import estimate
from homestretch.planning.codec import athlete_from_json, fingerprint

if TYPE_CHECKING:
    from homestretch.athlete.model import Abilities, Athlete

JUDGES: Final = (  # the fields of an athlete that `estimate` and `analyse` look at
    "born",
    "sex",
    "training_years",
    "weekly_km",
    "max_hr",
    "rest_hr",
    "threshold_hr",
    "results",
    "flying30_s",
    "flying30_date",
)


@lru_cache
def _athlete(profile: str) -> Athlete:
    return athlete_from_json(profile)


@lru_cache(maxsize=512)
def known_on(profile: str, day: date) -> tuple[Athlete, Abilities]:
    """The athlete and what they could run on a day; before the first result, what they could run then.

    Args:
        profile: canonical JSON of the athlete.
        day: of the activity.
    """
    athlete = _athlete(profile)
    if athlete.results:
        day = max(day, min(result.date for result in athlete.results))
    return athlete, estimate(athlete, day)


@lru_cache
def profile_hash(profile: str) -> str:
    """Names all that can move an analysis; "" where there is no profile.

    Args:
        profile: canonical JSON of the athlete.
    """
    if not profile:
        return ""
    athlete = _athlete(profile)
    return fingerprint({name: getattr(athlete, name) for name in JUDGES})


@lru_cache(maxsize=512)
def abilities_hash(profile: str, day: date) -> str:
    """Names what an activity of that day is judged by; "" where there is no profile.

    A new result moves the abilities from its own day on, so that most activities before it keep theirs.
    """
    if not profile:
        return ""
    athlete, abilities = known_on(profile, day)
    return fingerprint((athlete.sex, replace(abilities, assumptions=())))
