"""Consequences that a score rule states: points, money, grades and others, with what they hang on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.banks import Banks, Entry
from extractor.measure.consequences import READERS, Raw, amount, chained
from extractor.measure.flat import Claims, Flat
from extractor.measure.repetition import Repetition
from extractor.model import Effect, Number
from extractor.text import Range

if TYPE_CHECKING:
    from regex import Match

_NONE_OF = re.compile(r"[无零][^,;。]{0,6}$")
_FREE_OF = re.compile(r"无|零|没有|为0(?![.\d])")
_DROPPED = frozenset({"cap", "cap_after", "aside"})
_STATED = re.compile(r"定为|视为|评为|判为|按|论|一律|直接|为不")
_NOT_GOOD = re.compile(r"不(?:合格|及格|称职|达标|胜任)")
_CASES = re.compile(r"的,|者|一经|凡|由[^,;。]{1,8}承担|赔偿|超过|累计|达到|以上|以下")
_LEADS_TO = re.compile(r"(?:一次|者|的|每次|1次|每人次)+,?(?:一次|每次|每人次|1次)?|,(?:一次|每次|每人次|1次)")
_LIMIT = re.compile("最[多高]|至多")
_NO_POINTS = re.compile(r"[0零]分")
_CERTAIN = re.compile(r"[0零]分|不.?得分|否决|扣完|全扣")
_AND = re.compile(r",?(?:并|且|同时|并且|另|另外|还)*(?:将|予以|给予|处以|处)?")
# What stands between two consequences of one condition.
_JOINED = re.compile(r"[,、]?(?:并|且|同时|另外?|还|或者?|及|也|则|直至|应当?|须|负)*(?:将|予以|给予|处以|处)?[,、]?")
_FIRST = re.compile(r"(?:一|1|首|初)次")
_MARKS = ',;。:、" '
REACH = 200  # characters before a sum in which a word of reward is looked for: a sentence without an end has thousands
FOUND_KEPT = 10_000  # texts whose effects are kept, of some 500 bytes each
_MAY_FOLLOW = re.compile(
    r"[扣罚奖赔捐元\"]|[\d零一二两三四五六七八九十半]\)?[分点]|[+-]\d|[加减]\d|[加减]分|系数|为[A-F]|否决|合格|及格|称职"
    r"|达标|胜任|辞退|解[聘雇除]|终止|撤销|开除|除名|劝退|清退|退回|移出|淘汰|降[职级薪档低一二两1-3]|调[离岗整薪]|[转换待停下离]岗"
    r"|停[职课工业止]|[撤免]职|留[用厂]|记.{0,2}[过功录]|警告|申诫|通报|公示|批评|诫勉|约谈|谈话|检讨|书面检|责令|限期|表扬|嘉奖"
    r"|处[分理罚置]|论处|追[究责]|问责|责任|移[送交]|送|报警|资格|权限|待遇|不得|不予|不再|不可|晋|视为|自[负理行动]|承担|翻|倍|名单"
    r"|株连|连坐|零分|减半|折半|不结算|[授给赐]予|个?积分|停权|吊销|收回|注销|免去|全责|后果|优先|顺延|惩[罚处戒]|取消|没收|不[参能享发]|授予|证书|延长|返工|重修|补课|晋升|道歉|薪|工资|提成|评[优先选]|离职|计件|清零|归零|暂停"
)


class Effects:
    """Reads the effects of one text."""

    def __init__(self, banks: Banks) -> None:
        self._banks = banks
        entries = banks.entries("effect")
        self._entries = tuple(e for e in entries if not e.means.startswith("scene."))
        self._amounts = banks.entries("effect", "amount")
        self._caps = (*banks.entries("effect", "cap"), *banks.entries("effect", "cap_after"))
        self._passive = banks.entries("effect", "scene.passive")
        self._bracketed = banks.entries("effect", "scene.bracketed")
        self._reward = banks.entries("effect", "scene.reward")
        self._grades = banks.entries("effect", "scene.grades")
        self._breach = banks.entries("measure", "breach")
        self._repetition = Repetition()
        self._last: tuple[Flat, list[Raw]] | None = None
        self._kept: dict[str, list[Raw]] = {}  # of texts that are their own source

    def read(self, flat: Flat) -> tuple[Effect, ...]:
        """One effect for each consequence in the text, in its order."""
        found = self._find(flat)
        if not found:
            for entry in self._bracketed:
                match = self._banks.search(entry, flat.value)
                raw = READERS["grade"](match, flat) if match is not None else None
                found = [raw] if raw is not None else []
        return tuple(raw.effect for raw in found)

    def counts(self, flat: Flat) -> bool:
        """Whether points are taken or given, so that points named beside them are what is at stake."""
        return any(raw.effect.action in ("deduct", "award") for raw in self._find(flat))

    def certain(self, flat: Flat) -> bool:
        """Whether points or money, or a loss beyond doubt, are stated and not merely spoken of.

        A lead-in (one that ends in a colon) does with any consequence: its items are what leads to it.
        """
        found = self._find(flat)
        if found and flat.value.endswith(":"):
            return True
        for raw in found:
            effect = raw.effect
            if effect.action != "other" and effect.amount is not None:
                return True
            if effect.action == "fail" and _CERTAIN.search(flat.value, raw.start, raw.end):
                return True
            if effect.action in ("fine", "deduct", "award", "fail") and (
                _CASES.search(flat.value[: raw.end]) or self._first_breach(flat, 0, raw.start) is not None
            ):
                return True
        return bool(found) and self._banks.found(self._grades, flat.value[: found[0].start])

    def conditions(self, flat: Flat) -> tuple[Range, ...]:
        """The stretches on which the effects hang, the effects included: no target stands there."""
        out: list[Range] = [
            match.span()
            for entry in self._banks.likely(self._caps, flat.value)
            for match in self._banks.finditer(entry, flat.value)
            if entry.means == "cap" or self._follows_amount(match.start(), flat)
        ]
        last = 0
        for raw in self._find(flat):
            chain = max(flat.sentence(raw.start)[0], last)
            begin = self._first_breach(flat, chain, raw.start)
            if begin is None:
                rewarded = raw.effect.action in ("award", "bonus") and _FREE_OF.search(flat.value, chain, raw.start)
                begin = raw.start if rewarded else chain
            last = flat.clause(raw.start)[1]
            out.append((begin, max(last, raw.end)))
        return tuple(out)

    def _first_breach(self, flat: Flat, chain: int, end: int) -> int | None:
        words = flat.value[chain:end]
        for entry in self._banks.likely(self._breach, words):
            for match in self._banks.finditer(entry, words):
                at = chain + match.start()
                if not _NONE_OF.search(flat.value[flat.clause(at)[0] : at]):
                    return max(flat.clause(at)[0], chain)
        return None

    # ------------------------------------------------------------------ finding

    def _find(self, flat: Flat) -> list[Raw]:
        """The effects of a text; they are kept, since consequence, measures and effects all ask."""
        if flat.is_source:
            found = self._kept.get(flat.text.value)
            if found is None:
                if len(self._kept) >= FOUND_KEPT:
                    self._kept.clear()
                found = self._kept[flat.text.value] = self._found(flat)
            return found
        if self._last is None or self._last[0] is not flat:
            self._last = (flat, self._found(flat))
        return self._last[1]

    def _found(self, flat: Flat) -> list[Raw]:
        if not _MAY_FOLLOW.search(flat.value):
            return []
        claims = Claims(flat)
        found: list[Raw] = []
        for entry in self._banks.likely(self._entries, flat.value):
            for match in self._banks.finditer(entry, flat.value):
                if not match[0] or not claims.free(*match.span()):
                    continue
                if entry.means == "cap_after" and not self._follows_amount(match.start(), flat):
                    continue
                raw = None if entry.means in _DROPPED else self._raw(entry, match, flat, found)
                if raw is not None:
                    found.append(raw)
                if raw is not None or entry.means in _DROPPED:
                    claims.take(*match.span())
        found.sort(key=lambda raw: raw.start)
        if any(raw.effect.action == "grade" and raw.effect.unit in ("系数", "%") for raw in found):
            # B级:85-94分,系数1.0 gives a band, not a grade
            found = [raw for raw in found if raw.effect.action != "grade" or raw.effect.unit != "分"]
        kept = [raw for k, raw in enumerate(found) if not self._is_condition(flat, found, k)]
        return self._finish(flat, kept)

    def _raw(self, entry: Entry, match: Match[str], flat: Flat, found: list[Raw]) -> Raw | None:
        if entry.means == "amount":
            return amount(match, flat, self._rewarding(match.start(), flat))
        if entry.means == "chained":
            return chained(match, flat, found)
        reader = READERS.get(entry.means)
        if reader is not None:
            return reader(match, flat)
        if entry.means in ("fine", "bonus", "deduct", "award", "fail", "other"):
            return Raw(*match.span(), Effect(entry.means, flat.spans(*match.span())))  # type: ignore[arg-type]
        return None

    def _rewarding(self, start: int, flat: Flat) -> bool:
        words = flat.value[max(flat.sentence(start)[0], start - REACH) : start]
        return self._banks.found(self._reward, words)

    def _follows_amount(self, start: int, flat: Flat) -> bool:
        """Whether a sum that is no limit itself stands before."""
        for entry in self._amounts:
            for match in self._banks.finditer(entry, flat.value[:start]):
                limit = _LIMIT.search(flat.value, max(match.start() - 4, 0), match.end())
                if limit is None and amount(match, flat, False) is not None:
                    return True
        return False

    # ------------------------------------------------------------------ neighbours

    def _is_condition(self, flat: Flat, found: list[Raw], k: int) -> bool:
        """Whether an effect has been suffered before, or leads to the next one, and is none of its own."""
        raw = found[k]
        if raw.effect.amount is not None or raw.effect.action not in ("other", "fail", "fine"):
            return False
        after = found[k + 1] if k + 1 < len(found) else None
        between = flat.value[raw.end : after.start] if after is not None else ""
        if raw.effect.action == "fine":
            return after is not None and after.effect.action == "fine" and after.effect.unit == "%" and len(between) < 3
        before = flat.value[flat.clause(raw.start)[0] : raw.start]
        if self._banks.found(self._passive, before):
            return True
        if after is None:
            return False
        words = flat.value[raw.start : raw.end]
        if raw.effect.action == "fail" and _NOT_GOOD.search(words) and not _STATED.search(words):
            return after.start < flat.sentence(raw.start)[1]
        return after.effect.amount is not None and _LEADS_TO.fullmatch(between) is not None

    def _finish(self, flat: Flat, found: list[Raw]) -> list[Raw]:
        """Ladders joined, repetition and condition filled in, a zero among grades told from a failure."""
        out: list[Raw] = []
        graded = sum(raw.effect.action == "grade" and raw.effect.amount is not None for raw in found)
        last = 0
        for raw in found:
            before = out[-1] if out else None
            if before is not None and raw.ordinal and _continues(before, raw):
                joined = (*_listed(before.effect.amount), *_listed(raw.effect.amount))
                spans = (*before.effect.spans, *raw.effect.spans)
                effect = replace(before.effect, amount=joined, spans=spans, per=None)
                out[-1] = replace(before, effect=effect, end=raw.end)
            else:
                begin = max(flat.sentence(raw.start)[0], last)
                effect = _zero_told(flat, raw, graded)
                beside = before if begin == last else None
                per = self._per(flat, raw, begin, beside)
                condition = _condition(flat, begin, raw.start)
                if _JOINED.fullmatch(flat.value, begin, raw.start):
                    condition = beside.effect.condition if beside else None
                out.append(replace(raw, effect=replace(effect, per=per, condition=condition)))
            last = raw.end
        return out

    def _per(self, flat: Flat, raw: Raw, begin: int, before: Raw | None) -> str | None:
        effect = raw.effect
        of_points = effect.action in ("deduct", "award")
        repeats = of_points or (effect.action in ("fine", "bonus") and effect.amount is not None)
        if raw.per_fixed or not repeats:
            return effect.per
        per = self._repetition.of(flat.value, flat.sentence(raw.start)[0], begin, raw)
        if per is None and before is not None and _AND.fullmatch(flat.value, begin, raw.start):
            return before.effect.per
        return per


def _zero_told(flat: Flat, raw: Raw, graded: int) -> Effect:
    """No points are a grade where other levels earn some, else the appraisal is lost."""
    effect = raw.effect
    if effect.action == "fail" and graded and _NO_POINTS.search(flat.value, raw.start, raw.end):
        return replace(effect, action="grade", amount=0, unit="分")
    if effect.action == "grade" and effect.amount == 0 and effect.unit == "分" and graded < 2:
        return replace(effect, action="fail", amount=None, unit=None)
    return effect


def _continues(before: Raw, raw: Raw) -> bool:
    if before.effect.amount is None or before.effect.action != raw.effect.action:
        return False
    first = _FIRST.search(before.effect.condition or "") is not None
    started = first or before.ordinal or isinstance(before.effect.amount, tuple)
    return started and before.effect.unit == raw.effect.unit


def _condition(flat: Flat, begin: int, end: int) -> str | None:
    words = flat.value[begin:end]
    lead = len(words) - len(words.lstrip(_MARKS + ")"))
    tail = len(words) - len(words.rstrip(_MARKS + "("))
    return flat.words(begin + lead, end - tail) or None if lead + tail < len(words) else None


def _listed(amount: Number | tuple[Number, ...] | None) -> tuple[Number, ...]:
    if amount is None:
        return ()
    return amount if isinstance(amount, tuple) else (amount,)
