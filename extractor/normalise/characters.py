"""The cleaning of one text: width, compatibility forms, invisible characters, blanks inside Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from extractor.text import Text

_CLOSE = "，。；：！？、）】》」』”’"
_OPEN = "（【《「『“‘"
_PRIVATE = "\ue000-\uf8ff"
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)
_BLANKS = re.compile(r"[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BLANK_RUN = re.compile(r"[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# blanks after an enumerator stay: 「一  数据」 is not 「一数据」
_MARK_AT_START = re.compile(
    r"^[\s(（<〈【第]*(?:[一二三四五六七八九十百]{1,4}|[\dA-Za-z.]{1,8})[)）>〉】、.．:：条章节]?$"
)
_NEEDS_CLEANING = re.compile(
    f"[\\s\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2e80-\u2fdf\u3000\uf900-\ufaff{_PRIVATE}\ufe30\ufe55\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e\ufeff\x00-\x1f\x7f-\x9f\u3371-\u337a\u3380-\u33df\ufb00-\ufb06]"
)


def clean(text: Text) -> Text:
    """One text through all steps, in their order."""
    if not _NEEDS_CLEANING.search(text.value):
        return text
    for step in STEPS:
        text = step(text)
    return text


def split_lines(text: Text) -> list[Text]:
    """The lines of a paragraph with line breaks inside, those that break a sentence left whole."""
    value = text.value
    if "\n" not in value:
        return [text]
    out: list[Text] = []
    at = 0
    for match in re.finditer(r"\n", value):
        before, after = value[at : match.start()].rstrip(), value[match.end() :].lstrip()
        if not before or re.search(r"[。；;：:！!？?.]$", before) or _BEGINS_ITEM.match(after):
            out.append(text[at : match.start()])
            at = match.end()
    out.append(text[at:])
    return out


_BEGINS_ITEM = re.compile(
    r"(?:[(（<〈]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）>〉、.．:：]|[①-⑳⑴-⒇㈠-㈩•●◆■★※➢○◇□▪]|[\u4e00-\u9fff]{2,6}[:：])"
)


def fold_width(text: Text) -> Text:
    """Full-width letters, digits and signs in the ordinary width; Chinese punctuation stays."""
    return text.recast(text.value.translate(_widths()))


def fold_compatibility(text: Text) -> Text:
    """Kangxi radicals and compatibility ideographs as the ordinary character."""
    return text.recast(text.value.translate(_compatible()))


def drop_invisible(text: Text) -> Text:
    """Without zero-width, control and direction characters."""
    return text.without(match.span() for match in _INVISIBLE.finditer(text.value))


def show_bullets(text: Text) -> Text:
    """A private-use character at the start is a bullet of a symbol font; elsewhere it is dropped."""
    value = text.value
    first = re.match(f"\\s*([{_PRIVATE}])", value)
    if first:
        at = first.start(1)
        text = text.recast(value[:at] + "•" + value[at + 1 :])
    return text.without(match.span() for match in re.finditer(f"[{_PRIVATE}]", text.value))


def drop_blanks(text: Text) -> Text:
    """Without blanks at the ends and between Chinese characters; other runs of blanks become one."""
    text = text.strip()
    value = text.value
    if not _BLANKS.search(value):
        return text
    cuts: list[tuple[int, int]] = []
    spaced = list(value)
    for match in _BLANK_RUN.finditer(value):
        start, end = match.span()
        if (
            (_is_chinese(value[start - 1]) and _is_chinese(value[end]) and not _is_enumerator(value[:start]))
            or value[start - 1] in _CLOSE + _OPEN
            or value[end] in _CLOSE
        ):
            cuts.append((start, end))
        else:
            spaced[start] = " "
            if end - start > 1:
                cuts.append((start + 1, end))
    return text.recast("".join(spaced)).without(cuts)


# 「…各有关事项: 一 采编课:…  二 典藏课:…」: a number between blanks in running text is one as well
_MARK_INSIDE = re.compile(r"[:：。；;]\s*[一二三四五六七八九十]{1,2}$")


def _is_enumerator(before: str) -> bool:
    """Whether the characters before a blank end in an enumerator."""
    return _MARK_AT_START.match(before) is not None or _MARK_INSIDE.search(before) is not None


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char in _CLOSE or char in _OPEN or "\uf900" <= char <= "\ufaff"


@lru_cache(maxsize=1)
def _widths() -> dict[int, str]:
    kept = "，；：！？（）"
    return {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in kept} | {
        0x3000: " ",
        0xA0: " ",
        0xFE30: "：",  # ︰ and ﹕ are colons of Hong Kong and Taiwan
        0xFE55: "：",
    }


@lru_cache(maxsize=1)
def _compatible() -> dict[int, str]:
    found = {}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if folded != chr(code) and len(folded) == 1:
            found[code] = folded
    return found


STEPS: tuple[Callable[[Text], Text], ...] = (fold_width, fold_compatibility, drop_invisible, show_bullets, drop_blanks)
