"""The columns of a table: what their headers say, and what unknown ones hold by the look of their cells."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.model import Table
from extractor.recognise.drafts import LAYERS
from extractor.text import Text

if TYPE_CHECKING:
    from extractor.recognise.walk import Walker

# How somebody is reached: telephone numbers, mail addresses, pages.
_CONTACT = re.compile(r"^[\d*xX+()（）/ -]{7,}$|^\S+@\S+\.\w+$|^(?:https?://|www\.)\S+$")
# What is given or taken, and nothing else: +5, -50元/次, 扣2分.
_SIGNED = re.compile(r"^[+＋\-－−加扣减罚奖]\s*\d+(?:\.\d+)?\s*[分元]?(?:\s*[/／]\s*\S{1,4})?$")
_DIGITS = re.compile(r"^[\d.\s%％分(（)）]+$")
_TARGET = re.compile(
    r"[≥≤><]|以上|以下|以内|不低于|不少于|达到?\s*\d|\d\s*[%％]|每[日天周月季年].{0,8}前|无(?:差错|投诉|事故|违规)|零"
)

# An unknown column takes the layer that at least this share of its cells shows; below it the columns beside decide.
JUDGED_SHARE = 0.5


@dataclass(slots=True)
class Column:
    """A column of the header in force: the grid columns it covers and what it holds."""

    start: int
    end: int
    role: str | None
    known: bool  # by its header, not by its cells
    header: Text
    indicator: bool = False  # names indicators whose targets stand in another column
    part: str | None = None  # what a part of the header says, where no bank knows the whole
    level: bool = False  # says what one level of performance looks like; its header gives the points


def judge_columns(columns: list[Column], rows: list[list[tuple[int, str]]], walker: Walker) -> None:
    """Gives roles to columns whose header no bank knows, by what stands under them."""
    _give_headers(columns, rows)
    _part_rules(columns, rows, walker)
    _find_duties(columns, rows, walker)
    words = [column for column in columns if LEVEL_WORD.match(column.header.value)]
    for column in words if len(words) >= FEWEST_LEVELS else []:
        column.role, column.level = "score_rule", True
    for column in columns:
        if _LEVEL.match(column.header.value) or _LEVEL_OF_ONE.match(column.header.value):
            column.role, column.level = "score_rule", True
        if column.role in ("points", "weight") and _most(_NO_NUMBER, _cells(column, rows)):
            column.role = None  # words under a header of numbers: the headers have slipped by a column
        if column.role == "points" and _graded(_cells(column, rows)):
            column.role = "grade"
        if column.role in ("points", "standard") and _most(_SIGNED, _cells(column, rows)):
            column.role = "score_rule"
        if column.role == "target":
            column.role = _target(column, columns, _cells(column, rows))
        if column.role is not None:
            continue
        column.role = _role(_cells(column, rows), columns, column, walker)
    _explained(columns, rows)
    _weigh_indicators(columns)
    _describe_levels(columns)


def _weigh_indicators(columns: list[Column]) -> None:
    """Of two columns of topics before weights and rules, the second names the indicators that are weighed."""
    roles = {column.role for column in columns}
    topics = [column for column in columns if column.role == "group"]
    if {"weight", "score_rule"} <= roles and not roles & {"standard", "duty", "target"} and len(topics) > 1:
        topics[-1].role = "standard"


def _describe_levels(columns: list[Column]) -> None:
    """What stands before the points of the levels says how each looks, if nothing else is a duty, standard or rule."""
    if any(column.role in LAYERS and column.known for column in columns):
        return
    for before, column in itertools.pairwise(columns):
        if column.role == "grade" and (before.role in ("group", None) or not before.known):
            before.role = "score_rule"


# The header of a level: 优（9-10分）, 良好8-6分, A(90~100).
LEVEL_WORD = re.compile(
    r"^(?:优秀?|良好?|中等?|一般|尚可|合格|及格|称职|基本称职|较?差|不合格|不及格|不称职|[A-Ea-e][级档等]?)$"
)
FEWEST_LEVELS = 3  # levels without points are believed where so many stand beside each other
# One number makes a level only behind its word: 优（20分）, 差(6).
_LEVEL_OF_ONE = re.compile(rf"{LEVEL_WORD.pattern.removesuffix('$')}\s*[（(]\s*\d{{1,3}}\s*分?\s*[）)]$")
_LEVEL = re.compile(r"^[^\d（(]{0,4}[（(]?\s*\d{1,3}\s*分?\s*[-~～—–至到]\s*\d{1,3}\s*分?\s*[）)]?$")


def _explained(columns: list[Column], rows: list[list[tuple[int, str]]]) -> None:
    """Beside rules and without standards, a column 说明 that is filled throughout says what is looked for."""
    roles = {column.role for column in columns}
    if "score_rule" not in roles or roles & {"standard", "duty", "target"}:
        return
    for column in columns:
        cells = _cells(column, rows)
        filled = sum(sum(bool(value) for _, value in row) > 1 for row in rows)  # a row of one cell is a section's
        if _EXPLAINS.match(column.header.value) and len(cells) >= filled > 0 and _mean(cells) >= SHORTEST_EXPLAINED:
            column.role = "standard"
            return


_EXPLAINS = re.compile(r"^(?:指标|项目)?(?:说明|解释|描述)$")
SHORTEST_EXPLAINED = 4.0  # characters on the whole; remarks left here and there are shorter, or not in every row


def _give_headers(columns: list[Column], rows: list[list[tuple[int, str]]]) -> None:
    """A header over topics whose items stand in the column behind, which has none, is that column's."""
    for column, behind in itertools.pairwise(columns):
        topics, items = _mean(_cells(column, rows)), _mean(_cells(behind, rows))
        if column.role in LAYERS and not behind.header.value and topics and items > TOPIC_TIMES * topics:
            behind.role, behind.known, column.role = column.role, True, "group"


