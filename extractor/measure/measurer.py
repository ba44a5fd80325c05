"""Measures and effects of items, of cells and of headers; every value with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.banks import Banks
from extractor.measure.bands import Bands
from extractor.measure.effects import Effects
from extractor.measure.flat import Claims, Flat, Found
from extractor.measure.quantities import Quantities
from extractor.measure.times import Times
from extractor.measure.vocabulary import Vocabulary, number
from extractor.measure.zeros import Zeros
from extractor.model import Action, Effect, GradeBand, Layer, Measure
from extractor.text import EMPTY, Range, Text

# Texts whose reading is kept, of some 500 bytes each: a text is asked for its consequence, its measures and its
# effects, and posts repeat the standards and rules of others. 300,000 characters hold 10,000 items.
READINGS_KEPT = 10_000

_MAY_MEASURE = re.compile(
    r"[0-9０-９每无零%％]|没有|逢|次日|第二[天日周个]|[下收]班|打烊|[闭关开]店|[月季年]度?[底末初]|[按以逐分][年月季周日旬]|天天|日日"
    r"|(?:年|季|月|半年)度[进组开召举实]|进行[日周月季年]|[百千万]分之|[一二三四五六七八九]成[以一二三四五六七八九半]|[元一二三四五六七八九十]月|周[一二三四五六日]"
    r"|[一二两三四五六七八九十百千半](?:[个分小天日周月年季工次遍趟名家人件份项起节课学场元万星条篇例种公厘毫米倍钟岁时]|自然)"
)

_AT_STAKE = re.compile(r"分\)|满分|分值|标准分|配分")
_NUMBER = r"\d+(?:\.\d+)?"
_LEVEL = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,4}}(?=\())?\(?(?:得|计)?(?P<sign>[-+−])?(?P<n>{_NUMBER})分?(?:[-~至到][-−]?(?P<n2>{_NUMBER}))?分?\)?"
)
_POINTS = re.compile(rf"\(?(?P<n>{_NUMBER})(?P<unit>分|%)?\)?")
_WEIGHT = re.compile(r"权重|比重|比例|占比|权数|系数|百分比")
_HEADER = re.compile(
    rf"(?:单项|每项|各项|本项|此项)?(?:满分|标准分|分值|配分)[:为是]?(?P<points>{_NUMBER})分?|\((?:共|计|满分|分值)?[:]?(?P<points2>{_NUMBER})分\)"
    rf"|(?:权重|占比|比重|占|加权)[:为是]?(?P<weight>{_NUMBER})%|(?:\(|权重|加权)[:为是]?(?:权重|占|占比)?[:为是]?(?P<share>0\.\d+|{_NUMBER}(?=%))(?P<percent>%)?\)?"
)
_TARGET = re.compile(rf"(?P<n>{_NUMBER}[万亿]?)(?P<unit>[^\d\s]{{0,4}})")
_MAY_RULE = re.compile(
    r"[扣罚奖减赔捐元块加得计零]|\d\s*分|系数|否决|不合格|资格|辞退|开除|除名|处分|记过|警告|通报|解除|损失|提成|承担|记点|积分|惩|连续|累计|次"
)


# The result of the appraisal itself, in a rule, tells the case (得分90分以上全额支付).
_SCORE = re.compile(r"(?:得分|总分|分数|评分|成绩|考核|考评)(?:结果)?$")


def _is_score(measure: Measure) -> bool:
    return measure.unit == "分" and (measure.metric is None or _SCORE.search(measure.metric) is not None)


def _spans(text: Text, found: Measure | Effect) -> tuple[Range, ...]:
    """Where in the source that stands which was found in the words of a text alone."""
    return tuple(span for start, end in found.spans for span in text[start:end].spans())


class Measurer:
    """The readers of measures, effects and grade bands over the given banks."""

    def __init__(self, banks: Banks) -> None:
        self._banks = banks
        words = Vocabulary(banks)
        self._times = Times(banks, words)
        self._quantities = Quantities(banks, words)
        self._zeros = Zeros(banks)
        self._effects = Effects(banks)
        self._bands = Bands(banks)
        self._last = Flat(EMPTY)
        self._measures_in = lru_cache(READINGS_KEPT)(self._measures_of_words)
        self._effects_in = lru_cache(READINGS_KEPT)(self._effects_of_words)
        self._consequence_in = lru_cache(READINGS_KEPT)(self._states_consequence)

    def measures(self, text: Text, layer: Layer, source: str = "") -> tuple[Measure, ...]:
        """The targets that an item states, in the order of the text.

        Of a score rule those alone that stand apart from what its effects hang on. With ``source``,
        the words taken over (metric, unit, date) are in the script of the source.
        """
        if not _MAY_MEASURE.search(text.value):
            return ()
        at = text.stands_in(source)
        if at is not None:
            return tuple(measure.moved(at) for measure in self._measures_in(text.value, layer))
        if text.is_said_by(source):  # in pieces: healed over the ends of lines
            return tuple(measure.placed(_spans(text, measure)) for measure in self._measures_in(text.value, layer))
        return self._measures(self._flat(text, source), layer)

    def _measures_of_words(self, words: str, layer: Layer) -> tuple[Measure, ...]:
        """The measures of a text that stands at the beginning of its source, just as it is written there."""
        return self._measures(Flat(Text.of(words)), layer)

    def _measures(self, flat: Flat, layer: Layer) -> tuple[Measure, ...]:
        claims = Claims(flat)
        found: list[Found] = []
        if layer == "score_rule":
            stake = _AT_STAKE.search(flat.value)
            if stake and (stake[0] in ("满分", "标准分") or self._effects.counts(flat)):
                found.extend(one for one in self._quantities.points(flat, Claims(flat)) if one[1].kind == "points")
            for start, end in self._effects.conditions(flat):
                claims.take(start, end)
        found.extend(self._times.deadlines(flat, claims))
        found.extend(self._times.frequencies(flat, claims))
        if layer != "score_rule":
            found.extend(self._quantities.points(flat, claims))
        found.extend(self._quantities.durations(flat, claims))
        found.extend(self._zeros.read(flat, claims))
        found.extend(self._quantities.bounds(flat, claims))
        found.extend(self._times.bare(flat, claims))
        if layer == "score_rule":  # 长短款超过50元 tells what went wrong
            found = [one for one in found if one[1].op not in (">", "<") and not _is_score(one[1])]
        found.sort(key=lambda one: one[0])
        return tuple(measure for _, measure in found)

    def effects(self, text: Text, inherited: Text | None = None, source: str = "") -> tuple[Effect, ...]:
        """One effect for each consequence that a score rule states, in the order of the text.

        ``inherited`` is a lead-in over several items (「有下列情形之一的，每次扣2分：」); its effects stand
        first, save where the item states one of the same action itself.
        """
        own = self._own_effects(text, source)
        if inherited is None:
            return own
        stated = {effect.action for effect in own}
        led = self._own_effects(inherited, source)
        return (*(effect for effect in led if effect.action not in stated), *own)

    def _own_effects(self, text: Text, source: str) -> tuple[Effect, ...]:
        at = text.stands_in(source)
        if at is not None:
            return tuple(effect.moved(at) for effect in self._effects_in(text.value))
        if text.is_said_by(source):
            return tuple(effect.placed(_spans(text, effect)) for effect in self._effects_in(text.value))
        return self._effects.read(self._flat(text, source))

    def _effects_of_words(self, words: str) -> tuple[Effect, ...]:
        """The effects of a text that stands at the beginning of its source, just as it is written there."""
        return self._effects.read(Flat(Text.of(words)))

    def _flat(self, text: Text, source: str) -> Flat:
        """The flattened text; the last one is kept, since measures and effects are read from the same."""
        if self._last.text is not text or self._last.source is not source:
            self._last = Flat(text, source)
        return self._last

    def level_effects(self, text: Text, source: str = "") -> tuple[Effect, ...]:
        """What the points of a level give, and nothing beside them (「5-6分」「-5」「优（20分）」); else ()."""
        flat = Flat(text, source)
        match = _LEVEL.fullmatch(flat.value)
        low = number(match["n"]) if match else None
        if match is None or low is None:
            return ()
        high = number(match["n2"])
        amount = low if high is None else (min(low, high), max(low, high))
        action: Action = "grade" if not match["sign"] else "award" if match["sign"] == "+" else "deduct"
        return (Effect(action, text.strip().spans(), amount, "分"),)

    # ------------------------------------------------------------------ cells and headers

    def cell_points(self, text: Text, header: Text | None) -> tuple[Measure, ...]:
        """The points or the weight in a cell (「10」「20%」「10分」) under a header such as 分值 or 权重（%）."""
        flat = Flat(text)
        match = _POINTS.fullmatch(flat.value)
        value = number(match["n"]) if match else None
        if match is None or value is None:
            return ()
        spans = text.strip().spans()
        heading = Flat(header).value if header is not None else ""
        if match["unit"] == "%" or (match["unit"] is None and _WEIGHT.search(heading)):
            percent = match["unit"] == "%" or "%" in heading
            return (Measure("weight", spans, value=value, unit="%" if percent else None),)
        return (Measure("points", spans, value=value),)

    def header_points(self, text: Text) -> tuple[Measure, ...]:
        """What a header gives to the rows under it: 单项满分10分 (points), 岗位工作情况（70%） (weight)."""
        flat = Flat(text)
        match = _HEADER.search(flat.value)
        if match is None:
            return ()
        spans = flat.spans(*match.span())
        points = number(match["points"] or match["points2"])
        if points is not None:
            return (Measure("points", spans, value=points),)
        value = number(match["weight"] or match["share"])
        if value is None:
            return ()
        return (Measure("weight", spans, value=value, unit="%" if match["percent"] or match["weight"] else None),)

    def cell_target(self, text: Text, metric: Text | None, source: str = "") -> tuple[Measure, ...]:
        """The targets in a cell of a target column (「≥95%」「20万元以内」「100」), measured in ``metric``."""
        found = self.measures(text, "standard", source)
        words = "".join(source[a:b] for a, b in metric.spans()) if metric is not None and source else None
        name = words or (metric.value if metric is not None else None)
        if not found:
            flat = Flat(text, source)
            match = _TARGET.fullmatch(flat.value)
            value = number(match["n"]) if match else None
            if match is not None and value is not None:
                unit = flat.words(*match.span("unit")) if match["unit"] else None
                found = (Measure("quantity", flat.spans(*match.span()), op="=", value=value, unit=unit),)
        return tuple(replace(one, metric=one.metric or name) if one.kind == "quantity" else one for one in found)

    # ------------------------------------------------------------------ whether there is a consequence

    def states_consequence(self, text: str) -> bool:
        """Whether a text states points, money or the loss of the appraisal, so that it is a score rule."""
        return self._consequence_in(text)

    def _states_consequence(self, text: str) -> bool:
        return _MAY_RULE.search(text) is not None and self._effects.certain(Flat(Text.of(text)))

    def names_consequence(self, text: str) -> bool:
        """Whether a text names any consequence, be it only a warning or the loss of a post."""
        return bool(self._effects_in(text))

    # ------------------------------------------------------------------ grade bands

    def grade_bands(self, texts: Sequence[Text], source: str = "") -> tuple[GradeBand, ...]:
        """The bands of a whole document (「90分以上为优秀;80-89分为良好」), each label once, in reading order."""
        return self._bands.of_texts(texts, source)

    def bands_from_row(self, labels: Sequence[Text], cells: Sequence[Text], source: str = "") -> tuple[GradeBand, ...]:
        """The bands of a table with grades in one row and points in another; () where a pair is none."""
        return self._bands.of_row(labels, cells, source)
