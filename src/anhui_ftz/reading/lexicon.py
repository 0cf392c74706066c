"""The words that make a printed number a figure: scales, units, hedges; of the languages that sources use."""

from __future__ import annotations

__all__ = [
    "HEDGES_BEFORE",
    "HEDGES_BEHIND",
    "HEDGES_INSIDE",
    "HEDGES_LATER",
    "SCALES",
    "SIGN",
    "SIGNS",
    "UNITS",
    "Hedge",
    "Lexicon",
]

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar


class Hedge(StrEnum):
    """What the words around a figure say of how it bounds the true one."""

    EXACTLY = "exactly"
    ROUNDED = "rounded"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    BETWEEN = "between"
    #: 数百, 几十: no figure at all.
    VAGUE = "some"


_LETTER = "A-Za-zА-Яа-яÀ-ž"
_Key = TypeVar("_Key")


class Lexicon(Generic[_Key]):
    """Words by what they mean; Latin and Cyrillic ones count only where they end as words do.

    >>> Lexicon({8: "亿", 9: "billion|bn"}).match("5 billion", 2)
    (9, 9)
    """

    def __init__(self, words: Mapping[_Key, str], before: str = "", behind: str = "") -> None:
        self._keys = dict(enumerate(words))
        #: All words, as a pattern without groups.
        self.words = "|".join(words.values())
        groups = "|".join(f"(?P<w{number}>{words[key]})" for number, key in self._keys.items())
        ending = f"(?-i:(?<![{_LETTER}])|(?![{_LETTER}]))"
        self._pattern = re.compile(f"{before}(?:{groups}){ending}{behind}", re.IGNORECASE)

    def match(self, text: str, position: int = 0) -> tuple[_Key, int] | None:
        """Return what the word at a position means, and its end."""
        found = self._pattern.match(text, position)
        return (self._meaning(found), found.end()) if found else None

    def search(self, text: str) -> tuple[_Key, int] | None:
        """Return what the first word in a text means, and its start."""
        found = self._pattern.search(text)
        return (self._meaning(found), found.start()) if found else None

    def _meaning(self, found: re.Match[str]) -> _Key:
        return self._keys[int(str(found.lastgroup)[1:])]


#: Powers of ten by scale word; the Russian ones by their stem.
_SCALES = {
    12: (
        "万亿|萬億|兆(?![瓦字位帕赫])|trillion(?:s|th)?|tn(?= (?:yuan|RMB|CNY|USD|US|euros?))|"
        "трлн|триллион\\w*|Billionen|mila miliardi"
    ),
    11: "千亿|千億",
    10: "百亿|百億",
    9: (
        "十亿|十億|billion(?:s|th)?|milliards?|mil millones|bn|миллиард\\w*|млрд\\.?|"
        "Milliarden?|Mrd\\.?|miliard[io]|mld\\.?"
    ),
    8: "亿|億",
    7: "千万|千萬",
    6: "百万|百萬|million(?:s|th)?|millones|mn|миллион\\w*|млн\\.?|Millionen|Mio\\.?|milion[ei]|mln\\.?",
    5: "十万|十萬",
    4: "万|萬",
    3: "千(?![克瓦米])|thousand(?:s|th)?|тыс\\.?|тысяч\\w*|Tausend|mila",
    2: "百(?!分)|hundred",
}
#: Unit words: what `scaled` reads, and the words; the longest fitting word counts.
_UNITS = {
    "TEU": "[个個]?(?:国际|國際)?标准?箱|[个個]?(?:国际|國際)?標準?箱|[个個]?TEUs?|twenty-foot equivalent units?",
    "USD": "美元|美金|U\\.\\s?S\\.\\s?dollars?|US[ -]dollars?|USD|dollars?|dollari|米ドル|ドル|доллар\\w*",
    "HKD": "港元|港币|港幣|HK dollars?|Hong Kong dollars?|HKD",
    "EUR": "欧元|歐元|euros?|EUR|евро",
    "JPY": "日元|日圆|日圓|円|JPY|yen",
    "KRW": "韩元|韓元|韩币|韓幣",
    "RUB": "卢布|盧布|rubles?|roubles?|рубл\\w*",
    "AUD": "澳元",
    "CAD": "加元",
    "SGD": "新加坡元|新元",
    "TWD": "新台币|新台幣|新臺幣|台币|台幣",
    "GBP": "英镑|英鎊|GBP|pounds sterling",
    "CNY": "元人民[币幣]|人民[币幣]元|人民[币幣]|人民元|元|yuan|RMB|CNY|renminbi|юан\\w*",
    "km2": "平方公里|平方千米|square kilomet(?:er|re)s?|sq\\.?\\s?km|km2|chilometri quadrati|Quadratkilometer",
    "ha": "公顷|公頃|hectares?|ha",
    "m2": "平方米|平米|square met(?:er|re)s?|sq\\.?\\s?m|m2",
    "mu": "亩|畝|mu",
    "kg": "千克|公斤|kilograms?|kg",
    "t": "吨|噸|公吨|公噸|(?:metric )?tons?|(?:metric )?tonnes?|тонн\\w*|Tonnen|tonnellate|t",
    "%": "%|per ?cent|per cento|Prozent|процент\\w*",
    "tenth": "成(?![立果员員交为為功长長本都品熟])",
    "times": "倍|times|-?fold",
    "?": (
        "公里|千米|海里|米|千瓦时?|千瓦時|兆瓦时?|度|立方米|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|km|m3?|"
        "[kMG]Wh?|dozens?|lakh|crore"
    ),
}
_SIGNS = {
    "%": "百分之",
    "USD": "US\\s?\\$|U\\.S\\.\\s?\\$|(?<![A-Za-z])\\$|USD",
    "CNY": "RMB|CNY|人民[币幣]",
    "HKD": "HK\\$|HKD",
    "EUR": "€|EUR",
    "GBP": "£",
    "¥": "[¥￥]",
    "?": "[A-Za-z]{1,3}\\$",
}
#: Scale words, by the power of ten that they mean.
SCALES = Lexicon(_SCALES)
#: Unit words, by the code that `scaled` reads.
UNITS = Lexicon(_UNITS)
#: What stands before a number and gives its unit, by its code; ``?`` where it is not known.
SIGNS = Lexicon(_SIGNS)
#: The same as a pattern.
SIGN = "|".join(_SIGNS.values())


