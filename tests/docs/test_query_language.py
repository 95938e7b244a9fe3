"""The page on the query language says what the language does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from search.headers import SearchField
from search.interpretation import Limits, QueryText, Relax
from search.query.nodes import Literal
from search.query.parser import QueryLimits
from search.searcher import SearchRequest, search
from search.store.index import Index
from search.store.local import open_current
from tests.corpora import index_of, texts_as_statement
from tests.shown import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer

PAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| [^|]+ \| (?:`(?P<query>[^`]+)`|\(nothing\)) \| (?P<count>\d+) \|$", PAGE, re.MULTILINE)
SAME = re.findall(r"^\| [^|]+ \| `(?P<one>[^`]+)` \| `(?P<other>[^`]+)` \|$", PAGE, re.MULTILINE)
APART = re.findall(r"^\| [^|]+ \| `(?P<query>[^`]+)` \| (?P<text>[^|`]*[^|`0-9 ][^|`]*) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("query", "count"), ROWS)
def test_a_row_of_the_page_finds_what_it_says(query: str, count: str, seeds_index: Path, analyzer: Analyzer) -> None:
    generation = open_current(seeds_index, analyzer)
    index = Index(generation.engine, analyzer, generation.phrases, generation.catalog)
    answer = search(SearchRequest(QueryText(query)), index, Limits())
    generation.close()
    assert answer.totals.paragraphs == int(count)


def test_every_row_of_the_page_is_run() -> None:
    assert len(ROWS) + len(SAME) + len(APART) == PAGE.count("\n| ") - 3


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_written_one_way_finds_what_is_printed_another(one: str, other: str, analyzer: Analyzer) -> None:
    assert one != other
    for asked, printed in ((one, other), (other, one)):
        index = index_of([texts_as_statement(f"甲{printed}乙", "丙丁")], analyzer)
        (hit,) = search(SearchRequest(QueryText(str(Literal(asked)))), index, Limits()).items
        assert [hit.paragraph.text[slice(*span)] for span in hit.spans] == [printed]


@pytest.mark.parametrize(("query", "text"), APART)
def test_what_makes_a_difference_is_not_found(query: str, text: str, analyzer: Analyzer) -> None:
    index = index_of([texts_as_statement(text)], analyzer)
    asked = QueryText(str(Literal(query)), relax=Relax.NEVER)
    assert search(SearchRequest(asked), index, Limits()).totals.paragraphs == 0


def test_the_page_states_the_limits() -> None:
    limits = QueryLimits()
    assert f"{limits.characters} characters, {limits.leaves} parts and {limits.levels} levels" in PAGE


def test_the_page_names_the_code_of_every_suggestion_and_no_other() -> None:
    source = (ROOT / "search" / "suggest" / "candidates.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'(?:Candidate|_swap)\(\s*"([a-z-]+)"', source))
    codes |= set(SearchField) - {SearchField.ALL}
    listed = PAGE.split("\n## Suggestions\n")[1].split("\n## ")[0]
    assert len(codes) >= 8
    assert set(re.findall(r"`([a-z-]+)`", listed)) - {"suggestions"} == codes
