"""The linkage table of the bundled zones, as a director reads it and as a program does."""

from __future__ import annotations

import pickle
import re
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import anhui_ftz as ftz
from anhui_ftz import words

DS = ftz.load()
ZONES = [zone.id for zone in DS.zones]
PORTS = "ah-coop-014"
BARE = DS.without(row.id for row in DS.cooperations)


def only(**fields: Any) -> ftz.Dataset:
    """Return the bundled places with one agreement of two provinces."""
    given: dict[str, Any] = {
        "form": "project",
        "parties": ["anhui", "shanghai"],
        "citations": [ftz.Citation("cns-2021-01-25")],
    }
    return BARE.with_(cooperations=[ftz.Cooperation("pact", "Pact", **given | fields)])


@pytest.fixture(scope="module")
def table() -> ftz.LinkageTable:
    return ftz.linkage_table(DS, "anhui-ftz")


@pytest.fixture(scope="module")
def chinese() -> ftz.LinkageTable:
    return ftz.linkage_table(DS, "anhui-ftz", lang="zh")


def test_the_link_between_wuhu_port_and_shanghai_is_there_and_says_how_it_counts(
    table: ftz.LinkageTable, chinese: ftz.LinkageTable
) -> None:
    row = next(row for row in table.rows if row.cooperation == PORTS)
    assert (row.own_ids, row.own_level) == (("anhui-ftz-wuhu",), ftz.Level.AREA)
    assert (row.partner_ids, row.partner_level) == (("shanghai-waigaoqiao-port",), ftz.Level.STATED)
    assert row.zone_ids == ("shanghai-ftz",)
    assert row.direct == "through Wuhu, Shanghai"
    row = next(row for row in chinese.rows if row.cooperation == PORTS)
    assert "芜湖港" in row.parties
    assert "上海" in row.partner
    assert row.direct == "经由芜湖市、上海市"
    line = next(line for line in chinese.to_markdown().splitlines() if row.title in line)
    assert "（按原载主体）" in line


@pytest.mark.parametrize("zone", ZONES)
def test_every_cooperation_that_the_parties_are_stated_for_is_in_the_table(zone: str) -> None:
    known = {row.cooperation for row in ftz.linkage_table(DS, zone).rows}
    for level in (None, "stated"):
        links = ftz.partners(DS, zone, level=level)
        assert {each.cooperation.id for link in links.values() for each in link.evidence} <= known


def test_the_closest_date_is_shown_and_its_kind_is_named(table: ftz.LinkageTable) -> None:
    row = next(row for row in table.rows if row.cooperation == PORTS)
    assert (row.date, row.date_kind, row.earliest, row.latest) == ("2020", "year", date(2020, 1, 1), date(2020, 12, 31))
    assert {row.date_kind for row in table.rows} >= {"day", "month", "by", "between"}


@pytest.mark.parametrize(
    ("period", "basis", "kind", "words"),
    [
        ("2021-01-25", "printed", "day", "25 January 2021"),
        ("2021-01", "printed", "month", "January 2021"),
        ("2021", "inferred", "year", "2021 (inferred)"),
        ("2021Q1", "printed", "between", "1 January 2021 to 31 March 2021"),
        ("../2021-01-25", "printed", "by", "by 25 January 2021"),
        ("2021-01-25/..", "printed", "earliest", "25 January 2021 at the earliest"),
        ("2021-01-25", "seen", "not stated", ""),
        ("../..", "printed", "not stated", ""),
        ("/", "printed", "not stated", ""),
    ],
)
def test_a_date_is_what_is_stated_and_no_more(period: str, basis: str, kind: str, words: str) -> None:
    signed = ftz.Milestone("signed", period, basis=basis)  # type: ignore[arg-type]
    ds = only(milestones=[signed])
    (row,) = ftz.linkage_table(ds, "anhui").rows
    assert (row.date, row.date_kind) == (words, kind)


def test_of_two_statements_the_closest_that_is_printed_counts() -> None:
    periods = [("../2021-01-25", "printed"), ("2020", "printed"), ("2020-05-05", "seen"), ("2020-06", "inferred")]
    milestones = [ftz.Milestone("signed", period, basis=basis) for period, basis in periods]  # type: ignore[arg-type]
    ds = only(milestones=milestones)
    assert ftz.linkage_table(ds, "anhui").rows[0].date == "June 2020 (inferred)"


