"""A citation of a statement or of one of its paragraphs, as reference managers and reviewers expect it.

No two citations of the same thing differ: the day on which somebody read it is the reader's to say (`accessed`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from app.citations.bibtex import bibtex
from app.citations.csl import csl_json
from app.citations.gbt7714 import gbt7714
from app.citations.ris import ris

if TYPE_CHECKING:
    from app.citations.reference import Cited

__all__ = ["CitationFormat", "citation"]


class CitationFormat(StrEnum):
    """The forms of a citation."""

    BIB = "bib"  # BibTeX
    RIS = "ris"
    CSL = "csl"  # CSL-JSON, what Zotero and pandoc read
    GBT7714 = "gbt7714"  # a line of text after GB/T 7714—2015


def citation(cited: Cited, form: CitationFormat) -> str:
    """The citation, ended with a line break."""
    match form:
        case CitationFormat.BIB:
            return bibtex(cited)
        case CitationFormat.RIS:
            return ris(cited)
        case CitationFormat.CSL:
            return csl_json(cited)
        case CitationFormat.GBT7714:
            return gbt7714(cited)
        case _:
            assert_never(form)
