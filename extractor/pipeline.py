"""The life of a document: bytes in, every stage kept, the document out."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import banks as pattern_banks
from extractor.banks import Banks
from extractor.errors import TooLarge, UnreadableError
from extractor.ledger import Account, account
from extractor.lexicon import lexicon
from extractor.link import link
from extractor.measure.measurer import Measurer
from extractor.measure.units import document_bands, measured
from extractor.model import Clean, GradeBand, Node, Problem, Reading, Recognised, Unit, fatal
from extractor.normalise import normalise
from extractor.options import Options
from extractor.outline import outline
from extractor.readers import read
from extractor.recognise import recognise
from extractor.text import Range, Text

if TYPE_CHECKING:
    from extractor.compose import Composed, Status
    from extractor.schema import Document


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for reference cycles meanwhile: a document makes few, and 300,000 characters took 12 % longer.

    Nor right behind it: what the document left counts as old, and the next search of all objects looks at it.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # what somebody froze would thaw
            gc.freeze()
            gc.unfreeze()
        gc.enable()


@dataclass(frozen=True, slots=True)
class Run:
    """One document with every stage of its reading."""

    name: str
    data: bytes
    banks: Banks
    reading: Reading
    clean: Clean
    outline: Node
    recognised: Recognised
    units: tuple[Unit, ...]
    bands: tuple[GradeBand, ...]
    account: Account
    document: Composed


def run(data: bytes, name: str, options: Options) -> Run:
    """Everything from the bytes of a file to its document.

    Raises an UnreadableError where nothing can be read.
    """
    banks = pattern_banks.load(options.banks)
    words, measurer = lexicon(banks), _measurer(options.banks)
    reading = read(data, name, options)
    clean = normalise(reading, banks)
    tree = outline(clean.blocks, words)
    found = recognise(tree, words, measurer, Path(name).stem)
    bands = document_bands(clean.blocks, measurer, reading.source)
    units = link(measured(found.units, measurer, reading.source), banks)
    fields = (*_ranges(units), *(span for band in bands for span in band.spans))
    ledger = account(clean, fields, found.structure, found.outside)
    problems = (*reading.problems, *clean.problems, *found.problems, *banks.timeouts())
    document = _document(data, name, banks, clean, units, bands, ledger, problems)
    return Run(name, data, banks, reading, clean, tree, found, units, bands, ledger, document)


def extract_file(path: Path, options: Options) -> Document:
    """The document of a file; one that cannot be read comes back with status failed."""
    from extractor.schema import document

    return document(compose_file(path, options))


def extract_bytes(data: bytes, name: str, options: Options) -> Document:
    """The document of a file's bytes; status failed where they cannot be read."""
    from extractor.schema import document

    return document(compose_bytes(data, name, options))


def compose_file(path: Path, options: Options) -> Composed:
    """The document of a file ready to be written; one that cannot be read comes back with status failed."""
    try:
        size = path.stat().st_size
        if size > options.max_bytes:
            raise TooLarge("bytes", size=str(size), limit=str(options.max_bytes))
        data = path.read_bytes()
    except UnreadableError as error:
        return failed(path, path.name, options, error)
    except OSError as error:
        return failed(path, path.name, options, UnreadableError(str(error.strerror or error)))
    return compose_bytes(data, path.name, options)


def compose_bytes(data: bytes, name: str, options: Options) -> Composed:
    """The document of a file's bytes ready to be written; status failed where they cannot be read."""
    try:
        with _uncollected():
            return run(data, name, options).document
    except UnreadableError as error:
        return failed(data, name, options, error)


def failed(data: bytes | Path, name: str, options: Options, error: UnreadableError) -> Composed:
    """The document that says why a file could not be read."""
    from extractor.compose import nothing_read

    return nothing_read(data, name, fatal(error), pattern_banks.load(options.banks).digest)


def _document(
    data: bytes,
    name: str,
    banks: Banks,
    clean: Clean,
    units: tuple[Unit, ...],
    bands: tuple[GradeBand, ...],
    ledger: Account,
    problems: tuple[Problem, ...],
) -> Composed:
    from extractor.compose import Composer, composed, source

    composer = Composer(clean.reading.source, clean.reading.places, clean.reading.recognised)
    return composed(
        source(data, name, clean.reading, clean.script, ledger.characters),
        banks.digest,
        _status(problems, ledger),
        list(map(composer.problem, problems)),
        [composer.unit(unit, k) for k, unit in enumerate(units, 1)],
        list(map(composer.band, bands)),
        composer.ledger(ledger),
    )


def _status(problems: tuple[Problem, ...], ledger: Account) -> Status:
    if all(problem.severity != "error" for problem in problems):
        return "ok"
    return "partial" if ledger.characters else "failed"


@lru_cache(maxsize=4)
def _measurer(extra: tuple[Path, ...]) -> Measurer:
    return Measurer(pattern_banks.load(extra))


def _ranges(units: Iterable[Unit]) -> Iterable[Range]:
    """The source ranges of every value that the units hold."""
    for unit in units:
        for text in _texts(unit):
            yield from text.spans()
        for item in unit.items:
            for measure in item.measures:
                yield from measure.spans
            for effect in item.effects:
                yield from effect.spans


def _texts(unit: Unit) -> Iterable[Text]:
    for single in (unit.name, unit.department, unit.level, unit.code, unit.summary):
        if single is not None:
            yield single
    for several in (
        unit.holders,
        unit.reports_to,
        unit.subordinates,
        unit.kpis,
        unit.authorities,
        unit.qualifications,
        unit.internal,
        unit.external,
    ):
        yield from several
    for item in unit.items:
        yield item.text
        yield from item.group
