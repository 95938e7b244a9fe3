"""tantivy's index: queries of terms, and the paragraphs that they find, by rank."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import tantivy
from tantivy import Occur, Query

from search.engines.tantivy.schema import PAIRS, REPEATED, TOKENS, WORDS
from search.engines.tantivy.terms import is_itself, pairs, terms, times_term, word_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.tantivy.columns import Columns

_ATTEMPTS = 5


class InvertedIndex:
    """The open inverted index. Thread-safe."""

    def __init__(self, directory: Path, columns: Columns) -> None:
        index = _open_index(directory)
        self._schema = index.schema
        self._searcher = index.searcher()
        self._ranks = columns.ranks
        self._segments = columns.segments
        self._paragraphs = columns.paragraphs

    def having(self, row: Sequence[str]) -> Query:
        """The query for the paragraphs that have the terms in sequence."""
        if len(row) == 1:
            return Query.term_query(self._schema, TOKENS, row[0], "basic")
        if len(row) == 2:
            return Query.term_query(self._schema, PAIRS, "".join(row), "basic")
        return Query.phrase_query(self._schema, PAIRS, list(_covering(row)))

    def at_most(self, row: Sequence[str]) -> int:
        """The number of paragraphs that have the terms in sequence; an upper bound for three or more terms."""
        if len(row) == 1:
            return self._searcher.doc_freq(TOKENS, row[0])
        return min(self._searcher.doc_freq(PAIRS, pair) for _, pair in _covering(row))

    def having_again(self, row: Sequence[str]) -> Query:
        """The query for a superset of the paragraphs that have the terms in sequence twice or more."""
        grams = row if len(row) == 1 else pairs(row)
        return every([Query.term_query(self._schema, REPEATED, times_term(gram, 2), "basic") for gram in grams])

    def at_most_again(self, row: Sequence[str]) -> int:
        """An upper bound on the number of paragraphs that `having_again` finds."""
        grams = row if len(row) == 1 else pairs(row)
        return min(self._searcher.doc_freq(REPEATED, times_term(gram, 2)) for gram in grams)

    def again(self, gram: str) -> int:
        """The repeated occurrences of a token or a pair: all occurrences except the first in each paragraph."""
        total = 0
        times = 2
        while more := self._searcher.doc_freq(REPEATED, times_term(gram, times)):
            total += more
            times += 1
        return total

    def times(self, times_of_gram: str) -> list[int]:
        """The paragraphs with a repeated token or pair, by the term for it (`times_term`), in no particular order."""
        query = Query.term_query(self._schema, REPEATED, times_of_gram, "basic")
        return self.ranks(query, self._searcher.doc_freq(REPEATED, times_of_gram))

    def frequent(self, above: int) -> Iterator[tuple[str, list[int]]]:
        """The pairs, repeated pairs, and words of three or more tokens that more than `above` paragraphs have.

        Each with its paragraphs, in no particular order.
        """
        tokens = self._with_prefix(TOKENS, "", above)
        # Several first tokens may be prefixes of the same pair, such as g and g20.
        for pair in dict.fromkeys(pair for token in tokens for pair in self._with_prefix(PAIRS, token, above)):
            yield pair, self.ranks(Query.term_query(self._schema, PAIRS, pair, "basic"), self._paragraphs)
            yield from ((term, self.times(term)) for term in self._with_prefix(REPEATED, times_term(pair), above))
        for row in map(terms, self.frequent_words(above)):
            if len(row) > 2:
                yield "".join(row), self.ranks(self.having(row), self._paragraphs)

    def frequent_words(self, above: int) -> Iterator[str]:
        """The words that more than `above` paragraphs have, except words whose terms are escaped."""
        return (word for word in self._with_prefix(WORDS, "", above) if is_itself(word))

    def _with_prefix(self, field: str, prefix: str, above: int) -> Iterator[str]:
        """The terms of a field with the prefix that more than `above` paragraphs have."""
        return (term for term, count in self._searcher.terms_with_prefix(field, prefix) if count > above)

    def with_word(self, word: str) -> int:
        """The number of paragraphs that have the word."""
        return self._searcher.doc_freq(WORDS, word_term(word))

    def by_words(self, words: Iterable[str], needed: Query | None = None) -> Query:
        """The query for what `needed` finds, or for paragraphs with any of the words, scored by the words."""
        clauses = [(Occur.Should, Query.term_query(self._schema, WORDS, word_term(word), "freq")) for word in words]
        if needed is not None:
            clauses.append((Occur.Must, Query.const_score_query(needed, 0.0)))
        return Query.boolean_query(clauses)

    def count(self, query: Query) -> int:
        """The number of paragraphs that a query finds."""
        total: int = self._searcher.search(query, limit=1).count  # type: ignore[attr-defined]  # not in its stubs
        return total

    def ranks(self, query: Query, limit: int) -> list[int]:
        """The ranks that a query finds, in no particular order."""
        if not limit:
            return []
        ranks, segments = self._ranks, self._segments
        hits = self._searcher.search(Query.const_score_query(query, 0.0), limit=limit, count=False).hits
        if len(segments) == 2:
            return [ranks[address.doc] for _, address in hits]
        return [ranks[segments[address.segment_ord] + address.doc] for _, address in hits]

    def scored(self, query: Query, limit: int) -> list[tuple[float, int]]:
        """The best hits of a query, best first, each with tantivy's score and its rank."""
        if not limit:
            return []
        ranks, segments = self._ranks, self._segments
        hits = self._searcher.search(query, limit=limit, count=False).hits
        if len(segments) == 2:  # one segment, as every corpus below half a million paragraphs has
            return [(score, ranks[address.doc]) for score, address in hits]
        return [(score, ranks[segments[address.segment_ord] + address.doc]) for score, address in hits]


def _open_index(directory: Path) -> tantivy.Index:
    """The index in a folder, opened without writing to it.

    tantivy locks an index when it opens it, with a file that it must be able to write. So it opens, and locks, a
    temporary folder of links, which is removed after all files are mapped. It does not watch for changes.
    """
    links = Path(mkdtemp())
    try:
        for path in directory.iterdir():
            (links / path.name).symlink_to(path.absolute())
        index = tantivy.Index.open(str(links))
        index.config_reader("manual")
        return index
    finally:
        _remove(links)


def _remove(links: Path) -> None:
    """Remove the folder, with retries: a thread of tantivy looks for changes once and may create a lock meanwhile."""
    for _ in range(_ATTEMPTS):
        rmtree(links, ignore_errors=True)
        if not links.exists():
            return


def every(queries: Sequence[Query]) -> Query:
    """The query for what all of the queries find."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _covering(row: Sequence[str]) -> Iterable[tuple[int, str]]:
    """Pairs that together cover the terms, each with its position: every second one, and the last."""
    for place in (*range(0, len(row) - 2, 2), len(row) - 2):
        yield place, row[place] + row[place + 1]
