"""Frames on Spark: the answers of the object functions, for many data sets in one query each."""

from __future__ import annotations

import re
import shutil
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets

pytest.importorskip("pyspark", reason="Spark is an extra")
pytest.importorskip("narwhals", reason="frames are an extra")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

import pyarrow as pa
import pyarrow.compute as pc

from anhui_ftz.io.frames import (
    evidence_frame,
    from_frame,
    hierarchy,
    linkage_frame,
    read_parquet,
    to_frame,
    total_frame,
    write_parquet,
)
from anhui_ftz.io.frames.engines import arrow_of, native_of

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default")]  # Spark's own warnings are not ours to mend
_MANY = 25
_NAMED = ("id", "subject", "place", "ancestor", "via", "cooperation", "party")


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[Any]:
    """Start one local session for all the tests."""
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        builder = SparkSession.builder.master("local[2]").appName("anhui_ftz")
        for key, value in _SETTINGS.items():
            builder = builder.config(key, value)
        found = builder.getOrCreate()
        found.sparkContext.setLogLevel("OFF")
        yield found
        found.stop()


_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.host": "localhost",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.showConsoleProgress": "false",
}


def several(strategy: st.SearchStrategy[ftz.Dataset]) -> list[ftz.Dataset]:
    """Generate data sets to be asked together: one query of Spark takes seconds."""
    found: list[ftz.Dataset] = []

    @settings(
        max_examples=_MANY,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(ds: ftz.Dataset) -> None:
        found.append(ds)

    collect()
    return found


def stacked(tables: Sequence[pa.Table]) -> pa.Table:
    """Put tables one below the other: the ids of each get its number before them."""
    return pa.concat_tables([_renamed(table, f"n{number}-") for number, table in enumerate(tables)])


def _renamed(table: pa.Table, prefix: str) -> pa.Table:
    for index, name in enumerate(table.column_names):
        if name in _NAMED:
            table = table.set_column(index, name, pc.binary_join_element_wise(prefix, table[name], ""))
    return table


def on_spark(table: pa.Table) -> Any:
    return native_of(table, "pyspark")


def rows_of(frame: Any) -> list[str]:
    return sorted(str(list(row.items())) for row in arrow_of(frame).to_pylist())


@pytest.mark.parametrize("by", ["year", "zone"])
def test_sums_and_refusals_are_those_of_the_object_functions(by: str) -> None:
    many = several(datasets(max_observations=8))
    figures = stacked([_numbered(to_frame(ds, "observations"), n) for n, ds in enumerate(many)])
    ground = stacked([hierarchy(ds) for ds in many])
    keys = ["case", by, "indicator"]
    found = arrow_of(total_frame(on_spark(figures), on_spark(ground), keys))
    assert rows_of(found) == rows_of(total_frame(figures, ground, keys))
    told = {tuple(row[key] for key in keys): set(row["reasons"].split()) for row in found.to_pylist()}
    for number, ds in enumerate(many):
        for (key, indicator), rules in _refusals(ds, by).items():
            named = key if by == "year" else f"n{number}-{key}"
            assert told[number, named, indicator] - {"beyond-decimal"} == rules


def _numbered(table: pa.Table, number: int) -> pa.Table:
    return table.append_column("case", pa.array([number] * len(table), pa.int64()))


def _refusals(ds: ftz.Dataset, by: Any) -> dict[tuple[Any, str], set[str]]:
    """Return the rules that the object functions name against each group; none where the sum stands."""
    groups: dict[tuple[Any, str], list[ftz.Observation]] = {}
    for row in ds.observations:
        try:
            ((key, _),) = ftz.totals(ds, [row], by, allow="ratio").items()
        except ftz.InvalidValue:
            continue
        groups.setdefault((key, row.indicator), []).append(row)
    found = {}
    for group, rows in groups.items():
        try:
            ftz.total(ds, rows)
            found[group] = set[str]()
        except ftz.NotAdditiveError as refusal:
            found[group] = {reason.rule for reason in refusal.reasons}
    return found


@pytest.mark.parametrize("level", ["area", "zone"])
def test_links_are_those_of_the_object_functions(level: Literal["area", "zone"]) -> None:
    many = several(datasets(max_observations=0))
    parties = on_spark(stacked([to_frame(ds, "participations") for ds in many]))
    ground = on_spark(stacked([hierarchy(ds) for ds in many]))
    found = {
        (r["a"], r["b"], r["cooperation"], r["provincial"])
        for r in arrow_of(evidence_frame(parties, ground, level)).to_pylist()
    }
    assert found == {
        (f"n{n}-{link.a}", f"n{n}-{link.b}", f"n{n}-{each.cooperation.id}", each.provincial)
        for n, ds in enumerate(many)
        for link in ftz.linkages(ds, level=level)
        for each in link.evidence
    }
    counted = arrow_of(linkage_frame(parties, ground, level)).to_pylist()
    assert sum(row["cooperations"] for row in counted) == len(found)


def test_a_frame_of_spark_stays_lazy_and_the_hierarchy_is_carried_to_it() -> None:
    from pyspark.sql import DataFrame

    ds = ftz.load()
    result = total_frame(to_frame(ds, "observations", "pyspark"), ds, "indicator")
    assert isinstance(result, DataFrame)
    assert rows_of(result) == rows_of(total_frame(to_frame(ds, "observations"), ds, "indicator"))


def test_observations_pass_through_spark_and_its_parquet(tmp_path: Path) -> None:
    ds = ftz.load()
    frame = to_frame(ds, "observations", "pyspark")
    write_parquet(frame, tmp_path / "figures", partition_by="indicator")
    for back in (frame, read_parquet(tmp_path / "figures", "pyspark"), read_parquet(tmp_path / "figures", "duckdb")):
        assert set(from_frame(back)) == set(ds.observations)


@pytest.mark.parametrize("name", ["run[1]", "run*", "run?", "run{1,2}", "unit=km2/run", "a\\b"])
def test_spark_takes_a_path_as_it_is_written(name: str, tmp_path: Path) -> None:
    figures = to_frame(ftz.load(), "observations")
    write_parquet(figures.slice(0, 5), tmp_path / "run1", "indicator")
    write_parquet(figures.slice(5, 9), tmp_path / name, "indicator")
    back = read_parquet(tmp_path / name, "pyspark")
    assert sorted(arrow_of(back)["id"].to_pylist()) == figures["id"][5:14].to_pylist()
    assert sorted(back.columns) == sorted(figures.column_names)


def test_a_partition_column_of_spark_must_be_text(tmp_path: Path) -> None:
    frame = to_frame(ftz.load(), "observations", "pyspark")
    with pytest.raises(ftz.InvalidValue, match="columns of text"):
        write_parquet(frame, tmp_path / "figures", partition_by="value")


def test_the_block_of_the_how_to_page_answers_as_the_other_backends_do(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "how-to-scale.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```python\n(figures = read_parquet.*?)```", page, re.DOTALL)
    lines = re.findall(r"^(?:>>>|\.\.\.) (.*)$", page.split("```pycon\n")[1].split("```")[0], re.MULTILINE)
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)  # noqa: S102 - the page is what is tested
    write_parquet(to_frame(names["ds"], "observations"), tmp_path / "observations", partition_by="indicator")
    exec(block.replace("hdfs://statistics", str(tmp_path)), names)  # noqa: S102 - the same
    answer = read_parquet(tmp_path / "areas-of-zones", "pyarrow")
    expected = names["areas_of_zones"](to_frame(names["ds"], "observations"))
    columns = ["indicator", "zone", "observations", "value", "reasons"]
    told, wanted = (sorted(map(str, table.select(columns).to_pylist())) for table in (answer, expected))
    assert told == wanted
