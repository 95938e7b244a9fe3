"""Routes of our class: the answers of FastAPI's own, from a thread of the pool, whatever the endpoint takes."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import pytest
from fastapi import APIRouter, Depends, Query
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request  # noqa: TC002  FastAPI reads the annotations
from starlette.responses import Response  # noqa: TC002  FastAPI reads the annotations
from starlette.testclient import TestClient

from app.api.endpoint import EndpointRoute
from app.api.parameters.base import Parameters
from app.api.request_context import CurrentContext  # noqa: TC001  FastAPI reads the annotations
from app.api.routes import export_feed, meta, search, statements, suggest_resolve, wording
from app.main import create_app
from app.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from httpx2 import Response as Reply

ROUTERS = [route.router for route in (search, suggest_resolve, export_feed, statements, wording, meta)]

STATEMENT = "2015-04-20-joint-statement"
ADDRESSES = [
    "/v1/search?q=中国",
    "/v1/search?q=中国&facets=year&limit=1&kind=joint-statement&kind=other&place=北京",
    "/v1/search?q=沒有的詞",
    "/v1/search?q=中国&format=csv",
    "/v1/search?q=中国&format=xml",
    "/v1/search?q=(",
    "/v1/search?q=中国&limit=0",
    "/v1/search?q=中国&from=2016&to=2015",
    "/v1/search?q=中国&quantity=1",
    "/v1/search?q=中国&q=国",
    "/v1/search?q=%00",
    "/v1/search?q=%ff",
    "/v1/search?cursor=x",
    "/v1/concordance?q=中国&sort=left&limit=2",
    "/v1/statements?limit=2",
    f"/v1/statements/{STATEMENT}",
    f"/v1/statements/{STATEMENT}?format=bib",
    f"/v1/statements/{STATEMENT}/paragraphs/2?before=1",
    f"/v1/statements/{STATEMENT}/paragraphs/99",
    f"/v1/statements/{STATEMENT}/paragraphs/x",
    f"/v1/paragraphs/{STATEMENT}.2",
    "/v1/paragraphs/%E6%97%A0",
    "/v1/export?q=中国",
    "/v1/export?q=中国&format=txt",
    "/v1/feed.atom?q=中国",
    "/v1/suggest?q=中",
    "/v1/resolve?ref=2015年声明第一段",
    "/v1/resolve",
    "/v1/trends?q=中国",
    "/v1/history?q=中国",
    f"/v1/compare?a={STATEMENT}&b={STATEMENT}",
    f"/v1/changes/{STATEMENT}",
    "/v1/meta",
]


@contextmanager
def served(index: Path, app: FastAPI | None = None) -> Iterator[TestClient]:
    with TestClient(app or create_app(Settings(index=index))) as client:
        yield client


def with_routes_of_fastapi(index: Path) -> FastAPI:
    """The application, its endpoints on FastAPI's own routes."""
    app = create_app(Settings(index=index))
    app.router.routes.clear()
    for route in (route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)):
        app.add_api_route(route.path, route.endpoint, response_model=route.response_model)
    return app


def told(reply: Reply) -> tuple[int, dict[str, str], bytes]:
    """Status, headers but for the id, which is every request's own, and body."""
    headers = {name: value for name, value in reply.headers.items() if name != "x-request-id"}
    return reply.status_code, headers, reply.content


@pytest.fixture(scope="module")
def both(small_index: Path) -> Iterator[tuple[TestClient, TestClient]]:
    with served(small_index) as ours, served(small_index, with_routes_of_fastapi(small_index)) as theirs:
        yield ours, theirs


@pytest.mark.parametrize("headers", [{}, {"Accept": "text/csv"}, {"Accept": "image/png"}], ids=str)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_that_of_fastapi(
    both: tuple[TestClient, TestClient], address: str, headers: dict[str, str]
) -> None:
    ours, theirs = (told(client.get(address, headers=headers)) for client in both)
    assert ours == theirs
    if etag := ours[1].get("etag"):
        ours, theirs = (told(client.get(address, headers={**headers, "If-None-Match": etag})) for client in both)
        assert (ours, ours[0]) == (theirs, 304)


