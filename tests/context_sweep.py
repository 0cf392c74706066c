"""What the public functions answer, as text: under any decimal context of the caller's it must be the same.

``python tests/context_sweep.py NAME`` sets that context before the library is imported, and prints the answers as JSON.
"""

from __future__ import annotations

__all__ = ["CONTEXTS", "answers"]

import decimal
import json
import sys
from collections.abc import Callable, Iterator
from decimal import Context, Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_TRAPS = list(Context().flags)

#: Contexts that a caller may have set: the usual one, and those under which careless arithmetic rounds or raises.
CONTEXTS = {
    "default": Context(),
    "short": Context(3, decimal.ROUND_UP, -9, 9, 0, 1, [], _TRAPS),
    "one-digit": Context(1, decimal.ROUND_05UP, 0, 0, 0, 1, [], _TRAPS),
    "silent": Context(2, decimal.ROUND_FLOOR, -1, 1, 0, 1, [], []),
}
#: What every new context begins with; polars reads its decimals in one whose exponents it does not set.
_SETTINGS = ("prec", "rounding", "capitals", "clamp")
#: What was asked, and the answer.
Answer = tuple[str, str]


def answers() -> dict[str, str]:
    """Ask everything, and return the answers by what was asked."""
    themes = (_figures, _values, _storage, _quality, _reading, _derived, _places, _frames, _files, _pictures)
    return dict(each for theme in themes for each in theme())


def _ask(function: Callable[..., object], *arguments: object) -> str:
    try:
        return _spelled(function(*arguments))
    except Exception as error:  # noqa: BLE001 - what is raised is the answer
        return f"{type(error).__name__}: {error}"


def _spelled(value: object) -> str:
    """Spell a value digit by digit: how a Decimal is printed is for the caller's context to say."""
    if isinstance(value, Decimal):
        return str(value.as_tuple())
    if isinstance(value, dict):
        return str({str(key): _spelled(each) for key, each in value.items()})
    if isinstance(value, list | tuple | set | frozenset):
        return str([_spelled(each) for each in value])
    return str(value)


def _figures() -> Iterator[Answer]:
    from anhui_ftz import Quantity

    numbers = ["0", "-0.00", "1234567.891", "1e-12", "-5e11", 12345678901, 0.1 + 0.2, Decimal("9999.5")]
    for number in numbers:
        for unit in ("CNY", "km2", "%", "1", "亿元", "万亩", "m2"):
            for build, *more in (
                (Quantity.exactly,),
                (Quantity.at_least,),
                (Quantity.at_most,),
                (Quantity.rounded, "0.0001"),
                (Quantity.about, "123.456"),
            ):
                yield f"{build.__name__} {number} {unit}", _ask(_figure, build, number, unit, *more)
    one = Quantity.rounded("123456.789", "CNY", "0.001")
    for two in (Quantity.exactly("987654.321", "CNY"), Quantity.about("-0.1", "CNY", 2), Quantity.at_least(7, "CNY")):
        for verb in ("__add__", "__sub__", "__mul__", "__truediv__"):
            yield f"{verb} {two.bound}", _ask(_figure, getattr(one, verb), two)
        yield f"negated {two.bound}", _ask(_figure, two.__neg__)
        yield f"compared {two.bound}", _ask(lambda a, b: (a.certainly_less(b), a.may_equal(b)), one, two)
    far = [Quantity.exactly("1e30", "t"), Quantity.exactly("1e-30", "t")]
    yield "long sum", _ask(_figure, Quantity.sum, far)
    for wrong in ("1" * 41, "NaN", "1e31", "five", Decimal("Infinity"), 1e300, True, "-5e-31"):
        yield f"refused {wrong}", _ask(Quantity.exactly, wrong, "t")
    yield "crossed ends", _ask(Quantity, "5.5555", "6.6666", "7e20", "t")
    yield "wrong bound", _ask(Quantity, "5.5555", "5.5555", "7", "t", "exact")


def _figure(build: Callable[..., Any], *arguments: object) -> object:
    quantity = build(*arguments)
    ends = (quantity.value, quantity.lower, quantity.upper, quantity.width)
    words = (format(quantity, "en"), format(quantity, "zh"))
    return (*ends, str(quantity.unit), str(quantity.bound), words, quantity.is_stated)


def _values() -> Iterator[Answer]:
    from anhui_ftz import Location

    for point in ("31.86389,117.28083", "-0.0,180", "89.1234567890,-179.9999999999", "90.0001,0", "1e1,5"):
        yield f"location {point}", _ask(lambda text: repr(Location.parse(text)), point)
    for number in (Decimal("31.863890"), Decimal("0.117E+2"), 31, Decimal("1e999999"), Decimal("NaN"), "1e99999999999"):
        yield f"degrees {_spelled(number)}", _ask(lambda each: Location(each, 0).latitude, number)


