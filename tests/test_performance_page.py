"""The page of benchmarks is one that ``python tests/benchmarks`` wrote: whole, and in its form."""

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "performance.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][2:]


@pytest.mark.parametrize(
    "figure",
    [
        "(a) `import anhui_ftz`",
        "(b) cold start up to",
        "(b) cold start to first answer",
        "(b) cold start to first briefing",
        "(c) loads",
        "(d) ",
        *(
            f"{verb}, {backend}"
            for verb in ("total_frame", "linkage_frame")
            for backend in ("polars", "duckdb", "pyspark")
        ),
        *(
            f"{verb}, {backend}, growth"
            for verb in ("total_frame", "linkage_frame")
            for backend in ("polars", "duckdb")
        ),
        "memory of total_frame",
        "memory of linkage_frame",
        "totals over",
        "check of",
        "check, growth",
        "treatment_panel",
        "total_frame by indicator, zone and year",
        "linkage_frame of zones",
    ],
)
def test_every_figure_stands_on_the_page(figure: str) -> None:
    assert any(row[0].startswith(figure) for row in ROWS), figure


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_line_has_its_ratio_and_says_when_its_aim_is_missed(row: list[str]) -> None:
    _, _, _, ratio, aim = row
    aimed = re.match(r"(?:at most|below) ([0-9.]+)\b(?! µs)", aim)
    assert aim.endswith("(missed)") == (aimed is not None and float(ratio) > float(aimed[1]))


def test_the_machine_and_the_versions_are_named() -> None:
    assert re.search(r"\d+ cores, .*CPython 3\.\d+\.\d+, attrs [0-9.]+, .*polars [0-9.]+, duckdb [0-9.]+", PAGE)


SPEED = (Path(__file__).parents[1] / "docs" / "speed.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [line for line in SPEED.splitlines() if re.match(r"\|.*\d (s|ms|µs) \|$", line)])
def test_each_time_of_the_page_for_users_was_measured(line: str) -> None:
    time = line.strip("| ").rpartition("| ")[2]
    assert any(row[1].startswith((f"{time} ", f"{time},")) for row in ROWS), time


def test_the_page_for_users_has_its_times() -> None:
    assert len(re.findall(r"\d (?:s|ms|µs) \|$", SPEED, re.MULTILINE)) >= 10
