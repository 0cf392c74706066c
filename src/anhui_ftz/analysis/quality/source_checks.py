"""Checks of evidence: sources, the citations of them, and whether figures as printed read as their records."""

from __future__ import annotations

__all__ = ["Cited", "as_read", "citing", "misread", "prints_of", "source_checks"]

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.dataset import Dataset, Record
from anhui_ftz.model.integrity import cited_parts
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Observation, ObservationStatus
from anhui_ftz.model.unit import Unit
from anhui_ftz.reading.printed import read_figure

_OPPOSITE = {Bound.AT_LEAST, Bound.AT_MOST}


class Cited(NamedTuple):
    """One citation, and where it is in the data set."""

    #: Path, such as ``$.observations['ah-obs-012'].citations[0]``.
    path: str
    #: The record whose citation it is.
    record: Record
    #: The citation.
    citation: Citation


def citing(ds: Dataset) -> Iterator[Cited]:
    """Iterate over every citation, those of milestones and events among them, in the order of the tables.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> next(each.path for each in citing(ftz.load()) if each.record.id == "ah-obs-012")
    "$.observations['ah-obs-012'].citations[0]"
    """
    for table, rows in ds.tables():
        for row in rows:
            if isinstance(row, Source):
                continue
            path = f"$.{table}['{row.id}']"
            yield from _each(path, row, row.citations)
            for field, parts in cited_parts(row):
                for index, part in enumerate(parts):
                    yield from _each(f"{path}.{field}[{index}]", row, part.citations)


def _each(path: str, record: Record, citations: tuple[Citation, ...]) -> Iterator[Cited]:
    for index, citation in enumerate(citations):
        yield Cited(f"{path}.citations[{index}]", record, citation)


def misread(quantity: Quantity, printed: str, path: str, others: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield what is wrong with a printed figure: it reads as another value, has other bounds, or cannot be read.

    Bounds may be those of another print of the same record. A figure that is stored as exact has no precision to
    compare with that of a rounded print.

    Examples
    --------
    >>> stored = Quantity.exactly("292.2e9", "CNY")
    >>> [each.rule for each in misread(stored, "2932亿元", "$")], [*misread(stored, "2922亿元", "$")]
    (['figure-differs-from-print'], [])
    >>> [each.rule for each in misread(stored, "超过2922亿元", "$")]
    ['bound-differs-from-print']
    """
    read = as_read(printed, quantity.unit)
    if isinstance(read, str):
        yield finding("unreadable-print", path, read)
        return
    if read.unit != quantity.unit or read.value != quantity.value or {read.bound, quantity.bound} == _OPPOSITE:
        yield finding("figure-differs-from-print", path, printed, read, quantity)
    elif all(_is_bounded_otherwise(as_read(each, quantity.unit), quantity) for each in (printed, *others)):
        yield finding("bound-differs-from-print", path, printed, read, quantity)


def _is_bounded_otherwise(read: Quantity | str, stored: Quantity) -> bool:
    """Whether a print has other bounds than a figure; how exact it is may be recorded of either alone."""
    if isinstance(read, str):
        return True
    if {read.bound, stored.bound} == {Bound.EXACT, Bound.ROUNDED}:
        return False
    return (read.lower, read.upper, read.bound) != (stored.lower, stored.upper, stored.bound)


@lru_cache(maxsize=2048)
def as_read(printed: str, unit: Unit) -> Quantity | str:
    """Read a printed figure, or return why it cannot be read; a data set is checked again after each edit."""
    try:
        return read_figure(printed, unit)
    except InvalidValue as error:
        return error.message


def prints_of(record: Observation) -> tuple[str, ...]:
    """Return the figure of a record in each form in which its sources print it."""
    return tuple(each.as_published for each in record.citations if each.as_published)


def source_checks(ds: Dataset) -> Iterator[Finding]:
    """Yield what is doubtful about sources, and about how they are cited."""
    found = tuple(citing(ds))
    yield from _pages(ds)
    yield from _sources(ds, {each.citation.source for each in found})
    for each in found:
        yield from _citation(each)
        if isinstance(each.record, Observation):
            yield from _too_early(ds, each, each.record)


def _pages(ds: Dataset) -> Iterator[Finding]:
    """Look for two sources with one address."""
    first: dict[tuple[str, ...], Source] = {}
    for source in ds.sources:
        if source.url:
            twin = first.setdefault(_page(source.url), source)
            if twin is not source:
                stated = source.id, twin.id, source.url
                yield finding("same-url", f"$.sources['{source.id}'].url", *stated, others=[twin.id])


def _page(url: str) -> tuple[str, ...]:
    """Reduce an address to the page that it leads to: no scheme, port, fragment or last slash."""
    _, _, rest = url.partition("://")
    host, slash, path = rest.partition("#")[0].partition("/")
    name = host.casefold().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    return name, (slash + path).rstrip("/")


def _sources(ds: Dataset, cited: Collection[str]) -> Iterator[Finding]:
    for source in ds.sources:
        path = f"$.sources['{source.id}']"
        if source.id not in cited:
            yield finding("unused-source", path)
        if source.published is None:
            yield finding("source-without-date", f"{path}.published")


def _citation(cited: Cited) -> Iterator[Finding]:
    path, record, citation = cited
    if not citation.locator:
        yield finding("no-locator", path, citation.source)
    if isinstance(record, Observation):
        if citation.as_published:
            yield from misread(record.quantity, citation.as_published, path, prints_of(record))
        else:
            yield finding("no-as-published", path, record.quantity)


def _too_early(ds: Dataset, cited: Cited, record: Observation) -> Iterator[Finding]:
    """Say if a source states what had not yet come about."""
    when = ds.sources[cited.citation.source].published
    if when is None or when.end is None or record.status is ObservationStatus.FORECAST:
        return
    day = _countable_from(ds, record)
    if day is not None and when.end < day:
        yield finding("published-before-period-ends", cited.path, cited.citation.source, when, record.period)


def _countable_from(ds: Dataset, record: Observation) -> date | None:
    """Return the first day on which it could be counted: a stock on its first, a flow when its last is over.

    What applies from a day on without an end is an order, which is announced before it applies.
    """
    holds_already = record.period.end is not None and not ds.indicators[record.indicator].kind.has_length
    return record.period.start if holds_already else record.period.end
