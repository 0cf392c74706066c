"""A small made-up world for unit tests: two provinces, three zones, ports, and figures that disagree."""

from attrs import evolve

from anhui_ftz import (
    Area,
    Citation,
    Cooperation,
    Dataset,
    Division,
    Indicator,
    Milestone,
    Observation,
    Organization,
    Quantity,
    Source,
    Zone,
)

CITED = (Citation("mirror", "paragraph 1"),)


def figure(
    id: str, subject: str, indicator: str, period: str, quantity: Quantity, *, source: str = "mirror"
) -> Observation:
    """Build an observation with one citation."""
    return Observation(id, subject, indicator, period, quantity, citations=(Citation(source, "paragraph 1"),))


def count(number: int | str) -> Quantity:
    """Build an exact count."""
    return Quantity.exactly(number, "1")


def pact(id: str, *parties: str, milestones: tuple[Milestone, ...] = (), places: tuple[str, ...] = ()) -> Cooperation:
    """Build a project between parties."""
    return Cooperation(
        id, id, form="project", parties=parties, places=places, milestones=milestones, topics=("port",), citations=CITED
    )


WORLD = Dataset(
    divisions=[
        Division("north", "North"),
        Division("south", "South"),
        Division("n-city", "Norton", "city", within=("north",)),
        Division("s-city", "Sutton", "city", within=("south",)),
        Division("n-county", "Norton County", "county", within=("n-city",)),
    ],
    zones=[
        Zone("n-zone", "North Zone", "north"),
        Zone("s-one", "South One", "south"),
        Zone("s-two", "South Two", "south"),
    ],
    areas=[
        Area("n-a", "Area A", "n-zone", "n-city"),
        Area("n-b", "Area B", "n-zone"),
        Area("s-a", "Area S", "s-one", "s-city"),
    ],
    organizations=[
        Organization("n-port", "Norport", "port", within=("n-city",)),
        Organization("s-port", "Souport", "port", within=("s-city",)),
        Organization("bridge", "Bridge Company", "company", within=("n-a", "s-a")),
        Organization("moon", "Moon Base", "facility"),
        Organization("block", "Block of A", "block", within=("n-a",)),
    ],
    indicators=[
        Indicator("firms", "Firms", "1", "stock"),
        Indicator("new-firms", "New firms", "1", "flow"),
        Indicator("money", "Money", "CNY", "flow"),
        Indicator("rate", "Rate", "%", "ratio"),
        Indicator("rank", "Rank", "1", "stock", additive=False),
    ],
    sources=[
        Source("mirror", "M", carrier="mirror", published="2021-06"),
        Source("paper", "P", carrier="publisher", published="2021-01"),
        Source("web", "W"),
    ],
)


def with_figures(*rows: Observation) -> Dataset:
    """Return the world with observations."""
    return evolve(WORLD, observations=rows)


def with_pacts(*rows: Cooperation) -> Dataset:
    """Return the world with cooperations."""
    return evolve(WORLD, cooperations=rows)
