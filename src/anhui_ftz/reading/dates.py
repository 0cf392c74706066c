"""Periods as printed: from the words of a page to the days that they mean."""

from __future__ import annotations

__all__ = ["Dating", "datings_in", "read_dating", "read_period"]

import re
from datetime import date, timedelta

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.basis import Basis, as_basis
from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.period import Period
from anhui_ftz.reading.pieces import ONES
from anhui_ftz.reading.plain import Plain
from anhui_ftz.reading.year_parts import (
    DAYS,
    DIGITS,
    GOES_ON,
    MONTH,
    TO,
    WHOLE_YEAR,
    Part,
    days_of,
    in_digits,
    number_of,
    part_of_a_year,
)
from anhui_ftz.words.remark import Quoted, Remark, as_quoted

_LONGEST, _LONGEST_INSIDE = 60, 36
#: Years as pages print them, and the part of the year before or behind.
_YEARS = (
    re.compile("(?P<year>(?:19|20)[0-9]{2}|[〇零一二三四五六七八九]{4}|今|本|去|上)年 ?(?P<part>.*)"),
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})[- ]?(?P<part>[qhs][1-4])"),
    re.compile(r"(?P<part>.*?),? ?(?:of |in )?(?P<year>(?:19|20)[0-9]{2})"),
)
_OF_THE_MONTH = re.compile(f"(?P<which>本|上|上个|当)月(?:(?P<first>{DIGITS})[日号](?:{TO}(?P<last>{DIGITS})[日号])?)?")
_NOW = re.compile(
    "(?:截至|截止到?|到)?(?:目前|当前|现在)|截至发稿时?|今天|今日|"
    "at present|currently|now|to date|as of (?:now|today)|today"
)
#: Events since which a page counts; their day is given to the reader.
_OPENING = re.compile(
    "(?:自|从)?(?:自贸(?:试验)?区|片区)?(?:正式)?(?:开放|挂牌|揭牌|成立|设立|运行|获批|启动|建设|开行|开通|投运)"
    "(?:成立|运行|运营|建设)*(?:以来|至今)"
    "|since (?:its |the )?(?:opening|establishment|founding|inauguration|launch|inception|unveiling)"
)
_SINCE = re.compile("[自从]?(?P<first>.+?)(?P<word>以来|至今|起)|since (?P<day>.+)")
_AS_OF = re.compile("(?:截至|截止[到至]?)(?P<chinese>.+)|(?:as of|as at|by|at) (?P<words>.+)")
_LEADING = re.compile("(?:in|during|for|over|from|between) (?=.)")
#: Words before a first day: what they lead is a period if it has a last day too.
_BEGINNING = re.compile(f"(?:from|between) (?!.*(?: to | and | through |–|—|~)|{MONTH} {MONTH}\\b)")
_A_YEAR = re.compile("[0-9]{4}|[今去本上]年|[〇零一二三四五六七八九]{4}年")
_JOINERS = re.compile(r"\s?(?:至|到|—+|–|~)\s?| to | through |(?<=^[0-9]{4})-(?=[0-9]{4}年$)")
#: Days after which a month without its year is no longer that of the year before.
_RECENT = 100


@attrs.frozen
class Dating:
    """A period, and how it is known."""

    #: The days.
    period: Period
    #: ``printed``; ``inferred``, where the page's date gives the year or an end; ``seen``, where it is all there is.
    basis: Basis = attrs.field(default=Basis.PRINTED, converter=as_basis)


def read_period(text: str, *, published: Day | None = None, start: Day | None = None) -> Period:
    """Return the period that printed words mean.

    Reads Chinese and English words, dates as spreadsheets write them, EDTF and SDMX.

    Parameters
    ----------
    text
        The words, such as ``2021年1-9月份``, ``H1 2022``, ``截至2021年9月底`` or ``2021/1/25``.
    published
        Day of the page; required if the words do not name a year: ``今年上半年``, ``9月份``, ``目前``.
    start
        First day of "since the opening" and 开放以来; the last day is that of the page.

    Raises
    ------
    InvalidValue
        If the words are not understood, or need a day that is not given.

    Examples
    --------
    >>> read_period("2021年前三季度"), read_period("the first nine months of 2025")
    (Period('2021-01-01/2021-09-30'), Period('2025-01-01/2025-09-30'))
    >>> read_period("今年前10个月", published="2023-11-20")
    Period('2023-01-01/2023-10-31')
    >>> read_period("近年来")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: '近年来' is not a period that can be read: write 2021年1-9月 or 2020-09-24...
    """
    return read_dating(text, published=published, start=start).period


