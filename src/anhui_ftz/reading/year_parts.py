"""Parts of a year as pages print them: months, quarters, halves and days, without their year; and days in digits."""

from __future__ import annotations

__all__ = [
    "DAYS", "DIGITS", "GOES_ON", "MONTH", "TO", "WHOLE_YEAR", "Part", "days_of", "in_digits", "number_of",
    "part_of_a_year",
]  # fmt: skip

import re
from collections.abc import Callable
from datetime import date

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.period import YEAR_PARTS, Period, month_end
from anhui_ftz.reading.numerals import printed
from anhui_ftz.reading.pieces import number_at
from anhui_ftz.words.en import ENGLISH

#: First and last month and day of a part of a year; day 0 is the last one of its month.
Part = tuple[tuple[int, int], tuple[int, int]]

#: A day or month in digits or numerals, and what joins two.
DIGITS = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
TO = r"\s?(?:-|–|—+|~|至|到)\s?"
_MONTHS = {name[:3].lower(): month for month, name in enumerate(ENGLISH.months, 1)}
#: The name of a month, in full or cut.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
#: A day or month in digits, with the time of day that a spreadsheet adds.
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?"
    r"(?:[ t](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_NOTATION = re.compile(r"[0-9./pdwmyqsh-]+")
_LAST_MONTH = 12
#: Words in a sentence that name days, whether or not they can be read.
DAYS = (
    r"(?<![0-9.])(?:19|20)[0-9]{2}(?=\s?(?:—+|–|~|至|到|、|和|与|及)\s?(?:19|20)[0-9]{2}年)|"
    f"(?<![0-9.]){DIGITS}月?份?{TO}{DIGITS}月|目前|当前|现在|[今本去上全当同次前明近]年|[本上当次首]月|上个月|[上下]半年|"
    "[〇零一二三四五六七八九]{4}年|[上前下后次]一年|首年|此[前后]|[上中下]旬|春节|国庆|元旦|五一|[假节]期|假日|黄金周|双(?:1[12]|十[一二])|618(?=”?(?:年中)?(?:大促|购物|电商|促销|活动))|周末|(?:大会|博览会|(?:进博|服贸|广交)会|论坛|洽谈会|推介会|对接会|仪式|展会|峰会)(?:上(?![海年半升涨])|现场)|"
    "(?<![0-9.])(?<!连续)(?:[0-9]{1,3}|[两二三四五六七八九十]{1,3})年(?![级期])|十[一二三四五]五|(?<![a-z0-9])[qh][1-4](?![a-z0-9])|"
    f"第?[一二三四首1-4]季度|前[三两二]个?季度|前(?:两|{DIGITS})个?月|(?<![0-9.])(?:19|20)[0-9]{{2}}年|(?<![0-9.]){DIGITS}月|"
    "年[初末底内]|月[初末底]|同期|期间|以来|至今|年来|近[0-9两二三四五六七八九十几]+个?[年月]|[上本]周|[昨今当首][日天]|"
    r"(?<![0-9.月])[0-9]{1,2}日(?!本|元(?![旦宵]))|\bthe (?:same|corresponding) (?:period|month|quarter)|"
    r"\b(?:first|second|third|fourth) (?:quarter|half)\b|\bfirst [a-z]+ (?:months|quarters)\b|"
    r"\bat the [a-z0-9 -]{0,40}?(?:convention|conference|expo|fair|forum|summit|ceremony|exhibition)\b|"
    r"\bdouble (?:1[12]|eleven|twelve)\b|\bsingles' day|\b618 shopping|"
    rf"\b(?:last|this|previous) (?:year|quarter|month|week)\b|\bsince\b|\b(?!may\b){MONTH}(?= |,|$)"
)
#: What goes on behind a period that was read: 2021-02 in 2021-0305, 2021年 in 2021年1-19月.
GOES_ON = re.compile(
    r"(?:之|以)?[前后](?![一两二三四五六七八九0-9])|(?<=[0-9])[-/.]?[0-9]|[0-9]{1,2}(?:\s?(?:[-~—–至到])\s?[0-9]{1,2})?[月日号]"
)
_WORDS = "first two three four five six seven eight nine ten eleven".split()
_NUMBERS = dict(zip(_WORDS, range(1, 12), strict=True)) | {"second": 2, "third": 3, "fourth": 4}
_NUMBERS |= {"上": 1, "下": 2, "首": 1, "两": 2, "中": 2}


def part_of_a_year(words: str) -> Part | None:
    """Return the part of a year that plain words name; None if they name none.

    >>> part_of_a_year("前三季度"), part_of_a_year("the third quarter"), part_of_a_year("9月底")
    (((1, 1), (9, 0)), ((7, 1), (9, 0)), ((9, 0), (9, 0)))
    """
    for pattern, part in _PARTS:
        if match := pattern.fullmatch(words):
            return part(*(number_of(each) for each in match.groups() if each))
    return None


