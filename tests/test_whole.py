"""Every writer writes whole or not at all, on every system: whatever fails, and wherever the writer is stopped."""

from __future__ import annotations

import builtins
import io
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import anhui_ftz as ftz
from anhui_ftz.io.excel import load_excel, read_excel, write_excel
from anhui_ftz.io.frames import read_parquet, to_frame, write_parquet
from anhui_ftz.io.graphs import to_networkx, write_gexf, write_graphml
from anhui_ftz.io.packages import read_datapackage, write_csvw, write_datapackage, write_sdmx, write_sdmx_csv
from anhui_ftz.io.sqlite import read_sqlite, write_sqlite
from anhui_ftz.plots import plot_linkage_matrix, save_svg
from anhui_ftz.storage import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DS = ftz.Dataset(
    divisions=[ftz.Division("anhui", "Anhui"), ftz.Division("shanghai", "Shanghai")],
    indicators=[ftz.Indicator("area", "Area", "km2", "stock")],
    observations=[
        ftz.Observation("size", "anhui", "area", "2020", ftz.Quantity.exactly(5, "km2"), citations=[ftz.Citation("s")])
    ],
    cooperations=[ftz.Cooperation("pact", "Pact", "event", ["anhui", "shanghai"], citations=[ftz.Citation("s")])],
    sources=[ftz.Source("s", "A bureau")],
    edition="2026.12",
)


@cache
def _drawn() -> Axes:
    """Return a plot to write: it is drawn once, and written often."""
    return plot_linkage_matrix(DS, level="province")


Writer = Callable[[Path], None]
FILES: dict[str, Writer] = {
    "save": lambda path: ftz.save(DS, path),
    "write_sdmx_csv": lambda path: write_sdmx_csv(DS, path),
    "write_graphml": lambda path: write_graphml(to_networkx(DS, level="province"), path),
    "write_gexf": lambda path: write_gexf(to_networkx(DS, level="province"), path),
    "write_excel": lambda path: write_excel(DS, path),
    "write_sqlite": lambda path: write_sqlite(DS, path),
    "save_svg": lambda path: save_svg(_drawn(), path),
}
FOLDERS: dict[str, Writer] = {
    "write_datapackage": lambda path: write_datapackage(DS, path),
    "write_csvw": lambda path: write_csvw(DS, path),
    "write_sdmx": lambda path: write_sdmx(DS, path),
}
READERS: dict[str, Callable[[Path], object]] = {
    "load": ftz.load,
    "load_csv": lambda path: ftz.load_csv(path, DS),
    "load_excel": lambda path: load_excel(path, DS),
    "read_excel": read_excel,
    "read_sqlite": read_sqlite,
    "read_datapackage": read_datapackage,
    "read_parquet": read_parquet,
}
WRITERS = FILES | FOLDERS
CALLED: dict[str, Callable[[Path], object]] = {**WRITERS, **READERS}
each_writer = pytest.mark.parametrize("name", WRITERS)
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX systems alone have them")


