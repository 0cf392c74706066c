"""What happens at the edges: last days, open periods, figures without a period, words that say nothing."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz import Period, Quantity
from anhui_ftz.analysis.containment import Inherited, is_province, sharing
from anhui_ftz.analysis.drafts import Candidate
from anhui_ftz.analysis.figures.days import covered, in_time, left_out
from anhui_ftz.analysis.figures.likeness import differing, same_part
from anhui_ftz.analysis.figures.rules import Rule
from anhui_ftz.analysis.figures.trends import _reached
from anhui_ftz.analysis.indicators import indicators_named, nearest_indicators
from anhui_ftz.analysis.names import bearers
from anhui_ftz.analysis.quality.source_checks import _is_bounded_otherwise
from anhui_ftz.storage import whole
from anhui_ftz.words.remark import Remark
from world import WORLD, count, figure

PAGE = ftz.Source("page", "Publisher", published="2022-01-20")


def test_nothing_is_left_out_after_the_last_day_of_the_calendar() -> None:
    last = Period(date(9999, 1, 1), date.max)
    assert left_out(last, covered([last])) == ()


def _run(first: int, last: int) -> Period:
    return Period(date.fromordinal(first), date.fromordinal(last))


def test_nothing_is_left_out_behind_a_part_without_an_end() -> None:
    parts = covered(map(Period.parse, ["2018", "2020-01-01/.."]))
    assert [each.edtf for each in left_out(Period.parse("2017/.."), parts)] == ["2017", "2019"]


@example([(0, 0), (0, 0)], date.max.toordinal())
@given(
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 6)), min_size=1, max_size=6),
    st.sampled_from([date.max.toordinal(), date.min.toordinal() + 15, date(2021, 3, 6).toordinal()]),
)
def test_what_periods_cover_and_leave_out_is_so_day_by_day(spans: list[tuple[int, int]], last: int) -> None:
    """At either end of the calendar too."""
    days = {day for back, length in spans for day in range(last - back, min(last - back + length, last) + 1)}
    periods = (_run(last - back, min(last - back + length, last)) for back, length in spans)
    parts = covered(sorted(periods, key=in_time))
    starts, ends = ([day for day in sorted(days) if day + step not in days] for step in (-1, 1))
    assert parts == tuple(map(_run, starts, ends))
    inside = [day for day in range(last - 15, last + 1) if day not in days]
    found = left_out(_run(last - 15, last), parts)
    assert [day for each in found for day in range(each.start.toordinal(), each.end.toordinal() + 1)] == inside  # type: ignore[union-attr]


@pytest.mark.parametrize(("span", "missing"), [
    ("/2021", ["/2017-12-31", "2019", "2021"]),
    ("../2021", ["../2017-12-31", "2019", "2021"]),
    ("2017/", ["2017", "2019", "2021-01-01/"]),
    ("2017/..", ["2017", "2019", "2021-01-01/.."]),
])  # fmt: skip
def test_what_is_left_out_at_a_missing_end_is_open_or_unknown_as_that_is(span: str, missing: list[str]) -> None:
    parts = covered(map(Period.parse, ["2018", "2020"]))
    assert [each.edtf for each in left_out(Period.parse(span), parts)] == missing


def test_the_last_day_of_a_span_may_be_left_out_alone() -> None:
    assert left_out(Period.parse("2021"), covered([Period.parse("2021-01-01/2021-12-30")])) == (
        Period.parse("2021-12-31"),
    )


@pytest.mark.parametrize(("length", "found"), [(300, ["place"]), (301, [])])
def test_a_longer_text_than_300_characters_names_nothing(length: int, found: list[str]) -> None:
    ds = ftz.Dataset(organizations=[ftz.Organization("place", "Norport", "port")])
    assert list(bearers(ds, "Norport".ljust(length))) == found


@pytest.mark.parametrize(("length", "found"), [(300, ("firms",)), (301, ())])
def test_a_longer_text_than_300_characters_names_no_indicator(length: int, found: tuple[str, ...]) -> None:
    ds = ftz.Dataset(indicators=[ftz.Indicator("firms", "Enterprises", "1", "flow")])
    assert indicators_named(ds, "Enterprises".ljust(length)) == found
    assert nearest_indicators(ds, "Enterprises".ljust(length)) == found


@pytest.mark.parametrize(("text", "found"), [("goods", ("worth-of-goods", "exports")), ("--", ())])
def test_indicators_whose_names_contain_a_text_are_suggested(text: str, found: tuple[str, ...]) -> None:
    names = {"exports": "Exports of goods", "gdp": "Gross product", "worth-of-goods": "Goods in all"}
    ds = ftz.Dataset(indicators=[ftz.Indicator(id, name, "CNY", "flow") for id, name in names.items()])
    assert nearest_indicators(ds, text) == found


def test_five_indicators_are_suggested() -> None:
    ds = ftz.Dataset(indicators=[ftz.Indicator(f"kind-{number}", "Kind", "1", "flow") for number in range(6)])
    assert nearest_indicators(ds, "Kin") == tuple(f"kind-{number}" for number in range(5))


def test_an_open_period_is_no_part_of_a_year() -> None:
    assert not same_part(Period.parse("2021/.."), Period.parse("2022"))
    assert not same_part(Period.parse("2021"), Period.parse("../2022"))


def test_a_figure_without_a_period_counts_up_to_no_day() -> None:
    seen: Any = SimpleNamespace(period=None)
    assert _reached(seen, are_states=True) is None


def test_a_print_that_cannot_be_read_has_other_bounds() -> None:
    assert _is_bounded_otherwise("not read", Quantity.exactly(1, "1"))


def test_growth_from_zero_is_not_worked_out() -> None:
    rows = [figure("a", "n-zone", "new-firms", "2020", count(0)), figure("b", "n-zone", "new-firms", "2021", count(5))]
    found = ftz.growth_series(attrs.evolve(WORLD, observations=rows), "n-zone", "new-firms")
    assert [row.computed for row in found] == [None, None]


def test_a_zone_that_is_only_reported_treats_nobody() -> None:
    ds = ftz.Dataset(
        divisions=[ftz.Division("p", "P", gb_t_2260="340000")],
        zones=[ftz.Zone("z", "Z", "p", status="reported", events=[ftz.ZoneEvent("inaugurated", "2020")])],
    )
    assert {row.cohort for row in ftz.treatment_panel(ds, years=(2019, 2021)).rows} == {0}


def test_the_size_of_a_zone_is_its_area_and_no_other_figure() -> None:
    sizes = [
        figure("b", "z", "area", "2020-01-01/..", Quantity.exactly(10, "km2"), source="page"),
        figure("a", "z", "firms", "2020-07-01/..", count(50), source="page"),
        figure("c", "z", "area", "../2019-12-31", Quantity.exactly(5, "km2"), source="page"),
    ]
    ds = ftz.Dataset(
        divisions=[ftz.Division("p", "P", gb_t_2260="340000"), ftz.Division("q", "Q", gb_t_2260="350000")],
        zones=[ftz.Zone("z", "Z", "p", events=[ftz.ZoneEvent("inaugurated", "2020-01-01")])],
        indicators=[ftz.Indicator("area", "Area", "km2", "stock"), ftz.Indicator("firms", "Firms", "1", "stock")],
        observations=sizes,
        sources=[PAGE],
    )
    found = [(row.unit, row.area_km2) for row in ftz.treatment_panel(ds, years=(2019, 2021)).rows]
    assert sorted(found) == [("p", 0), ("p", 10), ("p", 10), ("q", 0), ("q", 0), ("q", 0)]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [({"2019": 5, "2020-01-01/..": 10}, 10), ({"2019-01-01/2020-01-01": 5, "2020-01-02/..": 10}, 5), ({}, None)],
    ids=["ends the day before", "ends that day", "unknown"],
)
def test_a_treatment_begins_with_the_size_that_is_of_its_day(sizes: dict[str, int], expected: int | None) -> None:
    ds = ftz.Dataset(
        divisions=[ftz.Division("p", "P", gb_t_2260="340000")],
        zones=[ftz.Zone("z", "Z", "p", events=[ftz.ZoneEvent("inaugurated", "2020-01-01")])],
        indicators=[ftz.Indicator("area", "Area", "km2", "stock")],
        observations=[
            figure(f"size-{size}", "z", "area", days, Quantity.exactly(size, "km2"), source="page")
            for days, size in sizes.items()
        ],
        sources=[PAGE],
    )
    panel = ftz.treatment_panel(ds, years=(2019, 2020))
    assert [row.area_km2 for row in panel.treatments] == [expected]
    assert [row.area_km2 for row in panel.rows][:1] == [0 if not sizes else 5]


def test_the_sources_of_a_treatment_are_in_order() -> None:
    ids = [f"source-{number:02}" for number in range(30)]
    opened = ftz.ZoneEvent("inaugurated", "2020-01-01", citations=[ftz.Citation(id) for id in reversed(ids)])
    ds = ftz.Dataset(
        divisions=[ftz.Division("p", "P", gb_t_2260="340000")],
        zones=[ftz.Zone("z", "Z", "p", events=[opened])],
        sources=[ftz.Source(id, "P") for id in ids],
    )
    [treatment] = ftz.treatment_panel(ds, years=(2019, 2021)).treatments
    assert treatment.sources == tuple(ids)


@pytest.mark.parametrize("build", [Candidate, ftz.LinkQuery])
def test_a_candidate_and_a_query_are_given_by_name(build: Any) -> None:
    with pytest.raises(TypeError, match="takes 1 positional argument but 2 were given"):
        build(None)


@pytest.mark.parametrize(
    ("text", "left"),
    [("产品型号为A12B34C。", True), ("合肥片区达120家，同比增长5%。", False), ("编号（12345-67-89）已经公布。", True)],
)
def test_a_release_lists_what_it_cannot_read(text: str, left: bool) -> None:
    draft = ftz.read_release(text, WORLD, source=PAGE, published="2022-01-20")
    assert bool(draft.left) == left
    assert all(each.needs for each in draft.candidates)


def test_a_release_that_names_nothing_on_record_leaves_all_to_decide() -> None:
    draft = ftz.read_release(
        "合肥片区新设企业120家。", ftz.Dataset(divisions=[ftz.Division("p", "P")]), source=PAGE, published="2022-01-20"
    )
    assert [each.subject for each in draft.candidates] == [None]


def test_ids_are_in_order_however_many_there_are() -> None:
    provinces = [ftz.Division(f"p{number:02}", "P") for number in range(30)]
    twins = [ftz.Indicator(f"i{number:02}", ftz.Name("Firms", "企业数"), "1", "stock") for number in range(30)]
    ids = [each.id for each in provinces]
    inner = ftz.Division("inner", "Inner", "city", within=ids)
    assert sharing(ftz.Dataset(divisions=[*provinces, inner]), ids) == {frozenset(ids)}
    cities = [ftz.Division(f"c{each.id}", "C", "city", within=(each.id,)) for each in provinces]
    pairs = {frozenset((f"c{id}", id)) for id in ids}
    assert sharing(ftz.Dataset(divisions=[*provinces, *cities]), [id for pair in pairs for id in pair]) == pairs
    [reason] = differing(Rule.UNIT, [ids, *([id] for id in reversed(ids))])
    assert f"p00, {', '.join(ids)}, p01, p02 and 27 more" in reason.text
    ds = ftz.Dataset(divisions=[*provinces, inner], indicators=twins)
    assert Inherited(ds, is_province)["inner"] == tuple(ids)
    draft = ftz.read_release("企业数120家。", ds, source=PAGE)
    assert draft.candidates[0].needs[1] == Remark("indicator-one-of", tuple(each.id for each in twins))


def test_writers_work_where_there_is_no_fcntl(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "fcntl", None)
        assert importlib.reload(whole).fcntl is None
    importlib.reload(whole)
