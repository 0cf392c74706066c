"""Clauses of press releases: what the words around a figure say of it, beside the name of its indicator.

They may say that it is of a part of what the indicator measures, a change of it, of something else, over another base,
or planned.
"""

from __future__ import annotations

__all__ = [
    "CAME_TO",
    "CLAUSE",
    "LATIN",
    "PART",
    "WIDE",
    "around_its_name",
    "is_listed",
    "may_be_planned",
    "may_count_from_before",
    "names_a_change",
    "names_a_part",
    "numbers_an_item",
    "own_days",
    "says_more",
]

import re

from anhui_ftz.model.period import Period
from anhui_ftz.model.statistics import Indicator, IndicatorKind
from anhui_ftz.reading.dates import Dating

#: What ends a clause, and a part of a sentence of several.
CLAUSE, PART = re.compile(r",(?![0-9])|[，、。；;]"), re.compile("[；;]")
#: Words before and behind a name that make it that of a part: whose, of what, with whom.
_PART_BEFORE = re.compile(
    "(?:(?:民营|私营|国有|国营|外资|外商投资|内资|合资|独资|中小|小微|龙头|重点|规上|规模以上|上市)企业|[民国外]企"
    "|(?:一般|加工|保税|边境|小额|服务|数字|转口|离岸|易货)贸易|市场采购|保税物流|跨境电商"
    "|产品|商品|制品|消费品|汽车|船舶|钢材|家电|手机|电池|集成电路|设备"
    "|(?:对(?!外)|与|自(?![贸由主营])|从)[\u3400-\u9fffA-Za-z0-9“”]{1,16}?|监管|报关|通关)(?:的|货物|外贸|累计|实现|完成|共)*$"
    r"|\b(?:private|state-owned|foreign-invested|foreign-funded|small) (?:firms|enterprises|companies|businesses)\b"
    r"|\b(?:general|processing|border|bonded) trade\b",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    " (?P<word>to|from|with) (?:the )?(?!January|February|March|April|May|June|July|August|September|October|November|"
    "December)[A-Z]"
).match
#: Which of these words name no partner behind a name with which word: exports from Anhui, imports to Anhui.
_OWN_SIDE = {"from": "exports", "to": "imports"}
#: Words around an indicator and its figure that say nothing more of it; what is left of a clause without them does.
_FILLING = re.compile(
    "实现|完成|累计|达成|达到|突破|首次|再次|合计|共计|总计|全[年省市区国县]|办理|引进|吸引|利用|新增|新设|签订|形成|拥有|现有|已有|集聚"
    "|对外贸易|规模(?!以上)|数量|总[数量额]|金额|年度|期间|当[年月]|同[比期]|环比|目前|截至|截止|辖区|改革|历史|新高|稳步|持续|快速|大幅|小幅|增长|增至"
    "|增幅|增速|增加|提升|提高|上升|下降|减少|下滑|回落|降幅|年均|平均|比重|占比|份额|相比|(?<!规模)以上|左右|保持|名义|以来|上半年|下半年|第?[一二三四1-4]?季度"
    "|[上去]年|[0-9一二三四五六七八九十两]+个?月?|第"
    r"|大关|[(（](?:人民币|下同|快报数?|按?[^()（）]{0,6}口径|(?:约合?|折合)?[0-9.]*[万亿]*(?:美?元|[家个户辆吨]|标箱))*(?:[)）]|$)"
    "|上(?!市)|[实有达共新总又已也均各该其的并且则和与及在内里至到自从为约近超逾数量额个项家户年月日底末初间前中仅较比占是以了我本由呈达增等片区省市]"
)
_FILLING_WORDS = frozenset(
    "a an the of in on its total overall annual had has have recorded reported saw with and were was are is "
    "established signed realised realized attracted used utilised utilized achieved completed reached s there "
    "some about over more than to set up added handled carried issued introduced posted registered cumulative "
    "combined whose their million billion percent area zone province city year by at for from that it as this "
    "new newly which also all q h hit totaled totalled amounted came rose grew climbed worth valued "
    "high numbered hitting goods or record during whole full first second third fourth quarter half month months "
    "january february march april may june july august september october november december".split()
)
#: The end of what a clause says before: of another sentence, and of the figure before.
_ONE_BEFORE = re.compile(r"^.*\.\s|^[a-z0-9][^A-Z]* and ")
#: Words directly before a figure of more than the subject, or of some that are known: "a third of the province's 300".
_OF_MORE = re.compile(r"(?:\b(?:of|the|these|those|its|their|first|next|last|other)|(?<!·)['’]s) ?#")
#: What a figure is a rate in.
_PER_SPAN = re.compile(
    r"\b(?:an?|each|every|per) (?:hour|day|week|month|quarter|year)\b"
    r"|\b(?:daily|weekly|monthly|apiece|each|on average)\b"
)
#: Words of an alphabet, and a Chinese character.
LATIN, WIDE = re.compile("[A-Za-z]+"), re.compile("[\u3400-\u9fff]")
#: A figure that says how many times as many.
_TIMES = re.compile(r"倍|\btimes\b|fold\b", re.IGNORECASE)
#: Words of a change directly before a figure and behind it, unless it says what something came to: 增至5亿元.
_CHANGE_BEFORE = re.compile(
    "(?:增长|增加|增量|增额|净增|新增|上升|提高|扩大|减少|下降|降低|减量|缩减|[多少增减])[了约近超逾]*$"
    r"|\b(?:rose|risen|rising|grew|grown|growing|increased?|increasing|increases|climbed|gained|added|up|fell|fallen|"
    r"falling|dropped|declined?|decreased?|down|lost|growth|rise|fall|drop|reduction)"
    r"(?: (?:of|by))?\s*$",
    re.IGNORECASE,
)
CAME_TO = re.compile("(?:到|至(?!少)|to (?!about by))", re.IGNORECASE)
_CHANGE_BEHIND = re.compile(
    r"的?(?:增量|增幅|增长|增加|降幅|减少)|\s*(?:more|less|fewer|additional|extra|further|higher|lower|above|below|short)\b"
    r"|\s*(?:up|down) (?:on|from)\b"
    r"|\s*(?:increase|rise|growth|decline|drop|decrease|fall)\b",
    re.IGNORECASE,
)
#: Words of a balance, or of an end: neither is the level of what they are said of.
_BALANCE = re.compile(
    "[顺逆]差|差额|盈余|结余|净(?:出口|进口|流入|流出|增)|注销|吊销|撤销|终止|取消|迁出|退出|倒闭|关停|关闭|流失"
    r"|\b(?:surplus|deficit|balance|inflow|outflow|cancel[a-z]*|terminat[a-z]+|revok[a-z]+|withdr[a-z]+|deregister[a-z]*|"
    r"closed|closures?)\b",
    re.IGNORECASE,
)
#: What adds to a stock.
_ADDED = re.compile(
    r"[净新]增|新设|新认定|新培育|新引进|新获|增加|\b(?:new|newly|added|adding|additional|more)\b", re.IGNORECASE
)
#: Words of a plan or a forecast that count for the rest of a sentence, and for their clause alone.
_PLANNED = re.compile(
    "(?<![动炬项育年])计划(?!总投资|投资|单列|生育|[外书》”])|(?<![虚模比草])拟(?![定人合态真])|(?:若|如果|假如|假设|倘若)(?!羌|尔)|预计|预测|预估|力争|力求|争取(?!到)|有望|打算"
    "|(?<!于)(?<!超)(?<!出)(?<!合)(?<!及)预期|(?:根据|按照|依据|按)[^，。；]{0,12}(?:计划|规划|方案|目标|部署|安排|要求)|目标"
    r"|\b(?:(?:plans?|planning) (?:to|for|of|was|is)|planned|expect(?:s|ed)?|projected|forecasts?|predicted"
    r"|anticipate[sd]?|target(?:s|ed|ing)?|aim(?:s|ed|ing)? (?:to|for|at)|goals?|intend(?:s|ed)?|hope[sd]? to|seeks? to"
    r"|if|striv(?:es?|ing)|proposed|envisage[sd]?)\b",
    re.IGNORECASE,
)
_PLANNED_HERE = re.compile(
    "(?<!即)将(?![近军来])|即将|确保|(?<![主重需只首纲摘概])要(?=达到|实现|完成|新| )|[应须](?=达到| )|"
    "规划(?!面积|建设|用地|纲要|[》”])|计划|目标|(?:目标|年度|工作)任务|预期"
    r"|\b(?:will|shall|would|should|planned|expected|projected|targeted|scheduled)\b",
    re.IGNORECASE,
)
#: A plan that was met, or that is only what something is done for.
_MET = re.compile(
    "(?:完成|实现|达成|达到|超过|围绕|锚定|聚焦|紧扣|对标|瞄准)[^，。；]{0,16}(?:计划|目标|规划|任务)|(?:年|专项)?行动计划"
    r"|\b(?:met|hit|reached|achieved|exceed(?:ed|ing)|beat|surpass(?:ed|ing)|fulfilled|completed)[^,.;]{0,25}"
    r"\b(?:targets?|goals?|plans?)\b",
    re.IGNORECASE,
)

