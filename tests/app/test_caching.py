"""What every answer carries: a validator that saves the work, and headers that keep it safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

DATA = [
    "/v1/search?q=中国&facets=year",
    "/v1/statements?limit=2",
    "/v1/statements/2015-04-20-joint-statement",
    "/v1/statements/2015-04-20-joint-statement/paragraphs/2?after=1",
    "/v1/paragraphs/2015-04-20-joint-statement.2",
    "/v1/meta",
]
FIXED = ["/docs", "/docs/errors", "/docs/assets/swagger-ui-bundle.js", "/docs/assets/swagger-ui.css", "/openapi.json"]
LIVE = ["/healthz", "/readyz"]


@pytest.mark.parametrize("address", [*DATA, *FIXED])
def test_what_the_client_has_already_is_not_sent_again(small: TestClient, address: str) -> None:
    answer = small.get(address)
    etag = answer.headers["etag"]
    assert etag.startswith('"')
    assert answer.headers["cache-control"] == "no-cache"
    for held in (etag, f"W/{etag}", f'"other", {etag}', f"{etag},"):
        again = small.get(address, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        assert again.headers["cache-control"] == "no-cache"
    for other in ('"other"', etag.strip('"'), ""):
        assert small.get(address, headers={"If-None-Match": other}).content == answer.content


@pytest.mark.parametrize("address", [*DATA, *FIXED, "/", "/v1/export?q=中国", "/statements/2015-04-20-joint-statement"])
def test_who_has_any_version_is_sent_none(small: TestClient, address: str) -> None:
    answer = small.get(address, headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.content) == (304, b"")
    whole = small.get(address)
    assert answer.headers["etag"] == whole.headers["etag"]
    assert not {"content-length", "content-type", "content-encoding"} & set(answer.headers)
    assert small.head(address, headers={"If-None-Match": "*"}).status_code == 304
    assert small.get(address, headers={"If-None-Match": " * "}).status_code == 304


@pytest.mark.parametrize("address", ["/v1/statements/none", "/v1/search?q=(", "/nothing", "/statements/none"])
def test_of_what_is_not_there_nobody_has_a_version(small: TestClient, address: str) -> None:
    plain, answer = small.get(address), small.get(address, headers={"If-None-Match": "*"})
    assert plain.status_code >= 400
    assert (answer.status_code, answer.content) == (plain.status_code, plain.content)


def test_different_answers_have_different_etags(small: TestClient) -> None:
    addresses = [*DATA, "/v1/search?q=中国", "/v1/search?q=国", "/v1/search?q=国&limit=1", "/v1/statements"]
    assert len({small.get(address).headers["etag"] for address in addresses}) == len(addresses)


def test_the_order_of_parameters_is_no_difference(small: TestClient) -> None:
    one, other = small.get("/v1/search?q=国&limit=1"), small.get("/v1/search?limit=1&q=国")
    assert one.headers["etag"] == other.headers["etag"]
    assert one.content == other.content


@pytest.mark.parametrize("address", [*DATA, *FIXED, *LIVE])
def test_head_is_get_without_the_body(small: TestClient, address: str) -> None:
    get, head = small.get(address), small.head(address)
    assert head.status_code == 200
    assert head.content == b""
    own = ("x-request-id",)
    assert [pair for pair in head.headers.items() if pair[0] not in own] == [
        pair for pair in get.headers.items() if pair[0] not in own
    ]


@pytest.mark.parametrize("address", [*DATA, *FIXED, *LIVE, "/nowhere", "/v1/search?q=("])
def test_no_answer_may_be_guessed_at_and_none_sets_a_cookie(small: TestClient, address: str) -> None:
    answer = small.get(address)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", [address for address in DATA if address != "/v1/meta"])
def test_every_answer_names_the_corpus_it_speaks_of(small: TestClient, address: str) -> None:
    assert small.get(address).json()["corpus_version"] == small.get("/v1/meta").json()["corpus_version"]


@pytest.mark.parametrize("address", LIVE)
def test_whether_the_service_lives_is_asked_afresh_each_time(small: TestClient, address: str) -> None:
    answer = small.get(address)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
