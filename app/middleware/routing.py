"""The way of a request to a route that reads, past the framework's search for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping
    from typing import Any

    from starlette.responses import Response
    from starlette.types import ASGIApp, ExceptionHandler, Receive, Scope, Send

    from app.api.endpoint import EndpointRoute

_PART = "{"
"""Begins a part of a path that stands for any text."""


class RoutingMiddleware:
    """Hands a GET of an address that is one route's alone to that route; everything else goes the framework's way.

    The framework tries route after route, and puts layers around each that ours do without: that took as long as a
    quick search. Errors are answered by the same functions.
    """

    def __init__(
        self, app: ASGIApp, *, routes: Iterable[EndpointRoute], answers: Mapping[Any, ExceptionHandler]
    ) -> None:
        self._app = app
        self._answers = answers
        self._routes = {route.path: (route, route.get_route_handler()) for route in routes if _PART not in route.path}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the server's lifespan, which passes through."""
        found = self._routes.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        scope["route"], handle = found
        request = Request(scope, receive)
        response = await self._answered(request, handle)
        await response(scope, receive, send)

    async def _answered(self, request: Request, handle: Callable[[Request], Coroutine[Any, Any, Response]]) -> Response:
        """The answer, or that of an error that has one."""
        try:
            return await handle(request)
        except Exception as error:
            answer: Any = next((self._answers[kind] for kind in type(error).__mro__ if kind in self._answers), None)
            if answer is None:
                raise
            answered: Response = await answer(request, error)
            return answered