#: Words before and behind days that are not those of a figure: 2022年1月发布, "since its opening in 2020".
_DATED_BEFORE = re.compile(
    r"(?:成立|设立|挂牌|揭牌|获批|发布|印发|始|建)于$|\b(?:since|after|before|until|till|unlike|following|at|released|published"
    r"|issued|announced|dated|approved|opened|established|founded|launched|unveiled|inaugurated|opening|set up)\b"
    r"(?! present)[^,]*$"
)
#: Words before days up to the end of which something counts: 截至2022年6月, "the year to June 2022".
_UP_TO = re.compile(r"(?:截至|截止|到|至)$|\b(?:to|by|through|as of|as at|end|ended|ending) $")
_DATED_BEHIND = re.compile(
    "[自从在于据]?(?:[0-9〇零一二三四五六七八九]{4}|[今去本上])年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?"
    "(?:[春夏秋冬暑汛]|(?:正式|首次|联合)?(?:发布|公布|印发|出台|下发|刊发|发表)"
    "|[^，。；]{0,4}(?:召开|举行|举办|签署|挂牌|揭牌|成立|设立|获批|批准|启动)的)"
    "|(?:in |during )?[0-9]{4}(?:,| and|, and)(?: [0-9]{4}(?:,| and|, and))* [0-9]{4}(?![0-9])"
).match
#: Words of a count that may go back to before the days named, unless these go on from the start of a year.
_CUMULATIVE = re.compile(
    r"累计|累积|迄今|\b(?:cumulativ|accumulat)|\b(?:so far|to date|in total|in all|brought|bringing|taking|raising)\b"
)
#: What is between the figures of a list and behind one that it goes on from, and a word that says that it is in order.
_ONLY_JOINED = re.compile("[家个项户名列辆、，,和与及\\s]*").fullmatch
_GOES_ON = re.compile(r"\s?(?:[、和与及]|and )\s?[约近超逾]?[0-9]").match
_RESPECTIVELY = re.compile(r"[^;]*\brespectively\b", re.IGNORECASE).match
#: What is behind the number of an item: 1.新设企业500家.
_ITEM = re.compile("[.．]?\\s?[\u3400-\u9fff]").match
_ALL_YEAR = re.compile("全年|1 ?(?:-|—+|–|~|至|到) ?12月")


