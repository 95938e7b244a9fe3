"""The page on wording says what the code does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.alignment import TUNED_ON, TUNED_ON_TOO, figures
from search.query.nodes import Literal
from search.wording.alignment import ALIKE
from search.wording.compare import compare
from search.wording.diff import diff
from search.wording.formulas import LONGEST, SHORTEST
from search.wording.phrase_changes import changes
from search.wording.phrase_history import Item, history
from search.wording.phrase_similarity import NEAR
from search.wording.series import SeriesFilter
from search.wording.trends import MOST_SERIES, By, trends
from tests.search.wording.made import marked, prepared, worded
from tests.shown import ROOT

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.model import Statement
    from search.wording.precomputed import Reader

PAGE = (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")
YEARS = {
    "2015": "2015-04-20-joint-statement",
    "2018": "2018-11-04-joint-statement",
    "2020": "2020-03-17-joint-statement",
}


def rows(first: str) -> list[tuple[str, ...]]:
    """The rows of the table whose first heading is `first`, without the marks of code."""
    table = re.search(rf"^\| {first} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table, first
    return [tuple(cell.strip().strip("`") for cell in row.strip("|").split("|")) for row in table[1].splitlines()]


@pytest.fixture(scope="module")
def reader(seeds: tuple[Statement, ...], analyzer: Analyzer) -> Reader:
    """What is prepared of seeds/."""
    return prepared(seeds, analyzer)


@pytest.mark.parametrize("row", rows("query"))
def test_trends(row: tuple[str, ...], reader: Reader) -> None:
    (series,) = trends([Literal(row[0])], reader, by=By.YEAR)
    found = {point.year: point.occurrences for point in series.points}
    assert [str(found[year]) for year in (2015, 2018, 2020, 2021)] == list(row[1:])
    assert found[2016] is None


def as_shown(item: Item) -> str:
    """An item as the page shows it."""
    return f"{item.status}: {item.clause}" if item.clause else f"{item.status}"


@pytest.mark.parametrize("row", rows("phrase"))
def test_history(row: tuple[str, ...], reader: Reader, analyzer: Analyzer) -> None:
    joint = tuple(header.kind for header in reader.headers()[:1])
    items = history(Literal(row[0]), reader, analyzer, among=SeriesFilter(joint))
    assert tuple(map(as_shown, items)) == row[1:]


def test_voices(reader: Reader, analyzer: Analyzer) -> None:
    found = [item.standing for item in history(Literal("东伊运"), reader, analyzer) if item.standing]
    assert [(each.voice, each.paragraph) for each in found] == [(("both",), 11), (("pakistan",), 37)]


@pytest.mark.parametrize(("old", "new", "expected"), rows("old"))
def test_diffs(old: str, new: str, expected: str, analyzer: Analyzer) -> None:
    assert marked(diff(worded(old, analyzer), worded(new, analyzer))) == expected


@pytest.mark.parametrize("row", [row for row in rows("statements") if len(row) == 4 and "tuned" not in row[0]])
def test_compare(row: tuple[str, ...], reader: Reader, analyzer: Analyzer) -> None:
    a, b = (YEARS[year] for year in row[0].split(", "))
    found = compare(a, b, reader, analyzer)
    shown = [(", ".join(map(str, pair.a)), ", ".join(map(str, pair.b)), str(pair.status)) for pair in found.pairs]
    assert row[1:] in shown


@pytest.mark.parametrize(("years", "name"), [(TUNED_ON, "tuned on"), (TUNED_ON_TOO, "tuned on too")])
def test_figures_of_the_alignment(
    years: tuple[int, int], name: str, seeds: tuple[Statement, ...], analyzer: Analyzer
) -> None:
    found = figures(years, seeds, analyzer)
    total = len(found.right) + len(found.missed)
    row = f"| {years[0]}, {years[1]} ({name}) | {total} | {found.precision:.2f} | {found.recall:.2f} |"
    assert row in PAGE


@pytest.mark.parametrize(("sort", "phrases"), rows("2020 against the previous"))
def test_changes(sort: str, phrases: str, reader: Reader, analyzer: Analyzer) -> None:
    found = getattr(changes(YEARS["2020"], reader, analyzer), sort)
    assert set(phrases.split("; ")) <= {phrase.text for phrase in found}


def test_the_page_states_the_limits() -> None:
    assert f"For up to {MOST_SERIES} queries" in PAGE
    assert f"at least {NEAR} of the phrase" in PAGE
    assert f"From {ALIKE} on they correspond" in PAGE
    assert f"{SHORTEST} to {LONGEST}\ncharacters" in PAGE
