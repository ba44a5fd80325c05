"""HTML pages and the templates of servers: visible text in order, as paragraphs, lists and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.errors import DamagedFile
from extractor.model import Problem, Reading
from extractor.options import Options
from extractor.readers import encoding
from extractor.readers.assemble import Assembly, Part
from extractor.readers.html_grid import grid, is_layout
from extractor.readers.lines import width
from extractor.readers.numerals import FORMATS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 120  # nested elements walked; the deepest of 7 pages has 9, and Python allows 1,000 calls
POINTS_PER_PIXEL = 0.75  # CSS 2.1

_SERVER = re.compile(  # the code of a server and what is left of it where it was cut, expressions of templates
    r"<%.*?(?:%>|\Z)|<\?.*?(?:\?>|\Z)|\{\{[^{}]*\}\}|\{%[^{}]*%\}|(?:[\"';)}]\s{0,9}){0,9}(?<![\d.])[?%]>|\x00",
    re.DOTALL,
)
_COMPONENT = re.compile(
    r"\s*(?>(?:<!--.*?-->\s*)*)<template[\s>]", re.DOTALL
)  # a component's source: the template is the page; atomic, or 30 comments took for ever
_TEMPLATE = re.compile(r"<(/?)template(?=[\s>])")
_BLANK = re.compile(r"[ \t\r\n\f\v]+")
_LISTED = re.compile(r"[（(<]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)>]?[、.．)）>](?!\d)|[①-⒛㈠-㈩]")
_WIDE = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2018-\u201f\u2014\u2026\U00020000-\U0003ffff]"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*(pt|px)", re.IGNORECASE)
_LIST_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(none|[a-z]+-[a-z-]+|decimal|disc|circle|square)", re.IGNORECASE
)

_SKIPPED = frozenset({
    "script", "style", "template", "noscript", "head", "iframe", "object", "embed", "applet", "svg", "math", "canvas",
    "audio", "video", "map", "datalist", "rt", "rp",
})  # fmt: skip
_BLOCKS = frozenset({
    "html", "body", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "menu", "dir",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "form", "fieldset", "legend", "section",
    "article", "main", "header", "footer", "nav", "aside", "address", "blockquote", "center", "figure", "figcaption",
    "pre", "hr", "details", "summary", "option", "optgroup", "select", "textarea", "title", "marquee", "frameset",
    "noframes", "hgroup", "search",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD_TAGS = frozenset({"b", "strong", "th"})
_PARTS: dict[str, Part] = {"nav": "header", "header": "header", "footer": "footer", "aside": "footer"}
_CONTENT = frozenset({"article", "main", "section", "blockquote", "td"})  # a header in these is not that of the page
_NUMERALS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand", "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "taiwaneseCountingThousand", "cjk-decimal": "ideographDigital",
    "simp-chinese-formal": "chineseLegalSimplified", "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
_SEPARATED = {"cjk-ideographic": "、", "simp-chinese-informal": "、", "trad-chinese-informal": "、"}


@dataclass(frozen=True, slots=True)
class Style:
    """What an element hands down to the text in it."""

    heading: int = 0
    bold: bool = False
    size: float = 0.0
    part: Part = "body"
    quote: bool = False
    pre: bool = False
    content: bool = False  # inside an element whose header is not that of the page
    lists: int = 0  # how many lists are open


def read(data: bytes, options: Options) -> Reading:
    """The visible text of a page; places are ``paragraph 12`` and ``table 2 row 4 column 1``.

    Server code and template expressions are left out. Raises EmptyFile, UnknownFormat (no known
    encoding) and TooLarge (characters, table).
    """
    from lxml import etree, html

    text = _SERVER.sub(_served, encoding.decode(data, encoding.declared_in(data)).text)
    if _COMPONENT.match(text):
        text = _TEMPLATE.sub(r"<\1div", text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace") or b"<p></p>", parser=parser)
    except etree.ParserError:  # nothing but comments and server code
        root = html.document_fromstring(b"<p></p>")
    except etree.XMLSyntaxError as broken:
        raise DamagedFile("html") from broken
    page = Page(Assembly(options.max_characters))
    title = root.findtext(".//title")
    if title and root.find(".//h1") is None:
        page.text(title, Style(part="header"))
        page.flush()
    page.walk(root, Style(), 0)
    page.flush()
    reading = page.assembly.reading(reader="html", media_type="text/html")
    return replace(reading, problems=(*page.problems(), *encoding.damage(reading.source)))


class Page:
    """A page under construction: the paragraph that is open, and where it stands."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self._pieces: list[tuple[str, Style]] = []
        self._number = ""  # of the list item whose first paragraph has not begun
        self._level = 0
        self._paragraphs = 0
        self._tables = 0
        self._cell = ""
        self._too_deep = False

    def problems(self) -> tuple[Problem, ...]:
        """What the walk met."""
        return (Problem("nesting_too_deep", "error", details=(("depth", str(MAX_DEPTH)),)),) if self._too_deep else ()

    def text(self, text: str, style: Style) -> None:
        """Text of the open paragraph; the lines of preformatted text are paragraphs."""
        if not style.pre:
            self._pieces.append((text, style))
            return
        first, *others = text.split("\n")
        self._pieces.append((first, style))
        for line in others:
            self.flush()
            self._pieces.append((line, style))

    def flush(self) -> None:
        """The open paragraph ends here."""
        pieces, self._pieces = self._pieces, []
        filled = [style for text, style in pieces if text and not text.isspace()]
        if not filled:
            return
        style = filled[0]
        bold = all(own.bold for own in filled)
        value = "".join(text for text, _ in pieces)
        for line in [value] if style.pre else _BLANK.sub(_blank, value.strip(" \t\r\n\f\v")).split("\n"):
            shown = line.strip()
            if not shown:
                continue
            self._paragraphs += 1
            self.assembly.paragraph(
                shown,
                self._cell or f"paragraph {self._paragraphs}",
                number=self._number,
                level=self._level if self._number else 0,
                heading=style.heading,
                indent=width(line[: len(line) - len(line.lstrip())]),
                bold=bold,
                size=style.size,
                part=style.part,
                quote=style.quote,
            )
            self._number = ""

    def walk(self, element: HtmlElement, style: Style, depth: int) -> None:
        """The element and all below it."""
        if depth > MAX_DEPTH:
            self._too_deep = True
            self.text(" ".join(element.itertext()), style)
            return
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _hidden(element):
            return
        if tag in {"br", "hr"}:
            self.flush()
            return
        if tag == "table":
            self._table(element, style, depth)
            return
        if tag in {"ol", "ul", "menu", "dir"}:
            self._list(element, style, depth)
            return
        label = element.get("label") if "-" in tag else None  # a form's component: <el-form-item label="部门">
        block = tag in _BLOCKS or label is not None
        if block and self._pieces:
            self.flush()
        style = _below(element, tag, style)
        if label:
            self.text(f"{label}：", style)
        if element.text:
            self.text(element.text, style)
        for child in element:
            self.walk(child, style, depth + 1)
            if child.tail:
                self.text(child.tail, style)
        if block and self._pieces:
            self.flush()

    def _list(self, element: HtmlElement, style: Style, depth: int) -> None:
        """The items of a list, the first paragraph of each with its number."""
        self.flush()
        self._number = ""  # an item that begins with a list of its own shows no text beside its number
        style = _below(element, str(element.tag), style)
        style = replace(style, lists=style.lists + 1)
        items = [child for child in element if child.tag == "li"]
        if len(items) > 1 and all(map(_leads_away, items)):
            style = replace(style, part="footer")
        numbers = iter(_numbers(element, items))
        for child in element:
            if child.tag == "li":
                number = next(numbers)
                self._number, self._level = "" if _is_card(child) else number, style.lists - 1
            self.walk(child, style, depth + 1)
            self.flush()
            self._number = ""
            if child.tail and not child.tail.isspace():
                self.text(child.tail, style)
                self.flush()

    def _table(self, element: HtmlElement, style: Style, depth: int) -> None:
        """A table with its cells; the blocks of one that only lays out the page stand free."""
        self.flush()
        self._number = ""
        style = _below(element, "table", style if style.content else replace(style, content=True))
        for caption in element.findall("caption"):
            self.walk(caption, style, depth + 1)
        slots = grid(element)
        if is_layout(element, slots):
            for slot in slots:
                self.walk(slot.element, style, depth + 1)
            return
        self._tables += 1
        number, outer = self._tables, self._cell
        with self.assembly.table():
            for slot in slots:
                self._cell = f"table {number} row {slot.row + 1} column {slot.column + 1}"
                with self.assembly.cell(slot.row, slot.column, slot.row_span, slot.column_span):
                    self.walk(slot.element, style, depth + 1)
        self._cell = outer


