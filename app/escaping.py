"""Text that is safe to print: control characters, which a terminal would obey, are escaped."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")

BLANKS = "\t\n\u3000"
"""The blanks that printed text keeps."""


def printable(text: str, keep: str = "") -> str:
    """The text with control and bidirectional characters escaped, except those in `keep`."""
    return "".join(c if c.isprintable() or c in keep else c.encode("unicode_escape").decode("ascii") for c in text)


def one_line(text: str) -> str:
    """The text as a single line."""
    return printable(_LINE_BREAK.sub(" ", text), BLANKS)
