"""The same manual gives the same units whatever its format: every sample that LibreOffice can save in another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from benchmarks.parity import COLUMNS, Copy, copies, lines, read, saved
from extractor.readers import office, sniff

COPIES = copies(formats=[column for column in COLUMNS if column != "pdf"])
EXCEPTIONS = {
    "two_handbooks_glued.doc": "LibreOffice 7.4 saves the first item of a list that starts anew as a list of its own: "
    "1., 1., 2.",
    "two_handbooks_glued.html": "LibreOffice saves 一、 and （1） as <ol> without their signs: 1.",
}


UNEQUAL = {name: [pytest.mark.xfail(reason=reason)] for name, reason in EXCEPTIONS.items()}


@dataclass(frozen=True, slots=True)
class Made:
    """Every copy, and the folder of what LibreOffice made on the way; those of a format in one call."""

    folder: Path
    copies: Mapping[Copy, bytes]

    def units(self, data: bytes, name: str) -> list[str]:
        return lines(read(data, name, self.folder))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("saved")
    return Made(folder, saved(COPIES, folder))


@pytest.fixture(scope="module")
def original(made: Made) -> Callable[[Path], list[str]]:
    return cache(lambda sample: made.units(sample.read_bytes(), sample.name))


def each(copies: Iterable[Copy]) -> pytest.MarkDecorator:
    """A test for each copy."""
    return pytest.mark.parametrize("copy", [
        pytest.param(copy, id=f"{copy.sample.name} as {copy.target}", marks=UNEQUAL.get(copy.name, ()))
        for copy in copies
    ])  # fmt: skip


@pytest.mark.office
@pytest.mark.slow
@each(COPIES)
def test_a_manual_in_another_format(copy: Copy, made: Made, original: Callable[[Path], list[str]]) -> None:
    data = made.copies[copy]
    assert sniff.kind(data, copy.name) == copy.target
    assert made.units(data, copy.name) == original(copy.sample)


@pytest.mark.office
@pytest.mark.slow
@each(copy for copy in COPIES if copy.target == "doc")
def test_an_old_manual_without_office(
    copy: Copy, made: Made, original: Callable[[Path], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    assert lines(read(made.copies[copy], copy.name)) == original(copy.sample)


def test_each_exception_is_a_copy() -> None:
    assert EXCEPTIONS.keys() <= {copy.name for copy in COPIES}
