"""Labels, measures and effects in words, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.schema import EffectOut, MeasureOut

_LABELS: Mapping[str, tuple[str, str]] = {  # Chinese, English
    ":": ("：", ": "),
    ",": ("、", ", "),
    "role": ("岗位", "role"),
    "department": ("部门", "department"),
    "nameless": ("（未写明名称）", "(no name given)"),
    "holders": ("任职者", "holders"),
    "reports_to": ("直接上级", "reports to"),
    "subordinates": ("直接下级", "subordinates"),
    "level": ("级别", "level"),
    "code": ("编号", "code"),
    "summary": ("概述", "summary"),
    "context": ("所在标题", "under"),
    "duties": ("职责", "duties"),
    "standards": ("标准", "standards"),
    "score_rules": ("考核", "score rules"),
    "kpis": ("考核指标", "KPIs"),
    "authorities": ("权限", "authorities"),
    "qualifications": ("任职资格", "qualifications"),
    "internal": ("内部联系", "internal relations"),
    "external": ("外部联系", "external relations"),
    "grade_bands": ("等级", "grades"),
    # measures
    "quantity": ("指标", "target"),
    "deadline": ("期限", "deadline"),
    "frequency": ("频次", "frequency"),
    "duration": ("时限", "within"),
    "points": ("分值", "points"),
    "weight": ("权重", "weight"),
    # effects
    "deduct": ("扣", "deduct"),
    "award": ("加", "award"),
    "grade": ("得", "grade"),
    "fine": ("罚", "fine"),
    "bonus": ("奖", "bonus"),
    "fail": ("考核不合格", "appraisal failed"),
    "other": ("其他后果", "other consequence"),
    "unstated": ("（数额未写明）", "(amount not stated)"),
}
_EVERY: Mapping[str, str] = {
    "hour": "每小时", "day": "每天", "week": "每周", "month": "每月",
    "quarter": "每季度", "half-year": "每半年", "year": "每年",
}  # fmt: skip
_UNITS: Mapping[str, str] = {
    "minute": "分钟", "hour": "小时", "day": "天", "workday": "个工作日",
    "week": "周", "month": "个月", "year": "年",
}  # fmt: skip
_MARKS = "、.．:：,，"
_WIDE_MARKS = ("、", "．", "：", "，", "）", "】", "》", "〉")
_OPERATORS: Mapping[str, str] = {">=": "≥", "<=": "≤", "+-": "±", "in": ""}


def label(key: str, lang: str) -> str:
    """The word for a field, a layer or a kind."""
    return _LABELS[key][lang == "en"]


def bare_number(number: str) -> str:
    """A number without the mark behind it: 1 for 「1、」."""
    return number.rstrip(_MARKS)


def numbered(number: str, text: str) -> str:
    """Number and text; a wide mark needs no blank behind it."""
    return f"{number}{'' if number.endswith(_WIDE_MARKS) else ' '}{text}" if number else text


def written(value: float) -> str:
    """A number as it is written: 10 for 10.0, and no exponent."""
    return str(int(value)) if value == int(value) else str(value)


def measure_words(measure: MeasureOut, lang: str) -> str:
    """A measure in words: 「指标：差错率 ≤ 0.5 %」."""
    begin = label(measure.kind, lang) + label(":", lang)
    if measure.kind == "deadline":
        every = _every(measure.every, lang) if measure.every else ""
        point = ", ".join(part for part in (every, measure.by or "") if part)
        return f"{begin}{measure.text}" + (f" ({point})" if point and point != measure.text else "")
    if measure.kind == "frequency":
        times = _joined(_OPERATORS.get(measure.op, "" if measure.op == "=" else measure.op), _range(measure.times))
        every = _every(measure.every, lang)
        return f"{begin}{every} {times} 次" if lang == "zh" else f"{begin}{times} × {every}"
    if measure.kind == "quantity":
        return begin + _joined(measure.metric, _compared(measure.op, measure.value), measure.unit)
    if measure.kind == "duration":
        return begin + _joined(_compared(measure.op, measure.value), _unit(measure.unit, lang))
    unit = measure.unit if measure.kind == "weight" else None
    return begin + _joined(_amount(measure.value), unit)


def effect_words(effect: EffectOut, lang: str) -> str:
    """An effect in words: 「扣 1 分/次（少开一次调度会）」."""
    words = label(effect.action, lang)
    if effect.amount is not None:
        words = _joined(words, _amount(effect.amount), effect.unit)
    elif effect.unit:
        words = _joined(words, effect.unit)
    elif effect.action not in ("fail", "other"):
        words += label("unstated", lang)
    if effect.per:
        words += f"/{effect.per}"
    if not effect.condition:
        return words
    return f"{words}（{effect.condition}）" if lang == "zh" else f"{words} ({effect.condition})"


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _compared(op: str, value: float | tuple[float, ...]) -> str:
    return _joined(_OPERATORS.get(op, op), _range(value))


def _range(value: float | tuple[float, ...]) -> str:
    return "–".join(map(written, value)) if isinstance(value, tuple) else written(value)


def _amount(value: float | tuple[float, ...]) -> str:
    return "/".join(map(written, value)) if isinstance(value, tuple) else written(value)


def _every(every: str, lang: str) -> str:
    if lang == "en":
        return f"every {every}"
    return _EVERY.get(every, f"每{every}".replace("每每", "每"))


def _unit(unit: str, lang: str) -> str:
    return _UNITS.get(unit, unit) if lang == "zh" else unit
