"""Converts documents by LibreOffice: own profile, time limit, nothing left behind, no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Literal

from extractor.errors import DamagedFile, UnknownFormat
from extractor.options import Options

_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (  # where the installers put it off the PATH
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)
_REAP_SECONDS = 10.0  # a killed process group was gone within 0.25 s in 4 trials at 0.05 to 0.8 s of life
# Links to the outside are not followed and scripts not run, whatever the document asks for.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class OfficeError(Exception):
    """A conversion that gave nothing: ``code`` says why, ``detail`` more of it."""

    def __init__(self, code: Literal["office_missing", "office_failed"], detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(code)


def find() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    found = (shutil.which(name) for name in (*_NAMES, *_ELSEWHERE))
    return next((path for path in found if path), None)


def converted(data: bytes, suffix: str, target: str, options: Options) -> bytes:
    """The same for a format that nothing else reads: raises UnknownFormat without LibreOffice, else DamagedFile."""
    try:
        return convert(data, suffix, target, options.office_seconds, options.office_cache)
    except OfficeError as failed:
        if failed.code == "office_missing":
            raise UnknownFormat(failed.code, format=suffix) from failed
        raise DamagedFile(failed.detail, format=suffix) from failed


def convert(data: bytes, suffix: str, target: str, seconds: float, cache: Path | None = None) -> bytes:
    """The document (a file with this suffix, ".doc") as another format ("docx", "txt:filter"), within so many seconds.

    What an earlier conversion left in the folder ``cache`` is taken from there, and the outcome is kept in it. Raises
    OfficeError.
    """
    if cache is not None and (kept := _kept(cache, data, target)) is not None:
        return kept
    program = _program()
    with tempfile.TemporaryDirectory(prefix="zhize-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "document" + suffix)
        source.write_bytes(data)
        _run(program, Path(folder), [source], target, seconds)
        made = _made(Path(folder), source, target)
        if made is None:
            raise OfficeError("office_failed", "no output")
        if cache is not None:
            _keep(cache, data, target, made)
        return made


def convert_ahead(documents: Sequence[bytes], suffix: str, target: str, seconds: float, cache: Path) -> None:
    """Converts many documents in one call each, for ``convert`` to find in ``cache``; a bad one costs no other.

    Where a call leaves some out (it crashed, or took too long, on one of them), the first of these is tried alone,
    since LibreOffice goes by the order, and the others together; one that fails alone is marked, so that ``convert``
    does not try once more.
    """
    waiting = [data for data in documents if not _kept_path(cache, data, target).exists()]
    if not waiting or find() is None:
        return
    with tempfile.TemporaryDirectory(prefix="zhize-", ignore_cleanup_errors=True) as folder:
        sources = [Path(folder, f"{number}{suffix}") for number in range(len(waiting))]
        for source, data in zip(sources, waiting, strict=True):
            source.write_bytes(data)
        failure = ""
        try:
            _run(_program(), Path(folder), sources, target, seconds)
        except OfficeError as failed:
            failure = failed.detail
        left = []
        for source, data in zip(sources, waiting, strict=True):
            made = _made(Path(folder), source, target)
            if made is None:
                left.append(data)
            else:
                _keep(cache, data, target, made)
    if len(waiting) == 1 and left:
        _keep(cache, left[0], target, failure.encode() or b"no output", _FAILED)
    elif left:
        for again in (left[:1], left[1:]):
            convert_ahead(again, suffix, target, seconds, cache)


# ------------------------------------------------------------------ what is kept

_FAILED = ".failed"  # behind the name of a conversion that gave nothing


def _kept_path(cache: Path, data: bytes, target: str) -> Path:
    return cache / f"{sha256(data).hexdigest()}.{target.partition(':')[0]}"


def _kept(cache: Path, data: bytes, target: str) -> bytes | None:
    """The conversion made before; raises OfficeError, once, for one that failed just now."""
    path = _kept_path(cache, data, target)
    try:
        return path.read_bytes()
    except OSError:
        pass
    mark = path.with_name(path.name + _FAILED)
    try:
        detail = mark.read_text("utf-8")
        mark.unlink()
    except OSError:
        return None
    raise OfficeError("office_failed", detail)


def _keep(cache: Path, data: bytes, target: str, made: bytes, mark: str = "") -> None:
    """Writes a conversion, whole or not at all; a full or closed folder only means that it is made again."""
    path = _kept_path(cache, data, target)
    passing = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        passing.write_bytes(made)
        passing.replace(path.with_name(path.name + mark))
    except OSError:
        passing.unlink(missing_ok=True)


# ------------------------------------------------------------------ the program


def _program() -> str:
    program = find()
    if program is None:
        raise OfficeError("office_missing")
    return program


def _made(folder: Path, source: Path, target: str) -> bytes | None:
    """What LibreOffice made of a file, None where it made nothing."""
    made = folder / "out" / f"{source.stem}.{target.partition(':')[0]}"
    return made.read_bytes() if made.is_file() else None


def _run(program: str, folder: Path, sources: Sequence[Path], target: str, seconds: float) -> None:
    """One call for all sources, with a profile of its own; what it makes lies in ``folder/out``."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        program, "--headless", "--norestore", "--nodefault", "--nologo", "--nolockcheck",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", target, "--outdir", str(folder / "out"), *map(str, sources),
    ]  # fmt: skip
    _call(command, str(folder), seconds)


def _call(command: list[str], folder: str, seconds: float) -> None:
    """Run in a process group of its own, and end the whole group: soffice starts soffice.bin and leaves it behind."""
    environment = {**os.environ, "SAL_USE_VCLPLUGIN": "svp", "HOME": folder, "TMPDIR": folder}
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as failed:
        raise OfficeError("office_failed", "not startable") from failed
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise OfficeError("office_failed", f"timeout, {seconds:g} s") from late
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass  # all of them have ended
    except AttributeError:  # a system without process groups
        process.kill()
    process.wait(timeout=_REAP_SECONDS)
