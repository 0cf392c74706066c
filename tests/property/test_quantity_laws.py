"""Laws of quantities: the truth stays inside, sums are exact, a bound stays a bound."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from anhui_ftz import (
    Bound,
    Citation,
    Dataset,
    Division,
    Indicator,
    InvalidValue,
    Observation,
    Quantity,
    Source,
    UndefinedQuotient,
    Unit,
    dumps,
)
from anhui_ftz.testing import decimals, quantities

#: An end of an interval, exact; a float stands for the infinite ones alone.
End = Fraction | float
Located = tuple[Quantity, Fraction]
Operation = Callable[..., Any]

INFINITY = Decimal("Infinity")
ZERO = Quantity.exactly(0, "1")
OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]
each_operation = pytest.mark.parametrize("operation", OPERATIONS)
each_ring_operation = pytest.mark.parametrize("operation", OPERATIONS[:3])


def exact(figure: Decimal) -> End:
    return Fraction(figure) if figure.is_finite() else math.inf if figure > 0 else -math.inf


def ends(quantity: Quantity) -> tuple[End, End]:
    return exact(quantity.lower), exact(quantity.upper)


def shape(quantity: Quantity) -> tuple[Decimal, Decimal, Decimal, Unit]:
    """Return all but the wording: whether a result is a figure that someone rounded is not arithmetic's to say."""
    return quantity.value, quantity.lower, quantity.upper, quantity.unit


def finite_ends(quantity: Quantity) -> list[Fraction]:
    return [Fraction(end) for end in (quantity.lower, quantity.upper) if end.is_finite()]


def is_near(end: Fraction, corners: list[Fraction]) -> bool:
    return end == 0 or any(abs(corner - end) * 10**39 <= abs(corner) for corner in corners)


def holds(quantity: Quantity, number: End) -> bool:
    low, high = ends(quantity)
    return low <= number <= high


def fits(number: Fraction) -> bool:
    """Count digits as a clerk would: at most 40 from first to last, the first at a place within 30."""
    shifted = number * 10**200
    if not shifted:
        return True
    written = str(abs(shifted.numerator))
    return shifted.denominator == 1 and len(written.rstrip("0")) <= 40 and -30 <= len(written) - 201 <= 30


def is_zero(quantity: Quantity) -> bool:
    return quantity.lower == 0 == quantity.upper


figures = decimals()  # built once: a strategy is slow to build and quick to draw from
positive = figures.filter(lambda figure: figure > 0)


def interval(points: tuple[Decimal, ...], unbounded: tuple[bool, bool], place: int) -> Quantity:
    """Build a figure that lies anywhere in its interval, at an end or inside."""
    low, middle, high = sorted(points)
    value = (low, middle, high)[place]
    return Quantity(value, -INFINITY if unbounded[0] else low, INFINITY if unbounded[1] else high, "1")


def pair(points: list[Decimal], open_below: int, open_above: int, place: int) -> tuple[Quantity, Quantity]:
    """Build a quantity, and one whose interval lies inside the first."""
    low, inner_low, value, inner_high, high = sorted(points)
    wide = (-INFINITY if open_below else low, INFINITY if open_above else high)
    narrow = (-INFINITY if open_below > 1 else inner_low, INFINITY if open_above > 1 else inner_high)
    return Quantity(points[place], *wide, "1"), Quantity(value, *narrow, "1")


open_ends = st.tuples(st.booleans(), st.booleans())
intervals = st.builds(interval, st.tuples(figures, figures, figures), open_ends, st.integers(0, 2))
nested = st.builds(
    pair, st.lists(figures, min_size=5, max_size=5), st.integers(0, 2), st.integers(0, 2), st.integers(0, 4)
)


def with_point(quantity: Quantity, part: Fraction | None) -> Located:
    """Add a number that the quantity allows: an end, the figure, one between, or one far out."""
    near, (low, high) = Fraction(quantity.value), ends(quantity)
    if part is None:
        return quantity, near
    first = low if isinstance(low, Fraction) else near - 10**35
    last = high if isinstance(high, Fraction) else near + 10**35
    return quantity, first + part * (last - first)


