"""The laws of a walk: everything once, in order, and back; and a cursor means nothing to any other request."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.cursors import PageWalk, read_cursor, write_cursor
from app.api.problems import Code, ProblemError

if TYPE_CHECKING:
    from starlette.testclient import TestClient

searches = st.fixed_dictionaries(
    {"limit": st.integers(1, 20)},
    optional={
        "q": st.sampled_from(["国", "中", "-中", "中巴 OR 国", "没有"]),
        "from": st.sampled_from(["2015", "2018-11"]),
        "to": st.sampled_from(["2018", "2021-12-08"]),
        "kind": st.lists(st.sampled_from(["news", "treaty", "joint-statement"]), max_size=2),
        "speaker": st.lists(st.sampled_from(["both", "china"]), max_size=2),
        "sort": st.sampled_from(["relevance", "date", "-date"]),
        "facets": st.just("year"),
    },
)
listings = st.fixed_dictionaries(
    {"limit": st.integers(1, 6)},
    optional={"from": st.just("2016"), "kind": st.lists(st.sampled_from(["news", "treaty"]), max_size=2)},
)


def pages(client: TestClient, address: str, parameters: dict[str, Any], way: str, cursor: str | None) -> list[Any]:
    """The pages from `cursor` on, walked by `next` or `prev`."""
    walked = []
    for _ in range(100):
        asked = parameters | ({"cursor": cursor} if cursor else {})
        answer = client.get(address, params=asked)
        assert answer.status_code == 200, answer.text
        walked.append(answer.json())
        cursor = walked[-1][way]
        if cursor is None:
            return walked
    raise AssertionError("the walk does not end")


def assert_walks(client: TestClient, address: str, parameters: dict[str, Any], items: str) -> None:
    """The walk there yields the whole result once and in order; the walk back, the same pages."""
    (whole,) = pages(client, address, parameters | {"limit": 100}, "next", None)
    there = pages(client, address, parameters, "next", None)
    assert [item["id"] for page in there for item in page[items]] == [item["id"] for item in whole[items]]
    assert all(page["total"] == whole["total"] for page in there)
    last = there[-2]["next"] if len(there) > 1 else None
    back = pages(client, address, parameters, "prev", last)
    assert back[::-1] == there


@given(searches)
def test_a_walk_through_hits_is_whole_and_leads_back(small: TestClient, parameters: dict[str, Any]) -> None:
    assert_walks(small, "/v1/search", parameters, "hits")


@given(listings)
def test_a_walk_through_statements_is_whole_and_leads_back(small: TestClient, parameters: dict[str, Any]) -> None:
    assert_walks(small, "/v1/statements", parameters, "items")


def test_link_leads_to_the_pages_that_the_cursors_name(small: TestClient) -> None:
    address, seen = "/v1/search?q=国&limit=2&kind=news&kind=treaty", 0
    while address:
        answer = small.get(address)
        body = answer.json()
        seen += len(body["hits"])
        assert set(answer.links) == {way for way in ("next", "prev") if body[way]}
        address = answer.links.get("next", {}).get("url", "")
    assert seen == small.get("/v1/search?q=国&kind=news&kind=treaty").json()["total"]["paragraphs"] > 2


def cursor_of(client: TestClient, parameters: dict[str, Any]) -> str:
    cursor: str = client.get("/v1/search", params=parameters).json()["next"]
    return cursor


OTHERS = [{"q": "中"}, {"limit": 3}, {"sort": "date"}, {"from": "2015"}, {"kind": "news"}, {"context": 5}]


@pytest.mark.parametrize("change", OTHERS)
def test_a_cursor_is_refused_by_another_request(small: TestClient, change: dict[str, Any]) -> None:
    parameters: dict[str, Any] = {"q": "国", "limit": 2}
    cursor = cursor_of(small, parameters)
    answer = small.get("/v1/search", params=parameters | change | {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-cursor")
    listed = small.get("/v1/statements", params={"limit": 2, "cursor": cursor})
    assert (listed.status_code, listed.json()["code"]) == (400, "invalid-cursor")


def test_a_request_in_other_words_is_no_other_request(small: TestClient) -> None:
    cursor = cursor_of(small, {"q": "国", "limit": 2, "from": "2015"})
    answer = small.get(f"/v1/search?from=2015-01&sort=relevance&cursor={cursor}&limit=2&q=国")
    assert answer.status_code == 200


@given(st.data())
def test_a_cursor_with_any_character_changed_is_refused(small: TestClient, data: st.DataObject) -> None:
    parameters: dict[str, Any] = {"q": "国", "limit": 2}
    cursor = cursor_of(small, parameters)
    at = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.characters(codec="ascii", exclude_categories=["Cc"]).filter(lambda c: c != cursor[at]))
    changed = data.draw(
        st.sampled_from(
            [cursor[:at] + other + cursor[at + 1 :], cursor[:at], cursor + other, f" {cursor}", f"{cursor}="]
        )
    )
    answer = small.get("/v1/search", params=parameters | {"cursor": changed})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-cursor")


@given(st.integers(0, 2**32 - 1), st.text(), st.text(min_size=1), st.text(min_size=1))
def test_a_cursor_is_read_as_it_was_written(offset: int, request: str, version: str, other: str) -> None:
    cursor = write_cursor(offset, request=request, corpus_version=version)
    assert read_cursor(cursor, request=request, corpus_version=version) == offset
    for changed, code in (
        ({"request": request + other, "corpus_version": version}, Code.INVALID_CURSOR),
        ({"request": request, "corpus_version": version + other}, Code.CURSOR_EXPIRED),
    ):
        with pytest.raises(ProblemError) as caught:
            read_cursor(cursor, **changed)
        assert caught.value.code is code


@given(st.text())
def test_any_text_is_a_cursor_or_is_refused(text: str) -> None:
    with contextlib.suppress(ProblemError):
        PageWalk.at(text, request="", corpus_version="", limit=1)
