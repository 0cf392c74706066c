"""Strategies for the parts of records: figures, days and periods, names, sources, citations and locations."""

from __future__ import annotations

__all__ = [
    "Choices",
    "DrawnChoices",
    "citations",
    "days",
    "decimals",
    "ids",
    "locations",
    "names",
    "periods",
    "quantities",
    "sources",
    "units",
]

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import TypeVar

from attrs import evolve
from hypothesis import strategies as st

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.location import Location
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.note import Note
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Carrier, Citation, Source, Translation
from anhui_ftz.model.unit import Unit

_T = TypeVar("_T")

#: Figures that arithmetic gets wrong when it is careless.
_AWKWARD = [
    *map(Decimal, ("0", "1", "-1", "0.1", "3", "7", "119.86", "292.2e9", "1e-30", "1e30", "-1e30")),
    Decimal("9" * 30 + "." + "9" * 10),
    Decimal("-" + "9" * 31 + "." + "9" * 9),
    Decimal("0.3333333333333333333333333333333333333333"),
]
_UNITS = ["1", "%", "km2", "t", "CNY", "USD", "TEU", "CNY/km2", "1/km2", "TEU/a", "{train}/wk"]
_BOUNDS = ["exactly", "at_least", "at_most", "rounded", "about", "between"]
#: Where errors by one day show: the ends of years and months, leap days, the days of the Anhui zone's own events.
_TURNS = [
    date.fromisoformat(day)
    for day in ("2020-01-01", "2020-12-31", "2021-01-01", "2020-02-29", "2019-12-31", "2020-06-30", "2020-09-24")
]
_FIRST, _LAST, _LONGEST = date(2013, 1, 1), date(2026, 12, 31), 800
_BYTE = 256
_PERIODS = ["{s:%Y}", "{s:%Y-%m}", "{s}", "{s}/{e}", "../{e}", "/{e}", "{s}/..", "{s}/"]
_FORMS_OF_NAMES = [
    "Anhui", "anhui", "安徽", "安徽省", "皖", "Hefei", "HEFEI", "Hé féi", "合肥", "合肥片区", "合肥片區",
    "Suzhou", "苏州", "宿州", "Lin-gang", "Lingang", "中国(安徽)", "中国（安徽）", "Lu'an", "x",
]  # fmt: skip
_LETTERS = "abcäé片区 -"
_MADE_FORMS = [*_FORMS_OF_NAMES, "", *map("".join, product(_LETTERS, repeat=2))]
_PUBLISHERS, _TITLES = ["China News Service", "安徽日报", ""], ["", "标题", 'A "title" <b>']
_LANGUAGES, _URLS, _DIGESTS = ["zh", "en", "zh-Hant"], ["", "https://example.org/a?b=c"], ["", "0" * 64]
_LOCATORS, _PRINTED = ["", "paragraph 1", "title"], ["", "3857", "2922亿元", "exceed 500 billion yuan"]
_UNSURE = Note("unconfirmed", Text(zh="（待核实）"))
_NOTES = [(), (), (Note("scope", "a note"),), (_UNSURE, Note("basis", Text("a", "甲")))]
_DEGREES = [*map(Decimal, ("-0", "0E-8", "1E+1"))]


def decimals() -> st.SearchStrategy[Decimal]:
    """Generate finite figures that a Quantity accepts, including extreme ones."""
    small = st.decimals(-(10**6), 10**6, allow_nan=False, places=3)
    wide = st.builds(
        lambda digits, exponent: Decimal(f"{digits}e{exponent}"),
        st.integers(-(10**12), 10**12),
        st.integers(-18, 18),
    )
    return st.one_of(small, st.sampled_from(_AWKWARD), wide)


def units() -> st.SearchStrategy[Unit]:
    """Generate units, simple and compound."""
    return st.sampled_from(_UNITS).map(Unit.parse)


