"""Amounts with bounds: quantities and durations; points and weights written into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.banks import Banks, Entry
from extractor.measure.flat import Claims, Flat, Found
from extractor.measure.metrics import metric_before, with_noun
from extractor.measure.numerals import NUMBER, parse
from extractor.measure.vocabulary import Vocabulary, is_time, number, operator
from extractor.model import Measure, Number, Operator

if TYPE_CHECKING:
    from regex import Match

_CASE = re.compile(
    r"遇|内,?(?:累计)?(?:出现|发生)|晚点|如果|一旦|(?:^|,)[如若凡](?!期)|迟到|早退|旷[工职课]|连续|脱岗|逾期|超时|缺勤"
)
_GOAL = re.compile(r"[额率值数费量度]$|收入|利润|成本|产值|业绩|销售|预算|金额|资金|回款")
_VERB = re.compile(
    r"^其中|增加|新增|完成|培养|开发|招聘|引进|发表|组织|提交|撰写|举办|参加|达成|实现|开拓|拓展|储备|拜访|走访|听课"
)
_END = re.compile(r"[的)\"]?(?:$|[,;。!?:)\"])")
_DONE = re.compile(r"(?:响应|到场|到达|到位|抵达|恢复|解决|修复|回复|答复|办结|完成|反馈|处理完|出具|上报)")
_KEPT = re.compile(r"(?:保留|保存|留存|保管|留样)(?:期(?:限)?)?(?:为)?$")
_EVERY = re.compile(r"每(?:个)?(?:半年|年|季度|季|月|周|星期|天|日|学期|班)")
_APART = re.compile(r"(至少|最少|不少于|不低于|最多|不超过|不超|不高于|低于|超过)[^\d、]{1,10}$")
_CENTRE = re.compile(rf"({NUMBER})(?:%|℃|度|mm|cm|m|g|kg)?$")
_MARGIN = re.compile(r"±|正负|\+/?-")
# 「每降低1%」 is the step of a penalty, 「扣3-5分」 the penalty.
_STEP = re.compile(
    r"每(?:下降|降低|降|低于?|高于?|超过|超出|超|高|上升|升高|升|增加|增|减少|少|延迟|迟|差|欠|提高|多)"
    r"(?:目标值?|指标值?|标准值?|定额|计划|规定)?$"
)
_TAKEN = re.compile(r"(?:扣|罚|奖励|(?<![增附参追添])加|(?<![缩削裁])减(?!少)|乐捐|记)[^,;。\d]{0,6}$")
_SHARE_OF = re.compile(r"(?:占|占比|比重|权重)[为:]?$")
_SHARES = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_NO_AMOUNT = ("第", "前", "×", "*", "/", "÷", "+")  # 第三节, 实际数/计划数×100%
_LARGE = (("万", 10_000), ("亿", 100_000_000), ("千", 1_000), ("百", 100))


_TIMES = re.compile(r"[\d一两二三四五六]次$")

# Words before the number of a clause that shares the period of the one before (换水1次, 消毒地面两次).
SHORT_CLAUSE = 6


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or a range with its unit and the words of comparison beside it; offsets into the flat text."""

    start: int
    end: int
    low: Number
    high: Number | None
    word: str  # the unit as it stands
    group: str  # what the unit counts: percent, money, count, hour …
    pre: str | None
    post: str | None
    match: re.Match[str]

    @property
    def joint(self) -> str | None:
        """「控制在5%以内」 is told by the word behind; 「不超过5%以上」 by the word in front."""
        if self.post not in (">=", "<="):
            return None
        kept = self.pre in ("<=", "+-") or (self.pre == "<" and self.post == "<=")
        return self.pre if kept else self.post


