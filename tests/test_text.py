"""A Text never forgets where its characters came from, whatever is done to it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text import EMPTY, Text, concat, merged

SOURCE = "一、负责仓库全面工作，\n每天参加调度会。\u3000（1）少开一次扣１分；第2页 共10页"
OFFSETS = st.integers(0, len(SOURCE))
RANGES = st.tuples(OFFSETS, OFFSETS).map(sorted).map(tuple)


def origins(text: Text) -> list[int]:
    return [text.origin(index) for index in range(len(text))]


def at_home(text: Text) -> bool:
    """Whether each character stands in the source where the text says."""
    return all(SOURCE[origin] == char for origin, char in zip(origins(text), text.value, strict=True))


# texts as cleaning leaves them: pieces of the source, in any order, put together
TEXTS = st.lists(RANGES.map(lambda r: Text.of(SOURCE, *r)), max_size=6).map(concat)


@given(TEXTS)
def test_characters_stand_where_the_text_says(text: Text) -> None:
    assert at_home(text)


@given(TEXTS)
def test_spans_quote_the_text(text: Text) -> None:
    assert "".join(SOURCE[start:end] for start, end in text.spans()) == text.value
    assert all(start < end for start, end in text.spans())


@given(TEXTS)
def test_neighbouring_spans_are_joined(text: Text) -> None:
    spans = text.spans()
    assert all(before[1] != after[0] for before, after in pairwise(spans))


@given(TEXTS, st.integers(-50, 50), st.integers(-50, 50))
def test_slice_keeps_origins(text: Text, start: int, end: int) -> None:
    cut = text[start:end]
    assert cut.value == text.value[start:end]
    assert origins(cut) == origins(text)[start:end]


@given(TEXTS, st.data())
def test_slice_of_a_slice_is_a_slice(text: Text, data: st.DataObject) -> None:
    a, b, c, d = (data.draw(st.integers(0, len(text))) for _ in range(4))
    assert text[a:b][c:d] == text[a : max(a, b)][c:d]
    assert origins(text[a:b][c:d]) == origins(text)[a:b][c:d]


@given(TEXTS, st.sets(st.integers(0, 60)))
def test_without_leaves_the_others_where_they_were(text: Text, dropped: set[int]) -> None:
    gone = sorted(index for index in dropped if index < len(text))
    kept = [index for index in range(len(text)) if index not in dropped]
    rest = text.without((index, index + 1) for index in gone)
    assert rest.value == "".join(text.value[index] for index in kept)
    assert origins(rest) == [origins(text)[index] for index in kept]


@given(TEXTS)
def test_recast_changes_letters_and_no_place(text: Text) -> None:
    shown = text.recast(text.value.translate({0xFF11: "1", 0xFF0C: ","}))
    assert origins(shown) == origins(text)
    assert shown.spans() == text.spans()


@given(TEXTS)
def test_recast_to_another_length_is_refused(text: Text) -> None:
    with pytest.raises(ValueError, match="keeps the length"):
        text.recast(text.value + "。")


@given(st.lists(TEXTS, max_size=5))
def test_concat_is_the_pieces_one_after_another(pieces: list[Text]) -> None:
    whole = concat(pieces)
    assert whole.value == "".join(piece.value for piece in pieces)
    assert origins(whole) == [origin for piece in pieces for origin in origins(piece)]


@given(TEXTS, TEXTS, TEXTS)
def test_concat_does_not_care_for_brackets(a: Text, b: Text, c: Text) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + EMPTY == a == EMPTY + a


@given(TEXTS, st.sampled_from([None, "一、。\n", "负责"]))
def test_strip_is_that_of_strings(text: Text, chars: str | None) -> None:
    assert text.strip(chars).value == text.value.strip(chars)
    assert at_home(text.strip(chars))


@given(TEXTS)
def test_equal_texts_hash_alike(text: Text) -> None:
    again = concat(text[index : index + 1] for index in range(len(text)))
    assert again == text
    assert hash(again) == hash(text)


@given(st.lists(RANGES))
def test_merged_covers_the_same_and_leaves_gaps(ranges: list[tuple[int, int]]) -> None:
    joined = list(merged(ranges))
    assert {i for r in joined for i in range(*r)} == {i for r in ranges for i in range(*r)}
    assert all(before[1] < after[0] for before, after in pairwise(joined))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param(Text.of("岗位 职责", 3), ((3, 5),), id="a stretch"),
        pytest.param(Text.of("岗位 职责").without([(2, 3)]), ((0, 2), (3, 5)), id="a blank dropped in the middle"),
        pytest.param(Text.of("岗位 职责").without([(0, 3)]), ((3, 5),), id="a start dropped"),
        pytest.param(Text.of("岗位职责")[2:] + Text.of("岗位职责")[:2], ((2, 4), (0, 2)), id="order of the value"),
        pytest.param(EMPTY, (), id="nothing"),
    ],
)
def test_spans(text: Text, spans: tuple[tuple[int, int], ...]) -> None:
    assert text.spans() == spans
