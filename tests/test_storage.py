"""Reading and writing files: the text is canonical, saving is whole and durable or leaves no trace."""

from __future__ import annotations

import gc
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz.storage.json_text import dumps_tables

BUNDLED = ftz.load()
OTHER = ftz.Dataset(divisions=[ftz.Division("anhui", "Anhui")], edition="2026.12")

SMALL = ftz.Dataset(
    edition="2026.11",
    title='A "title"',
    divisions=[
        ftz.Division("anhui", ftz.Name("Anhui", "安徽省", ["皖"]), "province", "CN-AH", "34"),
        ftz.Division("hefei-city", "Hefei", "city", within=["anhui"]),
    ],
    zones=[
        ftz.Zone("anhui-ftz", "Zone", "anhui", 6, events=[ftz.ZoneEvent("approved", "2020-08-30")], within=["anhui"])
    ],
    areas=[ftz.Area("hefei", "Hefei Area", "anhui-ftz", "hefei-city", ["robotics"], within=["anhui"])],
    organizations=[ftz.Organization("wuhu-port", ftz.Name(zh="芜湖港"), "port")],
    indicators=[ftz.Indicator("trade", "Trade", "CNY", "flow")],
    observations=[
        ftz.Observation(
            "obs-2", "anhui", "trade", "2020", ftz.Quantity.at_least(5000, "亿元"), "E", [ftz.Citation("cns")]
        ),
        ftz.Observation(
            "obs-1",
            "anhui",
            "trade",
            "2020-09/..",
            ftz.Quantity.rounded("1.5", "CNY", "0.1"),
            citations=[ftz.Citation("cns", "title")],
        ),
    ],
    cooperations=[
        ftz.Cooperation(
            "pact",
            "Pact",
            "event",
            ["hefei", "anhui"],
            milestones=[ftz.Milestone("held", "../2021-01-25", [ftz.Citation("cns")])],
            value=ftz.Quantity.exactly(5, "CNY"),
        )
    ],
    sources=[ftz.Source("cns", "China News Service", published="2021-01-25")],
)
SMALL_TEXT = """{
"format": 1,
"edition": "2026.11",
"title": "A \\"title\\"",
"divisions": [
{"id": "anhui", "name": {"en": "Anhui", "zh": "安徽省", "aliases": ["皖"]}, "iso_3166_2": "CN-AH", "gb_t_2260": "34"},
{"id": "hefei-city", "name": {"en": "Hefei"}, "kind": "city", "within": ["anhui"]}
],
"zones": [
{"id": "anhui-ftz", "name": {"en": "Zone"}, "province": "anhui", "batch": 6, "events": \
[{"kind": "approved", "period": "2020-08-30"}]}
],
"areas": [
{"id": "hefei", "name": {"en": "Hefei Area"}, "zone": "anhui-ftz", "city": "hefei-city", \
"focus": [{"en": "robotics"}], "within": ["anhui"]}
],
"organizations": [
{"id": "wuhu-port", "name": {"zh": "芜湖港"}, "kind": "port"}
],
"indicators": [
{"id": "trade", "name": {"en": "Trade"}, "unit": "CNY", "kind": "flow"}
],
"observations": [
{"id": "obs-1", "subject": "anhui", "indicator": "trade", "period": "2020-09-01/..", \
"quantity": {"value": "1.5", "lower": "1.45", "upper": "1.55", "unit": "CNY", "bound": "rounded"}, \
"citations": [{"source": "cns", "locator": "title"}]},
{"id": "obs-2", "subject": "anhui", "indicator": "trade", "period": "2020", \
"quantity": {"value": "500000000000", "lower": "500000000000", "upper": "Infinity", "unit": "CNY"}, "status": "E", \
"citations": [{"source": "cns"}]}
],
"cooperations": [
{"id": "pact", "name": {"en": "Pact"}, "form": "event", "parties": ["hefei", "anhui"], \
"milestones": [{"status": "held", "period": "../2021-01-25", "citations": [{"source": "cns"}]}], \
"value": {"value": "5", "unit": "CNY"}}
],
"sources": [
{"id": "cns", "publisher": "China News Service", "published": "2021-01-25"}
]
}
"""


def _written(folder: Path) -> Path:
    folder.mkdir()
    for name, content in dumps_tables(BUNDLED).items():
        (folder / name).write_bytes(content.encode())
    return folder


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# --- canonical text ---------------------------------------------------------------------------------------------


