"""Paints the automatic list numbers of a Word document as Word shows them: "第一条", "（二）", "1.2", "•"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from extractor.readers.numerals import FORMATS, custom

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
BULLET = "•"

_LINKS = 4  # numStyleLink → style → num → abstractNum: Word writes one such step; four end a circle
_PLACE = re.compile(r"%([1-9])")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "marlett", "courier new")  # their letters are drawn as dots
_OFF = {"0", "false", "off"}
_AS_IN_LAW = (None, FORMATS["decimalZero"])  # what w:isLgl leaves: no numeral stays none, and Word keeps 01, 02


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as numbering.xml states it."""

    start: int = 0  # where none is stated (ECMA-376 part 1, 17.9.25)
    paint: Callable[[int], str] | None = FORMATS["decimal"]  # None: shows no numeral
    text: str = ""  # "第%1条"; %k stands for the numeral of level k, counted from 1
    restart: int | None = None  # restarts after this level (from 1) or one above it; 0 never, None any above
    legal: bool = False  # shows the numerals of all levels as 1, 2, 3, but 01 as 01
    bullet: bool = False
    style: str = ""  # the paragraph style that is bound to this level
    indent: etree._Element | None = None


_UNSTATED = Level()
_NO_LEVEL = Level(paint=None)


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: the counters that it shares with others of its abstractNum, its levels, its own starts."""

    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]  # level → startOverride


class Numbering:
    """The lists of a document and how far each has counted; ask in the order of the document."""

    def __init__(self, root: etree._Element | None, linked: Callable[[str], str | None]) -> None:
        """``root`` is w:numbering or None; ``linked`` gives the numId of a numbering style by its id."""
        self._linked = linked
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[str] = set()  # lists whose own start has been used
        if root is not None:
            self._abstracts = {e.get(W + "abstractNumId", ""): e for e in root.iterchildren(W + "abstractNum")}
            self._nums = {e.get(W + "numId", ""): e for e in root.iterchildren(W + "num")}

    def level(self, num_id: str, level: int) -> Level | None:
        """The definition of a level, None where there is no such list."""
        found = self._list(num_id)
        return found.levels[level] if found else None

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level (from 0) to which the list binds a paragraph style."""
        found = self._list(num_id)
        bound = [k for k, level in enumerate(found.levels) if level.style == style] if found else []
        return bound[0] if bound else None

    def paint(self, num_id: str, level: int) -> str:
        """Count the next paragraph of the list at the level (from 0) and give its number, "" for none."""
        found = self._list(num_id)
        if found is None:
            return ""
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        self._count(found, num_id, level, counters)
        own = found.levels[level]
        if own.bullet:
            return own.text

        def numeral(match: re.Match[str]) -> str:
            k = int(match[1]) - 1
            if k > level:
                return ""
            paint = found.levels[k].paint
            if own.legal and paint not in _AS_IN_LAW:
                paint = FORMATS["decimal"]
            return paint(counters[k] or 0) if paint else ""

        return _PLACE.sub(numeral, own.text).strip()

    def _count(self, found: _List, num_id: str, level: int, counters: list[int | None]) -> None:
        for above in range(level):
            if counters[above] is None:  # a level that was skipped counts as begun: 2. then 2.1.1 then 2.2
                counters[above] = found.levels[above].start
        value, start = counters[level], found.starts.get(level)
        if start is not None and (value is None or num_id not in self._started):
            counters[level] = start  # once for the whole list, and wherever the level restarts (17.9.26)
            self._started.add(num_id)
        else:
            counters[level] = found.levels[level].start if value is None else value + 1
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart
            if level < (deeper if restart is None else restart):
                counters[deeper] = None

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        abstract_id, abstract = self._abstract(num)
        if num is None or abstract is None:
            return None
        levels = {_number(e.get(W + "ilvl"), 0): _level(e) for e in abstract.iterchildren(W + "lvl")}
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            at = _number(override.get(W + "ilvl"), 0)
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = _level(own, levels.get(at, _NO_LEVEL))
            start = _value(override, "startOverride")
            if start is not None:
                starts[at] = _number(start, levels.get(at, _NO_LEVEL).start)
        return _List(abstract_id, tuple(levels.get(k, _NO_LEVEL) for k in range(LEVELS)), starts)

    def _abstract(self, num: etree._Element | None) -> tuple[str, etree._Element | None]:
        """The abstractNum of a num: the one to which a numStyleLink leads, else its own."""
        own = self._own_abstract(num)
        at = own
        for _ in range(_LINKS):
            link = None if at[1] is None else _value(at[1], "numStyleLink")
            if link is None:
                break
            at = self._own_abstract(self._nums.get(self._linked(link) or ""))
        return own if at[1] is None or _value(at[1], "numStyleLink") is not None else at

    def _own_abstract(self, num: etree._Element | None) -> tuple[str, etree._Element | None]:
        abstract_id = (_value(num, "abstractNumId") if num is not None else None) or ""
        return abstract_id, self._abstracts.get(abstract_id)


def _level(element: etree._Element, base: Level = _UNSTATED) -> Level:
    """A w:lvl; what it does not state, as one that overrides may leave out, is that of the base."""
    text = _value(element, "lvlText")
    restart = _value(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    indent = element.find(f"{W}pPr/{W}ind")
    level = replace(
        base,
        start=_number(_value(element, "start"), base.start),
        text=base.text if text is None else text,
        restart=base.restart if restart is None else _number(restart, 0),
        legal=base.legal if legal is None else legal.get(W + "val", "1") not in _OFF,
        style=_value(element, "pStyle") or base.style,
        indent=base.indent if indent is None else indent,
    )
    return _formatted(level, element)


def _formatted(level: Level, element: etree._Element) -> Level:
    """The level with the number format that the w:lvl states, or its bullet."""
    numfmt = next(element.iter(W + "numFmt"), None)
    picture = element.find(W + "lvlPicBulletId") is not None
    name = "" if numfmt is None else numfmt.get(W + "val", "decimal")
    if name == "bullet" or picture:
        text = BULLET if picture or _drawn(element, level.text) else level.text
        return replace(level, paint=None, text=text, bullet=True)
    if numfmt is None:
        return level
    if name == "none":
        return replace(level, paint=None, bullet=False)
    paint = custom(numfmt.get(W + "format", "")) if name == "custom" else FORMATS.get(name, FORMATS["decimal"])
    return replace(level, paint=paint, bullet=False)


def _drawn(element: etree._Element, text: str) -> bool:
    """Whether the bullet is a drawing of a symbol font, which its character does not show."""
    if any("\ue000" <= char <= "\uf8ff" for char in text):
        return True
    fonts = element.find(f"{W}rPr/{W}rFonts")
    names = [] if fonts is None else [fonts.get(W + side, "").lower() for side in ("ascii", "hAnsi")]
    return text.isascii() and text.isalnum() and any(name.startswith(_SYMBOL_FONTS) for name in names)


def doubles(number: str, text: str) -> bool:
    """Whether the text itself starts with the number, typed by hand; widths and blanks do not matter."""
    if not number:
        return False
    typed = text.lstrip()[: len(number) + 1].translate(_FOLD)
    folded = number.translate(_FOLD)
    if not typed.startswith(folded):
        return False
    return not (typed[len(folded) :].isdigit() and folded[-1:] in "0123456789.")


_FOLD = str.maketrans("（）．，：〇○０１２３４５６７８９", "().,:零零0123456789")


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def _number(value: str | None, default: int) -> int:
    """A whole number in the file's own hand, the default where it is none."""
    try:
        return default if value is None else int(value)
    except ValueError:
        return default