# Items are so many times longer than the topics before them: 3 in the one table seen, 0 where the column is empty.
TOPIC_TIMES = 1.5
_OF_WORK = re.compile(r"\s*(?:工作|职责|任务|服务|业务)")  # 工作项目 may be duties, 考核项目 never are
# Names of indicators and topics are shorter than duties: the longest mean of a column of them is 7.
SHORTEST_DUTIES = 8.0


def _find_duties(columns: list[Column], rows: list[list[tuple[int, str]]], walker: Walker) -> None:
    """Of columns called topics one may hold the duties; of two called duties the short one holds topics."""
    means = {id(column): _mean(_cells(column, rows)) for column in columns}
    topics = [column for column in columns if _most(_WORTH, _cells(column, rows))]  # points are given to topics
    for column in topics:
        column.role = "group" if column.role == "duty" else column.role
    duties = [column for column in columns if column.role == "duty"]
    if len(duties) > 1 and 2 * means[id(duties[0])] < means[id(duties[-1])]:
        duties[0].role = "group"
    for column in columns:
        others = column.role != "group" or not _OF_WORK.match(column.header.value)
        if (
            others
            or column in topics
            or means[id(column)] < SHORTEST_DUTIES
            or any(duty.start > column.start for duty in duties)
        ):
            continue  # topics stand before their duties
        cells = _cells(column, rows)
        if duties or sum(map(walker.lexicon.starts_with_verb, cells)) >= JUDGED_SHARE * len(cells):
            column.role = "duty"
            duties.append(column)


_WORTH = re.compile(r".*[（(]\s*\d{1,3}(?:\.\d)?\s*分\s*[）)]$")


def _mean(cells: list[str]) -> float:
    return sum(map(len, cells)) / len(cells) if cells else 0.0


def _part_rules(columns: list[Column], rows: list[list[tuple[int, str]]], walker: Walker) -> None:
    """Of two columns called rules, one that states no consequences holds the standards.

    Where another column is called standards, the longer of the two holds them: the other names topics in front
    (考核内容, 考核要求, 扣分标准), or says behind how it is found out (工作要求, 考核方法, 评分标准).
    """
    rules = [column for column in columns if column.role == "score_rule"]
    stated = [column for column in rules if _states(column, rows, walker)]
    if not stated or len(stated) == len(rules):
        return
    called = next((column for column in columns if column.role == "standard"), None)
    for column in (column for column in rules if column not in stated):
        if called is None:
            column.role = "standard"
            continue
        mine, theirs = (_mean(_cells(one, rows)) for one in (column, called))
        if column.start > called.start and mine > TOPIC_TIMES * theirs:
            called.role, column.role = "group", "standard"
            called = column
        elif mine * TOPIC_TIMES < theirs:
            column.role = "blank"


def _states(column: Column, rows: list[list[tuple[int, str]]], walker: Walker) -> bool:
    """Whether the cells of a column state consequences."""
    cells = _cells(column, rows)
    return sum(map(walker.states_consequence, cells)) >= JUDGED_SHARE * len(cells)


