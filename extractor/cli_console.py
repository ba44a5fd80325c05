"""Where the command line speaks: results to standard output, messages to standard error, an exit status at the end."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

from extractor.cli_words import explain, say
from extractor.errors import ZhizeError
from extractor.messages import Lang

DONE, DEFECT, USAGE, FAILED = 0, 1, 2, 3  # the contract's exit statuses
INTERRUPTED = 130  # as a shell reports a program that SIGINT ended
BROKEN_PIPE = 141  # the same for SIGPIPE: the reader of the output went away


@dataclass(slots=True)
class Console:
    """The two streams of a run, its language, and whether it speaks of more than failures."""

    lang: Lang
    quiet: bool = False
    _line: int = 0  # columns of the progress line that stands on the terminal

    def out(self, text: str) -> None:
        """A result, to standard output, with a newline at the end."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def out_bytes(self, data: bytes) -> None:
        """A result as it is, whatever the terminal's encoding."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)

    def tell(self, key: str, **values: object) -> None:
        """A message that --quiet leaves out."""
        if not self.quiet:
            self.warn(say(key, self.lang, **values))

    def warn(self, text: str) -> None:
        """A message that is always shown."""
        self.clear()
        sys.stdout.flush()
        sys.stderr.write(text if text.endswith("\n") else text + "\n")

    def fault(self, error: ZhizeError) -> None:
        """What went wrong, and the next step."""
        message, step = explain(error.code, error.details, self.lang)
        self.warn(say("error", self.lang, message=message))
        self.warn(say("next", self.lang, step=step))

    def progress(self, done: int, total: int, name: str) -> None:
        """One line on a terminal that each call rewrites; nothing elsewhere or with --quiet."""
        if self.quiet or not sys.stderr.isatty():
            return
        from extractor.columns import cut, width

        line = cut(say("progress", self.lang, done=done, total=total, name=name), terminal_columns() - 1)
        blank = " " * max(self._line - width(line), 0)
        sys.stderr.write(f"\r{line}{blank}")
        sys.stderr.flush()
        self._line = width(line)

    def clear(self) -> None:
        """Take the progress line away."""
        if self._line:
            sys.stderr.write("\r" + " " * self._line + "\r")
            self._line = 0


def terminal_columns() -> int:
    """The columns of the terminal, 80 where there is none."""
    return max(shutil.get_terminal_size().columns, 20)


def colourful(no_color: bool) -> bool:
    """Whether standard output shows colours: a terminal, and nobody asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
