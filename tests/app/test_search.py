"""What a search answers: the names of the contract, and that each parameter does what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpora import small_corpus

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from search.model import Paragraph

HIT_KEYS = {
    "id", "statement", "number", "label", "section", "path", "date", "speakers", "text", "url", "source", "score", "spans",
    "kwic",
    "headers",
}  # fmt: skip


def search(client: TestClient, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401  # whatever a query string takes
    answer = client.get("/v1/search", params={name.rstrip("_"): value for name, value in parameters.items()})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def found(body: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in body["hits"]]


def test_an_answer_has_the_keys_of_the_contract(small: TestClient) -> None:
    body = search(small, q="命运共同体 -新时代", facets="year")
    assert list(body) == [
        "query", "corpus_version", "total", "facets", "hits", "suggestions", "searched", "next", "prev",
    ]  # fmt: skip
    assert body["query"] == {
        "q": "命运共同体 -新时代", "parsed": "命运共同体 -新时代", "match": "exact", "notices": [],
    }  # fmt: skip
    assert set(body["total"]) == {"paragraphs", "statements", "occurrences"}
    assert body["suggestions"] == []
    assert {key for hit in body["hits"] for key in hit} == HIT_KEYS
    assert {key for hit in body["hits"] for key in hit["statement"]} == {"id", "title", "date", "kind"}
    assert (body["next"], body["prev"]) == (None, None)


def test_a_hit_is_the_paragraph_with_its_matches(small: TestClient) -> None:
    (hit,) = search(small, q="中国 留学", context=3)["hits"]
    assert hit["id"] == "2018-11-04-joint-statement.2"
    assert hit["statement"] == {
        "id": "2018-11-04-joint-statement",
        "title": "标题 2018-11-04-joint-statement",
        "date": "2018-11-04",
        "kind": "joint-statement",
    }
    assert hit["spans"] == [[0, 2], [21, 23], [33, 35]]
    assert hit["kwic"][1] == {"left": "贫困，", "match": "中国", "right": "是巴基", "start": 21}
    assert hit["section"] == {"label": "一", "title": "政治关系"}
    assert hit["label"] == "一"
    assert hit["speakers"] == ["pakistan"]
    assert hit["url"] == "/v1/paragraphs/2018-11-04-joint-statement.2"
    assert hit["source"] == {"file": "made/by-hand.txt", "start": 200, "end": 200 + len(hit["text"])}


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"q": "命运共同体"}, ["2018-11-04-joint-statement.1", "2018-11-04-news-aaaaaa.1", "2015-04-20-joint-statement.1"]),
    ({"q": "命运共同体", "from": "2016"}, ["2018-11-04-joint-statement.1", "2018-11-04-news-aaaaaa.1"]),
    ({"q": "命运共同体", "to": "2015"}, ["2015-04-20-joint-statement.1"]),
    ({"q": "命运共同体", "from": "2015-04-20", "to": "2015-04"}, ["2015-04-20-joint-statement.1"]),
    ({"q": "命运共同体", "from": "2019"}, []),
    ({"q": "命运共同体", "kind": "news"}, ["2018-11-04-news-aaaaaa.1"]),
    ({"q": "命运共同体", "kind": ["news", "treaty"]}, ["2018-11-04-news-aaaaaa.1"]),
    ({"q": "命运共同体", "place": "北京"}, ["2018-11-04-joint-statement.1"]),
    ({"q": "命运共同体", "place": "上海"}, []),
    ({"q": "命运共同体", "place": ["上海", "伊斯兰堡"]}, ["2015-04-20-joint-statement.1"]),
    ({"q": "命运共同体", "statement": "2018-11-04-news-aaaaaa"}, ["2018-11-04-news-aaaaaa.1"]),
    ({"q": "命运共同体", "statement": "none"}, []),
    ({"q": "命运共同体", "speaker": "china"}, []),
    ({"q": "命运共同体", "speaker": ["china", "both"], "from": "2018"}, ["2018-11-04-joint-statement.1"]),
    ({"q": "命運共同體", "to": "2015"}, ["2015-04-20-joint-statement.1"]),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "ids"), FILTERS)
def test_any_of_the_values_of_all_of_the_parameters(
    small: TestClient, parameters: dict[str, Any], ids: list[str]
) -> None:
    body = search(small, sort="-date", **parameters)
    assert found(body) == ids
    assert body["total"]["paragraphs"] == len(ids)


def test_an_empty_query_finds_every_paragraph_newest_statement_first(small: TestClient) -> None:
    for parameters in ({}, {"q": ""}, {"q": "　"}):
        body = search(small, limit=100, **parameters)
        dates = [hit["date"] for hit in body["hits"]]
        assert len(dates) == 16
        assert dates == sorted(dates, key=lambda day: day or "", reverse=True)
        assert body["query"]["parsed"] == ""


def test_facets_count_the_matching_paragraphs_and_come_only_when_asked_for(small: TestClient) -> None:
    assert search(small)["facets"] == {}
    facets = search(small, facets="year,kind,statement,place,speaker,year", limit=1)["facets"]
    assert set(facets) == {"year", "kind", "statement", "place", "speaker"}
    for facet in ("year", "kind", "statement", "place"):
        assert sum(row["count"] for row in facets[facet]) == 16
    assert {"value": None, "count": 2} in facets["year"]


SEARCHED = [
    ({}, (5, 16, 1, "2015-04-20", "2021-12-08")),
    ({"from": "2018", "to": "2018"}, (2, 7, 0, "2018-11-04", "2018-11-04")),
    ({"kind": "treaty"}, (1, 2, 1, None, None)),
    ({"from": "1951", "to": "1952"}, (0, 0, 0, None, None)),
]


@pytest.mark.parametrize(("filters", "expected"), SEARCHED)
def test_finding_nothing_says_what_was_searched(
    small: TestClient, filters: dict[str, str], expected: tuple[object, ...]
) -> None:
    body = search(small, q="没有这样的话", **filters)
    assert body["total"] == {"paragraphs": 0, "statements": 0, "occurrences": 0}
    assert body["hits"] == []
    assert tuple(body["searched"].values()) == expected


def test_chinese_is_not_escaped(small: TestClient) -> None:
    assert "命运共同体" in small.get("/v1/search", params={"q": "命运共同体"}).content.decode("utf-8")


@given(
    st.integers(0, 200), st.sampled_from([p for s in small_corpus() for p in s.paragraphs if p.text.strip()]), st.data()
)
def test_spans_and_kwic_quote_the_text(
    small: TestClient, context: int, paragraph: Paragraph, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(paragraph.text) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph.text)))
    quoted = f"「{paragraph.text[start:end]}」"
    answer = small.get("/v1/search", params={"q": quoted, "context": context, "limit": 100})
    if answer.status_code == 400:  # only invisible characters
        return
    for hit in answer.json()["hits"]:
        assert len(hit["spans"]) == len(hit["kwic"])
        for (first, last), keyword in zip(hit["spans"], hit["kwic"], strict=True):
            assert keyword["match"] == hit["text"][first:last]
            assert keyword["start"] == first
            assert keyword["left"] == hit["text"][max(first - context, 0) : first]
            assert keyword["right"] == hit["text"][last : last + context]
