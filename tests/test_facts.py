"""The edition against the tables of vetted facts that it was made from, where these are beside the checkout."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import anhui_ftz as ftz
from together import together

FOLDER = Path(os.environ.get("ANHUI_FTZ_FACTS", Path(__file__).parents[2] / "shared" / "facts"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the tables of facts are not beside the checkout")

DS = ftz.load()
UNITS = {"count": "1", "percent": "%", "ratio": "1"}
#: Rows that say what another row says, and the record that has both.
MERGED = {
    "ah-obs-002": "ah-obs-001",
    "ah-obs-006": "ah-obs-004",
    "gap-obs-071": "yrd-obs-053",
    "yrd-coop-073": "yrd-coop-075",
    "gap-coop-002": "ah-coop-018",
    "ah-coop-040": "ah-coop-004",
    "ah-coop-seed-joint-shanghai": "ah-coop-seed-linkage-shanghai",
    "ah-coop-seed-joint-zhejiang": "ah-coop-seed-linkage-zhejiang",
    "gap-coop-006": "yrd-coop-002",
    "yrd-coop-048": "yrd-coop-013",
    "suchu-park": "sino-singapore-suchu-htz",
    "ah-obs-150": "ah-obs-127",
    "ah-obs-151": "ah-obs-131",
    "gap-obs-072": "yrd-obs-052",
    "gap-obs-073": "yrd-obs-051",
    "yrd-obs-132": "yrd-obs-109",
    "yrd-obs-217": "yrd-obs-066",
    "yrd-obs-217-growth": "yrd-obs-066-growth",
    "yrd-obs-298": "yrd-obs-141",
    "n2-obs-yrd25h1": "yrd-obs-269",
    "n2-obs-ah21q1": "gap-obs-027",
    "n2-obs-nz22": "yrd-obs-287",
    "n2-coop-market-2023-place": "ah-coop-037",
    "n2-coop-wuhu-malaysia": "ah-coop-019",
    "n2-coop-linked-4ports": "yrd-coop-064",
}
#: Indicators that have another id since, or are one with another.
RENAMED = {
    "containers": "rail-containers",
    "cross-border-e-commerce-parcels": "cross-border-ecommerce-bonded-parcels",
    "cross-border-ecommerce-export-parcels": "cross-border-ecommerce-export-orders",
    "national-results-replicated": "national-experiences-adopted",
    "new-foreign-funded-enterprises": "new-foreign-invested-enterprises",
    "zones": "pilot-free-trade-zones",
    "national-replicated-results": "results-replicated-nationwide",
    "logistics-cost-saving-per-teu": "linked-unloading-cost-saving-per-container",
}
#: Rows that are no record of their own, and why.
LEFT_OUT = {
    "ah-coop-seed-strategies": "the zone's own work, with no other side",
    "yrd-coop-018": "an award to three parks; the report names no body that acted",
    "yrd-coop-067": "five mechanisms, each of one customs house with its own local government, none among the five",
    "zhoushan-port-bunker-suppliers": "two companies, which now stand by themselves",
    "anhui-press-conference-2021-01-25": "a press conference is a source and no body",
    "n2-coop-zj-bulk-hub": "a plan for one zone, with no other side: its page is cited with the zone",
    "n2-coop-ah-upgrade-2023": "a plan of one zone, with no other side",
}
#: Fields of a correction that the edition has otherwise, and why.
OTHERWISE = {
    ("ah-coop-003", "milestones"): "the plan to sign was told by the day of the press conference",
    ("ah-coop-043", "milestones"): "April 2022 stands on no page with an address",
    ("ah-coop-048", "milestones"): "the projects are another act, told in the note",
    ("ah-coop-048", "value"): "in the note",
    ("gap-coop-001", "form"): "an event",
    ("gap-coop-003", "parties"): "the province lies around the two cities that are linked",
    ("gap-coop-004", "name.en"): "the integrated network (一体化) is named",
    ("yrd-coop-015", "parties"): "a bracket explains one of them",
    ("yrd-coop-023", "name.zh"): "the two sides are named",
    ("yrd-coop-029", "parties"): "the city lies around the new area that promotes itself",
    ("yrd-coop-042", "name.zh"): "a bracket says that it was counted",
    ("yrd-coop-052", "name.zh"): "the two sides are named",
    ("jiangsu-dz-association", "kind"): "no kind of body is made for associations",
    ("yrd-cities-council", "kind"): "no kind of body is made for councils",
    ("zj-oil-gas-center", "en"): "the former name is an alias",
    ("zj-oil-gas-center", "zh"): "the former name is an alias",
    ("waigaoqiao-port-cbz", "en"): "the former name is an alias",
    ("waigaoqiao-port-cbz", "zh"): "the former name is an alias",
    ("suchu-park", "zh"): "one park under two names: the first is an alias",
}
#: Cooperations whose parties were corrected in words, or changed when all were reviewed by the rule in docs/data.md.
PARTIES_CORRECTED = frozenset(
    "ah-coop-002 ah-coop-033 ah-coop-042 ah-coop-043 ah-coop-045 ah-coop-051 yrd-coop-006 yrd-coop-011 yrd-coop-013 "
    "yrd-coop-045 yrd-coop-050 yrd-coop-057 yrd-coop-058 yrd-coop-060 yrd-coop-061 yrd-coop-064 yrd-coop-070 "
    "yrd-coop-074 ah-coop-001 ah-coop-003 ah-coop-004 yrd-coop-034 yrd-coop-037".split()
)
#: Rows whose print measures something else than the table has it under.
MOVED = {
    "yrd-obs-238": "converted-trains",
    "yrd-obs-245": "customs-registered-enterprises",
    "yrd-obs-253": "total-investment-of-started-projects",
    "yrd-obs-326": "bulk-commodity-imports-and-exports",
    "gap-obs-067": "results-replicated-in-province",
    "ah-obs-140": "cargo-value",
    "yrd-obs-180": "trading-centre-turnover",
    "gap-obs-072": "actual-foreign-capital",
}
#: Figures of another subject than the table has, as corrected.
ANOTHER_SUBJECT = {"yrd-obs-238": "suzhou-china-europe-trains"}
#: Growth rates that are printed beside a figure and are not, or not surely, of it; and figures that are rates.
NO_GROWTH = frozenset(
    "ah-obs-041 ah-obs-099 ah-obs-153 yrd-obs-133 yrd-obs-152 yrd-obs-292 yrd-obs-312 yrd-obs-313".split()
)
#: Rows of the timeline that are no event of a zone or area, by what they say, and why.
NO_EVENT = {
    "NPC Standing Committee, draft": "a draft gives no authority",
    "NPC Standing Committee, draft considered": "a draft gives no authority",
    "NPC Standing Committee, draft considered (enlargement)": "a draft gives no authority",
    "adopted": "a regulation counts from the day on which it takes effect",
    "press briefing": "a briefing comes after the plan is public",
    "change into a free trade port: master plan": "another regime and no enlargement",
    "change into a free trade port: law": "another regime and no enlargement",
    "change into a free trade port: island-wide customs operation": "another regime and no enlargement",
}
#: Days that come after the event of their kind, by place and day, each with the day of that event.
AFTER = {
    # the Politburo passes a plan that the State Council had decided
    ("guangdong-ftz", "2015-03-24"): "2014-12-12",
    ("tianjin-ftz", "2015-03-24"): "2014-12-12",
    ("fujian-ftz", "2015-03-24"): "2014-12-12",
    # an area has a ceremony of its own, after that of its zone
    ("shandong-ftz-jinan", "2019-08-31"): "2019-08-30",
    ("shandong-ftz-qingdao", "2019-08-31"): "2019-08-30",
    ("shandong-ftz-yantai", "2019-08-31"): "2019-08-30",
    ("heilongjiang-ftz-heihe", "2019-09-17"): "2019-08-30",
    # the NPC Standing Committee gives all zones an authority that this one had
    ("shanghai-ftz", "2019-10-26"): "2013-08-30",
}
#: The kind of event that a row of the timeline is, where its own word is wider.
KIND_OF = {
    "consent of the State Council": "approved",
    "made public": "plan-published",
    "plan made public": "plan-published",
    "reply and plan made public": "plan-published",
    "extent": "plan-published",
    "extent announced": "plan-published",
    "document number and day on gov.cn": "plan-published",
    "plan, date on the document": "plan-issued",
    "plan, day of the State Council": "plan-issued",
}
#: Rows from an undated list on the page of a source: a source of its own, else they would be known too early.
LISTED = {"yrd-obs-259": "xinhua-silk-road-related-items"}
#: Days that the source itself gives more widely.
WIDER = {"ah-obs-015": "2020-11", "ah-obs-016": "2020-11", "gap-obs-042": "2025-10-27"}


@cache
def rows(table: str) -> list[dict[str, Any]]:
    file = FOLDER / f"{table}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


def kept(table: str) -> list[dict[str, Any]]:
    return [row for row in rows(table) if row["id"] not in LEFT_OUT]


@cache
def corrections(table: str) -> list[dict[str, Any]]:
    return rows(f"edition-2/{table}")


def corrected(table: str) -> dict[str, dict[str, Any]]:
    """Return the fields that a row should have had, by id; what was corrected in words is not among them."""
    return {row["id"]: row["right"] for row in corrections(table) if isinstance(row["right"], dict)}


def record(id: str) -> Any:
    return DS.get(MERGED.get(id, id))


def told(row: dict[str, Any]) -> str:
    return str(row["id"])


def titles() -> list[dict[str, Any]]:
    """Return the titles that an address spells whole."""
    return [each for each in rows("edition-2/titles") if "cut" not in each["title"]]


@together(titles(), lambda row: row["source_id"])
def test_a_title_that_is_taken_from_the_address_says_so(row: dict[str, Any]) -> None:
    notes = DS.get(row["source_id"], ftz.Source).notes
    assert any(each.text.en == "The title is taken from the address of the page." for each in notes)


def in_english(publisher: str) -> str:
    """Leave out the Chinese name of a publisher that stands in brackets behind the English one."""

    def bracket(found: re.Match[str]) -> str:
        english = [each for each in found[1].split(", ") if not re.search("[\u4e00-\u9fff]", each)]
        return f" ({', '.join(english)})" if english else ""

    return re.sub(r" \(([^()]*[\u4e00-\u9fff][^()]*)\)", bracket, publisher)


#: Publishers whose row in the facts names the page, its date or how it was carried: the record names who published it.
PUBLISHERS = {
    "china-g60-2017-07-16": "China.com.cn Zhejiang (traditional-character page)",
    "gov-cn-guofa-2020-10": "State Council (gov.cn, traditional-character page)",
    "people-cri-marine-2018-06-11": "People's Daily, via CRI Jiangsu (traditional-character page)",
    "anhui-gwr-2026": "Anhui Provincial People's Government (copy on digipub.cc)",
    "hefei-gwr-2022": "Hefei Municipal People's Government (digest on ahchanye.com)",
    "hubei-overview-2016": "hubei.gov.cn (copy at blogspot)",
    "iso-numeric-cn": "infomutt.com (copy of an encyclopedia)",
}


def test_only_publishers_that_are_named_otherwise_are_exceptions() -> None:
    printed = {row["id"]: in_english(row["publisher"]) for row in rows("sources")}
    assert [id for id, name in PUBLISHERS.items() if printed[id] == name] == []


@together(rows("sources"), told)
def test_a_source_keeps_what_was_seen_of_it(row: dict[str, Any]) -> None:
    source = DS.get(row["id"], ftz.Source)
    published = None if source.published is None else source.published.edtf
    title = row["title"] or {each["source_id"]: each["title"] for each in titles()}.get(row["id"], "")
    address = (row["url"] or "").replace("http:", "https:") if source.url.startswith("https:") else row["url"] or ""
    publisher = PUBLISHERS.get(row["id"]) or in_english(row["publisher"])
    assert source.publisher_in("en").replace("Laodong Wubao", "劳动午报") == publisher
    chinese = re.findall("[\u4e00-\u9fff]+", row["publisher"].replace("聯合報", "联合报"))
    assert [each for each in chinese if each not in source.publisher_in("zh")] == []
    assert (source.title, source.url) == (title, address)
    assert published == row["published"]
    assert row["carrier"] in (None, source.carrier)
    assert source.language == row["language"].partition("-")[0]


def indicator(row: dict[str, Any]) -> str:
    id = str(row["indicator"])
    return MOVED.get(row["id"], RENAMED.get(id, id))


@together(rows("observations"), told)
def test_a_figure_is_in_with_its_value_unit_and_citation(row: dict[str, Any]) -> None:
    found = record(row["id"])
    right = corrected("corrections").get(row["id"], {})
    assert found.subject == ANOTHER_SUBJECT.get(row["id"], row["subject"])
    moved = "" if row["id"] == "yrd-obs-133" else right.get("indicator", "")  # kept, as its correction allows
    assert found.indicator == (moved or indicator(row))
    unit = str(found.quantity.unit)
    assert (found.quantity.value, unit) == (Decimal(row["value"]), UNITS.get(row["unit"], row["unit"]))
    cited = {(each.source, each.locator): each.as_published for each in found.citations}
    printed = cited[LISTED.get(row["id"], row["source"]), row["locator"]]
    if row["id"] not in {*MERGED, *MERGED.values()}:
        assert printed == row["as_published"]
        assert (found.quantity.bound == "at-least") == (row["bound"] in {"more_than", "at_least"})


def days(words: str) -> ftz.Period | None:
    """Return the days that a correction begins with or names."""
    found = re.search(r"(?:^|period )(20[0-9./-]+)", words)
    return ftz.Period.parse(found[1]) if found else None


@together(corrections("corrections"), told)
def test_a_figure_is_as_it_was_corrected(row: dict[str, Any]) -> None:
    if row["id"] in MERGED:
        assert row["id"] not in DS
        return
    found: ftz.Observation = record(row["id"])
    right = {"period": row["right"]} if isinstance(row["right"], str) else row["right"]
    stated = days(right.get("period", ""))
    if stated is not None:
        assert found.period == stated
    if "note" in right:
        assert found.notes or len(found.citations) > 1  # another page with the figure is cited
    if "status" in right:
        assert found.status == right["status"]
    if "quantity" in right:
        exact = ftz.read_figure(right["quantity"], found.quantity.unit)
        assert (found.quantity.lower, found.quantity.upper) == (exact.lower, exact.upper)


@together([row for row in rows("observations") if row["id"] not in MERGED], told)
def test_a_figure_is_of_the_days_that_the_table_has(row: dict[str, Any]) -> None:
    period = record(row["id"]).period
    right = {each["id"]: each["right"] for each in corrections("corrections")}.get(row["id"], {})
    if days(right if isinstance(right, str) else right.get("period", "")) is not None:
        return
    if row["id"] in WIDER:
        assert period.edtf == WIDER[row["id"]]
    elif row["indicator"] == "area" and period.end is None:  # a size that still holds
        assert period.start == ftz.Period.parse(row["period_start"] or row["period_end"]).start
    else:
        start, end = (ftz.Period.parse(row[name]) if row[name] else None for name in ("period_start", "period_end"))
        first = start or (end if row["kind"] == "stock" else None)
        assert (period.start, period.end) == (first and first.start, end and end.end)


@together([row for row in rows("observations") if row["growth_yoy_percent"]], told)
def test_a_growth_rate_is_a_figure_of_its_own(row: dict[str, Any]) -> None:
    id = MERGED.get(row["id"], row["id"])
    if id in NO_GROWTH:
        assert f"{id}-growth" not in DS
        return
    level, rate = record(id), DS.get(f"{id}-growth", ftz.Observation)
    assert (rate.subject, rate.period) == (level.subject, level.period)
    assert (rate.quantity.value, str(rate.quantity.unit)) == (Decimal(row["growth_yoy_percent"]), "%")
    assert LISTED.get(row["id"], row["source"]) in {cited.source for cited in rate.citations}


INDICATOR_ROWS = [row for row in corrections("indicator_corrections") if row["list"] == "corrections"]


@together(INDICATOR_ROWS, lambda row: f"{row['id']}-{row['field']}")
def test_an_indicator_is_as_it_was_corrected(row: dict[str, Any]) -> None:
    field, right = row["field"], row["proposed"]
    id = RENAMED.get(row["id"].removesuffix("-growth"), row["id"].removesuffix("-growth"))
    id += "-growth" * row["id"].endswith("-growth")
    if row["id"] == "trade-value":
        assert row["id"] not in DS  # split
        return
    found = DS.get(id, ftz.Indicator)
    if field in {"en", "zh"}:
        assert getattr(found.name, field) == right
    elif field in {"definition", "additive"} and row["id"] not in RENAMED:
        assert right in {
            found.definition.en if field == "definition" else found.additive,
            *(late["proposed"] for late in INDICATOR_ROWS if late["id"] == row["id"]),
        }
    elif field == "kind":
        assert right.startswith(found.kind.value)
    elif field == "id":
        assert id == right


@together(kept("cooperations"), told)
def test_a_cooperation_is_in_with_its_sources_and_no_party_that_the_table_lacks(row: dict[str, Any]) -> None:
    found = record(row["id"])
    assert {row["source"], *row["other_sources"]} <= set(found.sources)
    if row["id"] in MERGED:
        return
    if row["id"] not in PARTIES_CORRECTED and "parties" not in corrected("cooperation_corrections").get(row["id"], {}):
        assert set(row["parties"]) & set(found.parties)
        assert set(row["parties"]) >= set(found.parties)
    stated = row["amount"] is not None and ("value" not in corrected("cooperation_corrections").get(row["id"], {}))
    assert (found.value is not None) == stated


def corrected_bodies(id: str) -> set[str]:
    """Return the fields of a body that were corrected."""
    return {row["field"] for row in corrections("body_corrections") if row.get("id") == id and "field" in row}


@together(
    [row for row in corrections("body_corrections") if row["table"] in ("organizations", "areas")],
    lambda row: f"{row['id']}-{row['field']}",
)
def test_a_body_or_area_is_as_it_was_corrected(row: dict[str, Any]) -> None:
    if row["id"] in LEFT_OUT:
        assert row["id"] not in DS
        return
    if (row["id"], row["field"]) in OTHERWISE or (row["field"], row["basis"]) == ("focus", "plan"):  # not confirmed
        return
    found, field, right = record(row["id"]), row["field"], row["proposed"]
    if field in {"en", "zh"}:
        assert getattr(found.name, field) == right
    elif field in {"within", "focus"}:
        assert set(map(str, getattr(found, field))) == set(right)
    elif field == "kind":
        assert found.kind == right
    elif field == "since":
        assert found.since == ftz.Period.parse(right)


def milestones(words: str) -> set[tuple[str, ftz.Period]]:
    statuses = "|".join(ftz.CooperationStatus)
    return {(status, ftz.Period.parse(days)) for status, days in re.findall(f"({statuses}) ([0-9./-]+)", words)}


def bodies(words: list[str], found: ftz.Cooperation) -> set[str]:
    """Return ids of the parties that are meant by id or by a name in either language."""
    named = {name: id for id in found.parties for name in (id, *record(id).name.all)}
    return {next((id for name, id in named.items() if words.startswith(name)), words) for words in words}


@together(corrections("cooperation_corrections"), told)
def test_a_cooperation_is_as_it_was_corrected(row: dict[str, Any]) -> None:
    if row["id"] in LEFT_OUT:
        assert row["id"] not in DS
        return
    found: ftz.Cooperation = record(row["id"])
    if row["id"] in MERGED:
        assert row["id"] not in DS
        return
    right = row["right"] if isinstance(row["right"], dict) else {}
    for field, value in right.items():
        if (row["id"], field) in OTHERWISE:
            continue
        if field == "parties" and isinstance(value, list):
            assert bodies(value, found) == set(found.parties)
        elif field in {"places", "topics"}:
            assert set(value) == set(getattr(found, field))
        elif field in {"name.en", "name.zh"}:
            assert getattr(found.name, field[5:]) == value
        elif field == "milestones":
            assert milestones(value) <= {(each.status, each.period) for each in found.milestones}


@together(rows("edition-2/observations"), told)
def test_a_figure_that_was_added_is_in_with_its_citation(row: dict[str, Any]) -> None:
    found: ftz.Observation = record(row["id"])
    assert (found.subject, found.indicator) == (row["subject"], RENAMED.get(row["indicator"], row["indicator"]))
    assert found.quantity.value == Decimal(row["value"])
    [printed] = {each.as_published for each in found.citations if each.source == row["source"]}
    assert printed in row["as_published"]
    if row["id"] in DS and row.get("growth_yoy_percent"):
        rate = DS.get(f"{row['id']}-growth", ftz.Observation)
        assert (rate.period, rate.quantity.value) == (found.period, Decimal(row["growth_yoy_percent"]))


@together(rows("edition-2/cooperations"), told)
def test_a_cooperation_that_was_added_is_in(row: dict[str, Any]) -> None:
    if row["id"] in LEFT_OUT:
        assert row["id"] not in DS
    else:
        assert row["source"] in record(row["id"]).sources


#: Rows of the timeline that are events.
TIMELINE = [
    row
    for row in rows("edition-2/zone_events")
    if row["kind"] not in {"promoted", "background"} and row["sub"] not in NO_EVENT
]


def day_of(row: dict[str, Any]) -> str:
    return f"{row['area'] or row['zone']}-{row['sub']}-{row['date']}"


def place_of(row: dict[str, Any]) -> tuple[str, str]:
    return row["area"] or row["zone"], row["date"]


def on_the_day(row: dict[str, Any]) -> list[ftz.ZoneEvent]:
    """Return the events of a zone and its areas that are of the kind of a row and of its day."""
    kind, day = KIND_OF.get(row["sub"], row["kind"]), ftz.Period.parse(row["date"])
    events = [each for place in with_areas(row["zone"]) for each in place.events if each.kind == kind]
    return [each for each in events if day.contains(each.period) or each.period.contains(day)]


def with_areas(zone: str) -> list[ftz.Zone | ftz.Area]:
    return [DS.zones[zone], *(area for area in DS.areas if area.zone == zone)]


@together([row for row in TIMELINE if place_of(row) not in AFTER], day_of)
def test_a_day_of_the_timeline_is_an_event_of_its_kind(row: dict[str, Any]) -> None:
    assert on_the_day(row)


@together([row for row in TIMELINE if place_of(row) in AFTER], day_of)
def test_a_day_of_the_timeline_after_the_event_of_its_kind_is_none(row: dict[str, Any]) -> None:
    assert on_the_day(row) == []
    own = (DS.areas[row["area"]] if row["area"] else DS.zones[row["zone"]]).events
    assert (KIND_OF.get(row["sub"], row["kind"]), AFTER[place_of(row)]) in {
        (each.kind, str(each.period)) for each in own
    }


@together([row for row in TIMELINE if row["document"]], day_of)
def test_a_document_of_the_timeline_is_that_of_a_place_or_event(row: dict[str, Any]) -> None:
    places = with_areas(row["zone"])
    assert row["document"] in {
        each.document for place in places for each in (place, *place.events) if hasattr(each, "document")
    }


def test_each_exception_of_the_timeline_is_a_row_of_it() -> None:
    found = rows("edition-2/zone_events")
    assert NO_EVENT.keys() | KIND_OF.keys() <= {row["sub"] for row in found}
    assert AFTER.keys() <= {place_of(row) for row in found}


@together(rows("edition-2/better_carriers"), lambda row: row["source_id"])
def test_a_better_page_for_the_same_figures_is_cited(row: dict[str, Any]) -> None:
    assert row["url"] in {source.url for source in DS.sources}


@together([*rows("zones"), *rows("areas")], told)
def test_what_was_found_later_has_its_place(row: dict[str, Any]) -> None:
    body = record(row["id"])
    held = [each for each in DS.organizations if row["id"] in each.within]
    figures = [each for place in (body, *held) for each in DS.observations if each.subject == place.id]
    cited = {each.source for holder in (body, *held, *figures) for each in holder.citations}
    later = {added["source"] for added in row.get("additions", []) if added["field"] != "includes"}
    assert later <= cited
    for added in row.get("additions", []):
        if added["field"] == "focus":
            assert set(added["value"]) <= {each.en for each in body.focus}
        if added["field"] in ("short_names", "abbreviation", "name_en_alternative"):
            assert set(added["value"].replace(" (", "; ").replace(")", "").split("; ")) <= set(body.name.all)


@together([*rows("zones"), *rows("areas")], told)
def test_a_size_is_a_figure_only_where_one_was_seen(row: dict[str, Any]) -> None:
    sizes = {each.quantity.value for each in DS.observations if (each.subject, each.indicator) == (row["id"], "area")}
    seen = [row["area_km2"], *(each["km2"] for each in row.get("area_history", []))]
    seen += [each["value"] for each in row.get("additions", []) if each["field"] == "area_km2"]
    expected = {Decimal(size) for size in seen if size is not None}
    assert expected <= sizes if expected else not sizes


@together(kept("parties"), told)
def test_a_body_is_in_and_lies_where_the_table_says(row: dict[str, Any]) -> None:
    body = record(row["id"])
    if row["id"] not in MERGED and "en" not in corrected_bodies(row["id"]):
        assert body.name.en.startswith(row["name_en"].partition(",")[0])
    assert row["within"] in (None, *body.within, *(above for id in body.within for above in DS.place(id).within))
