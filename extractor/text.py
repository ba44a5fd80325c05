"""Text that remembers where it was read: a string, and for each character its offset in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

Range = tuple[int, int]  # half-open offsets [start, end) into the source text


class Text:
    """An immutable string over a source text.

    The origins are kept as runs: run ``k`` starts at ``starts[k]`` in the value and at
    ``origins[k]`` in the source, and both count on by one. Cleaning removes characters
    (a few more runs) or exchanges them one for one (no run changes), so the runs stay few.
    """

    __slots__ = ("_origins", "_starts", "value")

    def __init__(self, value: str, starts: tuple[int, ...], origins: tuple[int, ...]) -> None:
        self.value = value
        self._starts = starts
        self._origins = origins

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Text:
        """The stretch ``source[start:end]``, each character at its own offset."""
        return cls(source[start:end], (0,), (start,))

    def __len__(self) -> int:
        return len(self.value)

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"Text({self.value!r}@{self._origins[0] if self.value else '-'})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.value == other.value and self.spans() == other.spans()

    def __hash__(self) -> int:
        return hash((self.value, self.spans()))

    def __getitem__(self, key: slice) -> Text:
        size = len(self.value)
        start, end, step = key.indices(size)
        if step != 1:
            raise ValueError("a Text is cut in steps of one")
        if start == 0 and end == size:
            return self
        if end < start:
            end = start
        if len(self._starts) == 1:
            return Text(self.value[start:end], (0,), (self._origins[0] + start,))
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1, first) if end > start else first + 1
        starts = tuple(max(s - start, 0) for s in self._starts[first:last])
        origins = (self._origins[first] + start - self._starts[first], *self._origins[first + 1 : last])
        return Text(self.value[start:end], starts, origins)

    def __add__(self, other: Text) -> Text:
        return concat((self, other))

    def origin(self, index: int) -> int:
        """The source offset of the character at ``index`` (of the end, for ``len(self)``)."""
        if index == len(self.value) and index:
            return self.origin(index - 1) + 1
        run = bisect_right(self._starts, index) - 1
        return self._origins[run] + index - self._starts[run]

    def gaps(self, size: int) -> tuple[int, ...]:
        """Where in the value this many characters of the source were left out."""
        runs = zip(self._starts, self._origins, self._starts[1:], self._origins[1:], strict=False)
        return tuple(start for last, origin, start, other in runs if other - origin - (start - last) == size)

    def spans(self) -> tuple[Range, ...]:
        """The source ranges covered, in the order of the value, neighbours joined."""
        size = len(self.value)
        if len(self._starts) == 1:
            return ((self._origins[0], self._origins[0] + size),) if size else ()
        out: list[Range] = []
        for k, (start, origin) in enumerate(zip(self._starts, self._origins, strict=True)):
            length = (self._starts[k + 1] if k + 1 < len(self._starts) else size) - start
            if not length:
                continue
            if out and out[-1][1] == origin:
                out[-1] = (out[-1][0], origin + length)
            else:
                out.append((origin, origin + length))
        return tuple(out)

    def stands_in(self, source: str) -> int | None:
        """Where the text stands in the source just as it is, word for word; None where cleaning changed it.

        Of a text whose source is not given ("") it is enough that it stands in one piece.
        """
        at = self._origins[0]
        whole = len(self._starts) == 1 and (not source or source.startswith(self.value, at))
        return at if whole else None

    def is_said_by(self, source: str) -> bool:
        """Whether the pieces of the source that the text covers say the same, word for word."""
        return "".join([source[start:end] for start, end in self.spans()]) == self.value

    def recast(self, value: str) -> Text:
        """The same places showing other characters, one for one."""
        if len(value) != len(self.value):
            raise ValueError("recast keeps the length: one character for one")
        return self if value == self.value else Text(value, self._starts, self._origins)

    def without(self, ranges: Iterable[Range]) -> Text:
        """This text less the given ranges of its own offsets (ascending, disjoint)."""
        pieces: list[Text] = []
        at = 0
        for start, end in ranges:
            if start > at:
                pieces.append(self[at:start])
            at = end
        if at == 0:
            return self
        pieces.append(self[at:])
        return concat(pieces)

    def strip(self, chars: str | None = None) -> Text:
        """Without the blank (or given) characters at both ends."""
        value = self.value
        bare = value.strip(chars)
        if len(bare) == len(value):  # so it is nine times in ten
            return self
        left = len(value) - len(value.lstrip(chars))
        return self[left : left + len(bare)]


EMPTY = Text("", (0,), (0,))


def concat(pieces: Iterable[Text]) -> Text:
    """The texts one after another."""
    kept = [piece for piece in pieces if piece.value]
    if not kept:
        return EMPTY
    if len(kept) == 1:
        return kept[0]
    starts: list[int] = []
    origins: list[int] = []
    size = 0
    for piece in kept:
        if len(piece._starts) == 1:
            starts.append(size)
        else:
            starts.extend([size + s for s in piece._starts])
        origins.extend(piece._origins)
        size += len(piece.value)
    return Text("".join(piece.value for piece in kept), tuple(starts), tuple(origins))


def merged(ranges: Iterable[Range]) -> Iterator[Range]:
    """The ranges in ascending order, those that touch or overlap made one."""
    current: Range | None = None
    for start, end in sorted(ranges):
        if current is not None and start <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            if current is not None:
                yield current
            current = (start, end)
    if current is not None:
        yield current
