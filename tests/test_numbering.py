"""Automatic numbers are painted as Word shows them; LibreOffice is the judge where it knows the format."""

from __future__ import annotations

import pytest

from extractor.model import walk
from extractor.options import Options
from extractor.readers import docx, office
from extractor.readers.numbering import doubles
from extractor.readers.numerals import FORMATS, custom
from tests.docx_builder import abstract, level, num, numbered, p, package, restart

COUNTERS = (
    1,
    2,
    3,
    9,
    10,
    11,
    12,
    13,
    19,
    20,
    21,
    26,
    27,
    28,
    50,
    53,
    60,
    99,
    100,
    101,
    110,
    111,
    200,
    999,
    1001,
    1010,
)

NUMERALS = [
    ("decimalZero", {1: "01", 10: "10"}),
    ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
    ("lowerRoman", {9: "ix"}),
    ("upperLetter", {26: "Z", 27: "AA", 28: "BB"}),
    ("lowerLetter", {3: "c"}),
    ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一"}),
    ("chineseCountingThousand", {36: "三十六", 100: "一百", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"}),
    ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍"}),
    ("taiwaneseCounting", {10: "十"}),
    ("taiwaneseCountingThousand", {12: "十二", 120: "一百二十"}),
    ("taiwaneseDigital", {10: "一○", 23: "二三"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
    ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
    ("ideographZodiacTraditional", {1: "甲子", 13: "丙子", 60: "癸亥", 61: "甲子"}),
    ("japaneseCounting", {10: "十", 21: "二十一"}),
    ("ideographDigital", {10: "一〇"}),
    ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "十一"}),
    ("ideographLegalTraditional", {3: "參"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
    ("decimalEnclosedCircleChinese", {2: "②"}),
    ("decimalEnclosedParen", {3: "⑶", 21: "21"}),
    ("decimalEnclosedFullstop", {4: "⒋"}),
    ("decimalFullWidth", {12: "１２"}),
    ("numberInDash", {3: "- 3 -"}),
]


@pytest.mark.parametrize(("name", "wanted"), NUMERALS, ids=[row[0] for row in NUMERALS])
def test_numeral(name: str, wanted: dict[int, str]) -> None:
    assert {counter: FORMATS[name](counter) for counter in wanted} == wanted


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("counter", [-1, 0, 10_000, 99_999])
def test_no_counter_is_beyond_a_format(name: str, counter: int) -> None:
    assert FORMATS[name](counter)


def test_custom_format_pads_like_its_first_number() -> None:
    assert [custom("001, 002, 003, ...")(n) for n in (7, 1000)] == ["007", "1000"]
    assert custom("")(7) == "7"


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


LISTS = (
    abstract(0, level(0, "chineseCountingThousand", "第%1章"), level(1, "chineseCounting", "（%2）"))
    + abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
    + abstract(2, level(0, "upperRoman", "%1", start=3), level(1, "lowerRoman", "%1-%2", start=5))
    + abstract(3, level(0, "japaneseCounting", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    + abstract(4, level(0, "decimal", "%1"), level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>'))
    + abstract(5, *[level(k, "decimal", f"%{k + 1}", '<w:lvlRestart w:val="1"/>' * (k == 2)) for k in range(3)])
    + abstract(6, level(0, "bullet", "\uf0b7"), level(1, "bullet", "-"), level(2, "none", "注"), level(3, "none", ""))
    + abstract(7, level(0, "bullet", "l", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'))
    + abstract(8, extra='<w:numStyleLink w:val="list"/>')
    + abstract(9, level(0, "decimalEnclosedCircle", "%1"), extra='<w:styleLink w:val="list"/>')
    + abstract(10, level(0, "decimal", "%1", style("one")), level(1, "decimal", "%1.%2", style("two")))
    + "".join(num(k + 1, k) for k in range(11))
    + num(20, 1, restart(0, 1))
    + num(21, 1)
    + num(22, 0, restart(0, 4) + restart(1, 2))
    + num(23, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>')
)  # fmt: skip
STYLES = (
    '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="10"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="one"><w:pPr><w:numPr><w:numId w:val="11"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="two"><w:basedOn w:val="one"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="heir"><w:basedOn w:val="one"/></w:style>'
)


def manual(*properties: str) -> bytes:
    """A document with one paragraph for each set of properties."""
    return package("".join(p("§", own) for own in properties), numbering=LISTS, styles=STYLES)


def listed(*places: tuple[int, int]) -> bytes:
    """A document with one paragraph for each (list, level)."""
    return manual(*(numbered(number, depth) for number, depth in places))


def painted(data: bytes) -> list[str]:
    return [paragraph.number for paragraph in walk(docx.read(data, Options()).blocks)]


COUNTS = [
    ("levels restart under a higher", [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], "第一章 （一） （二） 第二章 （一）"),
    ("numbers of several levels", [(2, 0), (2, 1), (2, 1), (2, 2), (2, 0), (2, 1)], "1. 1.1 1.2 1.2.1 2. 2.1"),
    ("a skipped level counts as begun", [(2, 0), (2, 2), (2, 1)], "1. 1.1.1 1.2"),
    ("starts of its own", [(3, 0), (3, 1), (3, 0), (3, 1)], "III III-v IV IV-v"),
    ("legal: all levels as 1, 2, 3", [(4, 0), (4, 0), (4, 1)], "一 二 2.1"),
    ("level that never restarts", [(5, 0), (5, 1), (5, 0), (5, 1)], "1 1 2 2"),
    ("restarts under the first level alone", [(6, 0), (6, 1), (6, 2), (6, 1), (6, 2), (6, 0), (6, 2)], "1 1 1 2 2 2 1"),
    ("drawn bullet, typed bullet, no numeral, nothing", [(7, 0), (7, 1), (7, 2), (7, 3)], "• - 注 "),
    ("bullet that is a letter of a drawing font", [(8, 0)], "•"),
    ("list that is a style", [(9, 0), (9, 0)], "① ②"),
    ("lists over one definition count on", [(2, 0), (21, 0), (2, 0)], "1. 2. 3."),
    ("list with a start of its own begins anew, once", [(2, 0), (20, 0), (20, 0)], "1. 1. 2."),
    ("own starts on two levels", [(22, 0), (22, 1), (22, 0), (22, 1)], "第四章 （二） 第五章 （二）"),
    ("level of its own", [(23, 0), (23, 0)], "A) B)"),
    ("list that is not there", [(99, 0)], ""),
]  # fmt: skip


@pytest.mark.parametrize(("places", "wanted"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS])
def test_counting(places: list[tuple[int, int]], wanted: str) -> None:
    assert painted(listed(*places)) == wanted.split(" ")


STYLED = [
    ("list of the style, level bound to it", [style("one"), style("two"), style("two"), style("one")], "1 1.1 1.2 2"),
    ("list inherited from a style", [style("one"), style("heir")], "1 2"),
    ("own list outweighs the style", [style("one") + numbered(2)], "1."),
    ("numId 0 takes the number away", [style("one") + numbered(0), style("one")], " 1"),
    ("own level over the list of the style", [style("one") + '<w:numPr><w:ilvl w:val="1"/></w:numPr>'], "1.1"),
]


@pytest.mark.parametrize(("properties", "wanted"), [row[1:] for row in STYLED], ids=[row[0] for row in STYLED])
def test_numbers_by_style(properties: list[str], wanted: str) -> None:
    assert painted(manual(*properties)) == wanted.split(" ")


DOUBLES = [
    ("typed as well", "1.", "1. 负责开门", True),
    ("typed in the other width", "（一）", "(一)负责开门", True),
    ("typed after a blank", "第一条", "　第一条 负责开门", True),
    ("zero written otherwise", "第一百零一条", "第一百〇一条 负责", True),
    ("not typed", "1.", "负责开门", False),
    ("another number", "1", "10个门", False),
    ("number of a deeper level", "1.", "1.2 负责开门", False),
    ("no number", "", "负责开门", False),
]


@pytest.mark.parametrize(("number", "text", "wanted"), [row[1:] for row in DOUBLES], ids=[row[0] for row in DOUBLES])
def test_number_typed_and_automatic(number: str, text: str, wanted: bool) -> None:
    assert doubles(number, text) is wanted


def test_typed_number_still_counts() -> None:
    data = package(p("1. 甲", numbered(2)) + p("乙", numbered(2)), numbering=LISTS)
    assert painted(data) == ["", "2."]


def by_office(data: bytes) -> list[str]:
    """The numbers of the paragraphs (whose text is §) in LibreOffice's own text export."""
    lines = office.convert(data, ".docx", "txt:Text (encoded):UTF8", 60).decode("utf-8-sig").split("\n")
    return [line.partition("§")[0].strip() for line in lines if "§" in line]


# LibreOffice paints these as 1, 2, 3, or counts where the standard goes digit by digit
UNKNOWN_TO_OFFICE = {
    "taiwaneseDigital", "ideographZodiacTraditional", "ideographDigital", "ideographEnclosedCircle",
    "decimalEnclosedParen", "decimalEnclosedFullstop", "decimalFullWidth", "decimalFullWidth2", "decimalHalfWidth",
    "hex", "japaneseLegal", "japaneseDigitalTenThousand", "numberInDash",
}  # fmt: skip
ONLY_TO_999 = {"cardinalText", "ordinalText"}  # no manual counts beyond in words; LibreOffice says "and" there
ONLY_TO_99 = {"chineseCounting", "taiwaneseCounting"}


@pytest.mark.office
def test_numerals_are_those_of_office() -> None:
    pairs = [
        (name, counter)
        for name in sorted(FORMATS.keys() - UNKNOWN_TO_OFFICE)
        for counter in COUNTERS
        if counter < (100 if name in ONLY_TO_99 else 1000 if name in ONLY_TO_999 else counter + 1)
    ]
    lists = [abstract(k, level(0, name, "%1", start=counter)) for k, (name, counter) in enumerate(pairs, start=1)]
    nums = [num(k, k) for k in range(1, len(pairs) + 1)]
    body = "".join(p("§", numbered(k)) for k in range(1, len(pairs) + 1))
    data = package(body, numbering="".join(lists + nums))
    assert dict(zip(pairs, painted(data), strict=True)) == dict(zip(pairs, by_office(data), strict=True))


@pytest.mark.office
def test_counting_is_that_of_office() -> None:
    places = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (2, 2), (2, 0), (2, 2), (2, 1), (2, 2)]
    places += [(3, 0), (3, 1), (3, 1), (3, 0), (3, 1), (20, 0), (20, 1), (20, 0), (2, 0), (2, 1), (21, 0), (21, 1)]
    places += [(22, 0), (22, 0), (1, 0), (1, 1), (7, 0), (9, 0), (9, 0), (10, 0), (23, 0), (2, 1)]
    data = listed(*places)
    assert painted(data) == by_office(data)
