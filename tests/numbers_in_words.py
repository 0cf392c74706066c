"""The numbers that a sentence contains, in English or in Chinese, to see that both languages say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from cn2an import cn2an

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty"
).split()
_VALUES = [*range(21), 30, 40, 50]
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "thirteenth": 13, "fourteenth": 14, "half": 2, "halves": 2, "quarter": 4, "tenths": 10, "fifty": 50,
    "both": 2, "twice": 2, "pair": 2, "pairs": 2,
}  # fmt: skip
_WORDS = {**dict(zip(_UNITS, _VALUES, strict=True)), **_ORDINALS, **{m: n for n, m in enumerate(_MONTHS, 1)}}
_SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12, "万亿": 10**12, "亿": 10**8, "万": 10**4}
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:\s*(million|billion|trillion|万亿|亿|万))?")
_HAN = re.compile("[零〇一二两三四五六七八九十百千]+")
_ADDRESS = re.compile(r"https?://[!-~]+|[A-Za-z0-9./-]+\.(?:com|cn|net|md|html)[!-~]*|[0-9a-f]{40}")


def written(text: str) -> set[Decimal]:
    """Return the numbers that are written in digits, each multiplied by the scale word behind it."""
    return {Decimal(number.replace(",", "")) * _SCALES.get(scale, 1) for number, scale in _NUMBER.findall(plain(text))}


def said(text: str) -> set[Decimal]:
    """Return the numbers that are written in digits or in words."""
    return {*written(text), *_spelled(plain(text))}


def plain(text: str) -> str:
    """Leave out addresses, whose digits are no numbers."""
    return _ADDRESS.sub(" ", text)


def _spelled(text: str) -> Iterator[Decimal]:
    for word in re.findall("[A-Za-z]+", text):
        number = _WORDS.get(word.lower(), _WORDS.get(word))
        if number is not None:
            yield Decimal(number)
    for numeral in _HAN.findall(text):
        with_value = numeral.replace("两", "二")
        yield from (Decimal(each) for each in _read(with_value))


def _read(numeral: str) -> Iterator[int]:
    """Read a numeral; of one that says more, as 十四五 (the fourteenth five-year plan), its parts."""
    for part in (numeral, numeral[:-1], *numeral):
        with suppress(ValueError):
            yield cn2an(part, "smart")
