"""The draft of a press release as a table for the terminal: what is settled, and what a person must decide."""

from __future__ import annotations

__all__ = ["draft_text"]

from collections.abc import Iterator

from anhui_ftz.analysis.drafts import Candidate, Draft
from anhui_ftz.words import check_language, label, phrase
from anhui_ftz.words.periods import stated_period_words
from anhui_ftz.words.remark import in_language
from anhui_ftz.words.screen import fitted, wrapped_text

_WIDTH = 96


def draft_text(draft: Draft, lang: str = "en") -> str:
    """Return a draft as a table, a row for each figure, then what could not be read, and how many there are of each.

    Parameters
    ----------
    draft
        The draft.
    lang
        ``en`` or ``zh``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> page = ftz.Source("page", "Publisher")
    >>> text = "2022年，安徽省货物进出口总额7530.6亿元。"
    >>> print(draft_text(ftz.read_release(text, ftz.load(), source=page, published="2023-02-01"), "zh"))
    原文数字    主体    指标            时期    状态
    7530.6亿元  安徽省  货物进出口总额  2022年  印证
    <BLANKLINE>
    共1个数据：1个已确定，0个待定；0处未读出
    <BLANKLINE>
    """
    check_language(lang)
    head = [phrase(f"field.{name}", lang) for name in ("as_published", "subject", "indicator", "period", "status")]
    rows = [[_unwrapped(each) for each in _row(draft, candidate, lang)] for candidate in draft.candidates]
    lines = list(fitted([head, *rows], _WIDTH)) if rows else []
    if draft.left:
        lines += ["", phrase("release.left", lang)]
        left = (_unwrapped(in_language(text, lang)) for text in draft.left)
        lines += [line for text in left for line in wrapped_text(f"  {text}", _WIDTH)]
    settled = sum(each.is_settled for each in draft.candidates)
    numbers = len(draft.candidates), settled, len(draft.candidates) - settled, len(draft.left)
    return "\n".join([*lines, "", phrase("release.counts", lang, *numbers), ""])


def _unwrapped(text: str) -> str:
    """Return a text in one line, as a cell of a table has it."""
    return " ".join(text.split())


def _row(draft: Draft, candidate: Candidate, lang: str) -> Iterator[str]:
    open_ = phrase("release.open", lang)
    ds = draft.base
    yield candidate.printed
    yield ds.place(candidate.subject).name.in_(lang) if candidate.subject else open_
    yield ds.indicators[candidate.indicator].name.in_(lang) if candidate.indicator else open_
    # a candidate with a period has all that an observation's period is worded from
    yield stated_period_words(candidate, lang) if candidate.period else open_  # type: ignore[arg-type]
    if candidate.is_settled:
        yield label(candidate.match, lang)
    else:
        yield phrase(
            "release.needs", lang, phrase("stop", lang).join(in_language(each, lang) for each in candidate.needs)
        )
