"""After the walk: which drafts are units, and what a document without any label holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.model import Node
from extractor.recognise.drafts import Draft

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

# A nameless block is an article when this share of its passages speak of duty manuals in general, or …
ARTICLE_SHARE = 0.2
# … when fewer of its duties begin as duties do.
VERB_SHARE = 0.4


def settle(walker: Walker, root: Node, file_name: str) -> list[Draft]:
    """The drafts that are units, in the order of the document."""
    out = []
    for draft in walker.drafts:
        if draft.empty():
            continue
        if draft.name is None and _is_article(walker, draft):
            walker.account.outside.extend(item.text for item in draft.items)
            for texts in draft.lists.values():
                walker.account.outside.extend(texts)
            continue
        out.append(draft)
    return out


def _is_article(walker: Walker, draft: Draft) -> bool:
    """Whether a nameless block only speaks about duty manuals."""
    scope = walker.scopes[draft.scope]
    if scope.articles >= 2 and scope.articles >= ARTICLE_SHARE * max(scope.passages, 1):
        return True
    duties = [item for item in draft.items if item.layer == "duty"]
    verbs = sum(walker.lexicon.starts_with_verb(item.text.value) for item in duties)
    return bool(duties) and scope.articles >= 1 and verbs < VERB_SHARE * len(duties)