_FILE = """{"divisions": [{"id": "a", "name": "A", "location": "31.86389,117.28083"}],
"indicators": [{"id": "i", "name": "I", "unit": "t", "kind": "flow"}], "sources": [{"id": "s", "publisher": "S"}],
"observations": [{"id": "o", "subject": "a", "indicator": "i", "period": "2020", "quantity": %s,
"citations": [{"source": "s"}]}]}"""


def _storage() -> Iterator[Answer]:
    import anhui_ftz as ftz

    ds = ftz.load()
    older = ftz.as_known_on(ds, "2021-06-01")
    yield "load", _ask(ftz.dumps, ds)
    yield "loads", _ask(lambda: ftz.loads(ftz.dumps(ds)) == ds)
    for quantity in (
        '{"value": 123456.7890, "upper": 1e11, "unit": "t"}',
        '{"value": 123456.7890, "upper": 1e-11, "unit": "t"}',
        '{"value": 1e99999, "upper": 1e999999999999999999999}',
        '{"value": %s, "unit": "t"}' % ("1" * 5_000),
        '{"value": "five", "unit": "t"}',
    ):
        yield f"loads {quantity:.60}", _ask(lambda text: ftz.dumps(ftz.loads(text)), _FILE % quantity)
    yield "as_known_on", _ask(ftz.dumps, older)
    yield "diff", _ask(ftz.diff, older, ds)
    yield "patch", _ask(lambda: ftz.patch(older, ftz.diff(older, ds)) == ds)
    yield "merge", _ask(lambda: ftz.merge(older, ds) == ds)
    yield "schema", _ask(ftz.schema)


def _quality() -> Iterator[Answer]:
    import anhui_ftz as ftz

    ds = ftz.load()
    for verb in (ftz.conflicts, ftz.cross_checks, ftz.check):
        yield verb.__name__, _ask(verb, ds)
    yield "coverage", _ask(lambda: ftz.coverage(ds, years=[2020, 2021]))
    yield "reconcile", _ask(ftz.reconcile, ds, "anhui-ftz", "area")
    yield "audit", _ask(ftz.audit, ds, "cns-2021-01-25", "119.86 square kilometers, 292.2 billion yuan")


def _reading() -> Iterator[Answer]:
    import anhui_ftz as ftz

    texts = {cited.as_published for row in ftz.load().observations for cited in row.citations}
    texts |= {"12.345678％", "1/3", "五千四百零六点四亿元", "1 234 567,89 t", "超过1.23456789万亿元", "约0.000123吨"}
    for text in sorted(texts):
        yield f"read_figure {text}", _ask(_figure, ftz.read_figure, text)


def _derived() -> Iterator[Answer]:
    import anhui_ftz as ftz

    ds = ftz.load()
    rows = sorted(ds.observations, key=lambda row: (row.indicator, row.subject, row.period.edtf))
    for one, two in pairwise(rows[::9]):
        for verb in (ftz.growth, ftz.change, ftz.share, ftz.density, ftz.implied_base, ftz.convert):
            yield f"{verb.__name__} {one.id} {two.id}", _ask(_explained, verb, one, two)
    sizes = [ftz.latest(ds, area.id, "area") for area in ds.areas if area.zone == "anhui-ftz"]
    yield "total", _ask(_explained, ftz.total, ds, sizes)
    for subject in ("anhui-ftz", "shanghai-ftz", "anhui"):
        found = ftz.observations(ds, subject=subject)
        yield f"totals {subject}", _ask(ftz.totals, ds, found, ["subject", "indicator", "period"])
        for indicator in sorted({row.indicator for row in found}):
            yield f"latest {subject} {indicator}", _ask(ftz.latest, ds, subject, indicator)
    shown: list[Any] = [*rows[::50], *ds.divisions[:3], *ds.zones[:1]]
    for row in shown:
        yield f"notebook {row.id}", _ask(getattr(row, "_repr_html_", row.__repr__))
    for style in ("footnote", "bibtex", "csl-json"):
        yield f"cite {style}", _ask(lambda style: ftz.cite(rows[0], style, ds=ds), style)


def _explained(verb: Callable[..., Any], *arguments: object) -> object:
    from anhui_ftz import explain

    derived = verb(*arguments)
    texts = [explain(derived, lang) for lang in ("en", "zh")]
    return _figure(lambda: derived.quantity), texts, derived._repr_html_()


