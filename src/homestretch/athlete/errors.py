"""What can go wrong in this room, each a sentence for the person who can put it right."""

from __future__ import annotations


class AthleteFileError(ValueError):
    """An athlete file that cannot be used; the message says where, what is wrong and what to do."""


class TooFewMarks(ValueError):
    """Not enough usable marks for a fit; the message says what is missing."""


class NotUsable(ValueError):
    """A formula asked outside the range it was made for; the message names the range."""
