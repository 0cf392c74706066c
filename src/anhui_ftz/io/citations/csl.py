"""Works as CSL-JSON, for reference managers and citation processors (schema csl-data.json of CSL 1.0.2)."""

from __future__ import annotations

__all__ = ["csl_json"]

import json
from collections.abc import Iterable
from datetime import date

from anhui_ftz.io.citations.works import Kind, Work, remarks
from anhui_ftz.model.period import Period
from anhui_ftz.words.periods import period_words

_Json = str | list[dict[str, str]] | dict[str, str | list[list[int]]]


def csl_json(works: Iterable[Work], lang: str) -> str:
    """Write works as a JSON list of CSL items; a field that is not known is absent."""
    return json.dumps([_item(work, lang) for work in works], ensure_ascii=False, indent=2)


def _item(work: Work, lang: str) -> dict[str, _Json]:
    item: dict[str, _Json] = {
        "id": work.key,
        "type": work.kind.value,
        "title": work.title,
        "author": [{"literal": work.creator}] if work.creator else "",
        "container-title": work.publisher if work.kind is Kind.NEWS else "",
        "publisher": work.publisher,
        "language": work.language,
        "issued": _date(work.published, lang) if work.published is not None else "",
        "version": work.version,
        "URL": work.url,
        "note": ". ".join(filter(None, ["; ".join(remarks(work, lang)), work.note])),
    }
    return {name: value for name, value in item.items() if value}


def _date(period: Period, lang: str) -> dict[str, str | list[list[int]]]:
    """Give a day, month or year with the parts it has, an interval as a range, and words where an end is missing."""
    start, end = period.start, period.end
    if start is None or end is None:
        return {"literal": period_words(period, lang)}
    if "/" in period.edtf:
        return {"date-parts": [_parts(start), _parts(end)]}
    return {"date-parts": [_parts(start)[: period.edtf.count("-") + 1]]}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
