"""Synthetic data sets of any size, the same for the same seed; run it to write one to a file."""

from __future__ import annotations

__all__ = ["QUIET_ZONE", "cooperation_dataset", "observation_dataset"]

import sys
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import anhui_ftz as ftz

PROVINCES = 31
#: A zone whose province and bodies take part in a handful of cooperations alone.
QUIET_ZONE = "zone-30"
_QUIET_COOPERATIONS = 6
_UNITS = ("CNY", "1", "km2", "%", "t", "TEU", "CNY", "{train}", "USD", "1")
_STATUSES = ("A",) * 17 + ("P", "E", "D")
_TOPICS = ("port", "talent", "finance", "customs", "aviation", "standards", "energy", "biomedicine")
_NOTES = (
    "Preliminary figure, revised later.",
    "口径为自贸试验区三个片区合计。",
    "Includes the block under construction.",
)


def observation_dataset(count: int = 100_000, seed: int = 1) -> ftz.Dataset:
    """Return a data set of so many observations of 200 places, 20 indicators and 50 sources."""
    rng = Random(seed)  # noqa: S311 - the same data each time is what is wanted
    sources = _sources(50)
    places = _places(rng, cities=31, areas=62, organizations=45)
    subjects = [place.id for rows in places.values() for place in rows]
    indicators = _indicators(20)
    periods = _periods()
    observations = [
        _observation(rng, index, rng.choice(subjects), rng.choice(indicators), rng.choice(periods))
        for index in range(count)
    ]
    return ftz.Dataset(
        **places, indicators=indicators, sources=sources, observations=observations, edition="2026.1", title="Synthetic"
    )


