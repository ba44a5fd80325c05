"""Measures OCR on pages drawn from manuals with known text, clean and degraded.

usage: python -m benchmarks.ocr [--write] [--resolution 200]

Draws the PDF samples of the corpus, and Word ones through LibreOffice, puts the pictures in place of the pages, and
reads both: the recall of characters, the F1 of items against the gold beside that of the text version, pages a minute.
``--write`` renews docs/ocr.md.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from extractor.evaluate import Figure, score
from extractor.options import Options
from extractor.pipeline import Run, run
from extractor.readers import office

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
PAGE = ROOT / "docs" / "ocr.md"
SAMPLES = (
    "company_standard.pdf", "cooperative_targets.pdf", "ruled_levels.pdf", "warehouse_kpi_standard.pdf",
    "post_forms.docx", "header_row_table.docx", "scoring_table.docx", "staff_rules.docx",
    "tw_college_form.docx", "hk_programme_worker.docx",
)  # fmt: skip
TRADITIONAL = ("tw_", "hk_")
LAYERS = ("duties", "standards", "score_rules")
_COUNTED = re.compile(r"[\u3400-\u9fff0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one sample in one state; ``figure`` over duties, standards and rules, beside that of its text."""

    sample: str
    state: str
    recall: float
    figure: Figure
    of_text: Figure
    pages: int
    seconds: float


def clean(picture: Any) -> Any:
    """The page as drawn."""
    return picture


def degraded(picture: Any) -> Any:
    """The page as an old copier gives it: leaning by 1.3 degrees, blurred, noisy, a JPEG of quality 40."""
    import cv2
    import numpy

    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -1.3, 1.0)
    leaning = cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))
    blurred = cv2.GaussianBlur(leaning, (3, 3), 0.8)
    noise = numpy.random.default_rng(7).normal(0, 12, blurred.shape)
    noisy = numpy.clip(blurred.astype(float) + noise, 0, 255).astype("uint8")
    packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 40])[1]
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)


def scanned(data: bytes, state: Callable[[Any], Any], resolution: int) -> tuple[bytes, int]:
    """The PDF with pictures in place of its pages, and their number."""
    import pypdfium2
    from PIL import Image

    with pypdfium2.PdfDocument(data) as document:
        drawn = [page.render(scale=resolution / 72, rev_byteorder=True).to_numpy() for page in document]
    frames = [Image.fromarray(state(picture)) for picture in drawn]
    made = io.BytesIO()
    frames[0].save(made, "PDF", save_all=True, append_images=frames[1:], resolution=resolution)
    return made.getvalue(), len(frames)


def figure(made: Run, sample: str) -> Figure:
    """Duties, standards and rules against the gold."""
    gold = json.loads((CORPUS / "gold" / f"{Path(sample).stem}.json").read_text("utf-8"))
    found = score(json.loads(made.document.content()), gold).figures
    return sum((found[layer] for layer in LAYERS), Figure())


def recall(seen: str, wanted: str) -> float:
    """The share of the characters (ideographs, letters, digits) of the text that stand in what was seen."""
    here, there = (Counter(_COUNTED.findall(text)) for text in (seen, wanted))
    return (here & there).total() / max(there.total(), 1)


def measured(sample: str, resolution: int) -> list[Row]:
    """One sample, clean and degraded."""
    data = (CORPUS / "samples" / sample).read_bytes()
    pdf = data if sample.endswith(".pdf") else office.convert(data, Path(sample).suffix, "pdf", 120)
    text = run(pdf, f"{Path(sample).stem}.pdf", Options())
    rows = []
    for state in (clean, degraded):
        scan, pages = scanned(pdf, state, resolution)
        begun = perf_counter()
        made = run(scan, f"{Path(sample).stem}.pdf", Options())
        taken = perf_counter() - begun
        sure = recall(made.reading.source, text.reading.source)
        rows.append(Row(sample, state.__name__, sure, figure(made, sample), figure(text, sample), pages, taken))
    return rows


def table(rows: list[Row]) -> str:
    """The rows and their sums as a Markdown table."""
    lines = ["| sample | state | characters | items F1 | of its text | pages a minute |", "|---|---|---|---|---|---|"]
    for row in rows:
        f1, of_text = row.figure.f1 or 0.0, row.of_text.f1 or 0.0
        speed = 60 * row.pages / row.seconds
        lines.append(f"| {row.sample} | {row.state} | {row.recall:.4f} | {f1:.3f} | {of_text:.3f} | {speed:.0f} |")
    for state in ("clean", "degraded"):
        for name, wanted in (("simplified", False), ("traditional", True)):
            some = [row for row in rows if row.state == state and row.sample.startswith(TRADITIONAL) is wanted]
            figures = (sum((getattr(row, part) for row in some), Figure()).f1 or 0.0 for part in ("figure", "of_text"))
            f1, of_text = figures
            speed = 60 * sum(row.pages for row in some) / sum(row.seconds for row in some)
            mean = sum(row.recall for row in some) / len(some)
            lines.append(f"| **all {name}** | {state} | {mean:.4f} | {f1:.3f} | {of_text:.3f} | {speed:.0f} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print and perhaps write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="renew docs/ocr.md")
    arguments.add_argument("--resolution", type=int, default=200, help="dots per inch of the scans")
    given = arguments.parse_args()
    run(scanned((CORPUS / "samples" / SAMPLES[2]).read_bytes(), clean, 72)[0], "a.pdf", Options())  # loads the models
    found = table([row for sample in SAMPLES for row in measured(sample, given.resolution)])
    print(found, end="")
    if given.write:
        PAGE.write_text(
            f"""# OCR

Written by `python -m benchmarks.ocr --write`: pages drawn at {given.resolution} dots per inch from manuals with known
text. *degraded* leans by 1.3 degrees, is blurred and noisy, and went through a JPEG of quality 40. *characters* is the
recall of ideographs, letters and digits; *items F1* is over duties, standards and score rules against the gold, beside
the F1 of the same manual read from its text layer.

{found}""",
            "utf-8",
            newline="\n",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
