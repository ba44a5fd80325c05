"""The direction of imports, the names that modules must not have, and nothing heavy at import time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .conftest import ROOT

HEAVY = {"docx", "pdfplumber", "pypdfium2", "pdfminer", "jieba", "opencc", "openpyxl", "yaml", "regex"}
RUN = "from importlinter.cli import lint_imports_command as run; run()"
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "extractor").rglob("*.py")
)


def test_layers_import_downwards(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", RUN, "--cache-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [name for name in MODULES if name.rsplit(".", 1)[-1] in drawers] == []


def test_import_of_every_module_loads_nothing_heavy() -> None:
    light = [name for name in MODULES if not name.endswith("__main__")]
    code = f"import sys, importlib; [importlib.import_module(m) for m in {light}]; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stderr == ""
    assert HEAVY & set(told.stdout.split()) == set()


def test_wheel_names_one_package() -> None:
    assert {name.split(".")[0] for name in MODULES} == {"extractor"}
