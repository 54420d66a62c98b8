"""FIT bytes become the numbers that were written, however the file says them."""

from __future__ import annotations

import numpy as np
import pytest

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.fit import decode_fit
from homestretch.activity.fit.crc import crc16
from tests.activity.fit_bytes import (
    BYTE,
    DESCRIPTION,
    DEVELOPER_ID,
    EVENT,
    FLOAT32,
    HEART_FIELD,
    LAP,
    RECORD,
    SINT32,
    STRING,
    TIME_FIELD,
    UINT8,
    UINT16,
    UINT32,
    FitWriter,
    checksum,
    simple_run,
)

START = 1_000_000_000


def column(data: bytes, name: str) -> list[float | None]:
    """A record column with None where it has no value."""
    return [None if value != value else value for value in decode_fit(data).records.column(name).tolist()]


@pytest.mark.parametrize("size", [0, 1, 9, 4095, 4096, 32766, 32767, 32768, 40000, 262136, 300001])
def test_the_checksum_is_the_one_made_bit_by_bit(size: int) -> None:
    data = np.random.default_rng(size).integers(0, 256, size, np.uint8).tobytes()
    assert crc16(data) == checksum(data)


def test_the_checksum_of_the_standard_text_is_the_published_one() -> None:
    assert crc16(b"123456789") == 0xBB3D  # CRC-16/ARC, catalogue of parametrised CRC algorithms


@pytest.mark.parametrize("big", [False, True])
def test_both_byte_orders_give_the_same_numbers(big: bool) -> None:
    file = decode_fit(simple_run(30, big=big))
    assert file.faults == ()
    assert file.records.count == 30
    assert file.records.column("speed").tolist() == [3.5] * 30
    assert file.records.column("distance")[29] == 101.5
    assert file.records.column("timestamp")[0] == START
    assert file.table("lap").rows()[0]["total_distance"] == 105.0


def test_a_long_run_of_equal_messages_loses_none() -> None:
    file = decode_fit(simple_run(2000))
    assert np.array_equal(file.records.column("distance"), np.arange(2000) * 350 / 100)


def test_records_keep_their_order_across_layouts_and_redefinitions() -> None:
    writer = FitWriter()
    writer.define(0, RECORD, TIME_FIELD).define(1, RECORD, TIME_FIELD, HEART_FIELD)
    for second in range(40):
        if second == 20:
            writer.define(0, RECORD, HEART_FIELD, TIME_FIELD)
        if second % 3 == 0:
            writer.write(1, START + second, 100 + second)
        elif second < 20:
            writer.write(0, START + second)
        else:
            writer.write(0, 100 + second, START + second)
    records = decode_fit(writer.file()).records
    assert (records.column("timestamp") - START).tolist() == list(range(40))
    heart = records.column("heart_rate")
    assert all(np.isnan(heart[s]) if s < 20 and s % 3 else heart[s] == 100 + s for s in range(40))


def test_invalid_values_are_missing_not_numbers() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, HEART_FIELD, (6, 2, UINT16), (0, 4, SINT32))
    writer.write(0, START, 0xFF, 0xFFFF, 0x7FFFFFFF).write(0, START + 1, 150, 4000, -5)
    data = writer.file()
    assert column(data, "heart_rate") == [None, 150]
    assert column(data, "speed") == [None, 4.0]
    assert column(data, "enhanced_speed") == [None, 4.0]
    assert column(data, "position_lat") == [None, -5]


def test_a_compressed_time_counts_on_from_the_last_time_of_any_message() -> None:
    writer = FitWriter().define(0, RECORD, HEART_FIELD).define(1, EVENT, TIME_FIELD, (0, 1, 0))
    base = START - START % 32  # the last five bits are 0
    writer.write(1, base + 30, 0)
    writer.write(0, 100, offset=31).write(0, 101, offset=0).write(0, 102, offset=0)
    writer.write(1, base + 100, 0)
    writer.write(0, 103, offset=5)
    times = decode_fit(writer.file()).records.column("timestamp") - base
    assert times.tolist() == [31, 32, 32, 101]


def test_a_compressed_time_before_any_whole_time_is_missing() -> None:
    writer = FitWriter().define(0, RECORD, HEART_FIELD)
    data = writer.write(0, 100, offset=3).write(0, 101, offset=4).file()
    assert column(data, "timestamp") == [None, None]
    assert column(data, "heart_rate") == [100, 101]


def test_a_lap_under_a_compressed_header_has_its_time_too() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD).define(1, LAP, (15, 1, UINT8))
    base = START - START % 32
    writer.write(0, base).write(1, 150, offset=7)
    assert decode_fit(writer.file()).table("lap").rows() == [{"timestamp": base + 7, "avg_heart_rate": 150}]


def test_packed_speed_and_distance_unpack_and_the_distance_runs_on() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, (8, 3, BYTE))
    for second, (speed, sixteenths) in enumerate([(350, 4000), (360, 4090), (0xFFF, 0xFFF), (340, 100)]):
        bits = speed | (sixteenths & 0xFFF) << 12
        writer.write(0, START + second, tuple(bits.to_bytes(3, "little")))
    data = writer.file()
    assert column(data, "speed") == [3.5, 3.6, None, 3.4]
    assert column(data, "enhanced_speed") == [3.5, 3.6, None, 3.4]
    assert column(data, "distance") == [250.0, 4090 / 16, None, (4096 + 100) / 16]


def test_strides_counted_in_one_byte_run_on_past_255() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, (18, 1, UINT8))
    for second, cycles in enumerate([250, 254, 2, 4]):
        writer.write(0, START + second, cycles)
    assert column(writer.file(), "total_cycles") == [250, 254, 258, 260]


