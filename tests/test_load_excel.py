"""Workbooks and other encodings of one's own: read by the rules of `load_csv`, every fault with its sheet and cell."""

from __future__ import annotations

import re
import timeit
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import anhui_ftz as ftz
from anhui_ftz import Citation, Dataset, Indicator, Name, Quantity, Source
from anhui_ftz.io import load_excel
from anhui_ftz.io.excel.grid import GridCell, cell_text

DS = Dataset(
    divisions=[
        ftz.Division("anhui", Name("Anhui", "安徽省", ["安徽", "皖"])),
        ftz.Division("suzhou-js", Name("Suzhou", "苏州市")),
    ],
    indicators=[
        Indicator("trade", Name("Goods trade", "货物进出口"), "CNY", "flow"),
        Indicator("firms", Name("New firms", "新设企业"), "1", "flow"),
        Indicator("share", Name("Share", "占比"), "%", "ratio"),
    ],
    sources=[Source("customs", "Hefei Customs", "Trade", published="2021-01-25")],
)
HEAD: list[Any] = ["主体", "指标", "时期", "数值", "来源"]
ROW: list[Any] = ["安徽", "货物进出口", "2020", 5000, "customs"]


def book(*sheets: tuple[str, list[Any]], change: Callable[[Any], object] = len) -> Callable[[Path], Path]:
    """Return what writes a workbook with some sheets to a folder."""

    def write(folder: Path) -> Path:
        made: Any = openpyxl.Workbook()
        made.remove(made.active)
        for name, rows in sheets:
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        change(made.worksheets)
        made.save(folder / "mine.xlsx")
        return folder / "mine.xlsx"

    return write


def load(folder: Path, *rows: Any, change: Callable[[Any], object] = len) -> list[ftz.Observation]:
    return list(load_excel(book(("数据", list(rows)), change=change)(folder), DS).observations)


def problems(path: Path, **arguments: Any) -> list[tuple[str, str]]:
    before = ftz.dumps(DS)
    with pytest.raises(ftz.DatasetError) as refusal:
        load_excel(path, DS, **arguments)
    assert ftz.dumps(DS) == before
    return [(each.path, each.rule) for each in refusal.value.problems]


def test_a_row_becomes_the_observation_that_a_csv_file_gives(tmp_path: Path) -> None:
    rows: list[Any] = [
        ["subject", "indicator", "period", "figure", "source"],
        ["Anhui", "trade", 2020, "超5000亿元", "customs"],
    ]
    [row] = load(tmp_path, *rows)
    (tmp_path / "mine.csv").write_text(
        "\n".join(",".join(str(cell) for cell in each) for each in rows), encoding="utf-8"
    )
    assert (row,) == ftz.load_csv(tmp_path / "mine.csv", DS).observations


@pytest.mark.parametrize(
    "heading", ["数值（亿元）", "数值(亿元)", "Value [亿元]", "数值 【亿元】", "ＶＡＬＵＥ（亿元）"]
)
def test_a_heading_may_have_the_unit(heading: str, tmp_path: Path) -> None:
    [row] = load(tmp_path, [*HEAD[:3], heading, "来源"], ROW)
    assert row.quantity == Quantity.exactly(5000, "亿元")
    (tmp_path / "x.csv").write_text(f'{",".join(HEAD[:3])},"{heading}",来源\n皖,trade,2020,5000,customs', "utf-8")
    assert ftz.load_csv(tmp_path / "x.csv", DS).observations[0].quantity == row.quantity


def test_a_line_above_may_have_the_title_and_the_unit(tmp_path: Path) -> None:
    def merge(sheets: Any) -> None:
        sheets[0].merge_cells("A1:E1")

    [row] = load(tmp_path, ["安徽省进出口情况"], [], [None, None, None, "单位：万元"], HEAD, ROW, change=merge)
    assert row.quantity == Quantity.exactly(5000, "万元")


