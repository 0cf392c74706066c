"""The growth of a series: as stated, as implied, as computed, and what agrees."""

import pickle

import pytest
from attrs import evolve

import anhui_ftz as ftz
from world import WORLD, figure

INDICATORS = [
    ftz.Indicator("trade", "Trade", "CNY", "flow"),
    ftz.Indicator("trade-growth", "Growth of trade", "%", "ratio"),
    ftz.Indicator("share-of-province-trade", "Share", "%", "ratio"),
    ftz.Indicator("firms", "Firms", "1", "stock"),
]


def money(number: int) -> ftz.Quantity:
    return ftz.Quantity.rounded(number, "亿元", "1")


def rate(number: str) -> ftz.Quantity:
    return ftz.Quantity.rounded(number, "%", "1")


def level(period: str, number: int, **more: str) -> ftz.Observation:
    return figure(
        more.pop("id", f"trade-{period.lower()}"), more.pop("subject", "n-zone"), "trade", period, money(number), **more
    )


def growing(period: str, number: str, **more: str) -> ftz.Observation:
    return figure(more.pop("id", f"rate-{period}"), "n-zone", "trade-growth", period, rate(number), **more)


def series(*rows: ftz.Observation, **more: object) -> tuple[ftz.GrowthRow, ...]:
    ds = evolve(WORLD, indicators=INDICATORS, observations=rows)
    return ftz.growth_series(ds, "n-zone", "trade", **more)  # type: ignore[arg-type] # a preference


def test_a_stated_rate_and_two_levels_agree() -> None:
    first, second = series(level("2020", 100), level("2021", 110), growing("2021", "10"))
    assert (first.period.edtf, first.implied, first.computed, first.verdict) == ("2020", None, None, None)
    assert second.figure is not None
    assert second.implied == second.computed == ftz.growth(level("2020", 100), level("2021", 110))
    assert [row.id for row in second.stated] == ["rate-2021"]
    assert (second.verdict, second.agreements) == ("confirmed", {("stated", "implied"): "confirmed"})
    assert str(second) == (
        "trade of n-zone in 2021: 11.0 billion yuan; growth stated 10% (rate-2021); "
        "implied between 8.9 and 11.1% (confirmed)"
    )


def test_a_rate_that_the_levels_contradict_is_a_conflict() -> None:
    row = series(level("2020", 100), level("2021", 110), growing("2021", "31"))[-1]
    assert (row.verdict, row.agreements["stated", "implied"]) == ("conflicting", "conflicting")


def test_stated_rates_are_compared_with_each_other() -> None:
    (row,) = series(growing("2021", "10"), growing("2021", "31", id="other", source="paper"))
    assert (row.figure, row.implied, row.computed) == (None, None, None)
    assert row.agreements == {("stated", "stated"): "conflicting"}


def test_a_level_that_others_imply_gives_a_computed_growth() -> None:
    """2020 is stated, 2021 is implied by 2022 and its growth."""
    rows = (level("2020", 100), growing("2021", "9"), level("2022", 121), growing("2022", "10"))
    found = {row.period.edtf: row for row in series(*rows)}
    row = found["2021"]
    assert (row.figure, row.implied) == (None, None)
    assert row.computed is not None
    assert {leaf.id for leaf in row.computed.observations} == {"trade-2020", "trade-2022", "rate-2022"}
    assert (row.verdict, set(row.agreements)) == ("compatible", {("stated", "computed")})


def test_a_share_of_the_province_gives_a_computed_growth() -> None:
    whole = level("2020", 1_000, subject="north", id="whole")
    part = figure("part", "n-zone", "share-of-province-trade", "2020", ftz.Quantity.exactly(10, "%"))
    row = series(whole, part, level("2021", 110))[-1]
    assert row.computed is not None
    assert row.computed.quantity.lower < 10 < row.computed.quantity.upper
    assert row.verdict is None


def test_the_growth_of_a_level_by_its_own_rate_is_no_evidence() -> None:
    (row,) = series(level("2021", 110), growing("2021", "10"))
    assert (row.implied, row.computed, row.verdict) == (None, None, None)


def test_the_same_days_of_two_years_are_compared_and_no_others() -> None:
    rows = series(level("2020-S1", 50), level("2021", 110), level("2021-S1", 60), level("2021-01-01/..", 7, id="open"))
    found = {row.period.edtf: row.implied for row in rows}
    assert [period for period, implied in found.items() if implied is not None] == ["2021-40"]


def test_sources_that_disagree_leave_one_row_without_a_figure() -> None:
    rows = (level("2020", 100), level("2021", 110), level("2021", 150, id="other", source="paper"), level("2022", 120))
    assert [row.figure is None for row in series(*rows)] == [False, True, False]
    assert [row.figure is None for row in series(*rows, prefer="publisher-first")] == [False] * 3
    with pytest.raises(ftz.InvalidValue, match="a hull is not a figure that grows"):
        series(*rows, prefer="hull")


def test_stocks_grow_from_the_same_day_of_the_year_before() -> None:
    days = [figure(f"d{n}", "n-zone", "firms", f"202{n}-12-31", ftz.Quantity.exactly(100 + n, "1")) for n in (0, 1)]
    ds = evolve(WORLD, indicators=INDICATORS, observations=days)
    row = ftz.growth_series(ds, "n-zone", "firms")[-1]
    assert row.implied is not None
    assert row.implied.quantity == ftz.Quantity.exactly(1, "%")


def test_what_has_no_growth_has_no_series() -> None:
    ds = evolve(WORLD, indicators=INDICATORS)
    with pytest.raises(ftz.InvalidValue, match="trade-growth is a ratio, which has no growth"):
        ftz.growth_series(ds, "n-zone", "trade-growth")
    with pytest.raises(ftz.UnknownName):
        ftz.growth_series(ds, "n-zone", "trades")
    assert ftz.growth_series(ds, "n-zone", "trade") == ()


def test_rows_pickle_and_their_agreements_are_read_only() -> None:
    row = series(level("2020", 100), level("2021", 110), growing("2021", "10"))[-1]
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 - our own
    with pytest.raises(TypeError):
        row.agreements["stated", "implied"] = "conflicting"  # type: ignore[index]
