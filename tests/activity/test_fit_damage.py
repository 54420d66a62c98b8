"""A damaged FIT file gives everything up to the damage, says so, and costs neither time nor memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity
from homestretch.activity.fit import decode_fit
from homestretch.activity.fit.decode import FitFile
from homestretch.activity.fit.heart import merge_heart_rates
from homestretch.activity.preparing import streams_of
from tests.activity.fit_bytes import (
    BYTE,
    DESCRIPTION,
    EVENT,
    HEART_FIELD,
    HR,
    LAP,
    RECORD,
    SINT32,
    STRING,
    TIME_FIELD,
    UINT8,
    UINT16,
    UINT32,
    FitWriter,
    simple_run,
)

START = 1_000_000_000
FREE_MEMORY = 64 << 20  # bytes that any file may cost
MEMORY_PER_BYTE = 20


def kinds_of_fault(data: bytes) -> list[str]:
    return [fault.kind for fault in decode_fit(data).faults]


def varied() -> bytes:
    """Compressed headers, developer fields, packed fields, strap beats, laps, and a second part."""
    writer = FitWriter().define(3, DESCRIPTION, (0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 4, STRING))
    writer.write(3, 0, 1, 4 | 0x80, b"Kick")
    writer.define(
        0, RECORD, TIME_FIELD, HEART_FIELD, (8, 3, BYTE), developer=((1, 2, 0),), developer_codes="H"
    )
    writer.define(1, RECORD, HEART_FIELD, (18, 1, UINT8)).define(2, EVENT, TIME_FIELD, (0, 1, 0), (1, 1, 0))
    writer.write(2, START, 0, 0)
    for second in range(60):
        writer.write(0, START + second, 150, (second, second % 16 << 4, 7), 500 + second)
        if second % 5 == 0:
            writer.write(1, 151, second, offset=(START + second + 1) % 32)
    writer.define(4, HR, TIME_FIELD, (9, 4, UINT32), (6, 1, UINT8)).write(4, START, 1024, 150)
    writer.define(5, HR, (10, 12, BYTE), (6, 8, UINT8)).write(5, tuple(range(12)), (150,) * 8)
    writer.define(6, LAP, TIME_FIELD, (9, 4, UINT32)).write(6, START + 60, 21_000)
    return writer.file() + simple_run(30)


def read_everything(file: FitFile) -> None:
    """Ask for all that the decoder can give."""
    file.records.columns()
    file.records.developer_columns()
    merge_heart_rates(file.records, file.table("hr"))
    for kind in file.kinds:
        file.table(kind).rows(most=1000)


def test_a_sound_file_has_no_fault() -> None:
    assert not decode_fit(varied()).damaged


def test_a_changed_byte_shows_in_the_checksum_and_nothing_is_lost() -> None:
    data = bytearray(simple_run(50))
    data[200] ^= 1
    assert kinds_of_fault(bytes(data)) == ["checksum"]
    assert decode_fit(bytes(data)).records.count == 50


@given(st.integers(16, len(simple_run(40))))
@settings(max_examples=150, deadline=None)
def test_a_file_cut_off_anywhere_gives_the_records_before_the_cut(length: int) -> None:
    whole = simple_run(40)
    cut = decode_fit(whole[:length])
    assert cut.damaged == (length < len(whole))
    first = 14 + 6 + 5 * 3  # header, definition of five fields
    assert cut.records.count == min(40, max(0, (length - first) // 16))
    times = decode_fit(whole).records.column("timestamp")[: cut.records.count]
    assert np.array_equal(cut.records.column("timestamp"), times)


def test_a_recording_that_was_never_finished_is_read_though_its_header_gives_no_length() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, HEART_FIELD)
    for second in range(20):
        writer.write(0, START + second, 140)
    file = decode_fit(writer.file(declared=0))
    assert file.records.count >= 20
    assert file.damaged


def test_a_message_without_a_layout_ends_the_reading() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, HEART_FIELD).write(0, START, 140)
    writer.body.append(7)
    writer.write(0, START + 1, 141)
    file = decode_fit(writer.file())
    assert [fault.kind for fault in file.faults] == ["undefined"]
    assert file.records.count == 1


def test_a_type_that_does_not_exist_ends_the_reading() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD).write(0, START)
    writer.body += bytes((0x41, 0, 0, RECORD, 0, 1, 3, 1, 0x1F))
    assert kinds_of_fault(writer.file()) == ["definition"]


def test_a_field_of_no_size_ends_the_reading_where_such_a_message_comes() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD).write(0, START)
    writer.define(1, LAP, (9, 0, UINT8)).write(0, START + 1)
    assert kinds_of_fault(writer.file()) == []
    file = decode_fit(writer.write(1).write(0, START + 2).file())
    assert [fault.kind for fault in file.faults] == ["definition"]
    assert file.records.count == 2


def test_what_follows_a_whole_file_and_is_none_is_said() -> None:
    assert kinds_of_fault(simple_run(5) + b"rubbish rubbish rubbish") == ["trailing"]
    assert kinds_of_fault(simple_run(5) + bytes(100)) == []


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_no_change_of_bytes_makes_the_decoder_fail(data: st.DataObject) -> None:
    content = bytearray(varied())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        action = data.draw(st.sampled_from(("change", "drop", "insert", "copy")))
        piece = data.draw(st.binary(min_size=1, max_size=6))
        if action == "change":
            content[at : at + len(piece)] = piece
        elif action == "drop":
            del content[at : at + len(piece)]
        elif action == "insert":
            content[at:at] = piece
        else:
            content[at:at] = content[max(0, at - 40) : at]
    with suppress(UnreadableFile):
        read_everything(decode_fit(bytes(content)))


def _empty_records() -> bytes:
    return bytes(FitWriter().define(0, RECORD).body) + bytes(600_000)


def _alternating() -> bytes:
    head = FitWriter().define(0, RECORD).define(1, RECORD, HEART_FIELD).body
    return bytes(head) + b"\0\1\x96" * 200_000


def _compressed() -> bytes:
    head = FitWriter().define(0, RECORD).define(1, RECORD, TIME_FIELD).write(1, START).body
    return bytes(head) + bytes(0x80 | at % 32 for at in range(32)) * 18_000


def _ever_new_layouts() -> bytes:
    parts = bytearray()
    for number in range(60_000):
        parts += bytes((0x40, 0, 0, RECORD, 0, 1, number % 256, 1 + number // 256 % 3, 2, 0)) + bytes(3)
    return bytes(parts)


def _ever_new_descriptions() -> bytes:
    head = FitWriter().define(5, DESCRIPTION, (0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8)).body
    return bytes(head) + b"".join(bytes((5, n >> 8 & 255, n & 255, 2)) for n in range(100_000))


def _wide_then_narrow() -> bytes:
    wide = FitWriter().define(0, RECORD, *[(number, 1, UINT8) for number in range(2, 60)]).write(0, *[7] * 58)
    return bytes(wide.define(1, RECORD, HEART_FIELD).body) + b"\1\x96" * 250_000


HOSTILE: list[Callable[[], bytes]] = [
    _empty_records, _alternating, _compressed, _ever_new_layouts, _ever_new_descriptions, _wide_then_narrow,
]  # fmt: skip


def cut_short(body: bytes) -> bytes:
    """A file with this body that ends before its checksum."""
    size = len(body) + 100
    return bytes((12, 0x10, 0, 0)) + size.to_bytes(4, "little") + b".FIT" + body


@pytest.mark.parametrize("body", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_file_costs_no_more_memory_than_its_size_explains(body: Callable[[], bytes]) -> None:
    data = cut_short(body())
    decode_fit(simple_run(5))  # what is loaded once does not count
    tracemalloc.start()
    file = decode_fit(data)
    for name in ("timestamp", "heart_rate", "distance"):
        file.records.column(name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert file.records.count > 0 or file.damaged
    assert peak < FREE_MEMORY / 8 + MEMORY_PER_BYTE * len(data)


def test_streams_of_a_file_that_names_every_channel_once_cost_no_more_either() -> None:
    channels = [
        (0, 4, SINT32),
        (1, 4, SINT32),
        (5, 4, UINT32),
        *((n, 2, UINT16) for n in (2, 6, 7, 39, 41, 85)),
    ]
    writer = FitWriter().define(0, RECORD, TIME_FIELD, *channels).write(0, START, *[1] * len(channels))
    body = bytes(writer.define(1, RECORD, HEART_FIELD).body)
    data = cut_short(body + b"".join(bytes((0xA0 | second, 150)) for second in range(32)) * 12_000)
    streams_of(read_activity(simple_run(5)))  # what is loaded once does not count
    tracemalloc.start()
    streams = streams_of(read_activity(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(streams) > 200_000
    assert any("samples" in flag.text for flag in streams.flags if flag.kind == "damaged")
    assert peak < FREE_MEMORY + MEMORY_PER_BYTE * len(data)
