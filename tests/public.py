"""The public functions of the library, and which of them a file does not call."""

from __future__ import annotations

import ast
from pathlib import Path

import anhui_ftz as ftz
from anhui_ftz import io, plots

__all__ = ["not_called_in"]


def not_called_in(file: str) -> set[str]:
    """Return the names of the public functions that a file calls neither as ``ftz.``, as ``io.`` nor as ``plots.``."""
    called = {
        node.attr
        for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("ftz", "io", "plots")
    }
    public = {
        name
        for module in (ftz, io, plots)
        for name in module.__all__
        if not isinstance(getattr(module, name), type) and callable(getattr(module, name))
    }
    return public - called
