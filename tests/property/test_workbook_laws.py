"""Laws of workbooks: whatever a data set has, a workbook gives it back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.io import read_excel, write_excel
from anhui_ftz.testing import datasets
from anhui_ftz.words import LANGUAGES

_AWKWARD = ["=1", "+", "-", "@", ",", '"', "'", "a", " ", "安", "#N/A", "_x0041_", "\ufeff", "\u00a0", "<b>&", "1"]
texts = st.lists(st.sampled_from(_AWKWARD), max_size=4).map("".join)
both = st.builds(ftz.Text, texts, texts)
notes = st.lists(st.builds(ftz.Note, st.sampled_from(ftz.NoteKind), both.filter(bool)), max_size=2)


@settings(max_examples=30)
@given(datasets(max_observations=4, max_cooperations=3), st.data(), st.sampled_from(LANGUAGES))
def test_reading_a_workbook_inverts_writing_it(ds: ftz.Dataset, data: st.DataObject, lang: str) -> None:
    ds = evolve(
        ds,
        sources=[evolve(row, title=data.draw(texts), notes=data.draw(notes)) for row in ds.sources],
        areas=[evolve(row, focus=data.draw(st.lists(both, max_size=3))) for row in ds.areas],
        title=data.draw(texts),
    )
    with tempfile.TemporaryDirectory() as room:
        write_excel(ds, Path(room, "x.xlsx"), lang)
        assert read_excel(Path(room, "x.xlsx")) == ds
