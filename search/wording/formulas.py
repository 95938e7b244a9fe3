"""The formulas of a corpus: phrases that two or more statements share, found when an index is written.

Only negotiated texts are searched, not news, whose recurring phrases would be millions.

A phrase is a sequence of words that ends where its clause or a member of it ends; a shorter one is a fragment. Its
statements are the intersection of those of its word bigrams. That is an upper bound: rarely a statement has all bigrams
but not the phrase, so a caller that shows a formula verifies it in the texts first.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from search.wording.boilerplate import core, is_boilerplate
from search.wording.clauses import closes_quotation
from search.wording.precomputed import Formula
from search.wording.unbreakable import follows_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from search.match_spans import Span
    from search.wording.precomputed import Text

SHORTEST = 4
"""The fewest characters of a formula: 命运与共, 阿人主导."""

_LEADING = 12
"""The most characters of a subject before a formula."""

LONGEST = 40
"""The most characters of a formula: 以中巴经济走廊为引领,以瓜达尔港、能源、交通基础设施和产业合作为重点 has 35."""


def find_formulas(texts: Callable[[], Iterable[tuple[int, Text]]]) -> Iterator[Formula]:
    """The formulas of all texts. `texts` yields each text with its ordinal, and is called twice."""
    pairs = _statements_by_pair(texts())
    found: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    for _, text in texts():
        for start, end in text.clauses():
            clause = text.text[start:end]
            if clause not in seen:
                seen.add(clause)
                for phrase, statements in _in_clause(text, text.words(start, end), pairs):
                    found[phrase] |= statements
    return (Formula(phrase, statements) for phrase, statements in found.items())


def phrases(text: Text) -> Iterator[Span]:
    """The clauses of a statement that could be formulas, stripped of boilerplate; long ones are split at 、."""
    for clause in text.clauses():
        for part in _parts(text, *core(text, *clause)):
            if follows_number(text.text, part[0]):
                continue
            if _could_be_formula(text.text[slice(*part)], len(text.words(*part))):
                yield part


def _parts(text: Text, start: int, end: int) -> Iterator[Span]:
    """The span, or the members that it enumerates if it is longer than any formula."""
    if end - start <= LONGEST:
        yield start, end
        return
    for part in text.text[start:end].split("、"):
        yield core(text, start, start + len(part))
        start += len(part) + 1


def _could_be_formula(phrase: str, words: int) -> bool:
    return words > 1 and SHORTEST <= len(phrase) <= LONGEST and not is_boilerplate(phrase)


def _ends_something(text: str, at: int, end: int) -> bool:
    """Whether a clause, an enumerated member or a quotation ends there: in Chinese the head comes last."""
    return at == end or text[at] in "、》)" or closes_quotation(text, at)


def _statements_by_pair(texts: Iterable[tuple[int, Text]]) -> dict[str, int]:
    """The statements that have each bigram of words within a clause, as a bit for each ordinal."""
    pairs: dict[str, int] = defaultdict(int)
    for ordinal, text in texts:
        found: set[str] = set()
        for clause in text.clauses():
            words = text.words(*clause)
            found.update(text.text[one[0] : other[1]] for one, other in pairwise(words))
        for pair in found:
            pairs[pair] |= 1 << ordinal
    return pairs


def _in_clause(text: Text, words: Sequence[Span], pairs: dict[str, int]) -> Iterator[tuple[str, int]]:
    """The formulas of a clause, each with its statements as bits."""
    row = [pairs[text.text[one[0] : other[1]]] for one, other in pairwise(words)]
    for first in range(len(row)):
        before = row[first - 1] if first else 0
        statements = row[first]
        for last in range(first, len(row)):
            statements &= row[last]
            in_one_only = not statements & (statements - 1)
            if in_one_only or words[last + 1][1] - words[first][0] > LONGEST + _LEADING:
                break
            if not _ends_something(text.text, words[last + 1][1], words[-1][1]):
                continue
            after = row[last + 1] if last + 1 < len(row) else 0
            if statements in (statements & after, statements & before):  # a longer one has the same statements
                continue
            start, end = core(text, words[first][0], words[last + 1][1])
            if not follows_number(text.text, start) and _could_be_formula(text.text[start:end], last - first + 2):
                yield text.text[start:end], statements
