"""One match of an effect pattern made an effect: which action, how much, of what, how often."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.measure.flat import Flat
from extractor.measure.numerals import parse
from extractor.measure.vocabulary import number
from extractor.model import Action, Effect, Number

if TYPE_CHECKING:
    from regex import Match

# A sum without a unit is money from here on: the 158 numbers of points taken or given in the manuals read by hand
# reach 10, and the one fine written without 元 is 1000.
MONEY_WITHOUT_UNIT = 100

# A range from here on is a grade of the whole appraisal (良80-89分) and no level of an item: the 92 ranges that levels
# earn in the manuals and samples read by hand reach 30, those of the grades begin at 60.
GRADES_FROM = 50

# A step of a ladder and what it is called (第三次以上者直接…) take 14 characters before the sum; 20 leave room.
LADDER_WORDS = 20

Amount = Number | tuple[Number, ...]

_TAKE = re.compile(r"考核|承担|扣|罚|减|捐|赔|违约|处|记|^-$")
_GIVE = re.compile(r"奖|加|补|津|嘉|提成|授|获|予|定为|赠|积|计|得|^\+$")
_PAY = re.compile(r"工资|奖金|薪|绩效(?!考核?分|分)|提成|津贴|补贴|销售额|金额|货款|损失|货值|利润|业绩|年终奖")
_LADDER = re.compile(
    r"(?:第[一二三四五六七\d]+次|首次|初次|再次|(?<![\d第每])(?<!连续)(?<!累计)[二两三四五六2-9]次)(?:及?以上|者)?(?:[^,;。第]{0,6})$"
)
_REACHED = re.compile(r"(?:达到?|满|超过|累计|低于|不足|大于|高于|超出)$")
_BOUND = re.compile("以[上下内]")
_BOUND_OF = re.compile("以[上下内](?:的|者)")
_NO_CHAIN = re.compile(r"满分|总分|共|合计|标准|最[高多低]|累计|超过|达|不足|低于|高于|以[上下]|剩|余|价")


@dataclass(frozen=True, slots=True)
class Raw:
    """An effect with its place in the flat text, before its neighbours have been looked at."""

    start: int
    end: int
    effect: Effect
    per_fixed: bool = False  # the unit of repetition stood beside the amount
    ordinal: bool = False  # 「第二次40元」


def amount(match: Match[str], flat: Flat, rewarding: bool) -> Raw | None:
    """A verb (or none, then ``rewarding`` decides), a sum and a unit; None where the sum is a condition."""
    low = number(match["n"])
    mid, written = match["mid"] or "", match["unit"] or ""
    tail = flat.value[match.end("unit") : match.end("unit") + 3]
    if low is None or _REACHED.search(mid) or _BOUND_OF.match(tail):
        return None
    if written in ("%", "分") and _BOUND.match(tail):
        return None
    groups = match.groupdict()
    sum_ = ranged(low, number(groups.get("n2")))
    if groups.get("more"):
        sum_ = (low, *_numbers(groups["more"][1:]))
    money, unit = _currency(match["verb"] or "", mid, written, low)
    action = by_verb(match["verb"] or "", money)
    if action is None:
        action = ("bonus" if money else "award") if rewarding else ("fine" if money else "deduct")
    if written and unit == written and unit not in ("元", "分"):
        unit = flat.words(*match.span("unit"))
    per = _per(groups.get("per"))
    ordinal = _LADDER.search(flat.value[max(match.start() - LADDER_WORDS, 0) : match.start()]) is not None
    effect = Effect(action, flat.spans(*match.span()), sum_, unit, per)
    return Raw(match.start(), match.end(), effect, per is not None, ordinal)


def chained(match: Match[str], flat: Flat, found: list[Raw]) -> Raw | None:
    """「一等奖加5分,二等奖3分」: the same as the effect that ends here, in points or in money."""
    before = next((raw for raw in found if raw.end == match.start()), None)
    low = number(match["n"])
    if before is None or low is None or before.effect.amount is None or _NO_CHAIN.search(match["who"] or ""):
        return None
    action = before.effect.action
    if action != "grade":
        action = by_verb("扣" if action in ("deduct", "fine") else "奖", match["unit"] == "元") or action
    sum_ = ranged(low, number(match["n2"]))
    effect = Effect(action, flat.spans(*match.span()), sum_, match["unit"], match["per"])
    return Raw(match.start(), match.end(), effect, match["per"] is not None)


def listed(match: Match[str], flat: Flat) -> Raw:
    """「分三档(1、3、5)扣分」."""
    action = by_verb(match["verb"] or "扣", False) or "grade"
    return Raw(*match.span(), Effect(action, flat.spans(*match.span()), _numbers(match["list"]), "分"))


def multiple(match: Match[str], flat: Flat) -> Raw | None:
    """「双倍罚款」「十倍赔偿」; a bare number of times says nothing."""
    what = match["what"] or match["what2"] or match["what3"] or ""
    if match["n"] and not what:
        return None
    action: Action = "deduct" if "分" in what else "bonus" if "奖" in what and "扣" not in what else "fine"
    times = ranged(number(match["n"]) or 2, number(match["n2"]))
    return Raw(*match.span(), Effect(action, flat.spans(*match.span()), times, "倍"))


def coefficient(match: Match[str], flat: Flat) -> Raw:
    """「系数1.2」「发放90%」."""
    value, unit = (match["n"], "系数") if match["n"] else (match["share"], "%")
    return Raw(*match.span(), Effect("grade", flat.spans(*match.span()), number(value), unit))


def letter(match: Match[str], flat: Flat) -> Raw:
    """「视为C」."""
    return Raw(*match.span(), Effect("grade", flat.spans(*match.span()), None, match["letter"]))


def grade(match: Match[str], flat: Flat) -> Raw | None:
    """The points that a level earns."""
    groups = match.groupdict()
    low = number(groups.get("n") or groups.get("n3"))
    if low is None:
        return None
    high = number(groups.get("n2") or groups.get("n4"))
    if high is not None and low >= GRADES_FROM:
        return None
    return Raw(*match.span(), Effect("grade", flat.spans(*match.span()), ranged(low, high), "分"), per_fixed=True)


def grade_below(match: Match[str], flat: Flat) -> Raw | None:
    """The lowest level: from nothing to the points named."""
    high = number(match["n"])
    if high is None:
        return None
    return Raw(*match.span(), Effect("grade", flat.spans(*match.span()), (0, high), "分"), per_fixed=True)


READERS: dict[str, Callable[[Match[str], Flat], Raw | None]] = {
    "list": listed,
    "multiple": multiple,
    "coefficient": coefficient,
    "letter": letter,
    "grade": grade,
    "grade_below": grade_below,
}


def by_verb(verb: str, money: bool) -> Action | None:
    """扣 and 奖 in points or in money; None where the verb does not tell."""
    if _TAKE.search(verb):
        return "fine" if money else "deduct"
    if _GIVE.search(verb):
        return "bonus" if money else "award"
    return None


def ranged(low: Number, high: Number | None) -> Amount:
    """One number, or both ends of a range."""
    return low if high is None else (low, high)


def _currency(verb: str, mid: str, written: str, low: Number) -> tuple[bool, str]:
    """Whether the sum is money, and its unit."""
    if not written:
        money = low >= MONEY_WITHOUT_UNIT or "款" in verb or "罚" in verb
        return money, "元" if money else "分"
    if written in ("%", "‰") or written.endswith("百分点"):
        return bool(_PAY.search(mid)) or "分" not in verb + mid, written
    if written.startswith("块") or written == "元整":
        return True, "元"
    return not written.startswith(("分", "点")) and "积分" not in written, written


def _numbers(words: str) -> tuple[Number, ...]:
    found = (parse(word.rstrip("分")) for word in re.split("[、,/]", words))
    return tuple(value for value in found if value is not None)


def _per(word: str | None) -> str | None:
    return word.removeprefix("每").replace("·", "/") if word else None
