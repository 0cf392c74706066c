"""Finding without an id: indicators by name, and what is on record of a place."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets
from world import WORLD, count, figure, with_figures

DS = ftz.load()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("进出口总额", "goods-trade"),
        ("total imports and exports", "goods-trade"),
        ("TOTAL  Imports-and-Exports", "goods-trade"),
        ("進出口總額", "goods-trade"),
        ("货物进出口总额", "goods-trade"),
        ("goods-trade", "goods-trade"),
        ("ＧＤＰ", "gdp"),
        ("實際利用外資", "actual-foreign-capital"),
        ("新设企业", "new-enterprises"),
        ("FDI", "foreign-direct-investment"),
        ("外商直接投资", "foreign-direct-investment"),
        ("合同投资", "contracted-investment"),
        ("签约金额", "contracted-investment"),
    ],
)
def test_an_indicator_is_found_by_what_readers_write(text: str, id: str) -> None:
    assert ftz.find_indicator(DS, text) == DS.indicators[id]


def test_every_indicator_of_the_data_is_found_by_each_of_its_names() -> None:
    for row in DS.indicators:
        for form in (row.id, *row.name.all):
            assert ftz.find_indicator(DS, form) == row
            assert ftz.find_indicator(DS, form.upper()) == row


@given(datasets())
def test_an_indicator_is_found_by_each_name_that_no_other_has(ds: ftz.Dataset) -> None:
    ids = {row.id for row in ds.indicators}
    for row in ds.indicators:
        assert ftz.find_indicator(ds, row.id) == row
        for form in set(row.name.all) - ids:
            bearers = sorted(each.id for each in ds.indicators if form in each.name.all)
            if len(bearers) == 1:
                assert ftz.find_indicator(ds, form) == row
            else:
                with pytest.raises(ftz.AmbiguousName) as several:
                    ftz.find_indicator(ds, form)
                assert list(several.value.candidates) == bearers


def test_a_name_of_two_indicators_is_refused_with_both() -> None:
    twins = [ftz.Indicator(id, "Firms", "1", "stock") for id in ("firms-a", "firms-b")]
    with pytest.raises(ftz.AmbiguousName, match="firms-a, firms-b"):
        ftz.find_indicator(ftz.Dataset(indicators=twins), "firms")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("imports", "goods-imports"),
        ("goods trad", "goods-trade"),
        ("外资", "actual-foreign-capital"),
        ("x" * 400, None),
    ],
)
def test_an_unknown_name_reports_the_nearest_ids(text: str, first: str | None) -> None:
    with pytest.raises(ftz.UnknownName) as error:
        ftz.latest(DS, "anhui-ftz", text)
    assert error.value.nearest[:1] == ((first,) if first else ())
    assert "find_indicator() reads names" in str(error.value)
    assert all(id in DS.indicators for id in error.value.nearest)


def test_a_long_text_names_nothing() -> None:
    with pytest.raises(ftz.UnknownName):
        ftz.find_indicator(DS, "x" * 400)


def test_no_indicator_at_all_is_near_nothing() -> None:
    with pytest.raises(ftz.UnknownName) as error:
        ftz.find_indicator(DS, "?!")
    assert error.value.nearest == ()


@pytest.mark.parametrize("use", [ftz.growth_series, ftz.latest, ftz.reconcile])
def test_a_name_in_place_of_an_id_is_answered_with_the_id(use: Any) -> None:
    with pytest.raises(ftz.UnknownName, match="nearest: goods-trade"):
        use(DS, "anhui-ftz", "进出口总额")
    with pytest.raises(ftz.UnknownName, match="nearest: goods-trade"):
        ftz.observations(DS, indicator="进出口总额")


@pytest.mark.parametrize("junk", [None, 5, ["goods-trade"]])
def test_what_is_no_text_is_refused(junk: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="a name is a text"):
        ftz.find_indicator(DS, junk)


def newest(ds: ftz.Dataset, place: ftz.Place, indicator: str) -> list[str]:
    """Return the id of the latest figure, or of all that disagree."""
    try:
        return [ftz.latest(ds, place, indicator).id]
    except ftz.ConflictError as error:
        return sorted(error.observations)


@given(datasets(), st.data())
def test_every_observation_of_a_place_is_in_exactly_one_row(ds: ftz.Dataset, data: st.DataObject) -> None:
    for place in ds.places:
        found = ftz.on_record(ds, place, lang=data.draw(st.sampled_from(["en", "zh"])))
        rows = sorted((row for each in found for row in each.observations), key=lambda row: row.id)
        assert rows == [row for row in ds.observations if row.subject == place.id]
        for each in found:
            assert {row.indicator for row in each.observations} == {each.indicator}
            assert set(each.newest) <= set(each.observations)
            assert list(each.periods) == list(dict.fromkeys(row.period for row in each.observations))
            grades = [ftz.grade(ds, row) for row in each.newest]
            assert each.grade == min(grade for grade in grades if grade is not None)
            assert sorted(row.id for row in each.newest) == newest(ds, place, each.indicator)
        ranks = [(ds.indicators[each.indicator].rank, each.indicator) for each in found]
        assert ranks == sorted(ranks)
        assert len({each.indicator for each in found}) == len(found)


def test_sources_that_disagree_are_both_shown() -> None:
    rows = [figure(f"f-{n}", "n-a", "firms", "2020", count(n), source=s) for n, s in ((5, "mirror"), (6, "paper"))]
    (row,) = ftz.on_record(with_figures(*rows), "n-a")
    assert (row.conflicting, [each.id for each in row.newest], row.grade) == (True, ["f-5", "f-6"], "A")
    assert str(row) == "firms: 5 / 6, 2020 (grade A; figures: 2)"
    assert "5 or 6 [1, 2]" in str(ftz.on_record(with_figures(*rows), "n-a"))


def test_it_reads_as_a_table_in_both_languages() -> None:
    english, chinese = (ftz.on_record(DS, "anhui-ftz", lang=lang) for lang in ("en", "zh"))
    assert repr(english).startswith("<OnRecord: anhui-ftz, ")
    assert english.rows == chinese.rows
    assert str(english).splitlines()[0] == "On record: China (Anhui) Pilot Free Trade Zone"
    assert str(chinese).splitlines()[0] == "中国（安徽）自由贸易试验区：已有记录"
    for shown, name in ((english, "New enterprises"), (chinese, "新设企业")):
        html = shown._repr_html_()
        assert html.startswith("<table>")
        assert html.count("<tr>") == len(shown) + 1
        assert name in html
        assert name in shown.to_markdown()


def test_nothing_on_record_says_so() -> None:
    found = ftz.on_record(WORLD, "moon")
    assert (len(found), repr(found)) == (0, "<OnRecord: moon, 0 indicators, 0 figures>")
    assert "No figure is on record." in str(found)
    assert "No figure is on record." in found._repr_html_()


def test_a_figure_that_cites_nothing_has_no_grade() -> None:
    # a data set refuses such a figure, so the row is built by hand
    row = figure("f", "n-a", "firms", "2020", count(5))
    ungraded = evolve(ftz.on_record(with_figures(row), "n-a").rows[0], grade=None)
    assert "|  |" in evolve(ftz.on_record(with_figures(row), "n-a"), rows=(ungraded,)).to_markdown()


def test_a_place_or_language_that_is_not_known_is_refused() -> None:
    with pytest.raises(ftz.UnknownName, match="nearest: anhui-ftz"):
        ftz.on_record(DS, "anhui-fzt")
    with pytest.raises(ftz.InvalidValue, match="the languages are"):
        ftz.on_record(DS, "anhui-ftz", lang="fr")
