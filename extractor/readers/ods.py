"""Spreadsheets of OpenDocument (.ods), by LibreOffice, as the workbooks that it makes of them."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Reading
from extractor.options import Options
from extractor.readers import office, xlsx
from extractor.readers.package import Package


def read(data: bytes, options: Options) -> Reading:
    """The sheets; raises as ``xlsx.read``, UnknownFormat without LibreOffice, and EncryptedFile."""
    Package(data).refuse_locked()
    made = xlsx.read(office.converted(data, ".ods", "xlsx", options), options)
    return replace(made, reader="libreoffice+xlsx", media_type="application/vnd.oasis.opendocument.spreadsheet")
