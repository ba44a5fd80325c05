"""Makes patterns/person_words.yaml: common words that could be a person's name by their first character alone.

usage: python -m benchmarks.person_words

Of the dictionary that jieba brings (MIT licence) it takes the words of two and three characters that person.name of
patterns/persons.yaml matches, that stand there for no person, and that are not rare.
"""

from __future__ import annotations

import sys
import textwrap
from importlib.util import find_spec
from pathlib import Path

from extractor import banks

PAGE = Path(__file__).resolve().parent.parent / "patterns" / "person_words.yaml"
# Occurrences in jieba's texts from which a word is common: 1,943 words. From 20 on there are 4,023, from 300 on 977; of
# the 38 holders of posts in the gold of the samples and manuals none is among any of them.
COMMON = 100
HEAD = """# Words that begin with a family name and are none: 「保育员关键技能」 names no Ms 关.
# Made by benchmarks/person_words.py.
kind: person
entries:
  - id: person.words
    why: common words that a family name could begin; a person who is really called so is not read behind a post
    means: no_person
    hits: [关键, 任务, 高级]
    misses: [邵维桐, 贺知秋]
    words: [
"""


def words() -> list[str]:
    """The words; those of three characters only where the first two are one as well (卫生间), which 万学文 is not."""
    bank = banks.load(())
    counted: dict[str, int] = {}
    names = bank.entries("person", "person")
    found = find_spec("jieba")
    assert found is not None and found.origin is not None
    for line in (Path(found.origin).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, kind = line.split()
        usual = len(word) in (2, 3) and int(count) >= COMMON and not kind.startswith("nr")
        if usual and any(bank.search(entry, word) for entry in names):
            counted[word] = int(count)
    return sorted(word for word in counted if len(word) == 2 or word[:2] in counted)


def main() -> int:
    """Writes the file."""
    lines = textwrap.wrap(", ".join(words()), 110, break_long_words=False, break_on_hyphens=False)
    body = "\n".join(f"      {line}" for line in lines)
    PAGE.write_text(f"{HEAD}{body}\n    ]\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
