"""Lists whose entries are units: posts behind a colon, bodies that a lead-in announces, posts that begin sentences."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.model import Node, UnitKind
from extractor.recognise.drafts import Context
from extractor.recognise.items import continued, heads

if TYPE_CHECKING:
    from extractor.lexicon import Lexicon
    from extractor.recognise.filing import Filing
    from extractor.recognise.walk import Walker

_TOLD = re.compile(r"职责|分工|工作|任务|岗位|职能|职掌|职权")
_NAMED = re.compile(r"(.{2,24}?)(?:[（(][^（）()]{2,16}[)）])?\s*[:：—。]+\s*(?=.{4,})")
# Behind a lead-in that announces units a name may be shorter, and its list may stand below it.
_ANNOUNCED = re.compile(r"\s*([^，,。；;:：]{1,24}?)\s*(?:[:：]+\s*|$)")
_OTHER_NAME = re.compile(r"[（(][^（）()]{2,16}[)）](?=\s*[:：—。])")  # 种植业科（农药科）。
_BODIES = re.compile(r"部|组|股|课|科|处|室|中心|单位|会|队")
# A sentence about a post goes on with what it does.
_DOES = re.compile(r"(?:对[内外]|应(?!用|届|聘|收|付)|须|负|承|综|襄|总[管理揽]|执行|代表|主[持管]|掌|协助|担任)")
LONGEST_SUBJECT = 8
# One sentence that begins with a post may speak of it in passing; of the manuals seen a list had two at least.
FEWEST_SUBJECTS = 2


def posts_in_list(walker: Filing, nodes: list[Node], context: Context) -> dict[int, int]:
    """Items that each name a post or body and, behind a colon, what it does: node → length of the name."""
    unit = context.unit
    body = unit is not None and unit.kind == "department" and not unit.items  # whose entries may all be its posts
    several = _stands_for_several(walker, context)
    if (unit is not None and not (unit.tentative or body or several)) or context.layer not in ("duty", None):
        return {}
    above = "".join(text.value for text in (*context.headings[-2:], *context.group))
    told = context.layer == "duty" or _TOLD.search(above)
    leaves = [node for node in nodes if node.kind in ("item", "text") and not node.children and node.label is None]
    found: dict[int, int] = {}
    for node in leaves:
        match = _NAMED.match(node.text.value)
        post = walker.lexicon.post_and_persons(node.text[: match.end(1)])[0].value if match else ""
        if match and walker.lexicon.kind_of(post) is not None and not walker.lexicon.is_generic(post):
            found[id(node)] = match.end(1)
    verbs = sum(
        walker.lexicon.starts_with_verb(node.text.value[found[id(node)] :].lstrip(" :：—。"))
        for node in leaves
        if id(node) in found
    )
    if not told and 2 * verbs < len(found):
        return {}
    over_lists = sum(node.kind == "item" and _names_post(walker, node) for node in nodes if node.children)
    units, entries = len(found) + over_lists, len(leaves) + over_lists
    alone = unit is None or unit.tentative or several
    enough = 2 * units >= entries if alone else units == entries
    return found if found and units >= 2 and enough else {}


def with_units_apart(lexicon: Lexicon, nodes: list[Node]) -> list[Node]:
    """The siblings of a list of units with the unnumbered entries (「机关党委。负责…」) apart from the items before."""

    def begins(node: Node) -> bool:
        match = _NAMED.match(node.text.value) if node.label is None else None
        return (
            match is not None and lexicon.kind_of(match.group(1)) is not None and not lexicon.is_generic(match.group(1))
        )

    def heads(node: Node) -> bool:
        name = node.text.strip(" :：")
        return node.kind == "heading" and node.label is None and lexicon.names_unit(name)

    listed = sum(node.kind == "item" and begins(node) for node in nodes) >= FEWEST_SUBJECTS
    out: list[Node] = []
    for node in nodes:
        first = next((k for k, child in enumerate(node.children) if child.kind == "text" and begins(child)), None)
        parted = (bool(first) and heads(node)) or (listed and node.kind == "item")
        if first is None or not parted or any(child.kind != "text" for child in node.children):
            out.append(node)
        else:
            out += [replace(node, children=node.children[:first]), *node.children[first:]]
    return out


def with_closing_apart(lexicon: Lexicon, nodes: list[Node]) -> list[Node]:
    """The siblings with a paragraph that closes the whole list (「这些岗位…」) apart from its last item."""
    last = nodes[-1] if nodes else None
    if last is None or last.kind != "item" or not last.children:
        return nodes
    k = next((k for k, child in enumerate(last.children) if lexicon.says("closing", child.text.value)), None)
    if k is None or any(child.kind != "text" for child in last.children):
        return nodes
    return [*nodes[:-1], replace(last, children=last.children[:k]), *last.children[k:]]


def heads_posts(lexicon: Lexicon, node: Node) -> bool:
    """Whether posts stand below a heading, each with a colon: it names a class of them, 「一、行政管理人员」."""
    names = [_NAMED.match(child.text.value) for child in node.children if child.kind == "text" and child.label is None]
    posts = sum(name is not None and lexicon.kind_of(name.group(1)) == "role" for name in names)
    return posts >= FEWEST_SUBJECTS and 2 * posts >= len(node.children)


def names_inline(lexicon: Lexicon, node: Node) -> bool:
    """Whether an item without others below begins with the name of a post and a colon: 「组长：综理本组业务。」"""
    match = _NAMED.match(node.text.value) if node.kind == "item" and node.label is None and not node.children else None
    return match is not None and lexicon.kind_of(match.group(1)) == "role" and not lexicon.is_generic(match.group(1))


def _names_post(walker: Filing, node: Node) -> bool:
    """Whether an item is nothing but a post and a colon, its duties below it: 「技士：」."""
    value = node.text.value
    return (
        value[-1:] in ":："
        and walker.lexicon.kind_of(value[:-1]) == "role"
        and not walker.lexicon.is_generic(value[:-1])
    )


def announced(walker: Filing, nodes: list[Node], lead: str) -> dict[int, tuple[int, UnitKind]]:
    """The units that a list names, behind a lead-in that announces units: node → length of the name, kind.

    The lead-in is the text above the list (``lead``) or a paragraph among the siblings, perhaps with a heading between.
    """
    kind: UnitKind | None = _announces(walker, lead)
    found = _named(walker, nodes, kind) if kind is not None else {}
    for k, node in enumerate(nodes):
        if node.kind == "text":
            kind = _announces(walker, node.text.value)
            rest = nodes[k + 1 :]
            if kind is not None and rest:
                headed = rest[0].kind == "heading" and rest[0].label is None and rest[0].text.value[-1:] in ":："
                found |= _named(walker, rest[0].children if headed else rest, kind)
    return found


def _named(walker: Filing, nodes: list[Node], kind: UnitKind) -> dict[int, tuple[int, UnitKind]]:
    """The entries of a list that each begin with a name and a colon, or have their own list below; {} unless all do."""
    found: dict[int, tuple[int, UnitKind]] = {}
    headings = [node for node in nodes if node.kind == "heading" and node.label is None]
    entries = headings if len(headings) > 1 else [node for node in nodes if node.kind in ("item", "heading")]
    for node in entries:
        match = _ANNOUNCED.match(node.text.value) if node.label is None else None
        if match is not None and (match.end() < len(node.text) or node.children):
            found[id(node)] = (match.end(1), walker.lexicon.kind_of(match.group(1)) or kind)
    return found if len(found) >= 2 and len(found) == len(entries) else {}


def _announces(walker: Filing, text: str) -> UnitKind | None:
    """The kind of units that a lead-in announces: 「本社设下列各部，其职权如下：」."""
    match = walker.lexicon.phrase("announces", text)
    if match is None:
        return None
    return "department" if _BODIES.search(match.group("what")) else "role"


def subjects_in_list(walker: Filing, nodes: list[Node], context: Context) -> dict[int, int]:
    """Items that each begin with a post as the subject of their sentence: node → length of the name."""
    several = _stands_for_several(walker, context)
    if not several and (context.layer != "duty" or (context.unit is not None and not context.unit.tentative)):
        return {}
    leaves = [node for node in nodes if node.kind == "item" and not node.children and node.label is None]
    found = {}
    for node in leaves:
        size = subject(walker, node.text.value)
        if size:
            found[id(node)] = size
    names = {node.text.value[: found[id(node)]] for node in leaves if id(node) in found}
    return found if len(names) >= FEWEST_SUBJECTS and (several or 2 * len(found) >= len(leaves)) else {}


def _stands_for_several(walker: Filing, context: Context) -> bool:
    """Whether the unit in force is one of several whom its items may speak of one by one: 干部, 委员."""
    unit = context.unit
    return unit is not None and unit.name is not None and walker.lexicon.is_collective(unit.name.value)


def subject(walker: Filing, value: str) -> int:
    """The length of the post's name that a sentence begins with, where it goes on with what the post does; else 0."""
    for size in range(2, min(LONGEST_SUBJECT, len(value) - 2) + 1):
        if not (_DOES.match(value, size) or walker.lexicon.starts_with_verb(value[size : size + 12])):
            continue
        if walker.lexicon.kind_of(value[:size]) == "role" and not walker.lexicon.is_generic(value[:size]):
            return size
    return 0


