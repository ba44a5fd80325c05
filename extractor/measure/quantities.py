"""Amounts with bounds: quantities and durations, and what is said to be none at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.banks import Banks, Entry
from extractor.measure.flat import Claims, Flat
from extractor.measure.numerals import NUMBER, parse
from extractor.measure.vocabulary import Vocabulary, is_time, number, operator
from extractor.model import Measure, Number, Operator

if TYPE_CHECKING:
    from regex import Match

Found = tuple[int, Measure]  # where it starts in the flat text, and what it is

# A metric is the words in front of the number; beyond 40 characters it is a clause that the marks failed to cut
# (the longest metric of the 120 in the manuals read by hand has 21).
LONGEST_METRIC = 40

_LEAD = re.compile(r"^(?:[、:)\"]|并且|并|且|其中|同时|使|确保|保证|做到|力争|要求|要(?!素)|须|应(?![收付急])|但|和|与|及)+")
_TAIL = re.compile(
    r"(?:应该|应当|应|必须|须|需要|需|要|(?<![平人])均|都|确保|保证|保持|控制|维持|提高|做到|实现|指标|标准|目标|(?<![产价总净])值|为|是|在|于|达到|达|(?<!周)到|的"
    r"|全部|总体|不得|不能|不超过|一律|基本|每次|[、:(\"≥≤><=])+$"
)
_CASE = re.compile(r"遇|如果|一旦|(?:^|,)[如若凡](?!期)|迟到|早退|旷工|脱岗|逾期|超时|缺勤")
_DONE = re.compile(r"(?:响应|到场|到达|到位|抵达|恢复|解决|修复|回复|答复|办结|完成|反馈|处理完|出具|上报)")
_KEPT = re.compile(r"(?:保留|保存|留存|保管)(?:期(?:限)?)?(?:为)?$")
_SHARES = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_NO_AMOUNT = ("第", "×", "*", "/", "÷", "+")
_EVERY = r"每(?:个)?(?:半年|年|季度|季|月|周|星期|天|日|学期|班)"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GOAL = re.compile(r"[额率值数费量度]$|收入|利润|成本|产值|业绩|销售|预算|金额|资金|回款")
_VERB = re.compile(r"^其中|增加|新增|完成|培养|开发|招聘|引进|发表|组织|提交|撰写|举办|参加|达成|实现|开拓|拓展|储备|拜访|走访|听课")
_END = re.compile(r"[的)\"]?(?:$|[,;。!?:)\"])")
_TAIL_NOUN = re.compile(r"[^,;。!?:()\"以每]{1,16}")
_HAPPENED = re.compile(r"(?:的)?(?:发生|出现|产生|存在)$")
_SHARED_HEAD = re.compile(r"(?:现象|行为|事件|事故|问题|情况|投诉|等.*)$")
_BAD = re.compile(r"不得|不准|不能|不许|必须|须|应|可以|可$|则|即|扣\d|扣分|罚\d|予以|给予|或无")
_COUNTED = re.compile(
    r"(?:重特大|特大|重大|较大|一般|安全|责任|质量|设备|火灾|交通|人身|伤亡|工伤|生产|有效|客户|顾客|家长|患者|上访|医疗|食品|环境|污染)*"
    r"(?:事故|事件|投诉|差错|失误|缺陷|漏项|漏检|漏报|错误|案件|纠纷|故障|延误|死亡|重伤|轻伤|违章|违规|违纪|流失|逾期)$"
)


class Quantities:
    """Reads quantities, durations and zeros of one text."""

    def __init__(self, banks: Banks, words: Vocabulary) -> None:
        self._banks = banks
        self._words = words
        self._zero = tuple(e for e in banks.entries("measure") if e.means.startswith("zero."))
        self._other = tuple(
            e for e in banks.entries("measure") if e.means in ("points", "weight") or e.means.startswith("duration.")
        )
        self._condition = banks.entries("measure", "condition")
        self._window = banks.entries("measure", "window")

    # ------------------------------------------------------------------ points, weights, special durations

    def special(self, flat: Flat, claims: Claims, whole: bool) -> Iterator[Found]:
        """Points and weights written into a text (``whole``: of a standard), and durations told without 内."""
        for entry in self._other:
            if not whole and not entry.means.startswith("duration."):
                continue
            for match in self._banks.finditer(entry, flat.value):
                if claims.free(*match.span()):
                    measure = self._special(entry, match, flat)
                    if measure is not None:
                        claims.take(*match.span())
                        yield match.start(), measure

    def _special(self, entry: Entry, match: Match[str], flat: Flat) -> Measure | None:
        spans = flat.spans(*match.span())
        groups = match.groupdict()
        value = number(groups.get("n") or groups.get("n2"))
        if entry.means == "points":
            return None if value is None else Measure("points", spans, value=value)
        if entry.means == "weight":
            unit = groups.get("unit") or groups.get("unit2") or None
            return None if value is None else Measure("weight", spans, value=value, unit=unit)
        if entry.means == "duration.minutes":
            op: Operator = "<=" if groups.get("n2") else ">="
            return None if value is None else Measure("duration", spans, op=op, value=value, unit="minute")
        word = groups.get("unit") or groups.get("unit2") or "天"
        return Measure("duration", spans, op="<=", value=1, unit=self._words.units.get(word, "day"))

    # ------------------------------------------------------------------ zeros

    def zeros(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """「无差错」「零投诉」「事故为零」."""
        for entry in self._zero:
            for match in self._banks.finditer(entry, flat.value):
                if claims.free(*match.span()) and not _BAD.search(match["what"]):
                    found = self._value_zero(match, flat) if entry.means == "zero.value" else self._none(match, flat)
                    for one in found:
                        yield one
                    claims.take(*match.span())

    def _none(self, match: Match[str], flat: Flat) -> list[Found]:
        what, at = match["what"], match.start("what")
        pieces = [(0, len(what))]
        if "、" in what and (re.search("、[无零]", what) or not _SHARED_HEAD.search(what)):
            cuts = [-1, *(k for k, char in enumerate(what) if char == "、"), len(what)]
            pieces = [(a + 1, b) for a, b in zip(cuts, cuts[1:], strict=False)]
        start = match.start()
        metric = self._metric(flat, start)
        if what == "发生":  # 食品安全事故零发生
            counted = _COUNTED.search(metric)
            unit = counted[0] if counted else metric
            return [(at, Measure("quantity", flat.spans(*match.span()), metric=metric or None, op="=", value=0, unit=unit or None))]
        out: list[Found] = []
        for a, b in pieces:
            a += 1 if len(pieces) > 1 and what[a : a + 1] in "无零" else 0
            a += 2 if what[a:b].startswith("任何") else 0
            cut = _HAPPENED.search(what[a:b])
            b = a + cut.start() if cut and cut.start() > 1 else b
            if a < b:
                unit = flat.words(at + a, at + b).strip('"')
                spans = flat.spans(start, at + b) if len(out) == 0 else flat.spans(at + a, at + b)
                out.append((at + a, Measure("quantity", spans, metric=metric or None, op="=", value=0, unit=unit)))
        return out

    def _value_zero(self, match: Match[str], flat: Flat) -> list[Found]:
        what, unit = match["what"], match["unit"]
        counted = _COUNTED.search(what)
        start = match.start("what")
        if unit is None and what.endswith("率"):
            unit = "%"
        elif unit is None:
            unit = flat.words(start + (counted.start() if counted else 0), match.end("what"))
        metric = self._metric(flat, match.end("what")) or None
        spans = flat.spans(*match.span())
        return [(start, Measure("quantity", spans, metric=metric, op="=", value=0, unit=unit))]

    # ------------------------------------------------------------------ amounts with bounds

    def bounds(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """Numbers with a unit that are a target: quantities and durations."""
        for match in self._words.bound.finditer(flat.value):
            start = match.start("pre") if match["pre"] else match.start("share" if match["share"] else "n")
            if not claims.free(start, match.end()):
                continue
            measure = self._bound(match, flat, start, claims)
            if measure is not None:
                claims.take(start, match.end())
                yield start, measure

    def _bound(self, match: re.Match[str], flat: Flat, start: int, claims: Claims) -> Measure | None:
        low = parse(match["words"] or match["n"])
        high = number(match["words2"] or match["n2"])
        word = _SHARES[match["share"]] if match["share"] else match["unit"]
        if low is None or (match["n2"] and high is None):
            return None
        group = "percent" if match["share"] else self._words.units[word]
        if flat.value[start - 1 : start] in _NO_AMOUNT and start:
            return None
        if match["sign"] == "-" and group == "physical":
            low = -low
        pre = self._words.before.get(match["pre"] or "")
        post = self._words.after.get(match["post"] or "")
        if pre == ">=" and match["pre"] == "提前" and not is_time(group):
            return None
        rest = flat.value[match.end() :]
        if rest[:1] in ("无", "零") or _CASE.search(flat.value[flat.clause(start)[0] : start]):
            return None
        if self._says(self._condition, rest) and (pre in (">", "<", None) or post):
            return None
        if group == "money" and post and rest and not _END.match(rest):
            return None
        if group == "times" and high is None and match["unit"] in ("次", "遍"):
            begin = flat.clause(start)[0]
            every = re.search(_EVERY, flat.value[begin:start])
            if every and claims.kind_at(begin + every.start()) == "deadline":
                return None
            if every:
                op = operator(_joint(pre, post), pre, post) or "="
                return Measure("frequency", flat.spans(start, match.end()), op=op, every=self._words.period(every[0]), times=low)
        if is_time(group) and not match["rate"]:
            return self._duration(match, flat, start, low, group, pre, post)
        op = operator("in" if high is not None else None, "+-" if pre == "+-" else None, _joint(pre, post), pre, post)
        metric = self._metric(flat, start)
        if op is None:
            op = operator(self._said_before(flat, start))
        if op is not None and post is not None and "正负" in metric:
            op = "+-"
        if high is None and match["sign"] == "-" and op is None:
            return None
        if op is None and not self._bare(match, flat, group, metric):
            return None
        if group == "point" and op == "in" and not metric:
            return None
        centre = re.search(rf"({NUMBER})$", flat.value[:start]) if op == "+-" else None
        middle = parse(centre[1]) if centre else None
        if centre and middle is not None:  # 22±2℃
            at = (centre.start(), match.end())
            ends = (round(middle - low, 6), round(middle + low, 6))
            unit = flat.words(*match.span("unit"))
            metric = self._metric(flat, centre.start()) or ""
            return Measure("quantity", flat.spans(*at), metric=metric or None, op="in", value=ends, unit=unit)
        if group in ("count", "times") and match.end() < len(flat.value):
            metric = self._with_noun(metric, flat, match.end())
        return self._quantity(flat, (start, match.end()), metric, op or "=", low, high, match)

    def _quantity(
        self,
        flat: Flat,
        at: tuple[int, int],
        metric: str,
        op: Operator,
        low: Number,
        high: Number | None,
        match: re.Match[str],
    ) -> Measure:
        word = _SHARES[match["share"]] if match["share"] else flat.words(*match.span("unit"))
        times = 1
        if match["unit"] and match["unit"] in ("%", "百分点", "个百分点", "‰"):
            word = "‰" if match["unit"] == "‰" else "%"
        for big, factor in (("万", 10_000), ("亿", 100_000_000), ("千", 1_000)):
            if not match["share"] and high is not None and (match["n2"] or "").endswith(big) and low < high / factor:
                times = factor  # 3-5万元: both ends are in 万
        if match["rate"]:
            word += match["rate"]
        value: Number | tuple[Number, Number] = low if high is None else (low * times, high)
        return Measure("quantity", flat.spans(*at), metric=metric or None, op=op, value=value, unit=word or None)

    def _duration(
        self,
        match: re.Match[str],
        flat: Flat,
        start: int,
        low: Number,
        group: str,
        pre: str | None,
        post: str | None,
    ) -> Measure | None:
        before, rest = flat.value[:start], flat.value[match.end() :]
        if self._says(self._window, rest) or match["pre"] in ("超过", "超出", "超") or before.endswith(("每", "第", "满", "每隔")):
            return None
        if match["unit"] in ("日", "月", "年", "周") and pre is None and post is None:
            return None  # a date, not a stretch of time
        within = before.endswith(("在", "于", "须", "需")) and match["unit"] not in ("年", "月", "日")
        prompt = "<=" if _DONE.match(rest) else "=" if _KEPT.search(before) else None
        op = operator(_joint(pre, post), pre, post, "<=" if within else prompt)
        if op is None:
            return None
        high = number(match["n2"])
        if match["half"] or match["unit"] == "个半小时":
            low += 0.5
        value = high if high is not None and op == "<=" else low
        if value == 0.5 and match["unit"] == "个半小时":
            return None
        spans = flat.spans(start, match.end())
        return Measure("duration", spans, op=op, value=value, unit=group)

    def _said_before(self, flat: Flat, start: int) -> str | None:
        """「至少培养2名」: a bound that a verb parts from its number."""
        begin = flat.clause(start)[0]
        match = re.search(r"(至少|最少|不少于|不低于|最多|不超过|不超|不高于|低于|超过)[^\d、]{1,6}$", flat.value[begin:start])
        return self._words.before.get(match[1]) if match else None

    def _bare(self, match: re.Match[str], flat: Flat, group: str, metric: str) -> bool:
        """Whether a number without a word of comparison is a target all the same."""
        begin, end = flat.clause(match.start("n") if match["n"] else match.start())
        clause = flat.value[begin:end]
        at_end = _END.match(flat.value, match.end()) is not None
        if group == "percent" or (is_time(group) and match["rate"]):
            return True
        if group == "point" or (match["n"] or "").startswith("半"):
            return False
        if group == "money":
            return at_end and bool(_GOAL.search(metric))
        period = re.search(r"每(?:个)?(?:天|日|周|月|季|年|学期|班|人|小时)", clause[: match.start() - begin])
        if group in ("count", "times"):
            if period:
                return not re.match(r"[人名个]", match["unit"] or "") or _HAN.search(clause) is not None
            digits = (match["n"] or "")[0].isdigit()
            return digits and at_end and len(metric) > 1 and (bool(_VERB.search(metric)) or bool(_GOAL.search(metric)))
        return at_end and bool(_GOAL.search(metric))

    # ------------------------------------------------------------------ words around

    def _says(self, entries: tuple[Entry, ...], rest: str) -> bool:
        return any(self._banks.search(entry, rest) is not None for entry in entries)

    def _metric(self, flat: Flat, end: int) -> str:
        """The words measured: what stands in the clause before the number, else in the clause before that."""
        begin = flat.clause(end)[0] if end else 0
        words = self._trim(flat, begin, end)
        if not words and begin:
            before = flat.clause(begin - 1)[0]
            cut = re.search(r"无|没有|不|达|[\d≥≤]", flat.value[before : begin - 1])
            if flat.value[begin - 1] == ",":
                words = self._trim(flat, before, before + cut.start() if cut else begin - 1)
        return words

    def _trim(self, flat: Flat, begin: int, end: int) -> str:
        value = flat.value[begin:end]
        mark = max(value.rfind(char) for char in "():")
        if mark >= 0 and value[mark] != "(" and len(value) - mark > 2:
            begin += mark + 1
            value = value[mark + 1 :]
        lead = _LEAD.match(value)
        if lead:
            begin += lead.end()
            value = value[lead.end() :]
        tail = _TAIL.search(value)
        if tail:
            value = value[: tail.start()]
        size = min(len(value), LONGEST_METRIC)
        return flat.words(begin + len(value) - size, begin + len(value)) if size else ""

    def _with_noun(self, metric: str, flat: Flat, end: int) -> str:
        """「至少培养2名后备人员」: what is counted stands behind the counter."""
        noun = _TAIL_NOUN.match(flat.value, end)
        return metric + flat.words(*noun.span()) if noun and len(metric) + len(noun[0]) <= LONGEST_METRIC else metric


def _joint(pre: str | None, post: str | None) -> str | None:
    """「控制在5%以内」 is told by the word behind; 「不低于80%以上」 by the word in front."""
    if post in (">=", "<="):
        return pre if pre in ("<=", "+-") else "<" if pre == "<" and post == "<=" else post
    return None