def test_a_cell_that_is_merged_downward_counts_for_each_of_its_rows(tmp_path: Path) -> None:
    def merge(sheets: Any) -> None:
        sheets[0].merge_cells("A2:A3")

    rows = load(tmp_path, HEAD, ROW, [None, "新设企业", "2020", 7, "customs"], change=merge)
    assert [(row.subject, row.indicator) for row in rows] == [("anhui", "firms"), ("anhui", "trade")]


def test_several_sheets_are_read_but_for_hidden_and_empty_ones(tmp_path: Path) -> None:
    def hide(sheets: Any) -> None:
        sheets[2].sheet_state = "hidden"

    other = ["苏州市", "新设企业", "2021", 3, "customs"]
    path = book(("一", [HEAD, ROW]), ("二", [HEAD, other]), ("密", [["x", "=1"]]), ("空", []), change=hide)(tmp_path)
    assert [row.subject for row in load_excel(path, DS).observations] == ["anhui", "suzhou-js"]
    assert [row.subject for row in load_excel(path, DS, sheets="二").observations] == ["suzhou-js"]
    assert len(load_excel(path, DS, sheets=["二", "一", "一"]).observations) == 2
    with pytest.raises(ftz.UnknownName, match=r"nothing is called '三'.*the sheets are 一, 二, 密, 空"):
        load_excel(path, DS, sheets=["三"])
    assert ("sheet 密, cell B1", "formula") in problems(path, sheets="密")


def test_a_source_that_two_sheets_describe_alike_is_one(tmp_path: Path) -> None:
    head = [*HEAD[:4], "来源机构"]
    first, second = [*ROW[:4], "Daily"], ["苏州市", "新设企业", "2021", 3, "Daily"]
    ds = load_excel(book(("一", [head, first]), ("二", [head, second]))(tmp_path), DS)
    assert {row.citations for row in ds.observations} == {(Citation("daily"),)}


@pytest.mark.parametrize(
    ("cell", "quantity"),
    [(5406.4, "5406.4"), (0.1 + 0.2, "0.3"), (10**14, "100000000000000"), (-5, "-5"), ("5406.40", "5406.4")],
)
def test_numbers_are_those_that_excel_shows(cell: object, quantity: str, tmp_path: Path) -> None:
    [row] = load(tmp_path, HEAD, [*ROW[:3], cell, "customs"])
    assert row.quantity == Quantity.exactly(quantity, "CNY")


@pytest.mark.parametrize("cell", [date(2020, 9, 24), datetime(2020, 9, 24), "2020年9月24日"])  # noqa: DTZ001 - as Excel has days
def test_days_are_read(cell: object, tmp_path: Path) -> None:
    [row] = load(tmp_path, HEAD, [*ROW[:2], cell, 5, "customs"])
    assert row.period == ftz.Period.parse("2020-09-24")


def test_a_percentage_is_the_one_that_excel_shows(tmp_path: Path) -> None:
    def percent(sheets: Any) -> None:
        sheets[0]["D2"].number_format = "0.0%"

    rows = [[*HEAD[:3], "数字", "来源"], ["安徽", "占比", "2020", 0.123, "customs"]]
    [row] = load(tmp_path, *rows, change=percent)
    assert row.quantity == Quantity.rounded("12.3", "%", "0.1")
    rows[0][3] = "数值"
    path = book(("数据", rows), change=percent)(tmp_path)
    assert problems(path) == [("sheet 数据, cell D2 (value)", "invalid-value")]


def formatted(cell: str, number_format: str) -> Callable[[Any], None]:
    def change(sheets: Any) -> None:
        sheets[0][cell].number_format = number_format

    return change


