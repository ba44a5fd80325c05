"""Lists run together in a field: posts, persons, partners, key figures."""

from __future__ import annotations

import itertools
import re

from extractor.lexicon import Lexicon
from extractor.text import Text

_SEPARATOR = re.compile(r"[、,，;；\n]|\s{1,}")
_AND = re.compile(r"(?<=[\u4e00-\u9fff])(?:以及|(?<![普涉以遍触顾危波])及(?![时格其])|[和与])(?=[\u4e00-\u9fff])")
_PARTNER_SEPARATOR = re.compile(
    r"[、,，;；\n]|(?<=[\u4e00-\u9fff])(?<![普涉以遍触顾危波])及(?![时格其])(?=[\u4e00-\u9fff])"
)
_NOTHING = re.compile(
    r"^(?:[/／\\\-—–_无×xX\s]*|没有|暂无|不详|N/?A|n/a|none|nil|Nil|NIL|空缺|待定|待补充?|待聘|TBD|tbd|略|请?(?:输入|填写|填入|选择|点击)(?:你的|您的)?(?:姓名|名字|部门|职[位务]|岗位|单位|日期|内容|文[字本])|\$?\{+[^{}]*\}+)[。.]?$"
)
_TAIL = re.compile(r"(?:等(?:单位|部门|相关部门|有关部门|机构|人员|岗位)?)?[。.；;，,]?$")


def is_nothing(text: str) -> bool:
    """Whether a value says that there is none: 「/」「无」."""
    return bool(_NOTHING.match(text))


def split_names(text: Text, lexicon: Lexicon, known: frozenset[str] = frozenset()) -> list[Text]:
    """The posts (or persons) that a field names, also where they are run together."""
    out: list[Text] = []
    for part in _parts(text, _SEPARATOR):
        both = _parts(part, _AND)
        for name in both if all(lexicon.kind_of(one.value) is not None for one in both) else [part]:
            out.extend(_run_together(name, lexicon, known))
    return out


def split_partners(text: Text) -> list[Text]:
    """The partners or key figures that a field lists."""
    return _parts(text, _PARTNER_SEPARATOR)


def split_figures(text: Text) -> list[Text]:
    """The key figures that a field lists; the marks between them are those that stand oftenest outside brackets."""
    value = text.value
    strong = re.compile(r"[;；\n]") if re.search(r"[;；\n]", value) else None
    if strong is None:
        return _parts(text, re.compile(r"[、,，]"))
    out = []
    for part in _parts(text, strong):
        pieces = _parts(part, re.compile(r"、"))
        out.extend(pieces if all(len(piece) > 3 for piece in pieces) else _rejoined(part, pieces))
    return out


def _rejoined(part: Text, pieces: list[Text]) -> list[Text]:
    """Pieces of two or three characters belong to the next: 「考核、薪酬工作差错率」 is one figure."""
    out: list[Text] = []
    start: int | None = None
    for piece in pieces:
        at = part.value.find(piece.value, 0 if start is None else start)
        if start is None:
            start = at
        if len(piece) > 3:
            out.append(part[start : at + len(piece)])
            start = None
            part = part[at + len(piece) :].strip("、,， ")
    if start is not None:
        out.append(part.strip())
    return [text for text in out if text.value]


def _parts(text: Text, separator: re.Pattern[str]) -> list[Text]:
    value = text.value
    tail = _TAIL.search(value)
    end = tail.start() if tail else len(value)
    out: list[Text] = []
    at, depth = 0, 0
    for k, char in enumerate(value[:end]):
        depth += (char in "(（《“") - (char in ")）》”")
        if depth <= 0 and separator.match(value, k) and k >= at:
            out.append(text[at:k].strip())
            match = separator.match(value, k)
            assert match is not None
            at = match.end()
    out.append(text[at:end].strip())
    return [part for part in out if part.value and not is_nothing(part.value)]


def _run_together(text: Text, lexicon: Lexicon, known: frozenset[str]) -> list[Text]:
    """「行政专员人事专员驾驶员」 cut at posts that the document names, else at the ends of posts."""
    value = text.value
    cuts = _cover(value, known)
    if cuts is None:
        cuts = _ends(value, lexicon)
    return [text[a:b] for a, b in itertools.pairwise(cuts) if b > a] if cuts else [text]


def _cover(value: str, names: frozenset[str]) -> list[int] | None:
    """Cuts that make the value a row of known names, the longest at each place; None where it is not."""
    size = len(value)
    cuts = [0]
    while (at := cuts[-1]) < size:
        ends = range(size if at else size - 1, at, -1)  # the whole value is no row
        end = next((end for end in ends if value[at:end] in names), None)
        if end is None:
            return None
        cuts.append(end)
    return cuts if len(cuts) > 2 else None


# A post's name has at least this many characters when run-together names are cut at post endings (司机, 会计).
SHORTEST_NAME = 2
_POST_END = re.compile(
    r"(?:专员|主管|经理|主任|助理|总监|会计|出纳|司机|文员|秘书|[^人成职动官议演学会委党社队组团]员|班长|组长|科长|部长|处长|店长|厂长|工程师|设计师|[^教律医老]师)"
)


# A rank in front of a post belongs to it: 主管副总经理, 助理工程师.
_RANKED = re.compile(r"(?:主管|分管|主任|副主任|助理|经理|秘书|总监)(?=[^、，]{2,6}$)(?!主管|助理)")


def _ends(value: str, lexicon: Lexicon) -> list[int]:
    if len(value) < 6 or "/" in value or "(" in value or "（" in value:
        return []
    if _RANKED.match(value):
        return []
    cuts = [0]
    for match in _POST_END.finditer(value):
        if match.end() - cuts[-1] >= SHORTEST_NAME and lexicon.kind_of(value[cuts[-1] : match.end()]) == "role":
            cuts.append(match.end())
    return cuts if len(cuts) > 2 and cuts[-1] == len(value) else []
