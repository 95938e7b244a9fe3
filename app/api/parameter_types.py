"""The types of the query parameters, and their validators."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from search.engines.protocol import Facet
from search.query.days import first_day, last_day

LIMIT_DEFAULT = 20
LIMIT_MAX = 100
SUGGESTED_DEFAULT = 10
CONTEXT_DEFAULT = 20
CONTEXT_MAX = 200
NEIGHBORS_MAX = 20

_DAY_HINT = "Write a year (2015), a month (2015-04) or a day (2015-04-20)."
_DAY_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"  # 2015, 2015-04, 2015-04-20
_WHOLE_DAY_HINT = "Write a day (2026-11-21)."
_WHOLE_DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"  # 2026-11-21; not 20261121
_FACET = f"({'|'.join(Facet)})"
FACETS_PATTERN = f"^{_FACET}(,{_FACET})*$"  # year,kind; not year, or year;kind
_CURSOR_PATTERN = "^[A-Za-z0-9_-]+$"
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")  # 20, -1; not 2_0, +20, 20.0 or ２０
_LARGEST = 999_999_999
"""Nine digits, as in `_WHOLE_NUMBER`; more than the paragraphs of any statement."""
_SHOWN_CHARACTERS = 40
"""An error message quotes this many characters of an invalid value."""


class InvalidValueError(ValueError):
    """An invalid value of a parameter; `hint` says which values are valid."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def shown(value: object) -> str:
    """The value in quotation marks, truncated if it is long."""
    text = str(value)
    return f"“{text}”" if len(text) <= _SHOWN_CHARACTERS else f"“{text[:_SHOWN_CHARACTERS]}…”"


def _whole_number(first: int, last: int) -> Callable[[object], object]:
    """A validator: text must be a whole number from `first` to `last`."""

    def check(value: object) -> object:
        if isinstance(value, str):
            if not _WHOLE_NUMBER.fullmatch(value):
                raise InvalidValueError(f"{shown(value)} is not a whole number.", hint=hint)
            if not first <= int(value) <= last:
                raise InvalidValueError(f"{value} is out of range.", hint=hint)
        return value

    hint = f"Write a number from {first} to {last}."
    return check


def _day(read: Callable[[str], date], hint: str = _DAY_HINT) -> Callable[[object], object]:
    """A validator that parses a day with `read`."""

    def check(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except ValueError as error:
            raise InvalidValueError(f"{shown(value)} is not a day.", hint=hint) from error

    return check


def _some_text(value: object) -> object:
    if value == "":
        raise InvalidValueError("it is empty.", hint="Give it a value, or leave the parameter out.")
    return value


def facet_names(value: str) -> str:
    """The comma-separated list of facets, if each name is a facet. Raises `InvalidValueError` otherwise."""
    if unknown := [name for name in value.split(",") if name not in set(Facet)]:
        hint = f"Write one or more of {', '.join(Facet)}, separated by commas."
        raise InvalidValueError(f"{shown(unknown[0])} is not a facet.", hint=hint)
    return value


def shape(example: str, **keywords: str) -> WithJsonSchema:
    """The JSON schema of a parameter whose text is parsed into another type."""
    return WithJsonSchema({"type": "string", "examples": [example], **keywords})


Text = Annotated[str, Field(min_length=1), BeforeValidator(_some_text)]

Limit = Annotated[
    int,
    Field(description="How many items a page has.", ge=1, le=LIMIT_MAX, examples=[20]),
    BeforeValidator(_whole_number(1, LIMIT_MAX)),
]
Context = Annotated[
    int,
    Field(
        description="How many characters of `kwic` stand on either side of a match.",
        ge=0,
        le=CONTEXT_MAX,
        examples=[40],
    ),
    BeforeValidator(_whole_number(0, CONTEXT_MAX)),
]
Neighbors = Annotated[
    int, Field(ge=0, le=NEIGHBORS_MAX, examples=[1]), BeforeValidator(_whole_number(0, NEIGHBORS_MAX))
]
Cursor = Annotated[
    str | None,
    shape("AQAAAAEMbvKPU2tVeo8WoHF3qThoWyYxTQ", pattern=_CURSOR_PATTERN),
    Field(
        description="`next` or `prev` of an answer to the same request, unchanged. Opaque; it expires when the corpus "
        "changes."
    ),
]
FirstDay = Annotated[date | None, shape("2015-04", pattern=_DAY_PATTERN), BeforeValidator(_day(first_day))]
WholeDay = Annotated[
    date | None,
    shape("2026-11-21", pattern=_WHOLE_DAY_PATTERN),
    BeforeValidator(_day(date.fromisoformat, _WHOLE_DAY_HINT)),
]
LastDay = Annotated[date | None, shape("2018", pattern=_DAY_PATTERN), BeforeValidator(_day(last_day))]
Number = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST), BeforeValidator(_whole_number(-_LARGEST, _LARGEST))]
