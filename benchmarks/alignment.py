"""`python -m benchmarks.alignment`: precision and recall of the alignment of paragraphs, against manual labels.

A label says whether a pair of paragraphs corresponds: yes, no, or maybe, which counts neither way. Pairs without a
label do not correspond.
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
"""The pair of years for which the similarity was tuned."""

TUNED_ON_TOO = (2018, 2020)
"""The second pair of years, seen when the thresholds were set."""

Numbers = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """The true positives, false positives and false negatives."""

    right: tuple[Numbers, ...]
    wrong: tuple[Numbers, ...]
    missed: tuple[Numbers, ...]

    @property
    def precision(self) -> float:
        """The share of the found pairs that is right."""
        return len(self.right) / (len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of the right pairs that was found."""
        return len(self.right) / (len(self.right) + len(self.missed))


def figures(years: Numbers, statements: Sequence[Statement], analyzer: Analyzer) -> Figures:
    """The figures for the alignment of the joint statements of two years."""
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
    for name, years in (("tuned on", TUNED_ON), ("tuned on too", TUNED_ON_TOO)):
        found = figures(years, statements, analyzer)
        print(f"{years[0]}-{years[1]} ({name}): precision {found.precision:.2f}, recall {found.recall:.2f}")
        print(f"  wrong: {found.wrong}\n  missed: {found.missed}")


if __name__ == "__main__":
    main()
