"""The encoding of tokens as terms that tantivy's `whitespace` tokenizer can split, none of them too long.

Control characters never occur in comparable text, so they encode what a term cannot contain.
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
"""The longest token that is a term itself; the term of a longer one is a digest. tantivy drops terms of 64 kB."""

_ODD = re.compile(r"[ \ud800-\udfff]")
"""A blank, which ends a term, or a lone surrogate, which UTF-8 cannot encode. 'a b' has one, '中国' none."""


def terms(comparable: str) -> list[str]:
    """The tokens of a comparable text as terms, in order."""
    row = tokens(comparable)
    in_longer = len(comparable) - len(row)  # the characters of tokens after the first of each
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
    """Whether the term equals its text, without an escape or digest."""
    return not _CONTROLS & set(term)


def pairs(row: Sequence[str]) -> list[str]:
    """The terms of adjacent tokens."""
    return list(map(add, row, row[1:]))


def word_term(word: str) -> str:
    """The term of a word: the terms of its tokens, concatenated."""
    return "".join(terms(word)) if _ODD.search(word) or len(word) > _LONGEST else word


def repeated(counts: Mapping[str, int]) -> str:
    r"""The terms for the second, third … occurrence of each term, separated by blanks.

    >>> repeated({"人": 3, "为": 1}) == "人\x1d2 人\x1d3"
    True
    """
    times, parts = 2, []
    terms = [term for term, count in counts.items() if count > 1]
    while terms:
        end = times_term("", times)
        parts.append(f"{end} ".join(terms) + end)  # one join instead of a string per term: a corpus has millions
        times += 1
        terms = [term for term in terms if counts[term] >= times]
    return " ".join(parts)


def times_term(term: str, times: int | str = "") -> str:
    """The term of paragraphs with `times` or more occurrences of `term`; without `times`, the prefix of these terms."""
    return f"{term}{_TIMES}{times}"
