"""What sharing sites leave inside the text: readings behind characters, and a foreign letter for each line break."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from extractor.model import Block, Table
from extractor.text import Range, Text

# 「負(fù)責(zé)」: sites that turn text into traditional script print the reading of a character behind it.
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_READING = re.compile(rf"(?<=[\u3400-\u9fff])[(（][a-zü{_TONES}]{{1,6}}[)）]")
_HAS_TONE = re.compile(f"[{_TONES}]")
FEWEST_READINGS = 3  # a language course or a name aside (褚(chǔ)) has one or two

# 「职位名称Р班组长Р考核者」: a letter that belongs to no word of its own script stands for the end of a line.
_ALONE = re.compile(r"(?<![\u0370-\u058f])[\u0370-\u058f](?![\u0370-\u058f])")
_LETTER = re.compile(r"[\u0370-\u058f]")
FEWEST_BREAKS = 10  # a formula or a class of tolerances names α or φ a few times; a page so marked has one in 15 signs
ALONE = 0.9  # of a letter's occurrences; in a text of that script nearly none


@dataclass(frozen=True, slots=True)
class Traces:
    """Which of them a document has."""

    readings: bool
    breaks: frozenset[str]

    @classmethod
    def of(cls, source: str) -> Traces:
        """The traces in the text as read."""
        toned = sum(_HAS_TONE.search(match.group()) is not None for match in _READING.finditer(source))
        alone, all_in_all = Counter(_ALONE.findall(source)), Counter(_LETTER.findall(source))
        breaks = (letter for letter, count in alone.items() if count >= max(FEWEST_BREAKS, ALONE * all_in_all[letter]))
        return cls(toned >= FEWEST_READINGS, frozenset(breaks))

    def cut(self, text: Text) -> tuple[list[Text], list[Range]]:
        """The lines of the text without the traces, and the source ranges of the traces."""
        lines: list[Text] = []
        ranges: list[Range] = []
        at = 0
        for k, char in enumerate(text.value):
            if char in self.breaks:
                lines.append(text[at:k])
                ranges.extend(text[k : k + 1].spans())
                at = k + 1
        lines.append(text[at:])
        if self.readings:
            for k, line in enumerate(lines):
                found = [match.span() for match in _READING.finditer(line.value)]
                ranges.extend(span for start, end in found for span in line[start:end].spans())
                lines[k] = line.without(found)
        return lines, ranges


def without_traces(blocks: tuple[Block, ...], source: str) -> tuple[tuple[Block, ...], tuple[Range, ...]]:
    """The blocks without the traces, and the source ranges of these; unchanged where there are none."""
    traces = Traces.of(source)
    if not traces.readings and not traces.breaks:
        return blocks, ()
    ranges: list[Range] = []
    return _without(blocks, traces, ranges), tuple(ranges)


def _without(blocks: tuple[Block, ...], traces: Traces, ranges: list[Range]) -> tuple[Block, ...]:
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            cells = tuple(replace(cell, blocks=_without(cell.blocks, traces, ranges)) for cell in block.cells)
            out.append(replace(block, cells=cells))
            continue
        lines, found = traces.cut(block.text)
        ranges.extend(found)
        if found:
            out.extend(replace(block, text=line, number="" if k else block.number) for k, line in enumerate(lines))
        else:
            out.append(block)
    return tuple(out)
