"""Checks that run as one test: each failure is reported, by the name of its value."""

from __future__ import annotations

import pytest

from together import together


def test_every_failure_is_raised_with_the_name_of_its_value() -> None:
    seen = []

    @together([1, 2, 3, 4], lambda value: f"the {value}")
    def odd(value: int) -> None:
        seen.append(value)
        assert value % 2, "even"

    with pytest.raises(ExceptionGroup, match="2 of 4 fail") as raised:
        odd()
    assert seen == [1, 2, 3, 4]
    assert [each.__notes__ for each in raised.value.exceptions] == [["for the 2"], ["for the 4"]]
    assert all("even" in str(each) for each in raised.value.exceptions)


def test_what_is_right_of_all_passes_and_keeps_the_name_of_its_check() -> None:
    def odd(value: int) -> None:
        """Say what is checked."""
        assert value % 2

    test = together([1, 3])(odd)
    test()
    assert (test.__name__, test.__doc__) == ("odd", "Say what is checked.")


def test_where_there_is_nothing_to_check_it_is_skipped() -> None:
    with pytest.raises(pytest.skip.Exception, match="nothing to check"):
        together([])(print)()
