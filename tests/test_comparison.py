"""Side by side: every cell is what asking for that place and year gives, and says what is missing."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from attrs import evolve

import anhui_ftz as ftz

CITED = [ftz.Citation("source", "paragraph 1")]
ZONES = ["anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"]


def figure(subject: str, year: str, value: str, unit: str = "CNY", indicator: str = "trade") -> ftz.Observation:
    id = f"{subject}-{indicator}-{year.replace('/', '-')}-{unit.lower().strip('%')}-{value}".replace("--", "-")
    return ftz.Observation(id, subject, indicator, year, ftz.Quantity.exactly(value, unit), citations=CITED)


def world(*rows: ftz.Observation) -> ftz.Dataset:
    return ftz.Dataset(
        divisions=[ftz.Division("p", "P"), ftz.Division("q", "Q")],
        zones=[ftz.Zone("z", "Z", "p"), ftz.Zone("y", "Y", "q")],
        indicators=[
            ftz.Indicator("trade", "Trade", "CNY", "flow"),
            ftz.Indicator("firms", "Firms", "1", "stock"),
            ftz.Indicator("rate", "Rate", "%", "ratio"),
        ],
        observations=rows,
        sources=[ftz.Source("source", "Publisher")],
    )


def test_a_full_row_has_figure_share_and_growth() -> None:
    ds = world(figure("z", "2020", "200"), figure("z", "2021", "250"), figure("p", "2021", "1000"))
    cell = ftz.compare(ds, ["z"], "trade", years=[2021])["z", 2021]
    assert cell.figure is not None and cell.share is not None and cell.growth is not None  # noqa: PT018 - one fact
    assert (Fraction(cell.share.quantity.value), Fraction(cell.growth.quantity.value)) == (Fraction(25), Fraction(25))
    assert cell.missing == ()


def test_what_is_missing_is_named_and_is_no_zero() -> None:
    ds = world(figure("z", "2021", "250"))
    table = ftz.compare(ds, ["z", "y"], "trade", years=[2021])
    assert table["z", 2021].missing == ("trade of p in 2021", "trade of z in 2020")
    assert table["y", 2021] == ftz.ComparisonCell("y", 2021, missing=("trade of y in 2021",))
    assert table.missing == ("trade of p in 2021", "trade of z in 2020", "trade of y in 2021")


def test_one_year_may_be_given_alone() -> None:
    ds = world(figure("z", "2021", "250"))
    assert ftz.compare(ds, ["z"], "trade", years=2021) == ftz.compare(ds, ["z"], "trade", years=[2021])


def test_before_the_first_year_there_is_none() -> None:
    ds = world(figure("z", "0001", "250"), figure("p", "0001", "500"))
    assert ftz.compare(ds, ["z"], "trade", years=1).missing == ("trade of z in 0",)


def test_a_stock_counts_by_its_last_day_and_a_part_of_a_year_is_no_year() -> None:
    ds = world(figure("z", "2020/2021-12-31", "5", "1", "firms"), figure("z", "2021-01/2021-06", "7"))
    assert ftz.compare(ds, ["z"], "firms", years=[2021])["z", 2021].figure is not None
    assert ftz.compare(ds, ["z"], "trade", years=[2021])["z", 2021].figure is None


def test_a_ratio_has_no_share_and_no_growth() -> None:
    ds = world(*(figure(s, y, "5", "%", "rate") for s in "zp" for y in ("2020", "2021")))
    cell = ftz.compare(ds, ["z"], "rate", years=[2021])["z", 2021]
    assert (cell.share, cell.growth, cell.missing) == (None, None, ())


def test_another_currency_makes_neither_share_nor_growth() -> None:
    ds = world(figure("z", "2020", "5", "USD"), figure("z", "2021", "5"), figure("p", "2021", "9", "USD"))
    cell = ftz.compare(ds, ["z"], "trade", years=[2021])["z", 2021]
    assert cell.figure is not None
    assert (cell.share, cell.growth) == (None, None)


def test_a_place_outside_every_province_has_no_share() -> None:
    ds = world(figure("p", "2020", "5"), figure("p", "2021", "6"))
    cell = ftz.compare(ds, "p", "trade", years=[2021])["p", 2021]
    assert cell.share is None
    assert cell.missing == ()


def test_sources_that_disagree_are_told_unless_one_is_preferred() -> None:
    ds = world(figure("z", "2021", "5"), figure("z", "2021", "6"))
    with pytest.raises(ftz.ConflictError):
        ftz.compare(ds, ["z"], "trade", years=[2021])
    assert ftz.compare(ds, ["z"], "trade", years=[2021], prefer="narrowest")["z", 2021].figure is not None


@pytest.mark.parametrize(
    ("places", "years", "prefer", "message"),
    [
        ([], [2021], None, "a place at least"),
        (["z"], [], None, "a place at least"),
        (["z"], range(1, 9_999), None, "1 to 500 years"),
        (["z"], range(10**12), None, "a year is a number such as 2021, not 0"),
        (["z"], ["2021"], None, "a year is a number such as 2021, not '2021'"),
        (["z"], [10_000], None, "a year is a number such as 2021, not 10000"),
        (["z"], [True], None, "a year is a number such as 2021, not True"),
        (["z"], "2021", None, "years are numbers such as 2021, not '2021'"),
        (["z"], None, None, "years are numbers such as 2021, not None"),
        (["z"], [2021], "hull", "not a figure to compare"),
        (["z"], [2021], "best", "'best' is not a preference"),
    ],
)
def test_what_cannot_be_compared_is_refused(places: list[str], years: Any, prefer: Any, message: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=message):
        ftz.compare(world(), places, "trade", years=years, prefer=prefer)


def test_a_cell_that_was_not_asked_for_is_refused() -> None:
    table = ftz.compare(world(), ["z"], "trade", years=[2021])
    with pytest.raises(ftz.UnknownName, match="nearest: z"):
        table["zz", 2021]
    with pytest.raises(ftz.InvalidValue, match="2021 to 2021, not 2020"):
        table["z", 2020]
    assert (len(table), list(table)) == (1, list(table.cells))


def test_the_four_zones_of_the_delta_stand_side_by_side() -> None:
    ds = ftz.load()
    table = ftz.compare(ds, ZONES, "goods-trade", years=range(2018, 2026), prefer="publisher-first")
    assert [(cell.place, cell.year) for cell in table] == list(product(ZONES, range(2018, 2026)))
    states = {(gap.zone, gap.year): gap.state for gap in ftz.coverage(ds, zones=ZONES, indicators=["goods-trade"])}
    for cell in table:  # the two agree on what is on record
        assert (cell.figure is not None) == (states[cell.place, cell.year] in ("stated", "bounded")), cell
    assert "missing: goods-trade of shanghai-ftz in 2021" in str(table)
    stated = ds.get("yrd-obs-025", ftz.Observation)
    assert table["jiangsu-ftz", 2021].figure == stated
    assert table["jiangsu-ftz", 2021] == evolve(table["jiangsu-ftz", 2021])
