"""What a text contains besides its figures: what counts nothing, fractions, falls, rates, and stray negations."""

from __future__ import annotations

__all__ = [
    "BECAME",
    "BLANK",
    "FALL_AFTER",
    "FALL_BEFORE",
    "FRACTIONS",
    "FUNCTION_WORDS",
    "KNOWN",
    "ONES",
    "ON_AVERAGE",
    "PARTS",
    "PER_SPAN",
    "TO_A_LEVEL",
    "Clauses",
    "decimal_mark",
]

import re
from bisect import bisect_right
from functools import cached_property

from anhui_ftz.reading.hedges import STRAY, Word
from anhui_ftz.reading.lexicon import SCALES, UNITS, UNKNOWN, starts_a_word
from anhui_ftz.words.remark import Quoted, Remark

#: Words of a rise; between a word of a fall and a figure, they leave open which of the two it is.
_RISE = re.compile(
    "增[长加幅速]|上[升涨]|[提升]高|提升|\\b(?:increase[sd]?|increasing|ris(?:es?|ing)|rose|gr[eo]w[a-z]*|up)\\b"
)
#: 增长1.4倍 is up by so much; 是2.3倍 and 增至2.3倍 are so many times as large.
_GROWTH = re.compile(r"[增涨升提扩多快翻加高]|^\W*$")
_LEVEL = re.compile("是|为|(?<![不未没])到|至(?!少)|成|相当|的\\s?$|达(?=[^增长升涨]{0,8}$)")
#: Words of a fall, anywhere before a figure and directly before it.
_FALLS = (
    "下降|减少|降低|下滑|回落|缩减|萎缩|负增|[降跌减]幅|下跌|下挫|下行|收窄|缩水|减产|回调|走低|走弱|跌落|下[调浮]|"
    "收缩(?![型压])|滑坡|重挫|倒退|(?<!型)衰退(?!型)|(?<!水土)流失|回吐|少增|压缩(?!空气|机|天然气)|缩短|精简|降速|贬值|折损|蒸发"
)
#: Verbs that "down" belongs to, so that it says no fall.
_CLOSED_DOWN = "".join(
    f"(?<!{verb} )"
    for verb in (
        "shut|shuts|shutting|close|closed|closes|closing|tear|tore|torn|tearing|cut|cutting|turn|turned|turning|break|broke|"
        "broken|breaking|hand|handed|lay|laid|put|pulled|take|took|taken|set|knocked|burned|written|tracked"
    ).split("|")
)
_FELL = (
    f"fell|falls?|falling|{_CLOSED_DOWN}down|(?:negative|minus) growth|declin[a-z]+|"
    "decreas[a-z]+|"  # codespell:ignore decreas
    "drop[a-z]*|reduction|shr[aiu]nk(?:s|ing)?|lower|slip(?:s|ped|ping)|slid(?:e|es|ing)?|slump[a-z]*|"
    "plung(?:e[a-z]*|ing)|"
    "plummet[a-z]*|tumbl[a-z]+|s[aiu]nk(?:s|ing)?|dip(?:s|ped|ping)|weaken(?:s|ed|ing)|retreat(?:s|ed|ing)|"
    "reced(?:es?|ed|ing)|contraction|nosediv(?:es?|ed|ing)"
)
#: Words that say a fall directly before a figure alone, as "easing" and "cut" also say other things.
_FELL_NEAR = (
    "reduc(?:ed|es|ing)|lost|losing|cut(?:s|ting)?|contract(?:ed|ing)(?= by)|eas(?:es|ed|ing)|slow(?:s|ed|ing)|"
    "narrow(?:s|ed|ing)|shed|shav(?:es|ed|ing)|wip(?:es|ed|ing) out|eras(?:es|ed|ing)|"
    "downturn|recession|slowdown|loss(?:es)?|crash(?:es|ed|ing)|tank(?:s|ed|ing)|soften(?:s|ed|ing)|cool(?:s|ed|ing)"
)
FALL_BEFORE = re.compile(
    f"(?:{_FALLS}|负增长|缩小|放缓|亏损|[减降跌少亏低])[了为达]?$|\\b(?:{_FELL}|{_FELL_NEAR})(?: by| of)?\\s?$"
)
FALL_AFTER = re.compile(
    "\\s?(?:(?:year[- ]on[- ]year|annual) )?(?:decrease|decline|drop|fall|reduction|lower|less|fewer|down|slump|dip|"
    "contraction|loss(?:es)?|slide|cut|plunge|tumble|shortfall|setback|shrinkage|retreat|"
    "(?:weaker|smaller|slower)(?= than|\\s*$|[,.;)]))\\b(?!-)"
    f"|的?(?:[降跌]幅|[减降跌]|下[降滑跌]|回落|萎缩|缩减|负增长)|的(?:{_FALLS}|亏损(?!企|面|额|户))"
)
#: Nouns of what is negative, which are followed or preceded by its size: 逆差20亿元, "a 5 million yuan loss".
_NEGATIVES = (
    "亏(?:损(?![企面户])|(?![损空本欠待]))|逆差|赤字(?!率)|流出(?!地|人口|企业)|净(?:支出|卖出|减持|回笼|外流)|缺口|损失|撤资|减资|"
    "(?:deficit|outflow|loss(?<![a-z]loss)|shortfall)(?:e?s)?\\b(?! (?:ratio|rate))"
)
_NEGATIVE = re.compile(_NEGATIVES)
_NEGATIVE_BEHIND = re.compile(
    "(?:[\u3400-\u9fff]{0,5}?|(?! (?:and|or|in|of|on|as|by|at|with|from|to|for|after|despite)\\b)(?: [a-z]+)? )"
    f"({_NEGATIVES})"
)
#: A comparison without a word of growth, whose base or sign is not certain: 比全省高5%, but not 比上年高5%.
_COMPARED = re.compile(
    "(?:快|慢|优|好|强|弱)于|领先(?![企的者水地优])|落后(?![产的地])|跑赢|outp(?:ac|erform)[a-z]+|outstrip[a-z]*|"
    "[比较](?<![占同环对].)(?!(?:上|去|前|上一)年|同期)[^，。；]{1,12}?[高快多大强好](?<![提升增走加扩].)[出了]?$"
)
_COMPARED_BEHIND = re.compile(
    " (?:(?:weak|small|slow|soft|strong|fast|quick|high|low|great|cheap|short|long)er|larger|bigger|better|worse) "
    "(?!(?:than|in|from|compared|versus|year|for|by|at|on|over|and|but|to|last|this|against|after|during|as)\\b)[a-z]"
    "| (?:faster|quicker|better|ahead)\\b"
    "| (?:(?:high|great|strong|low|small|weak|slow)er|larger|bigger|more|less|fewer) than "
    "(?![\ue0000-9]|(?:an?|at|last|one|in (?:the|last)|the (?:same|previous|year|corresponding)|that of)\\b)"
)
#: 计划 before a verb, of a figure that is planned: 计划新设500家, but not 计划总投资, 火炬计划 or 完成年度计划.
_PLANNED = re.compile("计划(?<![动炬项育年度]计划)(?!总投资|投资|单列|生育|[的外内书，。》”、完]|$)[\u3400-\u9fff]")
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
        "miliard|milion[ei]\\b|\\boltre\\b|superat[oaie]\\b"  # codespell:ignore milion
        "|\\bpiù\\b|\\bquasi\\b|per cento|dollari|tonnellate"
        "|milliarde|billionen|millionen|\\b(?:mio|mrd)\\b|mehr als|\\bknapp\\b|\\brund\\b|\\betwa\\b|prozent|[а-я]"
    ),
    ".": re.compile(
        "[\u3040-\u9fff]|\\b(?:[mb]illion|trillion|thousand(?:th)?|bn|percent|dollars|tons|tonnes|over|about|around|nearly"
        "|almost|more|less|fewer|than|least|most|exceed|surpass|topp|between|exactly|rounded|of|the|and|new|by|approximately)"
    ),
}


