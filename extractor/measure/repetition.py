"""For each what an effect is repeated: 次, 天, 项, 0.1% …, read from the words before the amount."""

from __future__ import annotations

import re

from extractor.measure.consequences import Raw
from extractor.measure.numerals import NUMBER, parse

_COUNTERS = (
    "人次|床次|台次|户次|处次|车次|批次|次|天|日|项|种|桶|升|处|起|例|件|份|个|单品|单项|单|台|条|张|批|户|只|篇|箱|小时|分钟|秒钟?|节课|节(?!约)|班次|班|本|间|套|桌|名|款|笔|票|车"
    "|吨|场|课时|面|科|门|组|辆|宗|枚|根|瓶|包|位|盒|头|公斤|平方米|千克|斤|米|元|人|周|月|季度|季|年|星期|工作日|百分点|%|‰"
    "|分(?!钟)|工时|步|页|字|期|堂|道|颗|遍|棵|株|盆|床|级|家|封|把|块|钟头?|餐|炉|支|盘|副|扇|盏|枝|锅|类|品种|样|段|区域|房|厘米|度|炉|班组|单元"
)
_MEASURED = re.compile(r"[%‰]|分|升|千瓦|公里|百分点|公斤|千克|斤|吨|万?元|米|厘米|分钟|小时|度|平方米|毫米")
_HOW = (
    r"(?:晚点|有|发生|出现|发现|查出|查到|缺少|缺勤|缺课|缺|少于?|迟到|迟交|迟报|迟|晚交|晚|超过|超出|超|延迟|延期|延误|推迟|低于?|高于?|降低|提高|升高|上浮|下浮|欠|不足|偏差|偏离|升|降"
    r"|降底|逾期|减少|增加|增|减|漏|错|差|下降|上升|拖延|拖|多|违反|违章|违规|丢失|损坏|退|旷工|早退|脱岗|未|完成|目标值?|指标值?|标准值?|定额|计划|一起|提前|节约|滞后|不合格|不达标|达到|滞|检查|开|新增|收到|接到|在)*"
)
_EACH = re.compile(
    rf"每(?P<how>{_HOW})(?P<n>{NUMBER})?(?:个)?(?P<unit>万元|{_COUNTERS})(?!以|之|内|度计|常|均)(?:/?每?(?P<second>人|次|天|日|月|项))?"
)
_ONE = re.compile(
    r"(?<![第\d每十百唯同统任万])(?:一|1|(?P<half>半))(?P<unit>人次|床次|台次|户次|批次|次|项|起|处|例|件|份|个(?!月|星期|工作|季|小时|人|钟|半)|单|台|条|张"
    r"|批|户|只|篇|箱|节课|节(?!约)|天|日|人|班|桌|名|笔|面|间|本|周|家|门|科|期|棵|枝|锅|车|课时|支|票|餐|炉|床|根|瓶|包|盒|盘"
    r"|套|组|辆|宗|枚|颗|株|盆|块|扇|盏|副|袋|桶|页|遍|字(?!不)|分钟)(?!内|之内|以内|以后|后|前|性|定|般|律|切|合格|通过|交检|交验|成功|到位|以上|及以上|或)"
)
_SHARE = re.compile(
    rf"(?:耗|低|高|超|少|多|过|增|减|降|升|于|出)了?(?P<n>{NUMBER})(?P<unit>%|个百分点|万元|元|天|公斤|升|人|次|项)$"
)
_STEP = re.compile(rf"每{_HOW}(?P<n>\d+(?:\.\d+)?),?$")
_LAST = re.compile(r"每(?P<unit>[\u4e00-\u9fff]{1,2}),?$")
# What an 「otherwise」 follows is a demand: its period is not what the penalty is repeated for.
_ELSE = re.compile(r".*否则", re.DOTALL)
_OFTEN = re.compile(
    r"每(?:个|隔)?(?:\d+|[两二三四五六七八九十半])?个?(?:年|季度?|月|周|星期|天|日|晚|班次?|小时|学期)(?P<what>[^,;。]*)$"
)
_FAULT = re.compile(r"少|缺|漏|迟|晚|未|没|违|超|不|误|错|旷|早退|发生|出现|发现|逾|欠|低|损|丢")
_PERIOD = frozenset({"周", "月", "季", "季度", "年", "天", "日", "星期", "班", "人", "名"})


