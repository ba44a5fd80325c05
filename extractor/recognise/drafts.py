"""Units in the making, the scope of one document, and the account of what was used as what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractor.banks import fold_label
from extractor.model import Item, Layer, Share, Unit, UnitKind
from extractor.text import Text

LAYERS: tuple[Layer, ...] = ("duty", "standard", "score_rule")
# What the sections of a manual hold, and what its fields say of a unit.
SECTIONS = frozenset(
    {*LAYERS, "outcome", "kpi", "authority", "qualification", "internal", "external", "relation", "outside"}
)
FIELDS = frozenset({"name", "department", "reports_to", "subordinates", "level", "code", "holder", "summary"})
# The confidence of an item whose layer a label states.
LABELLED = 0.95
LISTS = ("kpi", "authority", "qualification", "internal", "external")


@dataclass(slots=True, eq=False)
class Draft:
    """One post or body while the manual is being read."""

    name: Text | None
    kind: UnitKind
    tentative: bool = False  # taken from a heading that speaks of several; gives way to posts named below it
    department: Text | None = None
    fields: dict[str, Text] = field(default_factory=dict)  # level, code, summary
    people: dict[str, list[Text]] = field(default_factory=dict)  # holder, reports_to, subordinates
    lists: dict[str, list[Text]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    context: tuple[Text, ...] = ()
    flags: list[str] = field(default_factory=list)
    confidence: float = 1.0
    scope: int = 0
    steps: list[Text] = field(default_factory=list)  # of the post's day, duties only where there are no others
    file_name: str | None = None  # the name that the file's name gives where the document gives none
    sections: list[int] = field(default_factory=list)  # for each item the labelled section it stood in
    seen: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)

    def add(self, item: Item, section: int = 0) -> bool:
        """Takes an item unless the same one stands already in the same layer and group."""
        key = (item.layer, item.text.value, tuple(text.value for text in item.group))
        if key in self.seen and not item.grade and len(item.text) > SHORTEST_REPEATED:
            return False
        self.seen.add(key)
        self.items.append(item)
        self.sections.append(section)
        return True

    def drop(self, item: Item) -> None:
        """Takes an item out again."""
        at = next(k for k, one in enumerate(self.items) if one is item)
        del self.items[at]
        del self.sections[at]

    def extend(self, name: str, texts: list[Text]) -> None:
        """Adds to one of the plain lists."""
        self.lists.setdefault(name, []).extend(texts)

    def empty(self) -> bool:
        """Whether nothing was said of the unit that makes it one."""
        if not self.items and self.steps:
            return False
        return not self.items and not any(self.lists.get(name) for name in ("authority", "qualification", "kpi"))

    def same_post(self, other: Draft) -> bool:
        """Whether another draft of the same document is about the same post, held by the same persons."""
        if self.name is None or other.name is None or self.scope != other.scope:
            return False
        if self.stands_outside(other.department):
            return False
        mine, yours = ({text.value for text in one.people.get("holder", [])} for one in (self, other))
        return fold_label(self.name.value) == fold_label(other.name.value) and (not yours or mine == yours)

    def stands_outside(self, body: Text | None) -> bool:
        """Whether the unit is a post of another body: 组长 of this group is not 组长 of that."""
        if self.kind != "role" or self.department is None or body is None:
            return False
        return fold_label(self.department.value) != fold_label(body.value)

    def take(self, other: Draft) -> None:
        """Adds what another draft of the same post holds."""
        for item, section in zip(other.items, other.sections, strict=True):
            self.add(item, section)
        for name, texts in other.lists.items():
            self.extend(name, texts)
        for name, text in other.fields.items():
            self.fields.setdefault(name, text)
        self.steps.extend(other.steps)

    def unit(self) -> Unit:
        """The finished unit."""
        people = {name: tuple(texts) for name, texts in self.people.items()}
        lists = {name: tuple(texts) for name, texts in self.lists.items()}
        return Unit(
            kind=self.kind,
            name=self.name,
            file_name=self.file_name,
            department=self.department,
            holders=people.get("holder", ()),
            reports_to=people.get("reports_to", ()),
            subordinates=people.get("subordinates", ()),
            level=self.fields.get("level"),
            code=self.fields.get("code"),
            summary=self.fields.get("summary"),
            context=self.context,
            items=tuple(self.items),
            kpis=lists.get("kpi", ()),
            authorities=lists.get("authority", ()),
            qualifications=lists.get("qualification", ()),
            internal=lists.get("internal", ()),
            external=lists.get("external", ()),
            confidence=self.confidence,
            flags=tuple(dict.fromkeys(self.flags)),
        )


# Penalties such as 十元/次 and points stand once a row; longer texts that come again are tables copied month by month.
SHORTEST_REPEATED = 12


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a passage say of it."""

    unit: Draft | None = None
    layer: str | None = None  # a layer, one of LISTS, "outcome", "outside", "relation", or None where no label said
    group: tuple[Text, ...] = ()
    body: Text | None = None  # the body whose posts follow
    headings: tuple[Text, ...] = ()
    routine: bool = False  # the steps of a post's day
    expected: bool = False  # a section of duties follows among the siblings: what stands before it is none
    labelled: bool = False  # the layer comes from a label, not from a title or by default
    lead: Text | None = None  # a lead-in that states the consequence for what follows
    rows: frozenset[int] = frozenset()
    shares: tuple[Share, ...] = ()

    def but(self, **changes: object) -> Context:
        """The same context, changed; this one itself where the changes say nothing new."""
        for name, value in changes.items():
            if getattr(self, name) is not value:
                return replace(self, **changes)  # type: ignore[arg-type]
        return self


@dataclass(slots=True)
class Scope:
    """One document of those that a file holds: its units by name, and what its title says."""

    number: int
    units: dict[str, Draft] = field(default_factory=dict)
    nameless: Draft | None = None
    named: Draft | None = None  # the post that a name field named last
    title: Text | None = None
    body: Text | None = None  # that its title names
    regulation: bool = False  # rules, by its title
    statute: bool = False  # a by-law, whose paragraphs set up posts
    aliases: dict[str, Text] = field(default_factory=dict)  # 本小組 → what it stands for
    unfiled: list[tuple[Text, str]] = field(default_factory=list)  # items before any unit or label, with their numbers
    articles: int = 0  # passages that speak of duty manuals in general
    passages: int = 0

    def find(self, name: Text) -> Draft | None:
        """The unit of this name, if the document has one already; a short form in brackets names it as well."""
        folded = fold_label(name.value)
        known = self.units.get(folded)
        if known is not None or len(folded) < 2:
            return known
        for draft in self.units.values():
            full = draft.name.value if draft.name is not None else ""
            if name.value in full and re.search(
                rf"[（(]\s*{re.escape(name.value)}\s*[)）]|^{re.escape(name.value)}\s*[（(]", full
            ):
                return draft
        return None


@dataclass(slots=True)
class Account:
    """What was used as structure and what was recognised as outside."""

    structure: list[Text] = field(default_factory=list)
    outside: list[Text] = field(default_factory=list)
