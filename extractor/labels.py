"""What a label means, by the banks: looked up a thousand times a document, so cached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.banks import USER_PATTERN_SECONDS, Banks, fold_label
from extractor.label_table import LabelTable
from extractor.names import NO_NAME, Names, keep
from extractor.needles import needs

if TYPE_CHECKING:
    from regex import Match, Pattern

    from extractor.banks import Entry

Means = tuple[str, ...]

# Of one label; two joined have twice as many: the longest of 1,900 headings and labels of the manuals has 37.
LONGEST_LABEL = 24

# Labels that may be joined to one heading (职责与权限); fields and other labels stand alone.
JOINABLE = frozenset({"duty", "standard", "score_rule", "authority", "qualification", "kpi", "summary"})


class Labels(Names):
    """The banks' labels, ready for look-ups."""

    def __init__(self, banks: Banks) -> None:
        super().__init__(banks)
        self._places: dict[str, LabelTable] = {}
        self._labels: dict[tuple[str, str], Means] = {}
        self._unlabelled: dict[tuple[str, bool], None] = {}
        self._slow: set[str] = set()  # the user's patterns that ran out of time
        self._of_user = {
            at: tuple(e for e in banks.entries("label") if e.user and e.pattern and at in e.at)
            for at in ("title", "inline")
        }
        self._hint: Pattern[str] | None = None
        self._label_pattern: Pattern[str] | None = None

    def hints_at_label(self, text: str) -> bool:
        """Whether a stretch holds a character that labels hold; most stretches of items do not."""
        if self._hint is None:
            self._hint = _hint_of(self.banks.entries("label"))
        return self._hint.search(text) is not None

    def label(self, text: str, at: str) -> Means:
        """The meanings of a label standing ``at`` a heading, column or field; () where it is none."""
        if not text or len(text) > LONGEST_LABEL * 2:
            return ()
        key = (text, at)
        found = self._labels.get(key)
        if found is None:
            tail = _SHARE_TAIL.search(text)
            folded = fold_label(APPENDED.sub("", text[: tail.start()] if tail else text))
            found = self._folded(folded, at) if 0 < len(folded) <= LONGEST_LABEL * 2 else ()
            if tail and tail["total"] is None and (found[:1] == ("standard",) or folded[-1:] == "项"):
                found = ()  # 劳动纪律（20分） and 加分项（10分） are among the things looked at
            keep(self._labels, key, found)
        return found

    def single(self, text: str, at: str) -> Means:
        """The meaning of one label alone, no two joined."""
        return self._single(fold_label(text), at)

    def _folded(self, folded: str, at: str) -> Means:
        if found := self._single(folded, at):
            return found
        native = _ENGLISH_TAIL.sub("", folded)
        if native != folded and (found := self._folded(native, at)):
            return found
        if at in ("heading", "column", "field"):
            return self._chain(folded, at)
        return ()

    def _chain(self, folded: str, at: str) -> Means:
        """「职责与工作标准」: two labels joined, each known."""
        if not self.may_be_joined(folded, at):
            return ()
        for k in range(2, len(folded) - 1):
            joiner = 1 if folded[k] in "和及与/并" else 2 if folded[k : k + 2] == "以及" else 0
            cut = k + joiner
            if cut >= len(folded):
                continue
            left = self._single(folded[:k], at)
            if left and left[0] in JOINABLE:
                right = self._single(folded[cut:], at) or (self._chain(folded[cut:], at) if joiner else ())
                if right and right[0] in JOINABLE:
                    return tuple(dict.fromkeys((*left, *right)))
        return ()

    def may_be_joined(self, folded: str, at: str) -> bool:
        """Whether a label that can be joined to another may stand at the beginning."""
        return self._table(at).may_begin_joined(folded)

    def _single(self, folded: str, at: str) -> Means:
        return self._table(at).means(folded, self.banks)

    def _table(self, at: str) -> LabelTable:
        """The label entries that may stand at a place."""
        found = self._places.get(at)
        if found is None:
            entries = [entry for entry in self.banks.entries("label") if at in entry.at]
            folded = {entry.id: dict.fromkeys(map(fold_label, entry.words)) for entry in entries}
            found = self._places[at] = LabelTable.of(entries, folded, JOINABLE)
        return found

    def by_parts(self, text: str) -> str | None:
        """What a label that no bank knows as a whole is about, by its parts (迟到早退扣罚 → score_rule)."""
        folded = fold_label(text)
        if not 1 < len(folded) <= LONGEST_LABEL or NO_NAME.search(text.strip(":： ")):
            return None
        for entry in self.banks.likely(self.banks.entries("label_part"), folded):
            if self.banks.search(entry, folded) is not None:
                return entry.means
        return None

    def note_unlabelled(self, line: str, joins: bool) -> None:
        """Remembers that no label stands in a line; ``joins``: one that goes on the line before."""
        keep(self._unlabelled, (line, joins), None)

    def is_unlabelled(self, line: str, joins: bool) -> bool:
        """Whether it is known of such a line that no label stands in it."""
        return (line, joins) in self._unlabelled

    def _label_source(self, at: str) -> str:
        """One alternation of all labels that may stand at a place, without anchors."""
        parts: list[str] = []
        for entry in self.banks.entries("label"):
            if at not in entry.at or entry.means == "blank" or entry.id in self._slow:
                continue
            if entry.pattern:
                parts.append(_bare(entry.pattern))
            else:
                parts.extend(sorted((re.escape(fold_label(word)) for word in entry.words), key=len, reverse=True))
        return "|".join(parts)

    def undelimited(self, value: str) -> list[Match[str]]:
        """The labels of forms that stand in running characters, the longest at each place."""
        try:
            return list(self._undelimited().finditer(value, timeout=self._seconds("inline")))
        except TimeoutError:
            self._leave_out("inline")
            self._label_pattern = None
            return self.undelimited(value)

    def _undelimited(self) -> Pattern[str]:
        if self._label_pattern is None:
            import regex

            entries = [e for e in self.banks.entries("label") if "inline" in e.at and e.id not in self._slow]
            words = sorted((word for entry in entries for word in entry.words), key=len, reverse=True)
            patterns = [_bare(entry.pattern) for entry in entries if entry.pattern]
            self._label_pattern = regex.compile("|".join((*patterns, *map(re.escape, words))))
        return self._label_pattern

    def _seconds(self, at: str) -> float | None:
        """The time limit where patterns of a user may stand at a place."""
        return USER_PATTERN_SECONDS if self._of_user[at] else None

    def _leave_out(self, at: str) -> None:
        """Takes the user's patterns out of the joined ones of a place, as no one can tell which took so long."""
        for entry in self._of_user[at]:
            self.banks.give_up(entry)
            self._slow.add(entry.id)
        self._of_user[at] = ()


