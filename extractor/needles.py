"""What characters a text must hold for a regular expression to match, so that most searches need not be made."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from importlib import import_module
from operator import or_
from threading import Lock
from typing import Any, Protocol, TypeVar

# A set of more characters tells too little: of 125 built-in patterns 2 have no smaller one.
LARGEST_SET = 200
# Texts whose look is kept: a paragraph is asked of by six steps, and each step goes through all of them.
LOOKS_KEPT = 20_000
# What an expression needs is asked before it is compiled, of all those that are asked for together.
TREES_KEPT = 256
DIGIT, BLANK = "\\d", "\\s"  # in a set: any decimal digit of any script, any blank
_CLASSES = {DIGIT: re.compile(DIGIT), BLANK: re.compile(BLANK)}
_CATEGORIES = {"CATEGORY_DIGIT": DIGIT, "CATEGORY_SPACE": BLANK}
_FUZZY = re.compile(r"(?<!\\)\{(?!\d|,)")  # regex alone knows (?:…){e<=1}

Needs = tuple[frozenset[str], ...]  # of each set a matching text holds one character at the least


def needs(pattern: str) -> Needs:
    """The two smallest sets of characters that every match needs; fewer where the expression does not say.

    An expression that ``re`` reads otherwise than ``regex`` (or not at all) gives ().
    """
    tree = _tree(pattern)
    if tree is None or tree.state.flags & re.IGNORECASE:
        return ()
    found = sorted(set(_sequence(tree)), key=lambda one: (_size(one), sorted(one)))
    return tuple(found[:2])


def plain(pattern: str) -> re.Pattern[str] | None:
    """The expression for ``re``, which compiles twice as fast as ``regex``; None where it reads otherwise or not."""
    tree = _tree(pattern)
    if tree is None:
        return None
    compiler = import_module("re._compiler")
    try:
        compiled: re.Pattern[str] = compiler.compile(tree)  # as re.compile does, which would read it once more
    except re.error:  # a look-behind of no fixed width
        return None
    return compiled


@lru_cache(maxsize=TREES_KEPT)
def _tree(pattern: str) -> Any | None:
    """How ``re`` reads an expression; None where it does otherwise than ``regex`` or not at all."""
    if _FUZZY.search(pattern):
        return None
    parser = import_module("re._parser")  # the one exact reader of expressions there is; its trees are stable
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # nested sets
            return parser.parse(pattern)
    except (re.error, FutureWarning, DeprecationWarning, OverflowError):
        return None


def _size(one: frozenset[str]) -> int:
    return len(one) + 4 * (DIGIT in one) + 4 * (BLANK in one)


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The sets that every match of a sequence needs."""
    return [one for operator, value in nodes for one in _node(str(operator), value) if len(one) <= LARGEST_SET]


def _node(operator: str, value: Any) -> Sequence[frozenset[str]]:
    if operator == "LITERAL":
        return [frozenset((chr(value),))]
    if operator == "IN":
        return _set(value)
    if operator == "BRANCH":
        return _either([_sequence(branch) for branch in value[1]])
    if operator == "SUBPATTERN":
        return [] if value[1] & re.IGNORECASE else _sequence(value[3])
    if operator == "ATOMIC_GROUP":
        return _sequence(value)
    if operator in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _sequence(value[2]) if value[0] else []
    if operator == "ASSERT":
        return _sequence(value[1])
    return []


def _either(branches: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    """One set that holds the smallest of each branch, if every branch has one."""
    if not all(branches):
        return []
    return [frozenset[str]().union(*(min(sets, key=_size) for sets in branches))]


def _set(members: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    found: set[str] = set()
    for operator, value in members:
        name = str(operator)
        if name == "LITERAL":
            found.add(chr(value))
        elif name == "RANGE" and value[1] - value[0] < LARGEST_SET:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif name == "CATEGORY" and str(value) in _CATEGORIES:
            found.add(_CATEGORIES[str(value)])
        else:
            return []
    return [frozenset(found)]


class Searched(Protocol):
    """An expression with a name of its own."""

    @property
    def id(self) -> str: ...

    @property
    def pattern(self) -> str | None: ...


_Some = TypeVar("_Some", bound=Searched)


@dataclass(frozen=True, slots=True)
class _Group:
    """Expressions that are searched together, each with its bit."""

    of: object  # keeps the id of the tuple taken
    members: tuple[tuple[int, Any], ...]
    bits: int
    chosen: dict[int, tuple[Any, ...]]  # by the bits lit: texts of one manual light few different ones


class Sieve:
    """Tells which of many expressions can match a text at all, from one look at its characters.

    Each expression has two bits, one for each of its sets; the characters of a text light bits, and an expression
    is likely where both are lit.
    """

    def __init__(self) -> None:
        self._lit: dict[str, int] = {}  # character → the bits that it lights
        self._known: frozenset[str] = frozenset()  # its characters; a set meets a text in a tenth of a dict's time
        self._always = 0  # bits of expressions that need nothing
        self._bits: dict[str, int] = {}  # the first of the two by the name of the expression
        self._groups: dict[int, _Group] = {}  # by the id of the tuple
        self._looks: dict[str, int] = {}  # what the last texts light
        self._lock = Lock()

    def likely(self, searched: tuple[_Some, ...], text: str) -> Sequence[_Some]:
        """Those of the expressions that can match the text at all, in their order.

        What is learned of the tuple is kept, so it should live as long as the sieve.
        """
        group = self._groups.get(id(searched)) or self._learned(searched)
        bits = self._looks.get(text)
        if bits is None:
            if len(self._looks) >= LOOKS_KEPT:
                self._looks.clear()
            bits = self._looks[text] = self._look(text)
        bits &= group.bits
        found = group.chosen.get(bits)
        if found is None:
            if len(group.chosen) >= LOOKS_KEPT:
                group.chosen.clear()
            found = group.chosen[bits] = tuple(one for bit, one in group.members if bits & bit)
        return found

    def _look(self, text: str) -> int:
        lit = self._lit
        found = reduce(or_, map(lit.__getitem__, self._known.intersection(text)), self._always)
        for name, one in _CLASSES.items():
            if name in lit and one.search(text) is not None:
                found |= lit[name]
        return found & found >> 1

    def _learned(self, searched: tuple[_Some, ...]) -> _Group:
        with self._lock:
            for one in searched:
                if one.pattern and one.id not in self._bits:
                    self._add(one.id, one.pattern)
            members = tuple((self._bits[one.id], one) for one in searched if one.pattern)
            group = self._groups[id(searched)] = _Group(searched, members, sum({bit for bit, _ in members}), {})
        return group

    def _add(self, name: str, pattern: str) -> None:
        first = self._bits[name] = 1 << 2 * len(self._bits)
        sets = needs(pattern)
        for k in range(2):
            if k >= len(sets):
                self._always |= first << k
                continue
            for char in sets[k]:
                self._lit[char] = self._lit.get(char, 0) | first << k
        self._known = frozenset(self._lit)
        self._looks.clear()
