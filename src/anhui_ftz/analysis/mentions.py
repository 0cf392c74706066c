"""Mentions: which of many names a text has, and which it nearly has."""

from __future__ import annotations

__all__ = [
    "UNNAMED",
    "Forms",
    "Mention",
    "alike_names",
    "indicator_forms",
    "innermost",
    "may_mean",
    "mentioned",
    "one_of",
    "place_behind",
    "place_forms",
    "without_places",
]

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.names import folded_name
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.places import Place
from anhui_ftz.model.statistics import Indicator
from anhui_ftz.words.remark import Remark

#: Characters of the shortest names that are looked for.
_SHORTEST, _SHORTEST_LATIN = 2, 4
#: Letters of a stem, and characters of a pair.
_STEM, _PAIR = 5, 2
#: A place that is meant and not named, unless it is what another is compared with: 占全省的30%, 居全市第一.
UNNAMED = re.compile(
    r"(?<![占居列])[全我本该]([省市区县])|(?<![^，、；。：年月度\s])[全我](国)(?![首第领率前复范各人两一统先])"
    r"|(?<!of )\b(?:the|this|our|whole|entire) (province|city|county|country|nation)\b",
    re.IGNORECASE,
)
#: How the Chinese names of these end.
_ENDS = {"province": "省", "city": "市", "county": "县", "country": "国", "nation": "国"}
#: What joins an outer place to the inner one behind it, and an inner one to the outer: 安徽省合肥市, Hefei in Anhui.
_OUTER_INNER, _INNER_OUTER = (
    re.compile(r"\s*(?:的|['’]s)?\s*"),
    re.compile(r"\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE),
)
#: Words before and behind a place that is an exception, a part of what the sentence is about, or a part of a name.
_SET_APART_BEFORE = re.compile(
    "(?:除|除去|除了|不含|不包含|不包括|扣除|剔除|包括|包含|以)$"
    r"|\b(?:excluding|except|except for|other than|outside|apart from|besides|including|led by|driven by) (?:the )?$"
    r"|\b(?:port|airport|district|customs|university|county|park|block)s? (?:of|in) (?:the )?$",
    re.IGNORECASE,
)
_SET_APART_BEHIND = re.compile(
    "(?:等[^，。；,;]{0,8})?(?:之外|以外|外(?=[，,])|在内|的?[^，。；,;]{0,8}(?:带动|引领|推动|支持|支撑|示范|辐射|拉动|助力)下)"
    "|[^，。；,;、]{0,4}?(?:港(?![澳口])|机场|海关|综保区|保税区|大学|高新区|经开区|开发区|区块|园区)"
    "|(?:['’]s)? (?:Port|Airport|Customs|University|Comprehensive|Bonded|High-tech|Economic)\\b"
)
#: A place directly behind a figure and its noun: 2,000 in the Wuhu Area.
_IN_A_PLACE = re.compile(r"[A-Za-z -]*?\b(?:in|of|at) (?:the )?(?P<place>[A-Z][A-Za-z ]*)").match
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


def place_behind(ds: Dataset, places: Forms, clause: str) -> set[str | None]:
    """Return the ids of what may be meant by the places directly behind a figure and its noun.

    >>> from anhui_ftz import load
    >>> [place_behind(load(), place_forms(load()), clause) for clause in (" in the Wuhu Area", " firms")]
    [{'anhui-ftz-wuhu'}, set()]
    """
    match = _IN_A_PLACE(clause)
    found = innermost(ds, mentioned(places, match["place"]), match["place"]) if match else []
    return {id for each in found for id in each.ids}


def _is_set_apart(place: Mention, text: str) -> bool:
    """Whether a text names a place as an exception or a part of what it is about: 除合肥片区外, 以合肥片区为龙头."""
    return bool(_SET_APART_BEFORE.search(text, 0, place.start) or _SET_APART_BEHIND.match(text, place.end))


def one_of(ds: Dataset, places: list[Mention], text: str) -> tuple[str | None, str]:
    """Return the one place that a text names, or what is to be decided: the text may be about more or less than that.

    >>> from anhui_ftz import load
    >>> ds = load()
    >>> [
    ...     one_of(ds, mentioned(place_forms(ds), text), text)
    ...     for text in ("合肥片区出口", "以合肥片区为龙头")
    ... ]
    [('anhui-ftz-hefei', ''), (None, 'subject: the sentence names anhui-ftz-hefei as a part or an exception only')]
    """
    first, *others = sorted({id for each in places for id in each.ids})
    if others:
        return None, Remark("subject-one-of", (first, *others))
    if any(_is_set_apart(each, text) for each in places):
        return None, Remark("subject-set-apart", first)
    if not may_mean(text[places[-1].end :], ds.places[first]):
        return None, Remark("subject-not-named")
    return first, ""


def may_mean(text: str, place: Place) -> bool:
    """Whether what a text does not name, as in 全省 or "the province", may be this place; 全区 is not a part of a zone.

    >>> from anhui_ftz import load
    >>> [may_mean(text, load().places["anhui"]) for text in ("全省出口", "全市出口", "出口")]
    [True, False, True]
    """
    words = ["".join(each.groups("")).lower() for each in UNNAMED.finditer(text)]
    name = place.name.zh
    return not words or (name.endswith(_ENDS.get(words[-1], words[-1])) and not name.endswith("片区"))


def without_places(places: Forms, indicators: Forms, text: str, only: str | None = None) -> str:
    """Return a text with dots for the places that it names, or for one of them alone, but not within indicators."""
    named = [range(each.start, each.end) for each in mentioned(indicators, text)]
    for each in mentioned(places, text):
        if only in (None, *each.ids) and not any(each.start in name for name in named):
            text = text[: each.start] + "·" * (each.end - each.start) + text[each.end :]
    return text


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
