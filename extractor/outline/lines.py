"""Each paragraph as a row of events: enumerators, titles, labels, short lines, and the text between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.lexicon import Lexicon
from extractor.model import Block, Paragraph, Table
from extractor.outline.broken import FINISHED, with_numbers
from extractor.outline.contents import contents_of, heads_contents
from extractor.outline.cut import Label, form_labels, is_form, labels
from extractor.outline.marks import Mark, marks
from extractor.outline.solver import AT_LEVEL, Event
from extractor.text import Text, concat

# The longest unnumbered heading without a known label in the manuals seen has 21 characters, the title lines 28.
LONGEST_SHORT = 28
LONGEST_REPEATED = 40
_UNFINISHED = re.compile(r"[，,、；;]$")
_CLOSING = re.compile(r"^[，,。；;：:、）)】」』”’％%]")


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


def lines(blocks: Sequence[Block], lexicon: Lexicon) -> list[Line]:
    """The blocks as lines with their parts; lines that repeat a title just above are dropped into ``extra``."""
    out: list[Line] = []
    paragraphs = _distinct(with_numbers(blocks), lexicon)
    if len(paragraphs) > 1:  # a cell of a table mostly holds one
        _mark_gaps(paragraphs)
    width = _wrap_width(paragraphs) if len(paragraphs) > FEWEST_WRAPPED else 0.0
    for k, line in enumerate(paragraphs):
        if line.paragraph is not None and line.text is not None:
            before = out[-1] if out else None
            line.joins = before is not None and _joins(before, line, width) and not _begins_with_label(line, lexicon)
            following = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
            if line.joins and before is not None and (title := _title_of_two(before, line, lexicon)) is not None:
                before.text = title
                before.parts = _parts(before, following, lexicon)
                continue
            line.parts = _parts(line, following, lexicon)
        out.append(line)
    if len(out) > FEWEST_PEERS:
        _mark_peers(out)
        _read_as_letters(out)
    return out


def _title_of_two(before: Line, line: Line, lexicon: Lexicon) -> Text | None:
    """The title that two lines of one size make together: 「…公司组织机构与|岗位职责汇编」."""
    assert before.text is not None and line.text is not None and line.paragraph is not None
    if before.paragraph is None or before.paragraph.size != line.paragraph.size or not line.paragraph.size:
        return None
    marked = any(part.mark is not None or part.label is not None for part in before.parts)
    if marked or len(before.text) + len(line.text) > LONGEST_REPEATED or FINISHED.search(line.text.value):
        return None
    whole = concat((before.text, line.text))
    title = lexicon.title(whole)
    return whole if title is not None and set(title.means) != {"outside"} else None


def single_line(blocks: Sequence[Block], lexicon: Lexicon) -> Line | None:
    """The line of a body paragraph that stands alone, which nothing beside it can say more of; else None."""
    block = blocks[0] if len(blocks) == 1 else None
    if not isinstance(block, Paragraph) or block.part != "body" or heads_contents(block.text.value, lexicon):
        return None
    line = Line(block, text=block.text)
    line.parts = _parts(line, None, lexicon)
    return line


_EIGHTH = (8,)  # (h)
_LETTERS = {(1,): (9,), (5,): (22,), (10,): (24,)}  # i, v and x: their values as Roman numbers and as letters


def _read_as_letters(rows: list[Line]) -> None:
    """Behind (h) and h. what looks like the Roman number (i) or i. is the next letter."""
    marked = [part for row in rows for part in row.parts if part.mark is not None and part.event is not None]
    families = {part.mark.family for part in marked if part.mark is not None and part.mark.value == _EIGHTH}
    if not families & {"pl", "a"}:
        return
    for part in marked:
        mark, event = part.mark, part.event
        assert mark is not None and event is not None
        family, form = ("pl", "(a)") if mark.form.startswith("(i)") else ("a", "letter")
        if (
            mark.family == "pr"
            and mark.value in _LETTERS
            and family in families
            and mark.end - mark.start <= len("(i)")
        ):
            part.mark = replace(mark, family=family, form=form, value=_LETTERS[mark.value])
            part.event = replace(event, mark=part.mark)


# So many labels of one look are the document's way to write its sections.
FEWEST_PEERS = 2
# What speaks for a line with a colon as a heading where names stand so: as much as for a name.
BESIDE_NAMES = 0.7


def _mark_peers(rows: list[Line]) -> None:
    """Short lines that look as others do (bold, a colon, one size) are what those are: section labels or names."""
    looks: Counter[tuple[bool, bool, float]] = Counter()
    names: Counter[tuple[bool, bool, float]] = Counter()
    for row in rows:
        label = row.parts[0].label if row.parts else None
        if label is not None and label.kind == "section" and row.text is not None and label.end == len(row.text):
            looks[_look(row)] += 1
        if _is_named(row):
            names[_look(row)] += 1
    _mark_names(rows)
    heading = [_heads_section(row, following) for row, following in zip(rows, [*rows[1:], None], strict=True)]
    heads = Counter(_look(row) for row, one in zip(rows, heading, strict=True) if one and _is_named(row))
    for row, one in zip(rows, heading, strict=True):
        event = row.parts[0].event if row.parts else None
        if event is not None and event.kind == "short":
            look = _look(row)
            beside_names = names[look] >= FEWEST_PEERS and look[1] and not looks[look]
            if beside_names or (one and look[0] and heads[look] >= FEWEST_PEERS):
                row.parts[0].event = replace(event, kind="named", bonus=event.bonus + BESIDE_NAMES)
            elif looks[look] >= FEWEST_PEERS and (look[0] or look[1]):
                row.parts[0].event = replace(event, kind="peer")


# Names of posts on lines of their own over other text are headings where so many stand: one may be a word of a list.
FEWEST_NAMES = 3
# What speaks for each of them then: as much as for one above a sentence about itself.
AMONG_NAMES = 1.5


def _mark_names(rows: list[Line]) -> None:
    """Notes the lines that are names, of those whose look several others share."""
    pairs = zip(rows, [*rows[1:], None], strict=True)
    heads = [row for row, behind in pairs if _is_named(row) and behind is not None and not _is_named(behind)]
    looks = Counter(map(_look, heads))
    for row in heads:
        event = row.parts[0].event
        if looks[_look(row)] >= FEWEST_NAMES and event is not None and event.bonus < AMONG_NAMES:
            row.parts[0].event = replace(event, bonus=AMONG_NAMES)


def _is_named(row: Line) -> bool:
    return bool(row.parts) and row.parts[0].event is not None and row.parts[0].event.kind == "named"


def _heads_section(row: Line, following: Line | None) -> bool:
    """Whether the label of a section is all that the next line holds."""
    if row.text is None or following is None or following.text is None or not following.parts:
        return False
    label = following.parts[0].label
    return label is not None and label.kind == "section" and label.end == len(following.text)


def _look(row: Line) -> tuple[bool, bool, float]:
    assert row.paragraph is not None and row.text is not None
    return row.paragraph.bold, row.text.value[-1:] in ":：", row.paragraph.size


# A page's own title names the unit only where none of its first lines does; titles stood in the first four.
FIRST_LINES = 6
# Empty lines divide parts of a document when at most this share of its lines stand behind one.
RARE_GAPS = 0.35


def _mark_gaps(rows: list[Line]) -> None:
    """Notes the empty lines where they are rare enough to mean something."""
    gaps = [row for row in rows if row.paragraph is not None and row.paragraph.gap]
    if len(gaps) <= RARE_GAPS * len(rows):
        for row in gaps:
            row.gap = True


def _distinct(blocks: Sequence[Block], lexicon: Lexicon) -> list[Line]:
    """One line a block; a title printed two or three times over begins another document and stands once."""
    out: list[Line] = []
    title: Line | None = None
    contents = contents_of(blocks, lexicon)
    listed: list[Text] = []  # lines of the table of contents, told of with the line behind it
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            out.append(Line(None, table=block))
            title = None
            continue
        if number in contents:
            listed.append(block.text)
            continue
        beside = block.part in ("footer", "comment", "note")
        if beside or (block.part == "header" and not _names_page(blocks, number, lexicon)):
            continue
        if block.part == "header" and out:
            block = replace(block, heading=1)
        line = Line(block, text=block.text, extra=listed)
        listed = []
        value = block.text.value
        if out and _begins_part(block, lexicon):
            line.break_before = True
        if title is not None and title.text is not None and _repeats(title.text, block.text, lexicon):
            title.break_before = True
            size = len(title.text.value)
            title.extra.append(block.text[:size])
            if len(value) == size:
                continue
            line.text = block.text[size:].strip()
            out.append(line)
            title = None
            continue
        out.append(line)
        plain = 3 < len(value) <= LONGEST_REPEATED and not FINISHED.search(value) and not block.number
        title = line if plain and not re.match(r"[\d（(一二三四五六七八九十•\-]", value) else None
    return out


def _repeats(title: Text, text: Text, lexicon: Lexicon) -> bool:
    """Whether a line says the title above it once more; a name above 「司机考核表」 is not its title."""
    if not text.value.startswith(title.value) or text.value[len(title) :].isdigit():
        return False  # 「门卫岗位职责1」 below 「门卫岗位职责」 is the title of the first text
    return len(text) == len(title) or lexicon.title(title) is not None


_PART = re.compile(
    r"(?:篇|[（(])\s*[一二三四五六七八九十\d]{1,3}\s*[)）]?$|(?<=\S)\s[一二三四五六七八九十\d]{1,2}$"
    r"|^第\s*[一二三四五六七八九十\d]{1,3}\s*篇|^篇\s*\d{1,3}\s*[:：]|(?P<close>(?<=[责准度定则书])\d{1,2}$)"
)


def _begins_part(block: Paragraph, lexicon: Lexicon) -> bool:
    """Whether a line is the numbered title of one text of a collection: 「门卫岗位职责 篇2」."""
    found = _PART.search(block.text.value) if len(block.text) <= LONGEST_REPEATED else None
    title = lexicon.title(block.text) if found else None
    # 「职责1」 may stand in a form; with a name in front it is a title
    return title is not None and found is not None and (title.name is not None or not found["close"])


def _names_in_table(table: Table, lexicon: Lexicon) -> bool:
    """Whether the first rows of a table hold the label of a name, so that nothing above it need name the unit."""
    cells = [paragraph.text.value for cell in table.cells if cell.row < FIRST_ROWS for paragraph in cell.paragraphs()]
    return any(lexicon.label(value, "field") == ("name",) for value in cells)


# The name stands in one of the first rows of a form.
FIRST_ROWS = 3


def _announces_manual(block: Paragraph, lexicon: Lexicon) -> bool:
    """Whether a line is the title of a manual, whoever it is about."""
    return lexicon.title(block.text) is not None


def _names_page(blocks: Sequence[Block], number: int, lexicon: Lexicon) -> bool:
    """Whether a page's or sheet's own title names a unit that neither its first lines name nor an earlier page does."""
    header = blocks[number]
    assert isinstance(header, Paragraph)
    if not _names(header, lexicon):
        return False
    if any(
        isinstance(block, Paragraph) and block.part == "header" and block.text.value == header.text.value
        for block in blocks[:number]
    ):
        return False
    body: list[Paragraph] = []
    for block in blocks[number + 1 :]:
        if isinstance(block, Table):
            if _names_in_table(block, lexicon):
                return False
            break
        if block.part == "header":
            break
        if block.part == "body":
            body.append(block)
    before = [block for block in blocks[:number] if not (isinstance(block, Paragraph) and block.part == "header")]
    if not before:
        if any(isinstance(block, Paragraph) and _announces_manual(block, lexicon) for block in blocks[:number]):
            return False
        body = [block for block in blocks if isinstance(block, Paragraph) and block.part == "body"]
    return not any(_names(block, lexicon) or is_form(block.text.value) for block in body[:FIRST_LINES])


def _names(block: Paragraph, lexicon: Lexicon) -> bool:
    """Whether a page's title names the unit that the page is about."""
    title = lexicon.title(block.text)
    return lexicon.names_unit(block.text) or (title is not None and title.kind is not None)


