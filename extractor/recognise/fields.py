"""Fields of a form, and the sentences before a list that say the same in words."""

from __future__ import annotations

import re

from extractor.banks import fold_label
from extractor.model import Node
from extractor.recognise.drafts import LISTS, Context, Draft
from extractor.recognise.filing import SAYS, TO_FILL_IN, Filing
from extractor.recognise.items import announces, sentences, states_summary
from extractor.recognise.people import is_nothing
from extractor.recognise.prose import read_prose
from extractor.recognise.subjects import names_staff
from extractor.text import Text, concat

IGNORED = frozenset({"ignore", "blank", "number"})
# 「姓名：  项目：」: what stands behind a label and ends with a colon is the next label.
LONGEST_UNFILLED = 8
# The longest value of a name field that is no post known by its ending: 12 characters of 60 seen; 20 leave room.
LONGEST_NAME_VALUE = 20
# 「姓名：______ 工号」: behind a line to write on stands the next label.
# A line to write on, or the field of a form letter that nobody has merged: «姓名», ${post}.
TO_WRITE_ON = re.compile(r"[_＿]{2,}|«[^«»]*»$|\$?\{[^{}]*\}+$")
# 「为规范…，根据…，特制定本办法」 says why the document was written.
_PURPOSE = re.compile(r"(?:为了?|根据|按照|依照|依据|结合).{4,}(?:制定|制订|特制|拟定|拟订|明确)")


# What stands in front of the section of duties is a summary where it says what the unit does or is.
_SAYS_WHAT = re.compile(r"[^，,。；;:：]{0,24}?(?:负责|是|为|主管|领导|协助|承担|致力)")


# Values that name nobody: how many heads, and for a holder whatever holds a figure.
_NOBODY = {
    "subordinates": re.compile(r"[约共]?\d+[人名位个]?"),
    "holder": re.compile(r".*\d.*"),
}