# Targets in words (「每月25日完成全盘」) are standards themselves; values (「≥98%」「每季至少5条」) are shorter.
LONGEST_TARGET = 11.0


def _target(column: Column, columns: list[Column], cells: list[str]) -> str:
    """A column of targets: the indicator beside it is the standard then; alone, or in words, it is one itself."""
    if cells and sum(map(len, cells)) / len(cells) > LONGEST_TARGET:
        return "standard"
    groups = [other for other in columns if other.role == "group" and other.start < column.start]
    if groups and not any(other.role in ("duty", "standard") for other in columns):
        groups[-1].role = "standard"
        groups[-1].indicator = True
        return "target"
    return "target" if any(other.indicator for other in columns) else "standard"


def _cells(column: Column, rows: list[list[tuple[int, str]]]) -> list[str]:
    return [value for row in rows for at, value in row if column.start <= at < column.end and value]


def _most(pattern: re.Pattern[str], cells: list[str]) -> bool:
    """Whether the pattern fits more than JUDGED_SHARE of the cells."""
    return sum(bool(pattern.match(cell)) for cell in cells) > JUDGED_SHARE * len(cells)


def _graded(cells: list[str]) -> bool:
    """Whether a column of points says what each level of performance earns: 9-10分, 6-8分, 0-5分."""
    ranges = sum(bool(_RANGE.search(cell)) for cell in cells)
    taken = any(map(_TAKEN.match, cells)) and any(map(_NO_POINTS.match, cells)) and not _most(_SIGNED, cells)
    return taken or (ranges >= 2 and ranges >= GRADED_SHARE * len(cells))


# Of the points of graded levels at least this share are ranges; points that a standard is worth never are.
GRADED_SHARE = 0.3
# No standard is worth less than nothing: 5, 0, -5 beside each other are what its levels earn.
_TAKEN = re.compile(r"^[-−－]\s*\d")
_NO_POINTS = re.compile(r"^0\s*分?$")
_NO_NUMBER = re.compile(r"[^\d一二三四五六七八九十百]{2}(?![\d:：≤≥])|一般$")
_RANGE = re.compile(r"^\d+(?:\.\d+)?\s*分?\s*[-~～—–至到]\s*\d+(?:\.\d+)?\s*分?")


def _role(cells: list[str], columns: list[Column], column: Column, walker: Walker) -> str | None:
    if not cells:
        return "blank"
    size = len(cells)
    if (role := _role_by_form(cells, column)) is not None:
        return role
    if sum(walker.states_consequence(cell) for cell in cells) >= JUDGED_SHARE * size:
        return "score_rule"
    if column.part is not None and column.part not in ("points", "weight"):
        return column.part
    named = any(other.role == "duty" for other in columns) and column.start > 0
    names = 0 if named else sum(walker.lexicon.kind_of(cell) is not None for cell in cells)
    if names > JUDGED_SHARE * size and not any(other.role == "name" for other in columns):
        return "name"
    roles = {other.role for other in columns}
    if "score_rule" in roles and not roles & {"standard", "duty", "name"} and sum(map(len, cells)) > 5 * size:
        return "standard"
    return _role_by_wording(cells, roles, walker)


def _role_by_form(cells: list[str], column: Column) -> str | None:
    """What a column of addresses or of numbers holds; None for words."""
    if _most(_CONTACT, cells):
        return "blank"
    if _most(_SIGNED, cells):
        return "score_rule"
    if _most(_DIGITS, cells):
        counted = "points" if any("分" in cell for cell in cells) else "blank"
        return column.part if column.part in ("points", "weight", "score_rule") else counted
    return None


def _role_by_wording(cells: list[str], roles: set[str | None], walker: Walker) -> str | None:
    """The layer that most cells of a column look like."""
    size = len(cells)
    if sum(walker.lexicon.starts_with_verb(cell) for cell in cells) >= JUDGED_SHARE * size:
        return "standard" if "duty" in roles else "duty"
    if sum(bool(_TARGET.search(cell)) or walker.lexicon.says("target", cell) for cell in cells) >= JUDGED_SHARE * size:
        return "standard"
    mean = sum(map(len, cells)) / size
    if mean > 12:
        return "standard" if roles & {"duty", "score_rule"} else "duty"
    return "group" if mean >= 2 else None


def empty(table: Table) -> bool:
    """Whether no cell of the table holds any word."""
    return not any(paragraph.text.value for cell in table.cells for paragraph in cell.paragraphs())
