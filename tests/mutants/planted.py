"""Where a small fault can be planted in a file, and how the file then reads."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_SWAPPED: dict[type[ast.AST], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",  # codespell:ignore
    ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "+",
    ast.BitOr: "&", ast.BitAnd: "|", ast.And: "or", ast.Or: "and",
}  # fmt: skip
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "frozenset": "tuple"}
_METHODS = {"startswith": "endswith", "endswith": "startswith", "union": "intersection", "lstrip": "rstrip"}
#: Parts of a file in which a change says nothing: declarations, types, and what a reader of messages alone would see.
_SKIPPED = (ast.AnnAssign, ast.Import, ast.ImportFrom, ast.Raise, ast.JoinedStr, ast.Assert)


class Fault(NamedTuple):
    """One small change of one file."""

    #: The file, from the folder of the package on.
    path: str
    line: int
    #: What the line said there, and what it says now.
    before: str
    after: str
    #: Where the change starts and ends in the text.
    start: int
    end: int
    #: What identifies it as long as its line stays: file, line as it is, change, and which one of several alike.
    name: str

    def planted(self, text: str) -> str:
        """Return the text of the file with the fault."""
        return text[: self.start] + self.after + text[self.end :]


@cache
def faults_in(package: Path, path: Path) -> tuple[Fault, ...]:
    """Return every fault that can be planted in a file, in the order of its text."""
    text = path.read_text(encoding="utf-8")
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    encoded = [line.encode() for line in text.splitlines(keepends=True)]

    def position(line: int, column: int) -> int:
        return lines[line - 1] + len(encoded[line - 1][:column].decode())

    found, alike = [], Counter[str]()
    for node, after in _changes(ast.parse(text).body):
        start = position(node.lineno, node.col_offset)  # type: ignore[attr-defined] # expressions and statements have it
        end = position(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
        before = text[start:end]
        if before != after:
            number: int = node.lineno  # type: ignore[attr-defined]
            file, code = path.relative_to(package).as_posix(), encoded[number - 1].decode().strip()
            name = " ".join(f"{file}: {code}: {before} -> {after}".split())
            alike[name] += 1
            name += f" ({alike[name]})" * (alike[name] > 1)
            found.append(Fault(file, number, before, after, start, end, name))
    return tuple(sorted(found, key=lambda fault: (fault.start, fault.end, fault.after)))


def _changes(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.AST, str]]:
    """Yield each node that can be changed, with the text to put in its place."""
    for node in nodes:
        if isinstance(node, _SKIPPED) or _is_words(node) or _is_guard(node):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            values = (each.value if isinstance(each, ast.AnnAssign) else each for each in node.body)
            yield from _changes(filter(None, values))
            continue
        yield from _of_node(node)
        yield from _changes(_constant_sets(node) or ast.iter_child_nodes(node))


def _is_words(node: ast.AST) -> bool:
    """Whether a node is a docstring, or a constant of texts such as ``__all__``."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    named = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(each, ast.Name) and each.id in ("__all__", "__slots__") for each in named)


def _is_guard(node: ast.AST) -> bool:
    """Whether a node is the ``strict=True`` of a zip, which shows faults of other lines and changes no answer."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _constant_sets(node: ast.AST) -> list[ast.expr]:
    """Return what the sets of ``NAME = frozenset(...)`` are made of: a tuple of the same contains the same."""
    if not isinstance(node, ast.Assign) or not _text(node.targets[0]).strip("()").isupper():
        return []
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    sets = [each for each in values if isinstance(each, ast.Call) and _text(each.func) == "frozenset"]
    return [made for each in sets for made in each.args] if len(sets) == len(values) else []


def _of_node(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    yield from _of_operator(node)
    yield from _of_value(node)


def _of_operator(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Compare(left=left, ops=[operation], comparators=[right]) if type(operation) in _SWAPPED:
            yield node, f"{_text(left)} {_SWAPPED[type(operation)]} {_text(right)}"
        case ast.BoolOp(op=operation, values=values):
            yield node, "(" + f" {_SWAPPED[type(operation)]} ".join(f"({_text(value)})" for value in values) + ")"
        case ast.BinOp(left=left, op=operation, right=right) if type(operation) in _SWAPPED:
            yield node, f"({_text(left)} {_SWAPPED[type(operation)]} {_text(right)})"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, f"bool({_text(operand)})"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield node, _text(operand)


def _of_value(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.IfExp(test=test, body=body, orelse=other):
            yield node, f"({_text(other)} if {_text(test)} else {_text(body)})"
        case ast.If(test=test) | ast.While(test=test):
            yield test, "False" if isinstance(node, ast.While) else f"not ({_text(test)})"
        case ast.Constant(value=bool(value)):
            yield node, str(not value)
        case ast.Constant(value=int(value)):
            yield node, str(value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield node.func, _CALLS[name]
        case ast.Attribute(value=value, attr=name) if name in _METHODS:
            yield node, f"{_text(value)}.{_METHODS[name]}"
        case ast.Continue() | ast.Break():
            yield node, "break" if isinstance(node, ast.Continue) else "continue"
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield node, "return None"
        case ast.Slice(lower=ast.expr() as lower, upper=None):
            yield lower, f"({_text(lower)}) + 1"


def _text(node: ast.AST) -> str:
    return ast.unparse(node)
