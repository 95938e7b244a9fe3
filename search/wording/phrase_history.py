"""The history of a phrase: in each statement, oldest first, the clause that has it or is nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from search.deadline import NEVER, Deadline
from search.engines.protocol import Match
from search.errors import NoPhraseError
from search.query.nodes import Literal
from search.query.rewrite import wanted
from search.wording.clause_speaker import clause_speakers
from search.wording.clauses import line_around, sentence_around
from search.wording.diff import diff, similarity
from search.wording.matches import spans_in
from search.wording.phrase_similarity import PhraseSimilarity
from search.wording.position import position
from search.wording.series import EVERYTHING, SeriesFilter, is_in_same_series
from search.wording.source_text import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis import Analyzer
    from search.match_spans import Span
    from search.query.nodes import Node
    from search.wording.diff import Diff, Wording
    from search.wording.position import Position
    from search.wording.precomputed import Header, Reader, Text


class HistoryStatus(StrEnum):
    """The status of the phrase in a statement."""

    FIRST = "first"  # the first statement that has it
    SAME = "same"  # the same clause as in the last statement that had it
    REWORDED = "reworded"  # another clause than there, or a similar one without the phrase
    ABSENT = "absent"
    RETURNED = "returned"  # has it again, after a statement of the same series without it


@dataclass(frozen=True, slots=True)
class Item:
    """The phrase in one statement. All texts are as printed.

    `clause` is in paragraph number `paragraph`, and `sentence` contains it; all are None where the phrase is absent.
    `diff` and `similarity` (0 to 1) compare the clause with that of the statement `against`, the last earlier one with
    the phrase or a rewording; None without one. `occurrences` counts the phrase in the whole statement.
    """

    statement: Header
    status: HistoryStatus
    occurrences: int
    paragraph: int | None = None
    clause: str | None = None
    sentence: str | None = None
    against: str | None = None
    diff: Diff | None = None
    similarity: float | None = None
    standing: Position | None = None


@dataclass(slots=True)
class _State:
    """The state after the statements so far."""

    wording: Wording | None = None
    statement: str | None = None
    without: tuple[Header, ...] = ()
    """The statements since the last that had the phrase."""


@dataclass(frozen=True, slots=True)
class _Query:
    """The query of a history."""

    node: Node
    match: Match
    nearness: PhraseSimilarity | None
    analyzer: Analyzer


def history(
    node: Node,
    reader: Reader,
    analyzer: Analyzer,
    *,
    match: Match = Match.EXACT,
    among: SeriesFilter = EVERYTHING,
    deadline: Deadline = NEVER,
) -> tuple[Item, ...]:
    """The history of a phrase, oldest statement first. `node` is folded (`rewrite.folded`).

    Rewordings are found only for a single text, not for an expression. Raises `NoPhraseError` for an empty query, and
    `QueryTimeoutError` at the deadline.
    """
    if not any(wanted(node)):
        raise NoPhraseError("There is no phrase to follow.", hint="Enter words, for example 命运共同体.")
    query = _Query(node, match, PhraseSimilarity(node.text) if isinstance(node, Literal) else None, analyzer)
    ordinals = [ordinal for ordinal, header in enumerate(reader.headers()) if among.admits(header)]
    state = _State()
    return tuple(_item(text, query, state, reader) for text in deadline.over(reader.texts(ordinals)))


def _item(text: Text, query: _Query, state: _State, reader: Reader) -> Item:
    """The item of a statement. Updates `state`."""
    spans = spans_in(text, query.node, query.match)
    clause = _clause(text, spans, query, state)
    if clause is None:
        state.without = (*state.without, text.header) if state.wording else ()
        return Item(text.header, HistoryStatus.ABSENT, 0)
    place = line_around(text.text, clause[0])
    number = text.number(place[0])
    printed = reader.printed([(text.header.id, number)])[text.header.id, number]
    shown = line(text, place, printed, query.analyzer)
    wording = shown.wording(*clause)
    item = Item(
        statement=text.header,
        status=_status(wording, state, text.header, has_it=bool(spans)),
        occurrences=len(spans),
        paragraph=number,
        clause=shown.show(*clause),
        sentence=shown.show(*sentence_around(text.text, *clause)),
        against=state.statement,
        diff=diff(state.wording, wording) if state.wording else None,
        similarity=similarity(state.wording, wording) if state.wording else None,
        standing=position(text, clause[0], clause_speakers(text, place, clause, printed)),
    )
    state.wording, state.statement, state.without = wording, text.header.id, ()
    return item


def _clause(text: Text, spans: Sequence[Span], query: _Query, state: _State) -> Span | None:
    """The clause to show: of those with the phrase the one most similar to the last; else one near the phrase."""
    if not spans:
        near = query.nearness.nearest(text) if query.nearness and state.wording else None
        return near.clause if near else None
    if state.wording is None:
        return text.clause_around(*spans[0])
    last = state.wording.compared
    clauses = sorted({text.clause_around(*span) for span in spans})
    return max(clauses, key=lambda clause: Indel.normalized_similarity(last, text.text[slice(*clause)]))


def _status(wording: Wording, state: _State, header: Header, *, has_it: bool) -> HistoryStatus:
    if state.wording is None:
        return HistoryStatus.FIRST
    if has_it and any(is_in_same_series(header, other) for other in state.without):
        return HistoryStatus.RETURNED
    return HistoryStatus.SAME if wording.compared == state.wording.compared else HistoryStatus.REWORDED
