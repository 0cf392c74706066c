"""The treatment panel: days of treatment are those on record, and every column agrees with them, day by day."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from math import acos, cos, radians, sin
from pathlib import Path
from typing import Any

import attrs
import pandas as pd
import pytest

import anhui_ftz as ftz
from anhui_ftz.analysis.treatments import StartName, UnitName
from anhui_ftz.reports.panel import PanelRow

DS = ftz.load()
#: Days that are printed, unit by unit: when the first area in it opened.
OPENED = {
    "shanghai": "2013-09-29",
    "tianjin": "2015-04-21",
    "guangzhou-city": "2015-04-21",
    "xiamen-city": "2015-04-21",
    "dalian-city": "2017-04-10",
    "shenyang-city": "2017-04-10",
    "yingkou-city": "2017-04-10",
    "zhoushan-city": "2017-04-01",
    "hangzhou-city": "2020-09-24",
    "ningbo-city": "2020-09-24",
    "jinhua-city": "2020-09-24",
    "chengdu-city": "2017-04-01",
    "xianyang-city": "2017-04-01",
    "haikou-city": "2018-10-16",
    "suzhou-city-js": "2019-09-01",
    "baoding-city": "2019-08-30",
    "langfang-city": "2019-08-31",
    "mudanjiang-city": "2019-08-30",
    "beijing": "2020-09-24",
    "hefei-city": "2020-09-24",
    "wuhu-city": "2020-09-24",
    "bengbu-city": "2020-09-24",
    "kashgar-prefecture": "2023-11-11",
    "ili-prefecture": "2023-12-05",
}
CHOICES: list[dict[str, Any]] = [
    {"unit": "province"},
    {"unit": "prefecture"},
    {"unit": "prefecture", "freq": "M", "years": (2012, 2021)},
    {"unit": "province", "freq": "Q", "start": "plan-published", "timing": "next"},
    {"unit": "prefecture", "timing": "midyear", "start": "approved"},
    {"unit": "prefecture", "treated_by": "zone", "years": (2015, 2020)},
    {"unit": "province", "treated_by": "area"},
    {"unit": "prefecture", "include": ["linked-innovation"]},
]
PANELS = [ftz.treatment_panel(DS, **each) for each in CHOICES]


def bounds(row: PanelRow) -> tuple[date, date]:
    """Return the first and the last day of a row's period, read back from its text."""
    year, _, part = row.period.partition("-")
    first = 3 * (int(part) - 33) + 1 if int(part or 0) > 32 else int(part or 1)
    last = first + (2 if int(part or 0) > 32 else 0) if part else 12
    return date(int(year), first, 1), pd.Period(year=int(year), month=last, freq="M").end_time.date()


def each_day(row: PanelRow) -> Iterator[date]:
    first, last = bounds(row)
    return (first + timedelta(n) for n in range((last - first).days + 1))


def test_prefectures_are_treated_from_the_day_that_their_area_opened() -> None:
    days = {row.unit: row for row in PANELS[1].treatments}
    assert {unit: str(days[unit].upper) for unit in OPENED} == OPENED
    assert days["haikou-city"].kind == "plan-published"
    assert days["hangzhou-city"].kind == "enlarged"
    assert all(row.sources for row in PANELS[1].treatments if row.upper is not None)


def test_a_city_that_joined_later_has_the_document_of_the_enlargement() -> None:
    documents = {row.unit: row.document for row in PANELS[1].treatments}
    joined = ("hangzhou-city", "ningbo-city", "jinhua-city")
    assert {documents[unit] for unit in joined} == {"国发〔2020〕10号"}
    assert documents["zhoushan-city"] == "国发〔2017〕16号"
    area = attrs.evolve(DS.areas["zhejiang-ftz-ningbo"], events=[ftz.ZoneEvent("enlarged", "2020-09-24")])
    unread = ftz.treatment_panel(DS.with_(areas=[area]), "prefecture")
    assert {row.unit: row.document for row in unread.treatments}["ningbo-city"] == ""


