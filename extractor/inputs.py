"""Which files a run reads, and where the result of each is written."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from extractor.errors import UnreadableError, UsageError
from extractor.model import Problem, fatal
from extractor.readers.sniff import SUFFIXES, suffix

_SHOWN = 3  # paths that an error names; more would hide the sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and its path below the folder it was found in (its name, where it was named itself)."""

    source: Path
    below: PurePath
    member: str = ""  # of an archive: its path there, behind that of the archive
    refused: Problem | None = None  # why a member is not there to be read

    @property
    def told(self) -> str:
        """The path that a person knows the file by."""
        return self.member or str(self.source)

    def refuse(self, error: UnreadableError) -> Found:
        """The same file, not to be read for this reason."""
        return replace(self, refused=fatal(error))


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read and the file to write."""

    source: Path
    target: Path
    told: str  # the path that a person knows the file by
    refused: Problem | None = None  # what to write instead of reading it


def find(paths: Sequence[str], out: Path | None = None) -> tuple[Found, ...]:
    """The files under the paths, in the order of the paths and by name within a folder, each once.

    A file named itself is taken whatever it is; of a folder or a glob, those whose suffix a reader
    knows, without hidden and temporary files and without what lies in ``out``. UsageError for a
    path that is not there and for paths that hold nothing to read.
    """
    missing = [path for path in paths if not _is_there(Path(path)) and not _expand(path)]
    if missing:
        raise UsageError(reason="no_such_path", paths=some(missing))
    found: dict[str, Found] = {}
    for path in paths:
        for one in _under(path, out):
            found.setdefault(os.path.abspath(one.source), one)  # noqa: PTH100 - a link is a file of its own
    if not found:
        raise UsageError(reason="nothing_to_read", paths=some(paths), suffixes=" ".join(SUFFIXES))
    return tuple(found.values())


def plan(found: Sequence[Found], out: Path) -> tuple[Task, ...]:
    """Each file with its result in the folder ``out``; UsageError where two would write the same."""
    if out.exists() and not out.is_dir():
        raise UsageError(reason="out_is_file", path=str(out))
    taken: dict[str, Found] = {}
    tasks = []
    for one in found:
        target = out / one.below.parent / f"{one.below.name}.json"
        first = taken.setdefault(os.path.normcase(target), one)
        if first is not one:
            raise UsageError(reason="same_output", first=first.told, second=one.told, target=str(target))
        tasks.append(Task(one.source, target, one.told, one.refused))
    return tuple(tasks)


def several(paths: Sequence[str]) -> bool:
    """Whether the paths may stand for more than one file."""
    return len(paths) > 1 or Path(paths[0]).is_dir() or not _is_there(Path(paths[0]))


def some(paths: Sequence[str]) -> str:
    """The first few paths as a command line takes them, for a sentence."""
    shown = (f'"{path}"' if re.search(r"\s", path) else path for path in paths[:_SHOWN])
    return " ".join(shown) + (" …" if len(paths) > _SHOWN else "")


def _under(path: str, out: Path | None) -> Iterator[Found]:
    place = Path(path)
    if place.is_dir():
        yield from _in_folder(place, place, out)
    elif _is_there(place):
        yield Found(place, PurePath(place.name))
    else:
        root = _fixed_part(path)
        results = out.resolve() if out is not None else None
        for match in _expand(path):
            if match.is_dir():
                if match.resolve() == results:
                    continue
                yield from _in_folder(match, root, out)
            elif wanted(match.name):
                yield Found(match, match.relative_to(root))


def _in_folder(folder: Path, root: Path, out: Path | None) -> Iterator[Found]:
    """The files below a folder; links to folders are not followed, so that a loop of them ends."""
    results = out.resolve() if out is not None else None
    for place, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(place)
        folders[:] = sorted(
            name for name in folders if not name.startswith((".", "__MACOSX")) and (here / name).resolve() != results
        )
        for name in sorted(names):
            if wanted(name):
                yield Found(here / name, (here / name).relative_to(root))


def _refuse(error: OSError) -> None:
    """A folder that cannot be listed stops the run: what is in it would be missed without a word."""
    raise UsageError(reason="folder_closed", path=str(error.filename), detail=error.strerror or "") from error


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long for the file system, or with a NUL
        return False


def wanted(name: str) -> bool:
    """Whether a reader knows the suffix and the file is neither hidden nor the lock file of an editor."""
    return suffix(name) in SUFFIXES and not name.startswith((".", "~$"))


def _expand(path: str) -> list[Path]:
    """The matches of a glob, by name; ** stands for folders at any depth."""
    if not glob.has_magic(path):
        return []
    return [Path(match) for match in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern


def _fixed_part(path: str) -> Path:
    """The folders of a glob before its first wildcard."""
    parts = Path(path).parts
    fixed = next(k for k, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed])