parts = st.sampled_from([None, Fraction(0), Fraction(1), Fraction(1, 2)]) | st.fractions(0, 1)


def located(operands: st.SearchStrategy[Quantity]) -> st.SearchStrategy[Located]:
    return st.builds(with_point, operands, parts)


def may_divide(divisor: Quantity, number: Fraction) -> bool:
    return bool(divisor.value) and bool(number)


def combined(operation: Operation, left: Located, right: Located) -> Located:
    if operation is operator.truediv and not may_divide(*right):
        operation = operator.add
    return operation(left[0], right[0]), operation(left[1], right[1])


def applied(operation: Operation, left: Quantity, right: Quantity) -> Quantity:
    result: Quantity = (operator.add if operation is operator.truediv and not right.value else operation)(left, right)
    return result


stated = st.one_of(quantities("1"), intervals, intervals)
bounded_below = stated.filter(lambda each: each.lower > -INFINITY)
bounded_above = stated.filter(lambda each: each.upper < INFINITY)
computed = st.builds(applied, st.sampled_from(OPERATIONS), stated, stated)
anything = stated | computed
formulas = st.recursive(
    located(stated), lambda inner: st.builds(combined, st.sampled_from(OPERATIONS), inner, inner), max_leaves=4
)


def padded(figure: Decimal, zeros: int) -> str:
    written = f"{figure:f}"
    return written if figure.is_infinite() else (written if "." in written else written + ".") + "0" * zeros


def data_set(quantity: Quantity) -> Dataset:
    """Build a data set whose one observation is the quantity."""
    return Dataset(
        divisions=[Division("place", "Place")],
        indicators=[Indicator("figure", "Figure", quantity.unit, "stock")],
        observations=[Observation("row", "place", "figure", "2020", quantity, citations=[Citation("source")])],
        sources=[Source("source", "Publisher")],
    )


# Law 1: enclosure


@each_ring_operation
@given(left=located(anything), right=located(anything))
def test_what_any_two_true_values_give_lies_inside_the_result(
    operation: Operation, left: Located, right: Located
) -> None:
    result, truth = combined(operation, left, right)
    assert holds(result, truth)


@given(located(anything), located(anything))
def test_the_quotient_of_any_two_true_values_lies_inside_the_result(above: Located, below: Located) -> None:
    assume(may_divide(*below))
    assert holds(above[0] / below[0], above[1] / below[1])


@given(formulas)
def test_the_true_value_of_any_formula_lies_inside_its_result(formula: Located) -> None:
    result, truth = formula
    assert holds(result, truth)


@given(formulas)
def test_the_figure_of_any_result_lies_in_its_interval(formula: Located) -> None:
    result, _ = formula
    assert result.value.is_finite()
    assert result.lower <= result.value <= result.upper


@given(anything, figures, figures)
def test_a_divisor_whose_figure_is_zero_is_refused(above: Quantity, low: Decimal, high: Decimal) -> None:
    below = Quantity(0, low.copy_abs().copy_negate(), high.copy_abs(), "1")
    with pytest.raises(UndefinedQuotient, match="its stated figure is zero"):
        _ = above / below


@given(stated, stated)
def test_rounding_moves_an_end_of_a_product_by_less_than_one_in_its_fortieth_digit(
    left: Quantity, right: Quantity
) -> None:
    corners = [x * y for x in finite_ends(left) for y in finite_ends(right)]
    assert all(is_near(end, corners) for end in finite_ends(left * right))


@given(stated, stated)
def test_rounding_moves_an_end_of_a_quotient_by_less_than_one_in_its_fortieth_digit(
    above: Quantity, below: Quantity
) -> None:
    assume(below.value)
    corners = [x / y for x in finite_ends(above) for y in finite_ends(below) if y]
    assert all(is_near(end, corners) for end in finite_ends(above / below))


@given(figures, figures)
def test_the_product_of_exact_figures_is_exact_wherever_forty_digits_hold_it(left: Decimal, right: Decimal) -> None:
    truth = Fraction(left) * Fraction(right)
    product = Quantity.exactly(left, "1") * Quantity.exactly(right, "1")
    assume(len(str(abs(truth * 10**200).numerator).rstrip("0")) <= 40)
    assert ends(product) == (truth, truth)


