"""Markdown as blocks: the marks stay in the source text and leave the paragraphs, a line is a paragraph."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from extractor.model import Block, Paragraph
from extractor.readers import markdown_tables, plain_tables
from extractor.readers.lines import Line, width
from extractor.text import Range, Text, merged

MAX_SETEXT = 60  # characters of a line that an underline makes a heading; the longest of 96 headings has 43
MAX_INLINE = 20_000  # characters of a line looked at for marks; the longest line of 10 Markdown manuals has 161
HIDDEN = "\x00"  # stands for a character that is no visible text, while the blocks are built

# Front matter is YAML that begins with a key; a ruler on top of a manual is none.
_FRONT = re.compile(
    r"---[ \t]*\n(?=\s*[A-Za-z_][\w.-]*[ \t]*:)"
    r"(?:[A-Za-z_][\w.-]*[ \t]*:.*\n|[ \t]*#.*\n|[ \t]+.*\n|- .*\n|[ \t]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_FRONT_TITLE = re.compile(r"^title:[ \t]*([\"']?)(.*\S)\1[ \t]*$", re.MULTILINE)
# Tags are known by their names, their attributes or an end that closes them at once: <KPI> and <A级> are text.
_TAG = (
    r"(?i:</?(?:a|abbr|article|aside|audio|b|big|blockquote|body|br|button|caption|center|cite|code|col|colgroup|dd|del"
    r"|details|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd"
    r"|label|li|link|main|mark|meta|nav|ol|option|p|pre|q|s|samp|script|section|select|small|source|span|strike|strong"
    r"|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|u|ul|var|video|wbr"
    r"|[a-z]+-[a-z-]+)(?:\s[^<>]*|/)?>)|</?[A-Za-z][\w.-]*(?:\s[^<>]*=[^<>]*|\s*/)>"
)
_UNSEEN = re.compile(r"<!--.*?-->|</?[A-Za-z][A-Za-z0-9-]*\s(?=[^<>]*=)[^<>\n]*\n[^<>]*>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption[^>]*>([^<]*)", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<ticks>`{3,}|~{3,})[^`]*")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?=[^\s#!-~]))")
_HEADING_END = re.compile(r"(?:[ \t]+#+)?[ \t]*(?:\{[#.][^}]*\})?[ \t]*$")
_RULER = re.compile(r"(?:[ \t]*[-*_]){3,}[ \t]*|[ \t]*={3,}[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-{2,})[ \t]*")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_TASK = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+(\[[ xX]\][ \t]+)")
_DEFINITION = re.compile(r"[ \t]*\[[^\]]+\]:[ \t]*(?:<[^>]*>|[a-z]+:|[/#.?\w-]*[/#.])[!-~]*(?:[ \t]|$)")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPECIAL = re.compile(r"[*_`~<\[!\\&\x00]")
_INLINE = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`)(?P<coded>.+?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<unseen>!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|\[\^[^\]]+\]|" + _TAG + r"|\x00+)"
    r"|(?P<link>\[(?P<linked>[^\[\]]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]))"
    r"|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+);)"
)
_AUTO = re.compile(r"<((?:https?://|mailto:)[^>\s]+|[\w.+-]+@[\w.-]+)>")
_EMPHASIS = re.compile(r"(?<!\d)\*{1,3}|\*{1,3}(?!\d)|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~")


def blocks(source: str, lines: list[Line]) -> tuple[Block, ...]:
    """The blocks of a Markdown text; the title of its front matter stands first where no heading of level 1 does."""
    front = _FRONT.match(source)
    hidden = [*([front.span()] if front else []), *(found.span() for found in _UNSEEN.finditer(source))]
    seen = _shown(lines, hidden)
    code = _fenced(seen)
    fenced = [(lines[k].start, lines[k].start + len(lines[k].text)) for k in code]
    pages = list(markdown_tables.find(source, [*hidden, *fenced], inline))
    if pages:
        seen = _shown(seen, [span for span, _ in pages])
    captions = [found.span(1) for found in _CAPTION.finditer(source)]
    bare = [replace(line, text="") if k in code else line for k, line in enumerate(seen)]
    starts = [line.start for line in lines]
    tables = [(bisect_right(starts, span[0]), bisect_right(starts, span[0]), made) for span, made in pages]
    for grid in plain_tables.find(bare, plain_tables.IN_MARKDOWN):
        table = plain_tables.table(grid, lambda start, end: _cell(source, start, end))
        tables.append((grid.first, grid.last, [table]))
    out: list[Block] = []
    at = 0
    for first, last, made in sorted(tables, key=lambda table: table[:2]):
        out.extend(_paragraphs(seen, range(at, first), code, captions))
        out.extend(made)
        at = last
    out.extend(_paragraphs(seen, range(at, len(seen)), code, captions))
    title = _FRONT_TITLE.search(front[0]) if front else None
    if title and not any(isinstance(block, Paragraph) and block.heading == 1 for block in out):
        out.insert(0, Paragraph(Text.of(source, *title.span(2)), part="header"))
    return tuple(_with_depths(out))


def _with_depths(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, items of lists with their depth: an item indented more than the one before it stands below that."""
    open_at: list[float] = []  # the indents of the items that the next may stand below
    for block in blocks:
        if not isinstance(block, Paragraph) or block.heading:
            open_at = []
        elif _ITEM.match(block.text.value):
            while open_at and open_at[-1] >= block.indent:
                open_at.pop()
            block = replace(block, depth=len(open_at))
            open_at.append(block.indent)
        elif not block.indent:
            open_at = []
        yield block


