"""Odd queries over HTTP: what cannot be read is refused at its character, and what can be read finds what it says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SECONDS = 5.0
"""The time limit of a query; no answer may take longer."""


UNREADABLE = [
    # query, code, position
    ("中~2", "query-syntax", 1),
    ("双方NEAR/3同意", "query-syntax", 2),
    ('"中" NEAR', "query-syntax", 4),
    ('"中" NEAR/', "query-syntax", 4),
    ('NEAR/3 "中"', "query-syntax", 0),
    ('"中" NEAR/3', "query-syntax", 10),
    ('"中" NEAR/x "国"', "query-syntax", 4),
    ('"中" NEAR/-1 "国"', "query-syntax", 4),
    ('"中" NEAR/101 "国"', "query-syntax", 4),
    ('"中" NEAR/99999999999999999999 "国"', "query-syntax", 4),
    ('"中" NEAR/3 -国', "query-syntax", 11),
    ('("中" 国) NEAR/3 "国"', "query-syntax", 8),
    ('~"中"', "query-syntax", 0),
    ('"中" ~', "query-syntax", 5),
    ('"中" ~-国', "query-syntax", 5),
    ('"中" ~("国")', "query-syntax", 5),
    ('"中" ~~"国"', "query-syntax", 5),
    ('("中" 国) ~"国"', "query-syntax", 8),
    ('"*"', "query-syntax", 1),
    ('"*中"', "query-syntax", 1),
    ('"中*"', "query-syntax", 3),
    ('"中**国"', "query-syntax", 3),
    ("中*国", "query-syntax", 1),
    ('"中\\', "query-syntax", 0),
    ('"\\"', "query-syntax", 0),
    ("NEAR", "query-syntax", 0),
    ('"中" NEAR /3 "国"', "query-syntax", 4),
    ('"中”', "query-syntax", 0),
    ('“中"', "query-syntax", 0),
    ('～"中"', "query-syntax", 0),
    ("(" * 17 + "国" + ")" * 17, "query-too-complex", 16),
    (")" * 400, "query-syntax", 0),
    ("\u2066(\u2069", "query-syntax", 3),
    ('"' * 499, "query-syntax", 498),
    ("*" * 500, "query-syntax", 0),
    ("~" * 500, "query-syntax", 0),
    ("|" * 500, "query-syntax", 0),
    ("(|)", "query-syntax", 1),
    ("(-)", "query-syntax", 2),
    ("()()", "query-syntax", 0),
    ('"" OR ""', "query-syntax", 0),
    ("OR OR", "query-syntax", 0),
    ("中 | | 国", "query-syntax", 4),
    ("中 || 国", "query-syntax", 3),
    ('国\\"', "query-syntax", 2),
    ("a*b", "query-syntax", 1),
    ('-"', "query-syntax", 1),
    ("-(", "query-syntax", 2),
    ("(-国", "query-syntax", 0),
    ("国 -(中 OR", "query-syntax", 8),
    ("{{7*7}}", "query-syntax", 3),
]

READABLE = [
    # query, paragraphs, notices
    ('"中" NEAR/３ "国"', 4, []),
    ('-国 NEAR/3 "中"', 12, []),
    ('"中" NEAR/3 "国" NEAR/3 "人"', 1, []),
    ('"中" ~ "国"', 10, []),
    ('-"中" ~"国"', 6, []),
    ('"中*国*人"', 0, []),
    ("“中＊国”", 1, []),
    ('"中\\*国"', 0, []),
    ('"中\\国"', 0, []),
    ("near/3", 0, ["relaxed"]),
    ("中 near/3 国", 0, ["relaxed"]),
    ('"中"NEAR/3"国"', 4, []),
    ('"中" NEAR/0 "国"', 4, []),
    ("中 NEAR/3 (国 OR 人)", 5, []),
    ("『中』", 10, []),
    ("‘中’", 10, ["relaxed"]),
    ("《中》", 10, ["relaxed"]),
    ('中"国"', 5, []),
    ('"中"国', 5, []),
    ("（中）", 10, []),
    ("【中】", 10, ["relaxed"]),
    ("中 ＡＮＤ 国", 5, []),
    ("－中", 6, []),
    ("中－国", 5, ["folded", "relaxed"]),
    ('中 ～"国"', 10, []),
    ("(" * 16 + "国" + ")" * 16, 7, []),
    ("-" * 16 + "国", 7, []),
    ("\u202e\u4e2d\u56fd", 4, ["folded"]),
    ("\u4e2d\u0301\u56fd", 5, ["relaxed"]),
    ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 0, ["folded"]),
    ("\u56fd\ufffe", 7, ["relaxed"]),
    ("\u4e2d\u200b\u56fd", 4, ["folded"]),
    ("国 " * 32, 7, []),
    ("国" * 500, 0, ["relaxed"]),
    ('"' + "国*" * 20 + '国"', 0, []),
    ("not 国", 0, []),
    ("NOT 国", 9, []),
    ("NOT NOT 国", 7, []),
    ("中 and 国", 0, []),
    ("２０１８", 1, ["folded"]),
    ("\\", 0, []),
    ("2018年11月4日", 0, ["relaxed"]),
    ("。", 9, []),
    ("，；", 0, ["folded"]),
    ("\u3000", 16, []),
    ("\t", 16, []),
    ("%", 0, []),
    ("_", 0, []),
    ("?", 0, []),
    ("中国?", 4, ["relaxed"]),
    ("中国；DROP TABLE", 0, ["folded", "relaxed"]),
    ("<script>alert(1)</script>", 0, ["relaxed"]),
    ("${jndi:ldap://x}", 0, ["relaxed"]),
    ("../../etc/passwd", 0, ["relaxed"]),
    ("[中 TO 国]", 0, ["relaxed"]),
    ("title:中", 0, ["relaxed"]),
    ("中^3", 0, ["relaxed"]),
    ("国" + "\u0301" * 400, 7, ["relaxed"]),
]

ELSEWHERE = [
    # address, status, code
    ("/v1/concordance?q=(", 400, "query-syntax"),
    ("/v1/concordance?q=%00", 400, "invalid-parameter"),
    ("/v1/concordance?sort=relevance", 400, "invalid-parameter"),
    ("/v1/concordance?cursor=AAAA", 400, "invalid-cursor"),
    ("/v1/concordance?format=xml", 400, "invalid-parameter"),
    ("/v1/concordance?format=csv&format=csv", 400, "invalid-parameter"),
    ("/v1/export?q=(", 400, "query-syntax"),
    ("/v1/export?limit=5", 400, "unknown-parameter"),
    ("/v1/export?cursor=x", 400, "unknown-parameter"),
    ("/v1/export?format=json", 400, "invalid-parameter"),
    ("/v1/export?from=2015-02-30", 400, "invalid-parameter"),
    ("/v1/feed.atom?q=(", 400, "query-syntax"),
    ("/v1/feed.atom?format=atom", 400, "unknown-parameter"),
    ("/v1/feed.atom?to=x", 400, "invalid-parameter"),
    ("/v1/suggest?q=%FF", 400, "invalid-parameter"),
    ("/v1/suggest?limit=0", 400, "invalid-parameter"),
    ("/v1/suggest?q=a&q=b", 400, "invalid-parameter"),
    ("/v1/resolve", 400, "invalid-parameter"),
    ("/v1/resolve?ref=", 400, "invalid-parameter"),
    ("/v1/resolve?ref=" + quote("昨天的声明"), 400, "reference-syntax"),
    ("/v1/resolve?ref=" + "7" * 60_000, 400, "reference-syntax"),
    ("/v1/resolve?ref=" + quote("2015年2月30日声明"), 400, "reference-syntax"),
    ("/v1/resolve?reference=x", 400, "unknown-parameter"),
    ("/v1/search?q=" + "a" * 60_000, 400, "query-too-long"),
    ("/v1/search?q=" + "%E4%B8%AD" * 7_000, 400, "query-too-long"),
    ("/v1/search?match=words", 400, "invalid-parameter"),
    ("/v1/search?relax=", 400, "invalid-parameter"),
    ("/v1/search?format=CSV", 400, "invalid-parameter"),
    ("/v1/search?format=", 400, "invalid-parameter"),
]


def timed(client: TestClient, address: str, **parameters: str) -> dict[str, object]:
    """The answer, which must have come in time."""
    begun = time.perf_counter()
    answer = client.get(address, params=parameters or None)
    assert time.perf_counter() - begun < SECONDS
    body: dict[str, object] = answer.json()
    assert body.get("status", 200) == answer.status_code
    return body


@pytest.mark.parametrize(("query", "code", "position"), UNREADABLE)
def test_a_query_that_cannot_be_read_is_refused_at_its_character(
    query: str, code: str, position: int | None, small: TestClient
) -> None:
    body = timed(small, "/v1/search", q=query)
    assert (body.get("code"), body.get("position")) == (code, position)


@pytest.mark.parametrize(("query", "paragraphs", "notices"), READABLE)
def test_an_odd_query_finds_what_it_says(query: str, paragraphs: int, notices: list[str], small: TestClient) -> None:
    body = timed(small, "/v1/search", q=query)
    assert body["total"]["paragraphs"] == paragraphs  # type: ignore[index]  # JSON
    assert sorted({notice["code"] for notice in body["query"]["notices"]}) == notices  # type: ignore[index]  # JSON


@pytest.mark.parametrize(("address", "status", "code"), ELSEWHERE, ids=lambda value: str(value)[:60])
def test_a_wrong_request_elsewhere_is_told_what_is_wrong(
    address: str, status: int, code: str, small: TestClient
) -> None:
    body = timed(small, address)
    assert (body.get("status"), body.get("code")) == (status, code)