def test_the_text_is_one_record_a_line_with_defaults_left_out() -> None:
    assert ftz.dumps(SMALL) == SMALL_TEXT


@pytest.mark.parametrize("dataset", [BUNDLED, SMALL, OTHER, ftz.Dataset()], ids=repr)
def test_reading_what_was_written_gives_an_equal_data_set(dataset: ftz.Dataset) -> None:
    assert ftz.loads(ftz.dumps(dataset)) == dataset
    assert ftz.loads(ftz.dumps(dataset).encode()) == dataset


@pytest.mark.parametrize("dataset", [BUNDLED, SMALL], ids=repr)
def test_writing_what_was_read_gives_the_same_text(dataset: ftz.Dataset) -> None:
    assert ftz.dumps(ftz.loads(ftz.dumps(dataset))) == ftz.dumps(dataset)


def _shuffled(node: Any, random: Random) -> Any:
    if isinstance(node, dict):
        keys = random.sample(list(node), len(node))
        return {key: _shuffled(node[key], random) for key in keys}
    if isinstance(node, list) and node and isinstance(node[0], dict) and "id" in node[0]:
        return [_shuffled(each, random) for each in random.sample(node, len(node))]
    return [_shuffled(each, random) for each in node] if isinstance(node, list) else node


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_keys_and_records_does_not_matter(seed: int) -> None:
    tree = _shuffled(json.loads(ftz.dumps(BUNDLED)), Random(seed))  # noqa: S311 - repeatable, not secret
    assert ftz.dumps(ftz.loads(json.dumps(tree, indent=seed))) == ftz.dumps(BUNDLED)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_given_to_a_data_set_does_not_matter(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    tables: dict[str, Any] = {name: random.sample(tuple(rows), len(rows)) for name, rows in SMALL.tables()}
    assert ftz.dumps(ftz.Dataset(edition=SMALL.edition, title=SMALL.title, **tables)) == SMALL_TEXT


def test_equal_data_sets_have_equal_text() -> None:
    rounded = ftz.Quantity("1.5", "1.45", "1.55", "CNY", "rounded")
    about = attrs.evolve(rounded, bound="about")
    one, two = (
        attrs.evolve(SMALL, observations=[attrs.evolve(SMALL.observations[0], quantity=q)]) for q in (rounded, about)
    )
    assert (one == two) == (ftz.dumps(one) == ftz.dumps(two))


def test_each_record_takes_one_line_and_lines_are_sorted_by_id() -> None:
    lines = [json.loads(line.rstrip(",")) for line in ftz.dumps(BUNDLED).split("\n") if line.startswith('{"')]
    assert [line["id"] for line in lines] == [row.id for _, rows in BUNDLED.tables() for row in rows]


@pytest.mark.parametrize("title", ["\u3000", "\\", '"', "\u200b", "𠀀", "'", "</script>"], ids=ascii)
def test_odd_characters_keep_the_text_one_record_a_line(title: str) -> None:
    dataset = attrs.evolve(OTHER, title=title)
    assert len(ftz.dumps(dataset).splitlines()) == 8
    assert ftz.loads(ftz.dumps(dataset)).title == title


@pytest.mark.parametrize("dataset", [BUNDLED, SMALL], ids=repr)
def test_the_text_is_utf_8_with_no_control_but_line_feeds(dataset: ftz.Dataset) -> None:
    text = ftz.dumps(dataset)
    assert text.encode("utf-8").decode("utf-8") == text
    assert text.endswith("\n}\n")
    assert all(line.isprintable() for line in text.replace("\u3000", " ").split("\n"))


def test_a_figure_in_square_metres_is_read_as_square_kilometres() -> None:
    tree: dict[str, Any] = {
        "divisions": [{"id": "anhui", "name": "Anhui"}],
        "indicators": [{"id": "area", "name": "Area", "unit": "m2", "kind": "stock"}],
        "observations": [
            {"id": id, "subject": "anhui", "indicator": "area", "period": "2020", "quantity": size,
             "citations": [{"source": "s"}]}
            for id, size in (("one", {"value": "5", "lower": "4", "upper": "6", "unit": "m2", "bound": "about"}),
                             ("two", {"value": "1", "unit": "km2"}))
        ],
        "sources": [{"id": "s", "publisher": "S"}],
    }  # fmt: skip
    ds = ftz.loads(json.dumps(tree))
    assert str(ds.indicators["area"].unit) == "km2"
    assert ds.observations["one"].quantity == ftz.Quantity.about("0.000005", "km2", "0.000001")
    assert ftz.loads(ftz.dumps(ds)) == ds
    tree["observations"][0]["quantity"]["upper"] = "4.5"
    with pytest.raises(ftz.DatasetError, match=r"need lower <= value <= upper, got 4, 5, 4\.5"):
        ftz.loads(json.dumps(tree))
    tree["observations"][0]["quantity"] |= {"upper": "6", "unit": "mm2"}
    with pytest.raises(ftz.DatasetError, match=r"1 problem:\n  \$.observations\[0\].quantity.unit: unknown unit 'mm'"):
        ftz.loads(json.dumps(tree))


@pytest.mark.parametrize("unit", ["t", "CNY/km2", "{train}/wk", "%", "1"])
@pytest.mark.parametrize("value", ["0", "-5", "1e30", "1e-30", "1." + "3" * 39, "-" + "9" * 31, "12345678901234567890"])
def test_every_stated_figure_comes_back_to_the_last_digit(value: str, unit: str) -> None:
    figure = ftz.Quantity.exactly(value, unit)
    observation = ftz.Observation("x", "anhui", "i", "2020", figure, citations=[ftz.Citation("cns")])
    dataset = attrs.evolve(SMALL, indicators=[ftz.Indicator("i", "I", unit, "stock")], observations=[observation])
    assert ftz.loads(ftz.dumps(dataset)).observations[0].quantity == figure


@pytest.mark.parametrize(
    "quantity",
    [
        ftz.Quantity.exactly(5, "CNY"),
        ftz.Quantity.rounded(5, "CNY", 1),
        ftz.Quantity.about(5, "CNY", 1),
        ftz.Quantity.at_least(5, "CNY"),
        ftz.Quantity.at_most(5, "CNY"),
        ftz.Quantity(5, 4, 6, "CNY"),
        ftz.Quantity(5, "-Infinity", "Infinity", "CNY"),
    ],
    ids=lambda quantity: quantity.bound.value,
)
def test_every_kind_of_bound_comes_back(quantity: ftz.Quantity) -> None:
    dataset = attrs.evolve(SMALL, observations=[attrs.evolve(SMALL.observations[0], quantity=quantity)])
    again = ftz.loads(ftz.dumps(dataset)).observations[0].quantity
    assert (again, again.bound) == (quantity, quantity.bound)


def test_a_figure_may_be_written_as_a_json_number_without_losing_digits() -> None:
    text = ftz.dumps(SMALL).replace('{"value": "5", "unit"', '{"value": 5.000000000000000000000000001, "unit"')
    assert str(ftz.loads(text).cooperations[0].value.value) == "5.000000000000000000000000001"  # type: ignore[union-attr] # it has one


def test_a_name_may_be_written_as_a_lone_text() -> None:
    text = ftz.dumps(OTHER).replace('{"en": "Anhui"}', '"Anhui"')
    assert ftz.loads(text) == OTHER


def test_an_empty_object_is_an_empty_data_set() -> None:
    assert ftz.loads("{}") == ftz.Dataset()


# --- loading ----------------------------------------------------------------------------------------------------


def test_the_bundled_data_set_is_read_once() -> None:
    assert ftz.load() is ftz.load(None) is BUNDLED


def test_the_bundled_folder_is_byte_for_byte_what_is_written() -> None:
    folder = files("anhui_ftz") / "data"
    bundled = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".json")}
    written = {name: text.encode() for name, text in dumps_tables(BUNDLED).items()}
    assert {name: text for name, text in bundled.items() if not name.endswith("schema.json")} == written