@st.composite
def quantities(
    draw: st.DrawFn, unit: Unit | str | None = None, *, figures: st.SearchStrategy[Decimal] | None = None
) -> Quantity:
    """Generate quantities of every bound.

    Parameters
    ----------
    unit
        Their unit; None draws one.
    figures
        Where the figures come from; None takes `decimals`.
    """
    chosen = Unit.parse(unit) if unit is not None else draw(units())
    chosen_figures = decimals() if figures is None else figures
    return _quantity(draw(st.sampled_from(_BOUNDS)), draw(chosen_figures), draw(chosen_figures), chosen)


def _quantity(bound: str, value: Decimal, other: Decimal, unit: Unit) -> Quantity:
    """Return a quantity whose bounds another figure settles."""
    plain: dict[str, Callable[[Decimal, Unit], Quantity]] = {
        "exactly": Quantity.exactly,
        "at_least": Quantity.at_least,
        "at_most": Quantity.at_most,
    }
    if bound in plain:
        return plain[bound](value, unit)
    if bound == "between":
        return Quantity(value, min(value, other), max(value, other), unit)
    step = other.copy_abs() or Decimal(1)
    try:
        return (Quantity.rounded if bound == "rounded" else Quantity.about)(value, unit, step)
    except InvalidValue:  # the ends would need more digits than a stated figure may have
        return Quantity.exactly(value, unit)


def days() -> st.SearchStrategy[date]:
    """Generate days of the years that the data are about."""
    return st.dates(_FIRST, _LAST)


@st.composite
def periods(draw: st.DrawFn, *, closed: bool = False) -> Period:
    """Generate periods: years, months, days, and intervals, some with an open or unknown end.

    Parameters
    ----------
    closed
        True leaves out open and unknown ends.
    """
    start, length, form = draw(days()), draw(st.integers(0, _LONGEST)), draw(st.sampled_from(_PERIODS))
    return _period(start, length, "{s}/{e}" if closed and "/" in form else form)


def _period(start: date, length: int, form: str) -> Period:
    return Period.parse(form.format(s=start, e=start + timedelta(length)))


def ids(prefix: str = "") -> st.SearchStrategy[str]:
    """Generate kebab-case ids, with a prefix where one is given."""
    return st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).map(prefix.__add__)


def names() -> st.SearchStrategy[Name]:
    """Generate names; some are shared, and some differ only in case, accents or brackets."""
    form = st.one_of(st.sampled_from(_FORMS_OF_NAMES), st.text(_LETTERS, max_size=6))
    return st.builds(Name, form, form, st.lists(form, max_size=2))


def sources() -> st.SearchStrategy[Source]:
    """Generate sources of every carrier and translation, dated or not."""
    return st.builds(
        Source,
        id=ids("src-"),
        publisher=st.sampled_from(_PUBLISHERS) | st.builds(Name, st.sampled_from(_PUBLISHERS), st.just("出版者")),
        title=st.sampled_from(_TITLES),
        language=st.sampled_from(_LANGUAGES),
        published=st.none() | periods(),
        url=st.sampled_from(_URLS),
        carrier=st.sampled_from(Carrier),
        translation=st.sampled_from(Translation),
        sha256=st.sampled_from(_DIGESTS),
        notes=st.sampled_from(_NOTES),
    )


def citations(source_ids: st.SearchStrategy[str]) -> st.SearchStrategy[Citation]:
    """Generate citations of the given sources."""
    return st.builds(Citation, source_ids, st.sampled_from(_LOCATORS), st.sampled_from(_PRINTED))


def locations() -> st.SearchStrategy[Location]:
    """Generate points on the globe, including unusual ways to write degrees."""
    degrees = st.one_of(st.decimals(-90, 90, allow_nan=False, places=5), st.sampled_from(_DEGREES))
    return st.builds(Location, degrees, degrees)


