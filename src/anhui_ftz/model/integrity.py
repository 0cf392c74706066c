"""What must be true across the records of a data set: every breach is found, with its path."""

from __future__ import annotations

__all__ = ["HINTED", "PLACES", "cited_parts", "faults", "nearest"]

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice, pairwise
from typing import Any

from anhui_ftz.errors import Problem, shown
from anhui_ftz.model.places import DivisionKind

#: The tables of places and bodies.
PLACES = ("divisions", "zones", "areas", "organizations")
#: Fields that name a parent, and the table that it must stand in.
_OWN_PARENTS = {"zones": {"province": "divisions"}, "areas": {"zone": "zones", "city": "divisions"}}
#: Fields with parts that cite sources of their own.
_CITING = ("milestones", "events")
#: So many ids of like length a spelling is compared with, so many problems get a hint: hostile input stays cheap.
_COMPARED, HINTED, _SPELLED = 1_000, 10, 40
#: Names that share so many first letters are compared first.
_BEGINNINGS = (3, 1, 0)
#: Circles that are reported: the first are enough to find the rest.
_CIRCLES, _SHOWN = 20, 8


def faults(tables: Mapping[str, tuple[Any, ...]], assumed: Collection[str] = ()) -> list[Problem]:
    """Return every breach of integrity, in the order of the tables.

    Parameters
    ----------
    tables
        The eight tables by name.
    assumed
        Ids to take for granted: of records that could not be read, so that what points to them is not blamed.
    """
    own = {name: {row.id for row in rows} for name, rows in tables.items()}
    is_unique = len(set[str]().union(*own.values())) == sum(map(len, tables.values()))
    problems = [] if is_unique else list(_duplicates(tables))
    ids = {name: known | set(assumed) for name, known in own.items()}
    problems += _containment(tables, set[str]().union(*(ids[name] for name in PLACES)), ids)
    problems += _provinces(tables)
    problems += _observations(tables, set[str]().union(*(ids[name] for name in PLACES)), set(assumed))
    problems += _cooperations(tables, set[str]().union(*(ids[name] for name in PLACES)))
    problems += _citations(tables, ids["sources"])
    problems += islice(_circles(tables), _CIRCLES)
    return [*map(_Hinter(ids), problems[:HINTED]), *problems[HINTED:]]


