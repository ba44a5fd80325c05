"""Stretches that no Chinese manual holds: broken encodings and characters of unrelated scripts."""

from __future__ import annotations

import re

from extractor.text import Range

# Scripts that stand in no Chinese manual but are typical of broken fonts and encodings (Ethiopic, Thaana, Cherokee …),
# the replacement character, and question marks where a character was lost between two ideographs.
_GARBLED = re.compile(
    "(?:[\u0530-\u1fff\u2c00-\u2dff\ua4d0-\uabff\ufffd](?:[\\s\u0530-\u1fff\ua4d0-\uabff\ufffd]*[\u0530-\u1fff\u2c00-\u2dff\ua4d0-\uabff\ufffd])?)"
    "|(?<=[\u4e00-\u9fff])\\?\\?+(?=[\u4e00-\u9fff])"
)


def garbled(source: str) -> tuple[Range, ...]:
    """The garbled stretches of the source."""
    return tuple(match.span() for match in _GARBLED.finditer(source))
