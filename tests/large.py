"""Data sets, results and texts of any size, each as bad as can be for something: long, deep, broad or disputed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from attrs import evolve

import anhui_ftz as ftz

_CITED = (ftz.Citation("source-0", "paragraph 1"),)
_ANHUI = ftz.Division("anhui", ftz.Name("Anhui", "安徽省"))


def _day(n: int) -> ftz.Period:
    day = date(2000, 1, 1) + timedelta(n)
    return ftz.Period(day, day)


def _figure(id: str, subject: str, n: int = 0, indicator: str = "firms") -> ftz.Observation:
    return ftz.Observation(id, subject, indicator, _day(n), ftz.Quantity.exactly(n, "1"), "A", _CITED)


def _pact(id: str, *parties: str, topic: str = "port") -> ftz.Cooperation:
    milestones = [ftz.Milestone("signed", "2020")]
    return ftz.Cooperation(id, id, "project", parties, milestones=milestones, topics=[topic], citations=_CITED)


def _cities(n: int, within: Callable[[int], str] = lambda _: "anhui") -> list[ftz.Division]:
    return [ftz.Division(f"city-{k}", f"City {k}", "city", within=[within(k)]) for k in range(n)]


def dataset(**tables: Any) -> ftz.Dataset:
    """Return a data set of one province with a zone, and what else is given."""
    given: dict[str, Any] = {
        "divisions": [_ANHUI],
        "zones": [ftz.Zone("zone", "Zone", "anhui")],
        "indicators": [ftz.Indicator("firms", "Firms", "1", "flow"), ftz.Indicator("stock", "Stock", "1", "stock")],
        "sources": [ftz.Source("source-0", "Publisher", published="2020")],
    }
    return ftz.Dataset(**given | tables)


def series(n: int) -> ftz.Dataset:
    """Return a figure of one place for each of n days."""
    return dataset(observations=[_figure(f"o{k}", "anhui", k) for k in range(n)])


def two_years(n: int) -> ftz.Dataset:
    """Return a figure of one place for each of the first n days of a year, and of the year behind it."""
    return dataset(observations=[_figure(f"o{k}", "anhui", k) for first in (0, 366) for k in range(first, first + n)])


def printed_once(n: int) -> ftz.Dataset:
    """Return a figure of one place for each of n days, all of one print and value."""
    rows = series(n).observations
    cited = [ftz.Citation("source-0", "paragraph 1", "5")]
    return dataset(observations=[evolve(row, quantity=rows[5].quantity, citations=cited) for row in rows])


def yearly(n: int, indicator: str = "firms") -> ftz.Dataset:
    """Return a figure of one place for each of n years."""
    rows = [evolve(_figure(f"o{k}", "anhui", k, indicator), period=f"{1600 + k}") for k in range(n)]
    return dataset(observations=rows)


def shares(n: int) -> ftz.Dataset:
    """Return a stock of a province and the share of its zone for each of n years."""
    whole = yearly(n, "stock").observations
    part, percent = "share-of-province-stock", ftz.Quantity.exactly(5, "%")
    parts = [evolve(row, id=f"p{row.id}", subject="zone", indicator=part, quantity=percent) for row in whole]
    kinds = [ftz.Indicator("stock", "Stock", "1", "stock"), ftz.Indicator(part, "Share", "%", "ratio")]
    return dataset(indicators=kinds, observations=[*whole, *parts])


def running(n: int) -> list[ftz.Observation]:
    """Return n figures of one place, all since the same day."""
    return [evolve(row, period=ftz.Period("2000-01-01", row.period.end)) for row in series(n).observations]


def disputed(n: int) -> ftz.Dataset:
    """Return n figures of one place and day that differ, each with a source of its own."""
    rows = [
        evolve(
            _figure(f"o{k}", "anhui"), quantity=ftz.Quantity.exactly(k, "1"), citations=[ftz.Citation(f"source-{k}")]
        )
        for k in range(n)
    ]
    return dataset(observations=rows, sources=[ftz.Source(f"source-{k}", "P", published="2020") for k in range(n)])


def broad(n: int) -> ftz.Dataset:
    """Return n cities of one province, each with a figure of one day."""
    return dataset(divisions=[_ANHUI, *_cities(n)], observations=[_figure(f"o{k}", f"city-{k}") for k in range(n)])


def measures(n: int) -> ftz.Dataset:
    """Return n indicators of one place, each with one figure, all called alike."""
    rows = [ftz.Indicator(f"firms-{k}", ftz.Name(f"Firms {k}", aliases=["Twin"]), "1", "flow") for k in range(n)]
    figures = [evolve(_figure(f"o{k}", "anhui"), indicator=row.id) for k, row in enumerate(rows)]
    return dataset(indicators=rows, observations=figures)


def deep(n: int) -> ftz.Dataset:
    """Return n places, each within the one before, each with a figure of a day, and in an agreement with the zone."""
    chain = _cities(n, lambda k: f"city-{k - 1}" if k else "anhui")
    return dataset(
        divisions=[_ANHUI, *chain],
        observations=[_figure(f"o{k}", f"city-{k}") for k in range(n)],
        cooperations=[_pact(f"c{k}", f"city-{k}", "zone") for k in range(n)],
    )


def woven(n: int) -> ftz.Dataset:
    """Return n levels of two bodies, each of which lies in both of the level above."""
    bodies = [
        ftz.Organization(f"o{k}-{side}", "Body", "port", within=[f"o{k - 1}-0", f"o{k - 1}-1"] if k else ["anhui"])
        for k in range(n)
        for side in range(2)
    ]
    return dataset(organizations=bodies, cooperations=[_pact("c", f"o{n - 1}-0", "zone")])


def areas(n: int) -> ftz.Dataset:
    """Return n areas of one zone, each with a stock, in a city of its own that has a point on the map."""
    homes = [evolve(each, location=ftz.Location(30, k % 90)) for k, each in enumerate(_cities(n))]
    whole = _figure("whole", "zone", indicator="stock")
    return dataset(
        divisions=[_ANHUI, *homes],
        areas=[ftz.Area(f"area-{k}", f"Area {k}", "zone", f"city-{k}") for k in range(n)],
        observations=[whole, *(_figure(f"o{k}", f"area-{k}", indicator="stock") for k in range(n))],
    )


def ring(n: int) -> ftz.Dataset:
    """Return n zones of n provinces, each linked with the next by an agreement on a topic of its own."""
    return dataset(
        divisions=[ftz.Division(f"p{k}", f"P {k}") for k in range(n)],
        zones=[ftz.Zone(f"z{k}", f"Z {k}", f"p{k}") for k in range(n)],
        cooperations=[_pact(f"c{k}", f"z{k}", f"z{(k + 1) % n}", topic=f"topic-{k}") for k in range(n)],
    )


def often(n: int) -> ftz.Dataset:
    """Return two zones with n agreements, each on a topic of its own."""
    zones = [ftz.Zone(f"z{k}", f"Z {k}", "anhui") for k in range(2)]
    return dataset(zones=zones, cooperations=[_pact(f"c{k}", "z0", "z1", topic=f"topic-{k}") for k in range(n)])


def crowd(n: int) -> ftz.Dataset:
    """Return one agreement of n cities."""
    return dataset(divisions=[_ANHUI, *_cities(n)], cooperations=[_pact("c", *(f"city-{k}" for k in range(n)))])


def full(n: int) -> ftz.Dataset:
    """Return one agreement of n bodies of a zone with as many of another."""
    zones = [ftz.Zone(f"z{k}", f"Z {k}", "anhui") for k in range(2)]
    bodies = [ftz.Organization(f"b{k}", f"B {k}", "park", [f"z{k % 2}"]) for k in range(2 * n)]
    return dataset(zones=zones, organizations=bodies, cooperations=[_pact("c", *(body.id for body in bodies))])


def stations(n: int) -> ftz.Dataset:
    """Return one agreement with n milestones."""
    milestones = [ftz.Milestone("signed", _day(k), _CITED) for k in range(n)]
    return dataset(cooperations=[evolve(_pact("c", "zone", "anhui"), milestones=milestones)])


def namesakes(n: int) -> ftz.Dataset:
    """Return n cities of one name."""
    return dataset(divisions=[_ANHUI, *(evolve(each, name="Twin") for each in _cities(n))])


def revised(n: int) -> tuple[ftz.Dataset, ftz.Dataset]:
    """Return n figures, and the same with another value each."""
    ds = series(n)
    return ds, evolve(ds, observations=[evolve(row, quantity=ftz.Quantity.exactly(7, "1")) for row in ds.observations])


def chained(n: int) -> ftz.Derived:
    """Return a result that rests on n others, one on the other."""
    first, second = series(2).observations
    derived = ftz.change(first, second)
    for _ in range(n):
        derived = ftz.Derived(derived.quantity + first.quantity, "change", (derived, first))
    return derived


def shared(n: int) -> ftz.Derived:
    """Return n levels of results, each used twice by the level above."""
    derived = ftz.change(*series(2).observations)
    for _ in range(n):
        derived = ftz.Derived(derived.quantity, "change", (derived, derived))
    return derived


def trees(n: int, **fields: Any) -> str:
    """Return the text of n divisions that all have the same fields beside their id."""
    return json.dumps({"divisions": [{"id": f"a{k}", "name": "A", **fields} for k in range(n)]})


def tree_within(n: int, above: Callable[[int], str]) -> str:
    """Return the text of n divisions, each within the one whose id a function gives."""
    return json.dumps({"divisions": [{"id": f"a{k}", "name": "A", "within": [above(k)]} for k in range(n)]})


def sheet(
    n: int, row: str = "anhui,firms,2020,5,source-0", columns: str = "subject,indicator,period,value,source"
) -> str:
    """Return the text of n rows of a spreadsheet."""
    return f"{columns}\n" + f"{row}\n" * n
