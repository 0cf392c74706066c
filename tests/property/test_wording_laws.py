"""Laws of wording: read back by a stranger, no figure says more than is known."""

from __future__ import annotations

import re
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st

from anhui_ftz import Bound, Quantity
from anhui_ftz.testing import decimals, quantities

#: How each unit follows a figure, English and Chinese.
UNITS = {
    "1": ("", ""), "%": ("%", "%"), "km2": (" km²", "平方公里"), "t": (" t", "吨"), "TEU": (" TEU", "标箱"),
    "CNY": (" yuan", "元"), "USD": (" US dollars", "美元"), "EUR": (" euros", "欧元"), "kW.h": (" kWh", "千瓦时"),
    "CNY/km2": (" yuan per km²", "元/平方公里"), "1/km2": (" per km²", "个/平方公里"),
    "TEU/a": (" TEU per a", "标箱/a"), "{train}/wk": (" train per wk", "train/wk"),
}  # fmt: skip
LANGUAGES = ("en", "zh")
HEDGES = {
    "more than": "least", "超过": "least", "at most": "most", "不超过": "most", "about": "about", "约": "about",
    "nearly": "about", "近": "about", "between": "between", "介于": "between", "exactly": "", "恰为": "", "": "",
}  # fmt: skip
SCALES = {
    "": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "万": 4, "亿": 8, "万亿": 12,
}  # fmt: skip

_TO_STEP = re.compile(r"(?P<text>.*)(?: \(to the nearest (?P<en>.*)\)|（精确到(?P<zh>.*)）)")
_FIGURE = r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_ENGLISH = re.compile(
    rf"(?P<hedge>more than|at most|about|nearly|between|exactly|) ?(?P<low>{_FIGURE})(?: and (?P<high>{_FIGURE}))?"
    r"(?: (?P<scale>thousand|million|billion|trillion))?"
)
_CHINESE = re.compile(
    rf"(?P<hedge>不超过|超过|约|近|介于|恰为|)(?P<low>{_FIGURE})(?P<scale>万亿|亿|万|)(?:至(?P<high>{_FIGURE})(?P=scale))?"
)


class Claim(NamedTuple):
    """What a stranger reads: a hedge, the figures printed, and the place of the last digit, or the step named."""

    hedge: str
    low: Fraction
    high: Fraction
    unit: Fraction


def read(quantity: Quantity, language: str) -> Claim | None:
    """Read the words of a quantity; None where they name no figure."""
    text = format(quantity, language).removesuffix(" (rounded)").removesuffix("（四舍五入）")
    after = UNITS[str(quantity.unit)][LANGUAGES.index(language)]
    if text.startswith(("an unknown figure", "未知数值")):
        assert text in ("an unknown figure" + after, "未知数值" + after)
        return None
    if text.startswith("介于"):
        assert text.endswith("之间")
        text = text.removesuffix("之间")
    named = _TO_STEP.fullmatch(text)
    match, scale = parsed(named["text"] if named else text, after, language)
    hedge = HEDGES[match["hedge"]]
    assert (hedge == "between") == bool(match["high"])
    low, high = (figure(match[name] or match["low"], scale) for name in ("low", "high"))
    unit = scale / 10 ** len(match["low"].partition(".")[2])
    if named:
        step, scale = parsed(named["en"] or named["zh"], after, language)
        assert unit <= figure(step["low"], scale)
        unit = figure(step["low"], scale)
    return Claim(hedge, low, high, unit)


def parsed(text: str, after: str, language: str) -> tuple[re.Match[str], Fraction]:
    """Take the words of a figure apart, and say what its scale word is worth."""
    assert text.endswith(after)
    match = (_ENGLISH if language == "en" else _CHINESE).fullmatch(text.removesuffix(after))
    assert match, text
    return match, Fraction(10) ** SCALES[match["scale"] or ""]


def figure(digits: str, scale: Fraction) -> Fraction:
    return Fraction(digits.replace(",", "")) * scale


def last_place(claim: Claim) -> Fraction:
    """Return the place of the last digit that is no zero: "about 1,200" says nothing of tens."""
    place = claim.unit
    while claim.low and claim.low % (place * 10) == 0:
        place *= 10
    return place


def claimed(quantity: Quantity, language: str) -> Claim:
    claim = read(quantity, language)
    assert claim, quantity
    return claim


def ends(quantity: Quantity) -> tuple[Fraction, Fraction]:
    return Fraction(quantity.lower), Fraction(quantity.upper)


def shifted(digits: int, exponent: int) -> Decimal:
    return Decimal(digits).scaleb(exponent)


def interval(points: tuple[Decimal, Decimal, Decimal], code: str) -> Quantity:
    low, value, high = sorted(points)
    return Quantity(value, low, high, code)


