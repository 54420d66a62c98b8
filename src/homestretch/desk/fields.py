"""The fields of the set-up: which there are, on which step they stand, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping

from homestretch.athlete.model import DAY_KEYS

Answer = str | list[str]
Answers = Mapping[str, Answer]

STEPS = ("race", "you", "weeks")
EVENTS = {"800": "800 m", "1500": "1500 m", "mile": "Mile", "3000": "3000 m", "5000": "5000 m"}
RESULTS = (1, 2)
CLUBS = (1, 2, 3)  # sessions a week that a club fixes; more leave no room for a plan
HOLIDAYS = (1, 2, 3)
INJURIES = (1, 2)
SITES = {
    "achilles": "Achilles tendon",
    "calf": "Calf",
    "hamstring": "Hamstring",
    "shin": "Shin",
    "shin_focal": "Shin, one spot that hurts to the touch",
    "foot": "Foot",
    "knee": "Knee",
    "hip": "Hip or groin",
    "back": "Back",
    "other": "Elsewhere",
}
HEALTH_GATE = ("heart_condition", "pregnant", "active_bone_stress", "eating_disorder")


def rows(kind: str, numbers: tuple[int, ...], *parts: str) -> tuple[str, ...]:
    """Names of the fields of lines that repeat: ``club1_day``, ``club1_what``, ..."""
    return tuple(f"{kind}{n}_{part}" for n in numbers for part in parts)


CLUB_FIELDS = rows("club", CLUBS, "day", "what", "pillar", "minutes")
HOLIDAY_FIELDS = rows("holiday", HOLIDAYS, "from", "to")
INJURY_FIELDS = rows("injury", INJURIES, "site", "from", "to", "bone")
MINUTE_FIELDS = tuple(f"minutes_{day}" for day in DAY_KEYS)
OTHER_RACE_FIELDS = ("other_distance", "other_date", "other_priority", "other_goal")
SPEED_FIELDS = ("flying30", "flying30_date", "max_hr", "rest_hr")
PLACE_FIELDS = ("gym_days", "hills")

# Folded under "More, if you want": a first run needs none of them.
MORE = {
    "other_race": OTHER_RACE_FIELDS,
    "speed": SPEED_FIELDS,
    "places": PLACE_FIELDS,
    "minutes": MINUTE_FIELDS,
    "clubs": CLUB_FIELDS,
    "holidays": HOLIDAY_FIELDS,
    "injuries": INJURY_FIELDS,
}
FIELDS_OF_STEP = {  # in the order in which they stand on the page
    "race": ("race_distance", "race_date", "race_goal", *OTHER_RACE_FIELDS),
    "you": (
        "name", "born", "sex", "training_years", *rows("result", RESULTS, "distance", "time", "date"),
        "no_results", *SPEED_FIELDS,
    ),
    "weeks": (
        "days", "long_run", "track", "track_days", "weekly_km", "longest_run_km", "quality_per_week",
        "health", "clearance", "bone_history", "guardian_consent", "guardian_contact", *PLACE_FIELDS,
        *MINUTE_FIELDS, *CLUB_FIELDS, *HOLIDAY_FIELDS, *INJURY_FIELDS,
    ),
}  # fmt: skip
LISTS = frozenset({"days", "track_days", "gym_days", "health"})
EMPTY_CHOICES = {"hills": "yes", "other_priority": "B"}  # what a list shows before anybody chose


def filled(answers: Answers, names: tuple[str, ...]) -> bool:
    """Whether any of the fields holds more than what stands there at first."""
    return any(answers.get(name) and answers.get(name) != EMPTY_CHOICES.get(name) for name in names)
