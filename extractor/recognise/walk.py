"""From the outline to units: who is spoken of, what layer a passage belongs to, and what its items are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractor.banks import fold_label
from extractor.lexicon import Lexicon
from extractor.model import Item, Layer, Node, UnitKind
from extractor.outline.tree import can_head
from extractor.recognise.drafts import LABELLED, LAYERS, LISTS, Account, Context, Draft, Scope
from extractor.recognise.items import announces, continued, items_of, sentences, states_summary
from extractor.recognise.people import is_nothing, split_figures, split_partners
from extractor.recognise.prose import read_prose
from extractor.recognise.statute import note_alias, read_statute
from extractor.recognise.tables import read_table
from extractor.text import Text, concat

_STRUCTURAL = frozenset({"item", "heading", "table", "field"})
_FIELDS = frozenset({"name", "department", "reports_to", "subordinates", "level", "code", "holder", "summary"})
_IGNORED = frozenset({"ignore", "blank", "number"})
_SECTIONS = frozenset({*LAYERS, *LISTS, "relation", "outside"})


# 「在…中，客服部协助：」: the lead-in of a list names whose it is.
_SPEAKS_OF = re.compile(
    r"(?:^|[，,。])(?P<name>[\u4e00-\u9fff]{2,10}?)(?:主要|具体)?(?:协助|负责|承担|主管|职责是)[:：]$"
)
_ANNOUNCES_DUTIES = re.compile(r"(?:协助|负责|职责|任务|职能|工作)[^。；;，,]{0,8}[:：]$")


# 「为规范…，根据…，特制定本办法」 says why the document was written.
_PURPOSE = re.compile(r"(?:为了?|根据|按照|依照|依据|结合).{4,}(?:制定|制订|特制|拟定|拟订|明确)")
_WORDS = re.compile(r"[^\W_]")
# 「姓名：  项目：」: what stands behind a label and ends with a colon is the next label.
LONGEST_UNFILLED = 8
# Sections of a post's daily steps, which are its duties where it has no others.
_ROUTINE = re.compile(r"流程|程序|日程|步骤|安排")
_ANNOUNCED = frozenset({"duty", "manual", "outside"})
# Lines of a form to be filled in by hand: 「施工经理：   日期：」.
_EDITION = re.compile(r"^[（(【\[].{0,16}(?:版|修订|试行|稿|草案)[）)】\]]$")
_ENDED = re.compile(r"[。；;！!？?]$")
_TO_FILL_IN = re.compile(r"^(?:[\w（）()/、 ]{1,12}[:：][\s_]*(?:年\s*月\s*日)?)+$")


# A heading that is a unit only because of the sections under it is a name: it has no more characters than this.
LONGEST_UNIT_NAME = 30


class Walker:
    """One pass over the outline of a file."""

    def __init__(self, lexicon: Lexicon, states_consequence: Callable[[str], bool]) -> None:
        self.lexicon = lexicon
        self.states_consequence = states_consequence
        self.drafts: list[Draft] = []
        self.scopes: list[Scope] = [Scope(0)]
        self.account = Account()
        self.next_row = 0
        self.beside_units: set[int] = set()  # nodes of headings beside which others name units
        self.heads: set[int] = set()  # numbered nodes that head paragraphs, as those beside them head lists
        self.listed_posts: set[int] = set()  # nodes of lists whose headings all name posts
        self.section = 0  # counts the labelled sections
        self.pending: list[tuple[str, Text]] = []  # fields of a form whose name field is still to come
        self.body: Text | None = None  # the body that the headings above the present siblings speak of

    @property
    def scope(self) -> Scope:
        return self.scopes[-1]

    # ------------------------------------------------------------------ the walk

    def document(self, root: Node) -> None:
        """Reads everything under the root."""
        context = Context()
        self.scope.statute = _is_statute(root)
        for run in _documents(root.children):
            if run[0].break_before:
                self.scopes.append(Scope(len(self.scopes)))
                context = Context()
            context = self.children(run, context)

    def children(self, nodes: list[Node], context: Context) -> Context:
        """Reads siblings in order; a heading that holds nothing below it holds for what follows."""
        outer, enclosing = self.body, context.body
        sections = _are_sections(nodes)
        posts = self._posts_in_list(nodes, context)
        self.listed_posts |= self._post_headings(nodes)
        beside = self._beside_units(nodes)
        self.beside_units |= beside
        self.heads |= _heads(nodes)
        outset = context
        alone: tuple[str, Context] | None = None
        for k, node in enumerate(nodes):
            self.account.structure.extend(node.extra)
            if node.mark_text is not None:
                self.account.structure.append(node.mark_text)
            self.body = enclosing
            if id(node) in posts:
                self.post_in_list(node, posts[id(node)], context)
                continue
            if alone is not None and node.kind == "item" and node.family == alone[0]:
                context, alone = alone[1], None
            if id(node) in beside and node.kind == "heading" and node.label is None:
                context = outset  # what the heading before said ends here
            before = context
            context = self.node(node, context, nodes[k + 1 : k + 2], sections)
            if node.kind == "item" and context is not before and context.layer != before.layer:
                alone = (node.family, before)  # a numbered label alone holds up to the next of its form
        self.body = outer
        return context

    def _posts_in_list(self, nodes: list[Node], context: Context) -> dict[int, int]:
        """Items that each name a post or body and, behind a colon, what it does: node → length of the name."""
        if (context.unit is not None and not context.unit.tentative) or context.layer not in ("duty", None):
            return {}
        above = "".join(text.value for text in (*context.headings[-2:], *context.group))
        told = context.layer == "duty" or re.search(r"职责|分工|工作|任务|岗位|职能", above)
        found: dict[int, int] = {}
        leaves = [node for node in nodes if node.kind in ("item", "text") and not node.children and node.label is None]
        for node in leaves:
            match = re.match(r"(.{2,14}?)\s*[:：—。]+\s*(?=.{4,})", node.text.value)
            if (
                match
                and self.lexicon.kind_of(match.group(1)) is not None
                and not self.lexicon.is_generic(match.group(1))
            ):
                found[id(node)] = match.end(1)
        verbs = sum(
            self.lexicon.starts_with_verb(node.text.value[found[id(node)] + 1 :].lstrip())
            for node in leaves
            if id(node) in found
        )
        if not told and 2 * verbs < len(found):
            return {}
        return found if len(found) >= 2 and 2 * len(found) >= len(leaves) else {}

    def _post_headings(self, nodes: list[Node]) -> set[int]:
        """Numbered headings with lists below that all name posts or bodies: each is a unit whatever stands above."""
        heads = [
            node
            for node in nodes
            if node.kind == "item" and node.label is None and any(c.kind == "item" for c in node.children)
        ]
        named = [node for node in heads if self.lexicon.names_unit(_less_colon(node.text))]
        return {id(node) for node in named} if len(named) >= 2 and len(named) == len(heads) else set()

    def _beside_units(self, nodes: list[Node]) -> set[int]:
        """Headings of one rank of which two or more, and at least a third, name posts or hold a post's sections."""
        ranks: dict[tuple[str, int], list[Node]] = {}
        for node in nodes:
            if (
                (node.level or node.family)
                and node.kind in ("heading", "item")
                and (node.label is None or node.name is not None)
            ):
                ranks.setdefault((node.family if not node.level else "", node.level), []).append(node)
        found: set[int] = set()
        for heads in ranks.values():
            units = sum(
                node.name_kind is not None or self.lexicon.names_unit(_less_colon(node.text)) or _holds_duties(node)
                for node in heads
            )
            if units >= FEWEST_UNITS_BESIDE and UNITS_BESIDE * len(heads) <= units:
                found |= {id(node) for node in heads}
        return found

    def post_in_list(self, node: Node, size: int, context: Context) -> None:
        """One item that is all there is of a unit: 「店长：负责全店的经营。」"""
        name = node.text[:size].strip()
        above = context.unit or self.scope.named
        body = above.name if above is not None and above.kind == "department" else context.body
        unit = self.start_unit(name, self.lexicon.kind_of(name.value), context.but(body=body))
        rest = node.text[size:].strip(" :：—。") + node.text[len(node.text.value.rstrip("。；; ")) :]
        self.add(Node("text", rest), context.but(unit=unit, layer="duty", group=(), labelled=context.labelled))

    def node(self, node: Node, context: Context, following: list[Node], sections: bool) -> Context:
        """Reads one node; returns the context for its following siblings."""
        if node.kind == "table":
            return read_table(self, node, context)
        if node.kind == "field":
            return self.field(node, context)
        if node.kind == "text":
            return self.paragraph(node, context, following)
        if node.label is not None and not (node.means and node.means[0] in _IGNORED and node.kind == "item"):
            return self.labelled(node, context, sections)
        if any(child.kind in _STRUCTURAL for child in node.children) or id(node) in self.heads:
            return self.parent(node, context)
        if node.kind == "heading":
            return self.lone_heading(node, context, following)
        if node.children and self.unit_of_item(node, context):
            return context
        self.item(node, context)
        return context

    def collect(self, node: Node, context: Context) -> None:
        """Files every passage of a document without labels, headings as groups, so that its items can be judged."""
        for child in node.children:
            structural = [one for one in child.children if one.kind in _STRUCTURAL]
            if child.kind == "table":
                for cell in child.cells:
                    self.collect(cell, context)
            elif structural and child.whole().value:
                self.collect(child, context.but(group=(*context.group, _less_colon(child.whole()))))
            elif structural or child.kind == "heading":
                self.collect(child, context)
            elif child.whole().value:
                self.file(continued(child), child.mark, context.group, context)

    def unit_of_item(self, node: Node, context: Context) -> bool:
        """A numbered line that names a body or post, with its duties in unnumbered paragraphs below."""
        texts = [child for child in node.children if child.kind == "text"]
        if not texts or not any(self._item_like(child.text) for child in texts[:1]):
            return False
        unit = self.unit_of_heading(_less_colon(node.text), context, node)
        if unit is None:
            return False
        self.account.structure.append(node.text)
        for child in texts:
            if self._item_like(child.text):
                self.add(Node("text", child.text), context.but(unit=unit, layer="duty", group=(), labelled=True))
            else:
                self.account.outside.append(child.text)
        return True

    # ------------------------------------------------------------------ headings

    def labelled(self, node: Node, context: Context, sections: bool) -> Context:
        """A title, a section label or a numbered label."""
        assert node.label is not None
        means = node.means
        leaf = not any(child.kind in _STRUCTURAL for child in node.children)
        if means and means[0] in _FIELDS and node.name is None:
            after = self.field(node, context)
            return self.children(node.children, after) if not leaf else after
        plain = node.kind == "item" and leaf and node.text.value and not (sections and not context.labelled)
        if (
            plain
            and (context.unit or self.scope.named) is not None
            and context.layer in (*LAYERS, "qualification", "outside")
        ):
            self.item(node, context)
            return context
        self.account.structure.append(node.label)
        if fold_label(node.label.value) in ("目录", "目次", "contents"):
            self.account.structure.extend(_all_texts(node))
            return context
        if self._same_unit_again(node, context):
            self.children(node.children, context.but(group=(*context.group, _less_colon(node.label))))
            return context
        aliased = any(node.label.value.startswith(words) for words in self.scope.aliases)
        inner = self.under_title(node, context) if _is_title(node) or aliased else context
        inner = self.under_label(means, inner, node)
        if node.text.value or (leaf and node.children):
            self.value(node, inner, leaf)
        if leaf:
            return (
                inner if node.kind == "heading" else (inner if not node.text.value and not node.children else context)
            )
        after = self.children(node.children, inner)
        return self._after(node, inner.but(unit=after.unit), context)

    @staticmethod
    def _after(node: Node, inner: Context, outer: Context) -> Context:
        """What a heading says of its following siblings: its unit, and its layer only where it stands alone."""
        if node.kind != "heading":
            return outer
        if not node.children:
            return inner
        headings = inner.headings if node.name is None else outer.headings
        return inner.but(layer=None, group=(), labelled=False, lead=None, headings=headings)

    def _same_unit_again(self, node: Node, context: Context) -> bool:
        """A numbered heading that names the unit and layer it stands in already is a group."""
        unit = context.unit
        if node.kind != "item" or node.name is None or unit is None or unit.name is None:
            return False
        return fold_label(node.name.value) == fold_label(unit.name.value) and node.means[0] == context.layer

    def under_title(self, node: Node, context: Context) -> Context:
        """The context under a title that names a post, a body, or the posts of a body."""
        assert node.label is not None
        if set(node.means) == {"outside"}:
            return context.but(unit=None, layer="outside", group=(), labelled=True)
        if self.scope.title is None:
            self.scope.title = node.label
        headings = (*context.headings, node.label)[-4:]
        alias = next((name for words, name in self.scope.aliases.items() if node.label.value.startswith(words)), None)
        if alias is not None and node.name is None:
            unit = self.start_unit(alias, self.lexicon.kind_of(alias.value), context)
            return context.but(unit=unit, layer=None, group=(), headings=headings, labelled=False)
        if node.name is not None:
            above = self.body or self.scope.body
            first = not self.scope.units
            unit = self.start_unit(node.name, node.name_kind, context.but(body=above))
            unit.tentative = node.name_kind == "department" or node.name_kind is None
            unit.people.setdefault("holder", []).extend(node.holders)
            if node.body is not None:
                unit.department = node.body
            if first and node.name_kind == "department" and (len(node.means) > 1 or "manual" in node.means):
                self.scope.body = node.name
            body = node.name if node.name_kind == "department" else above
            return context.but(unit=unit, layer=None, group=(), body=body, headings=headings, labelled=False)
        if node.body is not None:
            unit = self.start_unit(node.body, "department", context)
            unit.tentative = True
            return context.but(unit=unit, layer=None, group=(), body=node.body, headings=headings, labelled=False)
        unit_now = None if "manual" in node.means or context.unit is None or context.unit.tentative else context.unit
        return context.but(unit=unit_now, headings=headings, group=(), labelled=False)

    def under_label(self, means: tuple[str, ...], context: Context, node: Node) -> Context:
        """The context under a label that announces layers or lists."""
        self.section += 1
        known = [meaning for meaning in means if meaning in _SECTIONS]
        if not known:
            return context if "manual" not in means else context.but(layer=None, group=())
        if (
            context.layer == "score_rule"
            and context.labelled
            and known[0] in ("kpi", "score_rule")
            and node.kind == "item"
        ):
            return context.but(group=(*context.group, _less_colon(node.label or node.text)))
        layers = [meaning for meaning in known if meaning in LAYERS]
        layer: str | None = known[0] if len(layers) <= 1 else None
        if len(layers) == 1 and known[0] not in LAYERS and known[0] != "outside":
            layer = layers[0]
        routine = layer == "outside" and node.label is not None and bool(_ROUTINE.search(node.label.value))
        return context.but(layer=layer, group=(), labelled=len(layers) <= 1, lead=None, routine=routine)

    def parent(self, node: Node, context: Context) -> Context:
        """A heading or item with numbered items below: a unit, a group, or a lead-in."""
        text = _less_colon(node.text)
        unit = self.unit_of_heading(text, context, node)
        if unit is not None:
            self.account.structure.append(node.text)
            inner = context.but(
                unit=unit,
                group=(),
                body=unit.name if unit.kind == "department" else context.body,
                layer=context.layer if context.layer in LAYERS else None,
                headings=(*context.headings, text)[-4:],
            )
            self.children(node.children, inner)
            return self._after(node, inner, context)
        led = read_statute(self, continued(node), context) if self.scope.statute else None
        if led is not None:
            nested = [child for child in node.children if child.kind != "text"]
            self.children(nested, context.but(unit=led, layer="duty", labelled=True, group=()))
            return context
        if read_prose(self, node.text, context):
            self.children(node.children, context)
            return context
        inner = context
        sectioned = self.unit_of_sections(node, context)
        if sectioned is not None:
            self.account.structure.append(node.text)
            self.children(node.children, context.but(unit=sectioned, layer=None, group=(), labelled=False))
            return self._after(node, context.but(unit=sectioned), context)
        judged = self.judged(node, context)
        if judged is not None:
            self.account.structure.append(node.text)
            self.children(node.children, context.but(layer=judged, group=(), labelled=True))
            return context
        if node.text.value:
            self.account.structure.append(node.text)
            if not announces(node.text.value):
                lead = node.text if self.states_consequence(node.text.value) else context.lead
                inner = context.but(group=(*context.group, text), lead=lead)
            elif states_summary(node.text.value) and context.unit is not None and "summary" not in context.unit.fields:
                pass
        self.children(node.children, inner)
        return context if node.kind == "item" else context.but(group=()) if not context.group else context

    def unit_of_sections(self, node: Node, context: Context) -> Draft | None:
        """The unit of a heading below which the sections of a manual stand, whatever it is called."""
        text = _less_colon(node.text)
        if context.layer == "outside" or (context.unit is not None and not context.unit.tentative):
            return None
        known = [child for child in node.children if child.means and child.name is None]
        sections = {meaning for child in known for meaning in child.means[:1]}
        duty = "duty" in sections and (sections & {"standard", "score_rule", "authority", "qualification"})
        if id(node) in self.beside_units and not duty:
            items = [child.whole().value for child in node.children if child.kind == "item"]
            verbs = sum(map(self.lexicon.starts_with_verb, items))
            duty = "duty" in sections or (bool(items) and 2 * verbs >= len(items))
        if (
            not duty
            or not 1 < len(text) <= LONGEST_UNIT_NAME
            or re.search(r"[，,。；;：:]|以下|如下|下列|包括", text.value)
        ):
            return None
        if self.lexicon.is_generic(text.value) or self.lexicon.label(text.value, "heading"):
            return None
        unit = self.start_unit(text, self.lexicon.kind_of(text.value), context)
        unit.confidence = 0.8
        return unit

    def judged(self, node: Node, context: Context) -> str | None:
        """The layer that a heading no bank knows opens, by what stands under it; None for a mere group."""
        unit = context.unit or self.scope.named
        if node.kind != "heading" or unit is None or context.layer in LAYERS or context.layer == "outside":
            return None
        items = [continued(child).value for child in node.children if child.kind == "item"]
        if len(items) < 1 or node.text.value[-1:] not in ":：":
            return None
        if 2 * sum(map(self.states_consequence, items)) >= len(items):
            return "score_rule"
        verbs = sum(map(self.lexicon.starts_with_verb, items))
        targets = sum(self.lexicon.says("target", item) for item in items)
        return "standard" if 2 * targets >= len(items) and targets > verbs else "duty"

    def lone_heading(self, node: Node, context: Context, following: list[Node]) -> Context:
        """A heading without numbered items below it."""
        text = _less_colon(node.text)
        unit = self.unit_of_heading(text, context, node)
        texts = [child for child in node.children if child.kind == "text"]
        addressed = (
            texts and id(node) not in self.beside_units and not any(self._item_like(child.text) for child in texts)
        )
        if unit is not None and not addressed and (node.children or following):
            self.account.structure.append(node.text)
            inner = context.but(unit=unit, group=(), layer=context.layer if context.layer in LAYERS else None)
            self.children(node.children, inner)
            return self._after(node, inner, context)
        self.account.structure.append(node.text)
        if node.children:
            inner = context if announces(node.text.value) else context.but(group=(*context.group, text))
            self.children(node.children, inner)
        return context

    def unit_of_heading(self, text: Text, context: Context, node: Node) -> Draft | None:
        """The unit that a heading names (「3.1 项目经理」「1、仓库主任:张三」), where one may begin here."""
        if node.kind != "heading" and id(node) not in self.listed_posts:
            if context.layer in ("outside", "qualification", "kpi", "authority"):
                return None
            if context.unit is not None and not context.unit.tentative:
                return None
        name, people = self.lexicon.post_and_persons(text)
        headcount = re.search(
            r"\s*[（(]\s*(?:共|限|编制)?\s*[\d一二三四五六七八九十]+\s*[人名位][）)]$|\s*[\d一二三四五六七八九十]+\s*[人名位]$",
            name.value,
        )
        name = name[: headcount.start()] if headcount else name
        kind = self.lexicon.kind_of(name.value)
        if kind is None or self.lexicon.is_generic(name.value):
            return None
        if self.lexicon.is_word(name.value) and id(node) not in self.beside_units and not _holds_duties(node):
            items = [child.whole().value for child in node.children if child.kind == "item"]
            if 2 * sum(map(self.lexicon.starts_with_verb, items)) < max(len(items), 1):
                return None
        unit = self.start_unit(name, kind, context)
        if people:
            unit.people.setdefault("holder", []).extend(people)
        return unit

    # ------------------------------------------------------------------ units

    def start_unit(self, name: Text, kind: UnitKind | None, context: Context) -> Draft:
        """The unit of this name in the present document, new or known."""
        known = self.scope.find(name)
        if known is not None:
            return known
        draft = Draft(name, kind or "role", scope=self.scope.number, context=context.headings)
        draft.department = self.department_of(name, draft.kind, context)
        if kind is None:
            draft.confidence = 0.7
        self.scope.units[fold_label(name.value)] = draft
        self.drafts.append(draft)
        return draft

    def department_of(self, name: Text, kind: UnitKind, context: Context) -> Text | None:
        """The body above a post, or one that the document speaks of and that the post's name begins with."""
        if kind == "department":
            return context.body if context.body is not None and context.body.value != name.value else None
        if context.body is not None and context.body.value != name.value:
            return context.body
        bodies = [draft.name for draft in self.scope.units.values() if draft.kind == "department" and draft.name]
        return next((b for b in reversed(bodies) if name.value.startswith(b.value) and name.value != b.value), None)

    def nameless(self) -> Draft:
        """The unit of a document that names none."""
        if self.scope.nameless is None:
            self.scope.nameless = Draft(None, "role", scope=self.scope.number)
            self.drafts.append(self.scope.nameless)
        return self.scope.nameless

    # ------------------------------------------------------------------ fields

    def field(self, node: Node, context: Context) -> Context:
        """A form label with its value."""
        assert node.label is not None
        self.account.structure.append(node.label)
        value = concat([node.text, *(child.text for child in node.children if child.kind == "text")])
        return self.set_field(node.means[0] if node.means else "ignore", value, context)

    def set_field(self, meaning: str, value: Text, context: Context) -> Context:
        """Files a value under its meaning; a name begins a unit."""
        unfilled = value.value.rstrip()[-1:] in ":：" and len(value) <= LONGEST_UNFILLED
        value = value.strip(" ,，;；:：")
        if unfilled or (
            _TO_FILL_IN.match(f"{value.value}:") and len(value) <= 4 and self.lexicon.label(value.value, "field")
        ):
            value = value[:0]
        if meaning in _IGNORED or not value.value:
            self.account.structure.append(value)
            return context
        if meaning == "name":
            return self.named(value, context)
        unit = context.unit
        if unit is None:
            unit = self.nameless()
            context = context.but(unit=unit)
        if is_nothing(value.value):
            self.account.structure.append(value)
        elif unit.items and self._said_before(unit, meaning):
            self.pending.append((meaning, value))
        elif meaning == "department":
            unit.department = value
        elif meaning in ("reports_to", "subordinates", "holder"):
            unit.people.setdefault(meaning, []).append(value)
        elif meaning in ("level", "code", "summary"):
            unit.fields.setdefault(meaning, value)
        elif meaning in LISTS:
            unit.extend(meaning, self.listed(meaning, value))
        return context

    @staticmethod
    def _said_before(unit: Draft, meaning: str) -> bool:
        """Whether a field of a unit with items is set already: then the form of the next unit has begun."""
        if meaning == "department":
            return unit.department is not None
        return bool(unit.people.get(meaning)) or meaning in unit.fields

    def named(self, value: Text, context: Context) -> Context:
        """A name field: the post that the fields after it belong to."""
        current = context.unit
        if is_nothing(value.value) or self.lexicon.is_generic(value.value):
            self.account.structure.append(value)
            return context
        if current is not None and not current.tentative and current.name is not None and not current.items:
            if current.name.value != value.value:
                self.account.structure.append(value)
            return context  # the heading has named the post already
        if current is not None and current.name is None and current.empty():
            current.name = value
            self.scope.units[fold_label(value.value)] = current
            self.scope.nameless = None
            self.scope.named = current
            return context
        kind = self.lexicon.kind_of(value.value)
        unit = self.start_unit(value, kind or "role", context.but(body=None))
        unit.confidence = 1.0
        self.scope.named = unit
        pending, self.pending = self.pending, []
        context = context.but(unit=unit, layer=None, group=(), labelled=False)
        for meaning, text in pending:
            self.set_field(meaning, text, context)
        return context

    def listed(self, meaning: str, value: Text) -> list[Text]:
        """A value split as its kind of list is."""
        if meaning in ("internal", "external"):
            return split_partners(value)
        return split_figures(value) if meaning == "kpi" else [value]

    # ------------------------------------------------------------------ text and items

    def value(self, node: Node, context: Context, leaf: bool) -> None:
        """The text behind a label: a summary in front of a list, else the label's own content."""
        if not leaf:
            first = next((child for child in node.children if child.kind == "item"), None)
            self.leading(node.text, context, first is not None and first.value[-1:] == (2,))
            return
        value = node.text
        paragraphs = [child for child in node.children if child.kind == "text"]
        if context.layer in LISTS and context.unit is not None:
            texts = ([value] if value.value else []) + [child.text for child in paragraphs]
            context.unit.extend(context.layer, [x for text in texts for x in self.listed(context.layer, text)])
            return
        if value.value:
            self.add(Node("text", value), context)
        for child in paragraphs:
            self.paragraph(child, context, [])

    def leading(self, text: Text, context: Context, first: bool = False) -> None:
        """Words between a heading and its numbered list; ``first`` where the list begins at two."""
        unit = context.unit or self.scope.named
        if not text.value:
            return
        if unit is None or read_prose(self, text, context):
            self.account.structure.append(text)
            return
        rest = [sentence for sentence in sentences(text) if not self._said_of_unit(sentence, unit)]
        if not rest:
            return
        text = concat(rest)
        verb = self.lexicon.starts_with_verb(text.value)
        if first or (verb and text.value[-1] in "。；;" and context.layer == "duty" and not states_summary(text.value)):
            self.add(Node("text", text), context)
        elif self._permits(text):
            unit.extend("authority", [text])
        elif context.layer in ("duty", "authority", None) and "summary" not in unit.fields:
            unit.fields["summary"] = text
        elif self.states_consequence(text.value):
            self.add(Node("text", text), context)
        else:
            self.account.structure.append(text)

    def _said_of_unit(self, sentence: Text, unit: Draft) -> bool:
        """Whether a sentence only announces a list, says what the unit is, or whom it answers to or leads."""
        value = sentence.value.rstrip("。；;，, ")
        bare = sentence[: len(value)]
        if _PURPOSE.match(value):
            self.account.outside.append(sentence)
            return True
        if announces(sentence.value):
            clause = re.match(r"[^，,]+", value)
            if clause and "，" in value.replace(",", "，") and self.lexicon.says("summary", clause.group()):
                unit.fields.setdefault("summary", sentence[: clause.end()])
            self.account.structure.append(sentence)
            return True
        for means, meaning in (("led_by", "reports_to"), ("leads", "subordinates")):
            for entry in self.lexicon.banks.likely(self.lexicon.banks.entries("phrase", means), value):
                match = self.lexicon.banks.search(entry, value)
                if match is not None:
                    group = next(name for name, found in match.groupdict().items() if found)
                    unit.people.setdefault(meaning, []).append(bare[match.start(group) : match.end(group)])
                    self.account.structure.append(sentence)
                    return True
        subject = re.match(r"(.{2,14}?)(?:是|为|作为)", value)
        own = (
            subject is None
            or unit.name is None
            or unit.name.value.endswith(subject.group(1))
            or subject.group(1)[0] in "本该"
        )
        if "summary" not in unit.fields and self.lexicon.says("summary", value) and own:
            unit.fields["summary"] = bare
            return True
        return False

    def _permits(self, text: Text) -> bool:
        return self.lexicon.says("permits", text.value)

    def paragraph(self, node: Node, context: Context, following: list[Node]) -> Context:
        """An unnumbered paragraph: prose, a lead-in, a summary, an item, or nothing of a unit's."""
        text = node.text
        self.scope.passages += 1
        note_alias(self, text)
        if self.lexicon.says("article", text.value):
            self.scope.articles += 1
        if node.children:
            for child in node.children:
                self.children([child], context)
        if read_prose(self, text, context):
            return context
        numbered = bool(following) and following[0].kind == "item"
        speaks = _SPEAKS_OF.search(text.value)
        if speaks and context.unit is None and self.lexicon.kind_of(speaks.group("name")) is not None:
            self.account.structure.append(text)
            name = text[speaks.start("name") : speaks.end("name")]
            unit = self.start_unit(name, self.lexicon.kind_of(name.value), context)
            self.scope.named = unit
            return context.but(unit=unit, layer="duty", labelled=True)
        if context.layer == "outside" and context.routine and context.unit is not None:
            context.unit.steps.append(text)
        elif context.layer == "outside" or (context.layer is None and context.unit is None):
            self.aside(text, context)
        elif numbered and context.unit is not None and context.layer in ("duty", None) and not context.unit.items:
            self.leading(text, context)
        elif announces(text.value):
            self.account.structure.append(text)
            if context.layer is None and context.unit is not None and _ANNOUNCES_DUTIES.search(text.value):
                return context.but(layer="duty", labelled=True)
        elif (
            context.layer is None and context.unit is not None and context.unit.tentative and not self._item_like(text)
        ):
            self.account.outside.append(text)
        elif numbered and not self.states_consequence(text.value):
            self.leading(text, context)
        else:
            self.add(node, context)
        return context

    def _divides(self, text: Text) -> bool:
        """Whether a paragraph of a by-law only says into what a body is divided."""
        match = re.match(r"([^，,。；;]{2,8}?)(?:分设|下设|设)(?=[^，,。；;]*(?:科|室|股|组|课|处))", text.value)
        return match is not None and self.lexicon.kind_of(match.group(1)) == "department"

    def _out_of_place(self, text: Text, unit: Draft) -> bool:
        """Whether a passage under no label is none of the unit's: it begins as no duty does and states no consequence."""
        known = {item.layer for item in unit.items}
        return (unit.tentative or (known and "duty" not in known)) and not self._item_like(text)

    def _item_like(self, text: Text) -> bool:
        """Whether words standing alone can be a duty or a rule."""
        return self.lexicon.starts_with_verb(text.value) or self.states_consequence(text.value)

    def aside(self, text: Text, context: Context) -> None:
        """Text of no unit: outside where it reads as prose, else left to be listed as unclaimed."""
        if self.scope.title is None and len(text) <= 40 and not re.search(r"[。；;]", text.value):
            self.scope.title = text
            self.account.structure.append(text)
        elif context.layer == "outside" or not self.lexicon.starts_with_verb(text.value):
            self.account.outside.append(text)

    def item(self, node: Node, context: Context) -> None:
        """A numbered item without numbered items of its own."""
        closing = [child for child in node.children if self.lexicon.says("closing", child.text.value)]
        if closing:
            after = node.children[node.children.index(closing[0]) :]
            self.account.outside.extend(child.text for child in after)
            node = replace(node, children=node.children[: -len(after)])
        bands = [child for child in node.children if self.lexicon.says("bands", child.text.value)]
        if bands:
            self.account.structure.extend(child.text for child in bands)
            node = replace(node, children=[child for child in node.children if child not in bands])
        whole = continued(node)
        self.scope.passages += 1
        if self.lexicon.says("article", whole.value):
            self.scope.articles += 1
        if self.scope.statute and read_statute(self, whole, context) is not None:
            return
        if read_prose(self, whole, context):
            return
        self.add(node, context)

    def add(self, node: Node, context: Context) -> None:
        """Files a passage under the layer it stands in, or under the one its words show."""
        layer = context.layer
        if layer == "outside":
            texts = [text for _, text, _ in items_of(node)]
            if context.routine and context.unit is not None:
                context.unit.steps.extend(texts)
            else:
                self.account.outside.extend(texts)
            return
        unit = context.unit or self.scope.named
        if layer in LISTS or layer == "relation":
            owner = unit or self.nameless()
            for _, text, _ in items_of(node):
                owner.extend(layer if layer in LISTS else "internal", self.listed(layer, text))
            return
        if unit is None and layer is None:
            self.scope.unfiled.extend((text, number) for _, text, number in items_of(node))
            return
        for group, text, number in items_of(node):
            self.file(text, number, (*context.group, *group), context)

    def file(
        self, text: Text, number: str, group: tuple[Text, ...], context: Context, grade: Text | None = None
    ) -> Item | None:
        """One item into its unit and layer."""
        if (
            not _WORDS.search(text.value)
            or self.lexicon.says("bands", text.value)
            or _TO_FILL_IN.match(text.value)
            or _EDITION.match(text.value)
            or self.lexicon.label(text.value, "column") == ("blank",)
        ):
            self.account.structure.append(text)
            return None
        if self.lexicon.says("closing", text.value) and not self.states_consequence(text.value):
            self.account.outside.append(text)
            return None
        unit = context.unit or self.scope.named or self.nameless()
        layer: Layer = context.layer if context.layer in LAYERS else "duty"  # type: ignore[assignment]
        confidence = LABELLED if context.labelled and context.layer in LAYERS else 0.8
        if not number and text.value[-1] not in "。；;" and not self._item_like(text):
            title = self.lexicon.title(text)
            if title is not None and (title.name or title.body) and set(title.means) & _ANNOUNCED:
                self.account.structure.append(text)
                return None
        if context.layer is None and not context.labelled and self._out_of_place(text, unit):
            self.account.outside.append(text)
            return None
        if self.scope.statute and self._divides(text):
            self.account.structure.append(text)
            return None
        capped = bool(context.rows) and self.lexicon.says("cap", text.value)
        if layer != "score_rule" and (
            capped or grade is not None or context.lead is not None or self.states_consequence(text.value)
        ):
            layer, confidence = "score_rule", min(confidence, 0.9)
        if (
            layer == "score_rule"
            and not self.states_consequence(text.value)
            and self.lexicon.says("procedure", text.value)
        ):
            self.account.outside.append(text)
            return None
        if layer == "duty" and self.lexicon.says("permits", text.value):
            unit.extend("authority", [text])
            return None
        item = Item(
            layer, text, number, group, context.rows, context.shares, grade, context.lead, confidence=confidence
        )
        unit.add(item, self.section)
        return item

    def row(self) -> int:
        """A number for the next table row."""
        self.next_row += 1
        return self.next_row


