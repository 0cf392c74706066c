"""Press releases: the figures of a text as drafts of observations, which a person confirms."""

from __future__ import annotations

__all__ = ["read_release"]

import re
from datetime import date
from itertools import takewhile

from anhui_ftz.analysis.drafts import Candidate, Draft, compared, period_of
from anhui_ftz.analysis.mentions import (
    UNNAMED,
    Mention,
    alike_names,
    indicator_forms,
    innermost,
    may_mean,
    mentioned,
    one_of,
    place_behind,
    place_forms,
    without_places,
)
from anhui_ftz.analysis.names import place_meant
from anhui_ftz.analysis.release_clauses import (
    CLAUSE,
    PART,
    is_listed,
    may_be_planned,
    may_count_from_before,
    names_a_change,
    names_a_part,
    numbers_an_item,
    own_days,
    says_more,
)
from anhui_ftz.analysis.release_rates import AVERAGE, is_a_rate, rate_of
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Source
from anhui_ftz.model.statistics import Indicator
from anhui_ftz.model.unit import Unit
from anhui_ftz.reading.dates import Dating, datings_in
from anhui_ftz.reading.plain import Plain
from anhui_ftz.reading.printed import PrintedFigure, figures_of
from anhui_ftz.words.remark import Remark

_LONGEST = 300
_SENTENCE = re.compile(r"[^。！？!?]+?(?:[。！？!?]|\.(?=\s+[A-Z“\"])|\.?$)")
_NUMBERED = re.compile(r"^[0-9]{1,2}[.．、)）](?![0-9](?![0-9]{3}年))\s*")
_OF_WHICH, _AMONG = "其中", re.compile(r"其中|\b(?:of which|including)\b")
_DIGIT, _IN_DAYS = re.compile("[0-9０-９]"), re.compile("(?:in|during) ").match
_PERCENT = Unit("%")
#: Why a figure has no days.
_NOT_NAMED, _NOT_READ = Remark("period-not-named"), Remark("period-not-read")
_PLANNED, _IN_ORDER, _CUMULATIVE = map(Remark, ("figure-of-a-plan", "figure-in-a-list", "period-cumulative"))


def read_release(
    text: str, ds: Dataset, *, source: Source | str, published: Day | None = None, subject: Place | str | None = None
) -> Draft:
    """Return a draft of the figures of a press release, with what a person must decide about each.

    The text is read sentence by sentence. The subject of a figure is the place that the sentence names before it; a
    sentence that starts with 其中 keeps that of the sentence before, if all of its figures are of one place. The
    indicator is the one that the sentence names; its period is named by the sentence or the one before, or is the
    day of the page for 目前. A growth rate is a separate candidate. What is not certain is listed as open: a plan, a
    change, a part of what the indicator measures, growth of something else, or one of several figures in order.

    Parameters
    ----------
    text
        The release; paragraphs are its lines that are not empty.
    ds
        The data set that has the places and indicators.
    source
        The source, or the id of one in the data set.
    published
        Day of the page; by default the day on which the source was published.
    subject
        The subject of figures in sentences that do not name a place.

    Returns
    -------
    Draft
        The candidates, the figures that could not be read, and the settled candidates as a data set.

    Raises
    ------
    UnknownName
        If the source or the subject is not in the data set.
    InvalidValue
        If the text is not a str, or neither ``published`` nor the source gives the day.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> page = ftz.Source("page", "Publisher", published="2023-02-01")
    >>> text = "2022年，安徽省货物进出口总额7530.6亿元。"
    >>> draft = read_release(text, ftz.load(), source=page)
    >>> [
    ...     (each.subject, each.indicator, str(each.period), str(each.match))
    ...     for each in draft.candidates
    ... ]
    [('anhui', 'goods-trade', '2022', 'confirmation')]
    """
    as_dataset(ds)
    if not isinstance(text, str):
        raise InvalidValue(f"a release is a text, not {shown(text)}")
    known = source if isinstance(source, Source) else ds.get(source, Source)
    about = None if subject is None else place_meant(ds, subject).id
    reader = _Release(ds, known, _day_of(known) if published is None else as_day(published), about)
    for number, paragraph in enumerate((line for line in text.splitlines() if line.strip()), 1):
        for match in _SENTENCE.finditer(paragraph):
            reader.sentence(_NUMBERED.sub("", match[0].strip()), number)
    return Draft(ds, known, tuple(reader.candidates), tuple(reader.left))


