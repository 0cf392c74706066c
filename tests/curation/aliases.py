"""Traditional-character and pinyin forms of the names of places, written into the data: the library needs neither tool.

``python tests/curation/aliases.py`` rewrites ``src/anhui_ftz/data``; a test holds the data to what it makes.
It needs the ``curation`` extra (opencc-python-reimplemented, pypinyin).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from anhui_ftz import Dataset, Name, load
from anhui_ftz.storage.json_text import dumps_tables

DATA = Path(__file__).parents[2] / "src" / "anhui_ftz" / "data"
#: Names that are read otherwise than their characters; source: the cities' own English sites.
SPELLED = {
    "六安": "Lu An",
    "台州": "Tai Zhou",
    "蚌埠": "Beng Bu",
    "重庆": "Chong Qing",
    "长三角": "Chang San Jiao",
    "陕西": "Shaan Xi",
}
_CHINESE = re.compile("[\u3400-\u9fff]").search
_TABLES = ("divisions", "zones", "areas", "organizations")


def with_aliases(name: Name) -> Name:
    """Return a name with what was curated by hand, then all that is made from its Chinese forms; twice is once."""
    written = [form for form in (name.zh, *name.aliases) if _CHINESE(form)]
    made = dict.fromkeys(alias for form in written for alias in _made(form))
    curated = [alias for alias in name.aliases if alias not in made]
    sources = [form for form in (name.zh, *curated) if _CHINESE(form)]
    fresh = dict.fromkeys(alias for form in sources for alias in _made(form))
    forms = dict.fromkeys([*curated, *fresh])
    return attrs.evolve(name, aliases=[form for form in forms if form not in (name.en, name.zh)])


def curated(ds: Dataset) -> Dataset:
    """Return a data set with the aliases of all its places made anew."""
    tables: dict[str, Any] = {
        table: [attrs.evolve(row, name=with_aliases(row.name)) for row in getattr(ds, table)] for table in _TABLES
    }
    return attrs.evolve(ds, **tables)


def _made(form: str) -> Iterator[str]:
    traditional = _converter().convert(form)
    if traditional != form:
        yield traditional
    if len(form) > 1:  # a lone syllable names too much
        yield _pinyin(form)


def _pinyin(form: str) -> str:
    spelled = _speaker()(_simplified().convert(form))
    words = " ".join(re.sub(r"[^\w\s-]", " ", word).strip() for word in spelled)
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


@cache
def _speaker() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict({han: [[syllable.lower()] for syllable in said.split()] for han, said in SPELLED.items()})
    return lazy_pinyin


@cache
def _converter() -> Any:
    from opencc import OpenCC  # type: ignore[import-untyped] # it has no types

    return OpenCC("s2t")


@cache
def _simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def main() -> None:
    """Write the data anew."""
    for name, text in dumps_tables(curated(load(DATA))).items():
        (DATA / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
