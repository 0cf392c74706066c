"""Cross-checks: figures with several sources, and levels against growth rates."""

from __future__ import annotations

__all__ = ["CrossCheck", "compared", "conflicts", "cross_checks"]

from collections.abc import Iterable, Iterator
from functools import reduce

import attrs

from anhui_ftz.analysis.figures.agreement import Agreement, agreement, implied_bases, rows_by_key, year_before
from anhui_ftz.analysis.figures.days import in_time
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.rates import GROWTH
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.statistics import Observation, ObservationStatus
from anhui_ftz.words.remark import Remark


@attrs.frozen
class CrossCheck:
    """Several figures for one thing, and how far they agree.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> seed = ftz.load().get("ah-obs-014")
    >>> customs = attrs.evolve(
    ...     seed, id="customs", quantity=ftz.Quantity.rounded("5406.4", "亿元", "0.1")
    ... )
    >>> print(
    ...     CrossCheck(
    ...         "anhui",
    ...         "goods-trade",
    ...         seed.period,
    ...         Agreement.CONFIRMED,
    ...         (seed, customs),
    ...     )
    ... )
    confirmed: goods-trade of anhui in 2020: more than 500 billion yuan (ah-obs-014); 540.64 billion yuan (customs)
    """

    #: Id of the place or body that the figures are about.
    subject: str
    #: Id of the indicator.
    indicator: str
    #: The days that they are about.
    period: Period
    #: How far they agree.
    verdict: Agreement
    #: The figures as stated, by id.
    observations: tuple[Observation, ...]
    #: What a later figure and its growth rate imply; None where all figures are stated.
    implied: Derived | None = None
    #: What a reader should know: a remark, which ``in_("zh")`` returns in Chinese; empty if there is nothing.
    note: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that the figures rest on, sorted."""
        stated = {cited.source for row in self.observations for cited in row.citations}
        return tuple(sorted(stated.union(self.implied.sources if self.implied else ())))

    def __str__(self) -> str:
        return f"{self.verdict}: {compared(self)}"


def compared(check: CrossCheck) -> Remark:
    """Return what a cross-check compares, in every language.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> first = conflicts(ftz.load())[0]
    >>> compared(first).in_("zh").partition("，")[0]
    'anhui在2020年的goods-imports：2245.1亿元（ah-obs-025）'
    """
    words = Remark("compared", check.indicator, check.subject, check.period, _figures(check.observations))
    if check.implied is not None:
        basis = reduce(lambda before, row: Remark("both", before, row), _figures(check.implied.observations))
        words = Remark("compared-with-implied", words, check.implied.quantity, basis)
    return Remark("noted", words, check.note) if check.note else words


def cross_checks(ds: Dataset) -> tuple[CrossCheck, ...]:
    """Compare all figures for one thing with each other, and with what growth rates imply.

    Figures of one subject, indicator and period are compared all at once. A figure is also compared with
    the base that the figure for the same days of the next year implies by its growth rate, an observation
    of the indicator with ``-growth`` behind its name; where the source of that figure states a rate, by that
    one. Figures in different currencies are not compared.

    Parameters
    ----------
    ds
        The data set.

    Returns
    -------
    tuple of CrossCheck
        Every comparison that can be made, whatever its verdict; sorted by subject, indicator and period,
        stated figures before implied ones.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> customs = attrs.evolve(
    ...     ds.observations["ah-obs-014"],
    ...     id="customs",
    ...     quantity=ftz.Quantity.rounded("5406.4", "亿元", "0.1"),
    ... )
    >>> [
    ...     str(each.verdict)
    ...     for each in ftz.cross_checks(ds.with_(observations=[customs]))
    ...     if "customs" in str(each)
    ... ]
    ['confirmed', ...]
    """
    return as_dataset(ds).memo(_cross_checks)


def conflicts(ds: Dataset) -> tuple[CrossCheck, ...]:
    """Return the cross-checks whose figures disagree: they share no value, so that not all can be true.

    Parameters
    ----------
    ds
        The data set.

    Returns
    -------
    tuple of CrossCheck
        Those of `cross_checks` whose verdict is ``conflicting``, in its order.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> {str(each.verdict) for each in ftz.conflicts(ftz.load())}
    {'conflicting'}
    """
    return tuple(each for each in cross_checks(ds) if each.verdict is Agreement.CONFLICTING)


def _cross_checks(ds: Dataset) -> tuple[CrossCheck, ...]:
    return tuple(sorted([*_stated(ds), *_implied(ds)], key=_order))


def _stated(ds: Dataset) -> Iterator[CrossCheck]:
    for key, several in ds.memo(rows_by_key).items():
        for alike in _by_unit(several):
            if len(alike) > 1:
                verdict = agreement(row.quantity for row in alike)
                yield CrossCheck(*key, verdict, alike, note=_note(alike))


def _implied(ds: Dataset) -> Iterator[CrossCheck]:
    rows = ds.memo(rows_by_key)
    for subject, indicator, period in rows:
        before = year_before(period) if indicator.endswith(GROWTH) else None
        if before is None:
            continue
        level = indicator.removesuffix(GROWTH)
        for row in rows.get((subject, level, before), ()):
            for base in implied_bases(ds, subject, level, period):
                if row.quantity.unit == base.quantity.unit:
                    verdict = agreement((row.quantity, base.quantity))
                    note = _note((row, *base.observations))
                    yield CrossCheck(subject, level, before, verdict, (row,), base, note)


def _by_unit(rows: list[Observation]) -> list[tuple[Observation, ...]]:
    units = dict.fromkeys(row.quantity.unit for row in rows)
    return [tuple(row for row in rows if row.quantity.unit == unit) for unit in units]


def _note(rows: Iterable[Observation]) -> str:
    forecasts = tuple(row.id for row in rows if row.status is ObservationStatus.FORECAST)
    return Remark("forecast", forecasts) if forecasts else ""


def _figures(rows: Iterable[Observation]) -> tuple[Remark, ...]:
    return tuple(Remark("figure", row.quantity, row.id) for row in rows)


def _order(each: CrossCheck) -> tuple[object, ...]:
    days = *in_time(each.period), each.period.edtf
    basis = [row.id for row in each.implied.observations] if each.implied else []
    return each.subject, each.indicator, *days, each.implied is not None, [row.id for row in each.observations], basis
