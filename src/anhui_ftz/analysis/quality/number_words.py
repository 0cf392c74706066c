"""Numbers in names: whether an English and a Chinese name have the same ones."""

from __future__ import annotations

__all__ = ["numbers_missing"]

import re
from decimal import Decimal

_ENGLISH = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?:[\s-]?(thousand|million|billion)(?:th)?\b)?", re.IGNORECASE
)
_CHINESE = re.compile(r"(\d+(?:\.\d+)?)([万亿]?)")
_HAN = re.compile("[一二两三四五六七八九十百千万亿]+")
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "万": 4, "亿": 8, "": 0}
_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)
#: Words by their number; regular ordinals lose their ending before they are looked up.
_NUMBERS = {
    word: Decimal(number)
    for number, words in enumerate(
        "zero one,first two,second,both three,third four five,fifth,fif six seven eight,eigh nine,nin ten eleven "
        "twelve,twelfth,twelf thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty,twentie".split()
    )
    for word in words.split(",")
}
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def numbers_missing(en: str, zh: str) -> tuple[str, ...]:
    """Return the numbers in digits of either name that the other has neither in digits nor in words.

    >>> numbers_missing("Plan for 2021 to 2025", "2021—2025年规划"), numbers_missing("The 6th fair", "第六届博览会")
    ((), ())
    >>> numbers_missing("Plan to 2025", "至2035年规划")
    ('2025', '2035')
    >>> numbers_missing("Projects of over 100 million yuan", "亿元以上项目")
    ()
    """
    english, chinese = _english(en), _chinese(zh)
    spelled = (word.removesuffix("th") for word in _WORDS.findall(en.casefold()))
    words = {_NUMBERS[word] for word in spelled if word in _NUMBERS}
    numerals = {value for run in _HAN.findall(zh) for value in _values(run)}
    lost = [*sorted(english - chinese - numerals), *sorted(chinese - english - words)]
    return tuple(f"{each:f}" for each in lost)


def _english(text: str) -> set[Decimal]:
    found = _ENGLISH.findall(text)
    return {_scaled(digits.replace(",", ""), word.casefold()) for digits, word in found}


def _chinese(text: str) -> set[Decimal]:
    return {_scaled(digits, scale) for digits, scale in _CHINESE.findall(text)}


def _scaled(digits: str, scale: str) -> Decimal:
    return Decimal(f"{digits}E{_POWERS[scale]}")  # as text: the caller's decimal context has no effect


def _values(run: str) -> set[Decimal]:
    """Return what a run of numerals may mean: each of its digits and scale words, and the whole below a hundred."""
    single = {Decimal(_DIGITS[each]) for each in run if each in _DIGITS}
    single |= {_scaled("1", each) for each in run if each in _POWERS}
    tens, ten, ones = run.partition("十")
    if ten:
        single.add(Decimal(_DIGITS.get(tens[-1:], 1) * 10 + _DIGITS.get(ones[:1], 0)))
    return single