#: Mask what counts nothing, such as a date, and what is understood.
BLANK, KNOWN = "\ue000", "\ue001"
#: A dot behind a figure ends the clause before a blank alone: in 5.不足 it may number a list.
_BREAK = re.compile(rf"[，。；;、！!？?…\n:]|[,.](?=\s|$)|(?<![0-9 ]),(?![0-9])|(?<![0-9 {KNOWN}])\.(?![0-9])")
#: 以上 and the like behind a figure, but for 规模以上 and other classes.
_BOUND_BEHIND = re.compile("(?<!规模)(?<!限额)(?<!级)(?:以上|以下|以内|左右)")
#: Letters of scripts that are read in known words alone.
_OTHER_LETTERS = re.compile(r"[a-z]*[^\W\d_a-z\u3400-\u9fff\u3005-\u3007][^\W\d_\u3400-\u9fff]*")
_ANY_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
#: Words that bound figures in languages that are not read.
_OTHER_WORDS = re.compile(
    r"\b(?:moins|menos|meer|minder|plus de|mais de|jusqu|hasta|environ|cerca|casi|quase|presque|unos|unas|alrededor|"
    r"apenas|acima|abaixo|bijna|ruim|ongeveer|boven|onder|ueber|groesser|kleiner|maggiore|minore|inferior|superior)\b"
)
#: Hedges of what is no figure: 近五年, 不到3个月, "more than 3 years".
_OF_A_SPAN = re.compile(
    "(?:超过|超|近|约|大约|将近|接近|逾|不[到足满]|未满|不超过|"
    f"more than|less than|at least|up to|fewer than)\\s?(?={BLANK})"
)
_RATE = re.compile(r"每|[人户亩地日月车家单次班厂企]均|单位(?:面积|产值|gdp)|\b(?:per capita|each|every|per)\b")
_AVERAGE = re.compile(r"[年平]均|均价|\b(?:averag[a-z]+|mean)\b")
#: 5亿元一年, but not 5亿元一年期贷款: the year is no figure, and is blanked.
PER_SPAN = re.compile("一(?:年|个?月|天|日|周|小时)(?![性期内来间后前级制份游岁年]|经济|通勤|生活|交通|都市)")
ON_AVERAGE = re.compile(r" on average\b")
_FALL = re.compile(f"{_FALLS}|锐减|骤降|\\b(?:{_FELL})\\b|\\b(?:contract(?:ed|ing)|off)(?=\\s?$)")
#: "cut the time by": what is reduced stands between.
_REDUCED = re.compile(
    r"\b(?:cut(?:s|ting)?|reduc(?:e|ed|es|ing)|shorten(?:s|ed|ing)?|trim(?:s|med|ming)|compress(?:es|ed|ing)|"
    r"lower(?:s|ed|ing)|slash(?:es|ed|ing))(?=(?: (?!and\b)[a-z-]+){1,6} by\b)"
)
#: Words that name a fall as such: what it goes to is a fall too.
_FALL_ITSELF = re.compile(
    r"[降跌减]幅|负增长|\b(?:falls?|decrease|decline|drop|reduction|slump|contraction)\b(?=.*\b(?:narrow|eas|slow|widen|deepen))"
)
#: 至 or 到 behind a verb, and "to" before a figure: what a fall goes to, but not 达到, 至少, "up to" or "according to".
TO_A_LEVEL = re.compile(
    rf"(?<=[降减少低落滑缩跌窄回调走退行挫弱浮短缓小慢产水损坡速值吐失简发长高升增大了 {BLANK}{KNOWN}])[至到](?!少)"
    r"|(?<!up )(?<!close )(?<!according )(?<!compared )(?<!due )(?<!amounted )(?<!amounts )(?<!amounting )(?<!came )"
    r"(?<!comes )(?<!coming )(?<!equal )(?<!ran )(?<!runs )"
    r"\bto(?: [a-z -]{1,40} of)?(?: (?:an?|the|its|only|just|still|new|record|low|no|"
    r"not|about|around|some|nearly|almost|over|under|above|below|less|more|fewer|lower|higher|than|at|least|most|roughly|"
    r"approximately))*\s?$|(?<!by )(?<!of )(?<!just )\bbelow\s?$"
)
#: 减少为5亿元 may be less by so much, or so much that is left.
BECAME = re.compile("(?<![至最])[降减少缩短]为")
_SCALES_APART = re.compile(r"\b(?:hundreds|thousands|millions|billions|trillions)\b")
_SCALE_WORD = re.compile("[万亿]")
#: Of how many characters the words are that look behind, and within how many before 倍 a word of growth starts.
_CONTEXT, _NEAR = 16, 100


