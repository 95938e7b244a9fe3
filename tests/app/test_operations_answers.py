"""Compression, other origins, and the bound on searches, as clients see them."""

from __future__ import annotations

import gzip
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from app.api.admission_control import Admission
from app.api.problems import MEANINGS, Code, Problem, ProblemError
from app.main import create_app
from app.middleware.compression import MINIMUM_BYTES, accepts_gzip
from app.settings import Settings
from search.errors import QueryTimeoutError

if TYPE_CHECKING:
    from pathlib import Path

LARGE = ["/v1/search?q=国", "/docs/assets/swagger-ui.css", "/openapi.json", "/metrics"]
WITH_ETAG = LARGE[:-1]
SMALL = ["/healthz", "/v1/search?q=(", "/nowhere"]

ACCEPTED = [
    ("gzip", True),
    ("gzip, deflate, br", True),
    ("br, GZip;q=0.5", True),
    ("x-gzip", True),
    ("gzip;q=1", True),
    ("gzip; q=0.001", True),
    ("", False),
    ("br", False),
    ("identity", False),
    ("gzip;q=0", False),
    ("gzip ; q=0.000, br", False),
    ("notgzip", False),
    ("*", False),
]


def coded(etag: str) -> str:
    return etag.removesuffix('"') + '-gzip"'


