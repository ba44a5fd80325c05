"""Statutes and by-laws: 「本院置主任二人，分掌…」「院長綜理院務，副院長襄理院務」「主任下設…，主管左列事項：」."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from extractor.lexicon import Lexicon
from extractor.model import Node
from extractor.recognise.drafts import Context, Draft
from extractor.recognise.items import sentences
from extractor.recognise.subjects import texts
from extractor.text import Text

if TYPE_CHECKING:
    from regex import Match

    from extractor.recognise.filing import Filing

_ALIAS = re.compile(
    r"(?:设置|设立|成立|组成|设|置)?(?P<name>[^，,。（(《]{2,14})[（(]以下(?:简称|称)(?:为)?[「“\"]?(?P<alias>本[^）)」”\"]{1,6})"
)
# A body first: what is set up with it are its posts.
_SETS_UP = ("statute.body", "statute.post", "statute.subject", "statute.leads")
_JOINED = re.compile(r"、|及|和|与")
# The first article of a by-law stands among so many lines, behind what a site puts in front of it.
LINES_TO_FIRST_ARTICLE = 16
# A document with so many numbered articles (第一條) is a statute or a contract.
FEWEST_ARTICLES = 5


def is_statute(lexicon: Lexicon, root: Node) -> bool:
    """Whether a document is a by-law, by its title or its numbered articles."""
    titles = [node.whole().value for node in root.children[:3]]
    if any(lexicon.says("statute.title", title) for title in titles) or _articles(root) >= FEWEST_ARTICLES:
        return True
    first = itertools.islice(texts(root), LINES_TO_FIRST_ARTICLE)
    return any(lexicon.says("statute.founded", text.value) for text in first)


def _articles(node: Node) -> int:
    return (node.family == "part条") + sum(_articles(child) for child in node.children)


def note_alias(walker: Filing, text: Text) -> None:
    """Remembers what 「以下簡稱本小組」 stands for."""
    for match in _ALIAS.finditer(text.value):
        start, end = match.span("name")
        for begin in range(start, end - 1):
            if walker.lexicon.kind_of(text.value[begin:end]) is not None:
                walker.scope.aliases[match.group("alias")] = text[begin:end]
                break


def read_statute(walker: Filing, text: Text, context: Context) -> Draft | None:
    """Files the posts that a paragraph of a statute sets up or speaks of; the last one, or None where it has none."""
    note_alias(walker, text)
    last: Draft | None = None
    for sentence in sentences(text):
        found = False
        for means in _SETS_UP:
            if means == "statute.post" and found:
                continue  # the posts of a body are set up with it
            for entry in walker.lexicon.banks.likely(walker.lexicon.banks.entries("phrase", means), sentence.value):
                for match in walker.lexicon.banks.finditer(entry, sentence.value):
                    walker.account.structure.append(sentence)  # the words around what it says of a post
                    unit = _post(walker, sentence, match, means, context)
                    last, found = unit or last, found or (unit is not None and means == "statute.body")
    return last


def _post(walker: Filing, sentence: Text, match: Match[str], means: str, context: Context) -> Draft | None:
    start, end = match.span("name")
    names = _names(walker, sentence[start:end])
    if not names:
        return None
    unit: Draft | None = None
    for name in names:
        duty = sentence[match.start("duty") : match.end("duty")] if match.groupdict().get("duty") else None
        if means == "statute.post" and duty is not None and walker.lexicon.says("statute.hired", duty.value):
            continue
        unit = walker.start_unit(name, walker.lexicon.kind_of(name.value), context.but(body=None))
        inner = context.but(unit=unit, layer="duty", labelled=True, group=())
        if duty is not None and not re.search(r"(?:如下|左列|下列)[^。]{0,10}[:：]?$", duty.value):
            tail = sentence[match.end("duty") :]
            closing = tail[:1] if tail.value[:1] in "。；;" else sentence[:0]
            walker.file((duty + closing).strip("，, "), "", (), inner)
        if match.groupdict().get("under"):
            unit.people.setdefault("subordinates", []).append(sentence[match.start("under") : match.end("under")])
    return unit


def _names(walker: Filing, text: Text) -> list[Text]:
    """The posts and bodies named, each known to be one."""
    own = re.match(
        r"本?[\u4e00-\u9fff]{1,4}?[置设](?=[\u4e00-\u9fff]{2})|本[\u4e00-\u9fff](?=[\u4e00-\u9fff]{2})", text.value
    )
    text = text[own.end() :] if own else text
    parts: list[Text] = []
    at = 0
    for match in [*_JOINED.finditer(text.value), None]:
        stop = match.start() if match else len(text)
        parts.append(text[at:stop].strip())
        at = match.end() if match else at
    return [part for part in parts if walker.lexicon.kind_of(part.value) is not None]
