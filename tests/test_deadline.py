"""The limits of a file's time and memory, at the edge where a batch meets them."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from extractor import batch, inputs, schema
from extractor.compose import Composed
from extractor.deadline import within
from extractor.errors import TooSlow
from extractor.options import Options

# ------------------------------------------------------------------ ways to read that a worker can import


def waits(path: Path, options: Options) -> Composed:
    """What Python itself can stop."""
    time.sleep(600)
    raise AssertionError("waited to the end")


def swallows(path: Path, options: Options) -> Composed:
    """A library that goes on whatever happens."""
    while True:
        with suppress(BaseException):
            time.sleep(600)


def takes_memory(path: Path, options: Options) -> Composed:
    """More than the limit, in pieces."""
    kept: list[bytearray] = []
    while True:
        kept.append(bytearray(10_000_000))


@pytest.mark.parametrize(
    ("extract", "code"),
    [
        pytest.param(waits, "file_too_slow", id="stopped by an exception"),
        pytest.param(swallows, "file_too_slow", id="ended with its worker"),
        pytest.param(takes_memory, "file_too_large", id="no more memory"),
    ],
)
def test_a_file_beyond_its_limits_has_failed(extract: batch.Extract, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    tasks = inputs.plan(inputs.find([str(tmp_path)]), tmp_path / "out")
    given = batch.Order(Options(seconds=1, max_memory=500_000_000), "banks", extract=extract)
    (outcome,) = batch.run(tasks, given)
    assert (outcome.status, outcome.faults[0].code, outcome.traceback) == ("failed", code, "")
    assert schema.read_document((tmp_path / "out" / "a.txt.json").read_bytes()).problems[0].next_step
    made, trace = batch.document_in_worker(tmp_path / "a.txt", given)
    assert (made.status, made.problems[0]["code"], trace) == ("failed", code, "")


def late() -> None:
    time.sleep(5)


def late_twice() -> None:
    """The first exception is lost, as in a library that takes in whatever comes."""
    with suppress(BaseException):
        time.sleep(5)
    time.sleep(5)


@pytest.mark.parametrize("work", [late, late_twice])
def test_the_time_is_up(work: Callable[[], None]) -> None:
    started = time.monotonic()
    with pytest.raises(TooSlow), within(0.2, or_end=False):
        work()
    assert time.monotonic() - started < 3


def test_in_time_nothing_happens_afterwards() -> None:
    with within(0.2, or_end=False):
        pass
    time.sleep(0.5)


def test_a_text_for_libreoffice_beyond_the_size_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 x}")
    (tmp_path / "b.rtf").write_bytes(b"{\\rtf1 x}")
    options = replace(Options(), max_bytes=3, office_cache=tmp_path / "cache")
    tasks = inputs.plan(inputs.find([str(tmp_path)]), tmp_path / "out")
    outcomes = list(batch.run(tasks, batch.Order(options, "banks")))
    assert [one.faults[0].code for one in outcomes] == ["file_too_large"] * 2
    assert not (tmp_path / "cache").exists()
