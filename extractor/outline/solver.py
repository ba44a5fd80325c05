"""Which candidate enumerators are real and how they nest: a beam search over the whole document.

A hypothesis is a stack of open sequences. Each event extends every hypothesis in all plausible ways, each at a cost;
the cheapest explanation of the whole document wins. The costs stand in one table (``COSTS``); docs/outline.md
measures what each is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from threading import local
from typing import Literal

from extractor.outline.marks import Mark

# family, last value, form, the last sequence that ended inside (its family and value), whether a known label opened it
Frame = tuple[str, tuple[int, ...], str, tuple[str, tuple[int, ...]] | None, bool]
Stack = tuple[Frame, ...]

REJECTED = -1


@dataclass(frozen=True, slots=True)
class Costs:
    """What each step of an explanation costs; differences count, not absolute values."""

    start: float = 0.8  # a sequence begins
    start_late: float = 1.6  # … with another value than the first
    start_late_step: float = 0.25  # … and more for each value left out
    restart: float = 1.6  # a sequence of the same form begins again in the place of the last
    nested_same: float = 2.5  # a sequence inside one of its own form
    rank: float = 0.7  # a form that usually stands higher begins below a lower one
    gap: float = 1.2  # each value left out, up to three
    repeat: float = 1.9  # the same value again
    back: float = 3.5  # a smaller value
    form: float = 0.5  # n、 after n.
    close: float = 0.15  # each sequence that ends
    close_title: float = 1.2  # a sequence goes on behind a title that stood in it
    close_label: float = 0.6  # … and more where a label opened it and nothing stands in it yet
    title_inside: float = 1.0  # a title of a unit stands inside a numbered list
    empty: float = 3.0  # nothing between two marks of one family
    heading: float = 1.3  # a short line without mark or label is a heading
    text: float = 0.3  # … or is none
    middle_start: float = 0.9  # a sequence begins in mid-sentence
    decimal_parent: float = 1.5  # 3.1 stands under no 3
    decimal_fits: float = 0.8  # … and what it saves that 3.1 stands right under 3
    bracketed: float = 0.2  # the part of it that (1) <1> ① pay, which hardly stand for anything else
    labelled: float = 2.0  # how many times likelier a mark is with a known label right behind it
    bracketed_true: float = 1.6  # how many times likelier a mark is for that
    level: float = 3.0  # a level that the document states goes on at another, or nests a higher one below a deeper one
    carried_on: float = -0.4  # a sequence goes on with the count of the one under the heading before
    bullet: float = 0.5  # a list of bullets begins


COSTS = Costs()

# What it costs to take a candidate for no enumerator, by its position; times its strength.
REJECT = {"start": 4.0, "label": 3.0, "terminal": 2.0, "colon": 1.6, "middle": 1.3}
# The usual order of forms from the outside in; a tie in rank costs nothing.
RANK = {
    "part编": 0,
    "part部分": 0,
    "part章": 0,
    "part篇": 0,
    "part节": 1,
    "part条": 1,
    "part款": 2,
    "part项": 2,
    "roman": 1,
    "stem": 1,
    "cn": 1,
    "pcn": 2,
    "n": 3,
    "d2": 3,
    "d3": 4,
    "d4": 5,
    "d5": 6,
    "pn": 4,
    "A": 4,
    "an": 4,
    "bn": 4,
    "circled": 5,
    "a": 5,
    "pl": 5,
    "pr": 5,
    "bullet": 6,
}
# Frames of headings: styled, unit title, a name alone, section label, another short line, inside a quotation.
TITLES = frozenset("HUNLXQ")
_BRACKETED = frozenset({"pn", "pcn", "an", "circled"})
# Hypotheses kept: with 4 three manuals of the corpus have another outline, with 16 none (docs/outline.md).
BEAM = 8
# Hypotheses dearer than the best by more than this are dropped; half of it changes no outline (docs/outline.md).
MARGIN = 7.0


@dataclass(frozen=True, slots=True)
class Event:
    """What the solver meets, in the order of the document."""

    kind: Literal["mark", "title", "section", "styled", "named", "short", "peer", "quoted", "break"]
    mark: Mark | None = None
    level: int = 0  # of a styled heading
    labelled: bool = False  # a mark with a known label right behind it
    near: int = 99  # characters since the mark before, for marks
    bonus: float = 0.0  # what speaks for a heading (bold, colon, a list beginning right behind)


# A hypothesis: what it cost, the number of its stack, and its decisions, the last one first: (decisions before, depth)
_Trace = tuple["_Trace | None", int]
_Hypothesis = tuple[float, int, _Trace | None]
# Moves kept for the next document, of some 300 bytes each; a text of 300,000 characters makes 9,000.
MOVES_KEPT = 50_000
AT_LEVEL = "@"  # in a form, before the level that the document states for a painted number


class _Moves:
    """What each event makes of each stack, worked out once: documents repeat their forms post after post."""

    def __init__(self) -> None:
        self._number: dict[Stack, int] = {(): 0}
        self._stacks: list[Stack] = [()]
        self._known: dict[tuple[object, ...], dict[int, list[tuple[float, int, int]]]] = {}
        self.size = 0

    def of(self, event: Event) -> dict[int, list[tuple[float, int, int]]]:
        """The moves of an event known so far, by the number of the stack: cost, number of the new stack, depth."""
        mark = event.mark
        what = None if mark is None else (mark.family, mark.form, mark.value, mark.position, mark.strength)
        key = (event.kind, what, event.near <= 1, event.labelled, event.level, event.bonus)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = {}
        return found

    def make(self, event: Event, number: int) -> list[tuple[float, int, int]]:
        """The moves of an event from one stack."""
        self.size += 1
        return [(cost, self._numbered(stack), depth) for cost, stack, depth in _extend(event, self._stacks[number])]

    def _numbered(self, stack: Stack) -> int:
        number = self._number.setdefault(stack, len(self._stacks))
        if number == len(self._stacks):
            self._stacks.append(stack)
        return number


_COST = itemgetter(0)
_KEPT = local()  # of each thread the moves of the documents before


def solve(events: Sequence[Event]) -> list[int]:
    """For each event its depth in the outline (0 outermost), or REJECTED."""
    moves: _Moves | None = getattr(_KEPT, "moves", None)
    if moves is None or moves.size > MOVES_KEPT:
        moves = _KEPT.moves = _Moves()
    if len(events) == 1:
        return [_alone(moves, events[0])]
    beam: list[_Hypothesis] = [(0.0, 0, None)]
    for event in events:
        known = moves.of(event)
        if len(beam) == 1:  # as at each title: nothing to compare it with but its own moves
            before, number, trace = beam[0]
            ways = known.get(number)
            if ways is None:
                ways = known[number] = moves.make(event, number)
            if len(ways) == 1:
                cost, stack, depth = ways[0]
                beam = [(before + cost, stack, (trace, depth))]
                continue
        grown: dict[int, _Hypothesis] = {}
        for before, number, trace in beam:
            ways = known.get(number)
            if ways is None:
                ways = known[number] = moves.make(event, number)
            for cost, stack, depth in ways:
                total = before + cost
                other = grown.get(stack)
                if other is None or total < other[0] - 1e-9:
                    grown[stack] = (total, stack, (trace, depth))
        ordered = sorted(grown.values(), key=_COST)[:BEAM]
        dearest = ordered[0][0] + MARGIN
        beam = [one for one in ordered if one[0] <= dearest]
    decisions: list[int] = []
    last = beam[0][2]
    while last is not None:
        last, depth = last
        decisions.append(depth)
    decisions.reverse()
    return decisions


def _alone(moves: _Moves, event: Event) -> int:
    """The depth of the one event of an outline, as most cells of tables have: the cheapest way from the beginning."""
    known = moves.of(event)
    ways = known.get(0)
    if ways is None:
        ways = known[0] = moves.make(event, 0)
    return min(ways, key=_COST)[2]


def _extend(event: Event, stack: Stack) -> list[tuple[float, Stack, int]]:
    if event.kind == "mark":
        assert event.mark is not None
        return _mark(event.mark, event.near, event.labelled, stack)
    if event.kind == "break":
        return [(0.0, (), 0)]
    if event.kind == "styled":
        depth = 0
        while depth < len(stack) and stack[depth][0] == "H" and stack[depth][1][0] < event.level:
            depth += 1
        return [(0.0, (*stack[:depth], ("H", (event.level,), "", None, False)), depth)]
    if event.kind == "title":
        return _title(stack)
    if event.kind == "quoted":
        return [(0.0, *_push_title(stack, "Q", ("H", "U", "N", "L", "X")))]
    if event.kind == "section":
        return [(0.0, *_push_title(stack, "L", ("H", "U", "N")))]
    family, above = _HEADS[event.kind]
    return [
        (COSTS.text, stack, REJECTED),
        (COSTS.heading - event.bonus, *_push_title(stack, family, above)),
    ]


def _title(stack: Stack) -> list[tuple[float, Stack, int]]:
    """A title of a unit: in the place of the last one, or inside the outermost numbered list that stands open."""
    placed, depth = _push_title(stack, "U", ("H",))
    out = [(0.0, placed, depth)]
    if (
        depth + 1 < len(stack)
        and stack[depth + 1][0] in RANK
        and not any(frame[0] == "U" for frame in stack[depth + 1 :])
    ):
        out.append((COSTS.title_inside, *_push_title(stack[: depth + 2], "U", ("H", stack[depth + 1][0]))))
    return out


# The frames of short lines, and the titles below which they stand: a name, a line that looks like the document's
# section labels, any other.
_HEADS = {"named": ("N", ("H", "U")), "peer": ("L", ("H", "U", "N")), "short": ("X", ("H", "U", "N", "L"))}


def _push_title(stack: Stack, family: str, above: tuple[str, ...]) -> tuple[Stack, int]:
    """The stack with a title of this family: in the place of the last one below the titles above it, or on top."""
    floor = 0
    for depth, frame in enumerate(stack):
        if frame[0] in above:
            floor = depth + 1
    for depth in range(floor, len(stack)):
        if stack[depth][0] == family:
            return (*stack[:depth], (family, (), "", None, False)), depth
    return (*stack, (family, (), "", None, False)), len(stack)


def _mark(mark: Mark, near: int, labelled: bool, stack: Stack) -> list[tuple[float, Stack, int]]:
    reject = REJECT[mark.position] * mark.strength * (COSTS.labelled if labelled else 1.0)
    if mark.position == "middle" and mark.family in _BRACKETED:
        reject *= COSTS.bracketed_true
    out = [(reject, stack, REJECTED)]
    middle = mark.position == "middle"
    frame: Frame = (mark.family, mark.value, mark.form, None, labelled)
    closed = 0.0
    for depth in range(len(stack) - 1, -1, -1):
        family, value, form, memory, opened = stack[depth]
        if family == mark.family:
            inner = (stack[depth + 1][0], stack[depth + 1][1]) if depth + 1 < len(stack) else memory
            cost = closed + _step(mark, value, form)
            if near <= 1:
                cost += COSTS.empty
            out.append((cost, (*stack[:depth], (mark.family, mark.value, mark.form, inner, labelled)), depth))
            if _first(mark) and mark.family != "bullet":
                out.append((closed + COSTS.restart + COSTS.middle_start * middle, (*stack[:depth], frame), depth))
        closed += COSTS.close_title if family in TITLES else COSTS.close
        closed += COSTS.close_label * (opened and depth + 1 == len(stack))
        if family == "H" or closed > 6:
            break
    out.append((_begin(mark, stack, middle), (*stack, frame), len(stack)))
    floor = next((depth + 1 for depth in range(len(stack) - 1, -1, -1) if stack[depth][0] in TITLES), 0)
    if floor < len(stack) and mark.family != "bullet" and all(known[0] != mark.family for known in stack[floor:]):
        closed = COSTS.close * (len(stack) - floor) + COSTS.close_label * stack[-1][4]
        out.append((closed + _begin(mark, stack[:floor], middle), (*stack[:floor], frame), floor))
    return out


def _bare(form: str) -> str:
    """A form without the level that its document states."""
    return form.partition(AT_LEVEL)[0]


def _level(form: str) -> int | None:
    """The level of a painted number or bullet, 0 outermost; None for a typed one."""
    level = form.partition(AT_LEVEL)[2]
    return int(level) if level else None


def _deeper(mark: Mark, form: str) -> bool:
    """Whether the document states that a mark stands at a deeper level than a sequence."""
    mine, other = _level(mark.form), _level(form)
    return mine is not None and other is not None and mine > other


def _first(mark: Mark) -> bool:
    return mark.value[-1] == 1


def _step(mark: Mark, value: tuple[int, ...], form: str) -> float:
    """The cost of going on from a value."""
    cost = 0.0 if _bare(form) == _bare(mark.form) else COSTS.form
    if mark.family == "bullet":
        return cost if form == mark.form else 2.0
    if None not in (levels := (_level(form), _level(mark.form))) and levels[0] != levels[1]:
        cost += COSTS.level
    if mark.value[:-1] != value[:-1]:
        return cost + COSTS.back
    step = mark.value[-1] - value[-1]
    if step == 1:
        return cost
    if step == 0:
        return cost + COSTS.repeat
    if step < 0:
        return cost + COSTS.back
    return cost + COSTS.gap * min(step - 1, 3) + (1.5 if step > 4 else 0.0)


def _below_title(stack: Stack) -> Stack:
    """The open sequences below the innermost title."""
    depth = len(stack)
    while depth and stack[depth - 1][0] not in TITLES:
        depth -= 1
    return stack[depth:]


def _begin(mark: Mark, stack: Stack, middle: bool) -> float:
    """The cost of a sequence that begins inside the innermost open one."""
    under = next((_level(frame[2]) for frame in reversed(_below_title(stack)) if _level(frame[2]) is not None), None)
    level = _level(mark.form)
    higher = COSTS.level if under is not None and level is not None and level < under else 0.0
    if mark.family == "bullet":
        return (
            COSTS.bullet
            + higher
            + COSTS.nested_same * any(frame[0] == "bullet" and frame[2] == mark.form for frame in _below_title(stack))
        )
    cost = higher + COSTS.start + COSTS.middle_start * middle * (COSTS.bracketed if mark.family in _BRACKETED else 1.0)
    if mark.position in ("colon", "label"):
        cost -= 0.4
    if stack and stack[-1][3] == (mark.family, (*mark.value[:-1], mark.value[-1] - 1)):
        return cost + COSTS.carried_on  # 一、1. 2. 二、3. 4.: numbered through
    if not _first(mark):
        cost += COSTS.start_late + COSTS.start_late_step * min(mark.value[-1], 8)
    if any(frame[0] == mark.family and not _deeper(mark, frame[2]) for frame in _below_title(stack)):
        cost += COSTS.nested_same
    if stack and stack[-1][0] in RANK and RANK[stack[-1][0]] > RANK[mark.family]:
        cost += COSTS.rank
    if mark.family[0] == "d" and mark.family[1:].isdigit():
        parent = next((value for family, value, *_ in reversed(stack) if family not in TITLES), ())
        if tuple(parent) != mark.value[: len(parent)] or len(parent) != len(mark.value) - 1:
            cost += COSTS.decimal_parent
        elif parent:
            cost -= COSTS.decimal_fits
    return cost
