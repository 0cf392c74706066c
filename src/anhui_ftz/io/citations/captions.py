"""Captions: one line to print below a chart or table, with who published what it shows and what of it is a bound."""

from __future__ import annotations

__all__ = ["PUBLISHERS", "Captioned", "caption_of"]

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

from anhui_ftz.analysis.figures.comparison import ComparisonCell
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.series import GrowthRow
from anhui_ftz.analysis.links.dated import DateKind, date_kind, reached
from anhui_ftz.analysis.on_record import OnRecordRow
from anhui_ftz.analysis.quality.coverage import Coverage
from anhui_ftz.analysis.quality.reconciliation import Reconciliation
from anhui_ftz.io.citations.works import Citable, Sourced, works
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.quantity import Bound
from anhui_ftz.model.statistics import Observation
from anhui_ftz.words import label, phrase
from anhui_ftz.words.sources import publisher_alone

#: How many publishers a caption names.
PUBLISHERS = 3


@runtime_checkable
class _Linked(Protocol):
    """What rests on cooperations: a linkage, a matrix or a table of linkages."""

    @property
    def cooperations(self) -> Iterable[Cooperation]:
        """The cooperations."""


#: Anything that can stand above a caption.
Captioned = (
    Citable | ComparisonCell | Coverage | GrowthRow | OnRecordRow | _Linked
    | Iterable["Captioned"] | Mapping[Hashable, "Captioned"]
)  # fmt: skip


def caption_of(ds: Dataset, x: Captioned, lang: str, limit: int) -> str:
    """Return the caption of something whose sources are in a data set; `caption` says how.

    >>> import anhui_ftz as ftz
    >>> caption_of(ftz.load(), ftz.load().observations["ah-obs-010"], "zh", 3).startswith("来源：")
    True
    """
    cited = list(_shown(ds, x))
    figures = [each for each in cited if isinstance(each, Observation | Derived)]
    cooperations = {each.id: each for each in cited if isinstance(each, Cooperation)}
    edition = phrase("caption.edition", lang, ds.edition) if ds.edition else ""
    parts = [_sources(ds, cited, lang, limit), edition, _figures(figures, lang)]
    parts += _dates(cooperations.values(), lang)
    return ("" if lang == "zh" else " ").join(filter(None, parts))


def _shown(ds: Dataset, x: Captioned) -> Iterator[Any]:
    """Yield what is shown: records, results, and ids of sources."""
    if isinstance(x, str):
        x = ds[x]
    parts = _parts(x)
    if parts is not None:
        for each in parts:
            yield from _shown(ds, each)
    elif not isinstance(x, Observation | Derived | Cooperation) and isinstance(x, Sourced):
        yield from x.sources
    else:
        yield x


def _parts(x: Captioned) -> Iterable[Captioned] | None:
    """Return what something is made of; None if it is one record or result."""
    if isinstance(x, Dataset):
        return x.sources
    if isinstance(x, ComparisonCell | Coverage | GrowthRow | OnRecordRow | Reconciliation):
        return _figures_in(x)
    if isinstance(x, _Linked):
        return x.cooperations
    if isinstance(x, Mapping):
        return x.values()
    return x if isinstance(x, Iterable) else None


def _figures_in(
    x: ComparisonCell | Coverage | GrowthRow | OnRecordRow | Reconciliation,
) -> Iterator[Observation | Derived]:
    """Yield the figures that a result shows, none of them twice."""
    if isinstance(x, ComparisonCell):
        yield from (each for each in (*x.figures, *x.implied, x.share, x.growth) if each is not None)
    elif isinstance(x, Coverage):
        yield from x.observations or x.implied or x.parts
    elif isinstance(x, OnRecordRow):
        yield from x.newest
    elif isinstance(x, GrowthRow):
        computed = None if x.computed == x.implied else x.computed
        yield from (each for each in (x.figure, *x.stated, x.implied, computed) if each is not None)
    else:
        yield from (each for each in (x.whole, *x.parts, x.sum) if each is not None)


def _sources(ds: Dataset, cited: list[Any], lang: str, limit: int) -> str:
    """Name the publishers, those of most sources first; as many in each language."""
    found: dict[str, list[str]] = {}
    for work in works(ds, cited):
        publisher, name = (publisher_alone(work.publisher_in(each)) for each in ("en", lang))
        if publisher:
            found.setdefault(publisher, []).append(name)
    if not found:
        return phrase("caption.none", lang)
    most = sorted(found.values(), key=len, reverse=True)[:limit]
    words = phrase("stop", lang).join(Counter(names).most_common(1)[0][0] for names in most)
    more = len(found) - limit
    return phrase("caption.sources", lang, phrase("caption.more", lang, words, more) if more > 0 else words)


def _figures(rows: list[Observation | Derived], lang: str) -> str:
    found = Counter[Bound](row.quantity.bound for row in rows if row.quantity.bound is not Bound.EXACT)
    if not found:
        return ""
    if len(rows) == 1:
        return phrase("caption.figure", lang, label(next(iter(found)), lang))
    counts = (phrase("caption.count", lang, found[bound], label(bound, lang)) for bound in Bound if found[bound])
    return phrase("caption.figures", lang, sum(found.values()), len(rows), phrase("sep", lang).join(counts))


def _dates(rows: Iterable[Cooperation], lang: str) -> list[str]:
    kinds = [date_kind(reached(row)) for row in rows]
    counts = {
        "caption.dates": sum(kind.is_bound for kind in kinds),
        "caption.undated": sum(kind is DateKind.NOT_STATED for kind in kinds),
    }
    return [phrase(key, lang, count, len(kinds)) for key, count in counts.items() if count]
