"""What several tests of the desk begin with."""

from __future__ import annotations

import pytest


@pytest.fixture
def athlete(db: None) -> int:
    """The number of the owner's athlete."""
    from tests.builders.stored_runs import an_athlete

    return an_athlete()
