"""Laws of changes (8): patch inverts diff, there and back; what does not fit is told whole, and nothing is applied."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.storage.records import TABLE_OF
from anhui_ftz.testing import datasets, overlapping

SMALL = datasets(max_observations=2, max_cooperations=2)
#: Two data sets take long to draw, and differ in many records at once.
RARELY = settings(max_examples=settings().max_examples // 4)
HEAD = ["edition", "title", "licence"]
titles = st.sampled_from(["", "Mine", "Ours"])


def entries(ds: ftz.Dataset) -> set[Any]:
    """Return all that a data set says: its records, and its head."""
    records = {(name, row.id, row) for name, rows in ds.tables() for row in rows}
    return records | {("head", field, getattr(ds, field)) for field in HEAD}


def told(change: ftz.Diff) -> tuple[set[Any], set[Any]]:
    """Return what a diff takes away and what it puts, in the same terms."""
    gone = {*change.removed, *(before for before, _ in change.changed)}
    come = {*change.added, *(after for _, after in change.changed)}
    return (
        {(TABLE_OF[type(row)], row.id, row) for row in gone} | {("head", name, old) for name, old, _ in change.head},
        {(TABLE_OF[type(row)], row.id, row) for row in come} | {("head", name, new) for name, _, new in change.head},
    )


@RARELY
@given(SMALL, SMALL, titles, titles)
def test_patching_with_the_difference_gives_the_other(a: ftz.Dataset, b: ftz.Dataset, one: str, two: str) -> None:
    a, b = attrs.evolve(a, title=one), attrs.evolve(b, title=two, licence=one)
    change = ftz.diff(a, b)
    assert ftz.patch(a, change) == b
    assert ftz.dumps(ftz.patch(a, change)) == ftz.dumps(b)
    assert ftz.patch(b, change.reversed) == a


@RARELY
@given(SMALL, SMALL)
def test_the_difference_is_what_one_says_and_the_other_does_not(a: ftz.Dataset, b: ftz.Dataset) -> None:
    gone, come = told(ftz.diff(a, b))
    assert gone == entries(a) - entries(b)
    assert come == entries(b) - entries(a)


@RARELY
@given(SMALL, SMALL)
def test_a_difference_is_false_exactly_where_two_are_equal(a: ftz.Dataset, b: ftz.Dataset) -> None:
    assert not ftz.diff(a, a)
    assert str(ftz.diff(a, a)) == ""
    assert bool(ftz.diff(a, b)) == (a != b) == bool(str(ftz.diff(a, b)))
    assert ftz.diff(a, b).reversed == ftz.diff(b, a)


@RARELY
@given(SMALL, SMALL)
def test_each_change_is_a_line_and_each_line_a_change(a: ftz.Dataset, b: ftz.Dataset) -> None:
    change = ftz.diff(a, b)
    lines = str(change).splitlines()
    for sign, rows in (("+", change.added), ("-", change.removed)):
        said = [line for line in lines if line.startswith(sign)]
        assert said == [f"{sign} {TABLE_OF[type(row)]}['{row.id}']" for row in rows]
    said = [line.removeprefix("~ ").partition(": ")[0] for line in lines if line.startswith("~")]
    paths = {path.partition("].")[0] for path in said}
    heads = {field for field, _, _ in change.head}
    assert paths == heads | {f"{TABLE_OF[type(row)]}['{row.id}'" for row, _ in change.changed}
    assert len(said) == len(set(said)) == len(lines) - len(change.added) - len(change.removed)


@given(overlapping(count=3))
def test_a_patch_applies_exactly_where_all_that_it_changes_is_as_it_was(parts: tuple[ftz.Dataset, ...]) -> None:
    a, b, c = parts
    change = ftz.diff(a, b)
    gone, come = told(change)
    keys = {each[:2] for each in gone}
    there = {each[:2] for each in entries(c)}
    misfits = {each[:2] for each in gone - entries(c)} | {
        each[:2] for each in come if each[:2] not in keys and each[:2] in there
    }
    try:
        patched = ftz.patch(c, change)
    except ftz.DatasetError as error:
        rules = {problem.rule for problem in error.problems}
        blamed = {problem.path for problem in error.problems}
        if misfits:
            assert rules == {"patch-mismatch"}
            for table, id in misfits:
                path = f"$.{id}" if table == "head" else f"$.{table}['{id}']"
                assert any(each == path or each.startswith(f"{path}.") for each in blamed)
        else:
            assert "patch-mismatch" not in rules
    else:
        assert not misfits
        assert entries(patched) == (entries(c) - gone) | come


@given(overlapping())
def test_a_patch_is_not_applied_twice(parts: tuple[ftz.Dataset, ftz.Dataset]) -> None:
    a, b = parts
    assume(a != b)
    with pytest.raises(ftz.DatasetError, match="patch-mismatch"):
        ftz.patch(b, ftz.diff(a, b))


@RARELY
@given(overlapping())
def test_what_a_union_adds_is_told_by_the_difference(parts: tuple[ftz.Dataset, ftz.Dataset]) -> None:
    a, b = parts
    change = ftz.diff(a, ftz.merge(a, b))
    assert change.removed == ()
    assert {row.id for row in change.added} == {row.id for _, rows in b.tables() for row in rows if row.id not in a}
