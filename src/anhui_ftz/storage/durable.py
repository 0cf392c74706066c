"""Files that are written whole and durably, or not at all."""

from __future__ import annotations

__all__ = ["write_whole"]

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

#: How temporary files are called.
_PREFIX, _SUFFIX = ".anhui-ftz-", ".tmp"
_is_temporary = re.compile(rf"{re.escape(_PREFIX)}[a-z0-9_]{{8}}{re.escape(_SUFFIX)}").fullmatch


def write_whole(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file beside the old one, force it to disk, and give it the name in one step.

    A writer holds a lock on its temporary file for as long as it lives. What a killed one left behind is
    therefore known by its free lock, and is removed by the next.

    Parameters
    ----------
    path
        The file; through a link, the file that it names is replaced. It keeps its permissions if it exists.
    content
        What to write.

    Raises
    ------
    OSError
        If the folder cannot be written; the old file is untouched then.
    """
    target = Path(os.path.realpath(path))
    _remove_orphans(target.parent)
    with _locked_beside(target) as file:
        try:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), _mode(target))
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)


@contextmanager
def _locked_beside(target: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file that is locked before anyone could take it for an orphan, or try again."""
    while True:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=_PREFIX, suffix=_SUFFIX, delete=False) as file:
            with suppress(OSError):  # where nothing can be locked, nothing is ever taken for an orphan
                fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_nlink:
                yield file
                return


def _remove_orphans(folder: Path) -> None:
    with suppress(OSError):
        for path in filter(lambda path: _is_temporary(path.name), folder.glob(f"{_PREFIX}*")):
            _remove_unlocked(path)


def _remove_unlocked(path: Path) -> None:
    with suppress(OSError), open(path, "rb", opener=_opened_itself) as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()


def _opened_itself(path: str, flags: int) -> int:
    # neither what a link names, nor waiting for whoever writes to a pipe
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        umask = os.umask(0o077)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
