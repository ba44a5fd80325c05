"""Values parted by commas, semicolons or tabs (.csv, .tsv): one sheet without a name."""

from __future__ import annotations

import csv
import io

from extractor.errors import DamagedFile, TooLarge
from extractor.model import Reading
from extractor.options import Options
from extractor.readers import encoding
from extractor.readers.assemble import Assembly
from extractor.readers.sheet import MAX_CELLS, Filled, place

_DELIMITERS = ",\t;|"
SAMPLE = 50  # lines by which the delimiter is told


def read(data: bytes, options: Options) -> Reading:
    """The rows as a sheet; places are ``cell B7``. Raises DamagedFile, EmptyFile, UnknownFormat and TooLarge."""
    text = encoding.decode(data).text
    if len(text) > options.max_characters:
        raise TooLarge("characters", limit=str(options.max_characters))
    csv.field_size_limit(len(text) + 1)  # a cell that was never closed takes all that follows
    cells: list[Filled] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1):
            cells.extend(Filled(number, k, 1, 1, value) for k, value in enumerate(row, 1) if value.strip())
            if len(cells) > MAX_CELLS:
                raise TooLarge("cells", limit=str(MAX_CELLS))
    except csv.Error as error:
        raise DamagedFile("csv") from error
    assembly = Assembly(options.max_characters)
    place("", cells, assembly)
    return assembly.reading(reader="csv", media_type="text/csv", problems=encoding.damage(text))


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of values; of equal ones the first of the usual."""
    lines = [line for line in text.splitlines()[:SAMPLE] if line.strip()]
    agreed = {}
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        common = max(set(widths), key=widths.count, default=1)
        agreed[sign] = widths.count(common) if common > 1 else 0
    return max(_DELIMITERS, key=lambda sign: agreed[sign])
