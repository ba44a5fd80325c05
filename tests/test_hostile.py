"""Files that want to break the program: each is told of with a next step, and costs nothing but itself."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import schema
from extractor.cli import main
from extractor.options import Options
from extractor.pipeline import extract_bytes
from extractor.readers.sniff import SUFFIXES

from .docx_builder import p, package, zipped
from .ole_builder import compound

GOOD = package(p("茶艺师岗位职责") + p("1、清洗茶具。"))
DEEP = 10_000


def nested(times: int) -> bytes:
    """A Word file with a table in a cell of a table in a cell …"""
    return package("<w:tbl><w:tr><w:tc>" * times + p("1、清洗茶具。") + "</w:tc></w:tr></w:tbl>" * times)


def bomb() -> bytes:
    """A Word file of 300 kB that unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(300):
                part.write(b"0" * 1_000_000)
    return out.getvalue()


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF"
)
LOCKED_WORD = compound({"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y" * 600})
NOISE = random.Random(7).randbytes(5000)
HTML = ("<table><tr><td>" * DEEP + "<p>1、清洗茶具。" + "</td></tr></table>" * DEEP).encode()

FAILING = [
    pytest.param("empty.docx", b"", "file_empty", id="no byte"),
    pytest.param("blank.txt", " \n\t\n　".encode(), "file_empty", id="nothing but blanks"),
    pytest.param("cut.docx", GOOD[: len(GOOD) // 2], "file_damaged", id="half a zip"),
    pytest.param("cut.pdf", LOCKED_PDF[:60], "file_damaged", id="the beginning of a PDF"),
    pytest.param("other.docx", zipped({"a.txt": "x"}), "format_unknown", id="a zip of something else"),
    pytest.param("locked.docx", LOCKED_WORD, "file_encrypted", id="a Word file with a password"),
    pytest.param("locked.pdf", LOCKED_PDF, "file_encrypted", id="a PDF with a password"),
    pytest.param("deep.docx", nested(DEEP), "file_too_large", id="10,000 tables inside each other"),
    pytest.param("deep.html", HTML, "nesting_too_deep", id="10,000 tables inside each other, in HTML"),
    pytest.param("bomb.docx", bomb(), "file_too_large", id="a zip bomb"),
    pytest.param("coded.txt", bytes(range(128, 256)) * 50, "format_unknown", id="an encoding nobody knows"),
    pytest.param("noise.txt", NOISE, "format_unknown", id="noise"),
    pytest.param("zeros.doc", b"\0" * 5000, "format_unknown", id="zeros"),
]


@pytest.mark.parametrize(("name", "data", "code"), FAILING)
def test_a_file_that_cannot_be_read(name: str, data: bytes, code: str) -> None:
    made = extract_bytes(data, name, Options())
    (problem,) = (one for one in made.problems if one.severity == "error")
    assert (made.status, problem.code, bool(problem.message), bool(problem.next_step)) == ("failed", code, True, True)
    assert (made.units, made.ledger.characters, made.source.bytes) == ((), 0, len(data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.txt", GOOD, id="a Word file named .txt"),
        pytest.param("a.pdf", GOOD, id="a Word file named .pdf"),
        pytest.param("a.docx", "茶艺师岗位职责\n1、清洗茶具。".encode(), id="a text named .docx"),
        pytest.param("a.doc", "<html><p>茶艺师岗位职责<p>1、清洗茶具。".encode(), id="a web page named .doc"),
    ],
)
def test_a_wrong_suffix_is_told_and_does_no_harm(name: str, data: bytes) -> None:
    made = extract_bytes(data, name, Options())
    assert [problem.code for problem in made.problems] == ["suffix_lies"]
    assert (made.status, [unit.name for unit in made.units]) == ("ok", ["茶艺师"])


@pytest.mark.parametrize("times", [2, 20, 60])
def test_tables_inside_each_other_are_read(times: int) -> None:
    assert extract_bytes(nested(times), "a.docx", Options()).ledger.characters == len("1、清洗茶具。")


def test_bullets_below_each_other() -> None:
    text = "\n".join(f"{'  ' * k}- 清洗茶具" for k in range(400))
    assert extract_bytes(text.encode(), "a.md", Options()).status != "failed"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("茶" * 3_000_000, id="one word"),
        pytest.param("茶叶\n" * 1000 + "（" * 200_000 + "\n" + "1" * 200_000, id="brackets and digits"),
        pytest.param("第" * 100_000 + "、" * 100_000 + "一" * 100_000, id="half an enumerator"),
    ],
)
def test_a_very_long_line(text: str) -> None:
    made = extract_bytes(text.encode(), "a.txt", Options())
    assert (made.status, made.ledger.characters) == ("ok", len(text) - text.count("\n"))


