"""Plain text and Markdown: every line a paragraph, the tables drawn in it tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.errors import TooLarge
from extractor.model import Block, Paragraph, Reading
from extractor.options import Options
from extractor.readers import encoding, markdown, plain_tables
from extractor.readers.lines import Line, lines, paragraph, places
from extractor.text import Text


def read(data: bytes, options: Options) -> Reading:
    """The lines of a text file; offsets are into the decoded text with ``\\n`` line ends, places are ``line 12``.

    Raises EmptyFile, UnknownFormat (no known encoding) and TooLarge (characters).
    """
    source = _source(data, options)
    found = lines(source)
    return Reading(source, _blocks(source, found), places(found), "txt", "text/plain", problems=encoding.damage(source))


def read_markdown(data: bytes, options: Options) -> Reading:
    """The lines of a Markdown file without its marks; else as ``read``."""
    source = _source(data, options)
    found = lines(source)
    blocks = markdown.blocks(source, found)
    return Reading(source, blocks, places(found), "md", "text/markdown", problems=encoding.damage(source))


def _source(data: bytes, options: Options) -> str:
    text = encoding.decode(data).text
    if len(text) > options.max_characters:
        raise TooLarge("characters", limit=str(options.max_characters))
    return text


def _blocks(source: str, found: list[Line]) -> tuple[Block, ...]:
    out: list[Block] = []
    at = 0

    def cell(start: int, end: int) -> Paragraph:
        return Paragraph(Text.of(source, start, end))

    for grid in plain_tables.find(found, plain_tables.IN_TEXT):
        out.extend(_paragraphs(found, at, grid.first))
        out.append(plain_tables.table(grid, cell))
        at = grid.last
    out.extend(_paragraphs(found, at, len(found)))
    return tuple(out)


def _paragraphs(found: list[Line], first: int, last: int) -> Iterator[Paragraph]:
    """The paragraphs of ``found[first:last]``; a blank line before one is a gap, as an empty paragraph of Word is."""
    for at in range(first, last):
        made = paragraph(found[at])
        if made is not None:
            blank = at > 0 and not found[at - 1].text.strip()
            yield replace(made, gap=True) if blank else made
