"""Naming: from what people write to the one place or body that they mean."""

from __future__ import annotations

__all__ = ["bearers", "find", "indicators_named", "shared_names"]

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from anhui_ftz.errors import AmbiguousName, InvalidValue, UnknownName, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.places import Division, Place

_GB_LENGTHS = (2, 4, 6)


def find(ds: Dataset, text: str) -> Place:
    """Return the one place or body that a text means.

    Tried in this order: an id; a name, alias or code to the letter; the same without regard to case,
    accents, spaces, punctuation and full-width forms.

    Parameters
    ----------
    ds
        The data set.
    text
        An id, an English or Chinese name, a short name (皖), an ISO 3166-2 or GB/T 2260 code, or any alias
        that the data hold: traditional characters, pinyin without tones.

    Returns
    -------
    Division, Zone, Area or Organization
        The place or body.

    Raises
    ------
    AmbiguousName
        If several bear the name; lists all of them.
    UnknownName
        If none does; names the nearest.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [ftz.find(ds, text).id for text in ("皖", "CN-AH", "安徽自贸区", "中国(安徽)自由贸易试验区", "Lingang")]
    ['anhui', 'anhui', 'anhui-ftz', 'anhui-ftz', 'shanghai-ftz-lingang']
    >>> ftz.find(ds, "Anhwei")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.UnknownName: nothing is called 'Anhwei'; nearest: Anhui
    """
    as_dataset(ds)
    hits = bearers(ds, text)
    if len(hits) == 1:
        return ds.place(hits[0])
    if hits:
        raise AmbiguousName(text, hits)
    raise UnknownName(text, nearest(text, [*ds.memo(_names).exact, *ds.memo(_place_ids)]))


def bearers(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return the ids of all places and bodies that a text may mean; none is no error here.

    >>> import anhui_ftz as ftz
    >>> bearers(ftz.load(), "安徽自贸区"), bearers(ftz.load(), "no such place")
    (('anhui-ftz',), ())
    """
    if not isinstance(text, str):
        raise InvalidValue(f"a name is a text, not {shown(text)}")
    if text in ds and isinstance(ds.get(text), Place):
        return (text,)
    names = ds.memo(_names)
    return names.exact.get(text) or names.plain.get(_plain(text)) or ()


def indicators_named(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return the ids of all indicators that a text may mean: an id, or a name in English or Chinese.

    >>> import anhui_ftz as ftz
    >>> indicators_named(ftz.load(), "goods-trade")
    ('goods-trade',)
    """
    names = ds.memo(_indicator_names)
    return names.exact.get(text) or names.plain.get(_plain(text)) or ()


def shared_names(ds: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the names that several places bear, each with their ids; `find` refuses these.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> twins = [ftz.Division("suzhou-city", "Suzhou"), ftz.Division("anhui-suzhou-city", "Suzhou")]
    >>> shared_names(ftz.Dataset(divisions=twins))
    {'Suzhou': ('anhui-suzhou-city', 'suzhou-city')}
    """
    shared = {form: ids for form, ids in sorted(ds.memo(_names).exact.items()) if len(ids) > 1}
    return {form: ids for form, ids in shared.items() if form not in ds or not isinstance(ds.get(form), Place)}


@attrs.frozen
class _Names:
    """Which places bear a name, to the letter and plainly."""

    exact: dict[str, tuple[str, ...]]
    plain: dict[str, tuple[str, ...]]


def _place_ids(ds: Dataset) -> tuple[str, ...]:
    return tuple(place.id for place in ds.places)


def _names(ds: Dataset) -> _Names:
    return _gathered((place.id, (*place.name.all, *_codes(place))) for place in ds.places)


def _indicator_names(ds: Dataset) -> _Names:
    names = _gathered((row.id, row.name.all) for row in ds.indicators)
    return attrs.evolve(names, exact=names.exact | {row.id: (row.id,) for row in ds.indicators})


def _gathered(forms: Iterable[tuple[str, tuple[str, ...]]]) -> _Names:
    exact: defaultdict[str, set[str]] = defaultdict(set)
    plain: defaultdict[str, set[str]] = defaultdict(set)
    for id, names in forms:
        for form in names:
            exact[form].add(id)
        for form in (id, *names):
            if key := _plain(form):
                plain[key].add(id)
    return _Names(
        {form: tuple(sorted(ids)) for form, ids in exact.items()},
        {form: tuple(sorted(ids)) for form, ids in plain.items()},
    )


def _codes(place: Place) -> Iterator[str]:
    if isinstance(place, Division):
        if place.iso_3166_2:
            yield place.iso_3166_2
        if place.gb_t_2260:
            yield from {place.gb_t_2260.ljust(n, "0") for n in _GB_LENGTHS if n >= len(place.gb_t_2260)}


def _plain(text: str) -> str:
    """Reduce a text to its letters and digits, without case, accents and full-width forms."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if character.isalnum())
