"""Which rungs count as quality ("Q"): hard days that need easy days around them."""

from __future__ import annotations

from homestretch.blueprint.model import SessionType


def is_quality(session: SessionType, step: int) -> bool:
    """Whether this rung is a quality session.

    A session is quality when its planned RPE is 6 or more, or when it holds 600 m or more at 1500 m speed;
    strides, strength, short hill sprints and short flying sprints are named exceptions (method, conventions).
    The blueprint carries the answer as ``quality`` and ``easy_up_to_m``.

    Args:
        session: a session of the library.
        step: the rung, from 1; 0 is the session's touch, which is never quality.

    Returns:
        True for a quality session.

    Raises:
        IndexError: the ladder has no such rung.
    """
    if step == 0 or not session.quality:
        return False
    if session.easy_up_to_m is None:
        return True
    return session.ladder[step - 1].quality_m > session.easy_up_to_m
