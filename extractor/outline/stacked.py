"""Tables and forms whose cells stand one below another, as text copied out of a page leaves them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.lexicon import Lexicon
from extractor.model import Block, Cell, Paragraph, Table
from extractor.outline.cut import FIELDS
from extractor.outline.flat_rows import FEWEST_COLUMNS, begin_columns
from extractor.outline.marks import marks
from extractor.outline.ragged import ragged
from extractor.text import concat

# A label alone on its line has at most so many characters: 工作主要关联部门(公司内、外) is the longest seen.
LONGEST_LABEL_LINE = 16
# A form is one where so many known labels stand alone on lines near each other, one of them that of a name.
FEWEST_LABELS = 3
# Between two labels of a form stand at most so many lines: a value, or an unknown label with its value.
MOST_BETWEEN = 3
# A table needs so many rows to show its stride, and so many columns that the banks know.
FEWEST_ROWS = 2
FEWEST_KNOWN_COLUMNS = 2
MOST_COLUMNS = 8

_LAYERS = frozenset({"duty", "standard", "score_rule", "group", "points", "weight", "target"})


def unstacked(blocks: Sequence[Block], lexicon: Lexicon) -> Sequence[Block]:
    """The blocks with such tables and forms as tables."""
    if len(blocks) <= FEWEST_LABELS:
        return blocks
    plain = sum(isinstance(block, Paragraph) and _short(block) for block in blocks)
    if plain < FEWEST_LABELS + 1:
        return blocks
    out: list[Block] = []
    at = 0
    blocks = _upright(blocks, lexicon)
    while at < len(blocks):
        for read in _READERS if _short(blocks[at]) else ():  # each begins with a short line (ragged.LONGEST_HEADER)
            found = read(blocks, at, lexicon)
            if found is not None:
                table, at = found
                out.append(table)
                break
        else:
            out.append(blocks[at])
            at += 1
    return out


def _short(block: Block) -> bool:
    return isinstance(block, Paragraph) and 0 < len(block.text) <= LONGEST_LABEL_LINE and not block.number


def _value(block: Block) -> str:
    return block.text.value if isinstance(block, Paragraph) else ""


# ------------------------------------------------------------------ words written downwards


def _upright(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    """Labels written one or two characters a line (职/责/一, 工作/任务) in one line."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        size = _run(blocks, at)
        if size < 2:  # as nearly everywhere
            out.append(blocks[at])
            at += 1
            continue
        parts = [block for block in blocks[at : at + size] if isinstance(block, Paragraph)]
        downwards = _downwards(parts, lexicon)
        while size > max(downwards, 1) and not _is_label("".join(part.text.value for part in parts[:size]), lexicon):
            size -= 1
        first = blocks[at]
        if size > 1 and isinstance(first, Paragraph) and not _is_label(first.text.value, lexicon):
            text = concat([part.text for part in parts[:size]])
            out.append(
                Paragraph(
                    text, first.number, first.level, first.heading, first.indent, first.bold, first.size, first.part
                )
            )
            at += size
        else:
            out.append(first)
            at += 1
    return out


def _downwards(parts: Sequence[Paragraph], lexicon: Lexicon) -> int:
    """How many single ideographs at the beginning are a word written downwards (安/全/生/产).

    Grades (优/良/差) are none, and a word ends where a label begins (无/职/责).
    """
    size = next((k for k, part in enumerate(parts) if len(part.text) > 1), len(parts))
    word = "".join(part.text.value for part in parts[:size])
    ends = (k for k in range(1, size) if any(_is_label(word[k:end], lexicon) for end in range(k + 2, size + 1)))
    size = next(ends, size)
    grades = sum(lexicon.is_grade(part.text.value) for part in parts[:size])
    return size if size >= FEWEST_DOWNWARDS and grades < FEWEST_GRADES else 0


def _run(blocks: Sequence[Block], at: int) -> int:
    """How many paragraphs of one or two ideographs stand one below another."""
    end = at
    while end < len(blocks) and end - at < LONGEST_LABEL_LINE and _IDEOGRAPHS.fullmatch(_value(blocks[end])):
        end += 1
    return end - at


# Of two ideographs below each other one may be the end of a list; two grades are a scale.
FEWEST_DOWNWARDS = 3
FEWEST_GRADES = 2
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]{1,2}")
_COUNTED = re.compile("[一二三四五六七八九十]{1,2}$")


