"""The account of every character that is not blank: a field, structure, furniture, outside, or unclaimed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.model import Clean, Paragraph, walk
from extractor.text import Range

_UNCLAIMED, _FIELD, _STRUCTURE, _FURNITURE, _OUTSIDE, _BLANK = range(6)
_BLANKS = re.compile(r"\s+")
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]+")
_MARKS = re.compile(r"(?:\W|[及与和]|以及|或者?)*")
_RUN = re.compile(rb"\x00(?:[\x00\x05]*\x00)?")


@dataclass(frozen=True, slots=True)
class Account:
    """How many characters stand in each account, and the passages that stand in none."""

    characters: int
    in_fields: int
    structure: int
    furniture: int
    outside: int
    unclaimed: tuple[Range, ...]


def account(clean: Clean, fields: Iterable[Range], structure: Iterable[Range], outside: Iterable[Range]) -> Account:
    """The ledger of a document, given the source ranges of each use.

    A character that two uses claim counts for the first of field, structure, furniture, outside. What stands in the
    source but in no block is markup and counts as structure, save ideographs, of which a reader must not lose any; and
    so do marks and joining words between others (「、」, 及) that nothing claims.
    """
    source = clean.reading.source
    codes = bytearray([_STRUCTURE]) * len(source)
    _paint(codes, (match.span() for match in _IDEOGRAPHS.finditer(source)), _UNCLAIMED)
    _paint(codes, _ranges(walk(clean.blocks), ("body", "box", "note")), _UNCLAIMED)
    _paint(codes, _ranges(walk(clean.blocks), ("header", "footer")), _FURNITURE)
    _paint(codes, _ranges(walk(clean.blocks), ("comment",)), _OUTSIDE)
    _paint(codes, outside, _OUTSIDE)
    _paint(codes, clean.furniture, _FURNITURE)
    _paint(codes, structure, _STRUCTURE)
    _paint(codes, fields, _FIELD)
    left = [match.span() for match in _RUN.finditer(codes)]
    _paint(codes, (span for span in left if _MARKS.fullmatch(source, *span)), _STRUCTURE)
    _paint(codes, (match.span() for match in _BLANKS.finditer(source)), _BLANK)
    return Account(
        characters=len(codes) - codes.count(_BLANK),
        in_fields=codes.count(_FIELD),
        structure=codes.count(_STRUCTURE),
        furniture=codes.count(_FURNITURE),
        outside=codes.count(_OUTSIDE),
        unclaimed=tuple(match.span() for match in _RUN.finditer(codes)),
    )


def _ranges(paragraphs: Iterable[Paragraph], parts: tuple[str, ...]) -> list[Range]:
    return [span for paragraph in paragraphs if paragraph.part in parts for span in paragraph.text.spans()]


def _paint(codes: bytearray, ranges: Iterable[Range], code: int) -> None:
    one = bytes([code])
    for start, end in ranges:
        codes[start:end] = one * (end - start)
