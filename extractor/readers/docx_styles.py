"""What the styles of a Word document say of a paragraph: heading, list, indent, bold and size, through basedOn."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from extractor.readers.numbering import W

BODY_LEVEL = 9  # w:outlineLvl of body text; 0 to 8 are the headings 1 to 9
DEFAULT_POINTS = 10.0  # of Word where nothing states a size
TWIPS_PER_CHARACTER = 210  # the 10.5 points of 五号, the body size of Chinese Word
_CHAIN = 20  # longest basedOn chain followed: Word allows 11 and a circle must end
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}
_INDENTS = {  # attribute of w:ind → the edge it sets and how many of its units make a character
    "start": ("left", TWIPS_PER_CHARACTER),
    "left": ("left", TWIPS_PER_CHARACTER),
    "startChars": ("left", 100),
    "leftChars": ("left", 100),
    "firstLine": ("first", TWIPS_PER_CHARACTER),
    "firstLineChars": ("first", 100),
    "hanging": ("first", -TWIPS_PER_CHARACTER),
    "hangingChars": ("first", -100),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or character style comes to; None where no style of its chain says anything."""

    heading: int | None = None
    num_id: str | None = None
    level: int | None = None
    list_style: str = ""  # the style of the chain that states the list: a list binds its levels to styles
    indents: dict[str, float] = field(default_factory=dict)  # "left" and "first" in characters
    bold: bool | None = None
    size: float | None = None  # points
    hidden: bool | None = None


_NOTHING = Style()


class Styles:
    """The styles of a document by id, each resolved when first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default_paragraph = ""
        self.default_size = DEFAULT_POINTS
        if root is None:
            return
        for element in root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId", "")
            self._elements[style_id] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default", "0") not in _OFF:
                self.default_paragraph = style_id
        size = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        self.default_size = (half_points(size) if size is not None else None) or DEFAULT_POINTS

    def get(self, style_id: str) -> Style:
        """The style with all that it inherits; one that says nothing for an unknown id."""
        if style_id not in self._resolved:
            chain: list[str] = []
            at = style_id
            while at in self._elements and at not in self._resolved and len(chain) < _CHAIN and at not in chain:
                chain.append(at)
                at = _value(self._elements[at], "basedOn") or ""
            style = self._resolved.get(at, _NOTHING)
            for name in reversed(chain):
                style = self._resolved[name] = _over(style, name, self._elements[name])
        return self._resolved.get(style_id, _NOTHING)

    def linked_list(self, style_id: str) -> str | None:
        """The numId that a numbering style names."""
        element = self._elements.get(style_id)
        number = None if element is None else element.find(f"{W}pPr/{W}numPr/{W}numId")
        return None if number is None else number.get(W + "val")


def _over(base: Style, style_id: str, element: etree._Element) -> Style:
    """The base style with what the element adds or changes."""
    style = base
    name = _HEADING.search(_value(element, "name") or "")
    if name is not None:
        style = replace(style, heading=int(name[1]))
    properties = element.find(W + "pPr")
    if properties is not None:
        heading = outline(properties)
        if heading is not None:
            style = replace(style, heading=heading)
        num_id, level = list_of(properties)
        if num_id is not None or level is not None:
            num_id = base.num_id if num_id is None else num_id
            level = base.level if level is None else level
            style = replace(style, num_id=num_id, level=level, list_style=style_id)
        indent = properties.find(W + "ind")
        if indent is not None:
            style = replace(style, indents=indented(base.indents, indent))
    run = element.find(W + "rPr")
    if run is not None:
        bold, size, hidden = flag(run, "b"), half_points(run.find(W + "sz")), flag(run, "vanish")
        style = replace(
            style,
            bold=base.bold if bold is None else bold,
            size=size or base.size,
            hidden=base.hidden if hidden is None else hidden,
        )
    return style


def outline(properties: etree._Element) -> int | None:
    """The heading level that w:outlineLvl states: 1 to 9, 0 for body text, None for no word on it."""
    value = _value(properties, "outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < BODY_LEVEL else 0


def list_of(properties: etree._Element) -> tuple[str | None, int | None]:
    """The numId and the level (from 0) that w:numPr states."""
    numbering = properties.find(W + "numPr")
    if numbering is None:
        return None, None
    level = _value(numbering, "ilvl")
    return _value(numbering, "numId"), min(int(level), 8) if level is not None and level.isdecimal() else None


def indented(base: dict[str, float], element: etree._Element) -> dict[str, float]:
    """The edges with those changed that a w:ind states; where it states characters, they outweigh the twips."""
    edges = dict(base)
    for name, (edge, units) in _INDENTS.items():
        value = element.get(W + name)
        if value is not None and value.lstrip("-").isdecimal() and (int(value) or not name.endswith("Chars")):
            edges[edge] = int(value) / units
    return edges


def flag(properties: etree._Element, name: str) -> bool | None:
    """An on-off property; None where it is not stated."""
    element = properties.find(W + name)
    return None if element is None else element.get(W + "val", "1") not in _OFF


def half_points(element: etree._Element | None) -> float | None:
    """The points that a w:sz states in half points."""
    value = element.get(W + "val", "") if element is not None else ""
    return int(value) / 2 if value.isdecimal() else None


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")
