"""Many thousands of broken activity files through the readers: no crash, no hang, no growth of memory.

Run: python -m studies.fuzz_decoders FOLDER [INPUTS [SEED]]. Each input is a file of the folder, cut to a few
kilobytes, with bytes changed, dropped, repeated or taken from another file; some are gzipped first.
"""

from __future__ import annotations

import gzip
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity
from homestretch.activity.preparing import streams_of

ENDINGS = (".fit", ".tcx", ".gpx")
LARGEST_SEED = 6_000  # bytes of a file that are used
MOST_CHANGES = 12
SLOWEST = 2.0  # s for one input before it counts as a hang
NASTY = (
    b"\xff" * 4, b"\0" * 8, b"\x40\0\0\x14\0\0", b"\x60\0\0\x14\0\xff", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>",
    b"&a;", b"<trkpt ", b"</trk>", b"1e999", b"-0", b"\x8f", b"<a>" * 40,
)  # fmt: skip


def mutated(seeds: list[bytes], chance: random.Random) -> bytes:
    """One broken file."""
    content = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, MOST_CHANGES)):
        if not content:
            break
        at = chance.randrange(len(content))
        match chance.randrange(6):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                content[at] ^= 1 << chance.randrange(8)
            case 2:
                del content[at : at + chance.randint(1, 40)]
            case 3:
                content[at:at] = content[at : at + chance.randint(1, 200)]
            case 4:
                content[at:at] = chance.choice(NASTY)
            case _:
                other = chance.choice(seeds)
                start = chance.randrange(len(other))
                content[at : at + 30] = other[start : start + chance.randint(1, 60)]
    return bytes(content)


def main(folder: str, inputs: int, seed: int) -> int:
    """Try `inputs` broken files; exit status 1 if one crashed a reader or took too long."""
    seeds = [
        path.read_bytes()[:LARGEST_SEED] for path in sorted(Path(folder).iterdir()) if path.suffix in ENDINGS
    ]
    seeds += [gzip.compress(content) for content in seeds[::5]]
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    before = 0
    for number in range(inputs):
        content = mutated(seeds, chance)
        start = time.process_time()
        try:
            streams = streams_of(read_activity(content))
            outcomes[
                "read, damaged" if any(f.kind == "damaged" for f in streams.flags) else "read, sound"
            ] += 1
        except UnreadableFile:
            outcomes["refused in a sentence"] += 1
        except Exception as fault:
            outcomes[f"CRASH {type(fault).__name__}: {fault}"] += 1
        slowest = max(slowest, time.process_time() - start)
        if number == inputs // 10:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    for outcome, count in outcomes.most_common():
        print(f"{count:8} {outcome}")
    print(f"slowest {slowest * 1000:.0f} ms; peak memory grew by {grown / 1024:.1f} MB after the first tenth")
    return 1 if slowest > SLOWEST or any(outcome.startswith("CRASH") for outcome in outcomes) else 0


if __name__ == "__main__":
    more = [int(argument) for argument in sys.argv[2:]]
    sys.exit(main(sys.argv[1], *(more + [100_000, 1][len(more) :])))
