"""What the ends of a file say of whether all of it is there, in formats that can be read without their end."""

from __future__ import annotations

import re

from extractor.errors import DamagedFile
from extractor.model import Problem

CUT_OFF = (Problem("file_cut_off", "error"),)

_BINARY = re.compile(rb"\\bin(\d+)")


def of_pdf(data: bytes) -> tuple[Problem, ...]:
    """A PDF ends with %%EOF (ISO 32000-1, 7.5.5), also each change that was added to it."""
    return CUT_OFF if data.rfind(b" obj") > data.rfind(b"%%EOF") else ()


def of_rtf(data: bytes) -> tuple[Problem, ...]:
    """An RTF is one group, which a brace closes.

    Raises DamagedFile where a passage of bytes is said to be longer than the file: LibreOffice searched 2 GB for
    their end, and was ended by its time limit.
    """
    if any(int(found[1][:12]) > len(data) for found in _BINARY.finditer(data)):
        raise DamagedFile("bin", format=".rtf")
    return () if data.rstrip(b"\0\r\n\t ").endswith(b"}") else CUT_OFF
