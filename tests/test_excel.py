"""Workbooks: what people see in them, and that the data set comes back or every fault is told with its cell."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import attrs
import openpyxl
import pandas as pd
import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz import Milestone, Name, Quantity, Source, ZoneEvent
from anhui_ftz.io import read_excel, write_excel
from anhui_ftz.io.excel.result_rows import rows_of
from anhui_ftz.io.excel.sheets import link_to, sheets
from anhui_ftz.words import LANGUAGES, phrase
from world import CITED, WORLD, count, figure, pact

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "_x0041_", "#N/A", " a ", "1e5", "TRUE"]
EVENTS = (ZoneEvent("decided", "2019", citations=CITED), ZoneEvent("inaugurated", "1850-01-01", "号", CITED))
MILESTONES = (Milestone("signed", "../2021", CITED), Milestone("in-operation", "2022-01-14", CITED, "seen"))
RICH = evolve(
    WORLD,
    zones=[evolve(row, events=EVENTS, batch=6) for row in WORLD.zones],
    areas=[evolve(row, focus=FORMULAS, events=EVENTS, since="2020") for row in WORLD.areas],
    divisions=[evolve(row, location="31.86,117.28", former=["旧"]) for row in WORLD.divisions],
    cooperations=[
        evolve(
            pact("deal", "moon", "n-zone", milestones=MILESTONES, places=("bridge",)),
            value=Quantity.exactly("0.1", "USD"),
            name=Name("Deal", "约", ["@x", "=y"]),
            notes=[ftz.Note("basis", ftz.Text("+1", "=1"))],
        ),
        evolve(pact("plan", "moon", milestones=MILESTONES), citations=()),
    ],
    observations=[
        figure("x", "n-a", "money", "2020-09-24/..", Quantity.at_least("-5e11", "CNY")),
        figure("y", "n-a", "firms", "2021", count("123456789012345678901234")),
    ],
    sources=[
        *WORLD.sources,
        Source("both", Name("", "报", ["Paper"]), url="https://example.org/a?b=c&d=%20#e", published="1899"),
        Source("long", "P", url="http://example.org/" + "a" * 2100),
    ],
    title="=Title",
    edition="2026.11",
    licence="CC-BY-4.0",
)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what writes the bundled data set once in a language, and gives its path."""

    @cache
    def written(lang: str) -> Path:
        path = tmp_path_factory.mktemp("bundled") / f"{lang}.xlsx"
        write_excel(BUNDLED, path, lang)
        return path

    return written


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_excel(RICH, tmp_path / "rich.xlsx")
    return tmp_path / "rich.xlsx"


def changed(file: Path, change: Callable[[Any], object]) -> None:
    """Change a workbook as a person would, and save it."""
    book = opened(file)
    change(book)
    book.save(file)


def problems(file: Path) -> list[tuple[str, str]]:
    with pytest.raises(ftz.DatasetError) as refusal:
        read_excel(file)
    return [(each.path, each.message) for each in refusal.value.problems]


def opened(path: Path) -> Any:
    """Return a workbook as openpyxl reads it."""
    return openpyxl.load_workbook(path)


def same(book: Any) -> None:
    """Change nothing."""
    assert book.sheetnames


def put(sheet: str, cell: str, value: object) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        book[sheet][cell].value = value

    return change


def column(book: Any, sheet: str, heading: str) -> str:
    """Return the letter of a column by its heading."""
    return str(next(cell.column_letter for cell in book[sheet][1] if cell.value == heading))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ds", [RICH, ftz.Dataset()], ids=["rich", "empty"])
def test_what_comes_back_is_what_went_in(ds: ftz.Dataset, lang: str, tmp_path: Path) -> None:
    write_excel(ds, tmp_path / "x.xlsx", lang)
    assert read_excel(tmp_path / "x.xlsx") == ds


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_bundled_data_set_comes_back(lang: str, bundled: Callable[[str], Path]) -> None:
    assert read_excel(bundled(lang)) == BUNDLED


