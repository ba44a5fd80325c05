"""The real command over the family of damaged and hostile files: what it costs, what it says, what it leaves behind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from . import hostile_files as family
from .conftest import ROOT
from .hostile_zip import MANUAL

SECONDS = 60.0  # of the whole run; two cores take 25
PEAK = 1_600  # MB of any of its processes; a page without text that is read by OCR takes 1,000
TIMEOUT = 20

# What a process must not do that is to make no network call: an audit hook sees each, whoever asks for it.
NO_NETWORK = """import sys
def refuse(event, given):
    if event in ("socket.getaddrinfo", "socket.gethostbyname") or event == "socket.connect" and type(given[1]) is tuple:
        raise SystemError(f"a call to the network: {event} {given}")
sys.addaudithook(refuse)
"""


@dataclass(frozen=True)
class Ran:
    """What a run of the command did."""

    place: Path  # with in, out, tmp, home and the site with the hook
    status: int
    told: str
    seconds: float
    peak: int  # MB
    called: bool  # whether anything answered the links of the family

    @property
    def results(self) -> Mapping[str, Any]:
        """The documents by their path in OUT without .json."""
        out = self.place / "out"
        paths = [path for path in out.rglob("*.json") if ".zhize-cache" not in path.parts]
        return {path.relative_to(out).as_posix().removesuffix(".json"): json.loads(path.read_bytes()) for path in paths}


def laid_out(place: Path, files: Mapping[str, family.Make]) -> Path:
    """A folder with the files and a good neighbour, and what the command runs in."""
    for name in ("in", "tmp", "home", "site"):
        (place / name).mkdir()
    (place / "site" / "sitecustomize.py").write_text(NO_NETWORK)
    (place / "in" / "good.txt").write_bytes(MANUAL)
    for name, make in files.items():
        (place / "in" / name).write_bytes(make())
    return place


def run(place: Path, seconds: int, jobs: int = 2) -> Ran:
    """Extract all that lies in the folder, with so many seconds for each file."""
    command = [sys.executable, str(ROOT / "cli.py"), "extract", str(place / "in"), "-o", str(place / "out")]
    command += ["--timeout", str(seconds), "--jobs", str(jobs), "--lang", "en"]
    folders = {"TMPDIR": place / "tmp", "HOME": place / "home", "PYTHONPATH": place / "site"}
    environment = {**os.environ, **{name: str(path) for name, path in folders.items()}}
    started, peak = time.monotonic(), 0
    with socket.create_server(family.TRAP) as trap, (place / "told").open("wb") as told:
        process = subprocess.Popen(command, env=environment, stderr=told, start_new_session=True)
        while process.poll() is None:
            peak = max(peak, *resident(process.pid), 0)
            time.sleep(0.05)
        taken = time.monotonic() - started
        trap.settimeout(0.2)
        called = False
        with suppress(TimeoutError):
            trap.accept()[0].close()
            called = True
    return Ran(place, process.returncode, (place / "told").read_text("utf-8"), taken, peak, called)


def resident(session: int) -> Iterator[int]:
    """The most memory (MB) that each process of the session has had so far, where the system tells (Linux)."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            words = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(words[3]) == session and b"pytest" not in (folder / "cmdline").read_bytes():
                mark = (folder / "status").read_text().partition("VmHWM:")[2].split()
                yield int(mark[0]) // 1000


