"""On every real FIT file ours and the official decoder say the same, in every field that the product uses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from homestretch.activity.fit import decode_fit
from homestretch.activity.fit.heart import merge_heart_rates
from homestretch.activity.fit.profile import kinds
from studies.decode_agreement import compare, referees_missing
from tests.corpus.corpus_files import WHY_SKIPPED, corpus

FILES = corpus(".fit")
MISSING = referees_missing()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"the referees {', '.join(MISSING)} are not installed"),
]
needs_corpus = pytest.mark.skipif(not FILES, reason=WHY_SKIPPED)


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_decoders_say_the_same_of(path: Path) -> None:
    found = compare(path.name, path.read_bytes())
    assert found.records[0] == found.records[1]
    assert found.laps[0] == found.laps[1]
    assert found.differences == []


@needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_strap_heart_rates_merge_as_the_official_decoder_merges_them(path: Path) -> None:
    file = decode_fit(path.read_bytes())
    if not file.table("hr").count:
        return
    from garmin_fit_sdk import Decoder, Stream

    messages, errors = Decoder(Stream.from_file(str(path))).read(convert_datetimes_to_dates=False)
    assert not errors
    theirs = np.array([row.get("heart_rate", np.nan) for row in messages["record_mesgs"]], float)
    assert np.array_equal(merge_heart_rates(file.records, file.table("hr")), theirs, equal_nan=True)


def test_our_table_of_fields_agrees_with_the_official_profile() -> None:
    from garmin_fit_sdk.profile import Profile

    for kind in kinds().values():
        official = Profile["messages"][kind.number]
        assert official["name"] == kind.name
        for number, field in kind.fields.items():
            other = official["fields"][number]
            name = {"field_description.field_name": "field_name"}.get(
                f"{kind.name}.{field.name}", other["name"]
            )
            assert (name, other["base_type"]) == (field.name, field.base.name), f"{kind.name} {number}"
            if len(other["scale"]) == 1 and field.base.name != "byte":
                assert (other["scale"][0], other["offset"][0]) == (field.scale, field.offset), field.name