# ------------------------------------------------------------------ filing the entries


@dataclass(frozen=True, slots=True)
class UnitList:
    """The entries of a list that are units, by the node: the length of the name that each begins with."""

    posts: dict[int, int]
    subjects: dict[int, int]
    apart: frozenset[int] = frozenset()  # entries that name persons alone, and the lead-ins of other lists

    def file(self, walker: Walker, node: Node, context: Context) -> bool:
        """Files one entry with its unit; False where the node is none."""
        if id(node) in self.posts:
            _post(walker, node, self.posts[id(node)], context)
        elif id(node) in walker.announced and node.kind == "item" and not heads(node):
            size, kind = walker.announced[id(node)]
            unit = walker.start_unit(node.text[:size].strip(), kind, context.but(body=None))
            _of_post(walker, node, size, context.but(unit=unit, layer="duty", group=(), labelled=True))
        elif self.subjects and node.kind == "item" and not node.children:
            size = self.subjects.get(id(node), 0)
            if size:
                _sentence(walker, node, size, context)
            else:
                walker.account.outside.append(node.text)
        elif id(node) in self.apart:
            walker.account.outside.append(continued(node))
        else:
            return False
        return True


def unit_list(walker: Filing, nodes: list[Node], context: Context) -> UnitList:
    """What is known of siblings as a list of units."""
    walker.announced |= announced(walker, nodes, "")
    apart = persons_in_list(walker, nodes)
    for before, node in itertools.pairwise(nodes):
        goes_on = node.label is not None and node.label.value.startswith("其")  # 「其职权如下：」
        found = announced(walker, node.children, continued(before).value) if goes_on else {}
        walker.announced |= found
        apart |= {id(before)} if found and before.kind != "heading" else set()
    posts, subjects = posts_in_list(walker, nodes, context), subjects_in_list(walker, nodes, context)
    return UnitList(posts, subjects, frozenset(apart))


