"""The numerals of Word's number formats (ECMA-376 part 1, 17.18.59), each a function of a counter."""

from __future__ import annotations

import re
from collections.abc import Callable

Numeral = Callable[[int], str]

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_HUNDRED, _TEN_THOUSAND = 100, 10_000
_MAX_ROMAN = 32_767  # the highest counter of Word
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_PLAIN = "零一二三四五六七八九"


def roman(n: int) -> str:
    """1 → I, 4 → IV."""
    if not 0 < n <= _MAX_ROMAN:
        return str(n)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (n // value)
        n %= value
    return out


def letter(n: int) -> str:
    """1 → A, 27 → AA, 28 → BB, as Word repeats them."""
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= _MAX_ROMAN else str(n)


def digits(signs: str) -> Numeral:
    """Digit by digit: with 〇一二…, 10 → 一〇."""
    return lambda n: "".join(signs[int(d)] for d in str(n)) if n >= 0 else str(n)


def listed(signs: str, beyond: Numeral = str) -> Numeral:
    """The n-th of the signs, and beyond their end another numeral."""
    return lambda n: signs[n - 1] if 0 < n <= len(signs) else beyond(n)


def counted(signs: str, units: str, *, one_ten: bool = False, zero: bool = True) -> Numeral:
    """With 十百千: 110 → 一百一十. ``one_ten``: 10 is 一十; ``zero``: 101 is 一百零一 and not 一百一."""

    def below(n: int) -> str:
        out, gap = "", False
        for power in (3, 2, 1, 0):
            digit = n // 10**power % 10
            if not digit:
                gap = bool(out)
                continue
            out += signs[0] if gap and zero else ""
            out += signs[digit]
            out += units[power - 1] if power else ""
            gap = False
        return out

    def numeral(n: int) -> str:
        if n <= 0 or n >= _TEN_THOUSAND:
            return signs[0] if n == 0 else str(n)
        out = below(n)
        return out[1:] if not one_ten and 10 <= n < 20 and out[0] == signs[1] else out

    return numeral


def below_hundred(count: Numeral, beyond: Numeral) -> Numeral:
    """Counted up to 99, digit by digit from 100."""
    return lambda n: count(n) if n < _HUNDRED else beyond(n)


def custom(pattern: str) -> Numeral:
    """The format "001, 002, 003, ...": as many digits as its first number has."""
    width = len((re.match(r"0*\d", pattern.strip()) or [""])[0])
    return lambda n: str(n).zfill(width)


_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_SPOKEN = 1000  # numbers from here on are painted as digits


def ordinal(n: int) -> str:
    """1 → 1st, 12 → 12th, 22 → 22nd."""
    teen = n // 10 % 10 == 1
    return f"{n}{'th' if teen else _ENDINGS.get(n % 10, 'th')}"


def _words(n: int) -> list[str]:
    if n < len(_ONES):
        return [_ONES[n]]
    if n < _HUNDRED:
        tens = _TENS[n // 10 - 2]
        return [f"{tens}-{_ONES[n % 10]}" if n % 10 else tens]
    return [_ONES[n // _HUNDRED], "hundred", *(_words(n % _HUNDRED) if n % _HUNDRED else ())]


def cardinal_text(n: int) -> str:
    """1 → One, 21 → Twenty-one."""
    return " ".join(_words(n)).capitalize() if 0 < n < _SPOKEN else str(n)


def ordinal_text(n: int) -> str:
    """1 → First, 21 → Twenty-first."""
    if not 0 < n < _SPOKEN:
        return ordinal(n)
    front, hyphen, last = " ".join(_words(n)).rpartition("-")
    before, blank, word = last.rpartition(" ")
    told = _ORDINALS.get(word) or (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th")
    return f"{front}{hyphen}{before}{blank}{told}".capitalize()


def _lower(numeral: Numeral) -> Numeral:
    return lambda n: numeral(n).lower()


_COUNTING = counted(_PLAIN, "十百千")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

FORMATS: dict[str, Numeral] = {  # w:numFmt → numeral; what is not here is painted as decimal
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": digits("０１２３４５６７８９"),
    "decimalFullWidth2": digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": listed(_CIRCLED),
    "decimalEnclosedCircleChinese": listed(_CIRCLED),
    "decimalEnclosedParen": listed("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": listed("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ordinal": ordinal,
    "ordinalText": ordinal_text,
    "cardinalText": cardinal_text,
    "hex": lambda n: f"{n:X}",
    "numberInDash": lambda n: f"- {n} -",
    "upperRoman": roman,
    "lowerRoman": _lower(roman),
    "upperLetter": letter,
    "lowerLetter": _lower(letter),
    "chineseCounting": below_hundred(_COUNTING, digits("○一二三四五六七八九")),
    "chineseCountingThousand": _COUNTING,
    "chineseLegalSimplified": counted("零壹贰叁肆伍陆柒捌玖", "拾佰仟", one_ten=True),
    "taiwaneseCounting": below_hundred(_COUNTING, digits("○一二三四五六七八九")),
    "taiwaneseCountingThousand": _COUNTING,
    "taiwaneseDigital": digits("○一二三四五六七八九"),
    "ideographDigital": digits("〇一二三四五六七八九"),
    "ideographLegalTraditional": counted("零壹貳參肆伍陸柒捌玖", "拾佰仟", one_ten=True),
    "ideographTraditional": listed(_STEMS),
    "ideographZodiac": listed(_BRANCHES),
    "ideographZodiacTraditional": (lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12]),
    "ideographEnclosedCircle": listed("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", _COUNTING),
    "japaneseCounting": _COUNTING,  # Chinese Word writes this name for 一、二、三（简）
    "japaneseDigitalTenThousand": digits("〇一二三四五六七八九"),
    "japaneseLegal": counted("零壱弐参四伍六七八九", "拾百阡", one_ten=True, zero=False),
}