# A text is hard-wrapped where at least so many lines come within this much of the longest, and none is longer.
FEWEST_WRAPPED = 3
WRAP_SLACK = 4.0
NARROWEST_WRAP = 20.0


def _wrap_width(rows: list[Line]) -> float:
    """The width at which the lines of a plain text are broken, in ideographs; 0 where they are not."""
    if any(row.table is not None or (row.paragraph is not None and row.paragraph.full is not None) for row in rows):
        return 0.0
    widths = sorted((_width(row.text.value) for row in rows if row.text is not None), reverse=True)
    if len(widths) < FEWEST_WRAPPED + 1 or widths[0] < NARROWEST_WRAP or widths[0] > WIDEST_WRAP:
        return 0.0
    return widths[0] if widths[FEWEST_WRAPPED - 1] >= widths[0] - WRAP_SLACK else 0.0


# No sentence of the manuals and samples is so short, with its full stop; what is ends the line before.
LONGEST_REST = 3

# No page of text is wider: 45 ideographs of 10 points fill one of A4.
WIDEST_WRAP = 48.0


def _width(value: str) -> float:
    return len(value) - 0.5 * len(value.encode("ascii", "ignore"))


# 「（2019年8月教职工代表大会通过）」 below a title.
_ADOPTED = re.compile(r"[（(][^（）()]*(?:通过|修订|试行|印发|施行|\d{4}年)[^（）()]*[)）]")


