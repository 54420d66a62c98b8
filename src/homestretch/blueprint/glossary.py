"""How a written season is read: the words and short forms of its lines, for every face that prints them.

Follows the notation (`notation.py`), the zones of method 2.1 and 2.2, and the RPE scale of Foster 2001.
"""

from __future__ import annotations

SESSION_WORDS: tuple[tuple[str, str], ...] = (
    ("Step 3", "how far up its ladder a session stands; the next step is a little more of it."),
    ("6 x 400 m @ 1500 (90 s jog)", "six times 400 m at your 1500 m pace, with the recovery in brackets."),
    (
        "@ 800, 1500, 3K, 5K, 10K",
        "your pace over that distance as you are now; 97 % 800 is a little slower; 1500 > 800 begins at the one "
        "and ends at the other.",
    ),
    (
        "Threshold, CS, MAS",
        "threshold is comfortably hard; critical speed (CS) is just above it, the last pace that settles; maximal "
        "aerobic speed (MAS) is about your 2000 m pace. A % of sprint is a share of your top speed.",
    ),
    ("200 m + 100 m", "one after the other without a stop, unless a recovery stands between."),
    ("Float", "a recovery that is run briskly, not jogged."),
    ("RPE", "how hard it should feel, from 0, rest, to 10, all you have."),
)
WEEK_WORDS: tuple[tuple[str, str], ...] = (
    (
        "A, L, T, K min",
        "minutes of the week's main parts for aerobic base, lactate tolerance, transition speed and finishing kick.",
    ),
    (
        "Load",
        "RPE times minutes, added up over the week's runs; it compares your weeks and says nothing alone.",
    ),
    ("Fast", "metres at 1500 m pace or faster, without the strides of warm-ups and without races."),
    ("Contacts", "landings on one or both feet in jumps and hops."),
)
