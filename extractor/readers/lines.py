"""A plain source text as its lines, and what stands on one of them as a paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.model import Paragraph, Place
from extractor.text import Text

PAGE_BREAK = "\f"
BLANK_WIDTHS = {"\t": 2.0, "\u3000": 1.0}  # in characters of the body font; any other blank is half a character


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end: where it begins in the source, what it says, and its number from 1 as editors count."""

    start: int
    text: str
    number: int


def lines(source: str) -> list[Line]:
    """The lines of a source whose line ends are ``\\n``; a page break also ends one, but is not counted."""
    found = []
    start, number = 0, 1
    paged = PAGE_BREAK in source
    for text in (source.replace(PAGE_BREAK, "\n") if paged else source).split("\n"):
        found.append(Line(start, text, number))
        start += len(text) + 1
        if not paged or source[start - 1 : start] != PAGE_BREAK:
            number += 1
    return found


def paragraph(line: Line) -> Paragraph | None:
    """What the line says without the blanks at its ends; none where it is blank."""
    value = line.text.strip()
    if not value:
        return None
    lead = len(line.text) - len(line.text.lstrip())
    return Paragraph(Text(value, (0,), (line.start + lead,)), indent=width(line.text[:lead]) if lead else 0.0)


def width(blanks: str) -> float:
    """How wide the blanks at the beginning of a line are, in characters of the body font."""
    return sum(BLANK_WIDTHS.get(blank, 0.5) for blank in blanks)


def places(found: Iterable[Line]) -> tuple[Place, ...]:
    """A place for each line that is not blank, from its first to its last visible character."""
    out = []
    for line in found:
        value = line.text.strip()
        if value:
            start = line.start + len(line.text) - len(line.text.lstrip())
            out.append(Place(start, start + len(value), f"line {line.number}"))
    return tuple(out)
