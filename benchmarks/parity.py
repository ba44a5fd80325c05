"""Measures whether a manual gives the same in every format: samples as LibreOffice saves them anew.

usage: python -m benchmarks.parity [--write] [--formats doc,odt] [--manuals FOLDER --gold FOLDER] [--cache FOLDER]

Prints sample × format: ✓ where units, items, links, measures and effects are equal to those of the original, else
the F1 of duties, standards and rules against the gold, and that of the original. ``--write`` renews docs/parity.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.evaluate import Figure, score
from extractor.options import Options
from extractor.pipeline import compose_bytes
from extractor.readers import conversion, encoding, office

ROOT = Path(__file__).resolve().parent.parent
SAMPLES, GOLD = ROOT / "corpus" / "samples", ROOT / "corpus" / "gold"
PAGE = ROOT / "docs" / "parity.md"
FORMATS: Mapping[str, tuple[str, ...]] = {
    ".docx": ("doc", "odt", "rtf", "html", "pdf"),
    ".doc": ("docx", "odt", "rtf", "html", "pdf"),
    ".txt": ("docx", "doc", "odt", "rtf"),
    ".xlsx": ("xls", "ods"),
}
COLUMNS = ("docx", "doc", "odt", "rtf", "html", "xls", "ods", "pdf")
CALLS_AT_ONCE = 2
SECONDS = 600.0  # for one call over all samples of a format
HEAD = """# The same manual in other formats

Written by `python -m benchmarks.parity --write`: samples of the corpus as LibreOffice saves them anew. ✓ where units,
items, links, measures and effects are equal to those of the original, else the F1 of duties, standards and rules
against the gold, and in brackets that of the original. All but the PDFs are a test (`tests/test_parity.py`).
"""
LAYERS = ("duties", "standards", "score_rules")
_OF_THE_FORMAT = ("number", "spans", "confidence", "flags", "context")  # what another format may say otherwise

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Copy:
    """A sample in another format."""

    sample: Path
    target: str  # suffix without the dot

    @property
    def name(self) -> str:
        return f"{self.sample.stem}.{self.target}"


def copies(manuals: Path = SAMPLES, formats: Sequence[str] = COLUMNS) -> list[Copy]:
    """Every sample with each of these formats that LibreOffice can save it in."""
    paths = sorted(manuals.iterdir())
    return [Copy(path, target) for path in paths for target in FORMATS.get(path.suffix, ()) if target in formats]


def saved(wanted: Iterable[Copy], cache: Path) -> dict[Copy, bytes]:
    """The copies as LibreOffice saves them, all of a format in one call; those that it cannot save are left out.

    What the readers will have converted once more, samples or copies, is converted as well; it lies in ``cache``.
    """
    calls: defaultdict[tuple[str, str], dict[Copy, bytes]] = defaultdict(dict)
    for copy in wanted:
        calls[copy.sample.suffix, copy.target][copy] = _source(copy.sample)
    with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
        for (suffix, target), same in calls.items():
            pool.submit(office.convert_ahead, list(same.values()), suffix, target, SECONDS, cache)
    made: dict[Copy, bytes] = {}
    for (suffix, target), same in calls.items():
        for copy, data in same.items():
            with suppress(office.OfficeError):
                made[copy] = office.convert(data, suffix, target, SECONDS, cache)
    options = Options(office_seconds=SECONDS, office_cache=cache)
    originals = {copy.sample.name: copy.sample.read_bytes() for copy in made}
    given = originals | {copy.name: data for copy, data in made.items()}
    by_kind: defaultdict[str, list[tuple[bytes, str]]] = defaultdict(list)
    for name, data in given.items():
        by_kind[name.rpartition(".")[2]].append((data, name))
    with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
        for files in by_kind.values():
            pool.submit(conversion.convert_ahead, files, options)
    return made


def _source(path: Path) -> bytes:
    """What LibreOffice is given: plain text in the one encoding that it cannot mistake."""
    data = path.read_bytes()
    return encoding.decode(data).text.encode("utf-8-sig") if path.suffix == ".txt" else data


def read(data: bytes, name: str, cache: Path | None = None) -> Json:
    """The document of a file."""
    found: Json = json.loads(compose_bytes(data, name, Options(office_cache=cache)).content())
    return found


def bare(value: Any) -> Any:
    """The values without what hangs on the format: places, numbers as painted, certainty, blanks (a PDF holds none)."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in _OF_THE_FORMAT}
    return [bare(inner) for inner in value] if isinstance(value, list | tuple) else value


def lines(document: Json) -> list[str]:
    """The bare units line by line, for a diff that can be read."""
    return json.dumps(bare(document["units"]), ensure_ascii=False, indent=1).split("\n")


def f1(document: Json, gold: Json) -> float:
    """Over duties, standards and rules."""
    found = score(document, gold).figures
    return sum((found[layer] for layer in LAYERS), Figure()).f1 or 0.0


def rows(
    made: Mapping[Copy, bytes], gold: Path, cache: Path
) -> Iterator[tuple[Path, dict[str, str], dict[str, float]]]:
    """For each sample what its row says, and the F1 that each format loses; 0 where the units are equal."""
    for sample in dict.fromkeys(copy.sample for copy in made):
        wanted = json.loads((gold / f"{sample.stem}.json").read_text("utf-8"))
        original = read(sample.read_bytes(), sample.name, cache)
        own = f1(original, wanted)
        said, lost = {}, {}
        for copy in (copy for copy in made if copy.sample == sample):
            other = read(made[copy], copy.name, cache)
            same = bare(other["units"]) == bare(original["units"])
            reached = own if same else f1(other, wanted)
            said[copy.target] = "✓" if same else f"{reached:.3f} ({own:.3f})"
            lost[copy.target] = own - reached
        yield sample, said, lost


def table(made: Mapping[Copy, bytes], columns: Sequence[str], gold: Path, cache: Path) -> Iterator[str]:
    """The lines of the page."""
    yield f"| sample | {' | '.join(columns)} |"
    yield "|---|" + "---|" * len(columns)
    said: dict[str, list[str]] = {column: [] for column in columns}
    lost: dict[str, list[float]] = {column: [] for column in columns}
    for sample, row, losses in rows(made, gold, cache):
        yield f"| {sample.name} | {' | '.join(row.get(column, '') for column in columns)} |"
        for column in row:
            said[column].append(row[column])
            lost[column].append(losses[column])
    shares = (f"{found.count('✓')} of {len(found)}" if found else "" for found in said.values())
    means = (f"{sum(found) / len(found):.3f}" if found else "" for found in lost.values())
    yield f"| **equal** | {' | '.join(shares)} |"
    yield f"| **mean F1 lost** | {' | '.join(means)} |"


def main() -> int:
    """Measure, print and perhaps write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="renew docs/parity.md")
    arguments.add_argument("--formats", default=",".join(COLUMNS), help="only these, parted by commas")
    arguments.add_argument("--manuals", type=Path, default=SAMPLES)
    arguments.add_argument("--gold", type=Path, default=GOLD)
    arguments.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir(), "zhize-parity"))
    given = arguments.parse_args()
    columns = [column for column in COLUMNS if column in given.formats.split(",")]
    wanted = [copy for copy in copies(given.manuals, columns) if (given.gold / f"{copy.sample.stem}.json").exists()]
    lines = []
    for line in table(saved(wanted, given.cache), columns, given.gold, given.cache):
        print(line, flush=True)
        lines.append(line)
    if given.write:
        PAGE.write_text(f"{HEAD}\n" + "\n".join(lines) + "\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
