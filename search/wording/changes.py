"""What is new in a statement, what it dropped, and what came back in it, against the statements before it."""

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
from search.wording.series import SeriesFilter, among_its_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.analysis import Analyzer
    from search.wording.precomputed import Header, Reader, Text

SHOWN = 30
"""Phrases of a sort that are given unless more are asked for."""


_POOL = 150
"""Candidates of a sort that are looked up in every text."""


_TELLING = 8
"""Pairs of characters of a phrase of middle length; what is longer does not tell more."""


class Against(StrEnum):
    """What a statement may have dropped phrases of."""

    PREVIOUS = "previous"
    ALL = "all"  # all earlier ones


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a statement."""

    statement: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as printed, and where it stands.

    `stood` counts the earlier statements that have it, and `steadiness` is their share of the statements from the first
    to the last of them (1: without a gap); 0 for a new phrase. `later` counts the later statements that have it.
    `places` are all its places in the statements that count, oldest first.
    """

    text: str
    stood: int
    steadiness: float
    later: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from the statement `previous`, and from the `earlier` statements before this one, to this one.

    `new` no earlier statement has; `dropped` this one has not; `returned` this one has, `previous` has not, and one
    before that has. The most telling stand first; no phrase is part of another of its list.
    """

    statement: Header
    previous: Header
    earlier: int
    new: tuple[Phrase, ...]
    dropped: tuple[Phrase, ...]
    returned: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """The statement, its ordinal, the one before it, and the ordinals of the others that count, oldest first."""

    at: int
    text: Text
    previous: Text
    earlier: Sequence[int]
    later: Sequence[int]


@dataclass(slots=True)
class _Found:
    """Phrases that may have changed, each with the number of statements that may have it."""

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
    limit: int = SHOWN,
    deadline: Deadline = NEVER,
) -> Changes:
    """What is new in a statement, dropped, and returned, at most `limit` phrases of each.

    Only statements `among` count, unless given those of its sort by the same parties. Raises `StatementNotFoundError`,
    `NoEarlierStatementError`, and `QueryTimeoutError` at the deadline.
    """
    stage = _stage(statement_id, reader, among)
    found = _found(stage, reader, against, deadline)
    new, dropped, returned = (_likeliest(each, limit) for each in (found.new, found.dropped, found.returned))
    having = _having({*new, *dropped, *returned}, stage, reader, deadline)
    stood = {phrase: _stood(row, stage) for phrase, row in having.items()}
    chosen = (
        _ranked({phrase: _novelty(phrase, having[phrase], stage) for phrase in new if not stood[phrase][0]}, limit),
        _ranked({phrase: _loss(phrase, stood[phrase], stage) for phrase in dropped if stood[phrase][0]}, limit),
        _ranked({phrase: _loss(phrase, stood[phrase], stage) for phrase in returned if stood[phrase][0]}, limit),
    )
    places = _places([phrase for some in chosen for phrase in some], having, reader)

    def described(phrase: str) -> Phrase:
        text = _printed(phrase, places[phrase][0], reader, analyzer)
        later = sum(ordinal > stage.at for ordinal in having[phrase])
        return Phrase(text, *stood[phrase], later, tuple(places[phrase]))

    return Changes(
        stage.text.header, stage.previous.header, len(stage.earlier), *(tuple(map(described, some)) for some in chosen)
    )


def _stage(statement_id: str, reader: Reader, among: SeriesFilter | None) -> _Stage:
    """What is compared with what."""
    headers = reader.headers()
    at = ordinal_of(statement_id, headers)
    header = headers[at]
    if header.date is None:
        raise NoEarlierStatementError(
            f"{statement_id} prints no day: nothing is earlier", hint="compare two statements"
        )
    among = among or among_its_like(header)
    counting = [ordinal for ordinal, each in enumerate(headers) if among.admits(each) and ordinal != at]
    earlier = [ordinal for ordinal in counting if ordinal < at]
    if not earlier:
        raise NoEarlierStatementError(
            f"{statement_id} is the first of those that count", hint="let more kinds or parties count"
        )
    text, previous = reader.texts([at, earlier[-1]])
    return _Stage(at, text, previous, earlier, [ordinal for ordinal in counting if ordinal > at])


def _found(stage: _Stage, reader: Reader, against: Against, deadline: Deadline) -> _Found:
    """Phrases of the statement and of the one before it, and formulas of the corpus, that may have changed."""
    found = _Found()
    text, previous = stage.text.text, stage.previous.text
    found.new.update((phrase, 1) for phrase in _phrases(stage.text) if phrase not in previous)
    found.dropped.update((phrase, 1) for phrase in _phrases(stage.previous) if phrase not in text)
    earlier = sum(1 << ordinal for ordinal in stage.earlier)
    for formula in deadline.over(reader.formulas()):
        before = (formula.statements & earlier).bit_count()
        if formula.text in text:
            if formula.text not in previous:
                # Not all that may have it do: whether it is new or returned is decided by the texts.
                found.new[formula.text] = formula.statements.bit_count()
                found.returned[formula.text] = before
        elif formula.text in previous or (before and against is Against.ALL):
            found.dropped[formula.text] = max(before, 1)
    return found


def _phrases(text: Text) -> list[str]:
    return [text.text[slice(*span)] for span in phrases(text)]


def _likeliest(phrases: Mapping[str, int], limit: int) -> list[str]:
    """The phrases among which the `limit` most telling are, as far as their numbers of statements say."""
    return sorted(phrases, key=lambda phrase: -phrases[phrase])[: max(_POOL, 3 * limit)]


def _having(phrases: Iterable[str], stage: _Stage, reader: Reader, deadline: Deadline) -> dict[str, list[int]]:
    """The ordinals of the statements that have each phrase, oldest first."""
    having: dict[str, list[int]] = {phrase: [] for phrase in phrases}
    ordinals = [*stage.earlier, stage.at, *stage.later]
    for ordinal, text in zip(ordinals, deadline.over(reader.texts(ordinals)), strict=True):
        for phrase, row in having.items():
            if phrase in text.text:
                row.append(ordinal)
    return having


def _ranked(ranks: Mapping[str, _Rank], limit: int) -> list[str]:
    """The first `limit` phrases, those of the highest rank first, without any that is part of another or has one.

    Of two of a rank the longer is kept; what is kept of a rank stands in the order of the statements.
    """
    chosen: list[str] = []
    for phrase in sorted(ranks, key=lambda phrase: (*map(neg, ranks[phrase]), -len(phrase))):
        if not any(phrase in other or other in phrase for other in chosen):
            chosen.append(phrase)
    order = {phrase: place for place, phrase in enumerate(ranks)}
    return sorted(chosen, key=lambda phrase: (*map(neg, ranks[phrase]), order[phrase]))[:limit]


def _stood(having: Sequence[int], stage: _Stage) -> tuple[int, float]:
    """In how many of the earlier statements a phrase stood, and its share of those from its first to its last."""
    rows = [bisect_left(stage.earlier, ordinal) for ordinal in having if ordinal < stage.at]
    return (len(rows), round(len(rows) / (rows[-1] - rows[0] + 1), 4)) if rows else (0, 0.0)


_Rank = tuple[float, float]


def _loss(phrase: str, stood: tuple[int, float], stage: _Stage) -> _Rank:
    """How long and how steadily a phrase stood, then how little of it this statement has in other words."""
    count, steadiness = stood
    return count * steadiness, _strangeness(phrase, stage.text.text)


def _novelty(phrase: str, having: Sequence[int], stage: _Stage) -> _Rank:
    """In how many statements a phrase has stood since, then how little of it the statement before has."""
    return float(len(having)), _strangeness(phrase, stage.previous.text)


def _strangeness(phrase: str, text: str) -> int:
    """How many of a phrase's pairs of characters a text does not have, as far as that tells something."""
    pairs = {phrase[at : at + 2] for at in range(len(phrase) - 1)}
    return min(sum(pair not in text for pair in pairs), _TELLING)


def _places(phrases: Iterable[str], having: Mapping[str, Sequence[int]], reader: Reader) -> dict[str, list[Place]]:
    """All places of the phrases, oldest first."""
    wanted: dict[int, list[str]] = defaultdict(list)
    for phrase in phrases:
        for ordinal in having[phrase]:
            wanted[ordinal].append(phrase)
    places: dict[str, list[Place]] = defaultdict(list)
    ordinals = sorted(wanted)
    for ordinal, text in zip(ordinals, reader.texts(ordinals), strict=True):
        for phrase in wanted[ordinal]:
            numbers = sorted({text.number(start) for start in _starts(phrase, text.text)})
            places[phrase] += [Place(text.header.id, number) for number in numbers]
    return places


def _starts(phrase: str, text: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        yield at
        at = text.find(phrase, at + len(phrase))


def _printed(phrase: str, place: Place, reader: Reader, analyzer: Analyzer) -> str:
    """The phrase as it is printed at a place."""
    where = (place.statement, place.paragraph)
    printed = reader.printed([where])[where].text
    comparable = analyzer.comparable(printed)
    at = comparable.text.index(phrase)
    return printed[slice(*comparable.original(at, at + len(phrase)))]
