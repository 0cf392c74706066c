"""The library in the terminal: a briefing, and the draft of a press release (``python -m anhui_ftz read FILE``)."""

from __future__ import annotations

__all__ = ["main"]

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from pathlib import Path

#: The forms of a briefing, and how each writes a character that the terminal cannot encode.
_FORMS = {
    "text": "backslashreplace",
    "markdown": "xmlcharrefreplace",
    "html": "xmlcharrefreplace",
    "json": "backslashreplace",
}
#: Options that the first screen names; the languages are all others.
_OPTIONS = "--full   --section figures   --lang {}   --place 芜湖片区   --format json"
_FAILED, _INTERRUPTED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a briefing, or the draft of a press release if the first word is ``read``.

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
            words = sys.argv[1:] if arguments is None else list(arguments)
            if words[:1] == ["read"]:
                _write(_drafted(_reader(), words[1:]), "text")
            else:
                asked = _parser().parse_args(words)
                _write(_brief(asked), asked.format)
        except BrokenPipeError:
            return 0
        except (FtzError, OSError) as error:
            print(f"anhui_ftz: {_reason(error)}", file=sys.stderr)  # noqa: T201 - the terminal is what this is for
            return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    return 0


def _reason(error: Exception) -> str:
    """Return what went wrong, without the number that an operating system gives it."""
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename!r}: {error.strerror}"
    return str(error)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Show an argument as it is written in a program where a terminal would obey it."""
        characters = (
            each if each.isprintable() else each.encode("unicode_escape", "backslashreplace").decode()
            for each in message
        )
        super().error("".join(characters))


def _name(word: str) -> str:
    """Return a word of the command line as UTF-8 has it, where the locale has no characters for it."""
    try:
        word.encode()
    except UnicodeEncodeError:  # Python keeps bytes that the locale cannot decode as surrogates
        with suppress(UnicodeError):
            return os.fsencode(word).decode("utf-8")
    return word


def _parser() -> argparse.ArgumentParser:
    import anhui_ftz
    from anhui_ftz.reports.briefing import SECTIONS
    from anhui_ftz.words import LANGUAGES

    parser = _Parser(
        prog="python -m anhui_ftz",
        description="Print what is known of a place, with bounds in words and numbered sources.",
        epilog="python -m anhui_ftz read FILE reads a press release: read --help says how",
    )
    parser.add_argument(
        "--place", type=_name, default="anhui-ftz", metavar="NAME", help="id or name of the place (anhui-ftz)"
    )
    parser.add_argument("--lang", default="en", choices=LANGUAGES, help="language of the briefing (en)")
    parser.add_argument("--format", default="text", choices=tuple(_FORMS), help="form of the output (text)")
    parser.add_argument("--data", metavar="FILE", help="a data set of your own (the bundled one)")
    parser.add_argument("--full", action="store_true", help="every indicator and cooperation, not one screen")
    parser.add_argument("--section", choices=tuple(SECTIONS), help="one section of these")
    parser.add_argument("--version", action="version", version=f"anhui_ftz {anhui_ftz.__version__}")
    return parser


def _brief(asked: argparse.Namespace) -> str:
    from anhui_ftz.analysis.names import find
    from anhui_ftz.reports.briefing import briefing, section_of
    from anhui_ftz.storage.files import load
    from anhui_ftz.words import LANGUAGES, phrase
    from anhui_ftz.words.screen import padded

    ds = load(asked.data)
    place = find(ds, asked.place)
    if asked.section is not None:
        return str(getattr(section_of(ds, place, asked.lang, asked.section), asked.format))
    if asked.full:
        return str(getattr(briefing(ds, place, asked.lang, depth="full"), asked.format))
    brief = briefing(ds, place, asked.lang)
    text = str(getattr(brief, asked.format))
    if asked.format != "text":
        return text
    others = "|".join(each for each in LANGUAGES if each != asked.lang)
    more = padded(phrase("headline.more", asked.lang), brief.edge)
    return f"{text}\n{more}{_OPTIONS.format(others)}\n"


def _reader() -> argparse.ArgumentParser:
    from anhui_ftz.words import LANGUAGES

    parser = _Parser(
        prog="python -m anhui_ftz read",
        description="Read a press release, and print its figures: what is settled, and what a person must decide.",
    )
    parser.add_argument("file", metavar="FILE", help="the text of the release")
    parser.add_argument("--source", metavar="ID", help="id of its source in the data set (a new one, to be described)")
    parser.add_argument("--published", metavar="DAY", help="day of the page, such as 2022-01-14 (that of the source)")
    parser.add_argument(
        "--subject", type=_name, metavar="NAME", help="the place it is about, where a sentence names none"
    )
    parser.add_argument("--csv", metavar="FILE", help="write the draft there, for a spreadsheet; load_csv reads it")
    parser.add_argument("--encoding", default="utf-8-sig", help="how the text is encoded, such as gb18030 (utf-8)")
    parser.add_argument("--lang", default="en", choices=LANGUAGES, help="language of the table (en)")
    parser.add_argument("--data", metavar="FILE", help="a data set of your own (the bundled one)")
    return parser


def _drafted(parser: argparse.ArgumentParser, words: Sequence[str]) -> str:
    from anhui_ftz.analysis.releases import read_release
    from anhui_ftz.errors import InvalidValue
    from anhui_ftz.model.source import Source
    from anhui_ftz.reports.draft_table import draft_text
    from anhui_ftz.storage.files import load
    from anhui_ftz.storage.whole import as_path, whole_file

    asked = parser.parse_args(words)
    path: Path = as_path(asked.file)
    if asked.csv is not None:
        _refuse_inputs(as_path(asked.csv), {"release": path, "data set": asked.data})
    try:
        text = path.read_bytes().decode(asked.encoding)
    except (UnicodeError, LookupError) as error:
        raise InvalidValue(f"{asked.file} is not read as {asked.encoding}: {error}; --encoding says how") from None
    ds = load(asked.data)
    source = Source("release", "", path.name) if asked.source is None else ds.get(asked.source, Source)
    published = asked.published or (source.published.end if source.published else None)
    if published is None:
        parser.error("--published is required: the day of the page, such as 2022-01-14")
    draft = read_release(text, ds, source=source, published=published, subject=asked.subject)
    if asked.csv is not None:
        with whole_file(asked.csv) as file:
            file.write(b"\xef\xbb\xbf" + draft.to_csv().encode())  # by the mark, Excel knows that it is UTF-8
    return draft_text(draft, asked.lang)


def _refuse_inputs(table: Path, inputs: Mapping[str, str | Path | None]) -> None:
    """Refuse to write over a file that is read, also where a link leads to it."""
    from anhui_ftz.errors import InvalidValue

    for what, path in inputs.items():
        with suppress(FileNotFoundError):
            if path is not None and table.samefile(path):
                raise InvalidValue(f"--csv is the file of the {what}: give the table another name")


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
