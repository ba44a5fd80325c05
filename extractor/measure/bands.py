"""The grades of an appraisal and the points between which they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.banks import Banks
from extractor.measure.flat import Flat
from extractor.measure.vocabulary import number
from extractor.model import GradeBand, Number
from extractor.text import Range, Text

_N = r"\d{1,3}(?:\.\d+)?"
_X = r"(?:[XxSsNn]|得分|分数|总分|成绩|考核分|考核得分|综合得分|考核成绩|评分)"
_RANGE = (
    rf"(?:{_X}?[:]?(?P<ge>≥|>=|>|大于等于|不低于|高于|大于)?(?P<low>{_N})分?(?P<inc>\(?(?:不)?含\d*分?\)?)?"
    rf"(?:[-~至到,、]+|(?:分?\(?含?\)?以上)[,至-]*|(?P<le0><|≤|<=)?{_X}?)(?P<lt><|≤|<=|小于|低于)?(?P<high>{_N})分?(?:\(?(?:不)?含\d*分?\)?)?(?:以下|之间)?"
    rf"|{_X}?[:]?(?P<from_>≥|>=|>|大于等于|不低于|高于|大于|达到?)(?P<min>{_N})分?(?:以上|及以上)?"
    rf"|{_X}?[:]?(?P<upto>≤|<=|<|小于等于|低于|小于|不足|不满|不到)(?P<max>{_N})分?(?:以下)?"
    rf"|(?P<min2>{_N})分?(?:\(?含\d*分?\)?)?(?:及|或)?以上(?:\(?(?:不)?含\d*分?\)?)?"
    rf"|(?P<max2>{_N})分?(?:\(?(?:不)?含\d*分?\)?)?(?:及|或)?以下(?:\(?(?:不)?含\d*分?\)?)?)(?:者|的)?"
)
_ALONE = re.compile(_RANGE)
# A band counts from here: one pair of a grade and points alone is a target (评为优秀须90分以上), two are a scale.
FEWEST_BANDS = 2


class Bands:
    """Reads grade bands."""

    def __init__(self, banks: Banks) -> None:
        entries = banks.entries("grade")
        words = sorted({word for entry in entries for word in entry.words}, key=lambda word: (-len(word), word))
        patterns = [entry.pattern for entry in entries if entry.pattern]
        label = "|".join([*(f"(?:{pattern})" for pattern in patterns), *map(re.escape, words)])
        mark = r"[\"\s]*"
        self._label = re.compile(rf"{mark}(?P<label>{label}){mark}(?:级|等级|等次|等|档|类)?{mark}")
        self._points_first = re.compile(
            rf"(?<![\d.A-Za-z])(?:{_RANGE})(?:[:,\(]|为|是|评为|定为|评定为|属于?|即|对应|得|列为|视为|记为|等级为|划分为|确定为|考核结果为|则为)+"
            rf"{mark}(?P<label>{label}){mark}(?:级|等级|等次|等|档|类)?(?=$|[^\u4e00-\u9fffA-Za-z]|等|员|者|以|及)"
        )
        self._label_first = re.compile(
            rf"(?<![\u4e00-\u9fffA-Za-z不])(?P<label>{label}){mark}(?:级|等级|等次|等|档|类)?(?:\([^()\d]{{1,6}}\))?{mark}"
            rf"(?:[:,\(|]|为|是|对应|指)+(?:考核|综合|总)?(?:得分|分数|评分|成绩|总分)?(?:在|为|达|达到)?{mark}(?:{_RANGE})\)?(?![\d%天人次])"
        )

    def of_texts(self, texts: Sequence[Text], source: str = "") -> tuple[GradeBand, ...]:
        """Every band of the texts; a label counts where it stands first."""
        out: dict[str, GradeBand] = {}
        for text in texts:
            if not any(char.isdigit() for char in text.value):
                continue
            flat = Flat(text, source)
            found = list(self._scan(flat))
            if len(found) >= FEWEST_BANDS:
                for band in found:
                    out.setdefault(band.label, band)
        if not out:
            lines = [band for text in texts if len(text) < 40 for band in self._scan(Flat(text, source))]
            if len({band.label for band in lines}) > FEWEST_BANDS:
                for band in lines:
                    out.setdefault(band.label, band)
        return tuple(out.values())

    def _scan(self, flat: Flat) -> Iterator[GradeBand]:
        first = list(self._points_first.finditer(flat.value))
        second = list(self._label_first.finditer(flat.value))
        for match in first if len(first) > len(second) else second:
            yield from _band(match, flat, match.span("label"), match.span())

    def of_row(self, labels: Sequence[Text], cells: Sequence[Text], source: str = "") -> tuple[GradeBand, ...]:
        """Labels and cells one for one; () unless every pair with points in it is a band."""
        out: list[GradeBand] = []
        for label, cell in zip(labels, cells, strict=False):
            name, points = Flat(label, source), Flat(cell, source)
            match, letters = _ALONE.fullmatch(points.value), self._label.match(name.value)
            if match is None or not name.value or len(name.value) > 12:
                return ()
            at = letters.span("label") if letters else (0, len(name.value))
            limits = _limits(match)
            if limits is None:
                return ()
            spans = (*name.spans(*at), *points.spans(*match.span()))
            out.append(GradeBand(name.words(*at), *limits, spans))
        return tuple(out) if len(out) >= FEWEST_BANDS else ()


def _band(match: re.Match[str], flat: Flat, label: Range, whole: Range) -> Iterator[GradeBand]:
    limits = _limits(match)
    if limits is not None:
        yield GradeBand(flat.words(*label), *limits, flat.spans(*whole))


def _limits(match: re.Match[str]) -> tuple[Number | None, Number | None] | None:
    """The lower and the upper end; None where the figures are none or run the wrong way."""
    low = number(match["low"] or match["min"] or match["min2"])
    high = number(match["high"] or match["max"] or match["max2"])
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return low, high
