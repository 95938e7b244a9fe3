"""Bytes of other keyboards and consoles: refused everywhere, with what to do, and never an error of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from app.api.problems import Problem
from app.api.routes import documentation, export_feed, meta, metrics, search, statements, suggest_resolve, wording
from app.web import routes as web
from tests.app.web.reading import links_of, page_at

if TYPE_CHECKING:
    from starlette.testclient import TestClient

STATEMENT = "2015-04-20-joint-statement"
PATHS = sorted(
    {
        route.path.format_map({"id": STATEMENT, "number": "1", "paragraph_id": f"{STATEMENT}.1", "name": "pages.css"})
        for room in (documentation, export_feed, meta, metrics, search, statements, suggest_resolve, wording, web)
        for route in room.router.routes
        if isinstance(route, Route)
    }
)
PAGES = ["/", "/compare", "/history", f"/statements/{STATEMENT}"]
GBK = quote("命运".encode("gbk"))
BYTES = [GBK, "%00", "%ED%A0%80", f"%E4%B8%AD&p={GBK}"]


def test_there_are_routes_and_pages_to_ask() -> None:
    assert {*PAGES, "/v1/search", "/v1/meta", "/healthz", "/docs"} <= {*PATHS}


@pytest.mark.parametrize("accepted", ["text/html", "*/*"])
@pytest.mark.parametrize("path", PATHS)
def test_what_is_no_text_is_refused_at_every_address(small: TestClient, path: str, accepted: str) -> None:
    for sent in BYTES:
        for pair in (f"q={sent}", f"lang=en&q=%E4%B8%AD&{sent}={sent}"):
            answer = small.get(f"{path}?{pair}", headers={"Accept": accepted})
            assert answer.status_code in {400, 404, 406}, (path, pair, answer.text)
            assert answer.status_code == 400 or "/assets/" in path or accepted != "*/*"


@pytest.mark.parametrize("path", PATHS)
def test_what_is_no_text_in_a_path_is_never_an_error_of_the_server(small: TestClient, path: str) -> None:
    for sent in BYTES[:3]:
        for address in (f"{path}/{sent}", path.replace(STATEMENT, sent)):
            answer = small.get(address, headers={"Accept": "text/html"})
            assert answer.status_code in {200, 400, 404, 406}


@given(st.binary(max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_bytes_are_an_error_of_the_server(small: TestClient, sent: bytes) -> None:
    for address in ("/v1/search?q=", "/?q=", "/history?q=", "/v1/resolve?ref=", f"/statements/{STATEMENT}?q="):
        assert small.get(address + quote(sent)).status_code in {200, 400, 404}


def problem_at(client: TestClient, address: str) -> Problem:
    answer = client.get(address)
    assert answer.status_code == 400
    return Problem.model_validate_json(answer.content)


@pytest.mark.parametrize("words", ["命运", "中国 -发展", "“一带一路”", "a命運b", "第７段"])
@pytest.mark.parametrize("path", ["/v1/search", "/v1/history", "/v1/export"])
def test_what_is_gb18030_is_offered_in_utf_8(small: TestClient, path: str, words: str) -> None:
    sent = f"{path}?q={quote(words.encode('gb18030'))}&match=exact"
    problem = problem_at(small, sent)
    assert (problem.code, problem.param) == ("invalid-parameter", "q")
    assert f"“{words}”" in (problem.hint or "")
    assert problem.url == f"{path}?q={quote(words)}&match=exact"
    assert small.get(problem.url).status_code == 200


@pytest.mark.parametrize("sent", ["%FF", "caf%E9", "%80", "%81", "%84%31%95%32"])
def test_what_is_no_gb18030_is_not_guessed(small: TestClient, sent: str) -> None:
    problem = problem_at(small, f"/v1/search?q={sent}")
    assert problem.url is None
    assert problem.hint == "Percent-encode the text as UTF-8: 中 is %E4%B8%AD."


@pytest.mark.parametrize("path", PAGES)
def test_a_page_offers_the_query_decoded(small: TestClient, path: str) -> None:
    page = page_at(small, f"{path}?q={GBK}", 400, accepted="en")
    if path == "/compare":  # which has no q
        return
    address = links_of(page, ".ways a")["Ask as it was probably meant"]
    assert unquote(address) == f"{path}?q=命运"
    assert "命运" in page.get_text()
    assert small.get(address).status_code == 200


def test_a_page_says_what_to_do_with_a_nul(small: TestClient) -> None:
    assert "请删去 %00" in page_at(small, "/?q=a%00b", 400).get_text()
    assert "Leave out %00." in page_at(small, "/?q=a%00b", 400, accepted="en").get_text()
