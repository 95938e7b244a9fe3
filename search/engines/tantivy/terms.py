"""Tokens as terms: what tantivy's `whitespace` tokenizer cuts a field into again, none of them too long for it.

Controls never occur in a comparable text, so they can stand for what a term cannot have.
"""

from __future__ import annotations

import re
from hashlib import sha256
from operator import add
from typing import TYPE_CHECKING

from search.analysis import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BLANK = "\x1f"
_ESCAPE = "\x1e"
_TIMES = "\x1d"

_CONTROLS = frozenset((_BLANK, _ESCAPE, _TIMES))

_LONGEST = 64
"""Characters of a token that is a term as it is; of a longer one the digest is. tantivy drops terms of 64 kB."""

_ODD = re.compile(r"[ \ud800-\udfff]")
"""A blank would end the term, and half a character cannot be written in UTF-8. 'a b' has one, '中国' none."""


def terms(comparable: str) -> list[str]:
    """The tokens of a comparable text as terms, in order."""
    row = tokens(comparable)
    in_longer = len(comparable) - len(row)  # characters of tokens beside the first of each
    if _ODD.search(comparable) or (in_longer >= _LONGEST and max(map(len, row)) > _LONGEST):
        return [_term(token) for token in row]
    return row


def _term(token: str) -> str:
    if token == " ":  # noqa: S105  no password
        return _BLANK
    if len(token) > _LONGEST:
        return f"{_ESCAPE}{sha256(token.encode('utf-8', 'surrogatepass')).hexdigest()}{_ESCAPE}"
    if _ODD.search(token):
        return f"{_ESCAPE}{ord(token):x}{_ESCAPE}"
    return token


def is_itself(term: str) -> bool:
    """Whether the text of the term is the term, nothing standing for something else."""
    return not _CONTROLS & set(term)


def pairs(row: Sequence[str]) -> list[str]:
    """The terms of neighbours."""
    return list(map(add, row, row[1:]))


def word_term(word: str) -> str:
    """A word as a term: its tokens' terms without a blank between them."""
    return "".join(terms(word)) if _ODD.search(word) or len(word) > _LONGEST else word


def repeated(counts: Mapping[str, int]) -> str:
    r"""For the second, third … time that a term occurs, that term with the number; blanks between them.

    >>> repeated({"人": 3, "为": 1}) == "人\x1d2 人\x1d3"
    True
    """
    times, parts = 2, []
    terms = [term for term, count in counts.items() if count > 1]
    while terms:
        end = times_term("", times)
        parts.append(f"{end} ".join(terms) + end)  # no string for each term: there are millions of them in a corpus
        times += 1
        terms = [term for term in terms if counts[term] >= times]
    return " ".join(parts)


def times_term(term: str, times: int | str = "") -> str:
    """The term of paragraphs that have `term` so many times or more; without a number, how all such terms begin."""
    return f"{term}{_TIMES}{times}"
