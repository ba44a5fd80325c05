"""The readers: bytes of a file → Reading, by what the bytes are and not by what the file is called."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import cast

from extractor.errors import EmptyFile, EncryptedFile, TooLarge
from extractor.model import Problem, Reading
from extractor.options import Options
from extractor.readers import passwords, sniff

READERS: dict[sniff.Kind, str] = {  # imported when used; each is read(data: bytes, options: Options) -> Reading
    "txt": "extractor.readers.txt:read",
    "md": "extractor.readers.txt:read_markdown",
    "html": "extractor.readers.html:read",
    "docx": "extractor.readers.docx:read",
    "csv": "extractor.readers.delimited:read",
    "xlsx": "extractor.readers.xlsx:read",
    "xls": "extractor.readers.xls:read",
    "ods": "extractor.readers.ods:read",
    "pptx": "extractor.readers.pptx:read",
    "pdf": "extractor.readers.pdf:read",
    "doc": "extractor.readers.doc:read",
    "image": "extractor.readers.image:read",
    "rtf": "extractor.readers.doc:read_rtf",
    "odt": "extractor.readers.doc:read_odt",
    "mht": "extractor.readers.mht:read",
}


def read(data: bytes, name: str, options: Options) -> Reading:
    """The text, blocks and places of a file whose bytes are ``data`` and whose name is ``name``.

    Raises one of the UnreadableErrors of extractor/errors.py. A suffix that does not fit the
    bytes is a problem of the reading (suffix_lies), not an error.
    """
    if not data:
        raise EmptyFile("no bytes")
    if len(data) > options.max_bytes:
        raise TooLarge("bytes", limit=str(options.max_bytes))
    try:
        return _read(data, name, options)
    except EncryptedFile:
        if not options.passwords:
            raise
    reading = _read(passwords.unlocked(data, options.passwords), name, options)
    return replace(reading, problems=(Problem("password_used", "info"), *reading.problems))


def _read(data: bytes, name: str, options: Options) -> Reading:
    """The reading of bytes that are not locked."""
    kind = sniff.kind(data, name)
    module, function = READERS[kind].split(":")
    reading = cast(Reading, getattr(import_module(module), function)(data, options))
    if not reading.source.strip() and all(problem.severity != "error" for problem in reading.problems):
        raise EmptyFile("no text")
    if sniff.suffix_lies(kind, name):
        told = Problem("suffix_lies", "info", details=(("suffix", sniff.suffix(name)), ("kind", kind)))
        reading = replace(reading, problems=(told, *reading.problems))
    return reading
