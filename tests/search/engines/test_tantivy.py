"""What the conformance suite's small corpora do not reach in tantivy's engine: many paragraphs, several segments."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzed
from search.engines.linear_scan import LinearScanEngine
from search.engines.protocol import Facet, Filters, Match, Request, Sort
from search.engines.registry import create_writer, open_engine
from search.errors import EngineError, EngineMissingError
from search.match_spans import occurrences
from search.model import Kind, Paragraph, Source, Speaker, Statement
from search.query.nodes import And, Literal, Node, Not, Or
from search.query.parser import parse
from search.query.rewrite import flatten, folded
from tests.corpora import small_corpus
from tests.trees import trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzer
    from search.engines.protocol import Engine

PARTS = ["中国", "巴基斯坦", "命运共同体", "发展中国家", "的", "，", "。", "2018", "a", " ", "国", "合作"]


def statement(number: int, texts: Sequence[str], choose: random.Random) -> Statement:
    identifier = f"s{number:04}"
    paragraphs = tuple(
        Paragraph(identifier, place, text, speakers=tuple(choose.sample(list(Speaker), choose.randint(0, 2))))
        for place, text in enumerate(texts, 1)
    )
    return Statement(
        id=identifier,
        title=identifier,
        kind=choose.choice(list(Kind)),
        source=Source("made", "0" * 64),
        paragraph_count=len(paragraphs),
        date=date(2015, 1, 1) + timedelta(days=choose.randint(0, 600)) if number % 9 else None,
        place=choose.choice(["北京", "伊斯兰堡", None]),
        paragraphs=paragraphs,
    )


def many_statements() -> list[Statement]:
    """Paragraphs of a few words, and in every statement one that says the same as all others of its kind."""
    choose = random.Random(1)

    def texts() -> Iterator[str]:
        for _ in range(choose.randint(1, 7)):
            yield "".join(choose.choices(PARTS, k=choose.randint(0, 9)))
        yield "合作。"

    return [statement(number, list(texts()), choose) for number in range(500)]


def indexed(statements: Sequence[Statement], folder: Path, analyzer: Analyzer) -> Engine:
    writer = create_writer("tantivy", folder, analyzer)
    for each in statements:
        writer.add(each, [analyzer.analyze(paragraph.text) for paragraph in each.paragraphs])
    writer.commit()
    return open_engine("tantivy", folder, analyzer)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[Engine]:
    """The engine, on many paragraphs."""
    engine = indexed(many_statements(), tmp_path_factory.mktemp("many"), analyzer)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def many_reference(analyzer: Analyzer) -> LinearScanEngine:
    """The specification, on many paragraphs."""
    return LinearScanEngine(many_statements(), analyzer)


FREQUENT = st.sampled_from(PARTS).filter(str.strip) | st.sampled_from(["中国的", "国合作", "共同体，", "中国2018"])
FILTERS = st.sampled_from(
    [
        Filters(),
        Filters(first=date(2015, 6, 1)),
        Filters(last=date(2016, 1, 1), kinds=(Kind.NEWS, Kind.TREATY, Kind.SPEECH)),
        Filters(places=("北京",), speakers=(Speaker.CHINA,)),
        Filters(speakers=tuple(Speaker)),
    ]
)


@given(
    tree=trees(runs=FREQUENT, literals=FREQUENT)
    | st.builds(Literal, FREQUENT)
    | st.lists(st.builds(Literal, FREQUENT) | st.builds(Not, st.builds(Literal, FREQUENT)), min_size=2, max_size=3).map(
        lambda children: And(tuple(children))
    )
    | st.lists(st.builds(Literal, FREQUENT), min_size=2, max_size=3).map(lambda children: Or(tuple(children))),
    mode=st.sampled_from([Match.EXACT, Match.EXACT, Match.WORD]),
    sort=st.sampled_from([Sort.RELEVANCE, *Sort]),
    filters=FILTERS,
    offset=st.sampled_from([0, 0, 7, 700, 1100]),
    bound=st.sampled_from([10_000, 600]),
)
def test_many_paragraphs_are_found_as_the_specification_says(
    tree: Node,
    mode: Match,
    sort: Sort,
    filters: Filters,
    offset: int,
    bound: int,
    many: Engine,
    many_reference: LinearScanEngine,
    analyzer: Analyzer,
) -> None:
    request = Request(
        folded(flatten(tree), analyzer),
        match=mode,
        filters=filters,
        sort=sort,
        facets=tuple(Facet),
        offset=offset,
        limit=10,
        occurrences_bound=bound,
    )
    assert many.search(request) == many_reference.search(request)


@pytest.mark.parametrize("filters", [Filters(), Filters(first=date(2015, 2, 1))])
@pytest.mark.parametrize(
    "query",
    [
        "合作",
        "国 的",
        "中国 合作",
        '"国" "中国的"',
        "国 OR 的",
        "国 OR 中国的",
        "(国 OR 合作) (的 OR 中国的)",
        "(国 OR 中国的) -2018",
        "国 OR (中国 合作)",
        "国 OR -合作",
        "-(国 ~中国)",
        "-国",
        '"中国*的"',
        "中国 ~发展中国家",
        "克什米尔",
        "",
    ],
)
def test_a_query_for_many_is_answered_as_the_specification_says(
    query: str, filters: Filters, many: Engine, many_reference: LinearScanEngine, analyzer: Analyzer
) -> None:
    node = folded(flatten(parse(query)), analyzer)
    for sort, offset in product(Sort, (0, 60, 600)):
        request = Request(node, filters=filters, sort=sort, offset=offset, facets=tuple(Facet))
        assert many.search(request) == many_reference.search(request)


@pytest.mark.parametrize("sort", Sort)
def test_every_hit_of_many_comes_in_order(
    sort: Sort, many: Engine, many_reference: LinearScanEngine, analyzer: Analyzer
) -> None:
    request = Request(folded(Literal("国"), analyzer), sort=sort)
    assert list(many.hits(request)) == list(many_reference.hits(request))


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Texts of characters that hardly ever stand side by side twice: more postings than one segment takes."""
    choose = random.Random(2)
    return ["".join(map(chr, choose.choices(range(0x4E00, 0x9000), k=500))) for _ in range(1500)]


