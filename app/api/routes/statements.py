"""The endpoints of statements and paragraphs, and their citations."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.api.cursors import PageWalk
from app.api.endpoint import EndpointRoute
from app.api.negotiation import DOCUMENT_TYPES, DocumentFormat
from app.api.openapi import ok_response, ok_response_in, paged_response, problems
from app.api.parameter_types import Number, shown
from app.api.parameters.statements import DocumentParameters, ListParameters, NeighborParameters
from app.api.problems import Code, ProblemError
from app.api.request_context import CurrentContext, DocumentContext, RequestContext
from app.api.schemas.search import Notice
from app.api.schemas.statement_list import StatementPage
from app.api.schemas.statements import (
    PARAGRAPH_PATH,
    Paragraph,
    ParagraphInContext,
    SingleParagraph,
    Statement,
    WholeStatement,
)
from app.citations import CitationFormat, citation
from app.citations.citable import Cited, cited
from search import model
from search.deadline import Deadline
from search.engines.protocol import Listing
from search.headers import SearchField, statements_having
from search.interpretation import Notice as QueryNotice
from search.interpretation import parse_query

router = APIRouter(route_class=EndpointRoute, tags=["statements and paragraphs"])

_PARAGRAPH_ID = re.compile(r"(.+)\.([1-9][0-9]{0,8})")  # 2015-04-20-joint-statement.7; not ….07, ….0 or ….七

StatementId = Annotated[
    str, Path(alias="id", description="The statement's id.", examples=["2015-04-20-joint-statement"])
]
ParagraphId = Annotated[
    str,
    Path(description="The statement's id, a dot, the paragraph's number.", examples=["2015-04-20-joint-statement.7"]),
]


@router.get(
    "/v1/statements",
    summary="List statements",
    responses=paged_response("A page of the list.")
    | problems(
        Code.QUERY_SYNTAX,
        Code.QUERY_TOO_LONG,
        Code.QUERY_TOO_COMPLEX,
        Code.INVALID_CURSOR,
        Code.CURSOR_EXPIRED,
        Code.TOO_MANY_REQUESTS,
        Code.QUERY_TIMEOUT,
        Code.INDEX_UNAVAILABLE,
    ),
)
def list_statements(parameters: Annotated[ListParameters, Query()], request_context: CurrentContext) -> StatementPage:
    """Statements within the filters, oldest first, undated ones last; with `q` those whose headers match."""
    page = statement_page(parameters, request_context)
    request_context.link(following=page.next, preceding=page.prev)
    return page


def statement_page(parameters: ListParameters, request_context: RequestContext) -> StatementPage:
    """A page of the list of statements."""
    walk = request_context.walk(parameters)
    listing, notices = (_having if parameters.q.strip() else _all)(parameters, walk, request_context)
    return StatementPage(
        corpus_version=request_context.corpus_version,
        total=listing.total,
        items=tuple(map(Statement.model_validate, listing.statements)),
        notices=tuple(map(Notice.model_validate, notices)),
        next=walk.following(listing.total),
        prev=walk.preceding(),
    )


_Found = tuple[Listing, tuple[QueryNotice, ...]]
"""A page of statements, and what was done to the query."""


def _all(asked: ListParameters, walk: PageWalk, request_context: RequestContext) -> _Found:
    """The statements within the filters."""
    return request_context.engine.statements(asked.filters(), offset=walk.offset, limit=walk.limit), ()


def _having(asked: ListParameters, walk: PageWalk, request_context: RequestContext) -> _Found:
    """Those of them whose titles, names or headings match the query."""
    deadline = Deadline.after(request_context.limits.seconds)
    interpretation = parse_query(asked.query_text(), request_context.analyzer, request_context.limits)
    with request_context.slot():
        listing = statements_having(
            interpretation.node,
            asked.match,
            SearchField(asked.in_),
            request_context.index.catalog,
            filters=asked.filters(),
            offset=walk.offset,
            limit=walk.limit,
            deadline=deadline,
        )
    return listing, interpretation.notices


@router.get(
    "/v1/statements/{id}",
    summary="Read or cite a statement",
    response_model=WholeStatement,
    responses=ok_response_in("The statement, or a citation of it.", DOCUMENT_TYPES)
    | problems(Code.STATEMENT_NOT_FOUND, Code.NOT_ACCEPTABLE, Code.INDEX_UNAVAILABLE),
)
def read_statement(
    statement_id: StatementId, parameters: Annotated[DocumentParameters, Query()], request_context: DocumentContext
) -> WholeStatement | Response:
    """The whole statement with its sections and paragraphs."""
    if request_context.format != DocumentFormat.JSON:
        return _citation_response(_statement(statement_id, request_context), None, parameters, request_context)
    return whole_statement(statement_id, request_context)


def whole_statement(statement_id: str, request_context: RequestContext) -> WholeStatement:
    """The statement with its paragraphs. Raises `ProblemError` (`statement-not-found`) for an unknown id."""
    return WholeStatement.of(_statement(statement_id, request_context), request_context.corpus_version)


@router.get(
    "/v1/statements/{id}/paragraphs/{number}",
    summary="Read a paragraph in its context",
    responses=ok_response("The paragraph and what stands around it.")
    | problems(Code.STATEMENT_NOT_FOUND, Code.PARAGRAPH_NOT_FOUND, Code.INDEX_UNAVAILABLE),
)
def read_paragraph_in_context(
    statement_id: StatementId,
    number: Annotated[Number, Path(description="The paragraph's number, from 1.", examples=[7])],
    parameters: Annotated[NeighborParameters, Query()],
    request_context: CurrentContext,
) -> ParagraphInContext:
    """The paragraph with that number, and those before and after it if requested; fewer at the edges of the text."""
    statement = _statement(statement_id, request_context)
    at = _position(statement, number)
    answered = partial(Paragraph.of, statement=statement)
    return ParagraphInContext(
        corpus_version=request_context.corpus_version,
        paragraph=answered(statement.paragraphs[at]),
        before=tuple(map(answered, statement.paragraphs[max(at - parameters.before, 0) : at])),
        after=tuple(map(answered, statement.paragraphs[at + 1 : at + 1 + parameters.after])),
        statement=Statement.model_validate(statement),
    )


@router.get(
    PARAGRAPH_PATH + "/{paragraph_id}",
    summary="Read or cite a paragraph",
    response_model=SingleParagraph,
    responses=ok_response_in("The paragraph, or a citation of it.", DOCUMENT_TYPES)
    | problems(Code.PARAGRAPH_NOT_FOUND, Code.NOT_ACCEPTABLE, Code.INDEX_UNAVAILABLE),
)
def read_paragraph(
    paragraph_id: ParagraphId, parameters: Annotated[DocumentParameters, Query()], request_context: DocumentContext
) -> SingleParagraph | Response:
    """The paragraph with that id. Its address is permanent: cite it."""
    match = _PARAGRAPH_ID.fullmatch(paragraph_id)
    statement = request_context.engine.statement(match[1]) if match else None
    if match is None or statement is None:
        hint = "Write the id of the statement, a dot, and a number, for example 2015-04-20-joint-statement.7."
        raise ProblemError(Code.PARAGRAPH_NOT_FOUND, f"There is no paragraph {shown(paragraph_id)}.", hint=hint)
    paragraph = statement.paragraphs[_position(statement, int(match[2]))]
    if request_context.format != DocumentFormat.JSON:
        return _citation_response(statement, paragraph, parameters, request_context)
    return SingleParagraph(**dict(Paragraph.of(paragraph, statement)), corpus_version=request_context.corpus_version)


def citations(statement_id: str, request_context: RequestContext) -> Mapping[CitationFormat, str]:
    """The citations of a statement in every format. Raises `ProblemError` (`statement-not-found`) for an unknown id."""
    cited_work = _cited_work(_statement(statement_id, request_context), None, DocumentParameters(), request_context)
    return {form: citation(cited_work, form) for form in CitationFormat}


def _citation_response(
    statement: model.Statement,
    paragraph: model.Paragraph | None,
    parameters: DocumentParameters,
    request_context: RequestContext,
) -> Response:
    """The response with a citation of the statement, or of one of its paragraphs."""
    cited_work = _cited_work(statement, paragraph, parameters, request_context)
    return request_context.sent(
        citation(cited_work, CitationFormat(request_context.format)), DOCUMENT_TYPES[request_context.format]
    )


def _cited_work(
    statement: model.Statement,
    paragraph: model.Paragraph | None,
    parameters: DocumentParameters,
    request_context: RequestContext,
) -> Cited:
    path = f"{PARAGRAPH_PATH}/{paragraph.id}" if paragraph else f"/v1/statements/{statement.id}"
    return cited(statement, paragraph, address=request_context.address(path), accessed=parameters.accessed)


def _statement(statement_id: str, request_context: RequestContext) -> model.Statement:
    """The statement. Raises `ProblemError` (`statement-not-found`) for an unknown id."""
    statement = request_context.engine.statement(statement_id)
    if statement is None:
        raise ProblemError(
            Code.STATEMENT_NOT_FOUND,
            f"There is no statement {shown(statement_id)}.",
            hint="See /v1/statements for the ids of all statements.",
        )
    return statement


def _position(statement: model.Statement, number: int) -> int:
    """The index of a paragraph in `statement.paragraphs`. Raises `ProblemError` (`paragraph-not-found`)."""
    if not 1 <= number <= len(statement.paragraphs):
        raise ProblemError(
            Code.PARAGRAPH_NOT_FOUND,
            f"The statement {statement.id} has no paragraph {number}.",
            hint=f"Its paragraphs are numbered from 1 to {len(statement.paragraphs)}.",
        )
    return number - 1
