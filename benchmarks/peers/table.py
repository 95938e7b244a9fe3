"""What is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.peers.rounds import ratios

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.peers.agreement import Compared
    from benchmarks.peers.rounds import Row

BASES = ("groonga", "datasette")
"""The servers that the others are multiples of."""

_ABSENT = "–"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Lines with the figures of every server, and under them what makes some doubtful."""
    columns = ("requests/s", "p50 ms", "p99 ms", *(f"× {base}" for base in BASES), "PSS MB")
    yield f"  {'server':<18}" + "".join(f"{column:>13}" for column in columns)
    multiples = [ratios(rows, base) for base in BASES]
    for row in rows:
        cells = [f"{row.rate:.0f}", f"{row.p50:.2f}", f"{row.p99:.2f}"]
        cells += [f"{each[row.name]:.2f}" if each else _ABSENT for each in multiples]
        cells.append(_ABSENT if row.megabytes is None else f"{row.megabytes:.0f}")
        yield f"  {row.name:<18}" + "".join(f"{cell:>13}" for cell in cells) + ("  !" if row.trouble else "")
    for row in rows:
        yield from (f"  ! {row.name}, {said}" for said in row.trouble)


def agreement(compared: Compared) -> Iterator[str]:
    """Lines about totals, with every disagreement."""
    if len(compared.exact) < 2:
        yield "  totals not compared: it takes two servers that search exactly"
    else:
        names = ", ".join(compared.exact)
        yield f"  totals of {compared.queries} queries compared ({names}): {len(compared.disagreements)} disagreements"
    yield from (f"    {line}" for line in compared.disagreements)
    for name, (less, more) in compared.by_words.items():
        yield f"  {name}, which looks up words, finds less for {less} of them and more for {more}"
