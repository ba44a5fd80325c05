"""``zhize doctor``: what can be read on this machine, and how to install the rest."""

from __future__ import annotations

import argparse

from extractor.banks import load
from extractor.cli_console import DEFECT, DONE, Console
from extractor.cli_words import say
from extractor.columns import pad, width
from extractor.doctor import Check, checks
from extractor.readers.sniff import SUFFIXES


def run(arguments: argparse.Namespace, console: Console) -> int:
    """One line for each thing; 1 where something is missing that nothing works without."""
    lang = console.lang
    found = list(checks())
    widest = max(width(check.name) for check in found)
    states = {state: say(f"doctor.{state}", lang) for state in ("ok", "missing")}
    column = max(width(words) for words in states.values())
    for check in found:
        words = "  ".join(part for part in (check.serves, check.detail) if part)
        console.out(f"{pad(states[check.state], column)}  {pad(check.name, widest)}  {words}".rstrip())
        for line in _remedy(check, console):
            console.out(" " * (column + 2) + line)
    needed = [check for check in found if check.needed and check.state != "ok"]
    if not needed:
        banks = load(tuple(arguments.bank))
        count = say("doctor.banks.detail", lang, count=len(banks.all), digest=banks.digest[:12])
        rows = ((say("doctor.banks", lang), count), (say("doctor.formats", lang), " ".join(_suffixes(found))))
        for name, words in rows:
            console.out(f"{pad(states['ok'], column)}  {pad(name, widest)}  {words}")
    return DEFECT if needed else DONE


def _suffixes(found: list[Check]) -> list[str]:
    """The suffixes that can be read with what there is."""
    lost = set().union(*(check.alone for check in found if check.state != "ok"))
    return [suffix for suffix in SUFFIXES if suffix not in lost]


def _remedy(check: Check, console: Console) -> list[str]:
    """What the lack means and the commands that end it."""
    if check.state == "ok":
        return []
    without = [] if check.needed else [say(check.without, console.lang)]
    widest = max(width(system) for system, _ in check.install)
    commands = [f"  {pad(system, widest)}  {command}" for system, command in check.install]
    return [*without, say("doctor.install", console.lang), *commands]
