"""Grade bands in sentences, lines and rows; the scales are invented."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from extractor import banks
from extractor.measure import Measurer
from extractor.model import GradeBand
from extractor.text import Text

MEASURER = Measurer(banks.load())
FOUR = ["优秀 90–None", "良好 80–89", "合格 60–79", "不合格 None–60"]


def said(bands: Iterable[GradeBand]) -> list[str]:
    return [f"{band.label} {band.min}–{band.max}" for band in bands]


SENTENCES = {
    "points before the grade": ("90分以上为优秀，80～89分为良好，60～79分为合格，60分以下为不合格。", FOUR),
    "the last grade cut off": ("90分以上为优秀，80—89分为良好，60—79分为合格，60分以下为不合", FOUR[:3]),
    "a grade before what is graded": (
        "90分以上为优秀班级，80-89分为良好班级，60-79分为合格班级，60分以下为不合格班级。",
        FOUR,
    ),
    "the grade before the points": ("优秀：90分以上；良好：80-89分；合格：60-79分；不合格：60分以下", FOUR),
    "in brackets": ("优秀（90分以上）、良好（80-89分）、合格（60-79分）、不合格（60分以下）", FOUR),
    "letters": ("A级：95分以上，B级：85-94分，C级：85分以下", ["A级 95–None", "B级 85–94", "C级 None–85"]),
    "signs": ("S级 X≥95；A级 90≤X＜95；B级 X＜90", ["S级 95–None", "A级 90–95", "B级 None–90"]),
    "signs in brackets": ("「A（>=90-100分）」「B+（>=80-90分）」「C（<80）」", ["A 90–100", "B+ 80–90", "C None–80"]),
    "the grade between signs": ("优秀≥90分，90分>良好≥80分，合格<80分", ["优秀 90–None", "良好 80–90", "合格 None–80"]),
    "in words": ("大于等于90分为优秀，小于60分为不合格", ["优秀 90–None", "不合格 None–60"]),
    "both ends in words": ("甲等：80分以上；乙等：70分以上，不满80分", ["甲等 80–None", "乙等 70–80"]),
    "the number of grades is none": ("分为两等：90分以上为优秀，60分以下为不合格", ["优秀 90–None", "不合格 None–60"]),
    "the least that each takes": ("宿舍总成绩：优秀为60分，及格为42分", ["优秀 60–None", "及格 42–None"]),
    "the levels of one item": ("优9-10分，良6-8分，差0-5分", []),
    "one grade is a target": ("评为优秀须90分以上", []),
    "a target": ("客户满意度80分以上，服务良好", []),
    "counts of other things": ("优秀员工3人，良好员工5人", []),
}


@pytest.mark.parametrize(("text", "wanted"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_states_bands(text: str, wanted: list[str]) -> None:
    assert said(MEASURER.grade_bands([Text.of(text)])) == wanted


def test_lines_state_a_band_each() -> None:
    lines = ("优秀：90分以上", "良好：80-89分", "合格：60-79分", "不合格：60分以下", "会议10次以上")
    assert said(MEASURER.grade_bands([Text.of(line) for line in lines])) == FOUR


def test_a_grade_counts_where_it_stands_first() -> None:
    texts = ("95分以上为优秀，80-94分为良好", "90分以上为优秀，70-89分为良好")
    assert said(MEASURER.grade_bands([Text.of(text) for text in texts])) == ["优秀 95–None", "良好 80–94"]


ROWS = {
    "letters and signs": (("S", "A", "B"), (">=95", ">=90,<95", "<90"), ["S 95–None", "A 90–95", "B None–90"]),
    "words": (("优秀", "合格"), ("90分以上", "60~89"), ["优秀 90–None", "合格 60–89"]),
    "not grades": (("分值", "权重"), ("10", "20%"), []),
    "not points": (("优秀", "合格"), ("张三", "李四"), []),
}


@pytest.mark.parametrize(("labels", "cells", "wanted"), ROWS.values(), ids=ROWS)
def test_a_row_gives_bands(labels: tuple[str, ...], cells: tuple[str, ...], wanted: list[str]) -> None:
    assert said(MEASURER.bands_from_row([Text.of(x) for x in labels], [Text.of(x) for x in cells])) == wanted
