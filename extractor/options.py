"""The one object of options that every run shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How to read and report; the defaults are those of the command line."""

    banks: tuple[Path, ...] = ()  # a user's own bank files or folders, on top of the built-in ones
    jobs: int = 1
    lang: str = "zh"  # language of messages: zh or en
    quiet: bool = False
    seconds: float = 3600.0  # time limit of one file in a batch: OCR, the slowest, reads 1,800 pages meanwhile
    office_seconds: float = 60.0  # time limit of one LibreOffice call
    office_cache: Path | None = None  # where conversions by LibreOffice are kept between runs
    passwords: tuple[str, ...] = field(default=(), repr=False)  # tried on files that are locked; never written anywhere
    max_bytes: int = 200_000_000  # a larger file is refused
    max_memory: int = 3_000_000_000  # bytes of one worker
    max_characters: int = 20_000_000  # a text beyond is refused: 40 times the longest manual seen
