"""Files and folders that are written whole or not at all; every writer of the library writes through this module.

1. A target is a regular file, or a folder for the writers of folders, or it does not exist yet. Anything else,
   such as a pipe or a device, is refused. Through a link, the file or folder that the link names is written.
2. Content goes to a temporary file beside the target (``.anhui-ftz-`` and 16 digits), is forced to disk, and takes
   the name of the target in one step. Whenever the writer is stopped, the target is the old file or the new one.
3. An error before that step leaves the target untouched and removes the temporary file. After that step nothing
   is reported as an error: the new file is in place.
4. A new file gets the permissions that the umask leaves; a file that is replaced hands on its own.
5. A folder cannot be replaced in one step: the old one moves into the temporary folder, then the new one takes its
   name. If the second move fails, the old folder moves back. If the process is killed between the two, the next
   writer beside it moves the old folder back.
6. What a killed writer leaves is removed by the next writer in the same folder. A writer locks what it writes, so
   a temporary file with a free lock has no writer. Where nothing can be locked, one older than a day has none.
"""

from __future__ import annotations

__all__ = ["as_path", "whole_file", "whole_folder"]

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from anhui_ftz.errors import InvalidValue, shown

try:
    import fcntl
except ImportError:  # Windows has none, and does not remove a file that is open
    fcntl = None  # type: ignore[assignment] # known by its absence

_is_temporary = re.compile(r"\.anhui-ftz-[0-9a-f]{16}\.tmp").fullmatch
_DAY, _NAMED = 86_400, 3
#: Flags that not every system has: neither follow a link, nor wait for whoever writes to a pipe; bytes as they are.
_NO_LINK, _NO_WAIT, _BINARY = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
#: Where the temporary folder keeps the new folder, and the old one under its name.
_NEW, _OLD = "new", "old"


def as_path(path: str | os.PathLike[str]) -> Path:
    """Convert to a path; what cannot name a file on this system is refused.

    >>> as_path("zones.json").name
    'zones.json'
    """
    if not isinstance(path, str | os.PathLike):
        raise InvalidValue(f"a path is a text or a Path, not {shown(path)}")
    name = os.fspath(path)
    try:
        encoded = os.fsencode(name)
    except UnicodeEncodeError:
        raise InvalidValue(f"no file can have the name {shown(name)}: it contains a lone surrogate") from None
    if b"\0" in encoded:
        raise InvalidValue(f"no file can have the name {shown(name)}: it contains a null character")
    return Path(name)


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file to write bytes to; it takes its name in one step, when all is written and on disk.

    Raises
    ------
    InvalidValue
        If no file can have that name.
    OSError
        If the target is not a regular file, or cannot be written; it is untouched then, as after any other error.
    """
    target = Path(os.path.realpath(as_path(path)))
    mode = _mode(target, stat.S_ISREG, IsADirectoryError(errno.EISDIR, "is a folder, not a file", str(target)))
    with _temporary(target.parent, _new_file) as (new, descriptor):
        # a lock ends when its descriptor is closed, and Windows does not rename a file that is open
        with open(descriptor, "wb", closefd=fcntl is None) as file:
            if mode is not None:
                new.chmod(mode)
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(target)
    _settle_names(target.parent)


@contextmanager
def whole_folder(folder: str | os.PathLike[str], own: Collection[str]) -> Iterator[Path]:
    """Hand out an empty folder to write to; it takes its name when all is written and on disk.

    Parameters
    ----------
    folder
        The folder; one that exists is replaced, if it has no files but those of such a package.
    own
        The names that files of such a package may have.

    Raises
    ------
    InvalidValue
        If no folder can have that name, or the folder has other files, which would be lost.
    OSError
        If the target is not a folder, or cannot be written; it is untouched then, as after any other error.
    """
    target = Path(os.path.realpath(as_path(folder)))
    mode = _mode(target, stat.S_ISDIR, NotADirectoryError(errno.ENOTDIR, "is not a folder", str(target)))
    if mode is not None:
        _refuse_others(target, own)
    with _temporary(target.parent, _new_folder) as (room, _):
        new = room / _NEW
        new.mkdir()
        if mode is not None:
            new.chmod(mode)
        yield new
        for path in new.rglob("*"):
            if path.is_file():
                _settle(path, os.O_RDWR)
        for inner in (new, *filter(Path.is_dir, new.rglob("*"))):
            _settle_names(inner)
        if mode is not None:
            target.rename(room / _OLD / target.name)
        new.rename(target)
    _settle_names(target.parent)


def _mode(target: Path, is_right: Callable[[int], bool], wrong: OSError) -> int | None:
    """Return the permissions of what is to be replaced, or None where nothing is; anything but that is refused."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if is_right(mode):
        return stat.S_IMODE(mode)
    if stat.S_ISDIR(mode) or stat.S_ISREG(mode):
        raise wrong
    raise OSError(errno.EINVAL, "is neither a file nor a folder", str(target))