def test_on_a_day_only_what_was_reached_by_then_counts() -> None:
    milestones = [ftz.Milestone("signed", "2020"), ftz.Milestone("in-operation", "2022")]
    ds = only(milestones=milestones)
    (row,) = ftz.linkage_table(ds, "anhui", on="2021-06-01").rows
    assert (row.status, row.date) == ("signed", "2020")
    assert ftz.linkage_table(ds, "anhui", on="2019-06-01").rows == ()
    assert ftz.linkage_table(ds, "anhui", status="signed").rows == ()


def test_what_is_not_stated_is_left_blank() -> None:
    ds = only(milestones=[], topics=["a-new-topic"])
    (row,) = ftz.linkage_table(ds, "anhui").rows
    assert (row.status, row.status_words, row.date) == (None, "not confirmed", "")
    assert row.as_printed == ""
    assert row.topics == "a-new-topic"


def test_bilateral_leaves_out_agreements_of_several(table: ftz.LinkageTable) -> None:
    rows = ftz.linkage_table(DS, "anhui-ftz", parties="bilateral").rows
    assert rows == tuple(row for row in table.rows if row.n_parties == 2)


def test_partners_are_chosen_by_id_name_or_region(table: ftz.LinkageTable) -> None:
    by_id = ftz.linkage_table(DS, "anhui-ftz", partners="shanghai-ftz").rows
    assert by_id == ftz.linkage_table(DS, "anhui-ftz", partners=[DS.zones["shanghai-ftz"]]).rows
    assert by_id == ftz.linkage_table(DS, "安徽自贸试验区", partners="上海自贸试验区").rows
    assert {row.zone_ids for row in by_id} == {("shanghai-ftz",)}
    delta = ftz.linkage_table(DS, "anhui-ftz", partners=["yrd-provinces"]).rows
    assert len(by_id) < len(delta) < len(table.rows)


def test_the_newest_come_first_within_a_zone_and_partners_without_a_zone_last(table: ftz.LinkageTable) -> None:
    zones = [row.zone_ids for row in table.rows]
    assert zones == sorted(zones, key=lambda zone: (not zone, zone))
    shanghai = [row.latest for row in table.rows if row.zone_ids == ("shanghai-ftz",) and row.latest]
    assert shanghai == sorted(shanghai, reverse=True)


def test_a_folded_table_names_all_partners_of_an_agreement_in_one_row(table: ftz.LinkageTable) -> None:
    rows = table.folded().rows
    assert len(rows) == len({row.cooperation for row in table.rows}) < len(table.rows)
    forum = next(row for row in rows if row.n_parties == 4 and "Jiangsu, Shanghai, Zhejiang" in row.partner)
    assert forum.zone_ids == ("jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz")
    dated = [row.latest for row in rows if row.latest is not None]
    assert dated == sorted(dated, reverse=True)
    assert [row.latest for row in rows][: len(dated)] == dated  # those without a date come last


def test_the_chinese_table_is_chinese() -> None:
    """Letters are left to names, addresses, grades and quoted prints."""
    names = {name for row in (*DS.places, *DS.cooperations) for name in (row.name.en, row.name.zh)}
    publishers = {source.publisher_in("zh") for source in DS.sources}
    for zone in ZONES:
        table = ftz.linkage_table(DS, zone, lang="zh")
        for row in table.rows:
            said = [row.status_words, row.date, row.topics, row.direct, ftz.label(row.form, "zh")]
            assert not re.search("[A-Za-z]", "".join(said))
            assert row.title in names
            assert not row.publisher or row.publisher in publishers
        assert not re.search("[A-Za-z]", "".join(table.document().sections[1].columns))
        assert not re.search("[A-Za-z]", "".join(line.text for line in table.document().sections[0].lines))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_topic_of_the_bundled_data_has_a_name(language: str) -> None:
    topics = {topic for row in DS.cooperations for topic in row.topics}
    phrases = words.catalogue(language).phrases
    assert {topic for topic in topics if f"topic.{topic}" not in phrases} == set()


def test_markdown_has_a_row_for_each_row_and_a_note_for_each_source(table: ftz.LinkageTable) -> None:
    text = table.to_markdown()
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == len(table.rows) + 2
    assert {row.count(" | ") for row in rows} == {14}
    for row in table.rows:
        assert not row.url or f"<{row.url}>" in text


