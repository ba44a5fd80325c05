"""Which blocks become lines: contents, repeated titles and what stands beside the text are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.lexicon import Lexicon
from extractor.model import Block, Paragraph, Table
from extractor.outline.broken import FINISHED
from extractor.outline.contents import contents_of
from extractor.outline.forms import is_form
from extractor.outline.parts import LONGEST_REPEATED, Line
from extractor.text import Text

# A page's own title names the unit only where none of its first lines does; titles stood in the first four.
FIRST_LINES = 6
# The name stands in one of the first rows of a form.
FIRST_ROWS = 3


def distinct(blocks: Sequence[Block], lexicon: Lexicon) -> list[Line]:
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