def _is_label(value: str, lexicon: Lexicon) -> bool:
    less = _COUNTED.sub("", value)
    return len(less) > 1 and bool(lexicon.label(less, "field") or lexicon.label(less, "heading"))


# ------------------------------------------------------------------ forms


def _form(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> tuple[Table, int] | None:
    """A form that begins at a line: labels and values in turn."""
    if _field(blocks[at], lexicon) is None:
        return None
    labels = [at]
    end = at + 1
    while end < len(blocks) and isinstance(blocks[end], Paragraph):
        means = _field(blocks[end], lexicon)
        if means is not None:
            labels.append(end)
        elif _section(blocks[end], lexicon) or end - labels[-1] > MOST_BETWEEN:
            break
        end += 1
    if len(labels) < FEWEST_LABELS or all(_field(blocks[k], lexicon) != "name" for k in labels):
        return None
    stop = min(end, labels[-1] + 2)
    behind = labels[-1] + 1
    columns = begin_columns([_value(block) for block in blocks[behind : behind + FEWEST_COLUMNS]], lexicon)
    if stop > behind and (columns or _begins_section(blocks[behind], lexicon)):
        stop = behind
    rows: list[list[Block]] = []
    for k, label in enumerate(labels):
        following = labels[k + 1] if k + 1 < len(labels) else stop
        values = list(blocks[label + 1 : following])
        rows.append([blocks[label], *values[: 1 if len(values) != 2 else 2]])
        if len(values) == MOST_BETWEEN:  # a value, then an unknown label with its own
            rows.append(list(values[1:]))
    cells = []
    for number, row in enumerate(rows):
        cells += [_cell(number, 0, row[:1]), _cell(number, 1, row[1:])]
    return Table(len(rows), 2, tuple(cells)), stop


def _field(block: Block, lexicon: Lexicon) -> str | None:
    if not _short(block):
        return None
    means = lexicon.label(_value(block), "field")
    return means[0] if means and means[0] in FIELDS else None


def _begins_section(block: Block, lexicon: Lexicon) -> bool:
    """Whether a line behind the last label is no value: a section's label, or numbered."""
    return _section(block, lexicon) or any(mark.position == "start" for mark in marks(_value(block)))


def _section(block: Block, lexicon: Lexicon) -> bool:
    if not _short(block):
        return False
    means = lexicon.label(_value(block), "heading")
    return bool(means) and means[0] not in FIELDS


# ------------------------------------------------------------------ tables with numbered rows


def _table(blocks: Sequence[Block], at: int, lexicon: Lexicon) -> tuple[Table, int] | None:
    """A table that begins at a line: its headers, then rows that each begin with their number."""
    if not _short(blocks[at]) or not lexicon.label(_value(blocks[at]), "column"):
        return None
    first = next((k for k in range(at + 1, min(at + MOST_COLUMNS + 1, len(blocks))) if _value(blocks[k]) == "1"), None)
    if first is None or not all(map(_short, blocks[at:first])):
        return None
    headers = list(blocks[at:first])
    known = [lexicon.label(_value(block), "column") for block in headers]
    if sum(bool(means) and means[0] in _LAYERS for means in known) < FEWEST_KNOWN_COLUMNS:
        return None
    numbered = known[0] == ("number",)
    stride = len(headers) + (not numbered)
    rows: list[list[Block]] = []
    while _value_at(blocks, first + len(rows) * stride) == str(len(rows) + 1):
        start = first + len(rows) * stride
        row = list(blocks[start : start + stride])
        if len(row) < stride or not all(isinstance(block, Paragraph) for block in row):
            break
        rows.append(row)
    if len(rows) < FEWEST_ROWS:
        return None
    cells = [_cell(0, column + (not numbered), [block]) for column, block in enumerate(headers)]
    for number, row in enumerate(rows, 1):
        cells.extend(_cell(number, column, [block]) for column, block in enumerate(row))
    return Table(len(rows) + 1, stride, tuple(cells)), first + len(rows) * stride


def _value_at(blocks: Sequence[Block], at: int) -> str:
    return _value(blocks[at]) if at < len(blocks) else ""


def _cell(row: int, column: int, blocks: Sequence[Block]) -> Cell:
    return Cell(row, column, 1, 1, tuple(blocks))


_READERS = (_form, _table, ragged)
