"""What `make bench-peers` computes without a server: queries, wrk's figures, totals, ratios. No time is asserted."""

import json

import pytest

from benchmarks.peers import __main__ as command
from benchmarks.peers.agreement import Compared, disagreements
from benchmarks.peers.corpus import Corpus, first_paragraphs
from benchmarks.peers.datasette import Datasette
from benchmarks.peers.gongbao import Gongbao
from benchmarks.peers.groonga import Groonga
from benchmarks.peers.load import Load, read_load
from benchmarks.peers.peer import Answer, Peer
from benchmarks.peers.queries import LONGEST, SHORTEST, Query, draw_queries, draw_substrings
from benchmarks.peers.rounds import Row, medians, ratios
from benchmarks.peers.table import agreement, table
from search.analysis import Analyzer

TEXTS = (
    "一、双方同意推进两国合作。",
    "2018年，中方愿同巴方一道，构建人类命运共同体；双方积极评价ＣＰＥＣ项目。",
    "雙方強調維護 地區和平與穩定。",
)
CORRIDOR = Query((("经济", "走廊"), ("合作",)))
FIGURES = (
    '{"asked":870,"ran_out":0,"requests":862,"microseconds":2000000,"p50":8416,"p99":24010,"refused":8,"broken":0}'
)


@pytest.fixture(scope="module")
def corpus(analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("peers")
    given = folder / "given.jsonl"
    line = {"id": "x", "date": "2018-11-04", "title": "联合声明", "paragraphs": TEXTS}
    given.write_text(json.dumps(line), encoding="utf-8")
    return first_paragraphs(given, len(TEXTS), folder / "corpus.jsonl", analyzer)


def test_every_query_is_drawn_once(corpus: Corpus) -> None:
    queries = draw_queries([text.segmented for text in corpus.texts], 90)
    assert len({frozenset(query.texts) for query in queries}) == len(queries) > 60


def test_every_query_has_a_paragraph_with_all_its_leaves(corpus: Corpus) -> None:
    for query in draw_queries([text.segmented for text in corpus.texts], 90):
        assert any(all(leaf in text.comparable for leaf in query.texts) for text in corpus.texts), str(query)


def test_leaves_are_whole_words_of_two_to_four_characters(corpus: Corpus) -> None:
    words = {word for text in corpus.texts for word in text.segmented.split()}
    leaves = [leaf for query in draw_queries([text.segmented for text in corpus.texts], 90) for leaf in query.leaves]
    assert {word for leaf in leaves for word in leaf} <= words
    assert all(SHORTEST <= len("".join(leaf)) <= LONGEST for leaf in leaves)


def test_queries_have_one_two_and_three_leaves_and_are_the_same_again(corpus: Corpus) -> None:
    segmented = [text.segmented for text in corpus.texts]
    assert {len(query.leaves) for query in draw_queries(segmented, 30)} == {1, 2, 3}
    assert draw_queries(segmented, 30) == draw_queries(segmented, 30) != draw_queries(segmented, 30, seed=1)


def test_paragraphs_with_few_words_give_few_queries() -> None:
    assert sorted(map(str, draw_queries(["合作 ，", "2018", ""], 30))) == ["合作"]


def test_substrings_are_different_and_occur(corpus: Corpus) -> None:
    texts = [text.comparable for text in corpus.texts]
    drawn = list(map(str, draw_substrings(texts, 40)))
    assert len(set(drawn)) == len(drawn) == 40
    assert all(any(each in text for text in texts) for each in drawn)


def test_every_server_gets_the_paragraphs_that_our_indexer_reads(corpus: Corpus) -> None:
    assert [text.printed for text in corpus.texts] == ["双方同意推进两国合作。", *TEXTS[1:]]
    assert [text.comparable for text in corpus.texts][2] == "双方强调维护地区和平与稳定。"


def test_figures_are_read_from_the_last_line() -> None:
    load = read_load(f"Running 2s test\n  Non-2xx or 3xx responses: 8\n{FIGURES}\n")
    assert load == Load(asked=870, rate=431.0, p50=8.416, p99=24.01, refused=8)
    assert load.trouble == "8 refused"


def test_a_run_without_figures_is_an_error() -> None:
    with pytest.raises(ValueError, match="unable to connect"):
        read_load("unable to connect to 127.0.0.1:1 Connection refused\n")


@pytest.mark.parametrize(
    ("load", "trouble"),
    [
        (Load(10, 5.0, 1.0, 2.0), ""),
        (Load(10, 5.0, 1.0, 2.0, broken=3), "3 without an answer"),
        (Load(10, 5.0, 1.0, 2.0, refused=1, broken=3, ran_out=True), "1 refused, 3 without an answer, asked twice"),
    ],
)
def test_nothing_that_went_wrong_is_left_out(load: Load, trouble: str) -> None:
    assert load.trouble == trouble


def test_rows_are_medians_and_name_the_round_that_failed() -> None:
    loads = [Load(9, 30.0, 1.0, 5.0), Load(9, 10.0, 3.0, 9.0, refused=2), Load(9, 20.0, 2.0, 7.0)]
    assert medians("us", loads) == Row("us", 20.0, 2.0, 7.0, trouble=("round 2: 2 refused",))


def test_ratios_are_multiples_of_one_server() -> None:
    rows = [Row("us", 600.0, 1, 1), Row("groonga", 400.0, 1, 1)]
    assert ratios(rows, "groonga") == {"us": 1.5, "groonga": 1.0}
    assert not ratios(rows, "datasette")


def test_the_table_has_a_line_for_every_server_and_for_every_trouble() -> None:
    rows = [Row("us", 600.0, 1.25, 4.5, 123.4, ("round 1: 2 refused",)), Row("groonga", 400.0, 1, 1)]
    head, us, groonga, trouble = table(rows)
    assert head.split() == [
        "server",
        "requests/s",
        "p50",
        "ms",
        "p99",
        "ms",
        "×",
        "groonga",
        "×",
        "datasette",
        "PSS",
        "MB",
    ]
    assert us.split() == ["us", "600", "1.25", "4.50", "1.50", "–", "123", "!"]
    assert groonga.split() == ["groonga", "400", "1.00", "1.00", "1.00", "–", "–"]
    assert trouble == "  ! us, round 1: 2 refused"


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        ({"us": Answer(1, ("a",)), "groonga": Answer(1, ("a",))}, []),
        ({"us": Answer(2, ("a", "b")), "groonga": Answer(1, ("a",))}, ["经济走廊 合作: us 2, groonga 1"]),
        ({"us": Answer(0, ())}, ["经济走廊 合作: us finds nothing, though it was drawn from the paragraphs"]),
        ({"us": Answer(12, ("a",))}, ["经济走廊 合作: us finds 12 and gives 1 texts"]),
    ],
)
def test_exact_servers_agree_on_totals_and_give_ten_texts(answers: dict[str, Answer], lines: list[str]) -> None:
    assert list(disagreements(CORRIDOR, answers)) == lines


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        (("us", "groonga"), "1 disagreements between us and groonga"),
        (("us",), "none but us to compare"),
    ],
)
def test_every_disagreement_is_printed(exact: tuple[str, ...], said: str) -> None:
    head, matching, wrong, by_words = agreement(
        "queries", Compared(3, exact, (1, 4, 9), ("走廊: …",), {"other": (2, 0)})
    )
    assert head == f"  totals of 3 queries: {said}"
    assert matching == "    paragraphs that match: median 4, a tenth have 9 or more"
    assert wrong == "    走廊: …"
    assert by_words == "    other, which looks up words, finds less for 2 of them and more for 0"


