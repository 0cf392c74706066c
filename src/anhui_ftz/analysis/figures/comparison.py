"""Places side by side, year by year: figure, share of the province, growth, and what is missing for each."""

from __future__ import annotations

__all__ = ["Comparison", "ComparisonCell", "compare"]

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from anhui_ftz.analysis.containment import province_of
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import indicator_of, observations
from anhui_ftz.analysis.figures.preference import Preference, Preferred, as_preference, chosen
from anhui_ftz.analysis.figures.rates import share
from anhui_ftz.analysis.figures.trends import growth
from anhui_ftz.errors import FtzError, InvalidValue, UnknownName
from anhui_ftz.model.checks import as_years
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.statistics import Indicator, Observation

_MOST_YEARS = 500


@attrs.frozen
class ComparisonCell:
    """What is on record of one place in one year; what is not is named, and never counted as zero."""

    #: Id of the place.
    place: str
    #: The calendar year.
    year: int
    #: The figure of the whole year, or of its last day for a stock; None where none is on record.
    figure: Observation | None = None
    #: Its share of the province's figure, in ``%``; None where that cannot be said.
    share: Derived | None = None
    #: Its growth on the year before, in ``%``; None where that cannot be said.
    growth: Derived | None = None
    #: What would have to be known: ``goods-trade of anhui-ftz in 2020`` and so on.
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [] if self.figure is None else [format(self.figure.quantity, "en")]
        parts += [] if self.share is None else [f"{self.share.quantity:en} of the province"]
        parts += [] if self.growth is None else [f"{self.growth.quantity:en} growth"]
        parts += [f"missing: {', '.join(self.missing)}"] if self.missing else []
        return f"{self.place} {self.year}: {'; '.join(parts)}"


@attrs.frozen
class Comparison:
    """Places side by side over years; `compare` makes it.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> zones = ["anhui-ftz", "jiangsu-ftz"]
    >>> table = ftz.compare(ftz.load(), zones, "goods-trade", years=[2021], prefer="narrowest")
    >>> print(table["jiangsu-ftz", 2021].share.quantity)
    between 11.3462 and 11.34642%
    """

    #: What is compared.
    indicator: str
    #: Ids of the places, in the order asked for.
    places: tuple[str, ...]
    #: The years, ascending.
    years: tuple[int, ...]
    #: A cell for each place and year, place by place.
    cells: tuple[ComparisonCell, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything that would have to be known to fill the table, each once, in order."""
        return tuple(dict.fromkeys(each for cell in self.cells for each in cell.missing))

    def __getitem__(self, key: tuple[str, int]) -> ComparisonCell:
        place, year = key
        if place not in self.places:
            raise UnknownName(str(place), nearest(place, self.places))
        if year not in self.years:
            raise InvalidValue(f"the years compared are {self.years[0]} to {self.years[-1]}, not {year}")
        return self.cells[self.places.index(place) * len(self.years) + self.years.index(year)]

    def __iter__(self) -> Iterator[ComparisonCell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    _repr_html_ = repr_html

    def __str__(self) -> str:
        return "\n".join([f"{self.indicator}, side by side", *(f"  {cell}" for cell in self.cells)])


def compare(
    ds: Dataset,
    places: Iterable[str | Place],
    indicator: str | Indicator,
    *,
    years: int | Iterable[int],
    prefer: Preferred = None,
) -> Comparison:
    """Put places side by side, year by year, each with its share of the province and its growth.

    Parameters
    ----------
    ds
        The data set.
    places
        The places to compare, such as the four zones of the Delta.
    indicator
        What is measured. A flow or ratio counts by the figure of the whole year, a stock by that of its last day.
    years
        One calendar year or several.
    prefer
        How to choose between sources that disagree, as for `latest`; not ``hull``.

    Returns
    -------
    Comparison
        A cell for every place and year. Where a figure, the province's figure or that of the year before is
        not on record, the cell says which.

    Raises
    ------
    UnknownName
        If an id is in no table.
    ConflictError
        If sources disagree and ``prefer`` is not given.
    InvalidValue
        If no place or no year is given, or what is given is not one.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(ftz.compare(ftz.load(), ["anhui-ftz", "zhejiang-ftz"], "goods-trade", years=[2021]))
    goods-trade, side by side
      anhui-ftz 2021: more than 154 billion yuan; more than 22.2535% of the province; missing: ... in 2020
      zhejiang-ftz 2021: missing: goods-trade of zhejiang-ftz in 2021
    """
    as_dataset(ds)
    if as_preference(prefer) is Preference.HULL:
        raise InvalidValue("a hull is not a figure to compare; prefer one source")
    ids = tuple(dict.fromkeys(ds.place(each).id for each in ([places] if isinstance(places, str | Place) else places)))
    chosen_years = tuple(as_years(years))
    if not ids or not chosen_years or len(chosen_years) > _MOST_YEARS:
        raise InvalidValue(f"give a place at least, and 1 to {_MOST_YEARS} years")
    record = indicator_of(ds, indicator)
    table = _Table(ds, record, prefer)
    cells = tuple(table.cell(id, year) for id in ids for year in chosen_years)
    return Comparison(record.id, ids, chosen_years, cells)


class _Table:
    """Fills cells from the figures of one indicator."""

    def __init__(self, ds: Dataset, indicator: Indicator, prefer: Preferred) -> None:
        self.ds, self.indicator, self.prefer = ds, indicator, prefer

    def cell(self, place: str, year: int) -> ComparisonCell:
        figure = self.figure(place, year)
        if figure is None:
            return ComparisonCell(place, year, missing=(self.wanted(place, year),))
        province, before = province_of(self.ds, place), self.figure(place, year - 1)
        whole = None if province is None else self.figure(province, year)
        missing = [] if province is None or whole is not None else [self.wanted(str(province), year)]
        missing += [] if before is not None else [self.wanted(place, year - 1)]
        return ComparisonCell(
            place, year, figure, self.share(figure, whole), self.growth(before, figure), tuple(missing)
        )

    def figure(self, place: str, year: int) -> Observation | None:
        if year < date.min.year:
            return None
        days, last = Period.parse(f"{year:04}"), Period(date(year, 12, 31), date(year, 12, 31))
        stock = not self.indicator.kind.has_length
        rows = [
            row
            for row in observations(self.ds, subject=place, indicator=self.indicator)
            if (row.period.contains(last) if stock else row.period == days)
        ]
        found = chosen(self.ds, rows, self.indicator, self.prefer) if rows else None
        return found if isinstance(found, Observation) else None

    def share(self, part: Observation, whole: Observation | None) -> Derived | None:
        if whole is None or not self.indicator.kind.has_growth:
            return None
        try:
            return share(part, whole, ds=self.ds, allow="period")
        except FtzError:  # of another currency, or a whole of zero: then there is no share to state
            return None

    def growth(self, before: Observation | None, now: Observation) -> Derived | None:
        if before is None or not self.indicator.kind.has_growth:
            return None
        try:
            return growth(before, now, ds=self.ds)
        except FtzError:  # of another currency, or from zero
            return None

    def wanted(self, place: str, year: int) -> str:
        return f"{self.indicator.id} of {place} in {year}"