def test_a_zone_that_is_only_reported_treats_nothing() -> None:
    zone = attrs.evolve(DS.zones["anhui-ftz"], status="reported")
    panel = ftz.treatment_panel(DS.with_(zones=[zone]), "prefecture", years=(2024, 2024), region="anhui")
    assert panel.treatments == ()
    assert {row.cohort for row in panel.rows} == {0}


def test_every_prefecture_of_hainan_is_a_row_and_treated_by_the_one_area() -> None:
    rows = [row for row in PANELS[1].rows if row.province == "hainan" and row.year == 2018]
    assert [row.unit for row in rows] == ["haikou-city", "sanya-city", "sansha-city", "danzhou-city"]
    assert {(row.cohort, row.start_kind, row.areas) for row in rows} == {
        (2018, "plan-published", ("hainan-ftz-island",))
    }


def test_a_zone_of_2026_is_treated_from_the_day_that_is_certain() -> None:
    panel = ftz.treatment_panel(DS, "prefecture", years=(2025, 2026), freq="Q", region="inner-mongolia")
    hohhot = [row for row in panel.rows if row.unit == "hohhot-city"]
    assert (str(hohhot[0].start_lower), str(hohhot[0].start_upper)) == ("2026-04-10", "2026-06-04")
    assert [row.treated for row in hohhot] == [0, 0, 0, 0, 0, 1, 1, 1]
    assert {row.cohort for row in panel.rows} == {0, 6}


@pytest.mark.parametrize("panel", PANELS, ids=map(str, CHOICES))
def test_columns_agree_with_the_day_of_treatment_day_by_day(panel: ftz.TreatmentPanel) -> None:
    for row in panel.rows[:: 7 if len(panel.rows) > 5_000 else 1]:
        if row.start_upper is None:
            assert row.zone is not None or (row.cohort, row.treated, row.event_time) == (0, 0, None)
            continue
        days = [day for day in each_day(row) if day >= row.start_upper]
        assert row.days_treated == len(days)
        assert row.exposure == len(days) / len(list(each_day(row)))
        assert row.treated == int(row.event_time is not None and row.event_time >= 0)
        if row.treated:
            assert row.exposure > 0 or panel.choices["timing"] == "midyear"


@pytest.mark.parametrize("panel", PANELS, ids=map(str, CHOICES))
def test_treatment_never_ends_and_the_cohort_is_its_first_period(panel: ftz.TreatmentPanel) -> None:
    for _, group in groupby(panel.rows, key=lambda row: row.unit):
        rows = list(group)
        states = [row.treated for row in rows]
        assert states == sorted(states, key=lambda state: 2 if state is None else state)
        numbers = [row.year if panel.choices["freq"] == "Y" else row.time for row in rows]
        first = next((number for number, state in zip(numbers, states, strict=True) if state), None)
        cohort = rows[0].cohort
        assert {row.cohort for row in rows} == {cohort}
        if first is not None and first > numbers[0]:
            assert cohort == first
        if cohort == 0:
            assert not any(states)


@pytest.mark.parametrize(("panel", "asked"), list(zip(PANELS, CHOICES, strict=True)), ids=map(str, CHOICES))
def test_there_is_one_row_for_each_unit_and_period(panel: ftz.TreatmentPanel, asked: dict[str, Any]) -> None:
    first, last = asked.get("years", (2008, 2024))
    periods = (last - first + 1) * {"Y": 1, "Q": 4, "M": 12}[asked.get("freq", "Y")]
    units = 31 if asked["unit"] == "province" else 337
    assert len(panel.rows) == units * periods
    assert set(Counter((row.unit, row.time) for row in panel.rows).values()) == {1}


def test_a_province_begins_with_its_zone_or_its_first_prefecture() -> None:
    cities, provinces = PANELS[1], PANELS[0]
    first: dict[str, list[date]] = {}
    for row in cities.rows:
        if row.start_upper is not None:
            first.setdefault(row.province, []).append(row.start_upper)
    for zone in DS.zones:
        opened = zone.date_of("inaugurated") or zone.date_of("plan-published")
        if opened is not None and opened.end is not None and zone.status is ftz.ZoneStatus.ESTABLISHED:
            first.setdefault(zone.province, []).append(opened.end)
    found = {row.unit: row.start_upper for row in provinces.rows if row.start_upper is not None}
    assert found == {unit: min(days) for unit, days in first.items()}


