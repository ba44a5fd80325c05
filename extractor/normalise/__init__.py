"""Clean simplified text over the source: small steps Text → Text, then what is furniture set apart."""

from __future__ import annotations

from dataclasses import replace

from extractor.banks import Banks
from extractor.model import Block, Cell, Clean, Problem, Reading, Table, walk
from extractor.normalise.characters import clean, split_lines
from extractor.normalise.chunks import heal_chunks
from extractor.normalise.furniture import set_furniture_apart
from extractor.normalise.garbled import garbled
from extractor.normalise.script import Script, script_of
from extractor.normalise.traces import without_traces

__all__ = ["normalise"]


def normalise(reading: Reading, banks: Banks) -> Clean:
    """The reading's blocks in clean simplified text; chunk marks healed, furniture set apart."""
    script = script_of(reading.source)
    healed, marks = heal_chunks(reading.blocks)
    healed, traces = without_traces(healed, reading.source)
    simple = _simplified(healed, script)
    blocks = tuple(piece for block in healed for piece in _block(block, simple))
    blocks, furniture = set_furniture_apart(blocks, banks)
    spans = garbled(reading.source)
    problems = (Problem("garbled_text", "warning", spans),) if spans else ()
    return Clean(reading, blocks, (*furniture, *marks, *traces), script.name, problems)


def _simplified(blocks: tuple[Block, ...], script: Script) -> dict[str, str]:
    """Each paragraph's text in simplified script, converted in one go."""
    if script.name == "simplified":
        return {}
    values = list(dict.fromkeys(paragraph.text.value for paragraph in walk(blocks)))
    return dict(zip(values, script.simplify(values), strict=True))


def _block(block: Block, simple: dict[str, str]) -> list[Block]:
    if isinstance(block, Table):
        return [Table(block.rows, block.columns, tuple(_cell(cell, simple) for cell in block.cells))]
    value = simple.get(block.text.value)
    text = block.text if value is None else block.text.recast(value)
    out: list[Block] = []
    for k, line in enumerate(split_lines(text)):
        line = clean(line)
        if line is block.text and line.value:
            out.append(block)
        elif line.value or (block.number and not k):
            out.append(replace(block, text=line) if not k else replace(block, text=line, number="", gap=False))
    return out


def _cell(cell: Cell, simple: dict[str, str]) -> Cell:
    blocks = tuple(piece for block in cell.blocks for piece in _block(block, simple))
    return Cell(cell.row, cell.column, cell.row_span, cell.column_span, blocks)
