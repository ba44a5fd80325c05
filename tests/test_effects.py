"""Consequences read from score rules, level cells and lead-ins; the sentences are invented."""

from __future__ import annotations

import pytest

from extractor import banks
from extractor.measure import Measurer
from extractor.model import Effect
from extractor.text import Text

MEASURER = Measurer(banks.load())


def said(effect: Effect) -> str:
    """An effect on one line: 「deduct 2 分 per 次」, 「other」."""
    parts = (effect.action, effect.amount, effect.unit, effect.per and f"per {effect.per}")
    return " ".join(str(part) for part in parts if part is not None)


def read(text: str, lead: str | None = None) -> list[str]:
    return [said(effect) for effect in MEASURER.effects(Text.of(text), Text.of(lead) if lead else None)]


POINTS = {
    "taken, with 不全 before": ("资料不全扣2分", ["deduct 2 分"]),
    "taken": ("上班串岗扣3分", ["deduct 3 分"]),
    "given": ("受表彰加5分", ["award 5 分"]),
    "in ideographs": ("脱岗一次扣一分", ["deduct 1 分 per 次"]),
    "a fraction": ("有灰尘扣0.5分", ["deduct 0.5 分"]),
    "a range": ("视情节扣1~5分", ["deduct (1, 5) 分"]),
    "tiers as a list": ("视情节分三档（1、3、5）扣分", ["deduct (1, 3, 5) 分"]),
    "with a sign": ("报表出错-1分/处", ["deduct 1 分 per 处"]),
    "without a number": ("资料不全的酌情扣分", ["deduct"]),
    "of Taiwan": ("逾时回复每次扣2点", ["deduct 2 点 per 次"]),
    "marks of Taiwan": ("违规停车每次记点1点，满6点停权一个月", ["deduct 1 点 per 次", "other"]),
    "from one to the other, the unit twice": ("备料不足扣3分—5分", ["deduct (3, 5) 分"]),
    "of the appraisal": ("台面有水渍扣考核分25分", ["deduct 25 分"]),
    "with a sign at the end": ("建议被采纳，+5", ["award 5 分"]),
    "with a sign and a blank": ("备份失败未处理，-10 分", ["deduct 10 分"]),
    "one for each prize": ("获一、二、三等奖的，分别加5分、3分、2分", ["award 5 分", "award 3 分", "award 2 分"]),
    "of an account": ("每篇译文授予0.5-1个积分", ["award (0.5, 1) 个积分 per 篇"]),
    "what can be had at most": ("每人最多可获得5个积分", []),
    "a list of examples before": ("不做闲事，如聊天，例如看报、听歌，违反一次扣2分", ["deduct 2 分 per 次"]),
    "tiers of severity": ("迟报扣1分，漏报扣2分", ["deduct 1 分", "deduct 2 分"]),
    "further places in a row": ("一等奖加5分，二等奖3分", ["award 5 分", "award 3 分"]),
    "a limit is none": ("每处扣1分，最多扣5分，扣完为止", ["deduct 1 分 per 处"]),
    "a limit alone is one": ("加分：最高10分", ["award 10 分"]),
    "a sum reached is a condition": ("累计扣分达到20分的，停岗培训", ["other"]),
}