class _Release:
    """Reads the sentences of one release, and remembers what the ones before said."""

    def __init__(self, ds: Dataset, source: Source, published: date, subject: str | None) -> None:
        self.ds, self.source, self.published, self.subject = ds, source, published, subject
        self.places, self.indicators = ds.memo(place_forms), ds.memo(indicator_forms)
        self.candidates: list[Candidate] = []
        self.left: list[str] = []
        #: The days that the sentence before names, or why they are not known.
        self.period: Dating | Remark = _NOT_NAMED
        #: The place that was named last in the paragraph.
        self.named: str | None = None
        self.paragraph: int | None = None
        #: The one place that the last sentence is about, and what a sentence that starts with 其中 keeps of it.
        self.about: str | None = None
        self.kept: str | None = None
        #: Whether a figure of the sentence may count from a day before the days named.
        self.is_cumulative = False
        #: Whether a figure of the sentence is of a part that is not known.
        self.is_of_a_part: bool
        #: Where the figure before ends, if it is one of a list in order, as behind 分别.
        self.listed: int | None = None
        #: The last level of the sentence, which a growth rate or a share is of.
        self.level: Candidate | None = None

    def sentence(self, text: str, paragraph: int) -> None:
        """Take the figures of a sentence in."""
        self.level, self.is_of_a_part = None, False
        if paragraph != self.paragraph:
            self.named, self.about, self.paragraph = None, None, paragraph
        self.kept = self.about if text.startswith(_OF_WHICH) else None
        self.is_cumulative = self.is_cumulative and text.startswith(_OF_WHICH)
        first = len(self.candidates)
        last, dated = self.period, False
        for piece in [text] if len(text) <= _LONGEST else CLAUSE.split(text):
            if len(piece) > _LONGEST:
                self.leave(piece, Remark("unread.long-sentence", _LONGEST))
                continue
            try:
                plain = Plain.of(piece)
                datings = own_days(datings_in(plain, self.published, None, _named(last)), plain.text)
                found, since, self.listed = figures_of(piece), 0, None
            except InvalidValue as error:  # ① and the like, which may be no part of a figure
                self.leave(piece, error.message)
                continue
            for figure in found:
                dating = self.days_of(figure.start, datings, last, plain.text, is_only=len(found) == 1)
                head, since = piece[since : figure.place], figure.place
                if figure.quantity is None:
                    self.left.append(Remark("unread", figure.printed, figure.trouble))
                else:
                    self.take(figure, figure.quantity, head, dating, paragraph)
            if not found and not datings and _DIGIT.search(piece):
                self.left.append(piece)
            if datings:
                last, dated = datings[-1][1] or _NOT_READ, True
        self.period = last if dated else _NOT_NAMED
        self.about = self.one_place(text, {each.subject for each in self.candidates[first:]})

    def days_of(
        self, place: int, datings: list[tuple[int, Dating | None]], last: Dating | Remark, text: str, *, is_only: bool
    ) -> Dating | Remark:
        """Return the days of the figure at a place of a plain text, or why they are not known."""
        before = [each for each in datings if each[0] < place]
        behind = datings[len(before) :]
        if any(not CLAUSE.search(text, place, start) for start, _ in behind):
            if not (is_only and len(datings) == 1 and last == _NOT_NAMED and _IN_DAYS(text, behind[0][0])):
                return _NOT_READ  # 200 in 2021 and 300 in 2022
            before = [(0, behind[0][1])]  # 200 in 2021
        start, dating = before[-1] if before else (0, last)
        stop = CLAUSE.search(text, place)
        words = text[start : stop.start() if stop else None]
        is_part = self.is_cumulative and not before
        if isinstance(dating, Dating) and (is_part or may_count_from_before(words, dating.period)):
            self.is_cumulative = True
            return _CUMULATIVE
        return dating or _NOT_READ

    def one_place(self, text: str, subjects: set[str | None]) -> str | None:
        """Return the one place that a sentence names, or keeps, if all of its figures are of it."""
        places = (each for clause in CLAUSE.split(text) for each in self.places_in(clause))
        named: set[str | None] = {id for each in places for id in each.ids}
        named = named or {self.kept}
        return named.pop() if len(named) == 1 and named == subjects else None

    def leave(self, piece: str, trouble: str) -> None:
        """List what cannot be read and may have a figure."""
        if _DIGIT.search(piece):
            self.left.append(Remark("unread", piece, trouble))

    def take(
        self, figure: PrintedFigure, quantity: Quantity, head: str, dating: Dating | Remark, paragraph: int
    ) -> None:
        """Make a candidate of a figure."""
        before, behind = figure.sentence[: figure.place], figure.sentence[figure.stop :]
        clause = CLAUSE.split(head)[-1], figure.printed, CLAUSE.split(behind)[0]
        of = self.level if quantity.unit == _PERCENT and is_a_rate(*clause) else None
        subject, who = (of.subject, "") if of and of.subject else self.subject_of(head, before)
        if other := place_behind(self.ds, self.places, clause[2]) - {subject}:
            subject, who = None, Remark("subject-one-of", tuple(sorted(filter(None, {subject, *other}))))
        indicator, what = self.rate_of(of, clause) if of else self.indicator_of(clause, quantity)
        if self.is_among_parts(head, is_open=not indicator) and indicator and not of:
            indicator, what = None, Remark("indicator-of-a-part", indicator)
        level = of.indicator if of else indicator  # the days of a rate are those of its level
        is_average = (indicator or "").endswith(AVERAGE)
        period, when = period_of(dating, self.ds.indicators.get(level or ""), self.published, is_average=is_average)
        is_in_order = is_listed(head, behind, None if self.listed is None else before[self.listed :])
        self.listed, order = (figure.stop, _IN_ORDER) if is_in_order else (None, "")
        plan = _PLANNED if (period or isinstance(dating, Remark)) and may_be_planned(before, behind) else ""
        dotted = (without_places(self.places, self.indicators, each) for each in clause[::2])
        is_clear = not (of or who or what or when or plan or order)
        if is_clear and indicator and says_more(self.ds.indicators[indicator], *dotted):
            indicator, what = None, Remark("indicator-of-a-part", indicator)
        candidate = Candidate(
            subject=subject,
            indicator=indicator,
            period=period,
            basis=dating.basis if isinstance(dating, Dating) and period else None,
            quantity=quantity,
            printed=figure.printed,
            paragraph=paragraph,
            needs=tuple(filter(None, (who, what, when, plan, order))),
        )
        candidate = compared(self.ds, candidate)
        if quantity.unit != _PERCENT:
            self.level = candidate
        self.candidates.append(candidate)

    def is_among_parts(self, head: str, *, is_open: bool) -> bool:
        """Whether a figure may be of the part that one before it is of: 其中制造业项目30个，协议引资额5亿元."""
        if PART.search(head) or _AMONG.search(head) or self.places_in(head):
            self.is_of_a_part = is_open and _AMONG.search(head) is not None
            return False
        return self.is_of_a_part

    def subject_of(self, head: str, before: str) -> tuple[str | None, str]:
        """Return the one place that a sentence names before a figure, or what is to be decided.

        What it names since the figure before counts first: 合肥片区3家，芜湖片区2家.
        """
        parts = (part for text in (head, before) for part in reversed(PART.split(text)))
        part, places = next(((part, found) for part in parts if (found := self.places_in(part))), ("", []))
        if places:
            ids = {id for each in places for id in each.ids}
            self.named = ids.pop() if len(ids) == 1 else self.named
            return one_of(self.ds, places, part)
        if self.kept and not UNNAMED.search(before):
            return self.kept, ""
        if self.named not in (None, self.subject):  # the sentence before may go on
            return None, Remark("subject-one-of", tuple(filter(None, (self.named, self.subject))))
        if self.subject and may_mean(before, self.ds.places[self.subject]):
            return self.subject, ""
        return None, Remark("subject-not-named")

    def places_in(self, text: str) -> list[Mention]:
        """Return the places that a text names, but for those that only say where another lies."""
        return innermost(self.ds, mentioned(self.places, text), text)

    def rate_of(self, level: Candidate, clause: tuple[str, str, str]) -> tuple[str | None, str]:
        """Return the growth rate or the share of a level that a clause gives, or what is to be decided."""
        before = without_places(self.places, self.indicators, clause[0], level.subject)
        others = takewhile(lambda each: each is not level, reversed(self.candidates))
        return rate_of(self.ds, level, (before, *clause[1:]), {each.indicator for each in others})

    def indicator_of(self, clause: tuple[str, str, str], quantity: Quantity) -> tuple[str | None, str]:
        """Return the one indicator that a clause names before or behind a figure, or what is to be decided."""
        words = f"{clause[0]} {clause[2]}"
        fitting = self.ds.memo(_fitting, quantity.unit)
        named = {id for each in mentioned(self.indicators, words) for id in each.ids if id in fitting}
        if len(named) == 1 and not numbers_an_item(*clause[1:]):
            [id] = named
            if names_a_part(fitting[id], words):
                return None, Remark("indicator-of-a-part", id)
            is_change = (quantity.value < 0 and quantity.unit != _PERCENT) or names_a_change(fitting[id], *clause)
            return (None, Remark("indicator-of-a-change", id)) if is_change else (id, "")
        alike = sorted(named) or alike_names(fitting.values(), words)
        return None, Remark("indicator-one-of", tuple(alike)) if alike else Remark("indicator-not-named")


def _day_of(source: Source) -> date:
    """Return the day on which a source was published."""
    period = source.published
    if period is None or period.end is None or period.start != period.end:
        raise InvalidValue(f"{source.id} does not say on which day it was published; give published=")
    return period.end


def _fitting(ds: Dataset, unit: Unit) -> dict[str, Indicator]:
    return {row.id: row for row in ds.indicators if row.unit.measures_like(unit)}


def _named(days: Dating | Remark) -> Period | None:
    """Return the days that a text named last, as `datings_in` takes them."""
    if isinstance(days, Remark):
        return Period(None, None) if days == _NOT_READ else None
    return None if days.basis is Basis.SEEN else days.period
