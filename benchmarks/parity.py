"""Measures whether a manual gives the same in every format: Word and Excel samples as LibreOffice saves them anew.

usage: python -m benchmarks.parity [--write] [--manuals FOLDER --gold FOLDER]

Prints sample × format: ✓ where units, items, links, measures and effects are equal to those of the original, else
the F1 of duties, standards and rules against the gold, and that of the original. ``--write`` renews docs/parity.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.evaluate import Figure, score
from extractor.options import Options
from extractor.pipeline import compose_bytes
from extractor.readers import office

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "parity.md"
FORMATS: Mapping[str, tuple[str, ...]] = {
    ".docx": ("doc", "odt", "rtf", "pdf", "html"),
    ".doc": ("docx", "odt", "rtf", "pdf", "html"),
    ".xlsx": ("xls", "ods"),
}
HEAD = """# The same manual in other formats

Written by `python -m benchmarks.parity --write`: Word and Excel samples of the corpus as LibreOffice saves them anew.
✓ where units, items, links, measures and effects are equal to those of the original, else the F1 of duties, standards
and rules against the gold, and in brackets that of the original.
"""
LAYERS = ("duties", "standards", "score_rules")
_OF_THE_FORMAT = ("number", "spans", "confidence", "flags", "context")  # what another format may say otherwise

Json = dict[str, Any]


def bare(value: Any) -> Any:
    """The values without what hangs on the format: places, numbers as painted, certainty, blanks (a PDF holds none)."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in _OF_THE_FORMAT}
    return [bare(inner) for inner in value] if isinstance(value, list | tuple) else value


def read(data: bytes, name: str) -> Json:
    """The document of a file."""
    found: Json = json.loads(compose_bytes(data, name, Options()).content())
    return found


def f1(document: Json, gold: Json) -> float:
    """Over duties, standards and rules."""
    found = score(document, gold).figures
    return sum((found[layer] for layer in LAYERS), Figure()).f1 or 0.0


def cells(path: Path, gold: Json) -> Iterator[tuple[str, bool, float, float]]:
    """For each format: whether the units are equal, F1 against the gold, and F1 of the original."""
    data = path.read_bytes()
    original = read(data, path.name)
    own = f1(original, gold)
    for target in FORMATS[path.suffix]:
        try:
            made = office.convert(data, path.suffix, target, 120)
        except office.OfficeError:
            continue
        other = read(made, f"{path.stem}.{target}")
        yield target, bare(other["units"]) == bare(original["units"]), f1(other, gold), own


def main() -> int:
    """Measure, print and perhaps write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="renew docs/parity.md")
    arguments.add_argument("--manuals", type=Path, default=ROOT / "corpus" / "samples")
    arguments.add_argument("--gold", type=Path, default=ROOT / "corpus" / "gold")
    given = arguments.parse_args()
    columns = ("docx", "doc", "odt", "rtf", "pdf", "html", "xls", "ods")
    lines = [f"| sample | {' | '.join(columns)} |", "|---|" + "---|" * len(columns)]
    equal: dict[str, list[bool]] = {column: [] for column in columns}
    lost: dict[str, list[float]] = {column: [] for column in columns}
    for path in sorted(given.manuals.iterdir()):
        gold = given.gold / f"{path.stem}.json"
        if path.suffix not in FORMATS or not gold.exists():
            continue
        row = dict.fromkeys(columns, "")
        for target, same, other, own in cells(path, json.loads(gold.read_text("utf-8"))):
            row[target] = "✓" if same else f"{other:.3f} ({own:.3f})"
            equal[target].append(same)
            lost[target].append(own - other)
        lines.append(f"| {path.name} | {' | '.join(row.values())} |")
        print(lines[-1], flush=True)
    shares = (f"{sum(found)} of {len(found)}" if found else "" for found in equal.values())
    losses = (f"{sum(found) / len(found):.3f}" if found else "" for found in lost.values())
    lines += [f"| **equal** | {' | '.join(shares)} |", f"| **mean F1 lost** | {' | '.join(losses)} |"]
    print("\n".join(lines[-2:]))
    if given.write:
        table = "\n".join(lines)
        PAGE.write_text(f"{HEAD}\n{table}\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
