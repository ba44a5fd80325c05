"""A line cut into parts, each begun by an event: an enumerator, a title, a label, a heading style, a short line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractor.lexicon import Lexicon
from extractor.model import Paragraph, Table
from extractor.outline.broken import FINISHED
from extractor.outline.cut import Label, labels
from extractor.outline.forms import form_labels
from extractor.outline.marks import Mark, marks
from extractor.outline.solver import AT_LEVEL, Event
from extractor.text import Text

# The longest unnumbered heading without a known label in the manuals seen has 21 characters, the title lines 28.
LONGEST_SHORT = 28
LONGEST_REPEATED = 40
UNFINISHED = re.compile(r"[，,、；;]$")


@dataclass(slots=True)
class Part:
    """One stretch of a line: what begins it (an event, if any) and the text up to the next."""

    start: int
    end: int
    event: Event | None = None
    mark: Mark | None = None
    label: Label | None = None


@dataclass(slots=True)
class Line:
    """A paragraph or a table with its parts."""

    paragraph: Paragraph | None
    table: Table | None = None
    text: Text | None = None
    parts: list[Part] = field(default_factory=list)
    joins: bool = False  # goes on the line before
    break_before: bool = False
    gap: bool = False  # an empty line divides it from the one before, which is rare in its document
    extra: list[Text] = field(default_factory=list)


# What speaks for a name right above a form label as a heading: more than a heading costs.
HEADS_A_FORM = 2.0
_LEAD = re.compile(r"[^，,。；;:：]{2,12}(?=[:：])")


def begins_with_label(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line begins with a known label and its colon, which goes on no sentence."""
    assert line.text is not None
    lead = _LEAD.match(line.text.value)
    return lead is not None and bool(lexicon.label(lead.group(), "field") or lexicon.label(lead.group(), "heading"))


LONGEST_SECTION_LABEL = 8  # of those right below a name: 任职要求, 主要工作职责


