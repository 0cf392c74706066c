"""Naming: from what people write to the one place or body that they mean."""

from __future__ import annotations

__all__ = ["CODE_LENGTHS", "Names", "bearers", "find", "folded_name", "gathered", "place_meant", "shared_names"]

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.errors import AmbiguousName, InvalidValue, UnknownName, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.places import Division, DivisionKind, Place

#: Digits of a GB/T 2260 code of a province, city or county.
CODE_LENGTHS = (2, 4, 6)
#: A longer text names nothing; so many parts a text may have.
_LONGEST, _MOST_PARTS = 300, 3
#: English words for the rank of a division, and the ranks that they can mean.
_RANKS: dict[str, tuple[DivisionKind, ...]] = {
    "province": (DivisionKind.PROVINCE,),
    "municipality": (DivisionKind.PROVINCE, DivisionKind.CITY),
    "city": (DivisionKind.PROVINCE, DivisionKind.CITY, DivisionKind.COUNTY),
    "prefecture": (DivisionKind.CITY,),
    "county": (DivisionKind.COUNTY,),
    "district": (DivisionKind.COUNTY,),
}


def find(ds: Dataset, text: str) -> Place:
    """Return the one place or body that a text means.

    The text is compared, in this order, with ids; with names, aliases, former names and codes, exactly; with the
    same, without regard to case, accents, spaces, punctuation and full-width forms; then part by part.

    Parameters
    ----------
    ds
        The data set.
    text
        An id, an English or Chinese name, a short name (皖), an ISO 3166-2 or GB/T 2260 code, any alias on
        record (traditional characters, pinyin without tones), or several parts of which each lies in the
        next: ``Hefei, Anhui``, 安徽省芜湖市, 安徽自贸区合肥片区, ``Anhui Province``, 苏州（江苏）.

    Returns
    -------
    Division, Zone, Area or Organization
        The place or body.

    Raises
    ------
    AmbiguousName
        If several places have the name; lists all of them.
    UnknownName
        If no place has the name; lists the nearest names.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [
    ...     ftz.find(ds, text).id
    ...     for text in (
    ...         "皖",
    ...         "CN-AH",
    ...         "安徽自贸区",
    ...         "中国(安徽)自由贸易试验区",
    ...         "Lingang",
    ...     )
    ... ]
    ['anhui', 'anhui', 'anhui-ftz', 'anhui-ftz', 'shanghai-ftz-lingang']
    >>> [
    ...     ftz.find(ds, text).id
    ...     for text in (
    ...         "安徽省芜湖市",
    ...         "Hefei, Anhui",
    ...         "安徽自贸区合肥片区",
    ...         "3402",
    ...         "襄樊",
    ...     )
    ... ]
    ['wuhu-city', 'hefei-city', 'anhui-ftz-hefei', 'wuhu-city', 'xiangyang-city']
    >>> ftz.find(ds, "Taizhou")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.AmbiguousName: 'Taizhou' may mean any of taizhou-city-js, taizhou-city-zj; ask by id
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


def place_meant(ds: Dataset, place: str | Place) -> Place:
    """Return the place that a text means as in `find`, or a place itself, which the data set must contain."""
    return find(ds, place) if isinstance(place, str) else ds.place(place)


def bearers(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return the ids of all places and bodies that a text may mean; an empty answer is not an error here.

    >>> import anhui_ftz as ftz
    >>> bearers(ftz.load(), "安徽自贸区"), bearers(ftz.load(), "no such place")
    (('anhui-ftz',), ())
    """
    if not isinstance(text, str):
        raise InvalidValue(f"a name is a text, not {shown(text)}")
    if text in ds and isinstance(ds.get(text), Place):
        return (text,)
    names = ds.memo(_names)
    if len(text) > _LONGEST:
        return ()
    return names.exact.get(text) or names.plain.get(folded_name(text)) or _by_parts(ds, text)


