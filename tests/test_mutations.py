"""Whatever is done to the bundled text, it gives a sound data set or DatasetError, and nothing else."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.errors import DatasetError
from anhui_ftz.model.integrity import cited_parts
from anhui_ftz.storage.json_text import diagnosed
from anhui_ftz.storage.strict import parsed


def _of_sources(ds: ftz.Dataset, *sources: str) -> ftz.Dataset:
    """Return the records that rest on some sources, with all that they lean on: every table, and not a megabyte."""
    figures = [row for row in ds.observations if any(each.source in sources for each in row.citations)]
    cooperations = [row for row in ds.cooperations if not set(row.sources).isdisjoint(sources)]
    named = {row.subject for row in figures} | {id for row in cooperations for id in (*row.parties, *row.places)}
    places = frozenset().union(*(ancestors(ds, id) for id in named))
    kept: dict[str, list[Any]] = {
        name: [row for row in rows if row.id in places]
        for name, rows in ds.tables()
        if name in ("divisions", "zones", "areas", "organizations")
    }
    kept |= {"observations": figures, "cooperations": cooperations}
    kept["indicators"] = [row for row in ds.indicators if row.id in {figure.indicator for figure in figures}]
    records = [row for rows in kept.values() for row in rows]
    citing = [*records, *(part for row in records for _, parts in cited_parts(row) for part in parts)]
    cited = {each.source for one in citing for each in one.citations}
    kept["sources"] = [row for row in ds.sources if row.id in cited]
    return ftz.Dataset(**kept, edition=ds.edition, title=ds.title, licence=ds.licence)


#: Two sources whose records have between them every field but one.
BUNDLED = ftz.dumps(_of_sources(ftz.load(), "landbridge-2019-02-21", "n2-cctv-20230828-f6gw8p"))
MEBIBYTE = 2**20
#: What a value may turn into: every JSON type, empty and not, and text that lies near to something lawful.
VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, "", " ", "x", "2020", "anhui-ftz", "\x00", "\u202e", "\ud800", "皖", "1", "-0",
    "NaN", [], [[]], [None], ["anhui"], ["a", "a"], [["id", "x"], ["name", "X"]], {}, {"id": "x"}, {"en": "X"},
    {"value": 1},
]  # fmt: skip
NUMBERS = [
    "9" * 5_000,
    "1" + "0" * 40,
    "1e31",
    "1e999999999",
    "-1e-999999999",
    "0." + "3" * 5_000,
    "1e99999999999999999999",
]
TOKENS = [b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"null", b"NaN", b"\xff", b"\xe7", b"\x00", b"[" * 2_000]


def _span(random: Random, size: int, most: int = 400) -> tuple[int, int]:
    start = random.randrange(size)
    return start, min(size, start + random.randint(1, most))


def flip_bytes(random: Random) -> bytes:
    content = bytearray(BUNDLED.encode())
    for _ in range(random.randint(1, 8)):
        content[random.randrange(len(content))] ^= random.randint(1, 255)
    return bytes(content)


def truncate(random: Random) -> bytes:
    content = BUNDLED.encode()
    return content[: random.randrange(len(content))]


def delete_span(random: Random) -> bytes:
    content = BUNDLED.encode()
    start, end = _span(random, len(content))
    return content[:start] + content[end:]


def duplicate_span(random: Random) -> bytes:
    content = BUNDLED.encode()
    start, end = _span(random, len(content))
    return content[:end] + content[start:end] + content[end:]


def insert_tokens(random: Random) -> bytes:
    content = BUNDLED.encode()
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(content))
        content = content[:at] + random.choice(TOKENS) + content[at:]
    return content


def _slot(random: Random, node: Any) -> tuple[Any, Any]:
    """Walk down from the root, and return the container and the key where the walk ends: every depth is likely."""
    while True:
        key = random.choice(list(node)) if isinstance(node, dict) else random.randrange(len(node))
        if not isinstance(node[key], dict | list) or not node[key] or random.random() < 0.2:
            return node, key
        node = node[key]


def _changed(random: Random, change: Callable[[Random, Any, Any], None]) -> bytes:
    tree = json.loads(BUNDLED)
    for _ in range(random.choice([1, 1, 1, 4])):
        change(random, *_slot(random, tree))
    return json.dumps(tree).encode()


def _drop(_: Random, container: Any, key: Any) -> None:
    del container[key]


def _retype(random: Random, container: Any, key: Any) -> None:
    container[key] = deepcopy(random.choice(VALUES))


def _swap(random: Random, container: Any, key: Any) -> None:
    other = random.choice(list(container) if isinstance(container, dict) else range(len(container)))
    container[key], container[other] = container[other], container[key]


def _rename(random: Random, container: Any, key: Any) -> None:
    if isinstance(container, dict):
        container[random.choice(["", "id", "name", "within", f"{key}s", "k" * 10_000])] = container.pop(key)
    else:
        container.append(container[key])


def drop_keys(random: Random) -> bytes:
    return _changed(random, _drop)


def retype_values(random: Random) -> bytes:
    return _changed(random, _retype)


def swap_values(random: Random) -> bytes:
    return _changed(random, _swap)


def rename_keys(random: Random) -> bytes:
    return _changed(random, _rename)


def enlarge_numbers(random: Random) -> bytes:
    tree = json.loads(BUNDLED)
    figures = [row["quantity"] for row in tree["observations"]]
    figure = random.choice(figures)
    figure[random.choice(["value", "lower", "upper"])] = "@@"
    random.choice(tree["zones"])["batch"] = random.choice([6, "@@"])
    quote = random.choice(["", '"'])
    return json.dumps(tree).replace('"@@"', f"{quote}{random.choice(NUMBERS)}{quote}").encode()


KINDS = [
    flip_bytes, truncate, delete_span, duplicate_span, insert_tokens,
    drop_keys, retype_values, swap_values, rename_keys, enlarge_numbers,
]  # fmt: skip
OF_TREES = KINDS[5:]


def mutant(kind: Callable[[Random], bytes], seed: int) -> bytes:
    """Return the bundled text after a mutation that the seed settles."""
    return kind(Random(f"{kind.__name__} {seed}"))  # noqa: S311 - repeatable, not secret


def outcome(text: bytes) -> ftz.Dataset | DatasetError:
    """Return what `loads` gives or refuses; anything else that it raises passes through."""
    try:
        return ftz.loads(text)
    except DatasetError as error:
        return error


@pytest.fixture(scope="module")
def seconds(record_testsuite_property: Callable[[str, object], None]) -> Iterator[list[float]]:
    """Collect how long each case takes; the report says so, and no test fails by it."""
    taken: list[float] = []
    yield taken
    record_testsuite_property("mutations", len(taken))
    record_testsuite_property("slowest_mutation_seconds", round(max(taken), 3))


def check_outcome(found: ftz.Dataset | DatasetError) -> None:
    """A data set can be written and read again; a refusal lists problems, each with a path, words and a rule."""
    if isinstance(found, DatasetError):
        assert found.problems
        assert all(each.path and each.message and each.rule for each in found.problems)
    else:
        assert ftz.loads(ftz.dumps(found)) == found


def check_thorough_reading(text: bytes, found: ftz.Dataset | DatasetError) -> None:
    """What the quick reading accepts, the thorough one accepts too, with the same result."""
    if isinstance(found, ftz.Dataset):
        assert diagnosed(*parsed(text)) == found


def check_again(text: bytes, found: ftz.Dataset | DatasetError) -> None:
    """Reading again gives the same answer."""
    again = outcome(text)
    assert getattr(again, "problems", again) == getattr(found, "problems", found)


@pytest.mark.parametrize("seeds", [range(first, first + 10) for first in range(0, 200, 10)], ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mutation_gives_a_data_set_or_problems_with_paths(
    kind: Callable[[Random], bytes], seeds: range, seconds: list[float]
) -> None:
    for seed in seeds:  # each text is read once for all that is asked of its outcome
        text = mutant(kind, seed)
        before = time.perf_counter()
        found = outcome(text)
        seconds.append(time.perf_counter() - before)
        check_outcome(found)
        if kind in OF_TREES:
            check_thorough_reading(text, found)
        if KINDS[seed % len(KINDS)] is kind:
            check_again(text, found)


def test_the_thorough_reading_gives_the_same_data_set() -> None:
    assert diagnosed(*parsed(ftz.dumps(ftz.load()))) == ftz.load()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_a_mutation_takes_little_memory(kind: Callable[[Random], bytes], seed: int) -> None:
    text = mutant(kind, seed)
    tracemalloc.start()
    try:
        outcome(text)
        assert tracemalloc.get_traced_memory()[1] < 64 * MEBIBYTE
    finally:
        tracemalloc.stop()
