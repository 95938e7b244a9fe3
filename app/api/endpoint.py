"""Routes without FastAPI's way from a request to the call of a function, which took most of the time of a quick search.

What a route is, its parameters, its answer and its problems are declared as for any route of FastAPI, and stand in the
OpenAPI document. Only the way there is shorter: the parameters are read once, by their own model, and the answer is
written once, by its own serializer, and not validated again.
"""

from collections.abc import Callable, Coroutine, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from inspect import signature
from typing import Any, get_args, get_type_hints

from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends, Path, Query
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.api.negotiation import JSON
from app.api.query_validation import by_name, parameters_of, validate_pairs
from app.api.request_context import RequestContextDependency, StreamingContextResponse

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class EndpointRoute(APIRoute):
    """A route that reads a generation. Its endpoint runs in the thread pool."""

    def get_route_handler(self) -> Handler:
        """What answers a request."""
        endpoint, takes = self.endpoint, _takes(self.endpoint)

        async def handle(request: Request) -> Response:
            pairs = validate_pairs(request.scope["query_string"], takes.parameters)
            given = by_name(pairs, takes.parameters)
            with ExitStack() as lease:
                request_context = lease.enter_context(
                    takes.request_context.of(request, pairs, _text(given.get("format")), {})
                )
                if kept := request_context.kept():
                    return kept
                answer = await run_in_threadpool(
                    endpoint, **_values(takes, request, given), request_context=request_context
                )
                if isinstance(answer, StreamingContextResponse):
                    answer.lease = lease.pop_all()
                    return answer
                if not isinstance(answer, Response):
                    answer = request_context.sent(answer.__pydantic_serializer__.to_json(answer), JSON)
                request_context.keep(answer)
                return answer

        return handle


@dataclass(frozen=True, slots=True)
class _Takes:
    """What an endpoint takes: parameters by name, and `request_context`."""

    request_context: RequestContextDependency
    models: Mapping[str, type[BaseModel]]
    parts_of_path: Mapping[str, tuple[str, TypeAdapter[Any]]]  # its name in the path, and what it must be
    parameters: Mapping[str, bool]  # those of the models, and whether each may be repeated


def _takes(endpoint: Callable[..., Any]) -> _Takes:
    """What the signature of an endpoint says."""
    hints = get_type_hints(endpoint, include_extras=True)
    models: dict[str, type[BaseModel]] = {}
    parts: dict[str, tuple[str, TypeAdapter[Any]]] = {}
    request_context: RequestContextDependency | None = None
    for name in signature(endpoint).parameters:
        for mark in get_args(hints[name])[1:]:
            if isinstance(mark, Query):
                models[name] = get_args(hints[name])[0]
            elif isinstance(mark, Path):
                parts[name] = mark.alias or name, TypeAdapter(hints[name])
            elif isinstance(mark, Depends) and isinstance(mark.dependency, RequestContextDependency):
                request_context = mark.dependency
    if request_context is None:
        raise TypeError(f"{endpoint.__name__} reads nothing; a plain route will do")
    return _Takes(request_context, models, parts, parameters_of(models.values()))


def _values(takes: _Takes, request: Request, given: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """The values of an endpoint's parameters. Raises `RequestValidationError`, as FastAPI does."""
    values = {
        name: _valid(adapter.validate_python, request.path_params[part], "path", part)
        for name, (part, adapter) in takes.parts_of_path.items()
    }
    return values | {name: _valid(model.model_validate, given, "query") for name, model in takes.models.items()}


def _valid(validate: Callable[[Any], Any], value: object, *where: str) -> Any:  # noqa: ANN401  # what is annotated
    try:
        return validate(value)
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": (*where, *each["loc"])} for each in error.errors()]) from error


def _text(value: str | list[str] | None) -> str | None:
    """The value of a parameter that cannot be repeated."""
    return value if isinstance(value, str) else None
