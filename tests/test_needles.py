"""The sieve lets nothing be missed: what a pattern needs stands in every text that it matches."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import banks as pattern_banks
from extractor.banks import Entry
from extractor.needles import BLANK, DIGIT, needs, plain

BANKS = pattern_banks.load()
PATTERNS = [entry for entry in BANKS.all if entry.pattern]
SAMPLES = Path(__file__).parent.parent / "corpus" / "sources"


def _lines() -> list[str]:
    return [line for path in sorted(SAMPLES.iterdir()) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("pattern", "reads"),
    [
        pytest.param("扣(?:减|分)", True, id="what both read alike"),
        pytest.param("(?<=以上|以下)扣", True, id="a look-behind of one width"),
        pytest.param("(?<=以上|下)扣", False, id="a look-behind of two widths"),
        pytest.param("(?:迟到){e<=1}", False, id="an inexact match"),
        pytest.param("[[a-z]--[b]]", False, id="a difference of sets"),
        pytest.param("(?P<a>一)|(?P<a>二)", False, id="a group named twice"),
        pytest.param(r"\p{Han}+", False, id="a property"),
    ],
)
def test_plain(pattern: str, reads: bool) -> None:
    assert (plain(pattern) is not None) is reads


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        pytest.param("扣分", [{"分"}, {"扣"}], id="literals"),
        pytest.param("[扣罚]款", [{"款"}, {"扣", "罚"}], id="a set"),
        pytest.param("扣|罚款", [{"扣", "罚"}], id="one of each branch"),
        pytest.param("(?:扣)?分", [{"分"}], id="what may be left out is not needed"),
        pytest.param("分{2,3}", [{"分"}], id="what is repeated once at least is needed"),
        pytest.param(r"第\d+条?", [{"第"}, {DIGIT}], id="a digit"),
        pytest.param(r"^(?:下载|[|\s])+$", [{"下", "|", BLANK}], id="a blank"),
        pytest.param("(?<=每)天(?!然)", [{"天"}, {"每"}], id="what stands beside, not what must not"),
        pytest.param("[^扣]分", [{"分"}], id="a negated set"),
        pytest.param("扣|", [], id="a branch that needs nothing"),
        pytest.param("(?i)a分", [], id="letters of either size"),
        pytest.param("(?:扣分){e<=1}", [], id="a fuzzy match"),
        pytest.param(r"\p{Han}分", [], id="what only the module regex knows"),
        pytest.param("扣(", [], id="no expression at all"),
    ],
)
def test_needs(pattern: str, wanted: list[set[str]]) -> None:
    found = needs(pattern)
    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted))


@pytest.mark.parametrize("entry", PATTERNS, ids=lambda entry: entry.id)
def test_a_sieve_keeps_every_hit(entry: Entry) -> None:
    alone = (entry,)
    texts = (*(hit.text for hit in entry.hits), *entry.misses, *_lines())
    assert all(BANKS.likely(alone, text) for text in texts if BANKS.search(entry, text))


def test_a_sieve_keeps_the_order_of_the_entries() -> None:
    text = "每迟到一次扣2分，罚款50元，年终考核不合格。"
    likely = BANKS.likely(tuple(PATTERNS), text)
    assert [entry for entry in PATTERNS if entry in likely] == list(likely)
    assert len(likely) < len(PATTERNS)