def test_an_area_across_two_provinces_treats_only_that_of_its_zone() -> None:
    assert {row.zone for row in PANELS[1].treatments if row.unit == "beijing"} == {"beijing-ftz"}


def test_the_zone_treats_every_unit_of_its_province_where_that_is_asked_for() -> None:
    panel = PANELS[5]
    anhui = {row.unit for row in panel.rows if row.province == "anhui"}
    assert anhui == {row.unit for row in panel.treatments if row.zone == "anhui-ftz"}
    assert len(anhui) == 16


def test_hosts_of_linked_innovation_areas_are_treated_on_a_day_that_is_not_known() -> None:
    extra = {row.unit for row in PANELS[7].treatments} - {row.unit for row in PANELS[1].treatments}
    assert extra
    rows = [row for row in PANELS[7].rows if row.unit in extra]
    assert {(row.cohort, row.treated, row.days_treated) for row in rows} == {(None, None, None)}


def test_a_day_that_is_not_on_record_is_not_known_and_never_no() -> None:
    rows = {row.unit: row for row in ftz.treatment_panel(DS, start="approved", years=(2020, 2020)).rows}
    assert (rows["hainan"].cohort, rows["hainan"].treated, rows["hainan"].exposure) == (None, None, None)
    assert (rows["anhui"].cohort, rows["anhui"].treated) == (2020, 1)
    assert (rows["qinghai"].cohort, rows["qinghai"].treated) == (0, 0)


@pytest.mark.parametrize(
    ("day", "timing", "cohort"),
    [
        ("2020-06-30", "midyear", 2020),
        ("2020-07-01", "midyear", 2021),
        ("2020-07-01", "same", 2020),
        ("2020-01-01", "next", 2021),
    ],
)
def test_timing_decides_the_first_treated_year(day: str, timing: Any, cohort: int) -> None:
    ds = small(ftz.ZoneEvent("inaugurated", day))
    assert {row.cohort for row in ftz.treatment_panel(ds, years=(2019, 2022), timing=timing).rows} == {cohort}


def test_a_day_known_only_to_the_month_counts_from_its_end_and_says_so() -> None:
    ds = small(ftz.ZoneEvent("inaugurated", "2020-09"))
    row = ftz.treatment_panel(ds, years=(2020, 2020)).rows[0]
    assert (row.start_lower, row.start_upper, row.days_treated) == (date(2020, 9, 1), date(2020, 9, 30), 93)


def small(*events: ftz.ZoneEvent) -> ftz.Dataset:
    return ftz.Dataset(
        divisions=[
            ftz.Division("p", "P", iso_3166_2="CN-AH", gb_t_2260="340000"),
            ftz.Division("c", "C", "city", gb_t_2260="340100", within=["p"]),
        ],
        zones=[ftz.Zone("z", "Z", "p", events=events)],
    )


def test_the_order_of_the_data_changes_nothing() -> None:
    tables = {name: list(reversed(rows)) for name, rows in DS.tables()}
    turned = attrs.evolve(DS, **tables)
    assert ftz.treatment_panel(turned, "prefecture", years=(2019, 2021)) == ftz.treatment_panel(
        DS, "prefecture", years=(2019, 2021)
    )


def test_sizes_are_means_over_the_days() -> None:
    rows = {(row.unit, row.year): row.area_km2 for row in PANELS[0].rows}
    days = [28.78] * 116 + [120.72] * 249
    assert rows["shanghai", 2015] == pytest.approx((28.78 * 116 + 120.72 * 249) / len(days), abs=1e-6)
    assert rows["anhui", 2019] == 0
    assert rows["anhui", 2021] == 119.86
    assert [row.enlarged for row in PANELS[0].rows if row.unit == "zhejiang"][-6:] == [0, 1, 1, 1, 1, 1]
    # twice, in 2015 and 2019
    assert [row.enlarged for row in PANELS[0].rows if row.unit == "shanghai" and 2014 <= row.year <= 2019] == [0] + [
        1
    ] * 5