def test_a_folder_reads_back_what_was_written_to_it(tmp_path: Path) -> None:
    assert ftz.load(_written(tmp_path / "mine")) == BUNDLED


def test_a_folder_may_have_other_files_and_folders(tmp_path: Path) -> None:
    folder = _written(tmp_path / "mine")
    (folder / "README.md").write_text("{", encoding="utf-8")
    (folder / "old").mkdir()
    (folder / "old" / "zones.json").write_text("{", encoding="utf-8")
    assert ftz.load(folder) == BUNDLED


def test_a_folder_may_have_several_tables_in_a_file_named_at_will(tmp_path: Path) -> None:
    (tmp_path / "all.json").write_text(ftz.dumps(BUNDLED), encoding="utf-8")
    assert ftz.load(tmp_path) == BUNDLED


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


#: What may have the name of a table and is no file, and what an error calls it.
NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "dangling link": (lambda path: path.symlink_to("gone"), "a link that leads to nothing"),
    "loop": (lambda path: path.symlink_to(path.name), "a link that leads to nothing"),
    "folder": (Path.mkdir, "a folder"),
    "link to a folder": (lambda path: path.symlink_to("."), "a folder"),
    "pipe": (_make_pipe, "a pipe or device"),
    "device": (lambda path: path.symlink_to("/dev/null"), "a pipe or device"),
}


