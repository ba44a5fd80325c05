"""The wheel brings one name, and finds its banks and schemas inside itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from extractor import banks, schema

from .conftest import ROOT

ASK = """
from extractor import banks, resources, schema
print(resources.folder("patterns"), banks.load().digest, schema.schema_path().is_file())
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    hidden = shutil.ignore_patterns(".*", "out", "tests", "corpus", "benchmarks", "__pycache__")
    source = shutil.copytree(ROOT, folder / "source", ignore=hidden)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_wheel_brings_one_name(unpacked: Path) -> None:
    names = sorted(path.name for path in unpacked.iterdir() if path.suffix != ".dist-info")
    assert names == ["extractor"]


def test_wheel_finds_banks_and_schemas_inside_itself(unpacked: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(unpacked)!r}){ASK}"
    told = subprocess.run([sys.executable, "-c", code], cwd=unpacked, capture_output=True, text=True, check=True).stdout
    assert told.split() == [str(unpacked / "extractor" / "patterns"), banks.load().digest, "True"]
    packed = unpacked / "extractor" / "output_schemas" / schema.schema_path().name
    assert packed.read_bytes() == schema.schema_path().read_bytes()
