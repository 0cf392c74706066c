"""Naming of indicators: from what people write to the one indicator that they mean."""

from __future__ import annotations

__all__ = ["find_indicator", "indicators_named", "nearest_indicators"]

import attrs

from anhui_ftz.analysis.names import Names, folded_name, gathered
from anhui_ftz.errors import AmbiguousName, InvalidValue, UnknownName, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.statistics import Indicator

#: A longer text names nothing; so many ids an error suggests.
_LONGEST, _SUGGESTED = 300, 5


def find_indicator(ds: Dataset, text: str) -> Indicator:
    """Return the one indicator that a text means.

    The text is compared, in this order, with ids; with names and aliases, exactly; with the same, without regard to
    case, accents, spaces, punctuation and full-width forms. Traditional characters are aliases; pinyin is not.

    Parameters
    ----------
    ds
        The data set.
    text
        An id, or an English or Chinese name.

    Raises
    ------
    AmbiguousName
        If several indicators have the name; lists all of them.
    UnknownName
        If no indicator has the name; lists the nearest ids.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> names = ("进出口总额", "total imports and exports", "進出口總額", "goods-trade")
    >>> {ftz.find_indicator(ds, name).id for name in names}
    {'goods-trade'}
    >>> ftz.find_indicator(ds, "container")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.UnknownName: nothing is called 'container'; nearest: container-throughput, ...
    """
    as_dataset(ds)
    if not isinstance(text, str):
        raise InvalidValue(f"a name is a text, not {shown(text)}")
    hits = indicators_named(ds, text)
    if len(hits) == 1:
        return ds.indicators[hits[0]]
    if hits:
        raise AmbiguousName(text, hits)
    raise UnknownName(text, nearest_indicators(ds, text))


def indicators_named(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return the ids of all indicators that a text may mean: an id, or a name in English or Chinese.

    >>> import anhui_ftz as ftz
    >>> indicators_named(ftz.load(), "goods-trade")
    ('goods-trade',)
    """
    names = ds.memo(_indicator_names)
    if len(text) > _LONGEST:
        return names.exact.get(text, ())
    return names.exact.get(text) or names.plain.get(folded_name(text)) or ()


def nearest_indicators(ds: Dataset, text: str) -> tuple[str, ...]:
    """Return the ids that a text probably means: what bears it, then what contains it, then what is spelled like it.

    >>> import anhui_ftz as ftz
    >>> nearest_indicators(ftz.load(), "goods trad")[0]
    'goods-trade'
    """
    names = ds.memo(_indicator_names)
    if len(text) > _LONGEST:
        return ()
    key = folded_name(text)
    containing = {id for form, ids in names.plain.items() for id in ids if key and key in form}
    rows = (ds.indicators[id] for id in containing)
    ranked = [row.id for row in sorted(rows, key=lambda row: (key not in folded_name(row.id), *_order(row)))]
    spelled = (id for form in nearest(text, names.exact) for id in names.exact[form])
    return tuple(dict.fromkeys([*indicators_named(ds, text), *ranked, *spelled]))[:_SUGGESTED]


def _order(row: Indicator) -> tuple[bool, int, int, str]:
    """Order by what readers mean most often: figures before rates, those of low rank, short ids."""
    return not row.kind.has_growth, row.rank, len(row.id), row.id


def _indicator_names(ds: Dataset) -> Names:
    names = gathered((row.id, row.name.all) for row in ds.indicators)
    return attrs.evolve(names, exact=names.exact | {row.id: (row.id,) for row in ds.indicators})
