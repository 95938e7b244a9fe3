"""Two statements in two columns: rows in the order of the first, with unaligned paragraphs in their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.api.schemas.statements import Paragraph, WholeStatement
    from app.api.schemas.wording import CompareAnswer, Pair

ONLY_A = "only-a"
ONLY_B = "only-b"


@dataclass(frozen=True, slots=True)
class Row:
    """Aligned paragraphs, or one without a counterpart; `status` says which, `pair` has the changes."""

    status: str
    a: tuple[Paragraph, ...]
    b: tuple[Paragraph, ...]
    pair: Pair | None = None


def rows(answer: CompareAnswer, a: WholeStatement, b: WholeStatement) -> tuple[Row, ...]:
    """The rows with every paragraph of both statements, once.

    They are in the order of a; a paragraph that only b has comes after the row of its predecessor in b.
    """
    in_a = {each.number: each for each in a.paragraphs}
    in_b = {each.number: each for each in b.paragraphs}
    paired = [
        (
            (each.a[0], 0),
            Row(each.status, tuple(in_a[n] for n in each.a), tuple(in_b[n] for n in each.b), each),
        )
        for each in answer.pairs
    ]
    alone_in_a = [((number, 0), Row(ONLY_A, (in_a[number],), ())) for number in answer.only_a]
    alone_in_b = [((_after(number, answer), number), Row(ONLY_B, (), (in_b[number],))) for number in answer.only_b]
    return tuple(row for _, row in sorted([*paired, *alone_in_a, *alone_in_b], key=lambda each: each[0]))


def _after(number: int, answer: CompareAnswer) -> int:
    """The first paragraph of a in the row that precedes an unaligned paragraph of b; 0: before all rows."""
    earlier = [(max(each.b), each.a[0]) for each in answer.pairs if max(each.b) < number]
    return max(earlier)[1] if earlier else 0
