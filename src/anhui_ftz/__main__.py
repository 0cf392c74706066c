"""The briefing in the terminal: ``python -m anhui_ftz``."""

from __future__ import annotations

__all__ = ["main"]

import argparse
import json
import os
import sys
from collections.abc import Sequence

#: The forms of a briefing, and how each writes a character that the terminal cannot encode.
_FORMS = {
    "text": "backslashreplace",
    "markdown": "xmlcharrefreplace",
    "html": "xmlcharrefreplace",
    "json": "backslashreplace",
}
_FAILED, _INTERRUPTED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a briefing.

    Parameters
    ----------
    arguments
        The command line; None takes that of the process.

    Returns
    -------
    int
        0 if it was printed or its reader went away, 1 if it could not be printed, and 130 if the user stopped it.
        What was wrong is one line on stderr.
    """
    try:  # from the first import on, Ctrl-C leaves no traceback
        from anhui_ftz.errors import FtzError

        try:
            asked = _parser().parse_args(arguments)
            _write(_brief(asked), asked.format)
        except BrokenPipeError:
            return 0
        except (FtzError, OSError) as error:
            print(f"anhui_ftz: {error}", file=sys.stderr)  # noqa: T201 - the terminal is what this is for
            return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    from anhui_ftz.words import LANGUAGES

    parser = argparse.ArgumentParser(
        prog="python -m anhui_ftz",
        description="Print what is known of a place, with bounds in words and numbered sources.",
    )
    parser.add_argument("--place", default="anhui-ftz", metavar="NAME", help="id or name of the place (anhui-ftz)")
    parser.add_argument("--lang", default="en", choices=LANGUAGES, help="language of the briefing (en)")
    parser.add_argument("--format", default="text", choices=tuple(_FORMS), help="form of the output (text)")
    parser.add_argument("--data", metavar="FILE", help="a data set of your own (the bundled one)")
    return parser


def _brief(asked: argparse.Namespace) -> str:
    from anhui_ftz.analysis.names import find
    from anhui_ftz.reports.briefing import briefing
    from anhui_ftz.storage.files import load

    ds = load(asked.data)
    return str(getattr(briefing(ds, find(ds, asked.place), asked.lang), asked.format))


def _write(text: str, form: str) -> None:
    """Write to stdout, in its encoding; what that does not have is spelled as the form allows."""
    if sys.stdout is None or sys.stdout.closed:
        raise OSError("standard output is closed")
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = json.dumps(json.loads(text), indent=1) + "\n" if form == "json" else text
        plain = plain.replace("²", "2") if form == "text" else plain
        text = plain.encode(encoding, _FORMS[form]).decode(encoding)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, KeyboardInterrupt):
        _hush()
        raise


def _hush() -> None:
    """Send what is left in the buffer of stdout nowhere: the interpreter would write it at its end, and complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # stdout is no file
        return


if __name__ == "__main__":
    sys.exit(main())