# Law 2: exact sums


@given(anything, anything)
def test_addition_commutes(left: Quantity, right: Quantity) -> None:
    assert left + right == right + left


@given(anything, anything, anything)
def test_addition_associates_to_the_last_digit(first: Quantity, second: Quantity, third: Quantity) -> None:
    assert (first + second) + third == first + (second + third)


@given(anything)
def test_nothing_added_changes_nothing(quantity: Quantity) -> None:
    assert shape(quantity + ZERO) == shape(quantity)


@given(st.lists(anything, min_size=1, max_size=5))
def test_a_sum_is_the_exact_sum_of_figures_and_of_ends(terms: list[Quantity]) -> None:
    total = Quantity.sum(terms)
    assert exact(total.value) == sum(Fraction(term.value) for term in terms)
    assert ends(total) == (sum(ends(term)[0] for term in terms), sum(ends(term)[1] for term in terms))


@given(st.data(), st.lists(anything, min_size=1, max_size=5))
def test_a_sum_does_not_depend_on_order_or_partition(data: st.DataObject, terms: list[Quantity]) -> None:
    shuffled = data.draw(st.permutations(terms))
    labels = data.draw(st.lists(st.integers(0, 2), min_size=len(terms), max_size=len(terms)))
    groups = [[term for term, label in zip(shuffled, labels, strict=True) if label == group] for group in range(3)]
    assert Quantity.sum(Quantity.sum(group) for group in groups if group) == Quantity.sum(terms)


@given(anything, figures)
def test_what_is_added_exactly_can_be_taken_away_again(quantity: Quantity, figure: Decimal) -> None:
    more = Quantity.exactly(figure, "1")
    assert shape(quantity + more - more) == shape(quantity)


# Law 3: bounds survive


@given(figures, st.lists(bounded_below, max_size=3), st.integers(0, 3))
def test_a_sum_with_one_lower_bound_is_a_lower_bound(figure: Decimal, others: list[Quantity], place: int) -> None:
    terms = [*others[:place], Quantity.at_least(figure, "1"), *others[place:]]
    total = Quantity.sum(terms)
    assert total.bound is Bound.AT_LEAST
    assert ends(total) == (sum(ends(term)[0] for term in terms), math.inf)


@given(figures, st.lists(bounded_above, max_size=3), st.integers(0, 3))
def test_a_sum_with_one_upper_bound_is_an_upper_bound(figure: Decimal, others: list[Quantity], place: int) -> None:
    total = Quantity.sum([*others[:place], Quantity.at_most(figure, "1"), *others[place:]])
    assert total.bound is Bound.AT_MOST
    assert total.lower == -INFINITY


@given(figures, figures, st.lists(anything, max_size=5))
def test_a_sum_with_a_lower_and_an_upper_bound_says_nothing(
    low: Decimal, high: Decimal, others: list[Quantity]
) -> None:
    total = Quantity.sum([Quantity.at_least(low, "1"), *others, Quantity.at_most(high, "1")])
    assert total.bound is Bound.UNBOUNDED
    assert ends(total) == (-math.inf, math.inf)


@each_operation
@given(nested, nested)
def test_narrowing_the_inputs_never_widens_a_result(
    operation: Operation, left: tuple[Quantity, Quantity], right: tuple[Quantity, Quantity]
) -> None:
    assume(operation is not operator.truediv or (right[0].value and right[1].value))
    wide, narrow = ends(operation(left[0], right[0])), ends(operation(left[1], right[1]))
    assert wide[0] <= narrow[0]
    assert narrow[1] <= wide[1]


@each_operation
@given(stated, figures, st.sampled_from([Quantity.at_least, Quantity.at_most]), st.booleans())
def test_a_bound_never_becomes_a_point(
    operation: Operation, other: Quantity, figure: Decimal, bound: Callable[[Decimal, str], Quantity], first: bool
) -> None:
    left, right = (bound(figure, "1"), other) if first else (other, bound(figure, "1"))
    assume(not is_zero(other))
    assume(operation is not operator.truediv or right.value)
    result = operation(left, right)
    assert result.lower < result.upper
    assert result.bound is not Bound.EXACT


