"""The pattern banks: what is known of the language, read from YAML, validated, searched and examined."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from extractor.errors import BankError, UsageError
from extractor.model import Problem
from extractor.needles import Sieve, plain
from extractor.resources import folder

if TYPE_CHECKING:
    from regex import Match, Pattern
    from yaml import Node

PLACES = frozenset({
    "title", "heading", "column", "part", "row", "field", "inline", "line", "cell", "sentence", "start", "end",
    "document",
})  # fmt: skip

# What an entry may be, and where each kind may stand.
KINDS: Mapping[str, frozenset[str]] = {
    "label": PLACES,  # what a heading, a column or a form label means: 岗位职责, 直接上级
    "label_part": PLACES,  # what the parts of an unknown label say
    "name": PLACES,  # how the names of posts and bodies end, and names that name nobody
    "person": PLACES,  # family names, forms of address
    "furniture": PLACES,  # site and page furniture
    "phrase": PLACES,  # fixed wording that says something
    "verb": PLACES,  # words a duty begins with
    "measure": PLACES,
    "effect": PLACES,
    "grade": PLACES,
    "unit_word": PLACES,
    "period": PLACES,
    "opposite": PLACES,
}
FOLDED = frozenset({"label", "label_part"})  # kinds whose patterns are searched in the text as fold_label leaves it

# 100 times what the slowest built-in pattern takes for all its places in a paragraph of 4,000 characters
# (2 ms), while (?:职|职责|责)+$ on 80 characters does not end within 3 s.
USER_PATTERN_SECONDS = 0.2

_ENTRY_KEYS = frozenset({"id", "why", "means", "at", "words", "pattern", "hits", "misses"})
_FORMS = {"ScalarNode": "text", "SequenceNode": "list", "MappingNode": "mapping"}  # as messages name them
_DECORATION = str.maketrans("", "", "【】[]〔〕()〈〉<>《》「」『』“”\"'‘’:;,.。、·•*#_=~-—…!?|")


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that an entry must match, and what its named groups must capture there."""

    text: str
    gives: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing known of the language, with its exam; either ``words`` or ``pattern`` is set."""

    id: str
    kind: str
    means: str
    at: tuple[str, ...]
    words: tuple[str, ...]
    pattern: str | None
    why: str
    hits: tuple[Hit, ...]
    misses: tuple[str, ...]
    file: str  # name of the bank's file, without its folder
    line: int  # from 1
    user: bool = False  # from a user's bank: searched under a time limit


@dataclass(frozen=True, eq=False)
class Banks:
    """All entries in force, a user's before the built-in ones, each in the order of its file."""

    all: tuple[Entry, ...]
    digest: str  # sha256 over the content of the files, whatever their names, places and order
    _kinds: Mapping[str, tuple[Entry, ...]]
    _entries: dict[tuple[str, str | None], tuple[Entry, ...]] = field(default_factory=dict)
    _standing: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    _compiled: dict[str, Pattern[str]] = field(default_factory=dict)
    _slow: dict[str, None] = field(default_factory=dict)
    _sieve: Sieve = field(default_factory=Sieve)

    def entries(self, kind: str, means: str | None = None) -> tuple[Entry, ...]:
        """The entries of one kind (with this ``means`` alone, where given)."""
        key = (kind, means)
        found = self._entries.get(key)
        if found is None:
            of_kind = self._kinds.get(kind, ())
            found = of_kind if means is None else tuple(entry for entry in of_kind if entry.means == means)
            self._entries[key] = found
        return found

    def standing(self, kind: str, at: str) -> tuple[Entry, ...]:
        """The entries of one kind that may stand at a place."""
        found = self._standing.get((kind, at))
        if found is None:
            found = self._standing[kind, at] = tuple(entry for entry in self._kinds.get(kind, ()) if at in entry.at)
        return found

    def words(self, kind: str) -> dict[str, Entry]:
        """Folded word → entry, over all ``words`` of a kind; the first entry that has a word keeps it."""
        found: dict[str, Entry] = {}
        for entry in self._kinds.get(kind, ()):
            for word in entry.words:
                found.setdefault(fold_label(word), entry)
        return found

    def patterns(self, kind: str) -> tuple[tuple[Entry, Pattern[str]], ...]:
        """The entries of a kind that are patterns, each with its compiled expression."""
        return tuple((entry, self.compiled(entry)) for entry in self._kinds.get(kind, ()) if entry.pattern)

    def compiled(self, entry: Entry) -> Pattern[str]:
        """The expression of a pattern entry, compiled at its first use."""
        found = self._compiled.get(entry.id)
        if found is None:
            found = self._compiled[entry.id] = _compile(entry)
        return found

    def search(self, entry: Entry, text: str) -> Match[str] | None:
        """The first place where a pattern entry matches.

        A user's pattern that runs out of time counts as no match, is left out from there on
        and stands in ``timeouts()`` until that is called.
        """
        if not entry.user:
            found = self._compiled.get(entry.id) or self.compiled(entry)
            return found.search(text)
        return next(self.finditer(entry, text), None)

    def finditer(self, entry: Entry, text: str) -> Iterator[Match[str]]:
        """Every place where a pattern entry matches, under the same time limit as ``search``."""
        if not entry.user:
            return self.compiled(entry).finditer(text)
        return self._limited(entry, text)

    def _limited(self, entry: Entry, text: str) -> Iterator[Match[str]]:
        if entry.id not in self._slow:
            try:
                yield from self.compiled(entry).finditer(text, timeout=USER_PATTERN_SECONDS)
            except TimeoutError:
                self._slow[entry.id] = None

    def give_up(self, entry: Entry) -> None:
        """Leaves a user's pattern out that ran out of time joined with others."""
        self._slow[entry.id] = None

    def likely(self, entries: tuple[Entry, ...], text: str) -> Sequence[Entry]:
        """Those of the pattern entries (a tuple that lives as long as the banks) that can match the text at all."""
        return self._sieve.likely(entries, text)

    def found(self, entries: tuple[Entry, ...], text: str) -> bool:
        """Whether any of the pattern entries (a tuple that lives as long as the banks) matches the text."""
        for entry in self._sieve.likely(entries, text):  # any() takes half as long again  # noqa: SIM110
            if self.search(entry, text) is not None:
                return True
        return False

    def timeouts(self) -> tuple[Problem, ...]:
        """One problem for each of the user's patterns that ran out of time since the last call."""
        lines = {entry.id: entry for entry in self.all}
        problems = tuple(
            Problem(
                "pattern_timeout", "warning", (), (("id", i), ("file", lines[i].file), ("line", str(lines[i].line)))
            )
            for i in sorted(self._slow)
        )
        self._slow.clear()
        return problems


