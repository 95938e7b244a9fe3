"""What is prepared when an index is written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import EngineError
from search.model import Kind
from search.wording.precomputed_store import PrecomputedWriter, open_precomputed
from tests.corpora import small_corpus
from tests.search.wording.made import FORMULAS, made, prepared

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer
    from search.model import Statement
    from search.wording.precomputed import Reader


def test_what_was_added_is_read_back_in_reading_order(analyzer: Analyzer) -> None:
    statements = small_corpus()
    reader = prepared(statements, analyzer)
    assert [header.id for header in reader.headers()] == [
        "2015-04-20-joint-statement",
        "2018-11-04-joint-statement",
        "2018-11-04-news-aaaaaa",
        "2021-12-08-news-cccccc",
        "undated-treaty-bbbbbb",
    ]
    by_id = {statement.id: statement for statement in statements}
    for text in reader.texts(range(5)):
        statement = by_id[text.header.id]
        assert text.header.characters == sum(len(paragraph.text) for paragraph in statement.paragraphs)
        lines = [text.text[slice(*line)] for line in text.lines()]
        assert lines == [analyzer.comparable(paragraph.text).text for paragraph in statement.paragraphs]
        places = [(statement.id, paragraph.number) for paragraph in statement.paragraphs]
        assert [each.text for each in reader.printed(places).values()] == [each.text for each in statement.paragraphs]


def test_words_begin_and_end_where_the_analyzer_cuts(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    text = next(prepared_seeds.texts([0]))
    for start, end in text.lines():
        words = [text.text[slice(*word)] for word in text.words(start, end)]
        cut = [word.text for word in analyzer.words(text.text[start:end])]
        assert [word for word in words if word in cut] == cut


def test_statements_may_come_in_any_order(seeds: tuple[Statement, ...], analyzer: Analyzer) -> None:
    def contents(statements: tuple[Statement, ...]) -> object:
        reader = prepared(statements, analyzer)
        formulas = sorted((formula.text, formula.statements) for formula in reader.formulas())
        return reader.headers(), list(reader.texts(range(len(statements)))), formulas

    assert contents(seeds) == contents(seeds[::-1])


def test_formulas_of_the_seeds(prepared_seeds: Reader) -> None:
    found = {formula.text: formula.statements for formula in prepared_seeds.formulas()}
    assert found["始终把中巴关系置于外交优先方向"] == 0b0011
    assert found["新时代更紧密的中巴命运共同体"] == 0b0110
    assert not {"继续支持", "习近平", "上海合作组织", "对巴基斯坦进行国事访问"} & found.keys()


def test_what_is_repeated_in_news_is_no_formula(analyzer: Analyzer) -> None:
    news = [made(f"2015-01-0{day}", FORMULAS[0], kind=Kind.NEWS) for day in (1, 3)]
    signed = [made(f"2015-01-0{day}", FORMULAS[1]) for day in (2, 4)]
    found = {formula.text: formula.statements for formula in prepared([*news, *signed], analyzer).formulas()}
    assert FORMULAS[1] in found
    assert set(found.values()) == {0b1010}


CORPORA = st.lists(st.lists(st.lists(st.sampled_from(FORMULAS), max_size=3).map("，".join), max_size=3), max_size=4)


@settings(max_examples=40)
@given(corpus=CORPORA)
def test_every_statement_with_a_formula_is_said_to_have_it(corpus: list[list[str]], analyzer: Analyzer) -> None:
    reader = prepared([made(f"2015-01-0{day}", *texts) for day, texts in enumerate(corpus, 1)], analyzer)
    texts = list(reader.texts(range(len(corpus))))
    for formula in reader.formulas():
        having = [ordinal for ordinal, text in enumerate(texts) if formula.text in text.text]
        assert len(having) > 1
        assert all(formula.statements >> ordinal & 1 for ordinal in having)


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 100])
def test_what_is_no_prepared_file_is_an_error(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "wording.sqlite3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EngineError, match="cannot be read"):
        open_precomputed(path)


def test_an_unfinished_file_holds_nothing(analyzer: Analyzer, tmp_path: Path) -> None:
    path = tmp_path / "wording.sqlite3"
    writer = PrecomputedWriter(path)
    (statement, *_) = small_corpus()
    writer.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
    assert open_precomputed(path).headers() == ()
    writer.commit()
    assert len(open_precomputed(path).headers()) == 1


def test_several_threads_read_at_once(prepared_seeds: Reader) -> None:
    def read(_: int) -> tuple[object, ...]:
        texts = list(prepared_seeds.texts([3, 0, 2, 1]))
        places = [(text.header.id, number) for text in texts for number in (1, 2)]
        return texts, prepared_seeds.printed(places), sorted(f.text for f in prepared_seeds.formulas())

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(read, range(64)))
    assert all(answer == answers[0] for answer in answers)
