"""The rows of the linkage table: one cooperation of a place with one partner, in words."""

from __future__ import annotations

__all__ = ["LinkageRow", "LinkageRows"]

import datetime as dt
from collections.abc import Iterable

import attrs

from anhui_ftz.analysis.links.dated import DateKind, date_kind, reached
from anhui_ftz.analysis.links.rollup import Level
from anhui_ftz.analysis.links.ties import Side, Tie
from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.source import Citation, Grade, Source
from anhui_ftz.words import phrase, status_words, word_of
from anhui_ftz.words.periods import reached_words
from anhui_ftz.words.sources import source_words


@attrs.frozen(kw_only=True)
class LinkageRow:
    """One cooperation of a place with one partner; in a folded table, with all its partners.

    Texts are in the language of the table. Fields that end in ``_ids`` are for programs.
    """

    #: Who takes part on the side of the place.
    own_side: str
    #: The zones for which the partner counts; empty if it counts for no zone.
    partner_zone: str
    #: The partner.
    partner: str
    #: Name of the cooperation.
    title: str
    #: Its form.
    form: CooperationForm
    #: The latest status certainly reached; None where none is certain.
    status: CooperationStatus | None
    #: The status in words, with those that it may have reached.
    status_words: str
    #: When that status was reached, in words; empty where no source prints the day.
    date: str
    #: What the date says.
    date_kind: DateKind
    #: The first day of it; None where that is open, not known or not stated.
    earliest: dt.date | None
    #: The last day of it; the same.
    latest: dt.date | None
    #: All parties, as stated.
    parties: str
    #: How many they are.
    n_parties: int
    #: ``yes``, or the provinces and cities through which a body from outside counts.
    direct: str
    #: The topics.
    topics: str
    #: Names and figures as the source prints them; empty where none are recorded.
    as_printed: str
    #: Who published the source that is nearest to the original.
    publisher: str
    #: Grade of that source.
    grade: Grade
    #: Its address; empty for print.
    url: str
    #: Id of the cooperation.
    cooperation: str
    #: The level at which the own side is shown: the one asked for, or ``stated``.
    own_level: Level
    #: The level at which the partner is shown.
    partner_level: Level
    #: Ids of the own side.
    own_ids: tuple[str, ...]
    #: Ids of the zones of the partner.
    zone_ids: tuple[str, ...]
    #: Ids of the partner, or of all partners in a folded table.
    partner_ids: tuple[str, ...]
    #: Ids of the parties.
    party_ids: tuple[str, ...]
    #: Ids of the provinces and cities through which parties count; empty where both sides take part themselves.
    via_ids: tuple[str, ...]
    #: Ids of all sources of the cooperation.
    source_ids: tuple[str, ...]
    #: The source in words, as a footnote names it.
    reference: str


class LinkageRows:
    """Puts ties into words, in one language."""

    def __init__(self, ds: Dataset, on: dt.date | None, lang: str) -> None:
        self._ds, self._on, self._lang = ds, on, lang
        #: The names of the parties of each cooperation, which may have many and be in many rows.
        self._parties: dict[str, str] = {}

    def of(self, found: Iterable[Tie]) -> tuple[LinkageRow, ...]:
        """Return the rows of ties: by the zone of the partner, the newest first, those without a date last."""
        rows = (self._row(tie.cooperation, tie.own, (tie.partner,), tie.zones) for tie in found)
        return tuple(sorted(rows, key=_order))

    def folded(self, found: Iterable[Tie]) -> tuple[LinkageRow, ...]:
        """Return one row for each cooperation, with all its partners; the newest first."""
        together: dict[str, list[Tie]] = {}
        for tie in found:
            together.setdefault(tie.cooperation.id, []).append(tie)
        rows = (
            self._row(
                several[0].cooperation,
                _once(side for tie in several for side in tie.own),
                _once(tie.partner for tie in several),
                tuple(sorted({zone for tie in several for zone in tie.zones})),
            )
            for several in together.values()
        )
        return tuple(sorted(rows, key=lambda row: _order(row)[2:]))

    def _row(
        self, row: Cooperation, own: tuple[Side, ...], partners: tuple[Side, ...], zones: tuple[str, ...]
    ) -> LinkageRow:
        lang = self._lang
        if row.id not in self._parties:
            self._parties[row.id] = self._names(row.parties)
        status = row.status_on(self._on)
        possible = row.possible_statuses_on(self._on)
        when = reached(row, self._on)
        kind = date_kind(when)
        dated = when.period if when is not None and kind is not DateKind.NOT_STATED else None
        via = tuple(dict.fromkeys(id for side in (*own, *partners) for id in side.via))
        source, printed = self._source(row)
        return LinkageRow(
            own_side=self._names(side.place for side in own),
            partner_zone=self._names(zones),
            partner=self._names(side.place for side in partners),
            title=row.name.in_(lang),
            form=row.form,
            status=status,
            status_words=phrase("sep", lang).join(status_words(status, possible, lang)),
            date=reached_words(when, lang) if when is not None and dated is not None else "",
            date_kind=kind,
            earliest=dated.start if dated is not None else None,
            latest=dated.end if dated is not None else None,
            parties=self._parties[row.id],
            n_parties=len(row.parties),
            direct=phrase("lifted", lang, self._names(via)) if via else phrase("yes", lang),
            topics=phrase("sep", lang).join(word_of("topic", each, lang) for each in row.topics),
            as_printed=phrase("stop", lang).join(phrase("print", lang, each) for each in printed),
            publisher=source.publisher_in(lang),
            grade=source.grade,
            url=source.url,
            cooperation=row.id,
            own_level=_level(own),
            partner_level=_level(partners),
            own_ids=tuple(side.place for side in own),
            zone_ids=zones,
            partner_ids=tuple(side.place for side in partners),
            party_ids=row.parties,
            via_ids=via,
            source_ids=row.sources,
            reference=source_words(source, lang),
        )

    def _names(self, ids: Iterable[str]) -> str:
        return phrase("sep", self._lang).join(self._ds.place(id).name.in_(self._lang) for id in ids)

    def _source(self, row: Cooperation) -> tuple[Source, tuple[str, ...]]:
        """Return the source nearest to the original, and what it prints, or else what any other prints."""
        cited = [*row.citations, *(each for milestone in row.milestones for each in milestone.citations)]
        best = min((self._ds.get(each.source, Source) for each in cited), key=_nearness)
        own = _prints(each for each in cited if each.source == best.id)
        return best, own or _prints(cited)


def _prints(cited: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.as_published for each in cited if each.as_published))


def _nearness(source: Source) -> tuple[Grade, dt.date, str]:
    published = source.published
    first = published.start if published is not None else None
    return source.grade, first or dt.date.max, source.id


def _level(sides: Iterable[Side]) -> Level:
    """Return the level of sides; ``stated`` where any of them is shown so."""
    levels = {side.level for side in sides}
    return levels.pop() if len(levels) == 1 else Level.STATED


def _order(row: LinkageRow) -> tuple[bool, tuple[str, ...], int, str, tuple[str, ...]]:
    day = row.latest or row.earliest
    return not row.zone_ids, row.zone_ids, -day.toordinal() if day else 0, row.cooperation, row.partner_ids


def _once(sides: Iterable[Side]) -> tuple[Side, ...]:
    return tuple(dict.fromkeys(sides))
