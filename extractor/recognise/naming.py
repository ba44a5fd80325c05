"""Which headings name a post or a body, by their words, by what stands below them and by what stands beside."""

from __future__ import annotations

import re

from extractor.banks import fold_label
from extractor.labels import APPENDED
from extractor.model import Node
from extractor.recognise.beside import holds_duties, is_appraisal
from extractor.recognise.drafts import LAYERS, SECTIONS, Context, Draft
from extractor.recognise.fields import Fields
from extractor.recognise.items import continued, less_colon
from extractor.text import Text

# A heading that is a unit only because of the sections under it is a name: it has no more characters than this.
LONGEST_UNIT_NAME = 30
# How many hold a post, and in an advert where and for what time: 「店长（2人）」「门店店长（多城市）」.
_BEHIND_NAME = re.compile(
    r"\s*[（(]\s*(?:共|限|编制)?\s*[\d一二三四五六七八九十]+\s*[人名位][）)]$|\s*[\d一二三四五六七八九十]+\s*[人名位]$"
    r"|\s*[（(][^（）()]{0,6}(?:城市|[省市区县]|总部|全国|全职|兼职|实习)[）)]$"
)


class Naming(Fields):
    """Starts units at headings."""

    def under_title(self, node: Node, context: Context) -> Context:
        """The context under a title that names a post, a body, or the posts of a body."""
        assert node.label is not None
        if (
            set(node.means) == {"outside"}
            and node.name_kind == "role"
            and self.lexicon.says("routine", node.label.value)
        ):
            assert node.name is not None
            unit = self.start_unit(node.name, node.name_kind, context)
            return context.but(unit=unit, layer="outside", group=(), labelled=True, routine=True)
        if set(node.means) == {"outside"}:
            return context.but(unit=None, layer="outside", group=(), labelled=True)
        if self.scope.title is None:
            self.scope.title = node.label
        self.scope.regulation |= "regulation" in node.means and not self.scope.units
        headings = (*context.headings, node.label)[-4:]
        alias = next((name for words, name in self.scope.aliases.items() if node.label.value.startswith(words)), None)
        if alias is not None and node.name is None:
            unit = self.start_unit(alias, self.lexicon.kind_of(alias.value), context)
            return context.but(unit=unit, layer=None, group=(), headings=headings, labelled=False)
        if node.name is not None:
            above = None if self.scope.statute else self.body or self.scope.body
            first = not self.scope.units
            unit = self.start_unit(node.name, node.name_kind, context.but(body=above))
            unit.tentative = node.name_kind == "department" or node.name_kind is None
            unit.people.setdefault("holder", []).extend(node.holders)
            if node.body is not None:
                unit.department = node.body
            if node.name_kind == "department" and (
                not node.children or (first and (len(node.means) > 1 or "manual" in node.means))
            ):
                self.scope.body = node.name  # a title with nothing below is that of the posts behind it
            body = node.name if node.name_kind == "department" else above
            return context.but(unit=unit, layer=None, group=(), body=body, headings=headings, labelled=False)
        if node.several is not None and id(node) in self.beside_units:
            unit = self.start_unit(node.several, "role" if "人" in node.several.value else "department", context)
            unit.tentative = True
            return context.but(unit=unit, layer=None, group=(), headings=headings, labelled=False)
        if node.body is not None:
            unit = self.start_unit(node.body, "department", context)
            unit.tentative = True
            return context.but(unit=unit, layer=None, group=(), body=node.body, headings=headings, labelled=False)
        unit_now = None if "manual" in node.means or context.unit is None or context.unit.tentative else context.unit
        return context.but(unit=unit_now, headings=headings, group=(), labelled=False)

    def under_label(self, means: tuple[str, ...], context: Context, node: Node) -> Context:
        """The context under a label that announces layers or lists."""
        self.section += 1
        if node.label is not None and APPENDED.match(node.label.value) and len(self.scope.units) > 1:
            context, self.scope.named = context.but(unit=None), None  # appended to the whole, not to its last post
        known = [meaning for meaning in means if meaning in SECTIONS]
        if not known:
            return context if "manual" not in means else context.but(layer=None, group=())
        if (
            context.layer == "score_rule"
            and context.labelled
            and known[0] in ("kpi", "score_rule")
            and node.kind == "item"
        ):
            return context.but(group=(*context.group, less_colon(node.label or node.text)))
        if self.scope.statute and known[0] == "authority":
            known = ["duty"]  # 職權 of a by-law is what the office does
        layers = [meaning for meaning in known if meaning in LAYERS]
        layer: str | None = known[0] if len(layers) <= 1 else None
        if len(layers) == 1 and known[0] not in LAYERS and known[0] != "outside":
            layer = layers[0]
        routine = layer == "outside" and node.label is not None and self.lexicon.says("routine", node.label.value)
        return context.but(layer=layer, group=(), labelled=len(layers) <= 1, lead=None, routine=routine)

    def unit_of_heading(self, text: Text, context: Context, node: Node) -> Draft | None:
        """The unit that a heading names (「3.1 项目经理」「1、仓库主任:张三」), where one may begin here."""
        if node.kind != "heading" and id(node) not in self.listed_posts:
            if context.layer in ("outside", "qualification", "kpi", "authority"):
                return None
            if context.unit is not None and not context.unit.tentative and not _is_bare_body(context.unit):
                return None
        if text.value[:1] in "（(【" and text.value[-1:] in "）)】":
            text = text[1:-1].strip()  # 「第四条（秘书长）」
        size = self.persons_first.get(id(node), 0)
        name, people = (text[size:].strip(), (text[:size],)) if size else self.lexicon.post_and_persons(text)
        behind = _BEHIND_NAME.search(name.value)
        name = name[: behind.start()] if behind else name
        kind = self.lexicon.kind_of(name.value)
        if kind is None or self.lexicon.is_generic(name.value):
            return None
        if self.lexicon.is_word(name.value) and id(node) not in self.beside_units and not holds_duties(node):
            items = [child.whole().value for child in node.children if child.kind == "item"]
            if 2 * sum(map(self.lexicon.starts_with_verb, items)) < max(len(items), 1):
                return None
        unit = self.start_unit(name, kind, context)
        if people:
            unit.people.setdefault("holder", []).extend(people)
        return unit

    def unit_of_sections(self, node: Node, context: Context) -> Draft | None:
        """The unit of a heading below which the sections of a manual stand, whatever it is called."""
        text = less_colon(node.text)
        if context.layer == "outside" or (context.unit is not None and not context.unit.tentative):
            return None
        known = [child for child in node.children if child.means and child.name is None]
        sections = {meaning for child in known for meaning in child.means[:1]}
        if is_appraisal(node):
            text = self._less_label(text)
            sections |= {"duty", "standard"}
        duty = "duty" in sections and bool(sections & {"standard", "score_rule", "authority", "qualification"})
        if id(node) in self.beside_units and not duty:
            items = [child.whole().value for child in node.children if child.kind == "item"]
            verbs = sum(map(self.lexicon.starts_with_verb, items))
            duty = "duty" in sections or (bool(items) and 2 * verbs >= len(items))
        if not duty:
            return None
        if self.lexicon.kind_of(text.value) is None:
            text = self.lexicon.post_inside(text) or self._less_duties(text)
        if (
            not 1 < len(text) <= LONGEST_UNIT_NAME
            or self.lexicon.starts_with_verb(text.value)
            or self.lexicon.never_name(fold_label(text.value))
            or re.search(r"[，,。；;：:]|以下|如下|下列|包括", text.value)
        ):
            return None
        generic = self.lexicon.is_generic(less_colon(node.text).value)  # 小组绩效 speaks of one though 小组 names none
        if generic or self.lexicon.label(text.value, "heading"):
            return None
        unit = self.start_unit(text, self.lexicon.kind_of(text.value), context)
        unit.confidence = 0.8
        return unit

    def _less_label(self, text: Text) -> Text:
        """「个人绩效」 less the label behind the name."""
        cuts = (k for k in range(2, len(text) - 1) if self.lexicon.single(text.value[k:], "heading") == ("score_rule",))
        return text[: next(cuts, len(text))]

    def _less_duties(self, text: Text) -> Text:
        """「护理部工作任务」 less what is told of the body."""
        for k in range(len(text) - 2, 1, -1):
            told = self.lexicon.single(text.value[k:], "heading") == ("duty",)
            if told and self.lexicon.kind_of(text.value[:k]) is not None:
                return text[:k]
        return text

    def unit_of_item(self, node: Node, context: Context) -> bool:
        """A numbered line that names a body or post, with its duties in unnumbered paragraphs below."""
        texts = [child for child in node.children if child.kind == "text"]
        if not texts or not any(self.item_like(child.text) for child in texts[:1]):
            return False
        unit = self.unit_of_heading(less_colon(node.text), context, node)
        if unit is None:
            return False
        self.account.structure.append(node.text)
        for child in texts:
            if self.item_like(child.text):
                self.add(Node("text", child.text), context.but(unit=unit, layer="duty", group=(), labelled=True))
            else:
                self.account.outside.append(child.text)
        return True

    def judged(self, node: Node, context: Context) -> str | None:
        """The layer that a heading no bank knows opens; None for a mere group.

        What stands under it decides first, then the parts of its name, then what stands beside it.
        """
        unit = context.unit or self.scope.named
        duties_known = self.beside_sections.get(id(node))
        beside = duties_known is not None
        if not (beside or node.kind == "heading") or unit is None or context.layer in (*LAYERS, "outside"):
            return None
        below = [child for one in node.children for child in (one.children if one.kind == "heading" else (one,))]
        items = [continued(child).value for child in below if child.kind in ("item", "text")]
        name = unit.name.value if unit.name is not None else ""
        own = len(name) if name and node.text.value.startswith(name) else 0  # 「训导处主要业务」 below 训导处
        if not items or not (beside or own or node.text.value[-1:] in ":："):
            return None
        if 2 * sum(map(self.states_consequence, items)) >= len(items):
            return "score_rule"
        verbs = sum(map(self.lexicon.starts_with_verb, items))
        targets = sum(self.lexicon.says("target", item) for item in items)
        parts = self.lexicon.by_parts(less_colon(node.text).value[own:])
        if parts is not None and (beside or parts != "outside"):
            return parts
        if not (beside or node.text.value[-1:] in ":："):
            return None
        if duties_known:
            return "standard" if 2 * targets >= len(items) and targets > verbs else "outside"
        if beside and 2 * verbs < len(items):
            return None
        return "standard" if 2 * targets >= len(items) and targets > verbs else "duty"

    def same_unit_again(self, node: Node, context: Context) -> bool:
        """A numbered heading that names the unit and layer it stands in already is a group."""
        unit = context.unit
        if node.kind != "item" or node.name is None or unit is None or unit.name is None:
            return False
        if id(node) in self.beside_units:
            return False
        return fold_label(node.name.value) == fold_label(unit.name.value) and node.means[0] == context.layer


def _is_bare_body(unit: Draft) -> bool:
    """Whether a unit is a body of which nothing is said yet: a post named right below it is one of its posts."""
    return unit.kind == "department" and unit.empty()
