"""What can be wrong with a file as a whole, said to the person who handed it in."""

from __future__ import annotations


class UnreadableFile(ValueError):
    """Nothing can be read of this file; the message says why and what to do."""
