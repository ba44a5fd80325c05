"""Writes small compound files for tests: streams at the top level, and those of an embedded document below."""

from __future__ import annotations

import struct

SECTOR = 512
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_CUTOFF = 0  # every stream lies in whole sectors


def compound(streams: dict[str, bytes], embedded: dict[str, bytes] | None = None) -> bytes:
    """The bytes of a compound file; ``embedded`` are the streams of a storage that stands first in the directory."""
    inner = embedded or {}
    names = [("ObjectPool", b"", 1)] * bool(inner) + [(name, data, 2) for name, data in (inner | {}).items()]
    names += [(name, data, 2) for name, data in streams.items()]
    below = len(inner)
    sectors: list[bytes] = []
    chain: list[int] = []
    entries: list[bytes] = []
    for at, (name, data, kind) in enumerate(names):
        start, count = len(chain), max(1, -(-len(data) // SECTOR))
        sectors.extend(data[k * SECTOR : (k + 1) * SECTOR].ljust(SECTOR, b"\0") for k in range(count))
        chain.extend([*range(start + 1, start + count), _END])
        last_of_storage = at in {below, len(names) - 1} if inner else at == len(names) - 1
        right = below + 2 if inner and at == 0 else _NONE if last_of_storage else at + 2
        child = 2 if inner and at == 0 else _NONE
        entries.append(_entry(name, kind, right, child, start, len(data)))
    directory = b"".join([_entry("Root Entry", 5, _NONE, 1, _END, 0), *entries])
    directory_start, count = len(chain), -(-len(directory) // SECTOR)
    directory = directory.ljust(count * SECTOR, b"\0")
    sectors.extend(directory[k * SECTOR : (k + 1) * SECTOR] for k in range(count))
    chain.extend([*range(directory_start + 1, directory_start + count), _END])
    table_at = len(chain)
    table = struct.pack("<128I", *[*chain, _TABLE, *[_FREE] * (127 - len(chain))])
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<9I", 1, directory_start, 0, _CUTOFF, _END, 0, _END, 0, table_at)
    return header + struct.pack("<108I", *[_FREE] * 108) + b"".join(sectors) + table


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, _NONE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<3I", start, size, 0)
