"""Law 13 on the bundled edition: what is shown in Chinese has no English word but names, codes and quoted prints."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz.words import CATALOGUES
from anhui_ftz.words.sources import locator_words

DS = ftz.load()
#: Prints, titles, addresses, names of sites, and ids.
_QUOTED = re.compile(
    r"https?://[!-~]+|“[^”]*”|《[^》]*》|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[!-~]*)?|[\w-]+/[!-~]+|[0-9a-f]{40}"
    r"|\b[a-z0-9]+(?:-[a-z0-9]+)+\b",
    re.ASCII,
)
#: Headings of English pages, which are quoted as they are printed.
HEADINGS = {"History", "Southern Zhoushan Island Area", "market developments and pricing mechanism"}
#: Words that Chinese texts use as they are: units, and names that the notes quote or that no page prints in Chinese.
USUAL = set("TEU ISO BPM MSC SHINE CNR Guo Jinsong Zhang Qiang Dai Chuanyu Chu Weiwei Fang Xu".split())


def latin(text: str) -> set[str]:
    """Return the words in Latin letters that are no address, id or quotation."""
    return set(re.findall("[A-Za-z]{3,}", _QUOTED.sub(" ", text)))


def _names() -> set[str]:
    """Return the Latin words of Chinese names: those of places, indicators and cooperations, and of publishers."""
    named = [
        row.name.zh for _, rows in DS.tables() for row in rows if not isinstance(row, ftz.Source | ftz.Observation)
    ]
    return {word for name in (*named, *(row.publisher_in("zh") for row in DS.sources)) for word in latin(name)}


NAMES = {*_names(), *USUAL}


def test_an_english_word_is_found() -> None:
    assert latin("安徽trade额，见“print”和https://x.cn/trade以及ah-obs-001") == {"trade"}
    assert not {"trade", "passage", "paragraph", "Figures", "the", "and", "report"} & NAMES


def parts(row: object) -> tuple[ftz.Milestone | ftz.ZoneEvent, ...]:
    return (*getattr(row, "milestones", ()), *getattr(row, "events", ()))


@pytest.mark.parametrize("depth", ["headline", "full"])
@pytest.mark.parametrize("place", [*(zone.id for zone in DS.zones), "anhui-ftz-hefei", "anhui-ftz-wuhu", "shanghai"])
def test_a_briefing_in_chinese_is_chinese(place: str, depth: str) -> None:
    text = ftz.briefing(DS, place, "zh", depth=depth).text.replace(DS.place(place).name.en, "")  # type: ignore[arg-type]
    words = latin(re.sub(rf"(?m)更多  --full.*|[(]{place}[)]|^- {place}；", "", text))
    assert words <= NAMES, words - NAMES


def test_sources_are_cited_in_chinese() -> None:
    for source in DS.sources:
        words = latin(ftz.cite(source, lang="zh", ds=DS).replace(source.title, ""))
        assert words <= NAMES, (source.id, words - NAMES)


def test_places_in_sources_are_named_in_chinese_by_words_of_which_each_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holders = [each for _, rows in DS.tables() for row in rows for each in (row, *parts(row))]
    locators = {cited.locator for each in holders for cited in getattr(each, "citations", ())}
    assert len(locators) > 900
    assert {each for each in locators if latin(locator_words(each, "zh"))} == HEADINGS
    chinese = CATALOGUES["zh"]
    said = {each: locator_words(each, "zh") for each in locators | {"section «History»"}}
    for key in chinese.locators:
        without = {each: words for each, words in chinese.locators.items() if each != key}
        monkeypatch.setitem(CATALOGUES, "zh", evolve(chinese, locators=without))
        assert said != {each: locator_words(each, "zh") for each in said}, f"nothing needs {key}"


def test_notes_definitions_and_focus_are_chinese() -> None:
    for _, rows in DS.tables():
        for row in rows:
            said = [*(each.text for each in row.notes), *getattr(row, "focus", ())]
            said += [row.definition] if isinstance(row, ftz.Indicator) else []
            for text in said:
                assert latin(text.zh) <= NAMES, (row.id, text.zh)


def test_the_working_of_a_result_is_chinese() -> None:
    sizes = [ftz.latest(DS, area.id, "area") for area in DS.areas if area.zone == "anhui-ftz"]
    assert latin(ftz.explain(ftz.total(DS, sizes), "zh", ds=DS)) <= NAMES
