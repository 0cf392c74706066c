"""The words of amounts, in plain characters: scales, units, signs, counters; and numbers that count nothing."""

from __future__ import annotations

__all__ = [
    "APART",
    "COUNTERS",
    "CURRENCY_LETTERS",
    "FOREIGN",
    "MEASURE",
    "NO_FIGURES",
    "RANK",
    "SCALES",
    "SIGNS",
    "UNITS",
    "UNKNOWN",
    "Words",
    "is_counted_as",
    "own_words",
    "starts_a_word",
]

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from anhui_ftz.model.unit import Unit
from anhui_ftz.reading.plain import Plain
from anhui_ftz.words import LANGUAGES
from anhui_ftz.words.quantities import unit_words

Key = TypeVar("Key")
_FIRST_WIDE = "\u2e80"
#: The code of a unit that is not read.
UNKNOWN = "?"


class Words(Generic[Key]):
    """Words by what they mean, found where they start or end; the longest one counts, and Latin ones are whole.

    >>> scales = Words({8: "亿", 9: "billion|bn"})
    >>> scales.at("5 billion", 2), scales.before("5 billion", 9), scales.at("billionaire", 0)
    ((9, 9), (9, 2), None)
    """

    def __init__(self, words: Mapping[Key, str]) -> None:
        self._meanings = {word: key for key, joined in words.items() for word in joined.split("|")}
        #: How long the words are that start, and that end, with a character; the longest first.
        self._starting, self._ending = (_lengths(self._meanings, end) for end in (0, -1))

    def at(self, text: str, start: int) -> tuple[Key, int] | None:
        """Return what the word that starts at a position means, and where it ends."""
        for length in self._starting.get(text[start : start + 1], ()):
            end = start + length
            key = self._meanings.get(text[start:end]) if end <= len(text) else None
            if key is not None and not _is_inside_a_word(text, end):
                return key, end
        return None

    def before(self, text: str, end: int) -> tuple[Key, int] | None:
        """Return what the word that ends at a position means, and where it starts."""
        for length in self._ending.get(text[end - 1 : end], ()):
            start = end - length
            key = self._meanings.get(text[start:end]) if start >= 0 else None
            if key is not None and not _is_inside_a_word(text, start):
                return key, start
        return None


