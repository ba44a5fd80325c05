"""Reads a web archive (.mht, also what Word saves as .doc by that way): its page goes to the HTML reader."""

from __future__ import annotations

import sys
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from extractor.errors import DamagedFile, TooLarge
from extractor.model import Reading
from extractor.options import Options
from extractor.readers import html

MEDIA_TYPE = "multipart/related"


def read(data: bytes, options: Options) -> Reading:
    """The reading of the archive's first page; DamagedFile where it holds none, TooLarge where parts nest too deep."""
    for part in _parts(data):
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                reading = html.read(_marked(page, part.get_content_charset()), options)
                return replace(reading, reader="mht", media_type=MEDIA_TYPE)
    raise DamagedFile("mht")


def _parts(data: bytes) -> list[Message]:
    """The parts of the archive, those in parts as well; the library reads each of these in a call of its own."""
    try:
        return list(message_from_bytes(data).walk())
    except RecursionError as deep:
        raise TooLarge("nesting", limit=str(sys.getrecursionlimit())) from deep


def _marked(page: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 with its mark if the archive names the encoding, else as it is: the page may name it."""
    try:
        return page.decode(charset).encode("utf-8-sig") if charset else page
    except (LookupError, UnicodeDecodeError):
        return page