def names_a_part(indicator: Indicator, words: str) -> bool:
    """Whether a clause names an indicator of a part only: 民营企业出口总额, 对欧盟出口额, "exports to the EU".

    >>> from anhui_ftz import load
    >>> exports = load().indicators["goods-exports"]
    >>> names_a_part(exports, "民营企业出口总额"), names_a_part(exports, "全省出口总额")
    (True, False)
    """
    before, name, behind = around_its_name(indicator, words)
    partner = _PARTNER(behind)
    return bool(_PART_BEFORE.search(before) or (partner and _OWN_SIDE.get(partner["word"]) not in name.split()))


def around_its_name(indicator: Indicator, words: str) -> tuple[str, str, str]:
    """Return what a clause has before the longest name of an indicator, the name, and what is behind it."""
    folded = words.casefold()
    found = [name for name in indicator.name.all if name.casefold() in folded]
    name = max(found, key=len, default="").casefold()
    start = folded.find(name)
    return words[:start], name, words[start + len(name) :]


def says_more(indicator: Indicator, before: str, behind: str) -> bool:
    """Whether a clause says more of an indicator than days and an act: 软件出口额, "chip exports", "exports by firms".

    Parameters
    ----------
    indicator
        The indicator that the clause names.
    before, behind
        The clause up to a figure and behind it, with dots for the places that it names.

    Examples
    --------
    >>> from anhui_ftz import load
    >>> exports = load().indicators["goods-exports"]
    >>> [says_more(exports, each, "") for each in ("软件出口额", "累计完成出口额", "chip exports", "total exports")]
    [True, False, True, False]
    """
    left, _, right = around_its_name(indicator, f"{before}#{behind}")
    if WIDE.search(left + right):
        return WIDE.search(_FILLING.sub("", left + " " + right)) is not None
    said = LATIN.findall(f"{_ONE_BEFORE.sub('', left)} {right}".casefold())
    return not _FILLING_WORDS.issuperset(said) or bool(_PER_SPAN.search(right) or _OF_MORE.search(left))


