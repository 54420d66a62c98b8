"""TCX, GPX and gzip: what they say is read, what could do harm is refused in a sentence."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import inflate, read_activity
from homestretch.activity.preparing import streams_of
from tests.activity.fit_bytes import simple_run

TCX_HEAD = (
    '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"'
    ' xmlns:x="http://www.garmin.com/xmlschemas/ActivityExtension/v2"><Activities><Activity Sport="Running">'
)
TCX_TAIL = "<Creator><Name>Watch 1</Name></Creator></Activity></Activities></TrainingCenterDatabase>"


def tcx_point(second: int, metres: float, *, heart: int = 150) -> str:
    return (
        f"<Trackpoint><Time>2024-05-01T10:{second // 60:02}:{second % 60:02}.000Z</Time>"
        f"<Position><LatitudeDegrees>{50 + second * 3e-5}</LatitudeDegrees>"
        "<LongitudeDegrees>8.5</LongitudeDegrees></Position><AltitudeMeters>100</AltitudeMeters>"
        f"<DistanceMeters>{metres}</DistanceMeters><HeartRateBpm><Value>{heart}</Value></HeartRateBpm>"
        "<Extensions><x:TPX><x:Speed>3.5</x:Speed><x:RunCadence>88</x:RunCadence></x:TPX></Extensions></Trackpoint>"
    )


def tcx_run() -> bytes:
    first = "".join(tcx_point(s, 3.5 * s) for s in range(60))
    second = "".join(tcx_point(s, 3.5 * s - 210) for s in range(120, 180))
    return (
        f'{TCX_HEAD}<Lap StartTime="2024-05-01T10:00:00Z"><TotalTimeSeconds>120</TotalTimeSeconds>'
        "<DistanceMeters>420</DistanceMeters><AverageHeartRateBpm><Value>151</Value></AverageHeartRateBpm>"
        "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>"
        f"<Track>{first}</Track><Track>{second}</Track></Lap>{TCX_TAIL}"
    ).encode()


def gpx_run() -> bytes:
    points = "".join(
        f'<trkpt lat="{50 + s * 3e-5}" lon="8.5"><ele>100</ele>'
        f"<time>2024-05-01T10:00:{s:02}Z</time><extensions>"
        "<g:TrackPointExtension><g:hr>150</g:hr><g:cad>86</g:cad></g:TrackPointExtension>"
        "</extensions></trkpt>"
        for s in range(60)
    )
    return (
        '<gpx creator="Watch" xmlns="http://www.topografix.com/GPX/1/1" xmlns:g="http://www.garmin.com/xmlschemas/'
        f'TrackPointExtension/v1"><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>'
    ).encode()


def test_a_tcx_run_gives_its_points_lap_device_and_the_stop_between_its_tracks() -> None:
    recording = read_activity(tcx_run())
    assert recording.records == 120
    assert recording.samples.cadence[0] == 88
    assert recording.samples.speed[0] == 3.5
    assert recording.device == "Watch 1"
    (lap,) = recording.laps
    assert (lap.elapsed, lap.distance, lap.average_heart_rate, lap.trigger) == (120, 420, 151, "manual")
    (pause,) = recording.pauses
    assert pause.end - pause.start == 61
    assert recording.sessions[0].sport == "running"


def test_steps_a_minute_are_those_of_both_legs_in_tcx_and_gpx() -> None:
    assert streams_of(read_activity(tcx_run())).cadence[0] == 176
    assert streams_of(read_activity(gpx_run())).cadence[0] == 172


def test_a_gpx_run_has_its_distance_from_positions() -> None:
    streams = streams_of(read_activity(gpx_run()))
    assert streams.distance_from == "positions"
    # 59 steps of 3e-5 degrees of latitude, 111 195 m each on the mean sphere
    assert streams.total_distance == pytest.approx(59 * 3e-5 * 111_195, rel=1e-3)


@pytest.mark.parametrize(
    "harm",
    [
        b'<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><gpx>&b;</gpx>',
        b'<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx/>',
        b'<?xml version="1.0"?><!DOCTYPE TrainingCenterDatabase><TrainingCenterDatabase/>',
    ],
)
def test_a_document_type_is_refused_before_anything_is_read(harm: bytes) -> None:
    with pytest.raises(UnreadableFile, match="document type"):
        read_activity(harm)


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="nests"):
        read_activity(b"<gpx>" + b"<a>" * 200_000)


def test_other_files_are_refused_in_a_sentence() -> None:
    others = (
        (b"", "empty"),
        (b"PK\x03\x04 something", "zip archive"),
        (b"<html></html>", "<html>"),
        (b"a,b", "no FIT"),
    )
    for data, words in others:
        with pytest.raises(UnreadableFile, match=words):
            read_activity(data)


def test_an_encoding_that_does_not_exist_is_named_in_a_sentence() -> None:
    for encoding in ("UTF-9", "utf-7", "shift_jis"):
        with pytest.raises(UnreadableFile, match="encoding"):
            read_activity(f'<?xml version="1.0" encoding="{encoding}"?><gpx></gpx>'.encode())


def test_a_markup_file_that_breaks_off_gives_the_points_before() -> None:
    whole = tcx_run()
    recording = read_activity(whole[: len(whole) // 2])
    assert recording.damage
    assert 50 <= recording.records < 70
    assert read_activity(whole).damage == ()


def test_a_gzipped_file_reads_as_the_file_itself() -> None:
    plain, packed = read_activity(simple_run(50)), read_activity(gzip.compress(simple_run(50)))
    assert np.array_equal(plain.samples.distance, packed.samples.distance)


def test_a_gzip_file_that_breaks_off_gives_what_was_inflated() -> None:
    packed = gzip.compress(tcx_run())
    recording = read_activity(packed[: len(packed) * 2 // 3])
    assert recording.damage
    assert recording.records > 0


def test_a_gzip_bomb_is_refused_while_it_inflates() -> None:
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(machine.compress(bytes(1 << 20)) for _ in range(200)) + machine.flush()
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="unpacked"):
        inflate(bomb, most=16 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 24 << 20


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_change_of_bytes_makes_the_reader_of_markup_fail(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from((gpx_run(), tcx_run(), gzip.compress(gpx_run())))))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(
            st.binary(min_size=1, max_size=5) | st.sampled_from((b"<!", b"&a;", b"</", b"<trkpt ", b"9e999"))
        )
        if data.draw(st.booleans()):
            content[at : at + len(piece)] = piece
        else:
            content[at:at] = piece
    with suppress(UnreadableFile):
        streams_of(read_activity(bytes(content)))
