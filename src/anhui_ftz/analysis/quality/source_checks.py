"""Checks of evidence: sources and the citations of them."""

from __future__ import annotations

__all__ = ["source_checks"]

from collections.abc import Iterator
from datetime import date

from anhui_ftz.analysis.quality.citation_paths import citing
from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.analysis.quality.misread import misread
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.source import Source
from anhui_ftz.model.statistics import IndicatorKind, Observation, ObservationStatus


def source_checks(ds: Dataset) -> Iterator[Finding]:
    """Yield what is doubtful about sources, and about how they are cited."""
    yield from _pages(ds)
    yield from _sources(ds)
    yield from _citations(ds)
    yield from _too_early(ds)


def _pages(ds: Dataset) -> Iterator[Finding]:
    """Look for two sources with one address."""
    first: dict[tuple[str, ...], Source] = {}
    for source in ds.sources:
        if source.url:
            twin = first.setdefault(_page(source.url), source)
            if twin is not source:
                message = f"the page of {source.id} is that of {twin.id}: {source.url}"
                yield finding("same-url", f"$.sources['{source.id}'].url", message, "keep one, and cite it")


def _page(url: str) -> tuple[str, ...]:
    """Reduce an address to the page that it leads to: no scheme, port, fragment or last slash."""
    _, _, rest = url.partition("://")
    host, slash, path = rest.partition("#")[0].partition("/")
    name = host.casefold().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    return name, (slash + path).rstrip("/")


def _sources(ds: Dataset) -> Iterator[Finding]:
    cited = {each.citation.source for each in citing(ds)}
    for source in ds.sources:
        path = f"$.sources['{source.id}']"
        if source.id not in cited:
            yield finding("unused-source", path, "no record cites it", "cite it, or leave it out")
        if source.published is None:
            yield finding("source-without-date", f"{path}.published", "it has no date", "give a year at least")


def _citations(ds: Dataset) -> Iterator[Finding]:
    for path, record, citation in citing(ds):
        if not citation.locator:
            message = f"{citation.source} is cited without a place in it"
            yield finding("no-locator", path, message, "write 'paragraph 3', 'title' or 'whole page'")
        if isinstance(record, Observation):
            if citation.as_published:
                yield from misread(record.quantity, citation.as_published, path)
            else:
                message = f"{record.quantity:en} is cited without its printed form"
                yield finding("no-as-published", path, message, "write the figure as the source prints it")


def _countable_from(record: Observation, is_stock: bool) -> date | None:
    """Return the first day on which it could be counted: a stock on its first, a flow when its last is over.

    What holds from a day on with no end is an order, which is announced before it holds.
    """
    return record.period.start if is_stock and record.period.end is not None else record.period.end


def _too_early(ds: Dataset) -> Iterator[Finding]:
    """Look for sources that state what had not yet come about."""
    published = {source.id: source.published for source in ds.sources}
    stocks = {indicator.id for indicator in ds.indicators if indicator.kind is IndicatorKind.STOCK}
    for path, record, citation in citing(ds):
        when = published[citation.source]
        if isinstance(record, Observation) and record.status is not ObservationStatus.FORECAST and when is not None:
            day = _countable_from(record, record.indicator in stocks)
            if day is not None and when.precedes(Period(day, day)):
                message = f"{citation.source} was published in {when}, and the figure is of {record.period}"
                yield finding("published-before-period-ends", path, message, "mend a date, or mark it as forecast (F)")
