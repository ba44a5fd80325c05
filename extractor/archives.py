"""Archives of manuals: their members laid out in a folder of the run, each a file to read like any other."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath

from extractor.errors import DamagedFile, EncryptedFile, TooLarge, UnreadableError
from extractor.inputs import Found, wanted
from extractor.options import Options
from extractor.readers import limits
from extractor.readers.sniff import HEAD, kind_in_zip, suffix

ARCHIVE = ".zip"
NESTED = 1  # archives within archives are opened so deep
MAX_UNPACKED_BYTES = 4_000_000_000  # of one archive with those in it: a full disk helps nobody
MAX_NAME_BYTES = 230  # Linux and macOS take 255; a number and .json come behind

_UTF8_NAME = 0x800  # flag of a member: its name is UTF-8
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, OverflowError)


def is_archive(path: Path) -> bool:
    """Whether a file is called an archive of manuals, and is no Office file under a wrong name."""
    if suffix(path.name) != ARCHIVE:
        return False
    try:
        with zipfile.ZipFile(path) as opened, path.open("rb") as file:
            return kind_in_zip(opened.namelist(), file.read(HEAD)) is None
    except _BROKEN:
        return True


def unpacked(found: Sequence[Found], folder: Path, options: Options) -> tuple[Found, ...]:
    """The files, each archive among them replaced by its members, which are laid out below ``folder``.

    A member's results go below a folder called as the archive. A member that is damaged, too large or locked with
    another password than those given comes back refused with the reason, and so does an archive that nests too deep
    or goes beyond the limits as a whole. One that cannot be opened, or holds nothing that a reader knows, is left for
    the reader to refuse.
    """
    unpacking = _Unpacking(folder, options)
    out: list[Found] = []
    for one in found:
        out.extend(unpacking.opened(one) if is_archive(one.source) else [one])
    return tuple(out)


@dataclass(slots=True)
class _Unpacking:
    """The folder that members are laid out in, each in one of its own so that equal names do not meet."""

    folder: Path
    options: Options
    laid_out: int = field(default=0)
    room: int = field(default=0)  # bytes left to the archive that is not in another one

    def opened(self, archive: Found) -> list[Found]:
        """The members of an archive that is in none, which with those in it may unpack to no more than one alone."""
        allowed = max(limits.RATIO_FREE_BYTES, limits.MAX_RATIO * archive.source.stat().st_size)
        self.room = min(MAX_UNPACKED_BYTES, allowed)
        return self.members(archive, 0)

    def members(self, archive: Found, depth: int) -> list[Found]:
        """The members of an archive; the archive itself where there are none."""
        if depth > NESTED:
            return [archive.refuse(TooLarge("zip_depth", limit=str(NESTED + 1)))]
        try:
            with zipfile.ZipFile(archive.source) as opened:
                _within_limits(opened, archive.source.stat().st_size)
                out: list[Found] = []
                for member, name in _chosen(opened):
                    one = self._member(opened, member, archive, name)
                    again = one.refused is None and is_archive(one.source)
                    out.extend(self.members(one, depth + 1) if again else [one])
                return out or [archive]
        except UnreadableError as error:
            return [archive.refuse(error)]
        except _BROKEN:
            return [archive]

    def _member(self, opened: zipfile.ZipFile, member: zipfile.ZipInfo, archive: Found, name: PurePath) -> Found:
        self.laid_out += 1
        source = self.folder / str(self.laid_out) / name.name
        one = Found(source, archive.below / name, f"{archive.told}/{name.as_posix()}")
        if member.file_size > self.options.max_bytes:
            return one.refuse(TooLarge("bytes", size=str(member.file_size), limit=str(self.options.max_bytes)))
        if member.file_size > self.room:
            return one.refuse(TooLarge("zip_ratio", limit=str(limits.MAX_RATIO)))
        self.room -= member.file_size
        source.parent.mkdir(parents=True)
        if not member.flag_bits & _ENCRYPTED:
            return one if _laid_out(opened, member, source) else one.refuse(DamagedFile("zip"))
        passwords = self.options.passwords
        if not any(_laid_out(opened, member, source, password) for password in passwords):
            told = EncryptedFile("password", count=str(len(passwords))) if passwords else EncryptedFile("zip")
            return one.refuse(told)
        return one


def _laid_out(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, password: str | None = None) -> bool:
    """Writes a member to a file; False where it is damaged or the password is another."""
    try:
        pwd = None if password is None else password.encode()
        with opened.open(member, pwd=pwd) as packed, target.open("wb") as written:
            shutil.copyfileobj(packed, written)
    except (*_BROKEN, RuntimeError):  # RuntimeError: a wrong password
        return False
    return True


def _within_limits(opened: zipfile.ZipFile, packed: int) -> None:
    """Raises TooLarge for an archive of too many members or too much content."""
    members = opened.infolist()
    whole = sum(member.file_size for member in members)
    if len(members) > limits.MAX_MEMBERS:
        raise TooLarge("zip_members", limit=str(limits.MAX_MEMBERS))
    if whole > MAX_UNPACKED_BYTES:
        raise TooLarge("zip_size", limit=str(MAX_UNPACKED_BYTES))
    if whole > limits.RATIO_FREE_BYTES and whole > limits.MAX_RATIO * packed:
        raise TooLarge("zip_ratio", limit=str(limits.MAX_RATIO))


def _chosen(opened: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePath]]:
    """The members to read, each with a path of its own: none hidden, none that a Mac adds, none above the archive."""
    taken: set[str] = set()
    for member in sorted(opened.infolist(), key=lambda one: one.filename):
        name = PurePosixPath(_name(member).replace("\\", "/"))
        parts = [part for part in name.parts if part not in ("/", "..", ".")]
        hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
        link = stat.S_ISLNK(member.external_attr >> 16)  # holds a path, not a manual
        if parts and not member.is_dir() and not hidden and not link and wanted(parts[-1]):
            yield member, _untaken(PurePath(*map(_fitting, parts)), taken)


def _fitting(name: str) -> str:
    """The name, its stem cut where a file system would refuse it: Windows counts characters, others bytes."""
    end = suffix(name) if wanted(name) else ""
    stem = name.removesuffix(end) if end else name
    room = MAX_NAME_BYTES - len(end.encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + end if len(stem.encode()) > room else name


def _untaken(path: PurePath, taken: set[str]) -> PurePath:
    """The path, numbered where the archive has one like it already (also in other letters: Windows knows no case)."""
    given, number = path, 1
    while str(path).casefold() in taken:
        number += 1
        path = given.with_stem(f"{given.stem} ({number})")
    taken.add(str(path).casefold())
    return path


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