def _by_parts(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return the places of a text of several parts: pieces between commas, a generic word, or run together."""
    pieces = [piece for piece in re.split(r"[,，、;；/|]", text) if folded_name(piece)]
    if len(pieces) > 1:
        found = [set(_by_words(ds, piece)) for piece in pieces]
        return _innermost(ds, found) or _innermost(ds, found[::-1])
    return _by_words(ds, text) or _run_together(ds, folded_name(text), _MOST_PARTS) or _by_brackets(ds, text)


def _by_brackets(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return the places of a name with what it lies in behind it in brackets: 苏州（江苏）, Sanya (Hainan)."""
    inside, *around = [piece for piece in re.split(r"[()（）]", text) if folded_name(piece)] or [""]
    return _innermost(ds, [set(_by_words(ds, piece)) for piece in (inside, *around)]) if around else ()


def _by_words(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return what a name means, with an English word for its rank or without: Anhui Province, Hefei City."""
    names = ds.memo(_names).plain
    if direct := names.get(folded_name(text)):
        return direct
    head, _, word = text.strip().rpartition(" ")
    ranks = _RANKS.get(word.casefold(), ())
    return tuple(id for id in names.get(folded_name(head), ()) if head and _rank(ds.place(id)) in ranks)


def _innermost(ds: Dataset, pieces: list[set[str]]) -> tuple[str, ...]:
    """Return the places of the first piece that lie in a place of each further piece."""
    inside, *around = pieces
    return tuple(sorted(id for id in inside if all((ancestors(ds, id) - {id}) & set(outer) for outer in around)))


def _run_together(ds: Dataset, text: str, parts: int) -> tuple[str, ...]:
    """Return the places of a text that begins with what they lie in: 安徽省芜湖市."""
    names = ds.memo(_names).plain
    found: set[str] = set()
    for end in range(1, len(text)):
        if outer := names.get(text[:end]):
            rest = text[end:]
            inside = names.get(rest) or (_run_together(ds, rest, parts - 1) if parts > 2 else ())  # noqa: PLR2004
            found.update(_innermost(ds, [set(inside), set(outer)]))
    return tuple(sorted(found))


def _rank(place: Place) -> DivisionKind | None:
    return place.kind if isinstance(place, Division) else None


def shared_names(ds: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the names that several places bear, each with their ids; `find` refuses these.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> twins = [
    ...     ftz.Division("suzhou-city", "Suzhou"),
    ...     ftz.Division("anhui-suzhou-city", "Suzhou"),
    ... ]
    >>> shared_names(ftz.Dataset(divisions=twins))
    {'Suzhou': ('anhui-suzhou-city', 'suzhou-city')}
    """
    shared = {form: ids for form, ids in ds.memo(_names).exact.items() if len(ids) > 1}
    return {form: ids for form, ids in shared.items() if form not in ds or not isinstance(ds.get(form), Place)}


@attrs.frozen
class Names:
    """Which records bear a name, to the letter and plainly."""

    #: Ids by name, as written.
    exact: dict[str, tuple[str, ...]]
    plain: dict[str, tuple[str, ...]]


def _place_ids(ds: Dataset) -> tuple[str, ...]:
    return tuple(place.id for place in ds.places)


def _names(ds: Dataset) -> Names:
    return gathered((place.id, (*place.name.all, *_former(place), *_codes(place))) for place in ds.places)


def gathered(forms: Iterable[tuple[str, tuple[str, ...]]]) -> Names:
    """Return which ids bear each name, given the names of each id."""
    exact: defaultdict[str, set[str]] = defaultdict(set)
    plain: defaultdict[str, set[str]] = defaultdict(set)
    for id, names in forms:
        for form in names:
            exact[form].add(id)
        for form in (id, *names):
            if key := folded_name(form):
                plain[key].add(id)
    return Names(
        {form: tuple(sorted(ids)) for form, ids in exact.items()},
        {form: tuple(sorted(ids)) for form, ids in plain.items()},
    )


def _former(place: Place) -> tuple[str, ...]:
    return place.former if isinstance(place, Division) else ()


def _codes(place: Place) -> Iterator[str]:
    if isinstance(place, Division):
        if place.iso_3166_2:
            yield place.iso_3166_2
        for code in (place.gb_t_2260, *filter(str.isdigit, place.former)):
            if code:
                short = re.sub("(?:00){1,2}$", "", code)
                yield from {short.ljust(n, "0") for n in CODE_LENGTHS if n >= len(short)}


def folded_name(text: str) -> str:
    """Return a text as its letters and digits alone, without case, accents and full-width forms.

    >>> folded_name("Ürümqi （市）")
    'urumqi市'
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if character.isalnum())