def test_the_size_of_a_city_grows_with_each_of_its_areas() -> None:
    months = [f"2020-{month:02}" for month in (3, 11, 5, 8, 2)]
    one = ftz.Quantity.exactly(1, "km2")
    ds = ftz.Dataset(
        divisions=[
            ftz.Division("p", "P", gb_t_2260="340000"),
            ftz.Division("c", "C", "city", gb_t_2260="340100", within=["p"]),
        ],
        zones=[ftz.Zone("z", "Z", "p", events=[ftz.ZoneEvent("inaugurated", "2020-01-01")])],
        areas=[ftz.Area(f"area-{n}", "A", "z", "c") for n in range(len(months))],
        indicators=[ftz.Indicator("area", "Area", "km2", "stock")],
        observations=[
            ftz.Observation(f"o{n}", f"area-{n}", "area", f"{month}-01/..", one, citations=[ftz.Citation("page")])
            for n, month in enumerate(months)
        ],
        sources=[ftz.Source("page", "Publisher")],
    )
    rows = ftz.treatment_panel(ds, "prefecture", years=(2020, 2020), freq="M").rows
    sizes = [row.area_km2 for row in rows if row.unit == "c"]
    assert sizes == [sum(month <= row.period for month in months) for row in rows if row.unit == "c"]
    assert sizes == [0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5]


def test_a_size_that_is_not_on_record_is_not_zero() -> None:
    row = ftz.treatment_panel(small(ftz.ZoneEvent("inaugurated", "2020-01-01")), years=(2020, 2020)).rows[0]
    assert row.area_km2 is None


def test_distances_are_great_circles_to_treated_units() -> None:
    panel = ftz.treatment_panel(DS, "prefecture", years=(2014, 2014), distance=True)
    row = next(row for row in panel.rows if row.unit == "suzhou-city-js")
    one, two = (ftz.representative_point(DS, id) for id in ("suzhou-city-js", "shanghai"))
    assert one is not None
    assert two is not None
    a, b, c, d = (radians(float(each)) for at in (one, two) for each in (at.location.latitude, at.location.longitude))
    expected = 6371.0088 * acos(sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d))  # by the cosine rule
    assert row.km_to_nearest == pytest.approx(expected, abs=0.01)
    assert row.neighbours_treated == 1


def test_regions_and_never_treated_units_can_be_left_out() -> None:
    delta = ftz.treatment_panel(DS, region="yrd-provinces", years=(2020, 2020))
    assert {row.unit for row in delta.rows} == {"anhui", "jiangsu", "shanghai", "zhejiang"}
    assert all(row.delta for row in delta.rows)
    treated = ftz.treatment_panel(DS, never="drop", years=(2020, 2020))
    assert 0 not in {row.cohort for row in treated.rows}
    assert {row.unit for row in treated.rows} == {row.unit for row in treated.treatments}
    assert {row.province for row in ftz.treatment_panel(DS, "prefecture", region=["安徽", "上海"]).rows} == {
        "anhui",
        "shanghai",
    }


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"unit": "city"}, "unit: 'city' is not one of province, prefecture"),
        ({"freq": "W"}, "freq: 'W' is not one of Y, Q, M"),
        ({"start": "opened"}, "start: 'opened' is not one of inaugurated, decided, approved, plan-published"),
        ({"timing": "midyear", "freq": "M"}, "timing: 'midyear' is only for years"),
        ({"years": (2024, 2008)}, "years: 2024 to 2008 is not a range of years"),
        ({"years": 2020}, r"years: give the first and the last year, such as \(2008, 2024\), not 2020"),
        ({"treated_by": "province"}, "treated_by: 'province' is not one of zone, area"),
        ({"include": ["ports"]}, "include: 'ports' is not one of linked-innovation"),
        ({"never": "no"}, "never: 'no' is not one of keep, drop"),
    ],
)
def test_a_wrong_word_is_refused_with_the_right_ones(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=message):
        ftz.treatment_panel(DS, **wrong)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow", "duckdb"])