def narrow(middle: int, below: int, above: int, exponent: int, code: str) -> Quantity:
    """Build a figure known to its last digits."""
    low, value, high = (shifted(each, exponent) for each in (middle - below, middle, middle + above))
    return Quantity(value, low, high, code)


def rounded(digits: int, step: int, exponent: int, code: str) -> Quantity:
    """Build a figure printed to a step, whether it hits the step or not."""
    return Quantity.rounded(shifted(digits, exponent), code, shifted(step, exponent))


def about(digits: int, half: int, exponent: int, code: str) -> Quantity:
    return Quantity.about(shifted(digits, exponent), code, shifted(half, exponent))


def with_part(quantity: Quantity, divisor: int) -> Quantity:
    """Add a part of one, so that the result has many digits."""
    return quantity + Quantity.exactly(1, quantity.unit) / Quantity.exactly(divisor, "1")


def computed(left: Quantity, right: Quantity, code: str) -> Quantity:
    """Build a quotient, or a product where there is none, in a unit."""
    return (left / right if right.value else left * right) * Quantity.exactly(1, code)


figures, counts = decimals(), quantities("1")
codes, languages = st.sampled_from(sorted(UNITS)), st.sampled_from(LANGUAGES)
integers, exponents, few = st.integers(-(10**9), 10**9), st.integers(-12, 9), st.integers(0, 30)
steps = st.sampled_from([1, 1, 10, 100, 1000, 10**6, 10**8, 2, 5, 30])

exacts = st.builds(Quantity.exactly, figures, codes)
floors, ceilings = st.builds(Quantity.at_least, figures, codes), st.builds(Quantity.at_most, figures, codes)
long_floors = floors | st.builds(with_part, floors, st.integers(1, 999))
long_ceilings = ceilings | st.builds(with_part, ceilings, st.integers(1, 999))
roundeds = st.builds(rounded, integers, steps, exponents, codes)
abouts = st.builds(about, integers, st.integers(1, 10**9), exponents, codes)
computeds = st.builds(computed, counts, counts, codes)
betweens = st.one_of(
    st.builds(narrow, integers, few, few, exponents, codes),
    st.builds(interval, st.tuples(figures, figures, figures), codes),
    st.builds(with_part, exacts, st.integers(1, 999)),
    computeds,
).filter(lambda each: each.bound is Bound.BETWEEN)
anything = st.one_of(exacts, long_floors, long_ceilings, roundeds, abouts, betweens, computeds)


# Exact figures


@given(exacts, languages)
def test_an_exact_figure_is_read_back_as_the_very_value(quantity: Quantity, language: str) -> None:
    claim = claimed(quantity, language)
    assert (claim.hedge, claim.low) == ("", Fraction(quantity.value))


@given(figures, figures, languages)
def test_an_exact_sum_is_read_back_to_the_last_digit(left: Decimal, right: Decimal, language: str) -> None:
    claim = claimed(Quantity.exactly(left, "t") + Quantity.exactly(right, "t"), language)
    assert (claim.hedge, claim.low) == ("", Fraction(left) + Fraction(right))


# Bounds


@given(long_floors, languages)
def test_a_lower_bound_is_worded_as_one_and_never_tighter(quantity: Quantity, language: str) -> None:
    claim = claimed(quantity, language)
    assert claim.hedge == "least"
    assert claim.low <= Fraction(quantity.lower)


@given(long_ceilings, languages)
def test_an_upper_bound_is_worded_as_one_and_never_tighter(quantity: Quantity, language: str) -> None:
    claim = claimed(quantity, language)
    assert claim.hedge == "most"
    assert Fraction(quantity.upper) <= claim.high


@given(long_floors | long_ceilings, languages)
def test_a_bound_is_moved_by_less_than_one_in_its_sixth_digit(quantity: Quantity, language: str) -> None:
    claim = claimed(quantity, language)
    end = Fraction(quantity.lower if claim.hedge == "least" else quantity.upper)
    assert abs(claim.low - end) * 10**5 <= abs(end)


@given(long_floors | long_ceilings, betweens | roundeds | abouts | exacts, st.booleans(), languages)
def test_a_bound_is_never_worded_as_a_point(bound: Quantity, other: Quantity, minus: bool, language: str) -> None:
    factor = Quantity.exactly(1, bound.unit) / Quantity.exactly(1, other.unit)
    result = bound - other * factor if minus else bound + other * factor
    assert claimed(result, language).hedge == claimed(bound, language).hedge


@given(floors, languages)
def test_where_nothing_is_known_no_figure_is_named(quantity: Quantity, language: str) -> None:
    assert read(quantity - quantity, language) is None


# Intervals


@given(betweens, languages)
def test_between_encloses_the_interval(quantity: Quantity, language: str) -> None:
    claim, (low, high) = claimed(quantity, language), ends(quantity)
    assert claim.hedge in ("between", "about")
    assert claim.hedge == "about" or claim.low <= low < high <= claim.high


