"""Reads a web archive (.mht, also what Word saves as .doc by that way): its page goes to the HTML reader."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes

from extractor.errors import DamagedFile
from extractor.model import Reading
from extractor.options import Options
from extractor.readers import html

MEDIA_TYPE = "multipart/related"


def read(data: bytes, options: Options) -> Reading:
    """The reading of the archive's first page; DamagedFile where it holds none."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                reading = html.read(_marked(page, part.get_content_charset()), options)
                return replace(reading, reader="mht", media_type=MEDIA_TYPE)
    raise DamagedFile("mht")


def _marked(page: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 with its mark if the archive names the encoding, else as it is: the page may name it."""
    try:
        return page.decode(charset).encode("utf-8-sig") if charset else page
    except (LookupError, UnicodeDecodeError):
        return page
