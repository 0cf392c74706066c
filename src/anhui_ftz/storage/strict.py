"""JSON read strictly: numbers exact, no NaN, double keys reported with their path."""

from __future__ import annotations

__all__ = ["decoded", "parsed", "read"]

import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from anhui_ftz.errors import DatasetError, Problem, shown
from anhui_ftz.model.checks import key_step
from anhui_ftz.model.decimals import exactly

_LONGEST_INT, _DEEP = 80, 30
_Path = tuple[str, "_Path | None"]


def parsed(text: str | bytes) -> tuple[Any, list[Problem]]:
    """Parse JSON strictly: numbers exact, no NaN; double keys come back as problems.

    Raises
    ------
    DatasetError
        If the text is not UTF-8 or not JSON.
    """
    try:
        tree = read(decoded(text), _Object)
    except UnicodeDecodeError as error:
        problem = Problem("$", f"byte {error.start} is not UTF-8", "not-utf-8", "save it as UTF-8")
    except RecursionError:
        problem = Problem("$", "nested too deeply", "too-deep", "a data set needs six levels")
    except TypeError:
        problem = Problem("$", f"expected JSON text, got {shown(text)}", "wrong-type")
    except ValueError as error:
        problem = Problem("$", str(error), "not-json")
    else:
        return tree, list(_double_keys(tree))
    raise DatasetError([problem])


def decoded(text: str | bytes) -> str:
    """Return JSON as text; bytes are UTF-8, with or without a mark of their order."""
    if isinstance(text, str):
        return text
    if not isinstance(text, bytes | bytearray):
        raise TypeError
    return text.decode("utf-8-sig")


def read(text: str, build: Callable[[list[tuple[str, Any]]], Any]) -> Any:
    """Parse JSON with every object built from its pairs; what is not JSON raises without a path."""
    return json.loads(
        text, object_pairs_hook=build, parse_float=_decimal, parse_int=_integer, parse_constant=_no_constant
    )


class _Unreadable:
    """A number that no decimal can represent; the field that contains it refuses it."""

    def __init__(self, digits: str) -> None:
        self._digits = digits[:60]

    def __repr__(self) -> str:
        return self._digits


class _Object(dict[str, Any]):
    """An object that remembers its pairs, so that double keys can be reported with their path."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def _double_keys(tree: Any) -> Iterator[Problem]:
    # a path is a chain of links until it is told: there may be many nodes, and deep ones
    stack: list[tuple[_Path, Any]] = [(("$", None), tree)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, _Object):
            for key, count in Counter(key for key, _ in node.pairs).items():
                if count > 1:
                    hint = f"it appears {count} times; keep one"
                    yield Problem(_spelled((key_step(key), path)), "double key", "double-key", hint)
            stack += [((key_step(key), path), value) for key, value in node.pairs if isinstance(value, list | dict)]
        elif isinstance(node, list):
            stack += [((f"[{index}]", path), each) for index, each in enumerate(node) if isinstance(each, list | dict)]


def _spelled(path: _Path | None) -> str:
    steps: list[str] = []
    while path is not None:
        steps.append(path[0])
        path = path[1]
    return "".join(steps[::-1]) if len(steps) < _DEEP else "".join([*steps[:-_DEEP:-1], "..."])


def _integer(digits: str) -> int | Decimal | _Unreadable:
    # Python refuses to read integers of 4,300 digits; what is read in its place is refused later, with its path
    return int(digits) if len(digits) < _LONGEST_INT else _decimal(digits)


def _decimal(digits: str) -> Decimal | _Unreadable:
    try:
        return exactly(digits)
    except ArithmeticError:
        return _Unreadable(digits)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
