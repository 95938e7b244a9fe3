"""BibTeX (Patashnik, BIBTEXing, 1988) in UTF-8, as biber and bibtex with XeTeX read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.citations.citable import Cited

_SPECIAL = str.maketrans(
    {
        **{character: f"\\{character}" for character in "#$%&_"},
        # BibTeX counts braces even after a backslash: an unbalanced one would consume what follows.
        "{": r"{\lbrace}",
        "}": r"{\rbrace}",
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)
"""The ten characters with a special meaning in TeX (The TeXbook, chapter 7)."""

_LIGATURE = re.compile(r"([-'`<>,])(?=\1)|[?!](?=`)")
"""Ligatures of TeX: -- a dash, '' a quotation mark, ?` an inverted question mark. Not: -, 中-巴."""


def bibtex(cited: Cited) -> str:
    """The BibTeX entry: a `@misc`, which every style supports, with titles and authors protected from recasing."""
    fields = {
        "author": " and ".join(f"{{{_escaped(author)}}}" for author in cited.authors),
        "title": f"{{{_escaped(cited.title)}}}",
        "publisher": _escaped(cited.publisher or ""),
        "year": f"{cited.date.year:04}" if cited.date else "",
        "month": str(cited.date.month) if cited.date else "",
        "date": cited.date.isoformat() if cited.date else "",
        "note": _escaped(cited.place or ""),
        "url": cited.url,
        "urldate": cited.accessed.isoformat() if cited.accessed else "",
        "langid": "chinese" if cited.language == "zh" else "",
    }
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items() if text)
    return f"@misc{{{cited.id},\n{lines}}}\n"


def _escaped(text: str) -> str:
    return _LIGATURE.sub(r"\g<0>{}", text.translate(_SPECIAL))
