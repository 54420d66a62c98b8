"""The one kind of error of this room: a text that is no time, pace or distance, and what would be one."""

from __future__ import annotations


class UnitError(ValueError):
    """A time, pace or distance that cannot be read or written; the message says what to write instead."""