@pytest.mark.parametrize(
    ("peer", "part"),
    [
        (Gongbao("whoosh", 2), "q=%E7%BB%8F%E6%B5%8E%E8%B5%B0%E5%BB%8A%20%E5%90%88%E4%BD%9C&"),
        (Groonga(None), "query=%E7%BB%8F%E6%B5%8E%E8%B5%B0%E5%BB%8A%20%E5%90%88%E4%BD%9C&"),
        (Datasette(None), "_search=%22%E7%BB%8F%E6%B5%8E+%E8%B5%B0%E5%BB%8A%22+%22%E5%90%88%E4%BD%9C%22&"),
    ],
)
def test_every_server_is_asked_for_all_leaves(peer: Peer, part: str) -> None:
    assert part in peer.path(CORRIDOR)


@pytest.mark.parametrize(
    ("peer", "body", "answer"),
    [
        (Gongbao("whoosh", 2), {"total": {"paragraphs": 7}, "hits": [{"text": "甲"}]}, Answer(7, ("甲",))),
        (
            Groonga(None),
            [[0, 1.5, 0.1], [[[7], [["id", "ShortText"], ["text", "ShortText"]], ["x.1", "甲"]]]],
            Answer(7, ("甲",)),
        ),
        (Datasette(None), {"filtered_table_rows_count": 7, "rows": [{"number": 1, "text": "甲"}]}, Answer(7, ("甲",))),
    ],
)
def test_totals_and_texts_are_read_from_every_answer(peer: Peer, body: object, answer: Answer) -> None:
    assert peer.read(json.dumps(body).encode()) == answer


@pytest.mark.parametrize("peer", [Groonga(None), Datasette(None)])
def test_what_is_not_installed_says_how_to_get_it(peer: Peer) -> None:
    assert "install" in peer.missing


def test_settings_of_ours_are_given_by_their_names(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["peers", "--corpus", "x", "--set", "LOG_LEVEL=info"])
    with pytest.raises(SystemExit):
        command.main()
    assert "LOG_LEVEL=info is no GONGBAO_NAME=VALUE" in capsys.readouterr().err
