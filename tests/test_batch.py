"""Many files: what is found, where results go, what a broken file costs, and going on where a run stopped."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest

from extractor import batch, inputs, schema
from extractor.compose import Composed, Status
from extractor.errors import DamagedFile, UnreadableError, UsageError
from extractor.model import fatal
from extractor.options import Options

# ------------------------------------------------------------------ ways to read that a worker can import


def reads(path: Path, options: Options) -> Composed:
    """A document of the status that the file's text names."""
    if path.read_text("utf-8") == "dies":
        os._exit(9)
    made = batch.failed(path, fatal(UnreadableError("x")), batch.Order(options, "banks"))
    status = cast("Status", path.read_text("utf-8"))
    return replace(made, status=status, values={**made.values, "status": status})


def has_a_defect(path: Path, options: Options) -> Composed:
    raise KeyError(path.name)


def finds_damage(path: Path, options: Options) -> Composed:
    raise DamagedFile("zip")


def order(jobs: int = 2, extract: batch.Extract = reads, **settings: bool) -> batch.Order:
    return batch.Order(Options(jobs=jobs), "banks", extract=extract, **settings)


def folder(place: Path, **files: str) -> Path:
    """A folder of text files, named by the keys."""
    for name, text in files.items():
        path = place / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def statuses(source: Path, out: Path, given: batch.Order) -> dict[str, tuple[str, bool]]:
    """File name → status and whether an earlier result was kept."""
    tasks = inputs.plan(inputs.find([str(source)], out), out)
    return {one.task.source.name: (one.status, one.kept) for one in batch.run(tasks, given)}


# ------------------------------------------------------------------ what is found

TREE = ("a.txt", "b/c.docx", "b/~$c.docx", "b/.hidden.txt", ".git/d.txt", "photo.psd", "b/deep/e.PDF", "out/f.txt")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in TREE:
        path = tmp_path / "manuals" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "manuals"


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [
        pytest.param([""], ["a.txt", "b/c.docx", "b/deep/e.PDF"], id="a folder: known suffixes, not hidden, not OUT"),
        pytest.param(["b"], ["c.docx", "deep/e.PDF"], id="a folder below: paths begin there"),
        pytest.param(["photo.psd"], ["photo.psd"], id="a file named itself is taken whatever it is"),
        pytest.param(["**/*.docx"], ["b/c.docx"], id="a glob: below its fixed part, no lock files"),
        pytest.param(["b/*"], ["c.docx", "deep/e.PDF"], id="a folder that a glob matches"),
        pytest.param(["*"], ["a.txt", "b/c.docx", "b/deep/e.PDF"], id="a glob that matches OUT"),
        pytest.param(["b", "b/c.docx"], ["c.docx", "deep/e.PDF"], id="a file given twice is read once"),
    ],
)
def test_what_is_found(tree: Path, paths: list[str], wanted: list[str]) -> None:
    found = inputs.find([str(tree / path) for path in paths], tree / "out")
    assert [one.below.as_posix() for one in found] == wanted


def test_results_into_the_folder_of_the_manuals_itself(tree: Path) -> None:
    assert len(inputs.find([str(tree)], tree)) == 4


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        pytest.param(["gone.txt"], "no_such_path", id="a file that is not there"),
        pytest.param(["*.xlsx"], "no_such_path", id="a glob without a match"),
        pytest.param(["x" * 300], "no_such_path", id="a name longer than any file's"),
        pytest.param([".git/..", "b/c.docx", "x/c.docx"], "no_such_path", id="one of several is not there"),
        pytest.param(["empty"], "nothing_to_read", id="a folder with nothing to read"),
    ],
)
def test_paths_that_are_refused(tree: Path, paths: list[str], reason: str) -> None:
    (tree / "empty").mkdir()
    with pytest.raises(UsageError) as refused:
        inputs.find([str(tree / path) for path in paths])
    assert refused.value.details["reason"] == reason


