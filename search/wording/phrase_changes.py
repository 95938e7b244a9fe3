"""Changes in a statement: the phrases that are new, dropped or returned relative to earlier statements."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from operator import neg
from typing import TYPE_CHECKING

from search.deadline import NEVER, Deadline
from search.errors import NoEarlierStatementError
from search.wording.formulas import phrases
from search.wording.precomputed import ordinal_of
from search.wording.series import SeriesFilter, series_of
from search.wording.unbreakable import occurrences, occurs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.analysis import Analyzer
    from search.wording.precomputed import Header, Reader, Text

SHOWN = 30
"""The default number of phrases of each category."""


_MOST_CANDIDATES = 150
"""The most candidates of a category that are looked up in every text."""


_DISTINCTIVE_BIGRAMS = 8
"""The number of bigrams from which on a longer phrase is not more distinctive."""


class Against(StrEnum):
    """The statements whose phrases may be dropped."""

    PREVIOUS = "previous"
    ALL = "all"  # all earlier ones


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a statement."""

    statement: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as printed, and its occurrences.

    `stood` counts the earlier statements that have it, and `steadiness` is their share of the statements from their
    first to their last (1: without a gap); 0 for a new phrase. `later` counts the later statements that have it.
    `places` are all paragraphs of the series that have it, oldest first.
    """

    text: str
    stood: int
    steadiness: float
    later: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes from `previous`, and from all `earlier` statements of the series, to this statement.

    `new`: in no earlier statement; `dropped`: no longer in this one; `returned`: in this one and in an earlier one, but
    not in `previous`. The most distinctive come first; no phrase is part of another of its list.
    """

    statement: Header
    previous: Header
    earlier: int
    new: tuple[Phrase, ...]
    dropped: tuple[Phrase, ...]
    returned: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class _Series:
    """The statement, its ordinal, the previous one, and the ordinals of the rest of the series, oldest first."""

    at: int
    text: Text
    previous: Text
    earlier: Sequence[int]
    later: Sequence[int]


@dataclass(slots=True)
class _Found:
    """Candidate phrases, each with an upper bound on the number of statements that have it."""

    new: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)


def changes(
    statement_id: str,
    reader: Reader,
    analyzer: Analyzer,
    *,
    against: Against = Against.PREVIOUS,
    among: SeriesFilter | None = None,
    containing: str = "",
    limit: int = SHOWN,
    deadline: Deadline = NEVER,
) -> Changes:
    """The phrases that are new, dropped and returned in a statement, at most `limit` of each.

    Only those with the text `containing`, in whatever script and width.

    The series is that of `among`; None means statements of the same type by the same parties. Raises
    `StatementNotFoundError`, `NoEarlierStatementError`, and `QueryTimeoutError` at the deadline.
    """
    series = _series(statement_id, reader, among)
    found = _found(series, reader, against, deadline)
    within = analyzer.comparable(containing).text
    new, dropped, returned = (_likeliest(each, within, limit) for each in (found.new, found.dropped, found.returned))
    having = _having({*new, *dropped, *returned}, series, reader, deadline)
    stood = {phrase: _stood(row, series) for phrase, row in having.items()}
    chosen = (
        _ranked({phrase: _novelty(phrase, having[phrase], series) for phrase in new if not stood[phrase][0]}, limit),
        _ranked({phrase: _loss(phrase, stood[phrase], series) for phrase in dropped if stood[phrase][0]}, limit),
        _ranked({phrase: _loss(phrase, stood[phrase], series) for phrase in returned if stood[phrase][0]}, limit),
    )
    places = _places([phrase for some in chosen for phrase in some], having, reader)

    def described(phrase: str) -> Phrase:
        text = _printed(phrase, places[phrase][0], reader, analyzer)
        later = sum(ordinal > series.at for ordinal in having[phrase])
        return Phrase(text, *stood[phrase], later, tuple(places[phrase]))

    return Changes(
        series.text.header,
        series.previous.header,
        len(series.earlier),
        *(tuple(map(described, some)) for some in chosen),
    )


def _series(statement_id: str, reader: Reader, among: SeriesFilter | None) -> _Series:
    """The series of a statement, which it is compared with."""
    headers = reader.headers()
    at = ordinal_of(statement_id, headers)
    header = headers[at]
    if header.date is None:
        raise NoEarlierStatementError(
            f"The statement {statement_id} prints no day, so no statement is earlier.", hint="Compare two statements."
        )
    among = among or series_of(header)
    counting = [ordinal for ordinal, each in enumerate(headers) if among.admits(each) and ordinal != at]
    earlier = [ordinal for ordinal in counting if ordinal < at]
    if not earlier:
        raise NoEarlierStatementError(
            f"The statement {statement_id} is the earliest of the statements that are included.",
            hint="Include more kinds or parties.",
        )
    text, previous = reader.texts([at, earlier[-1]])
    return _Series(at, text, previous, earlier, [ordinal for ordinal in counting if ordinal > at])