def read_dating(text: str, *, published: Day | None = None, start: Day | None = None) -> Dating:
    """Return what `read_period` returns, and how it is known.

    >>> read_dating("目前", published="2022-01-14")
    Dating(period=Period('2022-01-14'), basis=<Basis.SEEN: 'seen'>)
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise InvalidValue(Remark("unread.long-period", _LONGEST, as_quoted(text)))
    page = _Page(None if published is None else as_day(published), None if start is None else as_day(start))
    try:
        found = page.dating(Plain.of(text).text.strip())
    except (ValueError, OverflowError) as error:  # a day that no month has
        why, given = error.args[0], Quoted(text)
        known = isinstance(why, Remark)  # else English alone, as the model and Python have it
        raise InvalidValue(
            Remark("unread.no-period", given, why) if known else Remark("unread.no-days", given, detail=why)
        ) from None
    if found is None:
        key = "unread.period-without-page" if published is None else "unread.period"
        raise InvalidValue(Remark(key, Quoted(text)))
    return found


#: What lists days: 2021、2022年, 1月和3月.
_LISTED = re.compile(r"\s?(?:、|和|与|及|以及)\s?").fullmatch
#: Where words for a period may start in a sentence: those that name days, or words that may lead some.
_STARTS = re.compile(
    f"(?P<days>{DAYS})|截至|截止|自|(?<![0-9.])(?:19|20)[0-9]{{2}}[-/]|开放|挂牌|揭牌|成立|设立|"
    r"\b(?:at present|currently|(?:as of|by|in|on(?! year)|from|during|"
    r"since|between|the first|the second|the third|the fourth|"
    r"h[12]|q[1-4]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?=[a-z]* ))"
)
_IN_A_WORD = re.compile("[a-z]{2}").match
#: Words before or behind a period that a figure is compared with: 比上年同期, 与2021年相比.
_COMPARED = re.compile(
    r"(?:[比较]|\b(?:up|down|rose|fell|grew|grown|risen|fallen|increased|decreased|dropped|declined) from"
    r"|(?:%|percent|per cent) (?:from|over|on)|\bthan|\bagainst|\bcompared (?:with|to))(?: in| that of)?(?: the)? ?$"
)
_COMPARED_BEHIND = re.compile("(?:全年|末)?相比")
#: The days of another year, which are not read: 上年同期.
_SAME_DAYS = re.compile("的?同[期月]|同期|the (?:same|corresponding) (?:period|month|quarter)")


def datings_in(
    plain: Plain, published: date, start: date | None, named: Period | None = None
) -> list[tuple[int, Dating | None]]:
    """Return the periods that a sentence names, with where each starts in the plain text; the longest words count.

    A period that a figure is compared with is left out. Words for days that are not read give None; a part of a year
    is that of the year named before it, here or in ``named``, unless the day of the page says another.

    >>> sentence = Plain.of("2021年1-9月，进出口增长")
    >>> [
    ...     str(dating and dating.period)
    ...     for _, dating in datings_in(sentence, date(2021, 10, 20), None)
    ... ]
    ['2021-01-01/2021-09-30']
    """
    page, found = _Page(published, start, named), list[tuple[int, Dating | None]]()
    place = stop = 0
    while match := _STARTS.search(plain.text, place):
        first, place = match.start(), match.end()
        dating, end = page.longest(plain.text, first, place)
        place = max(place, end)
        same = _SAME_DAYS.match(plain.text, place)
        place = same.end() if same else place
        if _COMPARED.search(plain.text, 0, first) or _COMPARED_BEHIND.match(plain.text, place):
            continue
        more = GOES_ON.match(plain.text, end) if dating else None
        if found and _LISTED(plain.text, stop, first):
            found[-1], dating = (found[-1][0], None), None
        stop = place
        if dating and not same and not more:
            found.append((first, dating))
            page = page if dating.basis is Basis.SEEN else attrs.evolve(page, named=dating.period)
        elif match["days"] or dating or same or end > first:
            found.append((first, None))
            place, page = max(place, more.end() if more else 0), attrs.evolve(page, named=Period(None, None))
    return found


@attrs.frozen
class _Page:
    """What is known of the page that prints a period."""

    published: date | None
    start: date | None
    #: The days that were named last; without their year if they were not read.
    named: Period | None = None

    def longest(self, text: str, first: int, least: int) -> tuple[Dating | None, int]:
        """Return what the longest words from a position mean, and where they end: at the position if none do."""
        for end in range(min(first + _LONGEST_INSIDE, len(text)), least - 1, -1):
            try:  # "mar" in "marking" is no month
                dating = None if _IN_A_WORD(text, end - 1) else self.dating(text[first:end].strip().removeprefix("on "))
            except (ValueError, OverflowError):  # 2021年2月30日 is no day, and not February either
                return None, end
            if dating:
                return dating, end
        return None, first

    def dating(self, words: str) -> Dating | None:
        """Return what words mean; None if they are not understood."""
        if words.startswith("between "):
            words = words.replace(" and ", " to ")
        return self.now(words) or self.simple(words) or self.since(words) or self.range(words)

    def now(self, words: str) -> Dating | None:
        """Read 目前, which says the day of the page, and 开放以来, which counts up to it."""
        if self.published and _NOW.fullmatch(words):
            return Dating(Period(self.published, self.published), Basis.SEEN)
        if self.start and _OPENING.fullmatch(words):
            return Dating(Period(self.start, self.published, end_unknown=self.published is None), Basis.SEEN)
        return None

    def simple(self, words: str) -> Dating | None:
        """Read a day, a month, a part of a year, or what is up to its end."""
        if match := _AS_OF.fullmatch(words):
            day = self.simple(match["chinese"] or match["words"])
            return day if day and day.period.days == 1 else None
        if period := in_digits(words):
            return Dating(period)
        return self.in_a_year(words) or self.of_the_month(words)

    def in_a_year(self, words: str) -> Dating | None:
        """Read a part of a year, and the year before or behind it."""
        if _BEGINNING.match(words):
            return None
        words = _LEADING.sub("", words, count=1)
        for pattern in _YEARS:
            if (match := pattern.fullmatch(words)) and (part := part_of_a_year(match["part"].strip())):
                return self.of_year(match["year"], part)
        part = part_of_a_year(words) if words else None
        return self.latest(part) if part else None

    def of_year(self, year: str, part: Part) -> Dating | None:
        """Return a part of a year that is named."""
        if year[0].isdecimal():
            return Dating(days_of(int(year), part))
        if year[0] in ONES:
            return Dating(days_of(int("".join(ONES[each] for each in year)), part))
        if self.published is None or (
            year == "上" and self.named
        ):  # the year before that of the page, or before another
            return None
        period = days_of(self.published.year - (year in "去上"), part)
        is_over = period.end is not None and period.end <= self.published
        return Dating(period, Basis.INFERRED) if is_over else None

    def latest(self, part: Part) -> Dating | None:
        """Return a part of a year that is not named: that of the year named last, and the last that was over."""
        period = self.last_over(part)
        if self.named and self.named.year is None:
            return None
        if self.named and self.named.year:
            same_year = days_of(self.named.year, part)
            period = period or (same_year if self.named.days != 1 else None)
            period = period if period == same_year else None
        return Dating(period, Basis.INFERRED) if period else None

    def last_over(self, part: Part) -> Period | None:
        """Return the part of a year that was last over, unless that is long ago."""
        if self.published is None or part == WHOLE_YEAR:
            return None
        this = days_of(self.published.year, part)
        if this.sure_by(self.published):
            return this
        last = days_of(self.published.year - 1, part)
        is_recent = last.sure_by(self.published) and not last.sure_by(self.published - timedelta(days=_RECENT + 1))
        return last if is_recent else None

    def of_the_month(self, words: str) -> Dating | None:
        """Read 本月 and 上月, and days of them."""
        match = _OF_THE_MONTH.fullmatch(words)
        if match is None or self.published is None:
            return None
        first = self.published.replace(day=1)
        if match["which"] in ("上", "上个"):
            first = (first - timedelta(days=1)).replace(day=1)
        part = (first.month, 1), (first.month, 0)
        if match["first"]:
            part = (first.month, number_of(match["first"])), (first.month, number_of(match["last"] or match["first"]))
        period = days_of(first.year, part)
        is_over = period.end is not None and period.end <= self.published
        return Dating(period, Basis.INFERRED) if is_over else None

    def since(self, words: str) -> Dating | None:
        """Read 2021年以来 and 自2020年9月24日起."""
        match = _SINCE.fullmatch(words)
        if match is None:
            return None
        if match["first"] in ("今年", "本年") and self.published:
            return Dating(Period(self.published.replace(month=1, day=1), self.published), Basis.SEEN)
        begun = self.simple(match["first"] or match["day"])
        if begun is None or begun.period.start is None:
            return None
        if match["word"] == "起":
            return Dating(Period(begun.period.start, None), begun.basis)
        return Dating(Period(begun.period.start, self.published), Basis.SEEN) if self.published else None

    def range(self, words: str) -> Dating | None:
        """Read the first and the last day, month or year of a period."""
        words = re.sub("^[自从]|止$", "", _LEADING.sub("", words, count=1))
        for match in _JOINERS.finditer(words):
            first, last = words[: match.start()], words[match.end() :]
            if first.isdecimal() and last.endswith("年"):  # 2019至2021年
                first += "年"
            begun = self.simple(first)
            if begun is None or begun.period.year is None:
                continue
            names_a_year = _A_YEAR.search(last) is not None
            ended = self.simple(last if names_a_year else f"{begun.period.year}年{last}")
            is_clear = begun.basis is Basis.PRINTED or not names_a_year
            if ended and is_clear and begun.period.precedes(ended.period):
                return Dating(Period(begun.period.start, ended.period.end), begun.basis)
        return None
