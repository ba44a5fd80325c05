"""Measures speed, growth, start-up and memory against their goals, beside other tools and a floor.

usage: python -m benchmarks.speed [--write]

Makes its inputs (benchmarks/samples.py), takes the best of several repetitions of each job and prints a table;
``--write`` renews docs/benchmarks.md. markitdown is measured in an environment of its own:

    python -m venv benchmarks/.peers && benchmarks/.peers/bin/pip install -r benchmarks/peers.txt
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PEERS = ROOT / "benchmarks" / ".peers" / "bin" / "python"
REPEATED = 7  # times each short job is done, of which the best counts: the spread of the best of 7 was 3 %
REPEATED_LONG = 3

MARKITDOWN = """
import sys, warnings
warnings.simplefilter("ignore")
from time import perf_counter
from markitdown import MarkItDown
made = MarkItDown()
def once():
    begun = perf_counter()
    made.convert(sys.argv[1])
    return perf_counter() - begun
once()
print(min(once() for _ in range(int(sys.argv[2]))))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, its goal, and whether it is met."""

    name: str
    value: float
    goal: float
    least: bool  # the goal is the least value, else the greatest
    shape: str  # how a value is written

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.value >= self.goal if self.least else self.value <= self.goal

    def row(self) -> str:
        """The line in Markdown."""
        sign = "≥" if self.least else "≤"
        goal = f"{sign} {self.shape.format(self.goal)}"
        return f"| {self.name} | {self.shape.format(self.value)} | {goal} | {'yes' if self.met else '**no**'} |"


def best(job: Callable[[], object], times: int) -> float:
    """The shortest time of a job in seconds, the first (cold) one left out."""
    job()
    taken = []
    for _ in range(times):
        begun = perf_counter()
        job()
        taken.append(perf_counter() - begun)
    return min(taken)


# ------------------------------------------------------------------ what is measured in a process of its own


def ours(path: Path) -> Callable[[], bytes]:
    """The whole extraction of a file, bytes to JSON bytes."""
    from extractor.options import Options
    from extractor.pipeline import compose_bytes

    data, options = path.read_bytes(), Options()
    return lambda: compose_bytes(data, path.name, options).content()


def word(files: Mapping[str, Path]) -> dict[str, float]:
    """A .docx: ours, and the least that anyone must do."""
    from lxml import etree

    data = files["word"].read_bytes()

    def floor() -> object:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return etree.fromstring(package.read("word/document.xml"))

    return {"ours": best(ours(files["word"]), REPEATED), "floor": best(floor, REPEATED * 5)}


def pdf(files: Mapping[str, Path]) -> dict[str, float]:
    """A PDF with text: ours, and pdfplumber's text of every page."""
    import pdfplumber

    data = files["pdf"].read_bytes()

    def plumber() -> object:
        with pdfplumber.open(io.BytesIO(data)) as pages:
            return [page.extract_text() for page in pages.pages]

    return {"ours": best(ours(files["pdf"]), REPEATED), "pdfplumber": best(plumber, REPEATED_LONG)}


def plain(files: Mapping[str, Path]) -> dict[str, float]:
    """Plain text: characters a second, and the times of the text once, ten and a hundred times over."""
    size = len(files["plain"].read_text("utf-8"))
    times = {name: best(ours(files[name]), REPEATED_LONG) for name in ("x10", "x100")}
    rate = size / best(ours(files["plain"]), REPEATED_LONG)
    return {"rate": rate, "x1": best(ours(files["x1"]), REPEATED * 3), **times}


def memory(files: Mapping[str, Path]) -> dict[str, float]:
    """The peak of the resident memory in MB after the largest input."""
    import resource

    ours(files["x100"])()
    ours(files["plain"])()
    return {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10)}


CHILDREN: dict[str, Callable[[Mapping[str, Path]], dict[str, float]]] = {
    "word": word,
    "pdf": pdf,
    "plain": plain,
    "memory": memory,
}


# ------------------------------------------------------------------ the table


def child(name: str, folder: Path) -> dict[str, float]:
    """What one of CHILDREN measures in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.speed", "--child", name, str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    return found


def command_seconds(*arguments: str) -> float:
    """The best time of a whole command, its bytecode kept from the first run as an installation keeps it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def once() -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)

    return best(once, REPEATED)


