"""What a heading means and whose it is, by the banks; what the phrases of the banks say of a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.banks import Banks, fold_label
from extractor.labels import APPENDED, Labels, Means
from extractor.model import UnitKind
from extractor.names import LONGEST_NAME, keep
from extractor.text import Text

if TYPE_CHECKING:
    from regex import Match, Pattern

    from extractor.banks import Entry

# A longer line is no title: the longest of 1,900 headings and labels of the manuals has 37 characters.
LONGEST_TITLE = 60

# Behind a label of this many characters another one begins anew (工作标准|职权); shorter ones join (职责权限).
SHORTEST_CLOSED_LABEL = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A heading that says what stands under it, and perhaps whose it is."""

    means: Means  # the layers (or fields) announced: duty, standard, score_rule, manual …
    name: Text | None  # the post or body in front of the label
    kind: UnitKind | None  # of that name
    generic: bool  # a name that names nobody (各部门, 企业)
    body: Text | None = None  # a body in front of a generic name (IT部各岗位…)
    holders: tuple[Text, ...] = ()  # the persons behind the name
    several: Text | None = None  # the words of a generic name that speaks of several: 各部门, 领导班子


class Lexicon(Labels):
    """The banks' labels, titles, names and phrases, ready for look-ups."""

    def __init__(self, banks: Banks) -> None:
        super().__init__(banks)
        self._unit_names: dict[str, bool] = {}  # whether a text names a unit
        self._phrases: dict[str, tuple[Entry, ...]] = {}
        self._duty_verbs = banks.entries("verb", "duty")
        self._title: tuple[Pattern[str], Pattern[str]] | None = None

    # ------------------------------------------------------------------ titles

    def title(self, text: Text) -> Title | None:
        """The heading taken apart into a name and what is announced of it; None where nothing is announced."""
        value = text.value
        if not 1 < len(value) <= LONGEST_TITLE:
            return None
        if counted := _COUNTED.match(value) or APPENDED.match(value):
            return self.title(text[counted.end() :])
        kept = [i for i, char in enumerate(value) if char not in _MARKS]
        folded = unicodedata.normalize("NFKC", "".join(value[i] for i in kept)).lower()
        if len(folded) != len(kept) or len(folded) < 2:
            return None
        remark = _REMARK.search(value)
        if remark and (front := self.title(text[: remark.start()])) is not None and front.kind is not None:
            return front
        match = self._title_match(folded)
        if match is None:
            return self._with_name_behind(text)
        means = self._title_means(self._announced(match, kept))
        end = match.end("name")
        while end and folded[end - 1] in "的之和及与其各":
            end -= 1
        if not end:
            return Title(means, None, None, False)
        name = _cut(text, kept[0], kept[end - 1] + 1)
        if folded[end : match.end("name")] in ("各", "的各", "之各") and self.kind_of(name.value) == "department":
            return Title(means, None, None, True, name)  # 「前厅部各岗位职责」; 「前厅部及各岗位职责」 is about both
        return self._named(means, name)

    def _with_name_behind(self, text: Text) -> Title | None:
        """「员工考核表（收银员）」「考核表——收银员」: a kind of document with the post behind it."""
        match = _IN_BRACKETS.search(text.value)
        if match is None or self.kind_of(match.group("name")) is None or self.is_generic(match.group("name")):
            return None
        front = self.title(text[: match.start()])
        name = text[match.start("name") : match.end("name")]
        return None if front is None else Title(front.means, name, self.kind_of(name.value), False)

    @staticmethod
    def _announced(match: Match[str], kept: list[int]) -> list[str]:
        """The labels of a title; of two that nothing joins, the second is a section of the first: 「工作标准职权」."""
        labels, spans = match.captures("label"), match.spans("label")
        for k in range(len(spans) - 1, 0, -1):
            before, after = spans[k - 1], spans[k]
            joined = after[0] != before[1] or kept[after[0]] - kept[before[1] - 1] != 1
            if not joined and len(labels[k - 1]) >= SHORTEST_CLOSED_LABEL and not labels[k].startswith("权"):
                return labels[k:]
        return labels

    def _named(self, means: Means, name: Text) -> Title | None:
        period = _PERIOD_TAIL.search(name.value)
        name = name[: period.start()] if period else name
        folded = fold_label(name.value)
        if self.is_generic(folded):
            return Title(means, None, None, True, several=name if self.speaks_of_several(name.value) else None)
        parted = _PARTED.match(name.value)
        if parted and self.kind_of(parted.group("body")) == "department":
            return Title(means, name[: parted.end("body")], "department", False)
        for word in ("部门", "科室"):
            if folded.endswith(word) and self.kind_of(folded[: -len(word)]) == "department":
                name = name[: name.value.rfind(word)].strip()
        if folded.endswith("岗位") and self.kind_of(folded[:-2]) == "role":
            name = name[: name.value.rfind("岗位")].strip()  # 「机关干部岗位管理办法」
        for k in range(len(folded) - 1, 1, -1):
            if folded[k] in "各所全" and self.is_generic(folded[k:]) and self.kind_of(folded[:k]) == "department":
                width = name.value.find(folded[k:])
                return Title(means, None, None, True, name[:width] if width > 0 else None)
        year = _YEAR.match(name.value)
        less = self.without_company(name[year.end() :] if year else name)
        if less is not name and self.is_generic(less.value):
            return Title(means, None, None, True)
        name, holders = self.post_and_persons(less)
        set_up = _SET_UP.match(name.value)
        if set_up and self.kind_of(set_up.group("post")) == "role":
            body = name[: set_up.end("body")] if self.kind_of(set_up.group("body")) == "department" else None
            return Title(means, name[set_up.start("post") : set_up.end("post")], "role", False, body)
        kind = self.kind_of(name.value)
        front = self._post_in_front(name) if kind is None else None
        if front is not None:
            return Title(means, front, "role", False, holders=holders)
        return Title(means, name if name.value else None, kind, False, holders=holders)

    def _post_in_front(self, name: Text) -> Text | None:
        """The post in front of what a document is about: 「仓管员库存管理」."""
        for end in range(len(name) - 2, 2, -1):
            front, topic = name.value[:end], name.value[end:]
            if self.kind_of(front) == "role" and self.banks.found(self.banks.entries("name", "topic"), topic):
                return name[:end]
        return None

    def _title_means(self, labels: list[str]) -> Means:
        found: dict[str, None] = {}
        for label in labels:
            for means in self._single(label, "title"):
                if means == "regulation":
                    found["manual"] = None  # of the kinds of manual the one of rules
                found[means] = None
        return tuple(found)

    def _title_match(self, folded: str) -> Match[str] | None:
        """The match of a whole title; a user's patterns that take too long are left out from there on."""
        pattern, ends = self._title_patterns()
        limit = self._seconds("title")
        try:
            return pattern.fullmatch(folded, timeout=limit) if ends.match(folded, timeout=limit) else None
        except TimeoutError:
            self._leave_out("title")
            self._title = None
            return self._title_match(folded)

    def _title_patterns(self) -> tuple[Pattern[str], Pattern[str]]:
        """The pattern of a whole title, and of its end, which tells in an eighth of the time where there is none."""
        if self._title is None:
            self._title = _title_patterns(self._label_source("title"))
        return self._title

    # ------------------------------------------------------------------ posts and persons

    def names_unit(self, text: Text) -> bool:
        """Whether a line is nothing but the name of a post or body, perhaps with its holders."""
        found = self._unit_names.get(text.value)
        if found is None:
            name, _ = self.post_and_persons(text)
            found = self.kind_of(name.value) is not None
            keep(self._unit_names, text.value, found)
        return found

    def post_and_persons(self, text: Text) -> tuple[Text, tuple[Text, ...]]:
        """A post and the persons behind it: 「仓库主任:张三」「班长 赵六」「班长（责任人：赵六）」."""
        contact = _CONTACT.search(text.value)
        text = text[: contact.start()] if contact else text
        labelled = _LABELLED_PERSONS.search(text.value)
        if labelled and self.label(labelled["label"], "field")[:1] == ("holder",):
            return text[: labelled.start()].strip(), _list_of(text[labelled.start("who") : labelled.end("who")])
        match = _POST_AND_PERSONS.match(text.value)
        if match is None and self.kind_of(text.value) is None:
            value, last = text.value, self._last_word(text.value)
            single = _SEPARATORS.search(value, last) is None  # one word behind every cut
            for cut in range(min(len(value) - 2, LONGEST_NAME), last, -1):
                behind = [value[cut:]] if single else [word for word in _SEPARATORS.split(value[cut:]) if word]
                if all(map(self.is_person, behind)) and self.kind_of(value[:cut]) == "role":
                    return text[:cut], _list_of(text[cut:])
        if match is None or self.kind_of(match.group(1)) != "role":
            return text, ()
        people = _list_of(text[match.start(2) : match.end(2)])
        known = all(self.is_person(person.value) for person in people)
        return (text[: match.end(1)], people) if people and known else (text, ())

    def _last_word(self, value: str) -> int:
        """Where the last word of a list begins if it is no person: no list of persons begins before. Else 1."""
        begin, end = 0, len(value)
        for match in _SEPARATORS.finditer(value):
            begin, end = (match.end(), end) if match.end() < len(value) else (begin, match.start())
        return begin if begin > 1 and not self.is_person(value[begin:end]) else 1

    # ------------------------------------------------------------------ wording

    def starts_with_verb(self, text: str) -> bool:
        """Whether a text begins as duties do (负责, 协助, 组织 …)."""
        return self.banks.found(self._duty_verbs, text)

    def says(self, means: str, text: str) -> bool:
        """Whether a phrase of the given meaning stands in the text."""
        entries = self._phrases.get(means)
        if entries is None:
            entries = self._phrases[means] = self.banks.entries("phrase", means)
        return self.banks.found(entries, text)

    def phrase(self, means: str, text: str) -> Match[str] | None:
        """Where the first phrase of the given meaning that stands in the text does so."""
        found = (self.banks.search(one, text) for one in self.banks.likely(self.banks.entries("phrase", means), text))
        return next((match for match in found if match is not None), None)