def _is_section_label(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but the label of a section: 「岗位职责」."""
    assert line.text is not None
    value = line.text.value.rstrip(":：")
    return len(value) <= LONGEST_SECTION_LABEL and bool(lexicon.label(value, "heading"))


# What speaks for a name right above a table.
HEADS_A_TABLE = 0.7
# What speaks for a name right above a sentence of what is done: as much as a numbered list goes on for behind a title.
HEADS_A_SENTENCE = 1.5
SHORTEST_ACCOUNT = 10  # characters of such a sentence


def _says_what_is_done(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line without a mark is a whole sentence that begins as duties do."""
    assert line.text is not None
    value = line.text.value
    return len(value) >= SHORTEST_ACCOUNT and value[-1:] in "。；;" and lexicon.starts_with_verb(value)


# A page's line with the name of its file: no number inside it counts: 「考核表(1).doc」.
_FILE_NAME = re.compile(r"^[^。；;]{2,60}\.(?:docx?|pdf|xlsx?|pptx?|wps|rtf|txt)$", re.IGNORECASE)


def parts_of(line: Line, following: Line | None, lexicon: Lexicon) -> list[Part]:
    """The parts of a line that holds text; the line behind it tells whether a short one may head something."""
    assert line.paragraph is not None and line.text is not None
    text, paragraph = line.text, line.paragraph
    form = form_labels(text, lexicon)
    spans = tuple((label.start, label.end) for label in form)
    found = marks(text.value, bool(form), spans, paragraph.indent)
    if _FILE_NAME.search(text.value):
        found = [mark for mark in found if not mark.start]  # 「2、填写日报表.xlsx」 is an item
    if len(found) > 1 and found[0].family == "bullet" and found[1].start - found[0].end <= 1:
        found = [replace(found[1], start=0, position="start"), *found[2:]]  # 「• 第一条」「- 1.1」: the number counts
    if paragraph.depth is not None and found and not found[0].start:
        found = [replace(found[0], form=f"{found[0].form}{AT_LEVEL}{paragraph.depth}"), *found[1:]]
    if line.joins:
        found = [mark for mark in found if mark.start or mark.strength >= 0.9]
    painted = _painted(paragraph)
    cut = form or _labels(line, found, lexicon)
    if line.joins:  # 「…调岗直至解除劳动关系|处理。」: the end of a sentence is no label
        cut = [label for label in cut if label.start or text.value[label.end - 1] not in "。；;."]
    if cut:
        found = [mark for mark in found if not any(label.start < mark.end and mark.start < label.end for label in cut)]
    parts = _merged(found, cut, painted)
    if len(parts) == 1 and parts[0].mark is not None and parts[0].mark.family == "bullet" and parts[0].label is None:
        name = text[parts[0].end :].strip()
        if following is not None and lexicon.names_unit(name) and begins_with_label(following, lexicon):
            parts[0].event = Event("named", bonus=HEADS_A_FORM)  # 「• 收银员」 above 「工作地点：…」
    if line.break_before and parts[0].event is not None and parts[0].event.kind == "section":
        parts[0].event = Event("title")
    if paragraph.heading and not FINISHED.search(text.value) and len(text) <= LONGEST_REPEATED:
        return _styled(parts, paragraph)
    if parts[0].event is None and parts[0].label is None and not line.joins:
        parts[0].event = _short(text, paragraph, following, lexicon)
    return parts


def _labels(line: Line, found: list[Mark], lexicon: Lexicon) -> list[Label]:
    """The labels of a line; lines without any come again in every post and are known by their words."""
    assert line.text is not None and line.paragraph is not None
    if line.paragraph.full:  # what stands at its end goes on in the next line
        return labels(line.text, found, lexicon, alone=False)
    if lexicon.is_unlabelled(line.text.value, line.joins):
        return []
    cut = labels(line.text, found, lexicon)
    if not cut:
        lexicon.note_unlabelled(line.text.value, line.joins)
    return cut


def _painted(paragraph: Paragraph) -> Mark | None:
    """The number that Word paints before a paragraph, as a mark of no width."""
    if not paragraph.number:
        return None
    found = marks(paragraph.number.strip() + " 文")
    family = found[0] if found else None
    if family is None or family.family == "bullet":
        return Mark(0, 0, "bullet", f"•{paragraph.level}{AT_LEVEL}{paragraph.level}", (1,), "start", 1.0)
    return Mark(0, 0, family.family, f"{family.form}{AT_LEVEL}{paragraph.level}", family.value, "start", 1.5)


def _merged(found: list[Mark], cut: list[Label], painted: Mark | None) -> list[Part]:
    """Marks and labels in one row; a label right behind a mark belongs to it."""
    parts: list[Part] = []
    near = 99
    last_end = -99
    label_ends = {label.end for label in cut}
    if cut:
        found = [
            replace(mark, position="label") if mark.start in label_ends and mark.position != "start" else mark
            for mark in found
        ]
    for mark in ([painted] if painted else []) + found:
        near = mark.start - last_end if mark is not painted else 99
        parts.append(Part(mark.start, mark.end, Event("mark", mark, near=near), mark))
        last_end = mark.end
    for label in cut:
        host = next((p for p in parts if p.mark is not None and 0 <= label.start - p.mark.end <= 2), None)
        if host is not None and host.label is None:
            host.label = label
            assert host.event is not None
            host.event = Event("mark", host.mark, labelled=True, near=host.event.near)
            host.end = label.end
        else:
            title = label.kind == "title" and not label.leads_in
            begins = title or (label.means[:1] == ("name",) and label.start == 0)
            event = Event("title") if begins else None if label.kind == "field" else Event("section")
            parts.append(Part(label.start, label.end, event, None, label))
    parts.sort(key=lambda part: (part.start, part.end))
    if not parts or parts[0].start > 0:
        parts.insert(0, Part(0, 0))
    return parts


def _styled(parts: list[Part], paragraph: Paragraph) -> list[Part]:
    """A heading style: one event for the line, its enumerator and label kept."""
    first = parts[0]
    event = Event("quoted" if paragraph.quote else "styled", level=paragraph.heading)
    lead = first.mark.end if first.mark is not None and first.mark.start == 0 else 0
    return [
        Part(
            0,
            max(lead, first.end if first.label else lead),
            event,
            first.mark if lead or (first.mark and not first.mark.end) else None,
            first.label,
        )
    ]


def _short(text: Text, paragraph: Paragraph, following: Line | None, lexicon: Lexicon) -> Event | None:
    """The event of a short line without mark or label, by what speaks for it as a heading; None for other lines."""
    value = text.value
    if len(value) > LONGEST_SHORT or FINISHED.search(value) or UNFINISHED.search(value) or "，" in value:
        return None
    bonus = 0.6 * paragraph.bold + 0.6 * (value[-1:] in ":：")
    named = lexicon.names_unit(text)
    bonus += 0.7 * named
    if named and following is not None and following.table is not None:
        bonus += HEADS_A_TABLE
    if following is not None and following.text is not None:
        painted = following.paragraph.number.strip() if following.paragraph else ""
        behind = marks(f"{painted} {following.text.value[:12]}".lstrip())
        if behind and behind[0].position == "start" and (behind[0].value[-1] == 1):
            bonus += 0.6 + 0.6 * (lexicon.by_parts(value) is not None) + 0.6 * (value[-1:] in ":：")
        if named and _is_section_label(following, lexicon):
            bonus += HEADS_A_SENTENCE
        elif named and begins_with_label(following, lexicon):
            bonus += 0.7
        elif named and (following.text.value.startswith(value) or _says_what_is_done(following, lexicon)):
            bonus += HEADS_A_SENTENCE
    return Event("named" if named else "short", bonus=bonus)
