"""A language for small numbered Word documents: a walk through the levels of a list, lists that show their levels."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.docx_builder import abstract, level, num, numbered, p, package

SIGN = "§"  # begins the text of each paragraph

SEQUENCES = {  # the 1st to 12th of the standard
    "decimalFullWidth": "１ ２ ３ ４ ５ ６ ７ ８ ９ １０ １１ １２",
    "decimalFullWidth2": "１ ２ ３ ４ ５ ６ ７ ８ ９ １０ １１ １２",
    "decimalEnclosedParen": "⑴ ⑵ ⑶ ⑷ ⑸ ⑹ ⑺ ⑻ ⑼ ⑽ ⑾ ⑿",
    "decimalEnclosedFullstop": "⒈ ⒉ ⒊ ⒋ ⒌ ⒍ ⒎ ⒏ ⒐ ⒑ ⒒ ⒓",
    "hex": "1 2 3 4 5 6 7 8 9 A B C",
    "numberInDash": "- 1 -,- 2 -,- 3 -,- 4 -,- 5 -,- 6 -,- 7 -,- 8 -,- 9 -,- 10 -,- 11 -,- 12 -",
    "taiwaneseDigital": "一 二 三 四 五 六 七 八 九 一○ 一一 一二",
    "ideographDigital": "一 二 三 四 五 六 七 八 九 一〇 一一 一二",
    "japaneseDigitalTenThousand": "一 二 三 四 五 六 七 八 九 一〇 一一 一二",
    "japaneseLegal": "壱 弐 参 四 伍 六 七 八 九 壱拾 壱拾壱 壱拾弐",
    "ideographEnclosedCircle": "㊀ ㊁ ㊂ ㊃ ㊄ ㊅ ㊆ ㊇ ㊈ ㊉ 十一 十二",
    "ideographZodiacTraditional": "甲子 乙丑 丙寅 丁卯 戊辰 己巳 庚午 辛未 壬申 癸酉 甲戌 乙亥",
}

Places = Sequence[tuple[int, int]]  # (list, level) of each paragraph


def as_printed(line: str) -> str:
    return line


def by_sequence(sequence: str) -> Callable[[str], str]:
    """The printed line with the n-th of the sequence for the figure n."""
    signs = re.split("," if "," in sequence else " ", sequence)
    return lambda line: re.sub(r"\d+", lambda figure: signs[int(figure[0]) - 1], line, count=1)


def by_digit(line: str) -> str:
    return line.translate(str.maketrans("0123456789", "○一二三四五六七八九"))


@dataclass(frozen=True, slots=True)
class Case:
    """A document, and what LibreOffice is asked in its stead: for paragraph k the line of ``asked[picks[k]]``."""

    document: bytes
    asked: tuple[bytes, ...]
    picks: tuple[int, ...] = ()  # () for the first of the asked throughout
    reading: Callable[[str], str] = as_printed  # what the printed line stands for


def document(properties: Sequence[str], numbering: str, styles: str = "", texts: Sequence[str] = ()) -> bytes:
    """One paragraph for each set of properties."""
    said = texts or [SIGN] * len(properties)
    body = "".join(p(text, own) for text, own in zip(said, properties, strict=True))
    return package(body, numbering=numbering, styles=styles)


def listing(places: Places, numbering: str) -> bytes:
    return document([numbered(*place) for place in places], numbering)


def plain(made: bytes) -> Case:
    """LibreOffice is asked the same document."""
    return Case(made, (made,))


def climbing(seed: int, length: int, of: Sequence[int] = (1,)) -> Places:
    """A random walk in a list: one level deeper at most, none skipped."""
    chance = random.Random(seed)
    deep, places = 0, [(of[0], 0)]
    while len(places) < length:
        deep = chance.randint(0, min(deep + 1, 3))
        places.append((chance.choice(of), deep))
    return places


def leaping(seed: int, length: int, of: Sequence[int] = (1,)) -> Places:
    """A random walk that skips levels, and may begin deep."""
    chance = random.Random(seed)
    return [(chance.choice(of), chance.choice((0, 1, 1, 2, 2, 3))) for _ in range(length)]


def several(at: int) -> str:
    """%1.%2.%3 for level 2."""
    return ".".join(f"%{k + 1}" for k in range(at + 1))


def levels(
    formats: Sequence[str] = ("decimal",) * 4, starts: Sequence[int] = (1,) * 4, extra: Sequence[str] = ("",) * 4
) -> str:
    """Four levels that show those above them."""
    return "".join(level(k, formats[k], several(k), extra[k], starts[k]) for k in range(4))


def on_level(at: int, said: str) -> list[str]:
    return [said * (k == at) for k in range(4)]


ONE = abstract(0, levels()) + num(1, 0)


def running(form: str, text: str, start: int, length: int) -> bytes:
    """A list of one level."""
    return listing([(1, 0)] * length, abstract(0, level(0, form, text, start=start)) + num(1, 0))


def around(body: str, numbering: str = ONE) -> bytes:
    """The body between two paragraphs of the list."""
    return package(p(SIGN, numbered(1)) + body + p(SIGN, numbered(1)), numbering=numbering)


def by_style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def stating(num_id: int | None, at: int | None) -> str:
    """A w:numPr of which either half may be missing."""
    said = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    said += "" if num_id is None else f'<w:numId w:val="{num_id}"/>'
    return f"<w:numPr>{said}</w:numPr>" if said else ""


def style(name: str, properties: str = "", base: str = "", kind: str = "paragraph", more: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )
