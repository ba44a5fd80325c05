"""Many files: worker processes, one outcome for each file whatever happens, and going on where a run stopped."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import __version__
from extractor.deadline import limit_memory, within
from extractor.errors import TooLarge, TooSlow, UnreadableError, ZhizeError
from extractor.inputs import Task
from extractor.model import Problem, fatal
from extractor.options import Options

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from types import FrameType

    from extractor.compose import Composed, Status

# Tasks handed out for each worker, so that none waits for the parent between two files: 400 small texts on two
# workers took 2.61 s with 1, 2.39 s with 2 and 2.40 s with 4 (best of five). All of them are read again if one dies.
AHEAD = 2

# A result with one of these may come out otherwise on the next run, on this machine as it is then.
PASSING = frozenset({"office_missing", "office_failed", "worker_died", "internal_error"})


# Files that LibreOffice converts in one call: 20 of 8 pages took two workers 15.5 s one by one, 7.0 s by threes, 5.5 s
# by sixes and 4.1 s by tens; a call that fails is made anew for
# the one it failed on, and for those behind it.
GROUP = 12
_END_SECONDS = 5.0  # a worker inside LibreOffice had ended it and itself after 1.0 s

NO_UNIT = "no_unit_found"
_AFTER_PROBLEMS = ' "units":'  # how the line begins that follows the head of a result


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of severity error, worded as in the document; of output_unwritable, the system's words alone."""

    code: str
    message: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    task: Task
    status: Status
    kept: bool = False  # the result of an earlier run is up to date
    no_unit: bool = False  # read, but neither a post nor a body was found in it
    faults: tuple[Fault, ...] = ()
    traceback: str = ""  # of a defect of the program


Extract = Callable[[Path, Options], "Composed"]


def through_pipeline(path: Path, options: Options) -> Composed:
    """What a worker does with a file."""
    from extractor.pipeline import compose_file

    return compose_file(path, options)


@dataclass(frozen=True, slots=True)
class Order:
    """What holds for every file of a run; sent to the workers, so ``extract`` is a function of a module."""

    options: Options
    banks: str  # digest of the banks in force
    fresh: bool = False
    extract: Extract = field(default=through_pipeline)


def order(options: Options, fresh: bool = False) -> Order:
    """The order of a run; BankError or UsageError where the banks do not load."""
    from extractor import banks

    return Order(options, banks.load(options.banks).digest, fresh)


# ------------------------------------------------------------------ one file


def document(path: Path, given: Order) -> tuple[Composed, str]:
    """The document of one file and, where the program has a defect, the traceback; never raises for a file's sake."""
    try:
        with within(given.options.seconds, or_end=_InWork.now):
            return given.extract(path, given.options), ""
    except ZhizeError as error:
        return failed(path, fatal(error), given), ""
    except MemoryError:
        return failed(path, fatal(TooLarge("memory", limit=str(given.options.max_memory))), given), ""
    except OSError as error:
        return failed(path, fatal(UnreadableError(error.strerror or type(error).__name__)), given), ""
    except Exception as error:  # noqa: BLE001 - the edge: a defect costs one file, keeps its traceback and exit status 1
        defect = Problem("internal_error", "error", (), (("detail", _defect(error)),))
        return failed(path, defect, given), traceback.format_exc()


# How the one worker of a single file begins: the command has no thread yet that a fork could leave in the middle, and a
# server to fork from takes 0.1 s, a fifth of the reading of a small file. Of macOS not all libraries stand a fork.
_FORK = "fork" if sys.platform == "linux" else "forkserver"


def document_in_worker(path: Path, given: Order) -> tuple[Composed, str]:
    """The same, in a process of its own, which a file may kill and which the limits of time and memory may end."""
    with _workers(1, given.options, _FORK) as pool:
        started = time.monotonic()
        try:
            return pool.submit(_read_alone, path, given).result()
        except BrokenProcessPool:
            return failed(path, _death(started, given), given), ""


def _read_alone(path: Path, given: Order) -> tuple[Composed, str]:
    """Runs in a worker."""
    with _in_work():
        return document(path, given)


def failed(path: Path, problem: Problem, given: Order) -> Composed:
    """A document that says why there is nothing in it."""
    from extractor.compose import nothing_read

    return nothing_read(path, path.name, problem, given.banks)


def faults_of(made: Composed) -> tuple[Fault, ...]:
    """The problems of severity error."""
    return tuple(
        Fault(str(problem["code"]), str(problem["message"]), str(problem["next_step"]))
        for problem in made.problems
        if problem["severity"] == "error"
    )


def _kept(task: Task, banks: str) -> Outcome | None:
    """The outcome of an earlier run whose result is up to date, None if the task has to be done (again)."""
    earlier = _earlier(task.target)
    if earlier is None or (earlier.version, earlier.banks) != (__version__, banks):
        return None
    if earlier.status == "failed" or PASSING & earlier.codes:
        return None
    try:
        digest = sha256(task.source.read_bytes()).hexdigest()
    except OSError:
        return None
    if digest != earlier.sha256:
        return None
    return Outcome(task, earlier.status, kept=True, no_unit=NO_UNIT in earlier.codes)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the head of a result says of how it was made."""

    version: str
    banks: str
    sha256: str  # of the source
    status: Status
    codes: frozenset[str]  # of its problems


def _earlier(path: Path) -> _Earlier | None:
    """The head of a result, None where there is none or it is no result; what follows the problems is not read."""
    lines = []
    try:
        with path.open(encoding="utf-8") as result:
            for line in result:
                if line.startswith(_AFTER_PROBLEMS):
                    break
                lines.append(line)
        head = json.loads("".join(lines).rstrip().rstrip(",") + "}")
        return _Earlier(
            version=head["generator"]["version"],
            banks=head["generator"]["banks"],
            sha256=head["source"]["sha256"],
            status=head["status"],
            codes=frozenset(problem["code"] for problem in head["problems"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(task: Task, made: Composed) -> None:
    """Write the result under a temporary name and rename it, so that what has its name is whole; raises OSError."""
    task.target.parent.mkdir(parents=True, exist_ok=True)
    # a short name of its own: that of the result with a suffix might be too long for the file system
    name = sha256(task.target.name.encode()).hexdigest()[:16]
    passing = task.target.with_name(f".zhize-{name}-{os.getpid()}.part")
    try:
        passing.write_bytes(made.content())
        passing.replace(task.target)
    finally:
        passing.unlink(missing_ok=True)


def _work(tasks: tuple[Task, ...], given: Order) -> list[Outcome]:
    """Tasks from beginning to end; runs in a worker."""
    with _in_work():
        if len(tasks) > 1:
            _convert_ahead(tasks, given)
        return [_outcome(task, given) for task in tasks]


def _convert_ahead(tasks: tuple[Task, ...], given: Order) -> None:
    """Has LibreOffice convert all files of these tasks that need it in one call."""
    from extractor.readers import conversion

    waiting = []
    for task in tasks:
        if task.refused is None and (given.fresh or _kept(task, given.banks) is None):
            try:
                if task.source.stat().st_size <= given.options.max_bytes:
                    waiting.append((task.source.read_bytes(), task.source.name))
            except OSError:
                continue  # its own turn says so
    conversion.convert_ahead(waiting, given.options)


def _outcome(task: Task, given: Order) -> Outcome:
    if not given.fresh:
        kept = _kept(task, given.banks)
        if kept is not None:
            return kept
    if task.refused is not None:
        return _written(task, failed(task.source, task.refused, given))
    made, trace = document(task.source, given)
    return _written(task, made, trace)


def _written(task: Task, made: Composed, trace: str = "") -> Outcome:
    faults = faults_of(made)
    try:
        write(task, made)
    except OSError as error:
        fault = Fault("output_unwritable", error.strerror or type(error).__name__)
        return Outcome(task, "failed", faults=(fault,), traceback=trace)
    no_unit = any(problem["code"] == NO_UNIT for problem in made.problems)
    return Outcome(task, made.status, no_unit=no_unit, faults=faults, traceback=trace)


def _defect(error: Exception) -> str:
    """The error's class and the last place in the program, the same on every machine."""
    frames = traceback.extract_tb(error.__traceback__)
    package = Path(__file__).parent
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(package)]
    place = ours[-1] if ours else frames[-1]
    return f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}"


# ------------------------------------------------------------------ many files


def run(tasks: Sequence[Task], given: Order) -> Generator[Outcome, None, None]:
    """The outcome of each task, as they come.

    A worker that dies takes no other file with it: the files that were in work are read again,
    each alone, and the one that kills its worker once more has failed. Closing the iterator
    ends the workers and what they have started.
    """
    left = deque(_grouped(tasks, given.options))
    while left:
        suspects = yield from _together(left, given)
        for task in suspects:
            yield _alone(task, given)


def _grouped(tasks: Sequence[Task], options: Options) -> list[tuple[Task, ...]]:
    """The tasks one by one, but files for LibreOffice together, as to start it takes longer than to convert one."""
    from extractor.readers import conversion

    together = [task for task in tasks if options.office_cache and conversion.may_need_office(task.source.name)]
    size = max(1, min(GROUP, -(-len(together) // options.jobs)))
    groups = [tuple(together[k : k + size]) for k in range(0, len(together), size)]
    grouped = set(together) if size > 1 else set()
    alone: list[tuple[Task, ...]] = [(task,) for task in tasks if task not in grouped]
    return [*groups, *alone] if grouped else alone


def _together(left: deque[tuple[Task, ...]], given: Order) -> Generator[Outcome, None, list[Task]]:
    """Takes tasks off the queue until it is empty or a worker dies; returns those that were in work then."""
    flying: dict[Future[list[Outcome]], tuple[Task, ...]] = {}
    jobs = given.options.jobs
    with _workers(jobs, given.options) as pool:
        try:
            while left or flying:
                while left and len(flying) < AHEAD * jobs:
                    flying[pool.submit(_work, left[0], given)] = left[0]
                    left.popleft()
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    outcomes = future.result()
                    del flying[future]
                    yield from outcomes
        except BrokenProcessPool:
            pass  # each future in flight says below whether it was done
    suspects: list[Task] = []
    for future, group in flying.items():
        if future.cancelled() or future.exception() is not None:
            suspects.extend(group)
        else:
            yield from future.result()
    return suspects


def _alone(task: Task, given: Order) -> Outcome:
    """A task in a worker of its own; done anew, since what the broken run wrote is not from an earlier one."""
    with _workers(1, given.options) as pool:
        started = time.monotonic()
        try:
            return pool.submit(_work, (task,), replace(given, fresh=True)).result()[0]
        except BrokenProcessPool:
            return _written(task, failed(task.source, _death(started, given), given))


def _death(started: float, given: Order) -> Problem:
    """Why a worker died that began at ``started`` (monotonic): it ends itself where its time is up."""
    seconds = given.options.seconds
    if time.monotonic() - started > seconds:
        return fatal(TooSlow("seconds", limit=f"{seconds:g}"))
    return Problem("worker_died", "error", (), (("detail", "terminated"),))


@contextmanager
def _workers(count: int, options: Options, method: str = "forkserver") -> Iterator[ProcessPoolExecutor]:
    """Worker processes; on the way out by an exception (Ctrl-C, a closed iterator) they are ended at once."""
    known = method in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context(method if known else "spawn")
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(count, context, initializer=_begin_worker, initargs=(options.max_memory,))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        ours = set(multiprocessing.active_children()) - before
        _end(ours)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _end(workers: set[BaseProcess]) -> None:
    """Ask each worker to end, then those that have not killed: one may wait for a lock that died with another."""
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _END_SECONDS
    for worker in workers:
        worker.join(max(until - time.monotonic(), 0))
    for worker in workers:
        worker.kill()


def _begin_worker(memory: int) -> None:
    """Ctrl-C is for the parent to answer, which then asks the workers to end."""
    limit_memory(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)


class _InWork:
    """Whether this worker is inside a task, and not handling the queues that it shares with the others."""

    now = False


@contextmanager
def _in_work() -> Iterator[None]:
    _InWork.now = True
    try:
        yield
    finally:
        _InWork.now = False


def _leave(number: int, frame: FrameType | None) -> None:
    """Asked to end: inside a task by unwinding the stack, so that LibreOffice is ended too; else at once.

    An exception amid the queues may leave their locks taken, and the others wait for ever (seen within 100 closed
    runs).
    """
    if _InWork.now:
        sys.exit(128 + number)
    os._exit(128 + number)
