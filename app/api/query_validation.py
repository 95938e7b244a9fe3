"""Nothing in an address is ignored in silence: what is not known, said twice, or no text is refused."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_origin
from urllib.parse import parse_qsl

from pydantic import BaseModel
from starlette.requests import Request

from app.api.parameter_types import shown
from app.api.problems import Code, ProblemError

if TYPE_CHECKING:
    from fastapi.routing import APIRoute

_LOST = "\N{REPLACEMENT CHARACTER}"
"""What decoding puts in the place of bytes that are no UTF-8."""


Pairs = Sequence[tuple[str, str]]
"""The names and values of a query string, as they stand there."""


async def reject_unknown_parameters(request: Request) -> None:
    """Nothing, if there is nothing wrong with the parameters (`validate_pairs`)."""
    route: APIRoute = request.scope["route"]
    models = (parameter.field_info.annotation for parameter in route.dependant.query_params)
    validate_pairs(request.scope["query_string"], parameters_of(models))


def parameters_of(models: Iterable[object]) -> dict[str, bool]:
    """The parameters of an address, and whether each may be repeated: the fields of the models that its route takes.

    The OpenAPI document is made of the same models; pages have models too, and are in no document.
    """
    return {
        field.alias or name: get_origin(field.annotation) is tuple
        for model in models
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name, field in model.model_fields.items()
    }


def validate_pairs(query_string: bytes, repeatable: Mapping[str, bool]) -> Pairs:
    """The parameters of a query string. `repeatable` are those of its address, and whether each may be repeated.

    Every one is one of its address, is there as often as it may be, and is text. Raises `ProblemError`:
    `unknown-parameter` or `invalid-parameter`.
    """
    pairs = _pairs(query_string)
    for name, times in Counter(name for name, _ in pairs).items():
        if name not in repeatable:
            raise _unknown(name, sorted(repeatable))
        if times > 1 and not repeatable[name]:
            raise ProblemError(
                Code.INVALID_PARAMETER, f"{name} is there {times} times", param=name, hint="it may be there once"
            )
    for name, value in pairs:
        if "\0" in value:
            raise ProblemError(
                Code.INVALID_PARAMETER, f"{name} holds a NUL character", param=name, hint="leave %00 out"
            )
    return pairs


def by_name(pairs: Pairs, repeatable: Mapping[str, bool]) -> dict[str, str | list[str]]:
    """The parameters by name, those that may be repeated as lists."""
    values: dict[str, str | list[str]] = {}
    for name, value in pairs:
        held = values.setdefault(name, [] if repeatable[name] else value)
        if isinstance(held, list):
            held.append(value)
    return values


def _pairs(query_string: bytes) -> Pairs:
    """The names and values of a query string, which must be UTF-8."""
    try:
        return parse_qsl(query_string.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        name = _name_of_undecodable(query_string.decode("ascii", "replace"))
        raise ProblemError(
            Code.INVALID_PARAMETER,
            f"{name or 'a parameter'} is not UTF-8",
            param=name,
            hint="percent-encode the text as UTF-8: 中 is %E4%B8%AD",
        ) from error


def _name_of_undecodable(query_string: str) -> str | None:
    """The first parameter whose value is not UTF-8; None if it is a name that is not."""
    pairs = parse_qsl(query_string, keep_blank_values=True, errors="replace")
    name = next((name for name, value in pairs if _LOST in name + value), _LOST)
    return None if _LOST in name else name


def _unknown(name: str, known: list[str]) -> ProblemError:
    nearest = get_close_matches(name.lower(), known, n=1)
    if nearest:
        hint = f"did you mean {nearest[0]}?"
    elif known:
        hint = f"known here: {', '.join(known)}"
    else:
        hint = "this address takes no parameters"
    return ProblemError(Code.UNKNOWN_PARAMETER, f"there is no parameter {shown(name)}", param=name, hint=hint)
