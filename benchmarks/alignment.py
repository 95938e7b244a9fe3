"""`python -m benchmarks.alignment`: how well paragraphs are aligned, against labels made by hand.

A label says of a pair of paragraphs whether it belongs together: yes, no, or maybe, which counts neither way. Pairs
without a label do not belong together.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import seed_statements
from search.analysis import Analyzer
from search.wording.alignment import align

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.model import Statement

LABELS = Path("tests/search/wording")

TUNED_ON = (2015, 2018)
"""The pair on which method and threshold were chosen."""

HELD_OUT = (2018, 2020)
"""The pair that had no say in either."""

Numbers = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many pairs were found rightly and wrongly, and how many were missed."""

    right: tuple[Numbers, ...]
    wrong: tuple[Numbers, ...]
    missed: tuple[Numbers, ...]

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return len(self.right) / (len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        return len(self.right) / (len(self.right) + len(self.missed))


def figures(years: Numbers, statements: Sequence[Statement], analyzer: Analyzer) -> Figures:
    """How well the joint statements of two years are aligned."""
    labels = _labels(years)
    older, newer = (_paragraphs(year, statements, analyzer) for year in years)
    found = [(link.a + 1, link.b + 1) for link in align(older, newer)]
    return Figures(
        right=tuple(pair for pair in found if labels.get(pair) == "yes"),
        wrong=tuple(pair for pair in found if labels.get(pair, "no") == "no"),
        missed=tuple(pair for pair, verdict in labels.items() if verdict == "yes" and pair not in found),
    )


def _labels(years: Numbers) -> Mapping[Numbers, str]:
    with (LABELS / f"labels_{years[0]}_{years[1]}.tsv").open(encoding="utf-8") as rows:
        return {(int(row["a"]), int(row["b"])): row["verdict"] for row in csv.DictReader(rows, delimiter="\t")}


def _paragraphs(year: int, statements: Sequence[Statement], analyzer: Analyzer) -> list[str]:
    (statement,) = (each for each in statements if each.date and each.date.year == year)
    return [analyzer.comparable(paragraph.text).text for paragraph in statement.paragraphs]


def main() -> None:
    """Measure and print."""
    analyzer = Analyzer()
    statements = seed_statements()
    for name, years in (("tuned on", TUNED_ON), ("held out", HELD_OUT)):
        found = figures(years, statements, analyzer)
        print(f"{years[0]}-{years[1]} ({name}): precision {found.precision:.2f}, recall {found.recall:.2f}")
        print(f"  wrong: {found.wrong}\n  missed: {found.missed}")


if __name__ == "__main__":
    main()