@pytest.mark.parametrize("route", [route for router in ROUTERS for route in router.routes], ids=lambda each: each.path)
def test_data_routes_are_called_by_our_class(route: EndpointRoute) -> None:
    ours = route.get_route_handler().__module__ == EndpointRoute.__module__
    assert ours == route.path.startswith("/v1/")


class Asked(Parameters):
    """A parameter."""

    word: str = "国"


class Told(BaseModel):
    """An answer."""

    word: str
    version: str
    in_loop: bool


def runs_in_loop() -> bool:
    """Whether this is called on the thread of an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def called(asked: Annotated[Asked, Query()], context: CurrentContext) -> Told:
    return Told(word=asked.word, version=context.corpus_version, in_loop=runs_in_loop())


def with_request(asked: Annotated[Asked, Query()], context: CurrentContext, request: Request) -> Told:
    return Told(word=asked.word + request.url.path, version=context.corpus_version, in_loop=runs_in_loop())


async def on_the_loop(asked: Annotated[Asked, Query()], context: CurrentContext) -> Told:
    return Told(word=asked.word, version=context.corpus_version, in_loop=runs_in_loop())


def without_context(asked: Annotated[Asked, Query()]) -> Told:
    return Told(word=asked.word, version="", in_loop=runs_in_loop())


def of_no_model(context: CurrentContext) -> dict[str, str]:
    return {"version": context.corpus_version}


def of_many(context: CurrentContext) -> list[Told]:
    return [Told(word="国", version=context.corpus_version, in_loop=runs_in_loop())]


def add_header(response: Response) -> None:
    response.headers["X-Dependency"] = "ran"


@pytest.fixture(scope="module")
def client(small_index: Path) -> Iterator[TestClient]:
    """An application with a route of our class for every kind of endpoint."""
    router = APIRouter(route_class=EndpointRoute)
    for endpoint in (called, with_request, on_the_loop, without_context):
        router.add_api_route(f"/{endpoint.__name__}", endpoint)
    router.add_api_route("/with_dependency", called, name="with_dependency", dependencies=[Depends(add_header)])
    router.add_api_route("/of_no_model", of_no_model)
    router.add_api_route("/of_many", of_many)
    router.add_api_route("/accepted", called, name="accepted", status_code=202)
    router.add_api_route("/part", called, name="part", response_model_include={"word"})
    app = create_app(Settings(index=small_index))
    app.include_router(router)
    with served(small_index, app) as client:
        yield client


def test_an_endpoint_is_called_in_the_thread_pool(client: TestClient) -> None:
    assert client.get("/called?word=中").json()["in_loop"] is False


@pytest.mark.parametrize(
    ("path", "word", "in_loop"),
    [
        ("/with_request", "中/with_request", False),
        ("/on_the_loop", "中", True),
        ("/without_context", "中", False),
        ("/with_dependency", "中", False),
    ],
)
def test_what_our_class_cannot_call_is_left_to_fastapi(client: TestClient, path: str, word: str, in_loop: bool) -> None:
    reply = client.get(f"{path}?word=中")
    assert (reply.status_code, reply.json()["word"], reply.json()["in_loop"]) == (200, word, in_loop)
    assert client.get(f"{path}?wort=中").json()["code"] == "unknown-parameter"
    assert reply.headers.get("x-dependency") == ("ran" if path == "/with_dependency" else None)


def test_what_is_no_model_is_written_by_fastapi(client: TestClient, small: TestClient) -> None:
    version = small.get("/v1/meta").json()["corpus_version"]
    assert client.get("/of_no_model").json() == {"version": version}
    assert client.get("/of_many").json() == [{"word": "国", "version": version, "in_loop": False}]


def test_options_of_a_route_hold(client: TestClient) -> None:
    assert client.get("/accepted").status_code == 202
    assert client.get("/part?word=中").json() == {"word": "中"}
