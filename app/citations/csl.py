"""CSL-JSON (Citation Style Language 1.0.2), which Zotero and pandoc read and render in any style."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from search.model import Kind

if TYPE_CHECKING:
    from datetime import date

    from app.citations.citable import Cited

_TYPES = {Kind.TREATY: "treaty", Kind.SPEECH: "speech"}
_TYPE = "webpage"


def csl_json(cited: Cited) -> str:
    """The CSL-JSON array with one item."""
    item = {
        "id": cited.id,
        "type": _TYPES.get(cited.kind, _TYPE),
        "title": cited.title,
        "author": [{"literal": author} for author in cited.authors],
        "publisher": cited.publisher,
        "event-place": cited.signed_in,
        "issued": _day(cited.date),
        "accessed": _day(cited.accessed),
        "note": cited.place,
        "URL": cited.url,
        "language": cited.language,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _day(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
