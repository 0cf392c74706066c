"""The working of a figure as text: from the result down to the cited words."""

from __future__ import annotations

__all__ = ["explain"]

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.statistics import Observation
from anhui_ftz.words import check_language
from anhui_ftz.words.working import working


def explain(derived: Derived | Observation, lang: str = "en") -> str:
    """Return the working of a figure as text, a line a step, indented by depth.

    Parameters
    ----------
    derived
        A result, or an observation.
    lang
        ``en`` or ``zh``.

    Returns
    -------
    str
        The result first, then what it was worked out from, down to the figures as printed.

    Raises
    ------
    InvalidValue
        If it is no figure, or the language is not known.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(ftz.explain(ftz.density(ds.get("ah-obs-010"), ds.get("ah-obs-001"))))
    density = about 32.1792 per km²
      new-enterprises of anhui-ftz, 24 September 2020 to 25 January 2021 = 3,857
        ah-obs-010 [cns-2021-01-25, paragraph 3: “3857”]
      area of anhui-ftz, since 24 September 2020 = 119.86 km²
        ah-obs-001 [cns-2021-01-25, paragraph 2: “119.86 square kilometers”; ...]
    """
    check_language(lang)
    if not isinstance(derived, Derived | Observation):
        raise InvalidValue(f"expected a Derived or an Observation, got {shown(derived)}")
    return "\n".join(f"{'  ' * line.depth}{line.text}" for line in working(derived, lang))
