"""Observations from a spreadsheet: rows become observations, or every fault is told with its line and column."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz import Bound, Citation, Dataset, Indicator, Name, Note, Observation, Period, Quantity, Source, Text
from anhui_ftz.errors import DatasetError, Problem
from anhui_ftz.io.headings import COLUMNS, column_of
from anhui_ftz.testing import datasets

DS = Dataset(
    divisions=[
        ftz.Division("anhui", Name("Anhui", "安徽省", ["安徽", "皖"])),
        ftz.Division("suzhou-js", Name("Suzhou", "苏州市")),
        ftz.Division("suzhou-ah", Name("Suzhou", "宿州市")),
    ],
    indicators=[
        Indicator("trade", Name("Goods trade", "货物进出口"), "CNY", "flow"),
        Indicator("firms", Name("New firms", "新设企业"), "1", "flow"),
        Indicator("area", Name("Area", "面积"), "km2", "stock"),
        Indicator("twin-a", Name("Twin", "双"), "1", "flow"),
        Indicator("twin-b", Name("Twin", "双"), "1", "flow"),
    ],
    sources=[Source("customs", "Hefei Customs", "Trade", url="https://example.org/a", published="2021-01-25")],
)
HEADER = "subject,indicator,period,figure,source\n"


def load(content: str | bytes, folder: Path, ds: Dataset = DS) -> Dataset:
    file = folder / "table.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return ftz.load_csv(file, ds)


def problems(content: str | bytes, folder: Path) -> list[Problem]:
    """Return what is wrong with a file; it changes nothing."""
    before = ftz.dumps(DS)
    with pytest.raises(DatasetError) as refusal:
        load(content, folder)
    assert ftz.dumps(DS) == before
    return list(refusal.value.problems)


def faults(content: str | bytes, folder: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.rule) for problem in problems(content, folder)]


# What is read


def test_a_row_becomes_an_observation(tmp_path: Path) -> None:
    ds = load(HEADER + "anhui,trade,2020,5406.4亿元,customs\n", tmp_path)
    assert ds.observations == (
        Observation(
            "anhui-trade-2020",
            "anhui",
            "trade",
            "2020",
            Quantity.rounded("5406.4", "亿元", "0.1"),
            citations=[Citation("customs", "", "5406.4亿元")],
        ),
    )
    assert ds.sources == DS.sources


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiter_mark_and_line_ending_make_no_difference(
    delimiter: str, mark: bytes, ending: str, tmp_path: Path
) -> None:
    text = (HEADER + "anhui,trade,2020,超5000亿元,customs").replace(",", delimiter).replace("\n", ending)
    [row] = load(mark + text.encode(), tmp_path).observations
    assert row.quantity == Quantity.at_least("5000", "亿元")


def test_chinese_headers_names_and_periods_are_read(tmp_path: Path) -> None:
    table = "主体；指标；时期；数字；来源\n".replace("；", ";") + "皖;货物进出口;2021年上半年;约3000亿元;customs\n"
    [row] = load(table, tmp_path).observations
    assert (row.subject, row.indicator, str(row.period)) == ("anhui", "trade", "2021-40")
    assert row.id == "anhui-trade-2021-01-01-to-2021-06-30"


def test_full_width_headers_and_cells_are_read(tmp_path: Path) -> None:
    table = "ＳＵＢＪＥＣＴ,Indicator,ｐｅｒｉｏｄ,Value,Source\nanhui,firms,２０２０,３８５７,customs\n"
    [row] = load(table, tmp_path).observations
    assert (row.period, row.quantity) == (Period.parse("2020"), Quantity.exactly(3857, "1"))


#: Characters that Unicode calls compatible with digits, and other digits; full-width ones are plain digits in print.
NOT_PLAIN = [
    character
    for character in map(chr, range(0x80, 0x110000))
    if any(each.isdigit() for each in unicodedata.normalize("NFKC", character))
    and character not in "０１２３４５６７８９"
]


def test_characters_that_are_not_plain_digits_are_refused_as_values_bounds_and_periods(tmp_path: Path) -> None:
    header = "subject,indicator,source,period,value,lower,upper\n"
    rows = [f"anhui,firms,customs,{199}{each},1{each},0{each},{each}\n" for each in NOT_PLAIN]
    wanted = [
        (f"line {line}, column {column}", "invalid-value")
        for line in range(2, len(rows) + 2)
        for column in ("lower", "period", "upper", "value")
    ]
    assert sorted(faults(header + "".join(rows), tmp_path)) == sorted(wanted)
    assert {"²", "¹", "①", "⁹", "٣", "⒈"} < set(NOT_PLAIN)


@pytest.mark.parametrize("column", "subject indicator period value lower unit bound status id source figure".split())
def test_a_cell_of_many_marks_is_refused_in_no_time(column: str, tmp_path: Path) -> None:
    row = {"subject": "anhui", "indicator": "firms", "period": "2020", "value": "1", "source": "customs"}
    row |= {column: "a" + "\u0301\u0316" * 60_000}
    if column == "figure":
        del row["value"]
    told = faults(f"{','.join(row)}\n{','.join(row.values())}\n", tmp_path)
    assert {path for path, _ in told} == {f"line 2, column {column}"}


@pytest.mark.parametrize(("column", "names"), COLUMNS.items())
def test_every_name_of_a_column_is_known_and_means_that_column(column: str, names: tuple[str, ...]) -> None:
    assert {column_of(name.upper()) for name in (column, *names)} == {column}


@pytest.mark.parametrize(
    ("cells", "quantity"),
    [
        ("5406.4,,,亿元,", Quantity.exactly("5406.4", "亿元")),
        ("5000,,,亿元,at-least", Quantity.at_least("5000", "亿元")),
        ("5000,,,亿元,at-most", Quantity.at_most("5000", "亿元")),
        ("5,4.5,5.5,,rounded", Quantity.rounded(5, "CNY", 1)),
        ("5,4,6,万元,about", Quantity.about(5, "万元", 1)),
        ("5,4,6,,", Quantity(5, 4, 6, "CNY")),
        ("5,5,Infinity,,", Quantity.at_least(5, "CNY")),
        ("5,-inf,5,,", Quantity.at_most(5, "CNY")),
        ("5,,,USD,exact", Quantity.exactly(5, "USD")),
        ("5,-Infinity,Infinity,,unbounded", Quantity(5, "-Infinity", "Infinity", "CNY")),
    ],
)
def test_a_number_has_its_bounds_beside_it(cells: str, quantity: Quantity, tmp_path: Path) -> None:
    header = "subject,indicator,period,source,value,lower,upper,unit,bound\n"
    [row] = load(f"{header}anhui,trade,2020,customs,{cells}\n", tmp_path).observations
    assert row.quantity == quantity


@pytest.mark.parametrize(
    ("indicator", "figure", "unit", "quantity"),
    [
        ("trade", "2922", "亿元", Quantity.rounded(2922, "亿元", 1)),
        ("trade", "2922亿元", "CNY", Quantity.rounded(2922, "亿元", 1)),
        ("trade", "20147万美元", "", Quantity.rounded(20147, "万美元", 1)),
        ("trade", "500 billion", "", Quantity.rounded("500e9", "CNY", "1e9")),
        ("firms", "13.000", "", Quantity.rounded(13000, "1", 1000)),
        ("area", "119.86", "平方公里", Quantity.exactly("119.86", "km2")),
        ("area", "179790", "亩", Quantity.exactly("119.86", "km2")),
    ],
)
def test_the_indicator_or_the_unit_column_says_what_a_figure_counts(
    indicator: str, figure: str, unit: str, quantity: Quantity, tmp_path: Path
) -> None:
    header = "subject,indicator,period,source,figure,unit\n"
    [row] = load(f"{header}anhui,{indicator},2020,customs,{figure},{unit}\n", tmp_path).observations
    assert row.quantity == quantity


def test_a_number_settles_what_an_unclear_print_means(tmp_path: Path) -> None:
    header = "subject,indicator,period,source,figure,value\n"
    [row] = load(f'{header}anhui,trade,2020,customs,"1.250,200",1250200\n', tmp_path).observations
    assert (row.quantity, row.citations[0].as_published) == (Quantity.exactly(1250200, "CNY"), "1.250,200")


def test_ids_are_made_unique(tmp_path: Path) -> None:
    row = "anhui,firms,{},3,customs,{}\n"
    rows = [("../2020-09-24", ""), ("2020-09-24/", ""), ("2020", "anhui-firms-2021"), ("2021", ""), ("2021", "")]
    ds = load("subject,indicator,period,figure,source,id\n" + "".join(row.format(*each) for each in rows), tmp_path)
    assert [each.id for each in ds.observations] == [
        "anhui-firms-2020-09-24-to-unknown",
        "anhui-firms-2021",
        "anhui-firms-2021-2",
        "anhui-firms-2021-3",
        "anhui-firms-open-to-2020-09-24",
    ]
    again = load(HEADER + "anhui,firms,2021,3,customs\n", tmp_path, ds)
    assert "anhui-firms-2021-4" in again


def test_sources_are_described_in_columns_of_their_own(tmp_path: Path) -> None:
    header = (
        "subject,indicator,period,figure,source,source_publisher,source_title,source_url,source_published,language\n"
    )
    rows = """\
