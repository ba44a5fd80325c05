"""Tables that a page has run into one line: 「序号岗位职责分值评分标准1清洗茶具。25漏洗一件扣2分。2…」."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.lexicon import Lexicon
from extractor.model import Block, Cell, Paragraph, Table
from extractor.outline.marks import counts
from extractor.text import Text

# A line holds no table where it is shorter; two rows of three columns have 60 characters at least.
SHORTEST = 60
FEWEST_COLUMNS = 3  # besides the one of the numbers
FEWEST_ROWS = 2
LONGEST_HEADER = 10
FARTHEST = 600  # characters to the next row: the longest row of the tables seen has 210

_NUMBERS = re.compile(r"序\s?号|项次")
_DIGITS = re.compile(r"(?<![\d.．~～-])\d{1,6}(?![\d.．~～-])")
_WORDS_FOLLOW = re.compile(r"\s*[\u4e00-\u9fffA-Za-z“\"《「(（]")
_ROW_ENDED = re.compile(r"[。；;.!！?？)）%％分元次处项例]\s*$")
_ENDS = re.compile(r"[。；;!！?？]\s*$")
_SENTENCE = re.compile(r"(?<=[。；;!！?？])(?=.)")
_POINTS = re.compile(r"(?<![\d.．~～/-])(\d{1,3})\s*[分%％]?(?![\d.．~～-])")
_TITLE_BEGINS = re.compile(r"[\s。；;:：、\d\-—_)）]")
# The label of the name in a form run into the same line: 「部门销售部岗位导购员序号…」.
_POST_LABEL = re.compile(
    r"(?:岗位|职位|职务)(?:名称)?[:：]?\s*(?!职责|考核|绩效|工作|标准|评分|说明|目标)(?=[\u4e00-\u9fff]{2,10}$)"
)
_NUMBERED = re.compile(
    r"(?:(?<!\d)\d{1,2}[、.．]|[一二三四五六七八九十]{1,2}、|[(（][\d一二三四五六七八九十]{1,2}[)）])\s*$"
)
_TABLE_ENDS = re.compile(r"合\s?计|总\s?计|注[:：]|备注[:：]|[一二三四五六七八九十]{1,2}、")
_LAYERS = frozenset({"duty", "standard", "score_rule"})
_NUMERIC = frozenset({"points", "weight"})


@dataclass(frozen=True, slots=True)
class _Header:
    start: int
    end: int
    columns: tuple[tuple[int, int, str], ...]  # of each column where its label begins and ends, and what it holds


def unrun(blocks: Sequence[Block], lexicon: Lexicon) -> Sequence[Block]:
    """The blocks with such tables as tables."""
    if not any(isinstance(block, Paragraph) and _may_hold(block) for block in blocks):
        return blocks
    out: list[Block] = []
    for block in blocks:
        out.extend(_parts(block, lexicon) if isinstance(block, Paragraph) and _may_hold(block) else (block,))
    return out


def _may_hold(block: Paragraph) -> bool:
    return len(block.text) >= SHORTEST and _NUMBERS.search(block.text.value) is not None


def _parts(block: Paragraph, lexicon: Lexicon) -> Iterator[Block]:
    """The tables of a line and what stands before and between them."""
    text, done = block.text, 0
    headers = list(_headers(text, lexicon))
    for k, header in enumerate(headers):
        stop = len(text) if k + 1 == len(headers) else _title_of(text.value, header.end, headers[k + 1].start)
        rows = _rows(text.value, header.end, stop)
        if len(rows) < FEWEST_ROWS:
            continue
        title = _title_of(text.value, done, header.start)
        yield from (replace(block, text=part) for part in (text[done:title], text[title : header.start]) if part.value)
        yield _table(text, header, rows, lexicon)
        done = rows[-1][2]
    if text[done:].value:
        yield replace(block, text=text[done:]) if done else block


def _title_of(value: str, start: int, end: int) -> int:
    """Where the title right before a header begins."""
    field = _POST_LABEL.search(value, start, end)
    if field:
        return field.end()
    for at in range(end - 1, start, -1):
        if _TITLE_BEGINS.match(value, at):
            numbered = _NUMBERED.search(value, start, at + 1)
            return numbered.start() if numbered else at + 1
    return start


def _headers(text: Text, lexicon: Lexicon) -> Iterator[_Header]:
    """Chains of known column labels, the one of the row numbers first."""
    blanks = text.gaps(1)
    for match in _NUMBERS.finditer(text.value):
        at, columns = match.end(), []
        while (column := _column(text.value, at, blanks, lexicon)) is not None:
            columns.append(column)
            at = column[1]
        roles = {role for _, _, role in columns}
        if len(columns) >= FEWEST_COLUMNS and roles & {*_LAYERS, "group"} and roles & {*_NUMERIC, "score_rule"}:
            yield _Header(match.start(), at, tuple(columns))


def _column(value: str, at: int, blanks: Sequence[int], lexicon: Lexicon) -> tuple[int, int, str] | None:
    """The label that begins here: up to the next blank, or the longest known."""
    while value[at : at + 1] == " ":
        at += 1
    room = min(LONGEST_HEADER, len(value) - at, *(blank - at for blank in blanks if blank > at))
    for size in range(room, 1, -1):
        means = lexicon.single(value[at : at + size], "column")
        if means:
            return at, at + size, means[0]
    return None


_Row = tuple[int, int, int]  # where its number begins, where its words do, and where they end


def _rows(value: str, start: int, stop: int) -> list[_Row]:
    """The rows 1, 2, 3 … in their order."""
    begins: list[tuple[int, int]] = []
    at = start
    while (found := _row(value, at, stop, len(begins) + 1)) is not None:
        begins.append(found)
        at = found[1]
    ends = [begin for begin, _ in begins[1:]]
    if begins:
        closing = _TABLE_ENDS.search(value, begins[-1][1], stop)
        ends.append(closing.start() if closing else stop)
    return [(number, begin, end) for (number, begin), end in zip(begins, ends, strict=True)]


def _row(value: str, at: int, stop: int, number: int) -> tuple[int, int] | None:
    """The number of the next row: behind the end of a cell, or else between two words."""
    weak: tuple[int, int] | None = None
    for match in _DIGITS.finditer(value, at, min(stop, at + FARTHEST)):
        begin = match.end() - len(str(number))
        points_before = begin > match.start()  # 「…完成情况 70|1 定期…」, right behind the header alone
        if not match.group().endswith(str(number)) or (points_before and number > 1):
            continue
        if not _WORDS_FOLLOW.match(value, match.end()) or counts(value[match.end() : match.end() + 4]):
            continue
        if begin == at or points_before or _ROW_ENDED.search(value, at, begin):
            return begin, match.end()
        weak = weak or (begin, match.end())
    return weak if number > 1 else None


# ------------------------------------------------------------------ cells


def _table(text: Text, header: _Header, rows: list[_Row], lexicon: Lexicon) -> Table:
    numbers = [_cell(0, 0, text[header.start : header.columns[0][0]])]
    cells = [_cell(0, k, text[start:end]) for k, (start, end, _) in enumerate(header.columns, 1)]
    roles = [role for _, _, role in header.columns]
    for row, (begin, start, end) in enumerate(rows, 1):
        numbers.append(_cell(row, 0, text[begin:start]))
        parts = _cells(text[start:end].strip(), roles, lexicon)
        cells.extend(_cell(row, k, part) for k, part in enumerate(parts, 1) if part.value)
    ordered = sorted((*numbers, *cells), key=lambda cell: (cell.row, cell.column))
    return Table(len(rows) + 1, len(roles) + 1, tuple(ordered))


def _cell(row: int, column: int, text: Text) -> Cell:
    return Cell(row, column, 1, 1, (Paragraph(text.strip()),))


def _cells(row: Text, roles: list[str], lexicon: Lexicon) -> list[Text]:
    """What stands in each column of a row: around the bare number of its points, else from its first consequence on."""
    numeric = next((k for k, role in enumerate(roles) if role in _NUMERIC), None)
    ruled = numeric is not None and bool(_LAYERS & set(roles[numeric + 1 :]))
    found = None if numeric is None else _points(row, roles[numeric] == "weight", ruled, lexicon)
    if numeric is None or found is None:
        rule = roles.index("score_rule") if "score_rule" in roles else None
        return _shared(row, roles, rule, lexicon)
    before, after = roles[:numeric], roles[numeric + 1 :]
    rule = next((k for k, role in enumerate(after) if role in _LAYERS), None)  # 考核标准 behind the points
    return [
        *_shared(row[: found[0]], before, None, lexicon),
        row[found[0] : found[1]],
        *_shared(row[found[1] :], after, rule, lexicon),
    ]


def _points(row: Text, percent: bool, before_rule: bool, lexicon: Lexicon) -> tuple[int, int] | None:
    """The bare number of the points, or the share of a weight: with words behind it, and a rule where one is due.

    One behind the end of a sentence goes before one between two words.
    """
    between: tuple[int, int] | None = None
    for match in _POINTS.finditer(row.value):
        rest = row.value[match.end() :]
        share = match.group()[-1] in "%％"
        if not match.start() or share != percent or (match.group()[-1].isdigit() and counts(rest[:4])):
            continue
        if before_rule and not lexicon.says("settles", rest):
            continue
        if _ENDS.search(row.value, 0, match.start()) or match.start() in row.gaps(1):
            return match.span()
        between = between or match.span()
    return between


def _shared(text: Text, roles: list[str], rule: int | None, lexicon: Lexicon) -> list[Text]:
    """The sentences of a stretch shared out to its columns in their order.

    Those from the first to the last that gives or takes something are the ``rule`` column's, those behind them the
    last one's. Of the columns before, the last one is left what the others do not take, a sentence each, unless it
    says how it is checked, for which one is enough.
    """
    if len(roles) < FEWEST_SHARED:
        return [text for _ in roles]
    cuts = sorted({0, len(text), *text.gaps(1), *(match.start() for match in _SENTENCE.finditer(text.value))})
    parts = [(start, end) for start, end in itertools.pairwise(cuts) if text.value[start:end].strip()]
    settled = [k for k, (start, end) in enumerate(parts) if lexicon.says("settles", text.value[start:end])]
    first, last = (settled[0], settled[-1] + 1) if settled and rule is not None else (len(parts), len(parts))
    ahead = roles if rule is None or not settled else roles[:rule]
    sizes = [*_shares(first, ahead), *([last - first, len(parts) - last] if len(ahead) < len(roles) else [])]
    out, at = [], 0
    for size in [*sizes, *[0] * len(roles)][: len(roles)]:
        stretch = parts[at : at + size]
        out.append(text[stretch[0][0] : stretch[-1][1]] if stretch else text[:0])
        at += size
    if at < len(parts):  # the rule is the last column, and what stands behind belongs to it
        out[-1] = text[parts[at - (sizes[-2] if rule == len(roles) - 1 and settled else 0)][0] : len(text)]
    return out


FEWEST_SHARED = 2


def _shares(parts: int, roles: list[str]) -> list[int]:
    """How many of the sentences each of these columns has."""
    if not roles:
        return []
    sizes, left = [0] * len(roles), parts
    checked = len(roles) > 1 and roles[-1] not in _LAYERS
    for k in range(len(roles) - 1):
        sizes[k] = max(left - 1, min(left, 1)) if checked and k == len(roles) - 2 else min(left, 1)
        left -= sizes[k]
    sizes[-1] = left
    return sizes
