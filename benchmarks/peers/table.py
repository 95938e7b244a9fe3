"""The printed tables."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from benchmarks.peers.rounds import ratios

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.peers.agreement import Compared
    from benchmarks.peers.rounds import Row

BASES = ("groonga", "datasette")
"""The servers to which the rates of the others are relative."""

_ABSENT = "–"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The lines with the figures of every server, followed by reasons to doubt them."""
    columns = ("requests/s", "p50 ms", "p99 ms", *(f"× {base}" for base in BASES), "PSS MB")
    yield f"  {'server':<20}" + "".join(f"{column:>13}" for column in columns)
    multiples = [ratios(rows, base) for base in BASES]
    for row in rows:
        cells = [f"{row.rate:.0f}", f"{row.p50:.2f}", f"{row.p99:.2f}"]
        cells += [f"{each[row.name]:.2f}" if each else _ABSENT for each in multiples]
        cells.append(_ABSENT if row.megabytes is None else f"{row.megabytes:.0f}")
        yield f"  {row.name:<20}" + "".join(f"{cell:>13}" for cell in cells) + ("  !" if row.trouble else "")
    for row in rows:
        yield from (f"  ! {row.name}, {text}" for text in row.trouble)


def agreement(what: str, compared: Compared) -> Iterator[str]:
    """The lines on the totals of one sort of queries, with every disagreement."""
    names = " and ".join(compared.exact)
    text = f"{len(compared.disagreements)} disagreements between {names}"
    yield f"  totals of {compared.queries} {what}: " + (
        text if len(compared.exact) > 1 else f"none but {names} to compare"
    )
    if compared.totals:
        highest = sorted(compared.totals)[len(compared.totals) * 9 // 10]
        yield f"    paragraphs that match: median {median(compared.totals):.0f}, a tenth have {highest} or more"
    yield from (f"    {line}" for line in compared.disagreements)
    for name, (less, more) in compared.by_words.items():
        yield f"    {name}, which looks up words, finds less for {less} of them and more for {more}"
