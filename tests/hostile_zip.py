"""Zip files that want to break the program: bombs, lies of their directories, names that lead elsewhere."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from .docx_builder import p, package, zipped

MANUAL = "茶艺师岗位职责\n1、清洗茶具。\n".encode()
MILLION = bytes(1_000_000)


def archive(**members: bytes) -> bytes:
    """A zip of members named by the keys, __ for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name.replace("__", "."), data)
    return out.getvalue()


def named(*names: str) -> bytes:
    """A zip whose members are called so, each a manual."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in names:
            opened.writestr(name, MANUAL)
    return out.getvalue()


def cut(data: bytes) -> bytes:
    """The first half, as a broken download leaves it."""
    return data[: len(data) // 2]


def spoiled(data: bytes) -> bytes:
    """The same length with the middle lost, as a bad disk leaves it: the directory at the end is whole."""
    third = len(data) // 3
    return data[:third] + bytes(64) + data[third + 64 :]


def bomb(member: str, megabytes: int) -> bytes:
    """One member that deflates a thousandfold."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("[Content_Types].xml", "<Types/>")
        with opened.open(member, "w") as part:
            for _ in range(megabytes):
                part.write(MILLION)
    return out.getvalue()


def lying_bomb(member: str, megabytes: int) -> bytes:
    """The same, its directory saying that the member holds 10 bytes: what is checked there is not to be believed."""
    size = struct.pack("<I", megabytes * len(MILLION))
    return bomb(member, megabytes).replace(size, struct.pack("<I", 10))


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip …, a manual in the innermost."""
    inner = archive(a__txt=MANUAL)
    for _ in range(depth):
        inner = archive(a__zip=inner)
    return inner


def nested_bomb() -> bytes:
    """Three hundred archives of 19 MB each, which is little for one of them and 5.7 GB for all."""
    small = bomb("a.txt", 19)
    return archive(**{f"n{k}__zip": small for k in range(300)})


def overlapping(members: int) -> bytes:
    """Many names for one and the same packed megabyte (D. Fifield, A better zip bomb, 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(MILLION) + packer.flush()
    common = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0x21, zlib.crc32(MILLION), len(packed), len(MILLION))
    local = b"PK\x03\x04" + common + struct.pack("<HH", 5, 0) + b"a.txt" + packed
    names = [f"{k:05}.txt".encode() for k in range(members)]
    central = b"".join(
        b"PK\x01\x02\x14\0" + common + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name for name in names
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, members, members, len(central), len(local), 0)
    return local + central + end


def crowded(members: int) -> bytes:
    """A directory of so many empty members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for number in range(members):
            opened.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    return out.getvalue()


def link(target: str) -> bytes:
    """A member that is a symbolic link, as Info-ZIP stores one."""
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        opened.writestr(entry, target)
    return out.getvalue()


def locked() -> bytes:
    """A member whose flags say that it is encrypted."""
    data = bytearray(archive(a__txt=MANUAL))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def spliced(data: bytes, **parts: str | bytes) -> bytes:
    """An Office file with some of its parts written anew: word__document is word/document.xml."""
    out = io.BytesIO()
    new = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in {**dict.fromkeys(old.namelist()), **new}:
            made.writestr(name, new.get(name, old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


WORD = package(p("茶艺师岗位职责") + p("1、清洗茶具。"))
_ODT_TYPE = "application/vnd.oasis.opendocument."


def open_document(kind: str, content: str, manifest: str = "") -> bytes:
    """An OpenDocument file (kind: text, spreadsheet) with this content.xml."""
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    names = entry.format("/", _ODT_TYPE + kind) + entry.format("content.xml", "text/xml")
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    return zipped(
        {
            "mimetype": _ODT_TYPE + kind,
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest:manifest {space}>{names}{manifest}</manifest:manifest>",
        }
    )
