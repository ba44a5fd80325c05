"""What doctor finds on a machine, and the commands it names for what is missing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from extractor import doctor
from extractor.cli import main
from extractor.readers import ocr


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No LibreOffice anywhere."""
    monkeypatch.setenv("PATH", str(tmp_path))


def test_the_packages_are_those_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
    names = [re.match(r"[\w-]+", line)[0] for line in project["project"]["dependencies"]]  # type: ignore[index]
    assert sorted(doctor.REQUIREMENTS) == sorted(names)


def test_everything_that_is_needed_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "missing  Python" not in shown
    assert re.search(r"^ok +pydantic +JSON +2\.", shown, re.MULTILINE)
    assert re.search(r"^ok +OCR +\.pdf \.png", shown, re.MULTILINE)


def test_without_ocr_it_names_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert main(["doctor", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^missing +OCR +\.pdf", shown, re.MULTILINE)
    assert "pip install 'zhize[ocr]'" in shown
    assert not re.search(r"formats .*\.png", shown)


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize(
    "command",
    ["sudo apt-get install libreoffice-writer", "sudo dnf install", "brew install --cask", "winget install"],
)
def test_without_libreoffice_it_names_the_commands(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^缺少 +LibreOffice +\.doc", shown, re.MULTILINE)
    assert command in shown
    assert re.search(r"可读格式 .*\.doc ", shown)
    assert not re.search(r"可读格式 .*\.odt", shown)


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "REQUIREMENTS", {"no-such-package": ".tea"})
    (found,) = [check for check in doctor.checks() if check.state == "missing" and check.needed]
    assert (found.name, found.serves) == ("no-such-package", ".tea")
    assert found.install[0][1].endswith("-m pip install no-such-package")


def test_a_program_that_tells_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (office,) = [check for check in doctor.checks() if check.name == "LibreOffice"]
    assert office.detail == f"?, {program}"
