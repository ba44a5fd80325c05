"""After the walk: which drafts are units, and what a document without any known label holds."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from extractor.banks import fold_label
from extractor.lexicon import LONGEST_TITLE
from extractor.model import Item, Node
from extractor.recognise.addressees import give_rules_away
from extractor.recognise.checklist import read_checklist
from extractor.recognise.drafts import LABELLED, Context, Draft, Scope
from extractor.recognise.filing import FEWEST_UNLABELLED, UNLABELLED_SHARE
from extractor.recognise.subjects import (
    addressed,
    announced_by_file,
    announces,
    defined,
    is_staff,
    named_by_file,
    named_by_title,
    names_staff,
    spoken_of,
    subject_of_title,
    texts,
)
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

# A nameless block is an article when this share of its passages speak of duty manuals in general, or …
ARTICLE_SHARE = 0.2
# … when fewer of its duties begin as duties do.
VERB_SHARE = 0.4
# Rules without any label are those of a staff regulation when there are this many that state points or money.
FEWEST_RULES = 3


def settle(walker: Walker, root: Node, file_name: str) -> list[Draft]:
    """The drafts that are units, in the order of the document."""
    told = announced_by_file(walker, file_name)
    for scope in walker.scopes:
        _file_first_items(walker, scope, told)
    drafts = [draft for draft in _joined(walker.drafts) if _stands(walker, draft, told)]
    drafts = give_rules_away(walker, drafts)
    if _is_other_document(walker, root) and not any(map(_labelled, drafts)):
        walker.account.outside.extend(item.text for draft in drafts for item in draft.items)
        return []
    if not drafts:
        drafts = _unlabelled(walker, root, file_name)
    for draft in drafts:
        if draft.name is not None and names_staff(draft.name.value) and not is_staff(draft.name.value):
            draft.name = addressed(root) or draft.name  # a salutation: 「公司全体员工：」
        if draft.name is None:
            _find_name(walker, draft, root, file_name, len(drafts))
    return drafts


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Forms that began anew for the same post and the same holder are one unit."""
    kept: list[Draft] = []
    by_name: dict[tuple[int, str], list[Draft]] = {}  # of a thousand posts each compared with each took a tenth
    for draft in drafts:
        beside: list[Draft] = []
        if draft.name is not None:
            beside = by_name.setdefault((draft.scope, fold_label(draft.name.value)), [])
        first = next((one for one in beside if one.same_post(draft)), None)
        if first is None:
            kept.append(draft)
            beside.append(draft)
        else:
            first.take(draft)
    return kept


def _file_first_items(walker: Walker, scope: Scope, told: bool) -> None:
    """Numbered items before the first label are the duties of the one unit that the document turns out to have.

    They must begin as duties do, unless it is ``told`` that the document holds some.
    """
    owners = [draft for draft in walker.drafts if draft.scope == scope.number and not draft.empty()]
    numbered = [text for text, number in scope.unfiled if number]
    verbs = sum(walker.lexicon.starts_with_verb(text.value) for text in numbered)
    of_post = verbs >= UNLABELLED_SHARE * len(numbered) and any(
        walker.lexicon.says("of_a_post", text.value) for text in numbered
    )
    fits = len(numbered) >= 3 and (told or of_post) and not scope.articles
    if len(owners) == 1 and (owners[0].name is not None or _has_duties(owners[0])):
        _file_stated_rules(walker, scope, owners[0])
    if len(owners) != 1 or owners[0].name is not None or not fits:
        walker.account.outside.extend(text for text, _ in scope.unfiled)
        return
    owner = owners[0]
    items = [Item("duty", text, number, confidence=0.7) for text, number in scope.unfiled if number]
    owner.items[:0] = items
    owner.sections[:0] = [0] * len(items)
    walker.account.outside.extend(text for text, number in scope.unfiled if not number)


def _file_stated_rules(walker: Walker, scope: Scope, owner: Draft) -> None:
    """Items outside of all known sections that state points or money are rules of the document's one unit."""
    rules = [(text, number) for text, number in scope.unfiled if number and walker.states_consequence(text.value)]
    for text, number in rules:
        owner.add(Item("score_rule", text, number, confidence=0.7))
    scope.unfiled = [one for one in scope.unfiled if one not in rules]