@pytest.mark.parametrize(("accepted", "wanted"), ACCEPTED)
def test_gzip_is_for_those_who_accept_it(small: TestClient, accepted: str, wanted: bool) -> None:
    assert accepts_gzip([accepted]) == wanted
    answer = small.get("/openapi.json", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == ("gzip" if wanted else None)


@pytest.mark.parametrize("address", LARGE)
def test_a_large_answer_is_the_same_in_gzip(small: TestClient, address: str) -> None:
    plain = small.get(address, headers={"Accept-Encoding": "identity"})
    with small.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
        sent = b"".join(answer.iter_raw())
    assert len(plain.content) >= MINIMUM_BYTES
    assert len(sent) < len(plain.content)
    assert int(answer.headers["content-length"]) == len(sent)
    if address != "/metrics":  # which has counted meanwhile
        assert gzip.decompress(sent) == plain.content


@pytest.mark.parametrize("address", [*LARGE, *SMALL])
@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_caches_are_told_that_the_coding_is_negotiated(small: TestClient, address: str, accepted: str) -> None:
    answer = small.get(address, headers={"Accept-Encoding": accepted})
    assert "Accept-Encoding" in answer.headers["vary"].split(", ")
    assert ("content-encoding" in answer.headers) == (accepted == "gzip" and address in LARGE)


@pytest.mark.parametrize("address", WITH_ETAG)
def test_each_representation_has_an_etag_of_its_own(small: TestClient, address: str) -> None:
    plain = small.get(address, headers={"Accept-Encoding": "identity"}).headers["etag"]
    assert small.get(address, headers={"Accept-Encoding": "gzip"}).headers["etag"] == coded(plain)
    assert small.head(address, headers={"Accept-Encoding": "gzip"}).headers["etag"] == coded(plain)


@pytest.mark.parametrize("address", WITH_ETAG)
def test_either_etag_saves_the_answer(small: TestClient, address: str) -> None:
    plain = small.get(address, headers={"Accept-Encoding": "identity"}).headers["etag"]
    both = f"{plain}, {coded(plain)}"
    rows = [
        (plain, "identity", plain),
        (plain, "gzip", plain),
        (coded(plain), "gzip", coded(plain)),
        (coded(plain), "identity", coded(plain)),
        (f"W/{coded(plain)}", "gzip", coded(plain)),
        (f'"other-gzip", {coded(plain)}', "gzip", coded(plain)),
        (both, "gzip", coded(plain)),
        (both, "identity", plain),
    ]
    for held, accepted, told in rows:
        answer = small.get(address, headers={"If-None-Match": held, "Accept-Encoding": accepted})
        assert (answer.status_code, answer.content) == (304, b""), held
        assert answer.headers["etag"] == told, held
        assert "Accept-Encoding" in answer.headers["vary"].split(", ")
    for other in (coded('"other"'), coded(plain).strip('"'), coded(coded(plain))):
        assert small.get(address, headers={"If-None-Match": other}).status_code == 200


def test_several_fields_are_one_list(small: TestClient) -> None:
    etag = small.get("/v1/meta").headers["etag"]
    held = [("If-None-Match", '"other-gzip"'), ("If-None-Match", etag)]
    assert small.get("/v1/meta", headers=held).status_code == 304


PAGE = "https://page.example"


@pytest.fixture(scope="module", params=[(PAGE,), ("*",)], ids=["one", "any"])
def open_to_pages(small_index: Path, request: pytest.FixtureRequest) -> TestClient:
    """A client of an application that pages may read; without its index."""
    return TestClient(
        create_app(Settings(index=small_index, cors_origins=request.param)), raise_server_exceptions=False
    )


@pytest.mark.parametrize("address", ["/healthz", "/nowhere", "/docs/errors", "/v1/meta"])
def test_a_page_may_read_answers_and_failures_and_their_headers(open_to_pages: TestClient, address: str) -> None:
    answer = open_to_pages.get(address, headers={"Origin": PAGE})
    assert answer.headers["access-control-allow-origin"] in (PAGE, "*")
    told = answer.headers["access-control-expose-headers"].split(", ")
    assert {"ETag", "Link", "X-Request-ID", "Retry-After", "X-Query-Notices", "X-Total-Paragraphs"} <= set(told)
    assert "access-control-allow-credentials" not in answer.headers


PREFLIGHTS = [
    ("GET", "if-none-match, x-request-id", True),
    ("HEAD", "", True),
    ("POST", "", False),
    ("DELETE", "", False),
]


@pytest.mark.parametrize(("method", "names", "allowed"), PREFLIGHTS)
def test_a_browser_is_told_what_a_page_may_ask(
    open_to_pages: TestClient, method: str, names: str, allowed: bool
) -> None:
    asked = {"Origin": PAGE, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": names}
    answer = open_to_pages.options("/v1/search", headers={name: text for name, text in asked.items() if text})
    assert (answer.status_code, answer.content) == (204, b"")
    assert (method in answer.headers["access-control-allow-methods"].split(", ")) == allowed
    permitted = answer.headers["access-control-allow-headers"].lower()
    assert all(name.strip() in permitted for name in names.split(","))
    assert answer.headers["x-request-id"]


def test_other_pages_may_not_read(small_index: Path) -> None:
    client = TestClient(create_app(Settings(index=small_index, cors_origins=(PAGE,))))
    for origin in ("https://other.example", "null", "http://page.example", f"{PAGE}:8443"):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        for answer in (client.get("/healthz", headers=headers), client.options("/healthz", headers=headers)):
            assert "access-control-allow-origin" not in answer.headers
            assert "Origin" in answer.headers["vary"]


def test_no_page_may_read_unless_a_setting_says_so(small: TestClient) -> None:
    headers = {"Origin": PAGE, "Access-Control-Request-Method": "GET"}
    assert not [name for name in small.get("/healthz", headers=headers).headers if name.startswith("access-control")]
    assert small.options("/healthz", headers=headers).status_code == 405


def test_there_are_as_many_slots_as_said_and_each_comes_back() -> None:
    admission = Admission(2)
    for _ in range(3):
        with admission.slot(), admission.slot():
            with pytest.raises(ProblemError) as caught, admission.slot():
                pytest.fail("a third of two slots")
            assert caught.value.code is Code.TOO_MANY_REQUESTS
    with pytest.raises(ZeroDivisionError), admission.slot():
        _ = 1 // 0
    with admission.slot(), admission.slot():
        pass


def test_threads_never_share_a_slot() -> None:
    admission, begin, refused = Admission(3), Barrier(12), []
    inside, most = [], []

    def search() -> None:
        begin.wait()
        for _ in range(300):
            try:
                with admission.slot():
                    inside.append(1)
                    most.append(len(inside))
                    inside.pop()
            except ProblemError as error:
                refused.append(error.code)

    threads = [Thread(target=search) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) <= 3
    assert len(most) + len(refused) == 12 * 300


def refusing(error: Exception) -> TestClient:
    """A client of an application with a route that fails so."""
    app = create_app(Settings(searches_at_once=1))

    async def fail() -> None:
        raise error

    app.add_api_route("/fails", fail, methods=["GET"])
    return TestClient(app)


def test_a_search_that_took_too_long_is_a_problem_that_says_when_to_ask_again() -> None:
    answer = refusing(QueryTimeoutError("too long", hint="ask for less")).get("/fails")
    problem = Problem.model_validate_json(answer.content)
    assert (answer.status_code, problem.code, problem.param) == (503, "query-timeout", "q")
    assert (problem.detail, problem.hint) == ("too long", "ask for less")


@pytest.mark.parametrize("code", [code for code in Code if MEANINGS[code].status == 503])
def test_every_503_says_when_to_ask_again(code: Code) -> None:
    answer = refusing(ProblemError(code, "not now")).get("/fails")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) == (1 if code is Code.TOO_MANY_REQUESTS else 5)


def test_no_other_problem_says_when_to_ask_again() -> None:
    assert not [code for code in Code if MEANINGS[code].retry_seconds and MEANINGS[code].status != 503]
    assert "retry-after" not in refusing(ProblemError(Code.NOT_ACCEPTABLE, "not so")).get("/fails").headers
