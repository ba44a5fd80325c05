"""Units out of the outline: posts and bodies with their items and fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.lexicon import Lexicon
from extractor.model import Node, Problem, Recognised, Unit
from extractor.recognise.filing import Consequences
from extractor.recognise.people import split_names
from extractor.recognise.settle import settle
from extractor.recognise.walk import Walker
from extractor.text import Range, Text

__all__ = ["recognise"]


def recognise(root: Node, lexicon: Lexicon, consequences: Consequences, file_name: str) -> Recognised:
    """The units of an outlined document; ``file_name`` may name the post of a document that does not."""
    walker = Walker(lexicon, consequences)
    walker.document(root)
    drafts = settle(walker, root, file_name)
    names = frozenset(draft.name.value for draft in drafts if draft.name is not None)
    units = tuple(_people_split(draft.unit(), lexicon, names) for draft in drafts)
    problems = () if units else (Problem("no_unit_found", "info"),)
    return Recognised(
        units,
        _ranges(walker.account.structure),
        _ranges(walker.account.outside),
        problems,
    )


def _people_split(unit: Unit, lexicon: Lexicon, names: frozenset[str]) -> Unit:
    def split(texts: tuple[Text, ...]) -> tuple[Text, ...]:
        return tuple(part for text in texts for part in split_names(text, lexicon, names))

    return replace(
        unit,
        holders=split(unit.holders),
        reports_to=split(unit.reports_to),
        subordinates=split(unit.subordinates),
    )


def _ranges(texts: Iterable[Text]) -> tuple[Range, ...]:
    return tuple(span for text in texts for span in text.spans())
