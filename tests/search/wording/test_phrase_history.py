"""One phrase through the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.deadline import Deadline
from search.engines.protocol import Match
from search.errors import NoPhraseError, QueryTimeoutError
from search.model import Kind, Speaker
from search.query.nodes import Literal
from search.query.parser import parse
from search.query.rewrite import folded
from search.wording.phrase_history import HistoryStatus, history
from search.wording.series import SeriesFilter
from tests.search.wording.made import FORMULAS, made, marked, prepared

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.wording.phrase_history import Item
    from search.wording.precomputed import Reader

FIRST, SAME, REWORDED, ABSENT, RETURNED = (
    HistoryStatus.FIRST,
    HistoryStatus.SAME,
    HistoryStatus.REWORDED,
    HistoryStatus.ABSENT,
    HistoryStatus.RETURNED,
)
JOINT = SeriesFilter((Kind.JOINT_STATEMENT,))

CAREFUL_READER = [
    ("命运共同体", (FIRST, "不断深化中巴命运共同体内涵"), (REWORDED, "打造新时代更紧密的中巴命运共同体"), (REWORDED, "构建新时代更紧密的中巴命运共同体")),
    ("外交优先方向", (FIRST, "始终把中巴关系置于外交优先方向"), (SAME, "始终把中巴关系置于外交优先方向"), (ABSENT, None)),
    ("东伊运", (FIRST, "双方将继续携手坚决打击“东伊运”这一恐怖组织"), (REWORDED, "依法打击包括“东突厥斯坦伊斯兰运动(东伊运)”在内的分裂主义、恐怖主义和极端主义活动"), (ABSENT, None)),
    ("克什米尔", (ABSENT, None), (ABSENT, None), (FIRST, "双方就查谟和克什米尔地区形势交换意见")),
    ("一个中国政策", (FIRST, "巴方将毫不动摇地奉行一个中国政策"), (REWORDED, "将坚定奉行一个中国政策"), (REWORDED, "巴方重申坚持一个中国政策")),
    ("三股势力", (ABSENT, None), (FIRST, "双方同意进一步加强打击极端主义、恐怖主义和分裂主义“三股势力”合作"), (ABSENT, None)),
    # near, without the phrase itself
    ("坚定奉行一个中国政策", (ABSENT, None), (FIRST, "将坚定奉行一个中国政策"), (REWORDED, "巴方重申坚持一个中国政策")),
    ("阿人所有，阿人主导", (FIRST, "支持“阿人所有，阿人主导”的阿富汗和平与和解进程"), (REWORDED, "支持“阿人主导、阿人所有”阿富汗和平与和解进程"), (ABSENT, None)),
    ("外交政策的基石", (FIRST, "对华友好是巴基斯坦外交政策的基石"), (REWORDED, "巴中关系是巴外交政策基石"), (ABSENT, None)),
    # near in words, but about something else
    ("一个和平、稳定、合作、繁荣的南亚", (FIRST, "一个和平、稳定、合作、繁荣的南亚"), (SAME, "一个和平、稳定、合作、繁荣的南亚"), (ABSENT, None)),
    ("双方同意进一步加强防务合作", (ABSENT, None), (FIRST, "双方同意进一步加强防务合作"), (ABSENT, None)),
]  # fmt: skip


def of(query: str, reader: Reader, analyzer: Analyzer, among: SeriesFilter = JOINT) -> tuple[Item, ...]:
    """The history of a query, among joint statements."""
    return history(folded(parse(query), analyzer), reader, analyzer, among=among)


@pytest.mark.parametrize(("phrase", "in_2015", "in_2018", "in_2020"), CAREFUL_READER)
def test_a_history_says_what_a_careful_reader_says(
    phrase: str,
    in_2015: tuple[HistoryStatus, str | None],
    in_2018: tuple[HistoryStatus, str | None],
    in_2020: tuple[HistoryStatus, str | None],
    prepared_seeds: Reader,
    analyzer: Analyzer,
) -> None:
    items = of(phrase, prepared_seeds, analyzer)
    assert [(item.status, item.clause) for item in items] == [in_2015, in_2018, in_2020]


def test_an_item_says_where_the_clause_stands_who_speaks_and_what_changed(
    prepared_seeds: Reader, analyzer: Analyzer
) -> None:
    before, item, after = of("东伊运", prepared_seeds, analyzer)
    assert before.standing
    assert item.standing
    assert (before.standing.voice, item.standing.voice) == ((Speaker.BOTH,), (Speaker.PAKISTAN,))
    assert (item.standing.paragraph, item.standing.paragraphs, item.paragraph) == (37, 48, 37)
    assert 0.7 < item.standing.share < 0.8
    assert item.against == "2015-04-20-joint-statement"
    assert item.sentence is not None
    assert item.sentence.startswith("巴方继续坚定支持中方维护国家主权、安全，依法打击")
    assert "{+依法打击包括“东突厥斯坦伊斯兰运动(东伊运)”在内" in marked(item.diff)  # a quotation is never cut
    assert (after.paragraph, after.sentence, after.diff, after.similarity, after.standing) == (None,) * 5


def test_news_is_an_item_of_its_own_unless_left_out(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    search_all = of("命运共同体", prepared_seeds, analyzer, SeriesFilter())
    assert [item.statement.id[:4] for item in search_all] == ["2015", "2018", "2020", "2021"]
    assert marked(search_all[-1].diff) == "{+为+}构建新时代更{+加+}紧密的中巴命运共同体{+作出更大贡献+}"


PHRASE = "双方始终把中巴关系置于外交优先方向。"
OTHER = "双方同意加强海洋科研。"


@pytest.mark.parametrize(
    ("paragraphs", "statuses"),
    [
        ((PHRASE, OTHER, PHRASE), (FIRST, ABSENT, RETURNED)),
        ((PHRASE, OTHER, "中方把中巴关系置于外交优先方向。"), (FIRST, ABSENT, RETURNED)),
        ((OTHER, PHRASE, PHRASE), (ABSENT, FIRST, SAME)),
        ((PHRASE, "雙方始終把中巴關係置於外交優先方向。", PHRASE), (FIRST, SAME, SAME)),
        ((OTHER, OTHER, OTHER), (ABSENT, ABSENT, ABSENT)),
    ],
)
def test_a_phrase_returns_after_a_statement_without_it(
    paragraphs: tuple[str, ...], statuses: tuple[HistoryStatus, ...], analyzer: Analyzer
) -> None:
    statements = [made(f"20{year}-01-01", text) for year, text in zip((15, 18, 20), paragraphs, strict=True)]
    items = of("外交优先方向", prepared(statements, analyzer), analyzer)
    assert tuple(item.status for item in items) == statuses


@pytest.mark.parametrize(
    ("between", "status"),
    [
        (made("2016-01-01", OTHER, kind=Kind.NEWS), SAME),
        (made("2016-01-01", OTHER, parties=("中国", "俄罗斯")), SAME),
        (made("2016-01-01", OTHER, kind=Kind.JOINT_COMMUNIQUE, parties=("中国", "巴基斯坦")), RETURNED),
    ],
)
def test_nothing_returns_because_others_did_not_say_it(
    between: object, status: HistoryStatus, analyzer: Analyzer
) -> None:
    reader = prepared([made("2015-01-01", PHRASE), between, made("2018-01-01", PHRASE)], analyzer)  # type: ignore[list-item]
    assert of("外交优先方向", reader, analyzer, SeriesFilter())[-1].status is status


def test_of_several_clauses_the_one_most_like_the_last_is_shown(analyzer: Analyzer) -> None:
    later = made("2018-01-01", "中方愿加强反恐合作。", "双方重视反恐能力建设，支持反恐。")
    reader = prepared([made("2015-01-01", "双方重视反恐能力的建设。"), later], analyzer)
    item = of("反恐", reader, analyzer)[-1]
    assert (item.clause, item.paragraph, item.occurrences) == ("双方重视反恐能力建设", 2, 3)


def test_whole_words_only_on_request(analyzer: Analyzer) -> None:
    reader = prepared([made("2015-01-01", "维护发展中国家利益。")], analyzer)
    statuses = [history(Literal("中国"), reader, analyzer, match=match)[0].status for match in Match]
    assert statuses == [FIRST, ABSENT]


@pytest.mark.parametrize(
    ("query", "clause"),
    [('"新时代*命运共同体"', "打造新时代更紧密的中巴命运共同体"), ("打造新时代 OR 内涵", "不断深化中巴命运共同体内涵")],
)
def test_an_expression_has_a_history_too(query: str, clause: str, prepared_seeds: Reader, analyzer: Analyzer) -> None:
    first = next(item for item in of(query, prepared_seeds, analyzer) if item.status is FIRST)
    assert first.clause == clause


@pytest.mark.parametrize("query", ["", "-中国"])
def test_without_a_phrase_there_is_no_history(query: str, prepared_seeds: Reader, analyzer: Analyzer) -> None:
    with pytest.raises(NoPhraseError):
        of(query, prepared_seeds, analyzer)


def test_a_history_stops_at_the_deadline(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    with pytest.raises(QueryTimeoutError):
        history(Literal("中国"), prepared_seeds, analyzer, deadline=Deadline(at=0.0))


CORPORA = st.lists(
    st.lists(st.lists(st.sampled_from(FORMULAS), max_size=3).map("，".join), max_size=3), min_size=1, max_size=4
)


@settings(max_examples=50)
@given(corpus=CORPORA, phrase=st.sampled_from([*FORMULAS, "一个中国政策", "主权", "，"]))
def test_the_statuses_mean_what_they_say(corpus: list[list[str]], phrase: str, analyzer: Analyzer) -> None:
    statements = [made(f"2015-01-0{day}", *paragraphs) for day, paragraphs in enumerate(corpus, 1)]
    node = Literal(analyzer.comparable(phrase).text)
    items = history(node, prepared(statements[::-1], analyzer), analyzer)
    assert [item.statement.id for item in items] == [statement.id for statement in statements]
    shown = {item.statement.id: item for item in items if item.status is not ABSENT}
    for item, statement in zip(items, statements, strict=True):
        has_it = [node.text in analyzer.comparable(each.text).text for each in statement.paragraphs]
        assert (item.occurrences > 0) == any(has_it)
        if item.status is ABSENT:
            assert item.clause is None
            assert not any(has_it)
            continue
        assert item.clause
        assert item.paragraph
        assert item.clause in statement.paragraphs[item.paragraph - 1].text
        assert item.clause in (item.sentence or "")
        if item.status is SAME:
            before = shown[item.against or ""].clause or ""
            assert analyzer.comparable(before).text == analyzer.comparable(item.clause).text


NEAR = [
    ("绿色丝路", "双方共建绿色丝路。", "双方共同建设绿色的丝路。", HistoryStatus.REWORDED),
    ("绿色丝路", "双方共建绿色丝路。", "丝路沿线风光优美，群山绿色。", HistoryStatus.ABSENT),
    ("一个中国", "双方坚持一个中国政策。", "有人把中国描绘成一个可怕的对手。", HistoryStatus.ABSENT),
    ("主权国家", "双方尊重主权国家。", "丙国是主权在民的国家。", HistoryStatus.ABSENT),
    ("增进了解、扩大往来、深化友谊", "双方主张增进了解、扩大往来、深化友谊。", "双方主张增进了解，扩大往来，深化友谊。", HistoryStatus.REWORDED),
    ("增进了解，扩大往来，深化友谊", "双方主张增进了解，扩大往来，深化友谊。", "双方主张增进了解、扩大往来和深化友谊。", HistoryStatus.REWORDED),
    ("增进了解、扩大往来、深化友谊", "双方主张增进了解、扩大往来、深化友谊。", "双方珍视友谊，重视往来。", HistoryStatus.ABSENT),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "older", "newer", "expected"), NEAR)
def test_what_is_near_a_phrase(
    phrase: str, older: str, newer: str, expected: HistoryStatus, analyzer: Analyzer
) -> None:
    reader = prepared([made("2015-01-01", older), made("2018-01-01", newer)], analyzer)
    assert [item.status for item in of(phrase, reader, analyzer)] == [HistoryStatus.FIRST, expected]
