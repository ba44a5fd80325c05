"""Labels at the end of a line: a heading that runs in, or a word that goes on in the next line."""

from __future__ import annotations

import pytest

from extractor import banks
from extractor.lexicon import lexicon
from extractor.outline.cut import labels
from extractor.text import Text


@pytest.mark.parametrize(
    ("alone", "found"),
    [
        pytest.param(True, ["罚款"], id="where the line ends by itself"),
        pytest.param(False, [], id="where it breaks for want of room"),
    ],
)
def test_a_label_behind_a_sentence(alone: bool, found: list[str]) -> None:
    line = Text.of("员工之间打架的，直接开除。罚款")
    cut = labels(line, [], lexicon(banks.load()), alone)
    assert [line.value[label.start : label.end] for label in cut] == found


def test_a_label_that_is_the_whole_line_is_one_anyhow() -> None:
    assert len(labels(Text.of("岗位职责"), [], lexicon(banks.load()), alone=False)) == 1
