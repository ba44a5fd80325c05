"""Archives of manuals: their members laid out in a folder of the run, each a file to read like any other."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath

from extractor.inputs import Found, wanted
from extractor.readers.sniff import suffix

ARCHIVE = ".zip"
NESTED = 1  # archives within archives are opened so deep; deeper ones are refused by the reader
MAX_MEMBERS = 20_000  # of one archive; listing so many takes 0.07 s
MAX_MEMBER_BYTES = 200_000_000  # of one member, as of one file
MAX_UNPACKED_BYTES = 4_000_000_000  # of one archive: a full disk helps nobody
MAX_RATIO = 300  # unpacked to packed, as of an Office package
RATIO_FREE_BYTES = 20_000_000

_UTF8_NAME = 0x800  # flag of a member: its name is UTF-8
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, OverflowError)


def is_archive(path: Path) -> bool:
    """Whether a file is called an archive of manuals."""
    return suffix(path.name) == ARCHIVE


def unpacked(found: Sequence[Found], folder: Path) -> tuple[Found, ...]:
    """The files, each archive among them replaced by its members, which are laid out below ``folder``.

    A member's results go below a folder called as the archive. An archive that is damaged, encrypted or beyond the
    limits stays one file, which the reader refuses with the reason.
    """
    out: list[Found] = []
    for number, one in enumerate(found):
        members = _members(one, folder / str(number), 0) if is_archive(one.source) else None
        out.extend([one] if members is None else members)
    return tuple(out)


def _members(archive: Found, folder: Path, depth: int) -> list[Found] | None:
    """The members that a reader knows, laid out below the folder; None where the archive cannot be opened."""
    try:
        with zipfile.ZipFile(archive.source) as opened:
            chosen = list(_chosen(opened))
            if _too_large(opened, archive.source.stat().st_size) or any(m.flag_bits & _ENCRYPTED for m, _ in chosen):
                return None
            out: list[Found] = []
            for number, (member, name) in enumerate(chosen):
                source = folder / str(number) / name.name
                source.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(member) as packed, source.open("wb") as written:
                    shutil.copyfileobj(packed, written)
                one = Found(source, archive.below / name)
                inner = None
                if is_archive(source) and depth < NESTED:
                    inner = _members(one, folder / str(number) / "members", depth + 1)
                out.extend([one] if inner is None else inner)
            return out
    except _BROKEN:
        return None


def _chosen(opened: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePath]]:
    """The members to read, each with its path: none hidden, none that a Mac adds, none above the archive."""
    for member in sorted(opened.infolist(), key=lambda one: one.filename):
        name = PurePosixPath(_name(member).replace("\\", "/"))
        parts = [part for part in name.parts if part not in ("/", "..", ".")]
        hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
        if parts and not member.is_dir() and not hidden and wanted(parts[-1]):
            yield member, PurePath(*parts)


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; one without the UTF-8 flag is in GBK, as Chinese Windows writes it, where it can be."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for code in ("utf-8", "gb18030"):
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    return member.filename


def _too_large(opened: zipfile.ZipFile, packed: int) -> bool:
    members = opened.infolist()
    whole = sum(member.file_size for member in members)
    return (
        len(members) > MAX_MEMBERS
        or whole > MAX_UNPACKED_BYTES
        or any(member.file_size > MAX_MEMBER_BYTES for member in members)
        or (whole > RATIO_FREE_BYTES and whole > MAX_RATIO * packed)
    )