def test_the_rows_as_a_frame(backend: str) -> None:
    panel = ftz.treatment_panel(DS, years=(2020, 2021))
    frame = panel.to_frame(backend)
    names = [field.name for field in attrs.fields(PanelRow)]
    assert list(frame.column_names if backend == "pyarrow" else frame.columns) == names


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_stata_and_r_read_the_panel(tmp_path: Path, lang: str) -> None:
    panel = ftz.treatment_panel(DS, "prefecture", years=(2018, 2021))
    frame = panel.to_frame("pandas")
    panel.to_stata(tmp_path / "panel.dta", lang)
    back = pd.read_stata(tmp_path / "panel.dta", convert_missing=False)
    assert list(back.columns) == list(frame.columns)
    assert list(back["cohort"].fillna(-1)) == [-1 if row.cohort is None else row.cohort for row in panel.rows]
    days = [None if pd.isna(each) else each.date() for each in back["start_upper"]]
    assert days == [row.start_upper for row in panel.rows]
    assert {row.start_upper is None for row in panel.rows} == {True, False}
    assert list(back["name_zh"]) == [row.name_zh for row in panel.rows]
    assert list(back["sources"]) == ["; ".join(row.sources) for row in panel.rows]
    with pd.read_stata(tmp_path / "panel.dta", iterator=True) as reader:
        # Stata takes 80 characters; none is cut
        assert reader.variable_labels() == {name: ftz.words.phrase(f"panel.{name}", lang) for name in frame.columns}
    frame.to_csv(tmp_path / "panel.csv", index=False)
    with (tmp_path / "panel.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(panel.rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_codebook_says_what_every_column_is(lang: str) -> None:
    text = PANELS[1].codebook(lang)
    assert all(f"\n{field.name}" in text for field in attrs.fields(PanelRow))
    assert "start = inaugurated" in text


@pytest.mark.parametrize(
    ("unit", "start", "sizes"),
    [
        ("province", "inaugurated", {"anhui": 119.86, "shanghai": 28.78}),
        ("province", "decided", {"shanghai": 28.78}),
        ("prefecture", "inaugurated", {"hefei-city": 64.95, "wuhu-city": 35, "bengbu-city": 19.91}),
    ],
)
def test_a_treatment_has_the_size_with_which_it_began(
    unit: UnitName, start: StartName, sizes: dict[str, float]
) -> None:
    panel = ftz.treatment_panel(DS, unit, start=start)
    assert {row.unit: row.area_km2 for row in panel.treatments if row.unit in sizes} == sizes
    assert all(row.area_km2 is None or row.area_km2 > 0 for row in panel.treatments)
    assert [row.unit for row in panel.treatments if row.area_km2 is not None and row.upper is None] == []


def test_the_document_of_an_area_founded_with_its_zone_is_that_of_the_zone() -> None:
    rules = ftz.ZoneEvent("regulated", "2023", document="条例")
    areas = [attrs.evolve(area, events=[*area.events, rules]) for area in DS.areas if area.zone == "anhui-ftz"]
    panel = ftz.treatment_panel(DS.with_(areas=areas), "prefecture")
    assert {row.document for row in panel.treatments if row.zone == "anhui-ftz"} == {"国发〔2020〕10号"}


@pytest.mark.parametrize("start", ["decided", "approved", "plan-published"])
def test_a_province_is_not_treated_by_the_papers_of_an_enlargement_where_those_of_its_zone_are_unknown(
    start: StartName,
) -> None:
    opened = {row.unit: row.upper for row in ftz.treatment_panel(DS).treatments}
    found = {row.unit: row.upper for row in ftz.treatment_panel(DS, start=start).treatments}
    late = {
        unit: day
        for unit, day in found.items()
        if day is not None and (last := opened[unit]) is not None and day > last
    }
    assert late == {}


def test_it_shows_its_treatments_in_a_notebook() -> None:
    assert "<td>wuhu-city</td><td>anhui-ftz</td>" in PANELS[1]._repr_html_()