@given(anything)
def test_exactly_nothing_times_anything_is_nothing(quantity: Quantity) -> None:
    assert is_zero(ZERO * quantity)


# Negation and subtraction


@given(anything)
def test_negation_mirrors_the_interval_exactly(quantity: Quantity) -> None:
    low, high = ends(quantity)
    assert ends(-quantity) == (-high, -low)
    assert exact((-quantity).value) == -Fraction(quantity.value)


@given(anything)
def test_negating_twice_gives_back_the_quantity(quantity: Quantity) -> None:
    mirrored = -quantity
    assert -mirrored == quantity


@given(anything, anything)
def test_subtraction_is_exact(left: Quantity, right: Quantity) -> None:
    (low, high), (least, most) = ends(left), ends(right)
    difference = left - right
    assert exact(difference.value) == Fraction(left.value) - Fraction(right.value)
    assert ends(difference) == (low - most, high - least)


@given(anything, anything)
def test_subtraction_turns_its_sign_with_its_operands(left: Quantity, right: Quantity) -> None:
    assert left - right == -(right - left)


@given(anything)
def test_a_figure_less_itself_may_be_nothing(quantity: Quantity) -> None:
    assert holds(quantity - quantity, Fraction(0))


@given(anything)
def test_the_width_is_the_distance_of_the_ends(quantity: Quantity) -> None:
    low, high = ends(quantity)
    assert exact(quantity.width) == high - low


# Comparison


@given(located(anything), located(anything))
def test_what_is_certainly_less_is_less_at_every_point(left: Located, right: Located) -> None:
    assert left[1] < right[1] or not left[0].certainly_less(right[0])


@given(anything, anything)
def test_certainly_less_is_known_from_the_furthest_points(left: Quantity, right: Quantity) -> None:
    assert left.certainly_less(right) == (ends(left)[1] < ends(right)[0])


@given(anything, anything)
def test_two_figures_may_be_equal_where_their_intervals_meet(left: Quantity, right: Quantity) -> None:
    first, last = max(ends(left)[0], ends(right)[0]), min(ends(left)[1], ends(right)[1])
    assert left.may_equal(right) == (first <= last)


@given(anything, anything)
def test_of_two_figures_one_is_less_or_they_may_be_equal(left: Quantity, right: Quantity) -> None:
    answers = [left.certainly_less(right), right.certainly_less(left), left.may_equal(right)]
    assert answers.count(True) == 1


@given(anything, anything)
def test_whether_two_figures_may_be_equal_does_not_depend_on_who_asks(left: Quantity, right: Quantity) -> None:
    assert left.may_equal(right) == right.may_equal(left)
    assert left.may_equal(left)


@given(anything, anything)
def test_one_figure_is_certainly_less_exactly_if_the_difference_is_below_nothing(
    left: Quantity, right: Quantity
) -> None:
    assert left.certainly_less(right) == (left - right).certainly_less(ZERO)


# Normal form


@given(stated, st.integers(0, 20))
def test_zeros_at_the_end_make_no_difference(quantity: Quantity, zeros: int) -> None:
    low, value, high = (padded(figure, zeros) for figure in (quantity.lower, quantity.value, quantity.upper))
    again = Quantity(value, low, high, "1", quantity.bound)
    assert again == quantity
    assert dumps(data_set(again)) == dumps(data_set(quantity))


@given(anything, anything)
def test_equal_quantities_have_equal_hashes(left: Quantity, right: Quantity) -> None:
    total = left + right
    twin = right + Quantity.exactly("0.7", "1") + left + Quantity.exactly("-0.7", "1")
    assert twin == total
    assert hash(twin) == hash(total)