def test_several_values_in_a_field_of_one_give_the_first_that_is_valid() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, (73, 8, UINT32))
    writer.write(0, START, (3000, 0xFFFFFFFF)).write(0, START + 1, (0xFFFFFFFF, 3100))
    writer.write(0, START + 2, (0xFFFFFFFF, 0xFFFFFFFF))
    assert column(writer.file(), "enhanced_speed") == [3.0, 3.1, None]


def test_a_field_of_a_size_that_does_not_fit_its_type_is_bytes() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, (3, 1, UINT16), (4, 1, UINT8))
    writer.write(0, START, 140, 88)
    data = writer.file()
    assert column(data, "heart_rate") == [140]
    assert column(data, "cadence") == [88]


def describe(writer: FitWriter, number: int, base: int, name: bytes, unit: bytes) -> None:
    writer.define(
        5,
        DESCRIPTION,
        (0, 1, UINT8),
        (1, 1, UINT8),
        (2, 1, UINT8),
        (3, 8, STRING),
        (8, 8, STRING),
        (15, 1, UINT8),
    )
    writer.write(5, 0, number, base, name, unit, 7)


def test_developer_fields_come_under_the_name_their_app_gave() -> None:
    writer = FitWriter().define(4, DEVELOPER_ID, (3, 1, UINT8)).write(4, 0)
    describe(writer, 3, FLOAT32 | 0x80, b"Power\0\0\0", b"W\0\0\0\0\0\0\0")
    writer.define(0, RECORD, TIME_FIELD, developer=((3, 4, 0), (9, 2, 0)), developer_codes="fH")
    writer.write(0, START, 251.5, 1).write(0, START + 1, float("nan"), 2)
    (power,) = decode_fit(writer.file()).records.developer_columns()
    told = power.description
    assert (told.name, told.unit, told.native_field) == ("Power", "W", 7)
    assert power.values[0] == 251.5
    assert np.isnan(power.values[1])


def test_a_developer_field_described_anew_midway_is_read_by_the_description_of_its_time() -> None:
    writer = FitWriter().define(4, DEVELOPER_ID, (3, 1, UINT8)).write(4, 0)
    describe(writer, 3, UINT16 | 0x80, b"Step\0\0\0\0", b"mm\0\0\0\0\0\0")
    writer.define(0, RECORD, TIME_FIELD, developer=((3, 2, 0),), developer_codes="H").write(0, START, 1100)
    describe(writer, 3, UINT16 | 0x80, b"Contact\0", b"ms\0\0\0\0\0\0")
    writer.write(0, START + 1, 230)
    columns = {
        c.description.name: c.values.tolist() for c in decode_fit(writer.file()).records.developer_columns()
    }
    assert columns["Step"][0] == 1100
    assert columns["Contact"][1] == 230
    assert columns["Step"][1] != columns["Step"][1]
    assert columns["Contact"][0] != columns["Contact"][0]


def test_chained_files_count_as_one_and_forget_each_others_layouts() -> None:
    second = FitWriter(big=True).define(0, RECORD, HEART_FIELD, TIME_FIELD).write(0, 99, START + 500).file()
    file = decode_fit(simple_run(10) + second)
    assert file.parts == 2
    assert file.faults == ()
    assert file.records.count == 11
    assert file.records.column("heart_rate")[10] == 99


def test_laps_come_as_names_and_values_without_what_they_do_not_say() -> None:
    writer = FitWriter().define(0, LAP, TIME_FIELD, (15, 1, UINT8), (13, 2, UINT16), (42, 2, UINT16))
    writer.write(0, START, 0xFF, 5000, 2600)
    (lap,) = decode_fit(writer.file()).table("lap").rows()
    assert lap == {
        "timestamp": START,
        "avg_speed": 5.0,
        "enhanced_avg_speed": 5.0,
        "avg_altitude": 20.0,
        "enhanced_avg_altitude": 20.0,
    }


def test_beat_intervals_come_as_they_were_written() -> None:
    writer = FitWriter().define(0, 78, (0, 10, UINT16))
    writer.write(0, (800, 810, 0xFFFF, 0xFFFF, 0xFFFF)).write(0, (790, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF))
    writer.define(1, 78, (0, 2, UINT16)).write(1, 820).write(0, (830, 840, 850, 860, 870))
    found = decode_fit(writer.file()).table("hrv").flat("time")
    assert found.tolist() == [0.8, 0.81, 0.79, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87]


def test_what_is_not_a_fit_file_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="not a FIT file"):
        decode_fit(b"<?xml version='1.0'?><gpx/>")
    with pytest.raises(UnreadableFile):
        decode_fit(b"")


def test_text_in_the_place_of_a_number_is_no_number() -> None:
    writer = (
        FitWriter()
        .define(0, RECORD, TIME_FIELD, (3, 4, STRING), (4, 1, STRING))
        .write(0, START, b"abcd", b"7")
    )
    writer.define(1, RECORD, TIME_FIELD, HEART_FIELD).write(1, START + 1, 140)
    data = writer.file()
    assert column(data, "heart_rate") == [None, 140]
    assert column(data, "cadence") == [None, None]


def test_an_endless_total_does_not_carry_on() -> None:
    writer = FitWriter().define(0, RECORD, TIME_FIELD, (19, 4, FLOAT32), (18, 1, UINT8))
    writer.write(0, START, float("inf"), 0xFF).write(0, START + 1, 300.0, 0xFF).write(0, START + 2, 0.0, 5)
    assert column(writer.file(), "total_cycles")[1:] == [300, 5]
