"""Matching: a column of names or codes of another table to the places that they mean."""

from __future__ import annotations

__all__ = ["MatchMethod", "MatchStatus", "PlaceMatch", "match_places"]

from collections.abc import Iterable
from enum import StrEnum
from numbers import Integral
from typing import Any

import attrs

from anhui_ftz.analysis.names import CODE_LENGTHS, bearers, folded_name
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import items
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Division, Place


class MatchMethod(StrEnum):
    """How a row was matched."""

    #: By its GB/T 2260 code, present or former.
    CODE = "code"
    #: By an id, or by the English or Chinese name.
    EXACT = "exact"
    #: By a short name, another spelling, traditional characters or pinyin.
    ALIAS = "alias"
    #: By an earlier name of the place, or of territory that is now part of it.
    FORMER = "former"
    #: By several parts, such as 安徽省芜湖市 or ``Hefei, Anhui``.
    PARTS = "parts"


class MatchStatus(StrEnum):
    """Whether one place is meant."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@attrs.frozen
class PlaceMatch:
    """What one row of another table means."""

    #: The name as given.
    input: str
    #: Whether one place is meant.
    status: MatchStatus
    #: Id of the place; None unless one is meant.
    id: str | None = None
    #: Its GB/T 2260 code of six digits; None where it has none.
    gb_t_2260: str | None = None
    #: Its Chinese name.
    name_zh: str = ""
    #: Its English name.
    name_en: str = ""
    #: How it was matched; None unless one place is meant.
    how: MatchMethod | None = None
    #: Ids of all places that may be meant, where there are several.
    candidates: tuple[str, ...] = ()


def match_places(ds: Dataset, names: Iterable[object], codes: Iterable[object] | None = None) -> tuple[PlaceMatch, ...]:
    """Return which place each name of a column means: one result per name, in order; nothing is guessed.

    Parameters
    ----------
    ds
        The data set.
    names
        Names as `find` reads them. None, NaN, NA and empty texts are rows without a name.
    codes
        GB/T 2260 codes beside the names: 2, 4 or 6 digits as text or number, present or former. A code is tried
        first; where it and the name mean different places, the row is ambiguous. None: there are no codes.

    Returns
    -------
    tuple of PlaceMatch
        ``status`` is found, ambiguous (with all ``candidates``) or unknown; ``how`` says by what.

    Raises
    ------
    InvalidValue
        If there are more or fewer codes than names.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> for row in ftz.match_places(
    ...     ftz.load(), ["合肥", "襄樊市", "Taizhou", "安徽省芜湖市", "Atlantis"]
    ... ):
    ...     print(row.input, row.status, row.gb_t_2260, row.name_en, row.how)
    合肥 found 340100 Hefei alias
    襄樊市 found 420600 Xiangyang former
    Taizhou ambiguous None  None
    安徽省芜湖市 found 340200 Wuhu parts
    Atlantis unknown None  None
    >>> [
    ...     row.id
    ...     for row in ftz.match_places(
    ...         ftz.load(), ["Chaohu", "Hefei"], codes=["341400", 3401]
    ...     )
    ... ]
    [None, 'hefei-city']
    """
    as_dataset(ds)
    rows = items(names)
    numbers = (None,) * len(rows) if codes is None else items(codes)
    if len(numbers) != len(rows):
        raise InvalidValue(f"need one code for each name, got {len(numbers)} codes and {len(rows)} names")
    return tuple(_match(ds, name, code) for name, code in zip(rows, numbers, strict=True))


def _match(ds: Dataset, name: object, code: object) -> PlaceMatch:
    text = name.strip() if isinstance(name, str) else ""
    given = text if isinstance(name, str) or _is_empty(name) else shown(name)
    by_name = bearers(ds, text) if text else ()
    by_code = bearers(ds, digits) if (digits := _digits(code)) else ()
    found = by_code or by_name
    if by_code and by_name:
        found = tuple(id for id in by_code if id in by_name) or tuple(sorted({*by_code, *by_name}))
    if len(found) != 1:
        return PlaceMatch(given, MatchStatus.AMBIGUOUS if found else MatchStatus.UNKNOWN, candidates=found)
    place = ds.place(found[0])
    how = MatchMethod.CODE if by_code else _how(place, text)
    gb_t_2260 = place.gb_t_2260 if isinstance(place, Division) else None
    return PlaceMatch(given, MatchStatus.FOUND, place.id, gb_t_2260, place.name.zh, place.name.en, how)


def _is_empty(cell: object) -> bool:
    """Whether a cell of a table is empty: None, NaN, or NA of pandas, which is neither equal to itself nor unequal."""
    try:
        return cell is None or bool(cell != cell)  # noqa: PLR0124 - NaN
    except TypeError:
        return True
    except ValueError:  # a list of several cells
        return False


def _how(place: Place, text: str) -> MatchMethod:
    if text in (place.id, place.name.en, place.name.zh):
        return MatchMethod.EXACT
    if isinstance(place, Division):
        if text in place.former:
            return MatchMethod.CODE if text.isdigit() else MatchMethod.FORMER
        if _digits(text):
            return MatchMethod.CODE
    alike = folded_name(text) in map(folded_name, (place.id, *place.name.all))
    return MatchMethod.ALIAS if alike else MatchMethod.PARTS


def _digits(code: Any) -> str:
    """Return a code as digits; empty if it is not a code."""
    if isinstance(code, Integral) or (isinstance(code, float) and code.is_integer()):
        code = str(int(code))
    if not isinstance(code, str):
        return ""
    text = code.strip()
    return text if text.isascii() and text.isdigit() and len(text) in CODE_LENGTHS else ""
