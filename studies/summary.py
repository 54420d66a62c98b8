"""The tables of the season studies, from their records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

Record = dict[str, Any]
LONG_PLAN = 12  # weeks; the spine and the climb are asked of these (method 13.18)
FEW_DAYS = 4
SLOWEST = 5  # athletes named


def table(records: Sequence[Record]) -> str:
    """Counts, refusals, violations, crashes, times, and the shares that a coach asks for."""
    parts = [
        _counts(records),
        _violations(records),
        _crashes(records),
        _times(records),
        _spine(records),
        _doses(records),
    ]
    return "\n\n".join(parts)


def clean(records: Sequence[Record]) -> bool:
    """True when every season was issued without violation or refused with a true reason."""
    return not any(r["status"] in ("crash", "failed") or r.get("violations") for r in records)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none asked"


def _counts(records: Sequence[Record]) -> str:
    by = Counter(r["status"] for r in records)
    lines = [f"seasons            {len(records)}", f"issued             {by['issued']}"]
    lines.append(f"refused            {by['refused']}")
    for reason, count in Counter(r["reason"] for r in records if r["status"] == "refused").most_common():
        lines.append(f"  {count:5d}  {reason}")
    lines.append(
        f"no plan found      {by['failed']}   (must be 0: a plan that broke a limit and was held back)"
    )
    limits = Counter(inv for r in records if r["status"] == "failed" for inv in r["reason"].split(", "))
    for inv, count in limits.most_common():
        keys = [r["key"] for r in records if r["status"] == "failed" and inv in r["reason"]][:8]
        lines.append(f"  {count:5d}  {inv}   {', '.join(keys)}")
    return "\n".join(lines)


def _violations(records: Sequence[Record]) -> str:
    found = Counter(inv for r in records for inv in r.get("violations", ()))
    lines = [f"violations in issued seasons   {sum(found.values())}   (must be 0)"]
    for inv, count in found.most_common():
        keys = [r["key"] for r in records if inv in r.get("violations", ())][:8]
        lines.append(f"  {count:5d}  {inv}   {', '.join(keys)}")
    return "\n".join(lines)


def _crashes(records: Sequence[Record]) -> str:
    crashed = [r for r in records if r["status"] == "crash"]
    lines = [f"crashes   {len(crashed)}   (must be 0)"]
    lines += [f"  {r['key']}  {r['reason']}" for r in crashed[:20]]
    return "\n".join(lines)


def _times(records: Sequence[Record]) -> str:
    planned = sorted((r for r in records if r["status"] in ("issued", "failed")), key=lambda r: r["seconds"])
    if not planned:
        return "seconds a season   none planned"
    times = [float(r["seconds"]) for r in planned]
    p95 = times[min(int(0.95 * len(times)), len(times) - 1)]
    named = ", ".join(f"{r['key']} {r['seconds']:.1f} s" for r in reversed(planned[-SLOWEST:]))
    lines = [
        f"seconds a season   median {median(times):.2f}   p95 {p95:.2f}   most {times[-1]:.2f}",
        f"  slowest: {named}",
    ]
    own = sorted(float(r["cpu"]) for r in planned if "cpu" in r)
    if own:
        p95 = own[min(int(0.95 * len(own)), len(own) - 1)]
        lines.append(f"  of the processor   median {median(own):.2f}   p95 {p95:.2f}   most {own[-1]:.2f}")
    return "\n".join(lines)


def _spine(records: Sequence[Record]) -> str:
    long = [r for r in records if r["status"] == "issued" and r["weeks"] >= LONG_PLAN and r["spine"][1]]
    able = [r for r in long if r["track"] and r["days"] >= FEW_DAYS]
    rest = [r for r in long if r not in able]
    lines = [f"plans of {LONG_PLAN} weeks and more   {len(long)}"]
    for name, group in (("track and four days or more", able), ("the others", rest)):
        lines.append(f"  key sessions held, {name:28s} {_share(sum(map(_holds, group)), len(group))}")
        said = [r for r in group if r["spine_said"]]
        lines.append(f"    by the plan's own report{'':16s} {_share(sum(map(_says, said)), len(said))}")
    fits = [r for r in able if not r.get("short_of_km")]
    text = "of these, with the kilometres for it"
    lines.append(f"  {text:47s} {_share(sum(map(_holds, fits)), len(fits))}")
    roomy = [r for r in able if r.get("spine_room") and r["spine_room"][0] >= r["spine_room"][1]]
    text = "of these, with room for all as the spine says"
    lines.append(f"  {text:47s} {_share(sum(map(_holds, roomy)), len(roomy))}")
    lines.append(f"  {'demands held by all of them':47s} {_demands(able)}")
    own = [{**r, "spine": [r["spine_own"], r["spine"][1]]} for r in able if "spine_own" in r]
    if own:
        text = "of these, by the runner's own sessions alone"
        lines.append(f"  {text:47s} {_share(sum(map(_holds, own)), len(own))}")
    missing = Counter(m for r in able if not _holds(r) for m in r["spine_missing"])
    if missing:
        lines.append("  most often missing: " + ", ".join(f"{m} {n}" for m, n in missing.most_common(8)))
    lines += _by(able, lambda r: f"{r['event']} m, {r['level']}", _holds)
    for name, group in (("all", long), ("track and four days or more", able)):
        lines.append(
            f"  a tempo that climbs, {name:26s} {_share(sum(r['climbs'] for r in group), len(group))}"
        )
    rests = [r for r in able if "threshold_rests" in r]
    if rests:
        text = "threshold rests over 14 days around specific"
        lines.append(f"  {text:47s} {_share(sum(r['threshold_rests'] for r in rests), len(rests))}")
    return "\n".join(lines)


def _by(records: Sequence[Record], key: Callable[[Record], str], good: Callable[[Record], bool]) -> list[str]:
    groups: dict[str, list[Record]] = {}
    for r in records:
        groups.setdefault(key(r), []).append(r)
    return [
        f"    {name:24s} {_share(sum(map(good, group)), len(group))}"
        for name, group in sorted(groups.items())
    ]


def _holds(r: Record) -> bool:
    found, wanted = r["spine"]
    return bool(found >= (2 / 3 * wanted - 1e-9 if r["two_thirds"] else wanted))


def _demands(records: Sequence[Record]) -> str:
    return _share(sum(r["spine"][0] for r in records), sum(r["spine"][1] for r in records))


def _says(r: Record) -> bool:
    found, wanted = r["spine_said"]
    return bool(found >= (2 / 3 * wanted - 1e-9 if r["two_thirds"] else wanted))


def _doses(records: Sequence[Record]) -> str:
    issued = [r for r in records if r["status"] == "issued"]
    good, blocks = (sum(r["blocks"][k] for r in issued) for k in (0, 1))
    lines = [f"four-week blocks with every pillar in its band   {_share(good, blocks)}"]
    for name, own in (
        (
            "four days or more, no club",
            [r for r in issued if r.get("days", 0) >= FEW_DAYS and not r.get("club")],
        ),
        ("with a club session", [r for r in issued if r.get("club")]),
    ):
        g, b = (sum(r["blocks"][k] for r in own) for k in (0, 1))
        lines.append(f"    {name:26s}{_share(g, b)}")
    for event in sorted({r["event"] for r in issued}):
        own = [r for r in issued if r["event"] == event]
        g, b = (sum(r["blocks"][k] for r in own) for k in (0, 1))
        lines.append(f"    {event} m{'':19s} {_share(g, b)}")
    return "\n".join(lines)