_MADE: dict[str, Lexicon] = {}


def lexicon(banks: Banks) -> Lexicon:
    """The look-ups over these banks, made once for each set of banks."""
    found = _MADE.get(banks.digest)
    if found is None:
        found = _MADE[banks.digest] = Lexicon(banks)
    return found


_YEAR = re.compile(r"(?:19|20)?\d{2}年度?(?=.{2})")
_PERIOD_TAIL = re.compile(r"(?<=.{2})(?:每[月周日天季年]|[月季年]度|半年度?|日常)$")  # 「店长每月考核」
_CONTACT = re.compile(
    r"[\s,，;；]*[（(]?(?:联系)?(?:电话|手机号?|联系方式)[:：]?\s*[\dxX*×-]{3,}[)）]?$|[\s,，:：]+1\d{10}$"
)
_LABELLED_PERSONS = re.compile(r"[（(](?P<label>[^（）():：]{2,6})[:：](?P<who>[^（）():：]{2,})[)）]$")
# The number of a table or a supplement in front of its title: 表1 , 附表2：.
_COUNTED = re.compile(
    r"(?:附?[表件录]|续表)\s*[\d一二三四五六七八九十]+(?:[-.－]\d+)*\s*[:：、.]?\s*(?=\S)"
    r"|篇\s*[\d一二三四五六七八九十]{1,3}\s*[:：]\s*(?=\S)|[一二三四五六七八九十]{1,3}\s+(?=\S{4})"
)
_IN_BRACKETS = re.compile(r"(?:[（(]|[—–―]+\s*|--+\s*)(?P<name>[^（）()—–―-]{2,12})[)）]?\s*$")
_REMARK = re.compile(
    r"[（(](?:针对|适用|仅|包括|含|以|根据|按)[^（）()]{2,20}[)）][:：]?$"
)  # 「…说明书（针对不同职责）」
_POST_AND_PERSONS = re.compile(r"^(.{2,20}?)\s*[:：—(（ -]\s*(.+?)\s*[)）]?$")
_SET_UP = re.compile(r"^(?P<body>.*?)[置设](?P<post>.{2,10}?)各?[一二三四五六七八九十\d若]{1,2}干?人[，,]?$")
# 「秘书室分设四科，」 and 「第一组置组长、副组长各一人，」 are about the body.
_PARTED = re.compile(
    r"^(?P<body>.{2,12}?)(?:(?:[分下内]设|设置?有?|置)[一二三四五六七八九十两\d]{1,3}[个個]?[科组股室处课部]"
    r"|[置设][^，,]{2,6}、[^，,]{2,12}[一二三四五六七八九十\d若]{1,2}干?人)[，,]?.{0,2}$"
)
_SEPARATORS = re.compile(r"[、,，;；/\s]+")
_LIST_ENDS = re.compile(r"[、,，;；/\s]+|$")


