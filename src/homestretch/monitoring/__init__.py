"""What was done against what was planned: matching, reps beside their targets, doses, load, and a verdict in words.

    done = [done_of(analysis, id, day) for ...]       or Done(...) for a log entry without a file
    matches = match(planned_days, done, by_hand={id: SessionRef(day, "LT05")}, answers={ref: "missed"})
    matches.sessions      each planned session: status, activities, share, reps, outcome, pillar minutes
    matches.unplanned     all other activities; they count for load
    verdict(matches.of(ref))                  "Five of six at target; the fourth was 1.2 s slow, then you came back."
    compliance(matches.between(monday, sunday))       a week: pillars, load, kilometres, done against planned
    planned_reps_of(session)                  hand these to `find_reps` or `typed_reps`, so that reps answer the plan

Status: planned (open: nobody has answered, SCIENCE 13.31), done, shortened, moved, replaced, missed. Skipped is not
failed: `outcome` (success, partial, fail of SCIENCE 4.1) speaks of sessions that were run, and only for the ladder.

Pure, like all rooms below the desk. Hand over whole weeks: a session moves within its week, Monday to Sunday. Planned
fast metres leave out warm-up strides, and the done ones hold them.
"""

from homestretch.monitoring.doing import done_of
from homestretch.monitoring.dose import compliance
from homestretch.monitoring.matching import match, references
from homestretch.monitoring.model import (
    Answer,
    Compliance,
    Done,
    Matches,
    Outcome,
    Pair,
    RepAgainst,
    RepsAgainst,
    SessionMatch,
    SessionRef,
    Status,
)
from homestretch.monitoring.planned import planned_reps_of
from homestretch.monitoring.verdict import verdict

__all__ = [
    "Answer",
    "Compliance",
    "Done",
    "Matches",
    "Outcome",
    "Pair",
    "RepAgainst",
    "RepsAgainst",
    "SessionMatch",
    "SessionRef",
    "Status",
    "compliance",
    "done_of",
    "match",
    "planned_reps_of",
    "references",
    "verdict",
]