def _lengths(words: Iterable[str], place: int) -> dict[str, list[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for word in words:
        found[word[place]].add(len(word))
    return {character: sorted(lengths, reverse=True) for character, lengths in found.items()}


def starts_a_word(text: str, place: int) -> bool:
    """Whether a word may start at a position: not within one of an alphabet.

    >>> starts_a_word("no one", 3), starts_a_word("no one", 4), starts_a_word("没有", 1)
    (True, False, True)
    """
    return not _is_inside_a_word(text, place)


def _is_inside_a_word(text: str, place: int) -> bool:
    around = text[place - 1 : place + 1] if place else ""
    return len(around) > 1 and around.isalnum() and max(around) < _FIRST_WIDE


@lru_cache(maxsize=256)
def own_words(wanted: Unit | None) -> re.Pattern[str]:
    """Return a pattern of the words that spell a unit in any language; of none where no unit is asked for.

    >>> [bool(own_words(unit).match("km2")) for unit in (Unit("km2"), Unit("t"), None)]
    [True, False, False]
    """
    words = {Plain.of(unit_words(wanted, language)).text.strip() for language in LANGUAGES} if wanted else set()
    own = "|".join(re.escape(word) for word in words if word)  # in any order: none starts with another
    return re.compile(f"(?:{own})(?![a-z0-9/]| per )" if own else "(?!)")


#: Scale words of alphabets by their power of ten; Chinese ones belong to the numerals.
SCALES = Words(
    {
        12: "trillion|trillions|trillionth|trn|трлн|billionen",
        9: "billion|billions|billionth|bn|bln|млрд|млрд.|milliarden|milliarde|mrd|mrd.|miliardi|miliardo|mld",
        6: "million|millions|millionth|mn|mln|млн|млн.|millionen|mio|mio.|milioni|milione",
        3: "thousand|thousandth|тыс.|тысяч|mila",
        2: "hundred",
    }
)
#: Letters that scale an amount of money alone, as in $1.2B and RMB1.2tn.
CURRENCY_LETTERS = Words({3: "k", 6: "m|mm", 9: "b", 12: "tn"})
#: Unit words: what `scaled` reads, or a key of the reader's own, and the words.
UNITS = Words(
    {
        "TEU": (
            "标准箱|标箱|国际标准箱|国际标箱|个标准箱|个标箱|个国际标准箱|个国际标箱|teu|teus|个teu|"
            "twenty foot equivalent unit|twenty foot equivalent units"
        ),
        "USD": (
            "美元|美金|usd|us dollar|us dollars|u.s. dollar|u.s. dollars|u. s. dollars|dollar|dollars|dollari|米ドル|"
            "ドル|доллар|доллара|долларов"
        ),
        "HKD": "港元|港币|hk dollar|hk dollars|hong kong dollar|hong kong dollars|hkd",
        "EUR": "欧元|euro|euros|eur|евро",
        "JPY": "日元|日圆|円|jpy|yen|japanese yen",
        "KRW": "韩元|韩圆|韩币|krw",
        "RUB": "卢布|rub|ruble|rubles|rouble|roubles|рублей",
        "GBP": "英镑|gbp|pounds sterling",
        "AUD": "澳元|澳大利亚元|aud",
        "CAD": "加元|加拿大元|cad",
        "SGD": "新加坡元|新元|sgd",
        "CHF": "瑞士法郎|chf",
        "TWD": "新台币|台币|twd",
        "INR": "卢比|印度卢比|inr",
        "THB": "泰铢|thb",
        "CNY": "元|圆|元人民币|人民币元|人民币|人民元|yuan|rmb|cny|renminbi|yuan renminbi|юаней|юаня|юань",
        "km2": (
            "平方公里|平方千米|square kilometer|square kilometers|square kilometre|square kilometres|sq km|sq. km|"
            "sqkm|km2|km^2|chilometri quadrati|quadratkilometer"
        ),
        "ha": "公顷|hectare|hectares|ha",
        "m2": "平方米|平米|square meter|square meters|square metre|square metres|sq m|sq. m|sqm|m2|m^2",
        "mu": "亩|mu",
        "kg": "千克|公斤|kilogram|kilograms|kg",
        "t": "吨|公吨|ton|tons|metric ton|metric tons|tonne|tonnes|metric tonne|metric tonnes|t|тонн|tonnen|tonnellate",
        "%": "%|percent|per cent|pct|per cento|prozent",
        "permille": "‰|per mille|permille",
        "per 10000": "‱",
        "tenth": "成",
        "times": "倍|times|fold",
        UNKNOWN: (
            "公里|千米|海里|英里|里|米|厘米|毫米|英尺|尺|千瓦时|千瓦|兆瓦时|兆瓦|瓦|度|立方米|立方|方|升|克|斤|桶|"
            "英亩|平方|折|分|载重吨|总吨|kilometer|kilometers|kilometre|kilometres|meter|meters|metre|metres|mile|"
            "miles|km|m|mm|m3|foot|feet|acre|acres|kw|kwh|mw|mwh|gw|gwh|tw|twh|barrel|barrels|liter|liters|litre|"
            "litres|gallon|gallons|ounce|ounces|pound|pounds|short tons|long tons|gross tons|deadweight tons|"
            "deadweight tonnes|dwt|degrees|x|dozen|dozens|score|gross|lakh|lakhs|crore|crores|quadrillion|zillion|mil|"
            "mille|mill|milliard|milliards|millones|millón|milhões|bilhões|miljoen|miljard|ribu|juta|miliar|rupees|"
            "square mile|square miles|square foot|square feet|square inch|square inches|square yard|square yards|sq mi|"
            "sq ft|sq. ft|cubic meter|cubic meters|cubic metre|cubic metres|cubic foot|cubic feet|nautical mile|"
            "nautical miles|inch|inches|yard|yards|kt|mt|kiloton|kilotons|kilotonnes|megaton|megatons|gram|grams|g|"
            "bp|"
            "rupee|pesos|peso|baht|dong|won|reais|kronor|kroner|francs|franc|lira|dirhams|riyals|ringgit|rand|越南盾|"
            "盾|林吉特|比索|雷亚尔|克朗|里拉|第纳尔|迪拉姆|里亚尔|兰特|法郎|马克|先令|垓|京"
        ),
        "": (
            "成立|成果|成员|成交|成为|成功|成长|成本|成都|成品|成熟|成效|成绩|成套|成就|成分|方面|方式|方案|米兰|克服|"
            "分别|分之|度假|里程|折算|折合|折扣"
        ),
    }
)
#: Unit words that count behind a blank alone: 5G is a network, "5 g" a weight.
APART = frozenset("g")
#: What stands before a number and gives its unit.
SIGNS = Words(
    {
        "%": "百分之",
        "permille": "千分之",
        "per 10000": "万分之",
        "USD": "us$|us $|u.s.$|u.s. $|$|usd",
        "CNY": "rmb|cny|人民币|cn¥|rmb¥|人民币¥",
        "HKD": "hk$|hkd",
        "EUR": "€|eur",
        "GBP": "£|gbp",
        "JPY": "jpy|jp¥",
        "KRW": "₩|krw",
        "¥": "¥",
        UNKNOWN: "nt$|a$|au$|c$|ca$|s$|sg$|nz$|r$|mop$|₹|₽",
    }
)
#: What may stand directly behind digits that count: another character may go on with a name, as in 58同城.
MEASURE = re.compile(
    "[家个項项户名人列班趟票单件辆架艘条种类所座宗笔台套款张箱次场位份批片处只头株棵口井间栋幢层例起门对双组队支枚颗粒本册篇部万亿千百元余多来岁届期"
    "天日年月周时分秒点倍成亩卷标航车线路柜包袋盒瓶桶床席员国省县区镇乡村街域城港站号级维轮折步者不以之是为在从由已还均占等比较且仍其增上下左右内外"
    "中间前后共总新整半未没超达近约的和及与或至到零一二三四五六七八九十]|市(?!场)|同[比期]|[\0-\u33ff]"
)
#: What a Chinese numeral without a unit may count.
COUNTERS = frozenset("家个项户名人列班趟票单件辆架艘条种类所座宗笔台套款张")
#: Words of Italian, German and Russian among the above: a clause with one of them is read if every word of it is known.
FOREIGN = frozenset(
    "трлн billionen млрд млрд. milliarden milliarde mrd mrd. miliardi miliardo mld млн млн. millionen mio mio. "
    "milioni milione тыс. тысяч mila dollari доллар доллара долларов евро рублей юаней юаня юань quadratkilometer "
    "тонн tonnen tonnellate prozent cento oltre più superiore mehr über более больше свыше weniger meno inferiore "
    "unter менее almeno mindestens superato fino bis höchstens rund etwa ungefähr около примерно quasi knapp beinahe "
    "почти nicht не".split()
)

_YEAR = "(?:19|20)[0-9]{2}"
_NUMERAL = "[〇零一二三四五六七八九十]"
_N = f"(?:[0-9]{{1,3}}|两|{_NUMERAL}+)"
_TO = "\\s?(?:[-–—~至到、和]|--|——)\\s?"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\\.?"
_SPAN = "years?|months?|weeks?|days?|hours?|quarters?|minutes?|seconds?"
_CLOSED = "(?![0-9]|[.,][0-9])"
#: Names that have numbers in them.
_NAMES = [
    "双(?:1[12]|十[一二])(?![0-9个家项])",
    "(?:double|singles' day)\\s?(?:1[12](?:\\.1[12])?|eleven|twelve)\\b",
    "618(?<![0-9.,]618)(?=\\s?(?:年中)?(?:大促|购物|电商|促销|期间|活动|shopping|festival))",
    "[“‘「『][0-9]{1,5}(?:[·.+/×-][0-9]+)*(?=[”’」』])",
    f"[“‘「『]{_NUMERAL}[个大项件][^“”‘’「」『』0-9]{{1,6}}(?=[”’」』])",
    "[0-9]+(?:\\+[0-9]+)*\\+n\\b",
    "[0-9]{1,2}(?<![0-9.,][0-9]{2})·[0-9]{1,2}(?![0-9])",
    "12[0-9]{3}(?<![0-9.,].{5})(?=(?:政务|服务|市民|便民|消费者|投诉|举报|营商环境)*热线|(?: [a-z]+){0,3} hotline\\b)",
    "(?:985|211|863|973)(?<![0-9.,].{3})(?=[、/和]?(?:985|211)?(?:工程|计划|高校|院校|大学))",
    "(?:1210|1239|9610|9710|9810)(?<![0-9.,].{4})(?:/9[678]10|(?![余多个家项单票件户人万亿])(?=[\u3400-\u9fff]))",
    "[0-9]{1,2}(?:\\.[0-9])?(?:[版代]线?(?![0-9])(?<=\\..[版代线])|世纪|国集团)|(?:十九|二十一?)世纪|二十国集团",
    "[0-9]+(?:期(?=工程|项目|建设)|国道)",
    "前[0-9]{1,3}(?=[名位强]|\\s?(?:$|[，。；、,;)]))",
    f"(?:{_NUMERAL}|两)个(?:一(?![零一二三四五六七八九十百千万亿类级家])|自信|维护|意识|全面|坚持|确立)|八项规定|一件事(?![项情])",
    "7[×x*]24|24/7\\b",
    "(?:工业|沪深|中证|上证|波音|空客)\\s?[0-9]+(?:\\.[0-9])?(?![0-9%个家项万亿千百元吨]|[.,][0-9])",
    (
        "(?:industry|web|rcep|iso|boeing|airbus|terminal|phase|csi|s&p|vision|agenda|china|route|section|chapter|article)"
        "\\s[0-9]+(?:\\.[0-9])?(?![0-9%]|[.,][0-9]|\\s?(?:[mbt]illion|bn|thousand|hundred|per|yuan|usd|tons?))"
    ),
    f"the\\s{_YEAR}(?=\\s(?!new\\b|[mbt]illion|bn|thousand|hundred|yuan|percent|per\\b|tons?\\b)[a-z])",
]
#: Numbers that count nothing: names, days, years, spans of time, batches, ranks, documents, percentage points.
NO_FIGURES = re.compile(
    "|".join(
        [
            *_NAMES,
            (
                "(?=[0-9两〇零一二三四五六七八九十])(?<![0-9])(?<![0-9][.,])(?:"
                f"{_YEAR}(?:[-/][01]?[0-9](?:[-/][0-3]?[0-9])?|\\.[01]?[0-9]\\.[0-3]?[0-9]){_CLOSED}(?![-/%])"
            ),
            f"{_YEAR}{_TO}(?:{_YEAR}|[0-9]{{2}})\\s?年(?:度)?",
            f"{_N}月?份?{_TO}{_N}\\s?[个]?(?:月份?|季度)(?:[0-3]?[0-9]日)?",
            f"{_N}[日天年号]?{_TO}{_N}\\s?(?:[年天日号周](?![元圆转])|个?(?:星期|小时)|分钟)",
            f"(?:{_YEAR}|[0-9]{{1,2}}|{_NUMERAL}+)(?:多|余)?\\s?年(?:[度底初末来])?(?![均])",
            f"{_N}(?:多|余)?\\s?(?:个?(?:月份?|季度|星期|小时)|个多月|日(?![元圆])|号|天|周(?!转)|分钟)",
            f"[0-9]+(?:\\.[0-9]+)?[\\s-](?:{_SPAN})\\b",
            "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])",
            "[0-9]{1,2}点(?![0-9零一二三四五六七八九]))",
            "[上下前后]半年",
            f"(?=[0-9两〇零一二三四五六七八九十]){_N}个半(?:月|小时|星期|学期|世纪|季度)",
            f"{_NUMERAL}+(?:批|届|次|期|大|方|级|线|市|省|地|区|体)(?!次|家)",
            "七台河|五家渠|三台县|五台[县山]|[一二]类(?=(?:水运|航空|铁路|公路|开放)?口岸)",
            "十[一二三四]五(?![0-9家个项户万亿元%])",
            "第[〇零一二三四五六七八九十百千万亿]+",
            "[0-9]+强|(?:top|fortune|global)\\s[0-9]+(?![0-9.,]|\\s(?:[mbt]illion|bn|thousand|hundred|yuan|%))",
            (
                "(?=[-+负0-9零一二三四五六七八九十])(?:[-+负]?[0-9][0-9.,]*|[零一二三四五六七八九十]+)"
                "(?:\\s?(?:[-–—~至到]|to )\\s?(?:[0-9][0-9.,]*|[零一二三四五六七八九十]+))?\\s?(?:个?(?:百分点|基点)|"
                "(?:%|pct|percent(?:age)?|basis)?\\s?(?:points?|pts?)\\b(?! of )|p\\.p\\.|(?:pps?|ppts?|bps)\\b)"
            ),
            "(?=[-+0-9])(?<=[\u3400-\u9fff])[-+]?[0-9][0-9.,]*\\s?pcts?\\b",
            f"[〔\\[(]{_YEAR}[〕\\])]",
            "(?=[a-z0-9])\\b(?:no\\.?\\s?[0-9]+",
            f"{_MONTH}\\s[0-9]{{1,2}}(?:st|nd|rd|th)?\\b(?:,?\\s{_YEAR}\\b)?{_CLOSED}",
            f"(?:[0-9]{{1,2}}\\s)?{_MONTH}\\s{_YEAR}\\b",
            f"[0-9]{{1,2}}\\s{_MONTH}(?![a-z])",
            f"(?:from|between)\\s{_YEAR}\\s(?:to|and)\\s{_YEAR}\\b{_CLOSED}",
            f"(?:in|of|by|since|during|from|until|through|year)\\s{_YEAR}(?:[-–/](?:{_YEAR}|[0-9]{{2}}))?\\b(?![.,-]?[0-9])(?!\\s?(?:[mbt]illion|bn|thousand|hundred))",
            f"(?:[qh][1-4]\\s?{_YEAR}|{_YEAR}\\s?[qh][1-4]|[qh][1-4])\\b)",
        ]
    )
)
#: What a number behind 第 may rank, so that it counts nothing.
RANK = re.compile("[个]?[批届次期位名条章号页段]|[个]五年|st|nd|rd|th")


def is_counted_as(noun: str, unit: Unit) -> bool:
    """Whether a noun or counter may be what a unit such as ``TEU`` or ``{train}`` counts.

    >>> is_counted_as("个标准箱", Unit("TEU")), is_counted_as("trains", Unit.parse("{train}"))
    (True, True)
    """
    counted = "|".join(symbol.strip("{}") for symbol, _ in unit.powers)
    words = "containers?|boxes|集装箱|集裝箱" if str(unit) == "TEU" else counted
    return re.match(f"个|{words}", noun, re.IGNORECASE) is not None
