"""Citations of whatever rests on sources: footnotes, BibTeX and CSL-JSON. Needs no optional library."""

from __future__ import annotations

__all__ = ["STYLES", "Citables", "cited"]

from collections.abc import Callable, Iterable

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.io.citations.bibtex import bibtex
from anhui_ftz.io.citations.csl import csl_json
from anhui_ftz.io.citations.footnotes import footnotes
from anhui_ftz.io.citations.works import Citables, Work, works
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.words.figures import check_language

#: The styles, by the names that `anhui_ftz.cite` takes.
STYLES: dict[str, Callable[[Iterable[Work], str], str]] = {
    "footnote": footnotes,
    "bibtex": bibtex,
    "csl-json": csl_json,
}


def cited(ds: Dataset, x: Citables, style: str = "footnote", lang: str = "en", *, creator: str = "") -> str:
    """Cite what something rests on, with the sources of a given data set; `anhui_ftz.cite` says the rest.

    >>> from anhui_ftz import Citation, Dataset, Source
    >>> ds = Dataset(sources=[Source("daily", "Anhui Daily", "R&D", published="2021-01")])
    >>> cited(ds, Citation("daily", "page 9", "33%"))
    'Anhui Daily, “R&D”, January 2021, page 9: “33%”'
    """
    as_dataset(ds)
    if not isinstance(style, str) or style not in STYLES:
        raise InvalidValue(f"a style is one of {', '.join(STYLES)}, not {shown(style)}")
    return STYLES[style](works(ds, x, creator), check_language(lang))
