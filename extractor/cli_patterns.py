"""``zhize patterns``: list the banks, run their exam, try a text on them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from extractor.banks import FOLDED, Banks, Entry, examine, fold_label, load, matches
from extractor.cli_console import DEFECT, DONE, USAGE, Console
from extractor.cli_words import say
from extractor.columns import cut, pad
from extractor.errors import UsageError
from extractor.messages import Lang

_SHORTEST_WORD = 2  # characters of a word that is looked for inside a text; single ones stand in every second text
_WHY = 60  # columns of the reason in the list


def run(arguments: argparse.Namespace, console: Console) -> int:
    """List, check or try; the exit status is 1 where a built-in pattern fails its exam, 2 for one of the user's."""
    banks = load(tuple(arguments.bank))
    if arguments.deed == "list":
        return _list(banks, arguments.kind, console)
    if arguments.deed == "check":
        return _check(banks, console)
    return _try(banks, arguments.text, console)


def _list(banks: Banks, kind: str | None, console: Console) -> int:
    kinds = dict.fromkeys(entry.kind for entry in banks.all)
    if kind is not None and kind not in kinds:
        raise UsageError(reason="no_kind", kind=kind, known=", ".join(kinds))
    shown = banks.all if kind is None else banks.entries(kind)
    widest = max(len(entry.id) for entry in shown)
    longest = max(len(f"{entry.kind} {entry.means}") for entry in shown)
    for entry in shown:
        what = pad(f"{entry.kind} {entry.means}", longest)
        console.out(f"{pad(entry.id, widest)}  {what}  {cut(entry.why, _WHY)}  ({entry.file}:{entry.line})")
    console.tell("patterns.count", count=len(shown), digest=banks.digest[:12])
    return DONE


def _check(banks: Banks, console: Console) -> int:
    faults = [(entry, fault) for entry in banks.all for fault in examine(entry, banks)]
    if not faults:
        console.out(say("patterns.passed", console.lang, count=len(banks.all)))
        return DONE
    for entry, fault in faults:
        console.out(f"{entry.file}:{entry.line}: {fault}")
    console.warn(say("patterns.failed", console.lang, count=len(faults)))
    console.warn(say("next", console.lang, step=say("patterns.next", console.lang)))
    return USAGE if all(entry.user for entry, _ in faults) else DEFECT


def _try(banks: Banks, text: str, console: Console) -> int:
    none = True
    for entry in banks.all:
        for reason in _reasons(entry, text, banks, console.lang):
            none = False
            means = f" {entry.means}" if entry.means else ""
            console.out(f"{entry.id}  ({entry.kind}{means}, {entry.file}:{entry.line})")
            console.out(f"  {reason}")
            console.out(f"  {entry.why}")
    if none:
        console.out(say("patterns.none", console.lang))
        console.tell("next", step=say("patterns.add", console.lang))
    return DONE


def _reasons(entry: Entry, text: str, banks: Banks, lang: Lang) -> Iterator[str]:
    """Why the entry speaks of the text, at most one reason."""
    captured = matches(entry, text, banks)
    if captured is None:
        inside = [word for word in entry.words if len(word) >= _SHORTEST_WORD and word in text]
        if inside and entry.kind not in FOLDED:
            yield say("patterns.word", lang, text="」「".join(inside) if lang == "zh" else "», «".join(inside))
        return
    if entry.pattern is None:
        yield say("patterns.whole", lang)
        return
    found = banks.search(entry, fold_label(text) if entry.kind in FOLDED else text)
    reason = say("patterns.found", lang, text=found[0] if found else text)
    values = ", ".join(f"{name}={value}" for name, value in captured.items() if value is not None)
    yield reason + (f" · {say('patterns.gives', lang, values=values)}" if values else "")
