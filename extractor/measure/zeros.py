"""What is said to be none at all: 「无差错」「零投诉」「事故为零」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.banks import Banks
from extractor.measure.flat import Claims, Flat, Found
from extractor.measure.metrics import metric_before
from extractor.model import Measure

if TYPE_CHECKING:
    from regex import Match

_HAPPENED = re.compile(r"(?:的)?(?:发生|出现|产生|存在)$")
_SHARED_HEAD = re.compile(r"(?:现象|行为|事件|事故|问题|情况|投诉|等.*)$")
_DEMAND = re.compile(r"不得|不准|不能|不许|必须|须|应|可以|可$|则|即|扣\d|扣分|罚\d|予以|给予|或无")
# 「无不良记录的学员」 tells whom; 「无明显的污渍」 and 「无事故的发生」 tell what there is to be none of.
_DESCRIBES = re.compile(
    r"(?<!大)(?<!明显)(?<!任何)(?<!严重)(?<!一定)的(?!发生|出现|产生|存在|现象|行为|情况|问题|事[故件])|^.{1,3}不[发收放办付进出用]"
)
_COUNTED = re.compile(
    r"(?:重特大|特大|重大|较大|一般|安全|责任|质量|设备|火灾|交通|人身|伤亡|工伤|生产|有效|客户|顾客|家长|患者|上访|医疗|食品|环境|污染)*"
    r"(?:事故|事件|投诉|差错|失误|缺陷|漏项|漏检|漏报|错误|案件|纠纷|故障|延误|死亡|重伤|轻伤|违章|违规|违纪|流失|逾期)$"
)


class Zeros:
    """Reads the zeros of one text."""

    def __init__(self, banks: Banks) -> None:
        self._banks = banks
        self._entries = tuple(e for e in banks.entries("measure") if e.means.startswith("zero."))
        self._wanted = banks.entries("measure", "lack")
        self._states = banks.entries("measure", "state")

    def read(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """One quantity = 0 for each thing that there is to be none of."""
        for entry in self._banks.likely(self._entries, flat.value):
            if entry.means == "zero.value" and not ("零" in flat.value or "0" in flat.value):
                continue
            for match in self._banks.finditer(entry, flat.value):
                if claims.free(*match.span()) and not self._demands(match["what"]):
                    claims.take(*match.span(), "quantity")
                    yield from self._value(match, flat) if entry.means == "zero.value" else self._none(match, flat)

    def _demands(self, what: str) -> bool:
        """Whether the words are no thing counted: a demand, a noun that they only describe, something wanted."""
        return bool(_DEMAND.search(what) or _DESCRIBES.search(what)) or self._banks.found(self._wanted, what)

    def _none(self, match: Match[str], flat: Flat) -> list[Found]:
        what, at = match["what"], match.start("what")
        metric = metric_before(flat, match.start())
        if what == "发生":  # 食品安全事故零发生
            counted = _COUNTED.search(metric)
            return [(at, _zero(flat, *match.span(), metric, counted[0] if counted else metric))]
        out: list[Found] = []
        happened = _HAPPENED.search(what)
        for a, b in _pieces(what[: happened.start()] if happened and happened.start() > 1 else what):
            a += 1 if a and what[a : a + 1] in "无零" else 0
            a += 2 if what[a:b].startswith("任何") else 0
            if a < b and not self._banks.found(self._states, what[a:b]):
                unit = flat.words(at + a, at + b).strip('"')
                out.append((at + a, _zero(flat, at + a if out else match.start(), at + b, metric, unit)))
        return out

    def _value(self, match: Match[str], flat: Flat) -> list[Found]:
        what, unit = match["what"], match["unit"]
        start = match.start("what")
        if unit is None and "、" in what:
            pieces = _pieces(what)
            if len(pieces) > 1:
                return [
                    (start + a, _zero(flat, start + a, start + b, "", flat.words(start + a, start + b)))
                    for a, b in pieces
                ]
        if unit is None and what.endswith(("率", "次数", "人数", "件数", "起数")):
            unit = "%" if what.endswith("率") else what[-2]
        elif unit is None:
            counted = _COUNTED.search(what)
            unit = flat.words(start + (counted.start() if counted else 0), match.end("what"))
        metric = metric_before(flat, match.end("what"))
        return [(start, _zero(flat, *match.span(), metric, unit))]


def _pieces(what: str) -> list[tuple[int, int]]:
    """「漏登、错登」 are two things, 「迟到、早退、旷工现象」 is one (the head is shared)."""
    if "、" not in what or (_SHARED_HEAD.search(what) and not re.search("、[无零]", what)):
        return [(0, len(what))]
    cuts = [-1, *(k for k, char in enumerate(what) if char == "、"), len(what)]
    return [(a + 1, b) for a, b in pairwise(cuts)]


def _zero(flat: Flat, start: int, end: int, metric: str, unit: str) -> Measure:
    return Measure("quantity", flat.spans(start, end), metric=metric or None, op="=", value=0, unit=unit or None)
