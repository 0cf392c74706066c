"""Citations of whatever rests on sources: footnotes, BibTeX, CSL-JSON, captions. Needs no optional library."""

from __future__ import annotations

__all__ = ["caption", "cite"]

from anhui_ftz.errors import InvalidValue, shown, suggestion
from anhui_ftz.io.citations.captions import PUBLISHERS, Captioned, caption_of
from anhui_ftz.io.citations.styles import STYLES
from anhui_ftz.io.citations.works import Citables, works
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.storage.files import load
from anhui_ftz.words import check_language, phrase


def cite(x: Citables, style: str = "footnote", *, ds: Dataset | None = None, lang: str = "en") -> str:
    """Return the citations of a record or result: each of its sources once, in the order of use.

    Parameters
    ----------
    x
        A record (observation, cooperation, place, indicator, source), a result (derived figure, linkage,
        evidence, reconciliation), the id of a record, a Dataset, or a sequence or mapping of such.
        For a place or indicator, only its own sources are cited, not those of figures about it. A Dataset is
        cited as a work, with its title and edition.
    style
        ``footnote``: one line per source, with the paragraphs meant and the figures as printed there.
        ``bibtex``: one entry per source; its key is the id of the source.
        ``csl-json``: a JSON list with one item per source, for reference managers.
    ds
        The data set that contains the sources; None takes the bundled one. Records contain only the ids of
        their sources, so pass your own data set for records from it.
    lang
        Language of what is said about the sources, ``en`` or ``zh``; titles stay as printed, but for
        the marks around a title inside another, as in 《〈条例〉公布》.

    Returns
    -------
    str
        The citations; empty if nothing is cited. A title, publisher or date that is not known is left out.
        The words of publisher and title decide whether a work is a newspaper article
        (``article-newspaper``), an official document (``report``) or a web page.

    Raises
    ------
    InvalidValue
        If the style or language is not known, or something rests on no sources.
    UnknownName
        If the data set does not contain some sources, all of which are named, or does not know an id.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(ftz.cite(ftz.load().get("ah-obs-012")))
    China News Service ..., “The Anhui Pilot Free Trade Zone ...”, 25 January 2021, reprint,
    machine translation, paragraph 3: “292.2 billion yuan”. https://www.tellerreport.com/...
    >>> print(ftz.cite("ah-obs-012", "bibtex"))
    @misc{cns-2021-01-25,
      ...
      year = {2021},
      month = jan,
      day = {25},
      ...
    """
    bundled = load()
    holder = bundled if ds is None else as_dataset(ds)
    if not isinstance(style, str) or style not in STYLES:
        raise InvalidValue(f"a style is one of {', '.join(STYLES)}, not {shown(style)}{suggestion(style, STYLES)}")
    ours = isinstance(x, Dataset) and (x is bundled or x == bundled)
    check_language(lang)
    return STYLES[style](works(holder, x, phrase("cite.authors", lang, "anhui_ftz") if ours else ""), lang)


def caption(x: Captioned, lang: str = "en", limit: int = PUBLISHERS, *, ds: Dataset | None = None) -> str:
    """Return one line to print below a chart or table: who published what it shows, the edition, what is bounded.

    Parameters
    ----------
    x
        What is shown: records (or their ids) and results of any kind, such as observations, derived figures, a
        comparison, linkages, a matrix or table of linkages, a treatment panel; or a sequence or mapping of such.
    lang
        ``en`` or ``zh``.
    limit
        The most publishers to name, 1 or more: those of most sources first. The others are counted.
    ds
        The data set that has the sources; None takes the bundled one. Results contain only the ids of their
        sources, so pass your own data set for results from it.

    Returns
    -------
    str
        One line. What is not exact is counted: figures that are bounds or rounded, dates that are bounds or not
        stated.

    Raises
    ------
    InvalidValue
        If the language is not known, the limit is not a whole number above 0, or something rests on no sources.
    UnknownName
        If the data set does not have some sources, or does not know an id.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(
    ...     ftz.caption(
    ...         ftz.observations(ds, subject="anhui-ftz", indicator="goods-trade"),
    ...         limit=1,
    ...     )
    ... )
    Sources: ... and ... more. Data edition ... Not exact: ... figures (rounded: ..., lower bound: ...).
    """
    holder = load() if ds is None else as_dataset(ds)
    if type(limit) is not int or limit < 1:
        raise InvalidValue(f"limit is a whole number of 1 or more, not {shown(limit)}")
    return caption_of(holder, x, check_language(lang), limit)