@pytest.mark.parametrize(
    ("number", "number_format"),
    [
        (12.3, '0.0"%"'),
        (12.3, r"0.0\%"),
        (0.12, '"约"0%'),
        (5.2, '0.0"亿元"'),
        (5.2, 'General"亿元"'),
        (5.2, '"US$"0.0"亿"'),
        (5.2, "[$€-2] #,##0.00"),
        (5.2, "$#,##0.00"),
        (52000, '0!.0,"万"'),
        (5200000, "#,##0,"),
        (5.2, "0.0%%"),
        (5.2, '[>=1]0"亿";0'),
        (0.5, "[<1]0%;0"),
        (5, "(0)"),
        (5, "-0"),
        (-5, '0;0"亿"'),
        (5, ";;;"),
        (0, '0;-0;"无"'),
        (5, '0"open'),
    ],
)
def test_a_number_whose_format_shows_something_else_is_refused(
    number: float, number_format: str, tmp_path: Path
) -> None:
    rows = [[*HEAD[:3], "数字", "来源"], [*ROW[:3], number, "customs"]]
    path = book(("数据", rows), change=formatted("D2", number_format))(tmp_path)
    with pytest.raises(ftz.DatasetError) as refusal:
        load_excel(path, DS)
    said = next(each for each in refusal.value.problems if each.rule == "cell-format")
    assert said.path == "sheet 数据, cell D2"
    assert number_format.replace("\\", "\\\\") in said.message
    assert said.hint == "type the figure as text, or as a plain number with its unit in a column or heading"


@pytest.mark.parametrize("number_format", ["0" * 256, "yyyy-" + "m" * 300])
def test_a_format_longer_than_excel_has_is_refused(number_format: str, tmp_path: Path) -> None:
    path = book(("数据", [HEAD, ROW]), change=formatted("D2", number_format))(tmp_path)
    assert ("sheet 数据, cell D2", "cell-format") in problems(path)


