"""The working of a figure as text: from the result down to the cited words."""

from __future__ import annotations

__all__ = ["explain", "names_in"]

from collections.abc import Callable

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.statistics import Observation
from anhui_ftz.storage.files import load
from anhui_ftz.words import check_language
from anhui_ftz.words.working import working


def explain(derived: Derived | Observation, lang: str = "en", *, ds: Dataset | None = None) -> str:
    """Return the working of a figure as text, one line per step, indented by depth.

    Parameters
    ----------
    derived
        A result, or an observation.
    lang
        ``en`` or ``zh``.
    ds
        The data set that has the names of the places and indicators; None takes the bundled one. What it does not
        name is shown by its id.

    Returns
    -------
    str
        The result first, then what it was worked out from, down to the figures as printed.

    Raises
    ------
    InvalidValue
        If it is not a figure, or the language is not known.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(ftz.explain(ftz.density(ds.get("ah-obs-010"), ds.get("ah-obs-001"))))
    density = about 32.1792 per km²
      China (Anhui) Pilot Free Trade Zone: New enterprises, 24 September 2020 to 25 January 2021 = 3,857
        ah-obs-010 [cns-2021-01-25, paragraph 3: “3857”]
      China (Anhui) Pilot Free Trade Zone: Area, since 24 September 2020 = 119.86 km²
        ah-obs-001 [cns-2021-01-25, paragraph 2: “119.86 square kilometers”; ...]
    """
    check_language(lang)
    if not isinstance(derived, Derived | Observation):
        raise InvalidValue(f"expected a Derived or an Observation, got {shown(derived)}")
    holder = load() if ds is None else as_dataset(ds)
    return "\n".join(f"{'  ' * line.depth}{line.text}" for line in working(derived, lang, named=names_in(holder, lang)))


def names_in(ds: Dataset, lang: str) -> Callable[[str], str]:
    """Return a function from the id of a place or indicator to its name; what has none keeps its id.

    >>> import anhui_ftz as ftz
    >>> name = names_in(ftz.load(), "zh")
    >>> name("anhui-ftz-wuhu"), name("goods-trade"), name("2021-02")
    ('芜湖片区', '货物进出口总额', '2021-02')
    """

    def name(id: str) -> str:
        found = ds.places.get(id) or ds.indicators.get(id)
        return id if found is None else found.name.in_(lang)

    return name