class Repetition:
    """Reads the unit of repetition."""

    def of(self, value: str, sentence: int, begin: int, raw: Raw) -> str | None:
        """The unit for an effect whose own words begin at ``begin``, its sentence at ``sentence``; None for none."""
        own = value[begin : raw.start]
        otherwise = _ELSE.match(own)
        demand = otherwise.end() if otherwise else 0
        inner = re.match(r"[^\d,;。]*", value[raw.start : raw.end])
        inside = _EACH.search(inner[0]) if inner else None
        if inside:
            return _unit(inside)
        if raw.ordinal:
            return None
        eaches = list(_EACH.finditer(own))
        ones = [
            m
            for m in _ONE.finditer(own, demand)
            if not (_tier(value[sentence:begin], own, m) or _rated(value, begin, own, m))
        ]
        eaches = [m for m in eaches if m["unit"] not in _PERIOD or _event(m) or not _demanded(own, m, demand)]
        eaches = [m for m in eaches if not (m["n"] and m["unit"] in _PERIOD and parse(m["n"]) != 1 and _later(own, m))]
        candidates = sorted([*eaches, *ones], key=lambda m: m.start())
        counted = [m for m in candidates if m["unit"] not in _PERIOD or (m.re is _EACH and _event(m))]
        if counted:
            last = counted[-1]
            if last.re is _ONE and any(m.re is _EACH and _event(m) for m in counted):
                last = [m for m in counted if m.re is _EACH and _event(m)][-1]
            pair = _pair(candidates, own)
            return pair or _unit(last)
        if candidates:
            return _pair(candidates, own) or _unit(candidates[-1])
        bare = _LAST.search(own)
        if bare:
            return bare["unit"]
        step = _STEP.search(own)
        if step:
            return step["n"]
        share = _SHARE.search(own)
        if share and _EACH.search(value[sentence:begin]):
            return _unit(share)
        return None


def _pair(candidates: list[re.Match[str]], own: str) -> str | None:
    """「每人每次」 → 人/次, where the two stand together."""
    if len(candidates) < 2:
        return None
    a, b = candidates[-2:]
    together = own[a.end() : b.start()] == "" and a.re is _EACH and own[a.start() : b.end()].count("每") == 2
    return f"{a['unit']}/{b['unit']}" if together else None


def _event(match: re.Match[str]) -> bool:
    """「每迟一天」 counts days; 「每天」 alone is when the thing is due."""
    return bool(match["how"])


def _demanded(own: str, match: re.Match[str], demand: int) -> bool:
    """「每天9点前清扫,未清扫」: the clause of the period says what is due, a later one what went wrong."""
    clause, comma, _ = own[match.end() :].partition(",")
    return match.start() < demand or (bool(comma) and not _FAULT.search(clause))


def _rated(value: str, begin: int, own: str, match: re.Match[str]) -> bool:
    """「每周清洁一次,」 tells how often a thing is due; 「一项…二项…扣3分」 counts the steps of a ladder."""
    often = _OFTEN.search(own[: match.start()])
    if often and not _FAULT.search(often["what"]) and "," in own[match.end() :]:
        return True
    more = re.compile(rf"(?<![续计满到达第\d])[二两三23]{match['unit']}(?!以)[^,;。]{{0,8}}扣")
    return more.search(value, begin + match.end()) is not None


def _later(own: str, match: re.Match[str]) -> bool:
    return len(own) - match.end() > 8


def _tier(earlier: str, own: str, match: re.Match[str]) -> bool:
    """「旷工一天」 is a tier of severity, 「第一次」 a step of a ladder, 一天 without a delay a time."""
    before = own[: match.start()]
    if match["unit"] in ("天", "日", "周", "分钟"):
        return bool(re.search("旷[工职]", earlier + own)) or before.endswith(("提前", "前", "后", "第", "连续", "满"))
    if match["unit"] in ("人", "名"):
        return bool(re.search(r"[有由派任选]$", before))
    return before.endswith(("其中", "进行", "唯", "另"))


def _unit(match: re.Match[str]) -> str:
    """The unit as it is stated: a plain counter loses its one, a measured unit keeps its number."""
    unit = match["unit"]
    count = match.groupdict().get("n")
    second = match.groupdict().get("second")
    value = parse(count) if count else None
    if second:
        return f"{unit}/{second}"
    if unit in ("%", "百分点", "个百分点"):
        word = "%" if unit == "%" else unit if unit.startswith("个") else "个百分点"
        return f"{count or 1}{word}"
    if count == "半":
        return match.string[match.start("n") : match.end("unit")]
    if count and count[-1:] in "万千百" and unit == "元":
        return f"{count}{unit}"
    if value is not None and (value != 1 or _MEASURED.fullmatch(unit)):
        return f"{value}{unit}"
    return unit
