"""Laws of the audit: a true page passes, however it is set, and every planted error is caught."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import anhui_ftz as ftz

WORDS = ["the zone", "signed", "projects", "芜湖片区", "“open up”", "of which", "增长", "(see table)", "Wuhu"]
FORMS = {"{}": "1", "{} projects": "1", "{}家": "1", "{} billion yuan": "CNY", "{}亿元": "CNY", "{} million tons": "t"}
_SCALES = {"{} billion yuan": 10**9, "{}亿元": 10**8, "{} million tons": 10**6}


class Page(NamedTuple):
    """A page, and a data set that cites it truly."""

    ds: ftz.Dataset
    paragraphs: list[str]

    @property
    def text(self) -> str:
        """The paragraphs as the page has them, with empty lines among them."""
        return "\n\n".join(self.paragraphs) + "\n"

    def audit(self, ds: ftz.Dataset | None = None, text: str | None = None) -> list[str]:
        """Audit a data set, this one unless another is given, and return the rules that it breaks."""
        found = ftz.audit(self.ds if ds is None else ds, "page", self.text if text is None else text)
        return [each.rule for each in found]


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Generate a page of two to five paragraphs with numbers that differ, and an observation for each number."""
    numbers = draw(
        st.lists(st.integers(10_001, 999_999).filter(lambda n: n % 100), min_size=2, max_size=5, unique=True)
    )
    assume(not any(str(a) in str(b) for a in numbers for b in numbers if a != b))
    paragraphs, rows = [], []
    for place, number in enumerate(numbers, 1):
        form = draw(st.sampled_from(list(FORMS)))
        words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4))
        words.insert(draw(st.integers(0, len(words))), form.format(number))
        paragraphs.append(" ".join(words))
        rows.append(_row(place, number, form))
    text = "\n\n".join(paragraphs) + "\n"
    units = sorted(set(FORMS.values()))
    ds = ftz.Dataset(
        divisions=[ftz.Division("wuhu", "Wuhu")],
        indicators=[ftz.Indicator(f"in-{unit.lower()}", unit, unit, "flow") for unit in units],
        observations=rows,
        sources=[ftz.Source("page", "Publisher", sha256=sha256(text.encode()).hexdigest())],
    )
    return Page(ds, paragraphs)


def _row(place: int, number: int, form: str) -> ftz.Observation:
    quantity = ftz.Quantity.exactly(number * _SCALES.get(form, 1), FORMS[form])
    cited = ftz.Citation("page", f"paragraph {place}", form.format(number))
    return ftz.Observation(f"obs-{place}", "wuhu", f"in-{FORMS[form].lower()}", "2020", quantity, citations=[cited])


def altered(number: str, digit: int, step: int) -> str:
    """Change one digit of a number, but never its first to zero."""
    place = 1 + digit % (len(number) - 1)
    return number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]


digits, steps = st.integers(0, 9), st.integers(1, 9)
picks = st.integers(0, 9)


@given(pages())
def test_a_true_page_passes(page: Page) -> None:
    assert page.audit() == []


@given(pages())
def test_width_quotes_and_white_space_make_no_difference(page: Page) -> None:
    wide = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
    text = page.text.translate({**wide, ord("“"): '"', ord("”"): '"', ord(" "): " \u3000\u00a0"})
    assert set(page.audit(text=text)) <= {"other-text"}


@given(pages(), picks, digits, steps)
def test_a_digit_changed_in_the_printed_form_is_caught(page: Page, pick: int, digit: int, step: int) -> None:
    row = page.ds.observations[pick % len(page.ds.observations)]
    printed = row.citations[0].as_published
    number = "".join(filter(str.isdecimal, printed))
    wrong = printed.replace(number, altered(number, digit, step))
    assume(not any(wrong in paragraph for paragraph in page.paragraphs))
    found = page.audit(_with(page.ds, evolve(row, citations=[evolve(row.citations[0], as_published=wrong)])))
    assert sorted(found) == ["figure-differs-from-print", "not-in-text"]


