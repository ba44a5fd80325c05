"""Numbers as they are written, and the text in which they are looked for."""

from __future__ import annotations

import pytest

from extractor.measure.flat import Flat
from extractor.measure.numerals import parse
from extractor.text import Text

WRITTEN = {
    "digits": ("35", 35),
    "decimals": ("98.5", 98.5),
    "a large unit behind digits": ("3万", 30_000),
    "decimals with a large unit": ("1.5万", 15_000),
    "one ideograph": ("三", 3),
    "两 is two": ("两百", 200),
    "tens without a digit": ("十五", 15),
    "tens and ones": ("二十一", 21),
    "a gap written 零": ("一百零五", 105),
    "the last unit left out": ("一千五", 1500),
    "two large units": ("三万二千", 32_000),
    "figure by figure": ("二零二四", 2024),
    "with decimals": ("零点五", 0.5),
    "half": ("半", 0.5),
    "an estimate is no number": ("三五十", None),
    "words are none": ("许多", None),
    "nothing is none": ("", None),
}


@pytest.mark.parametrize(("word", "value"), WRITTEN.values(), ids=WRITTEN)
def test_a_written_number_has_its_value(word: str, value: float | None) -> None:
    assert parse(word) == value


FLATTENED = {
    "full-width digits and marks": ("扣５％，", "扣5%,"),
    "blanks beside ideographs": ("每月 5 日", "每月5日"),
    "blanks between Latin words stay": ("KPI A 级", "KPI A级"),
    "marks that part thousands": ("罚款1,500元", "罚款1500元"),
    "a list of points keeps its commas": ("(1,2,3)", "(1,2,3)"),
    "numerals of cheques": ("罚款贰佰元", "罚款二百元"),
    "the same characters in words": ("大陆队伍", "大陆队伍"),
}


@pytest.mark.parametrize(("text", "flat"), FLATTENED.values(), ids=FLATTENED)
def test_a_text_is_flattened(text: str, flat: str) -> None:
    assert Flat(Text.of(text)).value == flat


def test_a_flat_stretch_leads_back_to_the_source() -> None:
    source = "规定：每月 5 日前"
    flat = Flat(Text.of(source, 3), source)
    assert [source[a:b] for a, b in flat.spans(2, 5)] == ["5 日前"]
