"""What may be asked: one frozen model for the parameters of every address."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from app.api.problems import Code, ProblemError
from search.engines.protocol import Facet, Filters, Sort
from search.model import Kind, Speaker
from search.query.days import first_day, last_day

LIMIT_DEFAULT = 20
LIMIT_MAX = 100
CONTEXT_DEFAULT = 20
CONTEXT_MAX = 200
NEIGHBORS_MAX = 20

_DAY_HINT = "write a year (2015), a month (2015-04) or a day (2015-04-20)"
_DAY_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"  # 2015, 2015-04, 2015-04-20
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")  # 20, -1; not 2_0, +20, 20.0 or ２０
_LARGEST = 999_999_999
"""Nine digits, as in `_WHOLE_NUMBER`; no statement has so many paragraphs."""
_SHOWN_CHARACTERS = 40
"""How much of a value that cannot be used is said back."""


class RefusedValueError(ValueError):
    """A value that a parameter cannot have, and what may stand there instead."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def shown(value: object) -> str:
    """The value in quotation marks, cut short if it is long."""
    text = str(value)
    return f"“{text}”" if len(text) <= _SHOWN_CHARACTERS else f"“{text[:_SHOWN_CHARACTERS]}…”"


def _whole_number(first: int, last: int) -> Callable[[object], object]:
    """A check that text is a whole number from `first` to `last`."""

    def check(value: object) -> object:
        if isinstance(value, str):
            if not _WHOLE_NUMBER.fullmatch(value):
                raise RefusedValueError(f"{shown(value)} is no whole number", hint=hint)
            if not first <= int(value) <= last:
                raise RefusedValueError(f"{value} is out of bounds", hint=hint)
        return value

    hint = f"write a number from {first} to {last}"
    return check


def _day(read: Callable[[str], date]) -> Callable[[object], object]:
    """A reader of days that says what may stand there."""

    def check(value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except ValueError as error:
            raise RefusedValueError(f"{shown(value)} is no day", hint=_DAY_HINT) from error

    return check


def _some_text(value: object) -> object:
    if value == "":
        raise RefusedValueError("the value is empty", hint="give it a value, or leave the parameter out")
    return value


def _facet_names(value: str) -> str:
    """A comma-separated list of facets, every name of which is one."""
    if unknown := [name for name in value.split(",") if name not in set(Facet)]:
        hint = f"write some of {', '.join(Facet)}, with commas between"
        raise RefusedValueError(f"{shown(unknown[0])} is no facet", hint=hint)
    return value


def _shape(example: str, **keywords: str) -> WithJsonSchema:
    """How the OpenAPI document shows text that is read as something else."""
    return WithJsonSchema({"type": "string", "examples": [example], **keywords})


Text = Annotated[str, BeforeValidator(_some_text)]

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
    _shape("AQAAAAEMbvKPU2tVeo8WoHF3qThoWyYxTQ"),
    Field(
        description="`next` or `prev` of an answer to the same request, unchanged. Opaque; it expires when the corpus "
        "changes."
    ),
]
Number = Annotated[int, BeforeValidator(_whole_number(-_LARGEST, _LARGEST))]


class Parameters(BaseModel):
    """The parameters of an address. One that is not in the model is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Parameters):
    """What to look for."""

    q: Annotated[
        str,
        Field(
            description="The query. A run of characters is searched exactly; spaces are AND; `OR` or `|`; `-x` or "
            '`NOT x`; `( )`; `"…"` for text that looks like an operator. Empty: every paragraph.',
            examples=["中巴经济走廊 -瓜达尔港", "命运共同体 (新时代 OR 内涵)", "“一带一路”", "領土完整"],
        ),
    ] = ""


class StatementFilters(Parameters):
    """Which statements."""

    from_: Annotated[
        date | None,
        _shape("2015-04", pattern=_DAY_PATTERN),
        BeforeValidator(_day(first_day)),
        Field(
            alias="from",
            description="The first day, included: `2015`, `2015-04` or `2015-04-20`. Undated statements are in no "
            "range.",
        ),
    ] = None
    to: Annotated[
        date | None,
        _shape("2018", pattern=_DAY_PATTERN),
        BeforeValidator(_day(last_day)),
        Field(description="The last day, included; a year or a month means its last day."),
    ] = None
    kind: Annotated[
        tuple[Kind, ...],
        Field(description="Any of these kinds of document. Repeatable.", examples=[["joint-statement"]]),
    ] = ()
    place: Annotated[
        tuple[Text, ...],
        Field(
            description="Any of these places of signing, as the documents print them. Repeatable. A place that no "
            "statement has finds nothing; `facets=place` lists those there are.",
            examples=[["北京"]],
        ),
    ] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ProblemError(
                Code.INVALID_PARAMETER,
                f"from ({self.from_}) is after to ({self.to})",
                param="from",
                hint="exchange the two",
            )
        return self

    def filters(self) -> Filters:
        """The filters as engines know them."""
        return Filters(first=self.from_, last=self.to, kinds=self.kind, places=self.place)


class ParagraphFilters(StatementFilters):
    """Which paragraphs of which statements."""

    statement: Annotated[
        tuple[Text, ...],
        Field(
            description="Any of these statements, by id. Repeatable. An id that no statement has finds nothing.",
            examples=[["2015-04-20-joint-statement"]],
        ),
    ] = ()
    speaker: Annotated[
        tuple[Speaker, ...],
        Field(description="Paragraphs in which any of these speaks. Repeatable.", examples=[["china"]]),
    ] = ()

    def filters(self) -> Filters:
        """The filters as engines know them."""
        return replace(super().filters(), statements=self.statement, speakers=self.speaker)


class Presentation(Parameters):
    """How to show what was found."""

    sort: Annotated[
        Sort,
        Field(
            description="`relevance`; `date`: oldest statement first, undated ones last; `-date`: newest first. Ties: "
            "newest statement first, then its id, then the number of the paragraph.",
            examples=["date"],
        ),
    ] = Sort.RELEVANCE
    context: Context = CONTEXT_DEFAULT
    facets: Annotated[
        str | None,
        _shape("year,kind"),
        AfterValidator(_facet_names),
        Field(
            description=f"What to count the matching paragraphs by: some of {', '.join(Facet)}, with commas between."
        ),
    ] = None

    def counted_by(self) -> tuple[Facet, ...]:
        """The facets asked for, each once."""
        return tuple(dict.fromkeys(map(Facet, self.facets.split(",")))) if self.facets else ()


class Paging(Parameters):
    """Which stretch of a long result."""

    limit: Limit = LIMIT_DEFAULT
    cursor: Cursor = None

    def asked(self) -> str:
        """Everything that is asked but the place in the result; the same for two requests that ask the same."""
        return f"{type(self).__name__} {self.model_dump_json(exclude={'cursor'})}"


class ListParameters(Paging, StatementFilters):
    """A list of statements."""


class SearchParameters(Paging, Presentation, ParagraphFilters, Words):
    """A search."""


class NeighborParameters(Parameters):
    """How much of the text around a paragraph."""

    before: Annotated[Neighbors, Field(description="How many paragraphs before it to show as well.")] = 0
    after: Annotated[Neighbors, Field(description="How many paragraphs after it to show as well.")] = 0
