"""The briefing in the terminal: ``python -m anhui_ftz``."""

from __future__ import annotations

__all__ = ["main"]

import argparse
import os
import sys
from collections.abc import Sequence

from anhui_ftz.analysis.names import find
from anhui_ftz.errors import FtzError
from anhui_ftz.reports.briefing import briefing
from anhui_ftz.storage.files import load
from anhui_ftz.words import LANGUAGES

_FORMS = {
    "text": lambda brief: brief.text,
    "markdown": lambda brief: brief.markdown,
    "html": lambda brief: brief.html,
    "json": lambda brief: brief.json,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a briefing.

    Parameters
    ----------
    arguments
        The command line; None takes the process's own.

    Returns
    -------
    int
        0 if it was printed, 1 if place or data are not sound; the reason then stands on stderr.
    """
    asked = _parser().parse_args(arguments)
    try:
        ds = load(asked.data)
        brief = briefing(ds, find(ds, asked.place), asked.lang)
    except (FtzError, OSError) as error:
        print(f"anhui_ftz: {error}", file=sys.stderr)  # noqa: T201 - the terminal is what this is for
        return 1
    return _write(_FORMS[asked.format](brief))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m anhui_ftz",
        description="Print what is known of a place, with bounds in words and numbered sources.",
    )
    parser.add_argument("--place", default="anhui-ftz", metavar="NAME", help="id or name of the place (anhui-ftz)")
    parser.add_argument("--lang", default="en", choices=LANGUAGES, help="language of the briefing (en)")
    parser.add_argument("--format", default="text", choices=tuple(_FORMS), help="form of the output (text)")
    parser.add_argument("--data", metavar="FILE", help="a data set of your own (the bundled one)")
    return parser


def _write(text: str) -> int:
    """Write UTF-8 whatever the terminal's locale says; a reader that hangs up is no error."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except BrokenPipeError:  # as the Python documentation has it, or the interpreter complains at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
