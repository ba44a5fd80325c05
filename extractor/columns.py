"""How many columns of a terminal a text takes, and texts cut or wrapped to columns."""

from __future__ import annotations

import re
import unicodedata

# a word of Latin letters and digits; a blank; or one other character with the closing marks that may not begin a line
_PIECE = re.compile(r"[!-~]+[，。；：、）」』】》？！”’]*|\s|.[，。；：、）」』】》？！”’]*", re.DOTALL)
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})


def width(text: str) -> int:
    """The columns that a text takes: two for a wide character, none for a combining or invisible one."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with an ellipsis behind."""
    if width(text) <= columns:
        return text
    taken = 0
    for k, character in enumerate(text):
        taken += _width(character)
        if taken > columns - 1:
            return text[:k] + "…"
    return text


def pad(text: str, columns: int) -> str:
    """The text with blanks behind up to the columns."""
    return text + " " * max(columns - width(text), 0)


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, at least one line; a longer word is cut."""
    lines = [""]
    room = columns
    for piece in _PIECE.findall(text):
        size = width(piece)
        if size > room and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            room = columns
        if piece.isspace() and not lines[-1] and len(lines) > 1:
            continue
        while size > columns:  # longer than a line
            head = _fitting(piece, columns)
            lines[-1] = piece[:head]
            lines.append("")
            piece = piece[head:]
            size = width(piece)
        lines[-1] += piece
        room -= size
    return lines


def _fitting(text: str, columns: int) -> int:
    """How many characters of the text fit, at least one."""
    taken = 0
    for k, character in enumerate(text):
        taken += _width(character)
        if taken > columns:
            return max(k, 1)
    return len(text)


def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in _INVISIBLE else 1
