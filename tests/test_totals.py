"""Sums and their refusals, case by case."""

import tracemalloc
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz import Quantity
from work import calls, chain
from world import WORLD, count, figure, with_figures

Q1 = figure("q1", "n-a", "new-firms", "2021-Q1", count(1))
Q2 = figure("q2", "n-a", "new-firms", "2021-Q2", count(2))


def rules(*rows: ftz.Observation) -> list[str]:
    with pytest.raises(ftz.NotAdditiveError) as refusal:
        ftz.total(with_figures(*rows), rows)
    return [reason.rule for reason in refusal.value.reasons]


def test_flows_of_disjoint_periods_add_up() -> None:
    result = ftz.total(with_figures(Q1, Q2), [Q2, Q1])
    assert (result.quantity, str(result.period)) == (count(3), "2021-40")


def test_nothing_has_no_sum() -> None:
    assert rules() == ["empty"]


def test_units_are_never_mixed() -> None:
    yuan = figure("a", "n-a", "money", "2021", Quantity.exactly(1, "CNY"))
    dollars = figure("b", "n-b", "money", "2021", Quantity.exactly(1, "USD"))
    assert rules(yuan, dollars) == ["unit"]


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ("1 CNY km2 t", "unit: 1, CNY, km2, t are different units"),
        ("1 CNY km2 t USD", "unit: 1, CNY, USD, km2 and 1 more are different units"),
    ],
)
def test_a_refusal_names_four_units_and_counts_the_others(units: str, said: str) -> None:
    rows = [figure(f"a-{unit.lower()}", "n-a", "firms", "2021", Quantity.exactly(1, unit)) for unit in units.split()]
    with pytest.raises(ftz.NotAdditiveError) as refusal:
        ftz.total(WORLD, rows)
    assert said in str(refusal.value)


def test_a_ratio_is_never_added() -> None:
    assert rules(figure("a", "n-a", "rate", "2021", Quantity.exactly(1, "%"))) == ["ratio"]


def test_what_is_declared_not_additive_is_not_added() -> None:
    assert rules(figure("a", "n-a", "rank", "2021", count(1))) == ["not-additive"]


def test_stocks_of_different_days_are_never_added() -> None:
    rows = [figure(f"d{n}", place, "firms", f"2021-01-0{n}", count(n)) for n, place in ((1, "n-a"), (2, "n-b"))]
    assert rules(*rows) == ["stock-over-time"]


def test_the_days_of_stocks_are_named_in_order() -> None:
    rows = [figure(f"d{n}", "n-a", "firms", f"2021-01-{n:02}", count(n)) for n in range(28, 0, -1)]
    with pytest.raises(ftz.NotAdditiveError, match="2021-01-01, 2021-01-02, 2021-01-03, 2021-01-04 and 24 more"):
        ftz.total(with_figures(*rows), rows)


def test_stocks_that_held_on_a_common_day_are_added() -> None:
    rows = [figure("a", "n-a", "firms", "2020/2021", count(1)), figure("b", "n-b", "firms", "2021-06-01/..", count(2))]
    result = ftz.total(with_figures(*rows), rows)
    assert (result.quantity, str(result.period)) == (count(3), "2020-01-01/..")


def test_two_sources_of_one_figure_are_not_two_figures() -> None:
    assert rules(Q1, figure("q1-too", "n-a", "new-firms", "2021-Q1", count(1))) == ["conflicting-sources"]


def test_a_period_inside_another_one_is_found_behind_others() -> None:
    year = figure("year", "n-a", "new-firms", "2021", count(10))
    march = figure("march", "n-a", "new-firms", "2021-03", count(1))
    later = figure("later", "n-a", "new-firms", "2021-11", count(1))
    assert rules(year, march, later) == ["overlapping-periods"]


def test_the_earliest_of_the_periods_that_reach_furthest_is_named_as_the_one_around_the_others() -> None:
    rows = [
        figure(f"x{n}", "n-a", "new-firms", f"2021-{month:02}/2021-12", count(n)) for n, month in enumerate((1, 7, 9))
    ]
    with pytest.raises(ftz.NotAdditiveError, match="x0 and x1, x0 and x2 cover"):
        ftz.total(with_figures(*rows), rows)


def test_each_place_within_others_is_named_with_the_two_whose_days_reach_furthest() -> None:
    nested = [("north", "2021"), ("n-zone", "2021-01/2021-11"), ("n-a", "2021-Q1"), ("block", "2021-02")]
    rows = [figure(f"of-{place}", place, "new-firms", days, count(1)) for place, days in nested]
    named = "block and n-zone, block and north, n-a and n-zone, n-a and north and 1 more"
    with pytest.raises(ftz.NotAdditiveError, match=named):
        ftz.total(with_figures(*rows), rows)