def inline(text: Text) -> Text:
    """A text without marks of emphasis, code, links, tags and images; entities as the characters they stand for."""
    value = text.value
    if len(value) > MAX_INLINE or not _SPECIAL.search(value):
        return text
    dropped = [piece for found in _AUTO.finditer(value) for piece in _around(found.span(), found.span(1))]
    closed = [found.span() for found in _AUTO.finditer(value)]  # no emphasis begins or ends in these
    characters = list(value)
    for found in _INLINE.finditer(value):
        start, end = found.span()
        if any(left <= start < right for left, right in closed):
            continue
        match found.lastgroup:
            case "code":
                dropped += _around((start, end), found.span("coded"))
                closed.append((start, end))
            case "escape":
                dropped.append((start, start + 1))
                closed.append((start, end))
            case "link":
                dropped += _around((start, end), found.span("linked"))
                closed.append((found.end("linked"), end))
            case "entity":
                shown = html.unescape(found[0])
                if shown != found[0]:
                    characters[start] = shown[0]
                    dropped.append((start + 1, end))
            case _:
                dropped.append((start, end))
                closed.append((start, end))
    dropped += _emphasis(value, closed)
    return text.recast("".join(characters)).without(merged(dropped)).strip()


def _around(outer: Range, inner: Range) -> list[Range]:
    return [(outer[0], inner[0]), (inner[1], outer[1])]


def _emphasis(value: str, closed: list[Range]) -> Iterator[Range]:
    """The marks of emphasis that come in pairs, each pair with text between."""
    opened: dict[str, Range] = {}
    for found in _EMPHASIS.finditer(value):
        mark, (start, end) = found[0], found.span()
        if any(left <= start < right for left, right in closed):
            continue
        before = opened.get(mark)
        if before is not None and start > before[1] and not value[start - 1].isspace():
            yield before
            yield start, end
            del opened[mark]
        elif end < len(value) and not value[end].isspace():
            opened[mark] = start, end


def _shown(lines: list[Line], hidden: list[Range]) -> list[Line]:
    """The lines with HIDDEN for every character of these ranges of the source."""
    out = list(lines)
    starts = [line.start for line in lines]
    for start, end in hidden:
        for k in range(bisect_right(starts, start) - 1, len(lines)):
            line = out[k]
            if line.start >= end:
                break
            left, right = max(start - line.start, 0), min(end - line.start, len(line.text))
            if left < right:
                out[k] = replace(line, text=line.text[:left] + HIDDEN * (right - left) + line.text[right:])
    return out


