"""Numbers that are no figures, in plain characters: days, ranks, documents; and the words of falls and fractions."""

from __future__ import annotations

__all__ = [
    "FALL_AFTER",
    "FALL_BEFORE",
    "FRACTIONS",
    "FUNCTION_WORDS",
    "GREATER",
    "NO_FIGURES",
    "ONES",
    "PARTS",
    "RANK",
    "decimal_mark",
]

import re

_YEAR = "(?:19|20)[0-9]{2}"
_NUMERAL = "[〇零一二三四五六七八九十]"
_N = f"(?:[0-9]{{1,3}}|{_NUMERAL}+)"
_TO = "\\s?(?:[-–—~至到、和]|--)\\s?"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\\.?"
_SPAN = "years?|months?|weeks?|days?|hours?|quarters?|minutes?|seconds?"
_CLOSED = "(?![0-9]|[.,][0-9])"
#: Numbers that count nothing: days, years, spans of time, batches, ranks, documents, percentage points.
NO_FIGURES = re.compile(
    "|".join(
        [
            f"(?<![0-9.,]){_YEAR}(?:[-/][01]?[0-9](?:[-/][0-3]?[0-9])?|\\.[01]?[0-9]\\.[0-3]?[0-9]){_CLOSED}(?![-/%])",
            f"(?<![0-9.,]){_YEAR}{_TO}(?:{_YEAR}|[0-9]{{2}})\\s?年(?:度)?",
            f"(?<![0-9.,]){_N}月?份?{_TO}{_N}\\s?[个]?(?:月份?|季度)(?:[0-3]?[0-9]日)?",
            f"(?<![0-9.,]){_N}[日天年号]?{_TO}{_N}\\s?(?:[年天日号周](?![元圆转])|个?(?:星期|小时)|分钟)",
            f"(?<![0-9.,])(?:{_YEAR}|[0-9]{{1,2}}|{_NUMERAL}+)(?:多|余)?\\s?年(?:[度底初末来])?(?![均])",
            f"(?<![0-9.,]){_N}(?:多|余)?\\s?(?:个?(?:月份?|季度|星期|小时)|个多月|日(?![元圆])|号|天|周(?!转)|分钟)",
            "[上下前后]半年",
            f"{_NUMERAL}+(?:批|届|次|期|大|方|级|线|市|省|地|区|体)(?!次|家)",
            "十[一二三四]五(?![0-9家个项户万亿元%])",
            "第[〇零一二三四五六七八九十百千万亿]+",
            "[0-9]+强|(?:top|fortune|global)\\s[0-9]+(?![0-9.,]|\\s(?:[mbt]illion|bn|thousand|hundred|yuan|%))",
            (
                "(?:[-+负]?[0-9][0-9.,]*|[零一二三四五六七八九十]+)\\s?"
                "(?:个?(?:百分点|基点)|percent(?:age)? points?|basis points?|(?:pp|ppts?|bps)\\b)"
            ),
            "\\bno\\.?\\s?[0-9]+",
            f"[〔\\[(]{_YEAR}[〕\\])]",
            f"\\b{_MONTH}\\s[0-9]{{1,2}}(?:st|nd|rd|th)?\\b(?:,?\\s{_YEAR}\\b)?{_CLOSED}",
            f"\\b(?:[0-9]{{1,2}}\\s)?{_MONTH}\\s{_YEAR}\\b",
            f"\\b[0-9]{{1,2}}\\s{_MONTH}(?![a-z])",
            f"\\b(?:from|between)\\s{_YEAR}\\s(?:to|and)\\s{_YEAR}\\b{_CLOSED}",
            f"\\b(?:in|of|by|since|during|from|until|through|year)\\s{_YEAR}(?:[-–/](?:{_YEAR}|[0-9]{{2}}))?\\b(?![.,-]?[0-9])(?!\\s?(?:[mbt]illion|bn|thousand|hundred))",
            f"(?<![0-9.,])[0-9]+(?:\\.[0-9]+)?[\\s-](?:{_SPAN})\\b",
            f"\\b(?:[qh][1-4]\\s?{_YEAR}|{_YEAR}\\s?[qh][1-4]|[qh][1-4])\\b",
            "(?<![0-9.,])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])",
            "(?<![0-9.,])[0-9]{1,2}点(?![0-9零一二三四五六七八九])",
        ]
    )
)
#: What a number behind 第 may rank, so that it counts nothing.
RANK = re.compile("[个]?[批届次期位名条章号页段]|[个]五年|st|nd|rd|th")
#: 增长1.4倍 is up by so much; 是2.3倍 is so many times as large.
GREATER = re.compile("(?:是|为|到|至|成)[^，,。;；]*$")
#: Words of a fall directly before a figure, and behind one.
FALL_BEFORE = re.compile(
    "(?:下降|减少|降低|下滑|回落|缩减|萎缩|负增长|降幅|跌幅|下跌|[减降跌])[了为达]?$"
    "|\\b(?:fell|falls?|down|decreas(?:ed?|ing)|declin(?:ed?|ing)|drop(?:ped|ping)?|reduction|reduced|shrank|lost|lower|cut)"
    "(?: by| of)?\\s?$"
)
FALL_AFTER = re.compile(
    "\\s?(?:decrease|decline|drop|fall|reduction|lower|less|fewer|down)\\b|的?(?:[减降跌]|下[降滑跌]|回落|萎缩|缩减)"
)
#: Words after a number that are not what it counts.
FUNCTION_WORDS = re.compile(
    "\\s?[的和及与或至到]|\\s?(?:in|of|by|as|at|for|and|or|to|from|with|than|which|up|down|on|last|this|worth|"
    "year on year|bis|до)\\b"
)
#: English names of fractions, and how many of them may be named.
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
ONES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
#: Fractions in words, with how many parts of how many.
FRACTIONS = re.compile(
    "(?P<parts>[1-9][0-9]{0,2}|[一二三四五六七八九十]{1,3})分之(?P<count>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?![0-9.百千万零点一二三四五六七八九十])"
    "|一半|半数"
    "|\\b(?P<ones>a|one|two|three|four)[ -](?P<name>half|third|quarter|fourth|fifth|tenth)s?(?= of|\\s*$|[,.;)])"
    "|(?<!first )(?<!second )(?<!latter )(?<!and a )\\bhalf(?= of|\\s*$|[,.;)])"
)
#: Words by which a language shows, and with it its decimal mark.
_MARKS = {
    ",": re.compile(
        "miliard|milion[ei]\\b|\\boltre\\b|superat[oaie]\\b|\\bpiù\\b|\\bquasi\\b|per cento|dollari|tonnellate"
        "|milliarde|billionen|millionen|\\b(?:mio|mrd)\\b|mehr als|\\bknapp\\b|\\brund\\b|\\betwa\\b|prozent|[а-я]"
    ),
    ".": re.compile(
        "[\u3040-\u9fff]|\\b(?:[mb]illion|trillion|thousand(?:th)?|bn|percent|dollars|tons|tonnes|over|about|around|nearly"
        "|almost|more|less|fewer|than|least|most|exceed|surpass|topp|between|exactly|rounded|of|the|and|new|by|approximately)"
    ),
}


def decimal_mark(text: str) -> str:
    """Return the decimal mark that the words of a text imply; empty where they imply none.

    >>> decimal_mark("5.210 miliardi di yuan"), decimal_mark("5.21万亿元"), decimal_mark("7.674")
    (',', '.', '')
    """
    found = [mark for mark, words in _MARKS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""
