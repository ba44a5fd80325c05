"""A text as the measures are read in it: one width, one kind of mark, no blanks; each place leads back."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractor.model import Measure
from extractor.text import Range, Text

Found = tuple[int, Measure]  # where it starts in the flat text, and what it is

_WIDE: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width ASCII
    **dict(
        zip(
            map(ord, "﹪∶﹕；﹔～∼〜—–―−‐‑─≧≦⩾⩽○〇﹤﹥【】「」『』“”‘’＂　"),
            '%::;;~~~-------≥≤≥≤零零<>()""""""""" ',
            strict=True,
        )
    ),
}


def wide_of(signs: str) -> list[str]:
    """The signs that a flat text has these for."""
    return [chr(wide) for wide, flat in _WIDE.items() if (flat if isinstance(flat, str) else chr(flat)) in signs]


_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_LEGAL_SIGN = re.compile("[壹贰叁拾佰仟]")
_LEGAL = re.compile("[壹贰叁肆伍陆柒捌玖][拾佰仟万亿元整零壹贰叁肆伍陆柒捌玖]+")
# Blanks beside ideographs, and the marks that part thousands (1,500元).
_EMPTY = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])|(?<=\d),(?=\d{3}(?:,\d{3})*(?!\d))(?<!\d{4},)")


class Flat:
    """The flattened characters of a text; offsets below are into ``value``."""

    __slots__ = ("_breaks", "_index", "_stops", "source", "text", "value")

    def __init__(self, text: Text, source: str = "") -> None:
        self.text = text
        self.source = source
        wide = text.value.translate(_WIDE)
        if _LEGAL_SIGN.search(wide):
            wide = _LEGAL.sub(lambda match: match[0].translate(_PLAIN), wide)
        index: list[int] | None = None
        if _EMPTY.search(wide):
            index = []
            at = 0
            for match in _EMPTY.finditer(wide):
                index.extend(range(at, match.start()))
                at = match.end()
            index.extend(range(at, len(wide)))
            wide = "".join(wide[k] for k in index)
        self.value = wide
        self._index = index
        self._breaks: list[int] | None = None  # where clauses and sentences end, found when first asked for
        self._stops: list[int] | None = None

    @property
    def is_source(self) -> bool:
        """Whether the text is its own source: its words tell all that can be read in it."""
        return not self.source and self.text.stands_in("") == 0

    def part(self, start: int, end: int) -> Text:
        """The stretch of the text that ``value[start:end]`` shows."""
        if self._index is None:
            return self.text[start:end]
        if start >= end:
            return self.text[0:0]
        return self.text[self._index[start] : self._index[end - 1] + 1]

    def spans(self, start: int, end: int) -> tuple[Range, ...]:
        """The source ranges of ``value[start:end]``."""
        return self.part(start, end).spans()

    def words(self, start: int, end: int) -> str:
        """The words of ``value[start:end]`` in the script of the source, where that is known."""
        part = self.part(start, end)
        if not self.source:
            return part.value
        return "".join(self.source[a:b] for a, b in part.spans())

    def clause(self, at: int) -> Range:
        """The clause (between commas or stops) in which the offset lies."""
        if self._breaks is None:
            self._breaks = _places(self.value, ",;。!?\n")
        return _around(self._breaks, at)

    def sentence(self, at: int) -> Range:
        """The sentence (between stops or semicolons) in which the offset lies."""
        if self._stops is None:
            self._stops = _places(self.value, ";。!?\n")
        return _around(self._stops, at)


def _places(value: str, marks: str) -> list[int]:
    return [-1, *(k for k, char in enumerate(value) if char in marks), len(value)]


def _around(places: list[int], at: int) -> Range:
    k = bisect_left(places, at, 1)
    return places[k - 1] + 1, places[min(k, len(places) - 1)]


class Claims:
    """Stretches of a flat text from which a measure or an effect has been read: nothing is read twice."""

    __slots__ = ("_kinds", "_marks", "starts")

    def __init__(self, flat: Flat) -> None:
        self._marks = bytearray(len(flat.value) + 1)
        self._kinds = [""]
        self.starts: list[int] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing has been read from the stretch yet."""
        return not any(self._marks[start:end])

    def take(self, start: int, end: int, kind: str = "") -> None:
        """Marks the stretch as read, and as what."""
        if kind not in self._kinds:
            self._kinds.append(kind)
        self._marks[start:end] = bytes([self._kinds.index(kind) + 1]) * (end - start)
        self.starts.append(start)

    def kind_at(self, at: int) -> str:
        """As what the character has been read; "" where it has not."""
        return self._kinds[max(self._marks[at] - 1, 0)]
