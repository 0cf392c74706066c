"""The words that stand around printed figures: scales, units, hedges, times; of the languages that sources use."""

from __future__ import annotations

__all__ = [
    "COUNTERS",
    "DOWNWARD",
    "FRACTIONS",
    "FUNCTION_WORDS",
    "GREATER",
    "HEDGES_BEFORE",
    "HEDGES_BEHIND",
    "HEDGES_INSIDE",
    "HEDGES_LATER",
    "JOINERS",
    "MARKS",
    "NO_FIGURES",
    "ONES",
    "PARTS",
    "RANK",
    "SCALES",
    "SIGN",
    "SIGNS",
    "UNITS",
    "Hedge",
    "Lexicon",
    "decimal_mark",
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
    12: "万亿|萬億|兆|trillion|tn|трлн|триллион\\w*|Billionen|mila miliardi",
    11: "千亿|千億",
    10: "百亿|百億",
    9: "十亿|十億|billion(?:th)?|bn|миллиард\\w*|млрд\\.?|Milliarden?|Mrd\\.?|miliard[io]|mld\\.?",
    8: "亿|億",
    7: "千万|千萬",
    6: "百万|百萬|million(?:th)?|mn|миллион\\w*|млн\\.?|Millionen|Mio\\.?|milion[ei]|mln\\.?",
    5: "十万|十萬",
    4: "万|萬",
    3: "千(?![克瓦米])|thousand(?:th)?|тыс\\.?|тысяч\\w*|Tausend|mila",
    2: "百(?!分)",
}
#: Unit words: what `scaled` reads, and the words; the longest fitting word counts.
_UNITS = {
    "TEU": "[个個]?(?:国际|國際)?标准?箱|[个個]?(?:国际|國際)?標準?箱|[个個]?TEUs?|twenty-foot equivalent units?",
    "USD": "美元|美金|U\\.\\s?S\\.\\s?dollars?|US[ -]dollars?|USD|dollars?|dollari|米ドル|ドル|доллар\\w*",
    "HKD": "港元|港币|港幣|HK dollars?|Hong Kong dollars?|HKD",
    "EUR": "欧元|歐元|euros?|EUR|евро",
    "JPY": "日元|日圆|日圓|円|JPY|yen",
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
        "不多于|不高于|至多|最多|"
        "less than|fewer than|lower than|under|below|at most|up to|not over|"
        "(?:no|not) (?:more|greater|higher) than|not exceed(?:ing|ed)?|meno di|inferiore a|weniger als|unter|höchstens|"
        "не более|менее"
    ),
    Hedge.AT_LEAST: (
        "不少于|不少於|不低于|不低於|不小于|至少|超过|超過|超出|超越|超|突破|(?<!打)破|逾|多于|多於|大于|大於|高于|高於|"
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
_FILLERS = "了|达到?|達到?|到|至|为|為|以|(?:a|an|the|i|gli|le|total|record|of|whopping)(?= )"


HEDGES_BEFORE = Lexicon(_BEFORE, f"(?-i:(?<![{_LETTER}])|(?=[^{_LETTER}]))", f"(?:\\s|{_FILLERS})*$")
HEDGES_INSIDE = Lexicon(_INSIDE)
HEDGES_BEHIND = Lexicon(_BEHIND, "\\s?")
#: The same behind the noun: 500家企业以上, "500 firms or more".
HEDGES_LATER = Lexicon(
    _BEHIND,
    "(?:(?-i:[\u4e00-\u9fff]{1,8}?)(?=(?:以上|以下|以内|左右)(?:$|[，,。;；、)）]))"
    "|(?: [a-z-]+){1,3} (?=or (?:more|so|less|fewer)))",
)


_YEAR = "(?:19|20)[0-9]{2}"
_CHINESE_DIGITS = "[〇零一二三四五六七八九十]"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\\.?"
_SPAN = "years?|months?|weeks?|days?|hours?|quarters?|minutes?|mesi|anni|giorni|Monaten?|Jahren?|Tagen?"
#: Numbers that count no one's figure: days, years, spans of time, batches, ranks, documents, percentage points.
NO_FIGURES = re.compile(
    f"(?<![0-9.,]){_YEAR}-[01]?[0-9](?:-[0-3]?[0-9])?(?![0-9.,])"
    f"|(?<![0-9.,]){_YEAR}\\s?[-–—至到~～]\\s?(?:{_YEAR}|[0-9]{{2}})\\s?年"
    "|[0-9一二三四五六七八九十]+月[至到-](?=[0-9一二三四五六七八九十]+月)"
    f"|(?<![0-9.,])(?:{_YEAR}|[0-9]{{1,2}}|{_CHINESE_DIGITS}+)\\s?年(?:[度底初末])?"
    f"|(?<![0-9.,])(?:[0-9]{{1,3}}|{_CHINESE_DIGITS}+)\\s?(?:[个個]?(?:多)?(?:月份?|季度|星期|小[时時])|日(?![元圆圓])|号|號|天|周(?![转轉])|分[钟鐘])"
    f"|{_CHINESE_DIGITS}+(?:批|届|屆|次|期|大|方|级|級|线|線|市|省|地|区|區|体|體|五)(?!次|家)"
    f"|第[〇零一二三四五六七八九十百千万亿]+"
    "|[0-9]+(?:强|強)|(?:top|fortune|global)\\s[0-9]+"
    "|-?[0-9.,]+\\s?(?:[个個]?百分[点點]|percentage points?|pp\\b)"
    f"|[〔\\[(（]{_YEAR}[〕\\])）]"
    f"|\\b{_MONTH}\\s[0-9]{{1,2}}(?:st|nd|rd|th)?\\b(?:,?\\s{_YEAR}\\b)?(?![.,]?[0-9])"
    f"|\\b(?:[0-9]{{1,2}}\\s)?{_MONTH}\\s{_YEAR}\\b"
    f"|\\b(?:from|between)\\s{_YEAR}\\s(?:to|and)\\s{_YEAR}\\b(?![.,-]?[0-9])"
    f"|\\b(?:in|of|by|since|during|from|until|through|year)\\s{_YEAR}(?:[-–/](?:{_YEAR}|[0-9]{{2}}))?\\b(?![.,-]?[0-9])"
    f"(?!\\s(?:{'|'.join(_SCALES.values())}))"
    f"|(?<![0-9.,])[0-9]+(?:\\.[0-9]+)?[\\s-](?:{_SPAN})\\b",
    re.IGNORECASE,
)
#: What a number behind 第 may rank, so that it counts nothing.
RANK = re.compile("[个個]?[批届屆次期位名条條章号號页頁段]|[个個]五年|st|nd|rd|th")
_COUNTED = "家个個项項户戶名人列班趟票单單件辆輛架艘条條种種类類所座宗笔台套款张張"
#: What a Chinese numeral without unit may count.
COUNTERS = re.compile(f"[{_COUNTED}]")
#: 增长1.4倍 is up by so much; 是2.3倍 is so many times as large.
GREATER = re.compile("(?:是|为|為|到|至|成)[^，,。;；]*$")
DOWNWARD = re.compile(
    "(?:下降|减少|減少|降低|下滑|回落|缩减|縮減|萎缩|萎縮|负增长|減|减)了?$"
    "|\\b(?:fell|down|decreas(?:ed?|ing)|declin(?:ed?|ing)|dropp?(?:ed|ing)?|shrank|minus)(?: by)?\\s?$",
    re.IGNORECASE,
)
JOINERS = re.compile("\\s?(?:-|–|—|~|～|至|到|to|and)\\s?", re.IGNORECASE)
#: Words after a number that are not what it counts.
FUNCTION_WORDS = re.compile(
    "\\s?[的和及与與或至到]|\\s?(?:in|of|by|as|at|for|and|or|to|from|with|than|which|up|down|on|last|this|worth|year-on-year)\\b",
    re.IGNORECASE,
)
#: English names of fractions, and how many of them may be named.
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
ONES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
#: Fractions in words, with how many parts of how many.
FRACTIONS = re.compile(
    "(?P<parts>[1-9][0-9]{0,2}|[一二三四五六七八九十]{1,3})分之(?P<count>[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
    "|一半|半数|半數"
    "|\\b(?P<ones>a|one|two|three|four)[ -](?P<name>half|third|quarter|fourth|fifth|tenth)s?(?= of|\\s*$|[,.;)])"
    "|(?<!first )(?<!second )(?<!latter )\\bhalf(?= of|\\s*$|[,.;)])",
    re.IGNORECASE,
)
#: Words by which a language shows, and with it its decimal mark.
MARKS = {
    ",": re.compile(
        "miliard|milion[ei]\\b|\\boltre\\b|superat[oaie]\\b|\\bpiù\\b|\\bquasi\\b|per cento|dollari|tonnellate"
        "|Milliarde|Billionen|Millionen|\\b(?:Mio|Mrd)\\b|mehr als|\\bknapp\\b|\\brund\\b|\\betwa\\b|Prozent|[А-Яа-я]",
        re.IGNORECASE,
    ),
    ".": re.compile(
        "(?-i:[\u3040-\u9fff])|\\b(?:[mb]illion|trillion|thousand(?:th)?|bn|percent|dollars|tons|tonnes|over|about|around|nearly|almost"
        "|more|less|fewer|than|least|most|exceed|surpass|topp|between|exactly|rounded|of|the|and|new|by|approximately)",
        re.IGNORECASE,
    ),
}


def decimal_mark(text: str) -> str:
    """Return the decimal mark that the words of a text imply; empty where they imply none.

    >>> decimal_mark("5.210 miliardi di yuan"), decimal_mark("5.21万亿元"), decimal_mark("7.674")
    (',', '.', '')
    """
    found = [mark for mark, words in MARKS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""