def _places() -> Iterator[Answer]:
    import anhui_ftz as ftz
    from anhui_ftz.io import graphs

    ds = ftz.load()
    for place in ("anhui-ftz", "shanghai-ftz", "anhui"):
        for lang in ("en", "zh"):
            yield f"briefing {place} {lang}", _ask(lambda p, lang: str(ftz.briefing(ds, p, lang)), place, lang)
        yield f"briefing {place} in HTML", _ask(lambda p: ftz.briefing(ds, p).html, place)
        yield f"point {place}", _ask(ftz.representative_point, ds, place)
    yield "linkages", _ask(ftz.linkages, ds)
    yield "linkage_matrix", _ask(ftz.linkage_matrix, ds)
    graph = graphs.to_networkx(ds)
    yield "nodes", _ask(sorted, map(str, graph.nodes(data=True)))
    yield "edges", _ask(sorted, map(str, graph.edges(data=True)))


def _frames() -> Iterator[Answer]:
    import anhui_ftz as ftz
    from anhui_ftz.io import frames

    ds = ftz.load()
    for backend in ("pyarrow", "polars", "pandas"):
        for table in ("observations", "divisions", "cooperations"):
            yield f"to_frame {table} {backend}", _ask(lambda t, b: _rows(frames.to_frame(ds, t, b)), table, backend)
        frame, above = frames.to_frame(ds, "observations", backend), frames.hierarchy(ds, backend)
        yield f"from_frame {backend}", _ask(lambda each: set(frames.from_frame(each)) == set(ds.observations), frame)
        keys = ["subject", "indicator", "period"]
        yield f"total_frame {backend}", _ask(lambda a, b, by: _rows(frames.total_frame(a, b, by)), frame, above, keys)


def _rows(frame: Any) -> object:
    import narwhals as nw

    return sorted(map(_spelled, nw.from_native(frame).rows(named=True)))


def _files() -> Iterator[Answer]:
    import anhui_ftz as ftz
    from anhui_ftz.io import graphs, packages

    ds = ftz.load()
    graph = graphs.to_networkx(ds)
    table = "subject,indicator,period,value,lower,unit,source\nanhui,goods-trade,2020,{},{},亿元,cns-2021-01-25\n"
    with TemporaryDirectory() as room:
        folder = Path(room)
        yield "graphml", _ask(_written, folder / "g.graphml", lambda path: graphs.write_graphml(graph, path))
        yield "gexf", _ask(_written, folder / "g.gexf", lambda path: graphs.write_gexf(graph, path))
        yield "sdmx", _ask(_written, folder / "sdmx.csv", lambda path: packages.write_sdmx_csv(ds, path))
        yield "datapackage", _ask(_written, folder / "package", lambda path: packages.write_datapackage(ds, path))
        yield "csvw", _ask(_written, folder / "csvw", lambda path: packages.write_csvw(ds, path))
        yield "save", _ask(_written, folder / "mine.json", lambda path: ftz.save(ds, path))
        for lower in ("0.5", "-inf", "999999", "five"):
            (folder / "mine.csv").write_text(table.format("123.4567", lower), encoding="utf-8")
            yield f"load_csv {lower}", _ask(lambda: ftz.dumps(ftz.load_csv(folder / "mine.csv", ds)))


def _written(path: Path, write: Callable[[Path], None]) -> object:
    write(path)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [(file.name, file.read_text(encoding="utf-8")) for file in files]


def _pictures() -> Iterator[Answer]:
    import matplotlib as mpl

    mpl.use("agg")
    import anhui_ftz as ftz
    from anhui_ftz import plots

    ds = ftz.load()
    parts = ftz.reconcile(ds, "anhui-ftz", "area")
    yield "plot_parts", _ask(_drawn, lambda: plots.plot_parts(ds, parts))
    yield "plot_statistics", _ask(_drawn, lambda: plots.plot_statistics(ds, ds.observations[:40]))
    yield "plot_timeline", _ask(_drawn, lambda: plots.plot_timeline(ds, ds.cooperations[:20]))
    yield "plot_linkage_map", _ask(_drawn, lambda: plots.plot_linkage_map(ds))


def _drawn(plot: Callable[[], Any]) -> object:
    return [each.get_text() for each in plot().findobj(match=lambda part: hasattr(part, "get_text"))]


if __name__ == "__main__":
    context = CONTEXTS[sys.argv[1]]
    for setting in _SETTINGS:
        setattr(decimal.DefaultContext, setting, getattr(context, setting))
    decimal.setcontext(context)
    sys.stdout.buffer.write(json.dumps(answers(), ensure_ascii=False).encode())
