"""``zhize extract``: files to JSON, with progress and a closing summary."""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory, TemporaryFile

from extractor import batch
from extractor.archives import is_archive, unpacked
from extractor.cli_console import Console
from extractor.cli_options import options_of
from extractor.cli_status import status_of, tell_defect, tell_fault
from extractor.errors import UsageError
from extractor.inputs import Task, find, plan, several, some

CACHE = ".zhize-cache"  # in OUT: what LibreOffice made of files that only it reads


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Extract, and say what became of each file that failed; the exit status."""
    paths: Sequence[str] = arguments.paths
    out: Path | None = arguments.out
    found = find(paths, out)
    options = options_of(arguments, console.lang)
    if out is not None:
        with TemporaryDirectory(prefix="zhize-", ignore_cleanup_errors=True) as folder:
            tasks = plan(unpacked(found, Path(folder), options), out)
            _make_ready(out)
            options = replace(options, office_cache=out / CACHE)
            if arguments.fresh:
                shutil.rmtree(out / CACHE, ignore_errors=True)
            return _many(tasks, batch.order(options, arguments.fresh), console)
    if several(paths) or is_archive(found[0].source):
        raise UsageError(reason="out_needed", paths=some(paths))
    return _one(found[0].source, batch.order(options), console)


def _make_ready(out: Path) -> None:
    """Makes the folder of the results; UsageError where nothing can be written in it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise UsageError(reason="out_closed", path=str(out), detail=error.strerror or type(error).__name__) from error


def _one(source: Path, order: batch.Order, console: Console) -> int:
    made, trace = batch.document_in_worker(source, order)
    console.out_bytes(made.content())
    faults = batch.faults_of(made)
    if made.status == "failed":
        tell_fault(console, source.name, faults)
    tell_defect(console, trace)
    return status_of([made.status], bool(trace))


def _many(tasks: Sequence[Task], order: batch.Order, console: Console) -> int:
    outcomes: dict[Task, batch.Outcome] = {}
    with closing(batch.run(tasks, order)) as coming:
        console.progress(0, len(tasks), "")
        for outcome in coming:
            outcomes[outcome.task] = outcome
            console.progress(len(outcomes), len(tasks), PurePath(outcome.task.told).name)
    console.clear()
    in_order = [outcomes[task] for task in tasks]
    for outcome in in_order:
        if outcome.status == "failed":
            tell_fault(console, outcome.task.told, outcome.faults)
        tell_defect(console, outcome.traceback)
    counts = Counter(outcome.status for outcome in in_order)
    numbers = {status: counts[status] for status in ("ok", "partial", "failed")}
    console.tell("summary", total=len(tasks), **numbers)
    without = [outcome.task.told for outcome in in_order if outcome.no_unit]
    if without:
        console.tell("summary.no_unit", count=len(without), names=some(without))
    kept = sum(outcome.kept for outcome in in_order)
    if kept:
        console.tell("summary.kept", kept=kept)
    return status_of([outcome.status for outcome in in_order], any(outcome.traceback for outcome in in_order))
