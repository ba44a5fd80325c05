"""Pages without a readable text layer: what stands on their pictures is read as what stands on paper."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import schema
from extractor.errors import UnknownFormat
from extractor.options import Options
from extractor.pipeline import compose_bytes, extract_bytes
from extractor.readers import ocr, read

from .pdf_paper import Paper

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"


@cache
def pictures(sample: str, turned: float = 0.0) -> list[Any]:
    """The pages of a PDF sample as drawn, perhaps lain askew on the glass."""
    import pypdfium2

    with pypdfium2.PdfDocument((SAMPLES / sample).read_bytes()) as document:
        pages = [page.render(scale=200 / 72).to_pil() for page in document]
    return [page.rotate(turned, fillcolor="white", resample=2) for page in pages]


def packed(frames: list[Any], form: str) -> bytes:
    """The pictures in one file."""
    made = io.BytesIO()
    frames[0].save(made, form, **({"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}))
    return made.getvalue()


def items(document: schema.Document, layer: str) -> list[str]:
    return [item.text for unit in document.units for item in getattr(unit, layer)]


@pytest.mark.slow
@pytest.mark.parametrize("turned", [pytest.param(0.0, id="straight"), pytest.param(1.5, id="askew")])
def test_a_scanned_table(turned: float) -> None:
    made = extract_bytes(packed(pictures("ruled_levels.pdf", turned), "PDF"), "scan.pdf", Options())
    paper = extract_bytes((SAMPLES / "ruled_levels.pdf").read_bytes(), "paper.pdf", Options())
    assert [unit.name for unit in made.units] == [unit.name for unit in paper.units]
    seen, wanted = set(items(made, "score_rules")), items(paper, "score_rules")
    assert sum(text in seen for text in wanted) >= 0.9 * len(wanted)
    assert {problem.code for problem in made.problems} == {"read_by_ocr"}


@pytest.mark.slow
def test_every_span_of_a_scan_has_its_box_and_its_doubt() -> None:
    made = extract_bytes(packed(pictures("ruled_levels.pdf"), "PDF"), "scan.pdf", Options())
    rules = [rule for unit in made.units for rule in unit.score_rules]
    assert rules and all(span.page and span.bbox for rule in rules for span in rule.spans)
    assert all("ocr" in rule.flags and rule.confidence < 1 for rule in rules)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP"])
def test_pictures(form: str) -> None:
    data = packed(pictures("ruled_levels.pdf")[:1], form)
    made = extract_bytes(data, f"scan.{form.lower()}", Options())
    assert (made.source.reader, made.source.pages) == ("ocr", 1)
    assert made.source.characters > 100


@pytest.mark.slow
def test_the_same_picture_gives_the_same_bytes() -> None:
    data = packed(pictures("ruled_levels.pdf")[:1], "PNG")
    assert compose_bytes(data, "a.png", Options()).content() == compose_bytes(data, "a.png", Options()).content()


@pytest.mark.slow
def test_only_the_page_that_needs_it() -> None:
    text = Paper().page().write(90, 100, "茶艺师岗位职责").write(90, 120, "1、清洗茶具。")
    reading = read(text.page().image(0, 0, 595, 842).file(), "a.pdf", Options())
    assert reading.reader.startswith("pdfium")
    assert [problem.code for problem in reading.problems] == ["page_without_text"]


def test_without_the_extra_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(UnknownFormat):
        read(b"\x89PNG\r\n\x1a\n", "a.png", Options())
    made = extract_bytes(b"\x89PNG\r\n\x1a\n", "a.png", Options())
    assert "zhize[ocr]" in made.problems[0].next_step
