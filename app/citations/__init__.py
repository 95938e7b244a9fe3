"""Citations of statements and paragraphs in the formats of reference managers and of GB/T 7714.

A citation is deterministic: the day of access is in it only if the caller passes one (`accessed`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from app.citations.bibtex import bibtex
from app.citations.csl import csl_json
from app.citations.gbt7714 import gbt7714
from app.citations.ris import ris

if TYPE_CHECKING:
    from app.citations.citable import Cited

__all__ = ["CitationFormat", "citation"]


class CitationFormat(StrEnum):
    """The formats of a citation."""

    BIB = "bib"  # BibTeX
    RIS = "ris"
    CSL = "csl"  # CSL-JSON, what Zotero and pandoc read
    GBT7714 = "gbt7714"  # a line of text after GB/T 7714—2015


def citation(cited: Cited, form: CitationFormat) -> str:
    """The citation, terminated with a line break."""
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
