"""What can be wrong with typed splits, said to the runner who typed them."""

from __future__ import annotations


class SplitError(ValueError):
    """Splits that can't be read or fit no session; the message says which one and what to write."""
