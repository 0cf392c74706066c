"""Laws of reading: what the library words it reads back, and no words of a reader make it guess."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from anhui_ftz import Bound, InvalidValue, Quantity, read_figure
from anhui_ftz.testing import decimals, quantities, units

#: Digits up to which a figure is worded to the last one, whatever its bound.
WORDED = 12
#: Figures whose neighbours are no stated figures are left to the tests of limits.
LEAST, MOST = Decimal("1e-28"), Decimal("1e29")

languages = st.sampled_from(["en", "zh"])


def is_plain(number: Decimal) -> bool:
    """Whether a figure is short enough to be worded in full, and no neighbour of the limits."""
    return len(number.normalize().as_tuple().digits) <= WORDED and (not number or LEAST <= abs(number) <= MOST)


def nearly(value: Decimal, short: Decimal) -> Quantity:
    """Build a figure that is not reached."""
    return Quantity(value, value - short, value, "CNY", Bound.ABOUT)


nearlies = st.builds(
    nearly, st.integers(-(10**9), 10**9).map(Decimal), st.integers(1, 1000).map(lambda n: Decimal(n) / 8)
)
worded = (quantities() | nearlies).filter(lambda each: each.bound not in (Bound.UNBOUNDED, Bound.BETWEEN))


@given(worded, languages)
@example(Quantity.exactly("500e9", "CNY"), "en")
@example(Quantity.rounded("500e9", "CNY", "1e9"), "zh")
@example(Quantity.exactly("7.674", "1"), "en")
@example(Quantity.rounded("7.674", "TEU", "0.001"), "en")
@example(Quantity.exactly("22.3", "%"), "zh")
@example(Quantity.exactly("1.001", "km2"), "en")
@example(Quantity.rounded("1.001", "CNY/km2", "0.001"), "en")
def test_value_and_bound_are_read_back_from_the_words(quantity: Quantity, language: str) -> None:
    assume(is_plain(quantity.value) or quantity.bound is Bound.EXACT)
    back = read_figure(format(quantity, language), quantity.unit)
    assert (back.value, back.bound, back.unit) == (quantity.value, quantity.bound, quantity.unit)


def stepped(digits: int, step: int, exponents: tuple[int, int], unit: object) -> Quantity:
    """Build a figure rounded to any step of few digits."""
    exponent, further = exponents
    return Quantity.rounded(Decimal(digits).scaleb(exponent), str(unit), Decimal(step).scaleb(exponent + further))


exponents = st.tuples(st.integers(-6, 9), st.integers(-2, 2))


@given(st.builds(stepped, st.integers(-(10**6), 10**6), st.integers(1, 10**4), exponents, units()), languages)
@example(Quantity.rounded(145, "%", 10), "en")
@example(Quantity.rounded(140, "1", 20), "zh")
@example(Quantity.rounded("7.674", "1", "0.002"), "en")
@example(Quantity.rounded(5, "1", "2.125"), "en")
@example(Quantity.rounded(-2800, "%", 100), "zh")
def test_a_rounded_figure_is_read_back_whole_whatever_its_step(quantity: Quantity, language: str) -> None:
    assert read_figure(format(quantity, language), quantity.unit) == quantity


@given(st.integers(-(10**9), 10**9), st.integers(-6, 9), units(), languages)
def test_an_interval_of_round_digits_is_read_back_whole(
    digits: int, exponent: int, unit: object, language: str
) -> None:
    step = Decimal(1).scaleb(exponent)
    quantity = Quantity.rounded(digits * step, str(unit), step)
    assert read_figure(format(quantity, language), quantity.unit) == quantity


def interval(ends: tuple[int, int], exponent: int, quarters: int, unit: object) -> Quantity:
    """Build a figure between two ends, in a quarter of them."""
    low, high = (Decimal(end).scaleb(exponent) for end in sorted(ends))
    return Quantity(low + (high - low) * quarters / 4, low, high, str(unit))


ends = st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)).filter(lambda each: each[0] != each[1])
intervals = st.builds(interval, ends, st.integers(-6, 9), st.integers(0, 4), units())


@given(intervals | intervals | quantities(), languages)
def test_an_interval_is_read_back_around_the_one_worded(quantity: Quantity, language: str) -> None:
    assume(quantity.bound is Bound.BETWEEN and all(is_plain(each) for each in (quantity.lower, quantity.upper)))
    back = read_figure(format(quantity, language), quantity.unit)
    assert back.bound in (Bound.BETWEEN, Bound.ABOUT)
    assert back.bound is Bound.ABOUT or back.lower <= quantity.lower <= quantity.upper <= back.upper


@given(worded, worded, languages)
def test_two_figures_of_different_bound_or_value_are_worded_apart(
    left: Quantity, right: Quantity, language: str
) -> None:
    assume(is_plain(left.value) and is_plain(right.value))
    alike = (left.value, left.bound, left.unit) == (right.value, right.bound, right.unit)
    assert alike or format(left, language) != format(right, language)


@given(decimals().filter(is_plain), languages)
def test_exact_and_rounded_are_worded_apart(value: Decimal, language: str) -> None:
    exact, step = Quantity.exactly(value, "CNY"), Decimal(1).scaleb(value.normalize().as_tuple().exponent)  # type: ignore[arg-type]
    assert format(exact, language) != format(Quantity.rounded(value, "CNY", step), language)


@given(st.integers(1, 10**6), st.sampled_from(["亿元", "万吨", "万标箱", "万美元", "亿元人民币"]))
def test_a_scaled_figure_lies_half_a_digit_around_itself_at_least(number: int, word: str) -> None:
    quantity, size = read_figure(f"{number}{word}"), {"亿": 10**8, "万": 10**4}[word[0]]
    assert Fraction(quantity.value) == number * size
    assert Fraction(quantity.upper) - Fraction(quantity.lower) >= size


@given(st.text(max_size=40), st.none() | units())
@example("1" * 400, None)
@example("百分之分之", None)
@example("一" * 300, None)
@example("5" + "亿5" * 100, None)
@example("more than " * 40 + "5", None)
def test_any_text_is_read_or_refused(text: str, unit: object) -> None:
    with suppress(InvalidValue):
        assert read_figure(text, None if unit is None else str(unit)).is_stated


_PIECES = st.sampled_from([
    *"约近超余多百千万亿元个家吨%第年月日至到-之间以上左右一二三十半成倍的，。,. $¥",
    "1", "20", "300", "2021", "1,234", "5.6", "13.000", "billion", " yuan", "about ", "more than ", "half", "third",
    "(to the nearest ", "（精确到", ")",
    "不超过", "突破", "分之", "(sic)", "(rounded)", "百分之", "percent", "miliardi ", "Mrd. ", "млрд ", "US$",
])  # fmt: skip


@given(st.lists(_PIECES, max_size=8).map("".join), st.sampled_from([None, "1", "%", "CNY", "t", "km2", "亿元"]))
def test_words_in_any_order_are_read_or_refused(text: str, unit: str | None) -> None:
    with suppress(InvalidValue):
        quantity = read_figure(text, unit)
        assert quantity.lower <= quantity.value <= quantity.upper


@given(worded, languages, st.integers(1, 30))
def test_no_reading_depends_on_the_decimal_context_of_the_caller(
    quantity: Quantity, language: str, precision: int
) -> None:
    assume(is_plain(quantity.value))
    words = format(quantity, language)
    expected = read_figure(words, quantity.unit)
    with localcontext(prec=precision):
        assert read_figure(words, quantity.unit) == expected


@pytest.mark.parametrize("quantity", [Quantity.exactly(5, "t") - Quantity.at_least(5, "t") + Quantity.at_least(1, "t")])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_nothing_is_known_nothing_is_read(quantity: Quantity, language: str) -> None:
    with pytest.raises(InvalidValue, match="has no figure in t"):
        read_figure(format(quantity, language), "t")