def _is_card(item: HtmlElement) -> bool:
    """Whether an entry of a list is laid out as a card of several boxes, before which no bullet is shown."""
    boxes = [child for child in item if child.tag == "div" and _letters(child)]
    return len(boxes) > 1


def _leads_away(item: HtmlElement) -> bool:
    """Whether nothing but links stand in a list item: a list of such leads to other pages and is none of this one's."""
    linked = sum(_letters(link) for link in item.iter("a") if link.get("href"))
    return linked > 0 and linked == _letters(item)


def _letters(element: HtmlElement) -> int:
    return sum(not letter.isspace() for text in element.itertext() for letter in text)


def _served(found: re.Match[str]) -> str:
    """What server code shows: nothing; a mark that nothing closes is text, save that of PHP, which may stay open."""
    code = found[0]
    return code if code[0] == "<" and code[-2:] not in {"%>", "?>"} and not code.startswith("<?php") else " "


def _below(element: HtmlElement, tag: str, style: Style) -> Style:
    """The style of the text in an element that stands in text of the given style."""
    if tag in _HEADINGS:
        style = replace(style, heading=_HEADINGS[tag], part="body" if style.part == "header" else style.part)
    elif tag in _BOLD_TAGS:
        style = replace(style, bold=True)
    elif tag in _PARTS and not style.content:
        style = replace(style, part=_PARTS[tag])
    elif tag == "blockquote":
        style = replace(style, quote=True)
    elif tag in {"pre", "textarea"}:
        style = replace(style, pre=True)
    if tag in _CONTENT and not style.content:
        style = replace(style, content=True)
    css = element.get("style")
    if css:
        if _BOLD.search(css):
            style = replace(style, bold=True)
        size = _SIZE.search(css)
        if size:
            points = float(size[1]) if size[2].lower() == "pt" else float(size[1]) * POINTS_PER_PIXEL
            style = replace(style, size=points)
    return style