class Choices:
    """What a record is made of, chosen by bytes, one for each choice among 256 options at most, else two.

    Zero bytes choose what is plainest, and each part takes equally many whatever is chosen, so that an example
    shrinks part by part. All parts together cost less than one draw of a strategy.

    Parameters
    ----------
    content
        The bytes; where they end, zeros follow.

    Examples
    --------
    >>> Choices(bytes([1, 0])).some(["port", "data"], 1), Choices(b"").name()
    (('port',), Name(en='Anhui', zh='Anhui', aliases=()))
    """

    def __init__(self, content: bytes) -> None:
        self._bytes = iter(content)

    def number(self, below: int) -> int:
        """Return a number from 0, below one that is 65,536 at most."""
        chosen = next(self._bytes, 0)
        if below > _BYTE:
            chosen = chosen << 8 | next(self._bytes, 0)
        return chosen % below

    def of(self, options: Sequence[_T]) -> _T:
        """Return one of the options."""
        return options[self.number(len(options))]

    def some(self, options: Sequence[_T], most: int, *, fewest: int = 0) -> tuple[_T, ...]:
        """Return different options, in any order, so many at most; fewer where there are fewer."""
        count = fewest + self.number(most - fewest + 1)
        if not options:
            return ()
        return tuple(dict.fromkeys([self.of(options) for _ in range(most)][:count]))

    def name(self) -> Name:
        """Return a name."""
        en, zh, *aliases = (self.of(_MADE_FORMS) for _ in range(4))
        return Name(en, zh, aliases[: self.number(3)])

    def day(self) -> date:
        """Return a day; half of them are days on which something turns."""
        turn, number = self.number(2 * len(_TURNS)), self.number((_LAST - _FIRST).days + 1)
        return _TURNS[turn] if turn < len(_TURNS) else _FIRST + timedelta(number)

    def period(self) -> Period:
        """Return a period."""
        return _period(self.day(), self.number(_LONGEST + 1), self.of(_PERIODS))

    def figure(self) -> Decimal:
        """Return a finite figure."""
        kind, number, exponent = self.number(3), self.number(1 << 16), self.number(37)
        if kind == 0:
            return _AWKWARD[number % len(_AWKWARD)]
        return Decimal(f"{number - (1 << 15)}e{-3 if kind == 1 else exponent - 18}")

    def quantity(self, unit: Unit | str) -> Quantity:
        """Return a quantity of a unit."""
        return _quantity(self.of(_BOUNDS), self.figure(), self.figure(), Unit.parse(unit))

    def location(self) -> Location:
        """Return a point on the globe."""
        awkward, north, east = self.number(4), self.number(18_001), self.number(18_001)
        if awkward < len(_DEGREES):
            return Location(_DEGREES[awkward], Decimal(f"{east - 9_000}e-2"))
        return Location(Decimal(f"{north - 9_000}e-2"), Decimal(f"{east}e-2"))

    def notes(self) -> tuple[Note, ...]:
        """Return notes, most often none."""
        return self.of(_NOTES)

    def source(self, id: str) -> Source:
        """Return a source with that id."""
        return Source(
            id,
            self.of(_PUBLISHERS),
            self.of(_TITLES),
            self.of(_LANGUAGES),
            self.of([None, self.period()]),
            self.of(_URLS),
            self.of([None, *Carrier]),
            self.of(list(Translation)),
            self.of(_DIGESTS),
            self.notes(),
        )

    def citation(self, source_ids: Sequence[str]) -> Citation:
        """Return a citation of one of the sources."""
        return Citation(self.of(source_ids), self.of(_LOCATORS), self.of(_PRINTED))


class DrawnChoices(Choices):
    """The same, drawn from the strategies one by one: all that they can generate, at twenty times the cost."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def number(self, below: int) -> int:
        """Draw a number from 0."""
        return self._draw(st.integers(0, below - 1))

    def name(self) -> Name:
        """Draw a name."""
        return self._draw(names())

    def day(self) -> date:
        """Draw a day."""
        return self._draw(days())

    def period(self) -> Period:
        """Draw a period."""
        return self._draw(periods())

    def quantity(self, unit: Unit | str) -> Quantity:
        """Draw a quantity of a unit."""
        return self._draw(quantities(unit))

    def location(self) -> Location:
        """Draw a point on the globe."""
        return self._draw(locations())

    def source(self, id: str) -> Source:
        """Draw a source with that id, or one that begins with it."""
        return evolve(self._draw(sources()), id=self._draw(ids(f"{id}-")))
