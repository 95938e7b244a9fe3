"""RIS, the tagged format of reference managers, written by rispy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rispy

if TYPE_CHECKING:
    from app.citations.citable import Cited

_ELECTRONIC = "ELEC"


def ris(cited: Cited) -> str:
    """The RIS record."""
    record = {
        "type_of_reference": _ELECTRONIC,
        "id": cited.id,
        "authors": list(cited.authors),
        "title": cited.title,
        "publisher": cited.publisher,
        "year": f"{cited.date.year:04}" if cited.date else None,
        "date": f"{cited.date:%Y/%m/%d}" if cited.date else None,
        "access_date": f"{cited.accessed:%Y/%m/%d}" if cited.accessed else None,
        "notes": [cited.place] if cited.place else None,
        "urls": [cited.url],
        "language": cited.language,
    }
    written: str = rispy.dumps([{name: value for name, value in record.items() if value}])
    # rispy numbers its records; a single record needs no number.
    return written.removeprefix("1.\n")
