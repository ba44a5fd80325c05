"""``zhize schema``: the JSON Schema of the results."""

from __future__ import annotations

import argparse

from extractor import schema
from extractor.cli_console import DONE, Console


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the schema, or renew its file and print where that is."""
    console.out(str(schema.write()) if arguments.write else schema.json_schema())
    return DONE