def fold_label(text: str) -> str:
    """A label as it is compared: in one width and small letters, without blanks, brackets, colons and other marks.

    「岗 位 职 责：」, 【岗位职责】 and 岗位职责 are one; a label of nothing but marks (#) stays as it is.
    """
    folded = text if text.isalpha() else unicodedata.normalize("NFKC", text)
    return ("".join(folded.translate(_DECORATION).split()) or folded.strip()).lower()


@lru_cache(maxsize=8)
def load(extra: tuple[Path, ...] = ()) -> Banks:
    """The built-in banks and, on top, the user's files and folders; refuses the first fault with its place.

    Raises BankError for a fault in a bank and UsageError for a path that is no bank.
    """
    entries: list[Entry] = []
    digests: list[str] = []
    for user, paths in ((True, _user_files(extra)), (False, sorted(folder("patterns").glob("*.yaml")))):
        files = []
        for path in paths:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digests.append(sha256(content).hexdigest())
            files.append(_read(path, content, user))
        # by content, not by name or place, so that the digest alone decides what comes out
        for of_file in sorted(files, key=lambda of_file: of_file[0].id) if user else files:
            entries.extend(of_file)
    seen: dict[str, Entry] = {}
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        first = seen.setdefault(entry.id, entry)
        if first is not entry:
            late, early = (entry, first) if first.user == entry.user else (first, entry)
            raise _fault(late.file, late.line, "duplicate_id", f"{early.file}:{early.line}", id=late.id)
        kinds.setdefault(entry.kind, []).append(entry)
    digest = sha256("\n".join(sorted(digests)).encode()).hexdigest()
    banks = Banks(tuple(entries), digest, {kind: tuple(of_kind) for kind, of_kind in kinds.items()})
    for entry in entries:
        if entry.user and entry.pattern:
            _refuse_bad_pattern(entry, banks)
        if entry.user and entry.means:
            _refuse_unknown_meaning(entry, kinds[entry.kind])
    return banks


