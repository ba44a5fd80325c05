"""The properties of a Word 97–2003 file: a list of sprms, each a code and its operand ([MS-DOC] 2.6)."""

from __future__ import annotations

from collections.abc import Iterator

TABLE = 0xD608  # sprmTDefTable: the edges of the cells, and 20 bytes for each cell; its length takes two bytes
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes, by the three top bits of a sprm; 0: the next byte says


def sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The sprms with their operands, those cut off left out."""
    at = 0
    while at + 2 < len(properties):
        sprm = int.from_bytes(properties[at : at + 2], "little")
        start = at + 2
        if sprm == TABLE:
            end = start + 1 + int.from_bytes(properties[start : start + 2], "little")
            start += 2
        elif _OPERANDS[sprm >> 13]:
            end = start + _OPERANDS[sprm >> 13]
        else:
            end = start + 1 + properties[start]
            start += 1
        at = max(end, start)
        if end <= len(properties):
            yield sprm, properties[start:end]
