"""What siblings say of each other: headings beside those that name units, sections known by their neighbours."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from extractor.banks import fold_label
from extractor.model import Node
from extractor.recognise.drafts import SECTIONS
from extractor.recognise.fields import IGNORED
from extractor.recognise.items import less_colon
from extractor.recognise.subjects import texts
from extractor.recognise.unit_lists import heads_posts, names_inline

if TYPE_CHECKING:
    from extractor.recognise.filing import Filing

_ENDED = re.compile(r"[。；;！!？?]$")
# One heading that names a post says nothing of its siblings; two do.
FEWEST_UNITS_BESIDE = 2
# … where they are at least this share of the headings of their rank.
UNITS_BESIDE = 1 / 3
# Two may be a word of the text that ends as names do.
FEWEST_NAMES_ALONE = 3
SHORTEST_ACCOUNT = 8  # characters of what a name's holder does; what stands below a name in a chart is shorter
# 高级工程师 begins as a person's name does; so many headings in a row do not.
FEWEST_PERSONS_FIRST = 3
# A list of names is one of indicators where at least this share of them come again in the rules beside it.
NAMED_AGAIN = 0.5
LONGEST_INDICATOR = 16
_OF_UNIT = frozenset({"name", "department", "reports_to", "subordinates", "level", "code"})
# A list is that of a form where so many of its entries are fields of a unit: 岗位名称, 直接上级.
FEWEST_FIELDS = 2
_ENTRY = re.compile(r"[^:：，,。；;]{2,8}[:：]")
# A short numbered line heads the paragraphs below it where there are so many; one alone is its own sentence.
FEWEST_PARAGRAPHS = 2


def compare(walker: Filing, nodes: list[Node]) -> set[int]:
    """Notes what siblings say of each other; returns the headings beside those that name units."""
    walker.compared.append(nodes)
    listed = _post_headings(walker, nodes)
    walker.listed_posts |= listed
    beside = _headings_beside_units(walker, nodes)
    walker.beside_units |= beside
    walker.beside_sections |= _headings_beside_sections(nodes)
    walker.heads |= _heads_of_paragraphs(nodes) | listed
    walker.persons_first |= _persons_before_posts(walker, nodes)
    _note_tasks(walker, nodes)
    walker.form_entries |= _form_entries(nodes)
    walker.read_as |= dict.fromkeys(_indicator_lists(nodes), ("standard",))
    walker.read_as |= dict.fromkeys(_preferences(walker, nodes), ("qualification",))
    walker.read_as |= dict.fromkeys(_requirements_of_work(walker, nodes), ("standard",))
    return beside


def _post_headings(walker: Filing, nodes: list[Node]) -> set[int]:
    """Numbered headings over lists or paragraphs that all name posts or bodies: units whatever stands above."""
    found: set[int] = set()
    for below in (("item",), ("item", "text"), ("item", "text", "heading")):
        heads = [
            node
            for node in nodes
            if node.kind == "item" and node.label is None and any(c.kind in below for c in node.children)
            if not heads_posts(walker.lexicon, node)
        ]
        named = [node for node in heads if walker.lexicon.names_unit(less_colon(node.text))]
        enough = len(named) + sum(names_inline(walker.lexicon, node) for node in nodes) >= 2
        found |= {id(node) for node in named} if enough and len(named) == len(heads) else set()
    return found


def _headings_beside_units(walker: Filing, nodes: list[Node]) -> set[int]:
    """Headings of one rank of which two or more, and at least a third, name posts or hold a post's sections."""
    ranks: dict[tuple[str, int], list[Node]] = {}
    for node in nodes:
        named = node.label is None or node.name is not None or node.several is not None
        closed = not node.family and node.whole().value[-1:] in ":："
        ranked = node.level or node.family or closed
        if named and node.kind in ("heading", "item") and (ranked or holds_duties(node)):
            rank = "" if node.level or closed else node.family or "duties below"
            ranks.setdefault((rank, node.level), []).append(node)
    found: set[int] = set()
    for heads in ranks.values():
        units = sum(
            node.name_kind is not None
            or node.several is not None
            or walker.lexicon.names_unit(less_colon(node.text))
            or holds_duties(node)
            or is_appraisal(node)
            for node in heads
        )
        if units >= FEWEST_UNITS_BESIDE and UNITS_BESIDE * len(heads) <= units:
            found |= {id(node) for node in heads}
    return found | _names_on_lines(walker, nodes)


def _names_on_lines(walker: Filing, nodes: list[Node]) -> set[int]:
    """Names on lines of their own, without any mark, where no others stand among them."""
    plain = [node for node in nodes if node.kind == "heading" and not (node.label or node.level or node.family)]
    named = [node for node in plain if walker.lexicon.names_unit(less_colon(node.text))]
    told = {id(node) for node in named if any(len(child.whole()) >= SHORTEST_ACCOUNT for child in node.children)}
    return told if len(told) >= FEWEST_NAMES_ALONE and len(named) == len(plain) else set()


def _note_tasks(walker: Filing, nodes: list[Node]) -> None:
    """「职责一 / 职责表述：管理现金」 above 「工作任务」: the duty as a whole is the group of its tasks."""
    for duty, tasks in itertools.pairwise(nodes):
        stated = next((child for child in duty.children if child.means == ("group",)), None)
        if stated is not None and tasks.means[:1] == ("duty",) and tasks.children:
            walker.tasks[id(tasks)] = stated.text
            walker.heading_tasks.add(id(stated))