def _list_of(text: Text) -> tuple[Text, ...]:
    """The words of a list."""
    parts: list[Text] = []
    at = 0
    for match in _LIST_ENDS.finditer(text.value):
        parts.append(text[at : match.start()])
        at = match.end()
    return tuple(part for part in parts if part.value)


_MARKS = frozenset("【】[]〔〕()（）〈〉《》「」『』“”\"'‘’:：;；,，.。、·•*#_=~-—…!！?？| \t\u3000\xa0◆●■★▲")


def _title_patterns(labels: str) -> tuple[Pattern[str], Pattern[str]]:
    import regex

    chain = f"(?P<label>{labels})(?:(?:以及|[和及与并或的])?(?P<label>{labels}))*"
    tail = (
        r"(?:(?:分列)?如[下左]|是什么|有哪些|[(（]?(?:精选|集合|合集|通用|汇总|优秀|最新|推荐|必备|热门)\d*篇?[)）]?|篇[一二三四五六七八九十\d]+|试行|草案|修订版?|暂行|范本|模板|范文|汇编|汇总|大全|一览表|表|\d{1,4}年?版?"
        r"|年度|第?[一二三四\d]{0,2}(?:月[份度]?|季度?)|[上下]半年度?"
        r"|\d*篇|第?[一二三四五六七八九十\d]+[篇版部分]*|通用|通用版|最新|[a-z]?\d*)*"
    )
    whole = regex.compile(f"(?:关于|附件\\d*|附)?(?P<name>.{{0,30}}?)(?:{chain}){tail}")
    return whole, regex.compile(f"(?r)(?:{labels}){tail}")  # (?r) matches from the end backwards


def _cut(text: Text, start: int, end: int) -> Text:
    """The stretch with the bracket that closes one opened in it."""
    value = text.value
    for opened, closed in ("()", "（）", "【】", "《》"):
        inside = value[start:end]
        if inside.count(opened) > inside.count(closed) and value[end : end + 1] == closed:
            end += 1
    return text[start:end].strip()