def test_places_that_share_ground_through_a_third_are_found() -> None:
    zone = figure("zone", "n-zone", "new-firms", "2021", count(1))
    city = figure("city", "n-city", "new-firms", "2021", count(1))
    assert rules(zone, city) == ["overlapping-subjects"]


def test_places_that_share_ground_do_not_overlap_on_disjoint_days_which_are_unequal() -> None:
    rows = [figure("a", "n-zone", "new-firms", "2020", count(1)), figure("b", "n-a", "new-firms", "2021", count(2))]
    assert rules(*rows) == ["unequal-periods"]
    assert ftz.total(with_figures(*rows), rows, allow="unequal-periods").quantity == count(3)


JANUARY, MARCH = (figure(f"m{n}", "n-a", "new-firms", f"2021-0{n}", count(n)) for n in (1, 3))


def test_january_and_march_are_no_quarter() -> None:
    assert rules(JANUARY, MARCH) == ["gaps"]
    ds = with_figures(JANUARY, MARCH)
    result = ftz.total(ds, [MARCH, JANUARY], allow=["gaps"])
    assert (result.quantity, result.missing, result.period) == (count(4), ("2021-02",), Q1.period)
    assert result.notes == ("set aside: gaps: n-a 2021-02 are left out; give figures of all days",)
    assert "2021-02: not known, and not counted as zero" in ftz.explain(result)


def test_subjects_over_unlike_days_are_refused_and_what_each_lacks_is_named() -> None:
    year = figure("year", "n-b", "new-firms", "2021", count(9))
    assert rules(Q1, Q2, year) == ["unequal-periods"]
    result = ftz.total(with_figures(Q1, Q2, year), [Q1, Q2, year], allow="unequal-periods")
    assert result.missing == ("n-a 2021-41",)


def test_an_open_and_an_unknown_end_are_not_the_same_days() -> None:
    one = figure("a", "n-a", "new-firms", "2020-09-24/..", count(1))
    two = figure("b", "n-b", "new-firms", "2020-09-24/", count(2))
    assert rules(one, two) == ["unequal-periods"]
    result = ftz.total(with_figures(two), [two])
    assert (result.period, str(result.period)) == (two.period, "2020-09-24/")


def test_a_year_of_which_days_are_left_out_is_named() -> None:
    later = figure("later", "n-a", "new-firms", "2022", count(5))
    found = ftz.totals(with_figures(Q1, Q2, later), [Q1, Q2, later], by="year")
    assert {year: each.missing for year, each in found.items()} == {2021: ("2021-41",), 2022: ()}
    assert found[2021].notes == ("2021 is incomplete: without 2021-41",)
    stock = figure("stock", "n-a", "firms", "2021-12-31", count(1))
    assert not ftz.totals(with_figures(stock), [stock], by=["year"])[2021,].missing


def test_every_reason_is_told_at_once() -> None:
    odd = figure("odd", "n-zone", "rate", "2021", Quantity.exactly(1, "%"))
    assert rules(Q1, Q2, figure("twin", "n-a", "new-firms", "2021-Q1", count(1)), odd) == [
        "unit",
        "indicator",
        "ratio",
        "conflicting-sources",
        "overlapping-subjects",
        "unequal-periods",
    ]


def test_long_lists_of_culprits_are_cut() -> None:
    rows = [figure(f"x{n}", "n-a", "new-firms", "2021", count(n)) for n in range(7)]
    with pytest.raises(ftz.NotAdditiveError, match="and 2 more"):
        ftz.total(with_figures(*rows), rows)


def test_refusing_a_long_chain_of_places_takes_work_in_its_length() -> None:
    def work(length: int) -> int:
        ds = chain(length)

        def refuse() -> None:
            with pytest.raises(ftz.NotAdditiveError, match="overlapping-subjects: body-00000 and body-00001, "):
                ftz.total(ds, ds.observations)

        return calls(refuse)

    assert work(400) < 3 * work(200)


def test_what_lies_above_each_place_of_a_long_chain_is_not_kept() -> None:
    from anhui_ftz.analysis.containment import ancestors

    ds = chain(1_000)
    ancestors(ds, "body-00999")
    tracemalloc.start()
    try:
        assert sum(len(ancestors(ds, row.id)) for row in ds.organizations) == 1_000 * 1_001 / 2
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_what_is_set_aside_is_noted() -> None:
    rows = [Q1, figure("month", "n-a", "new-firms", "2021-03", count(1))]
    result = ftz.total(with_figures(*rows), rows, allow="overlapping-periods")
    assert result.quantity == count(2)
    assert result.notes[0].startswith("set aside: overlapping-periods: q1 and month")
    assert "note: set aside" in ftz.explain(result)