MONEY = {
    "a fine": ("吸烟罚款50元", ["fine 50 元"]),
    "a reward": ("提合理化建议奖励100-500元", ["bonus (100, 500) 元"]),
    "the verb behind": ("处以200元的罚款", ["fine 200 元"]),
    "between two bounds": ("处以50元以上200元以下罚款", ["fine (50, 200) 元"]),
    "a cell alone": ("十元/次", ["fine 10 元 per 次"]),
    "a cell by the ticket": ("10元/票", ["fine 10 元 per 票"]),
    "a fault and its sum": ("迟到1分钟1元", ["fine 1 元 per 分钟"]),
    "a sum for each minute": ("晚归按每分钟一元惩罚", ["fine 1 元 per 分钟"]),
    "steps that are reckoned": ("迟到五分钟以内以1元计算", ["fine 1 元"]),
    "a share of the value": ("碰坏货架按进价50%赔偿", ["fine 50 %"]),
    "an allowance": ("带班人每月享受300元岗位津贴", ["bonus 300 元 per 月"]),
    "days of pay between two": ("私拆包裹罚1-3天工资", ["fine (1, 3) 天工资"]),
    "pay cut in half": ("两次投诉的当月绩效工资减半发放", ["fine"]),
    "pay not settled": ("不辞而别的不结算工资", ["fine"]),
    "no pay of that kind": ("得分低于60分无绩效奖金", ["fine"]),
    "one for each place": ("前三名分别奖励300元、200元、100元", ["bonus 300 元", "bonus 200 元", "bonus 100 元"]),
    "no unit": ("未交计划扣500", ["fine 500 元"]),
    "thousands": ("罚款1,500元", ["fine 1500 元"]),
    "ten thousands": ("一次性奖励1万元", ["bonus 10000 元"]),
    "as factories say it": ("未戴安全帽考核50元", ["fine 50 元"]),
    "a share of pay": ("扣除当月绩效奖金的10%", ["fine 10 %"]),
    "days of pay": ("旷工一天扣三天工资", ["fine 3 天工资"]),
    "pay without an amount": ("扣发当月奖金", ["fine"]),
    "damages": ("丢失工具照价赔偿", ["fine"]),
    "a multiple": ("经理违规双倍罚款", ["fine 2 倍"]),
    "a commission": ("按销售额的2%提成", ["bonus 2 %"]),
    "wages as such": ("底薪2000元", ["other"]),
    "a ladder": ("第一次罚款20元，第二次40元", ["fine (20, 40) 元"]),
    "a ladder that ends": ("首次罚款50元，第二次罚款100元，第三次开除", ["fine (50, 100) 元", "other"]),
    "a ladder with something else": (
        "一次扣款50元，第二次100元，第三次200元并停岗",
        ["fine (50, 100, 200) 元", "other"],
    ),
    "a multiple of pay": ("旷课一日扣当日津贴的三倍", ["fine 3 倍 per 日"]),
    "points and money": ("空岗一次，扣科室2分、个人50元", ["deduct 2 分 per 次", "fine 50 元 per 次"]),
    "the value of a thing": ("价值500元以上的物品须登记", []),
    "a limit by the shift": ("收银误差不超过5元/班", []),
}

OTHERS = {
    "levels with a colon": ("认真检查：8分，未检查：0分", ["grade 8 分", "grade 0 分"]),
    "levels in brackets": ("主动（9-10分），被动（0-5分）", ["grade (9, 10) 分", "grade (0, 5) 分"]),
    "points before the level": ("5分：熟练；3分：一般", ["grade 5 分", "grade 3 分"]),
    "grades of the whole are no levels": ("优（90-100分）、良（80-89分）", []),
    "raised": ("评为标兵的晋升一级工资", ["other"]),
    "the lowest level": ("15分以下：地面有积水", ["grade (0, 15) 分"]),
    "the whole responsibility": ("造成损失的由当事人负全责", ["other"]),
    "punished without a sum": ("偷吃食品的，视情节轻重给予相应惩罚", ["other"]),
    "what the holder does": ("店内出现问题，店长必须进行处理并解决", []),
    "a licence taken": ("第二次吊销驾驶证", ["other"]),
    "a post lost": ("连续三月末位的，免去组长职务", ["other"]),
    "no points by name": ("遗留5单以上该项0分", ["fail"]),
    "points at the end of a rule": ("能按时完成任务（8分）", ["grade 8 分"]),
    "pay in shares": ("85-94分，绩效工资发放90%", ["grade 90 %"]),
    "what a level earns": ("完成得5分，未完成得0分", ["grade 5 分", "grade 0 分"]),
    "no points beside a level that earns some": ("完成得5分，未完成不得分", ["grade 5 分", "fail"]),
    "coefficients": ("系数为1.2", ["grade 1.2 系数"]),
    "a letter": ("出现事故，结果均视为「C」", ["grade C"]),
    "no points at all": ("弄虚作假的，本月考核为零分", ["fail"]),
    "a veto": ("发生重大事故一票否决", ["fail"]),
    "not passed": ("年度考核不合格。", ["fail"]),
    "not passed as a condition": ("考核不合格，予以辞退", ["other"]),
    "no prize": ("取消当年评优资格", ["fail"]),
    "dismissed": ("收受回扣的予以辞退", ["other"]),
    "two of them": ("予以降薪、降档", ["other", "other"]),
    "by another rule": ("发生火灾，按公司规定处理", ["other"]),
    "held to account": ("泄密的追究法律责任", ["other"]),
    "what was suffered before": ("受到通报批评的，每次扣5分", ["deduct 5 分 per 次"]),
    "a mark on the record as a condition": ("受到警告处分的扣10分", ["deduct 10 分"]),
    "a mark and a sum": ("书面检讨并罚款50元", ["other", "fine 50 元"]),
    "once more is no step of a ladder": ("不合格扣1分，连续两次的加扣2分", ["deduct 1 分", "deduct 2 分"]),
    "an example": ("例如甲扣2分，乙扣3分", []),
}

