"""What a new user types in the set-up, as the form sends it."""

from __future__ import annotations


def typed_answers(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """Complete answers of Ines; ``changes`` replace single fields."""
    return {
        "race_distance": "1500",
        "race_date": "2027-06-12",
        "race_goal": "4:28",
        "other_distance": "",
        "other_date": "",
        "name": "Ines",
        "born": "1999-05-14",
        "sex": "F",
        "training_years": "4",
        "result1_distance": "800",
        "result1_time": "2:12.4",
        "result1_date": "2026-09-02",
        "result2_distance": "3000",
        "result2_time": "10:10.5",
        "result2_date": "2026-10-02",
        "days": ["mon", "tue", "wed", "thu", "sat", "sun"],
        "track": "some",
        "track_days": ["tue", "thu"],
        "gym_days": ["mon"],
        "hills": "yes",
        "long_run": "sun",
        "weekly_km": "44",
        "longest_run_km": "13",
        **changes,
    }
