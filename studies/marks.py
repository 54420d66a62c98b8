"""Race marks that fit a performance index: for athletes made up in tests and studies, never for planning."""

from __future__ import annotations

# world records in s (World Athletics, 2025); X uses the women's as the slower of the two
RECORDS = {
    "M": {
        400.0: 43.03,
        800.0: 100.91,
        1500.0: 206.0,
        1609.344: 223.13,
        3000.0: 437.55,
        5000.0: 755.36,
        10000.0: 1571.0,
    },
    "F": {
        400.0: 47.6,
        800.0: 113.28,
        1500.0: 228.68,
        1609.344: 247.64,
        3000.0: 486.11,
        5000.0: 838.06,
        10000.0: 1734.14,
    },
}
RECORD_SLOPE = (
    1.10  # time over distance of the records between 800 and 3000 m; a person's own slope tilts about it
)
PIVOT_M = 1500.0  # where the tilt is nil
SLOWEST_MPS = 5000 / (45 * 60)  # the slowest mark that the method takes (method 1.1)
FASTEST_SHARE = 0.998  # never faster than the record


def age_factor(sex: str, age: int) -> float:
    """Share of the open record that age leaves (method 1.2); under 18 growing up to 1."""
    if age < 18:
        return 0.80 + 0.033 * (age - 12)
    yearly = 0.0075 if sex == "M" else 0.009
    late = 0.011 if sex == "M" else 0.013
    loss = yearly * max(min(age, 60) - 35, 0) + late * max(age - 60, 0)
    return max(1 - loss, 0.40)


def marks_for(sex: str, distance_m: float, share: float, slope: float, form: float = 1.0) -> float:
    """Time in s over ``distance_m`` of a runner at ``share`` of the record, tilted by ``slope`` about 1500 m.

    ``form`` is the day's: 1.02 is 2 % slower. The time stays between the record and the slowest mark taken.
    """
    record = RECORDS["M" if sex == "M" else "F"][distance_m]
    tilt = (distance_m / PIVOT_M) ** (slope - RECORD_SLOPE)
    time_s = record / share * tilt * form
    slowest = distance_m / SLOWEST_MPS
    return float(min(max(time_s, record / FASTEST_SHARE), slowest * 0.99))
