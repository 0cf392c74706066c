"""Growth rates and shares in press releases: whether a percentage behind a level is that of the level."""

from __future__ import annotations

__all__ = ["AVERAGE", "is_a_rate", "rate_of"]

import re
from collections.abc import Collection

from anhui_ftz.analysis.drafts import Candidate
from anhui_ftz.analysis.figures.rates import GROWTH, SHARE
from anhui_ftz.analysis.mentions import UNNAMED
from anhui_ftz.analysis.release_clauses import CAME_TO, LATIN, WIDE, around_its_name
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.statistics import Indicator
from anhui_ftz.words.remark import Remark

#: What the indicator of an average yearly rate is called: that of the rate, with this behind.
AVERAGE = "-annual-average"
#: Words of growth, and those of a share; whose share, and which growth.
_GROWTH = re.compile(
    r"增长|增幅|增速|增加|增量|提高|上升|下降|减少|下滑|回落|\b(?:up|down|grew|rose|fell|increase[ds]?|increasing|"
    r"decrease[ds]?|growth|growing|rising|raising)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"占|比重|\b(?:account\w*|share)\b", re.IGNORECASE)
_OF_THE_PROVINCE = re.compile(r"全省|\bprovince's|of the province", re.IGNORECASE)
#: A wider place, whose growth is another: 全省增长12%.
_WIDER = re.compile(rf"{UNNAMED.pattern}|\bprovinc", re.IGNORECASE)
#: A percentage in the clause before another one.
_ANOTHER = re.compile("%|％|percent|per cent|百分之|[0-9一两二三四五六七八九十]成", re.IGNORECASE)
_YEARLY = re.compile("年均|average annual", re.IGNORECASE)
#: A growth rate directly behind its figure: 3.5%的降幅.
_BEHIND = re.compile("的?(?:同比|年均)?(?:[增降]幅|[增降]速|增长|下降)").match
#: Words around a rate and its level that say nothing more of them; what is left of a clause without them does.
_FILLING_RATE = re.compile(
    "实现|完成|达到|同[比期]|比?(?:上|去|上一)年|相比|增长|增幅|增速|增加|提高|上升|下降|减少|下滑|回落|降幅|年均|比重|占比|份额|全省|名义|大幅|小幅"
    "|快速|稳步|持续|逆势|首次|突破|保持|[0-9]+年|规模|总[量额]|环比|以上|左右|[又也均且并则为达至到约近超逾的占比较与和其分呈在高就是]"
)
_FILLING_RATE_WORDS = frozenset(
    "a an the and with which was were is are up down by of in to at yearly annual annually rise rises rising rose "
    "risen increase increased increases increasing growth grew grown growing gain gained decline declined "
    "decrease decreased drop dropped fall fell reduction representing marking showing recording registering "
    "reaching posting it that this while percent total province provincial s accounting account accounts "
    "accounted for share about around nearly more less rate yoy its respectively".split()
)
#: Words that say that growth is over the year before, those behind it with what is compared.
_YEAR_ON_YEAR = re.compile(r"\byear(?:-| )(?:on|over)(?:-| )year\b", re.IGNORECASE)
_OVER_THE_YEAR = re.compile(
    r"\b(?:from|over|on|than|against|compared (?:with|to)) (?:that of |in )?(?:(?:the|a) )?"
    r"(?:(?:previous|prior|last) year|year(?: earlier| before| ago)?)\b",
    re.IGNORECASE,
)
#: A rate of growth that changes, where the figure is by how much: 增速回落12%.
_RATE_CHANGES = re.compile(
    "(?:增速|增幅|降幅|增长率)[^，。；]{0,8}?(?:回落|下降|下滑|放缓|收窄|提[高升]|加快|扩大|上升|增加|回升|减少)[了约近超逾]*$"
)
#: The same in English: "the growth rate up 2%".
_RATE_ROSE = re.compile(r"\b(?:growth|rate|increase|rise|share)\b.*\b(?:up|down|rose|fell|grew|by)\b", re.IGNORECASE)
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


def is_a_rate(before: str, printed: str, behind: str) -> bool:
    """Whether a clause has words of growth or of a share around a figure.

    >>> [is_a_rate(*clause) for clause in (("同比增长", "8%", ""), ("", "约占全省的8%", ""), ("完成", "8%", ""))]
    [True, True, False]
    """
    words = f"{before} {printed} {behind}"
    return bool(_GROWTH.search(words) or _SHARE.search(words))


def rate_of(
    ds: Dataset, level: Candidate, clause: tuple[str, str, str], others: Collection[str | None]
) -> tuple[str | None, str]:
    """Return the growth rate or the share of a level that a clause gives, or what is to be decided.

    Parameters
    ----------
    ds
        The data set that has the indicators.
    level
        The figure before.
    clause
        The clause up to a percentage, without the place of the level; the percentage as printed; the clause behind it.
    others
        The rates between the two.
    """
    if level.indicator is None:
        return None, Remark("indicator-of-the-one-before")
    words, around = " ".join(clause), " ".join(clause[::2])
    is_share, is_growth = _SHARE.search(words) is not None, _GROWTH.search(words) is not None
    if is_share and not _OF_THE_PROVINCE.search(words):
        return None, Remark("indicator-of-a-share")
    indicator = ds.indicators[level.indicator]
    if is_growth and (_OTHER_BASE.search(around) or level.quantity.unit != indicator.unit):
        return None, Remark("indicator-growth-over-what")
    id = SHARE + level.indicator if is_share else level.indicator + GROWTH
    id += AVERAGE if _YEARLY.search(words) else ""
    is_other = id in others or (others and _may_be_of_a_rate(around))  # 占13%，较上年提高2%
    is_of_both = is_share and is_growth and not CAME_TO.match(clause[1])  # 占全省增量的13%
    if is_other or is_of_both or not _is_of_the_level(indicator, clause, is_share=is_share):
        return None, Remark("indicator-growth-of-what")
    return (id, "") if id in ds.indicators else (None, Remark("indicator-not-in-data", id))


def _may_be_of_a_rate(words: str) -> bool:
    """Whether a change behind a rate may be that of the rate: 占13%，较上年提高2%."""
    return _OF_A_RATE.search(words) is not None and _GREW.search(words) is None


def _is_of_the_level(indicator: Indicator, clause: tuple[str, str, str], *, is_share: bool) -> bool:
    """Whether a clause gives the growth or share of the level before it, of nothing else, and no change of a rate."""
    before, printed, behind = clause
    left, _, right = around_its_name(indicator, before)
    rest = f"{left} {right}"
    if _ANOTHER.search(rest):
        return False  # 占全省的比重由10%提高到13%
    if _RATE_CHANGES.search(before.rstrip()) and not CAME_TO.match(printed):
        return False
    if not is_share and _WIDER.search(before + behind):
        return False
    if not WIDE.search(before + printed + behind):
        over = _OVER_THE_YEAR.sub("", _YEAR_ON_YEAR.sub("", behind))
        rest = f"{_YEAR_ON_YEAR.sub('', rest)} {over}"
        return not _RATE_ROSE.search(rest) and _FILLING_RATE_WORDS.issuperset(LATIN.findall(rest.casefold()))
    is_beside = is_share or _GROWTH.search(before + printed) or _BEHIND(behind)
    more = WIDE.search(_FILLING_RATE.sub("", f"{rest} {behind}")) or not _FILLING_RATE_WORDS.issuperset(
        LATIN.findall(rest.casefold())
    )
    return bool(is_beside and not more)
