"""Derived figures: a result with its working, down to the cited observations (PROV: wasDerivedFrom)."""

from __future__ import annotations

__all__ = ["Derived", "Figure", "as_derived", "leaves"]

from collections.abc import Iterable
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import ids, texts
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation


def _inputs(values: Iterable[Any]) -> tuple[Any, ...]:
    inputs = tuple(values)
    for value in inputs:
        if not isinstance(value, Observation | Derived):
            raise InvalidValue(f"the inputs of a derived figure are Observations or Deriveds, not {shown(value)}")
    return inputs


@attrs.frozen(repr=False)
class Derived:
    """A figure worked out from others: a tree whose leaves are cited observations.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> firms, size = ds.get("ah-obs-010"), ds.get("ah-obs-001")
    >>> result = ftz.density(firms, size)
    >>> result
    Derived('density: about 32.1792 per km²')
    >>> [leaf.id for leaf in result.observations], result.sources
    (['ah-obs-010', 'ah-obs-001'], ('ah-gov-2020-09-25', 'cns-2021-01-25'))
    """

    #: The result with its interval and unit.
    quantity: Quantity
    #: What was done: ``total``, ``share``, ``density`` and so on; ``given`` for a figure of the caller's own.
    rule: str
    #: What it was done to.
    inputs: tuple[Observation | Derived, ...] = attrs.field(default=(), converter=_inputs)
    #: Ids of what belongs in it and is not known; never counted as zero.
    missing: tuple[str, ...] = attrs.field(default=(), converter=ids)
    #: The days that it is about; None where there are none in particular.
    period: Period | None = None
    #: What a reader should know, such as reasons against it that the caller set aside.
    notes: tuple[str, ...] = attrs.field(default=(), converter=texts)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The leaves: every observation that went in, each once, in the order of use."""
        return leaves([self])

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that the leaves cite, sorted."""
        return tuple(sorted({cited.source for leaf in self.observations for cited in leaf.citations}))

    def __repr__(self) -> str:
        return f"Derived('{self.rule}: {self.quantity:en}')"

    _repr_html_ = repr_html


#: What the figure functions take: a cited figure, a result, or a quantity of the caller's own.
Figure = Observation | Derived | Quantity


def as_derived(figure: Figure) -> Observation | Derived:
    """Wrap a bare Quantity, so that the working shows that the caller gave it.

    Raises
    ------
    InvalidValue
        If it is no figure.
    """
    if isinstance(figure, Quantity):
        return Derived(figure, "given")
    if not isinstance(figure, Observation | Derived):
        raise InvalidValue(f"expected an Observation, a Derived or a Quantity, got {shown(figure)}")
    return figure


def leaves(figures: Iterable[Observation | Derived]) -> tuple[Observation, ...]:
    """Return the observations below figures, each once, in the order of use; trees may be deep."""
    found: dict[Observation, None] = {}
    stack = list(figures)[::-1]
    while stack:
        figure = stack.pop()
        if isinstance(figure, Observation):
            found[figure] = None
        else:
            stack += figure.inputs[::-1]
    return tuple(found)
