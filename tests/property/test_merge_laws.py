"""Laws of merging (8): idempotent, commutative, associative where nothing conflicts; every conflict is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import permutations
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.model import TABLES
from anhui_ftz.storage.merging import joined_head
from anhui_ftz.testing import datasets, overlapping

Key = tuple[str, str]
FIELDS = ["edition", "title", "licence"]
SMALL = datasets(max_observations=2, max_cooperations=2)
#: Two data sets take long to draw, and differ in many fields at once.
RARELY = settings(max_examples=settings().max_examples // 4)
heads = st.text("aAB+ ()", max_size=8) | st.lists(
    st.sampled_from(["A", "B", "AND", "OR", "+", "(", ")", "GPL-2.0+", "C++", "X-AND-Y"]), max_size=7
).map(" ".join)


def rows_of(ds: ftz.Dataset) -> dict[Key, Any]:
    """Return every record by table and id."""
    return {(name, row.id): row for name, rows in ds.tables() for row in rows}


def problems_of(*arguments: Any, **options: Any) -> tuple[ftz.Problem, ...]:
    """Return what a merge is refused for; nothing where it is not."""
    try:
        ftz.merge(*arguments, **options)
    except ftz.DatasetError as error:
        return error.problems
    return ()


def blank(value: object) -> bool:
    """Whether a value says nothing."""
    return value is None or value in ("", ())


def parents(row: Any) -> set[str | None]:
    """Return the parents that fields of their own name."""
    return {getattr(row, field, None) for field in ("province", "zone", "city")}


def leaves(one: Any, two: Any) -> Iterator[tuple[str, Any, Any]]:
    """Walk two records of one id field by field, within names too; what implies a parent is no field to compare."""
    for field in attrs.asdict(one, recurse=False):
        x, y = getattr(one, field), getattr(two, field)
        if isinstance(x, ftz.Name):
            yield from ((f"{field}.{form}", getattr(x, form), getattr(y, form)) for form in ("en", "zh", "aliases"))
        elif field == "within":
            city = getattr(one, "city", None) or getattr(two, "city", None)
            x = tuple(each for each in x if each not in {*parents(one), city})
            y = tuple(each for each in y if each not in {*parents(two), city})
            yield field, x, y
        else:
            yield field, x, y


def expected_conflicts(a: ftz.Dataset, b: ftz.Dataset) -> set[str]:
    """Return by brute force the paths of all fields that both fill, and not alike."""
    ours, theirs = rows_of(a), rows_of(b)
    return {
        f"$.{table}['{id}'].{path}"
        for table, id in ours.keys() & theirs.keys()
        for path, x, y in leaves(ours[table, id], theirs[table, id])
        if not blank(x) and not blank(y) and x != y
    }


def joined_trees(one: Any, two: Any) -> Any:
    """Join JSON, in which what is blank is left out: every key of both."""
    if isinstance(one, dict) and isinstance(two, dict):
        return {key: joined_trees(one.get(key, two.get(key)), two.get(key, one.get(key))) for key in {**one, **two}}
    assert one == two
    return one


def by_id(ds: ftz.Dataset) -> dict[str, Any]:
    """Return the JSON of a data set, with an object by id in the place of each table."""
    tree = json.loads(ftz.dumps(ds))
    return {key: {row["id"]: row for row in value} if key in TABLES else value for key, value in tree.items()}


@given(datasets())
def test_merging_a_data_set_with_itself_changes_nothing(ds: ftz.Dataset) -> None:
    assert ftz.merge(ds, ds) == ds
    assert ftz.merge(ds, ftz.Dataset()) == ds == ftz.merge(ftz.Dataset(), ds)


@given(overlapping())
def test_the_order_of_merging_does_not_matter(parts: tuple[ftz.Dataset, ftz.Dataset]) -> None:
    a, b = parts
    assert ftz.merge(a, b) == ftz.merge(b, a)
    assert ftz.dumps(ftz.merge(a, b)) == ftz.dumps(ftz.merge(b, a))


@given(overlapping(count=3))
def test_the_grouping_of_merges_does_not_matter(parts: tuple[ftz.Dataset, ...]) -> None:
    a, b, c = parts
    assert ftz.merge(ftz.merge(a, b), c) == ftz.merge(a, ftz.merge(b, c))


@given(overlapping())
def test_the_union_is_what_joining_the_json_of_both_gives(parts: tuple[ftz.Dataset, ftz.Dataset]) -> None:
    tree = joined_trees(*map(by_id, parts))
    joined = {key: list(value.values()) if key in TABLES else value for key, value in tree.items()}
    assert ftz.merge(*parts) == ftz.loads(json.dumps(joined))


@given(overlapping(), st.sampled_from([None, "first", "second"]))
def test_where_nothing_conflicts_there_is_nothing_to_prefer(
    parts: tuple[ftz.Dataset, ftz.Dataset], prefer: Any
) -> None:
    assert ftz.merge(*parts, prefer=prefer) == ftz.merge(*parts)


@RARELY
@given(SMALL, SMALL)
def test_every_field_in_which_two_conflict_is_told_once_and_no_other(a: ftz.Dataset, b: ftz.Dataset) -> None:
    told = [problem.path for problem in problems_of(a, b) if problem.rule == "conflict"]
    assert sorted(told) == sorted(expected_conflicts(a, b))


@RARELY
@given(SMALL, SMALL)
def test_the_faults_do_not_depend_on_the_order_but_for_the_names_of_the_sides(a: ftz.Dataset, b: ftz.Dataset) -> None:
    def swapped(message: str) -> str:
        return re.sub("the first has (.*), the second (.*)", r"the first has \2, the second \1", message)

    mirrored = sorted(problem._replace(message=swapped(problem.message)) for problem in problems_of(b, a))
    assert sorted(problems_of(a, b)) == mirrored


@RARELY
@given(SMALL, SMALL)
def test_preferring_one_side_is_preferring_the_other_in_the_other_order(a: ftz.Dataset, b: ftz.Dataset) -> None:
    if not problems_of(a, b, prefer="first"):
        assert ftz.merge(a, b, prefer="first") == ftz.merge(b, a, prefer="second")
    assert sorted(problems_of(a, b, prefer="first")) == sorted(problems_of(b, a, prefer="second"))


@RARELY
@given(SMALL, SMALL)
def test_the_preferred_side_keeps_all_that_it_says(a: ftz.Dataset, b: ftz.Dataset) -> None:
    if problems_of(a, b, prefer="first"):
        return
    union, theirs = rows_of(ftz.merge(a, b, prefer="first")), rows_of(b)
    for key, row in rows_of(a).items():
        for path, mine, settled in leaves(row, union[key]):
            other = {name: value for name, _, value in leaves(row, theirs.get(key, row))}[path]
            assert settled == (other if blank(mine) else mine)


@RARELY
@given(SMALL, SMALL)
def test_conflicts_hide_no_fault_that_stays_however_they_are_settled(a: ftz.Dataset, b: ftz.Dataset) -> None:
    lasting = [set(problems_of(a, b, prefer=side)) for side in ("first", "second")]
    if expected_conflicts(a, b):
        assert {each for each in problems_of(a, b) if each.rule != "conflict"} == lasting[0] & lasting[1]


@given(overlapping())
def test_a_text_upon_a_base_is_the_union_of_both(parts: tuple[ftz.Dataset, ftz.Dataset]) -> None:
    base, mine = parts
    assert ftz.loads(ftz.dumps(mine), base=base) == ftz.merge(base, mine)


@given(overlapping())
def test_a_text_need_not_repeat_the_records_of_its_base(parts: tuple[ftz.Dataset, ftz.Dataset]) -> None:
    base, mine = parts
    tree = json.loads(ftz.dumps(mine))
    for table in tree.keys() & TABLES.keys():
        tree[table] = [row for row in tree[table] if row["id"] not in base]
    new = {key: row for key, row in rows_of(mine).items() if key[1] not in base}
    union = {**rows_of(base), **new}
    expected = {name: [row for (table, _), row in union.items() if table == name] for name in TABLES}
    edition = base.edition or mine.edition
    assert ftz.loads(json.dumps(tree), base=base) == ftz.Dataset(**expected, edition=edition)


@RARELY
@given(SMALL, SMALL)
def test_a_text_that_conflicts_with_its_base_is_refused_for_what_a_merge_is(a: ftz.Dataset, b: ftz.Dataset) -> None:
    refused = problems_of(a, b)
    if refused:
        with pytest.raises(ftz.DatasetError) as caught:
            ftz.loads(ftz.dumps(b), base=a)
        told = [(each.path, each.rule) for each in caught.value.problems]
        assert told == [(each.path, each.rule) for each in refused]


@given(st.sampled_from(FIELDS), heads, heads, heads)
def test_heads_join_in_any_order_and_grouping(field: str, a: str, b: str, c: str) -> None:
    unions = {joined_head(field, joined_head(field, x, y), z) for x, y, z in permutations((a, b, c))} | {
        joined_head(field, x, joined_head(field, y, z)) for x, y, z in permutations((a, b, c))
    }
    assert len(unions) == 1
    assert joined_head(field, a, a) == a == joined_head(field, a, "") == joined_head(field, "", a)


@given(st.lists(st.sampled_from(["MIT", "0BSD", "MIT OR 0BSD", "(MIT AND X) OR 0BSD", "CC-BY-4.0"]), min_size=1))
def test_a_joined_licence_asks_for_each_of_them(licences: list[str]) -> None:
    def met(expression: str, owned: set[str]) -> bool:
        words = re.sub(r"[\w.-]+", lambda match: _python(match[0], owned), expression)
        return bool(eval(words))  # noqa: S307 - of True, False, and, or and brackets alone

    joined = ""
    for licence in licences:
        joined = joined_head("licence", joined, licence)
    for owned in ({"MIT"}, {"0BSD"}, {"MIT", "CC-BY-4.0"}, {"X", "0BSD"}, {"MIT", "X", "CC-BY-4.0"}, set[str]()):
        assert met(joined, owned) == all(met(licence, owned) for licence in licences)


def _python(word: str, owned: set[str]) -> str:
    return word.lower() if word in ("AND", "OR") else str(word in owned)
