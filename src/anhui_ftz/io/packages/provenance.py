"""The working of a figure as PROV-JSON (W3C): what was derived from what, by which rule, and from which source."""

from __future__ import annotations

__all__ = ["to_prov"]

import json
from collections.abc import Iterator
from itertools import count

from anhui_ftz.analysis.figures.derived import Derived, TracedFigure
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.io.citations.works import unknown_sources
from anhui_ftz.io.columns import fixed
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Observation

_Value = str | dict[str, str] | list[str]
#: Records and sources by id, results by number in the order of use, and the terms used of them.
_PREFIXES = {
    "record": "urn:anhui-ftz:record:",
    "result": "urn:anhui-ftz:result:",
    "step": "urn:anhui-ftz:step:",
    "ftz": "urn:anhui-ftz:term:",
    "dcterms": "http://purl.org/dc/terms/",
}


def to_prov(derived: Derived | Observation, ds: Dataset) -> str:
    """Return the working of a figure as PROV-JSON.

    Each result is an entity that an activity generated. The activity is named after the rule and used the inputs
    from which the result was derived. The sources of an observation are its primary sources, each with the locator
    and the figure as printed.

    Parameters
    ----------
    derived
        A result, or an observation.
    ds
        The data set that contains the sources.

    Returns
    -------
    str
        The JSON text; figures are ``xsd:decimal`` to the last digit.

    Raises
    ------
    InvalidValue
        If it is not a figure, or rests on different observations of one id.
    UnknownName
        If the data set does not contain a source; lists all that are missing.

    Examples
    --------
    >>> import anhui_ftz as ftz, json
    >>> from anhui_ftz.io.packages import to_prov
    >>> ds = ftz.load()
    >>> document = json.loads(
    ...     to_prov(ftz.density(ds.get("ah-obs-010"), ds.get("ah-obs-001")), ds)
    ... )
    >>> sorted(document["entity"])
    ['record:ah-gov-2020-09-25', 'record:ah-obs-001', 'record:ah-obs-010', 'record:cns-2021-01-25', 'result:1']
    """
    as_dataset(ds)
    if not isinstance(derived, Derived | Observation):
        raise InvalidValue(f"expected a Derived or an Observation, got {shown(derived)}")
    names = _named(derived)
    figures: dict[str, TracedFigure] = {}
    for figure, name in names.values():
        if isinstance(figure, Observation) and figures.setdefault(name, figure) != figure:
            raise InvalidValue(f"different observations share the id {figure.id}: give one another id")
        figures[name] = figure
    document: dict[str, dict[str, dict[str, _Value]]] = {
        "entity": {name: _figure(figure) for name, figure in figures.items()},
        "activity": {},
        "wasGeneratedBy": {},
        "used": {},
        "wasDerivedFrom": {},
    }
    numbers = count(1)
    for name, figure in figures.items():
        if isinstance(figure, Derived):
            _add_step(document, name, figure, [names[id(each)][1] for each in figure.inputs], numbers)
        else:
            for each in figure.citations:
                document["wasDerivedFrom"][f"_:n{next(numbers)}"] = _primary(name, each)
    document["entity"] |= _sources(list(figures.values()), ds)
    kept = {kind: records for kind, records in document.items() if records}
    return json.dumps({"prefix": _PREFIXES, **kept}, ensure_ascii=False, indent=2)


def _named(root: TracedFigure) -> dict[int, tuple[TracedFigure, str]]:
    """Name every figure of a tree, by identity: an input that is used twice is one entity."""
    names: dict[int, tuple[TracedFigure, str]] = {}
    numbers = count(1)
    stack: list[TracedFigure] = [root]
    while stack:
        figure = stack.pop()
        if id(figure) in names:
            continue
        if isinstance(figure, Observation):
            names[id(figure)] = figure, f"record:{figure.id}"
        else:
            names[id(figure)] = figure, f"result:{next(numbers)}"
            stack += figure.inputs[::-1]
    return names


def _add_step(
    document: dict[str, dict[str, dict[str, _Value]]],
    name: str,
    figure: Derived,
    inputs: list[str],
    numbers: Iterator[int],
) -> None:
    step = name.replace("result:", "step:")
    document["activity"][step] = {"prov:label": figure.rule, "ftz:rule": figure.rule}
    document["wasGeneratedBy"][f"_:n{next(numbers)}"] = {"prov:entity": name, "prov:activity": step}
    for each in inputs:
        document["used"][f"_:n{next(numbers)}"] = {"prov:activity": step, "prov:entity": each}
        document["wasDerivedFrom"][f"_:n{next(numbers)}"] = {
            "prov:generatedEntity": name,
            "prov:usedEntity": each,
            "prov:activity": step,
        }


def _primary(name: str, citation: Citation) -> dict[str, _Value]:
    printed = {"ftz:locator": citation.locator, "ftz:as_published": citation.as_published}
    return {
        "prov:generatedEntity": name,
        "prov:usedEntity": f"record:{citation.source}",
        "prov:type": _typed("prov:PrimarySource", "prov:QUALIFIED_NAME"),
        **{key: value for key, value in printed.items() if value},
    }


def _figure(figure: TracedFigure) -> dict[str, _Value]:
    said: dict[str, _Value] = {"prov:label": format(figure.quantity, "en"), **_quantity(figure.quantity)}
    if figure.period is not None:
        said["ftz:period"] = figure.period.edtf
    if isinstance(figure, Observation):
        return said | {
            "prov:type": _typed("ftz:Observation", "prov:QUALIFIED_NAME"),
            "ftz:subject": figure.subject,
            "ftz:indicator": figure.indicator,
            "ftz:status": figure.status.value,
        }
    said |= {"prov:type": _typed("ftz:Derived", "prov:QUALIFIED_NAME"), "ftz:missing": list(figure.missing)}
    return {key: value for key, value in (said | {"ftz:note": list(figure.notes)}).items() if value}


def _quantity(quantity: Quantity) -> dict[str, _Value]:
    figures = {"prov:value": quantity.value, "ftz:lower": quantity.lower, "ftz:upper": quantity.upper}
    said: dict[str, _Value] = {
        name: _typed(fixed(figure), "xsd:decimal") for name, figure in figures.items() if figure.is_finite()
    }
    return said | {"ftz:unit": str(quantity.unit), "ftz:bound": quantity.bound.value}


def _sources(figures: list[TracedFigure], ds: Dataset) -> dict[str, dict[str, _Value]]:
    ids = {each.source: None for row in figures if isinstance(row, Observation) for each in row.citations}
    found = {id: ds.get(id) for id in ids if id in ds}
    unknown = [id for id in ids if not isinstance(found.get(id), Source)]
    if unknown:
        raise unknown_sources(unknown)
    return {f"record:{source.id}": _source(source) for source in found.values() if isinstance(source, Source)}


def _source(source: Source) -> dict[str, _Value]:
    said: dict[str, _Value] = {
        "prov:label": source.title or str(source.publisher),
        "prov:type": _typed("ftz:Source", "prov:QUALIFIED_NAME"),
        "prov:location": _typed(source.url, "xsd:anyURI") if source.url else "",
        "dcterms:title": source.title,
        "dcterms:publisher": str(source.publisher),
        "dcterms:language": source.language,
        "dcterms:issued": source.published.edtf if source.published else "",
        "ftz:carrier": source.carrier.value,
        "ftz:translation": source.translation.value,
    }
    return {key: value for key, value in said.items() if value}


def _typed(text: str, kind: str) -> dict[str, str]:
    return {"$": text, "type": kind}
