"""The value of an enumerator: digits, ideographs, Roman numerals, letters, stems and signs with a number inside."""

from __future__ import annotations

from functools import lru_cache

_UNITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@lru_cache(maxsize=4096)
def number_of(text: str) -> int:
    """The value of an enumerator's text in any script; 0 where it has none."""
    text = text.strip()
    if not text:
        return 0
    if text.isdigit() and text.isascii():
        return int(text)
    if len(text) == 1:
        code = ord(text)
        for first, last, offset in _RANGES:
            if first <= code <= last:
                return code - first + offset
        if text.isascii() and text.isalpha():
            return _ROMAN.get(text.lower()) or ord(text.upper()) - 64
        if text in "甲乙丙丁戊己庚辛壬癸":
            return "甲乙丙丁戊己庚辛壬癸".index(text) + 1
    return _roman(text.lower()) or _chinese_number(text)


def _roman(text: str) -> int:
    """The value of a numeral of i, v and x; 0 where it is none."""
    total = 0
    for char, after in zip(text, f"{text[1:]} ", strict=True):
        value = _ROMAN.get(char, 0)
        if not value:
            return 0
        total += -value if value < _ROMAN.get(after, 0) else value
    return total


_ROMAN = {"i": 1, "v": 5, "x": 10}
_RANGES = (
    (0x3220, 0x3229, 1),
    (0x2474, 0x2487, 1),
    (0x2460, 0x2473, 1),
    (0x2776, 0x277F, 1),
    (0x2780, 0x2789, 1),
    (0x278A, 0x2793, 1),
    (0x24F5, 0x24FE, 1),
    (0x2488, 0x249B, 1),
    (0x2160, 0x216B, 1),
)


def _chinese_number(text: str) -> int:
    text = text.replace("廿", "二十").replace("卅", "三十").replace("〇", "零").replace("○", "零")
    if not text or any(char not in "零一二三四五六七八九十百" for char in text):
        return 0
    if "十" not in text and "百" not in text:
        return int("".join(str(_UNITS.get(char, 0)) for char in text))
    total, current = 0, 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = _UNITS.get(char, 0)
    return total + current
