"""The athletes of an account: added from an athlete file, listed, found by name."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from homestretch.athlete.model import Athlete
from homestretch.desk.planner import Planner as BlueprintPlanner
from homestretch.desk.planner import method, plan
from homestretch.planning.codec import fingerprint
from homestretch.planning.season import Season
from homestretch.store import athletes, seasons
from homestretch.store.athletes import StoredAthlete


class Refused(ValueError):
    """It was not done; the sentence says why and what to do."""


def all_athletes(owner_id: int) -> tuple[StoredAthlete, ...]:
    """In the order in which they were added."""
    return athletes.athletes_of(owner_id)


def athlete_called(owner_id: int, name: str) -> StoredAthlete:
    """The athlete of that name, whatever its capitals.

    Raises:
        Refused: there is none, or several.
    """
    known = athletes.athletes_of(owner_id)
    wanted = " ".join(name.split()).casefold()
    found = [one for one in known if " ".join(one.name.split()).casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f'{len(found)} athletes are called "{name[:80]}"; give them different names first')
    names = ", ".join(f'"{one.name}"' for one in known if one.name)
    there = f"there are {names}" if names else "there is none yet"
    raise Refused(
        f'no athlete is called "{name[:80]}" ({there}); add one with `homestretch athlete add ATHLETE.toml`'
    )


def athlete_meant(owner_id: int, name: str | None) -> StoredAthlete:
    """The athlete of that name; without a name the only one.

    Raises:
        Refused: there is none, or several.
    """
    if name is not None:
        return athlete_called(owner_id, name)
    known = athletes.athletes_of(owner_id)
    if len(known) == 1:
        return known[0]
    if not known:
        raise Refused("there is no athlete yet; add one with `homestretch athlete add ATHLETE.toml`")
    names = ", ".join(f'"{one.name}"' for one in known if one.name)
    raise Refused(f"there are {len(known)} athletes ({names}); say with --athlete NAME whose runs these are")


def add_athlete(
    owner_id: int,
    athlete: Athlete,
    today: date,
    with_season: bool = True,
    planner: BlueprintPlanner = plan,
) -> tuple[StoredAthlete, Season | None]:
    """Keeps an athlete, and the first season issued for them.

    Args:
        owner_id: whose athlete it is.
        athlete: as the file says.
        today: the date of the face; the season starts on it.
        with_season: whether one is wanted.
        planner: another planner, for tests.

    Returns:
        The athlete as stored, and the season. A refused season is returned as well, but then neither is kept.

    Raises:
        Refused: an athlete of that name is there already.
    """
    _free(owner_id, athlete.name)
    season = planner(athlete, today, method()) if with_season else None
    if season is not None and (season.refused is not None or season.violations):
        return StoredAthlete(0, athlete.name, {}, athlete, ""), season
    with transaction.atomic():
        _free(owner_id, athlete.name)
        stored = athletes.add_athlete(owner_id, today)
        athletes.save_profile(stored.id, athlete)
        if season is not None:
            seasons.add_season(stored.id, season, athlete, today, fingerprint(method()))
    return athletes.athlete_by_id(stored.id), season


def _free(owner_id: int, name: str) -> None:
    wanted = " ".join(name.split()).casefold()
    if any(" ".join(one.name.split()).casefold() == wanted for one in athletes.athletes_of(owner_id)):
        raise Refused(f'an athlete called "{name[:80]}" is there already; choose another name')
