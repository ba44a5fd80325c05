"""Whom a document speaks of where no heading says so: its title, its sentences, its file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from extractor.model import Node
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.lexicon import Title
    from extractor.recognise.walk import Walker

_STAFF = re.compile(
    r"全体(?:员工|职工|教职工|学生|人员)|(?<![安保健])全员"
    r"|(?:员工|职工(?!作)|职员|教职员|教职工)(?!手册|代表|大会|之家|食堂|宿舍|餐厅|活动)"
    r"|学生(?![会处科社干])|业主(?![委大])|会员(?![大代])|会員"
)
_WHOLE = re.compile(r"[本我全该各]?(?:部门|岗位|公司|企业|单位|集团|工厂|学校|医院|酒店|[厂校院店站司社所园])?的?")
_TELLS_APART = re.compile(r"[部店间组室科处班队线区房库楼台]$")  # 工程部职员, 门店员工
_ALL_POSTS = re.compile(r"(?:所有|全部|各|全体)(?:角色|岗位|人员|部门|成员)")
_OUGHT = re.compile(r"(?:应该?|必?须|不得|不准|需要?|负责)(?=[\u4e00-\u9fff])")
# A post is spoken of when it is the subject of at least this many sentences.
FEWEST_SENTENCES = 2
LONGEST_SUBJECT = 6
_ALL = ("全体", "所有")  # whoever all of them are, the text is about them: 全体保安人员必须…


def is_staff(words: str) -> bool:
    """Whether the words stand for all staff: 全员, 全体员工."""
    return bool(_STAFF.fullmatch(words.strip()) or _ALL_POSTS.fullmatch(words.strip()))


def names_staff(name: str) -> bool:
    """Whether a name is that of all staff, with no more in front than their company: 公司全体员工."""
    match = _STAFF.search(name)
    if match is None or match.end() < len(name) or match.start() > len("本公司"):
        return False
    front = name[: match.start()]
    return _WHOLE.fullmatch(front) is not None or _TELLS_APART.search(front) is None


def texts(node: Node) -> Iterator[Text]:
    """The texts of a node and all below it, those of tables included."""
    yield node.whole()
    for cell in node.cells:
        yield from texts(cell)
    for child in node.children:
        yield from texts(child)


# The lines of a document among which its title stands, behind what a site puts in front of it.
TITLE_LINES = 8


def titles(walker: Walker, root: Node) -> list[tuple[Text, Title]]:
    """The first lines that announce something of a manual, each with what it announces."""
    found = []
    for text in list(texts(root))[1 : 1 + TITLE_LINES]:
        title = walker.lexicon.title(text) if text.value[-1:] not in "。；;" else None
        if title is not None:
            found.append((text, title))
    return found


def announces(walker: Walker, root: Node, means: Collection[str]) -> bool:
    """Whether a title among the first lines announces something of the given kinds."""
    return any(not set(means).isdisjoint(title.means) for _, title in titles(walker, root))


def named_by_title(walker: Walker, root: Node) -> Text | None:
    """The post or body that the first lines name in front of a kind of document, or alone."""
    for _, title in titles(walker, root):
        if title.name is not None and title.kind is not None:
            return title.name
    for text in list(texts(root))[1:4]:
        if walker.lexicon.kind_of(text.value) is not None and not walker.lexicon.is_generic(text.value):
            return text
    return None


def subject_of_title(walker: Walker, root: Node) -> Text | None:
    """Whom or what the title of rules is about, where it names no post; staff whom a regulation addresses go first."""
    announced = titles(walker, root)
    if any("regulation" in title.means for _, title in announced) and (staff := addressed(root)) is not None:
        return staff
    subjects = (walker.lexicon.subject_in(title.name) for _, title in announced if title.name is not None)
    return next((subject for subject in subjects if subject is not None), None)


# What stands right before the one whom a sentence is about; behind a verb he is its object: 督促学生整理内务.
_BEFORE_SUBJECT = re.compile(
    r"(?:^|[\s，,。；;：:、（(“\"]|全体|所有|[本我全各该凡]|公司|部门|班组|车间|[厂校院店站司])$"
)


def addressed(root: Node, anywhere: bool = False) -> Text | None:
    """Whom rules for all staff address: the word for them that is oftenest the subject of a clause.

    Where a text does nothing but punish, its objects are meant as well (``anywhere``): 「扣当事员工2分」.
    """
    counts: Counter[str] = Counter()
    first: dict[str, Text] = {}
    for text in texts(root):
        for match in _STAFF.finditer(text.value):
            if not anywhere and _BEFORE_SUBJECT.search(text.value[max(match.start() - 2, 0) : match.start()]) is None:
                continue
            counts[match.group()] += 1
            first.setdefault(match.group(), text[match.start() : match.end()])
    return first[counts.most_common(1)[0][0]] if counts else None


def spoken_of(walker: Walker, root: Node, fewest: int = FEWEST_SENTENCES) -> Text | None:
    """The post that is the subject of several sentences."""
    counts: Counter[str] = Counter()
    first: dict[str, Text] = {}
    for text in texts(root):
        for match in _OUGHT.finditer(text.value):
            for size in range(2, min(LONGEST_SUBJECT, match.start()) + 1):
                name = text[match.start() - size : match.start()]
                all_of_them = text.value.endswith(_ALL, 0, match.start() - size)
                counts[name.value] += fewest if all_of_them else 1
                first.setdefault(name.value, name)
    posts = [
        (count, len(name), name)
        for name, count in counts.items()
        if count >= fewest and walker.lexicon.kind_of(name) == "role" and not _STAFF.fullmatch(name)
    ]
    posts.sort(reverse=True)
    return first[posts[0][2]] if posts else None


def defined(walker: Walker, root: Node) -> Text | None:
    """The post or body that a sentence says what it is: 「保健科属于医院下设的一级大科。」."""
    for text in texts(root):
        match = walker.lexicon.phrase("defines", text.value)
        if match is not None and walker.lexicon.kind_of(match.group("name")) is not None:
            return text[match.start("name") : match.end("name")]
    return None


def named_by_file(walker: Walker, file_name: str) -> str | None:
    """The post that the file's name names."""
    words = re.sub(r"^[\d\s._-]+|[\s_-]*[\d.（()）]+$", "", file_name).strip()
    title = walker.lexicon.title(Text.of(words))
    if title is not None and title.name is not None and title.kind is not None:
        return title.name.value
    return words if walker.lexicon.kind_of(words) is not None and not walker.lexicon.is_generic(words) else None


def announced_by_file(walker: Walker, file_name: str) -> bool:
    """Whether the file's name says that the file holds a post's duties."""
    title = walker.lexicon.title(Text.of(re.sub(r"^[\d\s._-]+|[\s_-]*[\d.（()）]+$", "", file_name).strip()))
    return title is not None and title.kind is not None and "duty" in title.means
