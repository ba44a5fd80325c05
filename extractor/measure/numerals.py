"""Numbers as manuals write them: digits, ideographs, both mixed, per cents in words, halves."""

from __future__ import annotations

import re

from extractor.model import Number

# One number; ideographs and digits do not mix save for a closing 万, 千, 百, 亿 (3万, 1.5千).
NUMBER = r"(?:(?<!\d)\d+(?:\.\d+)?[百千万亿]?|[零一二两三四五六七八九十百千万]+(?:点[零一二三四五六七八九]+)?|半)"

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "元": 1}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_MIXED = re.compile(r"(\d+(?:\.\d+)?)([百千万亿]?)")


def parse(word: str) -> Number | None:
    """The value of one written number (「两百」 200, 「3万」 30000, 「半」 0.5); None where it is none."""
    if word == "半":
        return 0.5
    mixed = _MIXED.fullmatch(word)
    if mixed:
        return _plain(float(mixed[1]) * (_TENS | _LARGE).get(mixed[2], 1))
    whole, dot, decimals = word.partition("点")
    value = _ideographs(whole)
    if value is None or not dot:
        return value
    digits = [str(_DIGITS[char]) for char in decimals if char in _DIGITS]
    return _plain(float(f"{value}.{''.join(digits)}")) if len(digits) == len(decimals) > 0 else None


def _ideographs(word: str) -> int | None:
    if len(word) > 1 and all(char in _DIGITS for char in word):  # 二零二四
        return int("".join(str(_DIGITS[char]) for char in word))
    total = section = 0
    digit: int | None = None
    last = 0  # the unit read last, for 一千五 and 两百五
    for char in word:
        if char in _DIGITS:
            if digit:  # 三五 as an estimate is no number
                return None
            digit = _DIGITS[char]
            last = 0 if char == "零" else last
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit, last = None, _TENS[char]
        elif char in _LARGE:
            total += (section + (digit or 0) or 1) * _LARGE[char]
            section, digit, last = 0, None, _LARGE[char]
        else:
            return None
    if digit is not None and last >= 100:
        digit *= last // 10
    return total + section + (digit or 0) if word else None


def _plain(value: float) -> Number:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
