"""The top-level streams of a compound file ([MS-CFB]); embedded documents have streams of the same names below."""

from __future__ import annotations

import struct

from extractor.errors import DamagedFile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_TABLES = 109  # entries of the table of allocation sectors that the header itself holds
_LAST = 0xFFFFFFFA  # sector numbers from here on are no sectors but marks (end of chain, free …)
_NO_ENTRY = 0xFFFFFFFF
_ENTRY = 128  # bytes of a directory entry
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """A compound file opened; raises DamagedFile where its own tables do not hold together."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (struct.error, IndexError, UnicodeDecodeError) as broken:
            raise DamagedFile("ole") from broken

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams and storages at the top level."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of the top level; DamagedFile if there is none."""
        entry = self._entries.get(name)
        if entry is None or entry[66] != _STREAM:
            raise DamagedFile("ole", stream=name)
        start, size = struct.unpack_from("<2I", entry, 116)
        small = size < self._cutoff
        return self._chain(start, self._mini_next if small else self._next, small)[:size]

    def _open(self, data: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<2H", data, 0x1E)
        if not data.startswith(MAGIC) or shift not in {9, 12} or mini_shift != 6:
            raise DamagedFile("ole")
        self._data, self._size, self._mini_size = data, 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_table, more = (
            struct.unpack_from("<I", data, at)[0] for at in (0x30, 0x38, 0x3C, 0x44)
        )
        tables = list(struct.unpack_from(f"<{_HEADER_TABLES}I", data, 0x4C))
        seen = 0
        while more < _LAST and seen * self._size <= len(data):
            block = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            tables.extend(block[:-1])
            more = block[-1]
            seen += 1
        self._next = self._numbers(b"".join(self._sector(k) for k in tables if k < _LAST))
        self._mini_next = self._numbers(self._chain(mini_table, self._next, small=False))
        listed = self._chain(directory, self._next, small=False)
        entries = [listed[at : at + _ENTRY] for at in range(0, len(listed) - _ENTRY + 1, _ENTRY)]
        if not entries or entries[0][66] != _ROOT:
            raise DamagedFile("ole")
        root_start, root_size, child = (struct.unpack_from("<I", entries[0], at)[0] for at in (116, 120, 76))
        self._mini = self._chain(root_start, self._next, small=False)[:root_size]
        self._entries = _siblings(entries, child)

    @staticmethod
    def _numbers(table: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise DamagedFile("ole")
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, start: int, following: tuple[int, ...], small: bool) -> bytes:
        """The sectors that follow one another from ``start``; one that comes again is damage."""
        pieces: list[bytes] = []
        at = start
        while at < _LAST:
            if len(pieces) > len(following) or at >= len(following):
                raise DamagedFile("ole")
            pieces.append(self._mini[at * self._mini_size : (at + 1) * self._mini_size] if small else self._sector(at))
            at = following[at]
        return b"".join(pieces)


def _siblings(entries: list[bytes], first: int) -> dict[str, bytes]:
    """The entries of one storage by name: its tree of left and right neighbours."""
    found: dict[str, bytes] = {}
    waiting, seen = [first], set[int]()
    while waiting:
        at = waiting.pop()
        if at == _NO_ENTRY or at in seen or at >= len(entries):
            continue
        seen.add(at)
        entry = entries[at]
        length = min(struct.unpack_from("<H", entry, 64)[0], 64)
        found[entry[: max(length - 2, 0)].decode("utf-16-le", "replace")] = entry
        waiting.extend(struct.unpack_from("<2I", entry, 68))
    return found
