"""Traditional-character and pinyin forms of names, written into the data: the library needs neither tool.

Places get both; indicators get traditional characters, and the short names that readers use for the commonest.

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
#: Short names of indicators that no source prints, and that readers type.
SHORT = {
    "actual-foreign-capital": ("Actual use of foreign capital", "实际利用外资", "实际利用外资额", "实际使用外资金额"),
    "area": ("Size",),
    "contracted-investment": ("协议引资",),
    "gdp": ("GDP", "国内生产总值", "生产总值"),
    "goods-exports": ("Exports", "出口额", "出口总额"),
    "goods-imports": ("Imports", "进口额", "进口总额"),
    "goods-trade": (
        "Total imports and exports", "Imports and exports", "Foreign trade", "进出口总额", "进出口额", "外贸进出口总额",
    ),
    "new-enterprises": ("Newly established enterprises", "新设立企业", "新增企业", "新注册企业"),
}  # fmt: skip
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
    """Return a data set with the aliases of all its places and indicators made anew."""
    tables: dict[str, Any] = {
        table: [attrs.evolve(row, name=with_aliases(row.name)) for row in getattr(ds, table)] for table in _TABLES
    }
    tables["indicators"] = [attrs.evolve(row, name=_indicator_name(row.id, row.name)) for row in ds.indicators]
    return attrs.evolve(ds, **tables)


def _indicator_name(id: str, name: Name) -> Name:
    """Return the name of an indicator with its short names, and traditional forms of all."""
    forms = dict.fromkeys((*name.aliases, *SHORT.get(id, ())))
    written = [form for form in (name.zh, *forms) if _CHINESE(form)]
    traditional = (form for form in map(_converter().convert, written) if form not in written)
    return attrs.evolve(name, aliases=tuple(dict.fromkeys((*forms, *traditional))))


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
