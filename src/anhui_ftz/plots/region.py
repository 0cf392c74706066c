"""Region: which places of a picture lie in the places that it was narrowed to."""

from __future__ import annotations

__all__ = ["lying_in"]

from collections.abc import Iterable

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.places import Place


def lying_in(ds: Dataset, ids: Iterable[str], among: Iterable[str | Place] | Place | None) -> list[str]:
    """Return those of some ids whose places are, or lie in, a place of ``among``; None keeps all.

    Raises
    ------
    UnknownName
        If a place of ``among`` is not in the data.
    """
    if among is None:
        return list(ids)
    wanted = {ds.place(each).id for each in ([among] if isinstance(among, str | Place) else among)}
    return [id for id in ids if not wanted.isdisjoint(ancestors(ds, id))]
