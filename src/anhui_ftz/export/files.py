"""Files of the doors: written whole or not at all."""

from __future__ import annotations

__all__ = ["written"]

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


@contextmanager
def written(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Open a file to write, which takes its name only when all of it is written.

    Parameters
    ----------
    path
        The file; it is replaced if it exists.

    Yields
    ------
    file
        Open for bytes.

    Raises
    ------
    OSError
        If the folder cannot be written; the old file is untouched then, as it is by any other failure.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with written(Path(folder, "a.txt")) as file:
    ...         _ = file.write(b"whole")
    ...     Path(folder, "a.txt").read_bytes()
    b'whole'
    """
    target = Path(os.path.realpath(path))  # through a link, the file that it names is replaced
    with NamedTemporaryFile(dir=target.parent, prefix=".anhui-ftz-", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fchmod(file.fileno(), _mode(target))
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        umask = os.umask(0o077)
        os.umask(umask)
        return 0o666 & ~umask
