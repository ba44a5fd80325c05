"""Candidate enumerators in a line: every place that could begin an item, with its form and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.outline.ordinals import number_of

Position = Literal["start", "terminal", "colon", "label", "middle"]
Value = tuple[int, ...]

_CN = "零〇○一二三四五六七八九十百廿卅"
_TERMINAL = "。；;！!？?.…"
_COLON = ":：—"
_BULLETS = "•●◆◇■□▪▲△▼★☆※○◎➢➤►▶✓✔√◊❖✧⚫⬤∙·‧‣－–—-"

# One alternative for each form. Forms that begin inside brackets come first, decimals before single digits.
_FORMS = re.compile(
    rf"""
      (?P<part>第\s*[{_CN}\d]{{1,4}}\s*(?P<partword>部[分份]|[章节篇条條款项項節編编])(?:[、.．:：]|(?=\s|$|及[时時早]|[^之的第至到\d规規款项所、，,和及]))(?![规規定第至]))
    | [(（〔【]\s*(?P<pcn>[{_CN}]{{1,3}})\s*[)）〕】][、.．]?
    | (?P<pcn1>[\u3220-\u3229])[、.．，,]?
    | [(（〔]\s*(?P<pn>\d{{1,3}})\s*[)）〕][、.．]?(?!号)
    | (?P<pn1>[\u2474-\u2487])[、.．，,]?
    | [<＜〈《]\s*(?P<an>\d{{1,3}})\s*[>＞〉》]
    | (?<![^\s])\[(?P<bn>\d{{1,2}})\]
    | [(（]\s*(?P<pr>[ivxIVX]{{1,5}})\s*[)）]
    | [(（]\s*(?P<pl>[a-zA-Z])\s*[)）]
    | (?P<circled>[\u2460-\u2473\u2776-\u277f\u2780-\u2793\u24f5-\u24fe])[、.．]?
    | (?P<fullstop>[\u2488-\u249b])[、，,]?
    | (?P<dec>(?<![\d.．])(?<!\d[:：])\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}})(?![\d%％‰])(?P<decmark>[、.．)）]?)
    | (?P<n>(?<![\d.．/~～-])(?<!\d[:：])\d{{1,3}})(?P<nmark>[)）、.．,，:：]|\s*[．.、](?!\d)|(?=\s))
        (?:(?![\d%％])|(?<=^\d[、)）])(?=\d)(?!\d{{1,2}}[、，,])|(?<=[；;。]\d[、)）])(?=\d)(?!\d{{1,2}}[、，,])|(?<=^\d\d[、)）])(?=\d)(?!\d{{1,2}}[、，,]))
    | (?P<cn>(?<![{_CN}第])[{_CN}]{{1,3}})(?P<cnmark>[、.．:：,，]|(?=\s))
    | (?P<cnopen>(?<![{_CN}第(（])[{_CN}]{{1,3}})[)）][、.．]?
    | 【\s*(?P<kn>\d{{1,3}})\s*】
    | (?P<romans>(?<![A-Za-z])[ivx]{{1,5}})[.．)）](?=\s|[\u4e00-\u9fff])
    | (?P<roman>[\u2160-\u216b])(?P<romanmark>[、.．]?)
    | (?P<letter>(?<![A-Za-z])[A-Za-z])(?P<lettermark>[、.．)）](?![A-Za-z]))
    | (?P<stem>[甲乙丙丁戊己庚辛壬癸])(?P<stemmark>[、.．])
    | (?P<bare>(?<![\d.．/~～A-Za-z第年月-])(?<!\d[:：])\d{{1,2}})(?=[\u4e00-\u9fff“「《])
    """,
    re.VERBOSE,
)
# The characters that a form can begin with; most others are passed over five times as fast.
_FIRST = re.compile(
    rf"[第(（〔【<＜〈《\[\d{_CN}甲乙丙丁戊己庚辛壬癸a-zA-Z"
    "\u2160-\u216b\u2460-\u249b\u24f5-\u24fe\u2776-\u2793\u3220-\u3229]"
)
_BULLET = re.compile(rf"(?![-－–]\d|○[○〇])[{_BULLETS}](?=\s*\S)|[*+](?=\s+\S)")
_DASH_INSIDE = re.compile(r"(?<![\d\s-])\s?- (?=[\u4e00-\u9fffA-Za-z])")

# What follows a digit in running text and shows that it counts something: no enumerator.
_COUNTED = re.compile(
    "年|月(?!度)|日(?!常)|号(?!码)|时(?!间|刻)|点(?!检|钞)|分(?![管析配解工类发别享清期])|秒|个(?!人|体)|名(?!称)|人(?![员事力才身])|位(?![置于])|次|项(?!目)"
    "|条(?![件款理])|款(?![项待])|家|份|元|万|千|百|亿|[％%‰]|倍|度|级|岁|天|周(?![边转围期密])|种|件|台(?![账帐])|套|辆|吨|斤|米|公[里斤分尺顷]|厘|毫|座|层|楼|页|本(?![部公单岗职人科院校厂店着])"
    "|张|支(?![持付撑出])|只|[Gg克](?![服])|升(?!级)|课时?|小时|工作日|届|批(?!准|复|阅|评)|户|期|以[上下内外]|多|余|至|到(?![位岗货达])|[—\\-~～+＋×℃]|人次|周岁|周年|立方|平方"
)


_DATED = re.compile(r"月(?!度)|日|号|点|小时|个工作日|分钟|周内|天内")
_HEADS_LIST = re.compile(r"[^。；;\d(（]{2,40}[(（]1[)）]")  # 「3付款安排(1)…」: a heading with a list behind it


@dataclass(frozen=True, slots=True)
class Mark:
    """One candidate: where it stands in its line, its form, and its value."""

    start: int
    end: int
    family: str  # candidates of one family can go on from one another
    form: str  # within the family: n. and n、 are of one family
    value: Value
    position: Position
    strength: float  # how rarely the form stands for anything else, 0 … 1


def counts(rest: str) -> bool:
    """Whether a number counts what stands behind it: 3天, 5分."""
    return _COUNTED.match(rest) is not None


def marks(
    value: str, flattened: bool = False, labels: tuple[tuple[int, int], ...] = (), indent: float = 0.0
) -> list[Mark]:
    """The candidates of a line in their order; ``labels`` are stretches known to be labels.

    ``indent`` tells bullets of several depths apart. ``flattened``: digits without any delimiter count as candidates
    in mid-line too.
    """
    return list(_marks(value, flattened, labels, indent))


# Lines whose candidates are kept, of some 300 bytes each: cells and standards come again in every post.
MARKS_KEPT = 10_000


@lru_cache(maxsize=MARKS_KEPT)
def _marks(value: str, flattened: bool, labels: tuple[tuple[int, int], ...], indent: float) -> tuple[Mark, ...]:
    found: list[Mark] = []
    ends = {end for _, end in labels}
    at = 0
    bullet = _BULLET.match(value)
    if bullet:
        found.append(
            Mark(
                0,
                bullet.end(),
                "bullet",
                f"{value[0]}{round(indent)}",
                (1,),
                "start",
                0.8 if value[0] in "-–—－·" else 1.0,
            )
        )
        at = bullet.end()
    for match in _forms(value, at):
        start = match.start()
        if any(s < start < e or (s == start and e > match.end()) for s, e in labels):
            continue
        mark = _mark(match, value, _position(value, start, ends, found), flattened)
        if mark is not None:
            found.append(mark)
    if " - " in value or "- " in value:
        dashes = [
            Mark(m.start(), m.end(), "bullet", "-", (1,), _position(value, m.start(), ends, found), 0.5)
            for m in _DASH_INSIDE.finditer(value, 1)
        ]
        one_within = len(dashes) == 1 and dashes[0].position == "middle"  # 「司机 - 夜班」 is no list
        if bullet or not one_within:
            found = sorted([*found, *dashes], key=lambda mark: mark.start)
    return tuple(found)


def _forms(value: str, at: int) -> Iterator[re.Match[str]]:
    """Every place where a form stands, from the characters that one can begin with."""
    first = _FIRST.search(value, at)
    while first is not None:
        match = _FORMS.match(value, first.start())
        at = first.end()
        if match is not None:
            yield match
            at = match.end()
        first = _FIRST.search(value, at)


def _position(value: str, start: int, label_ends: set[int], found: list[Mark]) -> Position:
    before = start
    while before and value[before - 1] in " \t":
        before -= 1
    if before == 0 or (found and found[-1].end >= before and found[-1].position == "start"):
        return "start"
    if before in label_ends or start in label_ends:
        return "label"
    char = value[before - 1]
    if char in _TERMINAL or char in "。」”)）】]":
        return "terminal" if char not in "」”)）】]" else "middle"
    return "colon" if char in _COLON else "middle"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place where a form stands, to be judged by its builder."""

    text: str  # the number as typed
    groups: dict[str, str]  # of the match
    value: str  # the line
    start: int
    end: int
    position: Position
    flattened: bool