def _found(series: _Series, reader: Reader, against: Against, deadline: Deadline) -> _Found:
    """The candidates among the phrases of the statement and the previous one, and the formulas of the corpus."""
    found = _Found()
    text, previous = series.text.text, series.previous.text
    found.new.update((phrase, 1) for phrase in _phrases(series.text) if not occurs(phrase, previous))
    found.dropped.update((phrase, 1) for phrase in _phrases(series.previous) if not occurs(phrase, text))
    earlier = sum(1 << ordinal for ordinal in series.earlier)
    for formula in deadline.over(reader.formulas()):
        before = (formula.statements & earlier).bit_count()
        if occurs(formula.text, text):
            if not occurs(formula.text, previous):
                # The count is an upper bound; the texts decide whether the phrase is new or returned.
                found.new[formula.text] = formula.statements.bit_count()
                found.returned[formula.text] = before
        elif occurs(formula.text, previous) or (before and against is Against.ALL):
            found.dropped[formula.text] = max(before, 1)
    return found


def _phrases(text: Text) -> list[str]:
    return [text.text[slice(*span)] for span in phrases(text)]


def _likeliest(phrases: Mapping[str, int], containing: str, limit: int) -> list[str]:
    """The phrases with a text that may be among the `limit` most distinctive, by their upper bounds."""
    having = [phrase for phrase in phrases if containing in phrase]
    return sorted(having, key=lambda phrase: -phrases[phrase])[: max(_MOST_CANDIDATES, 3 * limit)]


def _having(phrases: Iterable[str], series: _Series, reader: Reader, deadline: Deadline) -> dict[str, list[int]]:
    """The ordinals of the statements that have each phrase, oldest first."""
    having: dict[str, list[int]] = {phrase: [] for phrase in phrases}
    ordinals = [*series.earlier, series.at, *series.later]
    for ordinal, text in zip(ordinals, deadline.over(reader.texts(ordinals)), strict=True):
        for phrase, row in having.items():
            if occurs(phrase, text.text):
                row.append(ordinal)
    return having


def _ranked(ranks: Mapping[str, _Rank], limit: int) -> list[str]:
    """The first `limit` phrases by rank, highest first, without overlapping ones.

    Of two overlapping phrases of equal rank the longer is kept; equal ranks stay in the order of the text.
    """
    chosen: list[str] = []
    for phrase in sorted(ranks, key=lambda phrase: (*map(neg, ranks[phrase]), -len(phrase))):
        if not any(phrase in other or other in phrase for other in chosen):
            chosen.append(phrase)
    order = {phrase: place for place, phrase in enumerate(ranks)}
    return sorted(chosen, key=lambda phrase: (*map(neg, ranks[phrase]), order[phrase]))[:limit]


def _stood(having: Sequence[int], series: _Series) -> tuple[int, float]:
    """The number of earlier statements that have a phrase, and their share of those from its first to its last."""
    rows = [bisect_left(series.earlier, ordinal) for ordinal in having if ordinal < series.at]
    return (len(rows), round(len(rows) / (rows[-1] - rows[0] + 1), 4)) if rows else (0, 0.0)


_Rank = tuple[float, float]


def _loss(phrase: str, stood: tuple[int, float], series: _Series) -> _Rank:
    """The rank of a dropped phrase: how long and steadily it stood, then how little of it this statement has."""
    count, steadiness = stood
    return count * steadiness, _strangeness(phrase, series.text.text)


def _novelty(phrase: str, having: Sequence[int], series: _Series) -> _Rank:
    """The rank of a new phrase: the number of later statements with it, then how little the previous one has of it."""
    return float(len(having)), _strangeness(phrase, series.previous.text)


def _strangeness(phrase: str, text: str) -> int:
    """The number of a phrase's bigrams that a text does not have, up to `_DISTINCTIVE_BIGRAMS`."""
    pairs = {phrase[at : at + 2] for at in range(len(phrase) - 1)}
    return min(sum(pair not in text for pair in pairs), _DISTINCTIVE_BIGRAMS)


def _places(phrases: Iterable[str], having: Mapping[str, Sequence[int]], reader: Reader) -> dict[str, list[Place]]:
    """All occurrences of the phrases by paragraph, oldest first."""
    wanted: dict[int, list[str]] = defaultdict(list)
    for phrase in phrases:
        for ordinal in having[phrase]:
            wanted[ordinal].append(phrase)
    places: dict[str, list[Place]] = defaultdict(list)
    ordinals = sorted(wanted)
    for ordinal, text in zip(ordinals, reader.texts(ordinals), strict=True):
        for phrase in wanted[ordinal]:
            numbers = sorted({text.number(start) for start in occurrences(phrase, text.text)})
            places[phrase] += [Place(text.header.id, number) for number in numbers]
    return places


def _printed(phrase: str, place: Place, reader: Reader, analyzer: Analyzer) -> str:
    """The phrase as printed in a paragraph."""
    where = (place.statement, place.paragraph)
    printed = reader.printed([where])[where].text
    comparable = analyzer.comparable(printed)
    at = next(occurrences(phrase, comparable.text))
    return printed[slice(*comparable.original(at, at + len(phrase)))]
