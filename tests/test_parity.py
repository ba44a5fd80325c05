"""The same manual gives the same units whatever its format: every sample that LibreOffice can save in another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from benchmarks.parity import COLUMNS, Copy, copies, lines, read, saved
from extractor.readers import sniff

COPIES = copies(formats=[column for column in COLUMNS if column != "pdf"])
EXCEPTIONS = {
    "two_handbooks_glued.doc": "LibreOffice 7.4 saves a list that starts anew as two lists over one definition, which "
    "count on, and reads them as two that do not",
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


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(copy, id=f"{copy.sample.name} as {copy.target}", marks=UNEQUAL.get(copy.name, ()))
        for copy in COPIES
    ],
)
def test_a_manual_in_another_format(copy: Copy, made: Made, original: Callable[[Path], list[str]]) -> None:
    data = made.copies[copy]
    assert sniff.kind(data, copy.name) == copy.target
    assert made.units(data, copy.name) == original(copy.sample)


def test_each_exception_is_a_copy() -> None:
    assert EXCEPTIONS.keys() <= {copy.name for copy in COPIES}
