"""What is read from the sample manuals is not below the floors in corpus/gate.json."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import evaluate, gate
from extractor.options import Options

from .conftest import ROOT

GATE = ROOT / "corpus" / "gate.json"


@pytest.mark.office
@pytest.mark.slow
def test_samples_are_read_as_well_as_before(tmp_path: Path, corpus: Path) -> None:
    from extractor.pipeline import extract_file
    from extractor.schema import document_bytes

    for path in sorted((corpus / "samples").iterdir()):
        (tmp_path / f"{path.name}.json").write_bytes(document_bytes(extract_file(path, Options())))
    report = evaluate.evaluate(tmp_path, corpus / "gold")
    assert gate.check_gate(report, gate.read_gate(GATE)) == (), evaluate.render(report)