def test_a_workbook_that_a_spreadsheet_saved_again_comes_back_too(file: Path) -> None:
    changed(file, same)
    assert read_excel(file) == RICH


@pytest.mark.parametrize(
    ("pattern", "otherwise"),
    [
        ('<dimension ref="[^"]*"/>', '<dimension ref="A1"/>'),
        ("<dimension[^>]*/>", ""),
        ('(<row r="2".*?</row>)(<row r="3".*?</row>)', r"\2\1"),
    ],
    ids=["wrong dimension", "no dimension", "rows in another order"],
)
def test_a_workbook_that_another_program_wrote_otherwise_comes_back_too(
    pattern: str, otherwise: str, file: Path, tmp_path: Path
) -> None:
    with ZipFile(file) as before, ZipFile(tmp_path / "other.xlsx", "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            if name == "xl/worksheets/sheet2.xml":
                text, count = re.subn(pattern, otherwise, text, flags=re.DOTALL)
                assert count == 1
            after.writestr(name, text)
    assert read_excel(tmp_path / "other.xlsx") == RICH


def test_pandas_reads_the_numbers_of_the_bundled_figures(bundled: Callable[[str], Path]) -> None:
    frame = pd.read_excel(bundled("en"), sheet_name="Observations")
    for row, number, lower in zip(BUNDLED.observations, frame["Figure"], frame["Lower bound"], strict=True):
        assert number == pytest.approx(float(row.quantity.value), rel=1e-14)
        assert pd.isna(lower) if row.quantity.lower.is_infinite() else lower <= float(row.quantity.value) * (1 + 1e-14)


def test_people_see_names_numbers_days_and_links(file: Path) -> None:
    sheet = opened(file)["Observations"]
    row = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert (row["Subject"].value, row["subject"].value) == ("Area A", "n-a")
    assert (row["Figure"].value, row["value"].value) == (-5e11, "-500000000000")
    assert (row["Upper bound"].value, row["In words"].value) == (None, "more than -500 billion yuan")
    assert row["First day"].value.date() == date(2020, 9, 24)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:Y3")
    assert sheet.column_dimensions[row["value"].column_letter].hidden
    assert not sheet.column_dimensions[row["Figure"].column_letter].hidden
    sources = opened(file)["Sources"]
    links = [cell.hyperlink for line in sources for cell in line if cell.hyperlink]
    assert [(each.target, each.location) for each in links] == [("https://example.org/a?b=c&d=%20", "e")]


def test_a_text_is_never_a_formula(file: Path) -> None:
    book = opened(file)
    assert [cell.value for cell in book["Focuses"]["D"]][1:11] == FORMULAS
    assert {cell.data_type for sheet in book for line in sheet for cell in line} <= {"s", "n", "d"}


def test_a_date_that_was_only_seen_is_not_shown(file: Path) -> None:
    sheet = opened(file)["Milestones"]
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[3]], strict=True))
    assert (row["Period"], row["First day"], row["Last day"]) == ("date not stated", None, None)


def test_the_first_sheet_says_what_bounds_and_grades_mean(file: Path) -> None:
    sheet = opened(file).worksheets[0]
    said = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert (sheet.title, said["Edition"], said["Licence"]) == ("Read me", "2026.11", "CC-BY-4.0")
    assert "not smaller" in str(said["lower bound"])
    assert said["A"] == "publisher's own page"


