"""The grades of an appraisal and the points between which they lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.banks import Banks
from extractor.measure.flat import Flat, wide_of
from extractor.measure.vocabulary import number
from extractor.model import GradeBand, Number
from extractor.text import Range, Text

_N = r"(?<![\d.])\d{1,3}(?:\.\d+)?(?![\d.]|[天人次元月年日个件小万名项])"
_INCLUDED = r"(?:\(?不?含(?:本数|\d+分?)?\)?)?"
_BETWEEN = re.compile(
    rf"(?P<a>{_N})[分%]?{_INCLUDED}(?:以上)?[-~至到]+(?P<b>{_N})"
    rf"|(?P<c>{_N})[分%]?(?:<|≤|<=)[^\d;。]{{0,8}}?(?:<|≤|<=)(?P<d>{_N})"
)
_DOWN = re.compile(rf"(?P<b>{_N})[分%]?(?:>|≥|>=)[^\d;。]{{1,8}}?(?:>|≥|>=)(?P<a>{_N})")
_MIN = re.compile(
    rf"(?:≥|>=|>|大于或?等于|不低于|不少于|高于|大于|达到?|超过)(?P<a>{_N})"
    rf"|(?P<b>{_N})[分%]?{_INCLUDED}(?:及|或)?以上|(?P<c>{_N})[分%]?(?:≤|<=|<)(?=[^\d])"
)
_MAX = re.compile(
    rf"(?:≤|<=|<|小于或?等于|不高于|低于|小于|不足|不满|不到|未满)(?P<a>{_N})"
    rf"|(?P<b>{_N})[分%]?{_INCLUDED}(?:及|或)?以下|(?P<c>{_N})[分%]?(?:≥|>=|>)(?=[^\d])"
)
# 「满分70,优秀60,及格42」: the least that a grade takes, without a word of comparison.
_LEAST = re.compile(rf"(?:等级)?(?:分数线?)?(?:为|是|:)?(?P<a>{_N})分?(?=$|[,;。、)])")
# Bands need a digit and a word of comparison (or what a flat text has for one), or two numbers.
_COMPARES = "[-~至到<>≤≥=于达超以足满" + "".join(wide_of("-~<>≤≥=")) + "]"
_MAY_BAND = re.compile(rf"\d.*{_COMPARES}|{_COMPARES}.*\d|\d\D+\d", re.DOTALL)
_STOP = re.compile(r"[;。\n]")
_DIGIT = re.compile(r"\d")
_LEADS = re.compile(r"(?:为|是|即|属于?|得|评定?为?|定为|[:(,\"、>≥<≤=]|等级|结果|者|的|分|%|以[上下]|[含)\d])$")
_FOLLOWS = re.compile(
    r"(?:级|等级?|等次|档|类|奖)?[:(,\"\s]*(?:为|是|指|对应|在|得分|考核|总分|成绩|分数|评分|[a-zA-Z]"
    r"|[卓优良中合需不改进及格秀好]{1,4})*[:(,]*(?:为|在|达到?)?(?=[\d≥≤<>大小高低不达])"
)

# A scale has two grades at the least; one grade alone beside points is a target (评为优秀须90分以上).
FEWEST_BANDS = 2
# Longest stretch that is looked through for the points of a grade: the scales of the manuals and samples read the
# same with every limit from 8 to 60, and 「考核得分在90分（含90分）以上…」 before its grade takes 25.
LONGEST_BAND = 30
# A line by itself is a band up to this length; longer ones speak of other things as well.
LONGEST_LINE = 40

# The highest figure of a scale: 90 to 100 in 13 of the 14 scales read by hand, 60 in the other; the levels of a single
# item (优9-10分, 良6-8分) reach 30.
LEAST_TOP = 50

Limits = tuple[Number | None, Number | None]


class Bands:
    """Reads grade bands."""

    def __init__(self, banks: Banks) -> None:
        entries = banks.entries("grade")
        words = sorted({word for entry in entries for word in entry.words}, key=lambda word: (-len(word), word))
        patterns = "|".join(f"(?:{entry.pattern})" for entry in entries if entry.pattern)
        self._label = re.compile(
            rf"(?:(?<![\u4e00-\u9fffA-Za-z])|(?<=[为是评即属得者的分级等上下内]))(?P<label>{patterns}"
            rf"|(?:{'|'.join(map(re.escape, words))})(?![\u4e00-\u9fff])"
            rf"|(?:{'|'.join(map(re.escape, words))})(?=级|等|者|的|为|是|指|档|类|对应|不?低于|高于|达到|大于|小于"
            r"|班级|班组|员工|个人|教师|学生|单位|部门|集体|[宿寝]室))"
        )

    def of_texts(self, texts: Sequence[Text], source: str = "") -> tuple[GradeBand, ...]:
        """Every band of the texts; a label counts where it stands first."""
        out: dict[str, GradeBand] = {}
        lines: dict[str, GradeBand] = {}
        for text in texts:
            if not _MAY_BAND.search(text.value):
                continue
            found = self._scan(Flat(text, source))
            if len({band.label for band in found}) >= FEWEST_BANDS:
                for band in found if _of_the_whole(found) else ():
                    out.setdefault(band.label, band)
            elif len(text) <= LONGEST_LINE:
                for band in found:
                    lines.setdefault(band.label, band)
        if not out and len(lines) > FEWEST_BANDS and _of_the_whole(lines.values()):
            return tuple(lines.values())
        return tuple(out.values())

    def of_row(self, labels: Sequence[Text], cells: Sequence[Text], source: str = "") -> tuple[GradeBand, ...]:
        """Labels and cells one for one; () unless every pair is a grade and its points."""
        out: list[GradeBand] = []
        for label, cell in zip(labels, cells, strict=False):
            name, points = Flat(label, source), Flat(cell, source)
            match = self._label.search(name.value)
            limits = _limits(points.value) if len(points.value) <= LONGEST_BAND else None
            if match is None or limits is None:
                return ()
            spans = (*name.spans(*match.span("label")), *points.spans(0, len(points.value)))
            out.append(GradeBand(name.words(*match.span("label")), *limits, spans))
        return tuple(out) if len(out) >= FEWEST_BANDS and _of_the_whole(out) else ()

    def _scan(self, flat: Flat) -> list[GradeBand]:
        labels = [match.span("label") for match in self._label.finditer(flat.value)]
        before = [self._points_before(flat.value, labels, k) for k in range(len(labels))]
        after = [self._points_after(flat.value, labels, k) for k in range(len(labels))]
        found = before if self._points_lead(flat.value, labels, before, after) else after
        out = []
        for label, one in zip(labels, found, strict=True):
            if one is not None:
                limits, (start, end) = one
                out.append(GradeBand(flat.words(*label), *limits, flat.spans(min(start, label[0]), max(end, label[1]))))
        return out

    def _points_lead(
        self, value: str, labels: list[Range], before: Sequence[object | None], after: Sequence[object | None]
    ) -> bool:
        """Whether each grade stands behind its points: most of them do, or the first in the text does."""
        led, followed = sum(map(bool, before)), sum(map(bool, after))
        return led > followed or (led == followed > 0 and bool(_DIGIT.search(value, 0, labels[0][0])))

    def _points_before(self, value: str, labels: list[Range], k: int) -> tuple[Limits, Range] | None:
        end = labels[k][0]
        stop = max((match.end() for match in _STOP.finditer(value, 0, end)), default=0)
        start = max(labels[k - 1][1] if k else 0, end - LONGEST_BAND, stop)
        segment = value[start:end]
        limits = _limits(segment) if _LEADS.search(segment) else None
        return None if limits is None else (limits, (start, end))

    def _points_after(self, value: str, labels: list[Range], k: int) -> tuple[Limits, Range] | None:
        start = labels[k][1]
        stop = _STOP.search(value, start)
        end = min(labels[k + 1][0] if k + 1 < len(labels) else len(value), stop.start() if stop else len(value))
        end = min(end, start + LONGEST_BAND)
        limits = _limits(value[start:end]) if _FOLLOWS.match(value, start) else None
        least = _LEAST.match(value, start, end) if limits is None else None
        if least:
            limits = (number(least["a"]), None)
        if limits is None:
            return None
        above = re.search(rf"({_N})分?(?:>|≥|>=)$", value[: labels[k][0]])
        if above and limits[1] is None:  # 90分>良好≥80分
            limits = (limits[0], number(above[1]))
        return limits, (start, end)


def _of_the_whole(bands: Iterable[GradeBand]) -> bool:
    """Whether the points are those of an appraisal and not of one item in it."""
    return max((limit for band in bands for limit in (band.min, band.max) if limit), default=0) >= LEAST_TOP


def _limits(segment: str) -> Limits | None:
    """The lower and the upper end that the words state; None where they state neither."""
    for pattern in (_BETWEEN, _DOWN):
        match = pattern.search(segment)
        if match:
            groups = match.groupdict()
            low, high = number(groups["a"] or groups.get("c")), number(groups["b"] or groups.get("d"))
            if low is not None and high is not None:
                return (low, high) if low <= high else (high, low)
    low, high = _first(_MIN, segment), _first(_MAX, segment)
    if low is None and high is None:
        return None
    return (low, high) if low is None or high is None or low <= high else (low, None)


def _first(pattern: re.Pattern[str], segment: str) -> Number | None:
    match = pattern.search(segment)
    return number(match["a"] or match["b"] or match["c"]) if match else None
