"""What apps on the watch add to a file: fields with descriptions of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homestretch.activity.fit.profile import BaseType


@dataclass(frozen=True, slots=True)
class Description:
    """What a developer field means, in the words of the app that writes it."""

    developer: int
    number: int
    base: BaseType
    name: str
    unit: str
    scale: float
    offset: float
    native_kind: int | None  # the message and field of the FIT protocol that it stands for, if any
    native_field: int | None


@dataclass(frozen=True, slots=True)
class DeveloperColumn:
    """One developer field of all messages, (messages,), as written (scale not applied), NaN where missing."""

    description: Description
    values: NDArray[np.float64]
