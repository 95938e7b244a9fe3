"""BibTeX (Patashnik, BIBTEXing, 1988) in UTF-8, as biber and bibtex with XeTeX read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.citations.reference import Cited

_SPECIAL = str.maketrans(
    {
        **{character: f"\\{character}" for character in "#$%&_"},
        # BibTeX counts braces without regard to a backslash before them: one alone would swallow what follows.
        "{": r"{\lbrace}",
        "}": r"{\rbrace}",
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)
"""The ten characters that TeX reads as something else (The TeXbook, chapter 7)."""

_LIGATURE = re.compile(r"([-'`<>,])(?=\1)|[?!](?=`)")
"""Signs of which TeX makes one: -- a dash, '' a quotation mark, ?` an inverted question mark. Not: -, 中-巴."""


def bibtex(cited: Cited) -> str:
    """One entry. It is a `@misc`, which every style knows; titles and authors keep their form."""
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
