"""Traditional to simplified script, one character for one; OpenCC is loaded only where it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

# A text is mixed when its rarer script has at least this share of the characters that tell the scripts apart:
# the simplified manuals seen quote at most 3 % traditional characters, the traditional ones at most 12 % simplified.
MIXED_SHARE = 0.15
_BETWEEN = "\ue000\ue001"  # between texts that are converted together: private characters, which no text holds by now


@dataclass(frozen=True, slots=True)
class Script:
    """The script of a document, and the way to simplified text."""

    name: Literal["simplified", "traditional", "mixed"]

    def simplify(self, values: Sequence[str]) -> list[str]:
        """The texts in simplified script, each as long as it was."""
        joined = _BETWEEN.join(values)
        converted = _converter()(joined)
        parts = converted.split(_BETWEEN) if len(converted) == len(joined) else []
        if len(parts) != len(values):
            parts = ["".join(map(_single, value)) for value in values]
        return [
            part if len(part) == len(value) else "".join(map(_single, value))
            for part, value in zip(parts, values, strict=True)
        ]


def script_of(source: str) -> Script:
    """Which script the characters show that exist in one script alone."""
    rare = source.encode("gb2312", "ignore")
    if len(rare) == len(source.encode("gb18030", "replace")):
        return Script("simplified")  # every character is in GB2312, which holds no traditional forms
    traditional, simplified = _telling()
    old = sum(map(source.count, traditional & set(source)))
    if not old:
        return Script("simplified")
    new = sum(map(source.count, simplified & set(source)))
    share = old / (old + new)
    if share >= 1 - MIXED_SHARE:
        return Script("traditional")
    return Script("mixed" if share >= MIXED_SHARE else "simplified")


@lru_cache(maxsize=1)
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that are traditional alone, and those that are simplified alone."""
    to_simple = _characters("TSCharacters.txt")
    to_old = _characters("STCharacters.txt")
    traditional = frozenset(char for char, other in to_simple.items() if char not in other and char not in to_old)
    simplified = frozenset(char for char, other in to_old.items() if char not in other and char not in to_simple)
    return traditional, simplified


def _characters(name: str) -> dict[str, str]:
    """A character table of OpenCC: character → its counterparts."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("opencc")
    assert spec is not None and spec.origin is not None
    text = (Path(spec.origin).parent / "dictionary" / name).read_text("utf-8")
    return {line[0]: line[2:] for line in text.splitlines() if line[1:2] == "\t"}


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("t2s").convert


@lru_cache(maxsize=10_000)
def _single(char: str) -> str:
    converted = str(_converter()(char))
    return converted if len(converted) == 1 else char
