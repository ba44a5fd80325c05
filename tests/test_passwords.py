"""Files behind a password: opened with one of those given, told of as locked without it."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from extractor import schema
from extractor.cli import main
from extractor.options import Options
from extractor.pipeline import extract_bytes
from extractor.readers import passwords

from .docx_builder import p, package


def large(data: bytes) -> bytes:
    """The Word file with a picture: msoffcrypto-tool 6.1 spoils what it locks below 4,096 bytes."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/media/image1.png", random.Random(1).randbytes(5_000))
    return out.getvalue()


WORD = large(package(p("茶艺师岗位职责") + p("1、冲泡茶水。") + p("2、清洗茶具。")))
TEXT = "茶艺师岗位职责\n1、冲泡茶水。\n2、清洗茶具。\n".encode()
DUTIES = ["冲泡茶水。", "清洗茶具。"]


def locked(data: bytes, password: str) -> bytes:
    """A Word file as Word saves it with a password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def options(*given: str) -> Options:
    return Options(passwords=given)


def zipped(name: str, data: bytes, password: str) -> bytes:
    """A zip whose one member is encrypted in the old way of PKZIP (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(byte: int, old: int) -> int:
        return zlib.crc32(bytes([byte]), old ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def update(byte: int) -> None:
        keys[0] = crc(byte, keys[0])
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[1] >> 24, keys[2])

    def encrypt(plain: bytes) -> bytes:
        out = bytearray()
        for byte in plain:
            stream = (keys[2] & 0xFFFF) | 2
            out.append(byte ^ ((stream * (stream ^ 1)) >> 8 & 0xFF))
            update(byte)
        return bytes(out)

    for byte in password.encode():
        update(byte)
    check = zlib.crc32(data)
    body = encrypt(bytes(11) + bytes([check >> 24]) + data)
    raw = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0x801, 0, 0, 0x21, check, len(body), len(data), len(raw), 0)
    local = b"PK\x03\x04" + common + raw + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + raw
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def test_a_word_file_is_opened_with_one_of_the_passwords() -> None:
    made = extract_bytes(locked(WORD, "红茶2024"), "a.docx", options("绿茶", "红茶2024"))
    assert [duty.text for duty in made.units[0].duties] == DUTIES
    assert [problem.code for problem in made.problems] == ["password_used"]
    assert "红茶" not in made.model_dump_json()


@pytest.mark.parametrize(
    ("given", "step"),
    [
        pytest.param((), "--password-file", id="none given"),
        pytest.param(("绿茶", "白茶"), "2 个密码都打不开", id="none fits"),
    ],
)
def test_a_locked_file_is_told_of(given: tuple[str, ...], step: str) -> None:
    made = extract_bytes(locked(WORD, "红茶"), "a.docx", options(*given))
    (problem,) = made.problems
    assert (made.status, problem.code) == ("failed", "file_encrypted")
    assert step in problem.message + problem.next_step


def test_without_the_library_its_installation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "available", lambda: False)
    made = extract_bytes(locked(WORD, "红茶"), "a.docx", options("红茶"))
    assert "pip install 'zhize[password]'" in made.problems[0].next_step


def test_the_source_is_the_file_as_it_is() -> None:
    data = locked(WORD, "红茶")
    made = extract_bytes(data, "a.docx", options("红茶"))
    assert made.source.bytes == len(data)


@pytest.mark.parametrize(("given", "status"), [(("绿茶", "红茶"), 0), (("绿茶",), 3)])
def test_a_locked_archive(given: tuple[str, ...], status: int, tmp_path: Path) -> None:
    (tmp_path / "手册.zip").write_bytes(zipped("a.txt", TEXT, "红茶"))
    (tmp_path / "密码.txt").write_text("\n".join(given), encoding="utf-8")
    argv = ["extract", str(tmp_path / "手册.zip"), "-o", str(tmp_path / "out"), "--quiet"]
    assert main([*argv, "--password-file", str(tmp_path / "密码.txt")]) == status
    made = schema.read_document((tmp_path / "out" / "手册.zip" / "a.txt.json").read_bytes())
    assert [duty.text for unit in made.units for duty in unit.duties] == (DUTIES if not status else [])


def test_a_zip_of_another_program_is_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped("a.txt", TEXT, "x"))) as archive:
        assert archive.read("a.txt", pwd=b"x") == TEXT


@pytest.mark.office
def test_a_pdf_is_opened_with_its_password(tmp_path: Path) -> None:
    lock = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"tea"}}'
    (tmp_path / "a.docx").write_bytes(WORD)
    call = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    call += [f"pdf:writer_pdf_Export:{lock}", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "a.pdf").read_bytes()
    assert extract_bytes(data, "a.pdf", options()).problems[0].code == "file_encrypted"
    made = extract_bytes(data, "a.pdf", options("coffee", "tea"))
    assert [duty.text for duty in made.units[0].duties] == DUTIES


def test_a_password_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    argv = ["extract", str(tmp_path / "a.txt"), "--password-file", str(tmp_path / "gone.txt"), "--lang", "en"]
    assert main(argv) == 2
    assert "The password file" in capsys.readouterr().err