# The points or the weight of a whole section behind its label: 考核（满分100分）：, 工作标准（占60%）.
_SHARE_TAIL = re.compile(
    r"[(（](?:满分|总分|基[本础]分|分值|权重|占|共|总?计|合计)?[为是:：]?\s*(?:(?P<total>1[025]0)|\d{1,3})\s*(?:分制?|[%％])"
    r"[)）]\s*[:：]?$"
)
APPENDED = re.compile(r"附件?\s*[:：]\s*(?=\S{2})")  # 「附：奖惩规定」
_ENGLISH_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])[(（/]?[a-z][a-z/&,.' -]{3,}[)）]?$")


# A title or built-in label holds one of these characters.
_HINT = (
    "岗位部门科姓职责责能标准要求办法则则细分奖罚扣权限资格历关系范围目的级属门名编号内容任务工作作说明规书表概述指标对象下上内外经验"
    "汇报姓周期总附则程序定义简介考核条件达线红不结果干做么执掌纪律"
)


def _hint_of(labels: Sequence[Entry]) -> Pattern[str]:
    """Characters of which each label holds one: those above, and what a user's labels need beside them.

    Of the built-in words few have none of these (绩效, 处理, 福利): they are labels only where they stand alone, and
    ordinary words in a sentence.
    """
    import regex

    hints = set(_HINT)
    for entry in labels:
        for word in entry.words if entry.user else ():
            if not hints & set(word):
                hints |= {word[0].lower(), word[0].upper()}
        if entry.user and entry.pattern:
            least = min(needs(entry.pattern), key=len, default=frozenset())
            if not least or any(len(one) > 1 for one in least):
                return regex.compile("")  # it may begin with anything
            hints |= least
    return regex.compile(f"[{''.join(map(regex.escape, sorted(hints)))}]")


def _bare(pattern: str) -> str:
    """A pattern without its anchors, fit to stand in an alternation."""
    inner = pattern
    if inner.startswith("^"):
        inner = inner[1:]
    if inner.endswith("$"):
        inner = inner[:-1]
    return f"(?:{inner})"
