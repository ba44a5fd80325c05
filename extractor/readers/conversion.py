"""Which files LibreOffice has to convert before they are read, and many of them converted in one call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

from extractor.errors import UnknownFormat, UnreadableError
from extractor.options import Options
from extractor.readers import office, sniff, wholeness
from extractor.readers.doc_binary import Binary
from extractor.readers.package import Package

# The kinds that are converted: the suffix that LibreOffice is told, and the format that it makes.
CONVERTED: dict[sniff.Kind, tuple[str, str]] = {
    "doc": (".doc", "docx"),
    "rtf": (".rtf", "docx"),
    "odt": (".odt", "docx"),
    "ods": (".ods", "xlsx"),
}
_SUFFIXES = frozenset(suffix for suffix, kinds in sniff.SUFFIXES.items() if not kinds.isdisjoint(CONVERTED))


def may_need_office(name: str) -> bool:
    """Whether a file is called as one that LibreOffice converts."""
    return sniff.suffix(name) in _SUFFIXES


def convert_ahead(files: Iterable[tuple[bytes, str]], options: Options) -> None:
    """Converts those of the files (bytes, name) that need it, for their readers to find in ``options.office_cache``."""
    if options.office_cache is None:
        return
    groups: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
    for data, name in files:
        told = _conversion(data, name, options)
        if told is not None:
            groups[told].append(data)
    for (suffix, target), documents in groups.items():
        office.convert_ahead(documents, suffix, target, options.office_seconds, options.office_cache)


def _conversion(data: bytes, name: str, options: Options) -> tuple[str, str] | None:
    """How a file is converted; None for one that is not, or that its reader refuses before."""
    if not data or len(data) > options.max_bytes:
        return None
    try:
        kind = sniff.kind(data, name)
        _refuse(data, kind)
    except UnreadableError:
        return None
    return CONVERTED.get(kind)


def _refuse(data: bytes, kind: sniff.Kind) -> None:
    """Raises what the reader of this kind raises before it has a file converted."""
    if kind == "doc":
        with suppress(UnknownFormat):  # Word 6 and 95, which LibreOffice knows
            Binary(data)
    elif kind == "rtf":
        wholeness.of_rtf(data)
    elif kind in ("odt", "ods"):
        Package(data).refuse_locked()