def cooperation_dataset(count: int = 200_000, organizations: int = 2_000, seed: int = 2) -> ftz.Dataset:
    """Return a data set of so many cooperations of 2 to 4 parties; few bodies take part in many of them."""
    rng = Random(seed)  # noqa: S311 - as above
    places = _places(rng, cities=93, areas=93, organizations=organizations)
    quiet = [place.id for place in places["organizations"] if int(place.id.rpartition("-")[2]) % PROVINCES == 30]
    busy = [place.id for rows in places.values() for place in rows if int(place.id.rpartition("-")[2]) % PROVINCES < 30]
    rng.shuffle(busy)
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(busy))))
    periods = _periods()
    cooperations = []
    for index in range(count):
        size = rng.choices((2, 3, 4), (6, 3, 1))[0]
        parties = list(dict.fromkeys(rng.choices(busy, cum_weights=weights, k=size)))
        if index < _QUIET_COOPERATIONS:
            parties.append(quiet[index // 2])
        cooperations.append(_cooperation(rng, index, parties, periods))
    return ftz.Dataset(**places, sources=_sources(50), cooperations=cooperations, edition="2026.1", title="Synthetic")


def _sources(count: int) -> list[ftz.Source]:
    return [
        ftz.Source(
            f"source-{index:03d}",
            "安徽省人民政府" if index % 2 else "Bureau of Statistics",
            title=f"第{index}号公报",
            published=f"{2014 + index % 12}-0{1 + index % 9}-15",
            url=f"https://example.org/bulletin/{index}",
            carrier="publisher" if index % 3 else "reprint",
        )
        for index in range(count)
    ]


def _places(rng: Random, cities: int, areas: int, organizations: int) -> dict[str, Any]:
    """Return 31 provinces with a zone each, and the rest; the number in an id says of which province, modulo 31."""
    cited = [ftz.Citation("source-001", "paragraph 1")]
    provinces = [
        ftz.Division(f"province-{n}", ftz.Name(f"Province {n}", f"{n}省"), gb_t_2260=str(11 + n), citations=cited)
        for n in range(PROVINCES)
    ]
    towns = [
        ftz.Division(f"city-{n}", ftz.Name(f"City {n}", f"{n}市"), "city", within=[f"province-{n % PROVINCES}"])
        for n in range(cities)
    ]
    zones = [
        ftz.Zone(
            f"zone-{n}",
            f"Zone {n}",
            province=f"province-{n}",
            batch=1 + n % 7,
            events=[ftz.ZoneEvent("approved", "2020-09-21")],
        )
        for n in range(PROVINCES)
    ]
    quarters = [
        ftz.Area(f"area-{n}", f"Area {n}", zone=f"zone-{n % PROVINCES}", city=f"city-{n % cities}")
        for n in range(areas)
    ]
    bodies = []
    for n in range(organizations):
        home = rng.choice((f"area-{n % areas}", f"city-{n % cities}", f"province-{n % PROVINCES}"))
        kind = rng.choice(("company", "port", "authority", "institute"))
        bodies.append(ftz.Organization(f"body-{n}", ftz.Name(f"Body {n}", f"{n}号"), kind, [home], cited))
    return {"divisions": provinces + towns, "zones": zones, "areas": quarters, "organizations": bodies}


def _indicators(count: int) -> list[ftz.Indicator]:
    return [
        ftz.Indicator(
            f"indicator-{n}",
            f"Indicator {n}",
            unit=(unit := _UNITS[n % len(_UNITS)]),
            kind="ratio" if unit == "%" else "stock" if n % 4 == 0 else "flow",
            definition="What is counted, as the yearbook defines it.",
        )
        for n in range(count)
    ]


def _periods() -> list[str]:
    """Return some 600 periods: years, quarters, months, days, and stretches since an opening."""
    months = [f"{year}-{month:02d}" for year in range(2013, 2026) for month in range(1, 13)]
    quarters = [f"{year}-Q{quarter}" for year in range(2013, 2026) for quarter in range(1, 5)]
    since = [f"{opening}/{month}" for opening in ("2013-09-29", "2020-09-24") for month in months if month > opening]
    return [str(y) for y in range(2013, 2026)] * 12 + months + quarters + since + [f"{month}-25" for month in months]


def _observation(rng: Random, index: int, subject: str, indicator: ftz.Indicator, period: str) -> ftz.Observation:
    quantity, printed = _figure(rng, str(indicator.unit))
    cited = [_citation(rng, printed) for _ in range(1 if rng.random() < 0.7 else 2)]
    notes = [ftz.Note("scope", rng.choice(_NOTES))] if rng.random() < 0.1 else []
    status = rng.choice(_STATUSES)
    return ftz.Observation(f"obs-{index:06d}", subject, indicator.id, period, quantity, status, cited, notes)


def _figure(rng: Random, unit: str) -> tuple[ftz.Quantity, str]:
    """Return a figure and its printed form: two fifths exact, two rounded, the rest bounds and guesses."""
    money = unit in ("CNY", "USD")
    word = {"CNY": "亿元", "USD": "亿美元"}.get(unit, unit)
    number = f"{rng.randrange(10, 100_000) / 10:.1f}"
    kind = rng.randrange(10)
    if kind < 4 and not money:
        return ftz.Quantity.exactly(digits := str(rng.randrange(1, 10**6)), unit), f"{digits} {unit}"
    if kind < 8:
        return ftz.Quantity.rounded(number, word, "0.1"), f"{number}{word}"
    if kind == 8:
        return ftz.Quantity.at_least(number, word), f"超过{number}{word}"
    return ftz.Quantity.about(number, word, "0.5"), f"约{number}{word}"


def _citation(rng: Random, printed: str = "") -> ftz.Citation:
    return ftz.Citation(f"source-{rng.randrange(50):03d}", f"paragraph {rng.randrange(1, 40)}", printed)


def _cooperation(rng: Random, index: int, parties: Sequence[str], periods: Sequence[str]) -> ftz.Cooperation:
    reached = rng.choice((("signed",), ("planned", "signed"), ("in-operation",), ("signed", "ended"), ("planned",)))
    return ftz.Cooperation(
        f"pact-{index:06d}",
        f"Pact {index}",
        rng.choice(list(ftz.CooperationForm)),
        parties,
        milestones=[ftz.Milestone(status, rng.choice(periods)) for status in reached],
        topics=rng.sample(_TOPICS, rng.choice((1, 1, 2))),
        citations=[_citation(rng)],
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(ftz.dumps(observation_dataset()), encoding="utf-8")
