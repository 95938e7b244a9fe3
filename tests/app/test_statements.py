"""Statements and paragraphs by their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.corpora import small_corpus

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from search.model import Statement

STATEMENT_KEYS = [
    "id", "title", "kind", "date", "published", "place", "parties", "coded_parties", "date_printed", "translations",
    "language", "paragraph_count", "sections",
    "signature", "lead", "source",
]  # fmt: skip
PARAGRAPH_KEYS = {
    "id", "statement", "number", "label", "section", "path", "date", "speakers", "text", "url", "source",
}  # fmt: skip
OLDEST_FIRST = [
    "2015-04-20-joint-statement",
    "2018-11-04-joint-statement",
    "2018-11-04-news-aaaaaa",
    "2021-12-08-news-cccccc",
    "undated-treaty-bbbbbb",
]


def get(client: TestClient, address: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401  # as in a query string
    answer = client.get(address, params=parameters)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


LISTED: list[tuple[dict[str, Any], list[str]]] = [
    ({}, OLDEST_FIRST),
    ({"from": "2018"}, OLDEST_FIRST[1:4]),
    ({"to": "2018-11-04"}, OLDEST_FIRST[:3]),
    ({"from": "2018-11-04", "to": "2018-11-04"}, OLDEST_FIRST[1:3]),
    ({"from": "2016", "to": "2017"}, []),
    ({"kind": "news"}, OLDEST_FIRST[2:4]),
    ({"kind": ["treaty", "joint-statement"]}, [OLDEST_FIRST[0], OLDEST_FIRST[1], OLDEST_FIRST[4]]),
    ({"place": "北京"}, [OLDEST_FIRST[1]]),
    ({"place": ["北京", "伊斯兰堡"], "from": "2016"}, [OLDEST_FIRST[1]]),
    ({"place": "上海"}, []),
]


@pytest.mark.parametrize(("parameters", "ids"), LISTED)
def test_statements_are_listed_oldest_first_undated_last(
    small: TestClient, parameters: dict[str, Any], ids: list[str]
) -> None:
    body = get(small, "/v1/statements", **parameters)
    assert list(body) == ["corpus_version", "total", "items", "notices", "next", "prev"]
    assert [item["id"] for item in body["items"]] == ids
    assert body["total"] == len(ids)
    assert all(list(item) == STATEMENT_KEYS for item in body["items"])


@pytest.mark.parametrize("statement", small_corpus(), ids=lambda statement: statement.id)
def test_a_statement_is_read_whole(small: TestClient, statement: Statement) -> None:
    body = get(small, f"/v1/statements/{statement.id}")
    assert list(body) == [*STATEMENT_KEYS, "paragraphs", "corpus_version"]
    assert [paragraph["text"] for paragraph in body["paragraphs"]] == [p.text for p in statement.paragraphs]
    assert [paragraph["number"] for paragraph in body["paragraphs"]] == list(range(1, statement.paragraph_count + 1))
    assert body["source"] == {
        "file": "made/by-hand.txt", "sha256": "0" * 64, "url": None, "publisher": None, "editor": None,
    }  # fmt: skip
    assert all(set(paragraph) == PARAGRAPH_KEYS for paragraph in body["paragraphs"])


def test_every_paragraph_is_at_its_permalink(small: TestClient) -> None:
    for statement in small_corpus():
        whole = get(small, f"/v1/statements/{statement.id}")
        for paragraph in whole["paragraphs"]:
            alone = get(small, paragraph["url"])
            assert alone.pop("corpus_version") == whole["corpus_version"]
            assert alone == paragraph


NEIGHBORS = [
    (1, 0, 0, [], []),
    (2, 1, 1, [1], [3]),
    (1, 2, 2, [], [2, 3]),
    (4, 20, 20, [1, 2, 3], []),
    (3, 1, 0, [2], []),
]


@pytest.mark.parametrize(("number", "before", "after", "earlier", "later"), NEIGHBORS)
def test_a_paragraph_comes_with_as_many_neighbors_as_asked_for(
    small: TestClient, number: int, before: int, after: int, earlier: list[int], later: list[int]
) -> None:
    address = f"/v1/statements/2015-04-20-joint-statement/paragraphs/{number}"
    body = get(small, address, before=before, after=after)
    assert body["paragraph"]["number"] == number
    assert [paragraph["number"] for paragraph in body["before"]] == earlier
    assert [paragraph["number"] for paragraph in body["after"]] == later
    assert list(body["statement"]) == STATEMENT_KEYS


def test_without_being_asked_a_paragraph_has_no_neighbors(small: TestClient) -> None:
    body = get(small, "/v1/statements/2015-04-20-joint-statement/paragraphs/2")
    assert (body["before"], body["after"]) == ([], [])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("q=战略合作伙伴 -加强", ["2015-04-20-joint-statement", "2020-03-17-joint-statement"]),
        ("q=政治关系", ["2018-11-04-joint-statement"]),
        ("q=政治关系&in=title", []),
        ("q=战略合作伙伴 -加强&from=2016", ["2020-03-17-joint-statement"]),
        ("q=战略合作伙伴 -加强&limit=1", ["2015-04-20-joint-statement"]),
    ],
)
def test_statements_are_listed_by_what_stands_above_their_texts(
    seeds_client: TestClient, query: str, ids: list[str]
) -> None:
    answer = seeds_client.get(f"/v1/statements?{query}").json()
    assert [each["id"] for each in answer["items"]] == ids
    if "limit" in query:
        following = seeds_client.get(f"/v1/statements?{query}&cursor={answer['next']}").json()
        assert [each["id"] for each in following["items"]] == ["2020-03-17-joint-statement"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=战略合作伙伴 –加强", ["look-alike"]),
        ("q=戰略合作夥伴", ["folded"]),
        ("q=战略合作伙伴 -加强", []),
        ("limit=1", []),
    ],
)
def test_how_a_query_for_statements_is_read_is_told(seeds_client: TestClient, query: str, codes: list[str]) -> None:
    assert [each["code"] for each in seeds_client.get(f"/v1/statements?{query}").json()["notices"]] == codes
