"""What the explorer shows: places, linkages at each level with their evidence, and the sources; plain JSON."""

from __future__ import annotations

__all__ = ["explorer_data"]

from typing import Any

import anhui_ftz as ftz
from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.points import representative_point
from anhui_ftz.words import CATALOGUES, LANGUAGES
from anhui_ftz.words.periods import period_words, reached_words, stated_period_words
from anhui_ftz.words.sources import locator_words
from ftz_site.cited_page import short_name

#: The keys of the words that the program shows, beside its own.
_WORDS = {
    "sources", "sep", "stop", "colon", "brackets", "title", "print", "field.form", "field.status",
    "field.parties", "field.topics", "field.notes", "field.indicator", "plot.established", "plot.foreseen",
    "plot.unsure", "plot.ended",
}  # fmt: skip
#: So many figures of a place are shown beside those of another.
_FIGURES = 12
_LEVELS = (ftz.Level.ZONE, ftz.Level.AREA, ftz.Level.PROVINCE)
#: The group of provinces that the map shows first.
_FIRST = "yrd-provinces"


def explorer_data(ds: ftz.Dataset) -> dict[str, Any]:
    """Return what the explorer's program reads.

    The linkages are those of `anhui_ftz.linkages`, without any filter; the program leaves out what the
    reader does not want, by the rules of the library (a test in the browser checks this).
    """
    linkages = {level: ftz.linkages(ds, level=level) for level in _LEVELS}
    links = {level: [_link(link) for link in found] for level, found in linkages.items()}
    rows = {
        each.cooperation.id: each.cooperation for found in linkages.values() for link in found for each in link.evidence
    }
    places = {id for each in links.values() for link in each for id in (link["a"], link["b"])}
    places |= {zone.id for zone in ds.zones} | {party for row in rows.values() for party in (*row.parties, *row.places)}
    places |= {via for each in links.values() for link in each for one in link["evidence"] for via in one["via"]}
    cited = {id for row in rows.values() for id in row.sources}
    topics = {topic for row in rows.values() for topic in row.topics}
    ends = {id for each in links.values() for link in each for id in (link["a"], link["b"])}
    figures = {id: found for id in sorted(ends) if (found := _figures(ds, id))}
    measured = {indicator for each in figures.values() for indicator in each}
    indicators = sorted(
        (ds.get(id, ftz.Indicator) for id in measured), key=lambda indicator: (indicator.rank, indicator.id)
    )
    return {
        "edition": ds.edition,
        "levels": links,
        "zones": [zone.id for zone in ds.zones],
        "places": {id: _place(ds, id) for id in sorted(places)},
        "cooperations": {id: _cooperation(row) for id, row in sorted(rows.items())},
        "sources": {id: _source(ds.get(id, ftz.Source)) for id in sorted(cited)},
        "figures": figures,
        "indicators": {each.id: {"en": each.name.en, "zh": each.name.zh} for each in indicators},
        "languages": {lang: _words(lang, topics) for lang in LANGUAGES},
    }


def _words(lang: str, topics: set[str]) -> dict[str, Any]:
    """Return what the program says in a language."""
    phrases = CATALOGUES[lang].phrases
    return {
        "forms": {str(form): ftz.label(form, lang) for form in ftz.CooperationForm},
        "statuses": {str(status): ftz.label(status, lang) for status in ftz.CooperationStatus},
        "topics": {topic: phrases.get(f"topic.{topic}", topic) for topic in sorted(topics)},
        "words": {key: text for key, text in phrases.items() if key in _WORDS or key.startswith("explorer.")},
    }


def _link(link: ftz.Linkage) -> dict[str, Any]:
    evidence = [
        {"id": each.cooperation.id, "at": each.stated_at, "via": each.lifted_via, "provincial": each.provincial}
        for each in link.evidence
    ]
    return {"a": link.a, "b": link.b, "evidence": evidence}


def _place(ds: ftz.Dataset, id: str) -> dict[str, Any]:
    place = ds.place(id)
    found = representative_point(ds, place)
    point = None if found is None else [float(found.location.longitude), float(found.location.latitude)]
    first = _FIRST in ds and _FIRST in ancestors(ds, id)
    return {
        "en": place.name.en,
        "zh": place.name.zh,
        "short": {lang: _short(place, lang) for lang in LANGUAGES},
        "point": point,
        "zone": _zone(ds, place),
        "delta": first,
    }


def _short(place: ftz.Place, lang: str) -> str:
    return short_name(place, lang) if isinstance(place, ftz.Zone) else place.name.in_(lang)


def _zone(ds: ftz.Dataset, place: ftz.Place) -> str:
    """Return the zone whose page is about the place; empty if no page is."""
    if isinstance(place, ftz.Zone):
        return place.id
    if isinstance(place, ftz.Area):
        return place.zone
    return next((zone.id for zone in ds.zones if zone.province == place.id), "")


def _figures(ds: ftz.Dataset, id: str) -> dict[str, Any]:
    """Return the newest figures of a place by indicator, those first that readers want first."""
    return {
        row.indicator: [
            {
                "figure": {lang: format(each.quantity, lang) for lang in LANGUAGES},
                "period": {lang: stated_period_words(each, lang, short=True) for lang in LANGUAGES},
                "grade": graded.value if (graded := ftz.grade(ds, each)) else "",
            }
            for each in row.newest
        ]
        for row in ftz.on_record(ds, id).rows[:_FIGURES]
    }


def _cooperation(row: ftz.Cooperation) -> dict[str, Any]:
    return {
        "en": row.name.en,
        "zh": row.name.zh,
        "form": str(row.form),
        "parties": row.parties,
        "places": row.places,
        "topics": row.topics,
        "notes": [{"en": note.text.en, "zh": note.text.zh} for note in row.notes],
        "milestones": [
            {
                "status": str(each.status),
                "words": {lang: reached_words(each, lang) for lang in LANGUAGES},
                # the first day on which it may have been reached, and on which it surely was; none: never known
                "may": each.period.start.isoformat() if each.period.start else "",
                "sure": each.period.end.isoformat() if each.period.end else None,
                # the day is that of a page, and not of the event
                "seen": each.basis is ftz.Basis.SEEN,
            }
            for each in row.milestones
        ],
        "sources": [
            {
                "id": each.source,
                "at": {lang: locator_words(each.locator, lang) for lang in LANGUAGES},
                "printed": each.as_published,
            }
            for each in dict.fromkeys((*row.citations, *(one for stone in row.milestones for one in stone.citations)))
        ],
    }


def _source(source: ftz.Source) -> dict[str, Any]:
    days = source.published
    address = "" if source.carrier is ftz.Carrier.MIRROR else source.url  # a mirror is no page of the publisher
    return {
        "publisher": {lang: source.publisher_in(lang) for lang in LANGUAGES},
        "published": {lang: period_words(days, lang) if days else "" for lang in LANGUAGES},
        "title": source.title,
        "language": source.language,
        "url": address,
        "grade": source.grade.value,
    }