class Fields(Filing):
    """Fills in what is said of a unit itself: its name, department, superiors, summary."""

    def field(self, node: Node, context: Context) -> Context:
        """A form label with its value."""
        assert node.label is not None
        self.account.structure.append(node.label)
        if node.means == ("group",):
            if id(node) in self.heading_tasks:
                self.account.structure.append(node.text)
            else:
                self.add(Node("text", node.text), context)
            return context
        value = concat([node.text, *(child.text for child in node.children if child.kind == "text")])
        return self.set_field(node.means[0] if node.means else "ignore", value, context)

    def set_field(self, meaning: str, value: Text, context: Context) -> Context:
        """Files a value under its meaning; a name begins a unit."""
        unfilled = value.value.rstrip()[-1:] in ":：" and len(value) <= LONGEST_UNFILLED
        value = value.strip(" ,，;；:：")
        if (
            unfilled
            or TO_WRITE_ON.match(value.value)
            or (TO_FILL_IN.match(f"{value.value}:") and len(value) <= 4 and self.lexicon.label(value.value, "field"))
        ):
            self.account.structure.append(value)
            value = value[:0]
        if meaning in IGNORED or not value.value:
            self.account.structure.append(value)
            return context
        if meaning == "name":
            return self.named(value, context)
        unit = context.unit
        if unit is None:
            unit = self.nameless()
            context = context.but(unit=unit)
        if is_nothing(value.value) or (meaning in _NOBODY and _NOBODY[meaning].fullmatch(value.value)):
            self.account.structure.append(value)
        elif (unit.items and self.said_before(unit, meaning)) or (meaning == "department" and _is_headed_body(unit)):
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
    def said_before(unit: Draft, meaning: str) -> bool:
        """Whether a field of a unit with items is set already: then the form of the next unit has begun."""
        if meaning == "department":
            return unit.department is not None
        return bool(unit.people.get(meaning)) or meaning in unit.fields

    def named(self, value: Text, context: Context) -> Context:
        """A name field: the post that the fields after it belong to."""
        current = context.unit
        value = _less_list(value)
        if is_nothing(value.value) or self.lexicon.is_generic(value.value) or self.is_sentence(value.value):
            self.account.structure.append(value)
            return context
        role = self.lexicon.kind_of(value.value) == "role"
        headed = current is not None and not current.tentative and current.name is not None and not current.items
        headed = headed and current is not None and not names_staff(str(current.name))
        if headed and current is not None and not (current.kind == "department" and role):
            self.account.structure.append(value)
            return context  # the heading has named the post already
        if current is not None and current.empty() and (current.name is None or names_staff(current.name.value)):
            current.name = value
            self.scope.units[fold_label(value.value)] = current
            self.scope.nameless = None
            self.scope.named = current
            return context
        kind = self.lexicon.kind_of(value.value) or "role"
        if current is not None and current.kind == "department" and kind == "role" and not current.items:
            self.scope.body = current.name  # a title that names a body is that of all the forms behind it
        unit = self.start_unit(value, kind, context.but(body=self.scope.body if kind == "role" else None))
        if unit.items and unit.people.get("holder"):
            unit = self.twin(unit)  # the next holder of a post that several hold
        unit.confidence = 1.0
        self.scope.named = unit
        pending, self.pending = self.pending, []
        context = context.but(unit=unit, layer=None, group=(), labelled=False)
        for meaning, text in pending:
            self.set_field(meaning, text, context)
        return context

    def is_sentence(self, value: str) -> bool:
        """Whether what stands behind the label of a name says how to fill it in."""
        if self.lexicon.kind_of(value) is not None:
            return False
        return len(value) > LONGEST_NAME_VALUE or re.search(r"[，,。；;].", value) is not None

    def leading(self, text: Text, context: Context, first: bool = False) -> None:
        """Words between a heading and its numbered list; ``first`` where the list begins at two."""
        unit = context.unit or self.scope.named
        if not text.value:
            return
        if unit is None or read_prose(self, text, context):
            self.account.structure.append(text)
            return
        rest = [sentence for sentence in sentences(text) if not self.said_of_unit(sentence, unit)]
        if not rest:
            return
        text = concat(rest)
        verb = self.lexicon.starts_with_verb(text.value)
        if first or (verb and text.value[-1] in "。；;" and context.layer == "duty" and not states_summary(text.value)):
            self.add(Node("text", text), context)
        elif self.permits(text):
            unit.extend("authority", [text])
        elif context.expected and not states_summary(text.value) and not _SAYS_WHAT.match(text.value):
            self.account.outside.append(text)
        elif context.layer in ("duty", "authority", None) and "summary" not in unit.fields and SAYS.search(text.value):
            unit.fields["summary"] = text
        elif self.states_consequence(text.value):
            self.add(Node("text", text), context)
        else:
            self.account.structure.append(text)

    def said_of_unit(self, sentence: Text, unit: Draft) -> bool:
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
                if match is None:
                    continue
                group = next(name for name, found in match.groupdict().items() if found)
                if means == "leads" or self._is_somebody(match.group(group)):
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

    def _is_somebody(self, words: str) -> bool:
        """Whether words name a post or a body: 厂长, 党支部和校长; 本处的安全生产工作 does not."""
        return any(self.lexicon.kind_of(part.strip()) is not None for part in (words, *_AND.split(words)))


_AND = re.compile(r"[、和及与/]")


def _is_headed_body(unit: Draft) -> bool:
    """Whether a unit is a body whose heading alone has been read: a department said then is that of a post in it."""
    return unit.kind == "department" and unit.name is not None and not unit.items


# What an advert puts around the name of a post: the year of the graduates and the posts that they may fill.
_YEAR_OF_GRADUATES = re.compile(r"\d{4}届\s*(?=.{2})")
_POSTS_OFFERED = re.compile(r"\s*[（(][^（）()]*、[^（）()]*、[^（）()]*[)）][；;]?$")


def _less_list(name: Text) -> Text:
    """The name of a post without what an advert puts around it: 「2015届实习生（收银岗、收货岗、防损岗）」."""
    year, posts = _YEAR_OF_GRADUATES.match(name.value), _POSTS_OFFERED.search(name.value)
    return name[year.end() if year else 0 : posts.start() if posts and posts.start() > 1 else len(name)]
