"""What stands around printed figures: days and ranks that are none, fractions, falls, the marks of a language."""

from __future__ import annotations

__all__ = [
    "COUNTERS",
    "DOWNWARD",
    "FRACTIONS",
    "FUNCTION_WORDS",
    "GREATER",
    "JOINERS",
    "LESS",
    "NO_FIGURES",
    "ONES",
    "PARTS",
    "RANK",
    "decimal_mark",
]

import re

from anhui_ftz.reading.lexicon import SCALES

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
    f"(?!\\s(?:{SCALES.words}))"
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
    "(?:下降|减少|減少|降低|下滑|回落|缩减|縮減|萎缩|萎縮|负增长|降幅|跌幅|下跌|[減减降跌])[了为為达達]?$"
    "|\\b(?:fell|falls?|down|decreas(?:ed?|ing)|declin(?:ed?|ing)|drop(?:ped|ping)?|reduction|shrank|minus)"
    "(?: by| of)?\\s?$",
    re.IGNORECASE,
)
#: The same behind a figure.
LESS = re.compile("\\s?(?:decrease|decline|drop|fall|reduction|lower|less|fewer|down)\\b", re.IGNORECASE)
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
_MARKS = {
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
    found = [mark for mark, words in _MARKS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""
