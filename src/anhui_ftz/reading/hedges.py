"""The words that bound a figure, in plain characters: hedges, negations, and what leaves doubt.

A longer word that means nothing to a figure hides a shorter one that does: 附近 is not 近, and
"took over" is not "over".
"""

from __future__ import annotations

__all__ = ["MARKERS", "NEGATION", "STRAY", "Hedge", "Word", "doubt_behind", "hedge_before", "hedge_behind"]

import re
from enum import StrEnum

from anhui_ftz.reading.lexicon import Words


class Hedge(StrEnum):
    """What the words around a figure say about how it bounds the true one."""

    EXACTLY = "exactly"
    ROUNDED = "rounded"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    BETWEEN = "between"


class Word(StrEnum):
    """What else a word does before a figure."""

    #: Stands between a hedge and its figure: 约有, "over a".
    FILLER = "filler"
    #: Says that the figure was reached; under a negation it is an upper bound: 未达, "failed to reach".
    REACHED = "reached"
    #: Mirrors the bound of the word that follows.
    NOT = "not"
    #: Leaves open whether the figure was reached, or what it is.
    DOUBT = "doubt"
    #: Means nothing to a figure.
    NOTHING = "nothing"


#: Words that look like those below and mean nothing to a figure.
_HIDING = (
    "合约|节约|契约|条约|预约|公约|签约|相约|制约|集约|简约|履约|违约|特约|邀约|缔约|纽约|续约|租约|盟约|隐约|"
    "约定|约束|约谈|约见|附近|最近|邻近|靠近|亲近|新近|就近|远近|相近|贴近|走近|近年|近期|近日|近来|近海|近代|近洋|"
    "打破|侦破|爆破|破产|破冰|破解|破获|破碎|破土|破题|赶超|反超|超级|超算|超市|超大|超额|超前|超高|超强|超长|超薄|"
    "超导|超声|超限额|逾期|历史最高|历史最低|历史最多|不断|不仅|不但|不同|不少|不良|不动产|不锈钢|不变价|不久|不竭|"
    "不等|未来|无锡|无人|无线|无纸|无水港|无为|无偿|无形|无缝|无感|无障碍|非公|非洲|非金属|非银|非居民|非遗|非税|"
    "非国有|非货币|没收|许可|认可|宁可|渴望|希望|愿望|展望|对比|占比|同比|环比|资料|材料|原料|饲料|燃料|塑料|肥料|"
    "偏差|误差|逆差|顺差|价差|出差|紧缺|困难|灾难|若干|来自|各自|亲自|自由|理由|脱离|指标|商标|以及|乃至|甚至|所有|现有|"
    "持有|含有|具有|拥有|还有|只有|公共|中共|总共|得到|收到|看到|感到|遇到|受到|签到|报到|迟到|直到|圆满|美满|期满|"
    "若羌|若尔盖|莫干山|莫斯科|莫桑比克|莫力达瓦|未央|无棣|无极县|不丹|约旦|约翰|虚拟|模拟|"
    "所以|通过|经过|度过|渡过|走过|路过|马达|雷达|发达|抵达|认为|分为|作为|成为|改为|列为|称为|因为|take over|"
    "takes over|took over|taken over|taking over|hand over|handed over|left over|carried over|turn over|all over|no."
)
#: Words that mirror the bound behind them.
_NOT = (
    "从未|从没|不|不会|不应|不应当|不应该|不得|不能|不可|不可以|不宜|不许|不准|不允许|不曾|不再|不要|不该|未|未能|未曾|"
    "未有|没|没有|没能|没有能|勿|not|no|never|cannot|can't|didn't|doesn't|don't|won't|isn't|wasn't|aren't|"
    "weren't|hasn't|haven't|hadn't|shouldn't|mustn't|failed to|fails to|fail to|failing to|failure to|without|"
    "nicht|не"
)
#: The same within the words of a bound, as in 不足 and "no less than".
NEGATION = re.compile("|".join(rf"\b{word}\b" if word < "\u3400" else word for word in _NOT.split("|")))
#: A level that is crossed downward: 跌破8000家, "fell below".
_CROSSED = "跌破|降破|跌穿|击穿|失守|" + "|".join(
    f"{fell} {level}"
    for fell in (
        "fall|falls|fell|fallen|falling|drop|drops|dropped|dropping|dip|dips|dipped|dipping|slip|slips|slipped|slipping|"
        "slide|slides|slid|sliding|sink|sinks|sank|sunk|decline|declines|declined|declining|plunge|plunges|plunged|"
        "plummeted|tumbled|decreased|came|come|comes"
    ).split("|")
    for level in ("below", "under", "through", "short of")
)
#: What stands before a figure, with whether a negation mirrors it.
_BEFORE = Words[tuple[Hedge | Word, bool]](
    {
        (Hedge.AT_LEAST, True): (
            "超过|超出|超越|超|突破|冲破|破|逾|多于|大于|高于|跨过|跨越|越过|迈过|站上|站稳|登上|迈上|跃上|"
            "冲上|踏上|跨上|攀上|守住|险守|迈入|broke the|breaks the|breaking the|"
            "broke through|breaks through|breaking through|"
            "passed the|passes the|passing the|crossed the|crosses the|crossing the|more than|greater than|"
            "higher than|larger than|over|above|beyond|in excess of|exceed|exceeds|exceeded|exceeding|surpass|"
            "surpasses|surpassed|surpassing|top|tops|topped|topping|oltre|più di|superiore a|mehr als|über|более|"
            "больше|свыше"
        ),
        (Hedge.AT_MOST, True): (
            f"{_CROSSED}|低于|少于|小于|不足|less than|fewer than|lower than|smaller than|under|below|meno di|"
            "inferiore a|weniger als|unter|менее"
        ),
        (Word.NOTHING, False): _HIDING,
        (Hedge.AT_LEAST, False): (
            "至少|起码|最少|最低|最低达|最少达|至少达|少说|大于等于|大于或等于|等于或大于|不下|不下于|不止|≥|>=|>|≧|⩾|"
            "at least|a minimum of|minimum of|upwards of|north of|greater than or equal to|more than or equal to|"
            "equal to or more than|minimum|min|min.|almeno|mindestens|ha superato|ha superato i|"
            "ha superato gli|ha superato le"
        ),
        (Hedge.AT_MOST, False): (
            "不及|未及|至多|最多|顶多|最高|最高达|最多达|最高可达|小于等于|小于或等于|等于或小于|≤|<=|<|≦|⩽|at most|"
            "up to|a maximum of|maximum of|short of|less than or equal to|fewer than or equal to|"
            "equal to or less than|maximum|max|max.|fino a|bis zu|höchstens"
        ),
        (Hedge.ABOUT, False): (
            "大约|大概|大致|约|约为|约合|差不多|~|∼|≈|≒|about|around|approximately|approx.|approx|roughly|some|circa|"
            "ca.|およそ|rund|etwa|ungefähr|около|примерно"
        ),
        (Hedge.NEARLY, False): (
            "接近|逼近|直逼|将近|近|几乎|nearly|almost|close to|approaching|nearing|just under|just below|"
            "just short of|just shy of|quasi|knapp|beinahe|почти"
        ),
        (Hedge.BETWEEN, False): "介于|between|от",
        (Hedge.EXACTLY, False): "恰为|恰好|正好|刚好|exactly|precisely",
        (Word.FILLER, False): (
            "了|有|共|共计|共有|合计|总计|累计|以|为|至|a|an|the|a total of|total of|to|by|at|a record|a whopping|be|"
            "been|have|has|had"
        ),
        (Word.REACHED, False): (
            "达|达到|达至|到|满|高达|多达|reach|reached|reaches|reaching|hit|hits|hitting|attain|attained|achieve|"
            "achieved"
        ),
        (Word.NOT, False): _NOT,
        (Word.DOUBT, False): (
            "高出|可|可能|或|或将|也许|或许|恐|恐将|有望|望|预计|预期|预测|料|料将|估|估计|测算|拟|计划|力争|争取|目标|"
            "目标为|目标是|确保|原定|冲刺|冲击|挑战|瞄准|距|距离|离|差|还差|差点|差一点|险些|缺|较|比|从|由|自|正负|难|难以|"
            "不过|未必|不一定|不见得|将|即将|将会|将要|濒临|直奔|奔向|迈向|冲向|走向|剑指|直指|直追|紧追|逼平|追平|"
            "控制在|限制在|限定在|限于|限为|限|除|除了|扣除|剔除|less|fewer|plus|will|would|shall|going to|set to|"
            "poised to|on track to|as high as|as low as|over or under|above or below|under or over|below or above|"
            "重返|重回|叩开|跻身|欠|within|broke|breaks|breaking|passed|passes|passing|crossed|crosses|crossing|"
            "more or less|more or fewer|may|might|could|can|likely|unlikely|possibly|perhaps|maybe|potentially|"
            "expected|estimated|projected|forecast|predicted|planned|target|targeted|goal|aim|aims|aimed|hoped|supposed|ought|from|than|"
            "versus|vs|vs.|against|except|excluding|as many as|as much as|as few as|as little as|average|averaging|"
            "one in|two in|three in|four in|out of|a target of|target of|a goal of|goal of|an estimated|an average of|"
            "average of|an estimate of|may not|might not|could not"
        ),
    }
)
#: What stands behind a figure and its unit.
_BEHIND = Words(
    {
        Hedge.AT_LEAST: (
            "以上|之上|或更多|甚至更多|及以上|及其以上|或以上|有余|开外|出头|余|多|超|起|+|or more|or above|or over|"
            "or higher|or greater|and above|and over|and up|and more|plus|at least|at minimum|を超える"
        ),
        Hedge.AT_MOST: (
            "以下|之下|及以下|及其以下|或以下|以内|之内|不到|未到|未达|未满|不满|不足|封顶|为限|内|or less|or fewer|"
            "or below|or under|or lower|at most|at the most|max|maximum|tops"
        ),
        Hedge.ABOUT: "左右|上下|or so|or thereabouts",
        Hedge.BETWEEN: "之间",
        Hedge.EXACTLY: "整",
    }
)
#: What stands behind a figure, with what bounds it, and leaves open what it says: 5亿元的目标, "5% below plan".
_DOUBT_BEHIND = Words(
    {
        Word.DOUBT: (
            "强|弱|起步|目标|上限|下限|门槛|红线|缺口|差距|计划|的目标|的任务|的上限|的下限|的门槛|的红线|的缺口|的差距|的计划|为底线|"
            "是底线|为红线|是红线|以外|之外|打底|保底|往上|朝上|还多|还少|多一点|少一点|差一点|多点|少点|差点|浮动|前后|"
            "迈进|挺进|进发|靠拢|一亩|一人|一户|一吨|一斤|一平方|一套|一台|一辆|below|above|short|shy|behind|beneath|minus|"
            "target|targets|goal|goals|forecast|projection|odd|something|to go|apiece|each|min|daily|weekly|"
            "monthly|quarterly|annually|yearly|hourly|p.a.|under plan|under plans|under target|under targets|"
            "under quota|under quotas|under budget|under budgets|under forecast|under forecasts|over plan|over plans|"
            "over target|over targets|over quota|over quotas|over budget|over budgets|over forecast|over forecasts"
        ),
    }
)
#: The same where it stands alone in brackets: 5亿元（预计）.
_DOUBT_IN_BRACKETS = Words(
    {
        Word.DOUBT: (
            "约|大约|左右|预计|预估|预测|估|估计|估算|计划|目标|目标值|拟|目标数|计划数|计划值|预测数|预测值|"
            "预计数|预计值|估计数|估计值|估算数|估算值|预算数|max|min|est|e|f|p|estimate|estimated|approx|"
            "approximately|about|target|planned|projected|forecast|expected"
        ),
    }
)
#: Those that count at the end of a clause alone, since elsewhere they belong to what follows.
_AT_THE_END = frozenset("强 弱 余 多 超 起 整 不到 未到 未达 未满 不满 不足 封顶 为限 内 plus".split())
#: Between a number and its scale, unit or noun: 470余家, 10多亿元.
MARKERS = Words[Hedge | Word](
    {
        Hedge.AT_LEAST: "余|多",
        Hedge.ABOUT: "来",
        Word.NOTHING: (
            "余杭|余姚|余额|余量|多式|多边|多样|多功能|多语|多点|多晶|来自|来源|来华|来访|来料|来电|来说|来临|来看"
        ),
    }
)
#: Words that, where they are left over in the clause of a figure, may turn it around.
STRAY = Words[Hedge | Word](
    {
        Word.NOTHING: _HIDING,
        Word.NOT: (
            "不|未|没|无|非|勿|莫|否|难以|not|no|never|nor|neither|none|without|cannot|can't|didn't|doesn't|don't|"
            "won't|isn't|wasn't|aren't|weren't|hasn't|haven't|hadn't|shouldn't|mustn't|wouldn't|couldn't|fail|fails|"
            "failed|failing|failure|missed|misses|unable|hardly|barely|scarcely|rarely|seldom|lack|lacks|lacked|"
            "nothing|nowhere|nobody|all but|anything but|instead of|禁止|严禁|杜绝|避免|防止|拒绝|谨防|avoid|avoids|"
            "avoided|avoiding|prevent|prevents|prevented|preventing|prohibit|prohibits|prohibited|forbid|forbids|"
            "forbidden|banned|refused|denied"
        ),
        Word.DOUBT: (
            "更多|更少|超|逾|破|近|约|大于|小于|高于|低于|多于|少于|至少|至多|最多|最少|接近|将近|大约|左右|上限|下限|"
            "more than|less than|fewer than|at least|at most|up to|exceed|exceeds|exceeded|exceeding|surpass|"
            "surpasses|surpassed|surpassing|short of|close to|maximum|minimum|max|如果|假如|假设|倘若|若|若是|是否|"
            "险些|差点|差一点|if|unless|whether|in case|预计|预期|预估|力争|争取|有望|拟|"
            "计划引进|计划实现|计划新增|计划完成|目标增长|增长目标|达产后|投产后|高出|projected|expected|forecast|"
            "forecasts|will|would|"
            "aim to|aims to|aim for|aims for|aiming to|aiming for|plan to|plans to|planned to|planning to|intend to|"
            "intends to|intended to|seek to|seeks to|hope to|hopes to|strive to|strives to|likely to|goal is|"
            "target is|估计"
        ),
    }
)

