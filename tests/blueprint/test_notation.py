"""The track's notation: what it says, what it refuses, and that it survives printing and reading."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homestretch.blueprint.doses import unroll, works
from homestretch.blueprint.errors import NotationError
from homestretch.blueprint.model import ANCHORS, Intensity, Pace, Part, Recovery, Repeat, Work
from homestretch.blueprint.notation import describe, notation, parse
from homestretch.blueprint.read import builtin

V1500 = Intensity(Pace(1.0, "V1500"), Pace(1.0, "V1500"))


def lines() -> list[str]:
    """Every rung of the library that is written in notation."""
    return [
        rung.notation
        for session in builtin().sessions.values()
        if session.pillar != "support"
        for rung in session.ladder
    ]


def sequence_of(text: str) -> list[str]:
    """Efforts and recoveries as they happen, in short: ``["400 m", "90 s jog", ...]``."""
    told = []
    for item in unroll(parse(text)):
        amount = f"{item.distance_m} m" if item.distance_m else f"{item.duration_s} s"
        told.append(f"{amount} {item.mode}" if isinstance(item, Recovery) else amount)
    return told


def test_repeats_carry_the_recovery_between_them() -> None:
    assert parse("3 x 400 m @ 1.00 V1500 (90 s jog)") == (
        Repeat(3, (Work(None, 400, V1500),), Recovery("jog", 90)),
    )


def test_a_recovery_is_taken_between_two_works_and_not_after_the_last() -> None:
    assert sequence_of("2 x 400 m @ 1.00 V1500 (90 s jog)") == ["400 m", "90 s jog", "400 m"]


def test_the_recovery_of_a_set_replaces_the_inner_one() -> None:
    one_set = ["200 m", "80 s walk", "200 m"]
    text = "2 x (2 x 200 m @ 1.00 V800 (80 s walk)) (5 min walk)"
    assert sequence_of(text) == [*one_set, "300 s walk", *one_set]


def test_the_recovery_is_also_taken_before_the_work_that_follows() -> None:
    text = "2 x 200 m @ 1.00 V800 (60 s walk) + 300 m @ 1.00 V800"
    assert sequence_of(text) == ["200 m", "60 s walk", "200 m", "60 s walk", "300 m"]


def test_a_second_recovery_replaces_the_first_before_what_follows() -> None:
    text = "2 x 200 m @ 1.00 V800 (60 s walk) (5 min jog) + 300 m @ 1.00 V800"
    assert sequence_of(text) == ["200 m", "60 s walk", "200 m", "300 s jog", "300 m"]


def test_none_lets_the_rounds_follow_without_a_stop() -> None:
    text = "2 x (200 m @ 1.00 V1500 + 200 m @ 0.90 CS) (none) (3 min jog) + 400 m @ 1.00 V800"
    assert sequence_of(text) == ["200 m", "200 m", "200 m", "200 m", "180 s jog", "400 m"]


def test_a_band_may_run_from_one_anchor_to_another_uphill() -> None:
    (part,) = parse("6 x 90 s uphill @ 1.00 V5K - 1.00 V3K (jog down 120 s)")
    assert part == Repeat(
        6,
        (Work(90, None, Intensity(Pace(1.0, "V5K"), Pace(1.0, "V3K")), uphill=True),),
        Recovery("jog", 120),
    )


def test_a_progressive_pace_begins_low_and_ends_high() -> None:
    (part,) = parse("10 min @ 0.74 CS > 0.84 CS")
    assert isinstance(part, Work)
    assert part.intensity == Intensity(Pace(0.74, "CS"), Pace(0.84, "CS"), progressive=True)


def test_a_float_has_a_pace() -> None:
    (part,) = parse("8 x 300 m @ 1.00 V3K (30 s float @ 0.88 CS)")
    assert isinstance(part, Repeat)
    band = Intensity(Pace(0.88, "CS"), Pace(0.88, "CS"))
    assert part.between == Recovery("float", 30, None, band)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6x400 m @ 1500 (90 s jog)", "6 x 400 m @ 1.00 V1500 (90 s jog)"),
        ("6 × 400 m @ 1500 (90 s jog)", "6 x 400 m @ 1.00 V1500 (90 s jog)"),
        ("2 x (4 x 300 m @ 800, 60 s) 4 min", "2 x (4 x 300 m @ 1.00 V800 (60 s walk)) (4 min walk)"),
        ("4 x 200 m @ 103 % 800 (2 min)", "4 x 200 m @ 1.03 V800 (2 min walk)"),
        ("4 x 100 m @ 105-108 % 800 (2 min)", "4 x 100 m @ 1.05-1.08 V800 (2 min walk)"),
        ("3 x 1km @ threshold (60 s jog)", "3 x 1000 m @ 0.93-0.98 CS (60 s jog)"),
        ("5 x 1000 m @ 5K-3K (2:30 jog)", "5 x 1000 m @ 1.00 V5K - 1.00 V3K (2:30 min jog)"),
        ("4 x 60 m @ 95 % sprint (1.5 min)", "4 x 60 m @ 0.95 MSS (90 s walk)"),
        ("20 min @ steady", "20 min @ 0.82-0.90 CS"),
        ("8 x 30 s @ MAS (30 s jog)", "8 x 30 s @ 1.00 MAS (30 s jog)"),
        (
            "3 x (30 m build + 20 m fly @ sprint) (5 min)",
            "3 x (30 m build + 20 m fly @ 1.00 MSS) (5 min walk)",
        ),
        ("400 m @ 800 (20 min rest) + 200 m @ 800", "400 m @ 1.00 V800 (20 min stand) + 200 m @ 1.00 V800"),
        ("3 x 200 m @ 1500 > 800 (75 s jog)", "3 x 200 m @ 1.00 V1500 > 1.00 V800 (75 s jog)"),
    ],
)
def test_the_runners_wording_is_understood(typed: str, meant: str) -> None:
    assert notation(parse(typed)) == meant


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("3 x 400 @ 1.00 V1500", 9, "the unit is missing"),
        ("3 x 400 m @ 1.00", 17, "the anchor is missing"),
        ("3 x 400 m @ 1.00 V1400", 18, "the anchor is missing"),
        ("3 x 400 m @ 1.00 V1500 (90 s skip)", 30, "'skip' is no way to recover"),
        ("3 x 400 m @ 1.00 V1500 (90 s jog", 33, "')' is missing"),
        ("0 x 400 m", 1, "repeats are a whole number"),
        ("400 m @ 1.00 V1500 (90 s jog)", 20, "a recovery needs work after it"),
        ("400 m @ 1.02-1.00 V800", 9, "from the slower to the faster"),
        ("400 m @ 1.90 V800", 9, "between 0.30 and 1.50"),
        ('200 m float @ 0.85 CS "easy"', 23, "'float' already says"),
        ("400 m @ V800 extra", 14, "not expected here"),
        ("3 x 400 m ; 2", 11, "';' has no meaning"),
        ("0.5 m @ V800", 1, "a whole number of seconds"),
        ("1:75 min @ CS", 1, "seconds after the colon"),
        ("", 1, "an effort, such as 400 m"),
    ],
)
def test_a_fault_is_named_with_its_column(text: str, column: int, said: str) -> None:
    with pytest.raises(NotationError, match=said.replace("(", r"\(").replace(")", r"\)")) as caught:
        parse(text)
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("6 x 400 m @ 1.00 V1500 (90 s jog)", "6 x 400 m @ 1500 (90 s jog)"),
        ("2 x (4 x 300 m @ 1.00 V800 (60 s walk)) (4 min walk)", "2 x (4 x 300 m @ 800, 60 s) 4 min"),
        ("20 min @ 0.93-0.96 CS", "20 min @ threshold"),
        ("5 x 1000 m @ 0.99-1.02 CS (90 s jog)", "5 x 1000 m @ CS (90 s jog)"),
        ("25 min @ 0.83-0.90 CS", "25 min @ steady"),
        ("40 min @ 0.70-0.82 CS", "40 min @ easy"),
        ("4 x 200 m @ 1.03 V800 (2 min walk)", "4 x 200 m @ 103 % 800 (2 min walk)"),
        ("4 x 60 m @ 0.95 MSS (3 min walk)", "4 x 60 m @ 95 % sprint (3 min walk)"),
        ("6 x 2 min @ 1.00 MAS (2 min jog)", "6 x 2 min @ MAS (2 min jog)"),
        ("4 x 800 m @ 1.00 V3K (2 min jog)", "4 x 800 m @ 3K (2 min jog)"),
    ],
)
def test_a_runner_reads_the_tracks_own_words(text: str, told: str) -> None:
    assert describe(parse(text)) == told


def test_every_rung_is_printed_as_it_is_written() -> None:
    assert [notation(parse(text)) for text in lines()] == lines()


def test_what_the_runner_reads_is_the_same_session() -> None:
    for text in lines():
        parts = parse(text)
        again = parse(describe(parts))
        assert [type(x) for x in unroll(again)] == [type(x) for x in unroll(parts)], text
        for told, meant in zip(works(again), works(parts), strict=True):
            assert (told.distance_m, told.duration_s, told.uphill, told.text) == (
                (meant.distance_m, meant.duration_s, meant.uphill, meant.text)
            ), text
            if told.intensity or meant.intensity:
                assert told.intensity is not None, text
                assert meant.intensity is not None, text
                assert middle(told.intensity) == pytest.approx(middle(meant.intensity), abs=0.035), text


def middle(band: Intensity) -> float:
    return (band.low.fraction + band.high.fraction) / 2


# -- any session at all ----------------------------------------------------------------------

seconds, metres = st.integers(1, 7200), st.integers(1, 20_000)
fractions = st.integers(300, 1500).map(lambda n: n / 1000)
paces = st.builds(Pace, fractions, st.sampled_from(ANCHORS))


@st.composite
def intensities(draw: st.DrawFn) -> Intensity:
    low, high, progressive = draw(paces), draw(paces), draw(st.booleans())
    if not progressive and low.anchor == high.anchor and low.fraction > high.fraction:
        low, high = high, low
    return Intensity(low, high, progressive)


@st.composite
def amounts(draw: st.DrawFn) -> tuple[int | None, int | None]:
    return (draw(seconds), None) if draw(st.booleans()) else (None, draw(metres))


maybe_intensity = st.none() | intensities()
words = st.text("abc 3:,().'+@xé", max_size=12).map(str.strip) | st.sampled_from(["float", "build", "fly"])


@st.composite
def efforts(draw: st.DrawFn) -> Work:
    duration, distance = draw(amounts())
    return Work(duration, distance, draw(maybe_intensity), draw(st.booleans()), draw(words))


@st.composite
def rests(draw: st.DrawFn) -> Recovery:
    duration, distance = draw(amounts())
    mode = draw(st.sampled_from(["jog", "walk", "stand", "float"]))
    return Recovery(mode, duration, distance, draw(maybe_intensity))


def sequences(elements: st.SearchStrategy[Part]) -> st.SearchStrategy[tuple[Part, ...]]:
    """One to three efforts, some with a recovery before the next."""
    following = st.tuples(st.none() | rests(), elements)
    return st.tuples(elements, st.lists(following, max_size=2)).map(
        lambda drawn: (drawn[0], *(part for pair in drawn[1] for part in pair if part is not None))
    )


sessions = sequences(
    st.recursive(
        efforts(),
        lambda inner: st.builds(Repeat, st.integers(1, 40), sequences(inner), st.none() | rests()),
        max_leaves=6,
    )
)


@settings(max_examples=120, deadline=None)
@given(sessions)
def test_any_session_survives_printing_and_reading(parts: tuple[Part, ...]) -> None:
    assert parse(notation(parts)) == parts


@settings(max_examples=60, deadline=None)
@given(sessions)
def test_the_runners_wording_keeps_every_effort(parts: tuple[Part, ...]) -> None:
    again = parse(describe(parts))
    assert [(w.distance_m, w.duration_s) for w in works(again)] == [
        (w.distance_m, w.duration_s) for w in works(parts)
    ]


@settings(max_examples=120, deadline=None)
@given(st.text('0123456789 xmskVCSMA()@.,+->%:"jogwalk', max_size=40))
def test_any_text_is_read_or_refused_with_a_column(text: str) -> None:
    column = 1
    try:
        parse(text)
    except NotationError as error:
        column = error.column
    assert 1 <= column <= len(text) + 1
