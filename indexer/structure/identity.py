"""Ids of statements over all files, and which of them are the same statement."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from search.analysis.folding import folding_table
from search.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.model import Statement

MANY_A_DAY = frozenset({Kind.NEWS, Kind.SPEECH, Kind.OTHER})
"""Kinds of which one day has several; their ids always carry a digest."""

DIGEST_LENGTH = 6
"""Hexadecimal digits of a digest in an id; an even number more where two documents would share them."""

_BLANK = re.compile(r"\s+")


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
    table = folding_table()
    by_text: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_text[_digest([paragraph.text for paragraph in statement.paragraphs], table)].append(statement)
    same = [sorted(group, key=_says_less) for group in by_text.values()]
    kept = [group[0] for group in same]
    ids, warnings = _ids(kept, table)
    identified = [_with_id(statement, ids[index]) for index, statement in enumerate(kept)]
    duplicates = [
        Duplicate(ids[index], other.source.file, other.title) for index, group in enumerate(same) for other in group[1:]
    ]
    return Identified(
        statements=tuple(sorted(identified, key=lambda statement: statement.id)),
        duplicates=tuple(sorted(duplicates, key=lambda each: (each.kept_id, each.file, each.title))),
        warnings=tuple(sorted(warnings)),
    )


def _digest(texts: Sequence[str], table: Mapping[int, str]) -> str:
    """A digest of texts as they are compared: folded, without blanks."""
    folded = (_BLANK.sub("", text.translate(table)) for text in texts)
    return sha256("\n".join(folded).encode("utf-8", "surrogatepass")).hexdigest()


def _says_less(statement: Statement) -> tuple[object, ...]:
    """Sorts the copies of a statement, the one that says most of itself first."""
    source = statement.source
    missing = [statement.date, statement.published, source.url, source.publisher, statement.title or None]
    place = statement.paragraphs[0].start if statement.paragraphs else 0
    says = (statement.title, statement.kind, str(statement.date))
    return (*(value is None for value in missing), *says, source.sha256, place, source.file)


def _ids(statements: Sequence[Statement], table: Mapping[int, str]) -> tuple[list[str], list[str]]:
    """An id for every statement, and what was unusual."""
    digests = [_digest([each.title, *(p.text for p in each.paragraphs)], table) for each in statements]
    by_stem: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(statements):
        by_stem[_stem(statement)].append(index)
    ids = [""] * len(statements)
    warnings = []
    for stem, indexes in by_stem.items():
        indexes.sort(key=lambda index: digests[index])
        first = statements[indexes[0]]
        if first.kind in MANY_A_DAY or first.date is None:
            digested = indexes
        else:
            ids[indexes[0]] = stem
            digested = indexes[1:]
        told = shortened([digests[index] for index in digested])
        for index, digest in zip(digested, told, strict=True):
            ids[index] = f"{stem}-{digest}"
            if first.kind not in MANY_A_DAY and first.date is not None:
                warnings.append(
                    f"{statements[index].source.file}: another {first.kind} of {first.date}: "
                    f"{statements[index].title} is {ids[index]}, {first.title} is {stem}"
                )
    return ids, warnings


def _stem(statement: Statement) -> str:
    return f"{statement.date.isoformat() if statement.date else 'undated'}-{statement.kind}"


def shortened(digests: Sequence[str]) -> list[str]:
    """The first digits of each digest, six of them, or as many as tell it from every other.

    >>> shortened(["aaaaaa11", "aaaaaa22", "bbbbbb33"])
    ['aaaaaa11', 'aaaaaa22', 'bbbbbb']
    """
    ordered = sorted(digests)
    lengths = dict.fromkeys(ordered, DIGEST_LENGTH)
    for first, second in pairwise(ordered):
        telling = DIGEST_LENGTH
        while first[:telling] == second[:telling] and telling < len(first):
            telling += 2
        lengths[first] = max(lengths[first], telling)
        lengths[second] = telling
    return [digest[: lengths[digest]] for digest in digests]


def _with_id(statement: Statement, identifier: str) -> Statement:
    paragraphs = tuple(replace(paragraph, statement=identifier) for paragraph in statement.paragraphs)
    return replace(statement, id=identifier, paragraphs=paragraphs)