#: What is not Chinese in a Chinese workbook: names of codes, ids, addresses and what names have in Latin letters.
CODES = {"CNY", "USD", "km2", "t", "TEU", "%"}
#: The names of codes that are headings as they are.
OF_HEADINGS = {"ISO 3166-2", "GB/T 2260", "SHA-256"}
BUNDLED = ftz.load()
TRADE = ftz.observations(BUNDLED, subject="anhui-ftz", indicator="goods-trade")
RELEASE = "2021年，安徽自贸试验区货物进出口总额超1540亿元，同比增长10%。新增企业3家。"
EARLIER = BUNDLED.without(["ah-obs-001"]).with_(
    observations=[evolve(BUNDLED.observations["ah-obs-032"], period="2020", notes=())],
    cooperations=[evolve(BUNDLED.cooperations["ah-coop-014"], milestones=(), topics=("port",))],
)
FORECAST = BUNDLED.with_(observations=[evolve(BUNDLED.observations["ah-obs-025"], status="F")])
RESULTS: dict[str, Callable[[], Any]] = {
    "a linkage table": lambda: ftz.linkage_table(BUNDLED, "anhui-ftz", lang="zh"),
    "a comparison": lambda: ftz.compare(BUNDLED, ["anhui-ftz", "jiangsu-ftz"], "goods-trade", show=("share", "growth")),
    "coverage": lambda: ftz.coverage(BUNDLED, "wuhu-port"),
    "what is on record": lambda: ftz.on_record(BUNDLED, "anhui-ftz"),
    "growth": lambda: ftz.growth_series(BUNDLED, "anhui-ftz", "goods-trade"),
    "a panel": lambda: ftz.treatment_panel(BUNDLED, years=(2019, 2020)),
    "linkages": lambda: ftz.linkages(BUNDLED),
    "evidence": lambda: [each for link in ftz.linkages(BUNDLED) for each in link.evidence],
    "gaps": lambda: ftz.linkage_gaps(BUNDLED, "anhui-ftz"),
    "a matrix": lambda: ftz.linkage_matrix(BUNDLED),
    "cross-checks": lambda: ftz.cross_checks(BUNDLED),
    "cross-checks of a forecast": lambda: ftz.conflicts(FORECAST),
    "findings": lambda: ftz.check(BUNDLED),
    "matches": lambda: ftz.match_places(BUNDLED, ["安徽", "合肥片区"]),
    "changes": lambda: ftz.changes(EARLIER, BUNDLED),
    "a reconciliation": lambda: [ftz.reconcile(BUNDLED, "anhui-ftz", "area", prefer="publisher-first")],
    "derived figures": lambda: [ftz.share(TRADE[0], TRADE[0])],
    "a draft": lambda: ftz.read_release(RELEASE, BUNDLED, source="cns-2021-01-25", published="2022-01-05").candidates,
    "figures": lambda: TRADE,
    "cooperations": lambda: BUNDLED.cooperations,
}


#: Columns that have English by their heading, or what is printed, and codes.
ORIGINAL = re.compile("英文|原文|标题|其他名称|曾用名|概念|语言|单位|ISO 3166-2|GB/T 2260|SHA-256").search


#: A place in a source that is more than a heading of it.
_numbered = re.compile(r"\d").search


def seen(book: Any) -> set[tuple[int, str]]:
    """Return the texts that a workbook shows, but for links and columns that are not translated; each with its row."""
    found = set[tuple[int, str]]()
    for sheet in book:
        spans = [(each.min, each.max) for each in sheet.column_dimensions.values() if each.hidden]
        for head, *column in sheet.iter_cols():
            if any(first <= head.column <= last for first, last in spans):
                continue
            shown = [head] if ORIGINAL(str(head.value)) else [head, *column]
            found.update((cell.row, cell.value) for cell in shown if isinstance(cell.value, str) and not cell.hyperlink)
    return found


