"""What a name is, by the banks: a post, a body, a person, or a word that names nobody in particular."""

from __future__ import annotations

import re
from typing import TypeVar

from extractor.banks import Banks, fold_label
from extractor.model import UnitKind
from extractor.text import Text

# In ideographs, folded, without brackets and English behind: the longest name of a post in the manuals has 15.
LONGEST_NAME = 24

_PIECE = re.compile(r"[^\s，,、|｜/【】\[\]（）()—:：-]{2,}")
_SYMBOL = re.compile(r"[A-Za-z]\s+[-–—]\s+\S")  # 「AssignLeader - 指定组长」 is an operation of a program
_BRANCH = re.compile(r"(?<=[\u4e00-\u9fff])\s+[-–—]\s+(?=\S)")  # 收银员 - 夜班
# 各班组长; 分管安全的副矿长; 服务员/服务生
_OF_POSTS = re.compile(
    r"各([^、，/]{3,12})|(?:分管|主管|协管)[^，、/]{2,12}的([^的，、/]{2,10})|([^、，/]{2,8})/[\u4e00-\u9fff]{2,6}"
)
POINTS_TAIL = re.compile(r"[(（][^（）()]{0,6}\d{1,3}\s*(?:分|%)[)）]$")  # 考核(满分20分)
NO_NAME = re.compile(r"^责|[，,。；;！!？?]|[下左]列|以下|互[选推]|[:：].|^[\d.]+\s")


class Names:
    """The banks' names of posts, bodies and persons, ready for look-ups."""

    def __init__(self, banks: Banks) -> None:
        self.banks = banks
        self._kinds: dict[str, UnitKind | None] = {}
        self._grades = frozenset(banks.words("grade"))
        self._no_persons = frozenset(word for entry in banks.entries("person", "no_person") for word in entry.words)

    def kind_of(self, name: str) -> UnitKind | None:
        """Whether a short phrase is the name of a post or of a body; None where it is neither."""
        found = self._kinds.get(name, "?")
        if found == "?":
            found = self._kind_of(name) or ("role" if self._names_posts(name) else None)
            keep(self._kinds, name, found)
        return found  # type: ignore[return-value]

    def _kind_of(self, name: str) -> UnitKind | None:
        if POINTS_TAIL.search(name):
            return None  # 指导培养教师(满分3分) is a topic of an appraisal
        bare = _without_brackets(name)
        if bare != name and (kind := self.kind_of(bare)) is not None:
            return kind
        branch = _BRANCH.search(name)
        if branch and (kind := self.kind_of(name[: branch.start()])) is not None:
            return kind
        folded = fold_label(name)
        if not 1 < len(folded) <= LONGEST_NAME or "的" in folded or self.never_name(folded):
            return None
        if self.is_generic(folded) or NO_NAME.search(name) or _SYMBOL.search(name):
            return None
        if "、" in name and any(self.kind_of(part) is None for part in name.split("、")):
            return None  # 银行、税务局 are not one body
        for entry in self.banks.likely(self.banks.entries("name"), folded):
            if entry.means in ("role", "word", "department") and self.banks.search(entry, folded):
                return "department" if entry.means == "department" else "role"
        return None

    def _names_posts(self, name: str) -> bool:
        """Whether a post stands behind words that say which of its holders: 各班组长, 服务员/服务生."""
        match = _OF_POSTS.fullmatch(name)
        return match is not None and self.kind_of(match[match.lastindex or 0]) == "role"

    def is_word(self, name: str) -> bool:
        """Whether a name is an ordinary word as well (测试, 策划), which is no post where it merely stands alone."""
        return self.banks.found(self.banks.entries("name", "word"), fold_label(name))

    def is_grade(self, word: str) -> bool:
        """Whether a word is the name of a grade (优, 合格)."""
        return word in self._grades

    def is_person(self, name: str) -> bool:
        """Whether a word looks like a person's name."""
        if name in self._no_persons:
            return False
        for entry in self.banks.entries("person", "person"):  # any() takes half as long again  # noqa: SIM110
            if self.banks.search(entry, name) is not None:
                return True
        return False

    def is_generic(self, name: str) -> bool:
        """Whether the words name no post and no body in particular (各部门, 企业)."""
        return self.banks.found(self.banks.entries("name", "generic"), fold_label(name))

    def speaks_of_several(self, name: str) -> bool:
        """Whether generic words stand for a group that can have duties of its own: 各部门, 领导班子."""
        return self.banks.found(self.banks.entries("name", "several"), fold_label(name))

    def post_inside(self, text: Text) -> Text | None:
        """The post that a longer heading speaks of: 「【北京】某公司急招 测试工程师，两名」."""
        for match in _PIECE.finditer(text.value):
            piece = text[match.start() : match.end()]
            for entry in self.banks.entries("name", "sought"):
                front = self.banks.search(entry, piece.value)
                piece = piece[front.end() :] if front else piece
            if self.kind_of(piece.value) == "role" and not self.is_generic(piece.value):
                return piece
        return None

    def subject_in(self, text: Text) -> Text | None:
        """Whom or what a title of rules is about: 「文明寝室卫生检查评分标准」."""
        for entry in self.banks.entries("name", "subject"):
            found = list(self.banks.finditer(entry, text.value))
            if found:
                return text[found[-1].start() : found[-1].end()]
        return None

    def is_collective(self, name: str) -> bool:
        """Whether a name is that of all holders of several posts: 干部, 委员."""
        return self.banks.found(self.banks.entries("name", "collective"), fold_label(name))

    def without_company(self, name: Text) -> Text:
        """The name less a company's in front of it."""
        for entry in self.banks.entries("name", "company"):
            match = self.banks.search(entry, name.value)
            if match and match.end() < len(name) - 1:  # of 中小学校长 no 长 is left
                return name[match.end() :].strip()
        return name

    def never_name(self, folded: str) -> bool:
        """Whether a phrase begins as no name does (负责…, 对…)."""
        return self.banks.found(self.banks.entries("verb", "never_name"), folded)


# Look-ups kept of each kind, of some 200 bytes each; a text of 300,000 characters makes 20,000 of labels.
LOOKUPS_KEPT = 50_000
_Key = TypeVar("_Key")
_Found = TypeVar("_Found")


def keep(known: dict[_Key, _Found], key: _Key, found: _Found) -> None:
    """Keeps a look-up, and forgets the others where there are too many."""
    if len(known) >= LOOKUPS_KEPT:
        known.clear()
    known[key] = found


def _without_brackets(name: str) -> str:
    """The name less what stands in brackets or in English at its end: 电商部经理(运营) is a 经理."""
    return re.sub(r"\s*[（(][^（）()]*[)）]\s*$|(?<=[\u4e00-\u9fff)）])\s*[A-Za-z][A-Za-z .,/&'-]*$", "", name)
