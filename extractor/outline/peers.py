"""What the lines of a document say of each other: those of one look are of one kind, rare gaps divide parts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractor.outline.parts import Line

_EIGHTH = (8,)  # (h)
_LETTERS = {(1,): (9,), (5,): (22,), (10,): (24,)}  # i, v and x: their values as Roman numbers and as letters


def read_as_letters(rows: list[Line]) -> None:
    """Behind (h) and h. what looks like the Roman number (i) or i. is the next letter."""
    marked = [part for row in rows for part in row.parts if part.mark is not None and part.event is not None]
    families = {part.mark.family for part in marked if part.mark is not None and part.mark.value == _EIGHTH}
    if not families & {"pl", "a"}:
        return
    for part in marked:
        mark, event = part.mark, part.event
        assert mark is not None and event is not None
        family, form = ("pl", "(a)") if mark.form.startswith("(i)") else ("a", "letter")
        if (
            mark.family == "pr"
            and mark.value in _LETTERS
            and family in families
            and mark.end - mark.start <= len("(i)")
        ):
            part.mark = replace(mark, family=family, form=form, value=_LETTERS[mark.value])
            part.event = replace(event, mark=part.mark)


# So many labels of one look are the document's way to write its sections.
FEWEST_PEERS = 2
# What speaks for a line with a colon as a heading where names stand so: as much as for a name.
BESIDE_NAMES = 0.7


def mark_peers(rows: list[Line]) -> None:
    """Short lines that look as others do (bold, a colon, one size) are what those are: section labels or names."""
    looks: Counter[tuple[bool, bool, float]] = Counter()
    names: Counter[tuple[bool, bool, float]] = Counter()
    for row in rows:
        label = row.parts[0].label if row.parts else None
        if label is not None and label.kind == "section" and row.text is not None and label.end == len(row.text):
            looks[_look(row)] += 1
        if _is_named(row):
            names[_look(row)] += 1
    _mark_names(rows)
    heading = [_heads_section(row, following) for row, following in zip(rows, [*rows[1:], None], strict=True)]
    heads = Counter(_look(row) for row, one in zip(rows, heading, strict=True) if one and _is_named(row))
    for row, one in zip(rows, heading, strict=True):
        event = row.parts[0].event if row.parts else None
        if event is not None and event.kind == "short":
            look = _look(row)
            beside_names = names[look] >= FEWEST_PEERS and look[1] and not looks[look]
            if beside_names or (one and look[0] and heads[look] >= FEWEST_PEERS):
                row.parts[0].event = replace(event, kind="named", bonus=event.bonus + BESIDE_NAMES)
            elif looks[look] >= FEWEST_PEERS and (look[0] or look[1]):
                row.parts[0].event = replace(event, kind="peer")


# Names of posts on lines of their own over other text are headings where so many stand: one may be a word of a list.
FEWEST_NAMES = 3
# What speaks for each of them then: as much as for one above a sentence about itself.
AMONG_NAMES = 1.5


def _mark_names(rows: list[Line]) -> None:
    """Names above other text, of one look and so many, are headings."""
    pairs = zip(rows, [*rows[1:], None], strict=True)
    heads = [row for row, behind in pairs if _is_named(row) and behind is not None and not _is_named(behind)]
    looks = Counter(map(_look, heads))
    for row in heads:
        event = row.parts[0].event
        if looks[_look(row)] >= FEWEST_NAMES and event is not None and event.bonus < AMONG_NAMES:
            row.parts[0].event = replace(event, bonus=AMONG_NAMES)


def _is_named(row: Line) -> bool:
    return bool(row.parts) and row.parts[0].event is not None and row.parts[0].event.kind == "named"


def _heads_section(row: Line, following: Line | None) -> bool:
    """Whether the label of a section is all that the next line holds."""
    if row.text is None or following is None or following.text is None or not following.parts:
        return False
    label = following.parts[0].label
    return label is not None and label.kind == "section" and label.end == len(following.text)


def _look(row: Line) -> tuple[bool, bool, float]:
    assert row.paragraph is not None and row.text is not None
    return row.paragraph.bold, row.text.value[-1:] in ":：", row.paragraph.size


# Empty lines divide parts of a document when at most this share of its lines stand behind one.
RARE_GAPS = 0.35


def mark_gaps(rows: list[Line]) -> None:
    """Notes the empty lines where they are rare enough to mean something."""
    gaps = [row for row in rows if row.paragraph is not None and row.paragraph.gap]
    if len(gaps) <= RARE_GAPS * len(rows):
        for row in gaps:
            row.gap = True
