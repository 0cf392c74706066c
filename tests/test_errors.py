"""Every error is an FtzError and a built-in, keeps its culprits, says what was wrong, and survives pickling."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from anhui_ftz import errors
from anhui_ftz.errors import (
    AmbiguousName,
    ConflictError,
    DatasetError,
    FtzError,
    GroupsRefused,
    InvalidValue,
    MissingExtra,
    NoObservation,
    NotAdditiveError,
    NotComparableError,
    Problem,
    Reason,
    UndefinedQuotient,
    UnitError,
    UnknownName,
)

PROBLEM = Problem("$.zones[0].batch", "batch is a number from 1, not 'six'", hint="write 6")
REASONS = [Reason("unit", "a is in t, b in km2"), Reason("overlap", "a and b share days")]

#: Each error with its built-in, its fields and its message.
CASES: list[tuple[FtzError, type[Exception], dict[str, Any], str]] = [
    (FtzError("text"), Exception, {}, "text"),
    (InvalidValue("text"), ValueError, {}, "text"),
    (UnitError("text"), ValueError, {}, "text"),
    (UndefinedQuotient("text"), ZeroDivisionError, {}, "text"),
    (NoObservation("text"), LookupError, {}, "text"),
    (
        DatasetError([PROBLEM]),
        ValueError,
        {"problems": (PROBLEM,)},
        "1 problem:\n  $.zones[0].batch: batch is a number from 1, not 'six' (write 6) [invalid-value]",
    ),
    (
        NotAdditiveError(["a", "b"], REASONS),
        ValueError,
        {"observations": ("a", "b"), "reasons": tuple(REASONS)},
        "2 observations cannot be added:\n  unit: a is in t, b in km2\n  overlap: a and b share days",
    ),
    (
        GroupsRefused(["year=2020"], REASONS[:1]),
        NotAdditiveError,
        {"observations": ("year=2020",), "reasons": tuple(REASONS[:1])},
        "1 group cannot be added:\n  unit: a is in t, b in km2",
    ),
    (
        NotComparableError(["a", "b"], REASONS[:1]),
        ValueError,
        {"observations": ("a", "b"), "reasons": tuple(REASONS[:1])},
        "2 observations cannot be compared:\n  unit: a is in t, b in km2",
    ),
    (
        ConflictError(["a", "b"], "a says 1, b says 2"),
        ValueError,
        {"observations": ("a", "b"), "message": "a says 1, b says 2"},
        "a says 1, b says 2",
    ),
    (
        UnknownName("anhui-fzt", ["anhui-ftz", "anhui"]),
        KeyError,
        {"text": "anhui-fzt", "nearest": ("anhui-ftz", "anhui")},
        "nothing is called 'anhui-fzt'; nearest: anhui-ftz, anhui",
    ),
    (UnknownName("q"), KeyError, {"text": "q", "nearest": (), "hint": ""}, "nothing is called 'q'"),
    (UnknownName("q", hint="ask by id"), KeyError, {"hint": "ask by id"}, "nothing is called 'q'; ask by id"),
    (UnknownName("q" * 9_999), KeyError, {"text": "q" * 9_999}, f"nothing is called '{'q' * 1_000}...'"),
    (
        AmbiguousName("Suzhou", ["suzhou-anhui", "suzhou-jiangsu"]),
        LookupError,
        {"text": "Suzhou", "candidates": ("suzhou-anhui", "suzhou-jiangsu")},
        "'Suzhou' may mean any of suzhou-anhui, suzhou-jiangsu; ask by id",
    ),
    (
        MissingExtra("a plot", "plot"),
        ImportError,
        {"what": "a plot", "extra": "plot", "library": ""},
        "a plot needs an optional library: pip install 'anhui-ftz[plot]'",
    ),
    (
        MissingExtra("a frame of polars", "frames", "polars"),
        ImportError,
        {"extra": "frames", "library": "polars"},
        "a frame of polars needs an optional library: pip install 'anhui-ftz[frames]' polars",
    ),
]
NAMES = [f"{type(case[0]).__name__}-{index}" for index, case in enumerate(CASES)]
each_error = pytest.mark.parametrize("error", [case[0] for case in CASES], ids=NAMES)


def test_every_public_error_is_tested_here() -> None:
    public = {name for name in errors.__all__ if name not in ("Problem", "Reason", "shown", "suggestion")}
    assert {type(error).__name__ for error, *_ in CASES} == public


def test_every_exception_of_the_module_is_public() -> None:
    own = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)}
    assert {each.__name__ for each in own if not each.__name__.startswith("_")} <= set(errors.__all__)


@pytest.mark.parametrize(("error", "built_in"), [case[:2] for case in CASES], ids=NAMES)
def test_an_error_is_caught_as_the_root_and_as_its_built_in(error: FtzError, built_in: type[Exception]) -> None:
    for kind in (FtzError, built_in):
        with pytest.raises(kind) as caught:
            raise error
        assert caught.value is error


@pytest.mark.parametrize(("error", "fields"), [(case[0], case[2]) for case in CASES], ids=NAMES)
def test_an_error_carries_its_culprits(error: FtzError, fields: dict[str, Any]) -> None:
    assert {name: getattr(error, name) for name in fields} == fields


@pytest.mark.parametrize(("error", "message"), [(case[0], case[3]) for case in CASES], ids=NAMES)
def test_an_error_says_what_was_wrong(error: FtzError, message: str) -> None:
    assert str(error) == message


@each_error
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_survives_pickling(error: FtzError, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 - pickled here
    assert (type(again), vars(again), str(again), repr(again)) == (type(error), vars(error), str(error), repr(error))


@each_error
def test_an_error_survives_copying(error: FtzError) -> None:
    for again in (copy.copy(error), copy.deepcopy(error)):
        assert (type(again), vars(again), str(again)) == (type(error), vars(error), str(error))


@each_error
def test_the_culprits_are_tuples_that_no_caller_can_change(error: FtzError) -> None:
    assert not any(isinstance(value, list) for value in vars(error).values())


def test_a_problem_spells_its_path_message_and_rule() -> None:
    assert str(Problem("$.zone", "unknown key", "unknown-key")) == "$.zone: unknown key [unknown-key]"


def test_a_problem_spells_its_hint_in_brackets() -> None:
    problem = Problem("$.zone", "unknown key", "unknown-key", "did you mean zones?")
    assert str(problem) == "$.zone: unknown key (did you mean zones?) [unknown-key]"


def test_a_problem_is_a_tuple_with_a_general_rule_and_no_hint_by_default() -> None:
    assert Problem("$", "text") == ("$", "text", "invalid-value", "")


def test_a_reason_spells_its_rule_and_text() -> None:
    assert str(REASONS[0]) == "unit: a is in t, b in km2"


@pytest.mark.parametrize(("count", "head"), [(0, "0 problems:"), (1, "1 problem:"), (2, "2 problems:")])
def test_a_dataset_error_counts_its_problems(count: int, head: str) -> None:
    assert str(DatasetError([PROBLEM] * count)).splitlines() == [head, *[f"  {PROBLEM}"] * count]


@pytest.mark.parametrize(("count", "tail"), [(20, []), (21, ["  ... and 1 more in .problems"])])
def test_a_dataset_error_shows_twenty_problems_and_keeps_all(count: int, tail: list[str]) -> None:
    error = DatasetError([PROBLEM] * count)
    assert str(error).splitlines()[21:] == tail
    assert len(error.problems) == count


def test_every_problem_of_a_dataset_error_survives_pickling() -> None:
    error = DatasetError([Problem(f"$[{n}]", "text") for n in range(100)])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301 - pickled here


def test_refused_groups_show_twenty_reasons_and_keep_all() -> None:
    error = GroupsRefused(["year=2020", "year=2021"], REASONS * 11)
    assert str(error).splitlines()[0] == "2 groups cannot be added:"
    assert str(error).splitlines()[21:] == ["  ... and 2 more in .reasons"]
    assert len(error.reasons) == 22
