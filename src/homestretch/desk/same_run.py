"""Whether two activities are one run on two watches, and which of them tells more."""

from __future__ import annotations

from datetime import timedelta

from homestretch.store.activity_values import Figures

# Design choices: watches started and stopped within a minute or two of each other and off by a few per cent are
# one run; two runs one after the other never overlap.
OVERLAP = 0.8  # of the longer one that both must share
OVERLAP_ALONE = 0.9  # the same where no distances can be compared
DISTANCE_OFF = 0.05  # share of the longer distance


def same_run(one: Figures, other: Figures) -> bool:
    """Whether two recordings of one athlete speak of the same run.

    Their sports must not differ; one of them may not say.
    """
    if one.sport and other.sport and one.sport != other.sport:
        return False
    longer = max(one.duration_s, other.duration_s)
    starts = max(one.started_at, other.started_at)
    ends = min(
        one.started_at + timedelta(seconds=one.duration_s),
        other.started_at + timedelta(seconds=other.duration_s),
    )
    shared = (ends - starts).total_seconds()
    if shared <= 0:
        return False
    if not one.distance_m or not other.distance_m:
        return shared >= OVERLAP_ALONE * longer
    apart = abs(one.distance_m - other.distance_m)
    return shared >= OVERLAP * longer and apart <= DISTANCE_OFF * max(one.distance_m, other.distance_m)


def richer(new: Figures, there: Figures) -> bool:
    """Whether a new recording tells more than one that is there: more streams, else more samples."""
    return (new.channels, new.records) > (there.channels, there.records)
