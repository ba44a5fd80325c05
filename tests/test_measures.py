"""Targets read from standards, rules, cells and headers; the sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import banks
from extractor.measure import Measurer
from extractor.model import Layer, Measure
from extractor.text import Text

MEASURER = Measurer(banks.load())


def said(measure: Measure) -> str:
    """A measure on one line: 「>= 90 %」, 「by 12-10 every year」, 「= 2 per week」."""
    forms = {
        "quantity": f"{measure.op} {measure.value} {measure.unit}",
        "duration": f"within {measure.op} {measure.value} {measure.unit}",
        "deadline": f"by {measure.by} every {measure.every}",
        "frequency": f"{measure.op} {measure.times} per {measure.every}",
        "points": f"points {measure.value}",
        "weight": f"weight {measure.value} {measure.unit}",
    }
    return forms[measure.kind]


def read(text: str, layer: Layer = "standard") -> list[str]:
    return [said(measure) for measure in MEASURER.measures(Text.of(text), layer)]


QUANTITIES = {
    "a lower bound behind": ("优良率90%以上", [">= 90 %"]),
    "a lower bound in front": ("覆盖率不低于95%", [">= 95 %"]),
    "达 is a lower bound": ("处方合格率达99%", [">= 99 %"]),
    "a share as it is": ("账实相符率100%", ["= 100 %"]),
    "upper bounds in both ways": ("损耗率控制在1.2%以内，退货率≤3%", ["<= 1.2 %", "<= 3 %"]),
    "strict bounds": ("故障率低于2%，合作门店超过20家", ["< 2 %", "> 20 家"]),
    "per cents in words": ("出席率达百分之八十", [">= 80 %"]),
    "per mille in words": ("差错率控制在千分之三以内", ["<= 3 ‰"]),
    "a range": ("库温2～8℃", ["in (2, 8) ℃"]),
    "a middle and its margin": ("室温22±2℃", ["in (20, 24) ℃"]),
    "a margin": ("重量误差正负5克以内", ["+- 5 克"]),
    "below zero": ("冷冻温度-18℃以下", ["<= -18 ℃"]),
    "points of a survey": ("满意度测评85分以上", [">= 85 分"]),
    "a standard's own points": ("按时参加会议（5分）", ["points 5"]),
    "large sums": ("备件金额不超过60万元", ["<= 600000 元"]),
    "a bound that a verb parts from its number": ("至少培养2名接班人", [">= 2 名"]),
    "an amount for a period": ("每月新增客户3家", ["= 3 家"]),
    "a rate": ("人均培训40小时/年", ["= 40 小时/年"]),
    "nothing of what is counted": ("台账无差错", ["= 0 差错"]),
    "several things that there are to be none of": ("地面无纸屑、烟头", ["= 0 纸屑", "= 0 烟头"]),
    "a shared head keeps a list together": ("无迟到、早退现象", ["= 0 迟到、早退现象"]),
    "零 in front": ("全年零投诉", ["= 0 投诉"]),
    "nil as a value": ("重大事故为零", ["= 0 重大事故"]),
    "a rate of nil": ("漏报率为0", ["= 0 %"]),
    "nil of a counter": ("当日遗留为0单", ["= 0 单"]),
    "several that come to nothing": ("错单、漏单为零", ["= 0 错单", "= 0 漏单"]),
    "a share and its margin": ("含水率12%±1%", ["in (11, 13) %"]),
    "tenths": ("合格率达九成五以上", [">= 95 %"]),
    "a fraction in words": ("出席不少于三分之二", [">= 0.6667 None"]),
    "a fraction of something": ("家访不少于全班学生的三分之一", [">= 0.3333 None"]),
    "a fraction in digits": ("桶内垃圾不得超过2/3", ["<= 0.6667 None"]),
    "a ratio without a unit": ("库存周转率≥12", [">= 12 None"]),
    "a bound behind without a unit": ("点评星级4.5以上", [">= 4.5 None"]),
    "a limit that the word holds": ("库内限速5公里/小时", ["<= 5 公里/小时"]),
    "states behind a list": ("门窗无积灰、蛛网、窗台干净", ["= 0 积灰", "= 0 蛛网"]),
    "none is good enough": ("巾面无明显污渍为合格", ["= 0 明显污渍"]),
    "none that is bad though not is in it": ("仪表无不合格项", ["= 0 不合格项"]),
    "words between the bound and its number": ("每月至少 review 4 个补丁", [">= 4 个"]),
}

NO_TARGETS = {
    "names of methods": "参加5S检查，执行ISO9001文件",
    "years and articles": "依据2020年版规程第三十六条",
    "a watch round the clock": "电话保持24小时畅通",
    "cases told apart": "5000元以上的支出须经批准",
    "an exception": "若超过三天须报经理同意",
    "a level by name": "达到CMMI3",
    "an order": "周五第三节为班会",
    "a formula": "得分=完成数/计划数×100%",
    "无 in other words": "无故、无论、无需、畅通无阻",
    "无误 that is almost so": "内容基本无误",
    "a target without a number": "在规定时间内完成，达到公司要求",
    "which period, not how often": "制定每月计划",
    "a breach, not a target": "迟到、早退30分钟以内",
    "something that ought to be there": "派件单无签收人签字",
    "whom, not what": "无不良嗜好的员工优先",
    "a case named behind its bound": "不良比例≥50%为批量不良",
    "a time named behind its bound": "温度高于-18℃时立即报修",
    "the step of a penalty": "每降低1%",
    "a penalty": "备料不足扣3—5分",
    "a rate over some months": "一个月内出现三次以上",
    "how often is left open": "走廊每天清洁数次",
    "a duration and a sum": "五分钟以上5元计算",
    "an idiom": "一定要一视同仁，十分重视",
}

TIMES = {
    "a day of the year": ("每年11月20日前报送", ["by 11-20 every year"]),
    "a month of the year": ("每年四月修订手册", ["by 04 every year"]),
    "the first month": ("每年元月十日前上报", ["by 01-10 every year"]),
    "two months": ("每年6月、12月体检", ["by 06 every year", "by 12 every year"]),
    "a day of the month": ("次月5日前结账", ["by 05 every month"]),
    "days of the month": ("每月20-25日盘点", ["by 20-25 every month"]),
    "a later day of the same month": ("每月20日填表，27日前提交", ["by 20 every month", "by 27 every month"]),
    "the end of the month": ("每月底前对账", ["by 月底 every month"]),
    "days before an end": ("每季度末前5天提交", ["by 季度末前5天 every quarter"]),
    "an order within": ("每月第1个工作日报送", ["by 第1个工作日 every month"]),
    "days after an end": ("每月结束后5日内报送", ["by 结束后5日内 every month"]),
    "a weekday": ("每周五下班前提交周报", ["by 5 every week"]),
    "weekdays": ("每周二、四巡查", ["by 2 every week", "by 4 every week"]),
    "midnight": ("每天晚上12点前锁门", ["by 24:00 every day"]),
    "a time of day": ("每天下午5点前上报", ["by 17:00 every day"]),
    "a time without 每天": ("8:30前开门", ["by 08:30 every day"]),
    "a point of the day": ("下班前关闭电源", ["by 下班前 every day"]),
    "once": ("12月10日前完成搬迁", ["by 12-10 every None"]),
    "yearly though 每 is left out": ("12月10日前编制下年度计划", ["by 12-10 every year"]),
    "so many times": ("每月检查不少于四次", [">= 4 per month"]),
    "a period alone": ("每天打扫卫生间", ["= 1 per day"]),
    "periods of several units": ("每两周一次", ["= 1 per 两周"]),
    "morning and evening": ("每天早晚各巡查一次", ["= 2 per day"]),
    "a period for two numbers": ("每月查房1次、学习2次", ["= 1 per month", "= 2 per month"]),
    "as a rate": ("回访2次/月", ["= 2 per month"]),
    "by adverb": ("按月汇总", ["= 1 per month"]),
    "of two periods": ("每周、月下达计划", ["= 1 per week", "= 1 per month"]),
    "within": ("在二个月内办结", ["within <= 2 month"]),
    "within workdays": ("1个工作日内回复", ["within <= 1 workday"]),
    "in advance": ("提前半小时到岗", ["within >= 0.5 hour"]),
    "minutes before": ("上班前50分请假", ["within >= 50 minute"]),
    "the next day": ("夜间到货第二天必须入库", ["within <= 1 day"]),
    "at once done": ("15分钟到场", ["within <= 15 minute"]),
    "so long before something": ("合同到期前30天提醒", ["within >= 30 day"]),
    "days in a row": ("每月10、20、30日报送", ["by 10 every month", "by 20 every month", "by 30 every month"]),
    "a weekday with its hour": ("周报每周五18:00前提交", ["by 5 every week"]),
    "every few hours": ("每2小时巡逻一次", ["= 1 per 2小时"]),
    "twice in a day": ("每天上午、下午各清扫一次", ["= 2 per day"]),
    "thrice in a day": ("每天早、中、晚各测量一次", ["= 3 per day"]),
    "a second thing as often": ("烟缸每日擦拭1次，换水1次", ["= 1 per day", "= 1 per day"]),
    "so long before a point of the day": ("每天下班前30分钟清洁", ["by 下班前30分钟 every day"]),
    "every few days": ("每3日清洁1次", ["= 1 per 3日"]),
    "the point of the day with a number": ("每晚熄灯后巡查两次", ["= 2 per day"]),
    "after the shift": ("燃气每日班后检查", ["by 班后 every day"]),
    "meals": ("早餐7:00、午餐11:30开餐", ["by 07:00 every day", "by 11:30 every day"]),
    "letters for minutes": ("响应时间 ≤ 5 min", ["within <= 5 minute"]),
    "letters for hours": ("48h内复盘", ["within <= 48 hour"]),
    "so long before, told behind": ("请假须于3天前告知", ["within >= 3 day"]),
    "samples kept": ("留样48小时", ["within = 48 hour"]),
    "a time of watching is no bound": ("一个月内不重复发生", []),
}

TEXT = {**QUANTITIES, **TIMES, **{name: (text, []) for name, text in NO_TARGETS.items()}}


@pytest.mark.parametrize(("text", "wanted"), TEXT.values(), ids=TEXT)
def test_a_standard_states_its_targets(text: str, wanted: list[str]) -> None:
    assert read(text) == wanted


RULES = {
    "a target before its breach": ("每月25日前上报，逾期一天扣1分", ["by 25 every month"]),
    "a share before its breach": ("合格率达到98%，每低1%扣2分", [">= 98 %"]),
    "the condition of a penalty": ("迟到15分钟以上扣2分", []),
    "the condition of a grade": ("完成率95%以上得10分", []),
    "what earns a reward": ("全月无差错的，奖励200元", ["= 0 差错"]),
    "limits of points": ("此项基本分为0分，累计不超过8分", []),
    "what went wrong": ("长短款超过50元", []),
    "a target before otherwise": ("污渍停留不超过30分钟，否则扣13分", ["within <= 30 minute"]),
    "a lower bound before its breach": ("收入年增长不低于5%，每差1个百分点扣1分", [">= 5 %"]),
    "how often before otherwise": ("每天清洁2次，否则扣2分", ["= 2 per day"]),
    "a rate named by what is bad": ("差错率不超过0.1%，每超0.1%扣2分", ["<= 0.1 %"]),
    "a share before steps in both directions": ("合格率98%，每升高1%加1分，每降低1%减1分", ["= 98 %"]),
    "a share before a delay": ("准点率98%，晚点一小时扣50元", ["= 98 %"]),
    "nothing of what earns a reward": ("全年无违规者发给奖金三千元", ["= 0 违规"]),
    "a limit by the shift": ("收银误差不超过5元/班", ["<= 5 元/班"]),
    "at least, before its breach": ("每学期服务至少12小时，未达者停权", ["within >= 12 hour"]),
    "the result of the appraisal": ("得分90分以上全额支付，80分以下扣500元", []),
    "full marks in brackets": ("熟悉并遵守制度。（满分20分）", ["points 20"]),
    "the points at stake": ("考勤（10分）：迟到一次扣1分", ["points 10"]),
}


@pytest.mark.parametrize(("text", "wanted"), RULES.values(), ids=RULES)
def test_a_rule_states_a_target_apart_from_its_conditions(text: str, wanted: list[str]) -> None:
    assert read(text, "score_rule") == wanted


CELLS = {
    "bare points": ("10", "分值", ["points 10"]),
    "points with their unit": ("10分", "标准分", ["points 10"]),
    "a weight by its sign": ("20%", "比例", ["weight 20 %"]),
    "a weight by its header": ("20", "权重（%）", ["weight 20 %"]),
    "a weight as a fraction": ("0.2", "权重", ["weight 0.2 None"]),
    "words are none": ("按时完成", "分值", []),
}


@pytest.mark.parametrize(("cell", "header", "wanted"), CELLS.values(), ids=CELLS)
def test_a_cell_gives_points_or_a_weight(cell: str, header: str, wanted: list[str]) -> None:
    assert [said(one) for one in MEASURER.cell_points(Text.of(cell), Text.of(header))] == wanted


HEADERS = {
    "points of every row": ("单项满分10分", ["points 10"]),
    "the share of a group": ("岗位工作情况（70%）", ["weight 70 %"]),
    "a share without a sign": ("代码质量（加权0.5）", ["weight 0.5 None"]),
    "no figures": ("考核内容", []),
}


@pytest.mark.parametrize(("header", "wanted"), HEADERS.values(), ids=HEADERS)
def test_a_header_gives_points_or_a_weight(header: str, wanted: list[str]) -> None:
    assert [said(one) for one in MEASURER.header_points(Text.of(header))] == wanted


TARGETS = {
    "a bound": ("≥95%", ">= 95 %"),
    "a bound behind": ("20万元以内", "<= 200000 元"),
    "a share": ("100%", "= 100 %"),
    "a bare number": ("12", "= 12 None"),
}


@pytest.mark.parametrize(("cell", "wanted"), TARGETS.values(), ids=TARGETS)
def test_a_target_cell_is_measured_in_its_row(cell: str, wanted: str) -> None:
    (measure,) = MEASURER.cell_target(Text.of(cell), Text.of("来料合格率"))
    assert (said(measure), measure.metric) == (wanted, "来料合格率")


METRICS = {
    "in front": ("物料账实相符率达99%以上", "物料账实相符率"),
    "behind the counter": ("至少培养2名接班人", "至少培养接班人"),
    "of the clause before": ("排架整齐，无差错", "排架整齐"),
    "without words of doing": ("保管做到无丢失", "保管"),
}


@pytest.mark.parametrize(("text", "metric"), METRICS.values(), ids=METRICS)
def test_the_metric_is_what_is_measured(text: str, metric: str) -> None:
    assert [one.metric for one in MEASURER.measures(Text.of(text), "standard")] == [metric]


def test_a_measure_leads_back_to_its_characters() -> None:
    source = "标准：盘点 准确率 达 98％ 以上。"
    (measure,) = MEASURER.measures(Text.of(source, 3), "standard")
    assert [source[a:b] for a, b in measure.spans] == ["达 98％ 以上"]


def test_words_are_quoted_in_the_script_of_the_source() -> None:
    (measure,) = MEASURER.measures(Text.of("核算无错误"), "standard", "核算無錯誤")
    assert measure.unit == "錯誤"


PIECES = st.sampled_from(
    [*"每月日号周年第一二三十百半两0159.%-~至,，。；：（）、±无零扣奖罚分元次天前内", "以上", "不低于", "百分之", " "]
)


@given(st.lists(PIECES, max_size=24).map("".join))
def test_any_text_is_read_and_its_measures_lie_in_it(text: str) -> None:
    whole = Text.of(text)
    spans = [one.spans for one in MEASURER.measures(whole, "score_rule")]
    spans += [one.spans for one in MEASURER.measures(whole, "standard")]
    spans += [one.spans for one in MEASURER.effects(whole)]
    spans += [one.spans for one in MEASURER.grade_bands([whole])]
    assert all(ranges and 0 <= ranges[0][0] < ranges[-1][1] <= len(text) for ranges in spans)


@given(st.lists(PIECES, max_size=24).map("".join), st.integers(0, 24))
def test_a_text_healed_over_the_end_of_a_line_is_read_as_in_one_piece(text: str, at: int) -> None:
    broken = f"{text[:at]}\n{text[at:]}"
    healed = Text.of(broken).without([(len(text[:at]), len(text[:at]) + 1)])
    read = [(said(one), _quoted(one, broken)) for one in MEASURER.measures(healed, "standard", broken)]
    assert read == [(said(one), _quoted(one, text)) for one in MEASURER.measures(Text.of(text), "standard", text)]


def _quoted(measure: Measure, source: str) -> str:
    return "".join(source[a:b] for a, b in measure.spans)
