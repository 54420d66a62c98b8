"""What exports tell beside the activities: names by start, sleep and heart by day, bounded and forgiving."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from homestretch.activity.archives import apple, garmin, strava
from homestretch.activity.archives.model import WellnessRow
from homestretch.activity.errors import UnreadableFile

BEGUN = 1_777_900_000_000  # ms since 1970


def names(*chunks: object) -> dict[int, str]:
    return {at: hints.name for at, hints in garmin.read_names(json.dumps(chunks).encode()).items()}


def test_garmin_names_are_read_in_every_shape_that_exports_have() -> None:
    entries = [{"name": f"run {k}", "beginTimestamp": BEGUN + 1000 * k} for k in range(3)]
    wanted = {BEGUN // 1000 + k: f"run {k}" for k in range(3)}
    assert names({garmin.CHUNK: entries}) == wanted
    assert names({garmin.CHUNK: entries[:1]}, {garmin.CHUNK: entries[1:]}) == wanted
    assert names({"other": 1, garmin.CHUNK: entries}) == wanted
    assert names(*entries) == wanted
    assert names() == names({garmin.CHUNK: []}) == {}


def test_a_long_garmin_file_is_read_entry_by_entry() -> None:
    entry = {"calendarDate": "2026-05-04", "restingHeartRate": 47, "more": ["x" * 50] * 40}
    data = json.dumps([entry] * 10_000).encode()
    tracemalloc.start()
    rows = garmin.read_wellness(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(rows) == 10_000
    assert peak < 1.5 * len(data)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[{]", b'[{"calendarDate": "2026-05-04"}', b"\xff\xfe", b"[" * 100_000]
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="download the archive again"):
        garmin.read_wellness(data)


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner, max_size=4)
    | some.dictionaries(
        some.sampled_from(["calendarDate", "metrics", "type", "value", "restingHeartRate", "deepSleepSeconds",
                           "beginTimestamp", "startTimeLocal", "name", garmin.CHUNK]),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(some.lists(json_values, max_size=5))
def test_whatever_garmin_writes_gives_believable_numbers_or_none(entries: list[object]) -> None:
    data = json.dumps(entries).encode()
    for row in garmin.read_wellness(data):
        low, high = garmin.BELIEVABLE[row.kind]
        assert low <= row.value <= high
    for hints in garmin.read_names(data).values():
        assert isinstance(hints.name, str)


def health(*elements: str) -> apple.Health:
    return apple.read_export([f"<HealthData>{''.join(elements)}</HealthData>".encode()])


def asleep(start: str, end: str) -> str:
    return f'<Record type="{apple.SLEEP}" value="{apple.ASLEEP}Core" startDate="{start}" endDate="{end}"/>'


def test_sleep_of_phone_and_watch_counts_once_and_belongs_to_the_day_of_waking() -> None:
    found = health(
        asleep("2026-05-03 23:00:00 +0200", "2026-05-04 02:00:00 +0200"),
        asleep("2026-05-04 01:00:00 +0200", "2026-05-04 06:00:00 +0200"),
        asleep("2026-05-03 22:00:00 +0200", "2026-05-03 22:30:00 +0200"),
        asleep("2026-05-04 06:00:00 +0200", "2026-05-04 05:00:00 +0200"),
        asleep("2026-05-04 06:00:00", "2026-05-04 07:00:00"),
    )
    assert found.wellness == [WellnessRow(date(2026, 5, 4), "sleep_s", 7.5 * 3600, "apple")]


def test_an_apple_export_in_pieces_of_any_size_says_the_same() -> None:
    data = (
        b"<HealthData>"
        + asleep("2026-05-03 23:00:00 +0200", "2026-05-04 06:00:00 +0200").encode()
        + b"</HealthData>"
    )
    whole = apple.read_export([data])
    assert whole.wellness
    assert apple.read_export(data[at : at + 7] for at in range(0, len(data), 7)) == whole


def test_a_huge_apple_export_costs_little_memory() -> None:
    record = asleep("2026-05-03 23:00:00 +0200", "2026-05-04 06:00:00 +0200").encode()
    pieces = [b"<HealthData>", *[record * 500] * 200, b"</HealthData>"]
    tracemalloc.start()
    found = apple.read_export(pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.value for row in found.wellness] == [7 * 3600.0]
    assert peak < 2 << 20


def test_stravas_table_is_read_with_quotes_blank_rows_and_any_bytes() -> None:
    table = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Filename\n\n"
        '1,x,"a, ""b""",Run,,activities/1.fit.gz\n2,x,\xe9,Trail Run,,activities/2.fit.gz\n'
    )
    found = strava.read_table(table.encode("latin-1"), "inner/activities.csv")
    assert found["inner/activities/1.fit.gz"].name == 'a, "b"'
    assert found["inner/activities/2.fit.gz"].sport == "running"


@given(some.binary(max_size=400))
def test_stravas_table_may_hold_anything(data: bytes) -> None:
    strava.read_table(b"Activity ID,Filename\n" + data, "activities.csv")
