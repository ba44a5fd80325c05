"""Converts a document by LibreOffice: own profile, time limit, nothing left behind, no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

from extractor.errors import DamagedFile, UnknownFormat

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


def converted(data: bytes, suffix: str, target: str, seconds: float) -> bytes:
    """The same for a format that nothing else reads: raises UnknownFormat without LibreOffice, else DamagedFile."""
    try:
        return convert(data, suffix, target, seconds)
    except OfficeError as failed:
        if failed.code == "office_missing":
            raise UnknownFormat(failed.code, format=suffix) from failed
        raise DamagedFile(failed.detail, format=suffix) from failed


def convert(data: bytes, suffix: str, target: str, seconds: float) -> bytes:
    """The document (a file with this suffix, ".doc") as another format ("docx", "txt:filter"), within so many seconds.

    Raises OfficeError.
    """
    program = find()
    if program is None:
        raise OfficeError("office_missing")
    with tempfile.TemporaryDirectory(prefix="zhize-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "document" + suffix)
        source.write_bytes(data)
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        out = Path(folder, "out")
        command = [
            program, "--headless", "--norestore", "--nodefault", "--nologo", "--nolockcheck",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to", target, "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(command, folder, seconds)
        made = out / f"document.{target.partition(':')[0]}"
        if not made.is_file():
            raise OfficeError("office_failed", "no output")
        return made.read_bytes()


def _run(command: list[str], folder: str, seconds: float) -> None:
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
