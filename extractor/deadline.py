"""What one file may cost: a time limit that ends its reading, and a limit of the memory of a process.

Reading is stopped by an exception first, which leaves nothing behind. What no exception reaches, as a loop inside a
library in C, is ended with its process, so only a worker goes so far.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from extractor.errors import TooSlow

GRACE = 2.0  # seconds from the exception to the end of the process: to end LibreOffice took 0.25 s at most
AGAIN = 1.0  # seconds until the exception comes again, where something on the way has swallowed it


class _Late(BaseException):
    """The time is up. Not an Exception: libraries that take in whatever a damaged file does let it through."""


@contextmanager
def within(seconds: float, *, or_end: bool) -> Iterator[None]:
    """Raises TooSlow where what stands inside takes longer than ``seconds``.

    With ``or_end`` the process ends with status 1 where that is of no avail. On a system without SIGALRM (Windows),
    and in a thread, there is only this end.
    """
    if or_end:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a file for the watch, which wants to tell where it was
            faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=nowhere)
            try:
                with _alarmed(seconds):
                    yield
            finally:
                faulthandler.cancel_dump_traceback_later()
    else:
        with _alarmed(seconds):
            yield


@contextmanager
def _alarmed(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return
    running = True

    def late(number: int, frame: FrameType | None) -> None:
        if running:
            raise _Late

    before = signal.signal(signal.SIGALRM, late)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        yield
    except _Late as late_one:
        raise TooSlow("seconds", limit=f"{seconds:g}") from late_one
    finally:
        running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory(most: int) -> None:
    """From here on this process and those that it starts get no more than so many bytes; MemoryError beyond.

    Nothing is limited where the system knows no such limit (Windows), and where it is lower already.
    """
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    if soft == resource.RLIM_INFINITY or soft > most:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