def test_a_text_beyond_the_limit_is_refused() -> None:
    made = extract_bytes("1、清洗茶具。".encode(), "a.txt", Options(max_characters=5))
    assert (made.status, [problem.code for problem in made.problems]) == ("failed", ["file_too_large"])


# ------------------------------------------------------------------ noise

SIGNS = [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html><body>", b"\xff\xfe", b"MIME-Version: 1.0\n", b"\xef\xbb\xbf"]


def sound(made: schema.Document) -> bool:
    """A document that says why it holds nothing, or that accounts for what it holds."""
    ledger = made.ledger
    unclaimed = sum(len("".join(passage.text.split())) for passage in ledger.unclaimed)
    counted = ledger.in_fields + ledger.structure + ledger.furniture + ledger.outside + unclaimed
    errors = any(problem.severity == "error" and problem.next_step for problem in made.problems)
    return counted == ledger.characters and (made.status == "ok") is not errors


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@settings(max_examples=40)
@given(sign=st.sampled_from(SIGNS), noise=st.binary(max_size=300))
def test_noise(suffix: str, sign: bytes, noise: bytes) -> None:
    assert sound(extract_bytes(sign + noise, f"a{suffix}", Options()))


@settings(max_examples=300)
@given(places=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_word_file(places: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, value in places:
        data[place] = value
    assert sound(extract_bytes(bytes(data), "a.docx", Options()))


@settings(max_examples=600)
@given(st.text(alphabet="茶一二第条（）()1２3.、。：:\n\t <>|-*#①•岗位职责考核办法扣分每次", max_size=120))
def test_noise_of_the_words_of_manuals(text: str) -> None:
    assert sound(extract_bytes(f"茶{text}".encode(), "a.txt", Options()))


# ------------------------------------------------------------------ the command line


def test_a_batch_of_hostile_files(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = {str(param.values[0]): param.values[1] for param in FAILING}
    for name, data in {**files, "good.docx": GOOD, "wrong.txt": GOOD}.items():
        assert isinstance(data, bytes)
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "out"
    assert main(["extract", str(tmp_path), "-o", str(out), "--jobs", "2", "--lang", "en"]) == 3
    told = capfd.readouterr().err
    read = {path.name.removesuffix(".json"): schema.read_document(path.read_bytes()) for path in out.iterdir()}
    assert {name for name, made in read.items() if made.status == "failed"} == set(files)
    assert {name for name, made in read.items() if made.status == "ok"} == {"good.docx", "wrong.txt"}
    assert "Traceback" not in told
    assert [name for name in files if str(tmp_path / name) not in told] == []


@pytest.mark.parametrize("name", ["cut.docx", "empty.docx", "noise.txt"])
def test_one_hostile_file(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = {param.values[0]: param.values[1] for param in FAILING}[name]
    assert isinstance(data, bytes)
    (tmp_path / name).write_bytes(data)
    assert main(["extract", str(tmp_path / name), "--lang", "en"]) == 3
    shown = capfd.readouterr()
    assert schema.read_document(shown.out.encode()).status == "failed"
    assert ("next step: " in shown.err, "Traceback" in shown.err) == (True, False)
