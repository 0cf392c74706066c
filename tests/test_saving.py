"""Saving survives being killed: the file is the old or the new one, and nothing is left for good."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz.storage.durable import write_whole

KILLS = 100
SMALL = ftz.Dataset(divisions=[ftz.Division("anhui", "Anhui", note="x" * 3_000_000)], edition="2026.12")
#: Forks a process at each line that it reads; the fork saves two data sets by turns, until it is killed.
NURSERY = """
import os, sys
import anhui_ftz as ftz
target, *sources = sys.argv[1:]
datasets = [ftz.load(path) for path in sources]
for _ in sys.stdin:
    pid = os.fork()
    if pid == 0:
        while True:
            for dataset in datasets:
                ftz.save(dataset, target)
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("dead", flush=True)
"""


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the nursery once, since importing takes longer than saving."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "saved").mkdir()
    for name, dataset in (("one", ftz.load()), ("two", SMALL)):
        ftz.save(dataset, tmp_path / "sources" / name)
    arguments = [sys.executable, "-c", NURSERY, *map(str, (tmp_path / "saved" / "mine.json", *_sources(tmp_path)))]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def _sources(folder: Path) -> list[Path]:
    return sorted((folder / "sources").iterdir())


def _kill_a_saver(nursery: subprocess.Popen[str], after: float) -> None:
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("\n")
    nursery.stdin.flush()
    saver = int(nursery.stdout.readline())
    time.sleep(after)
    os.kill(saver, signal.SIGKILL)
    assert nursery.stdout.readline() == "dead\n"


def test_a_saver_killed_at_any_moment_leaves_the_old_or_the_new_file(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    random, target = Random(), tmp_path / "saved" / "mine.json"  # noqa: S311 - moments, not secrets
    whole = {path.read_bytes() for path in _sources(tmp_path)}
    ftz.save(SMALL, target)
    for _ in range(KILLS):
        _kill_a_saver(nursery, random.uniform(0, 0.08))
        assert target.read_bytes() in whole
        left = [each.name for each in target.parent.iterdir() if each != target]
        assert len(left) <= 1
        assert all(name.startswith(".anhui-ftz-") and name.endswith(".tmp") for name in left)
    ftz.save(SMALL, target)
    assert [each.name for each in target.parent.iterdir()] == ["mine.json"]


def _orphan(folder: Path, name: str = ".anhui-ftz-abcd_012.tmp") -> Path:
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
    assert {each.name for each in tmp_path.iterdir()} == {"mine.json", ".anhui-ftz-abcd_012.tmp"}


@pytest.mark.parametrize("name", [".anhui-ftz-notes.tmp", ".anhui-ftz-abcd_012", "anhui-ftz-abcd_012.tmp", ".x.tmp"])
def test_a_file_that_no_writer_names_so_is_nobodys_orphan(tmp_path: Path, name: str) -> None:
    other = _orphan(tmp_path, name)
    write_whole(tmp_path / "mine.json", b"new")
    assert other.read_bytes() == b"half"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("mine.json")], ids=["folder", "link"])
def test_a_folder_or_link_named_like_a_temporary_file_is_no_orphan(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    path = tmp_path / ".anhui-ftz-abcd_012.tmp"
    make(path)
    write_whole(tmp_path / "mine.json", b"new")
    assert path.is_dir() or path.is_symlink()


def test_a_pipe_named_like_a_temporary_file_does_not_stop_a_save(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".anhui-ftz-abcd_012.tmp")
    write_whole(tmp_path / "mine.json", b"new")
    assert (tmp_path / "mine.json").read_bytes() == b"new"


def test_where_no_file_can_be_locked_nothing_is_removed_and_saving_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    orphan = _orphan(tmp_path)
    monkeypatch.setattr(fcntl, "flock", refuse)
    write_whole(tmp_path / "mine.json", b"new")
    assert (tmp_path / "mine.json").read_bytes() == b"new"
    assert orphan.exists()


def test_a_writer_whose_new_file_was_taken_for_an_orphan_begins_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, taken = fcntl.flock, list[str]()

    def after_somebody_removed_it(file: Any, operation: int) -> None:
        if not taken:
            taken.append(file.name)
            Path(file.name).unlink()
        lock(file, operation)

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
            _orphan(tmp_path)
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
