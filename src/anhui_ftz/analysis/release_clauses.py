"""Clauses of press releases: what the words around a figure say of it, beside the name of its indicator.

They may say that it is of a part of what the indicator measures, a change of it, of something else, over another base,
or planned.
"""

from __future__ import annotations

__all__ = [
    "CLAUSE",
    "PART",
    "has_another_base",
    "is_of_the_level",
    "may_be_of_a_rate",
    "may_be_planned",
    "names_a_change",
    "names_a_part",
    "says_more",
]

import re

from anhui_ftz.model.statistics import Indicator, IndicatorKind

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
    "实现|完成|累计|达成|达到|突破|首次|再次|合计|共计|总计|全[年省市区国县]|办理|引进|吸引|利用|新增|新设|签订|建成|形成|拥有|现有|已有|集聚"
    "|对外贸易|规模|数量|总[数量额]|金额|年度|期间|当[年月]|同[比期]|环比|目前|截至|截止|辖区|改革|历史|新高|稳步|持续|快速|大幅|小幅|增长|增至"
    "|增幅|增速|增加|提升|提高|上升|下降|减少|下滑|回落|降幅|年均|平均|比重|占比|份额|相比|以上|左右|保持|名义|以来|上半年|下半年|第?[一二三四1-4]?季度"
    "|[上去]年|[0-9一二三四五六七八九十两]+个?月?|第"
    r"|大关|[(（](?![不仅含除剔])[^()（）]*(?:[)）]|$)"
    "|[实有达共新总又已也均各该其的并且则和与及在内里上至到自从为约近超逾数量额个项家户年月日底末初间前中仅较比占是以了我本由呈达增等片区省市]"
)
_FILLING_RATE = re.compile(
    "实现|完成|达到|同[比期]|比?(?:上|去|上一)年|相比|增长|增幅|增速|增加|提高|上升|下降|减少|下滑|回落|降幅|年均|比重|占比|份额|全省|名义|大幅|小幅"
    "|快速|稳步|持续|逆势|首次|突破|保持|[0-9]+年|规模|总[量额]|环比|以上|左右|[又也均且并则为达至到约近超逾的占比较与和其分呈在高就是]"
)
_FILLING_WORDS = frozenset(
    "a an the of in on its total overall annual had has have recorded reported saw with and were was are is "
    "established signed realised realized attracted used utilised utilized achieved completed reached s there "
    "some about over more than to set up added handled carried issued introduced posted registered cumulative "
    "combined whose their million billion percent area zone province city year by at for from that it as this "
    "new newly which also all q h hit totaled totalled amounted came rose grew climbed worth valued "
    "high numbered hitting goods or record".split()
)
_FILLING_RATE_WORDS = frozenset(
    "a an the and with which was were is are up down by of in from than over on to at compared against year "
    "years yearly annual annually same period previous last earlier corresponding rise rises rising rose "
    "risen increase increased increases increasing growth grew grown growing gain gained decline declined "
    "decrease decreased drop dropped fall fell reduction representing marking showing recording registering "
    "reaching posting it that this while percent total province provincial s accounting account accounts "
    "accounted for share about around nearly more less rate yoy first second third fourth quarter quarters "
    "half january february march april may june july august september october november december its "
    "respectively month months".split()
)
#: Words behind a name, of a partner or of those who act: "exports to the EU", "exports by private firms".
_OTHER_SIDE = re.compile(
    r"\b(?:to|from|with|between) (?:the )?(?!January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Q[1-4])[A-Z]"
    r"|\b(?:by|among|via|through) (?:the )?(?!about|over|nearly|around|more|the end)[a-zA-Z]"
)
#: Words beside a place that name another one in it: "the port of Hefei", "Hefei Airport".
_WITHIN = re.compile(
    r"·(?:['’]s)? (?!Province|City|Municipality)(?:[A-Z][a-z]|(?:ports?|airports?|districts?|customs|university)\b)"
    r"|\b(?:ports?|airports?|districts?|customs|university|county|counties|parks?|blocks?) (?:of|in) (?:the )?·"
)
#: What is counted directly behind a figure, where the name comes before it: "projects created 20,000 jobs".
_COUNTED = re.compile(
    " (?!(?:in|of|by|and|at|for|as|to|from|with|on|up|down|this|last|over|more|compared|versus|an?|the|while|was|were|"
    "year)\\b)[a-z]"
)
_LATIN, _WIDE = re.compile("[A-Za-z]+"), re.compile("[\u3400-\u9fff]")
_OF_WHAT = re.compile(
    r"\s+(?:of|in|for)\s+(?:the\s+)?(?!the\s|goods\b|zone|area|province|city|year|region|first|past|whole|same|country|last)[a-z]"
)
#: A figure that says how many times as many.
_TIMES = re.compile(r"倍|\btimes\b|fold\b", re.IGNORECASE)
#: A rate of growth that changes, where the figure is by how much: 增速回落12%.
_RATE_CHANGES = re.compile(
    "(?:增速|增幅|降幅|增长率)[^，。；]{0,8}?(?:回落|下降|下滑|放缓|收窄|提[高升]|加快|扩大|上升|增加|回升|减少)[了约近超逾]*$"
)
#: Words of a change directly before a figure and behind it, unless it says what something came to: 增至5亿元.
_CHANGE_BEFORE = re.compile(
    "(?:增长|增加|增量|增额|净增|新增|上升|提高|扩大|减少|下降|降低|减量|缩减|[多少增减])[了约近超逾]*$"
    r"|\b(?:rose|risen|rising|grew|grown|growing|increased?|increasing|increases|climbed|gained|added|up|fell|fallen|"
    r"falling|dropped|declined?|decreased?|down|lost|growth|rise|fall|drop|reduction)"
    r"(?: (?:of|by))?\s*$",
    re.IGNORECASE,
)
_CAME_TO = re.compile("(?:到|至(?!少)|to (?!about by))", re.IGNORECASE)
_CHANGE_BEHIND = re.compile(
    r"的?(?:增量|增幅|增长|增加|降幅|减少)|\s*(?:more|less|fewer|higher|lower) than\b"
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
#: Growth over anything but the year before: 环比, 较上月, 比2020年, 比上年末.
_OTHER_BASE = re.compile(
    "环比|(?<![同占])[比较与](?!(?:上|去|上一)年(?![末底])|同期)[^，。；;,]{0,8}[0-9月季年初末底]"
    "|[比较](?<![同占环对相].)(?!(?:上|去|上一)年|同期|[快好大高多低小强重例率值])|[高快慢低优]于|[两二三四五]年平均|可比|不变价|美元计|剔除|扣除"
    r"|\b(?:dollar terms|constant prices|on average|comparable|(?:higher|lower|faster|slower) than)\b"
    r"|\b(?:month|quarter|week)[- ](?:on|over)[- ](?:month|quarter|week)\b"
    r"|\b(?:from|than|over|against|compared with|compared to)(?: in)? (?:the )?"
    r"(?:(?:19|20)[0-9]{2}|(?:end|beginning) of|(?:last|previous) (?:month|quarter|week))\b",
    re.IGNORECASE,
)
#: Words of a change of a rate, and of growth.
_OF_A_RATE = re.compile(
    r"提[高升]|上升|回落|回升|增加|扩大|加快|放缓|\b(?:up|down|higher|lower|increase[ds]?)\b", re.IGNORECASE
)
_GREW = re.compile("增长|环比|同比")


def names_a_part(indicator: Indicator, words: str) -> bool:
    """Whether a clause names an indicator of a part only: 民营企业出口总额, 对欧盟出口额, "exports to the EU".

    >>> from anhui_ftz import load
    >>> exports = load().indicators["goods-exports"]
    >>> names_a_part(exports, "民营企业出口总额"), names_a_part(exports, "全省出口总额")
    (True, False)
    """
    before, name, behind = _around_its_name(indicator, words)
    partner = _PARTNER(behind)
    return bool(_PART_BEFORE.search(before) or (partner and _OWN_SIDE.get(partner["word"]) not in name.split()))


def _around_its_name(indicator: Indicator, words: str) -> tuple[str, str, str]:
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
    left, _, right = _around_its_name(indicator, f"{before}#{behind}")
    if _WIDE.search(left + right):
        return _WIDE.search(_FILLING.sub("", left + " " + right)) is not None
    between, is_before, after = right.partition("#")
    said = [*_LATIN.findall(left.casefold())[-1:], *(_LATIN.findall(between.casefold()) if is_before else [])]
    return (
        not _FILLING_WORDS.issuperset(said)
        or _OF_WHAT.match(right) is not None
        or _OTHER_SIDE.search(right) is not None
        or _WITHIN.search(f"{left}|{right}") is not None
        or (bool(is_before) and indicator.unit.is_count and _COUNTED.match(after) is not None)
    )


def is_of_the_level(indicator: Indicator, before: str, behind: str) -> bool:
    """Whether a clause gives the growth or share of the level before it, and of nothing else, and no change of a rate.

    Parameters
    ----------
    indicator
        The indicator of the level.
    before, behind
        The clause up to a figure and behind it.

    Examples
    --------
    >>> from anhui_ftz import load
    >>> exports = load().indicators["goods-exports"]
    >>> [is_of_the_level(exports, each, "") for each in ("同比增长", "税收增长", "增速提高")]
    [True, False, False]
    """
    left, _, right = _around_its_name(indicator, before)
    rest = f"{left} {right}"
    if _RATE_CHANGES.search(before.rstrip()) or _WIDE.search(_FILLING_RATE.sub("", rest)):
        return False
    words = _LATIN.findall(rest.casefold() + ("" if _WIDE.search(before) else f" {behind.casefold()}"))
    return _FILLING_RATE_WORDS.issuperset(words)


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
    if _CHANGE_BEHIND.match(behind) or (_CHANGE_BEFORE.search(before) and not _CAME_TO.match(printed)):
        return True
    if indicator.kind is not IndicatorKind.RATIO and _TIMES.search(printed):
        return True
    left, _, right = _around_its_name(indicator, f"{before} {behind}")
    rest = f"{left} {right}"
    return bool(_BALANCE.search(rest) or (indicator.kind is IndicatorKind.STOCK and _ADDED.search(rest)))


def has_another_base(words: str) -> bool:
    """Whether a clause gives growth over anything but the year before, or counted otherwise.

    >>> [has_another_base(words) for words in ("同比增长", "环比增长", "比全国增长", "比上年增长")]
    [False, True, True, False]
    """
    return _OTHER_BASE.search(words) is not None


def may_be_of_a_rate(words: str) -> bool:
    """Whether a change behind a rate may be that of the rate: 占13%，较上年提高2%.

    >>> may_be_of_a_rate("较上年提高"), may_be_of_a_rate("同比增长")
    (True, False)
    """
    return _OF_A_RATE.search(words) is not None and _GREW.search(words) is None


def may_be_planned(before: str, behind: str) -> bool:
    """Whether a sentence may give a figure as planned or expected, by its words before the figure and behind it.

    >>> may_be_planned("预计，新设企业", ""), may_be_planned("新设企业", "的目标"), may_be_planned("完成目标，新设", "")
    (True, True, False)
    """
    part = _MET.sub("", PART.split(before)[-1])
    clause = CLAUSE.split(part)[-1] + " " + _MET.sub("", CLAUSE.split(behind)[0])
    return bool(_PLANNED.search(part) or _PLANNED_HERE.search(clause))