class Quantities:
    """Reads quantities and durations of one text."""

    def __init__(self, banks: Banks, words: Vocabulary) -> None:
        self._banks = banks
        self._words = words
        entries = banks.entries("measure")
        self._points = tuple(e for e in entries if e.means in ("points", "weight"))
        self._durations = tuple(e for e in entries if e.means.startswith("duration."))
        self._condition = banks.entries("measure", "condition")
        self._case = banks.entries("measure", "case")
        self._window = banks.entries("measure", "window")

    # ------------------------------------------------------------------ points, weights, special durations

    def points(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """Points and weights written into the text of a standard."""
        return self._run(self._points, flat, claims)

    def durations(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """Durations told without a bound of their own: 上班前50分, 第二天必须."""
        return self._run(self._durations, flat, claims)

    def _run(self, entries: tuple[Entry, ...], flat: Flat, claims: Claims) -> Iterator[Found]:
        for entry in self._banks.likely(entries, flat.value):
            for match in self._banks.finditer(entry, flat.value):
                if claims.free(*match.span()):
                    measure = self._special(entry, match, flat)
                    if measure is not None:
                        claims.take(*match.span(), measure.kind)
                        yield match.start(), measure

    def _special(self, entry: Entry, match: Match[str], flat: Flat) -> Measure | None:
        spans = flat.spans(*match.span())
        groups = match.groupdict()
        if entry.means == "duration.next":
            word = groups.get("unit") or groups.get("unit2") or "天"
            return Measure("duration", spans, op="<=", value=1, unit=self._words.units.get(word, "day"))
        value = number(groups.get("n") or groups.get("n2"))
        if value is None:
            return None
        if entry.means == "points":
            return Measure("points", spans, value=value)
        if entry.means == "weight":
            return Measure("weight", spans, value=value, unit=groups.get("unit") or groups.get("unit2") or None)
        if entry.means == "duration.before":
            return Measure("duration", spans, op=">=", value=value, unit=self._words.units.get(match["unit"], "day"))
        return Measure("duration", spans, op="<=" if groups.get("n2") else ">=", value=value, unit="minute")

    # ------------------------------------------------------------------ amounts with bounds

    def bounds(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """Numbers with a unit that are a target: quantities and durations."""
        for match in self._words.bound.finditer(flat.value):
            amount = self._amount(match)
            if amount is None or not claims.free(amount.start, amount.end) or self._tells_apart(amount, flat):
                continue
            measure = self._measure(amount, flat, claims)
            if measure is not None:
                claims.take(amount.start, amount.end, measure.kind)
                yield amount.start, measure
        for match in self._words.unitless(flat.value):
            start, end = match.span()
            metric = metric_before(flat, start)
            if (
                claims.free(start, end)
                and len(metric) > 1
                and not _CASE.search(flat.value, flat.clause(start)[0], start)
            ):
                claims.take(start, end, "quantity")
                yield start, self._bare_bound(match, flat, metric)

    def _bare_bound(self, match: re.Match[str], flat: Flat, metric: str) -> Measure:
        """「库存周转率≥12」「不超过三分之一」: a bound on a number that counts nothing named."""
        op = operator(self._words.before.get(match["pre"] or ""), self._words.after.get(match["post"] or ""))
        value = self._words.plain_value(match)
        spans = flat.spans(*match.span())
        return Measure("quantity", spans, metric=metric, op=op or "=", value=value)

    def _amount(self, match: re.Match[str]) -> _Amount | None:
        if match["tenths"] and not match["pre"] and not match["post"]:
            return None
        low = _tenths(match["tenths"]) if match["tenths"] else parse(match["words"] or match["n"])
        high = number(match["words2"] or match["n2"])
        if low is None or ((match["n2"] or match["words2"]) and high is None):
            return None
        if match["first"] and match["first"] != match["unit"]:  # 五分钟以上5元
            return None
        word = _SHARES[match["share"]] if match["share"] else "%" if match["tenths"] else match["unit"]
        group = self._words.units.get(word, "percent")
        if match["sign"] == "-" and group == "physical":
            low = -low
        for big, factor in _LARGE:
            if high is not None and (match["n2"] or "").endswith(big) and low < high / factor:
                low *= factor  # 3-5万元: both ends are in 万
        first = next(name for name in ("pre", "share", "tenths", "n") if match[name])
        start = match.start(first)
        pre = self._words.before.get(match["pre"] or "")
        post = self._words.after.get(match["post"] or "")
        return _Amount(start, match.end(), low, high, word, group, pre, post, match)

    def _tells_apart(self, amount: _Amount, flat: Flat) -> bool:
        """Whether the number tells cases apart (5000元以上的支出须审批) or is none of an amount (第三节)."""
        value, start = flat.value, amount.start
        rest = value[amount.end :]
        if (amount.word == "分" and rest[:1] == "之") or _MARGIN.match(rest) or self._says(self._case, rest):
            return True
        plain = amount.pre is None and amount.post is None
        if plain and (
            _STEP.search(value, max(start - 8, 0), start)
            or (amount.group in ("point", "money", "percent") and _TAKEN.search(value, max(start - 10, 0), start))
        ):
            return True
        if rest[:1] in ("无", "零") or (start and value[start - 1] in _NO_AMOUNT):
            return True
        if _CASE.search(value, flat.clause(start)[0], start):
            return True
        if amount.group == "money" and amount.post and rest and not _END.match(rest):
            return True
        return (amount.pre in (">", "<", None) or amount.post is not None) and self._says(self._condition, rest)

    def _measure(self, amount: _Amount, flat: Flat, claims: Claims) -> Measure | None:
        if amount.word in ("次", "遍") and amount.high is None:
            begin = flat.clause(amount.start)[0]
            every = _EVERY.search(flat.value, begin, amount.start) or self._said_before(amount, flat, begin)
            if every:
                return None if claims.kind_at(every.start()) == "deadline" else self._again(amount, flat, every[0])
        if is_time(amount.group) and not amount.match["rate"]:
            return self._duration(amount, flat)
        return self._quantity(amount, flat)

    def _said_before(self, amount: _Amount, flat: Flat, begin: int) -> re.Match[str] | None:
        """「每日擦拭1次,换水1次」: the period of the clause before, where this one is as short."""
        at_end = _END.match(flat.value, amount.end)
        if not begin or flat.value[begin - 1] != "," or at_end is None or amount.start - begin > SHORT_CLAUSE:
            return None
        before = flat.clause(begin - 1)[0]
        return _EVERY.search(flat.value, before, begin - 1) if _TIMES.search(flat.value, before, begin - 1) else None

    def _again(self, amount: _Amount, flat: Flat, every: str) -> Measure:
        """「每月查房1次、学习2次」: the period holds for the second number as well."""
        op = operator(amount.joint, amount.pre, amount.post) or "="
        spans = flat.spans(amount.start, amount.end)
        return Measure("frequency", spans, op=op, every=self._words.period(every), times=amount.low)

    def _quantity(self, amount: _Amount, flat: Flat) -> Measure | None:
        metric = metric_before(flat, amount.start)
        op = operator("in" if amount.high is not None else None, amount.joint, amount.pre, amount.post)
        if op is None:
            begin = flat.clause(amount.start)[0]
            apart = _APART.search(flat.value[begin : amount.start])  # 至少培养2名
            op = operator(self._words.before.get(apart[1]) if apart else None)
        if amount.post is not None and "正负" in metric:
            op = "+-"
        if op is None and (amount.match["sign"] == "-" or not self._bare(amount, flat, metric)):
            return None
        if amount.group == "point" and op == "in" and not metric:
            return None
        if op == "+-":
            centre = _CENTRE.search(flat.value[flat.clause(amount.start)[0] : amount.start])
            middle = parse(centre[1]) if centre else None
            if centre and middle is not None:  # 22±2℃
                metric = metric_before(flat, centre.start())
                ends = (round(middle - amount.low, 6), round(middle + amount.low, 6))
                return self._made(amount, flat, metric, "in", ends, centre.start())
        if amount.group in ("count", "times") and amount.end < len(flat.value):
            metric = with_noun(metric, flat, amount.end)
        value = amount.low if amount.high is None else (amount.low, amount.high)
        return self._made(amount, flat, metric, op or "=", value, amount.start)

    def _made(
        self,
        amount: _Amount,
        flat: Flat,
        metric: str,
        op: Operator,
        value: Number | tuple[Number, Number],
        start: int,
    ) -> Measure:
        unit = amount.word
        if amount.group == "percent":
            unit = "%" if unit.endswith("百分点") else unit
        else:
            unit = flat.words(*amount.match.span("unit")) + (amount.match["rate"] or "")
        return Measure("quantity", flat.spans(start, amount.end), metric=metric or None, op=op, value=value, unit=unit)

    def _duration(self, amount: _Amount, flat: Flat) -> Measure | None:
        before, rest = flat.value[max(amount.start - 12, 0) : amount.start], flat.value[amount.end :]
        word, match = amount.word, amount.match
        if self._says(self._window, rest) or match["pre"] in ("超过", "超出", "超"):
            return None
        if before.endswith(("每", "第", "满", "每隔")):
            return None
        if word in ("日", "月", "年", "周") and amount.pre is None and amount.post is None:
            return None  # a date, not a stretch of time
        within = before.endswith(("在", "于", "须", "需")) and word not in ("年", "月", "日")
        prompt = "<=" if within or _DONE.match(rest) else "=" if _KEPT.search(before) else None
        op = operator(amount.joint, amount.pre, amount.post, prompt)
        if op is None:
            return None
        value = amount.high if amount.high is not None and op == "<=" else amount.low
        if match["half"] or word == "个半小时":
            value += 0.5
        return Measure("duration", flat.spans(amount.start, amount.end), op=op, value=value, unit=amount.group)

    def _bare(self, amount: _Amount, flat: Flat, metric: str) -> bool:
        """Whether a number without a word of comparison is a target all the same."""
        if amount.group == "percent" and _SHARE_OF.search(flat.value, max(amount.start - 4, 0), amount.start):
            return False
        if amount.group == "percent" or (is_time(amount.group) and amount.match["rate"]):
            return True
        written = amount.match["n"] or ""
        if amount.group == "point" or written.startswith("半"):
            return False
        at_end = _END.match(flat.value, amount.end) is not None
        if amount.group in ("count", "times"):
            begin = flat.clause(amount.start)[0]
            if re.search(r"每(?:个)?(?:天|日|周|月|季|年|学期|班|人|小时)", flat.value[begin : amount.start]):
                return True
            aimed = _VERB.search(metric) or _GOAL.search(metric)
            return written[:1].isdigit() and at_end and len(metric) > 1 and bool(aimed)
        return at_end and bool(_GOAL.search(metric))

    def _says(self, entries: tuple[Entry, ...], rest: str) -> bool:
        return self._banks.found(entries, rest)


def _tenths(word: str) -> Number | None:
    """「九成五」 is 95 per cent."""
    whole, _, rest = word.partition("成")
    tens, ones = parse(whole), number(rest)
    return None if tens is None else tens * 10 + (ones if ones and ones >= 1 else 5 if ones else 0)