anhui,firms,2020,3,,My Paper,Title,https://example.org/b,2021年1月,en
anhui,firms,2021,4,,My Paper,Title,https://example.org/b,2021-01,en
anhui,firms,2022,5,own,安徽日报,,,,
anhui,firms,2023,6,own,,,,,
anhui,firms,2024,7,,安徽日报,,,,
anhui,firms,2025,8,,Hefei Customs,Trade,https://example.org/a,2021-01-25,
anhui,firms,2026,9,customs,Hefei Customs,,,,
"""
    ds = load(header + rows, tmp_path)
    assert [row.citations[0].source for row in ds.observations] == [
        "my-paper-2021-01",
        "my-paper-2021-01",
        "own",
        "own",
        "source",
        "customs",
        "customs",
    ]
    assert ds.get("my-paper-2021-01") == Source(
        "my-paper-2021-01", "My Paper", "Title", "en", "2021-01", "https://example.org/b"
    )
    assert len(ds.sources) == len(DS.sources) + 3


@pytest.mark.parametrize(
    ("unit", "hint"), [("亿", "for money, write 亿元"), ("万", "for money, write 万元"), ("1", "")]
)
def test_a_scale_without_its_currency_is_told_how_to_write_it(unit: str, hint: str, tmp_path: Path) -> None:
    [problem] = problems(f"subject,indicator,period,value,unit,source\nanhui,trade,2020,5,{unit},customs\n", tmp_path)
    assert (problem.path, problem.hint) == ("line 2, column unit", hint)
    assert problem.message == "the indicator is measured in CNY, not in 1"


def test_a_new_publisher_has_a_name_in_each_language(tmp_path: Path) -> None:
    header = "subject,indicator,period,figure,source,source_publisher,发布者英文名称,发布者中文名称\n"
    rows = """\
