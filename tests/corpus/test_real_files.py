"""Every real file, damaged ones among them, becomes streams or a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from homestretch.activity.codec import UNITS, decode_column, encode_column
from homestretch.activity.errors import UnreadableFile
from homestretch.activity.files import read_activity_file
from homestretch.activity.preparing import streams_of
from homestretch.activity.streams import resampled
from tests.corpus.corpus_files import WHY_SKIPPED, corpus

FILES = corpus(".fit", ".tcx", ".gpx")
pytestmark = pytest.mark.skipif(not FILES, reason=WHY_SKIPPED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_streams_are_whole_and_come_back_from_their_bytes(path: Path) -> None:
    try:
        recording = read_activity_file(path)
    except UnreadableFile as refused:
        pytest.fail(f"refused: {refused}")
    streams = streams_of(recording)
    assert np.all(np.diff(streams.time) > 0)
    assert np.nanmin(np.diff(streams.distance), initial=0.0) >= 0
    assert len(resampled(streams)) <= streams.duration + 1.5
    for name, values in {"time": streams.time, **streams.channels()}.items():
        assert len(values) == len(streams)
        back = decode_column(encode_column(name, values))
        assert np.array_equal(np.isnan(values), np.isnan(back)), name
        assert np.nanmax(np.abs(values - back), initial=0.0) <= 0.5001 / UNITS[name], name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_whose_name_tells_of_damage_is_flagged(path: Path) -> None:
    damaged = any(word in path.name for word in ("unexpected-eof", "corruptheader", "nodata", "filecrc"))
    recording = read_activity_file(path)
    if damaged:
        assert recording.damage
        assert recording.records > 0
