"""Files and folders that are written whole or not at all."""

from __future__ import annotations

__all__ = ["whole_file", "whole_folder"]

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import BinaryIO

from anhui_ftz.errors import InvalidValue

_PREFIX = ".anhui-ftz-"
_SHOWN = 3


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file to write bytes to; it takes its name in one step, when all is written and on disk.

    Raises
    ------
    OSError
        If the folder cannot be written; an old file is untouched then, as it is after any other error.
    """
    target = Path(os.path.realpath(path))
    room = Path(mkdtemp(dir=target.parent, prefix=_PREFIX))
    try:
        new = room / target.name
        with new.open("wb") as file:
            yield file
        _settle(new)
        if target.exists():
            new.chmod(target.stat().st_mode & 0o7777)
        new.replace(target)
    finally:
        rmtree(room, ignore_errors=True)


@contextmanager
def whole_folder(folder: str | os.PathLike[str], own: Collection[str]) -> Iterator[Path]:
    """Hand out an empty folder to write to; it takes its name when all is written and on disk.

    Parameters
    ----------
    folder
        The folder; one that exists is replaced, if it holds nothing but files of such a package.
    own
        The names that files of such a package may have.

    Raises
    ------
    InvalidValue
        If the folder holds other files, which would be lost.
    OSError
        If it is no folder, or cannot be written; an old folder is untouched then.
    """
    target = Path(os.path.realpath(folder))
    if target.exists():
        _refuse_others(target, own)
    room = Path(mkdtemp(dir=target.parent, prefix=_PREFIX))
    try:
        new = room / "new"
        new.mkdir()
        yield new
        for file in new.iterdir():
            _settle(file)
        _put(new, target, room / "old")
    finally:
        rmtree(room, ignore_errors=True)


def _refuse_others(folder: Path, own: Collection[str]) -> None:
    others = sorted(file.name for file in folder.iterdir() if file.name not in own)
    if others:
        shown = ", ".join(map(repr, others[:_SHOWN])) + (" and more" if len(others) > _SHOWN else "")
        raise InvalidValue(f"{str(folder)!r} holds other files, {shown}: write a package to a folder of its own")


def _put(new: Path, target: Path, aside: Path) -> None:
    """Give a folder its name; what had the name goes aside, and comes back if that fails."""
    replacing = target.exists()
    if replacing:
        new.chmod(target.stat().st_mode & 0o7777)
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if replacing:
            aside.rename(target)
        raise


def _settle(file: Path) -> None:
    """Wait until a file is on disk."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
