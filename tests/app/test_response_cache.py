"""Answers that are kept: the same as new ones, as many as there is room for, and none of an older corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response

from app.metrics import new_metrics
from app.response_cache import ResponseCache
from tests.app.test_live_index import eventually
from tests.corpora import small_corpus
from tests.indexes import write_index
from tests.servers import client_of

if TYPE_CHECKING:
    from pathlib import Path

    from httpx2 import Response as Reply
    from starlette.testclient import TestClient

    from search.analysis import Analyzer

ADDRESSES = [
    "/v1/search?q=中国",
    "/v1/search?q=中国&facets=year&limit=1",
    "/v1/search?q=沒有的詞",
    "/v1/concordance?q=中国&sort=left",
    "/v1/statements?limit=2",
    "/v1/paragraphs/2015-04-20-joint-statement.2",
    "/v1/paragraphs/2015-04-20-joint-statement.2?format=bib",
    "/v1/trends?q=中国",
]


def counted(client: TestClient, what: str) -> int:
    """How often something happened: `cache_hits`, `cache_misses`, `searches_stopped`."""
    lines = client.get("/metrics").text.splitlines()
    return int(float(next(line.split()[1] for line in lines if line.startswith(f"gongbao_{what}_total "))))


def told(answer: Reply) -> list[tuple[str, str]]:
    """The headers but for the id, which is every request's own."""
    return [pair for pair in answer.headers.items() if pair[0] != "x-request-id"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_is_kept_is_the_answer(small_index: Path, address: str) -> None:
    with client_of(small_index) as client:
        first, second = client.get(address), client.get(address)
        assert (counted(client, "cache_misses"), counted(client, "cache_hits")) == (1, 1)
        assert first.headers["x-request-id"] != second.headers["x-request-id"]
        assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert (first.status_code, first.content, told(first)) == (second.status_code, second.content, told(second))


def test_without_room_nothing_is_kept(small_index: Path) -> None:
    with client_of(small_index, cache_megabytes=0) as client:
        first, second = client.get(ADDRESSES[0]), client.get(ADDRESSES[0])
        assert (counted(client, "cache_misses"), counted(client, "cache_hits")) == (2, 0)
    assert first.content == second.content


def test_what_is_asked_otherwise_is_another_answer(small_index: Path) -> None:
    with client_of(small_index) as client:
        for query in ("q=中国", "q=中国&limit=1", "q=中国&format=csv", "q=中国&format=txt"):
            client.get(f"/v1/search?{query}")
        client.get("/v1/search?q=中国", headers={"Accept": "application/jsonl"})
        client.get("/v1/search?q=中国", headers={"Host": "other.example"})
        assert counted(client, "cache_hits") == 0


def test_errors_are_not_kept(small_index: Path) -> None:
    with client_of(small_index) as client:
        for _ in range(2):
            assert client.get("/v1/search?q=(").status_code == 400
        assert counted(client, "cache_hits") == 0


def test_an_answer_of_an_older_corpus_is_not_given(tmp_path: Path, analyzer: Analyzer) -> None:
    write_index(small_corpus(), tmp_path, analyzer)
    with client_of(tmp_path) as client:
        before = client.get("/v1/search?q=中国").json()
        write_index(small_corpus()[:1], tmp_path, analyzer)
        eventually(lambda: client.get("/v1/meta").json()["corpus_version"] != before["corpus_version"])
        after = client.get("/v1/search?q=中国").json()
    assert after["corpus_version"] != before["corpus_version"]
    assert after["total"]["paragraphs"] < before["total"]["paragraphs"]


def test_the_cache_keeps_what_was_asked_for_last_and_no_more_than_it_has_room_for() -> None:
    cache = ResponseCache(9000, new_metrics())
    for name in "abc":
        cache.keep(name, Response(name * 1000))
    assert cache.answer("a") is not None
    cache.keep("d", Response("d" * 1000))
    assert [name for name in "abcd" if cache.answer(name)] == ["a", "c", "d"]
    for large in (Response("e" * 9000), Response("", headers={"Link": "e" * 9000})):
        cache.keep("e", large)
        assert [name for name in "abcde" if cache.answer(name)] == ["a", "c", "d"]