def unlike(results: Mapping[str, Any], names: Mapping[str, object]) -> dict[str, str]:
    """Those of the files that have no result, are said to be ok, or do not say what to do next."""
    out = {}
    for name in names:
        made = results.get(name, {"status": "missing", "problems": []})
        steps = [one["next_step"] for one in made["problems"] if one["severity"] == "error" and one["message"]]
        if made["status"] not in ("failed", "partial") or not steps or not all(steps):
            out[name] = made["status"]
    return out


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One run over all that needs no LibreOffice, and a text of 2 GB that takes no room."""
    whole = {name: one.make for name, one in family.WHOLE.items()}
    files = {**family.HOSTILE, **whole, **family.ARCHIVES, **family.NAMES}
    place = laid_out(tmp_path_factory.mktemp("hostile"), files)
    with (place / "in" / "sparse.txt").open("wb") as sparse:
        sparse.truncate(2_000_000_000)
    return run(place, TIMEOUT)


pytestmark = pytest.mark.slow


def test_the_run_is_bounded_and_says_that_files_failed(ran: Ran) -> None:
    assert ran.status == 3, ran.told
    assert "Traceback" not in ran.told
    assert (ran.seconds < SECONDS, ran.peak < PEAK) == (True, True), (ran.seconds, ran.peak)


def test_none_of_the_family_passes_as_ok(ran: Ran) -> None:
    assert unlike(ran.results, {**family.HOSTILE, "sparse.txt": None}) == {}
    assert len(family.HOSTILE) >= 30


def test_no_defect_of_the_program_and_no_dead_worker(ran: Ran) -> None:
    codes = {name: {one["code"] for one in made["problems"]} for name, made in ran.results.items()}
    assert [name for name, found in codes.items() if found & {"internal_error", "worker_died", "file_too_slow"}] == []


def test_what_is_odd_and_whole_is_read(ran: Ran) -> None:
    assert {name: ran.results[name]["status"] for name in family.WHOLE} == dict.fromkeys(family.WHOLE, "ok")


def test_archives_say_what_is_wrong_in_them(ran: Ran) -> None:
    inside = {name: None for name in ran.results if name.partition("/")[0] in family.ARCHIVES}
    assert {name.partition("/")[0] for name in inside} == set(family.ARCHIVES)
    assert unlike(ran.results, inside) == {}


def test_names_that_lead_out_of_an_archive_stay_inside(ran: Ran) -> None:
    inside = [name for name in ran.results if name.partition("/")[0] in family.NAMES]
    assert len(inside) == 5
    assert {ran.results[name]["status"] for name in inside} == {"ok"}
    assert {path.name for path in ran.place.iterdir()} == {"in", "out", "tmp", "home", "site", "told"}


def test_a_good_neighbour_is_read(ran: Ran) -> None:
    good = ran.results["good.txt"]
    assert (good["status"], [unit["name"] for unit in good["units"]]) == ("ok", ["茶艺师"])


def test_nothing_is_left_behind_called_or_let_in(ran: Ran) -> None:
    assert [list((ran.place / name).rglob("*")) for name in ("tmp", "home")] == [[], []]
    assert not ran.called
    texts = [path.read_text("utf-8") for path in (ran.place / "out").rglob("*.json")]
    assert [text for text in texts if family.NEAR_HOLDS in text] == []


def test_what_no_exception_reaches_ends_with_its_worker(tmp_path: Path) -> None:
    done = run(laid_out(tmp_path, family.DRAWINGS), 1)
    assert (done.status, "Traceback" in done.told) == (3, False)
    assert {name: done.results[name]["problems"][0]["code"] for name in family.DRAWINGS} == dict.fromkeys(
        family.DRAWINGS, "file_too_slow"
    )
    assert done.results["good.txt"]["status"] == "ok"
    assert (list((tmp_path / "tmp").iterdir()), done.seconds < SECONDS / 2) == ([], True)


@pytest.mark.office
def test_files_that_libreoffice_reads(tmp_path: Path) -> None:
    whole = {name: one.make for name, one in family.OFFICE_WHOLE.items()}
    done = run(laid_out(tmp_path, {**family.OFFICE, **whole}), 8)
    assert (done.status, unlike(done.results, family.OFFICE)) == (3, {})
    assert {name: done.results[name]["status"] for name in whole} == dict.fromkeys(whole, "ok")
    assert done.results["good.txt"]["status"] == "ok"
    assert ("Traceback" in done.told, done.called, list((tmp_path / "tmp").iterdir())) == (False, False, [])
    texts = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.json")]
    assert [text for text in texts if family.NEAR_HOLDS in text] == []
