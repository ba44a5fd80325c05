"""The word tables of the banks as look-ups, and the one expression for an amount with its bounds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from extractor.banks import Banks
from extractor.measure.numerals import NUMBER, parse
from extractor.model import Number, Operator

# A comparison in front of the number stands next to it, or with one of these little words between.
_GLUE = '(?:了|到|于|为|在|的|约|要|应|是|[:"(])*'
# Where a number ends a clause, or a bound behind it does, or a fraction stands.
_NUMBER_ENDS = re.compile(r"\d(?:$|[,;。)、!的]|[及或其含(]*以)|分之")
_TIME = frozenset({"minute", "hour", "day", "workday", "week", "month", "quarter", "year"})


class Vocabulary:
    """Units, periods and words of comparison."""

    def __init__(self, banks: Banks) -> None:
        self.units = {word: entry.means for entry in banks.entries("unit_word") for word in entry.words}
        self.periods = {word: entry.means for entry in banks.entries("period") for word in entry.words}
        self.before: dict[str, str] = {}
        self.after: dict[str, str] = {}
        for entry in banks.entries("measure"):
            if entry.means.startswith("compare."):
                table = self.before if "start" in entry.at else self.after
                table.update(dict.fromkeys(entry.words, entry.means.removeprefix("compare.")))
        self.bound = re.compile(
            f"(?:(?P<pre>{_any(self.before)}){_GLUE})?"
            f"(?P<sign>[-+])?(?:(?P<share>百分之|千分之|万分之)(?P<words>{NUMBER})(?:至(?:百分之)?(?P<words2>{NUMBER}))?"
            f"|(?P<tenths>[一二三四五六七八九]成[一二三四五六七八九半]?(?!员|本|果|品|熟|立|功|长|交|为|绩))"
            f"|(?P<n>{NUMBER})(?:(?P<first>{_any(self.units)})?(?:[-~至到]|以上至?)(?P<n2>{NUMBER}))? ?"
            f"(?P<unit>{_any(self.units)})(?P<rate>/(?:{_any(self.units)}|[年月季周日天人]))?(?P<half>半)?)"
            f"(?P<paren>\\([^()]{{0,8}}\\))?(?P<post>{_any(self.after)})?"
        )

        over = _any(word for table in (self.before, self.after) for word in table if table[word] in (">=", "<="))
        part = rf"(?P<parts>{NUMBER})分之(?P<part>{NUMBER})|(?P<part2>\d{{1,2}})/(?P<parts2>\d{{1,2}})"
        plain = r"(?P<n>\d+(?:\.\d+)?)"
        end = r"(?=$|[,;。)、!]|的(?=$|[,;。]))"
        self._unitless = (
            re.compile(rf"(?P<pre>{_any(self.before)}){_GLUE}(?:[^,;。\d]{{0,8}}?(?:{part})|{plain})(?P<post>){end}"),
            re.compile(rf"(?P<pre>)(?<![\d./第前号])(?:{part}|{plain})(?P<post>{over}){end}"),
        )

    def unitless(self, value: str) -> Iterator[re.Match[str]]:
        """Bounds on a number or a fraction without a unit."""
        if not _NUMBER_ENDS.search(value):
            return iter(())
        return itertools.chain.from_iterable(pattern.finditer(value) for pattern in self._unitless)

    def plain_value(self, match: re.Match[str]) -> Number:
        """The number of such a bound; a fraction to four places."""
        whole, part = number(match["parts"] or match["parts2"]), number(match["part"] or match["part2"])
        return round(part / whole, 4) if whole and part is not None else number(match["n"]) or 0

    def period(self, word: str) -> str:
        """How a period is written in the result: 月度 month, 班次 班次."""
        bare = word.removeprefix("每").removeprefix("隔").removeprefix("个")
        known = self.periods.get(bare)
        if known is None and bare[:1] in "一1":
            known = self.periods.get(bare[1:].removeprefix("个"))
        return known or bare


def is_time(group: str) -> bool:
    """Whether a unit of this group measures time."""
    return group in _TIME


def operator(*found: str | None) -> Operator | None:
    """The first comparison that is one."""
    for one in found:
        if one in (">=", ">", "<=", "<", "=", "in", "+-"):
            return one  # type: ignore[return-value]
    return None


def number(word: str | None) -> Number | None:
    """The value of a captured number, None where nothing was captured or it is none."""
    return parse(word) if word else None


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"