def english(path: Path, ds: ftz.Dataset) -> set[str]:
    """Return titles of sheets and headings that are not Chinese, and cells that are no code, id or name either."""
    rows = [*ds.places, *ds.indicators, *ds.cooperations, *ds.observations]
    names = {name for row in (*ds.places, *ds.indicators, *ds.cooperations) for name in row.name.all}
    publishers = {row.publisher_in("zh") for row in ds.sources}
    called = {link_to(row, "zh").text for row in ds.sources}
    parts_of = [part for row in rows for name in ("events", "milestones") for part in getattr(row, name, ())]
    headings = {each.locator for row in (*rows, *parts_of) for each in row.citations if not _numbered(each.locator)}
    kept = (
        CODES
        | names
        | publishers
        | called
        | headings
        | {row.id for row in (*rows, *ds.sources)}
        | {ds.edition, ds.title, ds.licence}
    )
    book = opened(path)
    titles = {sheet.title for sheet in book if sheet.title.isascii()}
    parts = {
        part
        for row, text in seen(book)
        for part in text.split("、")
        if part not in (OF_HEADINGS | {ds.edition} if row == 1 else kept)
    }
    return titles | {
        each for each in parts if re.search("[A-Za-z]{2}", each) and not re.search("[\u4e00-\u9fff]", each)
    }


@pytest.mark.parametrize("ds", [RICH, BUNDLED], ids=["rich", "bundled"])
def test_titles_and_headings_of_a_chinese_workbook_are_chinese_but_for_codes_and_hidden_columns(
    ds: ftz.Dataset, tmp_path: Path, bundled: Callable[[str], Path]
) -> None:
    path = bundled("zh") if ds is BUNDLED else tmp_path / "x.xlsx"
    if ds is not BUNDLED:
        write_excel(ds, path, "zh")
    for sheet in opened(path):
        assert not sheet.title.isascii()
        for cell in sheet[1]:
            hidden = any(
                each.hidden and each.min <= cell.column <= each.max for each in sheet.column_dimensions.values()
            )
            assert hidden or not str(cell.value).isascii() or cell.value in OF_HEADINGS | {ds.edition}


def test_a_chinese_workbook_has_english_in_names_codes_and_hidden_columns_alone(bundled: Callable[[str], Path]) -> None:
    assert english(bundled("zh"), BUNDLED) == set()


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_in_a_chinese_workbook_is_in_chinese(name: str, tmp_path: Path) -> None:
    write_excel(RESULTS[name](), tmp_path / "x.xlsx", "zh", ds=BUNDLED)
    assert english(tmp_path / "x.xlsx", BUNDLED) == set()


def shown(content: Any, heading: str, ds: ftz.Dataset | None = None) -> list[object]:
    """Return what a column of the sheet of a result shows in Chinese."""
    sheet = rows_of(content, "zh", ds)
    [column] = [each for each in sheet.columns if each.heading == heading]
    return [column.cell(row) for row in sheet.records]


def test_findings_and_cross_checks_are_sentences_in_chinese() -> None:
    unread = ftz.Dataset(sources=[Source("page", "P", published="2021")])
    findings = ftz.check(unread)
    assert [shown(findings, each) for each in ("严重程度", "规则", "内容", "提示")] == [
        ["提示"],
        ["没有记录引用该来源"],
        ["没有记录引用它"],
        ["请引用它，或将其删去"],
    ]
    [note] = {text for text in shown(ftz.conflicts(FORECAST), "说明") if text}
    assert note == "预测：ah-obs-025"