def test_html_has_the_addresses_as_links(table: ftz.LinkageTable) -> None:
    found: set[str | None] = set()

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(value for name, value in attrs if (tag, name) == ("a", "href"))

    Links().feed(table.to_html())
    assert {row.url for row in table.rows if row.url} <= found
    assert table._repr_html_() == table.to_html()


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_the_frame_has_the_columns_in_the_language_with_days_and_ids(chinese: ftz.LinkageTable, backend: str) -> None:
    frame = chinese.to_frame(backend)
    rows = (
        frame.to_pylist()
        if backend == "pyarrow"
        else frame.to_dict("records")
        if backend == "pandas"
        else frame.to_dicts()
    )
    assert len(rows) == len(chinese.rows)
    row, made = next((a, b) for a, b in zip(rows, chinese.rows, strict=True) if b.cooperation == PORTS)
    assert (row["form"], row["date_kind"], row["partner_level"]) == ("航线", "年", "合作各方")
    assert (row["own_side"], row["status"], row["url"], row["grade"]) == (
        made.own_side, "运行中", made.url, made.grade,
    )  # fmt: skip
    assert str(row["latest"])[:10] == "2020-12-31"
    assert list(row["zone_ids"]) == ["shanghai-ftz"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_workbook_has_the_rows_in_its_language_with_dates_and_links(lang: str, tmp_path: Path) -> None:
    table = ftz.linkage_table(DS, "anhui-ftz", lang=lang)
    table.to_excel(tmp_path / "links.xlsx")
    about, sheet = openpyxl.load_workbook(tmp_path / "links.xlsx").worksheets
    assert {DS.edition, DS.title, DS.licence} <= {row[1].value for row in about}
    columns = [str(cell.value) for cell in sheet[1]]
    assert columns[:3] == (
        ["本方", "合作方所属自贸试验区", "合作方"] if lang == "zh" else ["Own side", "Zone of the partner", "Partner"]
    )
    assert sheet.max_row == len(table.rows) + 1
    assert lang == "en" or not re.search("[A-Za-z]", "".join(columns))
    made = next(row for row in table.rows if row.cooperation == PORTS)
    row = next(row for row in sheet.iter_rows(min_row=2) if row[3].value == made.title)
    cells = dict(zip(columns, row, strict=True))
    said = {cell.value for cell in row}
    assert {made.own_side, made.partner, made.status_words, made.direct, made.publisher} <= said
    url = cells["网址" if lang == "zh" else "Address"]
    assert url.hyperlink is not None
    assert url.hyperlink.target == made.url
    assert cells["最晚日" if lang == "zh" else "Last day"].value == datetime(2020, 12, 31)  # noqa: DTZ001 - a day
    assert cells["参与方数" if lang == "zh" else "Number of parties"].value == 2


def test_a_table_can_be_pickled_and_says_what_it_is(table: ftz.LinkageTable) -> None:
    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301 - its own
    assert re.fullmatch(r"<LinkageTable of anhui-ftz: \d+ rows, \d+ cooperations>", repr(table))
    assert set(table.sources) == {id for row in table.rows for id in DS.cooperations[row.cooperation].sources}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"fallback": "zone"}, "fallback: 'zone' is not 'stated' or None"),
        ({"level": "areas"}, "'areas' is not a level; did you mean 'area'"),
        ({"lang": "fr"}, "the languages are en and zh"),
        ({"parties": "two"}, "parties: 'two' is not a choice of parties"),
        ({"partners": "nowhere-at-all"}, "nowhere-at-all"),
        ({"partners": 5}, "partners: give a text, a record or a list of these, not 5"),
    ],
)
def test_a_wrong_word_is_named(options: dict[str, Any], message: str) -> None:
    with pytest.raises((ftz.InvalidValue, ftz.UnknownName), match=message):
        ftz.linkage_table(DS, "anhui-ftz", **options)


def test_a_partner_named_itself_and_through_its_province_has_one_row_and_is_direct() -> None:
    ds = ftz.Dataset(
        divisions=[ftz.Division(id, id) for id in ("p0", "p1")],
        zones=[ftz.Zone("z0", "Z 0", "p0", citations=[ftz.Citation("page")])],
        cooperations=[ftz.Cooperation("pact", "Pact", "project", ["p0", "p1", "z0"], citations=[ftz.Citation("page")])],
        sources=[ftz.Source("page", "Publisher")],
    )
    [row] = ftz.linkage_table(ds, "p1", level="zone").rows
    assert (row.partner_ids, row.direct) == (("z0",), "yes")
