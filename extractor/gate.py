"""The floor under the quality, and the seal on the exam that it was measured on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError
from extractor.evaluate import Report, load_json

GATE_DIGITS = 4  # a floor is kept to so many digits, rounded down


@dataclass(frozen=True, slots=True)
class Gate:
    """The floor under each layer's F1, and the digest of the gold that it was measured on."""

    figures: Mapping[str, float]
    gold_sha256: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure below its floor."""

    name: str
    figure: float
    floor: float


OTHER_GOLD = Shortfall("", 0.0, 0.0)  # the gold is not the one that the floors were measured on


def gate_of(report: Report) -> Gate:
    """The gate that this report would just pass."""
    scale = 10**GATE_DIGITS
    floors = {name: math.floor(f1 * scale) / scale for name, f1 in report.f1().items() if f1 is not None}
    return Gate(floors, report.gold_sha256)


def read_gate(path: Path) -> Gate:
    """The gate in a file; UsageError where there is none."""
    if not path.is_file():
        raise UsageError(reason="no_gate", path=str(path))
    content = load_json(path)
    figures = content.get("figures")
    if not isinstance(figures, Mapping) or "gold_sha256" not in content:
        raise UsageError(reason="not_a_gate", path=str(path))
    return Gate(dict(figures), str(content["gold_sha256"]))


def check_gate(report: Report, gate: Gate) -> tuple[Shortfall, ...]:
    """What stands against passing; empty if the gate is passed."""
    changed = () if report.gold_sha256 == gate.gold_sha256 else (OTHER_GOLD,)
    return (*changed, *_below(gate_of(report), gate))


def write_gate(report: Report, path: Path, lower: bool = False) -> tuple[Shortfall, ...]:
    """Write the report's figures as the new floors; with ``lower`` False, not where one would fall.

    Returns the floors that would fall; the file is written if there are none, or with ``lower``.
    """
    gate = gate_of(report)
    falls = _below(gate, read_gate(path)) if path.is_file() else ()
    if not falls or lower:
        content = {"figures": dict(gate.figures), "gold_sha256": gate.gold_sha256}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
    return falls


def _below(new: Gate, old: Gate) -> tuple[Shortfall, ...]:
    figures = ((name, new.figures.get(name, 0.0), floor) for name, floor in old.figures.items())
    return tuple(Shortfall(name, figure, floor) for name, figure, floor in figures if figure < floor)
