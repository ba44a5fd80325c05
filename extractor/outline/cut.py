"""Where labels and titles stand in a line: between the places where one may begin and those where one may end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractor.lexicon import LONGEST_TITLE, Lexicon, Title
from extractor.outline.marks import Mark
from extractor.text import Text

# A mark of this strength at the beginning of a line is no part of a label (n、 （1） 一、 are; 「5 」 may be).
SURE_MARK = 0.8

LabelKind = Literal["title", "section", "field"]

_END_OF_SENTENCE = re.compile(r"[。；;！!？?]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
_COLON = re.compile(r"[:：]")
_SECTION = frozenset(
    {
        "duty",
        "standard",
        "score_rule",
        "outcome",
        "authority",
        "qualification",
        "kpi",
        "relation",
        "internal",
        "external",
        "outside",
        "manual",
    }
)
# What a form says of a post in front of a value, and labels that say nothing of it.
FIELDS = frozenset(
    {"name", "department", "reports_to", "subordinates", "level", "code", "holder", "summary", "ignore", "blank"}
)
_LAYERS = frozenset({"duty", "manual"})
_WEAK = frozenset(
    {("standard",), ("manual",), ("manual", "regulation")}
)  # layers whose short labels make titles of ordinary phrases
_NO_NAME = re.compile(r"[，,。；;:：的是]|职责|标准|办法|考核|工作|根据|进行|[一二三四五六七八九十两\d]+次|以上|以下")
_INNER_LABEL = re.compile(r"(?:职责|说明书?|考核指标|工作标准|考核办法|管理制度)(?=.{2,})")
# The longest name in front of a label in the titles seen has 14 characters; longer ones were lists of names.
LONGEST_TITLE_NAME = 16


@dataclass(frozen=True, slots=True)
class Label:
    """A stretch that says what comes behind it, colon included."""

    start: int
    end: int
    kind: LabelKind
    means: tuple[str, ...]
    title: Title | None = None
    leads_in: bool = False  # a sentence that ends in 如下: it names a unit, but heads no more than its own list


def labels(text: Text, found: list[Mark], lexicon: Lexicon, alone: bool = True) -> list[Label]:
    """The titles and labels of a line, in order, given its candidate enumerators.

    ``alone``: a stretch behind others that reaches the end of the line may be a heading without any colon, which it is
    not where the line breaks for want of room.
    """
    value = text.value
    ends = sorted({mark.start for mark in found if mark.start and mark.strength >= 0.5} | {len(value)})
    colons = [match.start() for match in _COLON.finditer(value)]
    sure = {mark.start for mark in found if mark.strength >= SURE_MARK}
    starts = sorted(
        {0}
        | {mark.end for mark in found}
        | {match.end() for match in _END_OF_SENTENCE.finditer(value)}
        | {colon + 1 for colon in colons}
    )
    starts = sorted({*(start for start in starts if start not in sure), *_fields_run_in(value, colons, lexicon)})
    lead_ends = {0} | {mark.end for mark in found if mark.family != "bullet" and mark.strength >= SURE_MARK}
    lead_ends |= {end + 1 for end in lead_ends if value[end : end + 1] == " "}
    out: list[Label] = []
    done = 0
    queue = list(starts)
    while queue:
        start = queue.pop(0)
        while start < len(value) and value[start] == " ":
            start += 1
        if start < done or start >= len(value) or start in sure:
            continue
        label = _label_from(text, start, ends, colons, lexicon, alone, lead_ends)
        if label is not None:
            out.append(label)
            done = label.end
            behind = {mark.end for mark in found if mark.start == label.end}
            lead_ends |= {label.end} | behind | {end + 1 for end in behind}
            queue.insert(0, label.end)
            inner = _fields_inside(value, label.end, colons, lexicon, ends)
            out.extend(inner)
            done = inner[-1].end if inner else done
    return out


def _label_from(
    text: Text, start: int, ends: list[int], colons: list[int], lexicon: Lexicon, alone: bool, lead_ends: set[int]
) -> Label | None:
    value = text.value
    end = next((e for e in ends if e > start), len(value))
    colon = next((c for c in colons if start < c < end), None)
    for stop, closed in ((colon, True), (end, False)):
        if stop is None or not 1 < stop - start <= LONGEST_TITLE:
            continue
        piece = text[start:stop]
        if piece.value[-1] in "。；;." and start in lead_ends:
            means = lexicon.label(piece.value.rstrip("。；;. "), "heading")
            if means and means[0] in ("duty", "standard", "score_rule"):
                return Label(start, stop, "section", means)
        if not lexicon.hints_at_label(piece.value) or _END_OF_SENTENCE.search(piece.value):
            continue
        if not closed and stop == len(value) and start and not alone:
            continue
        after = stop + 1 if closed else stop
        whole = after == len(value) and start in lead_ends
        label = _classified(piece, start, after, closed, lexicon, whole)
        label = label or (_before_field(piece, start, lexicon) if closed else None)
        if label is not None:
            return label
    titled = _before_blank(text, end, lexicon) if start == 0 else None
    titled = titled or _named_again(text, start, end, lexicon)
    return titled or (_run_in(text, start, end, lexicon) if start in lead_ends else None)


# A title is looked for before so many of the blanks that a line was cleaned of: characters set apart have one each.
FIRST_BLANKS = 3


def _before_blank(text: Text, end: int, lexicon: Lexicon) -> Label | None:
    """The title of a post with a blank behind it, in a line that goes on: 「门卫考核细则 履职情况(80分) …」."""
    gaps = [gap for gap in text.gaps(1) if gap < min(end, LONGEST_TITLE)]
    for gap in gaps[:FIRST_BLANKS]:
        piece = text[:gap]
        if not lexicon.hints_at_label(piece.value) or _END_OF_SENTENCE.search(piece.value):
            continue
        label = _classified(piece, 0, gap, False, lexicon)
        if label is not None and label.title is not None and label.title.kind is not None:
            return label
    return None


LONGEST_BEFORE_NAME = 22  # characters of a title that its own name follows
SHORTEST_BEFORE_NAME = 4


def _named_again(text: Text, start: int, end: int, lexicon: Lexicon) -> Label | None:
    """The title of a post that runs into a sentence about it: 「站长的岗位职责站长对全站负责…」."""
    value = text.value
    last = min(start + LONGEST_BEFORE_NAME, end - SHORTEST_SENTENCE)
    stop = value.find(value[start : start + 2], start + SHORTEST_BEFORE_NAME, last + 2)
    if stop < 0 or not lexicon.hints_at_label(value[start:stop]):
        return None
    label = _classified(text[start:stop], start, stop, False, lexicon)
    name = label.title.name if label is not None and label.title is not None else None
    return label if name is not None and value.startswith(name.value, stop) else None


# A run-in heading is followed by a sentence of at least this many characters; shorter rests were parts of the heading.
SHORTEST_SENTENCE = 10
SUBJECT = 2  # a label of so many characters is a word that a sentence can begin with
_SENTENCE_BEGINS = re.compile(
    r"(?:为(?!优|良|合格|不合格|称职|不称职|差)|本(?!部门|岗)|在|根据|按照?|通过|由|以(?![上下内外前后及])|我们|公司|企业|该|受|经|每|凡|随着|一个|下面)"
)


_MAY_RUN_IN = re.compile(
    r"[为本在根按通由以我公企该受经每凡随一下是]|的[工考业绩表]"
)  # how _SENTENCE_BEGINS begins, 是
_SUBJECT_IS = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:是|的(?=工作|考核|业绩|绩效|表现))")


def _run_in(text: Text, start: int, end: int, lexicon: Lexicon) -> Label | None:
    """A heading that runs into its own sentence: 「办公室人员岗位考核为了落实…」."""
    value = text.value
    last = min(start + 22, end - SHORTEST_SENTENCE)
    if _MAY_RUN_IN.search(value, start + 2, last + 10) is None:
        last = min(last, start + 4)
    for stop in range(last, start + 1, -1):
        subject = _SUBJECT_IS.match(value, stop)
        if not _SENTENCE_BEGINS.match(value, stop) and subject is None:
            run_in = stop - start <= 4 and lexicon.label(value[start:stop], "sentence")
            if not run_in or not lexicon.starts_with_verb(value[stop : stop + 12]):
                continue
        piece = text[start:stop]
        if re.search(r"[，,、。；;:：]|^[本该此]", piece.value):
            continue
        if len(piece) == SUBJECT and value[stop] == "由":
            continue  # 「考核由站长组织实施」 is a sentence from its first word on
        label = _classified(piece, start, stop, False, lexicon)
        if label is None or (label.kind == "field" and label.means != ("summary",)):
            continue
        if subject is not None and not _is_subject(subject.group(1), label, lexicon):
            continue
        if label.title is None or label.title.name is None or label.title.kind is not None:
            return label
    return None


def _is_subject(name: str, label: Label, lexicon: Lexicon) -> bool:
    """Whether a sentence that a heading runs into is about whom the heading names, or about a post."""
    if label.title is not None and label.title.name is not None:
        named = label.title.name.value
        return name in (named, named[-len(name) :], named[: len(name)])
    return lexicon.kind_of(name) is not None


# A line is a form run together where so many fields with a colon stand right behind other words.
FEWEST_RUN_IN = 2
LONGEST_FIELD = 6


def _fields_run_in(value: str, colons: list[int], lexicon: Lexicon) -> set[int]:
    """Where the fields of a form begin that is run together: 「…岗位名称：园长所属部门：幼儿园…」."""
    if len(colons) <= FEWEST_RUN_IN:
        return set()
    found = set()
    for colon in colons:
        for size in range(LONGEST_FIELD, SHORTEST_FIELD - 1, -1):
            begin = colon - size
            if begin > 0 and set(lexicon.single(value[begin:colon], "field")) & FIELDS:
                found.add(begin)
                break
    return found if len(found) >= FEWEST_RUN_IN else set()


# 「工作协作部门」 is no heading 工作协作 before the field 部门.
SHORTEST_FIELD = 4


def _before_field(piece: Text, start: int, lexicon: Lexicon) -> Label | None:
    """A heading with a field label right behind it: 「部门职责部门名称:」."""
    value = piece.value
    for cut in range(max(len(value) - 8, 2), len(value) - SHORTEST_FIELD + 1):
        if set(lexicon.single(value[cut:], "field")) & FIELDS:
            label = _classified(piece[:cut], start, start + cut, False, lexicon)
            if label is not None:
                return label
    return None


def _classified(piece: Text, start: int, end: int, closed: bool, lexicon: Lexicon, whole: bool = False) -> Label | None:
    """What a stretch means; an unknown name makes a title only where the stretch is the ``whole`` line."""
    section = lexicon.label(piece.value, "heading")
    if section and section[0] in _SECTION and len(set(section) & {"duty", "standard", "score_rule"}) < 2:
        return Label(start, end, "section", section)
    field = lexicon.label(piece.value, "field") if closed else section
    if field:
        return Label(start, end, "section" if field[0] in _SECTION else "field", field)
    title = lexicon.title(piece)
    if title is not None and title.name is not None:
        shift = _last_name(title.name, lexicon)
        start, title = start + shift, lexicon.title(piece[shift:]) if shift else title
    if title is None or not is_title(title, lexicon, whole, start, closed):
        return None
    several = len(set(title.means) & {"duty", "standard", "score_rule"}) > 1
    kind: LabelKind = "title" if title.name or title.body or title.generic or several else "section"
    return Label(start, end, kind, title.means, title, _LEADS_IN.search(piece.value) is not None)


_LEADS_IN = re.compile("如[下左][:：]?$")
_CLAUSE = re.compile(r".*第\s*[一二三四五六七八九十百\d]{1,4}\s*[条章节]\s*")  # in front of a name: 第 4 条
SHORTEST_LAST_NAME = 3  # characters of a name that runs on from another


def _last_name(name: Text, lexicon: Lexicon) -> int:
    """Where the last of several names or titles run together begins: 「…、驾驶员办公室主任」 → 办公室主任."""
    value = name.value
    inner = [match.end() for match in _INNER_LABEL.finditer(value)]
    if inner and inner[-1] < len(value):
        return inner[-1]
    clause = _CLAUSE.match(value)
    if clause and lexicon.kind_of(value[clause.end() :]) is not None:
        return clause.end()
    if len(name) <= LONGEST_TITLE_NAME:
        return 0
    for cut in range(len(value) - 2, 1, -1):
        apart = len(value) - cut >= SHORTEST_LAST_NAME  # 「仓库管理员」 is no 库管 and a 理员
        front = value[max(cut - 3, 0) : cut]
        if apart and lexicon.kind_of(front) == "role" and lexicon.kind_of(value[cut:]) is not None:
            return cut if value[cut] not in "(（" else 0
        if value[cut - 1] in "、，, " and lexicon.kind_of(value[cut:]) is not None:
            return cut
    return 0


# The longest name of no known kind behind an enumerator and in front of a label and a colon: 常务会议, 监督小组会.
LONGEST_UNKNOWN_NAME = 8


def is_title(title: Title, lexicon: Lexicon, whole: bool, piece_start: int, closed: bool = False) -> bool:
    """Whether the words in front of the label can be a name; ``closed``: a colon ends the label."""
    if title.name is None:
        return True
    if whole and set(title.means) == {"outside"}:
        return True
    name = title.name.value
    if title.kind is not None:
        return len(name) <= LONGEST_TITLE_NAME
    if (
        not whole
        or (piece_start and (not closed or len(name) > LONGEST_UNKNOWN_NAME))
        or title.means in _WEAK
        or re.search(r"[\d\s]", name)
        or len(name) > LONGEST_TITLE_NAME
        or lexicon.never_name(name)
        or lexicon.starts_with_verb(name)
        or not set(title.means) & _LAYERS
    ):
        return False
    return not _NO_NAME.search(name)


def _fields_inside(value: str, start: int, colons: list[int], lexicon: Lexicon, ends: list[int]) -> list[Label]:
    """Further field labels in the value of a label: 「直接上级:总经理直接下级:…」."""
    stop = next((e for e in ends if e >= start), len(value))
    out: list[Label] = []
    for colon in colons:
        if not start < colon <= stop:
            continue
        for size in range(12, 1, -1):
            begin = colon - size
            if (
                begin < start
                or value[begin] in "()（）[]【】.．、，, "
                or (size < 4 and not _may_begin_short(value, start, begin, lexicon))
            ):
                continue
            means = lexicon.single(value[begin:colon], "field")
            if means:
                kind: LabelKind = "field" if means[0] in FIELDS else "section"
                out.append(Label(begin, colon + 1, kind, means))
                start = colon + 1
                break
    return out


def _may_begin_short(value: str, start: int, begin: int, lexicon: Lexicon) -> bool:
    """Whether a label of two or three characters may begin: behind a blank or a mark, or behind a whole name.

    「职称：庶务组长姓名：陈某」; in 「岗位名称：…」 no 名称 begins.
    """
    return begin == start or value[begin - 1] in " ，,；;。" or lexicon.kind_of(value[start:begin].strip()) is not None
