"""Saving survives being killed: the file is the old or the new one, and nothing is left for good."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz.io.packages import write_datapackage
from anhui_ftz.storage.whole import whole_file

KILLS = 100
SMALL = ftz.Dataset(divisions=[ftz.Division("anhui", "Anhui")], edition="2026.12")
LONG = SMALL.with_(divisions=[ftz.Division("anhui", "Anhui", former=["x" * 3_000_000])])
TEMPORARY = ".anhui-ftz-0123456789abcdef.tmp"
#: Forks a process at each line that it reads; the fork saves two data sets by turns, until it is killed.
NURSERY = """
import os, sys
import anhui_ftz as ftz
from anhui_ftz.io.packages import write_datapackage
writer, target, *sources = sys.argv[1:]
write = {"file": ftz.save, "folder": write_datapackage}[writer]
datasets = [ftz.load(path) for path in sources]
for _ in sys.stdin:
    pid = os.fork()
    if pid == 0:
        while True:
            for dataset in datasets:
                write(dataset, target)
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("dead", flush=True)
"""


@contextmanager
def _nursery(folder: Path, writer: str, datasets: dict[str, ftz.Dataset]) -> Iterator[subprocess.Popen[str]]:
    """Start the nursery once, since importing takes longer than saving."""
    (folder / "saved").mkdir()
    sources = [folder / name for name in datasets]
    for source in sources:
        ftz.save(datasets[source.name], source)
    arguments = [sys.executable, "-c", NURSERY, writer, *map(str, (folder / "saved" / "mine", *sources))]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def _kill_a_writer(nursery: subprocess.Popen[str], after: float) -> None:
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("\n")
    nursery.stdin.flush()
    saver = int(nursery.stdout.readline())
    time.sleep(after)
    os.kill(saver, signal.SIGKILL)
    assert nursery.stdout.readline() == "dead\n"


def _content(path: Path) -> object:
    return {file.name: file.read_bytes() for file in path.iterdir()} if path.is_dir() else path.read_bytes()


def _left(target: Path) -> list[str]:
    return [each.name for each in target.parent.iterdir() if each != target]


def test_a_saver_killed_at_any_moment_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    random, target = Random(), tmp_path / "saved" / "mine"  # noqa: S311 - moments, not secrets
    with _nursery(tmp_path, "file", {"one": ftz.load(), "two": LONG}) as nursery:
        whole = [_content(tmp_path / name) for name in ("one", "two")]
        ftz.save(LONG, target)
        for _ in range(KILLS):
            _kill_a_writer(nursery, random.uniform(0, 0.08))
            assert _content(target) in whole
            assert len(_left(target)) <= 1
            assert all(name.startswith(".anhui-ftz-") and name.endswith(".tmp") for name in _left(target))
    ftz.save(LONG, target)
    assert _left(target) == []


def test_a_writer_of_folders_killed_at_any_moment_loses_neither_the_old_nor_the_new(tmp_path: Path) -> None:
    random, target = Random(), tmp_path / "saved" / "mine"  # noqa: S311 - moments, not secrets
    datasets = {"one": attrs.evolve(SMALL, title="One"), "two": attrs.evolve(SMALL, title="Two")}
    whole = []
    for dataset in datasets.values():
        write_datapackage(dataset, tmp_path / dataset.title)
        whole.append(_content(tmp_path / dataset.title))
    with _nursery(tmp_path, "folder", datasets) as nursery:
        write_datapackage(datasets["one"], target)
        for _ in range(KILLS):
            _kill_a_writer(nursery, random.uniform(0, 0.02))
            if target.exists():
                assert _content(target) in whole
            assert len({*_left(target)} - {"other"}) <= 1
            ftz.save(SMALL, target.parent / "other")  # any writer puts back what was moved away
            assert _content(target) in whole
            assert _left(target) == ["other"]


def write_whole(path: Path, content: bytes) -> None:
    with whole_file(path) as file:
        file.write(content)


def _orphan(folder: Path, name: str = TEMPORARY) -> Path:
    path = folder / name
    path.write_bytes(b"half")
    return path


def test_what_a_dead_writer_left_is_removed_by_the_next(tmp_path: Path) -> None:
    orphan = _orphan(tmp_path)
    write_whole(tmp_path / "mine.json", b"new")
    assert not orphan.exists()


def test_what_a_living_writer_holds_is_left_to_it(tmp_path: Path) -> None:
    with _orphan(tmp_path).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        write_whole(tmp_path / "mine.json", b"new")
    assert {each.name for each in tmp_path.iterdir()} == {"mine.json", TEMPORARY}


@pytest.mark.parametrize("name", [".anhui-ftz-notes.tmp", TEMPORARY[:-4], TEMPORARY[1:], ".x.tmp", TEMPORARY.upper()])
def test_a_file_that_no_writer_names_so_is_nobodys_orphan(tmp_path: Path, name: str) -> None:
    other = _orphan(tmp_path, name)
    write_whole(tmp_path / "mine.json", b"new")
    assert other.read_bytes() == b"half"


def test_a_link_named_like_a_temporary_file_is_no_orphan(tmp_path: Path) -> None:
    (tmp_path / TEMPORARY).symlink_to("mine.json")
    write_whole(tmp_path / "mine.json", b"new")
    assert (tmp_path / TEMPORARY).is_symlink()


def test_a_pipe_named_like_a_temporary_file_does_not_stop_a_save(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / TEMPORARY)
    write_whole(tmp_path / "mine.json", b"new")
    assert (tmp_path / "mine.json").read_bytes() == b"new"


@pytest.mark.parametrize(("hours", "kept"), [(0, True), (25, False)])
def test_where_no_file_can_be_locked_only_what_is_old_is_removed_and_saving_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: float, kept: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    orphan = _orphan(tmp_path)
    os.utime(orphan, (time.time() - hours * 3600,) * 2)
    monkeypatch.setattr(fcntl, "flock", refuse)
    write_whole(tmp_path / "mine.json", b"new")
    assert (tmp_path / "mine.json").read_bytes() == b"new"
    assert orphan.exists() is kept


def test_a_writer_whose_new_file_was_taken_for_an_orphan_begins_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, taken = fcntl.flock, list[str]()

    def after_somebody_removed_it(descriptor: int, operation: int) -> None:
        if not taken:
            (file,) = tmp_path.iterdir()
            taken.append(file.name)
            file.unlink()
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", after_somebody_removed_it)
    write_whole(tmp_path / "mine.json", b"new")
    assert (tmp_path / "mine.json").read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["mine.json"]


def test_writers_that_clear_up_after_each_other_all_succeed(tmp_path: Path) -> None:
    contents = [bytes([65 + number]) * 1_000 for number in range(6)]
    done, failures = Event(), list[BaseException]()

    def write_often(content: bytes) -> None:
        try:
            for _ in range(50):
                write_whole(tmp_path / "mine.json", content)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test is to fail of it
            failures.append(error)

    def litter() -> None:
        while not done.is_set():
            _orphan(tmp_path, f".anhui-ftz-{os.urandom(8).hex()}.tmp")
            time.sleep(0.002)

    writers = [Thread(target=write_often, args=(content,)) for content in contents]
    litterer = Thread(target=litter)
    for each in (litterer, *writers):
        each.start()
    for writer in writers:
        writer.join()
    done.set()
    litterer.join()
    write_whole(tmp_path / "mine.json", contents[0])
    assert failures == []
    assert [each.name for each in tmp_path.iterdir()] == ["mine.json"]


@pytest.mark.parametrize("junk", [None, "mine.json", {}])
def test_only_a_data_set_is_saved_and_else_the_file_stays(tmp_path: Path, junk: Any) -> None:
    file = tmp_path / "mine.json"
    file.write_text("as it was")
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset, got"):
        ftz.save(junk, file)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("mine.json", "as it was")]