@given(st.lists(intervals, min_size=1, max_size=3))
def test_equal_quantities_are_written_alike_however_they_came_about(terms: list[Quantity]) -> None:
    total = Quantity.sum(terms)
    assume(total.is_stated)
    built = Quantity(total.value, total.lower, total.upper, total.unit)
    assert built == total
    assert dumps(data_set(built)) == dumps(data_set(total))


@given(stated)
def test_data_sets_are_equal_exactly_if_they_are_written_alike_however_figures_are_worded(quantity: Quantity) -> None:
    worded, plain = data_set(quantity), data_set(Quantity(quantity.value, quantity.lower, quantity.upper, "1"))
    assert (worded == plain) == (dumps(worded) == dumps(plain))


# Limits


@given(st.integers(-(10**44), 10**44), st.integers(-75, 35))
@example(10**40 - 1, -9)
@example(10**40 + 1, -9)
@example(1, 30)
@example(1, 31)
@example(1, -30)
@example(1, -31)
def test_no_figure_beyond_forty_digits_or_an_exponent_of_thirty_is_built(digits: int, exponent: int) -> None:
    spelled, lawful = f"{digits}e{exponent}", fits(digits * Fraction(10) ** exponent)
    for build in (Quantity.exactly, Quantity.at_least, Quantity.at_most):
        if lawful:
            assert exact(build(spelled, "1").value) == digits * Fraction(10) ** exponent
        else:
            with pytest.raises(InvalidValue, match="at most 40 digits with an exponent within 30"):
                build(spelled, "1")


@given(figures, positive)
def test_no_interval_is_built_whose_ends_need_more_digits(figure: Decimal, half: Decimal) -> None:
    low, high = Fraction(figure) - Fraction(half), Fraction(figure) + Fraction(half)
    if fits(low) and fits(high):
        assert ends(Quantity.about(figure, "1", half)) == (low, high)
    else:
        with pytest.raises(InvalidValue, match="at most 40 digits with an exponent within 30"):
            Quantity.about(figure, "1", half)


@given(figures, positive)
def test_a_rounded_figure_lies_within_half_a_step(figure: Decimal, step: Decimal) -> None:
    low, high = Fraction(figure) - Fraction(step) / 2, Fraction(figure) + Fraction(step) / 2
    if fits(low) and fits(high):
        assert ends(Quantity.rounded(figure, "1", step)) == (low, high)
        assert Quantity.rounded(figure, "1", step).bound is Bound.ROUNDED
    else:
        with pytest.raises(InvalidValue, match="at most 40 digits with an exponent within 30"):
            Quantity.rounded(figure, "1", step)


@given(formulas)
def test_a_result_says_whether_it_keeps_to_the_limits(formula: Located) -> None:
    result, _ = formula
    assert result.is_stated == all(map(fits, [Fraction(result.value), *finite_ends(result)]))


@given(anything)
def test_a_result_can_be_stated_exactly_if_it_says_so(quantity: Quantity) -> None:
    if quantity.is_stated:
        assert Quantity(*shape(quantity), quantity.bound) == quantity
    else:
        with pytest.raises(InvalidValue):
            Quantity(*shape(quantity), quantity.bound)


@each_operation
@given(st.integers(1, 10**12), located(stated))
def test_results_beyond_the_limits_can_be_calculated_with(operation: Operation, tail: int, other: Located) -> None:
    long = Quantity.exactly("1e30", "1") + Quantity.exactly(f"{tail}e-30", "1")
    result, truth = combined(operation, (long, Fraction(long.value)), other)
    assert not long.is_stated
    assert holds(result, truth)


@given(anything, anything, st.sampled_from(OPERATIONS), st.integers(1, 60))
@example(Quantity.exactly(11, "1"), Quantity.exactly(7, "1"), operator.sub, 1)
@example(Quantity.exactly(11, "1"), Quantity(-3, -3, 0, "1"), operator.truediv, 1)
def test_no_result_depends_on_the_decimal_context_of_the_caller(
    left: Quantity, right: Quantity, operation: Operation, digits: int
) -> None:
    expected = applied(operation, left, right)
    with localcontext(Context(prec=digits, traps=[Inexact, Rounded])):
        result = applied(operation, left, right)
    assert result == expected