def test_a_folder_that_cannot_be_listed_is_refused(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(UsageError) as refused:
        inputs.find([str(tree)])
    assert refused.value.details == {"detail": "Permission denied", "reason": "folder_closed", "path": str(tree)}


def test_a_link_is_a_file_of_its_own(tree: Path) -> None:
    (tree / "b" / "link.txt").symlink_to(tree / "a.txt")
    found = inputs.find([str(tree / "a.txt"), str(tree / "b")])
    assert [one.source.name for one in found] == ["a.txt", "c.docx", "link.txt", "e.PDF"]


def test_two_files_with_one_result_are_refused(tmp_path: Path) -> None:
    folder(tmp_path, north__post="ok", south__post="ok")
    found = inputs.find([str(tmp_path / "north"), str(tmp_path / "south")])
    with pytest.raises(UsageError) as refused:
        inputs.plan(found, tmp_path / "out")
    assert refused.value.details["reason"] == "same_output"
    assert refused.value.details["target"] == str(tmp_path / "out" / "post.txt.json")


# ------------------------------------------------------------------ what becomes of each file


def test_a_file_that_kills_its_worker_costs_no_other(tmp_path: Path) -> None:
    names = {f"n{k}": "ok" for k in range(8)} | {"n3": "dies", "n5": "partial"}
    result = statuses(folder(tmp_path / "in", **names), tmp_path / "out", order())
    assert result == {
        **{f"n{k}.txt": ("ok", False) for k in range(8)},
        "n3.txt": ("failed", False),
        "n5.txt": ("partial", False),
    }
    assert len(list((tmp_path / "out").glob("*.json"))) == 8
    assert schema.read_document((tmp_path / "out" / "n3.txt.json").read_bytes()).problems[0].code == "worker_died"


@pytest.mark.parametrize(
    ("extract", "code", "has_trace"),
    [
        pytest.param(has_a_defect, "internal_error", True, id="a defect of the program keeps its traceback"),
        pytest.param(finds_damage, "file_damaged", False, id="an expected error has none"),
    ],
)
def test_an_error_is_a_failed_document(tmp_path: Path, extract: batch.Extract, code: str, has_trace: bool) -> None:
    made, trace = batch.document(folder(tmp_path, a="x") / "a.txt", order(extract=extract))
    assert (made.status, made.problems[0]["code"], bool(trace)) == ("failed", code, has_trace)
    assert schema.document(made).source.bytes == 1


def test_a_defect_names_its_place_and_no_path_of_the_machine(tmp_path: Path) -> None:
    made, _ = batch.document(folder(tmp_path, a="x") / "a.txt", order(extract=has_a_defect))
    assert "KeyError, batch.py:" in str(made.problems[0]["message"])


def test_a_file_that_may_not_be_read_is_a_failed_document(tmp_path: Path) -> None:
    made, trace = batch.document(tmp_path / "gone.txt", order())
    assert (made.status, made.problems[0]["code"], trace) == ("failed", "unreadable", "")


def test_a_file_beyond_the_limit_is_described_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 1000)
    made, _ = batch.document(tmp_path / "a.txt", batch.order(Options(max_bytes=10)))
    source = cast("dict[str, object]", made.values["source"])
    assert (source["bytes"], source["sha256"]) == (1000, sha256(b"x" * 1000).hexdigest())


def test_a_result_that_cannot_be_written_fails_alone(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a="ok", b="ok")
    (tmp_path / "out" / "a.txt.json").mkdir(parents=True)
    assert statuses(source, tmp_path / "out", order()) == {"a.txt": ("failed", False), "b.txt": ("ok", False)}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.txt.json", "b.txt.json"]


def test_the_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", **{f"n{k}": "ok" for k in range(12)})
    for jobs in (1, 3):
        statuses(source, tmp_path / f"out{jobs}", order(jobs))
    results = [sorted((p.name, p.read_bytes()) for p in (tmp_path / f"out{n}").iterdir()) for n in (1, 3)]
    assert results[0] == results[1]


# ------------------------------------------------------------------ going on where a run stopped


def grow(out: Path) -> None:
    (out.parent / "in" / "a.txt").write_text("partial", encoding="utf-8")


def damage(out: Path) -> None:
    (out / "a.txt.json").write_text("{}", encoding="utf-8")


def other_banks(out: Path) -> None:
    result = out / "a.txt.json"
    result.write_text(result.read_text("utf-8").replace('"banks": "banks"', '"banks": "older"'), encoding="utf-8")


def nothing(out: Path) -> None:
    """Nothing happened between the runs."""


@pytest.mark.parametrize(
    ("between", "fresh", "kept"),
    [
        pytest.param(nothing, False, True, id="the same source, banks and version: kept"),
        pytest.param(nothing, True, False, id="--fresh: done again"),
        pytest.param(grow, False, False, id="the source changed"),
        pytest.param(damage, False, False, id="the result is no result"),
        pytest.param(other_banks, False, False, id="the banks changed"),
    ],
)
def test_a_second_run(tmp_path: Path, between: Callable[[Path], None], fresh: bool, kept: bool) -> None:
    source, out = folder(tmp_path / "in", a="ok"), tmp_path / "out"
    statuses(source, out, order())
    between(out)
    assert statuses(source, out, order(fresh=fresh))["a.txt"][1] is kept


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    source, out = folder(tmp_path / "in", a="failed"), tmp_path / "out"
    statuses(source, out, order())
    assert statuses(source, out, order())["a.txt"] == ("failed", False)


def test_a_closed_run_leaves_whole_results_and_no_worker(tmp_path: Path) -> None:
    source, out = folder(tmp_path / "in", **{f"n{k}": "ok" for k in range(20)}), tmp_path / "out"
    running = batch.run(inputs.plan(inputs.find([str(source)], out), out), order())
    next(running)
    running.close()
    results = list(out.iterdir())
    assert 0 < len(results) < 20
    assert all(schema.read_document(path.read_bytes()).status == "ok" for path in results)