anhui,firms,2020,3,,,My Paper,我的报
anhui,firms,2021,4,,My Paper,My Paper,我的报
anhui,firms,2022,5,own,,,我的报
anhui,firms,2023,6,other,,My Paper,我的报
anhui,firms,2024,7,other,我的报,,
"""
    ds = load(header + rows, tmp_path)
    assert [row.citations[0].source for row in ds.observations] == ["my-paper", "my-paper", "own", "other", "other"]
    assert ds.sources["my-paper"].publisher == ds.sources["other"].publisher == Name("My Paper", "我的报")
    assert ds.sources["own"].publisher == Name(zh="我的报")
    again = load(header + "anhui,firms,2025,3,,,My Paper,我的报\n", tmp_path, ds)
    assert again.sources == ds.sources


def test_cells_of_several_lines_are_joined_and_counted(tmp_path: Path) -> None:
    table = (
        HEADER.replace("source\n", "source,note\n")
        + 'anhui,firms,2020,3,customs,"one\ntwo"\n\n,,,,,\nanhui,x,2020,3,customs,\n'
    )
    assert problems(table, tmp_path)[0].path == "line 6, column indicator"
    [row] = load(table.replace(",x,", ",firms,").rpartition("anhui")[0], tmp_path).observations
    assert row.notes == (Note("scope", "one two"),)


def test_status_locator_and_note_are_kept(tmp_path: Path) -> None:
    header = "subject,indicator,period,figure,source,status,locator,note\n"
    [row] = load(f"{header}anhui,firms,2020,3,customs,p,paragraph 3,检查\n", tmp_path).observations
    assert (row.status, row.citations[0].locator, row.notes) == ("P", "paragraph 3", (Note("scope", Text(zh="检查")),))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021年上半年", "2021-S1"),
        ("2021年下半年", "2021-S2"),
        ("2021年第一季度", "2021-Q1"),
        ("2021年4季度", "2021-Q4"),
        ("2021年前三季度", "2021-01/2021-09"),
        ("2021年前8个月", "2021-01/2021-08"),
        ("2021年1-8月", "2021-01/2021-08"),
        ("2021年3月至11月", "2021-03/2021-11"),
        ("2020年9月24日至2021年1月25日", "2020-09-24/2021-01-25"),
        ("2020年9月", "2020-09"),
        ("2021/1/5", "2021-01-05"),
        ("２０２１", "2021"),
        ("../2021-01-25", "../2021-01-25"),
    ],
)
def test_periods_are_edtf_chinese_or_dates_of_a_spreadsheet(text: str, period: str) -> None:
    assert ftz.read_period(text) == Period.parse(period)


# What is refused


def test_all_refused_rows_are_told_at_once_with_line_and_column(tmp_path: Path) -> None:
    table = """\
