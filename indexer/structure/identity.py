"""Ids of statements over all files, and which of them are the same statement.

Both are decided over rows in order, one at a time: `identify` sorts them in memory, a staging store of any size sorts
them on disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, groupby, pairwise, tee
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from search.analysis.identity import identity_table
from search.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.model import Statement

MANY_A_DAY = frozenset({Kind.NEWS, Kind.SPEECH, Kind.OTHER})
"""Kinds of which one day has several; their ids always carry a digest."""

DIGEST_LENGTH = 6
"""Hexadecimal digits of a digest in an id; an even number more where two documents would share them."""

Row = TypeVar("Row")
"""Whatever stands for a statement where its identity is compared: the statement, or where it lies."""

_ANY_DAY = ""
"""Of copies whose days do not tell them apart."""

_BLANK = re.compile(r"\s+")


class Says(NamedTuple):
    """What sorts the copies of a statement, the one that says most of itself first."""

    missing: str  # a 1 for each of day, page's day, address, publisher and title that is not there
    title: str
    kind: str
    day: str
    sha256: str
    place: int
    file: str


class Identity(NamedTuple):
    """What tells a statement from others.

    `text` is a digest of its text, `whole` of title and text, both as they are compared; `stem` is its day and kind;
    `alone`: of its kind a day has one, whose id is the stem.
    """

    text: str
    whole: str
    stem: str
    alone: bool
    says: Says


def identity_of(statement: Statement) -> Identity:
    """The identity of a statement."""
    source = statement.source
    texts = (statement.title, *(paragraph.text for paragraph in statement.paragraphs))
    table = identity_table()
    compared = [_BLANK.sub("", text.translate(table)) for text in texts]
    present = (statement.date, statement.published, source.url, source.publisher, statement.title or None)
    return Identity(
        text=_digest(compared[1:]),
        whole=_digest(compared),
        stem=f"{statement.date.isoformat() if statement.date else 'undated'}-{statement.kind}",
        alone=statement.kind not in MANY_A_DAY and statement.date is not None,
        says=Says(
            missing="".join(str(int(value is None)) for value in present),
            title=statement.title,
            kind=statement.kind,
            day=str(statement.date),
            sha256=source.sha256,
            place=statement.paragraphs[0].start if statement.paragraphs else 0,
            file=source.file,
        ),
    )


def in_order_of_copies(identity: Identity) -> tuple[object, ...]:
    """Sorts identities for `first_copies`."""
    return (identity.text, *identity.says)


def first_copies(identities: Iterable[tuple[Identity, Row]]) -> Iterator[tuple[Row, Row]]:
    """Every row with the row of the copy that is kept, of identities in the order of copies.

    The same words signed on another day are another document, and kept; news passed on has a day for every page.
    """
    for _, copies in groupby(identities, key=lambda each: each[0].text):
        kept: dict[str, Row] = {}
        for identity, row in copies:
            day = identity.says.day if identity.alone else _ANY_DAY
            if kept and day not in kept and _ANY_DAY in {day, *kept}:
                day = next(iter(kept))
            yield row, kept.setdefault(day, row)


def difference(copy: tuple[str, str], kept: tuple[str, str]) -> str | None:
    """What titles and days tell of a copy and of what is kept of it, each its title and its day; None if nothing."""
    titles, days = zip(copy, kept, strict=True)
    told = []
    if _BLANK.sub("", titles[0]) != _BLANK.sub("", titles[1]):
        told.append(f"titled {titles[1]!r} there")
    if days[0] != days[1]:
        told.append(f"dated {_day(days[0])} here and {_day(days[1])} there")
    return ", ".join(told) or None


def _day(day: str) -> str:
    return "not at all" if day == str(None) else day


def in_order_of_ids(identity: Identity) -> tuple[object, ...]:
    """Sorts identities for `given_ids`."""
    return (identity.stem, identity.whole)


class GivenId(NamedTuple, Generic[Row]):
    """The id of a row. `instead` is the row that has the stem for an id where this one could have it, else None."""

    row: Row
    id: str
    instead: Row | None


def given_ids(identities: Iterable[tuple[Identity, Row]]) -> Iterator[GivenId[Row]]:
    """The id of every row, of identities in the order of ids: the stem, or it and as much of a digest as tells."""
    for stem, group in groupby(identities, key=lambda each: each[0].stem):
        rows = iter(group)
        identity, first = next(rows)
        if identity.alone:
            yield GivenId(first, stem, None)
        else:
            rows = chain([(identity, first)], rows)
        instead = first if identity.alone else None
        held, digests = tee(rows)
        lengths = _telling(identity.whole for identity, _ in digests)
        for (identity, row), length in zip(held, lengths, strict=True):
            yield GivenId(row, f"{stem}-{identity.whole[:length]}", instead)


def _telling(ordered: Iterable[str]) -> Iterator[int]:
    """How many digits of each digest tell it from its neighbors, an even number, six at least."""
    before = DIGEST_LENGTH
    for digest, following in pairwise(chain(ordered, [None])):
        after = _telling_apart(digest or "", following) if following is not None else DIGEST_LENGTH
        yield max(before, after)
        before = after


def _telling_apart(first: str, second: str) -> int:
    telling = DIGEST_LENGTH
    while first[:telling] == second[:telling] and telling < len(first):
        telling += 2
    return telling


def warning_of(identity: Identity, given: str, instead: Identity) -> str:
    """What to tell of a second statement of one day and kind."""
    return (
        f"{identity.says.file}: There is another {identity.says.kind} of {identity.says.day}: "
        f"{identity.says.title} has the id {given}, and {instead.says.title} has the id {instead.stem}."
    )


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A statement whose text is indexed already, as `kept_id`."""

    kept_id: str
    file: str
    title: str


@dataclass(frozen=True, slots=True)
class Identified:
    """The statements to index, each with an id of its own, sorted by it."""

    statements: tuple[Statement, ...]
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[str, ...]


def identify(statements: Iterable[Statement]) -> Identified:
    """Ids that depend on the documents alone, never on the order or the names of files."""
    known = [(identity_of(statement), statement) for statement in statements]
    rows = [(identity, index) for index, (identity, _) in enumerate(known)]
    rows.sort(key=lambda row: in_order_of_copies(row[0]))
    copies = list(first_copies(rows))
    kept = [(known[row][0], row) for row, first in copies if row == first]
    kept.sort(key=lambda row: in_order_of_ids(row[0]))
    given = list(given_ids(kept))
    ids = {each.row: each.id for each in given}
    duplicates = [(ids[first], known[row][1]) for row, first in copies if row != first]
    return Identified(
        statements=tuple(sorted((with_id(known[row][1], id_) for row, id_ in ids.items()), key=lambda each: each.id)),
        duplicates=tuple(
            sorted(
                (Duplicate(id_, other.source.file, other.title) for id_, other in duplicates),
                key=lambda each: (each.kept_id, each.file, each.title),
            )
        ),
        warnings=tuple(
            sorted(
                warning_of(known[each.row][0], each.id, known[each.instead][0])
                for each in given
                if each.instead is not None
            )
        ),
    )


def _digest(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def with_id(statement: Statement, identifier: str) -> Statement:
    """The statement under an id, which its paragraphs know too."""
    if all(each == identifier for each in (statement.id, *(paragraph.statement for paragraph in statement.paragraphs))):
        return statement
    paragraphs = tuple(replace(paragraph, statement=identifier) for paragraph in statement.paragraphs)
    return replace(statement, id=identifier, paragraphs=paragraphs)
