"""The value of an Excel cell as the sheet shows it: numbers by their format, dates, truth values."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

DIGITS = 15  # Excel keeps so many significant digits

_CJK_DATES = {  # built-in formats of Chinese Excel, which openpyxl does not know (ECMA-376 part 1, 18.8.30)
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日",
    54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_GENERAL = re.compile("general|@", re.IGNORECASE)
_NUMBER = re.compile(r"[#0?][#0?,.]*")
_DATE_PART = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)


def shown(cell: Cell | MergedCell) -> str:
    """The text of a cell with a value; line ends are ``\\n``."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        built_in = _CJK_DATES.get(cell._style.numFmtId)  # type: ignore[union-attr]  # the stubs leave it out
        if built_in is not None:
            from openpyxl.utils.datetime import from_excel

            date = from_excel(value)
            return str(value) if date is None or isinstance(date, datetime.timedelta) else dated(date, built_in)
        return numbered(value, cell.number_format)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return dated(value, cell.number_format)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def numbered(value: float, pattern: str) -> str:
    """A number by its Excel format: percent, decimals, thousands, words around it; else its plain digits."""
    sections = pattern.split(";")
    negative = value < 0 and len(sections) > 1 and sections[1] != ""
    section = sections[1] if negative else sections[0]
    words: list[str] = []

    def keep(found: re.Match[str]) -> str:
        words.append(found[1] or found[2] or "")
        return chr(0xE000 + len(words) - 1)  # a place of the private use area stands for the words

    bare = _LITERAL.sub(keep, section)
    general = _GENERAL.search(bare)
    if general and words:  # General"分", as 「G/通用格式"分"」 is stored
        bare = bare[: general.start()] + plain(value) + bare[general.end() :]
        return _with_words(bare, words)
    digits = _NUMBER.search(bare)
    if digits is None or re.search(r"[eE][+-]|/", bare) or bare.lower() == "general":
        return plain(value)
    scaled = (abs(value) if negative else value) * (100 if "%" in bare else 1)
    decimals = digits[0].partition(".")[2]
    text = f"{scaled:{',' if ',' in digits[0].partition('.')[0] else ''}.{sum(map(decimals.count, '0#?'))}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    if optional:
        text = (text[:-optional] + text[-optional:].rstrip("0")).rstrip(".")
    painted = bare[: digits.start()] + text + bare[digits.end() :]
    return _with_words(painted, words)


def _with_words(painted: str, words: list[str]) -> str:
    """The text with the words of the format at their places."""
    return "".join(words[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(words) else c for c in painted).strip()


def plain(value: float) -> str:
    """The digits of a number, without a point where it is whole."""
    return str(int(value)) if value == int(value) else f"{value:.{DIGITS}g}"


def dated(value: datetime.datetime | datetime.date | datetime.time, pattern: str) -> str:
    """A date by its format where that has 年, 月 or 时, else as ISO 8601 writes it, as far as the format goes."""
    bare = _LITERAL.sub(lambda found: found[1] or found[2] or "", pattern.split(";")[0])
    if re.search(r"[年月日时分]", bare):
        return _painted(value, bare)
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S" if "s" in bare.lower() else "%H:%M")
    date = value.strftime("%Y-%m-%d")
    clock = isinstance(value, datetime.datetime) and "h" in bare.lower()
    return f"{date} {value.strftime('%H:%M')}" if clock else date


def _painted(value: datetime.datetime | datetime.date | datetime.time, pattern: str) -> str:
    after_hour = False

    def part(found: re.Match[str]) -> str:
        nonlocal after_hour
        mark = found[0].lower()
        name = {"y": "year", "d": "day", "h": "hour", "s": "second"}.get(mark[0], "minute" if after_hour else "month")
        after_hour = after_hour or mark[0] == "h"
        number: int = getattr(value, name, 0)
        if mark[0] == "y" and len(mark) <= 2:
            return f"{number % 100:02d}"
        return f"{number:02d}" if len(mark) == 2 else str(number)

    return _DATE_PART.sub(part, pattern)