def nearest(text: object, names: Iterable[str], count: int = 3) -> list[str]:
    """Return the names spelled most like a text; looks at a thousand of like length, those that begin like it first.

    Each character of Chinese is a word: of two names that only end alike, none is meant by the other.

    >>> nearest("anhui-fzt", ["anhui-ftz", "shanghai-ftz", "hefei-city"], count=1)
    ['anhui-ftz']
    >>> nearest("江西省", ["陕西省", "浙江省"]), nearest("安辉省", ["安徽省"])
    (['浙江省'], ['安徽省'])
    """
    from difflib import get_close_matches

    asked = text if isinstance(text, str) else shown(text)
    alike = [name for name in names if abs(len(name) - len(asked)) <= _SPELLED // 4]
    begun = ((name for name in alike if name[:count] == asked[:count]) for count in _BEGINNINGS)
    akin = chain.from_iterable(begun) if asked.isascii() else filter(partial(_akin, asked), chain.from_iterable(begun))
    heads = {name[:_SPELLED]: name for name in islice(akin, _COMPARED)}
    return [heads[head] for head in get_close_matches(asked[:_SPELLED], list(heads), count)]


def _akin(asked: str, name: str) -> bool:
    """Whether two names share more than their last characters."""
    ends = 0
    while ends < min(len(asked), len(name), _SPELLED) and asked[-1 - ends] == name[-1 - ends]:
        ends += 1
    one, other = asked[: len(asked) - ends], name[: len(name) - ends]
    return not one or not other or not set(one).isdisjoint(other)


class _Hinter:
    """Adds to a dangling reference what was probably meant."""

    def __init__(self, ids: Mapping[str, set[str]]) -> None:
        self._names = sorted(set[str]().union(*ids.values()))

    def __call__(self, problem: Problem) -> Problem:
        if problem.rule != "dangling-reference":
            return problem
        meant = nearest(problem.message.rpartition(" ")[2], self._names, 1)
        return problem._replace(hint=f"did you mean {meant[0]}?") if meant else problem


def _at(table: str, row: Any, field: str) -> str:
    return f"$.{table}['{row.id}'].{field}"


def _duplicates(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for table, rows in tables.items():
        for row in rows:
            if first.setdefault(row.id, table) != table:
                message = f"id {row.id} is taken by a record of {first[row.id]}"
                yield Problem(_at(table, row, "id"), message, "duplicate-id")
        for one, two in pairwise(rows):  # sorted by id, so twins stand together
            if one.id == two.id:
                yield Problem(_at(table, two, "id"), f"id {two.id} appears twice", "duplicate-id")


def _dangling(table: str, row: Any, field: str, target: str, what: str) -> Problem:
    return Problem(_at(table, row, field), f"no {what} has the id {target}", "dangling-reference")


def _containment(
    tables: Mapping[str, tuple[Any, ...]], places: set[str], ids: Mapping[str, set[str]]
) -> Iterator[Problem]:
    for table in PLACES:
        for row in tables[table]:
            own = {field: getattr(row, field) for field in _OWN_PARENTS.get(table, ())}
            for field, parent in own.items():
                kind = _OWN_PARENTS[table][field]
                if parent is not None and parent not in ids[kind]:
                    yield _dangling(table, row, field, parent, kind[:-1])
            for parent in row.within:
                if parent not in places and parent not in own.values():
                    yield _dangling(table, row, "within", parent, "place")


def _provinces(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Problem]:
    kinds = {row.id: row.kind for row in tables["divisions"]}
    for zone in tables["zones"]:
        kind = kinds.get(zone.province)
        if kind is not None and kind is not DivisionKind.PROVINCE:
            message = f"{zone.province} is a {kind}, not a province"
            yield Problem(_at("zones", zone, "province"), message, "wrong-kind")


def _observations(tables: Mapping[str, tuple[Any, ...]], places: set[str], assumed: set[str]) -> Iterator[Problem]:
    units = {indicator.id: indicator.unit for indicator in tables["indicators"]}
    for row in tables["observations"]:
        if row.subject not in places:
            yield _dangling("observations", row, "subject", row.subject, "place")
        unit = units.get(row.indicator)
        if unit is None:
            if row.indicator not in assumed:
                yield _dangling("observations", row, "indicator", row.indicator, "indicator")
        elif row.quantity.unit is not unit and not row.quantity.unit.measures_like(unit):
            message = f"{row.indicator} is measured in {unit}, not in {row.quantity.unit}"
            yield Problem(_at("observations", row, "quantity.unit"), message, "wrong-unit")
        if not row.citations:
            yield _uncited("observations", row)


def _cooperations(tables: Mapping[str, tuple[Any, ...]], places: set[str]) -> Iterator[Problem]:
    for row in tables["cooperations"]:
        for field in ("parties", "places"):
            for target in getattr(row, field):
                if target not in places:
                    yield _dangling("cooperations", row, field, target, "place")
        if not row.citations and not any(each.citations for each in row.milestones):
            yield _uncited("cooperations", row)
        if row.value is not None and not row.value.unit.currencies:
            message = f"the value of a cooperation is money, not {row.value.unit}"
            yield Problem(_at("cooperations", row, "value.unit"), message, "wrong-unit")


def _uncited(table: str, row: Any) -> Problem:
    return Problem(_at(table, row, "citations"), "cites no source; one at least is needed", "uncited")


def _citations(tables: Mapping[str, tuple[Any, ...]], sources: set[str]) -> Iterator[Problem]:
    for table, rows in tables.items():
        if table == "sources":
            continue
        has_parts = any(hasattr(row, field) for row in rows[:1] for field in _CITING)
        for row in rows:
            for cited in row.citations:
                if cited.source not in sources:
                    yield _dangling(table, row, "citations", cited.source, "source")
            for field, parts in cited_parts(row) if has_parts else ():
                for cited in (each for part in parts for each in part.citations):
                    if cited.source not in sources:
                        yield _dangling(table, row, field, cited.source, "source")


def cited_parts(record: object) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the parts of a record that cite sources of their own, with the field that they are in.

    >>> import anhui_ftz as ftz
    >>> [field for field, _ in cited_parts(ftz.load().zones["anhui-ftz"])]
    ['events']
    """
    for field in _CITING:
        parts = getattr(record, field, ())
        if parts:
            yield field, parts


def _circles(tables: Mapping[str, tuple[Any, ...]]) -> Iterator[Problem]:
    """Report each place that lies within itself by a detour, without recursion: chains may be long."""
    rows = {row.id: (table, row) for table in PLACES for row in tables[table]}
    done: set[str] = set()
    for start in rows:
        trail: dict[str, None] = {}
        stack = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                trail.pop(node)
                done.add(node)
            elif node in trail:
                circle = [*list(trail)[list(trail).index(node) :], node]
                table, row = rows[node]
                message = f"containment runs in a circle: {' within '.join(circle[:_SHOWN])}"
                message += " within ..." if len(circle) > _SHOWN else ""
                yield Problem(_at(table, row, "within"), message, "containment-circle")
            elif node not in done and node in rows:
                trail[node] = None
                stack.append((node, True))
                stack += [(parent, False) for parent in rows[node][1].within]