def examine(entry: Entry, banks: Banks) -> tuple[str, ...]:
    """What the entry gets wrong in its own exam, one line each; empty if nothing."""
    failures = []
    if entry.pattern and banks.search(entry, ""):
        failures.append(f"{entry.id}: matches the empty text")
    for hit in entry.hits:
        found = matches(entry, hit.text, banks)
        if found is None:
            failures.append(f"{entry.id}: does not match {hit.text!r}")
            continue
        for name, wanted in hit.gives:
            got = found.get(name)
            if got != wanted:
                failures.append(f"{entry.id}: {name} in {hit.text!r} is {got!r}, wanted {wanted!r}")
    failures.extend(
        f"{entry.id}: matches {text!r}, which it must not"
        for text in entry.misses
        if matches(entry, text, banks) is not None
    )
    return tuple(failures)


def matches(entry: Entry, text: str, banks: Banks) -> dict[str, str | None] | None:
    """The named groups where the entry matches the text ({} for words), None where it does not match."""
    if entry.pattern is None:
        return {} if fold_label(text) in map(fold_label, entry.words) else None
    found = banks.search(entry, fold_label(text) if entry.kind in FOLDED else text)
    return None if found is None else found.groupdict()


# ------------------------------------------------------------------ reading


def _refuse_unknown_meaning(entry: Entry, of_kind: list[Entry]) -> None:
    """Refuses a user's meaning that no built-in entry of the kind has: nothing would ever ask for it."""
    known = sorted({other.means for other in of_kind if not other.user})
    if known and entry.means not in known:
        raise _fault(entry.file, entry.line, "unknown_means", entry.means, id=entry.id, known=", ".join(known))


def _fault(file: str, line: int, reason: str, detail: str = "", **details: str) -> BankError:
    """A BankError that says where (file, line), what (reason, detail) and in which entry (id)."""
    words = f"{file}:{line}: {reason.replace('_', ' ')}" + (f" ({detail})" if detail else "")
    return BankError(words, file=file, line=str(line), reason=reason, what=detail, **details)


def _user_files(extra: tuple[Path, ...]) -> list[Path]:
    found: dict[Path, Path] = {}
    for path in extra:
        inside = sorted((*path.rglob("*.yaml"), *path.rglob("*.yml"))) if path.is_dir() else [path]
        if not inside or not inside[0].is_file():
            raise UsageError(f"no pattern bank at {path}", path=str(path), reason="no_bank")
        found.update((one.resolve(), one) for one in inside)
    return list(found.values())