@pytest.fixture(scope="session")
def segmented(texts: list[str], tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[Engine]:
    """The engine, on an index of several segments, as it answers who asks for characters, not for words."""
    choose = random.Random(3)
    folder = tmp_path_factory.mktemp("segmented")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.engines.tantivy.writer.HEAP", 16_000_000)
        writer = create_writer("tantivy", folder, analyzer)
        for number, text in enumerate(texts):
            writer.add(statement(number, [text], choose), [Analyzed((text,))])
        writer.commit()
    assert len(list((folder / "inverted").glob("*.idx"))) > 1
    engine = open_engine("tantivy", folder, analyzer)
    yield engine
    engine.close()


@pytest.mark.parametrize("length", [1, 2, 3])
def test_an_index_of_several_segments_answers_as_one(length: int, texts: list[str], segmented: Engine) -> None:
    for text in texts[::10]:
        wanted = text[100 : 100 + length]
        page = segmented.search(Request(Literal(wanted), limit=1500, sort=Sort.NEWEST))
        expected = {number for number, each in enumerate(texts) if wanted in each}
        assert {int(hit.statement.id[1:]) for hit in page.hits} == expected
        assert page.totals.occurrences == sum(len(occurrences(wanted, texts[number])) for number in expected)
        days = [hit.statement.date or date.min for hit in page.hits]
        assert days == sorted(days, reverse=True)


@pytest.fixture
def small(tmp_path: Path, analyzer: Analyzer) -> Path:
    """The folder of an index of the small corpus."""
    indexed(small_corpus(), tmp_path, analyzer).close()
    return tmp_path


def test_opening_and_asking_changes_no_file(small: Path, analyzer: Analyzer) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}

    before = files()
    engine = open_engine("tantivy", small, analyzer)
    assert engine.search(Request(Literal("中国"))).totals.paragraphs == 4
    assert files() == before
    engine.close()


def test_whoever_may_read_our_files_may_read_those_of_tantivy(small: Path) -> None:
    modes = {path.stat().st_mode for path in small.rglob("*") if path.is_file()}
    assert len(modes) == 1


@pytest.mark.parametrize("name", ["statements.json", "texts.data", "inverted/meta.json", "inverted"])
def test_an_index_with_a_part_missing_is_refused(name: str, small: Path, analyzer: Analyzer) -> None:
    (small / name).rename(small / "elsewhere")
    with pytest.raises(EngineError, match="tantivy cannot open"):
        open_engine("tantivy", small, analyzer)


def test_half_a_character_is_found_nowhere_and_nothing_everywhere(small: Path, analyzer: Analyzer) -> None:
    engine = open_engine("tantivy", small, analyzer)
    for pattern in ("\ud800", "中\ud800", "中国\ud800"):
        assert engine.search(Request(Literal(pattern))).totals.paragraphs == 0
    assert engine.search(Request(Literal(""), limit=0)).totals.paragraphs == 16  # what is invisible is everywhere
    engine.close()


def test_without_its_library_it_says_how_to_get_it(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith("search.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    for use in (open_engine, create_writer):
        with pytest.raises(EngineMissingError, match="tantivy") as caught:
            use("tantivy", tmp_path, analyzer)
        assert caught.value.hint == "Run pip install 'gongbao[fast]' to install it."
