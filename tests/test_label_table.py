"""One look at a joined expression tells the same of a label as one entry after another."""

import pytest

from extractor.banks import Banks, fold_label, load
from extractor.labels import JOINABLE
from extractor.lexicon import Lexicon

PLACES = ("title", "heading", "column", "field", "inline")


def words_of(banks: Banks) -> list[str]:
    entries = banks.entries("label")
    words = (word for entry in entries for word in (*entry.words, *(hit.text for hit in entry.hits), *entry.misses))
    return list(dict.fromkeys(map(fold_label, words)))


def one_after_another(banks: Banks, folded: str, at: str) -> tuple[str, ...]:
    """What the first entry that has the label means, the special ones before the general."""
    for entry in sorted((e for e in banks.entries("label") if at in e.at), key=lambda entry: len(entry.at)):
        if folded in map(fold_label, entry.words) or (entry.pattern and banks.search(entry, folded)):
            return (entry.means,)
    return ()


@pytest.mark.parametrize("at", PLACES)
def test_joined_entries_read_as_single_ones(at: str) -> None:
    banks = load()
    lexicon = Lexicon(banks)
    words = words_of(banks)
    assert [lexicon.single(word, at) for word in words] == [one_after_another(banks, word, at) for word in words]


@pytest.mark.parametrize("at", PLACES)
def test_every_joinable_label_may_begin_a_joined_one(at: str) -> None:
    lexicon = Lexicon(load())
    known = [word for word in words_of(load()) if set(lexicon.single(word, at)) & JOINABLE]
    assert [word for word in known if not lexicon.may_be_joined(word + "与其他", at)] == []
