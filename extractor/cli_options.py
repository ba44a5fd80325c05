"""The options object of a run, out of the arguments of the command line."""

from __future__ import annotations

import argparse

from extractor.messages import Lang
from extractor.options import Options


def options_of(arguments: argparse.Namespace, lang: Lang) -> Options:
    """The options that every command shares."""
    return Options(banks=tuple(arguments.bank), jobs=arguments.jobs, lang=lang, quiet=arguments.quiet)
