"""Results of results of results: deep chains and shared inputs, in time that grows with the number of results."""

import copy
import pickle
from collections.abc import Callable

import pytest
from attrs import evolve

import anhui_ftz as ftz
from work import calls
from world import count, figure

ROW = figure("row", "n-a", "new-firms", "2021", count(1))


def chain(length: int, end: int = 1) -> ftz.Derived:
    """Build a result of a result, so many times."""
    result = ftz.Derived(count(end), "step", (ROW,))
    for number in range(length):
        result = ftz.Derived(count(number), "step", (result,))
    return result


def doubled(levels: int, end: int = 1) -> ftz.Derived:
    """Build a result that uses one result twice, which uses another twice, and so on."""
    result = ftz.Derived(count(end), "step", (ROW,))
    for number in range(levels):
        result = ftz.Derived(count(number), "step", (result, result))
    return result


@pytest.mark.parametrize("build", [lambda end=1: chain(1_000, end), lambda end=1: doubled(20, end)])
def test_a_deep_result_compares_hashes_pickles_and_is_explained(build: Callable[..., ftz.Derived]) -> None:
    result, again, other = build(), build(), build(2)
    assert result == again != other
    assert hash(result) == hash(again) != hash(other)
    assert len({result, again, other}) == 2
    for twin in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result), copy.copy(result), evolve(result)):  # noqa: S301 - our own
        assert twin == result
    assert result.observations == (ROW,)
    assert result.sources == ("mirror",)
    for lang in ("en", "zh"):
        assert len(ftz.explain(result, lang)) < 10**6
    assert "step" in result._repr_html_()


def test_a_result_differs_by_each_of_its_fields_and_by_what_it_was_worked_out_from() -> None:
    one = ftz.Derived(count(1), "total", (ROW,), ("n-b",), ROW.period, ("note",))
    other = evolve(ROW, id="other")
    for change in (
        {"quantity": count(2)}, {"rule": "share"}, {"inputs": ()}, {"inputs": (other,)}, {"inputs": (ROW, ROW)},
        {"inputs": (one,)}, {"missing": ()}, {"period": None}, {"notes": ()},
    ):  # fmt: skip
        assert evolve(one, **change) != one
    assert one != ROW
    assert evolve(one) == one


def test_sharing_an_input_is_no_difference_but_another_order_is() -> None:
    left, right = ftz.Derived(count(1), "step", (ROW,)), ftz.Derived(count(2), "step", (ROW,))
    twin = ftz.Derived(count(1), "step", (ROW,))
    assert ftz.Derived(count(0), "sum", (left, left)) == ftz.Derived(count(0), "sum", (left, twin))
    assert ftz.Derived(count(0), "sum", (left, right)) != ftz.Derived(count(0), "sum", (right, left))


@pytest.mark.parametrize("build", [chain, doubled])
@pytest.mark.parametrize(
    "use",
    [
        lambda one, two: one == two, lambda one, _: hash(one), lambda one, _: pickle.dumps(one),
        lambda one, _: copy.deepcopy(one), lambda one, _: one.sources, lambda one, _: ftz.explain(one),
        lambda one, _: one._repr_html_(),
    ],
    ids=["eq", "hash", "pickle", "deepcopy", "sources", "explain", "html"],
)  # fmt: skip
def test_the_work_grows_with_the_number_of_results(
    build: Callable[[int], ftz.Derived], use: Callable[[ftz.Derived, ftz.Derived], object]
) -> None:
    few, many = ((build(levels), build(levels)) for levels in (10, 20))
    use(*few)  # what is imported on first use is no part of the work
    assert calls(lambda: use(*many)) < 3 * calls(lambda: use(*few)) + 100


def test_what_was_worked_out_above_is_referred_to() -> None:
    part = ftz.Derived(count(2), "total", (ROW,))
    whole = ftz.Derived(count(4), "total", (part, part))
    assert ftz.explain(whole).splitlines()[-1].strip() == "total = 2, as worked out above"
    assert ftz.explain(whole).count("row [") == 1