def _refuse_others(folder: Path, own: Collection[str]) -> None:
    others = sorted(file.name for file in folder.iterdir() if file.name not in own)
    if others:
        named = ", ".join(map(repr, others[:_NAMED])) + (" and more" if len(others) > _NAMED else "")
        raise InvalidValue(f"{str(folder)!r} contains other files, {named}: name a new folder")


@contextmanager
def _temporary(parent: Path, make: Callable[[Path], int]) -> Iterator[tuple[Path, int]]:
    """Make something temporary in a folder, locked while it is written; what is left of it in the end is removed."""
    _remove_orphans(parent)
    path, descriptor = _claimed(parent, make)
    try:
        yield path, descriptor
    finally:
        try:
            _remove(path)
        finally:
            if fcntl is not None:
                os.close(descriptor)


def _claimed(parent: Path, make: Callable[[Path], int]) -> tuple[Path, int]:
    while True:
        path = parent / f".anhui-ftz-{os.urandom(8).hex()}.tmp"
        descriptor = make(path)
        if fcntl is not None:
            with suppress(OSError):  # not every file system can lock
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        if fcntl is None or path.exists():
            return path, descriptor
        os.close(descriptor)  # it was taken for an orphan before it was locked


def _new_file(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)


def _new_folder(path: Path) -> int:
    (path / _OLD).mkdir(parents=True)
    return -1 if fcntl is None else os.open(path, os.O_RDONLY)


def _remove(path: Path) -> None:
    """Remove something temporary; an old folder in it whose name is free gets its name back first."""
    if not path.is_dir():
        with suppress(OSError):
            path.unlink()
        return
    for old in (path / _OLD).glob("*"):
        if not os.path.lexists(target := path.parent / old.name):
            old.rename(target)
    rmtree(path, ignore_errors=True)


def _remove_orphans(parent: Path) -> None:
    try:
        names = os.listdir(parent)  # noqa: PTH208 - most names need no Path
    except PermissionError:  # a folder that can be written to need not be readable
        return
    for name in filter(_is_temporary, names):
        with suppress(OSError):  # somebody else may be faster
            _remove_orphan(parent / name)


def _remove_orphan(path: Path) -> None:
    status = path.lstat()
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        return
    descriptor = -1 if fcntl is None else os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT)
    try:
        if _is_free(descriptor, status.st_mtime):
            _remove(path)
    finally:
        if fcntl is not None:
            os.close(descriptor)


def _is_free(descriptor: int, modified: float) -> bool:
    if fcntl is not None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # nothing can be locked here, so age decides
            pass
        else:
            return True
    return time.time() - modified > _DAY


def _settle(path: Path, flags: int) -> None:
    """Wait until a file or folder is on disk."""
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _settle_names(folder: Path) -> None:
    """Wait until the names of a folder are on disk, where the system can do that; the files are in place already."""
    with suppress(OSError):
        _settle(folder, os.O_RDONLY)