@pytest.fixture(autouse=True)
def _trusted_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk, which would take most of the time of these tests."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(params=["locks", "no locks"])
def locking(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write with locks, and as where the system has none."""
    if request.param == "no locks":
        monkeypatch.setattr(whole, "fcntl", None)


def _descriptors() -> list[str]:
    return [os.path.realpath(path) for path in Path("/dev/fd").iterdir()]


def _tree(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder by its path: the content of files, None for folders."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def _failing(error: BaseException, on: Callable[..., bool], real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that raises once where it is called so, and else does what the real one does."""
    failed: list[object] = []

    def function(*arguments: Any, **options: Any) -> Any:
        if not failed and on(*arguments):
            failed.append(arguments)
            raise error
        return real(*arguments, **options)

    return function


def _counted(number: int) -> Callable[..., bool]:
    calls: list[object] = []

    def is_it(*arguments: object) -> bool:
        calls.append(arguments)
        return len(calls) == number

    return is_it


def _break_writing(patch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Open files of which writing fails."""
    real = io.open

    def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        found: Any = real(file, mode, *arguments, **options)
        if "w" in mode:
            found.write(b"half" if "b" in mode else "half")
            found.write = _failing(error, lambda _: True, found.write)
        return found

    patch.setattr(builtins, "open", opened)
    patch.setattr(io, "open", opened)


def _break(module: Any, name: str, on: Callable[..., bool]) -> Callable[[pytest.MonkeyPatch, BaseException], None]:
    return lambda patch, error: patch.setattr(module, name, _failing(error, on, getattr(module, name)))


#: What may fail before the new name is given, and how to break it.
FAULTS: dict[str, Callable[[pytest.MonkeyPatch, BaseException], None]] = {
    "create a file": _break(os, "open", lambda _, flags, *__: bool(flags & os.O_CREAT)),
    "create a folder": _break(os, "mkdir", lambda *_: True),
    "copy the permissions": _break(os, "chmod", lambda *_: True),
    "write": _break_writing,
    "force to disk": _break(os, "fsync", lambda *_: True),
    "replace": _break(os, "replace", lambda *_: True),
}
ERRORS = [OSError("planted"), KeyboardInterrupt()]
#: Faults that a writer does not meet, so that it succeeds.
UNMET = {
    ("create a folder", "file"),
    ("create a file", "folder"),  # its files are opened by other means, of which writing fails
    ("replace", "folder"),  # it is moved
    ("copy the permissions", "new"),
}


def _prepared(folder: Path, name: str, *, there: bool) -> Path:
    target = folder / "target"
    if there:
        WRITERS[name](target)
    return target


@pytest.mark.usefixtures("locking")
@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize("there", [True, False], ids=["replaced", "new"])
@pytest.mark.parametrize("fault", FAULTS)
@each_writer
def test_a_fault_leaves_the_old_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, name: str, fault: str, there: bool, error: BaseException
) -> None:
    target = _prepared(tmp_path, name, there=there)
    before = _tree(tmp_path)
    met = not {(fault, "file" if name in FILES else "folder"), (fault, "replaced" if there else "new")} & UNMET
    with monkeypatch.context() as patch, pytest.raises(type(error)) if met else nullcontext():
        FAULTS[fault](patch, error)
        WRITERS[name](target)
    assert not met or _tree(tmp_path) == before
    WRITERS[name](target)
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


@pytest.mark.usefixtures("locking")
@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_cannot_be_moved_is_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, error: BaseException
) -> None:
    target = _prepared(tmp_path, name, there=True)
    before = _tree(tmp_path)
    monkeypatch.setattr(os, "rename", _failing(error, _counted(number), os.rename))
    with pytest.raises(type(error)):
        WRITERS[name](target)
    assert _tree(tmp_path) == before


@pytest.mark.parametrize("name", FOLDERS)
def test_an_old_folder_that_cannot_come_back_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Fail at the second move and at the move back: the old folder is neither lost nor out of reach."""
    target = _prepared(tmp_path, name, there=True)
    before = _tree(target)
    moves: list[object] = []

    def rename(source: Any, destination: Any) -> None:
        moves.append(source)
        if len(moves) > 1:
            raise OSError(5, "planted", str(source), None, str(destination))
        shutil.move(source, destination)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", rename)
        with pytest.raises(OSError, match=r"planted.*\.tmp/old/target"):
            WRITERS[name](target)
    assert not target.exists()
    ftz.save(DS, tmp_path / "other")
    assert _tree(target) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "target"]


@pytest.mark.usefixtures("locking")
@each_writer
def test_what_fails_after_the_name_is_given_is_not_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Fail to force the names of a folder to disk: the new file is in place, and every descriptor closed."""

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError("no folder can be forced to disk")

    before = len(_descriptors())
    monkeypatch.setattr(os, "fsync", fsync)
    WRITERS[name](tmp_path / "target")
    WRITERS[name](tmp_path / "target")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert len(_descriptors()) == before


@pytest.mark.parametrize("name", FILES)
def test_where_there_are_no_locks_a_file_is_closed_before_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Windows does not rename a file that is open."""
    replace, named = os.replace, list[object]()

    def noted(source: Any, target: Any) -> None:
        assert str(source) not in _descriptors()
        named.append(target)
        replace(source, target)

    monkeypatch.setattr(whole, "fcntl", None)
    monkeypatch.setattr(os, "replace", noted)
    FILES[name](tmp_path / "target")
    assert named == [tmp_path / "target"]


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@posix
@pytest.mark.usefixtures("locking")
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o027, 0o000])
@each_writer
def test_what_is_new_follows_the_umask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, umask: Callable[[int], int], name: str, mask: int
) -> None:
    umask(mask)
    with monkeypatch.context() as patch:
        patch.setattr(os, "umask", None)  # nobody may touch it
        WRITERS[name](tmp_path / "target")
    whole_mode = 0o666 if name in FILES else 0o777
    assert stat.S_IMODE((tmp_path / "target").stat().st_mode) == whole_mode & ~mask
    for path in (tmp_path / "target").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


@posix
@pytest.mark.usefixtures("locking")
@pytest.mark.parametrize("mode", [0o700, 0o750, 0o755, 0o777])
@each_writer
def test_what_is_replaced_hands_on_its_permissions(tmp_path: Path, name: str, mode: int) -> None:
    target = _prepared(tmp_path, name, there=True)
    target.chmod(mode)
    WRITERS[name](target)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
@each_writer
def test_nobody_can_read_what_replaces_something_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = _prepared(tmp_path, name, there=True)
    target.chmod(0o700)
    fsync, seen = os.fsync, list[int]()

    def noted(descriptor: int) -> None:
        seen.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob(".anhui-ftz-*.tmp/new"))
        seen.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob(".anhui-ftz-*.tmp") if path.is_file())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    WRITERS[name](target)
    assert set(seen) == {0o700}


