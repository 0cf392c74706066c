"""The working of a figure as text: from the result down to the cited words."""

from __future__ import annotations

__all__ = ["explain", "heading"]

from collections.abc import Iterator

from anhui_ftz.analysis.figures.derived import Derived, working
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.statistics import Observation
from anhui_ftz.words import check_language, phrase
from anhui_ftz.words.labels import cited, period_words

_NOTES = {"en": "note", "zh": "注"}
_RULES_ZH = {
    "total": "合计",
    "share": "占比",
    "density": "平均值",
    "change": "变化",
    "growth": "增长率",
    "implied-base": "推算的上年同期值",
    "part-of-whole": "按占比推算的值",
    "increment": "增量",
    "convert": "换算",
    "hull": "各来源的范围",
    "given": "由调用者给定",
}
#: The depth from which steps are indented alike.
_DEEPEST = 20
_MISSING = {"en": "not known, and not counted as zero", "zh": "未知，未按零计"}


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
    return "\n".join(_lines(derived, lang))


def _lines(root: Derived | Observation, lang: str) -> Iterator[str]:
    for depth, figure, is_repeated in working(root):
        indent = "  " * min(depth, _DEEPEST)
        if isinstance(figure, Observation):
            yield f"{indent}{heading(figure, lang)} = {format(figure.quantity, lang)}"
            yield f"{indent}  {figure.id} [{'; '.join(map(cited, figure.citations))}]"
            continue
        rule = _RULES_ZH.get(figure.rule, figure.rule) if lang == "zh" else figure.rule
        if is_repeated:
            yield indent + phrase("working.above", lang, rule, format(figure.quantity, lang))
            continue
        yield f"{indent}{rule} = {format(figure.quantity, lang)}"
        for missing in figure.missing:
            yield f"{indent}  {missing}: {_MISSING[lang]}"
        for note in figure.notes:
            yield f"{indent}  {_NOTES[lang]}: {note}"


def heading(figure: Observation, lang: str) -> str:
    """Say what is measured, where and when."""
    days = period_words(figure.period, lang)
    if lang == "zh":
        return f"{figure.subject} 的 {figure.indicator}，{days}"
    return f"{figure.indicator} of {figure.subject}, {days}"
