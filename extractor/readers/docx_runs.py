"""The text of a Word paragraph: runs through hyperlinks, fields, insertions and shapes, and what hangs in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.docx_grid import MC, SDT
from extractor.readers.docx_styles import Styles, flag
from extractor.readers.numbering import W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
P, R, T, RPR, PPR = W + "p", W + "r", W + "t", W + "rPr", W + "pPr"
CHOICE, FALLBACK, ALTERNATE = MC + "Choice", MC + "Fallback", MC + "AlternateContent"
BOX = W + "txbxContent"

_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_DELETED = frozenset({W + "del", W + "moveFrom"})
_SILENT = frozenset({  # elements between runs that hold no text of the document
    PPR, RPR, W + "sdtPr", W + "sdtEndPr", W + "proofErr", W + "bookmarkStart", W + "bookmarkEnd", W + "rt",
    W + "smartTagPr", W + "customXmlPr", W + "rubyPr", M + "ctrlPr", M + "oMathParaPr",
})  # fmt: skip
_SHAPES = frozenset({W + "drawing", W + "pict", W + "object"})
_PICTURES = frozenset({
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata",
})  # fmt: skip
_ENCLOSED = re.compile(r"\bEQ\s*\\o\s*(?:\\a[clr]\s*)?\([^,，、]*[,，、]\s*([^()\s]+?)\s*\)", re.IGNORECASE)
_SYMBOLS = {  # (font, low byte) → the character that shows the same
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA8: "□", 0xD8: "➢", 0xFB: "☒",
                  0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→"},
    "wingdings 2": {0x52: "☑", 0x50: "✓", 0xA3: "□", 0x54: "☒"},
    "symbol": {0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB0: "°", 0xB9: "≠", 0xB7: "•", 0xAE: "→"},
}  # fmt: skip
_UNKNOWN_SYMBOL = "•"
_PROMPT = re.compile(r"\s*(?:单击|点击|选择一[个项]|按一下|點選|選擇一[個項]|Click |Choose an )")
_PRIVATE = range(0xE000, 0xF900)


@dataclass(slots=True)
class Content:
    """What a paragraph holds: its text, the properties of its first run with text, and its text boxes."""

    pieces: list[str] = field(default_factory=list)
    first: etree._Element | None = None  # w:rPr of the first run that shows text
    shown: bool = False
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    instruction: list[str] = field(default_factory=list)  # of the field now open


class Runs:
    """Reads the inline content of paragraphs and remembers what it left out."""

    def __init__(self, styles: Styles, hides: bool) -> None:
        """``hides``: whether the document hides any text at all, so that runs must be asked."""
        self._styles = styles
        self._hides = hides
        self.deleted = 0  # passages deleted under tracking
        self.hidden = 0  # runs of hidden text

    def read(self, paragraph: etree._Element) -> Content:
        """The content of a w:p."""
        content = Content()
        self._inline(paragraph, content)
        return content

    def _inline(self, parent: etree._Element, content: Content) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, content)
            elif tag in _SILENT:
                continue
            elif tag in _DELETED:
                self.deleted += 1
            elif tag == T or tag == M + "t":
                content.pieces.append(child.text or "")
            elif tag == ALTERNATE:
                self._inline(chosen(child), content)
            elif tag in _SHAPES:
                self._shape(child, content)
            elif tag == M + "den":  # a fraction shows its bar
                content.pieces.append("/")
                self._inline(child, content)
            elif tag == SDT and is_prompt(child):
                continue
            elif len(child):  # hyperlink, smartTag, ins, fldSimple, sdt, ruby, math …: what they hold counts
                self._inline(child, content)

    def _run(self, run: etree._Element, content: Content) -> None:
        properties: etree._Element | None = None
        for child in run:
            tag = child.tag
            if tag == T:
                if child.text:
                    if not content.shown:
                        content.first, content.shown = properties, True
                    content.pieces.append(child.text)
            elif tag == RPR:
                properties = child
                if self._hides and self._is_hidden(child):
                    self.hidden += next(run.iter(T), None) is not None
                    return
            elif tag in _SIGNS:
                content.pieces.append(_SIGNS[tag])
            else:
                self._rare(child, tag, content)

    def _rare(self, child: etree._Element, tag: str, content: Content) -> None:
        """The children of a run that few runs have."""
        if tag in _SHAPES:
            self._shape(child, content)
        elif tag == ALTERNATE:
            for inner in chosen(child):
                if inner.tag == T:
                    content.pieces.append(inner.text or "")
                else:
                    self._rare(inner, inner.tag, content)
        elif tag == W + "sym":
            content.pieces.append(symbol(child.get(W + "font", ""), child.get(W + "char", "")))
        elif tag == W + "ruby":
            self._inline(child, content)
        elif tag == W + "fldChar":
            content.instruction = []
        elif tag == W + "instrText":  # a character in a circle is a formula without a result: EQ \o\ac(○,1)
            content.instruction.append(child.text or "")
            enclosed = _ENCLOSED.search("".join(content.instruction))
            if enclosed is not None:
                content.pieces.append(enclosed[1])
                content.instruction = []

    def _is_hidden(self, properties: etree._Element) -> bool:
        hidden = flag(properties, "vanish")
        if hidden is None:
            style = properties.find(W + "rStyle")
            hidden = None if style is None else self._styles.get(style.get(W + "val", "")).hidden
        return bool(hidden)

    def _shape(self, shape: etree._Element, content: Content) -> None:
        for element in _shapes(shape):
            if element.tag == BOX:
                content.boxes.append(element)
            else:
                content.pictures += 1


def _shapes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes and pictures of a drawing; those inside a text box are the box's own."""
    for child in parent:
        if child.tag == BOX or child.tag in _PICTURES:
            yield child
        elif child.tag == ALTERNATE:
            yield from _shapes(chosen(child))
        elif len(child):
            yield from _shapes(child)


def chosen(alternate: etree._Element) -> etree._Element:
    """The branch of an mc:AlternateContent that is read: the first choice, else the fallback, else itself."""
    for tag in (CHOICE, FALLBACK):
        branch = alternate.find(tag)
        if branch is not None:
            return branch
    return alternate


def is_prompt(control: etree._Element) -> bool:
    """Whether a w:sdt shows only what Word writes where nobody has filled it in: 单击此处输入文字。"""
    properties = control.find(W + "sdtPr")
    if properties is None or flag(properties, "showingPlcHdr") is not True:
        return False
    return _PROMPT.match("".join(text.text or "" for text in control.iter(T))) is not None


def symbol(font: str, code: str) -> str:
    """The character of a w:sym: ``code`` in hexadecimal, in the private area for the fonts of drawings."""
    try:
        value = int(code, 16)
    except ValueError:
        return _UNKNOWN_SYMBOL
    if value < 0x100 or value in _PRIVATE:
        return _SYMBOLS.get(font.lower(), {}).get(value & 0xFF, _UNKNOWN_SYMBOL)
    return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else _UNKNOWN_SYMBOL