_Builder = Callable[[_Candidate], "Mark | None"]


def _mark(match: re.Match[str], value: str, position: Position, flattened: bool) -> Mark | None:
    groups = match.groupdict()
    start, end = match.span()
    kind = next(name for name in _BUILDERS if groups[name] is not None)
    text = groups[kind]
    build = _BUILDERS[kind]
    return build(_Candidate(text, groups, value, start, end, position, flattened))


def _simple(family: str, form: str, strength: float) -> _Builder:
    """The builder of a form that hardly stands for anything else."""

    def build(it: _Candidate) -> Mark | None:
        number = number_of(it.text)
        return Mark(it.start, it.end, family, form, (number,), it.position, strength) if number else None

    return build


def _unopened(family: str, form: str, strength: float) -> _Builder:
    """The builder of a form that closes no bracket: in mid-sentence it closes one of the text's."""
    build = _simple(family, form, strength)
    return lambda it: build(it) if it.position != "middle" else None


_PART_WORDS = {"條": "条", "節": "节", "編": "编", "項": "项", "部份": "部分"}  # spellings of one word
_PARTS_OF_CLAUSES = ("款", "项", "部分")  # in mid-sentence the text speaks of them


def _part(it: _Candidate) -> Mark | None:
    digits = re.sub(r"[^\d一二三四五六七八九十百零〇○廿卅]", "", it.text[1:])
    word = _PART_WORDS.get(it.groups["partword"], it.groups["partword"])
    number = number_of(digits)
    if not number or (it.position == "middle" and word in _PARTS_OF_CLAUSES):
        return None
    return Mark(
        it.start, it.end, f"part{word}", "part", (number,), it.position, 0.9 if it.position != "middle" else 0.4
    )