def number_of(words: str) -> int:
    """Return the number that digits, a numeral, a month or another word of a date says; 0 if it says none.

    >>> number_of("9"), number_of("十二"), number_of("sept."), number_of("second"), number_of("十二日")
    (9, 12, 9, 2, 0)
    """
    if number := _NUMBERS.get(words) or _MONTHS.get(words[:3]):
        return number
    if words.isdecimal():
        return int(words)
    found = number_at(words, 0)
    return int(printed(found, ".", whole=True).value) if found and found.end == len(words) else 0


def _months(first: int, last: int | None = None) -> Part:
    return (first, 1), (last or first, 0)


def _two_months(first: int, last: int) -> Part | None:
    """Return two months that follow each other; None for January and March."""
    return _months(first, last) if last == first + 1 else None


def _quarter(number: int) -> Part:
    return _months(3 * number - 2, 3 * number)


def _half(number: int) -> Part:
    return _months(6 * number - 5, 6 * number)


def _third_of_a_month(month: int, third: int) -> Part:
    return (month, 10 * third - 9), (month, 10 * third if third < 3 else 0)  # noqa: PLR2004 - the last goes on to its end


def _days(month: int, first: int, last: int | None = None) -> Part:
    return (month, first), (month, last or first)


WHOLE_YEAR = _months(1, 12)
#: What EDTF codes say in the place of a month.
_EDTF_PARTS = {int(code): _months(*months) for code, months in YEAR_PARTS.items()}
_PARTS: list[tuple[re.Pattern[str], Callable[..., Part | None]]] = [
    (re.compile(pattern), part)
    for pattern, part in (
        ("|全年|度|全年度|年度|(?:the )?(?:(?:full|whole) )?year(?: of)?", lambda: WHOLE_YEAR),
        ("年?[末底]|(?:the )?end(?: of)?(?: the year)?", lambda: _days(12, 31)),
        ("([上下])半年|(?:the )?(first|second) half|[hs]([12])", _half),
        ("第?([一二三四首1-4])季度?|(?:the )?(first|second|third|fourth) quarter|q([1-4])", _quarter),
        ("第?([一二三四首1-4])季度?[末底]", lambda number: _days(3 * number, 0)),
        ("前([两二三23])个?季度|(?:the )?first (two|three) quarters", lambda count: _months(1, 3 * count)),
        (
            f"[前首](两|{DIGITS})个?月份?|(?:the )?first ({'|'.join(_WORDS[1:])}) months",
            lambda count: _months(1, count),
        ),
        (f"({DIGITS})月?份?{TO}({DIGITS})月份?|({MONTH})(?:{TO}| to | through | )({MONTH})", _months),
        (f"({MONTH}) and ({MONTH})", _two_months),
        (f"({DIGITS})月份?|({MONTH})", _months),
        (f"({DIGITS})月[末底]|(?:the )?end of ({MONTH})", lambda month: _days(month, 0)),
        (f"({DIGITS})月([上中])旬", _third_of_a_month),
        (f"({DIGITS})月下旬", lambda month: _third_of_a_month(month, 3)),
        (f"({DIGITS})月({DIGITS})[日号]|({MONTH}) ([0-9]{{1,2}})(?:st|nd|rd|th)?", _days),
        (f"([0-9]{{1,2}})(?:st|nd|rd|th)? ({MONTH})", lambda day, month: _days(month, day)),
        (f"({DIGITS})月({DIGITS})[日号]?{TO}({DIGITS})[日号]", _days),
    )
]


def in_digits(words: str) -> Period | None:
    """Return the days of a date in digits, EDTF or SDMX; None for other words.

    >>> in_digits("2021/1/25"), in_digits("2021-q1"), in_digits("2021年")
    (Period('2021-01-25'), Period('2021-33'), None)
    """
    match = _DATE.fullmatch(words)
    if match and match["month"] and (match["day"] or match["mark"] != "."):
        year, month = int(match["year"]), int(match["month"])
        if match["day"]:
            day = date(year, month, int(match["day"]))
            return Period(day, day)
        if month <= _LAST_MONTH:
            return days_of(year, ((month, 1), (month, 0)))
        if match["mark"] == "-" and (part := _EDTF_PARTS.get(month)):
            return days_of(year, part)
    if match or not _NOTATION.fullmatch(words) or not re.search("[0-9]{4}", words):
        return None
    try:
        return Period.parse(words.upper())
    except InvalidValue:
        return None


def days_of(year: int, part: Part) -> Period:
    """Return the days of a part of a year.

    >>> days_of(2021, WHOLE_YEAR)
    Period('2021')
    """
    return Period(*(_day_of(year, month, day) for month, day in part))


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, day) if day else month_end(year, month)