@given(pages(), picks, digits, steps)
def test_a_digit_changed_in_the_figure_is_caught(page: Page, pick: int, digit: int, step: int) -> None:
    row = page.ds.observations[pick % len(page.ds.observations)]
    wrong = altered(f"{row.quantity.value:f}", digit, step)
    found = page.audit(_with(page.ds, evolve(row, quantity=ftz.Quantity.exactly(wrong, row.quantity.unit))))
    assert found == ["figure-differs-from-print"]


@given(pages(), picks, st.sampled_from(["超过{}", "约{}", "不超过{}", "over {}", "nearly {}"]))
def test_words_that_bound_a_figure_and_are_not_in_its_record_are_caught(page: Page, pick: int, words: str) -> None:
    row = page.ds.observations[pick % len(page.ds.observations)]
    printed = row.citations[0].as_published
    bounded = words.format(printed)
    text = page.text.replace(printed, bounded)
    cited = evolve(row.citations[0], as_published=bounded)
    found = page.audit(_with(page.ds, evolve(row, citations=[cited])), text)
    assert sorted(found) == ["bound-differs-from-print", "other-text"]


@given(pages(), picks)
def test_a_bound_that_is_turned_around_is_caught_as_an_error(page: Page, pick: int) -> None:
    row = page.ds.observations[pick % len(page.ds.observations)]
    cited = evolve(row.citations[0], as_published=f"不低于{row.citations[0].as_published}")
    at_most = ftz.Quantity.at_most(row.quantity.value, row.quantity.unit)
    text = page.text.replace(row.citations[0].as_published, cited.as_published)
    found = page.audit(_with(page.ds, evolve(row, quantity=at_most, citations=[cited])), text)
    assert sorted(found) == ["figure-differs-from-print", "other-text"]


@given(pages(), picks, st.integers(1, 12))
def test_a_wrong_paragraph_is_caught(page: Page, pick: int, number: int) -> None:
    row = page.ds.observations[pick % len(page.ds.observations)]
    assume(row.id != f"obs-{number}")
    found = page.audit(_with(page.ds, evolve(row, citations=[evolve(row.citations[0], locator=f"paragraph {number}")])))
    beyond = ["no-such-paragraph"] if number > len(page.paragraphs) else []
    assert found == [*beyond, "wrong-paragraph"]


@given(pages(), picks, st.sampled_from("0123456789"), st.booleans())
def test_a_number_inside_a_longer_one_is_not_found(page: Page, pick: int, digit: str, before: bool) -> None:
    printed = page.ds.observations[pick % len(page.ds.observations)].citations[0].as_published
    number = "".join(filter(str.isdecimal, printed))
    longer = digit + number if before else number + digit
    text = page.text.replace(number, longer)
    assert "not-in-text" in page.audit(text=text)


@given(pages(), st.integers(0, 200), st.sampled_from("xé数 9"))
def test_another_text_is_caught(page: Page, at: int, letter: str) -> None:
    text = page.text[:at] + letter + page.text[at:]
    assert "other-text" in page.audit(text=text)


@given(pages(), st.text(max_size=60), st.text(max_size=20).filter(str.isprintable), st.text(max_size=12))
def test_no_text_locator_or_print_breaks_the_audit(page: Page, text: str, locator: str, printed: str) -> None:
    assume(printed.isprintable())
    row = page.ds.observations[0]
    found = page.audit(_with(page.ds, evolve(row, citations=[ftz.Citation("page", locator, printed)])), text)
    assert "other-text" in found


def _with(ds: ftz.Dataset, row: ftz.Observation) -> ftz.Dataset:
    """Return the data set with one observation in the place of the one of its id."""
    return evolve(ds, observations=[row if each.id == row.id else each for each in ds.observations])