RULES = {**POINTS, **MONEY, **OTHERS}


@pytest.mark.parametrize(("text", "wanted"), RULES.values(), ids=RULES)
def test_a_rule_states_its_effects(text: str, wanted: list[str]) -> None:
    assert read(text) == wanted


PER = {
    "一次 in front": ("迟到一次扣2分", "次"),
    "每次": ("未签字，每次扣1分", "次"),
    "每 with what happens": ("每发生一起事故扣5分", "起"),
    "behind a stroke": ("扣2分/人次", "人次"),
    "two behind strokes": ("罚款500元/次/项", "次/项"),
    "for each and each time": ("每人每次罚款20元", "人/次"),
    "days late": ("报表每迟交1天扣1分", "天"),
    "a counter goes before its period": ("每周少学习一次扣3分", "次"),
    "a period alone": ("每周未交计划扣500元", "周"),
    "a measured step": ("合格率每低0.1%扣2分", "0.1%"),
    "a step of money": ("每超1万元扣1分", "1万元"),
    "points of a per cent": ("每低1个百分点扣1分", "1个百分点"),
    "any counter behind 每": ("未清运的，每桶扣5元", "桶"),
    "a tier of severity": ("旷工一天罚款100元", None),
    "more than one": ("一个月2次延期扣200元", None),
    "the first time": ("第一次罚款50元", None),
    "passing at once": ("竣工验收一次合格，奖励500元", None),
    "a delay in advance": ("未提前一天请假的扣2分", None),
    "what is due every two weeks": ("教研每两周一次，缺席一次扣1分", "次"),
    "each run of a vehicle": ("晚点一小时以上每车次扣50元", "车次"),
    "how often it is due": ("每周清洁1次，无灰尘，否则扣5分", None),
    "each time though otherwise": ("每次收工清点工具，否则扣2分", "次"),
    "when it is due": ("每天10:00前清扫干净，未完成扣3分", None),
    "any one": ("违反任何一项扣10元", "项"),
    "half an hour": ("每多半个钟罚款10元", "半个钟"),
    "a step without a unit": ("连带率每低0.1扣2分", "0.1"),
    "two counters in a word": ("被子不叠一床次扣1分", "床次"),
    "each before a verb that begins alike": ("填写不清每处罚款20元", "处"),
}


@pytest.mark.parametrize(("text", "per"), PER.values(), ids=PER)
def test_an_effect_is_repeated_per(text: str, per: str | None) -> None:
    (effect,) = MEASURER.effects(Text.of(text))
    assert effect.per == per


def test_a_count_with_further_steps_is_a_tier() -> None:
    assert read("一项未做扣1分，二项未做扣3分") == ["deduct 1 分", "deduct 3 分"]