# Lists of so many names of persons say who holds the posts; they are no duties.
FEWEST_PERSONS = 3
PERSONS_SHARE = 0.6
_WITH_PERSON = re.compile(r"[^\w]*(?:[^:：\s]{1,10}\s*[:：]\s*)?([\u4e00-\u9fff]{2,4})\s*(?:[\[(（@#].*)?$")


def persons_in_list(walker: Filing, nodes: list[Node]) -> set[int]:
    """The entries of a list of persons, each perhaps behind what he is in charge of or before his account."""
    leaves = [node for node in nodes if node.kind == "item" and not node.children and node.label is None]
    found = set()
    for node in leaves:
        match = _WITH_PERSON.match(node.text.value)
        if match is not None and walker.lexicon.is_person(match.group(1)):
            found.add(id(node))
    return found if len(found) >= FEWEST_PERSONS and len(found) >= PERSONS_SHARE * len(leaves) else set()


def _post(walker: Walker, node: Node, size: int, context: Context) -> None:
    """One item that is all there is of a unit: 「店长：负责全店的经营。」"""
    name, people = walker.lexicon.post_and_persons(node.text[:size].strip())
    above = context.unit or walker.scope.named
    body = above.name if above is not None and above.kind == "department" else context.body
    unit = walker.start_unit(name, walker.lexicon.kind_of(name.value), context.but(body=body))
    unit.people.setdefault("holder", []).extend(people)
    _of_post(walker, node, size, context.but(unit=unit, layer="duty", group=()))


def _of_post(walker: Walker, node: Node, size: int, context: Context) -> None:
    """What stands behind the name that an item begins with, and below it."""
    whole = continued(node)
    other = _OTHER_NAME.match(whole.value, size)
    size = other.end() if other else size
    walker.account.structure.append(whole[:size])
    size += len(whole.value[size:]) - len(whole.value[size:].lstrip(" :：—。"))
    rest = whole[size:].strip()
    if rest.value:
        walker.add(Node("text", rest, node.mark), context)
    walker.children([child for child in node.children if child.kind != "text"], context.but(labelled=True))


def _sentence(walker: Walker, node: Node, size: int, context: Context) -> None:
    """A sentence whose subject is a post: 「社长综理社务。」."""
    name = node.text[:size]
    unit = walker.start_unit(name, "role", context.but(body=None))
    walker.account.structure.append(name)
    walker.add(Node("text", node.text[size:], node.mark), context.but(unit=unit, layer="duty", group=(), labelled=True))
