"""Every line of a family of small lists is the line that LibreOffice prints; where it errs, a twin is printed instead.

A twin is a document that must look the same and that LibreOffice paints right: it knows no w:lvlRestart, but it knows
a list without the paragraphs that must not restart a level. The table ``EXCEPTIONS`` has the reason of each.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from extractor.model import walk
from extractor.options import Options
from extractor.readers import docx, office
from tests.docx_builder import abstract, level, num, numbered, p, package, r, restart, tbl, tc, tr
from tests.numbered_lists import (
    ONE,
    SEQUENCES,
    SIGN,
    Case,
    around,
    as_printed,
    by_digit,
    by_sequence,
    by_style,
    climbing,
    document,
    leaping,
    levels,
    listing,
    on_level,
    plain,
    running,
    several,
    stating,
    style,
)  # fmt: skip

TEXT = "txt:Text (encoded):UTF8"
SECONDS = 120.0

EXCEPTIONS = {
    "numeral": "LibreOffice 7.4 paints these formats as 1, 2, 3 or as another sequence: asked for decimal, its figures "
    "are replaced by the sequence of ECMA-376 part 1, 17.18.59",
    "hundred": "from 100 on the two counting formats go digit by digit (17.18.59), LibreOffice goes on counting: the "
    "twin stands in the decimal format",
    "legal": "LibreOffice 7.4 does not read w:isLgl (17.9.4): the twin states decimal for all levels; Word keeps 01",
    "restart": "LibreOffice does not read w:lvlRestart (17.9.10): in the twin what must not restart is no list",
    "start": "w:startOverride holds at each restart (17.9.26), LibreOffice uses it once: the twin's level starts there",
    "none": "LibreOffice drops %1 where the level's own format is none (17.9.11 has it replaced): the twin states "
    "decimal, and shows no numeral of its own",
    "bullet": "the text export has a bullet of its own for each level",
    "style": "the level that names a paragraph style outweighs the style's ilvl (17.9.23), which LibreOffice obeys: "
    "the twin's styles state the level",
    "typed": "a number that is typed as well must not double: the twin has nothing typed",
    "base": "a style that repeats the list and level of its base gets no number from LibreOffice: the twin's does not "
    "repeat them, and inherits the same",
}


# ------------------------------------------------------------------ numerals

KNOWN = (
    "decimal", "decimalZero", "decimalHalfWidth", "decimalEnclosedCircle", "decimalEnclosedCircleChinese",
    "upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "chineseCounting", "chineseCountingThousand",
    "chineseLegalSimplified", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographTraditional",
    "ideographZodiac", "ideographLegalTraditional", "japaneseCounting", "none", "ordinal", "ordinalText",
    "cardinalText",
)  # fmt: skip
AROUND = ("%1", "第%1条", "（%1）", "%1、", "附件%1：")
FAR = (
    "decimal", "decimalZero", "upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "chineseCountingThousand",
    "chineseLegalSimplified", "taiwaneseCountingThousand", "ideographLegalTraditional", "japaneseCounting", "ordinal",
)  # fmt: skip


def numerals() -> Iterator[tuple[str, Case]]:
    for form, text in product(KNOWN, AROUND):
        yield f"numerals: {form} in {text}", plain(running(form, text, 1, 30))
    for form, start in product(FAR, (95, 195, 995)):
        yield f"numerals: {form} from {start}", plain(running(form, "第%1条", start, 20))
    for form, start in product(("ordinalText", "cardinalText"), (95, 195, 975)):
        yield f"numerals: {form} from {start}", plain(running(form, "%1 §", start, 20))
    for form, start in product(("001, 002, 003, ...", "0001, 0002, 0003, ..."), (1, 95)):
        stated = level(0, "custom", "第%1条", start=start).replace('"custom"', f'"custom" w:format="{form}"')
        yield f"numerals: {form} from {start}", plain(listing([(1, 0)] * 12, abstract(0, stated) + num(1, 0)))
    for form in ("chineseCounting", "taiwaneseCounting"):
        asked = running("decimal", "第%1条", 100, 24)
        yield f"hundred: {form}", Case(running(form, "第%1条", 100, 24), (asked,), reading=by_digit)
    for form, text in product(SEQUENCES, AROUND):
        asked = running("decimal", text, 1, 12)
        yield f"numeral: {form} in {text}", Case(running(form, text, 1, 12), (asked,), (), by_sequence(SEQUENCES[form]))


# ------------------------------------------------------------------ counting

SHAPES = {
    "decimal": levels(),
    "chapters": level(0, "chineseCountingThousand", "第%1章") + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3．") + level(3, "decimalEnclosedCircle", "%4"),
    "mixed": levels(("upperRoman", "lowerLetter", "chineseCounting", "decimalZero")),
    "later": levels(starts=(2, 3, 4, 5)),
    "from nought": levels(starts=(0, 0, 0, 0)),
    "no start": levels().replace('<w:start w:val="1"/>', ""),
    "upside down": level(0, "decimal", "%1") + level(1, "decimal", "%2-%1") + level(2, "decimal", "%3")
    + level(3, "decimal", "§%1.%4"),
}  # fmt: skip


def counting() -> Iterator[tuple[str, Case]]:
    for shape, seed, way in product(SHAPES, range(4), (climbing, leaping)):
        lists = abstract(0, SHAPES[shape]) + num(1, 0)
        yield f"counting: {shape}, {way.__name__} {seed}", plain(listing(way(seed, 16), lists))


def in_cells() -> Iterator[tuple[str, Case]]:
    for seed in range(4):
        cells = [tc(p(SIGN, numbered(*place))) for place in climbing(seed, 8)]
        body = p(SIGN, numbered(1)) + tbl(*(tr(*cells[k : k + 2]) for k in range(0, 8, 2))) + p(SIGN, numbered(1))
        yield f"counting: in cells {seed}", plain(package(body, numbering=ONE))


def covered() -> Iterator[tuple[str, Case]]:
    """Numbers of cells that a merged one covers."""
    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    across = ('<w:hMerge w:val="restart"/>', "<w:hMerge/>")
    for seed, (at, length) in product(range(3), product(range(3), (2, 4))):
        chance = random.Random(seed)
        rows = []
        for k in range(4):
            cells = [p(SIGN * (c != at or k % length == 0), numbered(1, chance.randint(0, 1))) for c in range(3)]
            merged = [(first if k % length == 0 else below) * (c == at) for c in range(3)]
            rows.append(tr(*map(tc, cells, merged)))
        yield f"counting: column {at} merged over {length}, {seed}", plain(around(tbl(*rows)))
    one = p(SIGN, numbered(1))
    for name, inner in (("empty", p("", numbered(1))), ("with text", one)):
        downwards = tbl(tr(tc(one, first), tc(one)), tr(tc(inner, below), tc(one)))
        yield f"counting: merged down, {name}", plain(around(downwards))
    yield (
        "counting: merged across",
        plain(around(tbl(tr(tc(one, across[0]), tc(p("", numbered(1)), across[1]), tc(one))))),
    )


def hidden_places() -> Iterator[tuple[str, Case]]:
    """Numbers where a paragraph stands in something else, says nothing, or has a mark of its own."""
    one, deep, empty = p(SIGN, numbered(1)), p(SIGN, numbered(1, 1)), p("", numbered(1))
    row = tr(tc(one), tc(deep))
    run = f"<w:p><w:pPr>{numbered(1)}</w:pPr><w:sdt><w:sdtContent>{r(SIGN)}</w:sdtContent></w:sdt></w:p>"
    marks = {"inserted": "<w:ins/>", "deleted": "<w:del/>", "hidden": "<w:vanish/>"}
    bodies = {
        "empty": empty + deep + p("", numbered(1, 1)) + deep + empty + empty + one,
        "a page break alone": f'<w:p><w:pPr>{numbered(1)}</w:pPr><w:r><w:br w:type="page"/></w:r></w:p>{deep}',
        "control around paragraphs": f"<w:sdt><w:sdtContent>{one}{deep}</w:sdtContent></w:sdt>{deep}",
        "control around a row": tbl(f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>", row) + deep,
        "control in a paragraph": run + deep + run,
        "table in a table": tbl(tr(tc(one + tbl(row, row) + deep), tc(deep)), row) + deep,
    } | {
        f"mark {name}": "".join(p(SIGN, numbered(1, k) + f"<w:rPr>{mark}</w:rPr>") + deep + one for k in (0, 1, 0))
        for name, mark in marks.items()
    }  # fmt: skip
    for name, body in bodies.items():
        yield f"counting: {name}", plain(around(body))


def legal() -> Iterator[tuple[str, Case]]:
    forms = ("chineseCountingThousand", "upperRoman", "lowerLetter", "decimalZero")
    decimal = abstract(0, levels(("decimal", "decimal", "decimal", "decimalZero"))) + num(1, 0)
    for at, seed in product((1, 2, 3), range(3)):
        places = leaping(seed, 16)
        said = abstract(0, levels(forms, extra=on_level(at, "<w:isLgl/>"))) + num(1, 0)
        asked = (listing(places, abstract(0, levels(forms)) + num(1, 0)), listing(places, decimal))
        yield f"legal: level {at}, {seed}", Case(listing(places, said), asked, tuple(int(k == at) for _, k in places))
        off = abstract(0, levels(forms, extra=on_level(at, '<w:isLgl w:val="0"/>'))) + num(1, 0)
        yield f"counting: legal switched off, level {at}, {seed}", plain(listing(places, off))


def restarts() -> Iterator[tuple[str, Case]]:
    for (at, after), seed in product([(k, to) for k in (1, 2, 3) for to in range(k + 1)], range(3)):
        places = climbing(seed, 18)
        stated = on_level(at, f'<w:lvlRestart w:val="{after}"/>')
        own = [level(k, "decimal", f"%{k + 1}", stated[k]) for k in range(4)]
        lists = abstract(0, *own) + num(1, 0)
        unheard = [numbered(*place) * (not after <= place[1] < at) for place in places]
        asked = (listing(places, lists), document(unheard, lists))
        picks = tuple(int(k == at) for _, k in places)
        yield f"restart: level {at} after {after}, {seed}", Case(listing(places, lists), asked, picks)


# ------------------------------------------------------------------ lists over one definition


def shared() -> Iterator[tuple[str, Case]]:
    own = f'<w:lvlOverride w:ilvl="1">{level(1, "upperRoman", "%1-%2")}</w:lvlOverride>'
    everywhere = "".join(restart(k, 1) for k in range(4))
    overrides = {"nothing": "", "a level": own, "all starts": everywhere} | {
        f"start of level {k}": restart(k, 1) for k in range(3)
    }
    for (name, override), seed, way in product(overrides.items(), range(3), (climbing, leaping)):
        lists = abstract(0, levels()) + num(1, 0) + num(2, 0, override)
        yield f"shared: {name}, {way.__name__} {seed}", plain(listing(way(seed, 18, (1, 2)), lists))
        other = abstract(0, levels()) + abstract(1, levels(("chineseCounting",) * 4)) + num(1, 0) + num(2, 1, override)
        yield f"apart: {name}, {way.__name__} {seed}", plain(listing(way(seed, 18, (1, 2)), other))


def in_part() -> Iterator[tuple[str, Case]]:
    """A level in an override that states only a part of itself has the rest of the level that it overrides."""
    parts = {
        "nothing": "", "format": '<w:numFmt w:val="upperRoman"/>', "text": '<w:lvlText w:val="(%1)"/>',
        "start": '<w:start w:val="5"/>',
    }  # fmt: skip
    for (name, said), at, seed in product(parts.items(), range(3), range(2)):
        own = f'<w:lvlOverride w:ilvl="{at}"><w:lvl w:ilvl="{at}">{said}</w:lvl></w:lvlOverride>'
        lists = abstract(0, levels(starts=(2, 3, 2, 1))) + num(1, 0) + num(2, 0, own)
        yield f"shared: {name} of level {at}, {seed}", plain(listing(climbing(seed, 14, (1, 2)), lists))
        lists = ONE + abstract(1, levels(("chineseCounting",) * 4, (2, 3, 2, 1))) + num(2, 1, own)
        yield f"apart: {name} of level {at}, {seed}", plain(listing(climbing(seed, 14, (1, 2)), lists))


def own_starts() -> Iterator[tuple[str, Case]]:
    for at, start, seed in product(range(3), (0, 4), range(3)):
        places = climbing(seed, 18)
        asked = (listing(places, abstract(0, levels(starts=[start if k == at else 1 for k in range(4)])) + num(1, 0)),)
        own = level(at, "decimal", several(at), start=start)
        outweighed = f'<w:startOverride w:val="{start}"/>{level(at, "decimal", several(at), start=7)}'
        ways = {
            "start": restart(at, start),
            "start: by a level of its own": f'<w:lvlOverride w:ilvl="{at}">{own}</w:lvlOverride>',
            "start: outweighs its level": f'<w:lvlOverride w:ilvl="{at}">{outweighed}</w:lvlOverride>',
        }
        for name, override in ways.items():
            made = listing(places, abstract(0, levels()) + num(1, 0, override))
            yield f"{name}: level {at} at {start}, {seed}", Case(made, asked)


# ------------------------------------------------------------------ no numeral, bullets


def without_numeral() -> Iterator[tuple[str, Case]]:
    for text, seed in product(("", "注", "附注："), range(2)):
        lists = abstract(0, level(0, "decimal", "%1"), level(1, "none", text), level(2, "decimal", "%1.%3")) + num(1, 0)
        places = [(1, min(k, 2)) for _, k in climbing(seed, 14)]
        yield f"numerals: none saying {text!r}, {seed}", plain(listing(places, lists))
    for text, seed in product(("%1、", "第%1条之"), range(2)):
        places = [(1, min(k, 1)) for _, k in climbing(seed, 14)]
        made, asked = (
            listing(places, abstract(0, level(0, "decimal", "%1"), level(1, form, text)) + num(1, 0))
            for form in ("none", "decimal")
        )
        yield f"none: shows {text}, {seed}", Case(made, (asked,))


def bullets() -> Iterator[tuple[str, Case]]:
    for (at, printed), sign in product({0: "•", 1: "◦", 2: "▪"}.items(), ("-", "·", "•", "◆", "➢", "※")):
        lists = abstract(0, *(level(k, *(("bullet", sign) if k == at else ("decimal", several(k)))) for k in range(4)))
        made = listing(climbing(at, 14), lists + num(1, 0))
        yield f"bullet: {sign} on level {at}", Case(made, (made,), reading=_sign(printed, sign))


def _sign(printed: str, stated: str) -> Callable[[str], str]:
    return lambda line: line.replace(printed, stated)


# ------------------------------------------------------------------ numbers of styles

TWO = abstract(0, levels()) + abstract(1, levels(("upperRoman",) * 4)) + num(1, 0) + num(2, 1)
BOUND = abstract(0, levels(extra=[by_style("A"), by_style("B"), by_style("C"), ""])) + num(1, 0)
WALKS = ("ABBCABCC", "ABCABC", "AABBCC")


def heirs() -> Iterator[tuple[str, Case]]:
    """A style over a style, and in paragraphs of theirs each way to say something else."""
    own = ["", stating(None, 1), stating(1, None), stating(0, None), stating(0, 0), stating(2, None), stating(2, 1)]
    body = [by_style("A"), *(by_style("B") + said for said in own), by_style("A")]
    for below, num_id, at in product((None, 0, 1), (None, 0, 1, 2), (None, 0, 1, 2)):
        base = style("A", stating(1, below))
        made = document(body, TWO, base + style("B", stating(num_id, at), "A"))
        same = num_id == 1 and (below or 0) == (below if at is None else at)
        asked = document(body, TWO, base + style("B", "", "A")) if same and below is not None else made
        name = f"{below} → {num_id}, {at}"
        yield f"{'styles' if asked is made else 'base'}: {name}", Case(made, (asked,))


def bound() -> Iterator[tuple[str, Case]]:
    """Levels that name the styles."""
    right = "".join(style(name, stating(1, k)) for k, name in enumerate("ABC"))
    ways = {
        "no level": "".join(style(name, stating(1, None)) for name in "ABC"),
        "another level": "".join(style(name, stating(1, 2 - k)) for k, name in enumerate("ABC")),
    }
    linked = style("A", stating(1, None)) + style("B", stating(None, 1), "A") + style("C", stating(None, 2), "B")
    under = right + style("X", "", "B") + style("Y", stating(0, None), "B") + style("Z", "", "Y")
    for walk_ in WALKS:
        body = [by_style(name) for name in walk_]
        asked = document(body, BOUND, right)
        yield f"styles: bound, {walk_}", plain(asked)
        yield f"styles: by level alone, {walk_}", plain(document(body, ONE, right))
        yield f"styles: in a chain, {walk_}", plain(document(body, BOUND, linked))
        yield f"styles: unused, {walk_}", plain(document(body, BOUND, "".join(map(style, "ABC"))))
        for name, styles in ways.items():
            yield f"style: {name}, {walk_}", Case(document(body, BOUND, styles), (asked,))
        yield f"styles: heirs, {walk_}", plain(document([by_style(k) for k in f"{walk_}XBYZX"], BOUND, under))


def linked() -> Iterator[tuple[str, Case]]:
    """Lists that are a style, and lists of the default style."""
    named = style("L", stating(2, None), kind="numbering") + style("A", stating(1, 0)) + style("B", stating(1, 1))
    source = abstract(2, levels(("chineseCounting",) * 4), extra='<w:styleLink w:val="L"/>')
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1", start=3)}</w:lvlOverride>'
    for name, inner, override in (
        ("link", "", ""), ("link over levels", levels(), ""), ("own level", "", own), ("own start", "", restart(0, 1)),
    ):  # fmt: skip
        link = abstract(0, inner, extra='<w:numStyleLink w:val="L"/>')
        lists = link + source + num(1, 0) + num(2, 2) + num(3, 0, override)
        for seed in range(3):
            made = document([numbered(*place) for place in climbing(seed, 12, (1, 2, 3))], lists, named)
            yield f"styles: {name} {seed}", plain(made)
        yield f"styles: {name}, in styles", plain(document([by_style(k) for k in "ABBA"], lists, named))
    default = style("a", stating(1, None), more=' w:default="1"') + style("X")
    yield "styles: default", plain(document(["", stating(0, None), by_style("X"), numbered(1, 1), ""], ONE, default))


# ------------------------------------------------------------------ typed as well


def typed() -> Iterator[tuple[str, Case]]:
    """Every third paragraph has its number typed too, and looks as if it had not."""
    ways = ("decimal", "chineseCountingThousand", "upperLetter", "decimalEnclosedCircle", "lowerRoman")
    for form, text in product(ways, ("%1.", "第%1条", "（%1）", "%1、", "%1)")):
        lists = abstract(0, level(0, form, text)) + num(1, 0)
        plainly = listing([(1, 0)] * 12, lists)
        numbers = [paragraph.number for paragraph in walk(docx.read(plainly, Options()).blocks)]
        texts = [f"{number} {SIGN}" if k % 3 == 1 else SIGN for k, number in enumerate(numbers)]
        yield f"typed: {form} in {text}", Case(document([numbered(1)] * 12, lists, "", texts), (plainly,))


# ------------------------------------------------------------------ the comparison

FAMILIES = (numerals, counting, in_cells, covered, hidden_places, legal, restarts, shared, in_part, own_starts,
            without_numeral, bullets, heirs, bound, linked, typed)  # fmt: skip
CASES = {name: case for family in FAMILIES for name, case in family()}


def painted(data: bytes) -> list[str]:
    lines = (f"{block.number} {block.text}".strip() for block in walk(docx.read(data, Options()).blocks))
    return [line for line in lines if SIGN in line]


def printed(data: bytes, kept: Path) -> list[str]:
    text = office.convert(data, ".docx", TEXT, SECONDS, kept).decode("utf-8-sig")
    return [line.strip() for line in text.split("\n") if SIGN in line]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what LibreOffice printed of all documents, in one call."""
    folder = tmp_path_factory.mktemp("printed")
    documents = {asked: None for case in CASES.values() for asked in case.asked}
    office.convert_ahead(list(documents), ".docx", TEXT, SECONDS, folder)
    return folder


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_lines_are_those_of_office(name: str, kept: Path) -> None:
    case = CASES[name]
    lines = [printed(asked, kept) for asked in case.asked]
    picks = case.picks or (0,) * len(lines[0])
    assert painted(case.document) == [case.reading(lines[pick][k]) for k, pick in enumerate(picks)]


def test_each_exception_is_used_and_has_its_reason() -> None:
    changed = {name for name, case in CASES.items() if case.asked != (case.document,) or case.reading != as_printed}
    assert {name.partition(":")[0] for name in changed} == EXCEPTIONS.keys()


def test_the_family_is_large() -> None:
    assert len(CASES) >= 600
