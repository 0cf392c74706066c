"""Derived figures: a result with its working, down to the cited observations (PROV: wasDerivedFrom)."""

from __future__ import annotations

__all__ = ["Derived", "Figure", "TracedFigure", "as_derived", "leaves", "results_below"]

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import ids, texts
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation


def _inputs(values: Iterable[Any]) -> tuple[Any, ...]:
    inputs, kinds = tuple(values), (Observation, Derived)
    for value in inputs:
        if not isinstance(value, kinds):
            raise InvalidValue(f"the inputs of a derived figure are Observations or Deriveds, not {shown(value)}")
    return inputs


@attrs.frozen(eq=False, repr=False)
class Derived:
    """A figure computed from others: a tree whose leaves are cited observations.

    Trees may be deep, and one result may be an input of several: comparing, hashing and pickling take neither
    recursion nor more time than there are results.

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
    #: The figures from which it was computed.
    inputs: tuple[Observation | Derived, ...] = attrs.field(default=(), converter=_inputs)
    #: Ids of what belongs to it but is not known; never counted as zero.
    missing: tuple[str, ...] = attrs.field(default=(), converter=ids)
    #: The days that it is about; None if it is about no days in particular.
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

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Derived):
            return NotImplemented
        numbers: dict[object, int] = {}  # alike results get one number, from the leaves up
        known: dict[int, int] = {}
        for node in results_below(self, other):
            key = _own(node), tuple(known[id(each)] if isinstance(each, Derived) else each for each in node.inputs)
            known[id(node)] = numbers.setdefault(key, len(numbers))
        return known[id(self)] == known[id(other)]

    def __hash__(self) -> int:
        known: dict[int, int] = {}
        for node in results_below(self):
            below = [known[id(each)] if isinstance(each, Derived) else hash(each) for each in node.inputs]
            known[id(node)] = hash((_own(node), *below))
        return known[id(self)]

    def __reduce__(self) -> tuple[Callable[..., Derived], tuple[Any, ...]]:
        """Pickle all results below as one flat list, each with the positions of its inputs."""
        positions: dict[int, int] = {}
        rows = []
        for node in results_below(self):
            inputs = [positions[id(each)] if isinstance(each, Derived) else each for each in node.inputs]
            rows.append((*_own(node), inputs))
            positions[id(node)] = len(positions)
        return _rebuilt, (rows,)

    def __repr__(self) -> str:
        return f"Derived('{self.rule}: {self.quantity:en}')"

    _repr_html_ = repr_html


def _own(figure: Derived) -> tuple[Any, ...]:
    return figure.quantity, figure.rule, figure.missing, figure.period, figure.notes


def results_below(*roots: Derived) -> Iterator[Derived]:
    """Iterate over results and all results below them, each once, after those that it was worked out from."""
    left: set[int] = set()
    seen: set[int] = set()
    stack = list(roots[::-1])
    while stack:
        node = stack[-1]
        if id(node) in seen:
            stack.pop()
            if id(node) not in left:
                left.add(id(node))
                yield node
        else:
            seen.add(id(node))
            stack += [each for each in node.inputs if isinstance(each, Derived) and id(each) not in seen]


def _rebuilt(rows: Iterable[tuple[Any, ...]]) -> Derived:
    """Build results again from their flat list; the last one is what was pickled."""
    built: list[Derived] = []
    for quantity, rule, missing, period, notes, below in rows:
        inputs = [built[each] if isinstance(each, int) else each for each in below]
        built.append(Derived(quantity, rule, inputs, missing, period, notes))
    return built[-1]


#: A figure that records where it comes from: a cited one, or a result with its working.
TracedFigure = Observation | Derived
#: What the figure functions take: such a figure, or a quantity of the caller's own.
Figure = TracedFigure | Quantity


def as_derived(figure: Figure) -> TracedFigure:
    """Wrap a bare Quantity, so that the working shows that the caller gave it.

    Raises
    ------
    InvalidValue
        If it is not a figure.
    """
    if isinstance(figure, Quantity):
        return Derived(figure, "given")
    if not isinstance(figure, Observation | Derived):
        raise InvalidValue(f"expected an Observation, a Derived or a Quantity, got {shown(figure)}")
    return figure


def leaves(figures: Iterable[TracedFigure]) -> tuple[Observation, ...]:
    """Return the observations below figures, each once, in the order of use; trees may be deep."""
    found: dict[Observation, None] = {}
    seen: set[int] = set()
    stack = list(figures)[::-1]
    while stack:
        figure = stack.pop()
        if isinstance(figure, Observation):
            found[figure] = None
        elif id(figure) not in seen:
            seen.add(id(figure))
            stack += figure.inputs[::-1]
    return tuple(found)
