"""What the plan took for granted, and which answers it could not keep everywhere, beside the athlete's page."""

from __future__ import annotations

from homestretch.athlete.model import Athlete
from homestretch.planning.given import not_kept
from homestretch.planning.season import Season
from homestretch.web import wording


def plan_assumptions(season: Season, athlete: Athlete) -> tuple[str, ...]:
    """What the plan took for granted; what the abilities did stands on the athlete's page.

    Two sentences that end alike after their colon say the same: it is said once.
    """
    said = {text.rpartition(": ")[2] for text in season.abilities.assumptions}
    return (
        *(
            wording.dates_in_words(text)
            for text in dict.fromkeys(season.assumptions)
            if text.rpartition(": ")[2] not in said
        ),
        *not_kept(season, athlete),
    )
