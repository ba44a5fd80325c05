"""Chunk marks of sharing sites: 「2、」「3、」 at fixed distances in mid-sentence, found by their regularity.

Such sites cut the text of a document every few hundred characters, number the pieces and print each on a line of
its own. The pieces are joined again, and the marks are furniture.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from extractor.model import Block, Paragraph
from extractor.text import Range, concat

_MARK = re.compile(r"\s*(\d{1,4})、")
_FINISHED = re.compile(r"[。；;！!？?：:]$")

# Distances between the marks of the two chunked manuals seen vary by 0.4 % around 304 characters; numbered items of
# 40 lists with 5 items or more vary by 15 % and more.
DISTANCE_TOLERANCE = 0.05
SHORTEST_CHUNK = 100
FEWEST_MARKS = 3
FEWEST_PIECES = 2
USUAL_CHUNK = 304  # characters, of every page of such sites that was seen; two items of a list rarely stand so apart
PAIR_TOLERANCE = 3
FIRST_MARK = 2  # a site numbers the second piece where the first has no mark
# Runs followed for each number: so many lists may begin anew within one chunk.
RUNS_KEPT = 8
# Of the marks of the chunked manuals 53 of 56 stand in mid-sentence, of the items of numbered lists hardly any.
MID_SENTENCE_SHARE = 0.6


def heal_chunks(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Range, ...]]:
    """The blocks with the pieces joined, and the marks' source ranges; unchanged where there are no marks."""
    marks = _regular(blocks)
    if not marks:
        return blocks, ()
    out: list[Block] = []
    furniture: list[Range] = []
    first, last = min(marks), max(marks)
    for k, block in enumerate(blocks):
        if k not in marks:
            inside = first < k < last and isinstance(block, Paragraph) and out and isinstance(out[-1], Paragraph)
            if inside and isinstance(block, Paragraph) and isinstance(out[-1], Paragraph) and block.text.value.strip():
                out[-1] = replace(out[-1], text=concat((out[-1].text, block.text)))
            elif not inside:
                out.append(block)
            continue
        assert isinstance(block, Paragraph)
        cut = _MARK.match(block.text.value)
        end = cut.end() if cut else 0
        furniture.extend(block.text[:end].strip().spans())
        piece = block.text[end:]
        before = out[-1] if out and k != first else None
        if isinstance(before, Paragraph):
            out[-1] = replace(before, text=concat((before.text, piece)))
        else:
            out.append(replace(block, text=piece))
    return tuple(out), tuple(furniture)


def _regular(blocks: tuple[Block, ...]) -> frozenset[int]:
    """The indexes of the blocks that begin with a chunk mark."""
    found: list[tuple[int, int, int]] = []  # block index, value, offset
    for k, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (match := _MARK.match(block.text.value)):
            found.append((k, int(match.group(1)), block.text.origin(match.start(1))))
    best: list[tuple[int, int, int]] = []
    waiting: dict[int, list[list[tuple[int, int, int]]]] = {}  # runs begun, by the value that would go on with them
    for mark in found:
        runs = waiting.get(mark[1], [])
        if mark[1] <= FIRST_MARK:
            runs = [*runs, []]
        left = [run for run in runs if run and not _goes_on(run, mark)]
        on = [[*run, mark] for run in runs if not run or _goes_on(run, mark)]
        waiting[mark[1]] = left
        waiting[mark[1] + 1] = [*waiting.get(mark[1] + 1, []), *on][-RUNS_KEPT:]
        for run in on:
            if (len(run), -_spread(run)) > (len(best), -_spread(best)):
                best = run
    if len(best) < FEWEST_MARKS and not _is_pair(best):
        return frozenset()
    inside = sum(not _FINISHED.search(_before(blocks, k)) for k, _, _ in best[1:])
    return frozenset(k for k, _, _ in best) if inside >= MID_SENTENCE_SHARE * (len(best) - 1) else frozenset()


def _goes_on(run: list[tuple[int, int, int]], mark: tuple[int, int, int]) -> bool:
    """Whether a mark stands about as far behind the last of a run as those stand behind each other."""
    distance = mark[2] - run[-1][2]
    usual = run[1][2] - run[0][2] if len(run) > 1 else distance
    return distance >= SHORTEST_CHUNK and abs(distance - usual) <= DISTANCE_TOLERANCE * usual


def _is_pair(run: list[tuple[int, int, int]]) -> bool:
    """Whether there are just two pieces, cut where such a site cuts: a manual of 500 characters has no more marks."""
    return len(run) == FEWEST_PIECES and abs(run[1][2] - run[0][2] - USUAL_CHUNK) <= PAIR_TOLERANCE


def _spread(run: list[tuple[int, int, int]]) -> int:
    """How far the distances of a run differ: an item of the manual before the marks stands nearer or farther."""
    distances = [after[2] - before[2] for before, after in itertools.pairwise(run)]
    return max(distances) - min(distances) if distances else 0


def _before(blocks: tuple[Block, ...], index: int) -> str:
    """The last words in front of a block."""
    for block in reversed(blocks[:index]):
        if isinstance(block, Paragraph) and block.text.value.strip():
            return block.text.value.rstrip()
    return "。"