@pytest.mark.parametrize(
    "part", ["0", " ", "0,", "#", "h", "m", "hm", "m ", "_ ", "[", "[$", "[$-", "[>", '"', "0 /", "%"]
)
def test_a_format_is_read_in_the_time_of_its_length(part: str) -> None:
    short, long = (part * (250 // len(part)) * times for times in (1, 20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("anhui_ftz.io.excel.grid._LONGEST", len(long))
        for value in (5.2, date(2021, 3, 1)):
            once, more = (min(timeit.repeat(partial(read, value, each), number=3)) for each in (short, long))
            assert more < 100 * once + 0.01, value


def read(value: float | date, number_format: str) -> None:
    with suppress(ftz.InvalidValue):
        cell_text(GridCell(value, 2, number_format))


@pytest.mark.parametrize(
    ("number", "number_format"),
    [
        (5.2, "General"),
        (5.2, "#,##0.00"),
        (5.2, "0.00_ "),
        (5.2, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '),
        (-5.2, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '),
        (0, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '),
        (-5.2, r"#,##0.00_);[Red]\(#,##0.00\)"),
        (-5.2, "#,##0_);(#,##0)"),
        (5.2, "+0.0;-0.0;0.0"),
        (5.2, "0.00E+00"),
        (5.5, "# ?/?"),
        (5.2, "[DBNum1][$-804]General"),
        (5.2, "[Red][>=1]0.0;0.00"),
    ],
)
def test_a_format_that_shows_the_number_alone_is_read(number: float, number_format: str, tmp_path: Path) -> None:
    [row] = load(tmp_path, HEAD, [*ROW[:3], number, "customs"], change=formatted("D2", number_format))
    assert row.quantity == Quantity.exactly(str(number), "CNY")


@pytest.mark.parametrize(
    ("number_format", "period"),
    [
        ('yyyy"年"m"月"', "2021-03"),
        ('[$-804]yyyy"年"m"月";@', "2021-03"),
        ("yyyy-mm", "2021-03"),
        ("mmm-yy", "2021-03"),
        ("yyyy", "2021"),
        ('yyyy"day"', "2021"),
        ("yyyy hh:mm", "2021"),
        ("yyyy mm:ss", "2021"),
        ("yyyy-mm dddd", "2021-03"),
        ("yyyy-mm-dd", "2021-03-01"),
        ('yyyy"年"m"月"d"日"', "2021-03-01"),
        ("d/m/yy h:mm", "2021-03-01"),
    ],
)
def test_a_date_is_the_day_month_or_year_that_excel_shows(number_format: str, period: str, tmp_path: Path) -> None:
    [row] = load(tmp_path, HEAD, [*ROW[:2], date(2021, 3, 1), 5, "customs"], change=formatted("C2", number_format))
    assert row.period == ftz.Period.parse(period)


def test_a_date_that_is_shown_without_its_year_is_refused(tmp_path: Path) -> None:
    rows = [HEAD, [*ROW[:2], date(2021, 3, 1), 5, "customs"]]
    path = book(("数据", rows), change=formatted("C2", 'm"月"d"日"'))(tmp_path)
    assert problems(path) == [("sheet 数据, cell C2", "cell-format")]


def test_a_workbook_is_read_without_touching_the_warnings_of_the_process(tmp_path: Path) -> None:
    path = book(("数据", [HEAD, ROW]))(tmp_path)
    before = list(warnings.filters)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warnings, "catch_warnings", lambda *_: pytest.fail("the warnings of all threads are changed"))
        load_excel(path, DS)
    assert list(warnings.filters) == before


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([HEAD, [*ROW[:3], "many", "customs"]], [("sheet 数据, cell D2 (value)", "invalid-value")]),
        ([HEAD, [None, *ROW[1:]]], [("sheet 数据, cell A2 (subject)", "missing-value")]),
        ([HEAD, ["Atlantis", *ROW[1:]]], [("sheet 数据, cell A2 (subject)", "unknown-name")]),
        (
            [HEAD, [*ROW[:3], "=1+1", "customs"]],
            [("sheet 数据, cell D2", "formula"), ("sheet 数据, row 2 (figure)", "x")],
        ),
        ([HEAD, [*ROW, "astray"]], [("sheet 数据, row 2", "ragged-row")]),
        ([[*HEAD, "colour"], [*ROW, "red"]], [("sheet 数据, cell F1 (colour)", "unknown-column")]),
        ([[*HEAD, "Value"], [*ROW, 5]], [("sheet 数据, cell F1 (Value)", "duplicate-column")]),
        ([["主体", "指标"], ROW[:2]], [("sheet 数据, row 1", "missing-column")] * 2),
        ([["only", "text"], ["no", "table"]], [("sheet 数据, row 1", "missing-header")]),
        ([[*HEAD, "单位"], [*ROW, "万元"]], []),
        (
            [[*HEAD[:3], "数值（亿元）", "来源", "单位"], [*ROW, "万元"]],
            [("sheet 数据, cell F2 (unit)", "contradiction")],
        ),
        (
            [[*HEAD[:3], "数值（亿元）", "来源", "下限(万元)"], [*ROW, 5]],
            [("sheet 数据, row 2 (unit)", "contradiction")],
        ),
        ([[*HEAD[:3], "数值（斤两）", "来源"], ROW], [("sheet 数据, row 2 (unit)", "wrong-unit")]),
    ],
)
def test_every_fault_is_told_with_its_sheet_and_cell(
    rows: list[Any], found: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = book(("数据", rows))(tmp_path)
    if not found:
        assert len(load_excel(path, DS).observations) == 1
        return
    told = problems(path)
    assert [where for where, _ in found] == [where for where, _ in told]
    assert all(rule in ("x", said) for (_, rule), (_, said) in zip(found, told, strict=True))


def test_faults_of_all_sheets_are_told_in_their_order(tmp_path: Path) -> None:
    bad = [*ROW[:3], "many", "customs"]
    path = book(("二", [HEAD, ROW, bad]), ("一", [HEAD, bad, bad]))(tmp_path)
    assert [where for where, _ in problems(path)] == [
        "sheet 二, cell D3 (value)", "sheet 一, cell D2 (value)", "sheet 一, cell D3 (value)",
    ]  # fmt: skip


def test_a_sheet_that_is_called_like_another_and_more_keeps_its_own_problems(tmp_path: Path) -> None:
    path = book(("数据", [HEAD, ROW]), ("数据, 2", [["x", "=1"]]))(tmp_path)
    assert len(load_excel(path, DS, sheets="数据").observations) == 1
    second, first = [HEAD, ROW, [*ROW[:3], "many", "customs"]], [HEAD, [None, *ROW[1:]]]
    found = problems(book(("数据, 2", second), ("数据", first))(tmp_path))
    assert [where for where, _ in found] == ["sheet 数据, 2, cell D3 (value)", "sheet 数据, cell A2 (subject)"]


def test_a_cell_far_away_takes_no_memory(tmp_path: Path) -> None:
    def far(sheets: Any) -> None:
        sheets[0]["XFD1048576"] = "astray"

    path = book(("数据", [HEAD, ROW]), change=far)(tmp_path)
    assert ("sheet 数据, row 1048576", "ragged-row") in problems(path)


def test_a_source_of_the_data_set_is_known_by_its_publisher_in_either_language(tmp_path: Path) -> None:
    page = Source("daily", Name("Anhui Daily", "安徽日报", ["安徽报"]), published="2021-01-25")
    ds = DS.with_(sources=[page])
    for publisher in page.publisher.all:  # type: ignore[union-attr] # a name
        rows = [["主体", "指标", "时期", "数值", "来源机构", "source_published"], [*ROW[:4], publisher, "2021-01-25"]]
        found = load_excel(book(("数据", rows))(tmp_path), ds)
        assert found.observations[0].citations == (Citation("daily"),)
        named = [[*rows[0], "来源"], [*rows[1], "daily"]]
        assert load_excel(book(("数据", named))(tmp_path), ds).sources == ds.sources


def test_what_is_no_workbook_of_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"subject,indicator")
    assert problems(tmp_path / "x.xlsx") == [("workbook", "not-a-workbook")]
    assert problems(book(("空", []))(tmp_path)) == [("workbook", "missing-header")]
    with pytest.raises(FileNotFoundError):
        load_excel(tmp_path / "nowhere.xlsx", DS)
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
        load_excel(tmp_path / "x.xlsx", "data")  # type: ignore[arg-type]


TABLE = "主体,指标,时期,数字,来源\n安徽,货物进出口,2020,超5000亿元,customs\n"


@pytest.mark.parametrize("encoding", ["gb18030", "GBK", "utf-8", "UTF8", "utf-8-sig", "utf-16", "big5"])
def test_a_csv_file_may_have_another_encoding(encoding: str, tmp_path: Path) -> None:
    table = TABLE.translate(str.maketrans("体标进来源", "體標進來源")) if encoding == "big5" else TABLE
    table = (
        table.replace("主體,指標,时期,数字,來源", "主體,指標,year,figure,來源")
        .replace("货物進出口", "trade")
        .replace("亿", "億")
    )
    (tmp_path / "x.csv").write_bytes(table.encode(encoding))
    [row] = ftz.load_csv(tmp_path / "x.csv", DS, encoding=encoding).observations
    assert (row.subject, row.quantity) == ("anhui", Quantity.at_least(5000, "亿元"))


def test_a_wrong_encoding_is_told_with_the_right_ones(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(TABLE.encode("gb18030"))
    with pytest.raises(
        ftz.DatasetError,
        match=r"line 1: the text is not UTF-8 \(save it as CSV UTF-8, or name its encoding, such as gb18030\)",
    ):
        ftz.load_csv(tmp_path / "x.csv", DS)
    (tmp_path / "y.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(ftz.DatasetError, match=r"line 1: the text is not GB18030 .* \[not-gb18030\]"):
        ftz.load_csv(tmp_path / "y.csv", DS, encoding="gb18030")
    wrong: Any
    for wrong in ("klingon", "hex", "undefined", "a\0b", 5, None):
        with pytest.raises(
            ftz.InvalidValue, match=re.escape(f"encoding: {wrong!r} is unknown; utf-8 and gb18030 are usual")
        ):
            ftz.load_csv(tmp_path / "x.csv", DS, encoding=wrong)