_STATUTE = re.compile(r"(?:细则|规程|要点|章程|组织(?:条例|法|规则|简则)|设置办法|设置规定|自治条例|职掌)$")


def _is_statute(root: Node) -> bool:
    """Whether a document is a by-law, by its title or its numbered articles."""
    titles = [node.whole().value for node in root.children[:3]]
    return any(_STATUTE.search(title) for title in titles) or _articles(root) >= FEWEST_ARTICLES


# A document with so many numbered articles (第一條) is a statute or a contract.
FEWEST_ARTICLES = 5


def _articles(node: Node) -> int:
    return (node.family == "part条") + sum(_articles(child) for child in node.children)


def _all_texts(node: Node) -> list[Text]:
    found = [node.whole()]
    for child in node.children:
        found.extend(_all_texts(child))
    return found


def _documents(nodes: list[Node]) -> list[list[Node]]:
    runs: list[list[Node]] = []
    for node in nodes:
        if not runs or node.break_before:
            runs.append([])
        runs[-1].append(node)
    return runs


def _is_title(node: Node) -> bool:
    return node.name is not None or node.body is not None or "manual" in node.means or node.break_before


def _are_sections(nodes: list[Node]) -> bool:
    """Whether labelled siblings are the sections of a manual and not items that happen to begin with a label."""
    labelled = [node for node in nodes if node.label is not None and node.kind == "item"]
    kinds = {node.means[0] for node in labelled if node.means and node.means[0] in (*_SECTIONS, *_FIELDS)}
    numbered = [node for node in nodes if node.kind == "item"]
    return len(kinds) >= 2 and len(labelled) >= 0.6 * len(numbered)


# One heading that names a post says nothing of its siblings; two do.
FEWEST_UNITS_BESIDE = 2
# … where they are at least this share of the headings of their rank.
UNITS_BESIDE = 1 / 3


def _holds_duties(node: Node) -> bool:
    """Whether a section of duties stands right below."""
    return any(child.means[:1] == ("duty",) and child.name is None for child in node.children)


def _heads(nodes: list[Node]) -> set[int]:
    """Short numbered lines above paragraphs, beside others of their form that head lists."""
    items = [node.family for node in nodes if node.kind == "item"]
    heading = [
        node.family for node in nodes if node.kind == "item" and any(child.kind == "item" for child in node.children)
    ]
    families = {family for family in heading if 2 * heading.count(family) >= items.count(family)}
    return {
        id(node)
        for node in nodes
        if node.kind == "item"
        and node.family in families
        and node.label is None
        and can_head(node)
        and node.children
        and all(child.kind == "text" and _ENDED.search(child.text.value) for child in node.children)
    }


def _less_colon(text: Text) -> Text:
    return text.strip(" :：") if text.value[-1:] in ":： " else text


def renamed(draft: Draft, name: Text) -> Draft:
    """The draft under another name."""
    return replace(draft, name=name)
