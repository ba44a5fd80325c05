"""Files that LibreOffice converts: many in one call, a bad one at no other's cost, kept by their content."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from extractor import batch, schema
from extractor.cli import main
from extractor.cli_extract import CACHE
from extractor.inputs import find, plan
from extractor.options import Options
from extractor.readers import conversion, office

from .docx_builder import p, package
from .ole_builder import compound

# LibreOffice as far as its command line goes: copies each source to the folder behind --outdir, in their order; one
# that holds CRASH ends it on the spot, one that holds SLOW lasts for ever, one that holds BAD gives nothing.
PROGRAM = f"""#!{sys.executable}
import sys, time
from pathlib import Path
at = sys.argv.index("--outdir")
out, target = Path(sys.argv[at + 1]), sys.argv[sys.argv.index("--convert-to") + 1]
out.mkdir()
with Path(__file__).with_name("calls").open("a") as calls:
    calls.write(f"{{len(sys.argv) - at - 2}}\\n")
for source in map(Path, sys.argv[at + 2 :]):
    data = source.read_bytes()
    if b"CRASH" in data:
        sys.exit(1)
    while b"SLOW" in data:
        time.sleep(1)
    if b"BAD" not in data:
        (out / source.with_suffix("." + target).name).write_bytes(data)
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "program" / "soffice"
    path.parent.mkdir()
    path.write_text(PROGRAM, encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(office, "find", lambda: str(path))
    return path


def calls(program: Path) -> list[int]:
    """How many files each call was given."""
    return [int(line) for line in (program.parent / "calls").read_text("utf-8").split()]


@pytest.mark.parametrize(
    ("bad", "detail"),
    [
        pytest.param(b"CRASH", "no output", id="the program crashes on it"),
        pytest.param(b"BAD", "no output", id="nothing is made of it"),
        pytest.param(b"SLOW", "timeout, 2 s", id="it takes too long"),
    ],
)
def test_a_bad_file_costs_no_other(bad: bytes, detail: str, program: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    good = [f"file {number}".encode() for number in range(7)]
    office.convert_ahead([*good[:3], bad, *good[3:]], ".rtf", "docx", 2, cache)
    before = len(calls(program))
    assert [office.convert(data, ".rtf", "docx", 2, cache) for data in good] == good
    with pytest.raises(office.OfficeError) as failed:
        office.convert(bad, ".rtf", "docx", 2, cache)
    assert failed.value.detail == detail
    assert len(calls(program)) == before <= 8


def test_one_call_for_all(program: Path, tmp_path: Path) -> None:
    files = [(rb"{\rtf1 " + bytes([65 + k]) + b"}", f"{k}.rtf") for k in range(5)]
    conversion.convert_ahead(files, Options(office_cache=tmp_path / "cache"))
    conversion.convert_ahead(files, Options(office_cache=tmp_path / "cache"))
    assert calls(program) == [5]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(package(p("岗位职责")), "a.doc", id="a new Word file called .doc"),
        pytest.param("岗位职责".encode(), "a.rtf", id="a text called .rtf"),
        pytest.param(b"", "a.doc", id="no bytes"),
        pytest.param(compound({"EncryptedPackage": b"\0" * 512}), "a.doc", id="a locked file"),
    ],
)
def test_what_needs_no_conversion(data: bytes, name: str, program: Path, tmp_path: Path) -> None:
    conversion.convert_ahead([(data, name)], Options(office_cache=tmp_path / "cache"))
    assert not (program.parent / "calls").exists()


def test_what_is_kept_follows_the_content(program: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for data in (b"one", b"two", b"one"):
        assert office.convert(data, ".rtf", "docx", 5, cache) == data
    assert (calls(program), len(list(cache.iterdir()))) == ([1, 1], 2)


@pytest.mark.office
def test_a_folder_of_old_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, suffix in enumerate(("doc", "rtf", "odt", "doc")):
        manual = package(p(f"茶艺师{number}组岗位职责") + p("1、冲泡茶水。") + p(f"2、清洗{number}号茶具。"))
        (tmp_path / "in" / f"{number}.{suffix}").write_bytes(office.convert(manual, ".docx", suffix, 60))
    (tmp_path / "in" / "broken.rtf").write_bytes(rb"{\rtf1" + b"{" * 10)
    out = tmp_path / "out"
    for _ in range(2):
        assert main(["extract", str(tmp_path / "in"), "-o", str(out), "--quiet", "--jobs", "2"]) in (0, 3)
    read = {path.name: schema.read_document(path.read_bytes()) for path in sorted(out.glob("*.json"))}
    duties = [duty.text for made in read.values() for unit in made.units for duty in unit.duties]
    assert [text for text in duties if "号" in text] == [f"清洗{number}号茶具。" for number in range(4)]
    assert len(list((out / CACHE).glob("*.docx"))) >= 4
    assert list((out / CACHE).glob("*.part")) == []


def test_files_for_libreoffice_go_together(tmp_path: Path) -> None:
    for name in ("a.doc", "b.docx", "c.rtf", "d.txt", "e.odt"):
        (tmp_path / name).write_bytes(b"x")
    tasks = plan(find([str(tmp_path)]), tmp_path / "out")
    grouped = batch._grouped(tasks, Options(jobs=2, office_cache=tmp_path))
    assert [[task.source.name for task in group] for group in grouped] == [
        ["a.doc", "c.rtf"],
        ["e.odt"],
        ["b.docx"],
        ["d.txt"],
    ]