def _hidden(element: HtmlElement) -> bool:
    if not element.attrib:
        return False
    css = element.get("style")
    return "hidden" in element.attrib or (css is not None and _HIDDEN.search(css) is not None)


def _blank(found: re.Match[str]) -> str:
    """What a stretch of blanks shows: nothing where a line is broken in Chinese, an end before a list number."""
    text, start, end = found.string, found.start(), found.end()
    if "\n" not in found[0]:
        return " "
    if _LISTED.match(text, end):
        return "\n"
    return "" if _WIDE.match(text, start - 1) and _WIDE.match(text, end) else " "


def _numbers(element: HtmlElement, items: list[HtmlElement]) -> list[str]:
    """The numbers that a browser paints before the items of a list."""
    style = _LIST_STYLE.search(element.get("style") or "")
    kind = style[1].lower() if style else element.get("type") or ("1" if element.tag == "ol" else "disc")
    if kind == "none":
        return [""] * len(items)
    if element.tag != "ol" and kind not in _NUMERALS:
        return ["•"] * len(items)
    step = -1 if "reversed" in element.attrib else 1
    number = _whole(element.get("start"), len(items) if step < 0 else 1)
    numeral, end = FORMATS[_NUMERALS.get(kind, "decimal")], _SEPARATED.get(kind, ".")
    out = []
    for item in items:
        number = _whole(item.get("value"), number)
        out.append((numeral(number) if number > 0 else str(number)) + end)
        number += step
    return out


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"\s*-?\d{1,9}\s*", value) else otherwise
