"""The data dictionary and the JSON Schema, made from the model."""

from __future__ import annotations

__all__ = ["PAGES", "setup"]

import inspect
import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
from sphinx.application import Sphinx

import anhui_ftz as ftz
from anhui_ftz.analysis.figures.rules import Rule
from anhui_ftz.analysis.quality import findings
from anhui_ftz.model.dataset import PARTS, TABLES
from anhui_ftz.storage.schema import comments
from ftz_site.text import escaped, heading, page, table


def setup(app: Sphinx) -> None:
    """Write the pages before Sphinx looks for them."""
    app.connect("config-inited", lambda app, _: _write(Path(app.srcdir) / "api"))


def _write(folder: Path) -> None:
    for name, lines in PAGES.items():
        page(folder / name, lines())
    text = json.dumps(ftz.schema(), ensure_ascii=False, indent=2)
    page(folder / "data-set.schema.json", [text])


def _dictionary() -> Iterator[str]:
    yield from heading("Data dictionary", "=")
    yield from (
        "Each table of a data set, field by field, as the model defines it. An id that names another record",
        "",
    )
    yield from ("must resolve. Fields with a default may be left out of a file.", "")
    for name, kind in TABLES.items():
        yield from heading(name, "-")
        yield from _fields(kind)
    yield from heading("Parts of records", "-")
    for kind in PARTS:
        yield from heading(kind.__name__, "~")
        yield from _fields(kind)
    yield from heading("Code lists", "-")
    for kind in _enumerations():
        yield from heading(kind.__name__, "~")
        yield from (_opening(kind), "")
        said = comments(kind)
        rows = [[f"``{member.value}``", said.get(member.name) or _plain(member.name)] for member in kind]
        yield from table(["Code", "Meaning"], rows)
    yield from _rules()


def _rules() -> Iterator[str]:
    yield from heading("Rules", "-")
    for words, rules in (
        ("Why `total` refuses a sum:", {rule: ftz.label(rule) for rule in Rule}),
        ("What `check` and `audit` find:", findings.RULES),
    ):
        yield from (words, "")
        yield from table(["Rule", "Says"], [[f"``{rule}``", escaped(meaning)] for rule, meaning in rules.items()])


def _fields(kind: type[Any]) -> Iterator[str]:
    yield from (f":class:`anhui_ftz.{kind.__name__}`. {_opening(kind)}", "")
    said = comments(kind)
    rows = []
    for field in attrs.fields(kind):
        required = "required" if field.default is attrs.NOTHING else ""
        rows.append([f"``{field.name}``", f"``{field.type}``", required, said.get(field.name, "")])
    yield from table(["Field", "Type", "", "Meaning"], rows)


def _enumerations() -> list[type[Enum]]:
    kinds = [getattr(ftz, name) for name in ftz.__all__]
    return [kind for kind in kinds if inspect.isclass(kind) and issubclass(kind, Enum) and ".model." in kind.__module__]


def _opening(kind: type[Any]) -> str:
    return re.split(r"\n\s*\n", inspect.getdoc(kind) or "")[0].replace("\n", " ")


def _plain(name: str) -> str:
    return name.replace("_", " ").lower()


def _indicators() -> Iterator[str]:
    ds = ftz.load()
    yield from heading("Indicators", "=")
    yield from (
        f"What is measured in edition {ds.edition} of the bundled data, and how many figures there are of it.",
        "",
    )
    rows = []
    for each in ds.indicators:
        follows = f"Follows: {each.concept}." if each.concept else ""
        meaning = " ".join(filter(None, (each.definition.in_("en"), *(note.in_("en") for note in each.notes), follows)))
        count = len(ftz.observations(ds, indicator=each))
        rows.append(
            [
                f"``{each.id}``",
                escaped(each.name.en),
                escaped(each.name.zh),
                f"``{each.unit}``",
                each.kind.value,
                str(count),
                escaped(meaning) or "–",
            ]
        )
    yield from table(["Id", "Name", "中文", "Unit", "Kind", "Figures", "Meaning"], rows)


def _schema() -> Iterator[str]:
    yield from heading("JSON Schema", "=")
    yield from (
        "An editor that knows JSON Schema (draft 2020-12) helps to write a data set, and refuses most of what `loads`",
        "would refuse. `anhui_ftz.schema` returns it; :download:`download it here <data-set.schema.json>`.",
        "",
    )
    yield from (".. literalinclude:: data-set.schema.json", "   :language: json", "")


#: The pages by their file, and what writes each.
PAGES = {"dictionary.rst": _dictionary, "indicators.rst": _indicators, "schema.rst": _schema}
