"""Growth over the periods on record: as sources state it, as the levels imply it, as computed, and what agrees."""

from __future__ import annotations

__all__ = ["GrowthRow", "growth_series"]

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import attrs

from anhui_ftz.analysis.figures.agreement import (
    Agreement,
    agreement,
    implied_figures,
    rows_by_key,
    year_before,
)
from anhui_ftz.analysis.figures.days import in_time
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import indicator_of, observations
from anhui_ftz.analysis.figures.preference import Preference, Preferred, as_preference, chosen, one_or_disputed
from anhui_ftz.analysis.figures.rates import GROWTH
from anhui_ftz.analysis.figures.trends import growth
from anhui_ftz.errors import InvalidValue, NotComparableError, UndefinedQuotient
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.model.table import ReadOnly


@attrs.frozen
class GrowthRow:
    """The growth of one figure on the same days of the year before, by every way that leads to it."""

    #: Id of the place or body.
    subject: str
    #: Id of the indicator.
    indicator: str
    #: The days of the figure.
    period: Period
    #: The figure; None where none is on record, and where sources disagree and no preference chooses.
    figure: Observation | None = None
    #: The growth as sources state it, each with its citations.
    stated: tuple[Observation, ...] = ()
    #: The growth that the figure and that of the year before imply; None unless both are on record.
    implied: Derived | None = None
    #: The growth as computed from what is known: from the two figures on record, or where one is not, from what
    #: other figures imply of it; None where nothing is known of one of them.
    computed: Derived | None = None

    @property
    def agreements(self) -> Mapping[tuple[str, str], Agreement]:
        """How far any two of ``stated``, ``implied`` and ``computed`` agree, of those that there are.

        Several stated rates are compared as ``("stated", "stated")``. What is computed from the two figures on
        record is what they imply, and not compared with it.
        """
        ways = self._ways()
        found = {(name, name): agreement(rates) for name, rates in ways.items() if len(rates) > 1}
        found |= {(one, two): agreement([*ways[one], *ways[two]]) for one, two in combinations(ways, 2)}
        return ReadOnly(found)

    @property
    def verdict(self) -> Agreement | None:
        """How far all of them agree; None where there is one alone, or none."""
        rates = [rate for rates in self._ways().values() for rate in rates]
        return agreement(rates) if len(rates) > 1 else None

    def _ways(self) -> dict[str, list[Quantity]]:
        """Return the rates that each way leads to, of those ways that lead to any."""
        results = {"implied": self.implied, "computed": None if self.computed == self.implied else self.computed}
        ways = {"stated": [row.quantity for row in self.stated if row.quantity.unit == _PERCENT]}
        ways |= {name: [result.quantity] for name, result in results.items() if result is not None}
        return {name: rates for name, rates in ways.items() if rates}

    def __str__(self) -> str:
        parts = ["unknown" if self.figure is None else f"{self.figure.quantity:en}"]
        parts += [f"growth stated {row.quantity:en} ({row.id})" for row in self.stated]
        parts += [f"{way} {rate:en}" for way, rates in self._ways().items() if way != "stated" for rate in rates]
        verdict = f" ({self.verdict})" if self.verdict is not None else ""
        return f"{self.indicator} of {self.subject} in {self.period}: {'; '.join(parts)}{verdict}"


_PERCENT = Quantity.exactly(100, "%").unit


def growth_series(
    ds: Dataset, subject: str | Place, indicator: str | Indicator, *, prefer: Preferred = None
) -> tuple[GrowthRow, ...]:
    """Return, for each period, the figure of a subject and its growth: as stated, as implied and as computed.

    Parameters
    ----------
    ds
        The data set.
    subject, indicator
        The place or body, and what is measured: the id or the record. A ratio has no growth.
    prefer
        How to choose between sources that disagree: ``publisher-first``, ``newest`` or ``narrowest``. Without it, a
        row on which sources disagree has no figure, and the other rows are not affected.

    Returns
    -------
    tuple of GrowthRow
        One per period of which a figure or a growth rate is on record, in order of time.

    Raises
    ------
    UnknownName
        If an id is in no table.
    InvalidValue
        If the indicator is a ratio, or the preference is ``hull``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> rows = ftz.growth_series(ftz.load(), "anhui", "goods-exports")
    >>> print(next(row for row in rows if row.period.edtf == "2021"))
    goods-exports of anhui in 2021: 409.48 billion yuan; growth stated 29.5% (...); implied between ... (confirmed)
    """
    as_dataset(ds)
    place, record = ds.place(subject).id, indicator_of(ds, indicator)
    if not record.kind.has_growth:
        raise InvalidValue(f"{record.id} is a {record.kind}, which has no growth; change() gives percentage points")
    if as_preference(prefer) is Preference.HULL:
        raise InvalidValue("a hull is not a figure that grows; prefer one source")
    rates = ds.indicators.get(record.id + GROWTH)
    rows = [*observations(ds, subject=place, indicator=record)]
    rows += [] if rates is None else observations(ds, subject=place, indicator=rates)
    periods = sorted({row.period for row in rows}, key=lambda period: (in_time(period), period.edtf))
    series = _Series(ds, place, record, prefer)
    return tuple(series.row(period) for period in periods)


class _Series:
    """Works out the rows of one subject and indicator."""

    def __init__(self, ds: Dataset, subject: str, indicator: Indicator, prefer: Preferred) -> None:
        self._ds, self._subject, self._indicator, self._prefer = ds, subject, indicator, prefer

    def row(self, period: Period) -> GrowthRow:
        rates = self._ds.memo(rows_by_key).get((self._subject, self._indicator.id + GROWTH, period), ())
        before, figure = year_before(period), self._figure(period)
        implied = computed = None
        if before is not None:
            earlier = self._figure(before)
            implied = self._growth([earlier], [figure])
            computed = implied or self._growth(
                [earlier] if earlier is not None else self._others(before, rates),
                [figure] if figure is not None else self._others(period, ()),
            )
        return GrowthRow(self._subject, self._indicator.id, period, figure, tuple(rates), implied, computed)

    def _figure(self, period: Period) -> Observation | None:
        rows = self._ds.memo(rows_by_key).get((self._subject, self._indicator.id, period), [])
        found = one_or_disputed(rows, lambda: chosen(self._ds, rows, self._indicator, self._prefer)) if rows else ()
        return found[0] if len(found) == 1 else None

    def _others(self, period: Period, rates: Iterable[Observation]) -> Iterator[Derived]:
        """Yield what other figures imply of one, apart from the rates that the growth is compared with."""
        excluded = set(rates)
        for each in implied_figures(self._ds, self._subject, self._indicator, period):
            if excluded.isdisjoint(each.observations):
                yield each

    def _growth(
        self, earlier: Iterable[Observation | Derived | None], later: Iterable[Observation | Derived | None]
    ) -> Derived | None:
        """Return the narrowest growth between two of the figures; None if no two can be compared."""
        found = []
        ends = list(later)
        for one in earlier:
            for two in ends:
                if one is not None and two is not None:
                    try:
                        found.append(growth(one, two, ds=self._ds, allow=("subject", "indicator")))
                    except (NotComparableError, UndefinedQuotient):  # of another currency, or from zero
                        continue
        return min(found, key=lambda each: each.quantity.width, default=None)
