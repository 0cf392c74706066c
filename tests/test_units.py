"""Units, case by case: how they are written, what they are built of, and what is refused."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from typing import Any

import attrs
import pytest

from anhui_ftz import FtzError, InvalidValue, Quantity, Unit, UnitError
from anhui_ftz.model.unit import as_dimension, as_unit, measured, scaled

CODES = ["1", "%", "km2", "t", "TEU", "CNY", "USD", "EUR", "CNY/km2", "1/km2", "TEU/a", "{train}/wk", "CNY.a/km2/t"]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_read_and_written_alike(code: str) -> None:
    assert str(Unit.parse(code)) == code
    assert repr(Unit.parse(code)) == f"Unit({code!r})"


@pytest.mark.parametrize("code", CODES)
def test_a_unit_is_built_from_its_code(code: str) -> None:
    assert Unit(code) == Unit.parse(code) == as_unit(code)


@pytest.mark.parametrize(
    ("code", "powers"),
    [
        ("1", ()),
        ("km2", (("km", 2),)),
        ("km-2", (("km", -2),)),
        ("1/km2", (("km", -2),)),
        ("CNY/km2", (("CNY", 1), ("km", -2))),
        ("km2.CNY", (("CNY", 1), ("km", 2))),
        ("km.km", (("km", 2),)),
        ("km2/km", (("km", 1),)),
        ("km/km", ()),
        ("1.t", (("t", 1),)),
        ("{train}2/wk", (("wk", -1), ("{train}", 2))),
    ],
)
def test_a_code_is_a_product_of_powers(code: str, powers: tuple[tuple[str, int], ...]) -> None:
    assert Unit.parse(code).powers == powers
    assert Unit.parse(code) == Unit(powers)


def test_a_solidus_divides_by_the_next_symbol_alone_as_in_ucum() -> None:
    assert Unit.parse("CNY/km2.a") == Unit.parse("CNY.a/km2")


def test_a_unit_passes_through() -> None:
    unit = Unit.parse("km2")
    assert Unit.parse(unit) is as_unit(unit) is unit


def test_a_list_of_powers_becomes_a_tuple() -> None:
    powers: Any = [("CNY", 1), ("km", -2)]
    assert Unit(powers).powers == (("CNY", 1), ("km", -2))


def test_units_multiply_and_divide() -> None:
    money, land = Unit.parse("CNY"), Unit.parse("km2")
    assert str(money / land) == "CNY/km2"
    assert money / land * land == money
    assert str(land * land) == "km4"


def test_units_are_equal_by_value() -> None:
    assert Unit.parse("CNY/km2") == Unit.parse("CNY.km-2")
    assert hash(Unit.parse("CNY/km2")) == hash(Unit.parse("CNY.km-2"))
    assert Unit.parse("CNY") != Unit.parse("USD")


def test_a_unit_cannot_be_changed() -> None:
    unit = Unit.parse("km2")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        unit.powers = ()  # type: ignore[misc]


def test_a_unit_can_be_copied_and_pickled() -> None:
    unit = Unit.parse("{train}/wk")
    assert copy.deepcopy(unit) == unit
    assert pickle.loads(pickle.dumps(unit)) == unit  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("code", "currencies"), [("CNY", ("CNY",)), ("CNY/km2", ("CNY",)), ("CNY/USD", ("CNY", "USD")), ("km2", ())]
)
def test_a_unit_names_its_currencies(code: str, currencies: tuple[str, ...]) -> None:
    assert Unit.parse(code).currencies == currencies


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("CNY", "CNY", True),
        ("CNY", "USD", True),
        ("CNY/km2", "USD/km2", True),
        ("CNY/USD", "EUR/JPY", True),
        ("CNY.USD", "EUR2", True),
        ("CNY.USD", "EUR", False),
        ("CNY", "CNY/km2", False),
        ("CNY", "t", False),
        ("km2", "km", False),
        ("CNY/USD", "1", False),
    ],
)
def test_units_measure_alike_but_for_the_currency(left: str, right: str, alike: bool) -> None:
    assert Unit.parse(left).measures_like(Unit.parse(right)) is alike


# One unit for each dimension


@pytest.mark.parametrize(
    ("code", "factor", "unit"),
    [
        ("m2", Fraction(1, 10**6), "km2"),
        ("m", Fraction(1, 1000), "km"),
        ("m3", Fraction(1, 10**9), "km3"),
        ("L", Fraction(1, 10**12), "km3"),
        ("har", Fraction(1, 100), "km2"),
        ("kg", Fraction(1, 1000), "t"),
        ("g", Fraction(1, 10**6), "t"),
        ("min", Fraction(1, 60), "h"),
        ("s", Fraction(1, 3600), "h"),
        ("GW", 10**6, "kW"),
        ("W", Fraction(1, 1000), "kW"),
        ("W.h", Fraction(1, 1000), "kW.h"),
        ("kW.h", 1, "kW.h"),
        ("kWh", 1, "kW.h"),
        ("Wh", Fraction(1, 1000), "kW.h"),
        ("TWh", 10**9, "kW.h"),
        ("MW.h", 1000, "kW.h"),
        ("kJ", Fraction(1, 3600), "kW.h"),
        ("W.s", Fraction(1, 3_600_000), "kW.h"),
        ("J", Fraction(1, 3_600_000), "kW.h"),
        ("CNY/m2", 10**6, "CNY/km2"),
        ("CNY/kWh", 1, "CNY/h/kW"),
        ("m/m", 1, "1"),
        ("km/m", 1000, "1"),
        ("m-2", 10**6, "1/km2"),
    ],
)
def test_a_symbol_of_ucum_is_an_exact_factor_of_the_unit_of_its_dimension(
    code: str, factor: Fraction | int, unit: str
) -> None:
    assert measured(code) == scaled(code) == (factor, Unit.parse(unit))
    assert str(as_dimension(code)) == unit
    assert Quantity.read("5", code) == Quantity.exactly(5, code)


def test_a_unit_has_no_scale_of_its_own() -> None:
    message = r"^m2 is a scale of the unit km2: give Quantity the figure with it, or write km2$"
    for build in (Unit, Unit.parse, as_unit, lambda code: Quantity(5, 5, 5, code)):
        with pytest.raises(UnitError, match=message):
            build("m2")


def test_figures_of_one_dimension_can_be_added_and_compared() -> None:
    field, zone = Quantity.read("500000", "m2"), Quantity.exactly("119.86", "km2")
    assert field + zone == Quantity.exactly("120.36", "km2")
    assert field.certainly_less(zone)
    assert Quantity.read("2", "MWh") + Quantity.read("500", "kWh") == Quantity.exactly(2500, "kW.h")
    assert Quantity.read("5", "kg", "4", "6", "about") == Quantity.about("0.005", "t", "0.001")


@pytest.mark.parametrize(
    ("lower", "upper", "bound"), [("4", "6", "exact"), ("4", "6", "at-least"), ("5", "5", "about"), ("4", "6", "near")]
)
def test_the_bound_of_a_figure_is_checked_in_any_unit(lower: str, upper: str, bound: str) -> None:
    for code in ("km2", "m2"):
        with pytest.raises(InvalidValue, match=r"^(an interval that is|a Bound is one of)"):
            Quantity.read("5", code, lower, upper, bound)


@pytest.mark.parametrize("code", ["km2", "t", "kW.h", "%", "Cel", "a", "mo", "wk", "d", "h"])
def test_a_code_that_is_written_is_ucum(code: str) -> None:
    assert str(Unit.parse(code)) == code


@pytest.mark.parametrize("code", ["XCG", "XDR", "ZWG"])
def test_newer_currencies_and_special_drawing_rights_are_known(code: str) -> None:
    assert Quantity.exactly(1, f"亿{code}").unit == Unit(code)
    assert Unit(code).currencies == (code,)


# Refusals


@pytest.mark.parametrize(
    "code", ["furlong", "ha", "m3x", "", " ", "km 2", " km2", "km²", "亩", "亿元", "km2/", "/km2", "km..t", "km^2", "2"]
)
def test_an_unknown_unit_is_refused_with_those_that_are_known(code: str) -> None:
    with pytest.raises(UnitError, match=r"^unknown unit .*: use UCUM \(km2, t, %, 1\).*ISO 4217 \(CNY\)") as refusal:
        Unit.parse(code)
    assert repr(code) in str(refusal.value)


@pytest.mark.parametrize("code", ["furlong", "%%", "k%", "{-a}"])
def test_the_way_out_of_an_unknown_unit_can_be_taken(code: str) -> None:
    with pytest.raises(UnitError) as refusal:
        Unit.parse(code)
    for advice in ["km2", "CNY", *(word for word in str(refusal.value).split() if word.startswith("{"))]:
        assert str(Unit.parse(advice)) == advice


@pytest.mark.parametrize("code", ["亿万元", "千亿百万元", "万万元"])
def test_a_unit_has_one_scale_word(code: str) -> None:
    with pytest.raises(UnitError):
        scaled(code)


@pytest.mark.parametrize("code", [5, None, b"km2", True, ("km", 2), ["km2"], {"km": 2}])
def test_a_code_is_text(code: Any) -> None:
    with pytest.raises(InvalidValue, match="a unit is a text such as km2, not "):
        Unit.parse(code)


@pytest.mark.parametrize("powers", [5, None, {"km": 2}, b"km2"])
def test_powers_are_a_code_or_a_list(powers: Any) -> None:
    with pytest.raises(InvalidValue, match=r'a unit is read from a text, as in Unit\.parse\("CNY"\), not from '):
        Unit(powers)


@pytest.mark.parametrize("powers", [[("km", 2.5)], [("km", "2")], [["km", 2]], [("km",)], [(1, 2)], ["km"]])
def test_a_power_is_a_symbol_with_an_integer(powers: Any) -> None:
    with pytest.raises(FtzError):
        Unit(powers)


@pytest.mark.parametrize("power", [0, 100, -100])
def test_a_power_lies_within_ninety_nine_and_is_not_zero(power: int) -> None:
    with pytest.raises(UnitError, match=rf"^power {power} of km: a power lies in -99 to 99 and is not 0$"):
        Unit((("km", power),))


@pytest.mark.parametrize("power", [99, -99])
def test_the_largest_powers_are_taken(power: int) -> None:
    assert Unit.parse(str(Unit((("km", power),)))).powers == (("km", power),)


@pytest.mark.parametrize(
    "powers", [(("km", 1), ("CNY", 1)), (("km", 1), ("km", 1)), (("km", 1), ("km", 2)), (("t", -1), ("km", 1))]
)
def test_symbols_stand_sorted_and_once_each(powers: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises(UnitError, match="base symbols must be sorted and appear once each, not "):
        Unit(powers)


def test_a_code_has_two_hundred_characters_at_most() -> None:
    longest = "{" + "a" * 198 + "}"
    assert str(Unit.parse(longest)) == longest
    with pytest.raises(UnitError, match="unknown unit"):
        Unit.parse(longest + "2")


@pytest.mark.parametrize("symbols", [("{" + "a" * 250 + "}",), tuple("{" + "a" * n + "}" for n in range(1, 30))])
def test_a_unit_too_long_to_be_read_back_is_not_built(symbols: tuple[str, ...]) -> None:
    try:
        unit = Unit(tuple(sorted((symbol, 1) for symbol in symbols)))
    except UnitError:
        return
    assert Unit.parse(str(unit)) == unit


def test_a_product_too_long_to_be_read_back_is_not_built() -> None:
    left, right = Unit.parse("{" + "a" * 120 + "}"), Unit.parse("{" + "b" * 120 + "}")
    try:
        product = left * right
    except UnitError:
        return
    assert Unit.parse(str(product)) == product


def test_no_message_grows_with_what_is_refused() -> None:
    with pytest.raises(UnitError) as refusal:
        Unit.parse("x" * 100_000)
    assert len(str(refusal.value)) < 250


# Scale words


@pytest.mark.parametrize(
    ("word", "factor", "code"),
    [
        ("", Fraction(1), "1"),
        ("1", Fraction(1), "1"),
        ("count", Fraction(1), "1"),
        ("percent", Fraction(1), "%"),
        ("万", Fraction(10**4), "1"),
        ("百万", Fraction(10**6), "1"),
        ("千万", Fraction(10**7), "1"),
        ("亿", Fraction(10**8), "1"),
        ("百亿", Fraction(10**10), "1"),
        ("千亿", Fraction(10**11), "1"),
        ("万亿", Fraction(10**12), "1"),
        ("元", Fraction(1), "CNY"),
        ("yuan", Fraction(1), "CNY"),
        ("RMB", Fraction(1), "CNY"),
        ("亿人民币", Fraction(10**8), "CNY"),
        ("万元", Fraction(10**4), "CNY"),
        ("亿元", Fraction(10**8), "CNY"),
        ("亿美元", Fraction(10**8), "USD"),
        ("亿EUR", Fraction(10**8), "EUR"),
        ("万吨", Fraction(10**4), "t"),
        ("kg", Fraction(1, 1000), "t"),
        ("万标箱", Fraction(10**4), "TEU"),
        ("标准箱", Fraction(1), "TEU"),
        ("平方公里", Fraction(1), "km2"),
        ("平方米", Fraction(1, 10**6), "km2"),
        ("m2", Fraction(1, 10**6), "km2"),
        ("公顷", Fraction(1, 100), "km2"),
        ("ha", Fraction(1, 100), "km2"),
        ("har", Fraction(1, 100), "km2"),
        ("亩", Fraction(1, 1500), "km2"),
        ("mu", Fraction(1, 1500), "km2"),
        ("万亩", Fraction(20, 3), "km2"),
        (" km2 ", Fraction(1), "km2"),
        ("km²", Fraction(1), "km2"),
        ("CNY/km2", Fraction(1), "CNY/km2"),
    ],
)
def test_a_scale_word_is_an_exact_factor_of_a_unit(word: str, factor: Fraction, code: str) -> None:
    assert scaled(word) == (factor, Unit.parse(code))


def test_a_unit_has_no_scale() -> None:
    assert scaled(Unit.parse("t")) == (Fraction(1), Unit.parse("t"))


@pytest.mark.parametrize("word", ["亿亿", "十亿", "元亿", "亿 元", "英尺", "furlong"])
def test_an_unknown_scale_word_is_refused(word: str) -> None:
    with pytest.raises(UnitError, match="unknown unit"):
        scaled(word)


@pytest.mark.parametrize("word", [5, None, ["亩"], pytest.param(10**5000, id="huge")])
def test_a_scale_word_is_text(word: Any) -> None:
    with pytest.raises(InvalidValue, match="a unit is a text such as km2, not "):
        scaled(word)
