"""Laws of units: a group under multiplication, read back as written, scale words exact."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from anhui_ftz import Bound, Quantity, Unit, UnitError
from anhui_ftz.model.unit import as_dimension, measured, scaled

Powers = dict[str, int]

SYMBOLS = ["%", "CNY", "USD", "EUR", "TEU", "km", "kW", "h", "t", "a", "wk", "Cel", "{train}", "{Train-set}"]
#: Symbols that carry a scale, with the base symbol and the factor.
SCALED = {
    "m": ("km", Fraction(1, 1000)),
    "kg": ("t", Fraction(1, 1000)),
    "min": ("h", Fraction(1, 60)),
    "MW": ("kW", Fraction(1000)),
}
ONE = Unit.parse("1")
symbols = st.sampled_from(SYMBOLS)
powers = st.dictionaries(symbols, st.integers(-9, 9), max_size=4)
exponents = st.integers(-9, 9).filter(bool)
terms = st.lists(st.tuples(st.sampled_from("./"), symbols, exponents), min_size=1, max_size=5)


def unit_of(counts: Powers) -> Unit:
    return Unit(tuple(sorted((symbol, power) for symbol, power in counts.items() if power)))


def spelled(parts: list[tuple[str, str, int]], *, ones: bool) -> str:
    """Write terms one after another, as UCUM lets one: ``km.t-2/a``, powers of one said or not."""
    written = "".join(sign + symbol + ("" if power == 1 and not ones else str(power)) for sign, symbol, power in parts)
    return "1" + written if written.startswith("/") else written.removeprefix(".")


def counted(parts: list[tuple[str, str, int]]) -> Powers:
    """Read terms as UCUM does, from left to right: a solidus divides by the next term alone."""
    counts: Powers = {}
    for sign, symbol, power in parts:
        counts[symbol] = counts.get(symbol, 0) + (power if sign == "." else -power)
    return counts


units = st.builds(unit_of, powers)


# The group


@given(units, units)
def test_multiplication_commutes(left: Unit, right: Unit) -> None:
    assert left * right == right * left


@given(units, units, units)
def test_multiplication_associates(first: Unit, second: Unit, third: Unit) -> None:
    assert (first * second) * third == first * (second * third)


@given(units)
def test_one_is_neutral(unit: Unit) -> None:
    assert unit * ONE == unit == ONE * unit
    assert unit / ONE == unit


@given(units)
def test_every_unit_has_an_inverse(unit: Unit) -> None:
    assert unit * (ONE / unit) == ONE
    assert unit / unit == ONE


@given(units, units)
def test_division_is_multiplication_by_the_inverse(left: Unit, right: Unit) -> None:
    assert left / right == left * (ONE / right)


@given(powers, powers)
def test_powers_add_up(left: Powers, right: Powers) -> None:
    product = {symbol: left.get(symbol, 0) + right.get(symbol, 0) for symbol in left | right}
    quotient = {symbol: left.get(symbol, 0) - right.get(symbol, 0) for symbol in left | right}
    assert unit_of(left) * unit_of(right) == unit_of(product)
    assert unit_of(left) / unit_of(right) == unit_of(quotient)


@given(units, units)
def test_equal_units_have_equal_hashes_and_codes(left: Unit, right: Unit) -> None:
    twin = left * right / right
    assert twin == left
    assert (hash(twin), str(twin)) == (hash(left), str(left))


@given(symbols, st.integers(1, 99), st.integers(1, 99))
def test_no_power_grows_beyond_ninety_nine(symbol: str, left: int, right: int) -> None:
    assume(left + right > 99)
    with pytest.raises(UnitError, match="a power lies in -99 to 99"):
        _ = unit_of({symbol: left}) * unit_of({symbol: right})


# Codes


@given(units)
def test_a_unit_is_read_back_as_it_is_written(unit: Unit) -> None:
    assert Unit.parse(str(unit)) == unit


@given(units, units)
def test_different_units_are_written_differently(left: Unit, right: Unit) -> None:
    assert (str(left) == str(right)) == (left == right)


@given(terms, st.booleans())
@example([(".", "CNY", 1), ("/", "km", 2), (".", "a", 1)], False)
def test_a_code_is_read_from_left_to_right_as_ucum_has_it(parts: list[tuple[str, str, int]], ones: bool) -> None:
    assert Unit.parse(spelled(parts, ones=ones)) == unit_of(counted(parts))


@given(powers, st.dictionaries(st.sampled_from(sorted(SCALED)), st.integers(-4, 4).filter(bool), max_size=3))
@example({}, {"m": 2})
@example({"CNY": 1}, {"m": -2})
def test_units_of_one_dimension_are_one_unit(plain: Powers, scaled_by: Powers) -> None:
    counts, factor = dict(plain), Fraction(1)
    for symbol, power in scaled_by.items():
        base, scale = SCALED[symbol]
        counts[base] = counts.get(base, 0) + power
        factor *= scale**power
    code = spelled([(".", symbol, power) for symbol, power in (plain | scaled_by).items() if power], ones=False) or "1"
    assert measured(code) == (factor, unit_of(counts))
    assert as_dimension(code) == unit_of(counts)
    if factor == 1:
        assert Unit.parse(code) == unit_of(counts)
    else:
        with pytest.raises(UnitError, match=r" is a scale of the unit "):
            Unit.parse(code)


@given(st.decimals(-1000, 1000, places=3), st.sampled_from(["m2", "km2", "har", "ar"]), st.data())
def test_areas_in_any_unit_can_be_added(figure: Decimal, code: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(["m2", "km2", "har", "ar", "亩"]))
    total = Quantity.read(figure, code) + Quantity.exactly(3, other)
    assert str(total.unit) == "km2"
    truth = Fraction(figure) * measured(code)[0] + 3 * scaled(other)[0]
    assert Fraction(total.lower) <= truth <= Fraction(total.upper)


@given(st.text("km2t/.1%-CNY{}a亿元 0", max_size=8))
def test_any_text_is_a_unit_or_refused_as_none(text: str) -> None:
    with contextlib.suppress(UnitError):
        unit = Unit.parse(text)
        assert Unit.parse(str(unit)) == unit


@given(powers, powers)
def test_units_measure_alike_if_they_differ_in_the_currency_alone(left: Powers, right: Powers) -> None:
    money = {"CNY", "USD", "EUR"}

    def measured(counts: Powers) -> tuple[Powers, int | None]:
        rest = {symbol: power for symbol, power in counts.items() if power and symbol not in money}
        flows = [power for symbol, power in counts.items() if power and symbol in money]
        return rest, sum(flows) if flows else None

    assert unit_of(left).measures_like(unit_of(right)) == (measured(left) == measured(right))


@given(powers)
def test_the_currencies_of_a_unit_are_those_in_its_code(counts: Powers) -> None:
    assert unit_of(counts).currencies == tuple(sorted({"CNY", "EUR", "USD"} & {s for s, p in counts.items() if p}))


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
figures = st.builds(Decimal.scaleb, st.integers(-(10**12), 10**12).map(Decimal), st.integers(-6, 3))


def multiplied(figure: Decimal, word: str) -> Fraction:
    above, below, _ = WORDS[word]
    return Fraction(figure) * above / below


def is_short(number: Fraction) -> bool:
    """Whether forty digits hold it: nothing but twos and fives below the line."""
    shifted = number * 10**60
    return shifted.denominator == 1 and len(str(abs(shifted.numerator)).rstrip("0")) <= 40


@given(figures, words)
@example(Decimal("5.259471417313897949849176715341522553753"), "万亩")
def test_a_scale_word_multiplies_exactly_wherever_digits_can_tell(figure: Decimal, word: str) -> None:
    truth, quantity = multiplied(figure, word), Quantity.exactly(figure, word)
    assert str(quantity.unit) == WORDS[word][2]
    assert Fraction(quantity.lower) <= truth <= Fraction(quantity.upper)
    assert (quantity.bound is Bound.EXACT) == is_short(truth)


@given(figures, words)
def test_a_scale_word_without_end_is_rounded_outward_in_the_fortieth_digit(figure: Decimal, word: str) -> None:
    quantity = Quantity.exactly(figure, word)
    assert Fraction(quantity.width) * 10**39 <= abs(multiplied(figure, word))


@given(figures, figures.filter(lambda half: half > 0), words)
def test_a_scale_word_multiplies_both_ends(figure: Decimal, half: Decimal, word: str) -> None:
    quantity = Quantity.about(figure, word, half)
    low, high = multiplied(figure, word) - multiplied(half, word), multiplied(figure, word) + multiplied(half, word)
    assert quantity.bound is Bound.ABOUT
    assert Fraction(quantity.lower) <= low < high <= Fraction(quantity.upper)
    assert (Fraction(quantity.width) - (high - low)) * 10**38 <= abs(low) + abs(high)


@given(figures, words)
def test_a_scale_word_leaves_a_bound_a_bound(figure: Decimal, word: str) -> None:
    least, most = Quantity.at_least(figure, word), Quantity.at_most(figure, word)
    assert (least.bound, most.bound) == (Bound.AT_LEAST, Bound.AT_MOST)
    assert Fraction(least.lower) <= multiplied(figure, word) <= Fraction(most.upper)


@given(units)
def test_a_unit_without_a_scale_word_multiplies_by_one(unit: Unit) -> None:
    assert Quantity.exactly(7, unit) == Quantity(7, 7, 7, unit)