# A title in two lines in the middle of a page, neither of which is full: 「…公司组织机构与|岗位职责汇编」.
_GOES_ON = re.compile(r"[与和及]$")
SHORTEST_CENTRED = 8


def _joins(before: Line, line: Line, width: float) -> bool:
    """Whether a line goes on the sentence of the line before."""
    if before.paragraph is None or line.paragraph is None or before.text is None or line.text is None:
        return False
    if line.paragraph.number or line.paragraph.heading or line.paragraph.quote != before.paragraph.quote:
        return False
    left, right = before.text.value, line.text.value
    if not left or not right or before.paragraph.heading:
        return False
    if _CLOSING.match(right) or _ADOPTED.fullmatch(right):
        return _CLOSING.match(right) is not None
    if before.paragraph.full is not None:
        broken = before.paragraph.full and not FINISHED.search(left)
        return broken or (_GOES_ON.search(left) is not None and len(left) >= SHORTEST_CENTRED)
    if len(right) <= LONGEST_REST and right[-1] in "。；;" and _width(left) >= NARROWEST_WRAP:
        return not FINISHED.search(left)  # 「…60分以下为不合|格。」
    if width and _width(left) >= width - WRAP_SLACK:
        return not FINISHED.search(left)
    return bool(_UNFINISHED.search(left)) and left[-1] not in "；;" and len(left) > 12


