"""What notebooks show of a value."""

from __future__ import annotations

__all__ = ["repr_html"]


def repr_html(value: object) -> str:
    """Return a value as HTML; a class has this as its ``_repr_html_``, which notebooks call.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(repr_html(ftz.load().get("ah-obs-010")).splitlines()[0])
    <table><caption style="text-align:left"><b>ah-obs-010</b></caption>
    """
    from anhui_ftz.words.display import display  # importing a noun imports no words

    return display(value).html
