"""The README and docs/patterns.md are true: their commands run, their results come out, both languages keep step."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from extractor import export, pipeline, schema
from extractor.cli import COMMANDS, main
from extractor.options import Options

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
BANKS = ("docs/patterns.md", "docs/patterns.zh-CN.md")


def blocks(file: str, language: str) -> list[str]:
    """The fenced blocks of a language, in their order."""
    text = (ROOT / file).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(file: str) -> list[str]:
    """The lines of the shell blocks that are commands of zhize."""
    lines = "".join(blocks(file, "sh")).splitlines()
    return [line for line in lines if line.startswith("zhize ")]


def headings(file: str) -> list[str]:
    """The marks of the headings: #, ## …"""
    outside_blocks = re.sub(r"^```.*?^```$", "", (ROOT / file).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+(?= )", outside_blocks, re.MULTILINE)


def missing(wanted: object, real: object, at: str = "") -> list[str]:
    """Where ``wanted`` is no part of ``real``: keys may be left out of an object, nothing out of a list."""
    if isinstance(wanted, dict) and isinstance(real, dict):
        return [line for key, value in wanted.items() for line in missing(value, real.get(key), f"{at}.{key}")]
    if isinstance(wanted, list) and isinstance(real, list) and len(wanted) == len(real):
        return [line for k, value in enumerate(wanted) for line in missing(value, real[k], f"{at}[{k}]")]
    return [] if wanted == real else [f"{at}: {wanted!r}, really {real!r}"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the README speaks of: manuals/茶艺师.txt, house.yaml, gold/."""
    for name, text in (
        ("manuals/茶艺师.txt", blocks("README.md", "text")[0]),
        ("house.yaml", blocks("README.md", "yaml")[0]),
        ("gold/茶艺师.json", blocks("README.md", "json")[0]),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("file", READMES)
def test_every_command_of_the_readme_runs(file: str, place: Path) -> None:
    ended = {command: main(shlex.split(command)[1:]) for command in commands(file)}
    assert len(ended) > 5
    assert ended == dict.fromkeys(ended, 0)


@pytest.mark.parametrize("file", READMES)
@pytest.mark.parametrize("command", [*COMMANDS, "patterns list", "patterns check", "patterns try"])
def test_the_readme_names_every_command(file: str, command: str) -> None:
    assert f"zhize {command}" in (ROOT / file).read_text("utf-8")


@pytest.mark.parametrize("file", READMES)
@pytest.mark.parametrize("command", ["", *COMMANDS, "patterns list", "patterns check", "patterns try"])
def test_the_readme_names_every_option(file: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    text = (ROOT / file).read_text("utf-8")
    options = re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)
    assert [option for option in options if option not in text] == []


@pytest.mark.parametrize("file", READMES)
def test_the_json_of_the_readme_is_what_comes_out(file: str, place: Path) -> None:
    made = pipeline.extract_file(place / "manuals" / "茶艺师.txt", Options())
    assert missing(json.loads(blocks(file, "json")[0]), json.loads(schema.document_bytes(made))) == []


@pytest.mark.parametrize("file", READMES)
def test_the_outline_of_the_readme_is_what_is_shown(file: str, place: Path) -> None:
    made = pipeline.extract_file(place / "manuals" / "茶艺师.txt", Options())
    assert export.outline(made) == blocks(file, "text")[1].splitlines()


@pytest.mark.parametrize(("english", "chinese"), [READMES, BANKS], ids=["README", "docs/patterns"])
def test_the_two_languages_keep_step(english: str, chinese: str) -> None:
    assert commands(english) == commands(chinese) != []
    assert headings(english) == headings(chinese)
    assert blocks(english, "text") == blocks(chinese, "text")


@pytest.mark.parametrize("file", BANKS)
def test_the_bank_of_the_docs_makes_its_manual_readable(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("茶馆.md").write_text(blocks(file, "markdown")[0], encoding="utf-8")
    Path("house.yaml").write_text(blocks(file, "yaml")[0], encoding="utf-8")
    ended = [main(shlex.split(command)[1:]) for command in commands(file)]
    assert set(ended) == {0}
    assert pipeline.extract_file(Path("茶馆.md"), Options()).units == ()
    made = schema.read_document(Path("out/茶馆.md.json").read_bytes())
    assert export.outline(made) == blocks(file, "text")[0].splitlines()