def _decimal(it: _Candidate) -> Mark | None:
    parts = tuple(int(part) for part in re.split(r"[.．]", it.text))
    following = it.value[it.end : it.end + 1]
    if (
        len(parts) == 2
        and parts[0]
        and not parts[1]
        and it.position == "start"
        and not _COUNTED.match(it.value, it.end)
    ):
        return Mark(it.start, it.end, "n", "n.0", parts[:1], it.position, 0.9)
    if len(parts) == 2 and it.position == "start" and _DATED.match(it.value, it.end):
        stop = it.start + len(str(parts[0])) + 1  # 「3.6月底前…」 is item 3, due in June
        return Mark(it.start, stop, "n", ".", parts[:1], it.position, 0.9)
    if 0 in parts or _COUNTED.match(it.value, it.end) or (it.position == "middle" and not following):
        return None
    before = it.value[it.start - 1 : it.start]
    if before and (before in "<>=≥≤+-*×/约达为于过至" or (before.isascii() and before.isalpha())):
        return None
    return Mark(
        it.start,
        it.end,
        f"d{len(parts)}",
        "dec",
        parts,
        it.position,
        0.9 if it.position == "start" or following in " \u3000" else 0.6,
    )


def _digit(it: _Candidate) -> Mark | None:
    mark = it.groups["nmark"].strip() or " "
    number = int(it.text)
    following = it.value[it.end :].lstrip()[:1]
    if not number or number > 199:
        return None
    if mark == " ":
        rest = it.value[it.end :].lstrip()
        if (
            (it.position not in ("start", "label") and not it.flattened)
            or not rest
            or _COUNTED.match(rest)
            or rest[0] in "/、，,."
        ):
            return None
        return Mark(it.start, it.end, "n", " ", (number,), it.position, 0.5)
    if mark in ",，:：" and (it.position not in ("start", "terminal" if mark in ",，" else "") or not following):
        return None
    if mark in ")）":
        return Mark(it.start, it.end, "pn", "n)", (number,), it.position, 0.9)
    if not following and it.position == "middle":
        return None
    before = it.value[it.start - 1 : it.start]
    if before.isascii() and before.isalpha():
        return None
    return Mark(it.start, it.end, "n", mark, (number,), it.position, 0.6 if mark in ",，:：" else 1.0)


