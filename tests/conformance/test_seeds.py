"""The law that the project exists for, on the real seeds: a search misses nothing and adds nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.catalog import Catalog
from search.engines.protocol import Request
from search.interpretation import Limits, QueryText
from search.phrase_dictionary import PhraseDictionary
from search.query.nodes import Everything
from search.query.parser import parse
from search.query.rewrite import flatten, folded
from search.searcher import SearchRequest, search
from search.store.index import Index
from tests.trees import trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.linear_scan import LinearScanEngine
    from search.engines.protocol import Engine
    from search.model import Statement
    from search.query.nodes import Node

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
TRADITIONAL = opencc.OpenCC("s2t")
LATIN = re.compile(r"[0-9A-Za-z]")


@pytest.fixture(scope="session")
def on_seeds(make_engine: Callable[[Sequence[Statement]], Engine], seeds: tuple[Statement, ...]) -> Iterator[Engine]:
    """The engine under test, on the seeds."""
    opened = make_engine(seeds)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def texts(seeds: tuple[Statement, ...]) -> dict[str, str]:
    """The text of every paragraph by its id."""
    return {paragraph.id: paragraph.text for statement in seeds for paragraph in statement.paragraphs}


def find(query: str, engine: Engine, analyzer: Analyzer) -> set[str]:
    node = folded(flatten(parse(query)), analyzer)
    return {hit.paragraph.id for hit in engine.search(Request(node, limit=1000)).hits}


def test_hits_have_their_text_as_it_is_compared(on_seeds: Engine, analyzer: Analyzer) -> None:
    hits = on_seeds.search(Request(Everything(), limit=1000)).hits
    assert len(hits) > 80
    for hit in hits:
        comparable = analyzer.comparable(hit.paragraph.text)
        placed = analyzer.placed(hit.paragraph.text, hit.comparable)
        assert (placed.text, list(placed.offsets)) == (comparable.text, list(comparable.offsets))


def having(stretch: str, texts: dict[str, str], analyzer: Analyzer) -> set[str]:
    """The ids of the paragraphs that contain the stretch, character by character: 恢复 has the 复 of 覆盖."""
    wanted = analyzer.folded(stretch)
    return {identifier for identifier, text in texts.items() if wanted in analyzer.folded(text)}


def a_stretch(data: st.DataObject, texts: dict[str, str], longest: int) -> str:
    text = data.draw(st.sampled_from(sorted(texts.values())))
    start = data.draw(st.integers(0, len(text) - 1))
    return text[start : start + data.draw(st.integers(1, longest))]


@given(data=st.data())
def test_a_stretch_of_a_paragraph_is_found_in_exactly_the_paragraphs_that_contain_it(
    data: st.DataObject, on_seeds: Engine, texts: dict[str, str], analyzer: Analyzer
) -> None:
    stretch = a_stretch(data, texts, 40)
    if LATIN.match(stretch[0]) or LATIN.match(stretch[-1]) or not stretch.strip():
        stretch = f"囧{stretch}"  # a run cut in two is found nowhere, by another law; nor is this
    assert find(f"『{stretch}』", on_seeds, analyzer) == having(stretch.strip(), texts, analyzer)


@given(data=st.data())
def test_so_it_is_in_traditional_characters_and_in_full_width_forms(
    data: st.DataObject, on_seeds: Engine, texts: dict[str, str], analyzer: Analyzer
) -> None:
    stretch = a_stretch(data, texts, 12)
    if not stretch.strip():
        return
    plain = find(f"『{stretch}』", on_seeds, analyzer)
    assert find(f"『{stretch.translate(FULL_WIDTH)}』", on_seeds, analyzer) == plain
    # One character at a time: a phrase of OpenCC's may choose another character than the one that folds back.
    traditional = "".join(map(TRADITIONAL.convert, stretch))
    assert find(f"『{traditional}』", on_seeds, analyzer) == plain


@given(data=st.data())
def test_a_bare_run_of_han_characters_is_found_as_it_is(
    data: st.DataObject, on_seeds: Engine, texts: dict[str, str], analyzer: Analyzer
) -> None:
    runs = [run for run in re.findall(r"[\u4e00-\u9fff]+", a_stretch(data, texts, 30)) if run]
    for run in runs:
        assert find(run, on_seeds, analyzer) == having(run, texts, analyzer)


@given(data=st.data())
def test_any_tree_over_the_seeds_is_answered_as_the_specification_says(
    data: st.DataObject, on_seeds: Engine, seeds_reference: LinearScanEngine, texts: dict[str, str], analyzer: Analyzer
) -> None:
    text = data.draw(st.sampled_from(sorted(texts.values())))
    han = re.findall(r"[\u4e00-\u9fff]{1,6}", text) or ["国"]
    tree: Node = data.draw(trees(runs=st.sampled_from(han), literals=st.sampled_from([*han, "，", "2018"])))
    request = Request(folded(flatten(tree), analyzer))
    assert on_seeds.search(request) == seeds_reference.search(request)


@pytest.mark.parametrize(
    ("query", "statements"),
    [
        ("命运共同体", 4),
        ("外交优先方向", 2),
        ("最优先", 0),
        ("克什米尔", 1),
        ("三股势力", 1),
        ("一个中国政策", 3),
        ("“一带一路”", 4),
    ],
)
def test_what_an_analyst_knows_of_the_seeds(query: str, statements: int, on_seeds: Engine, analyzer: Analyzer) -> None:
    answer = search(
        SearchRequest(QueryText(query)),
        Index(on_seeds, analyzer, PhraseDictionary({}), Catalog(on_seeds, analyzer)),
        Limits(),
    )
    assert answer.totals.statements == statements
    assert (answer.searched.statements, answer.searched.paragraphs) == (4, 89)
