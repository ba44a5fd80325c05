"""Every error that a user can meet, with its code and the next step.

ZhizeError
├── UsageError            wrong options or paths                       exit status 2
│   └── BankError         a pattern bank that does not load (file and line)
└── UnreadableError       a document that cannot be read               status failed, exit status 3
    ├── EmptyFile         no bytes, or no text at all
    ├── UnknownFormat     a format that no reader knows
    ├── DamagedFile       truncated or corrupt
    ├── EncryptedFile     needs a password
    ├── TooLarge          beyond a limit (size, depth, ratio of a zip, memory)
    └── TooSlow           beyond the time limit of a file
"""

from __future__ import annotations


class ZhizeError(Exception):
    """An expected error: ``code`` names it, ``details`` are the values that its message speaks of."""

    code = "error"

    def __init__(self, detail: str = "", **details: str) -> None:
        self.details = {"detail": detail, **details}
        super().__init__(detail)


class UsageError(ZhizeError):
    code = "usage"


class BankError(UsageError):
    code = "bank_invalid"


class UnreadableError(ZhizeError):
    code = "unreadable"


class EmptyFile(UnreadableError):
    code = "file_empty"


class UnknownFormat(UnreadableError):
    code = "format_unknown"


class DamagedFile(UnreadableError):
    code = "file_damaged"


class EncryptedFile(UnreadableError):
    code = "file_encrypted"


class TooLarge(UnreadableError):
    code = "file_too_large"


class TooSlow(UnreadableError):
    code = "file_too_slow"
