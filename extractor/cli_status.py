"""What a failed file and a defect of the program say, and the exit status of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.batch import Fault
from extractor.cli_console import DEFECT, DONE, FAILED, Console
from extractor.cli_words import CODES, explain, say, translated

if TYPE_CHECKING:
    from extractor.compose import Status


def status_of(statuses: Iterable[Status], defect: bool) -> int:
    """The exit status: a defect before a failed document before all being well."""
    if defect:
        return DEFECT
    return FAILED if "failed" in statuses else DONE


def tell_fault(console: Console, name: str, faults: Sequence[Fault]) -> None:
    """Which file failed, why, and what to do next."""
    console.warn(say("failed", console.lang, name=name))
    for fault in faults:
        if fault.code in CODES:
            message, step = explain(fault.code, {"detail": fault.message}, console.lang)
        else:
            message, step = translated(fault.code, fault.message, fault.next_step, console.lang)
        console.warn("  " + message)
        console.warn("  " + say("next", console.lang, step=step))


def tell_defect(console: Console, trace: str) -> None:
    """The traceback of a defect, if there was one."""
    if trace:
        console.warn(say("defect", console.lang))
        console.warn(trace)
