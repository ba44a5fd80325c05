"""When and how often: deadlines that recur, dates, frequencies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extractor.banks import Banks, Entry
from extractor.measure.flat import Claims, Flat, Found
from extractor.measure.numerals import parse
from extractor.measure.vocabulary import Vocabulary, number, operator
from extractor.model import Measure, Number, Operator

if TYPE_CHECKING:
    from regex import Match

_WEEKDAYS = {char: str(day) for day, char in enumerate("一二三四五六日", 1)} | {"天": "7"}
_MORE_DATES = re.compile(
    r"(?:年[中底末初])?(?:(?P<month>\d{1,2}|十?[一二三四五六七八九十])月份?)?"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
)
_DAYS = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")
_YEARLY = re.compile(r"年度|次年|下年|明年|每年|上年|本年")
# 「对每月使用的材料」「制定每月计划」: the period tells which, not how often.
_ATTRIBUTE = re.compile(
    r"(?:对|制[定订]|拟[定订]|编制|安排|汇报|掌握|将|把|在|了解|统计|分析|审核|完成|核对|根据|按照|确定)$"
)
# 「每天清洁数次」: how often is left open.
_UNCOUNTED = re.compile(r"[数多几]次|若干次")
_DAYTIME = re.compile("上午|中午|下午|早上|早晨|晚上|晚间")
_AFTERNOON = ("下午", "晚", "傍晚")
# The hours of a clock end at 24; beyond, a figure is no time of day.
HOURS = 24


class Times:
    """Reads the deadlines and frequencies of one text."""

    def __init__(self, banks: Banks, words: Vocabulary) -> None:
        self._banks = banks
        self._words = words
        entries = banks.entries("measure")
        self._deadlines = tuple(e for e in entries if e.means.startswith("deadline."))
        often = (e for e in entries if e.means.startswith("frequency."))
        self._frequencies = tuple(e for e in often if e.means != "frequency.bare")
        self._bare = banks.entries("measure", "frequency.bare")
        self._readers: dict[str, Callable[[Match[str], Flat], list[Measure]]] = {
            "deadline.date": self._date,
            "deadline.month": self._month_day,
            "deadline.ordinal": self._ordinal,
            "deadline.edge": self._edge,
            "deadline.week": self._weekday,
            "deadline.time": self._clock,
            "deadline.point": self._point,
            "deadline.once": self._once,
            "deadline.day_bare": self._day_bare,
            "frequency.times": self._times,
            "frequency.list": self._list,
            "frequency.named": self._named,
            "frequency.adverb": self._adverb,
            "frequency.bare": self._alone,
        }

    def deadlines(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """Points in time, recurring or not."""
        return self._run(self._deadlines, flat, claims)

    def frequencies(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """How often, with a number or a period named as an adverb."""
        return self._run(self._frequencies, flat, claims)

    def bare(self, flat: Flat, claims: Claims) -> Iterator[Found]:
        """每天, 每月 alone, where the clause gives no amount that it belongs to."""
        for entry in self._banks.likely(self._bare, flat.value):
            for match in self._banks.finditer(entry, flat.value):
                begin, end = flat.clause(match.start())
                if _ATTRIBUTE.search(flat.value[begin : match.start()]) or _UNCOUNTED.search(flat.value, begin, end):
                    continue
                if claims.free(*match.span()) and not any(match.start() < at < end for at in claims.starts):
                    claims.take(*match.span())
                    for measure in self._alone(match, flat):
                        yield match.start(), measure

    def _run(self, entries: tuple[Entry, ...], flat: Flat, claims: Claims) -> Iterator[Found]:
        for entry in self._banks.likely(entries, flat.value):
            reader = self._readers.get(entry.means)
            if reader is None:
                continue
            for match in self._banks.finditer(entry, flat.value):
                if not claims.free(*match.span()):
                    continue
                measures = reader(match, flat)
                if measures:
                    claims.take(*match.span(), measures[0].kind)
                for k, measure in enumerate(measures):
                    yield match.start() + min(k, match.end() - match.start() - 1), measure

    # ------------------------------------------------------------------ deadlines

    def _date(self, match: Match[str], flat: Flat) -> list[Measure]:
        month, day = number(match["month"].replace("元", "一")), number(match["day"])
        if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
            return []
        by = f"{month:02}" + (f"-{day:02}" if day else "")
        if match["day2"] or match["part"] or match["span"]:
            by = flat.words(match.start("month"), match.end("more")).removesuffix("前")
            by = f"{month:02}-{day:02}~{number(match['day2']):02}" if day and match["day2"] else by
        out = [self._deadline(match, flat, "year", by)]
        for more in _MORE_DATES.finditer(match["more"] or ""):
            if more["month"]:
                month, day = number(more["month"]), number(more["day"])
                out.append(self._deadline(match, flat, "year", f"{month:02}" + (f"-{day:02}" if day else "")))
        return out

    def _month_day(self, match: Match[str], flat: Flat) -> list[Measure]:
        days = [number(match["day"]), number(match["day2"])]
        if any(day is not None and not 1 <= day <= 31 for day in days):
            return []
        out = [self._deadline(match, flat, "month", "-".join(f"{day:02}" for day in days if day))]
        more = [number(one) for one in _DAYS.findall(match["more"] or "")]
        out.extend(self._deadline(match, flat, "month", f"{day:02}") for day in more if day)
        return out

    def _day_bare(self, match: Match[str], flat: Flat) -> list[Measure]:
        return self._month_day(match, flat)

    def _ordinal(self, match: Match[str], flat: Flat) -> list[Measure]:
        return [self._deadline(match, flat, self._words.period(match["period"]), flat.words(*match.span("by")))]

    def _edge(self, match: Match[str], flat: Flat) -> list[Measure]:
        period = "季度" if match["period"] == "季" and "季度" in match[0] else match["period"]
        by = period + match["edge"] + (match["days"] or "")
        return [self._deadline(match, flat, self._words.period(match["period"]), by)]

    def _weekday(self, match: Match[str], flat: Flat) -> list[Measure]:
        day = _WEEKDAYS.get(match["day"], match["day"])
        if match["day2"]:
            day += "-" + _WEEKDAYS.get(match["day2"], match["day2"])
        more = [_WEEKDAYS[char] for char in match["more"] or "" if char in _WEEKDAYS]
        return [self._deadline(match, flat, "week", one) for one in (day, *more)]

    def _clock(self, match: Match[str], flat: Flat) -> list[Measure]:
        hour = number(match["hour"])
        minute = int(match["minute"] or match["minute2"] or (30 if match["thirty"] else 0))
        half = (match["half"] or "") + match["words"]
        if hour is None:
            return []
        if any(word in half for word in _AFTERNOON) and (hour < 12 or (hour == 12 and "晚" in half)):
            hour += 12  # 晚上12点 is midnight
        if hour > HOURS or minute > 59 or match["words"].endswith(("扣", "加", "减", "第")):
            return []
        return [self._deadline(match, flat, "day", f"{hour:02}:{minute:02}")]

    def _point(self, match: Match[str], flat: Flat) -> list[Measure]:
        return [self._deadline(match, flat, "day", flat.words(*match.span("by")))]

    def _once(self, match: Match[str], flat: Flat) -> list[Measure]:
        month, day = number(match["month"].replace("元", "一")), number(match["day"])
        if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
            return []
        yearly = match["year"] is None and _YEARLY.search(flat.value)
        by = f"{month:02}-{day:02}" if day else flat.words(match.start("month"), match.end("part"))
        return [self._deadline(match, flat, "year" if yearly else None, by)]

    def _deadline(self, match: Match[str], flat: Flat, every: str | None, by: str) -> Measure:
        return Measure("deadline", flat.spans(*match.span()), text=flat.words(*match.span()), every=every, by=by)

    # ------------------------------------------------------------------ frequencies

    def _times(self, match: Match[str], flat: Flat) -> list[Measure]:
        times = parse(match["n"])
        if times is None:
            return []
        groups = match.groupdict()
        if groups.get("n2"):
            return [self._frequency(match, flat, match["every"], times, ">=")]
        around = (match["mid"] or "") + (groups.get("mid2") or "")
        if around.endswith("各") or re.search(r"各[^,]{0,4}$", around):
            day = _DAYTIME.sub(lambda word: word[0][0], around).replace("下", "晚")
            times *= len(re.findall(r"[早中午晚]|上(?=[、晚])", day)) or 1
        pre = self._words.before.get(groups.get("pre") or "")
        post = self._words.after.get((groups.get("post") or "").removeprefix("的"))
        op = operator(pre, post, self._compared(around)) or "="
        return [self._frequency(match, flat, match["every"], times, op)]

    def _compared(self, words: str) -> str | None:
        """A comparison that other words part from the number: 每天至少在午后巡查两次."""
        found = [word for word in self._words.before if len(word) > 1 and word in words]
        return self._words.before[max(found, key=len)] if found else None

    def _list(self, match: Match[str], flat: Flat) -> list[Measure]:
        words = re.findall(r"半年度?|年度?|季度?|月度?|周|日|天|班", match["list"])
        return [self._frequency(match, flat, word, 1, "=") for word in words]

    def _named(self, match: Match[str], flat: Flat) -> list[Measure]:
        count = len(re.split("[、和及]", match["named"]))
        return [self._frequency(match, flat, match["every"], count, ">=" if match["pre"] else "=")]

    def _adverb(self, match: Match[str], flat: Flat) -> list[Measure]:
        groups = match.groupdict()
        word = "天" if groups.get("daily") else groups.get("every") or groups.get("every2") or ""
        return [self._frequency(match, flat, word, 1, "=")]

    def _alone(self, match: Match[str], flat: Flat) -> list[Measure]:
        return [self._frequency(match, flat, match["every"], 1, "=")]

    def _frequency(self, match: Match[str], flat: Flat, every: str, times: Number, op: Operator) -> Measure:
        spans = flat.spans(*match.span())
        return Measure("frequency", spans, op=op, every=self._words.period(every), times=times)
