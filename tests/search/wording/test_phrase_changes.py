"""What is new, what was dropped, what returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import NoEarlierStatementError, StatementNotFoundError
from search.model import Kind
from search.wording.boilerplate import is_boilerplate
from search.wording.phrase_changes import Against, Place, changes
from search.wording.series import SeriesFilter
from tests.search.wording.made import FORMULAS, made, prepared

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.wording.phrase_changes import Phrase
    from search.wording.precomputed import Reader

OF_2020 = "2020-03-17-joint-statement"


def texts(phrases: tuple[Phrase, ...]) -> list[str]:
    """The phrases as printed."""
    return [phrase.text for phrase in phrases]


def test_what_2020_changed(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    found = changes(OF_2020, prepared_seeds, analyzer, limit=50)
    assert found.previous.id == "2018-11-04-joint-statement"
    assert found.earlier == 2
    assert "克什米尔问题是历史遗留下来的争议" in texts(found.new)
    assert texts(found.dropped)[0] == "始终把中巴关系置于外交优先方向"
    assert found.dropped[0].stood == 2
    assert found.dropped[0].places == (
        Place("2015-04-20-joint-statement", 3),
        Place("2018-11-04-joint-statement", 4),
    )
    assert "《联合国宪章》宗旨和原则" in texts(found.returned)
    returned = next(phrase for phrase in found.returned if phrase.text == "《联合国宪章》宗旨和原则")
    assert [place.statement[:4] for place in returned.places] == ["2015", "2020"]


def test_what_stayed_since_stands_first_among_the_new(prepared_seeds: Reader, analyzer: Analyzer) -> None:
    found = changes("2018-11-04-joint-statement", prepared_seeds, analyzer)
    assert "新时代更紧密的中巴命运共同体" in texts(found.new)[:5]
    assert all(phrase.later for phrase in found.new[:3])


LONG_AGO = "双方支持建设中巴友好城市。"
STEADY = "双方始终把中巴关系置于外交优先方向。"
ONCE = "双方愿塑造不同文明交流互鉴的典范。"


def test_the_longest_and_steadiest_stand_first_among_the_dropped(analyzer: Analyzer) -> None:
    statements = [
        made("2012-01-01", STEADY, LONG_AGO),
        made("2013-01-01", STEADY),
        made("2014-01-01", STEADY, LONG_AGO, ONCE),
        made("2015-01-01", "双方同意开展海洋科研。"),
    ]
    found = changes(statements[-1].id, prepared(statements, analyzer), analyzer)
    assert texts(found.dropped) == [
        "始终把中巴关系置于外交优先方向",
        "支持建设中巴友好城市",
        "塑造不同文明交流互鉴的典范",
    ]
    assert [(each.stood, round(each.steadiness, 2)) for each in found.dropped] == [(3, 1.0), (2, 0.67), (1, 1.0)]


def test_what_was_dropped_long_ago_counts_against_all(analyzer: Analyzer) -> None:
    statements = [
        made("2012-01-01", STEADY),
        made("2013-01-01", STEADY),
        made("2014-01-01", ONCE),
        made("2015-01-01", ONCE),
    ]
    reader = prepared(statements, analyzer)
    assert texts(changes(statements[-1].id, reader, analyzer).dropped) == []
    found = changes(statements[-1].id, reader, analyzer, against=Against.ALL)
    assert texts(found.dropped) == ["始终把中巴关系置于外交优先方向"]


@pytest.mark.parametrize(
    ("between", "previous"),
    [
        (made("2014-01-01", ONCE, kind=Kind.NEWS), "2013-01-01-joint-statement"),
        (made("2014-01-01", ONCE, parties=("中国", "俄罗斯")), "2013-01-01-joint-statement"),
        (made("2014-01-01", ONCE, kind=Kind.PRESS_COMMUNIQUE), "2014-01-01-press-communique"),
        (made("2014-01-01", ONCE, parties=("巴基斯坦", "中国")), "2014-01-01-joint-statement"),
    ],
)
def test_the_previous_statement_is_one_of_its_sort_by_the_same_parties(
    between: object, previous: str, analyzer: Analyzer
) -> None:
    statements = [made("2013-01-01", STEADY), between, made("2015-01-01", ONCE)]
    found = changes("2015-01-01-joint-statement", prepared(statements, analyzer), analyzer)  # type: ignore[arg-type]
    assert found.previous.id == previous


def test_other_kinds_count_on_request(analyzer: Analyzer) -> None:
    statements = [made("2013-01-01", STEADY, kind=Kind.NEWS), made("2015-01-01", ONCE)]
    reader = prepared(statements, analyzer)
    assert changes(statements[-1].id, reader, analyzer, among=SeriesFilter()).previous.kind is Kind.NEWS
    with pytest.raises(NoEarlierStatementError):
        changes(statements[-1].id, reader, analyzer)


@pytest.mark.parametrize(
    ("statement_id", "error"),
    [
        ("2015-04-20-joint-statement", NoEarlierStatementError),
        ("2021-12-08-news-c75367", NoEarlierStatementError),
        ("2016-01-01-joint-statement", StatementNotFoundError),
    ],
)
def test_nothing_to_compare_with_is_an_error(
    statement_id: str, error: type[Exception], prepared_seeds: Reader, analyzer: Analyzer
) -> None:
    with pytest.raises(error):
        changes(statement_id, prepared_seeds, analyzer)


def test_an_undated_statement_has_nothing_before_it(analyzer: Analyzer) -> None:
    statements = [made("2015-01-01", STEADY), made(None, ONCE)]
    with pytest.raises(NoEarlierStatementError):
        changes(statements[1].id, prepared(statements, analyzer), analyzer)


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from([*FORMULAS, LONG_AGO, STEADY, ONCE]), max_size=3).map("，".join), max_size=3
)


@settings(max_examples=60)
@given(corpus=st.lists(PARAGRAPHS, min_size=2, max_size=5), at=st.integers(1, 4), against=st.sampled_from(Against))
def test_laws_of_changes(corpus: list[list[str]], at: int, against: Against, analyzer: Analyzer) -> None:
    statements = [made(f"2015-01-0{day}", *paragraphs) for day, paragraphs in enumerate(corpus, 1)]
    at = min(at, len(corpus) - 1)
    found = changes(statements[at].id, prepared(statements[::-1], analyzer), analyzer, against=against)

    def having(phrase: Phrase) -> list[int]:
        text = analyzer.comparable(phrase.text).text
        return [
            number
            for number, statement in enumerate(statements)
            if any(text in analyzer.comparable(paragraph.text).text for paragraph in statement.paragraphs)
        ]

    assert all(at in having(phrase) and min(having(phrase)) == at for phrase in found.new)
    assert all(at not in having(phrase) and min(having(phrase)) < at for phrase in found.dropped)
    for phrase in found.returned:
        assert at in having(phrase)
        assert at - 1 not in having(phrase)
        assert min(having(phrase)) < at - 1
    if against is Against.PREVIOUS:
        assert all(at - 1 in having(phrase) for phrase in found.dropped)
    for phrases in (found.new, found.dropped, found.returned):
        assert not any(one.text in other.text for one in phrases for other in phrases if one is not other)
        for phrase in phrases:
            assert phrase.stood == sum(number < at for number in having(phrase))
            assert {place.statement for place in phrase.places} == {statements[n].id for n in having(phrase)}
            assert not is_boilerplate(analyzer.comparable(phrase.text).text)


COUNTED = [
    ("双方支持十九届历次会议精神。", "双方支持二十九届历次会议精神。", []),
    ("双方共建35个联合实验室。", "双方共建135个联合实验室。", []),
    ("双方完成三次海上联合演习。", "双方完成十三次海上联合演习。", ["海上联合演习"]),
    ("双方执行五年科技合作规划。", "双方执行十五年科技合作规划。", ["科技合作规划"]),
]


@pytest.mark.parametrize(("first", "third", "returned"), COUNTED)
def test_what_is_counted_otherwise_has_not_returned(
    first: str, third: str, returned: list[str], analyzer: Analyzer
) -> None:
    statements = [
        made("2015-01-01", first, LONG_AGO),
        made("2016-01-01", LONG_AGO),
        made("2017-01-01", third, LONG_AGO),
    ]
    assert texts(changes(statements[-1].id, prepared(statements, analyzer), analyzer).returned) == returned


@pytest.mark.parametrize("within", ["友好城市", "友好城巿", "反恐", "友好  城市"])
def test_changes_are_narrowed_to_a_text(within: str, analyzer: Analyzer) -> None:
    statements = [made("2015-01-01", LONG_AGO, STEADY, ONCE), made("2016-01-01", "双方愿便利旅客往来。")]
    reader = prepared(statements, analyzer)
    everything = changes(statements[-1].id, reader, analyzer).dropped
    narrowed = changes(statements[-1].id, reader, analyzer, containing=within)
    wanted = analyzer.comparable(within).text
    assert [phrase for phrase in everything if wanted in phrase.text] == list(narrowed.dropped)
    assert len(everything) > len(narrowed.dropped)
    assert narrowed.new == ()