def _stands(walker: Walker, draft: Draft, told: bool) -> bool:
    """Whether a draft is a unit; what it held otherwise is outside."""
    if draft.empty():
        walker.account.outside.extend(draft.steps)
        return False
    if not draft.items:
        draft.items.extend(Item("duty", text, confidence=0.6) for text in draft.steps)
        draft.sections.extend(0 for _ in draft.steps)
    else:
        walker.account.outside.extend(draft.steps)
    _drop_procedures(walker, draft)
    if draft.name is None:
        _drop_idle_sections(walker, draft)
    elif names_staff(draft.name.value) or (walker.scopes[draft.scope].regulation and not _has_duties(draft)):
        _keep_consequences(walker, draft)
        if draft.empty():
            return False
    if (
        draft.name is None
        and not draft.people.get("holder")
        and (_is_article(walker, draft) or not (told or _states_anything(walker, draft)))
    ):
        walker.account.outside.extend(item.text for item in draft.items)
        for texts in draft.lists.values():
            walker.account.outside.extend(texts)
        return False
    return True


def _is_other_document(walker: Walker, root: Node) -> bool:
    """Whether the first line says that the document is of a kind that holds no duties."""
    first = next((text.value.strip() for text in texts(root) if text.value.strip()), "")
    if "《" in first and walker.lexicon.title(Text.of(_QUOTED.sub(r"\1", first))) is not None:
        return False  # 「关于印发《门卫岗位职责》的通知」 goes out with what it sends round
    return len(first) <= LONGEST_TITLE and walker.lexicon.says("other_document", first)


_QUOTED = re.compile(r"^.*《([^《》]+)》.*$")


def _labelled(draft: Draft) -> bool:
    """Whether any item stands in a section that a known label opens."""
    return any(item.confidence >= LABELLED for item in draft.items)


def _is_of_post(walker: Walker, root: Node, file_name: str) -> bool:
    """Whether a list without a label names whose it is, or says what is said of the holder of a post."""
    return (
        any(walker.lexicon.says("of_a_post", text.value) for text in texts(root))
        or named_by_title(walker, root) is not None
        or spoken_of(walker, root, FEWEST_BEFORE_TITLE) is not None
        or named_by_file(walker, file_name) is not None
    )


def _has_duties(draft: Draft) -> bool:
    """Whether a section called so holds duties of the unit."""
    return any(item.layer == "duty" and item.confidence >= LABELLED for item in draft.items)


def _keep_consequences(walker: Walker, draft: Draft) -> None:
    """Of the rules for all staff those that state points or money; duties only from a section called so."""
    for item in list(draft.items):
        labelled = item.confidence >= LABELLED
        led = item.grade is not None or item.lead is not None or bool(item.rows)
        stated = led or walker.states_consequence(item.text.value)
        stated = stated or (labelled and walker.names_consequence(item.text.value))
        if not stated and not (item.layer == "duty" and labelled):
            draft.drop(item)
            walker.account.outside.append(item.text)


def _drop_procedures(walker: Walker, draft: Draft) -> None:
    """Takes the rules out of sections that mostly say how it is done, where none of them states a consequence."""
    sections: dict[int, list[Item]] = {}
    for section, item in zip(draft.sections, draft.items, strict=False):
        sections.setdefault(section, []).append(item)
    for section, items in sections.items():
        if len(items) <= walker.procedures[section] and all(
            item.layer == "score_rule" and not walker.states_consequence(item.text.value) for item in items
        ):
            for item in items:
                draft.drop(item)
            walker.account.outside.extend(item.text for item in items)


def _drop_idle_sections(walker: Walker, draft: Draft) -> None:
    """Takes sections of rules none of which states a consequence out of a nameless block: they say how it is done."""
    stated = {
        section
        for section, item in zip(draft.sections, draft.items, strict=False)
        if item.layer != "score_rule"
        or item.grade is not None
        or walker.states_consequence(item.text.value)
        or (item.confidence >= LABELLED and walker.names_consequence(item.text.value))
    }
    for section, item in zip(list(draft.sections), list(draft.items), strict=False):
        if section not in stated and stated:
            draft.drop(item)
            walker.account.outside.append(item.text)


def _is_article(walker: Walker, draft: Draft) -> bool:
    """Whether a nameless block only speaks about duty manuals."""
    scope = walker.scopes[draft.scope]
    if scope.articles >= 2 and scope.articles >= ARTICLE_SHARE * max(scope.passages, 1):
        return True
    duties = [item for item in draft.items if item.layer == "duty"]
    verbs = sum(walker.lexicon.starts_with_verb(item.text.value) for item in duties)
    return bool(duties) and scope.articles >= 1 and verbs < VERB_SHARE * len(duties)