def test_what_lists_contain_is_in_words_without_a_data_set() -> None:
    events = [evolve(row, events=EVENTS) for row in WORLD.zones[:1]]
    assert shown(events, "大事记") == ["揭牌，1850年1月1日；决定设立，2019年"]
    themes = [row for row in BUNDLED.indicators if row.id == "actual-foreign-capital"]
    assert shown(themes, "指标类别") == ["外资"]
    notes = [ftz.Note("scope", ftz.Text("One.", "其一。")), ftz.Note("scope", ftz.Text("Two.", "其二。"))]
    assert shown([evolve(WORLD.zones[0], notes=notes)], "说明") == ["其一。其二。"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_column_of_a_sheet_has_a_heading_of_its_own(lang: str) -> None:
    for sheet in sheets(RICH, lang):
        headings = [each.heading for each in sheet.columns]
        assert len(set(headings)) == len(headings), sheet.name


def test_equal_data_sets_are_equal_files(file: Path, tmp_path: Path) -> None:
    write_excel(RICH, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == file.read_bytes()


def test_rows_may_be_sorted_changed_removed_and_added(file: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Topics"]
        sheet.append([None, *(cell.value for cell in sheet[2][1:])])
        last = sheet.max_row
        for heading, value in (("position", "2"), ("Topic", "data"), ("topic", "data")):
            sheet[f"{column(book, 'Topics', heading)}{last}"].value = value
        book["Notes"][f"{column(book, 'Notes', 'Text in English')}2"].value = "Mine"
        book["Observations"].delete_rows(3)
        citations = book["Citations"]
        records = [cell.value for cell in citations[column(book, "Citations", "record")]]
        citations.delete_rows(records.index("y") + 1)

    changed(file, change)
    ds = read_excel(file)
    assert ds.cooperations["deal"].topics == ("port", "data")
    assert ds.cooperations["deal"].notes == (ftz.Note("basis", ftz.Text("Mine", "=1")),)
    assert [row.id for row in ds.observations] == ["x"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_entry_may_be_removed_from_the_start_of_a_list(lang: str, tmp_path: Path) -> None:
    ds = evolve(
        RICH,
        cooperations=[evolve(row, topics=("port", "data", "rail")) for row in RICH.cooperations],
        observations=[evolve(row, citations=[ftz.Citation("long", "page 2"), *CITED]) for row in RICH.observations],
    )
    write_excel(ds, tmp_path / "x.xlsx", lang)

    def first(book: Any, table: str, **found: str) -> None:
        sheet = book[phrase(f"table.{table}", lang)]
        names = {cell.value: at for at, cell in enumerate(sheet[1])}
        sheet.delete_rows(
            next(line[0].row for line in sheet if all(line[names[name]].value == each for name, each in found.items()))
        )

    def change(book: Any) -> None:
        first(book, "topics", cooperation="deal", position="1")
        first(book, "citations", record="x", part="0", position="1")
        first(book, "milestones", cooperation="deal", position="1")
        first(book, "citations", record="deal", part="1", position="1")

    changed(tmp_path / "x.xlsx", change)
    read = read_excel(tmp_path / "x.xlsx")
    assert read.cooperations["deal"].topics == ("data", "rail")
    assert read.cooperations["deal"].milestones == ds.cooperations["deal"].milestones[1:]
    assert read.observations["x"].citations == ds.observations["x"].citations[1:]


def swapped(book: Any) -> None:
    """Exchange the positions of the first two events."""
    sheet, at = book["Events"], column(book, "Events", "position")
    first, second = sheet[f"{at}2"], sheet[f"{at}3"]
    first.value, second.value = second.value, first.value


def test_events_may_be_numbered_in_any_order(file: Path) -> None:
    changed(file, swapped)
    read = read_excel(file)
    events = {row.id: {(each.kind, each.period, each.document) for each in row.events} for row in RICH.zones}
    assert {row.id: {(each.kind, each.period, each.document) for each in row.events} for row in read.zones} == events


def test_an_event_may_be_added_behind_later_ones(file: Path) -> None:
    added = {"Kind": None, "position": "99", "kind": "approved", "period": "1840-06-01", "Period": None}

    def change(book: Any) -> None:
        sheet = book["Events"]
        row = {cell.value: sheet[2][at].value for at, cell in enumerate(sheet[1])}
        assert set(added) <= set(row)
        sheet.append([added[name] if name in added else None if "day" in name else row[name] for name in row])

    changed(file, change)
    [first, *others] = read_excel(file).zones[0].events
    assert (first.kind, first.period.edtf) == ("approved", "1840-06-01")
    assert others == list(RICH.zones[0].events)


def test_a_changed_event_must_agree_with_what_is_shown(file: Path) -> None:
    def change(book: Any) -> None:
        swapped(book)
        book["Events"][f"{column(book, 'Events', 'kind')}2"].value = "approved"

    changed(file, change)
    [(place, _)] = problems(file)
    assert place.startswith("sheet Events, cell")


def test_the_source_of_a_row_is_one_of_the_grade_of_the_row(bundled: Callable[[str], Path]) -> None:
    called: dict[str, set[str]] = {}
    for row in BUNDLED.sources:
        called.setdefault(row.grade, set()).add(link_to(row, "en").text)
    for frame in pd.read_excel(bundled("en"), sheet_name=["Observations", "Cooperations", "Zones", "Areas"]).values():
        for id, source, shown in zip(
            frame["id"], frame[phrase("sheet.source", "en")], frame[phrase("sheet.grade", "en")], strict=True
        ):
            assert source in called[shown[0]], id


# What is refused


def test_a_number_that_contradicts_its_exact_decimal_is_refused_with_its_cell(file: Path) -> None:
    changed(file, put("Observations", "J2", -4e11))
    assert problems(file) == [
        (
            "sheet Observations, cell J2",
            (
                "shows -400000000000, where sheet Observations, cell K2 has '-500000000000', "
                "which is shown as '-500000000000'"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("sheet", "heading", "value"),
    [
        ("Observations", "value", "-400000000000"),
        ("Observations", "value", "-499999999999.99"),
        ("Observations", "Figure", "many"),
        ("Observations", "Figure", True),
        ("Observations", "Subject", "Area B"),
        ("Observations", "First day", date(2020, 9, 25)),
        ("Observations", "In words", "exactly 5"),
        ("Observations", "Upper bound", 5),
        ("Cooperations", "Form", "alliance"),
        ("Indicators", "Additive", "no"),
        ("Sources", "Published", "2020"),
        ("Citations", "Source", "Somebody"),
    ],
)
def test_whatever_contradicts_what_is_stored_is_refused(file: Path, sheet: str, heading: str, value: object) -> None:
    def change(book: Any) -> None:
        book[sheet][f"{column(book, sheet, heading)}2"].value = value

    before = opened(file)
    place = f"sheet {sheet}, cell {column(before, sheet, heading)}2"
    shown = f"sheet {sheet}, cell {column(before, sheet, 'Figure')}2" if heading == "value" else place
    changed(file, change)
    assert shown in [path for path, _ in problems(file)]


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (put("Topics", "D2", "=1+1"), "sheet Topics, cell D2", "a formula, where a value is needed"),
        (put("Topics", "D2", "#REF!"), "sheet Topics, cell D2", "the error '#REF!', where a value is needed"),
        (lambda book: book.remove(book["Topics"]), "sheet Topics", "the sheet is missing"),
        (lambda book: book.create_sheet("Topicz"), "sheet Topicz", "unknown sheet"),
        (put("Topics", "D1", "Topix"), "sheet Topics, cell D1", "unknown column 'Topix'"),
        (put("Topics", "E1", "Topix"), "sheet Topics", "a column is missing: topic"),
        (put("Topics", "B2", "gone"), "sheet Topics, cell B2 (cooperation)", "no cooperation has the id 'gone'"),
        (
            lambda book: book["Topics"].append([cell.value for cell in book["Topics"][2]]),
            "sheet Topics, cell C4 (position)",
            "an earlier row has the same cooperation, position: 'deal, 1'",
        ),
        (
            lambda book: book["Zones"].append([cell.value for cell in book["Zones"][2]]),
            "sheet Zones, cell A5 (id)",
            "an earlier row has the same id: 'n-zone'",
        ),
        (put("Zones", "A2", "N zone"), "sheet Zones, cell A2 (id)", "id must be kebab-case"),
        (put("Zones", "F2", 6.5), "sheet Zones, cell F2 (batch)", "batch is a number from 1, not '6.5'"),
    ],
)
def test_every_problem_is_told_with_its_sheet_and_cell(
    file: Path, change: Callable[[Any], object], path: str, message: str
) -> None:
    changed(file, change)
    assert any(where == path and what.startswith(message) for where, what in problems(file)), problems(file)


def test_all_problems_are_told_at_once(file: Path) -> None:
    changed(file, put("Topics", "D2", "=1"))
    changed(file, put("Zones", "A2", "N zone"))
    changed(file, lambda book: book.remove(book["Former names"]))
    paths = {path for path, _ in problems(file)}
    assert {"sheet Topics, cell D2", "sheet Zones, cell A2 (id)", "sheet Former names"} <= paths


def damaged(file: Path, name: str, content: bytes | None) -> bytes:
    """Return a workbook with one of its parts changed or left out."""
    buffer = io.BytesIO()
    with ZipFile(file) as old, ZipFile(buffer, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
            elif content is not None:
                new.writestr(each, content)
    return buffer.getvalue()


def test_what_is_no_workbook_is_refused(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    plain = io.BytesIO()
    ZipFile(plain, "w").close()
    contents = [
        b"",
        b"subject,indicator",
        whole[: len(whole) // 2],
        plain.getvalue(),
        damaged(file, "xl/workbook.xml", b"<a"),
        damaged(file, "xl/workbook.xml", None),
        damaged(file, "xl/worksheets/sheet2.xml", b"<worksheet"),
        damaged(file, "xl/sharedStrings.xml", b"\xff"),
        damaged(file, "[Content_Types].xml", None),
    ]
    for content in contents:
        (tmp_path / "bad.xlsx").write_bytes(content)
        [(path, message)] = problems(tmp_path / "bad.xlsx")
        assert path == "workbook", content[:20]
        assert message.startswith(("not an Excel workbook", "no sheet is called"))


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    assert problems(tmp_path / "x.xlsx") == [("workbook", "no sheet is called Read me or 使用说明")]
    with pytest.raises(FileNotFoundError):
        read_excel(tmp_path / "nowhere.xlsx")


def test_what_excel_cannot_have_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    long = evolve(RICH, sources=[*RICH.sources, Source("z", "P", "长" * 40_000)])
    with pytest.raises(ftz.InvalidValue, match="at most 32,767 characters; Sources, row 7, Title"):
        write_excel(long, tmp_path / "x.xlsx")
    with pytest.raises(ftz.InvalidValue, match="not 'it'"):
        write_excel(RICH, tmp_path / "x.xlsx", "it")
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_excel_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anhui_ftz.io.excel.workbook_writer._MOST_ROWS", 2)
    with pytest.raises(ftz.InvalidValue, match="a sheet has at most 2 rows, and Zones has more"):
        write_excel(RICH, tmp_path / "x.xlsx")


# Results


def cells(path: Path) -> list[list[object]]:
    """Return the rows of the sheet of a result."""
    return [list(row) for row in opened(path).worksheets[1].iter_rows(values_only=True)]


class Printed:
    """Rows as a report has them."""

    columns = ("who", "how many", "when")
    rows = (["=a", Decimal("1.5"), ftz.Period.parse("2021")], ["b", float("nan"), None])


class Linked(NamedTuple):
    """A row with a source."""

    partner: str
    source: Source


def test_columns_and_rows_become_a_sheet(tmp_path: Path) -> None:
    write_excel(Printed(), tmp_path / "x.xlsx")
    assert cells(tmp_path / "x.xlsx") == [["who", "how many", "when"], ["=a", 1.5, "2021"], ["b", "nan", None]]
    write_excel([Linked("n-zone", RICH.sources["both"])], tmp_path / "x.xlsx", "zh", ds=RICH)
    book = opened(tmp_path / "x.xlsx")
    assert [cell.value for cell in book.worksheets[1][2]] == ["North Zone", "报"]
    assert book.worksheets[1]["B2"].hyperlink.target.startswith("https://example.org")


def test_records_become_a_sheet_with_or_without_their_data_set(tmp_path: Path) -> None:
    write_excel(RICH.observations, tmp_path / "x.xlsx")
    head, first, _ = cells(tmp_path / "x.xlsx")
    row = dict(zip(head, first, strict=True))
    assert (row["Subject"], row["Figure: Lower bound"], row["Figure"]) == ("n-a", -5e11, "more than -500 billion yuan")
    write_excel(RICH.observations, tmp_path / "x.xlsx", ds=RICH)
    head, first, _ = cells(tmp_path / "x.xlsx")
    assert dict(zip(head, first, strict=True))["Subject"] == "Area A"


def test_a_matrix_a_comparison_and_a_panel_become_sheets(tmp_path: Path) -> None:
    ds = ftz.load()
    matrix = ftz.linkage_matrix(ds)
    write_excel(matrix, tmp_path / "x.xlsx", ds=ds)
    head, *rows = cells(tmp_path / "x.xlsx")
    assert head[1] == rows[0][0] == "China (Anhui) Pilot Free Trade Zone"
    assert [row[1:] for row in rows] == [list(counts) for counts in matrix.counts]
    write_excel(matrix, tmp_path / "x.xlsx")
    assert cells(tmp_path / "x.xlsx")[0][1:] == list(matrix.places)
    panel = ftz.treatment_panel(ds, years=(2019, 2020))
    write_excel(panel, tmp_path / "x.xlsx", "zh")
    head, *rows = cells(tmp_path / "x.xlsx")
    assert len(rows) == len(panel.rows)
    assert [row[head.index("是否已处理")] for row in rows] == [row.treated for row in panel.rows]
    compared = ftz.compare(ds, ["anhui-ftz"], "goods-trade", periods=[2021])
    write_excel(compared, tmp_path / "x.xlsx", ds=ds)
    head, row, *_ = cells(tmp_path / "x.xlsx")
    said = dict(zip(head, row, strict=True))
    assert (said["Period"], said["Kind"], said["Figure: Lower bound"]) == ("2021", "stated", 154e9)


def test_a_linkage_table_has_headings_in_its_language(tmp_path: Path) -> None:
    table = ftz.linkage_table(ftz.load(), "anhui-ftz", lang="zh")
    write_excel(table, tmp_path / "x.xlsx", "zh")
    head, *rows = cells(tmp_path / "x.xlsx")
    assert len(rows) == len(table.rows)
    assert head[:2] == [phrase("link.own_side", "zh"), phrase("link.partner_zone", "zh")]


@pytest.mark.parametrize("content", [None, 5, "text", {"a": 1}, [1, 2]])
def test_what_has_no_rows_is_refused(content: object, tmp_path: Path) -> None:
    with pytest.raises(ftz.InvalidValue, match="needs a Dataset or a result with rows"):
        write_excel(content, tmp_path / "x.xlsx")


def test_a_list_without_rows_is_an_empty_sheet(tmp_path: Path) -> None:
    write_excel([], tmp_path / "x.xlsx")
    assert cells(tmp_path / "x.xlsx") == []


@attrs.frozen
class Several:
    """A row with every kind of value."""

    flag: bool
    kind: ftz.Level
    name: Name
    some: tuple[str, ...]
    row: object


def test_every_kind_of_value_has_words(tmp_path: Path) -> None:
    row = Several(True, ftz.Level.AREA, Name("A", "甲"), ("n-zone", "none"), RICH.zones[0])
    write_excel([row], tmp_path / "x.xlsx", "zh", ds=RICH)
    assert cells(tmp_path / "x.xlsx")[1] == ["是", "片区", "甲", "North Zone、none", "North Zone"]
    figures = Several(False, ftz.Level.ZONE, Name("A"), ("both", "x"), None)
    write_excel([figures], tmp_path / "x.xlsx", ds=RICH)
    assert cells(tmp_path / "x.xlsx")[1] == ["no", "zone", "A", "报, x", None]