#: What may stand before 过 where it bounds a figure; elsewhere it belongs to a verb: 举办过5场.
_BEFORE_PASSED = frozenset("已将额值量未没均破。，、；：:;, |")
_BARE_NUMBER = frozenset("十百千万亿半")


def hedge_before(text: str, end: int) -> tuple[Hedge | Word, int, bool] | None:
    """Return what the word before a figure means, where it starts, and whether a negation mirrors it.

    >>> hedge_before("不超过5亿元", 3), hedge_before("举办过5场", 3)
    ((<Hedge.AT_LEAST: 'at least'>, 1, True), (<Word.DOUBT: 'doubt'>, 2, False))
    """
    if found := _BEFORE.before(text, end):
        (meaning, is_bound), start = found
        return meaning, start, is_bound
    if not text.endswith("过", 0, end):
        return None
    bounds = text[end : end + 1] in _BARE_NUMBER or end == 1 or text[end - 2] in _BEFORE_PASSED
    return (Hedge.AT_LEAST, end - 1, True) if bounds else (Word.DOUBT, end - 1, False)


#: Where a clause ends.
_END = re.compile(r"\s|$|[，。；;、:！!？?…)\]】」』”\"\ue000]|[,.](?:\s|$)")


def hedge_behind(text: str, start: int) -> tuple[Hedge, int] | None:
    """Return what the word behind a figure says, and where it ends.

    >>> hedge_behind("5亿元以上", 3), hedge_behind("5亿元多", 3), hedge_behind("5亿元多式联运", 3)
    ((<Hedge.AT_LEAST: 'at least'>, 5), (<Hedge.AT_LEAST: 'at least'>, 4), None)
    """
    place = start + text.startswith(" ", start)
    found = _BEHIND.at(text, place)
    if found and text[place : found[1]] in _AT_THE_END and not _END.match(text, found[1]):
        return None
    return found


_CLOSING = re.compile(r"\.?\s?\)")


def doubt_behind(text: str) -> tuple[Word, int] | None:
    """Return that what starts a text leaves open what the figure before it says, and where that ends; None if not.

    >>> [doubt_behind(text) for text in ("的目标", " (est.)", "强", "强于预期")]
    [(<Word.DOUBT: 'doubt'>, 3), (<Word.DOUBT: 'doubt'>, 7), (<Word.DOUBT: 'doubt'>, 1), None]
    """
    place = int(text.startswith(" "))
    if text.startswith("(", place):
        found = _DOUBT_IN_BRACKETS.at(text, place + 1)
        closing = found and _CLOSING.match(text, found[1])
        return (Word.DOUBT, closing.end()) if closing else None
    found = _DOUBT_BEHIND.at(text, place)
    is_cut = found is not None and text[place] in _AT_THE_END and text[found[1] : found[1] + 1].isalpha()
    return None if is_cut else found
