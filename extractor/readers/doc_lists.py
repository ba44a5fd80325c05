"""Lists and headings of a Word 97–2003 file: how a paragraph stands, and the lists as numbering.xml states them.

[MS-DOC] 2.9.131 (PlfLst), 2.9.132 (PlfLfo), 2.9.150 (LVL), 2.9.271 (STSH).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from lxml import etree

from extractor.readers.doc_sprms import sprms
from extractor.readers.docx_styles import BODY_LEVEL
from extractor.readers.numbering import LEVELS, W

_STYLES, _LISTS, _OVERRIDES = 0xA2, 0x02E2, 0x02EA  # in the file information block
_LEVEL, _LIST, _OUTLINE = 0x260A, 0x460B, 0x2640  # sprmPIlvl, sprmPIlfo, sprmPOutLvl
_HEADINGS = range(1, 10)  # what Word numbers its headings with among the styles
_SKIPPED = 0xF801  # the number is not shown: a list for its indents only
_LSTF, _LFO, _LVLF, _LFOLVL = 28, 16, 28, 8  # bytes
_SIMPLE, _LEGAL = 0x01, 0x04
_STARTS, _FORMATS = 0x10, 0x20  # what an LFOLVL states
_CHAIN = 20  # styles over styles
_NO_STYLE = 0xFFF
_NAMES = (  # by the code of the number format
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "cardinalText", "ordinalText",
    "hex", "chicago", "ideographDigital", "japaneseCounting", "aiueo", "iroha", "decimalFullWidth",
    "decimalHalfWidth", "japaneseLegal", "japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2",
    "aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung", "decimalEnclosedFullstop",
    "decimalEnclosedParen", "decimalEnclosedCircleChinese", "ideographEnclosedCircle", "ideographTraditional",
    "ideographZodiac", "ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional",
    "taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting", "chineseLegalSimplified",
    "chineseCountingThousand",
)  # fmt: skip
_OTHER_NAMES = {57: "numberInDash", 255: "none"}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paragraph or a style stands in the document."""

    list: int = 0  # from 1; 0 for none
    level: int = 0  # in the list, from 0
    heading: int = 0  # 1 to 9, 0 for body text


def _standing(properties: bytes, base: Standing) -> Standing:
    """How paragraph properties let it stand; what they leave open is as in the base (their style)."""
    found = base
    for sprm, operand in sprms(properties):
        value = int.from_bytes(operand, "little")
        if sprm == _LIST:
            found = replace(found, list=value if value < _SKIPPED else 0)
        elif sprm == _LEVEL:
            found = replace(found, level=value if value < LEVELS else 0)
        elif sprm == _OUTLINE:
            found = replace(found, heading=value + 1 if value < BODY_LEVEL else 0)
    return found


class Lists:
    """The lists and the styles of a file; one whose tables are cut off has as many as could be read."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self._main, self._table = main, table
        self._styles: dict[int, tuple[int, int, bytes]] = {}  # Word's own number of it, its base, its properties
        with suppress(struct.error, IndexError):
            self._styles.update(self._read_styles())

    def standing(self, style: int, properties: bytes) -> Standing:
        """How a paragraph of this style with properties of its own stands."""
        over = [properties]
        heading = 0
        while style in self._styles and len(over) < _CHAIN:
            known, style, own = self._styles[style]
            heading = heading or (known if known in _HEADINGS else 0)
            over.append(own)
        found = Standing(heading=heading)
        for own in reversed(over):
            found = _standing(own, found)
        return found

    def numbering(self) -> etree._Element:
        """The w:numbering of the file: abstract lists by their ids, the lists by their numbers from 1."""
        root = etree.Element(W + "numbering")
        for elements in (self._abstracts(), self._nums()):
            with suppress(struct.error, IndexError):
                root.extend(elements)
        return root

    def _read_styles(self) -> Iterator[tuple[int, tuple[int, int, bytes]]]:
        position, _ = struct.unpack_from("<2I", self._main, _STYLES)
        header, count, base_size = struct.unpack_from("<3H", self._table, position)
        at = position + 2 + header
        for style in range(count):
            size = struct.unpack_from("<H", self._table, at)[0]
            content = self._table[at + 2 : at + 2 + size]
            at += 2 + size + size % 2
            if size > base_size:
                known, kind = struct.unpack_from("<2H", content)
                name_end = base_size + 2 + 2 * struct.unpack_from("<H", content, base_size)[0] + 2
                length = struct.unpack_from("<H", content, name_end)[0] if kind & 0xF == 1 else 0
                yield style, (known & _NO_STYLE, kind >> 4 & _NO_STYLE, content[name_end + 4 : name_end + 2 + length])

    def _abstracts(self) -> Iterator[etree._Element]:
        position, size = struct.unpack_from("<2I", self._main, _LISTS)
        if not size:
            return
        count = struct.unpack_from("<H", self._table, position)[0]
        at = position + size
        for k in range(count):
            start = position + 2 + _LSTF * k
            element = etree.Element(W + "abstractNum")
            element.set(W + "abstractNumId", str(struct.unpack_from("<i", self._table, start)[0]))
            for level in range(1 if self._table[start + 26] & _SIMPLE else LEVELS):
                made, at = self._level(at, level)
                element.append(made)
            yield element

    def _nums(self) -> Iterator[etree._Element]:
        position, size = struct.unpack_from("<2I", self._main, _OVERRIDES)
        if not size:
            return
        count = struct.unpack_from("<I", self._table, position)[0]
        at = position + 4 + _LFO * count
        for k in range(min(count, size // _LFO)):
            identity, overrides = struct.unpack_from("<i8xB", self._table, position + 4 + _LFO * k)
            element = etree.Element(W + "num")
            element.set(W + "numId", str(k + 1))
            _say(element, "abstractNumId", identity)
            at += 4
            for _ in range(overrides):
                made, at = self._override(at)
                element.append(made)
            yield element

    def _override(self, at: int) -> tuple[etree._Element, int]:
        """The w:lvlOverride at a place, and where the next one begins."""
        start, flags = struct.unpack_from("<iI", self._table, at)
        at += _LFOLVL
        element = etree.Element(W + "lvlOverride")
        element.set(W + "ilvl", str(flags & 0xF))
        if flags & _FORMATS:
            made, at = self._level(at, flags & 0xF)
            element.append(made)
        elif flags & _STARTS:
            _say(element, "startOverride", start)
        return element, at

    def _level(self, at: int, level: int) -> tuple[etree._Element, int]:
        """The w:lvl at a place, and where the next one begins."""
        start, code, flags = struct.unpack_from("<iBB", self._table, at)
        characters, paragraph, restart = struct.unpack_from("<3B", self._table, at + 24)
        text_at = at + _LVLF + characters + paragraph
        length = struct.unpack_from("<H", self._table, text_at)[0]
        end = text_at + 2 + 2 * length
        element = etree.Element(W + "lvl")
        element.set(W + "ilvl", str(level))
        _say(element, "start", start)
        _say(element, "numFmt", _NAMES[code] if code < len(_NAMES) else _OTHER_NAMES.get(code, "decimal"))
        if flags & 0x08:
            _say(element, "lvlRestart", restart)
        if flags & _LEGAL:
            _say(element, "isLgl", 1)
        text = self._table[text_at + 2 : end].decode("utf-16-le", "replace")
        _say(element, "lvlText", "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in text))
        return element, end


def _say(parent: etree._Element, name: str, value: str | int) -> None:
    etree.SubElement(parent, W + name).set(W + "val", _NOT_IN_XML.sub("", str(value)))