def _fenced(lines: list[Line]) -> frozenset[int]:
    """The indices of the lines between fences, the fences included; a fence that nothing closes is none."""
    out: set[int] = set()
    opened: tuple[int, str] | None = None
    for k, line in enumerate(lines):
        found = _FENCE.fullmatch(line.text) if "```" in line.text or "~~~" in line.text else None
        if found is None:
            continue
        if opened is None:
            opened = k, found["ticks"]
        elif line.text.strip().startswith(opened[1]):
            out.update(range(opened[0], k + 1))
            opened = None
    return frozenset(out)


_LISTED = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)、]|[（(]\d{1,3}[)）])")


def _paragraphs(lines: list[Line], which: range, code: frozenset[int], captions: list[Range]) -> Iterator[Paragraph]:
    """The paragraphs of the lines that are in no table."""
    listed = blank = False  # whether the last line with words belongs to a list, and whether an empty one follows it
    for k in which:
        line = lines[k]
        if not line.text.strip(" \t\r\f\u3000" + HIDDEN):
            blank = True
            continue
        within = _LISTED.match(line.text) is not None or (listed and line.text[0] in " \t\u3000")
        gap = listed and blank and not within
        listed, blank = within, False
        if k in code:
            if not _FENCE.fullmatch(line.text):
                yield Paragraph(_whole(line).strip(), part="box")
            continue
        part = "box" if any(start < line.start + len(line.text) and line.start < end for start, end in captions) else ""
        for paragraph in _line(line, _underlined(lines, k)):
            paragraph = replace(paragraph, gap=True) if gap else paragraph
            yield replace(paragraph, part="box") if part else paragraph


def _whole(line: Line) -> Text:
    return Text(line.text, (0,), (line.start,))


def _underlined(lines: list[Line], k: int) -> int:
    """The level of the heading that the next line makes of this one; 0 where it makes none."""
    if k + 1 == len(lines) or (k and lines[k - 1].text.strip()) or len(lines[k].text) > MAX_SETEXT:
        return 0
    found = _UNDERLINE.fullmatch(lines[k + 1].text)
    return 0 if found is None else 1 if found["mark"][0] == "=" else 2


def _line(line: Line, heading: int) -> Iterator[Paragraph]:
    """The paragraphs of one line: none for a ruler, several where it holds ``<br>``."""
    if _RULER.fullmatch(line.text) or _UNDERLINE.fullmatch(line.text) or _DEFINITION.fullmatch(line.text):
        return
    text = _whole(line)
    quote = _QUOTE.match(text.value)
    lead = len(text.value) - len(text.value.lstrip())
    indent = width(text.value[:lead])
    if quote:
        text = text[quote.end() :]
        indent += width(text.value[: len(text.value) - len(text.value.lstrip())])
    text = text.strip()
    found = _HEADING.match(text.value)
    if found and len(text) <= MAX_INLINE:
        end = _HEADING_END.search(text.value)
        heading = len(found[1])
        text = text[found.end() : end.start() if end else None]
    task = _TASK.match(text.value)
    if task:
        text = text.without([task.span(1)])
    at = 0
    for start, end_ in [*(b.span() for b in _BREAK.finditer(text.value)), (len(text), len(text))]:
        piece = text[at:start]
        at = end_
        shown = inline(piece).strip()
        if shown.value:
            yield Paragraph(shown, heading=heading, indent=indent, bold=_bold(piece), quote=quote is not None)


def _bold(text: Text) -> bool:
    """Whether the marks of strong emphasis enclose all of the text."""
    value = text.value.strip()
    return len(value) > 4 and value[:2] in {"**", "__"} and value.endswith(value[:2]) and value.count(value[:2]) == 2


def _cell(source: str, start: int, end: int) -> Paragraph | None:
    piece = Text.of(source, start, end)
    shown = inline(piece)
    return Paragraph(shown, bold=_bold(piece)) if shown.value else None
