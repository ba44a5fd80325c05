"""The text of a Word 97–2003 file from its own streams: its parts, and how each paragraph and table row stands."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.errors import DamagedFile, EncryptedFile, UnknownFormat
from extractor.readers.doc_lists import Lists, Standing
from extractor.readers.doc_rows import Shape, shape
from extractor.readers.ole import CompoundFile

# Offsets in the file information block, [MS-DOC] 2.5
_VERSION, _FLAGS, _LENGTHS, _CLX, _PAPX = 0x02, 0x0A, 0x4C, 0x01A2, 0x0102
_WORD_97 = 0xC1  # nFib of the first version that keeps its tables in a stream of their own
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
_COMPRESSED = 0x40000000  # the piece is in code page 1252, one byte a character
_PAGE = 512
_UNMARKED = (0, b"")
_PLAIN = Standing()
MARKS = re.compile("[\r\x07\x0c]")  # paragraph, cell or row, section
_HUGE = b"\x46\x66"  # sprmPHugePapx


@dataclass(frozen=True, slots=True)
class Part:
    """A document part with its characters as stored: \\r ends a paragraph, \\x07 a cell or, at a row end, a row."""

    name: str  # body, footnote, header, comment, endnote, text box
    text: str
    rows: dict[int, Shape]  # offset of each \x07 that ends a row
    standing: dict[int, Standing]  # offset of each mark that ends a paragraph of a list, or a heading


_PARTS = ("body", "footnote", "header", "macro", "comment", "endnote", "text box", "header text box")


class Binary:
    """A .doc opened; raises DamagedFile, EncryptedFile, or UnknownFormat for Word 6 and 95."""

    def __init__(self, data: bytes) -> None:
        try:
            self._compound = compound = CompoundFile(data)
            self._main = compound.stream("WordDocument")
            flags = self._short(self._main, _FLAGS)
            if flags & _ENCRYPTED:
                raise EncryptedFile("doc")
            if self._short(self._main, _VERSION) < _WORD_97:
                raise UnknownFormat("word95")
            self._table = compound.stream("1Table" if flags & _WHICH_TABLE else "0Table")
        except struct.error as broken:
            raise DamagedFile("doc") from broken

    def parts(self) -> Iterator[Part]:
        """The parts that hold text, the body first."""
        try:
            text, places = self._pieces()
            marks = self._marks()
            lengths = struct.unpack_from("<8i", self._main, _LENGTHS)
        except (struct.error, IndexError) as broken:
            raise DamagedFile("doc") from broken
        start = 0
        for name, length in zip(_PARTS, lengths, strict=True):
            end = start + max(length, 0)
            piece = text[start:end]
            if piece.strip("\r") and name != "macro":
                ends = {mark.start(): _position(places, start + mark.start()) for mark in MARKS.finditer(piece)}
                yield self._part(name, piece, ends, marks)
            start = end

    def _pieces(self) -> tuple[str, list[tuple[int, int, int]]]:
        """The text, and for each piece its first character, its byte position and its bytes per character."""
        position, size = struct.unpack_from("<2I", self._main, _CLX)
        clx = self._table[position : position + size]
        at = 0
        while clx[at] == 1:  # Prc: formatting for pieces
            at += 3 + self._short(clx, at + 1)
        if clx[at] != 2:
            raise DamagedFile("piece_table")
        count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
        descriptors = at + 5 + 4 * (count + 1)
        text: list[str] = []
        places: list[tuple[int, int, int]] = []
        for k in range(count):
            encoded = struct.unpack_from("<I", clx, descriptors + 8 * k + 2)[0]
            width = 1 if encoded & _COMPRESSED else 2
            start = (encoded & ~_COMPRESSED) // (2 if width == 1 else 1)
            raw = self._main[start : start + (bounds[k + 1] - bounds[k]) * width]
            text.append(raw.decode("cp1252" if width == 1 else "utf-16-le", "replace"))
            places.append((bounds[k], start, width))
        return "".join(text), places

    def _part(self, name: str, text: str, ends: dict[int, int], marks: dict[int, tuple[int, bytes]]) -> Part:
        """A part, by the byte position of each of its marks."""
        rows: dict[int, Shape] = {}
        standing: dict[int, Standing] = {}
        for at, place in ends.items():
            style, properties = marks.get(place, _UNMARKED)
            row = shape(properties) if text[at] == "\x07" else None
            if row is not None:
                rows[at] = row
            elif (found := self.lists.standing(style, properties)) != _PLAIN:
                standing[at] = found
        return Part(name, text, rows, standing)

    def _marks(self) -> dict[int, tuple[int, bytes]]:
        """The style and the properties of the paragraphs, by the byte position after which each ends."""
        position, size = struct.unpack_from("<2I", self._main, _PAPX)
        count = (size - 4) // 8
        pages = struct.unpack_from(f"<{count}I", self._table, position + 4 * (count + 1)) if count > 0 else ()
        starts = ((page & 0x3FFFFF) * _PAGE for page in pages)
        return {
            place: (style, self._elsewhere(properties))
            for start in starts
            for place, style, properties in _paragraphs(self._main[start : start + _PAGE])
        }

    @cached_property
    def lists(self) -> Lists:
        """The automatic lists of the file."""
        return Lists(self._main, self._table)

    @cached_property
    def _data(self) -> bytes:
        """The stream of what did not fit, and of pictures; nothing where it is damaged, since the text is not in it."""
        try:
            return self._compound.stream("Data")
        except DamagedFile:
            return b""

    def _elsewhere(self, properties: bytes) -> bytes:
        """The properties themselves, or those to which they lead because they did not fit: of rows of many cells."""
        if properties[:2] != _HUGE:
            return properties
        at = int.from_bytes(properties[2:6], "little")
        return self._data[at + 2 : at + 2 + int.from_bytes(self._data[at : at + 2], "little")]

    @staticmethod
    def _short(data: bytes, at: int) -> int:
        return int(struct.unpack_from("<H", data, at)[0])


def _position(places: list[tuple[int, int, int]], at: int) -> int:
    """The byte position right after the character ``at``."""
    first, start, width = places[max(bisect_right(places, (at, 1 << 40, 0)) - 1, 0)]
    return start + (at - first + 1) * width


def _paragraphs(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The paragraphs of a formatted page: where they end, their style and their properties."""
    if len(page) < _PAGE:
        return
    count = page[_PAGE - 1]
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for k in range(count):
        at = page[4 * (count + 1) + 13 * k] * 2
        if not at:
            continue
        length = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
        start = at + (1 if page[at] else 2) + 2  # past the length and the style
        yield bounds[k + 1], int.from_bytes(page[start - 2 : start], "little"), page[start : start - 2 + length]
