"""What can be read on this machine, and the commands that install what is missing."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from extractor.readers import ocr, office
from extractor.readers.sniff import SUFFIXES

State = Literal["ok", "missing"]

# distribution → what is read or done with it (–: nothing yet); a test holds it to pyproject.toml
REQUIREMENTS: Mapping[str, str] = {
    "jieba": "–",
    "lxml": ".docx .html",
    "opencc-python-reimplemented": "繁体 → 简体",
    "openpyxl": ".xlsx",
    "pdfplumber": ".pdf",
    "pydantic": "JSON",
    "python-docx": "–",
    "PyYAML": "patterns",
    "regex": "patterns",
    "xlrd": ".xls",
}

_OFFICE = {
    "Debian, Ubuntu": "sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui",
    "Fedora": "sudo dnf install libreoffice-writer libreoffice-calc",
    "macOS": "brew install --cask libreoffice",
    "Windows": "winget install TheDocumentFoundation.LibreOffice",
}
_VERSION_SECONDS = 20.0  # soffice --version took 0.1 s warm and 2 s cold


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that reading may need: ``name`` and ``serves`` are for a person, ``install`` is system → command."""

    name: str
    state: State
    serves: str = ""
    detail: str = ""
    needed: bool = True  # False where everything but ``serves`` works without it
    without: str = ""  # the key of the words for what is lost without it
    install: tuple[tuple[str, str], ...] = ()
    alone: frozenset[str] = frozenset()  # suffixes that nothing else reads


def checks() -> Iterator[Check]:
    """Python, its packages, LibreOffice and OCR, in this order."""
    yield Check("Python", "ok", detail=f"{platform.python_version()}, {sys.executable}")
    yield from (_package(name, serves) for name, serves in REQUIREMENTS.items())
    yield _office()
    yield _ocr()


def _package(name: str, serves: str) -> Check:
    try:
        return Check(name, "ok", serves, version(name))
    except PackageNotFoundError:
        command = f"{Path(sys.executable).name} -m pip install {name}"
        return Check(name, "missing", serves, install=(("pip", command),))


def _ocr() -> Check:
    here = ocr.available()
    return Check(
        "OCR",
        "ok" if here else "missing",
        ".pdf .png .jpg .tif .bmp",
        f"rapidocr {version('rapidocr')}" if here else "",
        needed=False,
        without="doctor.ocr.without",
        install=() if here else (("pip", f"{Path(sys.executable).name} -m pip install 'zhize[ocr]'"),),
        alone=frozenset(suffix for suffix, kinds in SUFFIXES.items() if kinds == {"image"}),
    )


def _office() -> Check:
    program = office.find()
    return Check(
        "LibreOffice",
        "ok" if program else "missing",
        ".doc .rtf .odt .ods",
        f"{_office_version(program)}, {program}" if program else "",
        needed=False,
        without="doctor.office.without",
        install=() if program else tuple(_OFFICE.items()),
        alone=frozenset({".rtf", ".odt", ".ods"}),
    )


def _office_version(program: str) -> str:
    """The version that the program tells, "?" where it tells none in time."""
    try:
        told = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=_VERSION_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return "?"
    words = told.stdout.split()
    return words[1] if len(words) > 1 else "?"
