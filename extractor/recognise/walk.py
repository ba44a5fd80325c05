"""From the outline to units: one walk over the tree, each node read for what it is."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.banks import fold_label
from extractor.model import Node
from extractor.recognise.beside import compare
from extractor.recognise.drafts import FIELDS, LAYERS, LISTS, Context, Scope
from extractor.recognise.fields import IGNORED
from extractor.recognise.items import STRUCTURAL, announces, continued, heads, less_colon
from extractor.recognise.lead_ins import (
    addressed_by,
    announced_unit,
    leads_list,
    looks_back,
    told_by_list,
    told_in_lead,
)
from extractor.recognise.naming import Naming
from extractor.recognise.prose import read_prose
from extractor.recognise.siblings import (
    are_sections,
    documents,
    duties_ahead,
    holds_but_tables,
    is_plain,
    is_statement,
    is_title,
    with_summaries,
)
from extractor.recognise.statute import is_statute, note_alias, read_statute
from extractor.recognise.subjects import texts
from extractor.recognise.tables import read_table
from extractor.recognise.unit_lists import announced, unit_list, with_closing_apart, with_units_apart

_NUMBERED_LABEL = re.compile(r"[一二三四五六七八九十\d]{1,2}\s*[:：]?$")
_LETTER = re.compile(r"[^\W\d_]")
_IN_BRACKETS = re.compile(r"[（(].*[)）]")


class Walker(Naming):
    """One pass over the outline of a file."""

    def document(self, root: Node) -> None:
        """Reads everything under the root."""
        context = Context()
        self.scope.statute = is_statute(self.lexicon, root)
        for run in documents(root.children):
            if run[0].break_before:
                self.scopes.append(Scope(len(self.scopes)))
                context = Context()
            context = self.children(run, context)

    def children(self, nodes: list[Node], context: Context) -> Context:
        """Reads siblings in order; a heading that holds nothing below it holds for what follows."""
        nodes = with_closing_apart(self.lexicon, with_units_apart(self.lexicon, with_summaries(nodes)))
        outer, enclosing = self.body, context.body
        sections = are_sections(nodes)
        units = unit_list(self, nodes, context)
        beside = compare(self, nodes)
        context = context.but(expected=context.layer is None and duties_ahead(nodes))
        outset = context
        alone: tuple[str, Context] | None = None
        for k, node in enumerate(nodes):
            self.account.structure.extend(node.extra)
            if node.mark_text is not None:
                self.account.structure.append(node.mark_text)
            self.body = enclosing
            if node.means[:1] == ("duty",) and context.expected:
                context = context.but(expected=False)
            if units.file(self, node, context):
                continue
            if id(node) in self.form_entries:
                self.account.outside.append(continued(node))
                continue
            if alone is not None and node.kind == "item" and node.family == alone[0]:
                context, alone = alone[1], None
            if id(node) in beside and node.kind == "heading" and node.label is None:
                context = outset  # what the heading before said ends here
            before = context
            context = self.node(node, context, nodes[k + 1 : k + 2], sections)
            titled = node.name is not None and not set(node.means).isdisjoint(LAYERS)
            if node.kind == "item" and not titled and context is not before and context.layer != before.layer:
                alone = (node.family, before)  # a numbered label alone holds up to the next of its form
        self.body = outer
        return context

    def node(self, node: Node, context: Context, following: list[Node], sections: bool) -> Context:
        """Reads one node; returns the context for its following siblings."""
        if node.kind == "table":
            return read_table(self, node, context)
        if node.kind == "field":
            return self.field(node, context)
        if node.kind == "text":
            return self.paragraph(node, context, following)
        if node.label is not None and not (node.means and node.means[0] in IGNORED and node.kind == "item"):
            return self.labelled(node, context, sections)
        if node.kind == "item" and holds_but_tables(node) and is_statement(node.text.value):
            return self.item_with_tables(node, context)
        if heads(node) or id(node) in self.heads:
            return self.parent(node, context)
        if node.kind == "heading":
            return self.lone_heading(node, context, following)
        if not (node.children and self.unit_of_item(node, context)):
            self.item(node, context)
        return context

    def item_with_tables(self, node: Node, context: Context) -> Context:
        """A whole sentence with tables below it, which it heads no more than the paragraph before them would."""
        self.item(replace(node, children=[child for child in node.children if child.kind != "table"]), context)
        for child in node.children:
            context = read_table(self, child, context) if child.kind == "table" else context
        return context

    def collect(self, node: Node, context: Context) -> None:
        """Files every passage of a document without labels, headings as groups, so that its items can be judged."""
        for child in node.children:
            if child.kind == "text" and leads_list(self, child.text.value):
                lead = child.text.strip("()（）。")
                self.account.structure.append(child.text)
                context = context.but(layer="score_rule", lead=lead, group=(*context.group, lead))
                continue
            structural = [one for one in child.children if one.kind in STRUCTURAL]
            if child.kind == "table":
                for cell in child.cells:
                    self.collect(cell, context)
            elif child.kind == "heading" and structural and self.lexicon.title(child.whole()) is not None:
                self.collect(child, context)  # the title of the document, or a layer's own label, is no group
            elif structural and child.whole().value:
                words = less_colon(child.whole())
                inner = context.but(group=(*context.group, words))
                self.collect(child, inner.but(lead=words) if self.states_consequence(words.value) else inner)
            elif structural or child.kind == "heading":
                self.collect(child, context)
            elif continued(child).value:
                self.file(continued(child), child.mark, context.group, context)

    def labelled(self, node: Node, context: Context, sections: bool) -> Context:
        """A title, a section label or a numbered label."""
        assert node.label is not None
        means = self.read_as.get(id(node), node.means)
        leaf = not heads(node)
        if means and means[0] in FIELDS and node.name is None:
            after = self.field(node, context)
            return self.children(node.children, after) if not leaf else after
        plain = node.kind == "item" and leaf and node.text.value and not (sections and not context.labelled)
        if (
            plain
            and means[:1] == ("outside",)
            and context.layer == "score_rule"
            and not self.names_consequence(node.text.value)
        ):
            self.account.structure.append(node.label)
            self.account.outside.append(continued(node))
            return context
        if (
            plain
            and (context.unit or self.scope.named) is not None
            and context.layer in (*LAYERS, "qualification", "outside")
        ):
            self.item(node, context)
            return context
        self.account.structure.append(node.label)
        if self.lexicon.says("contents", fold_label(node.label.value)):
            self.account.structure.extend(texts(node))
            return context
        if self.same_unit_again(node, context):
            self.children(node.children, context.but(group=(*context.group, less_colon(node.label))))
            return context
        aliased = any(node.label.value.startswith(words) for words in self.scope.aliases)
        several = node.several is not None and id(node) in self.beside_units
        inner = self.under_title(node, context) if is_title(node) or aliased or several else context
        inner = self.under_label(means, inner, node)
        if id(node) in self.tasks:
            inner = inner.but(group=(self.tasks[id(node)],))
        if not leaf and inner.layer == "duty" and node.text.value and _NUMBERED_LABEL.search(node.label.value):
            self.account.structure.append(node.text)  # 「职责一：招聘渠道管理」 above its tasks
            inner = inner.but(group=(*inner.group, less_colon(node.text)))
        elif node.text.value or (leaf and node.children):
            self.value(node, inner, leaf)
        if leaf and node.level and node.children and inner.layer == "outside":
            return context  # a styled section of nothing ends with its paragraphs
        if leaf:
            return (
                inner if node.kind == "heading" else (inner if not node.text.value and not node.children else context)
            )
        beyond = inner.layer == "outside" and node.text.value and holds_but_tables(node)
        after = self.children(node.children, context if beyond else inner)
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

    def parent(self, node: Node, context: Context) -> Context:
        """A heading or item with numbered items below: a unit, a group, or a lead-in."""
        text = less_colon(node.text)
        self.announced |= announced(self, node.children, node.text.value)
        unit = self.unit_of_heading(text, context, node) or announced_unit(self, node, context)
        if unit is not None:
            self.account.structure.append(node.text)
            entry = self.announced.get(id(node), (0,))[0] > 1 and all(map(is_plain, node.children))
            inner = context.but(
                unit=unit,
                group=(),
                body=unit.name if unit.kind == "department" else context.body,
                layer=context.layer if context.layer in LAYERS else None,
                labelled=context.labelled or entry,  # a mere list below one of announced units is what it does
                headings=(*context.headings, text)[-4:],
            )
            self.children(node.children, inner)
            after = self._after(node, inner, context)
            return after.but(headings=context.headings) if unit.kind == "role" else after
        if self.led_by_sentence(node, context):
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
        addressed = addressed_by(self, node.text)
        if addressed is not None:
            inner = context = context.but(unit=addressed, layer="score_rule", labelled=True)
        if node.text.value:
            self.account.structure.append(node.text)
            if not announces(node.text.value) and _LETTER.search(node.text.value):
                lead = node.text if self.states_consequence(node.text.value) else context.lead
                inner = context.but(group=(*context.group, text), lead=lead)
        inner = told_by_list(self, node.children, inner)
        named = self.scope.named
        person = self.heads_form_of_person(node)
        self.children(node.children, inner.but(unit=None) if person else inner)
        if node.kind == "heading" and self.scope.named is not None and self.scope.named is not named:
            if person:
                self.scope.named.people.setdefault("holder", []).append(text)
            return context.but(unit=self.scope.named)  # the form below a person's name has named the post
        return context if node.kind == "item" else context.but(group=()) if not context.group else context

    def led_by_sentence(self, node: Node, context: Context) -> bool:
        """Whether the sentence above a list says itself whose duties it holds; files them then."""
        led = read_statute(self, continued(node), context) if self.scope.statute else None
        if led is not None:
            nested = [child for child in node.children if child.kind != "text"]
            self.children(nested, context.but(unit=led, layer="duty", labelled=True, group=()))
            return True
        if read_prose(self, node.text, context):
            self.children(node.children, context)
            return True
        told = told_in_lead(self, node.text, context)
        if told is not None:
            self.children(node.children, context.but(unit=told, layer="duty", labelled=True, group=()))
        return told is not None

    def heads_form_of_person(self, node: Node) -> bool:
        """Whether a heading is a person's name and the post that he holds stands in a field below."""
        named = any(child.means[:1] == ("name",) for child in node.children)
        return named and self.lexicon.is_person(less_colon(node.text).value)

    def lone_heading(self, node: Node, context: Context, following: list[Node]) -> Context:
        """A heading without numbered items below it."""
        text = less_colon(node.text)
        unit = self.unit_of_heading(text, context, node)
        texts = [child for child in node.children if child.kind == "text"]
        addressed = (
            texts and id(node) not in self.beside_units and not any(self.item_like(child.text) for child in texts)
        )
        if unit is not None and not addressed and (node.children or following):
            self.account.structure.append(node.text)
            inner = context.but(unit=unit, group=(), layer=context.layer if context.layer in LAYERS else None)
            self.children(node.children, inner)
            return self._after(node, inner, context)
        self.account.structure.append(node.text)
        if node.children:
            judged = self.judged(node, context) if id(node) in self.beside_sections else None
            inner = context if announces(node.text.value) else context.but(group=(*context.group, text))
            inner = inner if judged is None else context.but(layer=judged, group=(), labelled=True)
            self.children(node.children, inner)
        return context

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
        elif unit_list(self, paragraphs, context).posts:
            self.children(paragraphs, context)
            return
        for child in paragraphs:
            self.paragraph(child, context, [])

    def paragraph(self, node: Node, context: Context, following: list[Node]) -> Context:
        """An unnumbered paragraph: prose, a lead-in, a summary, an item, or nothing of a unit's."""
        text = node.text
        self.scope.passages += 1
        note_alias(self, text)
        if self.lexicon.says("article", text.value):
            self.scope.articles += 1
        for child in node.children:
            self.children([child], context)
        if read_prose(self, text, context):
            return context
        unit = told_in_lead(self, text, context)
        if unit is not None:
            self.scope.named = unit
            return context.but(unit=unit, layer="duty", labelled=True)
        return self.plain(node, context, bool(following) and following[0].kind == "item")

    def plain(self, node: Node, context: Context, numbered: bool) -> Context:
        """A paragraph read by its context, as it does not say itself what it is; ``numbered``: a list follows."""
        text = node.text
        if _IN_BRACKETS.fullmatch(text.value) and self.lexicon.says("closing", text.value):
            self.account.outside.append(text)  # 「（2014年试行）」
        elif context.layer == "outside" and context.routine and context.unit is not None:
            context.unit.steps.append(text)
        elif context.layer == "outside" or (context.layer is None and context.unit is None):
            self.aside(text, context)
        elif context.unit is not None and (
            (context.layer is None and not context.unit.items and self.lexicon.says("summary", text.value.rstrip("。")))
            or (numbered and context.layer in ("duty", None) and not context.unit.items)
            or context.expected
        ):
            self.leading(text, context)
        elif numbered and leads_list(self, text.value):
            self.account.structure.append(text)
            lead = text.strip("()（）。")
            return context.but(layer="score_rule", labelled=True, lead=lead, group=(*context.group, lead))
        elif announces(text.value):
            self.account.structure.append(text)
            if context.layer is None and context.unit is not None and self.lexicon.says("lead.duty", text.value):
                return context.but(layer="duty", labelled=True)
        elif context.layer is None and context.unit is not None and context.unit.tentative and not self.item_like(text):
            self.account.outside.append(text)
        elif numbered and not self.states_consequence(text.value):
            self.leading(text, context)
        else:
            self.add(node, context)
        return context

    def item(self, node: Node, context: Context) -> None:
        """A numbered item without numbered items of its own."""
        closing = [child for child in node.children if self.lexicon.says("closing", child.text.value)]
        if closing:
            after = node.children[node.children.index(closing[0]) :]
            self.account.outside.extend(child.text for child in after)
            node = replace(node, children=node.children[: -len(after)])
        bands = [c for c in node.children if self.lexicon.says("bands", c.text.value) or self.is_header(c.text, c.mark)]
        if bands:
            self.account.structure.extend(child.text for child in bands)
            node = replace(node, children=[child for child in node.children if child not in bands])
        apart = next((k for k, child in enumerate(node.children) if looks_back(self, child.text.value, context)), None)
        if apart is not None:
            below = node.children[apart:]
            self.item(replace(node, children=node.children[:apart]), context)
            for child in below:
                self.paragraph(child, context, [])
            return
        whole = continued(node)
        self.scope.passages += 1
        if self.lexicon.says("article", whole.value):
            self.scope.articles += 1
        if self.scope.statute and read_statute(self, whole, context) is not None:
            return
        if read_prose(self, whole, context):
            return
        self.add(node, context)
