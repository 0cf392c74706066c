"""The mapping that operations return: read-only, and picklable, which types.MappingProxyType is not."""

from __future__ import annotations

__all__ = ["ReadOnly"]

from collections.abc import Iterator, Mapping
from typing import TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class ReadOnly(Mapping[_K, _V]):
    """A mapping that cannot be changed, in the order in which it was given; equal to a dict of the same items.

    Examples
    --------
    >>> found = ReadOnly({"b": 1, "a": 2})
    >>> found, found["a"], found == {"a": 2, "b": 1}
    ({'b': 1, 'a': 2}, 2, True)
    >>> found["c"] = 3
    Traceback (most recent call last):
    ...
    TypeError: 'ReadOnly' object does not support item assignment
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[_K, _V]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: _K) -> _V:
        return self._values[key]

    def __iter__(self) -> Iterator[_K]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)
