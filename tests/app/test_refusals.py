"""Every way to ask wrongly, and the problem that is the answer."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api.problems import MEANINGS, Code, Problem
from app.main import create_app
from app.settings import Settings

S = "/v1/search"
L = "/v1/statements"
ONE = "/v1/statements/2015-04-20-joint-statement"
P = "/v1/paragraphs"
DOCUMENT = create_app(Settings()).openapi()


class Wrong(NamedTuple):
    """A wrong request and its problem. `param` and `position` are None where the problem has none."""

    address: str
    code: str
    param: str | None = None
    position: int | None = None


def query(q: str, code: str, position: int | None = None) -> Wrong:
    return Wrong(f"{S}?q={quote(q)}", code, "q", position)


QUERIES = [
    query("(", "query-syntax", 1),
    query(")", "query-syntax", 0),
    query("()", "query-syntax", 0),
    query("(中国", "query-syntax", 0),
    query("中国)", "query-syntax", 2),
    query("（中国", "query-syntax", 0),
    query("中国 (合作 OR 友好", "query-syntax", 3),
    query('"中国', "query-syntax", 0),
    query("中国 “合作", "query-syntax", 3),
    query("「中国", "query-syntax", 0),
    query("中国”", "query-syntax", 2),
    query('""', "query-syntax", 0),
    query('" "', "query-syntax", 0),
    query("OR", "query-syntax", 0),
    query("OR 中国", "query-syntax", 0),
    query("中国 OR", "query-syntax", 5),
    query("中国 |", "query-syntax", 4),
    query("| 中国", "query-syntax", 0),
    query("中国 OR OR 合作", "query-syntax", 6),
    query("中国 OR | 合作", "query-syntax", 6),
    query("AND 中国", "query-syntax", 0),
    query("中国 AND", "query-syntax", 6),
    query("NOT", "query-syntax", 3),
    query("中国 NOT", "query-syntax", 6),
    query("-", "query-syntax", 1),
    query("- 中国", "query-syntax", 0),
    query("中国 - 合作", "query-syntax", 3),
    query("ＮＯＴ", "query-syntax", 3),
    query("中国 ＯＲ", "query-syntax", 5),
    query("\u200b", "query-syntax", 0),
    query("🇨🇳🇵🇰)", "query-syntax", 4),
    query("国" * 501, "query-too-long"),
    query(" " * 501, "query-too-long"),
    query("🇨" * 501, "query-too-long"),
    query(" ".join("国" * 33), "query-too-complex", 64),
    query("|".join("国" * 33), "query-too-complex", 64),
    query("(" * 17 + "国" + ")" * 17, "query-too-complex", 16),
    query("-" * 17 + "国", "query-too-complex", 16),
    query("(" * 400, "query-too-complex", 16),
    query("NOT " * 100, "query-too-complex", 64),
]

PARAMETERS = [
    Wrong(f"{S}?kind=joint", "invalid-parameter", "kind"),
    Wrong(f"{S}?kind=", "invalid-parameter", "kind"),
    Wrong(f"{S}?kind=news&kind=gossip", "invalid-parameter", "kind"),
    Wrong(f"{S}?kind=news,speech", "invalid-parameter", "kind"),
    Wrong(f"{S}?kind=News", "invalid-parameter", "kind"),
    Wrong(f"{S}?speaker=india", "invalid-parameter", "speaker"),
    Wrong(f"{S}?speaker=", "invalid-parameter", "speaker"),
    Wrong(f"{S}?speaker=china&speaker=usa", "invalid-parameter", "speaker"),
    Wrong(f"{S}?sort=newest", "invalid-parameter", "sort"),
    Wrong(f"{S}?sort=", "invalid-parameter", "sort"),
    Wrong(f"{S}?sort=DATE", "invalid-parameter", "sort"),
    Wrong(f"{S}?facets=month", "invalid-parameter", "facets"),
    Wrong(f"{S}?facets=year,month", "invalid-parameter", "facets"),
    Wrong(f"{S}?facets=year,", "invalid-parameter", "facets"),
    Wrong(f"{S}?facets=year kind", "invalid-parameter", "facets"),
    Wrong(f"{S}?facets=", "invalid-parameter", "facets"),
    Wrong(f"{S}?facets=year&facets=kind", "invalid-parameter", "facets"),
    Wrong(f"{S}?place=", "invalid-parameter", "place"),
    Wrong(f"{S}?statement=", "invalid-parameter", "statement"),
    Wrong(f"{S}?limit=0", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=101", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=-1", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=all", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=1.0", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=1_0", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=%2B5", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=+5", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit={quote('５')}", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=1e1", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit={'9' * 5000}", "invalid-parameter", "limit"),
    Wrong(f"{S}?limit=5&limit=5", "invalid-parameter", "limit"),
    Wrong(f"{S}?context=201", "invalid-parameter", "context"),
    Wrong(f"{S}?context=-1", "invalid-parameter", "context"),
    Wrong(f"{S}?context=wide", "invalid-parameter", "context"),
    Wrong(f"{S}?q=a&q=b", "invalid-parameter", "q"),
    Wrong(f"{S}?sort=date&sort=date", "invalid-parameter", "sort"),
    Wrong(f"{S}?from=15", "invalid-parameter", "from"),
    Wrong(f"{S}?from=", "invalid-parameter", "from"),
    Wrong(f"{S}?from=2015-4", "invalid-parameter", "from"),
    Wrong(f"{S}?from=2015-13", "invalid-parameter", "from"),
    Wrong(f"{S}?from=2015-00", "invalid-parameter", "from"),
    Wrong(f"{S}?from=2015-02-29", "invalid-parameter", "from"),
    Wrong(f"{S}?from=0000", "invalid-parameter", "from"),
    Wrong(f"{S}?from=2015-04-20T00:00", "invalid-parameter", "from"),
    Wrong(f"{S}?from=20150420", "invalid-parameter", "from"),
    Wrong(f"{S}?from={quote('２０１５')}", "invalid-parameter", "from"),
    Wrong(f"{S}?from={quote('2015年')}", "invalid-parameter", "from"),
    Wrong(f"{S}?from=yesterday", "invalid-parameter", "from"),
    Wrong(f"{S}?from=-2015", "invalid-parameter", "from"),
    Wrong(f"{S}?to=2015-04-31", "invalid-parameter", "to"),
    Wrong(f"{S}?to=20155", "invalid-parameter", "to"),
    Wrong(f"{S}?to=now", "invalid-parameter", "to"),
    Wrong(f"{S}?from=2019&to=2018", "invalid-parameter", "from"),
    Wrong(f"{S}?from=2018-11-05&to=2018-11-04", "invalid-parameter", "from"),
    Wrong(f"{S}?from=2018&from=2018", "invalid-parameter", "from"),
    Wrong(f"{L}?limit=0", "invalid-parameter", "limit"),
    Wrong(f"{L}?from=2019&to=2018", "invalid-parameter", "from"),
    Wrong(f"{L}?kind=x", "invalid-parameter", "kind"),
    Wrong(f"{ONE}/paragraphs/1?before=21", "invalid-parameter", "before"),
    Wrong(f"{ONE}/paragraphs/1?after=-1", "invalid-parameter", "after"),
    Wrong(f"{ONE}/paragraphs/1?after=some", "invalid-parameter", "after"),
    Wrong(f"{ONE}/paragraphs/1?after=1&after=1", "invalid-parameter", "after"),
    Wrong(f"{ONE}/paragraphs/one", "invalid-parameter", "number"),
    Wrong(f"{ONE}/paragraphs/{quote('七')}", "invalid-parameter", "number"),
    Wrong(f"{ONE}/paragraphs/1.0", "invalid-parameter", "number"),
    Wrong(f"{ONE}/paragraphs/{'9' * 5000}", "invalid-parameter", "number"),
]

UNKNOWN = [
    Wrong(f"{S}?p=1", "unknown-parameter", "p"),
    Wrong(f"{S}?Q=a", "unknown-parameter", "Q"),
    Wrong(f"{S}?query=a", "unknown-parameter", "query"),
    Wrong(f"{S}?offset=5", "unknown-parameter", "offset"),
    Wrong(f"{S}?kind[]=news", "unknown-parameter", "kind[]"),
    Wrong(f"{S}?from_=2015", "unknown-parameter", "from_"),
    Wrong(f"{S}?relax=sometimes", "invalid-parameter", "relax"),
    Wrong(f"{S}?match=", "invalid-parameter", "match"),
    Wrong("/v1/concordance?sort=relevance", "invalid-parameter", "sort"),
    Wrong(f"{S}?=a", "unknown-parameter", ""),
    Wrong(f"{S}?a", "unknown-parameter", "a"),
    Wrong(f"{S}?{quote('词')}=a", "unknown-parameter", "词"),
    Wrong(f"{S}?q=(&p=1", "unknown-parameter", "p"),
    Wrong(f"{L}?query=a", "unknown-parameter", "query"),
    Wrong(f"{L}?speaker=china", "unknown-parameter", "speaker"),
    Wrong(f"{ONE}?limit=5", "unknown-parameter", "limit"),
    Wrong(f"{ONE}/paragraphs/1?limit=5", "unknown-parameter", "limit"),
    Wrong(f"{P}/2015-04-20-joint-statement.1?before=1", "unknown-parameter", "before"),
    Wrong(f"{P}/none?x=1", "unknown-parameter", "x"),
    Wrong("/v1/meta?x=1", "unknown-parameter", "x"),
    Wrong("/healthz?x=1", "unknown-parameter", "x"),
    Wrong("/readyz?x=1", "unknown-parameter", "x"),
    Wrong("/docs?x=1", "unknown-parameter", "x"),
    Wrong("/docs/errors?x=1", "unknown-parameter", "x"),
    Wrong("/docs/assets/swagger-ui.css?x=1", "unknown-parameter", "x"),
    Wrong("/openapi.json?x=1", "unknown-parameter", "x"),
]

NO_TEXT = [
    Wrong(f"{S}?q=%00", "invalid-parameter", "q"),
    Wrong(f"{S}?q=%E4%B8%AD%00", "invalid-parameter", "q"),
    Wrong(f"{S}?place=%00", "invalid-parameter", "place"),
    Wrong(f"{S}?statement=a%00b", "invalid-parameter", "statement"),
    Wrong(f"{S}?q=%FF", "invalid-parameter", "q"),
    Wrong(f"{S}?q=%E4%B8", "invalid-parameter", "q"),
    Wrong(f"{S}?q=%ED%A0%80", "invalid-parameter", "q"),  # a lone surrogate
    Wrong(f"{S}?q=%C0%80", "invalid-parameter", "q"),  # an overlong NUL
    Wrong(f"{S}?q=%B9%FA", "invalid-parameter", "q"),  # 国 in GB18030
    Wrong(f"{S}?q=%EF%BF%BD&place=%FF", "invalid-parameter", "place"),
    Wrong(f"{S}?limit=5&%FF=a", "invalid-parameter", None),
    Wrong(f"{L}?place=%FF", "invalid-parameter", "place"),
    Wrong("/healthz?%FF", "invalid-parameter", None),
]

CURSORS = [
    Wrong(f"{S}?cursor=", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor=1", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor=20", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor=AQAAAAEMbvKPU2tVeo8WoHF3qThoWyYxTQ", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor={'A' * 28}", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor={'A' * 10_000}", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor={quote('游标')}", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor=!!!!", "invalid-cursor", "cursor"),
    Wrong(f"{S}?cursor=====", "invalid-cursor", "cursor"),
    Wrong(f"{L}?cursor=x", "invalid-cursor", "cursor"),
    Wrong(f"{L}?cursor=x&cursor=y", "invalid-parameter", "cursor"),
]

NOWHERE = [
    Wrong("/nowhere", "not-found"),
    Wrong("/v1", "not-found"),
    Wrong("/v2/search", "not-found"),
    Wrong("/v1/search/", "not-found"),
    Wrong("/V1/search", "not-found"),
    Wrong("//v1/search", "not-found"),
    Wrong("/v1/statements/", "not-found"),
    Wrong(f"{ONE}/", "not-found"),
    Wrong(f"{ONE}/paragraphs", "not-found"),
    Wrong(f"{ONE}/paragraphs/1/2", "not-found"),
    Wrong("/v1/paragraphs", "not-found"),
    Wrong("/redoc", "not-found"),
    Wrong("/docs/", "not-found"),
    Wrong("/docs/assets/redoc.standalone.js", "not-found"),
    Wrong("/docs/assets/%2e%2e/core.py", "not-found"),
    Wrong("/docs/assets/..%2Fcore.py", "not-found"),
    Wrong("/docs/assets/%00", "not-found"),
    Wrong("/%FF", "not-found"),
    Wrong("/nowhere?x=1", "not-found"),
    Wrong(f"{L}/none", "statement-not-found"),
    Wrong(f"{L}/2015-04-20", "statement-not-found"),
    Wrong(f"{L}/2015-04-20-JOINT-STATEMENT", "statement-not-found"),
    Wrong(f"{L}/2015-04-20-joint-statement.1", "statement-not-found"),
    Wrong(f"{L}/%00", "statement-not-found"),
    Wrong(f"{L}/%FF", "statement-not-found"),
    Wrong(f"{L}/%F0%9F%87%A8", "statement-not-found"),
    Wrong(f"{L}/{'a' * 5000}", "statement-not-found"),
    Wrong(f"{L}/none/paragraphs/1", "statement-not-found"),
    Wrong(f"{ONE}/paragraphs/0", "paragraph-not-found"),
    Wrong(f"{ONE}/paragraphs/-1", "paragraph-not-found"),
    Wrong(f"{ONE}/paragraphs/5", "paragraph-not-found"),
    Wrong(f"{ONE}/paragraphs/999999999", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.0", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.5", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.01", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.-1", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.{quote('一')}", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.{'9' * 5000}", "paragraph-not-found"),
    Wrong(f"{P}/none.1", "paragraph-not-found"),
    Wrong(f"{P}/.1", "paragraph-not-found"),
    Wrong(f"{P}/%00.1", "paragraph-not-found"),
    Wrong(f"{P}/2015-04-20-joint-statement.1%0A", "paragraph-not-found"),
]

WRONG = [*QUERIES, *PARAMETERS, *UNKNOWN, *NO_TEXT, *CURSORS, *NOWHERE]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.address[:80])
def test_a_wrong_request_is_told_what_is_wrong(small: TestClient, wrong: Wrong) -> None:
    answer = small.get(wrong.address)
    problem = Problem.model_validate_json(answer.content)
    assert (problem.code, problem.param, problem.position) == (wrong.code, wrong.param, wrong.position)
    assert answer.status_code == problem.status == MEANINGS[Code(wrong.code)].status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert problem.type == f"/docs/errors#{wrong.code}"
    assert problem.detail
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.address[:80])
def test_the_document_says_that_the_address_may_answer_so(wrong: Wrong) -> None:
    for path, methods in DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), wrong.address.partition("?")[0]):
            declared = methods["get"]["responses"][str(int(MEANINGS[Code(wrong.code)].status))]
            assert f"`{wrong.code}`" in declared["description"]


def test_there_are_a_hundred_and_fifty_rows_at_least() -> None:
    assert len(set(WRONG)) == len(WRONG) >= 150


HINTS = [
    (
        f"{S}?kind=joint",
        "joint-statement, joint-communique, press-communique, treaty, speech, statement, declaration, communique, action-plan, memorandum, law, letter, news or other",
    ),
    (f"{S}?speaker=x", "both, china, pakistan, other or all"),
    (f"{S}?sort=x", "relevance, date or -date"),
    (f"{S}?facets=x", "year, kind, statement, place, speaker"),
    (f"{S}?limit=1000", "from 1 to 100"),
    (f"{S}?context=1000", "from 0 to 200"),
    (f"{S}?from=x", "a year (2015), a month (2015-04) or a day (2015-04-20)"),
    (f"{S}?Limit=5", "Did you mean limit?"),
    (f"{S}?facet=year", "Did you mean facets?"),
    (f"{S}?speakers=china", "Did you mean speaker?"),
    (
        f"{S}?zzz=1",
        "The parameters of this address are context, cursor, facets, format, from, in, kind, limit, match, place, q, relax, sort, speaker, statement, to.",
    ),
    ("/v1/meta?zzz=1", "This address takes no parameters."),
    ("/v1/search/", "Leave out the slash at the end."),
    (f"{ONE}/paragraphs/9", "numbered from 1 to 4"),
    (f"{L}/none", "See /v1/statements for the ids of all statements."),
]


@pytest.mark.parametrize(("address", "hint"), HINTS)
def test_a_hint_says_what_to_do_next(small: TestClient, address: str, hint: str) -> None:
    assert hint in (Problem.model_validate_json(small.get(address).content).hint or "")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("address", [S, L, ONE, "/healthz", "/docs", "/openapi.json"])
def test_other_methods_are_refused_with_those_that_are_not(small: TestClient, method: str, address: str) -> None:
    answer = small.request(method, address)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert Problem.model_validate_json(answer.content).code == "method-not-allowed"


def test_instance_is_the_address_asked_for(small: TestClient) -> None:
    address = f"{S}?q={quote('（中国')}"
    assert small.get(address).json()["instance"] == address


def test_head_of_a_problem_has_its_headers_and_no_body(small: TestClient) -> None:
    answer = small.head(f"{S}?limit=0")
    assert (answer.status_code, answer.content) == (400, b"")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_bug_is_a_problem_without_a_traceback_and_the_log_has_it(caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Settings())

    @app.get("/broken")
    def _broken() -> None:
        raise ZeroDivisionError("a secret")

    answer = TestClient(app).get("/broken")
    assert answer.status_code == 500
    assert Problem.model_validate_json(answer.content).code == "internal-error"
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    (record,) = (record for record in caplog.records if record.name == "app.middleware.error_boundary")
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_query_is_a_server_error(small: TestClient, q: str) -> None:
    answer = small.get(S, params={"q": q, "limit": 1})
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        Problem.model_validate_json(answer.content)


@given(st.binary(max_size=30))
def test_no_bytes_in_an_address_are_a_server_error(small: TestClient, raw: bytes) -> None:
    encoded = "".join(f"%{byte:02X}" for byte in raw)
    for address in (f"{S}?q={encoded}", f"{S}?{encoded}", f"{L}/{encoded}", f"{P}/{encoded}", f"/{encoded}"):
        assert small.get(address).status_code < 500
