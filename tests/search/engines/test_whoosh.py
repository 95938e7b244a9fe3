"""How Whoosh's index is written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from search.analysis import grams
from search.engines.protocol import Match
from search.engines.whoosh import WhooshEngine, WhooshWriter
from search.engines.whoosh import postings as postings_module
from search.engines.whoosh.candidates import candidates
from search.engines.whoosh.postings import Postings
from search.engines.whoosh.schema import FREQUENT, GRAMS, RARE, WORDS, shared_term
from search.query.nodes import Run
from tests.corpora import texts_as_statement

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer

DOCUMENTS = st.lists(
    st.lists(st.sampled_from(["", "中", "中国", "国", "\U00020000", "a", "￿"]), max_size=6), max_size=12
)


@pytest.mark.parametrize("held", [1, 3, 1000])
@given(documents=DOCUMENTS)
def test_terms_come_back_in_order_with_their_documents(documents: list[list[str]], held: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings_module, "MAX_IN_MEMORY", held)
        gathered = Postings()
        for number, terms in enumerate(documents):
            gathered.add(number, terms)
        found = [(term, list(numbers)) for term, numbers in gathered.postings()]
    terms = sorted({term for terms in documents for term in terms}, key=str.encode)
    expected = [(term, [n for n, row in enumerate(documents) for each in row if each == term]) for term in terms]
    assert found == expected


@pytest.fixture
def texts(analyzer: Analyzer) -> list[str]:
    """Comparable texts of which some have much in common: more than a block of postings, and words more than once."""
    return [analyzer.comparable(f"双方合作，中巴合作第{number}条").text for number in range(300)]


@pytest.fixture
def folder(texts: list[str], tmp_path: Path, analyzer: Analyzer) -> Path:
    """An index of them."""
    writer = WhooshWriter(tmp_path, analyzer)
    statement = texts_as_statement(*texts)
    writer.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
    writer.commit()
    return tmp_path


def postings(reader: Any, field: str) -> dict[str, dict[int, float]]:  # noqa: ANN401  Whoosh's readers have no types
    """The documents of every term of a field with their weights, as Whoosh reads them."""
    found: dict[str, dict[int, float]] = {}
    for term in reader.field_terms(field):
        matcher = reader.postings(field, term)
        found[term] = {}
        while matcher.is_active():
            found[term][matcher.id()] = matcher.weight()
            matcher.next()
    return found


def test_whoosh_reads_what_was_written(folder: Path, texts: list[str], analyzer: Analyzer) -> None:
    opened: Any = FileStorage(str(folder)).open_index()
    reader = opened.reader()
    of_gram: dict[str, dict[int, float]] = {}
    of_word: dict[str, dict[int, float]] = {}
    for number, text in enumerate(texts):
        for gram in grams(text):
            of_gram.setdefault(gram, {})[number] = 1.0
        for word, count in Counter(word.text for word in analyzer.words(text)).items():
            of_word.setdefault(word, {})[number] = count
    rare: dict[str, dict[int, float]] = {}
    for gram in [gram for gram, documents in of_gram.items() if len(documents) < FREQUENT]:
        rare.setdefault(shared_term(gram), {}).update(of_gram.pop(gram))
    assert of_gram
    assert rare
    assert max(map(len, of_gram.values())) > 256, "several blocks"
    assert max(weight for weights in of_word.values() for weight in weights.values()) > 1
    assert postings(reader, GRAMS) == of_gram
    assert postings(reader, RARE) == rare
    assert postings(reader, WORDS) == of_word
    reader.close()
    opened.close()


def test_a_search_skips_blocks_that_it_does_not_need(folder: Path, analyzer: Analyzer) -> None:
    engine = WhooshEngine(folder, analyzer)
    assert engine.occurs(Run("第299条"), Match.EXACT)
    assert not engine.occurs(Run("第300条"), Match.EXACT)
    engine.close()


def test_only_frequent_grams_can_decide_without_the_text(folder: Path) -> None:
    opened: Any = FileStorage(str(folder)).open_index()
    reader = opened.reader()
    assert candidates(Run("合作"), Match.EXACT, reader).exact
    assert not candidates(Run("合作"), Match.WORD, reader).exact
    assert not candidates(Run("9条"), Match.EXACT, reader).exact
    assert not candidates(Run("巴方"), Match.EXACT, reader).exact
    reader.close()
    opened.close()


def test_nothing_but_the_index_is_left_in_the_folder(folder: Path) -> None:
    assert sorted(path.suffix for path in folder.iterdir()) == [".jsonl", ".seg", ".toc"]
