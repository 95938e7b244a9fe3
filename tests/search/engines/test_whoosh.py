"""How Whoosh's index is written."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from search.analysis import grams
from search.deadline import NEVER, Deadline
from search.engines.bits import numbers_of
from search.engines.protocol import Match, Request
from search.engines.whoosh import WhooshEngine, WhooshWriter
from search.engines.whoosh import postings as postings_module
from search.engines.whoosh.candidate_documents import CandidateFinder
from search.engines.whoosh.document_sets import DocumentSets
from search.engines.whoosh.postings import Postings
from search.engines.whoosh.schema import FREQUENT, GRAMS, RARE, WORDS, shared_term
from search.errors import QueryTimeoutError
from search.match_spans import match
from search.query.nodes import And, Literal, Not, Or, Run
from search.query.rewrite import flatten, folded
from tests.corpora import texts_as_statement
from tests.trees import trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.analysis import Analyzer
    from search.query.nodes import Node

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


def finder(folder: Path, mode: Match = Match.EXACT, deadline: Deadline = NEVER) -> CandidateFinder:
    """What finds candidates in the index of 300 texts."""
    opened: Any = FileStorage(str(folder)).open_index()
    return CandidateFinder(DocumentSets(300), opened.reader(), mode, deadline)


def test_only_frequent_grams_can_decide_without_the_text(folder: Path) -> None:
    assert finder(folder).find(Run("合作")).exact
    assert not finder(folder, Match.WORD).find(Run("合作")).exact
    assert not finder(folder).find(Run("9条")).exact
    assert not finder(folder).find(Run("巴方")).documents


@given(
    tree=trees(
        st.text("双方合作中巴第9条", min_size=1, max_size=4), st.text("双方合作中巴第29条，", min_size=1, max_size=5)
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_candidates_are_what_matches_and_no_less(
    folder: Path, texts: list[str], tree: Node, analyzer: Analyzer
) -> None:
    node = folded(flatten(tree), analyzer)
    found = finder(folder).find(node)
    candidates = set(numbers_of(found.documents, len(texts)))
    matching = {number for number, text in enumerate(texts) if match(node, text) is not None}
    assert matching == candidates if found.exact else matching <= candidates


FREQUENT_CHARACTERS = "的。，一国中在和是有人大发展经济年不了全上个地出要民部市新"
CONTRADICTIONS = [
    And((*map(Literal, FREQUENT_CHARACTERS[:3]), *(Not(Literal(each)) for each in FREQUENT_CHARACTERS[:29]))),
    And((*map(Literal, FREQUENT_CHARACTERS[:16]), *(Not(Literal(each)) for each in FREQUENT_CHARACTERS[:16]))),
    And((*map(Literal, FREQUENT_CHARACTERS), Literal("龘龘"))),
    Or(tuple(And((Literal(each), Not(Literal(each)))) for each in FREQUENT_CHARACTERS[:16])),
]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[WhooshEngine]:
    """An index of two thousand paragraphs that have nearly all of a few characters."""
    folder = tmp_path_factory.mktemp("crowded")
    choose = random.Random(1)
    texts = ["".join(choose.choices(FREQUENT_CHARACTERS, k=60)) for _ in range(2000)]
    statement = texts_as_statement(*texts)
    writer = WhooshWriter(folder, analyzer)
    writer.add(statement, [analyzer.analyze(text) for text in texts])
    writer.commit()
    engine = WhooshEngine(folder, analyzer)
    yield engine
    engine.close()


@pytest.mark.parametrize("node", CONTRADICTIONS, ids=range(len(CONTRADICTIONS)))
def test_what_contradicts_itself_takes_no_longer_than_another_question(crowded: WhooshEngine, node: Node) -> None:
    began = time.thread_time()
    assert not crowded.search(Request(node)).totals.paragraphs
    assert time.thread_time() - began < 0.5
    with pytest.raises(QueryTimeoutError):
        crowded.search(Request(Not(And((Literal("的国"), node))), deadline=Deadline.after(-1)))


def test_a_set_is_read_once_and_never_after_the_deadline(folder: Path) -> None:
    own = finder(folder)
    late = replace(own, deadline=Deadline.after(-1))
    with pytest.raises(QueryTimeoutError):
        late.find(Run("合作"))
    own.find(Run("合作"))
    assert late.find(Run("合作")) == own.find(Run("合作")), "what is known takes no time"


def test_nothing_but_the_index_is_left_in_the_folder(folder: Path) -> None:
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".jsonl", ".seg", ".toc"]