@given(betweens, languages)
def test_between_is_wider_than_the_interval_by_a_fifth_at_most(quantity: Quantity, language: str) -> None:
    claim = claimed(quantity, language)
    assert claim.high - claim.low <= Fraction(quantity.width) * Fraction(6, 5)


@given(betweens | abouts | roundeds, languages)
@example(Quantity("1.234564", "1.234564", "1.234573", "t"), "en")
def test_about_names_a_figure_inside_or_one_whose_last_digit_is_off_by_one_at_most(
    quantity: Quantity, language: str
) -> None:
    claim, (low, high) = claimed(quantity, language), ends(quantity)
    place = last_place(claim)
    settled = claim.low - place <= low <= high <= claim.low + place
    assert claim.hedge != "about" or settled or low <= claim.low <= high


@given(abouts, languages)
def test_a_figure_given_as_about_stays_about(quantity: Quantity, language: str) -> None:
    assert claimed(quantity, language).hedge == "about"


@given(roundeds, languages)
@example(Quantity.rounded("10.4", "t", "1"), "en")
def test_a_rounded_figure_without_a_hedge_means_half_its_last_digit_each_way(quantity: Quantity, language: str) -> None:
    claim, (low, high) = claimed(quantity, language), ends(quantity)
    assert claim.hedge in ("", "about")
    assert claim.hedge or claim.low - claim.unit / 2 <= low <= high <= claim.low + claim.unit / 2


@given(integers, st.sampled_from([1, 10, 100, 1000]), exponents, codes, languages)
@example(14, 10, 0, "%", "en")
@example(149, 10, 0, "%", "zh")
def test_a_rounded_figure_is_printed_to_its_step(
    digits: int, step: int, exponent: int, code: str, language: str
) -> None:
    claim = claimed(rounded(digits * step, step, exponent, code), language)
    assert (claim.hedge, claim.low) == ("", Fraction(shifted(digits * step, exponent)))
    assert claim.unit == Fraction(shifted(step, exponent))


@given(roundeds, languages)
def test_a_rounded_figure_is_printed_within_its_interval(quantity: Quantity, language: str) -> None:
    low, high = ends(quantity)
    assert low <= claimed(quantity, language).low <= high


# All figures


@given(anything, languages)
@example(Quantity.rounded("5e8", "CNY", "1e8"), "en")
@example(Quantity.rounded("5e7", "CNY", "1e7"), "zh")
@example(Quantity("6e8", "5e8", "12e8", "CNY"), "en")
def test_a_scale_word_follows_no_figure_below_one(quantity: Quantity, language: str) -> None:
    numbers = re.findall(rf"({_FIGURE})(?: (?:thousand|[mb]illion|trillion)|万亿|亿|万)", format(quantity, language))
    assert all(
        Fraction(number.replace(",", "")) == 0 or abs(Fraction(number.replace(",", ""))) >= 1 for number in numbers
    )


@given(betweens, languages)
def test_both_ends_of_an_interval_have_one_scale_that_fits_the_smaller(quantity: Quantity, language: str) -> None:
    claim = claimed(quantity, language)
    ends_shown = [abs(end) for end in (claim.low, claim.high) if end]
    words = format(quantity, language)
    scale = max((10**size for word, size in SCALES.items() if word and word in words), default=1)
    assert claim.hedge == "about" or scale == 1 or min(ends_shown) >= scale


@given(anything, languages)
def test_none_but_exact_and_rounded_figures_are_without_a_hedge(quantity: Quantity, language: str) -> None:
    claim = read(quantity, language)
    assert claim is None or claim.hedge or quantity.bound in (Bound.EXACT, Bound.ROUNDED)


@given(anything, languages)
def test_a_figure_is_named_unless_nothing_is_known(quantity: Quantity, language: str) -> None:
    assert (read(quantity, language) is None) == (quantity.bound is Bound.UNBOUNDED)


@given(st.one_of(exacts, long_floors, long_ceilings, abouts, betweens))
def test_english_and_chinese_say_the_same(quantity: Quantity) -> None:
    english, chinese = claimed(quantity, "en"), claimed(quantity, "zh")
    assert english[:3] == chinese[:3]


@given(anything, languages, st.integers(1, 30))
@example(Quantity.at_least(9500, "t"), "zh", 1)
def test_no_words_depend_on_the_decimal_context_of_the_caller(quantity: Quantity, language: str, digits: int) -> None:
    expected = format(quantity, language)
    with localcontext(Context(prec=digits)):
        assert format(quantity, language) == expected


@given(st.integers(1, 10**6), st.sampled_from(["亩", "万亩"]), st.integers(1, 10**6), languages)
def test_a_converted_figure_is_not_printed_to_digits_that_no_one_measured(
    figure: int, word: str, half: int, language: str
) -> None:
    quantity = Quantity.about(figure, word, half)
    assert claimed(quantity, language).unit * 10**12 >= Fraction(quantity.width)
