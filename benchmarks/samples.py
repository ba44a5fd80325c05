"""Writes the manuals that the speed figures are measured on: one invented text as Word, PDF and plain text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from corpus.make import printed, word

WORD_POSTS = 21  # give a Word file that LibreOffice prints on 30 pages
PLAIN_CHARACTERS = 300_000
GROWTH = (1, 10, 100)  # how often the text of growth stands in its files
_GROWTH_CHARACTERS = PLAIN_CHARACTERS // GROWTH[-1]
_SMALL_POSTS = 1

_PLACES = (
    "原料",
    "成品",
    "设备",
    "质检",
    "客服",
    "档案",
    "采购",
    "配送",
    "培训",
    "后勤",
    "印刷",
    "花卉",
    "染整",
    "茶叶",
)
_RANKS = ("主管", "专员", "班长", "经理", "管理员", "组长", "助理", "统计员")
_SURNAMES, _GIVEN = "柏阙宓蒯逄鞠昝庾", "予安清禾闻溪知远"
_DEEDS = ("负责", "组织", "协助部门经理完成", "编制", "检查", "参与", "定期整理", "建立并维护")
_THINGS = (
    "来货的清点与登记工作",
    "月度工作计划的落实",
    "现场的清洁和整顿",
    "客户来电的记录与回复",
    "设备的日常点检和保养",
    "新员工的上岗培训",
    "报表的汇总、核对和上报",
    "各类合同、凭证的保管",
    "仓位图的更新和账物的核对",
    "安全隐患的排查和整改",
)
_TAILS = (
    "，发现异常及时上报直接上级",
    "，做到账、卡、物相符",
    "，并于次日上班前交回记录",
    "，保证各项数据真实完整",
    "，配合相关部门做好衔接",
    "",
)
_STANDARDS = (
    "每月{day}日前提交上月报表",
    "来件在{hours}小时内登记，差错率不超过{small}%",
    "每周召开例会不少于{few}次",
    "客户满意度达到{large}%以上",
    "全年无安全事故，计划完成率≥{large}%",
    "每日{hour}:30前完成交接并签字",
)
_RULES = (
    "每迟交1天扣{few}分，扣完为止",
    "发现一次不符合要求扣{few}分，造成损失的罚款{money}元",
    "每低1个百分点扣0.5分，低于{large}%不得分",
    "受到客户书面表扬一次奖励{money}元",
    "未按规定登记的，每次扣{few}分；情节严重的通报批评",
)


def paths(folder: Path) -> dict[str, Path]:
    """Where each input lies below the folder."""
    names = {"word": "manual.docx", "pdf": "manual.pdf", "small": "small.docx", "plain": "plain.txt"}
    names |= {f"x{times}": f"x{times}.txt" for times in GROWTH}
    return {name: folder / file for name, file in names.items()}


def documents(folder: Path) -> dict[str, Path]:
    """Writes every input into the folder (which must be there); their paths by name."""
    made = paths(folder)
    lines = list(_manual(random.Random(1), WORD_POSTS))
    word(lines, made["word"])
    printed(lines, made["pdf"])
    word(list(_manual(random.Random(2), _SMALL_POSTS)), made["small"])
    made["plain"].write_text(plain(PLAIN_CHARACTERS, 3), "utf-8")
    once = plain(_GROWTH_CHARACTERS, 4)
    for times in GROWTH:
        made[f"x{times}"].write_text(once * times, "utf-8")
    return made


def plain(size: int, seed: int) -> str:
    """At least ``size`` characters of a manual as plain text, whole posts, no two the same."""
    source = random.Random(seed)
    posts: list[str] = []
    while sum(map(len, posts)) < size:
        posts.append("".join(f"{line}\n" for line in _plain_post(source, len(posts) + 1)))
    return "".join(posts)


# ------------------------------------------------------------------ what a manual says


def _manual(source: random.Random, posts: int) -> Iterator[str]:
    """The lines of a Word file in the notation of ``corpus/make.py``: forms, lists and scoring tables in turn."""
    yield "{header 北麓茶染工坊岗位说明书}"
    yield "# 岗位职责与考核办法汇编"
    for number in range(1, posts + 1):
        post = _post(source, number)
        yield f"## {post}岗位说明书"
        yield from _form(source, post)
        yield "{restart}"
        yield "@1 岗位职责"
        for _ in range(3):
            yield f"@2 {source.choice(_PLACES)}管理"
            yield from (f"@3 {_duty(source)}" for _ in range(3))
        yield "@1 工作标准"
        yield from (f"@2 {_standard(source)}。" for _ in range(3))
        yield "@1 考核办法"
        yield from _scores(source)
    yield "考核得分90分以上为优秀，80-89分为良好，60-79分为合格，60分以下为不合格。"


def _form(source: random.Random, post: str) -> Iterator[str]:
    yield f"| 岗位名称 | {post} | 所属部门 | {source.choice(_PLACES)}部 |"
    yield f"| 直接上级 | {_post(source, 1)} | 直接下级 | {_post(source, 2)}、{_post(source, 3)} |"
    yield f"| 任职资格 | 大专以上学历，{source.randint(1, 6)}年以上同类工作经验//熟悉{source.choice(_THINGS)} | < | < |"


def _scores(source: random.Random) -> Iterator[str]:
    yield "| 序号 | 考核项目 | 考核标准 | 评分办法 | 分值 |"
    for row in range(1, 7):
        project = source.choice(_PLACES) + "管理" if row % 2 else "^"
        yield f"| {row} | {project} | {_standard(source)} | {_rule(source)} | {source.randint(5, 20)} |"


def _plain_post(source: random.Random, number: int) -> Iterator[str]:
    """The lines of a post in plain text."""
    yield f"{_post(source, number)}岗位职责"
    yield f"所属部门：{source.choice(_PLACES)}部"
    yield f"直接上级：{_post(source, number + 1)}"
    yield f"任职人：{source.choice(_SURNAMES)}{source.choice(_GIVEN)}"
    yield "一、岗位职责"
    yield from (f"{k}、{_duty(source)}" for k in range(1, 10))
    yield "二、工作标准"
    yield from (f"（{k}）{_standard(source)}。" for k in "一二三四五")
    yield "三、考核办法"
    yield from (f"{k}. {_rule(source)}。" for k in range(1, 6))


def _post(source: random.Random, number: int) -> str:
    return source.choice(_PLACES) + _PLACES[number % len(_PLACES)] + source.choice(_RANKS)


def _duty(source: random.Random) -> str:
    return f"{source.choice(_DEEDS)}{source.choice(_PLACES)}{source.choice(_THINGS)}{source.choice(_TAILS)}。"


def _standard(source: random.Random) -> str:
    return _filled(source, source.choice(_STANDARDS))


def _rule(source: random.Random) -> str:
    return _filled(source, source.choice(_RULES))


def _filled(source: random.Random, form: str) -> str:
    return form.format(
        day=source.randint(1, 28),
        hours=source.choice((2, 4, 8, 24, 48)),
        hour=source.randint(8, 18),
        small=source.randint(1, 5),
        few=source.randint(1, 5),
        large=source.randint(80, 99),
        money=source.choice((20, 50, 100, 200)),
    )