def _states_anything(walker: Walker, draft: Draft) -> bool:
    """Whether the items of a nameless block are such as a manual holds.

    Rules must state consequences, duties must begin as duties do; a nameless form that states only what its holder
    must bring along is an advert.
    """
    rules = [item for item in draft.items if item.layer == "score_rule"]
    duties = [item for item in draft.items if item.layer == "duty"]
    standards = [item for item in draft.items if item.layer == "standard"]
    stated = sum(item.grade is not None or walker.states_consequence(item.text.value) for item in rules)
    verbs = sum(walker.lexicon.starts_with_verb(item.text.value) for item in duties)
    if len(draft.items) > 1 and rules and 2 * stated >= len(rules):
        return True
    if duties and verbs >= VERB_SHARE * len(duties):
        return True
    if rules and not duties and not standards:
        draft.items[:] = []
        return False
    # standards of a nameless form are a post's only where points or weights stand beside them
    shared = sum(bool(item.shares) for item in standards)
    return len(standards) >= 2 and 2 * shared >= len(standards) and not walker.scopes[draft.scope].articles


def _unlabelled(walker: Walker, root: Node, file_name: str) -> list[Draft]:
    """The unit of a document that no known label or title divides."""
    collector = Draft(None, "role", scope=0)
    if _is_contract(root):
        return []
    checklist = read_checklist(walker, root)
    if checklist is not None:
        return [checklist]
    walker.collect(root, Context(unit=collector, layer=None, labelled=True))
    items = [item for item in collector.items if item.number or item.rows]
    rules = [item for item in collector.items if item.layer == "score_rule"]
    verbs = sum(
        walker.lexicon.starts_with_verb(item.text.value) or bool(_OUGHT.search(item.text.value)) for item in items
    )
    duties = len(items) >= FEWEST_UNLABELLED and verbs >= UNLABELLED_SHARE * len(items)
    circular = any(walker.lexicon.says("circular", text.value) for text in texts(root))
    duties = duties and not circular and _is_of_post(walker, root, file_name)
    mostly = not duties or 2 * len(rules) > len(items)
    if len(rules) >= FEWEST_RULES and (
        announces(walker, root, {"regulation"})
        or (mostly and (announces(walker, root, _OF_RULES) or addressed(root) is not None))
    ):
        collector.items[:] = rules
        collector.flags.append("staff_rules")
        collector.confidence = 0.6
        return [collector]
    if duties:
        ahead = list(itertools.takewhile(lambda item: not (item.number or item.rows), collector.items))
        if 0 < len(ahead) < len(collector.items):
            collector.fields["summary"] = ahead[-1].text
            walker.account.structure.extend(item.text for item in ahead[:-1])
            del collector.items[: len(ahead)]
        collector.flags.append("unlabelled")
        collector.confidence = 0.6
        return [collector]
    return []


_OF_RULES = frozenset({"score_rule", "standard", "regulation", "manual"})
_OUGHT = re.compile(r"应(?!用|收|付|届|对|急|聘|酬|变)|必须|不得|严禁|不准|禁止|务必|须(?!知)")
# A post that is the subject of so many sentences goes before the staff whom a regulation addresses.
FEWEST_BEFORE_TITLE = 3
_PARTY = re.compile(r"[甲乙][方]|出租[人方]|承租[人方]|委托[人方]")
# A text that speaks of its parties this often is a contract.
FEWEST_PARTIES = 3


def _is_contract(root: Node) -> bool:
    """Whether the text is an agreement between parties."""
    return sum(len(_PARTY.findall(text.value)) for text in texts(root)) >= FEWEST_PARTIES


def _find_name(walker: Walker, draft: Draft, root: Node, file_name: str, units: int) -> None:
    """A name from the title, from those whom the text addresses, or from the file's name."""
    if units > 1:
        return
    name = (
        named_by_title(walker, root)
        or defined(walker, root)
        or spoken_of(walker, root, FEWEST_BEFORE_TITLE)
        or subject_of_title(walker, root)
    )
    if name is None and "staff_rules" in draft.flags:
        name = addressed(root, anywhere=not _has_duties(draft))
    if name is None:
        name = spoken_of(walker, root)
    if name is not None:
        draft.name = name
        draft.kind = walker.lexicon.kind_of(name.value) or "role"
        return
    by_file = named_by_file(walker, file_name)
    if by_file is not None:
        draft.file_name = by_file
        draft.flags.append("name_from_file")
