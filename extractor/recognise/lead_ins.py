"""Lists and their lead-ins: whose a list is, what it holds, which of its entries are units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.banks import fold_label
from extractor.model import Node
from extractor.recognise.drafts import Context, Draft
from extractor.recognise.filing import FEWEST_UNLABELLED, UNLABELLED_SHARE
from extractor.recognise.subjects import is_staff
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.filing import Filing


def told_by_list(walker: Filing, nodes: list[Node], context: Context) -> Context:
    """The context of a list under a heading that no bank knows: where most begin as duties do, all are duties."""
    if context.layer is not None or context.unit is None:
        return context
    items = [node.text.value for node in nodes if node.kind == "item" and node.label is None]
    verbs = sum(map(walker.lexicon.starts_with_verb, items))
    told = len(items) >= FEWEST_UNLABELLED and verbs >= UNLABELLED_SHARE * len(items)
    return context.but(layer="duty") if told else context


def announced_unit(walker: Filing, node: Node, context: Context) -> Draft | None:
    """The unit of a heading in a list that a lead-in announces as one of units."""
    if id(node) not in walker.announced or not any(child.kind == "item" or child.means for child in node.children):
        return None
    size, kind = walker.announced[id(node)]
    unit = walker.start_unit(node.text[:size].strip(), kind, context.but(body=None))
    unit.tentative = True
    return unit


def addressed_by(walker: Filing, lead: Text) -> Draft | None:
    """The unit that a lead-in to rules addresses: 「全体驾驶员有下列情形之一的，每次扣2分：」."""
    match = walker.lexicon.phrase("lead.addressed", lead.value)
    if match is None or not walker.states_consequence(lead.value):
        return None
    name = lead[match.start("name") : match.end("name")]
    known = walker.lexicon.kind_of(name.value)
    if known is None and not is_staff(name.value):
        return None
    return walker.start_unit(name, known or "role", Context())


def told_in_lead(walker: Filing, text: Text, context: Context) -> Draft | None:
    """The unit that the lead-in of a list of duties names: 「厂长是第一责任人，具体职责如下：」."""
    speaks = walker.lexicon.phrase("lead.unit", text.value) if _may_name_anew(context) else None
    if speaks is None or walker.lexicon.kind_of(speaks.group("name")) is None:
        return None
    name = text[speaks.start("name") : speaks.end("name")]
    known = context.unit.name if context.unit is not None else None
    if known is not None and fold_label(known.value) == fold_label(name.value):
        return None  # what it says of the unit in force is a summary
    walker.account.structure.append(text)
    return walker.start_unit(name, walker.lexicon.kind_of(name.value), context)


def leads_list(walker: Filing, value: str) -> bool:
    """Whether a paragraph states a consequence for the items below it."""
    return walker.lexicon.says("lead.list", value) and walker.states_consequence(value)


def _may_name_anew(context: Context) -> bool:
    """Whether a lead-in can name the unit of its list: none is in force, or one that stands for several."""
    unit = context.unit
    return unit is None or unit.tentative or unit.kind == "department" or not unit.items


def looks_back(walker: Filing, value: str, context: Context) -> bool:
    """Whether a paragraph below an item speaks of all the items above, or of what their unit may do."""
    unit = context.unit
    own = unit.name.value if unit is not None and unit.name is not None else ""
    if own and value.startswith(own) and walker.lexicon.says("permits", value[len(own) :]):
        return True
    return walker.lexicon.says("looks_back", value) and walker.states_consequence(value)
