"""``zhize eval``: the figures against the readings of a person, and the gate under them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from extractor import evaluate, gate
from extractor.cli_console import DEFECT, DONE, Console
from extractor.cli_words import say
from extractor.errors import UsageError


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the figures; with a gate, 1 where one lies below its floor."""
    for folder in (arguments.predicted, arguments.gold):
        if not folder.is_dir():
            raise UsageError(reason="no_folder", path=str(folder))
    if arguments.write_gate and arguments.gate is None:
        raise UsageError(reason="gate_needed")
    report = evaluate.evaluate(arguments.predicted, arguments.gold)
    console.out(_as_json(report) if arguments.json else evaluate.render(report, arguments.verbose))
    if arguments.gate is None:
        return DONE
    if arguments.write_gate:
        return _write(report, arguments.gate, arguments.lower_gate, console)
    against = gate.check_gate(report, gate.read_gate(arguments.gate))
    if not against:
        console.tell("gate.passed")
        return DONE
    console.warn("\n".join((say("gate.failed", console.lang), *(_told(one, console) for one in against))))
    console.warn(say("next", console.lang, step=say("gate.next", console.lang)))
    return DEFECT


def _write(report: evaluate.Report, path: Path, lower: bool, console: Console) -> int:
    falls = gate.write_gate(report, path, lower)
    if falls and not lower:
        console.warn("\n".join((say("gate.kept", console.lang), *(_told(one, console) for one in falls))))
        console.warn(say("next", console.lang, step=say("gate.next", console.lang)))
        return DEFECT
    console.tell("gate.written", path=path)
    return DONE


def _told(shortfall: gate.Shortfall, console: Console) -> str:
    if shortfall == gate.OTHER_GOLD:
        return "  " + say("gate.other_gold", console.lang)
    figures = {"figure": f"{shortfall.figure:.4f}", "floor": f"{shortfall.floor:.4f}"}
    return "  " + say("gate.below", console.lang, name=shortfall.name, **figures)


def _as_json(report: evaluate.Report) -> str:
    """Each layer's counts and F1 over all documents, and the F1 of each document."""
    total = {
        name: {"f1": figure.f1, "right": figure.right, "predicted": figure.predicted, "gold": figure.gold}
        for name, figure in report.total.items()
    }
    documents = {
        stem: {name: figure.f1 for name, figure in scores.figures.items()} for stem, scores in report.documents.items()
    }
    content = {"total": total, "documents": documents, "gold_sha256": report.gold_sha256}
    return json.dumps(content, ensure_ascii=False, indent=1)