def markitdown(path: Path) -> float | None:
    """The best time of markitdown's conversion; None where it is not installed."""
    if not PEERS.exists():
        return None
    command = [str(PEERS), "-c", MARKITDOWN, str(path), str(REPEATED_LONG)]
    return float(subprocess.run(command, check=True, capture_output=True).stdout)


def figures(folder: Path) -> list[Figure]:
    """Every figure of the table, in its order."""
    from benchmarks.samples import documents

    files = documents(folder)
    found = {name: child(name, folder) for name in CHILDREN}
    docx, text = found["word"], found["plain"]
    out = [Figure(".docx ÷ unzip and parse its XML", docx["ours"] / docx["floor"], 30, False, "{:.1f}")]
    peer = markitdown(files["word"])
    if peer is not None:
        out.append(Figure(".docx ÷ markitdown", docx["ours"] / peer, 1 / 6, False, "{:.3f}"))
    nothing = command_seconds("-c", "pass")
    start, first = command_seconds("cli.py", "--help"), command_seconds("cli.py", "extract", str(files["small"]))
    return [
        *out,
        Figure("PDF ÷ pdfplumber's text", found["pdf"]["ours"] / found["pdf"]["pdfplumber"], 1 / 2, False, "{:.3f}"),
        Figure("plain text, characters a second", text["rate"], 300_000, True, "{:,.0f}"),
        Figure("a text 100 times over ÷ once", text["x100"] / text["x1"], 130, False, "{:.0f}"),
        Figure("a text 10 times over ÷ once", text["x10"] / text["x1"], 13, False, "{:.1f}"),
        Figure(f"`zhize --help`, s (`python -c pass`: {nothing:.3f})", start, 0.15, False, "{:.3f}"),
        Figure(f"first small .docx, s (`python -c pass`: {nothing:.3f})", first, 0.6, False, "{:.3f}"),
        Figure("peak memory, largest input, MB", found["memory"]["megabytes"], 300, False, "{:.0f}"),
    ]


def table(found: list[Figure]) -> str:
    """The figures as a Markdown table."""
    return "\n".join(("| figure | measured | goal | met |", "|---|---|---|---|", *(one.row() for one in found))) + "\n"


def machine() -> str:
    """The machine in words: cores, memory, Python."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return f"{os.cpu_count()} cores, {gigabytes:.0f} GB of memory, Python {platform.python_version()}"


def page(found: list[Figure]) -> str:
    """docs/benchmarks.md."""
    return f"""# Speed and memory

Written by `python -m benchmarks.speed --write` on {machine()}.
The machine is shared, so trust ratios more than seconds.
Each figure is the best of {REPEATED} repetitions ({REPEATED_LONG} of the long jobs), all taken in one run.

{table(found)}
- The inputs are made by `benchmarks/samples.py` and hold invented text alone: a Word manual of 30 pages with forms,
  automatic numbers and scoring tables; the PDF that LibreOffice prints of it; plain text of 300,000 characters, no two
  posts alike; a text of 3,000 characters once, 10 and 100 times over.
- .docx, PDF and plain text: the whole extraction in a warm process, bytes of the file to bytes of the JSON.
- The floor of a .docx is to unzip `word/document.xml` and to parse it with lxml.
- markitdown (`benchmarks/peers.txt` pins it) converts the same .docx to Markdown; pdfplumber reads the text of every
  page of the same PDF.
- Start-up: whole commands in fresh processes, imports and the reading of all pattern banks included.
- Memory: the peak of the resident memory of a process that reads both long texts.
"""


def main() -> int:
    """Measure, print and perhaps write; 1 where a goal is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="renew docs/benchmarks.md")
    arguments.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.child:
        name, folder = given.child
        print(json.dumps(CHILDREN[name](_files(Path(folder)))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = figures(Path(folder))
    print(table(found), end="")
    if given.write:
        PAGE.write_text(page(found), "utf-8", newline="\n")
    return not all(one.met for one in found)


def _files(folder: Path) -> dict[str, Path]:
    from benchmarks.samples import paths

    return paths(folder)


if __name__ == "__main__":
    sys.exit(main())
