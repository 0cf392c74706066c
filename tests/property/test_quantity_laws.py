"""Laws of quantities: the truth stays inside, sums are exact, a bound stays a bound."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction

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
    dumps,
)
from anhui_ftz.testing import decimals, quantities

#: An end of an interval, exact; a float stands for the infinite ones alone.
End = Fraction | float
Located = tuple[Quantity, Fraction]
Operation = Callable[[Quantity, Quantity], Quantity]

INFINITY = Decimal("Infinity")
ZERO = Quantity.exactly(0, "1")
OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]
each_operation = pytest.mark.parametrize("operation", OPERATIONS)
each_ring_operation = pytest.mark.parametrize("operation", OPERATIONS[:3])


def exact(figure: Decimal) -> End:
    return Fraction(figure) if figure.is_finite() else math.inf if figure > 0 else -math.inf


def ends(quantity: Quantity) -> tuple[End, End]:
    return exact(quantity.lower), exact(quantity.upper)


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


@st.composite
def intervals(draw: st.DrawFn) -> Quantity:
    """Generate stated figures that lie anywhere in their interval, ends infinite or not."""
    low, value, high = sorted(draw(st.tuples(decimals(), decimals(), decimals())))
    lower = draw(st.sampled_from([low, value, -INFINITY]))
    return Quantity(value, lower, draw(st.sampled_from([high, value, INFINITY])), "1")


@st.composite
def nested(draw: st.DrawFn) -> tuple[Quantity, Quantity]:
    """Generate a quantity, and one whose interval lies inside the first."""
    figures = sorted(draw(st.lists(decimals(), min_size=5, max_size=5)))
    low, inner_low, value, inner_high, high = figures
    wide_low, narrow_low = draw(st.sampled_from([(low, inner_low), (-INFINITY, inner_low), (-INFINITY, -INFINITY)]))
    wide_high, narrow_high = draw(st.sampled_from([(high, inner_high), (INFINITY, inner_high), (INFINITY, INFINITY)]))
    wide = Quantity(draw(st.sampled_from(figures)), wide_low, wide_high, "1")
    return wide, Quantity(value, narrow_low, narrow_high, "1")


def inner_points(quantity: Quantity) -> st.SearchStrategy[Fraction]:
    """Generate numbers that the quantity allows: its ends, its figure, points between and far out."""
    near, (low, high) = Fraction(quantity.value), ends(quantity)
    first = low if isinstance(low, Fraction) else near - 10**35
    last = high if isinstance(high, Fraction) else near + 10**35
    parts = st.sampled_from([Fraction(0), Fraction(1)]) | st.fractions(0, 1, max_denominator=30)
    return st.just(near) | st.builds(lambda part: first + part * (last - first), parts)


def located(operands: st.SearchStrategy[Quantity]) -> st.SearchStrategy[Located]:
    return operands.flatmap(lambda each: st.tuples(st.just(each), inner_points(each)))


def may_divide(divisor: Quantity, number: Fraction) -> bool:
    return bool(divisor.value) and bool(number)


def combined(operation: Operation, left: Located, right: Located) -> Located:
    if operation is operator.truediv and not may_divide(*right):
        operation = operator.add
    return operation(left[0], right[0]), Fraction(operation(left[1], right[1]))  # type: ignore[arg-type]


def added(operation: Operation, left: Quantity, right: Quantity) -> Quantity:
    return left + right if operation is operator.truediv and not right.value else operation(left, right)


stated = quantities("1") | intervals()
computed = st.builds(added, st.sampled_from(OPERATIONS), stated, stated)
anything = stated | computed
formulas = st.recursive(
    located(stated), lambda inner: st.builds(combined, st.sampled_from(OPERATIONS), inner, inner), max_leaves=6
)


def dumped(quantity: Quantity) -> str:
    """Write a data set whose one observation is the quantity."""
    return dumps(
        Dataset(
            divisions=[Division("place", "Place")],
            indicators=[Indicator("figure", "Figure", quantity.unit, "stock")],
            observations=[Observation("row", "place", "figure", "2020", quantity, citations=[Citation("source")])],
            sources=[Source("source", "Publisher")],
        )
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


@given(located(anything), located(anything))
def test_an_operand_whose_figure_is_zero_divides_nothing(above: Located, below: Located) -> None:
    divisor = below[0] - Quantity.exactly(below[0].value, "1") if below[0].is_stated else ZERO
    with pytest.raises(UndefinedQuotient, match="its stated figure is zero"):
        _ = above[0] / divisor


@given(stated, stated)
def test_rounding_moves_an_end_of_a_product_by_less_than_one_in_its_fortieth_digit(
    left: Quantity, right: Quantity
) -> None:
    corners = [x * y for x in ends(left) for y in ends(right) if isinstance(x, Fraction) and isinstance(y, Fraction)]
    for end in ends(left * right):
        near = (abs(corner - end) * 10**39 <= abs(corner) for corner in corners)
        assert end in (0, math.inf, -math.inf) or any(near)


@given(stated, stated)
def test_rounding_moves_an_end_of_a_quotient_by_less_than_one_in_its_fortieth_digit(
    above: Quantity, below: Quantity
) -> None:
    assume(below.value)
    pairs = [(x, y) for x in ends(above) for y in ends(below) if y]
    corners = [x / y for x, y in pairs if isinstance(x, Fraction) and isinstance(y, Fraction)]
    for end in ends(above / below):
        near = (abs(corner - end) * 10**39 <= abs(corner) for corner in corners)
        assert end in (0, math.inf, -math.inf) or any(near)


@given(decimals(), decimals())
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
    assert quantity + ZERO == quantity


@given(st.lists(anything, min_size=1, max_size=8))
def test_a_sum_is_the_exact_sum_of_figures_and_of_ends(terms: list[Quantity]) -> None:
    total = Quantity.sum(terms)
    assert exact(total.value) == sum(Fraction(term.value) for term in terms)
    assert ends(total) == (sum(ends(term)[0] for term in terms), sum(ends(term)[1] for term in terms))


@given(st.data(), st.lists(anything, min_size=1, max_size=8))
def test_a_sum_does_not_depend_on_order_or_partition(data: st.DataObject, terms: list[Quantity]) -> None:
    shuffled = data.draw(st.permutations(terms))
    labels = data.draw(st.lists(st.integers(0, 2), min_size=len(terms), max_size=len(terms)))
    groups = [[term for term, label in zip(shuffled, labels, strict=True) if label == group] for group in range(3)]
    assert Quantity.sum(Quantity.sum(group) for group in groups if group) == Quantity.sum(terms)


@given(anything, decimals())
def test_what_is_added_exactly_can_be_taken_away_again(quantity: Quantity, figure: Decimal) -> None:
    more = Quantity.exactly(figure, "1")
    assert quantity + more - more == quantity


# Law 3: bounds survive


@given(decimals(), st.lists(anything.filter(lambda each: each.lower > -INFINITY), max_size=5), st.integers(0, 5))
def test_a_sum_with_one_lower_bound_is_a_lower_bound(figure: Decimal, others: list[Quantity], place: int) -> None:
    terms = [*others[:place], Quantity.at_least(figure, "1"), *others[place:]]
    total = Quantity.sum(terms)
    assert total.bound is Bound.AT_LEAST
    assert ends(total) == (sum(ends(term)[0] for term in terms), math.inf)


@given(decimals(), st.lists(anything.filter(lambda each: each.upper < INFINITY), max_size=5), st.integers(0, 5))
def test_a_sum_with_one_upper_bound_is_an_upper_bound(figure: Decimal, others: list[Quantity], place: int) -> None:
    total = Quantity.sum([*others[:place], Quantity.at_most(figure, "1"), *others[place:]])
    assert total.bound is Bound.AT_MOST
    assert total.lower == -INFINITY


@given(decimals(), decimals(), st.lists(anything, max_size=5))
def test_a_sum_with_a_lower_and_an_upper_bound_says_nothing(
    low: Decimal, high: Decimal, others: list[Quantity]
) -> None:
    total = Quantity.sum([Quantity.at_least(low, "1"), *others, Quantity.at_most(high, "1")])
    assert total.bound is Bound.UNBOUNDED
    assert ends(total) == (-math.inf, math.inf)


@each_operation
@given(nested(), nested())
def test_narrowing_the_inputs_never_widens_a_result(
    operation: Operation, left: tuple[Quantity, Quantity], right: tuple[Quantity, Quantity]
) -> None:
    assume(operation is not operator.truediv or (right[0].value and right[1].value))
    wide, narrow = ends(operation(left[0], right[0])), ends(operation(left[1], right[1]))
    assert wide[0] <= narrow[0]
    assert narrow[1] <= wide[1]


@each_operation
@given(stated, decimals(), st.sampled_from([Quantity.at_least, Quantity.at_most]), st.booleans())
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
    assert -(-quantity) == quantity


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
    assume(left[0].certainly_less(right[0]))
    assert left[1] < right[1]


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
    low, value, high = (Decimal(f"{end:f}" + "." * ("." not in f"{end:f}") + "0" * zeros) if end.is_finite() else end
                        for end in (quantity.lower, quantity.value, quantity.upper))  # fmt: skip
    again = Quantity(value, low, high, "1", quantity.bound)
    assert again == quantity
    assert dumped(again) == dumped(quantity)


@given(anything, anything)
def test_equal_quantities_have_equal_hashes(left: Quantity, right: Quantity) -> None:
    twin = left + right - Quantity.exactly(1, "1") + Quantity.exactly(1, "1")
    assert twin == right + left
    assert hash(twin) == hash(right + left)


@given(st.lists(intervals(), min_size=1, max_size=3))
def test_equal_quantities_are_written_alike_however_they_came_about(terms: list[Quantity]) -> None:
    total = Quantity.sum(terms)
    assume(total.is_stated)
    built = Quantity(total.value, total.lower, total.upper, total.unit)
    assert built == total
    assert dumped(built) == dumped(total)


@given(stated)
def test_equal_quantities_are_written_alike_however_they_are_worded(quantity: Quantity) -> None:
    plain = Quantity(quantity.value, quantity.lower, quantity.upper, "1")
    assert plain != quantity or dumped(plain) == dumped(quantity)


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


@given(decimals(), decimals().filter(lambda step: step > 0))
def test_no_interval_is_built_whose_ends_need_more_digits(figure: Decimal, half: Decimal) -> None:
    low, high = Fraction(figure) - Fraction(half), Fraction(figure) + Fraction(half)
    if fits(low) and fits(high):
        assert ends(Quantity.about(figure, "1", half)) == (low, high)
    else:
        with pytest.raises(InvalidValue, match="at most 40 digits with an exponent within 30"):
            Quantity.about(figure, "1", half)


@given(decimals(), decimals().filter(lambda step: step > 0))
def test_a_rounded_figure_lies_within_half_a_step(figure: Decimal, step: Decimal) -> None:
    low, high = Fraction(figure) - Fraction(step) / 2, Fraction(figure) + Fraction(step) / 2
    assume(fits(low) and fits(high))
    quantity = Quantity.rounded(figure, "1", step)
    assert ends(quantity) == (low, high)
    assert quantity.bound is Bound.ROUNDED


@given(formulas)
def test_a_result_says_whether_it_keeps_to_the_limits(formula: Located) -> None:
    result, _ = formula
    finite = [end for end in (*ends(result), exact(result.value)) if isinstance(end, Fraction)]
    assert result.is_stated == all(map(fits, finite))


@given(anything)
def test_a_result_can_be_stated_exactly_if_it_says_so(quantity: Quantity) -> None:
    parts = (quantity.value, quantity.lower, quantity.upper, quantity.unit)
    if quantity.is_stated:
        assert Quantity(*parts) == quantity
    else:
        with pytest.raises(InvalidValue):
            Quantity(*parts)


@given(computed.filter(lambda each: not each.is_stated), st.sampled_from(OPERATIONS), stated)
def test_results_beyond_the_limits_can_be_calculated_with(
    result: Quantity, operation: Operation, other: Quantity
) -> None:
    (low, high), truth = ends(added(operation, result, other)), added(operation, result, other).value
    assert low <= Fraction(truth) <= high


@given(anything, anything, st.sampled_from(OPERATIONS), st.integers(1, 60))
@example(Quantity.exactly(11, "1"), Quantity.exactly(7, "1"), operator.sub, 1)
def test_no_result_depends_on_the_decimal_context_of_the_caller(
    left: Quantity, right: Quantity, operation: Operation, digits: int
) -> None:
    expected = added(operation, left, right)
    with localcontext(Context(prec=digits, traps=[Inexact, Rounded])):
        result = added(operation, left, right)
    assert result == expected


# Scale words

WORDS = {
    "": (1, 1, "1"), "1": (1, 1, "1"), "万": (10**4, 1, "1"), "百万": (10**6, 1, "1"), "千万": (10**7, 1, "1"),
    "亿": (10**8, 1, "1"), "百亿": (10**10, 1, "1"), "千亿": (10**11, 1, "1"), "万亿": (10**12, 1, "1"),
    "元": (1, 1, "CNY"), "万元": (10**4, 1, "CNY"), "亿元": (10**8, 1, "CNY"), "万亿元": (10**12, 1, "CNY"),
    "亿美元": (10**8, 1, "USD"), "万美元": (10**4, 1, "USD"), "吨": (1, 1, "t"), "万吨": (10**4, 1, "t"),
    "亿吨": (10**8, 1, "t"), "万标箱": (10**4, 1, "TEU"), "标准箱": (1, 1, "TEU"), "kg": (1, 1000, "t"),
    "平方公里": (1, 1, "km2"), "万平方公里": (10**4, 1, "km2"), "平方米": (1, 10**6, "km2"), "m2": (1, 10**6, "km2"),
    "万平方米": (1, 100, "km2"), "公顷": (1, 100, "km2"), "ha": (1, 100, "km2"), "万公顷": (100, 1, "km2"),
    "亩": (1, 1500, "km2"), "mu": (1, 1500, "km2"), "万亩": (20, 3, "km2"), "%": (1, 1, "%"), "percent": (1, 1, "%"),
}  # fmt: skip
words = st.sampled_from(sorted(WORDS))
common = st.decimals(-(10**6), 10**6, places=3)


@given(common, words)
def test_a_scale_word_multiplies_exactly_wherever_digits_can_tell(figure: Decimal, word: str) -> None:
    above, below, unit = WORDS[word]
    truth, quantity = Fraction(figure) * above / below, Quantity.exactly(figure, word)
    assert str(quantity.unit) == unit
    assert holds(quantity, truth)
    assert ends(quantity) == (truth, truth) or not fits(truth)


@given(common, words)
def test_a_scale_word_without_end_is_rounded_outward_in_the_fortieth_digit(figure: Decimal, word: str) -> None:
    above, below, _ = WORDS[word]
    truth, (low, high) = abs(Fraction(figure)) * above / below, ends(Quantity.exactly(figure, word))
    assert (high - low) * 10**39 <= truth


@given(common, common.filter(lambda step: step > 0), words)
def test_a_scale_word_multiplies_both_ends(figure: Decimal, half: Decimal, word: str) -> None:
    above, below, _ = WORDS[word]
    quantity = Quantity.about(figure, word, half)
    assert quantity.bound is Bound.ABOUT
    assert holds(quantity, (Fraction(figure) - Fraction(half)) * above / below)
    assert holds(quantity, (Fraction(figure) + Fraction(half)) * above / below)


@given(common, words)
def test_a_scale_word_leaves_a_bound_a_bound(figure: Decimal, word: str) -> None:
    truth = Fraction(figure) * WORDS[word][0] / WORDS[word][1]
    least, most = Quantity.at_least(figure, word), Quantity.at_most(figure, word)
    assert (least.bound, most.bound) == (Bound.AT_LEAST, Bound.AT_MOST)
    assert ends(least)[0] <= truth <= ends(most)[1]
    assert ends(least)[1] == math.inf == -ends(most)[0]
