"""Strict validation of query strings: unknown, repeated and undecodable parameters are rejected."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, get_origin
from urllib.parse import parse_qsl

from pydantic import BaseModel
from starlette.requests import Request

from app.api.parameter_types import shown
from app.api.problems import Code, ProblemError

if TYPE_CHECKING:
    from fastapi.routing import APIRoute


Pairs = Sequence[tuple[str, str]]
"""The names and values of a query string, in their order."""


async def reject_unknown_parameters(request: Request) -> None:
    """Raise `ProblemError` if the query string is invalid (`validate_pairs`)."""
    route: APIRoute = request.scope["route"]
    models = (parameter.field_info.annotation for parameter in route.dependant.query_params)
    validate_pairs(request.scope["query_string"], parameters_of(models))


def parameters_of(models: Iterable[object]) -> dict[str, bool]:
    """The parameters of an endpoint, and whether each may be repeated: the fields of its parameter models.

    The OpenAPI document is generated from the same models. Pages have models too, but no part in the document.
    """
    return {
        field.alias or name: get_origin(field.annotation) is tuple
        for model in models
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name, field in model.model_fields.items()
    }


def validate_pairs(query_string: bytes, repeatable: Mapping[str, bool]) -> Pairs:
    """The parameters of a query string. `repeatable` maps each known name to whether it may be repeated.

    Raises `ProblemError`: `unknown-parameter` for an unknown name, `invalid-parameter` for a repeated one or a value
    that is not text.
    """
    pairs = _pairs(query_string)
    for name, times in Counter(name for name, _ in pairs).items():
        if name not in repeatable:
            raise _unknown(name, sorted(repeatable))
        if times > 1 and not repeatable[name]:
            raise ProblemError(
                Code.INVALID_PARAMETER,
                f"The parameter {name} is given {times} times.",
                param=name,
                hint="Give it once.",
            )
    for name, value in pairs:
        if "\0" in value:
            raise ProblemError(
                Code.INVALID_PARAMETER,
                f"The parameter {name} contains a NUL character.",
                param=name,
                hint="Leave out %00.",
            )
    return pairs


def by_name(pairs: Pairs, repeatable: Mapping[str, bool]) -> dict[str, str | list[str]]:
    """The parameters by name; a repeatable one has a list of values."""
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
        raise _undecodable(query_string) from error


def _undecodable(query_string: bytes) -> ProblemError:
    """The problem of a query string that is not UTF-8; what it says in GB18030 if it says something there.

    Consoles and programs of Windows in China write Chinese in GBK, which GB18030 contains.
    """
    pairs = parse_qsl(query_string.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    read = [(_read(name), _read(value)) for name, value in pairs]
    meant = [(name.text, value.text) for name, value in read if name.text is not None and value.text is not None]
    name, value = next(pair for pair in read if not all(part.is_utf8 for part in pair))
    known = name.text if name.is_utf8 else None
    hint = "Percent-encode the text as UTF-8: 中 is %E4%B8%AD."
    if len(meant) == len(read):
        hint = f"In GB18030 it is {shown(value.text if name.is_utf8 else name.text)}; send it in UTF-8."
    return ProblemError(
        Code.INVALID_PARAMETER,
        f"The parameter {known} is not UTF-8." if known else "A parameter is not UTF-8.",
        param=known,
        hint=hint,
        meant=meant if len(meant) == len(read) else None,
    )


class _Read(NamedTuple):
    """A name or value as it was probably meant; None if that is not known."""

    text: str | None
    is_utf8: bool


def _read(decoded: str) -> _Read:
    """A name or value whose bytes were decoded one by one."""
    encoded = decoded.encode("latin-1")
    try:
        return _Read(encoded.decode("utf-8"), is_utf8=True)
    except UnicodeDecodeError:
        pass
    try:
        text = encoded.decode("gb18030")
    except UnicodeDecodeError:
        return _Read(None, is_utf8=False)
    return _Read(text if text.replace("\n", " ").isprintable() else None, is_utf8=False)


def _unknown(name: str, known: list[str]) -> ProblemError:
    nearest = get_close_matches(name.lower(), known, n=1)
    if nearest:
        hint = f"Did you mean {nearest[0]}?"
    elif known:
        hint = f"The parameters of this address are {', '.join(known)}."
    else:
        hint = "This address takes no parameters."
    return ProblemError(Code.UNKNOWN_PARAMETER, f"There is no parameter {shown(name)}.", param=name, hint=hint)