subject,indicator,period,figure,source
anhui,trade,2020,5406.4亿元,customs
Anhwei,trade,2020,5亿元,customs
Suzhou,Twin,20-20,数百家,custom
,,,,
 ,trade,2020,119.86 km2,
anhui,trade,2020,,customs
"""
    assert problems(table, tmp_path) == [
        Problem("line 3, column subject", "nothing is called 'Anhwei'", "unknown-name", "nearest: Anhui"),
        Problem(
            "line 4, column subject",
            "'Suzhou' may mean any of suzhou-ah, suzhou-js",
            "ambiguous-name",
            "write the id",
        ),
        Problem("line 4, column indicator", "'Twin' may mean any of twin-a, twin-b", "ambiguous-name", "write the id"),
        Problem(
            "line 4, column period",
            "'20-20' is not a period that can be read: write 2021年1-9月 or 2020-09-24/2021-01-25, "
            "or give the day of the page",
            "invalid-value",
        ),
        Problem(
            "line 4, column source",
            "no source has the id 'custom'",
            "unknown-source",
            "did you mean customs? source_publisher describes a new one",
        ),
        Problem("line 6, column subject", "required, and empty", "missing-value"),
        Problem(
            "line 6, column figure",
            "'119.86 km2' has no figure in CNY: 119.86 km2",
            "invalid-value",
            "a number in the column value settles it",
        ),
        Problem(
            "line 6, column source",
            "required, and empty",
            "missing-value",
            "the id of a source, or who published it in source_publisher",
        ),
        Problem("line 7, column figure", "a row needs a figure or a value", "missing-value"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("value", "5亿", [("value", "invalid-value")]),
        ("value,unit", "5,furlong", [("unit", "wrong-unit")]),
        ("value,unit", "5,km2", [("unit", "wrong-unit")]),
        ("figure,unit", "5 km2,km2", [("unit", "wrong-unit")]),
        ("value,bound", "5,abouts", [("bound", "invalid-value")]),
        ("value,bound", "5,about", [("value", "invalid-value")]),
        ("value,lower,upper", "x,y,z", [(each, "invalid-value") for each in ("value", "lower", "upper")]),
        ("value,lower", "5,6", [("value", "invalid-value")]),
        ("value", "Infinity", [("value", "invalid-value")]),
        ("value", "NaN", [("value", "invalid-value")]),
        ("figure,lower,bound", "5,4,about", [("lower", "missing-value"), ("bound", "missing-value")]),
        ("figure,value", "5亿元,6", [("figure", "contradiction")]),
        ("figure,status", "5,Z", [("status", "invalid-value")]),
        ("figure,note", "5,a\u202eb", [("note", "invalid-value")]),
        ("figure,locator", "5,a\x07b", [("locator", "invalid-value")]),
        ("figure,id", "5,Not Kebab", [("id", "invalid-value")]),
        ("figure,id", "5,customs", [("id", "duplicate-id")]),
        ("figure,source_url", "5,https://example.org", [("source_publisher", "missing-value")]),
        ("figure,source_publisher,source_url", "5,Me,nowhere", [("source_url", "invalid-value")]),
        ("figure,source_publisher,source_published", "5,Me,once", [("source_published", "invalid-value")]),
        ("figure,source_publisher,language", "5,Me,English", [("source_language", "invalid-value")]),
        ("figure,source_publisher", "5,Others", [("source", "contradiction")]),
        ("figure,source_publisher_zh", "5,别人", [("source", "contradiction")]),
        ("figure,source_publisher,source_publisher_en", "5,Me,a\x07b", [("source_publisher_en", "invalid-value")]),
        (
            "figure,source_publisher,source_publisher_en",
            "5,Me,Others",
            [("source_publisher", "contradiction")],
        ),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told(
    header: str, row: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    table = f"subject,indicator,period,source,{header}\nanhui,trade,2020,customs,{row}\n"
    assert faults(table, tmp_path) == [(f"line 2, column {column}", rule) for column, rule in expected]


@pytest.mark.parametrize("money", ["5,CNY", "5,亿元", "5,USD"])
@pytest.mark.parametrize("indicator", ["firms", "area"])
def test_money_is_no_figure_of_what_is_counted_or_measured(indicator: str, money: str, tmp_path: Path) -> None:
    table = f"subject,indicator,period,source,value,unit\nanhui,{indicator},2020,customs,{money}\n"
    assert faults(table, tmp_path) == [("line 2, column unit", "wrong-unit")]


@pytest.mark.parametrize(
    ("source", "rule"), [("anhui", "duplicate-id"), ("Not Kebab", "invalid-value"), ("trade-1", "duplicate-id")]
)
def test_a_new_source_takes_no_id_of_another_record(source: str, rule: str, tmp_path: Path) -> None:
    table = f"id,subject,indicator,period,figure,source,publisher\ntrade-1,anhui,trade,2020,5,{source},Me\n"
    assert [problem.rule for problem in problems(table, tmp_path)] == [rule]


def test_rows_must_not_describe_one_source_in_two_ways(tmp_path: Path) -> None:
    table = "subject,indicator,period,figure,source,publisher\nanhui,firms,2020,5,s,Me\nanhui,firms,2021,5,s,You\n"
    assert faults(table, tmp_path) == [("line 3, column source", "contradiction")]


def test_an_id_stands_once(tmp_path: Path) -> None:
    table = "id,subject,indicator,period,figure,source\nx,anhui,firms,2020,5,customs\nx,anhui,firms,2021,5,customs\n"
    assert faults(table, tmp_path) == [("line 3, column id", "duplicate-id")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [("line 1", "missing-header")]),
        (b"\n \n\t\n", [("line 1", "missing-header")]),
        (b"a,b,c\n1,2,3\n", [("line 1", "missing-header")]),
        (b"\nfoo\n", [("line 2", "missing-header")]),
        (b"subject,period\n", [("line 1", "missing-column"), ("line 1", "missing-column")]),
        (b"subject,indicator,period,figure,Subject\n", [("line 1, column Subject", "duplicate-column")]),
        ("subject,主体,indicator,period,figure\n".encode(), [("line 1, column 主体", "duplicate-column")]),
        (b"subject,indicator,perid,period,figure\n", [("line 1, column perid", "unknown-column")]),
        (b"subject,indicator,period,figure,source\nanhui\n", [("line 2", "ragged-row")]),
        (b"subject,indicator,period,figure,source\n1,2,3,4,5,6\n", [("line 2", "ragged-row")]),
        (b"subject,indicator,period,figure,,source\n1,2,3,4,5,6\n", [("line 2", "ragged-row")]),
        (b"subject,indicator,period,figure\n\xff\n", [("line 2", "not-utf8")]),
        (HEADER.encode("utf-16"), [("line 1", "not-utf8")]),
        (HEADER.encode("utf-16-le"), [("line 1", "not-text")]),
        ("主体,指标\n安徽".encode("gb18030"), [("line 1", "not-utf8")]),
        (b"subject,indicator,period,figure\n1,2\0,3,4\n", [("line 2", "not-text")]),
        (b'subject,indicator,period,figure\n"anhui,firms\n2020,5', [("line 2", "not-csv")]),
        (b'subject,indicator,period,figure\n"anhui"x,firms,2020,5', [("line 2", "not-csv")]),
        (b"subject,indicator,period,figure\n" + b"x" * 200_000 + b",firms,2020,5", [("line 2", "not-csv")]),
        (b"x" * 200_000, [("line 1", "not-csv")]),
    ],
)
def test_what_is_no_table_of_observations_is_told(
    content: bytes, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    limit = csv.field_size_limit()
    assert faults(content, tmp_path) == expected
    assert csv.field_size_limit() == limit


def test_faults_of_header_and_rows_are_told_together(tmp_path: Path) -> None:
    table = "subject,indicator,period,figure,source,colour\nanhui,firms,20,5,customs,red\n"
    assert [problem.hint for problem in problems(table, tmp_path)] == [f"the columns are {', '.join(COLUMNS)}", ""]


def test_blank_cells_behind_the_header_do_no_harm(tmp_path: Path) -> None:
    assert load("subject,indicator,period,figure,source,,\nanhui,firms,2020,5,customs,,,\n", tmp_path).observations


def test_no_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ftz.load_csv(tmp_path / "none.csv", DS)


def test_many_unknown_names_are_told_with_few_hints(tmp_path: Path) -> None:
    rows = "".join(f"anhui{n},firms,2020,5,custom\n" for n in range(500))
    told = problems(HEADER + rows, tmp_path)
    assert len(told) == 1000
    assert sum("nearest" in problem.hint for problem in told) == sum("mean" in problem.hint for problem in told) == 20


# Laws


def written(ds: Dataset, delimiter: str) -> bytes:
    """Write the observations of a data set as a spreadsheet would, one citation a row."""
    out = io.StringIO(newline="")
    columns = "id subject indicator period figure value lower upper unit bound status source locator note".split()
    writer = csv.DictWriter(out, columns, delimiter=delimiter)
    writer.writeheader()
    for row in ds.observations:
        [cited], stated = row.citations, row.quantity
        writer.writerow({
            "id": row.id, "subject": row.subject, "indicator": row.indicator, "period": row.period.edtf,
            "figure": cited.as_published, "value": stated.value, "lower": stated.lower, "upper": stated.upper,
            "unit": stated.unit, "bound": stated.bound, "status": row.status, "source": cited.source,
            "locator": cited.locator, "note": "".join(map(str, row.notes)),
        })  # fmt: skip
    return out.getvalue().encode()


def singly_cited(row: Observation) -> Observation:
    """Keep one citation, no print that contradicts the figure, and what a cell may say."""
    cited = row.citations[0]
    notes = [Note("scope", each.text) for each in row.notes[:1] if not (each.text.en and each.text.zh)]
    return Observation(
        row.id, row.subject, row.indicator, row.period, row.quantity, row.status,
        [Citation(cited.source, cited.locator, format(row.quantity, "zh")[:200])], notes,
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(datasets(), st.sampled_from(",;\t"))
def test_rows_written_from_observations_are_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, ds: Dataset, delimiter: str
) -> None:
    fields = {name: rows for name, rows in ds.tables() if name not in ("observations", "cooperations")}
    bare = Dataset(**fields)
    full = Dataset(**fields, observations=[singly_cited(row) for row in ds.observations])
    assert load(written(full, delimiter), tmp_path_factory.mktemp("csv"), bare) == full


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80) | st.text('subjectindaorpf,;"\n\r\t年元1安', max_size=120).map(str.encode))
def test_any_bytes_end_in_a_data_set_or_a_data_set_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for content in (data, HEADER.encode() + data, HEADER.encode() + b"anhui,firms,2020,5,customs\n" + data):
        try:
            assert load(content, tmp_path_factory.getbasetemp()).sources
        except DatasetError as refusal:
            assert all(problem.path.startswith("line ") for problem in refusal.problems)  # noqa: PT017 - either is right


@given(st.integers(1, 10**6), st.sampled_from(["亿元", "万元", " billion yuan", " yuan"]))
def test_a_printed_figure_bounds_as_read_figure_says(
    tmp_path_factory: pytest.TempPathFactory, number: int, unit: str
) -> None:
    printed = f"{number}{unit}"
    [row] = load(f"{HEADER}anhui,trade,2020,{printed},customs\n", tmp_path_factory.getbasetemp()).observations
    assert row.quantity == ftz.read_figure(printed, "CNY")
    assert row.quantity.bound in (Bound.EXACT, Bound.ROUNDED)
    assert row.quantity.value / Decimal(number) >= 1


def test_a_cell_is_too_long_whatever_limit_another_library_has_set(tmp_path: Path) -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        assert faults("subject,indicator,period,figure\n" + "x" * 200_000 + ",firms,2020,5", tmp_path) == [
            ("line 2", "not-csv")
        ]
    finally:
        csv.field_size_limit(before)