def _chinese(it: _Candidate) -> Mark | None:
    mark = it.groups["cnmark"].strip() or " "
    number = number_of(it.text)
    spaced = mark == " " and it.position in ("colon", "terminal")
    if not number or (mark in " ,，" and it.position != "start" and not spaced):
        return None
    before = it.value[it.start - 1 : it.start]
    if (before and before in "周期第十百千万星初其之同统唯每任在者") or (it.position == "middle" and mark in ":："):
        return None
    if it.position == "middle" and it.value[it.end : it.end + 1] in "二三四五六七八九十":
        return None
    return Mark(it.start, it.end, "cn", mark, (number,), it.position, 0.5 if mark in " ,，" else 0.95)


def _letter(it: _Candidate) -> Mark | None:
    number = ord(it.text.upper()) - 64
    if it.position == "middle" and it.groups["lettermark"] in ")）":
        return None
    return Mark(it.start, it.end, "A" if it.text.isupper() else "a", "letter", (number,), it.position, 0.7)


def _bare(it: _Candidate) -> Mark | None:
    number = int(it.text)
    if not number or _COUNTED.match(it.value, it.end):
        return None
    if it.position != "start" and not it.flattened:
        return None
    heads = it.flattened and _HEADS_LIST.match(it.value, it.end)
    return Mark(
        it.start,
        it.end,
        "n",
        "bare",
        (number,),
        it.position,
        1.6 if heads else 0.45 if it.position != "middle" else 0.3,
    )


_BUILDERS: dict[str, _Builder] = {
    "part": _part,
    "pcn": _simple("pcn", "(cn)", 1.0),
    "pcn1": _simple("pcn", "㈠", 1.0),
    "pn": _simple("pn", "(n)", 1.0),
    "pn1": _simple("pn", "⑴", 1.0),
    "an": _simple("an", "<n>", 1.0),
    "bn": _simple("bn", "[n]", 0.5),
    "pr": _simple("pr", "(i)", 0.9),
    "pl": _simple("pl", "(a)", 0.7),
    "circled": _simple("circled", "①", 1.0),
    "fullstop": _simple("n", "⒈", 1.0),
    "dec": _decimal,
    "n": _digit,
    "cn": _chinese,
    "cnopen": _unopened("pcn", "cn)", 0.9),
    "kn": _simple("bn", "【n】", 0.9),
    "romans": _unopened("pr", "i.", 0.9),
    "roman": _simple("roman", "Ⅰ", 0.9),
    "letter": _letter,
    "stem": _simple("stem", "甲", 0.8),
    "bare": _bare,
}