# What speaks for a name right above a form label as a heading: more than a heading costs.
HEADS_A_FORM = 2.0
_LEAD = re.compile(r"[^，,。；;:：]{2,12}(?=[:：])")


def _begins_with_label(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line begins with a known label and its colon, which goes on no sentence."""
    assert line.text is not None
    lead = _LEAD.match(line.text.value)
    return lead is not None and bool(lexicon.label(lead.group(), "field") or lexicon.label(lead.group(), "heading"))


def _is_section_label(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but the label of a section: 「岗位职责」."""
    assert line.text is not None
    value = line.text.value.rstrip(":：")
    return len(value) <= LONGEST_LABEL and bool(lexicon.label(value, "heading"))


LONGEST_LABEL = 8  # of those right below a name: 任职要求, 主要工作职责

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


# A page's line with the name of its file: no number in it counts: 「考核表(1).doc」.
_FILE_NAME = re.compile(r"^[^。；;]{2,60}\.(?:docx?|pdf|xlsx?|pptx?|wps|rtf|txt)$", re.IGNORECASE)


def _parts(line: Line, following: Line | None, lexicon: Lexicon) -> list[Part]:
    assert line.paragraph is not None and line.text is not None
    text, paragraph = line.text, line.paragraph
    form = form_labels(text, lexicon)
    spans = tuple((label.start, label.end) for label in form)
    found = [] if _FILE_NAME.search(text.value) else marks(text.value, bool(form), spans, paragraph.indent)
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
        if following is not None and lexicon.names_unit(name) and _begins_with_label(following, lexicon):
            parts[0].event = Event("named", bonus=HEADS_A_FORM)  # 「• 收银员」 above 「工作地点：…」
    if line.break_before and parts[0].event is not None and parts[0].event.kind == "section":
        parts[0].event = Event("title")
    if paragraph.heading and not FINISHED.search(text.value) and len(text) <= LONGEST_REPEATED:
        return _styled(parts, text, paragraph)
    if parts[0].event is None and parts[0].label is None and not line.joins:
        parts[0].event = _short(text, paragraph, following, lexicon, parts[0])
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


def _styled(parts: list[Part], text: Text, paragraph: Paragraph) -> list[Part]:
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


def _short(text: Text, paragraph: Paragraph, following: Line | None, lexicon: Lexicon, part: Part) -> Event | None:
    value = text.value
    if len(value) > LONGEST_SHORT or FINISHED.search(value) or _UNFINISHED.search(value) or "，" in value:
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
        elif named and _begins_with_label(following, lexicon):
            bonus += 0.7
        elif named and (following.text.value.startswith(value) or _says_what_is_done(following, lexicon)):
            bonus += HEADS_A_SENTENCE
    return Event("named" if named else "short", bonus=bonus)