def decimal_mark(text: str) -> str:
    """Return the decimal mark that the words of a text imply; empty where they imply none.

    >>> decimal_mark("5.210 miliardi di yuan"), decimal_mark("5.21万亿元"), decimal_mark("7.674")
    (',', '.', '')
    """
    found = [mark for mark, words in _MARKS.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


class Clauses:
    """The clauses of a plain text, in which what counts nothing and what is understood are masked.

    >>> clauses = Clauses(f"没有{KNOWN}，出口{KNOWN}")
    >>> clauses.stray(2), clauses.stray(6)
    ('没', '')
    """

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = [match.start() for match in _BREAK.finditer(text)]
        self._starts = [0, *(place + 1 for place in breaks)]
        self._ends = [*breaks, len(text)]
        #: The stray word of each clause by where it starts, and where the last word is that may bound a figure.
        self._strays: dict[int, tuple[str, int, str]] = {}

    def around(self, place: int) -> tuple[int, int]:
        """Return where the clause of a position starts and ends."""
        index = bisect_right(self._starts, place) - 1
        return self._starts[index], self._ends[index]

    def stray(self, place: int) -> str:
        """Return a word of the clause at a position that may turn its figure around, or that is not read."""
        start, end = self.around(place)
        if start not in self._strays:
            bounds = [(match.start(), match[0]) for match in _BOUND_BEHIND.finditer(self.text, start, end)]
            self._strays[start] = self._stray(start, end), *(bounds[-1] if bounds else (start, ""))
        word, last, bound = self._strays[start]
        return word or (bound if last >= place else "")

    def _stray(self, start: int, end: int) -> str:
        here = start
        while here < end:
            if span := _OF_A_SPAN.match(self.text, here, end):
                here = span.end()
                continue
            found = STRAY.at(self.text, here) if starts_a_word(self.text, here) else None
            if found and found[0] is not Word.NOTHING:
                return self.text[here : found[1]]
            here = found[1] if found else here + 1
        match = (
            _PLANNED.search(self.text, start, end)
            or _OTHER_LETTERS.search(self.text, start, end)
            or _OTHER_WORDS.search(self.text, start, end)
        )
        return match[0] if match else ""

    def word(self, place: int) -> str:
        """Return a word of an alphabet in the clause at a position."""
        match = _ANY_WORD.search(self.text, *self.around(place))
        return match[0] if match else ""

    def rate(self, start: int, since: int, *, averages: bool) -> str:
        """Return a word that makes a figure one per unit, between another place and its start."""
        first = max(self.around(start)[0], since)
        match = _RATE.search(self.text, first, start) or (
            None if averages else _AVERAGE.search(self.text, first, start)
        )
        return match[0] if match else ""

    def negative(self, start: int, since: int, end: int) -> str:
        """Return the noun of what is negative between another place and the start of a figure, or at its end."""
        if match := _NEGATIVE.search(self.text, max(self.around(start)[0], since), start):
            return match[0]
        match = _NEGATIVE_BEHIND.match(self.text, end)
        return match[1] if match else ""

    def compared(self, start: int, since: int, end: int, *, is_percent: bool) -> str:
        """Return the words between two places, or behind a percentage, that compare a figure on a base not certain."""
        match = _COMPARED.search(self.text, max(self.around(start)[0], since), start)
        match = match or (_COMPARED_BEHIND.match(self.text, end) if is_percent else None)
        return match[0].strip() if match else ""

    def fall(self, start: int, since: int, prefix: str) -> tuple[int, int] | None:
        """Return where a word before a figure says a fall by it; with "to" before the figure, a fall that is it.

        Parameters
        ----------
        start, since
            Where the figure starts, with the words that bound it, and where its words may start at the earliest.
        prefix
            The words that bound it.
        """
        first = max(self.around(start)[0], since)
        text, before = self.near(first, start, prefix)
        match = _FALL.search(text, first - before, start - before) or _REDUCED.search(text, first - before)
        if match is None or TO_A_LEVEL.search(text, match.end()):
            match = _FALL_ITSELF.search(text, first - before)
        return (match.start() + before, match.end() + before) if match else None

    def near(self, first: int, start: int, prefix: str) -> tuple[str, int]:
        """Return the text between two places, with what bounds a figure and what comes before, and where it starts."""
        before = max(first - _CONTEXT, 0)
        return self.text[before:start] + prefix, before

    def turned(self, fall: tuple[int, int], start: int) -> str:
        """Say what between a word of a fall and a figure says a rise."""
        rise, (here, end) = _RISE.search(self.text, fall[1], start), fall
        return Remark("unread.rise-or-fall", Quoted(rise[0]), Quoted(self.text[here:end])) if rise else ""

    def is_growth(self, start: int, prefix: str, end: int) -> bool:
        """Whether a multiple between two places, with the words that bound it, is what something grew by."""
        first = max(self.around(start)[0], start - _NEAR)
        text, before = self.near(first, start, prefix)
        is_level = _LEVEL.search(text, first - before) or self.text.startswith("于", end)
        return not is_level and _GROWTH.search(text, first - before, start - before) is not None

    @cached_property
    def scale(self) -> str:
        """A word such as "thousands" that belongs to no number, and may belong to any."""
        match = _SCALES_APART.search(self.text)
        return match[0] if match else ""

    @cached_property
    def unit(self) -> str:
        """A unit or scale word that belongs to no number, and may belong to a bare one."""
        if match := _SCALE_WORD.search(self.text):
            return match[0]
        for here in range(len(self.text)):
            if starts_a_word(self.text, here):
                found = UNITS.at(self.text, here) or SCALES.at(self.text, here)
                if found and found[0] not in ("", UNKNOWN):
                    return self.text[here : found[1]]
        return ""