@pytest.mark.parametrize("allow", ["unit", "empty", "overlapping"])
def test_only_real_rules_can_be_set_aside(allow: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match=rf"allow: '{allow}' is not a rule that .* \(indicator, "):
        ftz.total(WORLD, [Q1], allow=[allow])


def test_what_the_data_set_does_not_know_is_not_added() -> None:
    for row in (figure("x", "nowhere", "new-firms", "2021", count(1)), figure("x", "n-a", "nothing", "2021", count(1))):
        with pytest.raises(ftz.UnknownName):
            ftz.total(WORLD, [row])
    with pytest.raises(ftz.UnknownName, match="n-a"):
        ftz.total(WORLD, [figure("x", "n-a", "n-a", "2021", count(1))])


def test_only_observations_are_added() -> None:
    with pytest.raises(ftz.InvalidValue, match="expected records of Observation, got 3"):
        ftz.total(WORLD, [3])  # type: ignore[list-item] # what a caller may do
    with pytest.raises(ftz.InvalidValue, match="expected a list, got 'n-zone'"):
        ftz.total(WORLD, "n-zone")  # type: ignore[arg-type] # the same
    with pytest.raises(ftz.InvalidValue, match="expected a list, got"):
        ftz.total(WORLD, figure("x", "n-a", "new-firms", "2021", count(1)))  # type: ignore[arg-type] # the same


def test_totals_go_by_year_zone_province_and_several_at_once() -> None:
    other = figure("other", "s-a", "new-firms", "2022", count(5))
    ds = with_figures(Q1, Q2, other)
    rows = ds.observations
    assert {key: each.quantity for key, each in ftz.totals(ds, rows, by="year").items()} == {
        2021: count(3),
        2022: count(5),
    }
    assert list(ftz.totals(ds, rows, by=["zone", "year"])) == [("n-zone", 2021), ("s-one", 2022)]
    assert list(ftz.totals(ds, rows, by=["subject", "indicator"])) == sorted({(x.subject, x.indicator) for x in rows})
    assert list(ftz.totals(ds, rows, by=["subject", "year"])) == sorted({(x.subject, x.period.year) for x in rows})
    assert list(ftz.totals(ds, rows, by="province")) == ["north", "south"]
    assert list(ftz.totals(ds, rows, by=lambda row: row.id[0])) == ["o", "q"]
    assert list(ftz.totals(ds, rows)) == ["n-a", "s-a"]
    assert list(ftz.totals(ds, rows, by="indicator", allow="unequal-periods")) == ["new-firms"]


def test_totals_drop_nothing() -> None:
    rows = [figure(f"x{n}", "moon", "new-firms", "2020/2021", count(n)) for n in range(7)]
    with pytest.raises(ftz.InvalidValue, match=r"x0 is about moon, which lies in no zone.*and 2 more"):
        ftz.totals(with_figures(*rows), rows, by="zone")
    with pytest.raises(ftz.InvalidValue, match="x0 lies in no single year"):
        ftz.totals(with_figures(*rows), rows, by="year")
    for count_of_them, said in ((5, r"zone$"), (6, "and 1 more$")):
        with pytest.raises(ftz.InvalidValue, match=said):
            ftz.totals(with_figures(*rows), rows[:count_of_them], by="zone")


def test_a_place_in_two_zones_belongs_to_neither() -> None:
    row = figure("x", "bridge", "new-firms", "2021", count(1))
    with pytest.raises(ftz.InvalidValue, match="lies in 2 zones"):
        ftz.totals(with_figures(row), [row], by="zone")


def test_totals_tell_the_reasons_of_every_group() -> None:
    twins = [figure(f"{place}-{n}", place, "new-firms", "2021", count(n)) for place in ("n-a", "n-b") for n in (1, 2)]
    with pytest.raises(ftz.NotAdditiveError) as refusal:
        ftz.totals(with_figures(*twins), twins, by="subject")
    assert [reason.text[:6] for reason in refusal.value.reasons] == ["in n-a", "in n-b"]
    assert len(refusal.value.observations) == 4


@pytest.mark.parametrize("by", ["country", None, 5, ["year", None], b"year"])
def test_an_unknown_key_is_refused(by: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="by is a function or any of subject, indicator, year, zone, province"):
        ftz.totals(WORLD, [Q1], by=by)


def test_of_several_unknown_indicators_the_same_one_is_named_in_any_order() -> None:
    rows = [
        figure(id, "n-a", id, "2021", count(1))
        for id in ("no-h", "no-g", "no-f", "no-e", "no-d", "no-c", "no-b", "no-a")
    ]
    for given in (rows, rows[::-1]):
        with pytest.raises(ftz.UnknownName, match="'no-a'"):
            ftz.total(WORLD, given)
