"""Headings of a document by the look of their lines: bold and larger than the body, the largest outermost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.readers.pdf_lines import Line

LARGER = 1.1  # of the body's size: Word's third level has 1.14 (12 pt over 10.5); rounding moves a size by 0.01
SHARE = 0.3  # of the lines: in the Word samples headings take 0.02 to 0.21; beyond, large and bold is the way of all
LEVELS = 4  # sizes that count, at most: Word's own styles have as many above the body
# Sizes that a heading may stand right of the margin. Word's heading styles stand at it; centred lines are titles and
# chapters that a hand has made large, and of these the words tell more: taken by their look 3 of 12 samples read worse.
SET_IN = 2.0
_CLOSED = "。；;！!？?…，,、"


def headings(runs: Sequence[Sequence[Line]], left: dict[int, float]) -> dict[int, int]:
    """By the id of a line the level (from 1) of the heading that it is.

    ``runs`` are the lines of the body that no table divides, ``left`` the margins by the number of the page. A line
    whose neighbour looks the same is part of a title of several lines, or of text set large.
    """
    total = sum(map(len, runs))
    body = _body_size(runs)
    standing = [
        line
        for run in runs
        for k, line in enumerate(run)
        if _stands_out(line, body) and line.box[0] <= left[line.page] + SET_IN * body and not _has_twin(run, k)
    ]
    if len(standing) > SHARE * total:
        return {}
    sizes = sorted({line.size for line in standing}, reverse=True)[:LEVELS]
    return {id(line): sizes.index(line.size) + 1 for line in standing if line.size in sizes}


def _body_size(runs: Sequence[Sequence[Line]]) -> float:
    counts: Counter[float] = Counter()
    for run in runs:
        for line in run:
            counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _stands_out(line: Line, body: float) -> bool:
    return line.bold and line.size >= LARGER * body and line.text[-1] not in _CLOSED


def _has_twin(run: Sequence[Line], at: int) -> bool:
    beside = [run[k] for k in (at - 1, at + 1) if 0 <= k < len(run)]
    return any(one.bold and one.size == run[at].size and one.page == run[at].page for one in beside)
