"""What is counted, as Prometheus reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request  # noqa: TC002  # FastAPI reads the annotations of a route
from starlette.testclient import TestClient

from app.api.problems import Code, ProblemError
from app.main import create_app
from app.metrics import metrics_of
from app.settings import Settings
from search.errors import QueryTimeoutError
from tests.corpora import small_corpus
from tests.indexes import write_index
from tests.servers import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.analysis import Analyzer

Series = tuple[str, frozenset[tuple[str, str]]]


@pytest.fixture
def client(small_index: Path) -> Iterator[TestClient]:
    """A client of an application that has counted nothing yet."""
    with client_of(small_index) as fresh:
        yield fresh


def read(client: TestClient) -> dict[Series, float]:
    """Every series that the application tells, by name and labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    samples = [sample for family in families for sample in family.samples]
    series = {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}
    assert len(series) == len(samples)
    return series


def named(name: str, **labels: str) -> Series:
    return name, frozenset(labels.items())


def requests(route: str, method: str, status: int) -> Series:
    return named("gongbao_requests_total", route=route, method=method, status=str(status))


ADDRESSES = [
    ("GET", "/healthz", "/healthz", 200),
    ("HEAD", "/healthz", "/healthz", 200),
    ("GET", "/v1/search?q=国", "/v1/search", 200),
    ("GET", "/v1/search?q=(", "/v1/search", 400),
    ("GET", "/v1/statements/2015-04-20-joint-statement", "/v1/statements/{id}", 200),
    ("GET", "/v1/statements/none", "/v1/statements/{id}", 404),
    ("POST", "/v1/meta", "/v1/meta", 405),
    ("GET", "/docs/assets/favicon.png", "/docs/assets/{name}", 200),
]


def test_requests_are_counted_by_the_template_of_their_route(client: TestClient) -> None:
    for method, address, _, _ in ADDRESSES * 2:
        client.request(method, address)
    series = read(client)
    for method, _, route, status in ADDRESSES:
        assert series[requests(route, method, status)] == 2
    assert series[named("gongbao_request_seconds_count", route="/v1/search")] == 4
    assert series[named("gongbao_requests_in_progress")] == 1  # the one that reads
    assert read(client)[requests("/metrics", "GET", 200)] == 1


def test_nobody_can_make_up_series(client: TestClient) -> None:
    for number in range(20):
        client.get(f"/nowhere/{number}")
        client.get(f"/v1/statements/{number}")
        client.request(f"MADE-UP-{number}", "/v1/meta")
    series = read(client)
    assert series[requests("unknown", "GET", 404)] == 20
    assert series[requests("/v1/statements/{id}", "GET", 404)] == 20
    assert series[requests("/v1/meta", "other", 405)] == 20
    assert len([name for name, _ in series if name == "gongbao_requests_total"]) == 3


def test_what_becomes_of_searches_is_counted(client: TestClient) -> None:
    async def search(request: Request) -> None:
        match request.path_params["fate"]:
            case "refused":
                raise ProblemError(Code.TOO_MANY_REQUESTS, "not now")
            case "stopped":
                raise QueryTimeoutError("too long")
            case _:
                metrics_of(request).searches_without_hit.inc()

    fates = {"refused": 3, "stopped": 2, "without_hit": 1}
    app = create_app(Settings())
    app.add_api_route("/searches/{fate}", search, methods=["GET"])
    other = TestClient(app)
    for fate, times in fates.items():
        for _ in range(times):
            other.get(f"/searches/{fate}")
    counted, elsewhere = read(other), read(client)
    for fate, times in fates.items():
        assert counted[named(f"gongbao_searches_{fate}_total")] == times
        assert elsewhere[named(f"gongbao_searches_{fate}_total")] == 0


def test_the_corpus_is_described_as_it_is_when_asked(tmp_path: Path, analyzer: Analyzer) -> None:
    app = create_app(Settings(index=tmp_path))
    for _ in range(2):  # an application may be started again
        with TestClient(app) as client:
            assert not [name for name, _ in read(client) if name.startswith("gongbao_corpus")]
    statements = small_corpus()
    write_index(statements, tmp_path, analyzer)
    with TestClient(app) as client:
        version = client.get("/readyz").json()["corpus_version"]
        series = read(client)
    assert series[named("gongbao_corpus_info", corpus_version=version, engine="whoosh")] == 1
    assert series[named("gongbao_corpus_statements")] == len(statements)
    assert series[named("gongbao_corpus_paragraphs")] == sum(len(each.paragraphs) for each in statements)


def test_metrics_are_never_kept_and_have_the_type_that_is_documented(client: TestClient) -> None:
    answer = client.get("/metrics")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    operation = client.get("/openapi.json").json()["paths"]["/metrics"]["get"]
    assert list(operation["responses"]["200"]["content"]) == [answer.headers["content-type"]]
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"


def test_every_metric_is_explained(client: TestClient) -> None:
    for family in text_string_to_metric_families(client.get("/metrics").text):
        assert family.documentation.endswith("."), family.name
