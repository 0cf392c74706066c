"""Mentions: which of many names a text has, and which it nearly has."""

from __future__ import annotations

__all__ = [
    "Forms",
    "Mention",
    "alike_names",
    "indicator_forms",
    "innermost",
    "is_set_apart",
    "mentioned",
    "names_a_part",
    "place_forms",
]

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.names import folded_name
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.statistics import Indicator

#: Characters of the shortest names that are looked for.
_SHORTEST, _SHORTEST_LATIN = 2, 4
#: Letters of a stem, and characters of a pair.
_STEM, _PAIR = 5, 2
#: Words before and behind a name that make it that of a part: whose, of what, with whom.
_PART_BEFORE = re.compile(
    "(?:(?:民营|私营|国有|国营|外资|外商投资|内资|合资|独资|中小|小微|龙头|重点|规上|规模以上|上市)企业|[民国外]企"
    "|(?:一般|加工|保税|边境|小额|服务|数字|转口|离岸|易货)贸易|市场采购|保税物流|跨境电商"
    "|产品|商品|制品|消费品|汽车|船舶|钢材|家电|手机|电池|集成电路|设备"
    "|(?:对(?!外)|与|自(?![贸由主营])|从)[\u3400-\u9fff]{1,12}?)(?:的|货物|外贸|累计|实现|完成|共)*$"
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
#: What joins an outer place to the inner one behind it, and an inner one to the outer: 安徽省合肥市, Hefei in Anhui.
_OUTER_INNER, _INNER_OUTER = (
    re.compile(r"\s*(?:的|['’]s)?\s*"),
    re.compile(r"\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE),
)
#: Words before and behind a place that is an exception or a part of what the sentence is about.
_SET_APART_BEFORE = re.compile(
    "(?:除|除去|除了|不含|不包含|不包括|扣除|剔除|包括|包含|以)$"
    r"|\b(?:excluding|except|except for|other than|outside|apart from|besides|including|led by|driven by) (?:the )?$",
    re.IGNORECASE,
)
_SET_APART_BEHIND = re.compile(
    "(?:等[^，。；,;]{0,8})?(?:之外|以外|外(?=[，,])|在内|的?[^，。；,;]{0,8}(?:带动|引领|推动|支持|支撑|示范|辐射|拉动|助力)下)"
)
#: What ends a name: 安徽自贸试验区、合肥片区 are two.
_STOP = re.compile("[、，。；]")
#: A Latin word, or one other character.
_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+|[^\W\d_]")


class Forms(NamedTuple):
    """Names that are looked for in a sentence."""

    #: Folded name to the ids that it means.
    ids: dict[str, set[str]]
    #: Characters of the longest name.
    longest: int


class Mention(NamedTuple):
    """A name in a text."""

    #: The ids that it means.
    ids: set[str]
    #: Where it starts and ends in the text.
    start: int
    end: int


def place_forms(ds: Dataset) -> Forms:
    """Return the names of the places of a data set."""
    return _forms((place.id, place.name.all) for place in ds.places)


def indicator_forms(ds: Dataset) -> Forms:
    """Return the names of the indicators of a data set."""
    return _forms((row.id, row.name.all) for row in ds.indicators)


def _forms(named: Iterable[tuple[str, tuple[str, ...]]]) -> Forms:
    """Return the ids that each name means, for names that are long enough to be found in a sentence."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id, names in named:
        for name in names:
            folded = folded_name(name)
            if len(folded) >= (_SHORTEST_LATIN if folded.isascii() else _SHORTEST):
                found[folded].add(id)
    return Forms(found, max(map(len, found), default=0))


def mentioned(forms: Forms, text: str) -> list[Mention]:
    """Return the names in a text, in order; of names that overlap, the longest."""
    found, words = list[Mention](), list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        joined, best = "", 0
        for end in range(place, len(words)):
            if end > place and _STOP.search(text, words[end - 1].end(), words[end].start()):
                break
            joined += folded_name(words[end][0])
            if len(joined) > forms.longest:
                break
            if joined in forms.ids:
                best, ids = end + 1, forms.ids[joined]
        if best:
            found.append(Mention(ids, words[place].start(), words[best - 1].end()))
        place = best or place + 1
    return found


def innermost(ds: Dataset, mentions: list[Mention], text: str) -> list[Mention]:
    """Return the places that a text names, without each that is right beside one in it and says where that lies."""
    outer = set[int]()
    for number, (one, other) in enumerate(pairwise(mentions)):
        if _OUTER_INNER.fullmatch(text, one.end, other.start) and _lies_in(ds, other, one):
            outer.add(number)
        elif _INNER_OUTER.fullmatch(text, one.end, other.start) and _lies_in(ds, one, other):
            outer.add(number + 1)
    return [each for number, each in enumerate(mentions) if number not in outer]


def _lies_in(ds: Dataset, inner: Mention, outer: Mention) -> bool:
    return all((ancestors(ds, id) - {id}) & outer.ids for id in inner.ids)


def is_set_apart(place: Mention, text: str) -> bool:
    """Whether a text names a place as an exception or a part of what it is about: 除合肥片区外, 以合肥片区为龙头."""
    return bool(_SET_APART_BEFORE.search(text, 0, place.start) or _SET_APART_BEHIND.match(text, place.end))


def names_a_part(indicator: Indicator, words: str) -> bool:
    """Whether a clause names an indicator of a part only: 民营企业出口总额, 对欧盟出口额, "exports to the EU".

    >>> from anhui_ftz import load
    >>> exports = load().indicators["goods-exports"]
    >>> names_a_part(exports, "民营企业出口总额"), names_a_part(exports, "全省出口总额")
    (True, False)
    """
    folded = words.casefold()
    found = [name for name in indicator.name.all if name.casefold() in folded]
    name = max(found, key=len, default="").casefold()
    start = folded.find(name)
    partner = _PARTNER(words, start + len(name))
    return bool(_PART_BEFORE.search(words[:start]) or (partner and _OWN_SIDE.get(partner["word"]) not in name.split()))


def alike_names(indicators: Iterable[Indicator], words: str) -> list[str]:
    """Return the ids of indicators that share words or characters of their names with a clause, the most first."""
    said = _stems(words)
    shared = {row.id: len(said & _stems(f"{row.name.en} {row.name.zh}")) for row in indicators}
    found = sorted((-count, id) for id, count in shared.items() if count)
    return [id for _, id in found]


def _stems(text: str) -> set[str]:
    """Return the beginnings of the Latin words of a text, and each pair of other characters."""
    pieces = _WORD.findall(text.casefold())
    latin = {piece[:_STEM] for piece in pieces if piece.isascii() and len(piece) >= _STEM}
    return latin | {
        one + other for one, other in pairwise(pieces) if not (one + other).isascii() and len(one + other) == _PAIR
    }
