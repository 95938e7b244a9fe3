"""Text that can be shown anywhere: a terminal obeys some characters instead of showing them."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")

BLANKS = "\t\n\u3000"
"""What stands between words in text that is printed."""


def printable(text: str, keep: str = "") -> str:
    """The text with controls, bidi marks and the like written as escapes, but those to `keep`."""
    return "".join(c if c.isprintable() or c in keep else c.encode("unicode_escape").decode("ascii") for c in text)


def one_line(text: str) -> str:
    """The text on one line."""
    return printable(_LINE_BREAK.sub(" ", text), BLANKS)
