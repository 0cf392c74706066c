"""Strategies for sums: observations that may be added, with the data set that says so."""

from __future__ import annotations

__all__ = ["lawful_sums"]

from datetime import date, timedelta

from hypothesis import strategies as st

from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Division, Zone
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation
from anhui_ftz.testing.quantities import quantities


@st.composite
def lawful_sums(draw: st.DrawFn, *, kind: IndicatorKind | None = None) -> tuple[Dataset, tuple[Observation, ...]]:
    """Generate a data set with a set of its observations that no law forbids to add.

    The subjects are disjoint areas of one zone. Flows cover disjoint periods of a subject; stocks hold on
    one common day, once a subject. The data set also has an observation of the zone itself (``whole``),
    of another unit (``other-unit``), of another day (``other-day``) and of a ratio (``ratio``), for tests
    that want a sum to be refused.

    Parameters
    ----------
    draw
        Hypothesis passes it.
    kind
        Stock or flow; None draws one.
    """
    chosen = kind or draw(st.sampled_from([IndicatorKind.STOCK, IndicatorKind.FLOW]))
    areas = [Area(f"area-{n}", f"Area {n}", "zone") for n in range(draw(st.integers(1, 4)))]
    cited = [Citation("source", "paragraph 1")]
    rows = []
    for area in areas:
        for number, period in enumerate(draw(_periods(chosen))):
            rows.append(
                Observation(f"{area.id}-{number}", area.id, "figure", period, draw(quantities("CNY")), citations=cited)
            )
    day = Period.parse("2020-06-30")
    extra = [
        Observation("whole", "zone", "figure", rows[0].period, draw(quantities("CNY")), citations=cited),
        Observation("other-unit", "elsewhere", "figure", rows[0].period, draw(quantities("USD")), citations=cited),
        Observation("other-day", "elsewhere", "figure", "2010-01-01", draw(quantities("CNY")), citations=cited),
        Observation("ratio", "elsewhere", "rate", day, draw(quantities("CNY")), citations=cited),
    ]
    ds = Dataset(
        divisions=[Division("elsewhere", "Elsewhere"), Division("province", "Province")],
        zones=[Zone("zone", "Zone", "province")],
        areas=areas,
        indicators=[
            Indicator("figure", "Figure", "CNY", chosen),
            Indicator("rate", "Rate", "CNY", IndicatorKind.RATIO),
        ],
        observations=[*rows, *extra],
        sources=[Source("source", "Publisher")],
    )
    return ds, tuple(draw(st.permutations(rows)))


@st.composite
def _periods(draw: st.DrawFn, kind: IndicatorKind) -> list[Period]:
    middle = date(2020, 6, 30)
    if kind is IndicatorKind.STOCK:
        before, after = draw(st.integers(0, 400)), draw(st.integers(0, 400))
        return [Period(middle - timedelta(days=before), middle + timedelta(days=after))]
    found, start = [], date(2015, 1, 1) + timedelta(days=draw(st.integers(0, 900)))
    for length, gap in draw(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 200)), min_size=1, max_size=3)):
        found.append(Period(start, start + timedelta(days=length)))
        start += timedelta(days=length + gap)
    return found
