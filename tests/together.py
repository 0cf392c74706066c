"""Thousands of small checks of one kind as one test: to hand out each of them takes longer than to run it."""

from __future__ import annotations

__all__ = ["together"]

from collections.abc import Callable, Collection
from typing import TypeVar

import pytest

_T = TypeVar("_T")


def together(
    values: Collection[_T], named: Callable[[_T], object] = str
) -> Callable[[Callable[[_T], None]], Callable[[], None]]:
    """Turn a check of one value into a test of all values, which raises each failure with the name of its value."""

    def of_all(check: Callable[[_T], None]) -> Callable[[], None]:
        def test() -> None:
            if not values:
                pytest.skip("there is nothing to check")
            failures = []
            for value in values:
                try:
                    check(value)
                except Exception as error:  # noqa: BLE001 - it is raised below
                    error.add_note(f"for {named(value)}")
                    failures.append(error)
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(values)} fail", failures)

        # not functools.wraps: pytest would look for a fixture of the name of the value
        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return of_all
