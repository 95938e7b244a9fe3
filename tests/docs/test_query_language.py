"""The page on the query language says what the language does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from search.interpretation import Limits, QueryText
from search.query.parser import QueryLimits
from search.searcher import SearchRequest, search
from search.store.generation import open_current
from search.store.index import Index
from tests.shown import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer

PAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| [^|]+ \| (?:`(?P<query>[^`]+)`|\(nothing\)) \| (?P<count>\d+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("query", "count"), ROWS)
def test_a_row_of_the_page_finds_what_it_says(query: str, count: str, seeds_index: Path, analyzer: Analyzer) -> None:
    generation = open_current(seeds_index, analyzer)
    index = Index(generation.engine, analyzer, generation.phrases, generation.catalog)
    answer = search(SearchRequest(QueryText(query)), index, Limits())
    generation.close()
    assert answer.totals.paragraphs == int(count)


def test_every_row_of_the_page_is_run() -> None:
    assert len(ROWS) == PAGE.count("\n| ") - 1


def test_the_page_states_the_limits() -> None:
    limits = QueryLimits()
    assert f"{limits.characters} characters, {limits.leaves} parts and {limits.levels} levels" in PAGE


def test_the_page_names_the_code_of_every_suggestion_and_no_other() -> None:
    source = (ROOT / "search" / "suggest" / "candidates.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'(?:Candidate|_swap)\("([a-z-]+)"', source))
    listed = PAGE.split("\n## Suggestions\n")[1].split("\n## ")[0]
    assert len(codes) >= 9
    assert set(re.findall(r"`([a-z-]+)`", listed)) - {"suggestions"} == codes
