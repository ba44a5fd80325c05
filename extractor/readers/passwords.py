"""Files behind a password, opened with those that the user gives."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec

from extractor.errors import EncryptedFile

_REMOVE_SECURITY = 3  # FPDF_SaveAsCopy of pdfium: without its encryption


def available() -> bool:
    """Whether the library for Office files is installed (the extra ``password``)."""
    return find_spec("msoffcrypto") is not None


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """The bytes of the same file without its password.

    Raises EncryptedFile: ``library`` where an Office file needs the extra, ``password`` where none of them fits, and
    ``form`` for a file whose encryption is not known (OpenDocument).
    """
    if b"%PDF-" in data[:1024]:
        opened = next((made for made in (_pdf(data, password) for password in passwords) if made), None)
    elif not available():
        raise EncryptedFile("library")
    else:
        opened = next((made for made in (_office(data, password) for password in passwords) if made), None)
    if opened is None:
        raise EncryptedFile("password", count=str(len(passwords)))
    return opened


def _pdf(data: bytes, password: str) -> bytes | None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        return None
    try:
        out = io.BytesIO()
        document.save(out, flags=_REMOVE_SECURITY)
        return out.getvalue()
    finally:
        document.close()


def _office(data: bytes, password: str) -> bytes | None:
    """Word, Excel and PowerPoint, old and new; raises EncryptedFile for what only looks like one."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    out = io.BytesIO()
    try:
        document = msoffcrypto.OfficeFile(io.BytesIO(data))
        document.load_key(password=password)
        document.decrypt(out)
    except (InvalidKeyError, DecryptionError):
        return None
    except (FileFormatError, OSError, ValueError, KeyError, IndexError) as error:
        raise EncryptedFile("form") from error
    return out.getvalue()
