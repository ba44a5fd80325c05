"""``zhize show``: what is read from one file, as an outline for the eye."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import batch, export
from extractor.cli_console import Console, colourful, terminal_columns
from extractor.cli_options import options_of
from extractor.cli_status import status_of, tell_defect
from extractor.cli_words import say, translated
from extractor.errors import UsageError
from extractor.export import Line
from extractor.inputs import several
from extractor.messages import Lang

if TYPE_CHECKING:
    from extractor.schema import Document, Spans

_PLACES = 3  # places named for one problem; the JSON has them all
_QUOTED = 60  # characters shown of a passage that belongs to nothing; the JSON has it whole


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Show the outline, then what was left over and what went wrong; the exit status."""
    file: Path = arguments.file
    if several([str(file)]):
        raise UsageError(reason="show_one_file" if file.is_dir() else "no_such_path", path=str(file), paths=str(file))
    if file.suffix == ".json":
        document, trace = _read_result(file), ""
    else:
        document, trace = _extracted(file, arguments, console)
    shown = [
        Line(0, _head(document, console.lang), "layer"),
        *export.lines(document, console.lang),
        *_left(document, console.lang),
        *_problems(document, console.lang),
    ]
    columns = terminal_columns() if sys.stdout.isatty() else None
    console.out(export.render(shown, columns, colourful(arguments.no_color)))
    tell_defect(console, trace)
    return status_of([document.status], bool(trace))


def _extracted(file: Path, arguments: argparse.Namespace, console: Console) -> tuple[Document, str]:
    """The document of a manual and, where the program has a defect, the traceback."""
    from extractor import schema

    made, trace = batch.document_in_worker(file, batch.order(options_of(arguments, console.lang)))
    return schema.document(made), trace


def _read_result(file: Path) -> Document:
    """The document that extract wrote."""
    from pydantic import ValidationError

    from extractor.schema import read_document

    try:
        return read_document(file.read_bytes())
    except ValidationError as error:
        raise UsageError(reason="no_result", path=str(file)) from error


def _head(document: Document, lang: Lang) -> str:
    source = document.source
    words = [source.name, say(f"status.{document.status}", lang)]
    if source.reader:
        words.append(source.reader)
    if source.pages:
        words.append(say("show.pages", lang, count=source.pages))
    words.append(say("show.characters", lang, count=source.characters))
    return " · ".join(words)


def _left(document: Document, lang: Lang) -> Iterator[Line]:
    """The account of the text, and the passages that belong to nothing."""
    ledger = document.ledger
    if ledger.characters:
        left = ledger.characters - ledger.in_fields - ledger.structure - ledger.furniture - ledger.outside
        counts = {"fields": ledger.in_fields, "structure": ledger.structure, "furniture": ledger.furniture}
        yield Line(0, say("show.ledger", lang, outside=ledger.outside, left=left, **counts), "detail")
    for passage in ledger.unclaimed:
        text = " ".join(passage.text.split())
        quoted = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
        yield Line(1, f"{_where(passage.spans)}{quoted}", "detail")


def _problems(document: Document, lang: Lang) -> Iterator[Line]:
    for problem in document.problems:
        message, step = translated(problem.code, problem.message, problem.next_step, lang)
        yield Line(0, f"{say(f'severity.{problem.severity}', lang)} {message}", "field", problem.code)
        if problem.spans:
            yield Line(1, _where(problem.spans).rstrip(": "), "detail")
        yield Line(1, say("next", lang, step=step), "detail")


def _where(spans: Spans) -> str:
    """The first places in words, with a colon behind; empty where there is none."""
    places = list(dict.fromkeys(span.where for span in spans))
    more = " …" if len(places) > _PLACES else ""
    return "; ".join(places[:_PLACES]) + more + ": " if places else ""
