"""The options object of a run, out of the arguments of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from extractor.errors import UsageError
from extractor.messages import Lang
from extractor.options import Options


def options_of(arguments: argparse.Namespace, lang: Lang) -> Options:
    """The options that every command shares; UsageError for a password file that cannot be read."""
    passwords = _passwords(getattr(arguments, "password_file", None))
    seconds: float = arguments.timeout
    return Options(
        banks=tuple(arguments.bank),
        jobs=arguments.jobs,
        lang=lang,
        quiet=arguments.quiet,
        passwords=passwords,
        seconds=seconds,
        office_seconds=min(seconds, Options().office_seconds),
    )


def _passwords(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        detail = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError(reason="passwords_unreadable", path=str(path), detail=detail) from error
    return tuple(line for line in lines if line)
