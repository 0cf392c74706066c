"""Quantities, case by case: every constructor, every bound, every refusal, and the words for them."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

from anhui_ftz import Bound, Citation, FtzError, InvalidValue, Observation, Quantity, UndefinedQuotient, Unit, UnitError
from anhui_ftz.model.decimals import multiplied
from anhui_ftz.words import LANGUAGES, check_language
from anhui_ftz.words.quantities import quantity_words, unit_words

INFINITY = Decimal("Infinity")
LIMITS = r"^a figure is a decimal of at most 40 digits with an exponent within 30, not "
BUILDERS = [Quantity.exactly, Quantity.at_least, Quantity.at_most]
each_builder = pytest.mark.parametrize("build", BUILDERS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def parts(quantity: Quantity) -> tuple[Decimal, Decimal, Decimal]:
    return quantity.lower, quantity.value, quantity.upper


def stated(lower: str, value: str, upper: str) -> tuple[Decimal, Decimal, Decimal]:
    return Decimal(lower), Decimal(value), Decimal(upper)


def between(low: Any, high: Any, unit: str) -> Quantity:
    return Quantity(high if low in (0, "-Infinity") and high != "Infinity" else low, low, high, unit)


def tonnes(figure: float | str) -> Quantity:
    return Quantity.exactly(figure, "t")


# Building


@pytest.mark.parametrize(
    ("quantity", "interval", "bound"),
    [
        (Quantity.exactly("119.86", "km2"), ("119.86", "119.86", "119.86"), Bound.EXACT),
        (Quantity.rounded("292.2", "CNY", "0.1"), ("292.15", "292.2", "292.25"), Bound.ROUNDED),
        (Quantity.rounded(10, "t", 5), ("7.5", "10", "12.5"), Bound.ROUNDED),
        (Quantity.about("33.3", "%", within=1), ("32.3", "33.3", "34.3"), Bound.ABOUT),
        (Quantity.at_least(5000, "t"), ("5000", "5000", "Infinity"), Bound.AT_LEAST),
        (Quantity.at_most(90, "%"), ("-Infinity", "90", "90"), Bound.AT_MOST),
        (Quantity(5, 4, 7, "t"), ("4", "5", "7"), Bound.BETWEEN),
        (Quantity(5, 4, "Infinity", "t"), ("4", "5", "Infinity"), Bound.AT_LEAST),
        (Quantity(5, "-Infinity", 7, "t"), ("-Infinity", "5", "7"), Bound.AT_MOST),
        (Quantity(5, "-Infinity", "Infinity", "t"), ("-Infinity", "5", "Infinity"), Bound.UNBOUNDED),
        (Quantity(5, 4, 6, "t", "about"), ("4", "5", "6"), Bound.ABOUT),
        (Quantity(5, 4, 6, "t", "rounded"), ("4", "5", "6"), Bound.ROUNDED),
        (Quantity(5, 4, 6, "t", Bound.BETWEEN), ("4", "5", "6"), Bound.BETWEEN),
        (Quantity(5, 5, 5, "t", "exact"), ("5", "5", "5"), Bound.EXACT),
    ],
)
def test_each_constructor_sets_interval_and_bound(
    quantity: Quantity, interval: tuple[str, str, str], bound: Bound
) -> None:
    assert parts(quantity) == stated(*interval)
    assert quantity.bound is bound
    assert quantity.is_stated


@pytest.mark.parametrize(
    ("number", "figure"),
    [
        (5, "5"),
        ("5", "5"),
        (" 5 ", "5"),
        ("5.00", "5"),
        ("5e3", "5000"),
        ("+5", "5"),
        (Decimal("5.00"), "5"),
        (0.1, "0.1"),
        (1e22, "1e22"),
        (-0.0, "0"),
        ("-0", "0"),
        ("0e999", "0"),
        ("1" * 31 + "." + "1" * 9, "1" * 31 + "." + "1" * 9),
        (10**30, "1e30"),
        ("9.9e30", "9.9e30"),
        ("1.1e-30", "1.1e-30"),
        ("1e-30", "1e-30"),
    ],
)
def test_a_figure_is_any_decimal_within_the_limits(number: Any, figure: str) -> None:
    assert tonnes(number).value == Decimal(figure)
    assert str(tonnes(number).value) == str(Decimal(figure).normalize(Context(prec=60)) or Decimal(0))


def test_a_float_of_another_library_counts_as_its_shortest_text() -> None:
    class Float(float):
        def __repr__(self) -> str:
            return f"np.float64({float(self)})"

    assert tonnes(Float(0.1)) == tonnes("0.1")


@pytest.mark.parametrize("number", [np.int64(5), np.uint8(5), np.float64(5), np.float64("5.0"), np.str_("5")], ids=repr)
def test_a_figure_may_be_an_integer_or_float_of_numpy(number: Any) -> None:
    assert tonnes(number) == Quantity(number, number, number, "t") == Quantity.read(number, "t") == tonnes(5)
    assert type(tonnes(number).value) is Decimal


@pytest.mark.parametrize(
    ("fields", "quantity"),
    [
        ({"value": "5.0"}, tonnes(5)),
        ({"value": 5, "bound": "exact"}, tonnes(5)),
        ({"value": 5, "lower": 4, "upper": 6}, Quantity(5, 4, 6, "t")),
        ({"value": 5, "lower": 4}, Quantity(5, 4, 5, "t")),
        ({"value": 5, "upper": "Infinity"}, Quantity.at_least(5, "t")),
        ({"value": 5, "lower": "-Infinity"}, Quantity.at_most(5, "t")),
        ({"value": 5, "lower": 4, "upper": 6, "bound": "about"}, Quantity.about(5, "t", 1)),
        ({"value": 5, "lower": 4, "upper": 6, "bound": Bound.ROUNDED}, Quantity.rounded(5, "t", 2)),
        ({"value": 5, "lower": "-Infinity", "upper": "Infinity"}, Quantity(5, "-Infinity", "Infinity", "t")),
    ],
)
def test_what_a_data_set_stores_is_read(fields: dict[str, Any], quantity: Quantity) -> None:
    read = Quantity.read(unit="t", **fields)
    assert read == quantity
    assert (hash(read), str(read), read.is_stated) == (hash(quantity), str(quantity), True)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"value": "NaN"}, "a figure must be a number"),
        ({"value": "Infinity"}, "a stated figure is finite"),
        ({"value": 5, "lower": "1e31"}, LIMITS),
        ({"value": 5, "upper": [5]}, LIMITS),
        ({"value": 5, "lower": 6}, "need lower <= value <= upper, got 6, 5, 5"),
        ({"value": 5, "upper": 4}, "need lower <= value <= upper, got 5, 5, 4"),
        ({"value": 5, "bound": "about"}, "an interval that is exact cannot be called about"),
        ({"value": 5, "bound": "vague"}, "one of exact, rounded, .*, not 'vague'"),
        ({"value": 5, "unit": "furlong"}, "unknown unit 'furlong'"),
        ({"value": 5, "unit": ["t"]}, "a unit is a text such as km2"),
    ],
)
def test_what_no_data_set_may_store_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(FtzError, match=message):
        Quantity.read(**({"unit": "t"} | fields))


class Text(str):
    """A text of another library, such as the elements of an array."""

    __slots__ = ()


def test_a_text_of_another_library_counts_as_text() -> None:
    assert Quantity.exactly(Text("0.1"), Text("亿元")) == Quantity.exactly("0.1", "亿元")


@pytest.mark.parametrize("number", ["1_000", "５", "five"])
def test_a_text_of_another_library_is_refused_like_any_other(number: str) -> None:
    with pytest.raises(InvalidValue, match=LIMITS):
        tonnes(Text(number))


@pytest.mark.parametrize(
    ("figure", "word", "result"),
    [
        (5000, "亿元", Quantity.exactly("5e11", "CNY")),
        ("1.5", "万吨", Quantity.exactly(15_000, "t")),
        (1500, "亩", Quantity.exactly(1, "km2")),
        (1, "ha", Quantity.exactly("0.01", "km2")),
        (350, "公顷", Quantity.exactly("3.5", "km2")),
        (3, "万", Quantity.exactly(30_000, "1")),
        (7, Unit.parse("TEU"), Quantity.exactly(7, "TEU")),
        (7, "TEU/a", Quantity.exactly(7, "TEU/a")),
    ],
)
def test_scale_words_are_multiplied_out(figure: Any, word: Any, result: Quantity) -> None:
    assert Quantity.exactly(figure, word) == result
    assert Quantity.exactly(figure, word).bound is Bound.EXACT


def test_a_mu_that_does_not_come_out_even_is_rounded_outward() -> None:
    plot = Quantity.exactly(1, "亩")
    assert parts(plot) == stated(f"0.000{'6' * 40}", f"0.000{'6' * 39}7", f"0.000{'6' * 39}7")
    assert plot.bound is Bound.BETWEEN


@pytest.mark.parametrize(
    ("quantity", "bound"),
    [
        (Quantity.rounded(10, "亩", 1), Bound.ROUNDED),
        (Quantity.about(10, "亩", 1), Bound.ABOUT),
        (Quantity.rounded(10, "亿元", 1), Bound.ROUNDED),
        (Quantity.at_least(10, "亩"), Bound.AT_LEAST),
        (Quantity.at_most(10, "亿元"), Bound.AT_MOST),
    ],
)
def test_scale_words_keep_the_bound(quantity: Quantity, bound: Bound) -> None:
    assert quantity.bound is bound


# Refusals


@each_builder
@pytest.mark.parametrize(
    "number",
    [
        "1" * 41,
        "0." + "3" * 41,
        "1e31",
        "1e-31",
        "1e999999",
        "1e99999999999999999999",
        10**31,
        pytest.param(10**5000, id="huge"),
        1e300,
        5e-324,
        "five",
        "",
        "1,000",
        "1_000",
        "５",
        "0x10",
        True,
        np.bool_(True),
        np.float32(0.1),
        Fraction(1, 2),
        Fraction(5),
        None,
        5 + 0j,
        b"5",
        [5],
    ],
)
def test_what_is_no_figure_within_the_limits_is_refused(build: Callable[..., Quantity], number: Any) -> None:
    with pytest.raises(InvalidValue, match=LIMITS):
        build(number, "t")


@each_builder
@pytest.mark.parametrize("number", ["NaN", "-nan", "sNaN", float("nan"), Decimal("NaN"), Decimal("sNaN")])
def test_what_is_not_a_number_is_refused(build: Callable[..., Quantity], number: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^a figure must be a number, not NaN$"):
        build(number, "t")


@each_builder
@pytest.mark.parametrize("number", ["Infinity", "-inf", float("inf"), Decimal("-Infinity")])
def test_a_stated_figure_is_finite(build: Callable[..., Quantity], number: Any) -> None:
    with pytest.raises(InvalidValue, match="finite"):
        build(number, "t")


@pytest.mark.parametrize("build", [Quantity.rounded, Quantity.about])
def test_a_figure_with_a_margin_is_finite(build: Callable[..., Quantity]) -> None:
    with pytest.raises(InvalidValue, match=r"^a stated figure is finite, not Infinity$"):
        build("Infinity", "t", 1)


@pytest.mark.parametrize("step", [0, -1, "Infinity", "-0"])
def test_a_rounding_step_is_positive_and_finite(step: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^a rounding step is positive and finite, not "):
        Quantity.rounded(5, "t", step)


@pytest.mark.parametrize("within", [0, -1, "Infinity"])
def test_a_margin_is_positive_and_finite(within: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^within is positive and finite, not "):
        Quantity.about(5, "t", within)


@pytest.mark.parametrize("build", [Quantity.rounded, Quantity.about])
@pytest.mark.parametrize("size", ["NaN", "five", None])
def test_a_step_or_margin_is_a_number(build: Callable[..., Quantity], size: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^a figure "):
        build(5, "t", size)


@pytest.mark.parametrize(("figure", "within"), [("1e30", "1e-30"), ("1e30", "1e-10"), ("-1e30", "1e-10")])
def test_a_margin_whose_ends_need_too_many_digits_is_refused(figure: str, within: str) -> None:
    with pytest.raises(InvalidValue, match=LIMITS):
        Quantity.about(figure, "t", within)


def test_a_step_whose_half_needs_too_many_digits_is_refused() -> None:
    with pytest.raises(InvalidValue, match=LIMITS):
        Quantity.rounded(0, "t", "0." + "3" * 40)


@pytest.mark.parametrize(
    ("figures", "spelled"),
    [((3, 4, 5), "4, 3, 5"), ((6, 4, 5), "4, 6, 5"), ((5, 6, 4), "6, 5, 4"), ((5, 6, 5), "6, 5, 5")],
)
def test_a_figure_lies_within_its_interval(figures: tuple[int, int, int], spelled: str) -> None:
    with pytest.raises(InvalidValue, match=rf"^need lower <= value <= upper, got {spelled}$"):
        Quantity(*figures, "t")


@pytest.mark.parametrize(
    ("figures", "bound", "implied"),
    [
        ((5, 5, 5), "about", "exact"),
        ((5, 5, 5), "at-least", "exact"),
        ((5, 4, 6), "exact", "between"),
        ((5, 4, 6), "at-most", "between"),
        ((5, 5, "Infinity"), "rounded", "at-least"),
        ((5, "-Infinity", 5), "at-least", "at-most"),
        ((5, "-Infinity", "Infinity"), "about", "unbounded"),
    ],
)
def test_a_bound_is_called_what_the_interval_is(figures: tuple[Any, Any, Any], bound: str, implied: str) -> None:
    with pytest.raises(InvalidValue, match=rf"^an interval that is {implied} cannot be called {bound}$"):
        Quantity(*figures, "t", bound)


@pytest.mark.parametrize("bound", ["exactly", "", None, 5])
def test_a_bound_is_one_of_seven(bound: Any) -> None:
    with pytest.raises(InvalidValue, match="one of exact, rounded, about, at-least, at-most, between, unbounded, not "):
        Quantity(5, 5, 5, "t", bound)


@each_builder
def test_an_unknown_unit_is_refused(build: Callable[..., Quantity]) -> None:
    with pytest.raises(UnitError, match="unknown unit 'furlong'"):
        build(5, "furlong")


def test_a_scale_word_is_no_unit() -> None:
    with pytest.raises(UnitError, match="unknown unit '亿元'"):
        Quantity(5, 5, 5, "亿元")


def test_a_converted_figure_beyond_the_limits_is_refused() -> None:
    with pytest.raises(InvalidValue, match=LIMITS):
        Quantity.exactly("1e25", "亿元")


# Values


def test_quantities_are_equal_by_figure_interval_and_unit() -> None:
    assert tonnes("5.0") == tonnes(5)
    assert hash(tonnes("5.0")) == hash(tonnes(5))
    assert tonnes(5) != Quantity.exactly(5, "km2")
    assert tonnes(5) != Quantity.at_least(5, "t")


def test_quantities_that_are_worded_differently_are_not_equal() -> None:
    assert Quantity.about(5, "t", 1) != Quantity.rounded(5, "t", 2)
    assert Quantity.about(5, "t", 1) != Quantity(5, 4, 6, "t")


def test_a_quantity_cannot_be_changed() -> None:
    quantity = tonnes(5)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        quantity.value = Decimal(6)  # type: ignore[misc]


@pytest.mark.parametrize("quantity", [Quantity.about(5, "t", 1), tonnes(1) / tonnes(3) * tonnes(1)])
def test_a_quantity_can_be_copied_and_pickled(quantity: Quantity) -> None:
    assert copy.deepcopy(quantity) == quantity
    assert pickle.loads(pickle.dumps(quantity)) == quantity  # noqa: S301 - our own bytes


def test_the_width_is_that_of_the_interval() -> None:
    assert tonnes(5).width == 0
    assert Quantity.about(5, "t", 1).width == 2
    assert Quantity.at_least(5, "t").width == INFINITY
    assert Quantity(0, "-1e-30", "1e30", "t").width == Decimal(f"1{'0' * 30}.{'0' * 29}1")


# Arithmetic


def test_a_sum_is_exact_to_the_last_digit() -> None:
    total = tonnes("1e30") + tonnes("1e-30")
    assert total.value == Decimal("1" + "0" * 30 + "." + "0" * 29 + "1")
    assert (total.bound, total.is_stated) == (Bound.EXACT, False)


def test_the_areas_of_the_zone_add_up() -> None:
    areas = [Quantity.exactly(size, "km2") for size in ("64.95", "35", "19.91")]
    assert Quantity.sum(iter(areas)) == Quantity.exactly("119.86", "km2")


def test_a_sum_of_one_is_that_one() -> None:
    assert Quantity.sum([Quantity.about(5, "t", 1)]) == Quantity.about(5, "t", 1)


def test_a_sum_of_nothing_has_no_unit() -> None:
    with pytest.raises(InvalidValue, match=r"^a sum of nothing has no unit$"):
        Quantity.sum([])


@pytest.mark.parametrize(
    ("left", "right", "interval", "bound"),
    [
        (Quantity.at_least(5, "t"), tonnes(1), ("6", "6", "Infinity"), Bound.AT_LEAST),
        (Quantity.at_most(5, "t"), tonnes(1), ("-Infinity", "6", "6"), Bound.AT_MOST),
        (Quantity.at_least(5, "t"), Quantity.at_most(1, "t"), ("-Infinity", "6", "Infinity"), Bound.UNBOUNDED),
        (Quantity.about(5, "t", 1), Quantity.rounded(1, "t", 1), ("4.5", "6", "7.5"), Bound.BETWEEN),
    ],
)
def test_a_sum_keeps_what_is_not_known(
    left: Quantity, right: Quantity, interval: tuple[str, str, str], bound: Bound
) -> None:
    assert parts(left + right) == stated(*interval)
    assert (left + right).bound is bound


def test_a_difference_keeps_what_is_not_known() -> None:
    assert parts(tonnes(5) - Quantity.at_least(2, "t")) == stated("-Infinity", "3", "3")
    assert parts(Quantity.about(5, "t", 1) - Quantity.about(5, "t", 1)) == stated("-2", "0", "2")


def test_negation_turns_a_lower_bound_into_an_upper_one() -> None:
    assert -Quantity.at_least(2, "t") == Quantity.at_most(-2, "t")


@pytest.mark.parametrize("build", [Quantity.rounded, Quantity.about])
def test_negation_keeps_the_wording(build: Callable[..., Quantity]) -> None:
    assert -build(5, "t", 1) == build(-5, "t", 1)


def test_negation_keeps_every_digit() -> None:
    figure = "123456789012345678901234567890.1234567891"
    assert -tonnes(figure) == tonnes("-" + figure) == tonnes(0) - tonnes(figure)


@pytest.mark.parametrize(
    ("left", "right", "interval"),
    [
        ((2, 3), (5, 7), ("10", "21")),
        ((-2, 3), (5, 7), ("-14", "21")),
        ((-3, -2), (-7, -5), ("10", "21")),
        ((-2, 3), (-5, 7), ("-15", "21")),
        ((0, 0), (-5, "Infinity"), ("0", "0")),
        ((0, 2), (1, "Infinity"), ("0", "Infinity")),
        ((-1, 2), (1, "Infinity"), ("-Infinity", "Infinity")),
        ((2, 3), ("-Infinity", -1), ("-Infinity", "-2")),
    ],
)
def test_a_product_spans_the_products_of_the_ends(left: Any, right: Any, interval: tuple[str, str]) -> None:
    product = between(left[0], left[1], "t") * between(right[0], right[1], "t")
    assert (product.lower, product.upper) == tuple(map(Decimal, interval))
    assert str(product.unit) == "t2"


@pytest.mark.parametrize(
    ("above", "below", "interval"),
    [
        ((6, 12), (2, 3), ("2", "6")),
        ((-6, 12), (2, 3), ("-3", "6")),
        ((6, 12), (-3, -2), ("-6", "-2")),
        ((6, 12), (0, 3), ("2", "Infinity")),
        ((-6, 12), (0, 3), ("-Infinity", "Infinity")),
        ((-12, -6), (0, 3), ("-Infinity", "-2")),
        ((6, 12), (-3, 0), ("-Infinity", "-2")),
        ((-12, -6), (-3, 0), ("2", "Infinity")),
        ((6, 12), (0, "0.5"), ("12", "Infinity")),
        (("0.5", 1), (0, 2), ("0.25", "Infinity")),
        ((6, 12), (-3, 3), ("-Infinity", "Infinity")),
        ((0, 0), (1, "Infinity"), ("0", "0")),
        ((6, 12), (2, "Infinity"), ("0", "6")),
        ((6, "Infinity"), (2, "Infinity"), ("0", "Infinity")),
        ((6, "Infinity"), (2, 3), ("2", "Infinity")),
        ((0, 6), (0, 3), ("0", "Infinity")),
    ],
)
def test_a_quotient_spans_the_quotients_of_the_ends(above: Any, below: Any, interval: tuple[str, str]) -> None:
    quotient = between(above[0], above[1], "t") / between(below[0], below[1], "km2")
    assert (quotient.lower, quotient.upper) == tuple(map(Decimal, interval))
    assert str(quotient.unit) == "t/km2"


def test_a_quotient_is_rounded_outward() -> None:
    third = tonnes(1) / tonnes(3)
    assert parts(third) == stated("0." + "3" * 40, "0." + "3" * 40, "0." + "3" * 39 + "4")
    assert (third.bound, str(third.unit)) == (Bound.BETWEEN, "1")
    assert (tonnes(2) / tonnes(3)).value == Decimal("0." + "6" * 39 + "7")


@pytest.mark.parametrize("below", [tonnes(0), Quantity(0, -1, 1, "t"), Quantity.at_least(0, "t")])
def test_nothing_is_divided_by_a_figure_of_zero(below: Quantity) -> None:
    with pytest.raises(UndefinedQuotient, match=r"^cannot divide .*'exactly 5 t'.* by .*: its stated figure is zero$"):
        _ = tonnes(5) / below


def test_a_result_beyond_all_bounds_is_refused() -> None:
    power = tonnes("1e30")
    for _ in range(4):
        power = power * power
    with pytest.raises(InvalidValue, match=r"^the result lies beyond 1e600$"):
        _ = power * power


def test_the_digits_of_the_largest_result_are_those_worked_out() -> None:
    large = Decimal("1e599")
    assert [str(each) for each in multiplied(large, (large, large), 10)] == ["1.0E+600"] * 3


def test_a_result_too_small_to_tell_from_zero_keeps_an_end_above_it() -> None:
    power = tonnes("1e-30")
    for _ in range(5):
        power = power * power
    assert power.lower == power.value == 0 < power.upper
    assert power.bound is Bound.BETWEEN


@pytest.mark.parametrize(
    ("operation", "verb"),
    [
        (operator.add, "add"),
        (operator.sub, "subtract"),
        (Quantity.certainly_less, "compare"),
        (Quantity.may_equal, "compare"),
    ],
)
def test_different_units_are_refused(operation: Callable[..., Any], verb: str) -> None:
    with pytest.raises(UnitError, match=rf"^cannot {verb} t and km2: bring both to one unit first$"):
        operation(tonnes(5), Quantity.exactly(5, "km2"))


def test_different_currencies_are_refused() -> None:
    with pytest.raises(UnitError, match="cannot add CNY and USD"):
        Quantity.sum([Quantity.exactly(5, "CNY"), Quantity.exactly(5, "CNY"), Quantity.exactly(5, "USD")])


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
@pytest.mark.parametrize("other", [5, "5 t", None])
def test_what_is_no_quantity_is_left_to_python(operation: Callable[..., Any], other: Any) -> None:
    with pytest.raises(TypeError, match="Quantity"):
        operation(tonnes(5), other)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_the_decimal_context_of_the_caller_does_not_matter(operation: Callable[..., Any]) -> None:
    left, right = Quantity.about("123456.789", "t", "0.001"), tonnes("98.7654321")
    expected = operation(left, right)
    with localcontext(Context(prec=2)):
        assert operation(left, right) == expected


# Comparison


@pytest.mark.parametrize(
    ("left", "right", "less", "equal"),
    [
        (tonnes(3), tonnes(4), True, False),
        (tonnes(4), tonnes(4), False, True),
        (tonnes(4), tonnes(3), False, False),
        (tonnes(3), Quantity.at_least(4, "t"), True, False),
        (tonnes(4), Quantity.at_least(4, "t"), False, True),
        (tonnes(5), Quantity.at_least(4, "t"), False, True),
        (tonnes(5), Quantity.at_most(4, "t"), False, False),
        (Quantity.at_most(4, "t"), tonnes(5), True, False),
        (Quantity.at_least(4, "t"), Quantity.at_most(4, "t"), False, True),
        (Quantity.about(4, "t", 1), Quantity.about(6, "t", 1), False, True),
        (Quantity.about(4, "t", 1), Quantity.about(7, "t", "1.5"), True, False),
    ],
)
def test_comparison_has_three_answers(left: Quantity, right: Quantity, less: bool, equal: bool) -> None:
    assert left.certainly_less(right) is less
    assert left.may_equal(right) is equal


# Limits


def test_no_caller_says_whether_a_figure_is_stated() -> None:
    told: dict[str, Any] = {"is_stated": False}
    with pytest.raises(TypeError, match="is_stated"):
        Quantity(5, 5, 5, "t", **told)


def test_an_observation_takes_stated_figures_alone() -> None:
    third = Quantity.exactly(1, "1") / Quantity.exactly(3, "1") + Quantity.exactly(1, "1")
    assert not third.is_stated
    with pytest.raises(InvalidValue, match="has more digits than a stated figure may; round it"):
        Observation("row", "anhui", "share", "2020", third, citations=[Citation("source")])


@pytest.mark.parametrize(
    ("quantity", "is_stated"),
    [
        (tonnes(1) / tonnes(3), True),
        (tonnes("1e30") + tonnes("9e30"), False),
        (tonnes("1e-30") * tonnes("0.1"), False),
        (tonnes("0.5") + tonnes("0.5"), True),
        (Quantity.at_least("1e30", "t") + tonnes("1e-30"), False),
        (tonnes("1e30") + tonnes("1e-30") - tonnes("1e-30"), True),
        (Quantity(0, "-1e30", 0, "t") + Quantity(0, "-1e-30", 0, "t"), False),
        (Quantity(0, 0, "1e30", "t") + Quantity(0, 0, "1e-30", "t"), False),
    ],
)
def test_a_result_says_whether_it_could_be_stated(quantity: Quantity, is_stated: bool) -> None:
    assert quantity.is_stated is is_stated


# Words


@pytest.mark.parametrize(
    ("quantity", "english", "chinese"),
    [
        (tonnes(0), "exactly 0 t", "恰为0吨"),
        (tonnes("1234567.5"), "exactly 1,234,567.5 t", "恰为1234567.5吨"),
        (tonnes(13_000), "exactly 13,000 t", "恰为13000吨"),
        (Quantity.exactly("350e9", "CNY"), "exactly 350,000,000,000 yuan", "恰为350000000000元"),
        (Quantity.rounded("350e9", "CNY", "1e9"), "350 billion yuan", "3500亿元（精确到10亿元）"),
        (Quantity.rounded("2000e8", "CNY", "1e8"), "200.0 billion yuan", "2000亿元（四舍五入）"),
        (Quantity.rounded("7.674", "1", "0.001"), "7.674 (rounded)", "7.674（四舍五入）"),
        (Quantity.rounded("119.86", "km2", "0.01"), "119.86 km² (rounded)", "119.86平方公里（四舍五入）"),
        (Quantity(28, 27, 28, "t", "about"), "nearly 28 t", "近28吨"),
        (tonnes("-12345"), "exactly -12,345 t", "恰为-12345吨"),
        (Quantity.exactly(3857, "1"), "3,857", "3857"),
        (Quantity.exactly("119.86", "km2"), "119.86 km²", "119.86平方公里"),
        (Quantity.exactly("12.5", "%"), "exactly 12.5%", "恰为12.5%"),
        (Quantity.at_least(5000, "亿元"), "more than 500 billion yuan", "超过5000亿元"),
        (Quantity.at_least("1.5e12", "USD"), "more than 1.5 trillion US dollars", "超过1.5万亿美元"),
        (Quantity.at_least(2_000_000, "TEU"), "more than 2 million TEU", "超过200万标箱"),
        (Quantity.at_least(-20, "%"), "more than -20%", "超过-20%"),
        (Quantity.at_least("1234567.891234", "t"), "more than 1.23456 million t", "超过123.456万吨"),
        (Quantity.at_least("123456.789123", "t"), "more than 123,456.789123 t", "超过12.3456789123万吨"),
        (Quantity.at_most(90, "%"), "at most 90%", "不超过90%"),
        (Quantity.at_most("1234567.891234", "t"), "at most 1.23457 million t", "不超过123.457万吨"),
        (Quantity.about("33.3", "%", 1), "about 33.3%", "约33.3%"),
        (Quantity.about("1.2e9", "CNY", "1e8"), "about 1.2 billion yuan", "约12亿元"),
        (Quantity.at_least("1e9", "CNY"), "more than 1 billion yuan", "超过10亿元"),
        (Quantity.about("123456.789012", "t", 1), "about 123,456.789012 t", "约12.3456789012万吨"),
        (Quantity.about("123456.7890123", "t", 1), "about 123,456.789 t", "约12.3456789万吨"),
        (Quantity.about(10, "亩", 1), "about 0.006667 km²", "约0.006667平方公里"),
        (Quantity.rounded("1e9", "CNY", "1e8"), "1.0 billion yuan", "10亿元"),
        (Quantity("5e8", "5e8", "1e9", "CNY"), "between 500 and 1,000 million yuan", "介于5亿至10亿元之间"),
        (Quantity.rounded("292.2e9", "CNY", "0.1e9"), "292.2 billion yuan", "2922亿元"),
        (Quantity.rounded("292e9", "CNY", "0.1e9"), "292.0 billion yuan", "2920亿元"),
        (Quantity.rounded(12_000, "t", 1000), "12 thousand t", "1.2万吨"),
        (Quantity.rounded(5, "t", 1), "5 t", "5吨"),
        (Quantity.rounded(5, "%", 1), "5%", "5%"),
        (Quantity.rounded("5.0", "t", "0.1"), "5.0 t", "5.0吨"),
        (Quantity.rounded(0, "t", 1), "0 t", "0吨"),
        (Quantity.rounded(140, "1", 10), "140 (to the nearest 10)", "140（精确到10）"),
        (Quantity.rounded(1490, "%", 10), "1,490% (to the nearest 10%)", "1490%（精确到10%）"),
        (
            Quantity.rounded("5e8", "CNY", "1e8"),
            "500 million yuan (to the nearest 100 million yuan)",
            "5亿元",
        ),
        (
            Quantity.rounded("5e7", "CNY", "1e7"),
            "50 million yuan (to the nearest 10 million yuan)",
            "5000万元（精确到1000万元）",
        ),
        (Quantity.rounded(0, "CNY", "1e8"), "0 yuan (to the nearest 100 million yuan)", "0元（精确到1亿元）"),
        (Quantity("0.6e9", 0, "1.2e9", "CNY"), "between 0 and 1.2 billion yuan", "介于0亿至12亿元之间"),
        (
            Quantity.rounded("5e11", "CNY", "2e7"),
            "500.00 billion yuan (to the nearest 20 million yuan)",
            "5000.0亿元（精确到2000万元）",
        ),
        (Quantity.rounded(100, "亩", 10), "about 0.066667 km² (rounded)", "约0.066667平方公里（四舍五入）"),
        (Quantity.rounded(10, "t", 5), "10 t (to the nearest 5 t)", "10吨（精确到5吨）"),
        (Quantity.about("1234567.89012", "t", 500), "about 1.23456789012 million t", "约123.456789012万吨"),
        (Quantity.about("1234567.890123", "t", 500), "about 1.234568 million t", "约123.4568万吨"),
        (
            Quantity.rounded("1234567.890123", "t", "0.000002"),
            "about 1.234567890123 million t (rounded)",
            "约123.4567890123万吨（四舍五入）",
        ),
        (
            Quantity.rounded("123456.890123", "t", "0.000002"),
            "123,456.890123 t (to the nearest 0.000002 t)",
            "12.3456890123万吨（精确到0.000002吨）",
        ),
        (
            Quantity.rounded("3e13", "t", "1e13"),
            "30 trillion t (to the nearest 10 trillion t)",
            "30万亿吨（精确到10万亿吨）",
        ),
        (Quantity.rounded("-3.5", "%", "0.1"), "-3.5%", "-3.5%"),
        (Quantity.exactly(-1234, "1"), "-1,234", "-1234"),
        (Quantity(5, 4, 7, "t"), "between 4 and 7 t", "介于4至7吨之间"),
        (Quantity("3.29", "3.28", "3.3", "%"), "between 3.28 and 3.30%", "介于3.28至3.30%之间"),
        (
            Quantity("129.6e9", "129.57e9", "129.7e9", "CNY"),
            "between 129.57 and 129.70 billion yuan",
            "介于1295.7亿至1297.0亿元之间",
        ),
        (Quantity("0.6", "-0.5", 1, "%"), "between -0.5 and 1.0%", "介于-0.5至1.0%之间"),
        (Quantity(5, -1, 7, "t"), "between -1 and 7 t", "介于-1至7吨之间"),
        (Quantity("1.5e9", "1.2e9", "1.7e9", "CNY"), "between 1.2 and 1.7 billion yuan", "介于12亿至17亿元之间"),
        (Quantity(0, -2_000_000, 10, "t"), "between -2,000,000 and 100,000 t", "介于-200万至10万吨之间"),
        (Quantity("1.000000001", 1, "1.000000002", "t"), "about 1 t", "约1吨"),
        (
            Quantity(1234567, 1234566, 1234569, "t"),
            "between 1.234566 and 1.234569 million t",
            "介于123.4566万至123.4569万吨之间",
        ),
        (Quantity(1234567, "1234566.9", "1234567.3", "t"), "about 1.23457 million t", "约123.457万吨"),
        (
            Quantity.exactly(3857, "1") / Quantity.exactly("119.86", "km2"),
            "about 32.1792 per km²",
            "约32.1792个/平方公里",
        ),
        (Quantity(5, "-Infinity", "Infinity", "t"), "an unknown figure t", "未知数值吨"),
        (Quantity(5, "-Infinity", "Infinity", "1"), "an unknown figure", "未知数值"),
    ],
)
def test_words_keep_the_bound_in_both_languages(quantity: Quantity, english: str, chinese: str) -> None:
    assert format(quantity, "en") == quantity_words(quantity, "en") == english
    assert format(quantity, "zh") == quantity_words(quantity, "zh") == chinese


def test_english_is_what_is_printed() -> None:
    quantity = Quantity.at_least(5000, "亿元")
    assert f"{quantity}" == str(quantity) == "more than 500 billion yuan"
    assert repr(quantity) == "Quantity('more than 500 billion yuan')"


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("1", "", ""),
        ("%", "%", "%"),
        ("t", " t", "吨"),
        ("CNY", " yuan", "元"),
        ("USD", " US dollars", "美元"),
        ("EUR", " euros", "欧元"),
        ("km2", " km²", "平方公里"),
        ("TEU", " TEU", "标箱"),
        ("kWh", " kWh", "千瓦时"),
        ("km3", " km3", "km3"),
        ("CNY/km2", " yuan per km²", "元/平方公里"),
        ("1/km2", " per km²", "个/平方公里"),
        ("{train}/wk", " train per wk", "train/wk"),
        ("CNY.t/a/km2", " yuan.t per a per km²", "元.吨/a/平方公里"),
        ("%/a", " % per a", "%/a"),
    ],
)
def test_a_unit_has_words_in_both_languages(code: str, english: str, chinese: str) -> None:
    assert unit_words(Unit.parse(code), "en") == english
    assert unit_words(Unit.parse(code), "zh") == chinese


@each_language
def test_the_languages_are_english_and_chinese(language: str) -> None:
    assert check_language(language) == language


@pytest.mark.parametrize("language", ["fr", "EN", "zh-CN", ".2f", "", None, 5])
def test_another_language_is_refused(language: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^the languages are en and zh, not "):
        quantity_words(tonnes(5), language)


def test_another_format_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"^the languages are en and zh, not '.2f'$"):
        format(tonnes(5), ".2f")