def _read(path: Path, content: bytes, user: bool) -> list[Entry]:
    """The entries of one file, at least one."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays a string: no 否 → False
    try:
        root = yaml.compose(content, loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _fault(path.name, mark.line + 1 if mark else 1, "no_yaml", str(error).splitlines()[0]) from error
    if root is None:
        raise _fault(path.name, 1, "no_entries")
    top = _mapping(path.name, root, frozenset({"kind", "entries"}))
    kind = _string(path.name, top["kind"]) if "kind" in top else ""
    if kind not in KINDS:
        raise _fault(path.name, _line(top.get("kind", root)), "unknown_kind", kind, known=", ".join(KINDS))
    nodes = _list(path.name, top["entries"]) if "entries" in top else []
    if not nodes:
        raise _fault(path.name, _line(root), "no_entries")
    return [_entry(path.name, kind, node, user) for node in nodes]


def _entry(file: str, kind: str, node: Node, user: bool) -> Entry:
    keys = _mapping(file, node, _ENTRY_KEYS)
    line = _line(node)
    name = _string(file, keys["id"]) if "id" in keys else ""
    for key in ("id", "why", "hits", "misses"):
        if key not in keys or not keys[key].value:
            raise _fault(file, line, "missing_key", key, id=name)
    words = _strings(file, keys["words"]) if "words" in keys else ()
    pattern = _string(file, keys["pattern"]) if "pattern" in keys else None
    if bool(words) == bool(pattern):
        raise _fault(file, line, "words_or_pattern", "words, pattern" if words else "", id=name)
    at = _strings(file, keys["at"]) if "at" in keys else ()
    for place in at:
        if place not in KINDS[kind]:
            raise _fault(file, _line(keys["at"]), "unknown_place", place, id=name, known=", ".join(sorted(KINDS[kind])))
    return Entry(
        id=name,
        kind=kind,
        means=_string(file, keys["means"]) if "means" in keys else "",
        at=at,
        words=words,
        pattern=pattern,
        why=_string(file, keys["why"]),
        hits=tuple(_hit(file, hit) for hit in _list(file, keys["hits"])),
        misses=_strings(file, keys["misses"]),
        file=file,
        line=line,
        user=user,
    )


def _hit(file: str, node: Node) -> Hit:
    if _form(node) == "text":
        return Hit(node.value)
    keys = _mapping(file, node, frozenset({"text", "gives"}))
    if "text" not in keys:
        raise _fault(file, _line(node), "missing_key", "text")
    gives = _mapping(file, keys["gives"], None) if "gives" in keys else {}
    return Hit(_string(file, keys["text"]), tuple((key, _string(file, value)) for key, value in gives.items()))


def _form(node: Node) -> str:
    return _FORMS[type(node).__name__]


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _mapping(file: str, node: Node, known: frozenset[str] | None) -> dict[str, Node]:
    """The mapping's values by key; ``known`` None allows every key."""
    if _form(node) != "mapping":
        raise _fault(file, _line(node), "wrong_form", "mapping")
    found: dict[str, Node] = {}
    for key, value in node.value:
        if known is not None and key.value not in known:
            raise _fault(file, _line(key), "unknown_key", str(key.value), known=", ".join(sorted(known)))
        if key.value in found:
            raise _fault(file, _line(key), "repeated_key", str(key.value))
        found[key.value] = value
    return found


def _list(file: str, node: Node) -> list[Node]:
    if _form(node) != "list":
        raise _fault(file, _line(node), "wrong_form", "list")
    found: list[Node] = node.value
    return found


def _strings(file: str, node: Node) -> tuple[str, ...]:
    return tuple(_string(file, item) for item in _list(file, node))


def _string(file: str, node: Node) -> str:
    if _form(node) != "text":
        raise _fault(file, _line(node), "wrong_form", "text")
    return str(node.value)


def _compile(entry: Entry) -> Pattern[str]:
    pattern = entry.pattern or ""
    found = None if entry.user else plain(pattern)  # only regex knows a time limit
    if found is not None:
        return cast("Pattern[str]", found)  # it has all that is asked of one without a time limit
    import regex

    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise _fault(entry.file, entry.line, "no_regex", str(error), id=entry.id) from error


def _refuse_bad_pattern(entry: Entry, banks: Banks) -> None:
    if banks.search(entry, "") is not None:
        raise _fault(entry.file, entry.line, "matches_nothing_at_all", entry.pattern or "", id=entry.id)
