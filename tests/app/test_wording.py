"""How wording changes, over HTTP: what a careful reader of the seeds says, and what cannot be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

A, B, C = "2015-04-20-joint-statement", "2018-11-04-joint-statement", "2020-03-17-joint-statement"


def get(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


HISTORIES = [
    ("命运共同体", ["first", "reworded", "reworded"]),
    ("外交优先方向", ["first", "same", "absent"]),
    ("东伊运", ["first", "reworded", "absent"]),
    ("克什米尔", ["absent", "absent", "first"]),
    ("一个中国政策", ["first", "reworded", "reworded"]),
    ("三股势力", ["absent", "first", "absent"]),
]


@pytest.mark.parametrize(("phrase", "statuses"), HISTORIES)
def test_the_history_that_a_careful_reader_tells(phrase: str, statuses: list[str], seeds_client: TestClient) -> None:
    items = get(seeds_client, f"/v1/history?q={phrase}&kind=joint-statement")["items"]
    assert [item["statement"]["id"] for item in items] == [A, B, C]
    assert [item["status"] for item in items] == statuses
    for item in items:
        if item["status"] == "absent":
            assert (item["clause"], item["paragraph"], item["diff"]) == (None, None, None)
            continue
        paragraph = get(seeds_client, item["paragraph"]["url"])
        assert item["clause"] in item["sentence"]
        assert item["sentence"] in paragraph["text"]
        if item["diff"]:
            assert "".join(each["text"] for each in item["diff"] if each["op"] != "delete") == item["clause"]


def test_trends_are_what_a_search_counts(seeds_client: TestClient) -> None:
    answer = get(seeds_client, "/v1/trends?q=合作&q=命运共同体")
    assert [series["q"] for series in answer["series"]] == ["合作", "命运共同体"]
    for series in answer["series"]:
        for point in series["points"]:
            found = get(seeds_client, f"/v1/search?q={series['q']}&statement={point['statement']}&limit=1")["total"]
            assert (point["occurrences"], point["paragraphs"]) == (found["occurrences"], found["paragraphs"])


def test_each_paragraph_of_both_is_accounted_for(seeds_client: TestClient) -> None:
    answer = get(seeds_client, f"/v1/compare?a={B}&b={C}")
    for side, statement in (("a", B), ("b", C)):
        numbers = {number for pair in answer["pairs"] for number in pair[side]} | set(answer[f"only_{side}"])
        assert numbers == set(range(1, get(seeds_client, f"/v1/statements/{statement}")["paragraph_count"] + 1))


def test_what_is_said_to_be_dropped_is(seeds_client: TestClient) -> None:
    answer = get(seeds_client, f"/v1/changes/{C}?limit=10")
    text = "".join(each["text"] for each in get(seeds_client, f"/v1/statements/{C}")["paragraphs"])
    assert answer["previous"]["id"] == B  # and not the news between
    assert answer["dropped"]
    for phrase in answer["dropped"]:
        assert phrase["text"] not in text
        assert all(phrase["text"] in get(seeds_client, place["url"])["text"] for place in phrase["places"])


WRONG = [
    ("/v1/history", 400, "invalid-parameter", "q"),
    ("/v1/history?q=", 400, "invalid-parameter", "q"),
    ("/v1/history?q=-中国", 400, "invalid-parameter", "q"),
    ("/v1/history?q=(", 400, "query-syntax", "q"),
    ("/v1/history?q=中国&kind=x", 400, "invalid-parameter", "kind"),
    ("/v1/history?q=中国&q=巴", 400, "invalid-parameter", "q"),
    ("/v1/trends", 400, "invalid-parameter", "q"),
    ("/v1/trends?q=(", 400, "query-syntax", "q"),
    ("/v1/trends?q=中&by=month", 400, "invalid-parameter", "by"),
    ("/v1/trends?" + "&".join(["q=中"] * 9), 400, "invalid-parameter", "q"),
    ("/v1/compare", 400, "invalid-parameter", "a"),
    (f"/v1/compare?a={A}", 400, "invalid-parameter", "b"),
    (f"/v1/compare?a={A}&b={A}", 400, "invalid-parameter", "b"),
    (f"/v1/compare?a={A}&b=none", 404, "statement-not-found", None),
    (f"/v1/compare?a=none&b={A}", 404, "statement-not-found", None),
    ("/v1/changes/none", 404, "statement-not-found", None),
    (f"/v1/changes/{A}", 404, "no-earlier-statement", None),
    (f"/v1/changes/{B}?against=next", 400, "invalid-parameter", "against"),
    (f"/v1/changes/{B}?party=印度", 404, "no-earlier-statement", None),
    (f"/v1/changes/{B}?limit=0", 400, "invalid-parameter", "limit"),
]


@pytest.mark.parametrize(("address", "status", "code", "param"), WRONG)
def test_what_cannot_be_answered_is_refused(
    address: str, status: int, code: str, param: str | None, seeds_client: TestClient
) -> None:
    problem = seeds_client.get(address)
    assert (problem.status_code, problem.json()["code"], problem.json().get("param")) == (status, code, param)
    assert problem.json().get("hint") or param, problem.text


def test_seldom_met_parties_may_be_named_shortly(seeds_client: TestClient) -> None:
    items = get(seeds_client, "/v1/history?q=命运共同体&party=中国&party=巴基斯坦")["items"]
    assert [item["statement"]["id"] for item in items] == [A, B, C]