def test_a_joined_effect_keeps_the_repetition_and_a_later_one_does_not() -> None:
    effects = MEASURER.effects(Text.of("吸烟一次罚款50元，并扣2分，不制止的扣1分"))
    assert [effect.per for effect in effects] == ["次", "次", None]


def test_the_change_of_direction_keeps_the_step() -> None:
    assert read("每超过0.1%扣1分,降低0.1%奖1分") == ["deduct 1 分 per 0.1%", "award 1 分 per 0.1%"]


def test_a_lead_in_gives_its_effects_to_an_item_without_any() -> None:
    lead = "有下列情形之一的，每次扣2分："
    assert read("未唱收唱付；", lead) == ["deduct 2 分 per 次"]
    assert read("未归还钥匙的，扣5分；", lead) == ["deduct 5 分"]
    assert read("损坏设备的，照价赔偿；", lead) == ["deduct 2 分 per 次", "fine"]


def test_an_effect_has_its_condition_and_its_place() -> None:
    source = "二、上班睡觉的，罚款 50 元。"
    (effect,) = MEASURER.effects(Text.of(source, 2))
    assert effect.condition == "上班睡觉的"
    assert [source[a:b] for a, b in effect.spans] == ["罚款 50 元"]


def test_a_fine_without_a_unit_is_money() -> None:
    assert read("晚一天罚50") == ["fine 50 元 per 天"]


@pytest.mark.parametrize("text", ["损坏设备的，扣5分，并负赔偿责任。", "损坏设备的，扣5分或罚款20元。"])
def test_two_effects_of_one_condition(text: str) -> None:
    assert [effect.condition for effect in MEASURER.effects(Text.of(text))] == ["损坏设备的", "损坏设备的"]


def test_the_next_sentence_has_a_condition_of_its_own() -> None:
    effects = MEASURER.effects(Text.of("损坏设备的，扣5分。并罚款20元。"))
    assert [effect.condition for effect in effects] == ["损坏设备的", None]


LEVELS = {
    "a range": ("5-6分", ["grade (5, 6) 分"]),
    "one": ("6分", ["grade 6 分"]),
    "downwards": ("10~8", ["grade (8, 10) 分"]),
    "more than points": ("扣5分", []),
}


@pytest.mark.parametrize(("cell", "wanted"), LEVELS.values(), ids=LEVELS)
def test_a_level_cell_gives_a_grade(cell: str, wanted: list[str]) -> None:
    assert [said(effect) for effect in MEASURER.level_effects(Text.of(cell))] == wanted


STATES = {
    "points": ("少开一次会扣1分", True),
    "money": ("违者罚款50元", True),
    "a cell of money": ("十元/次", True),
    "pay lost": ("收受红包一经查实，扣发全年奖金", True),
    "damages": ("损坏公物的照价赔偿", True),
    "a veto": ("发生死亡事故一票否决", True),
    "no points": ("得0分", True),
    "a lead-in to dismissal": ("有下列行为之一的，予以辞退：", True),
    "a target in points": ("满意度评分达到80分以上", False),
    "分 in words": ("充分发挥部分员工分工协作的作用，分析市场", False),
    "fines to be handled": ("负责部门罚款管理和收缴工作", False),
    "pay to be reckoned": ("负责工资、奖金的核算与发放", False),
    "sums to be approved": ("审批5000元以下的费用支出", False),
    "damages to be handled": ("协助处理客户投诉和赔偿事宜", False),
    "dismissals to be handled": ("负责员工奖惩、辞退手续的办理", False),
    "points of a standard": ("按时参加会议（5分）", False),
    "加 in words": ("加强管理，参加培训", False),
}


@pytest.mark.parametrize(("text", "wanted"), STATES.values(), ids=STATES)
def test_a_consequence_is_stated_or_only_spoken_of(text: str, wanted: bool) -> None:
    assert MEASURER.states_consequence(text) is wanted