#: Hedges before a figure; where one phrase holds another, the one that starts first is found.
_BEFORE = {
    Hedge.AT_MOST: (
        "不超过|不超過|不超|未超过|未超過|未突破|没有超过|不逾|不足|不到|不满|不滿|低于|低於|少于|少於|小于|小於|未达到?|未達到?|"
        "不多于|不高于|至多|最多|≤|<=?|"
        "less than|fewer than|lower than|under|below|at most|up to|not over|"
        "(?:no|not) (?:more|greater|higher) than|not exceed(?:ing|ed)?|meno di|inferiore a|weniger als|unter|höchstens|"
        "не более|менее"
    ),
    Hedge.AT_LEAST: (
        "不少于|不少於|不低于|不低於|不小于|至少|超过|超過|超出|超越|超|突破|(?<!打)破|(?<![通经經不])[过過]|≥|>=?|逾|多于|多於|大于|大於|高于|高於|"
        "more than|greater than|higher than|over|above|beyond|at least|"
        "(?:no|not) (?:less|fewer|lower) than|upwards of|in excess of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|"
        "top(?:s|ped|ping)|oltre|più di|almeno|superat[oaie](?: i| gli| le)?|superiore a|mehr als|über|mindestens|"
        "не менее|более|свыше|больше"
    ),
    Hedge.ABOUT: (
        "大约|大約|大概|大致|约|約|およそ|about|around|approximately|approx\\.?|roughly|some|circa|ca\\.|(?<![0-9%元吨噸家个個万亿])[~～≈]|"
        "rund|etwa|ungefähr|около|примерно"
    ),
    Hedge.NEARLY: (
        "接近|逼近|将近|將近|(?<![附最邻鄰临臨就靠亲親新])近|nearly|almost|close to|approaching|nearing|just under|"
        "just short of|quasi|fast|knapp|beinahe|почти"
    ),
    Hedge.BETWEEN: "介于|介於|between",
    Hedge.EXACTLY: "恰为|恰好|正好|exactly|precisely",
}
#: Between a number and its unit: 470余家, 1300多家.
_INSIDE = {Hedge.AT_LEAST: "余|餘|多", Hedge.ABOUT: "来|來"}
#: Behind a figure and its unit.
_BEHIND = {
    Hedge.AT_LEAST: "以上|\\+|or more|or above|and above|plus|and more|超(?=$|の)|余|餘|多(?=$|[，,。])",
    Hedge.AT_MOST: "以下|以内|以內|未満|or less|or fewer|or below",
    Hedge.ABOUT: "左右|上下|or so|or thereabouts",
    Hedge.ROUNDED: "[(（](?:rounded|四舍五入)[)）]",
    Hedge.BETWEEN: "之间|之間",
}
_FILLERS = (
    "(?:占|相当于|相當於)(?-i:[\u4e00-\u9fff]{0,10})|了|达到?|達到?|到|至|为|為|以|"
    "(?:a|an|the|i|gli|le|total|record|of|whopping)(?= )"
)


HEDGES_BEFORE = Lexicon(_BEFORE, f"(?-i:(?<![{_LETTER}])|(?=[^{_LETTER}]))", f"(?:\\s|{_FILLERS})*$")
HEDGES_INSIDE = Lexicon(_INSIDE)
HEDGES_BEHIND = Lexicon(_BEHIND, "\\s?")
#: The same behind the noun: 500家企业以上, "500 firms or more".
HEDGES_LATER = Lexicon(
    _BEHIND,
    "(?:(?-i:[\u4e00-\u9fff]{1,8}?)(?=(?:以上|以下|以内|左右)(?:$|[，,。;；、)）]))"
    "|(?: [a-z-]+){1,3} (?=or (?:more|so|less|fewer)))",
)
