"""Tables answer to positions and to ids, and a data set of them goes wherever another value goes."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from threading import Barrier, Event, Thread
from typing import Any

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.outline import outlines
from anhui_ftz.model.table import Memo, Resource

NAMES = ("divisions", "zones", "areas", "organizations", "indicators", "observations", "cooperations", "sources")
ROWS = tuple(ftz.Division(id, id.capitalize()) for id in ("anhui", "jiangsu", "shanghai", "zhejiang"))
TABLE = ftz.Table(reversed(ROWS))


def _unread() -> ftz.Dataset:
    """Return the bundled data set of which no table has been read, in a process that may have read them."""
    ds = ftz.load()
    tables: dict[str, Any] = {}
    for name, table in ds.tables():
        known = table.resource
        assert known is not None
        tables[name] = ftz.Table(Resource(known.folder, known.name, known.read, known.build))
    return ftz.Dataset(**tables, edition=ds.edition, title=ds.title, licence=ds.licence)


def _built(_: str, row: Any) -> Any:
    """Build a record of which nothing is left to build."""
    return row


def _by_id(*rows: Any) -> dict[str, Any]:
    return {row.id: row for row in rows}


# --- asking ----------------------------------------------------------------------------------------------------


def test_records_are_sorted_by_id_whatever_the_order_given() -> None:
    for seed in range(5):
        assert tuple(ftz.Table(Random(seed).sample(ROWS, len(ROWS)))) == ROWS  # noqa: S311 - repeatable, not secret


def test_a_table_answers_to_ids() -> None:
    assert [TABLE[row.id] for row in ROWS] == [TABLE.get(row.id) for row in ROWS] == list(ROWS)


def test_a_missing_id_is_a_key_error_that_names_the_nearest() -> None:
    with pytest.raises(KeyError) as caught:
        TABLE["anhiu"]
    assert isinstance(caught.value, ftz.UnknownName)
    assert caught.value.nearest[0] == "anhui"
    assert str(caught.value) == "nothing is called 'anhiu'; nearest: anhui, shanghai"


def test_names_that_begin_with_the_same_three_letters_are_compared_first() -> None:
    many = [f"a{number:04}" for number in range(1_000)]
    assert nearest("abcq", [*many, "abcz"], 1) == ["abcz"]
    assert nearest("abq", [*many, "abz"], 1) != ["abz"]


def test_a_name_may_be_ten_letters_longer_and_no_more() -> None:
    assert [nearest("x" * 20, ["x" * length]) for length in (30, 31)] == [["x" * 30], []]


def test_names_that_only_end_alike_are_not_near() -> None:
    assert nearest("江西西", ["西西西"]) == nearest("西西西", ["江西西"]) == []


def test_a_hint_names_what_was_meant_by_a_reference_and_by_nothing_else() -> None:
    with pytest.raises(ftz.DatasetError) as caught:
        ftz.Dataset(divisions=[ROWS[0], ftz.Division("twin", "A", within=("anhiu",)), ftz.Division("twin", "B")])
    hints = {problem.rule: problem.hint for problem in caught.value.problems}
    assert hints == {"duplicate-id": "", "dangling-reference": "did you mean anhui?"}


def test_names_are_compared_by_their_first_forty_letters() -> None:
    alike = ["x" * 40 + last for last in "ab"]
    assert nearest("x" * 41, alike) == alike[1:]
    assert sorted(nearest("x" * 40, [name[1:] for name in alike])) == ["x" * 39 + last for last in "ab"]


@pytest.mark.parametrize("default", [None, "nothing", ROWS[0]])
def test_get_gives_the_default_for_a_missing_id(default: object) -> None:
    assert TABLE.get("nowhere", default) is default


@pytest.mark.parametrize("position", [*range(4), *range(-4, 0)])
def test_a_table_answers_to_positions(position: int) -> None:
    assert TABLE[position] is ROWS[position]


@pytest.mark.parametrize("position", [4, -5, 10**30])
def test_a_position_beyond_the_last_is_an_index_error(position: int) -> None:
    with pytest.raises(IndexError):
        TABLE[position]


@pytest.mark.parametrize("key", [None, 1.0, (0,), b"anhui", ROWS[0]])
def test_what_is_neither_id_nor_position_is_refused(key: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="a table takes an id, a position or a slice, not"):
        TABLE[key]


@pytest.mark.parametrize("step", [None, 1, 2, 3, -1, -2])
@pytest.mark.parametrize("start", [None, 0, 1, -2, 9])
@pytest.mark.parametrize("stop", [None, 0, 2, -1, 9])
def test_slices_are_those_of_the_rows(start: int | None, stop: int | None, step: int | None) -> None:
    assert TABLE[start:stop:step] == ROWS[start:stop:step]


def test_a_slice_answers_to_ids_unless_it_runs_backwards() -> None:
    part = TABLE[1:3]
    assert isinstance(part, ftz.Table)
    assert part["shanghai"] is ROWS[2]
    assert part.get("anhui") is None
    assert type(TABLE[::-1]) is tuple


def test_a_slice_of_step_zero_is_refused_as_any_other() -> None:
    with pytest.raises(ValueError, match="slice step cannot be zero"):
        TABLE[::0]


@pytest.mark.parametrize("item", ["anhui", ROWS[0], ftz.Division("anhui", "Anhui")])
def test_ids_and_records_are_in_their_table(item: object) -> None:
    assert item in TABLE


@pytest.mark.parametrize(
    "item", ["nowhere", ftz.Division("anhui", "Another"), ftz.Source("anhui", "A"), None, 0, [], {}]
)
def test_nothing_else_is_in_a_table(item: object) -> None:
    assert item not in TABLE


def test_a_table_is_a_sequence() -> None:
    assert isinstance(TABLE, Sequence)
    assert (list(TABLE), [*reversed(TABLE)], len(TABLE)) == (list(ROWS), list(ROWS[::-1]), 4)
    assert (TABLE.index(ROWS[2]), TABLE.count(ROWS[2]), bool(TABLE), bool(ftz.Table())) == (2, 1, True, False)


def test_equal_tables_hash_alike_and_like_the_tuple_of_their_records() -> None:
    twin = ftz.Table(ROWS)
    assert TABLE == twin == ROWS == TABLE
    assert len({TABLE, twin, ROWS}) == 1
    assert ftz.Table(ROWS[1:]) != TABLE
    assert list(ROWS) != TABLE


def test_a_table_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        TABLE.rows = ()  # type: ignore[attr-defined] # on purpose
    with pytest.raises(TypeError):
        TABLE[0] = ROWS[1]  # type: ignore[index] # on purpose


@pytest.mark.parametrize(
    ("rows", "spelled"),
    [
        ((), "<Table of 0>"),
        (ROWS[:1], "<Table of 1: anhui>"),
        (ROWS[:3], "<Table of 3: anhui, jiangsu, shanghai>"),
        (ROWS, "<Table of 4: anhui, jiangsu, shanghai, ...>"),
    ],
)
def test_a_table_shows_its_size_and_first_ids(rows: tuple[ftz.Division, ...], spelled: str) -> None:
    assert repr(ftz.Table(rows)) == spelled


@pytest.mark.parametrize("rows", [5, "ab", None, {"id": "a"}, [5], [{"id": "a"}], [ftz.Name("x")]], ids=repr)
def test_what_is_no_list_of_records_is_no_table(rows: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match=r"expected a list|a table consists of records"):
        ftz.Table(rows)


def test_two_records_of_one_id_are_no_table() -> None:
    with pytest.raises(ftz.InvalidValue, match="two records of a table have the id anhui"):
        ftz.Table([*ROWS, ROWS[0]])


# --- the data set ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_data_set_answers_to_its_ids(name: str) -> None:
    ds = ftz.load()
    table: ftz.Table[Any] = getattr(ds, name)
    assert all(table[row.id] is ds[row.id] is row for row in table)
    assert table._repr_html_().startswith(f'<table><caption style="text-align:left"><b>{len(table):,} records')


def test_places_are_all_places_and_bodies_by_id() -> None:
    ds = ftz.load()
    places: list[ftz.Place] = [*ds.divisions, *ds.zones, *ds.areas, *ds.organizations]
    assert list(ds.places) == sorted(places, key=lambda place: place.id)
    assert ds.places["anhui-ftz"] is ds.zones["anhui-ftz"]
    assert ds.places is ds.places


def test_a_missing_id_of_a_data_set_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="nothing is called 'anhui-fzt'; nearest: anhui-ftz"):
        ftz.load()["anhui-fzt"]


def test_a_data_set_contains_its_records_and_is_not_iterated_over() -> None:
    ds = ftz.load()
    assert ds.zones[0] in ds
    assert attrs.evolve(ds.zones[0], batch=1) not in ds
    with pytest.raises(TypeError, match="not iterable"):
        iter(ds)  # type: ignore[call-overload] # on purpose


def test_with_adds_records_and_replaces_those_of_the_same_id() -> None:
    ds = ftz.Dataset(divisions=ROWS, edition="mine")
    renamed, new = ftz.Division("anhui", "An Hui"), ftz.Division("hubei", "Hubei")
    again = ds.with_(divisions=[new, renamed])
    assert again == ftz.Dataset(divisions=[renamed, new, *ROWS[1:]], edition="mine")
    assert ds.divisions == ROWS


def test_with_takes_any_iterable_and_nothing_changes_nothing() -> None:
    ds = ftz.Dataset(divisions=ROWS)
    assert ds.with_(divisions=iter(ROWS)) == ds.with_(zones=[], divisions=()) == ds.with_() == ds


def test_with_refuses_what_would_not_be_valid() -> None:
    ds = ftz.Dataset(divisions=ROWS)
    with pytest.raises(ftz.DatasetError, match=r"duplicate-id(.|\n)*dangling-reference"):
        ds.with_(zones=[ftz.Zone("x", "X", "nowhere"), ftz.Zone("anhui", "X", "jiangsu")], areas=[])
    with pytest.raises(ftz.DatasetError, match="appears twice"):
        ds.with_(divisions=[ftz.Division("x", "X"), ftz.Division("x", "Y")])
    with pytest.raises(ftz.DatasetError, match="expected a Zone, got 5"):
        ds.with_(zones=[5])  # type: ignore[list-item] # on purpose
    with pytest.raises(ftz.InvalidValue, match="expected a list, got 'ab'"):
        ds.with_(zones="ab")  # type: ignore[arg-type] # on purpose


def test_twins_are_told_wherever_they_stand() -> None:
    one, two, *_ = ROWS
    message = r"anhui'\].id: id anhui appears twice(.|\n)*jiangsu'\].id: id jiangsu appears twice"
    with pytest.raises(ftz.DatasetError, match=message):
        ftz.Dataset(divisions=[two, one, two, one])


def test_with_validates_the_bundled_data_set_too() -> None:
    orphan = attrs.evolve(ftz.load().observations[0], id="mine", subject="nowhere")
    with pytest.raises(ftz.DatasetError, match="no place has the id nowhere"):
        _unread().with_(observations=[orphan])


def test_without_leaves_records_out() -> None:
    ds = ftz.Dataset(divisions=ROWS)
    assert ds.without(["anhui", "zhejiang"]).divisions == ROWS[1:3]
    assert ds.without(()) == ds


def test_without_refuses_an_unknown_id_and_a_lone_text() -> None:
    ds = ftz.Dataset(divisions=ROWS)
    with pytest.raises(ftz.UnknownName, match="nearest: anhui"):
        ds.without(["anhiu"])
    with pytest.raises(ftz.InvalidValue, match="expected a list, got 'anhui'"):
        ds.without("anhui")


def test_without_refuses_to_leave_references_dangling() -> None:
    with pytest.raises(ftz.DatasetError, match="no division has the id anhui"):
        ftz.load().without(["anhui"])


def test_what_was_added_is_taken_away_again() -> None:
    ds = ftz.load()
    added = attrs.evolve(ds.observations[0], id="mine")
    assert ds.with_(observations=[added]).without(["mine"]) == ds


# --- the bundled data set goes wherever another goes -----------------------------------------------------------

COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "evolve": attrs.evolve,
    **{f"pickle {n}": lambda it, n=n: pickle.loads(pickle.dumps(it, n)) for n in range(6)},  # type: ignore[misc] # noqa: S301 - our own
}
if hasattr(copy, "replace"):
    COPIES["replace"] = copy.replace


@pytest.mark.parametrize("read", [True, False], ids=["read", "unread"])
@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_a_copy_of_the_bundled_data_set_is_equal_and_answers(copied: Callable[[Any], Any], read: bool) -> None:
    original = ftz.load() if read else _unread()
    again = copied(original)
    assert (again, hash(again), repr(again)) == (original, hash(original), repr(original))
    assert again["anhui-ftz"] == again.zones["anhui-ftz"] == original.zones["anhui-ftz"]
    assert ftz.linkages(again) == ftz.linkages(original)


@pytest.mark.parametrize("copied", [copied for name, copied in COPIES.items() if name not in ("evolve", "replace")])
@pytest.mark.parametrize("name", NAMES)
def test_a_copy_of_a_bundled_table_is_equal_and_answers(name: str, copied: Callable[[Any], Any]) -> None:
    table = getattr(_unread(), name)
    again = copied(table)
    assert (again, hash(again), repr(again)) == (table, hash(table), repr(table))
    assert again[table[0].id] == table[0]


def test_a_table_is_read_when_it_is_first_asked_for_and_record_by_record() -> None:
    read, built = list[tuple[str, str]](), list[str]()

    def reading(folder: str, name: str) -> dict[str, ftz.Division]:
        read.append((folder, name))
        return _by_id(*ROWS)

    def building(name: str, row: ftz.Division) -> ftz.Division:
        built.append(f"{name} {row.id}")
        return row

    table: ftz.Table[ftz.Division] = ftz.Table(Resource("there", "divisions", reading, building))
    assert (read, built) == ([], [])
    assert (len(table), "anhui" in table, "nowhere" in table, table.get("nowhere")) == (4, True, False, None)
    assert (read, built) == ([("there", "divisions")], [])
    assert (table["shanghai"], table["shanghai"], table.get("shanghai")) == (ROWS[2],) * 3
    assert built == ["divisions shanghai"]
    assert (table[0], tuple(table), table[1:]) == (ROWS[0], ROWS, ROWS[1:])
    assert sorted(built) == [f"divisions {row.id}" for row in ROWS]
    assert read == [("there", "divisions")]


def test_where_a_table_is_read_from_equals_a_mapping_of_its_records() -> None:
    zones = ftz.load().zones
    by_id: Mapping[str, ftz.Zone] = {zone.id: zone for zone in zones}
    assert zones.resource == by_id


def _of_one(row: Any, *_: str) -> dict[str, Any]:
    return _by_id(row)


@pytest.mark.parametrize(
    ("folders", "names"),
    [(("a", "b"), ("zones", "areas")), (("a", "a"), ("areas", "zones")), (("", ""), ("zones", "areas"))],
)
def test_tables_that_are_not_of_one_edition_are_checked(folders: tuple[str, str], names: tuple[str, str]) -> None:
    orphan = {"zones": ftz.Zone("z", "Z", "nowhere"), "areas": ftz.Area("a", "A", "nowhere")}
    ours = {"zones": (folders[0], names[0]), "areas": (folders[1], names[1])}
    tables: dict[str, Any] = {
        name: ftz.Table(Resource(folders[0], name, lambda *_: {}, _built)) for name in NAMES if name not in ours
    }
    tables |= {
        name: ftz.Table(Resource(folder, called, partial(_of_one, orphan[name]), _built))
        for name, (folder, called) in ours.items()
    }
    with pytest.raises(ftz.DatasetError, match="nowhere"):
        ftz.Dataset(**tables)


def _answer(ds: ftz.Dataset) -> tuple[int, int, str]:
    return hash(ds.zones["anhui-ftz"].document) and len(ftz.linkages(ds)), len(ds), ds["anhui-ftz"].id


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.skipif(os.name != "posix", reason="fork is known to POSIX systems alone")
def test_the_bundled_data_set_goes_to_a_pool_of_processes(method: str) -> None:
    """Ask in an interpreter of its own, which has no other threads when it forks."""
    code = (
        "import multiprocessing, sys\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "import anhui_ftz as ftz\n"
        "def main():\n"
        "    context = multiprocessing.get_context(sys.argv[1])\n"
        "    with ProcessPoolExecutor(2, mp_context=context) as pool:\n"
        "        found = list(pool.map(ftz.linkages, [ftz.load()] * 3))\n"
        "    assert found == [ftz.linkages(ftz.load())] * 3\n"
        "if __name__ == '__main__':\n"
        "    main()\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code, method], check=True, timeout=120)


@pytest.mark.skipif(os.name != "posix", reason="fork is known to POSIX systems alone")
def test_a_fork_while_another_thread_reads_a_table_answers() -> None:
    """Fork from one thread while another is in the middle of reading: the child reads for itself."""
    reading, forked = Event(), Event()
    parent = os.getpid()

    def read(_: str, __: str) -> dict[str, ftz.Division]:
        if os.getpid() == parent:
            reading.set()
            forked.wait(60)
        return _by_id(*ROWS)

    def ask(answered: Event) -> None:
        if table["anhui"] == ROWS[0]:
            answered.set()

    table: ftz.Table[ftz.Division] = ftz.Table(Resource("there", "divisions", read, _built))
    reader = Thread(target=lambda: table[0])
    reader.start()
    assert reading.wait(60)
    child = os.fork()
    if child == 0:  # pragma: no cover # another process
        answered = Event()
        asker = Thread(target=ask, args=(answered,), daemon=True)
        asker.start()
        os._exit(0 if answered.wait(20) else 1)
    forked.set()
    reader.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert table == ROWS


@pytest.mark.skipif(os.name != "posix", reason="fork is known to POSIX systems alone")
@pytest.mark.parametrize(
    ("home", "name", "slow", "asked"),
    [
        (
            "anhui_ftz",
            "is_linked",
            "anhui_ftz.analysis.links.paths",
            "import anhui_ftz as ftz; ftz.is_linked(ftz.load(), 'anhui-ftz', 'shanghai-ftz')",
        ),
        ("anhui_ftz.io", "to_geojson", "anhui_ftz.io.geojson", "home.to_geojson"),
        ("anhui_ftz.plots", "save_svg", "anhui_ftz.plots.svg", "home.save_svg"),
    ],
)
def test_a_fork_while_another_thread_imports_a_name_answers(home: str, name: str, slow: str, asked: str) -> None:
    """Fork in the middle of a first use: Python's own lock of the module would never be released in the child."""
    code = (
        "import faulthandler, os, sys, time\n"
        "from threading import Event, Thread\n"
        f"import {home} as home\n"
        "importing = Event()\n"
        "class Slow:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == '{slow}':\n"
        "            importing.set()\n"
        "            time.sleep(0.5)\n"
        "sys.meta_path.insert(0, Slow())\n"
        f"asking = Thread(target=lambda: home.{name})\n"
        "asking.start()\n"
        "importing.wait()\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    faulthandler.dump_traceback_later(20, exit=True)\n"
        f"    {asked}\n"
        "    os._exit(0)\n"
        "asking.join()\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_the_first_load_from_64_threads_gives_one_object() -> None:
    code = (
        "from threading import Barrier, Thread\n"
        "import anhui_ftz as ftz\n"
        "barrier, found = Barrier(64), []\n"
        "def ask():\n"
        "    barrier.wait()\n"
        "    found.append(ftz.load())\n"
        "threads = [Thread(target=ask) for _ in range(64)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
        "assert len(found) == 64, len(found)\n"
        "assert len(set(map(id, found))) == 1, len(set(map(id, found)))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_sixty_four_threads_read_a_table_once() -> None:
    calls, found, barrier = list[str](), list[object](), Barrier(64)

    def read(folder: str, _: str) -> dict[str, ftz.Division]:
        calls.append(folder)
        return _by_id(*ROWS)

    table: ftz.Table[ftz.Division] = ftz.Table(Resource("there", "divisions", read, _built))

    def ask() -> None:
        barrier.wait()
        found.append(table["anhui"])

    threads = [Thread(target=ask) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (calls, found) == (["there"], [ROWS[0]] * 64)


def test_a_failure_to_read_is_not_kept() -> None:
    memo, answers = Memo(), iter([OSError("no"), 5])

    def build() -> object:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    with pytest.raises(OSError, match="no"):
        memo.get("it", build)
    assert memo.get("it", build) == 5


@pytest.mark.parametrize("source", ["of-the-record", "of-a-part"])
def test_a_source_that_is_not_there_is_told_of_parts_too(source: str) -> None:
    def cited(id: str) -> list[ftz.Citation]:
        return [ftz.Citation("known" if id == source else "unknown", "page 1")]

    zone = ftz.Zone(
        "z", "Z", "anhui",
        events=[ftz.ZoneEvent("approved", "2020", citations=cited("of-a-part"))], citations=cited("of-the-record"),
    )  # fmt: skip
    field = "citations" if source == "of-a-part" else "events"
    with pytest.raises(ftz.DatasetError) as found:
        ftz.Dataset(
            divisions=[ftz.Division("anhui", "Anhui")], zones=[zone], sources=[ftz.Source("known", "Publisher")]
        )
    assert [each.path for each in found.value.problems] == [f"$.zones['z'].{field}"]


def test_an_edition_with_another_place_is_rolled_up_as_it_is_now() -> None:
    ds = ftz.load()
    moved = attrs.evolve(ds.areas["anhui-ftz-wuhu"], zone="jiangsu-ftz")
    assert outlines(ds.with_(areas=[moved]))["anhui-ftz-wuhu"].parents != outlines(ds)["anhui-ftz-wuhu"].parents
