"""Looking up: names, figures, the latest of them, and parts against the whole."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz import Quantity
from anhui_ftz.analysis.names import place_meant
from world import WORLD, count, figure, with_figures

PAPER = figure("a", "n-a", "new-firms", "2021", count(10), source="paper")
MIRROR = figure("b", "n-a", "new-firms", "2021", Quantity.rounded(20, "1", "2"), source="mirror")
WEB = figure("c", "n-a", "new-firms", "2021", Quantity.at_least(5, "1"), source="web")


def test_the_latest_ends_last_and_of_several_is_the_longest() -> None:
    rows = [figure(n, "n-a", "new-firms", p, count(1)) for n, p in (("m", "2021-12"), ("y", "2021"), ("o", "2020"))]
    assert ftz.latest(with_figures(*rows), "n-a", "new-firms") == rows[1]


def test_a_flow_must_have_ended_and_a_stock_begun() -> None:
    flow = figure("flow", "n-a", "new-firms", "2021", count(1))
    stock = figure("stock", "n-a", "firms", "2021-06-01/..", count(1))
    ds = with_figures(flow, stock)
    assert ftz.latest(ds, "n-a", "firms", on="2021-06-01") == stock
    with pytest.raises(ftz.NoObservation, match="no new-firms of n-a is recorded by 2021-12-30"):
        ftz.latest(ds, "n-a", "new-firms", on="2021-12-30")
    with pytest.raises(ftz.NoObservation, match=r"no rank of n-a is recorded$"):
        ftz.latest(ds, "n-a", "rank")


def test_history_answers_for_its_day() -> None:
    rows = [
        figure("old", "n-a", "firms", "2013-09-29/2014-12-27", count(28)),
        figure("new", "n-a", "firms", "2014-12-28/..", count(120)),
    ]
    ds = with_figures(*rows)
    assert ftz.latest(ds, "n-a", "firms", on="2014-06-01") == rows[0]
    assert ftz.latest(ds, "n-a", "firms") == ftz.latest(ds, "n-a", "firms", on="2014-12-28") == rows[1]


def test_sources_that_disagree_are_not_chosen_between() -> None:
    with pytest.raises(ftz.ConflictError, match=r"sources disagree on new-firms of n-a in 2021: 10 \(a\)") as conflict:
        ftz.latest(with_figures(PAPER, MIRROR), "n-a", "new-firms")
    assert conflict.value.observations == ("a", "b")


def test_sources_that_can_all_be_right_do_not_disagree() -> None:
    assert ftz.latest(with_figures(PAPER, WEB), "n-a", "new-firms") == PAPER


def test_a_figure_in_the_indicator_s_own_currency_comes_first() -> None:
    dollars = figure("d", "n-a", "money", "2021", Quantity.exactly(1, "USD"))
    yuan = figure("e", "n-a", "money", "2021", Quantity.exactly(1, "CNY"))
    assert ftz.latest(with_figures(dollars, yuan), "n-a", "money") == yuan


def test_figures_in_different_units_disagree() -> None:
    dollars = figure("d", "n-a", "money", "2021", Quantity.exactly(1, "USD"))
    yuan = figure("e", "n-a", "money", "2021", Quantity.exactly(1, "EUR"))
    ds = with_figures(dollars, yuan)
    with pytest.raises(ftz.ConflictError):
        ftz.latest(ds, "n-a", "money")
    with pytest.raises(ftz.ConflictError, match="no interval contains both"):
        ftz.latest(ds, "n-a", "money", prefer="hull")


@pytest.mark.parametrize(("rule", "chosen"), [("publisher-first", PAPER), ("newest", MIRROR), ("narrowest", PAPER)])
def test_a_named_rule_chooses(rule: Any, chosen: ftz.Observation) -> None:
    assert ftz.latest(with_figures(PAPER, MIRROR, WEB), "n-a", "new-firms", prefer=rule) == chosen


def test_the_hull_holds_all_and_shows_them() -> None:
    result = ftz.latest(with_figures(PAPER, MIRROR), "n-a", "new-firms", prefer="hull")
    assert (result.quantity.lower, result.quantity.upper) == (Decimal(10), Decimal(21))
    assert result.inputs == (PAPER, MIRROR)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(
        ftz.InvalidValue,
        match=r"'best' is not a preference; .* \(publisher-first, newest, ",
    ):
        ftz.latest(with_figures(PAPER), "n-a", "new-firms", prefer="best")  # type: ignore[call-overload]


def test_a_misspelt_question_is_an_error_and_never_empty() -> None:
    for arguments in ({"subject": "n-aa"}, {"indicator": "new-firm"}, {"within": "nort"}):
        with pytest.raises(ftz.UnknownName):
            ftz.observations(WORLD, **arguments)
    with pytest.raises(ftz.InvalidValue, match="paper is a Source, not a place"):
        ftz.observations(WORLD, subject="paper")


def test_observations_are_ordered_and_filtered() -> None:
    stock = figure("stock", "n-a", "firms", "2021-06-01/..", count(1))
    ds = with_figures(MIRROR, PAPER, stock)
    assert ftz.observations(ds) == (stock, PAPER, MIRROR)
    assert ftz.observations(ds, during="2022") == (stock,)
    assert ftz.observations(ds, during="2021", indicator=ds.get("new-firms", ftz.Indicator)) == (PAPER, MIRROR)
    assert ftz.observations(ds, within="n-city", subject=ds.place("n-a")) == (stock, PAPER, MIRROR)
    assert ftz.observations(ds, within="south") == ()


def test_parts_that_cannot_add_up_contradict() -> None:
    rows = [figure(f"f-{n}", n, "new-firms", "2021", count(v)) for n, v in (("n-zone", 10), ("n-a", 4), ("n-b", 7))]
    check = ftz.reconcile(with_figures(*rows), "n-zone", "new-firms")
    assert check.verdict == "contradicted"
    assert check.residual is not None
    assert check.residual.quantity == count(-1)


def test_parts_within_bounds_are_consistent() -> None:
    rows = [
        figure("w", "n-zone", "new-firms", "2021", Quantity.rounded(10, "1", 2)),
        *(figure(f"f-{n}", n, "new-firms", "2021", count(v)) for n, v in (("n-a", 4), ("n-b", 7))),
    ]
    assert ftz.reconcile(with_figures(*rows), "n-zone", "new-firms").verdict == "consistent"


def test_a_missing_part_is_never_zero() -> None:
    rows = [
        figure("f-z", "n-zone", "new-firms", "2021", count(10)),
        figure("f-a", "n-a", "new-firms", "2021", count(10)),
    ]
    check = ftz.reconcile(with_figures(*rows), "n-zone", "new-firms")
    assert (check.verdict, check.missing) == ("incomplete", ("n-b",))
    none = ftz.reconcile(with_figures(rows[0]), "n-zone", "new-firms")
    assert (none.verdict, none.sum, none.residual, none.missing) == ("incomplete", None, None, ("n-a", "n-b"))


def test_a_part_of_other_days_or_another_unit_does_not_count() -> None:
    rows = [
        figure("w", "n-zone", "money", "2021", Quantity.exactly(10, "CNY")),
        figure("x", "n-a", "money", "2020", Quantity.exactly(10, "CNY")),
        figure("y", "n-b", "money", "2021", Quantity.exactly(10, "USD")),
    ]
    assert ftz.reconcile(with_figures(*rows), "n-zone", "money").missing == ("n-a", "n-b")


@pytest.mark.parametrize(("indicator", "missing"), [("firms", ()), ("new-firms", ("n-a", "n-b"))])
def test_a_part_of_a_stock_has_a_day_of_the_whole_and_that_of_a_flow_has_all(
    indicator: str, missing: tuple[str, ...]
) -> None:
    days = {"n-zone": "2021", "n-a": "2021-12-31", "n-b": "2021-07/2022-06"}
    rows = [figure(f"f-{id}", id, indicator, period, count(3)) for id, period in days.items()]
    assert ftz.reconcile(with_figures(*rows), "n-zone", indicator).missing == missing


@pytest.mark.parametrize(("begun", "missing"), [("2022-03", ()), ("2021-12", ("n-b",))])
def test_an_area_that_was_added_later_is_no_part_before(begun: str, missing: tuple[str, ...]) -> None:
    rows = [figure(f"f-{id}", id, "new-firms", "2021", count(3)) for id in ("n-zone", "n-a")]
    ds = with_figures(*rows).with_(areas=[evolve(WORLD.areas["n-b"], since=begun)])
    assert ftz.reconcile(ds, "n-zone", "new-firms").missing == missing


def test_divisions_are_held_against_divisions_and_areas_against_bodies() -> None:
    rows = [figure(f"f-{n}", n, "new-firms", "2021", count(3)) for n in ("north", "n-city", "n-a", "block", "bridge")]
    ds = with_figures(*rows)
    assert ftz.reconcile(ds, "north", "new-firms").verdict == "equal"
    assert {part.subject for part in ftz.reconcile(ds, "n-a", "new-firms").parts} == {"block", "bridge"}


def test_what_has_no_parts_is_not_reconciled() -> None:
    ds = with_figures(figure("m", "moon", "firms", "2021-01-01", count(1)))
    with pytest.raises(ftz.InvalidValue, match="the data set has no parts of moon"):
        ftz.reconcile(ds, "moon", "firms")
    with pytest.raises(ftz.InvalidValue, match="a hull is not a stated figure"):
        ftz.reconcile(ds, "moon", "firms", prefer="hull")


def test_a_shared_name_is_ambiguous_and_names_all() -> None:
    twins = [
        ftz.Division("suzhou-js", ftz.Name("Suzhou", "苏州市")),
        ftz.Division("suzhou-ah", ftz.Name("Suzhou", "宿州市")),
    ]
    ds = ftz.Dataset(divisions=twins)
    with pytest.raises(ftz.AmbiguousName, match="may mean any of suzhou-ah, suzhou-js; ask by id"):
        ftz.find(ds, "suzhou")
    assert ftz.find(ds, "宿州市").id == "suzhou-ah"


@pytest.mark.parametrize("text", ["", "()", "zzz", "paper", "  "])
def test_what_no_place_is_called_is_unknown(text: str) -> None:
    with pytest.raises(ftz.UnknownName):
        ftz.find(WORLD, text)


def test_three_parts_of_a_name_may_run_together_and_not_four() -> None:
    names = dict(zip("abcd", "甲乙丙丁", strict=True))
    within = dict(zip("abcd", ((), ("a",), ("b",), ("c",)), strict=True))
    ds = ftz.Dataset(divisions=[ftz.Division(id, ftz.Name(id, names[id]), within=within[id]) for id in names])
    assert ftz.find(ds, "甲乙丙").id == "c"
    with pytest.raises(ftz.UnknownName):
        ftz.find(ds, "甲乙丙丁")


@pytest.mark.parametrize("text", ["甲乙", "乙，甲", "乙（甲）", "乙"])
def test_the_ids_that_a_name_may_mean_are_in_order(text: str) -> None:
    twins = [ftz.Division(f"b{number:02}", ftz.Name("B", "乙"), within=("a",)) for number in range(30)]
    ds = ftz.Dataset(divisions=[*twins, ftz.Division("a", ftz.Name("A", "甲"))])
    with pytest.raises(ftz.AmbiguousName) as refusal:
        ftz.find(ds, text)
    assert refusal.value.candidates == tuple(each.id for each in twins)


def test_a_place_is_meant_by_its_name_or_given_itself() -> None:
    city = WORLD.place("n-city")
    assert place_meant(WORLD, "Norton") is place_meant(WORLD, city) is city


def test_a_name_without_letters_is_found_to_the_letter_alone() -> None:
    ds = ftz.Dataset(divisions=[ftz.Division("dash", "-")])
    assert ftz.find(ds, "-").id == "dash"
    with pytest.raises(ftz.UnknownName):
        ftz.find(ds, "--")


def test_a_name_is_a_text() -> None:
    with pytest.raises(ftz.InvalidValue, match="a name is a text, not 34"):
        ftz.find(WORLD, 34)  # type: ignore[arg-type] # what a caller may do


def test_a_code_of_two_digits_is_found_with_its_zeros() -> None:
    ds = ftz.Dataset(divisions=[ftz.Division("n-city", "Norton", gb_t_2260="3401")])
    assert [ftz.find(ds, code).id for code in ("3401", "340100")] == ["n-city", "n-city"]
    with pytest.raises(ftz.UnknownName):
        ftz.find(ds, "34")