@posix
@pytest.mark.usefixtures("locking")
@pytest.mark.parametrize("kind", ["pipe", "device", "other"])
@each_writer
def test_only_files_and_folders_are_replaced(tmp_path: Path, name: str, kind: str) -> None:
    target = tmp_path / "target"
    if kind == "pipe":
        os.mkfifo(target)
    elif kind == "device":
        target.symlink_to("/dev/null")
    elif name in FILES:
        target.mkdir()
    else:
        target.touch()
    before = target.stat()
    with pytest.raises(OSError, match=r"is a folder, not a file|is not a folder|is neither a file nor a folder"):
        WRITERS[name](target)
    assert target.stat() == before
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


@posix
@pytest.mark.parametrize("there", [True, False])
@each_writer
def test_through_a_link_what_it_names_is_written(tmp_path: Path, name: str, there: bool) -> None:
    (tmp_path / "far").mkdir()
    target = _prepared(tmp_path / "far", name, there=there)
    link = tmp_path / "link"
    link.symlink_to(target)
    WRITERS[name](link)
    assert link.is_symlink()
    assert target.exists()
    assert not target.is_symlink()
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["target"]


@posix
@each_writer
def test_a_link_to_itself_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="loop"):
        WRITERS[name](tmp_path / "loop")
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]


@pytest.mark.parametrize("path", ["a\0b", "a\ud800b", 5])
@pytest.mark.parametrize("name", CALLED)
def test_what_cannot_name_a_file_is_refused(name: str, path: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match=r"no file can have the name|a path is a text or a Path"):
        CALLED[name](path)


@each_writer
def test_a_writer_has_no_file_of_its_own(name: str) -> None:
    with pytest.raises(ftz.InvalidValue, match="a path is a text or a Path"):
        WRITERS[name](None)  # type: ignore[arg-type] # that is what is refused


@each_writer
def test_where_no_folder_is_nothing_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError, match="gone"):
        WRITERS[name](tmp_path / "gone" / "target")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_folders_is_replaced_whole(tmp_path: Path) -> None:
    write_parquet(to_frame(DS, "observations"), tmp_path / "target", partition_by="kind")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    with pytest.raises(ftz.InvalidValue, match="contains other files, 'kind=stock'"):
        write_parquet(to_frame(DS, "observations"), tmp_path / "target")


# --- where the system has no locks -----------------------------------------------------------------------------


def test_every_writer_works_where_fcntl_is_missing(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['fcntl'] = None\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "import test_whole as t\n"
        "assert t.whole.fcntl is None\n"
        "for name, write in t.WRITERS.items():\n"
        "    target = Path(sys.argv[1], name)\n"
        "    write(target); write(target)\n"
        "t.write_parquet(t.to_frame(t.DS, 'observations'), Path(sys.argv[1], 'parquet'))\n"
        "assert t.ftz.load(Path(sys.argv[1], 'save')) == t.DS\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=300)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*WRITERS, "parquet"])


def _left(folder: Path, age: float) -> tuple[Path, Path]:
    """Leave a file and a folder as killed writers do, so many seconds old."""
    file, room = folder / ".anhui-ftz-0123456789abcdef.tmp", folder / ".anhui-ftz-fedcba9876543210.tmp"
    file.write_bytes(b"half")
    (room / "old").mkdir(parents=True)
    (room / "new").mkdir()
    for path in (file, room):
        os.utime(path, (time.time() - age,) * 2)
    return file, room


@pytest.mark.parametrize(("hours", "kept"), [(0, True), (23, True), (25, False)])
@each_writer
def test_without_locks_what_is_older_than_a_day_is_nobodys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, hours: float, kept: bool
) -> None:
    left = _left(tmp_path, hours * 3600)
    monkeypatch.setattr(whole, "fcntl", None)
    WRITERS[name](tmp_path / "target")
    assert [path.exists() for path in left] == [kept, kept]


@posix
@each_writer
def test_with_locks_what_nobody_holds_is_nobodys(tmp_path: Path, name: str) -> None:
    left = _left(tmp_path, 0)
    WRITERS[name](tmp_path / "target")
    assert [path.exists() for path in left] == [False, False]


@posix
def test_a_folder_that_can_be_written_but_not_listed_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "listdir", _failing(PermissionError("no"), lambda *_: True, os.listdir))
    ftz.save(DS, tmp_path / "mine.json")
    assert ftz.load(tmp_path / "mine.json") == DS


# --- killed ----------------------------------------------------------------------------------------------------

KILLED_BETWEEN = """
import os, signal, sys
sys.path.insert(0, sys.argv[3])
import test_whole as t
rename, moves = os.rename, []
def killing(source, target):
    if moves:
        os.kill(os.getpid(), signal.SIGKILL)
    moves.append(source)
    rename(source, target)
os.rename = killing
t.WRITERS[sys.argv[1]](t.Path(sys.argv[2]))
"""


@posix
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_of_a_writer_killed_between_its_two_moves_is_put_back_by_the_next(tmp_path: Path, name: str) -> None:
    target = _prepared(tmp_path, name, there=True)
    before = _tree(target)
    run = subprocess.run(
        [sys.executable, "-c", KILLED_BETWEEN, name, str(target), str(Path(__file__).parent)], check=False, timeout=300
    )
    assert run.returncode == -9
    assert not target.exists()
    ftz.save(DS, tmp_path / "other")
    assert _tree(target) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "target"]
