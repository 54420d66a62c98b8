"""The names of the CR10 scale."""

from __future__ import annotations

import pytest

from homestretch.athlete.effort import EFFORTS, effort

# Foster et al. 2001, J Strength Cond Res 15, 109-115, as SCIENCE 2.2 gives them.
FOSTER = {
    0: "rest", 1: "very easy", 2: "easy", 3: "moderate", 4: "somewhat hard", 5: "hard", 6: "hard",
    7: "very hard", 8: "very hard", 9: "very hard", 10: "maximal",
}  # fmt: skip


@pytest.mark.parametrize(("rpe", "name"), FOSTER.items())
def test_each_whole_number_has_the_name_of_the_published_scale(rpe: int, name: str) -> None:
    assert effort(rpe).name == name


def test_the_steps_rise_to_the_top_of_the_scale() -> None:
    uppers = [each.upper for each in EFFORTS]
    assert uppers == sorted(set(uppers))
    assert uppers[-1] == 10
