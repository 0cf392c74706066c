"""Parts of a year as pages print them: months, quarters, halves and days, without their year."""

from __future__ import annotations

__all__ = ["DIGITS", "EDTF_PARTS", "MONTH", "TO", "WHOLE_YEAR", "Part", "number_of", "part_of_a_year"]

import re
from collections.abc import Callable

from anhui_ftz.model.period import YEAR_PARTS
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
EDTF_PARTS = {int(code): _months(*months) for code, months in YEAR_PARTS.items()}
_PARTS: list[tuple[re.Pattern[str], Callable[..., Part]]] = [
    (re.compile(pattern), part)
    for pattern, part in (
        ("|全年|度|全年度|年度|(?:the )?(?:(?:full|whole) )?year(?: of)?", lambda: WHOLE_YEAR),
        ("年?[末底]|(?:the )?end(?: of)?(?: the year)?", lambda: _days(12, 31)),
        ("([上下])半年|(?:the )?(first|second) half|[hs]([12])", _half),
        ("第?([一二三四首1-4])季度?|(?:the )?(first|second|third|fourth) quarter|q([1-4])", _quarter),
        ("第?([一二三四首1-4])季度?[末底]", lambda number: _days(3 * number, 0)),
        ("前([两二三23])个?季度|(?:the )?first (two|three) quarters", lambda count: _months(1, 3 * count)),
        (f"[前首]({DIGITS})个?月份?|(?:the )?first ({'|'.join(_WORDS[1:])}) months", lambda count: _months(1, count)),
        (f"({DIGITS})月?份?{TO}({DIGITS})月份?|({MONTH})(?:{TO}| to | through | and | )({MONTH})", _months),
        (f"({DIGITS})月份?|({MONTH})", _months),
        (f"({DIGITS})月[末底]|(?:the )?end of ({MONTH})", lambda month: _days(month, 0)),
        (f"({DIGITS})月([上中])旬", _third_of_a_month),
        (f"({DIGITS})月下旬", lambda month: _third_of_a_month(month, 3)),
        (f"({DIGITS})月({DIGITS})[日号]|({MONTH}) ([0-9]{{1,2}})(?:st|nd|rd|th)?", _days),
        (f"([0-9]{{1,2}})(?:st|nd|rd|th)? ({MONTH})", lambda day, month: _days(month, day)),
        (f"({DIGITS})月({DIGITS})[日号]?{TO}({DIGITS})[日号]", _days),
    )
]
