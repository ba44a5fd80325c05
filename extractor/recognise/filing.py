"""Units and their items being filed: who is spoken of, and under which layer a passage goes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Protocol

from extractor.banks import fold_label
from extractor.lexicon import Lexicon
from extractor.model import Item, Layer, Node, UnitKind
from extractor.recognise.columns import Column
from extractor.recognise.drafts import LABELLED, LAYERS, LISTS, Account, Context, Draft, Scope
from extractor.recognise.items import items_of
from extractor.recognise.people import split_figures, split_partners
from extractor.text import Text

_WORDS = re.compile(r"[^\W_]")
_LEFT_OUT = re.compile(r"[（(]?(?:略|同上)[)）]?[。.]?")
SAYS = re.compile(r"[\u4e00-\u9fff]")  # outside of tables an item of a Chinese manual has Chinese words
_ANNOUNCED = frozenset({"duty", "manual", "outside"})
_EDITION = re.compile(r"^[（(【\[].{0,16}(?:版|修订|试行|稿|草案|\d+篇|[范样文]本)[）)】\]]$")
# Lines of a form to be filled in by hand: 「施工经理：   日期：」.
TO_FILL_IN = re.compile(r"^[*＊]?(?:[\w（）()/、 ]{1,12}[:：][\s_]*(?:年\s*月(?:\s*日)?[\s至到~—-]*)*)+$")


class Consequences(Protocol):
    """What the walk asks about consequences, which another step reads."""

    def states_consequence(self, text: str) -> bool:
        """Whether a text states points, money or the loss of the appraisal, so that it is a rule wherever it stands."""

    def names_consequence(self, text: str) -> bool:
        """Whether a text names any consequence at all, as rules in a section of rules do."""


# A list without any label holds duties when this share of at least so many numbered items begin as duties do.
UNLABELLED_SHARE = 0.6
FEWEST_UNLABELLED = 4
LONGEST_HOLDER = 12  # characters of a post and a person's name
# What the header of a column says that is itself no duty, standard or rule: 权重, 满分, 序号, 备注.
HEADERS_ALONE = (("blank",), ("weight",), ("points",), ("number",), ("group",))


class Filing:
    """The units of a file in the making, and the account of what was used as what."""

    def __init__(self, lexicon: Lexicon, consequences: Consequences) -> None:
        self.lexicon = lexicon
        self.states_consequence = consequences.states_consequence
        self.names_consequence = consequences.names_consequence
        self.drafts: list[Draft] = []
        self.scopes: list[Scope] = [Scope(0)]
        self.account = Account()
        self.next_row = 0
        self.header_alone: list[Column] = []  # of a table that is nothing but a header, for the table below it
        self.compared: list[list[Node]] = []  # what is noted of nodes stands under their ids, which must last
        self.beside_sections: dict[int, bool] = {}  # headings beside known sections; whether duties are among these
        self.beside_units: set[int] = set()  # nodes of headings beside which others name units
        self.form_entries: set[int] = set()  # entries of a form's list whose labels are no fields of a unit
        self.heads: set[int] = set()  # numbered nodes that head paragraphs, as those beside them head lists
        self.announced: dict[int, tuple[int, UnitKind]] = {}  # nodes that a lead-in announces as units
        self.read_as: dict[int, tuple[str, ...]] = {}  # sections that are by their neighbours what no label says
        self.tasks: dict[int, Text] = {}  # sections of tasks, each with the duty that the section before states
        self.heading_tasks: set[int] = set()  # the fields that state these duties
        self.persons_first: dict[int, int] = {}  # headings that name a person before the post
        self.listed_posts: set[int] = set()  # nodes of lists whose headings all name posts
        self.section = 0  # counts the labelled sections
        self.procedures: Counter[int] = Counter()  # passages of each section that say how it is done
        self.pending: list[tuple[str, Text]] = []  # fields of a form whose name field is still to come
        self.body: Text | None = None  # the body that the headings above the present siblings speak of

    @property
    def scope(self) -> Scope:
        return self.scopes[-1]

    def start_unit(self, name: Text, kind: UnitKind | None, context: Context) -> Draft:
        """The unit of this name in the present document, new or known."""
        known = self.scope.find(name)
        department = self.department_of(name, kind or "role", context)
        if known is not None and not known.stands_outside(department):
            return known
        draft = Draft(name, kind or "role", scope=self.scope.number, context=context.headings)
        draft.department = department
        if kind is None:
            draft.confidence = 0.7
        self.scope.units[fold_label(name.value)] = draft
        self.drafts.append(draft)
        return draft

    def twin(self, unit: Draft) -> Draft:
        """Another unit of the same name, for a form that begins anew; settling joins those of one holder."""
        draft = Draft(unit.name, unit.kind, department=unit.department, context=unit.context, scope=unit.scope)
        assert unit.name is not None
        self.scope.units[fold_label(unit.name.value)] = draft
        self.drafts.append(draft)
        return draft

    def department_of(self, name: Text, kind: UnitKind, context: Context) -> Text | None:
        """The body above a post, or one that the document speaks of and that the post's name begins with."""
        if self.scope.statute:
            return None  # a by-law sets up its bodies side by side
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

    def nameless_post(self, context: Context) -> Draft:
        """The unit of a person in a list that says what each does and not what they are."""
        draft = Draft(None, "role", scope=self.scope.number, context=context.headings)
        above = context.unit if context.unit is not None and context.unit.kind == "department" else None
        draft.department = context.body if context.body is not None or above is None else above.name
        self.drafts.append(draft)
        return draft

    def listed(self, meaning: str, value: Text) -> list[Text]:
        """A value split as its kind of list is."""
        if meaning in ("internal", "external"):
            return split_partners(value)
        return split_figures(value) if meaning == "kpi" else [value]

    def row(self) -> int:
        """A number for the next table row."""
        self.next_row += 1
        return self.next_row

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
            for group, text, number in items_of(node):
                if layer == "kpi" and self.states_consequence(text.value):
                    self.file(text, number, (*context.group, *group), context.but(layer="score_rule"))
                else:
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
        """One item into its unit and layer; None where the text is none."""
        stands_free = not (context.rows or number)  # the cell of a table may be a single word
        if self.is_structure(text, number) or (stands_free and self.says_who(text.value)):
            self.account.structure.append(text)
            return None
        if not (context.rows or SAYS.search(text.value)):
            self.account.structure.append(text)
            return None
        unit = context.unit or self.scope.named
        if self.is_outside(text, context, unit):
            self.account.outside.append(text)
            return None
        unit = unit or self.nameless()
        layer: Layer = context.layer if context.layer in LAYERS else "duty"
        confidence = LABELLED if context.labelled and context.layer in (*LAYERS, "outcome") else 0.8
        capped = bool(context.rows) and self.lexicon.says("cap", text.value)
        stated = self.states_consequence(text.value)
        if context.layer == "outcome":
            layer = "score_rule"
        elif layer != "score_rule" and (capped or grade is not None or context.lead is not None or stated):
            layer, confidence = "score_rule", min(confidence, 0.9)
        if layer == "score_rule" and not stated and self.lexicon.says("procedure", text.value):
            self.procedures[self.section] += 1
            self.account.outside.append(text)
            return None
        own = unit.name.value if unit.name is not None and text.value.startswith(unit.name.value) else ""
        if layer == "duty" and self.lexicon.says("permits", text.value[len(own) :]):
            unit.extend("authority", [text])
            return None
        item = Item(
            layer, text, number, group, context.rows, context.shares, grade, context.lead, confidence=confidence
        )
        unit.add(item, self.section)
        return item

    def is_structure(self, text: Text, number: str) -> bool:
        """Whether a passage is a scale, a blank to fill in, or a title rather than an item."""
        if (
            not _WORDS.search(text.value)
            or self.lexicon.says("bands", text.value)
            or TO_FILL_IN.match(text.value)
            or _LEFT_OUT.fullmatch(text.value)
            or _EDITION.match(text.value)
            or self.is_header(text, number)
            or (self.scope.statute and self.divides(text))
        ):
            return True
        if number or text.value[-1] in "。；;" or self.item_like(text):
            return False
        title = self.lexicon.title(text)
        return title is not None and bool(title.name or title.body) and bool(set(title.means) & _ANNOUNCED)

    def says_who(self, value: str) -> bool:
        """Whether a line is nothing but who holds a post, or how many: 「主任王芳」, 「干事若干人」."""
        value = value.rstrip("。；;，,")
        if self.lexicon.says("head_count", value) and not self.lexicon.starts_with_verb(value):
            return True
        if len(value) > LONGEST_HOLDER or self.lexicon.is_word(value):
            return False
        if self.lexicon.label(value, "field")[:1] == ("holder",) or self.lexicon.kind_of(value) == "role":
            return True
        posts = ((value[:-size], value[-size:]) for size in (2, 3))
        return any(self.lexicon.kind_of(post) == "role" and self.lexicon.is_person(who) for post, who in posts)

    def is_header(self, text: Text, number: str = "") -> bool:
        """Whether a passage is nothing but the header of a column: 备注, and without a number of its own 权重, 满分."""
        means = self.lexicon.label(text.value, "column")[:1]
        return means == ("blank",) or (not number and means in HEADERS_ALONE)

    def is_outside(self, text: Text, context: Context, unit: Draft | None) -> bool:
        """Whether a passage is none of the unit's: it closes the document, names no outcome, or stands out of place."""
        if self.lexicon.says("closing", text.value) and not self.states_consequence(text.value):
            return True
        if context.layer == "outcome":
            return not self.names_consequence(text.value)
        unlabelled = context.layer is None and not context.labelled
        return unlabelled and unit is not None and self.out_of_place(text, unit)

    def aside(self, text: Text, context: Context) -> None:
        """Text of no unit: outside where it reads as prose, else left to be listed as unclaimed."""
        if self.scope.title is None and len(text) <= 40 and not re.search(r"[。；;]", text.value):
            self.scope.title = text
            self.account.structure.append(text)
        elif context.layer == "outside" or not self.lexicon.starts_with_verb(text.value):
            self.account.outside.append(text)

    def item_like(self, text: Text) -> bool:
        """Whether words standing alone can be a duty or a rule."""
        return self.lexicon.starts_with_verb(text.value) or self.states_consequence(text.value)

    def permits(self, text: Text) -> bool:
        return self.lexicon.says("permits", text.value)

    def divides(self, text: Text) -> bool:
        """Whether a paragraph of a by-law only says into what a body is divided."""
        match = re.match(r"([^，,。；;]{2,8}?)(?:分设|下设|设)(?=[^，,。；;]*(?:科|室|股|组|课|处))", text.value)
        return match is not None and self.lexicon.kind_of(match.group(1)) == "department"

    def out_of_place(self, text: Text, unit: Draft) -> bool:
        """Whether a passage under no label is none of the unit's: it begins as no duty and states no consequence."""
        known = {item.layer for item in unit.items}
        return (unit.tentative or bool(known - {"duty"} == known and known)) and not self.item_like(text)
