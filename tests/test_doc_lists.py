"""The lists of a Word 97–2003 file that are damaged in part: the others keep their numbers."""

from __future__ import annotations

import struct

from extractor.readers.doc_lists import Lists
from extractor.readers.numbering import Numbering

PLACE_OF_LISTS, PLACE_OF_OVERRIDES = 0x02E2, 0x02EA  # in the file information block


def level(text: str) -> bytes:
    """A LVL of decimal numbers from 1."""
    return struct.pack("<iBB", 1, 0, 0) + bytes(22) + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(*texts: str, lost: int = 0) -> Numbering:
    """Simple lists with these texts; the last ``lost`` bytes of the definitions are cut off."""
    count = len(texts)
    overrides = struct.pack("<I", count) + b"".join(struct.pack("<i12x", k) for k in range(count)) + bytes(4 * count)
    heads = struct.pack("<H", count) + b"".join(struct.pack("<i22xBx", k, 1) for k in range(count))
    levels = b"".join(map(level, texts))
    main = bytearray(PLACE_OF_OVERRIDES + 8)
    struct.pack_into("<2I", main, PLACE_OF_LISTS, len(overrides), len(heads))
    struct.pack_into("<2I", main, PLACE_OF_OVERRIDES, 0, len(overrides))
    table = overrides + heads + levels
    return Numbering(Lists(bytes(main), table[: len(table) - lost]).numbering(), lambda _: None)


def test_numbers_count() -> None:
    found = lists("\x00、")
    assert [found.paint("1", 0), found.paint("1", 0)] == ["1、", "2、"]


def test_characters_that_xml_has_not_are_left_out() -> None:
    found = lists("\x00\x0b)", "第\x00条")
    assert [found.paint("1", 0), found.paint("2", 0)] == ["1)", "第1条"]


def test_definitions_cut_off_leave_the_lists_before_them() -> None:
    found = lists("\x00、", "第\x00条", lost=20)
    assert [found.paint("1", 0), found.paint("2", 0)] == ["1、", ""]
