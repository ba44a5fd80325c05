"""Consequences that a score rule states: points, money, grades and others, with what they hang on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.banks import Banks, Entry
from extractor.measure.flat import Claims, Flat
from extractor.measure.numerals import parse
from extractor.measure.repetition import Repetition
from extractor.measure.vocabulary import number
from extractor.model import Action, Effect, Number
from extractor.text import Range, Text

if TYPE_CHECKING:
    from regex import Match

# A sum without a unit is money from here on: points taken at once reach 50 in the manuals, fines start at 5 元 but
# are written without 元 only as 100 and more (扣1000, 扣500).
MONEY_WITHOUT_UNIT = 100

_TAKE = re.compile(r"考核|扣|罚|减|捐|赔|违约|处|^-$")
_GIVE = re.compile(r"奖|加|补|津|嘉|提成|^\+$")
_PAY = re.compile(r"工资|奖金|薪|绩效(?!考核?分|分)|提成|津贴|补贴|销售额|金额|货款|损失|货值|利润|业绩|年终奖")
_LADDER = re.compile(r"(?:第[一二三四五六七\d]+次|首次|初次|再次|(?<![\d第每])[二两三四五六2-9]次)(?:及?以上|者)?(?:[^,;。第]{0,6})$")
_NONE_OF = re.compile(r"[无零][^,;。]{0,6}$")
_REACHED = re.compile(r"(?:达到?|满|超过|累计|低于|不足|大于|高于|超出)$")
_DROPPED = ("cap", "cap_after", "aside")
_NO_CHAIN = re.compile(r"满分|总分|共|合计|标准|最[高多低]|累计|超过|达|不足|低于|高于|以[上下]|剩|余|价")
_STATED = re.compile(r"定为|视为|评为|判为|按|论|一律|直接|为不")
_CASES = re.compile(r"的,|者|一经|凡|由[^,;。]{1,8}承担|赔偿|超过|累计|达到|以上|以下")
_MAY_FOLLOW = re.compile(
    r"[扣罚奖赔捐元\"]|[\d零一二两三四五六七八九十半]\)?[分点]|[+-]\d|[加减]\d|[加减]分|系数|为[A-F]|否决|合格|及格|称职|达标|胜任|辞退|解[聘雇除]"
    r"|终止|撤销|开除|除名|劝退|清退|退回|移出|淘汰|降[职级薪档低一二两1-3]|调[离岗整薪]|[转换待停下离]岗|停[职课工业止]|[撤免]职|留[用厂]|记.{0,2}[过功录]"
    r"|警告|申诫|通报|批评|诫勉|约谈|谈话|检讨|书面检|责令|限期|表扬|处[分理罚置]|论处|追[究责]|问责|责任|移[送交]|送|报警|资格|权限|待遇|不得|不予|不再|不可"
    r"|晋|视为|自[负理行动]|承担|翻|倍|名单|株连|连坐|零分|取消|没收|不[参能享发]|授予|证书|延长|返工|重修|补课|薪|工资|提成|评[优先选]|离职|计件|加薪|清零|归零|暂停"
)


@dataclass(frozen=True, slots=True)
class _Raw:
    """An effect with its place in the flat text, before its neighbours have been looked at."""

    start: int
    end: int
    effect: Effect
    per_fixed: bool = False  # the unit of repetition stood beside the amount
    ordinal: bool = False  # 「第二次40元」


class Effects:
    """Reads the effects of one text."""

    def __init__(self, banks: Banks) -> None:
        self._banks = banks
        entries = banks.entries("effect")
        self._entries = tuple(e for e in entries if not e.means.startswith("scene."))
        self._passive = banks.entries("effect", "scene.passive")
        self._reward = banks.entries("effect", "scene.reward")
        self._breach = banks.entries("measure", "breach")
        self._caps = (*banks.entries("effect", "cap"), *banks.entries("effect", "cap_after"))
        self._repetition = Repetition(banks)

    def read(self, flat: Flat) -> tuple[Effect, ...]:
        """One effect for each consequence in the text, in its order."""
        return tuple(raw.effect for raw in self._find(flat))

    def may(self, value: str) -> bool:
        """Whether a look is worth while."""
        return _MAY_FOLLOW.search(value) is not None

    def certain(self, flat: Flat) -> bool:
        """Whether points or money, or a loss beyond doubt, are stated and not merely spoken of."""
        for raw in self._find(flat):
            effect = raw.effect
            if effect.action in ("deduct", "award", "fine", "bonus", "grade") and effect.amount is not None:
                return True
            if effect.action in ("fine", "deduct", "award", "fail") and (
                _CASES.search(flat.value[: raw.end]) or self._first_breach(flat, 0, raw.start) is not None
            ):
                return True
        return False

    def conditions(self, flat: Flat) -> tuple[Range, ...]:
        """The stretches on which the effects hang, the effects included: no target stands there."""
        out: list[Range] = [m.span() for entry in self._caps for m in self._banks.finditer(entry, flat.value)]
        last = 0
        for raw in self._find(flat):
            chain = max(flat.sentence(raw.start)[0], last)
            begin = self._first_breach(flat, chain, raw.start)
            if begin is None:
                rewarded = raw.effect.action in ("award", "bonus") and re.search("无|零|没有", flat.value[chain : raw.start])
                begin = raw.start if rewarded else chain
            last = flat.clause(raw.start)[1]
            out.append((begin, max(last, raw.end)))
        return tuple(out)

    def _first_breach(self, flat: Flat, chain: int, end: int) -> int | None:
        for entry in self._breach:
            for match in self._banks.finditer(entry, flat.value[chain:end]):
                at = chain + match.start()
                if not _NONE_OF.search(flat.value[flat.clause(at)[0] : at]):
                    return max(flat.clause(at)[0], chain)
        return None

    # ------------------------------------------------------------------ finding

    def _find(self, flat: Flat) -> list[_Raw]:
        if not self.may(flat.value):
            return []
        claims = Claims()
        found: list[_Raw] = []
        for entry in self._entries:
            for match in self._banks.finditer(entry, flat.value):
                if not claims.free(*match.span()) or not match[0]:
                    continue
                if entry.means == "cap_after" and not any(r.start < match.start() for r in self._amounts(flat)):
                    continue
                if entry.means == "chained":
                    raw = self._chained(match, flat, found)
                else:
                    raw = None if entry.means in _DROPPED else self._raw(entry, match, flat)
                if raw is None and entry.means not in _DROPPED:
                    continue
                claims.take(*match.span())
                if raw is not None:
                    found.append(raw)
        found.sort(key=lambda raw: raw.start)
        if any(raw.effect.unit == "系数" for raw in found):  # B级:85-94分,系数1.0 gives a band, not a grade
            found = [raw for raw in found if raw.effect.action != "grade" or raw.effect.unit != "分"]
        return self._finish(flat, self._without_conditions(flat, found))

    def _amounts(self, flat: Flat) -> list[_Raw]:
        out = []
        for entry in self._entries:
            if entry.means == "amount":
                for match in self._banks.finditer(entry, flat.value):
                    raw = self._raw(entry, match, flat)
                    if raw is not None and not re.search("最[多高]|至多", flat.value[max(match.start() - 4, 0) : match.end()]):
                        out.append(raw)
        return out

    def _raw(self, entry: Entry, match: Match[str], flat: Flat) -> _Raw | None:
        spans = flat.spans(*match.span())
        at = match.span()
        means = entry.means
        if means == "amount":
            return self._amount(match, flat)
        if means == "list":
            amounts = tuple(v for v in (parse(w.rstrip("分")) for w in re.split("[、,/]", match["list"])) if v is not None)
            return _Raw(*at, Effect(_by_verb(match["verb"] or "扣", False) or "grade", spans, amounts, "分"))
        if means == "multiple":
            value = number(match["n"]) or 2
            what = match["what"] or match["what2"] or match["what3"] or ""
            if match["n"] and not what:
                return None
            action: Action = "deduct" if "分" in what else "bonus" if "奖" in what and "扣" not in what else "fine"
            return _Raw(*at, Effect(action, spans, value, "倍"))
        if means == "coefficient":
            return _Raw(*at, Effect("grade", spans, number(match["n"]), "系数"))
        if means == "letter":
            return _Raw(*at, Effect("grade", spans, None, match["letter"]))
        if means == "grade":
            groups = match.groupdict()
            low = number(groups.get("n") or groups.get("n3"))
            return None if low is None else _Raw(
                *at, Effect("grade", spans, _range(low, number(groups.get("n2") or groups.get("n4"))), "分"), True
            )
        if means in ("fine", "bonus", "deduct", "award", "fail", "other"):
            return _Raw(*at, Effect(means, spans))  # type: ignore[arg-type]
        return None

    def _amount(self, match: Match[str], flat: Flat) -> _Raw | None:
        groups = match.groupdict()
        low = number(match["n"])
        if low is None:
            return None
        if _REACHED.search(match["mid"] or "") or re.match("以[上下内](?:的|者)", flat.value[match.end() :]):
            return None
        if (match["unit"] or "") in ("%", "分") and re.match("以[上下内]", flat.value[match.end("unit") :]):
            return None
        verb, mid, unit = match["verb"] or "", match["mid"] or "", match["unit"] or ""
        high = number(groups.get("n2"))
        amount: Number | tuple[Number, ...] = _range(low, high)
        if groups.get("more"):
            amount = (low, *(v for v in (parse(w) for w in re.split("[、/]", match["more"][1:])) if v is not None))
        money = not unit.startswith(("分", "点")) and "积分" not in unit
        if not unit:
            money = low >= MONEY_WITHOUT_UNIT or "款" in verb
            unit = "元" if money else "分"
        elif unit in ("%", "‰") or unit.endswith("百分点"):
            money = bool(_PAY.search(mid)) or not re.search("分", verb + mid)
        elif unit.startswith("块") or unit == "元整":
            unit = "元"
        action = _by_verb(verb, money)
        if action is None:
            action = self._unnamed(match, flat, money)
        per = groups.get("per")
        ordinal = bool(_LADDER.search(flat.value[: match.start()]))
        word = flat.words(*match.span("unit")) if match["unit"] and unit not in ("元", "分") else unit
        effect = Effect(action, flat.spans(*match.span()), amount, word, per.removeprefix("每").replace("·", "/") if per else None)
        return _Raw(match.start(), match.end(), effect, per is not None, ordinal)

    def _unnamed(self, match: Match[str], flat: Flat, money: bool) -> Action:
        begin, _ = flat.sentence(match.start())
        reward = any(self._banks.search(e, flat.value[begin : match.start()]) for e in self._reward)
        if money:
            return "bonus" if reward else "fine"
        return "award" if reward else "deduct"

    def _chained(self, match: Match[str], flat: Flat, found: list[_Raw]) -> _Raw | None:
        """「一等奖加5分,二等奖3分」: the same as the effect that ends here, in points or in money."""
        before = next((raw for raw in found if raw.end == match.start()), None)
        low = number(match["n"])
        if before is None or low is None or before.effect.amount is None or _NO_CHAIN.search(match["who"]):
            return None
        action = before.effect.action
        if action != "grade":
            action = _by_verb("扣" if action in ("deduct", "fine") else "奖", match["unit"] == "元") or action
        amount = _range(low, number(match["n2"]))
        effect = Effect(action, flat.spans(*match.span()), amount, match["unit"], match["per"])
        return _Raw(match.start(), match.end(), effect, match["per"] is not None)

    # ------------------------------------------------------------------ neighbours

    def _without_conditions(self, flat: Flat, found: list[_Raw]) -> list[_Raw]:
        """Without what has been suffered before, or leads to the next effect in the same clause."""
        out: list[_Raw] = []
        for k, raw in enumerate(found):
            if raw.effect.action in ("other", "fail") and raw.effect.amount is None:
                begin = flat.clause(raw.start)[0]
                if any(self._banks.search(e, flat.value[begin : raw.start]) for e in self._passive):
                    continue
                after = found[k + 1] if k + 1 < len(found) else None
                if after and after.effect.amount is not None and re.fullmatch(
                    r"(?:一次|者|的|每次|1次|每人次)*,?(?:一次|每次|每人次|1次)?", flat.value[raw.end : after.start]
                ) and flat.value[raw.end : after.start] not in ("", ","):
                    continue
            words = flat.value[raw.start : raw.end]
            if raw.effect.action == "fail" and re.search("不(?:合格|及格|称职|达标|胜任)", words) and not _STATED.search(words):
                if k + 1 < len(found) and found[k + 1].start < flat.sentence(raw.start)[1]:
                    continue
            if raw.effect.action == "fine" and raw.effect.amount is None and k + 1 < len(found):
                after = found[k + 1]
                between = flat.value[raw.end : after.start]
                if after.effect.action == "fine" and after.effect.unit in ("%",) and len(between) < 3:
                    continue
            out.append(raw)
        return out

    def _finish(self, flat: Flat, found: list[_Raw]) -> list[_Raw]:
        """Ladders joined, repetition and condition filled in, a zero among grades told from a failure."""
        out: list[_Raw] = []
        graded = sum(raw.effect.action == "grade" and raw.effect.amount is not None for raw in found)
        last = 0
        for raw in found:
            effect = raw.effect
            begin = max(flat.sentence(raw.start)[0], last)
            before = out[-1] if out else None
            if before is not None and raw.ordinal and self._continues(before, raw):
                joined = (*_listed(before.effect.amount), *_listed(effect.amount))
                spans = (*before.effect.spans, *effect.spans)
                out[-1] = replace(before, effect=replace(before.effect, amount=joined, spans=spans, per=None), end=raw.end)
                last = raw.end
                continue
            if effect.action == "fail" and graded and re.search("[0零]分|不.?得分", flat.value[raw.start : raw.end]):
                effect = replace(effect, action="grade", amount=0, unit="分")
            if effect.action == "grade" and effect.amount == 0 and graded < 2:
                effect = replace(effect, action="fail", amount=None, unit=None)
            per = effect.per
            if not raw.per_fixed and effect.action in ("deduct", "award", "fine", "bonus") and effect.amount is not None:
                sentence = flat.sentence(raw.start)[0]
                per = self._repetition.of(flat.value, sentence, begin, raw.start, raw.end, raw.ordinal)
                linked = re.fullmatch(r",?(?:并|且|同时|并且|另|另外|还)*(?:将|予以|给予|处以|处)?", flat.value[begin : raw.start])
                if per is None and linked and before is not None and last == before.end:
                    per = before.effect.per
            condition = self._condition(flat, begin, raw.start)
            out.append(replace(raw, effect=replace(effect, per=per, condition=condition)))
            last = raw.end
        return out

    def _continues(self, before: _Raw, raw: _Raw) -> bool:
        first = re.search("(?:一|1|首|初)次", before.effect.condition or "") is not None
        same = before.effect.action == raw.effect.action and before.effect.unit == raw.effect.unit
        return same and before.effect.amount is not None and (first or before.ordinal or isinstance(before.effect.amount, tuple))

    def _condition(self, flat: Flat, begin: int, end: int) -> str | None:
        words = flat.value[begin:end]
        lead = len(words) - len(words.lstrip(",;。:、)\" "))
        tail = len(words) - len(words.rstrip(",;。:、(\" "))
        if lead + tail >= len(words):
            return None
        return flat.words(begin + lead, end - tail) or None


def _by_verb(verb: str, money: bool) -> Action | None:
    if _TAKE.search(verb):
        return "fine" if money else "deduct"
    if _GIVE.search(verb):
        return "bonus" if money else "award"
    return "grade" if verb in ("给", "计") else None


def _range(low: Number, high: Number | None) -> Number | tuple[Number, ...]:
    return low if high is None else (low, high)


def _listed(amount: Number | tuple[Number, ...] | None) -> tuple[Number, ...]:
    if amount is None:
        return ()
    return amount if isinstance(amount, tuple) else (amount,)
