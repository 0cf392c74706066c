"""Captions: who published what is shown, which edition it is, and how much of it is not exact."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets
from anhui_ftz.words.sources import publisher_alone

DS = ftz.load()
TRADE = ftz.observations(DS, subject="anhui-ftz", indicator="goods-trade")
SHOWN: dict[str, Any] = {
    "an observation": TRADE[0],
    "an id": TRADE[0].id,
    "observations": TRADE,
    "a mapping": {row.id: row for row in TRADE},
    "a derived figure": ftz.density(DS.observations["ah-obs-010"], DS.observations["ah-obs-001"]),
    "a comparison": ftz.compare(
        DS, ["anhui-ftz", "jiangsu-ftz"], "goods-trade", periods=[2021], show=("share", "growth")
    ),
    "coverage": ftz.coverage(DS, "wuhu-port"),
    "what is on record": ftz.on_record(DS, "anhui-ftz"),
    "growth": ftz.growth_series(DS, "anhui-ftz", "goods-trade"),
    "a reconciliation": ftz.reconcile(DS, "anhui-ftz", "area", prefer="publisher-first"),
    "a cooperation": DS.cooperations["ah-coop-014"],
    "a linkage": ftz.partners(DS, "anhui-ftz")["shanghai-ftz"],
    "partners": ftz.partners(DS, "anhui-ftz"),
    "a matrix": ftz.linkage_matrix(DS),
    "a linkage table": ftz.linkage_table(DS, "anhui-ftz"),
    "a panel": ftz.treatment_panel(DS),
    "a data set": DS,
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", SHOWN)
def test_whatever_is_shown_has_a_caption_of_one_line_with_the_edition(name: str, lang: str) -> None:
    text = ftz.caption(SHOWN[name], lang)
    assert "\n" not in text
    assert DS.edition in text
    assert text.startswith("Sources: " if lang == "en" else "来源：")


#: Publishers as data have them, and what a caption names.
NAMED = [
    ("Xinhua", "Xinhua"),
    ("Xinhua (Russian), via dknews.kz", "Xinhua"),
    ("Azernews (from Xinhua), via MENAFN", "Azernews"),
    ("Hefei Daily via Anhui News", "Hefei Daily"),
    ("The Paper, digest (copy on zhishi.hgjy100.com)", "The Paper"),
    ("News site mirrored on an Amazon host", "News site"),
    ("gov.cn text, reprinted by Hexun", "gov.cn text"),
    ("Beijing Review (French site), for Daily Mail Pakistan", "Beijing Review"),
    ("China Daily, Zhoushan site", "China Daily, Zhoushan site"),
    ("Letter from Wuhu", "Letter from Wuhu"),
    ("Forum (Macao) Secretariat", "Forum (Macao) Secretariat"),
    ("File “Registry (public)”, listing documents", "File “Registry (public)”, listing documents"),
    ("(copy)", "(copy)"),
    ("中国新闻网（2019年10月26日）（pygbw.com转载）", "中国新闻网"),
    ("新华社（经安莎社（ANSA））", "新华社"),
    ("新华社（经安莎社（ANSA）", "新华社"),
    ("北京周报（法文网站），供巴基斯坦《每日邮报》", "北京周报"),
    ("中葡论坛（澳门）常设秘书处", "中葡论坛（澳门）常设秘书处"),
]


@pytest.mark.parametrize(("publisher", "named"), NAMED)
def test_a_publisher_is_named_alone(publisher: str, named: str) -> None:
    ds = ftz.Dataset(sources=[ftz.Source("page", publisher)])
    assert ftz.caption("page", ds=ds) == f"Sources: {named}."


def test_the_publishers_of_most_sources_are_named_and_the_others_counted() -> None:
    names = [
        ftz.Name("Daily (Li Ye), copy on a.com", "日报（李晔）（a.com转载）"),
        ftz.Name("Daily", "日报"),
        ftz.Name("Xinhua", "新华社"),
        ftz.Name("Xinhua (German)", "新华社德文"),
        ftz.Name("Xinhua", "新华社"),
        ftz.Name("Customs", "海关"),
    ]
    ds = ftz.Dataset(sources=[ftz.Source(f"page-{at}", name) for at, name in enumerate(names)])
    assert ftz.caption(ds, limit=2, ds=ds) == "Sources: Xinhua; Daily and 1 more."
    assert ftz.caption(ds, "zh", limit=2, ds=ds) == "来源：新华社；日报，另有1个发布者。"
    assert ftz.caption(ds, limit=3, ds=ds) == "Sources: Xinhua; Daily; Customs."


def test_the_publishers_of_the_bundled_sources_are_named_by_frequency_and_the_others_counted() -> None:
    stem = re.compile(r" ?[（(]|,? (?:via|copy|mirrored|from|citing|digest|reprinted) ")
    stems = Counter(stem.split(source.publisher_in("en"))[0] for source in DS.sources)
    publishers = {publisher_alone(source.publisher_in("en")) for source in DS.sources}
    named, others = re.match(r"Sources: (.*) and (\d+) more\. ", ftz.caption(DS, limit=2)).groups()  # type: ignore[union-attr]
    assert [stems[name] for name in named.split("; ")] == [count for _, count in stems.most_common(2)]
    assert int(others) == len(publishers) - 2


def test_figures_that_are_not_exact_are_counted_by_what_they_are() -> None:
    bounds = Counter(row.quantity.bound for row in TRADE)
    assert bounds[ftz.Bound.AT_LEAST] >= 1
    text = ftz.caption(TRADE)
    assert f"Not exact: {len(TRADE) - bounds[ftz.Bound.EXACT]} of {len(TRADE)} figures" in text
    assert f"lower bound: {bounds[ftz.Bound.AT_LEAST]}" in text
    bound = next(row for row in TRADE if row.quantity.bound is ftz.Bound.AT_LEAST)
    assert ftz.caption(bound).endswith("Not exact: lower bound.")
    assert "Not exact" not in ftz.caption(ftz.latest(DS, "anhui-ftz", "area", prefer="publisher-first"))


def test_dates_that_are_bounds_or_not_stated_are_counted() -> None:
    rows = [DS.cooperations["ah-coop-002"], DS.cooperations["ah-coop-014"]]
    assert ftz.caption(rows).endswith("Dates that are bounds: 1 of 2.")
    seen = [evolve(row, milestones=[evolve(each, basis="seen") for each in row.milestones]) for row in rows]
    assert ftz.caption(seen, "zh").endswith("日期未载明：2项合作中的2项。")


@given(datasets(), st.sampled_from(["en", "zh"]))
def test_a_caption_of_ones_own_data_names_no_one_else(ds: ftz.Dataset, lang: str) -> None:
    text = ftz.caption([*ds.observations, *ds.cooperations], lang, limit=1000, ds=ds)
    cited = {id for row in (*ds.observations, *ds.cooperations) for id in _cited(row)}
    names = {ds.sources[id].publisher_in(lang) for id in cited}
    assert all(name in text for name in names)
    assert ("No source." if lang == "en" else "无来源。") in text or any(names)


def _cited(row: Any) -> set[str]:
    return set(row.sources) if isinstance(row, ftz.Cooperation) else {each.source for each in row.citations}


def test_nothing_has_no_source() -> None:
    assert ftz.caption([]).startswith("No source.")


@pytest.mark.parametrize(
    ("x", "options", "message"),
    [
        (3, {}, "what is cited is a record"),
        (TRADE, {"limit": 0}, "limit is a whole number of 1 or more, not 0"),
        (TRADE, {"limit": True}, "limit is a whole number of 1 or more, not True"),
        (TRADE, {"lang": "fr"}, "the languages are en and zh"),
        ("nothing-of-this-name", {}, "nothing-of-this-name"),
    ],
)
def test_what_cannot_be_captioned_is_refused(x: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises((ftz.InvalidValue, ftz.UnknownName), match=message):
        ftz.caption(x, **options)
