"""What is measured: the words that stand before an amount, or behind its counter."""

from __future__ import annotations

import re

from extractor.measure.flat import Flat

# A metric is the words in front of the number; beyond 40 characters it is a clause that the marks failed to cut
# (the longest of 141 metrics in the manuals read by hand has 14).
LONGEST_METRIC = 40

_LEAD = re.compile(
    r"^(?:[、:)\"]|并且|并|且|其中|同时|使|确保|保证|做到|力争|要求|要(?!素)|须|应(?![收付急])|但|和|与|及)+"
)
_TAIL = re.compile(
    r"(?:应该|应当|应|必须|须|需要|需|要|(?<![平人])均|都|确保|保证|保持|控制|维持|提高|做到|实现|指标|标准|目标|(?<![产价总净])值|为|是|在|于"
    r"|达到|达|(?<!周)到|的|全部|总体|不得|不能|不超过|一律|基本|每次|[、:(\"≥≤><=])+$"
)
_AMOUNT = re.compile(r"无|没有|不|达|[\d≥≤]")
_NOUN = re.compile(r"[^,;。!?:()\"以每]{1,16}")


def metric_before(flat: Flat, end: int) -> str:
    """The words of the clause before the offset, else those of the clause before that; "" for none."""
    begin = flat.clause(end)[0] if end else 0
    words = _trimmed(flat, begin, end)
    if not words and begin and flat.value[begin - 1] == ",":
        before = flat.clause(begin - 1)[0]
        cut = _AMOUNT.search(flat.value, before, begin - 1)
        words = _trimmed(flat, before, cut.start() if cut else begin - 1)
    return words


def with_noun(metric: str, flat: Flat, end: int) -> str:
    """「至少培养2名后备人员」: the metric with what is counted, which stands behind the counter."""
    noun = _NOUN.match(flat.value, end)
    return metric + flat.words(*noun.span()) if noun and len(metric) + len(noun[0]) <= LONGEST_METRIC else metric


def _trimmed(flat: Flat, begin: int, end: int) -> str:
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
