"""Every entry of every built-in bank passes its own exam: its hits match, its misses do not."""

from __future__ import annotations

import pytest

from extractor import banks

LOADED = banks.load()


@pytest.mark.parametrize("entry", LOADED.all, ids=lambda entry: f"{entry.kind}-{entry.id}")
def test_entry_passes_its_exam(entry: banks.Entry) -> None:
    assert banks.examine(entry, LOADED) == ()
