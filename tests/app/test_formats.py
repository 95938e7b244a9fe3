"""The forms in which answers leave: each tells the same."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.formats.feed import Entry, atom
from app.api.formats.streaming import encode_chunks
from app.api.formats.tables import neutralize_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

JSON, LINES, TABLE, TEXT = "application/json", "application/jsonl", "text/csv", "text/plain"

ACCEPTED = [
    # Accept, media type of the answer; None: 406
    ("*/*", JSON),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),  # a browser
    ("", JSON),
    ("text/csv", TABLE),
    ("TEXT/CSV", TABLE),
    ("text/*", TABLE),
    ("application/*", JSON),
    ("application/jsonl", LINES),
    ("application/x-ndjson", LINES),
    ("text/plain;q=0.4, text/csv;q=0.5", TABLE),
    ("application/json;q=0, */*", LINES),
    ("text/csv;q=0", None),
    ("application/json;q=0", None),
    ("image/png", None),
    ("application/problem+json", None),
    ("garbage", None),
    ("text/csv;q=0.5, garbage", TABLE),  # one bad member does not spoil the others
    ("application/json, text/plain, */*", JSON),
    (";;;", None),
    ("中", None),
]


@pytest.mark.parametrize(("accept", "media_type"), ACCEPTED)
@pytest.mark.parametrize("address", ["/v1/search?q=国", "/v1/concordance?q=国"])
def test_accept_decides(address: str, accept: str, media_type: str | None, small: TestClient) -> None:
    answer = small.get(address, headers=[(b"Accept", accept.encode())])
    if media_type is None:
        assert answer.status_code == 406
        assert answer.json()["code"] == "not-acceptable"
        assert TABLE in answer.json()["hint"]
    else:
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "txt"])
def test_the_parameter_outweighs_accept(format_: str, small: TestClient) -> None:
    types = {"json": JSON, "jsonl": LINES, "csv": TABLE, "txt": TEXT}
    answer = small.get(f"/v1/search?q=国&format={format_}", headers={"Accept": "image/png"})
    assert answer.headers["content-type"].partition(";")[0] == types[format_]


@pytest.mark.parametrize(
    "address",
    ["/v1/statements", "/v1/meta", "/v1/suggest?q=中", "/v1/statements/2015-04-20-joint-statement/paragraphs/2"],
)
def test_what_there_is_in_json_only_says_so(address: str, small: TestClient) -> None:
    answer = small.get(address, headers={"Accept": "text/csv"})
    assert answer.status_code == 406
    assert answer.json()["hint"] == "Leave Accept out, or accept application/json."


@pytest.mark.parametrize("address", ["/v1/search?q=国", "/v1/concordance?q=国", "/v1/export?q=国"])
def test_each_format_has_an_etag_of_its_own(address: str, small: TestClient) -> None:
    etags = {}
    for format_ in ("jsonl", "csv", "txt"):
        answer = small.get(f"{address}&format={format_}")
        etags[format_] = answer.headers["etag"]
        again = small.get(f"{address}&format={format_}", headers={"If-None-Match": etags[format_]})
        assert again.status_code == 304
    assert len(set(etags.values())) == 3


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def hits(client: TestClient, q: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/v1/search", params={"q": q, "limit": 100}).json()["hits"]
    return found


def test_lines_are_the_hits(small: TestClient) -> None:
    answer = small.get("/v1/search", params={"q": "中 OR 国", "limit": 100, "format": "jsonl"})
    assert [json.loads(line) for line in answer.text.splitlines()] == hits(small, "中 OR 国")


def test_a_table_has_the_hits(small: TestClient) -> None:
    answer = small.get("/v1/search", params={"q": "中 OR 国", "limit": 100, "format": "csv"})
    assert answer.content.startswith(b"\xef\xbb\xbfid,statement,title,")
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    rows = table(answer.text)
    shown = [(row["id"], row["text"], row["date"], row["label"], row["speakers"].split()) for row in rows]
    assert shown == [
        (hit["id"], hit["text"], hit["date"] or "", hit["label"] or "", hit["speakers"])
        for hit in hits(small, "中 OR 国")
    ]


def test_a_table_has_the_matches(small: TestClient) -> None:
    address = "/v1/concordance?q=中+OR+国&limit=100&sort=right"
    rows = small.get(address).json()["rows"]
    shown = table(small.get(f"{address}&format=csv").text)
    assert [(row["id"], row["match"], int(row["start"]), int(row["end"])) for row in shown] == [
        (row["id"], row["match"], row["start"], row["end"]) for row in rows
    ]


def test_text_says_how_the_query_was_read_and_what_was_done_to_it(seeds_client: TestClient) -> None:
    text = seeds_client.get("/v1/search?q=外交优先向&format=txt").text
    assert text.startswith('query: 外交优先向\nread as: "外交" "优先"\nnotice: No paragraph contains 外交优先向')
    assert '\ntry: "外交优先方向" (2 paragraphs)' in text
    assert "\nfound: 2 paragraphs, 2 statements, 4 occurrences\n" in text


def test_a_format_without_room_for_it_says_it_in_headers(seeds_client: TestClient) -> None:
    for address in ("search", "concordance", "export"):
        headers = seeds_client.get(f"/v1/{address}?q=外交优先向&format=csv").headers
        assert headers["x-query-parsed"] == quote('"外交" "优先"')
        assert headers["x-query-notices"] == "relaxed, function-words"
        assert headers["x-total-paragraphs"] == "2"
        assert headers["x-total-occurrences"] == "4"
        assert headers["x-corpus-version"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝１"])
def test_a_cell_that_would_run_does_not(cell: str) -> None:
    assert neutralize_formula(cell) == f"'{cell}"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=5)))
def test_pieces_are_the_whole(texts: list[str]) -> None:
    assert b"".join(encode_chunks(texts)) == "".join(texts).encode()


def test_a_large_answer_is_sent_in_chunks() -> None:
    sent = list(encode_chunks(["中" * 1000] * 100))
    assert 1 < len(sent) < 20
    assert b"".join(sent).decode() == "中" * 100_000


def test_what_has_been_sent_is_let_go_of_and_what_has_not_is_not_read() -> None:
    read: list[int] = []

    def paragraphs() -> Iterator[str]:
        for number in range(100_000):
            read.append(number)
            yield "中" * 100

    next(iter(encode_chunks(paragraphs())))
    assert len(read) < 1000


# --- export and feed -------------------------------------------------------------------------------------------------


def test_an_export_is_the_corpus(small: TestClient) -> None:
    lines = [json.loads(line) for line in small.get("/v1/export").text.splitlines()]
    search_all = small.get("/v1/search?limit=100&sort=date").json()
    assert [line["id"] for line in lines] == [hit["id"] for hit in search_all["hits"]]
    for line in lines:
        statement = small.get(f"/v1/statements/{line['statement']['id']}").json()
        paragraph = next(each for each in statement["paragraphs"] if each["id"] == line["id"])
        assert {**line, "statement": line["statement"]["id"]} == paragraph
        assert line["statement"].items() <= statement.items()


@pytest.mark.parametrize("format_", ["csv", "txt"])
def test_an_export_in_another_format_has_as_much(format_: str, seeds_client: TestClient) -> None:
    text = seeds_client.get(f"/v1/export?q=合作&format={format_}").text
    total = seeds_client.get("/v1/search?q=合作&limit=1").json()["total"]["paragraphs"]
    assert (len(table(text)) if format_ == "csv" else text.count("\n\n") - 1) == total


def test_an_export_as_text_says_how_the_query_was_read(seeds_client: TestClient) -> None:
    text = seeds_client.get("/v1/export?q=外交优先向&format=txt").text
    assert text.startswith('query: 外交优先向\nread as: "外交" "优先"\nnotice: No paragraph contains 外交优先向')


def test_text_obeys_nobody(small: TestClient) -> None:
    text = small.get("/v1/search", params={"q": '"\x1b[31m\u202e国"', "format": "txt"}).text
    assert text.startswith('query: "\\x1b[31m\\u202e国"\n')


def test_what_is_wrong_with_an_export_is_said_before_it_begins(small: TestClient) -> None:
    assert small.get("/v1/export?q=(").json()["code"] == "query-syntax"
    assert small.get("/v1/export?format=json").json()["param"] == "format"


def test_the_feed_has_the_newest_statements(seeds_client: TestClient) -> None:
    answer = seeds_client.get("/v1/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    days = [entry.updated[:10] for entry in feed.entries]
    assert days == ["2021-12-08", "2020-03-17", "2018-11-04", "2015-04-20"]
    assert feed.feed.updated == feed.entries[0].updated
    for entry in feed.entries:
        assert seeds_client.get(entry.link).json()["title"] == entry.title


def test_a_statement_without_a_day_is_no_news(small: TestClient) -> None:
    feed = feedparser.parse(small.get("/v1/feed.atom", headers={"Accept": "application/xml"}).content)
    assert [entry.updated[:10] for entry in feed.entries] == ["2021-12-08", "2018-11-04", "2018-11-04", "2015-04-20"]


def test_the_feed_of_a_query_has_the_paragraphs_that_match(seeds_client: TestClient) -> None:
    feed = feedparser.parse(seeds_client.get("/v1/feed.atom?q=一个中国政策").content)
    found = seeds_client.get("/v1/search?q=一个中国政策&sort=-date").json()["hits"]
    assert [entry.content[0].value for entry in feed.entries] == [hit["text"] for hit in found]
    assert [entry.link for entry in feed.entries] == [hit["url"] for hit in found]
    assert len({entry.id for entry in feed.entries}) == len(found)


@given(title=st.text(), text=st.text(), identity=st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_makes_a_feed_that_is_read(title: str, text: str, identity: str) -> None:
    content = atom(title, "/v1/feed.atom?q=%E4%B8%AD", [Entry(identity, title, text, "/x", None)])
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert len(feed.entries) == 1
    assert feed.entries[0].updated == "1970-01-01T00:00:00Z"
