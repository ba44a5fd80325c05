"""A text as the measures are read in it: one width, one kind of mark, no blanks; each place leads back."""

from __future__ import annotations

import re

from extractor.model import Measure
from extractor.text import Range, Text

Found = tuple[int, Measure]  # where it starts in the flat text, and what it is

_WIDE: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width ASCII
    **dict(zip(map(ord, "﹪∶﹕；﹔～∼〜—–―−‐‑─≧≦⩾⩽○〇﹤﹥【】「」『』“”‘’＂　"),
               "%::;;~~~-------≥≤≥≤零零<>()\"\"\"\"\"\"\"\"\" ", strict=True)),
    ord("。"): "。",
}
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_LEGAL_SIGN = re.compile("[壹贰叁拾佰仟]")
_LEGAL = re.compile("[壹贰叁肆伍陆柒捌玖][拾佰仟万亿元整零壹贰叁肆伍陆柒捌玖]+")
# Blanks beside ideographs, and the marks that part thousands (1,500元).
_EMPTY = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])|(?<=\d),(?=\d{3}(?:,\d{3})*(?!\d))(?<!\d{4},)")
_BREAK = re.compile(r"[,;。!?\n]")
_STOP = re.compile(r"[;。!?\n]")


class Flat:
    """The flattened characters of a text; offsets below are into ``value``."""

    __slots__ = ("_index", "source", "text", "value")

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
        return self._around(at, _BREAK)

    def sentence(self, at: int) -> Range:
        """The sentence (between stops or semicolons) in which the offset lies."""
        return self._around(at, _STOP)

    def _around(self, at: int, mark: re.Pattern[str]) -> Range:
        start = 0
        for match in mark.finditer(self.value, 0, at):
            start = match.end()
        after = mark.search(self.value, at)
        return start, after.start() if after else len(self.value)


class Claims:
    """Stretches that a measure or an effect has been read from: nothing is read twice."""

    __slots__ = ("kinds", "taken")

    def __init__(self) -> None:
        self.taken: list[Range] = []
        self.kinds: list[str] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing has been read from the stretch yet."""
        return all(end <= a or b <= start for a, b in self.taken)

    def take(self, start: int, end: int, kind: str = "") -> None:
        """Marks the stretch as read, and as what."""
        self.taken.append((start, end))
        self.kinds.append(kind)

    def kind_at(self, at: int) -> str:
        """As what the character has been read; "" where it has not."""
        return next((k for (a, b), k in zip(self.taken, self.kinds, strict=True) if a <= at < b), "")