def names_a_change(indicator: Indicator, before: str, printed: str, behind: str) -> bool:
    """Whether a clause gives a change, a balance or an end of what an indicator measures: 出口额增加, 终止签约项目.

    Parameters
    ----------
    indicator
        The indicator that the clause names.
    before, printed, behind
        The clause up to a figure, the figure with the words that bound it, and the clause behind it.

    Examples
    --------
    >>> from anhui_ftz import load
    >>> exports = load().indicators["goods-exports"]
    >>> [names_a_change(exports, "货物出口额增加", each, "") for each in ("3亿元", "到3亿元")]
    [True, False]
    """
    if _CHANGE_BEHIND.match(behind) or (_CHANGE_BEFORE.search(before) and not CAME_TO.match(printed)):
        return True
    if indicator.kind is not IndicatorKind.RATIO and _TIMES.search(printed):
        return True
    left, _, right = around_its_name(indicator, f"{before} {behind}")
    rest = f"{left} {right}"
    if indicator.kind is IndicatorKind.STOCK and _ADDED.search(rest):
        return True
    return bool(_BALANCE.search(rest) or (not indicator.unit.is_count and "新增" in rest))


def may_be_planned(before: str, behind: str) -> bool:
    """Whether a sentence may give a figure as planned or expected, by its words before the figure and behind it.

    >>> may_be_planned("预计，新设企业", ""), may_be_planned("新设企业", "的目标"), may_be_planned("完成目标，新设", "")
    (True, True, False)
    """
    part = _MET.sub("", PART.split(before)[-1])
    clause = CLAUSE.split(part)[-1] + " " + _MET.sub("", CLAUSE.split(behind)[0])
    return bool(_PLANNED.search(part) or _PLANNED_HERE.search(clause))


def own_days(datings: list[tuple[int, Dating | None]], text: str) -> list[tuple[int, Dating | None]]:
    """Return the days that a plain text names for figures, each with where it starts; None for days of something else.

    Days in the title of a document count where there are no others, and then they are not certain.

    >>> days = Dating(Period.parse("2022"))
    >>> [own_days([(0, days)], text) == [(0, days)] for text in ("2022年1月发布", "2022年1月，合肥", "2022年春")]
    [False, True, False]
    """
    found = [(start, None if _is_of_another(text, start, dating) else dating) for start, dating in datings]
    others = [each for each in found if not _is_in_a_title(text, each[0])]
    return others or [(start, None) for start, _ in found]


def _is_in_a_title(text: str, start: int) -> bool:
    before = text[:start]
    return before.rfind("《") > before.rfind("》")


def _is_of_another(text: str, start: int, dating: Dating | None) -> bool:
    """Whether days are those of a page, an opening, an event or a season, or only bound others."""
    clause = CLAUSE.split(text[:start])[-1]
    is_last = dating is not None and dating.period.days != 1 and _UP_TO.search(clause)
    return bool(is_last or _DATED_BEFORE.search(clause) or _DATED_BEHIND(text, start))


def may_count_from_before(words: str, period: Period) -> bool:
    """Whether a figure may count from a day before its period, by the words from that to the figure.

    >>> [may_count_from_before("累计新设", Period.parse(days)) for days in ("2022", "2022-01/2022-11", "2022-12")]
    [True, False, True]
    """
    unit, start = period.calendar_unit, period.start
    if unit in (None, "day") or not _CUMULATIVE.search(PART.split(words)[-1]):
        return False
    from_january = start is not None and start.month == 1
    return not (from_january and (unit in ("half", "quarter") or (unit == "year" and _ALL_YEAR.search(words))))


def is_listed(head: str, behind: str, between: str | None) -> bool:
    """Whether a figure is one of several that a sentence lists in order: 分别为3家、2家, 增长8%、10%.

    Parameters
    ----------
    head, behind
        What the sentence says before the figure, from the one before, and behind it.
    between
        What is between the figure before and this one, if that is in a list.

    Examples
    --------
    >>> is_listed("增长", "、10%", None), is_listed("、", "。", "、"), is_listed("增长", "，出口额3亿元", None)
    (True, True, False)
    """
    is_next = between is not None and _ONLY_JOINED(between)
    return bool("分别" in head or is_next or _GOES_ON(behind) or _RESPECTIVELY(behind))


def numbers_an_item(printed: str, behind: str) -> bool:
    """Whether a figure is digits alone directly before Chinese words, so that it may number an item.

    >>> numbers_an_item("1", ".新设企业"), numbers_an_item("500家", "新设企业"), numbers_an_item("500", "")
    (True, False, False)
    """
    return printed.isdecimal() and _ITEM(behind) is not None
