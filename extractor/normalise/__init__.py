"""Clean simplified text over the source: small steps Text → Text, then what is furniture set apart."""

from __future__ import annotations

from dataclasses import replace

from extractor.banks import Banks
from extractor.model import Block, Cell, Clean, Paragraph, Problem, Reading, Table, walk
from extractor.normalise.characters import clean
from extractor.normalise.chunks import heal_chunks
from extractor.normalise.furniture import set_furniture_apart
from extractor.normalise.garbled import garbled
from extractor.normalise.script import Script, script_of
from extractor.text import Text

__all__ = ["normalise"]


def normalise(reading: Reading, banks: Banks) -> Clean:
    """The reading's blocks in clean simplified text; chunk marks healed, furniture set apart."""
    script = script_of(reading.source)
    healed, marks = heal_chunks(reading.blocks)
    simple = _simplified(healed, script)
    blocks = tuple(block for block in (_block(block, simple) for block in healed) if block is not None)
    blocks, furniture = set_furniture_apart(blocks, banks)
    spans = garbled(reading.source)
    problems = (Problem("garbled_text", "warning", spans),) if spans else ()
    return Clean(reading, blocks, (*furniture, *marks), script.name, problems)


def _simplified(blocks: tuple[Block, ...], script: Script) -> dict[str, str]:
    """Each paragraph's text in simplified script, converted in one go."""
    if script.name == "simplified":
        return {}
    values = list(dict.fromkeys(paragraph.text.value for paragraph in walk(blocks)))
    return dict(zip(values, script.simplify(values), strict=True))


def _block(block: Block, simple: dict[str, str]) -> Block | None:
    if isinstance(block, Table):
        return replace(block, cells=tuple(_cell(cell, simple) for cell in block.cells))
    text = _text(block.text, simple)
    if not text.value and not block.number:
        return None
    return block if text is block.text else replace(block, text=text)


def _cell(cell: Cell, simple: dict[str, str]) -> Cell:
    kept = tuple(block for block in (_block(block, simple) for block in cell.blocks) if block is not None)
    return replace(cell, blocks=kept)


def _text(text: Text, simple: dict[str, str]) -> Text:
    value = simple.get(text.value)
    return clean(text if value is None else text.recast(value))


def is_blank(paragraph: Paragraph) -> bool:
    """Whether nothing but blanks is left of a paragraph."""
    return not paragraph.text.value.strip() and not paragraph.number
