"""The route class of what answers from the index: `APIRouter(route_class=EndpointRoute)`.

FastAPI resolves the dependencies of every request one parameter at a time, and validates what an endpoint returns
before it is written. `EndpointRoute` validates the query string once, by the models that the endpoint takes, and writes
the answer once. That gives 1.2 to 1.5 times as many answers a second ("The way of a request" in docs/performance.md).

Paths, parameters, answers and problems are declared as for any route of FastAPI, which makes the OpenAPI document of
them. Any route may have this class: an endpoint of which `EndpointRoute` cannot make a call is left to FastAPI.
"""

from collections.abc import Callable, Coroutine, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from inspect import iscoroutinefunction, signature
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends, Path, Query
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.api.negotiation import JSON
from app.api.query_string_validation import by_name, parameters_of, validate_pairs
from app.api.request_context import RequestContext, RequestContextDependency, StreamingContextResponse

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class EndpointRoute(APIRoute):
    """A route whose endpoint is called in the thread pool, with models of the query, parts of the path, and a context.

    FastAPI calls an endpoint that takes anything else, returns anything but models and responses, or is `async`, and
    those of routes with dependencies or a way of answering of their own. Dependencies of the application do not run
    for the others: the route itself refuses what `reject_unknown_parameters`, the only one, would.
    """

    def get_route_handler(self) -> Handler:
        """What answers a request."""
        inputs = _inputs(self.endpoint)
        if inputs is None or self._has_options():
            return super().get_route_handler()
        return _handler(self.endpoint, inputs)

    def _has_options(self) -> bool:
        """Whether FastAPI is told to do more than to call the endpoint and to write what it returns."""
        return bool(
            self.dependencies
            or self.status_code
            or self.response_model_include
            or self.response_model_exclude
            or self.response_model_exclude_unset
            or self.response_model_exclude_defaults
            or self.response_model_exclude_none
            or not self.response_model_by_alias
        )


@dataclass(slots=True)
class _Inputs:
    """What an endpoint takes, by the names of its arguments."""

    contexts: dict[str, RequestContextDependency] = field(default_factory=dict)
    models: dict[str, type[BaseModel]] = field(default_factory=dict)
    parts: dict[str, tuple[str, TypeAdapter[Any]]] = field(default_factory=dict)  # the name in the path, and the type

    def take(self, name: str, hint: Any) -> bool:  # noqa: ANN401  # whatever is annotated
        """Note an argument; whether it is one of the three."""
        kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        match marks:
            case [Query()] if isinstance(kind, type) and issubclass(kind, BaseModel):
                self.models[name] = kind
            case [Path(alias=alias)] | [*_, Path(alias=alias)]:
                self.parts[name] = alias or name, TypeAdapter(hint)
            case [Depends(dependency=RequestContextDependency() as dependency)]:
                self.contexts[name] = dependency
            case _:
                return False
        return True

    def values(self, path: Mapping[str, Any], query: Mapping[str, str | list[str]]) -> dict[str, Any]:
        """The arguments but for the context. Raises `RequestValidationError`, as FastAPI does."""
        parts = {
            name: _valid(adapter.validate_python, path[part], "path", part)
            for name, (part, adapter) in self.parts.items()
        }
        return parts | {name: _valid(model.model_validate, query, "query") for name, model in self.models.items()}


def _inputs(endpoint: Callable[..., Any]) -> _Inputs | None:
    """What the signature of an endpoint says; None if the endpoint is not one that `EndpointRoute` calls."""
    inputs = _Inputs()
    hints = get_type_hints(endpoint, include_extras=True)
    known = all(inputs.take(name, hints.get(name)) for name in signature(endpoint).parameters)
    is_called = known and len(inputs.contexts) == 1 and not iscoroutinefunction(endpoint)
    return inputs if is_called and _is_written(hints.get("return")) else None


def _is_written(returned: object) -> bool:
    """Whether an endpoint that returns this returns a model or a response, and nothing else."""
    kinds = get_args(returned) if get_origin(returned) in (Union, UnionType) else (returned,)
    return all(isinstance(kind, type) and issubclass(kind, (BaseModel, Response)) for kind in kinds)


def _handler(endpoint: Callable[..., BaseModel | Response], inputs: _Inputs) -> Handler:
    """What answers a request by calling the endpoint."""
    repeatable = parameters_of(inputs.models.values())
    ((name, dependency),) = inputs.contexts.items()

    def call(values: dict[str, Any], context: RequestContext) -> Response:
        answer = endpoint(**values, **{name: context})
        return answer if isinstance(answer, Response) else context.sent(answer.model_dump_json(by_alias=True), JSON)

    async def handle(request: Request) -> Response:
        pairs = validate_pairs(request.scope["query_string"], repeatable)
        query = by_name(pairs, repeatable)
        with ExitStack() as lease:
            context = lease.enter_context(dependency.of(request, pairs, _text(query.get("format")), {}))
            if kept := context.kept():
                return kept
            response = await run_in_threadpool(call, inputs.values(request.path_params, query), context)
            if isinstance(response, StreamingContextResponse):
                response.lease = lease.pop_all()
            else:
                context.keep(response)
            return response

    return handle


def _valid(validate: Callable[[Any], Any], value: object, *where: str) -> Any:  # noqa: ANN401  # what is annotated
    try:
        return validate(value)
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": (*where, *each["loc"])} for each in error.errors()]) from error


def _text(value: str | list[str] | None) -> str | None:
    """The value of a parameter that cannot be repeated."""
    return value if isinstance(value, str) else None