@pytest.mark.parametrize(("make", "called"), NO_FILES.values(), ids=NO_FILES)
def test_what_has_the_name_of_a_table_and_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], object], called: str
) -> None:
    folder = _written(tmp_path / "mine")
    for name in ("zones.json", "areas.json"):
        (folder / name).unlink()
        make(folder / name)
    with pytest.raises(ftz.DatasetError) as caught:
        ftz.load(folder)
    assert [str(each) for each in caught.value.problems] == [
        f"{name}.json: $: expected a file, got {called} [no-file]" for name in ("areas", "zones")
    ]


def test_a_file_of_a_folder_may_be_a_link_and_have_capitals(tmp_path: Path) -> None:
    folder = _written(tmp_path / "mine")
    (folder / "zones.json").rename(tmp_path / "elsewhere")
    (folder / "ZONES.JSON").symlink_to(tmp_path / "elsewhere")
    assert ftz.load(folder) == BUNDLED


@pytest.mark.parametrize("path", ["a\0b", "a\ud800b", "\ud800", b"a", 5, ["a"]])
def test_what_cannot_name_a_file_is_refused(path: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match=r"no file can have the name|a path is a text or a Path"):
        ftz.load(path)


def test_a_name_that_is_no_text_on_this_system_is_a_name() -> None:
    with pytest.raises(FileNotFoundError):
        ftz.load("a\udc80b")


def test_an_empty_table_has_no_file() -> None:
    assert list(dumps_tables(OTHER)) == ["edition.json", "divisions.json"]


@pytest.mark.parametrize("kind", [str, Path, os.fspath])
def test_a_file_is_read_by_text_or_path(tmp_path: Path, kind: Callable[[Path], str | Path]) -> None:
    file = tmp_path / "数据.json"
    file.write_text(ftz.dumps(SMALL), encoding="utf-8")
    assert ftz.load(kind(file)) == SMALL


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(ftz.dumps(SMALL), encoding="utf-8-sig")
    assert ftz.load(file) == SMALL


@pytest.mark.parametrize("name", ["mine.json", "gone/mine.json", ""])
def test_a_file_that_is_not_there_is_a_file_not_found_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        ftz.load(tmp_path / "nowhere" / name)


