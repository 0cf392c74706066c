"""The audit of evidence: every citation of a source compared with its text."""

from __future__ import annotations

__all__ = ["audit"]

from collections.abc import Iterator
from functools import reduce
from hashlib import sha256

from anhui_ftz.analysis.quality.findings import Finding, finding, sorted_findings
from anhui_ftz.analysis.quality.locators import Page
from anhui_ftz.analysis.quality.source_checks import Cited, citing, misread, prints_of
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Observation
from anhui_ftz.words.remark import Remark

#: So many places in a text are listed; the others are counted.
_LISTED = 5


def audit(ds: Dataset, source_id: str | Source, text: str) -> tuple[Finding, ...]:
    r"""Compare every citation of a source with its text.

    Each is looked up by its locator: ``paragraph 3``, ``paragraphs 1, 3-5``, ``last paragraph``, ``title``,
    ``whole page`` or nothing. Paragraphs are the lines that are not empty, counted from 1. The words as printed
    must occur there; width, quotes and white space may differ, and a number must match as a whole: 31 does not
    match 341. The figure of an observation must have the value, unit and bounds of its printed form. The text
    must have the digest that the source states.

    Parameters
    ----------
    ds
        The data set.
    source_id
        Id of the source, or the source itself.
    text
        Its text.

    Returns
    -------
    tuple of Finding
        Empty if all is in order. The most severe first; only those of severity ``error`` mean that the data are wrong.

    Raises
    ------
    UnknownName
        If there is no such source.
    InvalidValue
        If the id is that of something else, or the text is not a text.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> mine = ftz.Dataset(
    ...     divisions=[
    ...         ftz.Division(
    ...             "anhui",
    ...             "Anhui",
    ...             citations=[ftz.Citation("page", "paragraph 1", "Anhui")],
    ...         )
    ...     ],
    ...     sources=[ftz.Source("page", "Publisher")],
    ... )
    >>> ftz.audit(mine, "page", "Trade of Anhui")
    ()
    >>> print(*ftz.audit(mine, "page", "Trade\nof Anhui"))
    error: $.divisions['anhui'].citations[0]: 'Anhui' is not in paragraph 1 (it is in paragraph 2) [wrong-paragraph]
    """
    as_dataset(ds)
    source = ds.get(source_id.id if isinstance(source_id, Source) else source_id, Source)
    if not isinstance(text, str):
        raise InvalidValue(f"an audit reads text, not {shown(text)}")
    page = Page(text, source.title)
    found = list(_digest(source, text))
    for cited in citing(ds):
        if cited.citation.source == source.id:
            found += _place(page, cited.path, cited.citation)
            found += _figure(cited)
    return sorted_findings(found)


def _digest(source: Source, text: str) -> Iterator[Finding]:
    digest = sha256(text.encode(errors="surrogatepass")).hexdigest()
    if source.sha256 and source.sha256 != digest:
        yield finding("other-text", f"$.sources['{source.id}'].sha256", digest, source.sha256)


def _figure(cited: Cited) -> Iterator[Finding]:
    if isinstance(cited.record, Observation) and cited.citation.as_published:
        yield from misread(cited.record.quantity, cited.citation.as_published, cited.path, prints_of(cited.record))


def _place(page: Page, path: str, citation: Citation) -> Iterator[Finding]:
    """Look a citation up: whether there is such a paragraph, and the words are in it."""
    pointed = page.place(citation.locator)
    if pointed is None:
        yield finding("unplaced-locator", path, citation)
        pointed = list(range(len(page) + 1))
    elif beyond := [number for number in pointed if number > len(page)]:
        yield finding("no-such-paragraph", path, len(page), citation, _listed(beyond))
    if citation.as_published:
        yield from _words(page, path, citation, pointed)


def _words(page: Page, path: str, citation: Citation, pointed: list[int]) -> Iterator[Finding]:
    found = page.where(citation.as_published)
    if not found:
        yield finding("not-in-text", path, citation.as_published)
    elif not set(found).intersection(pointed):
        yield finding("wrong-paragraph", path, citation.as_published, citation, _listed(found))


def _listed(numbers: list[int]) -> Remark:
    names = (Remark("paragraph", number) if number else Remark("title") for number in numbers[:_LISTED])
    words = reduce(lambda before, name: Remark("listed", before, name), names)
    return Remark("and-more", words, len(numbers) - _LISTED) if len(numbers) > _LISTED else words