def _preferences(walker: Filing, nodes: list[Node]) -> set[int]:
    """Sections 加分项 behind 任职资格 that give no points: what is liked in an applicant."""
    return {
        id(node)
        for before, node in itertools.pairwise(nodes)
        if before.means[:1] == ("qualification",)
        and node.label is not None
        and walker.lexicon.says("preference", fold_label(node.label.value))
        and not any(walker.states_consequence(text.value) for text in texts(node))
    }


def _requirements_of_work(walker: Filing, nodes: list[Node]) -> set[int]:
    """Sections 岗位标准, 基本要求 that mostly say how the work is to be done, not what a person brings along."""
    found: set[int] = set()
    for node in nodes:
        words = fold_label(node.label.value) if node.label is not None and node.label.value else ""
        if node.name is not None and words.startswith(node.name.value):
            words = words[len(node.name.value) :]
        items = [child.whole().value for child in node.children if child.kind in ("item", "text")]
        if items and walker.lexicon.says("either_requirement", words):
            brought = sum(walker.lexicon.says("brings_along", item) for item in items)
            found |= {id(node)} if 2 * brought < len(items) else set()
    return found


def _persons_before_posts(walker: Filing, nodes: list[Node]) -> dict[int, int]:
    """Headings that each name a person and the post behind it (「王芳活动部部长」): node → length of the person."""
    heads = [node for node in nodes if node.kind == "heading" and node.label is None and node.text.value]
    found: dict[int, int] = {}
    for node in heads:
        value = node.text.value
        size = next((k for k in (3, 2) if walker.lexicon.is_person(value[:k]) and _is_post(walker, value[k:])), 0)
        if size:
            found[id(node)] = size
    return found if len(found) >= FEWEST_PERSONS_FIRST and 2 * len(found) > len(heads) else {}


def _is_post(walker: Filing, value: str) -> bool:
    return walker.lexicon.kind_of(value) == "role" and not walker.lexicon.is_generic(value)


def holds_duties(node: Node) -> bool:
    """Whether a section of duties stands right below."""
    return any(child.means[:1] == ("duty",) and child.name is None for child in node.children)


def is_appraisal(node: Node) -> bool:
    """Whether below a styled heading stand what is looked at and how it is judged: 「个人绩效」."""
    sections = {child.means[0] for child in node.children if child.means and child.name is None}
    return bool(
        node.level
        and node.label is None
        and "score_rule" in sections
        and ("standard" in sections or _indicator_lists(node.children))
    )


def _headings_beside_sections(nodes: list[Node]) -> dict[int, bool]:
    """Headings that no bank knows beside known sections of a manual; whether duties are among these."""
    known: dict[tuple[str, int, str], set[str]] = {}
    for node in nodes:
        if node.means[:1] and node.means[0] in SECTIONS and node.name is None:
            known.setdefault((node.kind, node.level, node.family), set()).add(node.means[0])
    return {
        id(node): "duty" in sections
        for node in nodes
        if node.label is None
        and node.can_head()
        and (sections := known.get((node.kind, node.level, node.family), set())) - {"outside"}
    }


def _form_entries(nodes: list[Node]) -> set[int]:
    """The entries of a form's list that are no fields of a unit: 「岗位性质：全职」 beside 「岗位名称：…」."""
    items = [node for node in nodes if node.kind == "item" and not any(child.kind == "item" for child in node.children)]
    fields = [node for node in items if node.label is not None and node.means[:1] and node.means[0] in _OF_UNIT]
    if len(fields) < FEWEST_FIELDS:
        return set()
    ignored = {id(node) for node in items if node.label is not None and set(node.means[:1]) & IGNORED}
    return ignored | {id(node) for node in items if node.label is None and _ENTRY.match(node.text.value)}


def _indicator_lists(nodes: list[Node]) -> set[int]:
    """Lists of short names that come again in the rules beside them: they say what is looked at."""
    rules = [
        child.whole().value
        for node in nodes
        if node.means[:1] == ("score_rule",)
        for child in node.children
        if child.kind == "item"
    ]
    found: set[int] = set()
    for node in nodes if rules else []:
        names = [child.text.value for child in node.children if child.kind == "item" and not child.children]
        if len(names) < 2 or len(names) != len(node.children) or node.means[:1] not in ((), ("outside",)):
            continue
        again = sum(len(name) <= LONGEST_INDICATOR and any(name in rule for rule in rules) for name in names)
        if again >= NAMED_AGAIN * len(names):
            found.add(id(node))
    return found


def _heads_of_paragraphs(nodes: list[Node]) -> set[int]:
    """Short numbered lines above paragraphs, beside others of their form that head lists."""
    items = [node for node in nodes if node.kind == "item"]
    of_form = Counter(node.family for node in items)
    heading = Counter(node.family for node in items if any(child.kind == "item" for child in node.children))
    families = {family for family, count in heading.items() if 2 * count >= of_form[family]}
    return {
        id(node)
        for node in items
        if (node.family in families or len(node.children) >= FEWEST_PARAGRAPHS)
        and node.label is None
        and (node.can_head() or node.text.value[-1:] in ":：")
        and node.children
        and all(child.kind == "text" and _ENDED.search(child.text.value) for child in node.children)
    }
