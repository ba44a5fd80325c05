"""Where the pattern banks and the JSON Schemas lie: in the wheel, else in the repository."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder ``patterns`` or ``output_schemas``: the packed copy if there is one, else the repository's."""
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