@pytest.mark.parametrize("text", [ftz.dumps(SMALL), "{", '{"title": 5}', '{"sources": [{"id": "a", "publisher": ""}]}'])
def test_reading_never_touches_the_garbage_collector(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    for name in ("disable", "enable", "freeze", "set_threshold"):
        monkeypatch.setattr(gc, name, None)
    with suppress(ftz.DatasetError):
        ftz.loads(text)


# --- saving -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [str, Path])
def test_a_saved_data_set_is_read_back(tmp_path: Path, kind: Callable[[Path], str | Path]) -> None:
    file = tmp_path / "数据.json"
    ftz.save(BUNDLED, kind(file))
    assert file.read_bytes() == ftz.dumps(BUNDLED).encode()
    assert ftz.load(file) == BUNDLED
    assert [each.name for each in tmp_path.iterdir()] == ["数据.json"]


def test_a_relative_path_is_saved_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ftz.save(SMALL, "mine.json")
    assert ftz.load("mine.json") == SMALL


def test_saving_replaces_the_old_file_whole(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    ftz.save(BUNDLED, file)
    ftz.save(OTHER, file)
    assert file.read_bytes() == ftz.dumps(OTHER).encode()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_saving_keeps_the_permissions(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "mine.json"
    file.touch()
    file.chmod(mode)
    ftz.save(SMALL, file)
    assert _mode(file) == mode


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o022)
    os.umask(before)
    yield os.umask
    os.umask(before)


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o027, 0o640), (0o000, 0o666)])
def test_a_new_file_follows_the_umask(tmp_path: Path, umask: Callable[[int], int], mask: int, mode: int) -> None:
    umask(mask)
    ftz.save(SMALL, tmp_path / "mine.json")
    assert _mode(tmp_path / "mine.json") == mode
    assert umask(mask) == mask


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("relative", [True, False])
def test_saving_through_a_link_writes_the_file_that_it_names(tmp_path: Path, relative: bool, there: bool) -> None:
    (tmp_path / "far").mkdir()
    file, link = tmp_path / "far" / "mine.json", tmp_path / "link.json"
    if there:
        file.touch()
    link.symlink_to("far/mine.json" if relative else file)
    ftz.save(SMALL, link)
    assert link.is_symlink()
    assert not file.is_symlink()
    assert ftz.load(file) == ftz.load(link) == SMALL


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record what reaches the disk, in order."""
    taken: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        taken.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def noted_replace(source: str | Path, target: str | Path) -> None:
        taken.append("replace")
        assert Path(source).parent == Path(target).parent
        assert Path(source).read_bytes() == ftz.dumps(SMALL).encode()
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    return taken


def test_saving_forces_the_file_to_disk_before_and_the_folder_after_it_is_named(
    tmp_path: Path, steps: list[str]
) -> None:
    ftz.save(SMALL, tmp_path / "mine.json")
    assert steps == ["file", "replace", "folder"]


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_disk_that_is_full_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    """In a process of its own: the limit holds for every file, and this one's output may go to a file too.

    It writes no bytecode (-B): Python leaves half of it where there is no room, and fails the next time it is imported.
    """
    (tmp_path / "mine.json").write_bytes(b"old")
    code = (
        "import resource, sys, anhui_ftz as ftz; ds = ftz.load();"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); ftz.save(ds, sys.argv[1])"
    )
    run = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tmp_path / "mine.json")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "File too large" in run.stderr
    assert _contents(tmp_path) == {"mine.json": b"old"}


def test_saving_where_no_folder_is_fails_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ftz.save(SMALL, tmp_path / "gone" / "mine.json")
    assert list(tmp_path.iterdir()) == []


def test_saving_onto_a_folder_fails_and_leaves_it(tmp_path: Path) -> None:
    folder = _written(tmp_path / "mine")
    with pytest.raises(OSError, match=r"mine"):
        ftz.save(SMALL, folder)
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]
    assert ftz.load(folder) == BUNDLED


@pytest.mark.parametrize("length", [200, 240, 255])
def test_a_file_name_may_be_as_long_as_the_disk_allows(tmp_path: Path, length: int) -> None:
    file = tmp_path / ("x" * (length - 5) + ".json")
    ftz.save(SMALL, file)
    assert ftz.load(file) == SMALL


def _save_each(datasets: list[ftz.Dataset], file: Path) -> None:
    for dataset in datasets:
        ftz.save(dataset, file)


def test_a_reader_meets_the_old_or_the_new_file_and_never_a_part(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    ftz.save(SMALL, file)
    writer = Thread(target=_save_each, args=([OTHER, SMALL] * 25, file))
    writer.start()
    seen = [ftz.load(file)]
    while writer.is_alive():
        seen.append(ftz.load(file))
    writer.join()
    assert all(each in (SMALL, OTHER) for each in seen)


def test_many_writers_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    writers = [Thread(target=ftz.save, args=(each, file)) for each in (SMALL, OTHER) * 8]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert ftz.load(file) in (SMALL, OTHER)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.json"]


def test_a_folder_without_files_is_no_data_set(tmp_path: Path) -> None:
    with pytest.raises(ftz.DatasetError, match=r"the folder contains no \*\.json"):
        ftz.load(tmp_path)


def test_the_bundled_data_set_has_no_other_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'observation'"):
        ftz.load().observation  # type: ignore[attr-defined] # noqa: B018 - the access is the point
    with pytest.raises(AttributeError, match="no attribute 'x'"):
        ftz.Dataset().x  # type: ignore[attr-defined] # noqa: B018 - the same
