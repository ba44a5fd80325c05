"""Whose the rules are that a section for the whole document holds: of the unit that each names as its subject or
object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.recognise.drafts import Draft
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

# In front of the one who is punished or rewarded: 每次扣班组长…, 给项目经理加…, 对保管员处以….
_OBJECT_OF = r"(?:扣减?|扣罚|罚|奖励?|给予?|对|追究|处罚|责任人)(?:当班|当值|责任|相关|该|所在)?"
_BEGINS = r"^(?:凡是?|若|如果?|因)?"
# Behind one who only looks at what others did.
_CHECKS = r"(?!.{0,6}(?:检查|抽查|考核|负责|组织|巡查|验收|审核|认定|批准))"
_FAILS = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?=未|不|没有|违|擅自|因|发生|漏)")
_SEVERAL = re.compile(r"^(?:各|全体|所有|每个)(?=.{2})")


def give_rules_away(walker: Walker, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, where the rules of one that holds nothing else stand with the units of its document they name."""
    for draft in drafts:
        if _holds_rules_alone(draft):
            _give_away(walker, draft, [other for other in drafts if other.scope == draft.scope and other is not draft])
    return [draft for draft in drafts if not draft.empty()]


def _holds_rules_alone(draft: Draft) -> bool:
    """Whether a draft of no post holds nothing but rules."""
    of_none = draft.name is None or draft.kind == "department"
    return of_none and bool(draft.items) and all(item.layer == "score_rule" for item in draft.items)


def _give_away(walker: Walker, draft: Draft, others: list[Draft]) -> None:
    named = {_short(other): other for other in others if other.name is not None and _has_duties(other)}
    for item in list(draft.items):
        if item.rows or item.lead is not None:
            continue
        owner = addressee(item.text.value, list(named))
        if owner is not None:
            draft.drop(item)
            named[owner].add(item, walker.section + 1)
    if draft.name is None and named:
        draft.name = _subject(walker, draft)


def _subject(walker: Walker, draft: Draft) -> Text | None:
    """The post that the rules left over speak of, if it is one."""
    found: dict[str, Text] = {}
    for item in draft.items:
        match = _FAILS.match(item.text.value)
        if match is not None and walker.lexicon.kind_of(match.group(1)) == "role":
            found.setdefault(match.group(1), item.text[: match.end(1)])
    return found.popitem()[1] if len(found) == 1 else None


def _short(draft: Draft) -> str:
    """The name as rules speak of it: 部门 for 各部门."""
    assert draft.name is not None
    return _SEVERAL.sub("", draft.name.value)


def _has_duties(draft: Draft) -> bool:
    return any(item.layer == "duty" for item in draft.items)


def addressee(rule: str, names: Sequence[str]) -> str | None:
    """The one of the names that a rule is about; None where it names none of them in such a place, or several."""
    found = {name for name in names if _is_about(rule, name)}
    found = {name for name in found if not any(name != other and name in other for other in found)}
    return found.pop() if len(found) == 1 else None


def _is_about(rule: str, name: str) -> bool:
    if name not in rule:
        return False
    word = re.escape(name)
    return re.search(f"{_OBJECT_OF}{word}|{_BEGINS}{word}{_CHECKS}", rule) is not None
