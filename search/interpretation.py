"""How a query is understood: what was asked, what is searched, and what its author should know about the difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from search.engines.protocol import Match
from search.query.lexer import look_alikes
from search.query.nodes import Run, Wildcard
from search.query.parser import QueryLimits, parse
from search.query.rewrite import flatten, folded, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis import Analyzer
    from search.query.nodes import Leaf, Node


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question may cost.

    Occurrences are counted, and lines of a concordance shown, up to `occurrences_bound` matching paragraphs. A search
    works for `seconds` at most.
    """

    query: QueryLimits = field(default_factory=QueryLimits)
    occurrences_bound: int = 10_000
    seconds: float = 5.0


class Relax(StrEnum):
    """Whether a run that nothing has may become its words."""

    AUTO = "auto"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class QueryText:
    """The words asked for, and how they are to be matched."""

    q: str = ""
    match: Match = Match.EXACT
    relax: Relax = Relax.AUTO


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was done to the query and that its author should know. `leaf` is the part concerned."""

    code: str
    message: str
    leaf: str | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A query as it was understood.

    `asked` is the tree as written, `searched` the one that is searched (as written too, not folded), `node` the same as
    engines take it. `missing` are the runs that were looked for and that nothing has.
    """

    asked: Node
    searched: Node
    node: Node
    match: Match
    relax: Relax
    notices: tuple[Notice, ...]
    missing: tuple[Run, ...]

    @property
    def parsed(self) -> str:
        """What is searched, as a query."""
        return str(self.searched)


def parse_query(wording: QueryText, analyzer: Analyzer, limits: Limits) -> Interpretation:
    """The query before anything of it is relaxed.

    Raises `QuerySyntaxError`, `QueryTooLongError` and `QueryTooComplexError`.
    """
    asked = flatten(parse(wording.q, limits.query))
    folding = (notice for leaf in dict.fromkeys(leaves(asked)) for notice in _folding_notices(leaf, analyzer))
    notices = (*_sign_notices(wording.q), *folding)
    return Interpretation(asked, asked, folded(asked, analyzer), wording.match, wording.relax, notices, ())


def _sign_notices(query: str) -> Iterator[Notice]:
    """That a sign is read as the operator it looks like."""
    for sign, operator, following in dict.fromkeys(look_alikes(query)):
        meaning = f"The sign {sign} before {following} is read as {operator}"
        message = f"{meaning}; to search for the sign, use quotation marks."
        yield Notice("look-alike", message, f"{sign}{following}")


def _folding_notices(leaf: Leaf, analyzer: Analyzer) -> Iterator[Notice]:
    """That a leaf is searched in another form than it was written in, letter case aside."""
    written = leaf.parts if isinstance(leaf, Wildcard) else (leaf.text,)
    shown = tuple(analyzer.shown(part) for part in written)
    if [part.casefold() for part in shown] != [part.casefold() for part in written]:
        text = "*".join(written)
        yield Notice("folded", f"{text} is searched as {'*'.join(shown)}, which matches either form.", text)
