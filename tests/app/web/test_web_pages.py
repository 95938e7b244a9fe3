"""What is on the pages, in both languages, without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from app.api.problems import Code
from app.api.schemas.search import FacetCount
from app.web.search_view import facet_links
from app.web.urls import Address
from search.engines.protocol import Facet
from tests.app.web.conftest import HOSTILE, LATER, SCRIPT
from tests.app.web.reading import links_of, page_at, words_of

if TYPE_CHECKING:
    from starlette.testclient import TestClient

FIRST, SECOND = "2015-04-20-joint-statement", "2018-11-04-joint-statement"

PAGES = [
    "/",
    "/?q=命运共同体",
    "/?q=命运共同体&view=concordance",
    "/?q=外交优先向",
    "/?kind=joint-statement",
    f"/statements/{SECOND}?q=命运",
    "/compare",
    f"/compare?a={FIRST}&b={SECOND}",
    "/history",
    "/history?q=命运共同体",
]

HAN = re.compile(r"[一-鿿]")  # 公; not ，or A


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("accepted", "tag"), [("zh-CN", "zh-CN"), ("en-GB,en;q=0.9,zh;q=0.1", "en"), ("fr", "zh-CN")])
def test_a_page_is_in_the_language_that_its_reader_prefers(
    seeds_client: TestClient, address: str, accepted: str, tag: str
) -> None:
    page = page_at(seeds_client, address, accepted=accepted)
    assert page.select_one("html")["lang"] == tag  # type: ignore[index]  # it is there, or the test fails
    assert page.title
    assert page.select_one("main h1")


@pytest.mark.parametrize("address", PAGES)
def test_what_an_english_page_says_itself_is_english(seeds_client: TestClient, address: str) -> None:
    page = page_at(seeds_client, address, accepted="en")
    said = words_of(page, "header nav a:not([lang]), footer, button, summary, .views a, .exports, .status, .options")
    assert not [words for words in said if HAN.search(words)]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_needs_no_script_and_has_none_inside(seeds_client: TestClient, address: str) -> None:
    page = page_at(seeds_client, address)
    assert [script.get_text() for script in page.select("script")] == [""]
    assert not page.select("style, [style]")
    assert not [name for tag in page.select("*") for name in tag.attrs if name.startswith("on")]
    assert page.select("form[action][method=get]")


def test_the_language_of_the_address_is_kept_in_every_link(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=命运共同体&lang=en", accepted="zh")
    links = [str(each["href"]) for each in page.select("main a[href], header nav a[href], .brand")]
    inside = [link for link in links if not link.startswith(("/v1/", "/docs", "#"))]
    assert inside
    assert all("lang=" in link for link in inside)
    assert links_of(page, ".languages a") == {"中文": "/?q=%E5%91%BD%E8%BF%90%E5%85%B1%E5%90%8C%E4%BD%93&lang=zh"}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_may_load_and_tell_nothing_elsewhere(seeds_client: TestClient, address: str) -> None:
    headers = seeds_client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_is_held_is_not_sent_again(seeds_client: TestClient, address: str) -> None:
    first = seeds_client.get(address, headers={"Accept-Language": "en"})
    assert {"Accept-Language", "Accept"} <= {name.strip() for name in first.headers["Vary"].split(",")}
    held = {"If-None-Match": first.headers["ETag"]}
    assert seeds_client.get(address, headers={"Accept-Language": "en", **held}).status_code == 304
    assert seeds_client.get(address, headers={"Accept-Language": "zh", **held}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_first_visit_is_less_than_100_kilobytes(seeds_client: TestClient, address: str) -> None:
    page = page_at(seeds_client, address)
    parts = page.select("link[rel=stylesheet], link[rel=icon], script")
    loaded = [str(each.get("href") or each.get("src")) for each in parts]
    assert len(loaded) == 3
    assert sum(len(seeds_client.get(each).content) for each in [address, *loaded]) < 100_000


def test_assets_are_kept_for_ever_under_names_that_say_what_is_in_them(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/")
    address = str(page.select("link[rel=stylesheet]")[0]["href"])
    assert re.fullmatch(r"/assets/[0-9a-f]{16}-pages\.css", address)
    assert seeds_client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert seeds_client.get("/assets/0000000000000000-pages.css").status_code == 404


def test_pages_are_in_no_openapi_document(seeds_client: TestClient) -> None:
    paths = seeds_client.get("/openapi.json").json()["paths"]
    assert not {path for path in paths if not path.startswith(("/v1/", "/healthz", "/readyz", "/metrics"))}


def test_a_page_says_what_the_api_says(seeds_client: TestClient) -> None:
    answer = seeds_client.get("/v1/search", params={"q": "中巴 命运", "limit": 100}).json()
    page = page_at(seeds_client, "/?q=中巴 命运&limit=100&lang=zh")
    total = answer["total"]
    assert words_of(page, "#count") == [
        f"{total['paragraphs']} 段，{total['statements']} 份文件，{total['occurrences']} 处"
    ]
    assert words_of(page, ".hits .text") == [" ".join(hit["text"].split()) for hit in answer["hits"]]
    assert len(page.select(".hits mark")) == sum(len(hit["spans"]) for hit in answer["hits"])
    assert [urlsplit(str(each["href"])).fragment for each in page.select(".hits h3 a")] == [
        f"p{hit['number']}" for hit in answer["hits"]
    ]


def test_the_pages_of_a_result_hold_everything_once(seeds_client: TestClient) -> None:
    address: str | None = "/?q=中巴&limit=7&sort=date&lang=en"
    seen: list[str] = []
    while address:
        page = page_at(seeds_client, address)
        seen += [str(each["href"]) for each in page.select(".hits h3 a")]
        address = next(iter(links_of(page, ".turn a[rel=next]").values()), None)
    assert len(seen) == len(set(seen)) == seeds_client.get("/v1/search?q=中巴").json()["total"]["paragraphs"]


def test_a_concordance_has_a_row_for_every_occurrence(seeds_client: TestClient) -> None:
    rows = seeds_client.get("/v1/concordance?q=走廊&limit=100&sort=left&context=30").json()["rows"]
    page = page_at(seeds_client, "/?q=走廊&view=concordance&limit=100&sort=left")
    cells = [[each.get_text() for each in row.select("td")[1:]] for row in page.select(".concordance tbody tr")]
    assert cells == [[row["left"], row["match"], row["right"]] for row in rows]


def test_a_facet_narrows_and_widens_again(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=中巴&lang=en")
    for facet, name in (("kind", "news"), ("year", "2018"), ("place", "北京"), ("speaker", "the Chinese side")):
        narrow = next(href for words, href in links_of(page, f"[aria-labelledby=f-{facet}] a").items() if words == name)
        narrowed = page_at(seeds_client, narrow)
        assert len(narrowed.select(".hits > li")) < int(words_of(page, "#count")[0].split()[0])
        (wide,) = links_of(narrowed, f"[aria-labelledby=f-{facet}] a[aria-current]").values()
        assert words_of(page_at(seeds_client, wide), "#count") == words_of(page, "#count")


def test_a_filter_that_left_nothing_can_be_taken_away(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=命运共同体&place=上海&from=2015&lang=en")
    assert words_of(page, "#count") == ["Nothing found"]
    assert page_at(seeds_client, links_of(page, ".filters a")["place 上海 ✕"]).select(".hits > li")


def test_suggestions_can_be_followed(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=外交优先向&relax=never&lang=zh")
    followed = links_of(page, ".suggestions a")
    assert followed
    for address in followed.values():
        assert page_at(seeds_client, address).select(".hits > li")


@pytest.mark.parametrize("q", ["外交优先向", "領土完整", "最优先的方向", "二〇一五年"])
def test_what_was_done_to_a_query_is_said_in_chinese(seeds_client: TestClient, q: str) -> None:
    page = page_at(seeds_client, f"/?q={q}&lang=zh")
    assert not page.select(".notices [lang=en], .why [lang=en]")
    answer = seeds_client.get("/v1/search", params={"q": q}).json()
    assert len(page.select(".notices li")) == len(answer["query"]["notices"])
    assert len(page.select(".suggestions li")) == len(answer["suggestions"])


def test_empty_fields_of_a_form_say_nothing(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=命运共同体&from=&to=&sort=relevance&match=exact&kind=")
    assert len(page.select(".hits > li")) == 4


def test_a_statement_reads_like_a_document(seeds_client: TestClient) -> None:
    whole = seeds_client.get(f"/v1/statements/{SECOND}").json()
    page = page_at(seeds_client, f"/statements/{SECOND}?q=合作&lang=en")
    assert [each["id"] for each in page.select(".paragraph")] == [f"p{n['number']}" for n in whole["paragraphs"]]
    assert words_of(page, "h1") == [whole["title"]]
    assert whole["source"]["sha256"] in page.get_text()
    assert {f"#p{each['first']}" for each in whole["sections"]} <= set(links_of(page, ".outline a").values())
    assert [each["id"] for each in page.select("mark")] == [f"m{n}" for n in range(1, len(page.select("mark")) + 1)]
    targets = {str(each["id"]) for each in page.select("[id]")}
    assert {str(each["href"])[1:] for each in page.select("a[href^='#']")} <= targets
    for form in ("gbt7714", "bib", "ris", "csl"):
        cited = seeds_client.get(f"/v1/statements/{SECOND}?format={form}").text
        assert cited.strip() in [each.get_text().strip() for each in page.select("pre")]


def test_statements_are_linked_in_the_order_of_their_days(seeds_client: TestClient) -> None:
    listed = [each["id"] for each in seeds_client.get("/v1/statements").json()["items"]]
    walked = [listed[0]]
    while following := links_of(page_at(seeds_client, f"/statements/{walked[-1]}"), ".outline a[rel=next]"):
        walked.append(urlsplit(next(iter(following.values()))).path.removeprefix("/statements/"))
    assert walked == listed


def test_what_changed_leads_to_its_history(seeds_client: TestClient) -> None:
    changes = seeds_client.get(f"/v1/changes/{SECOND}").json()
    page = page_at(seeds_client, f"/statements/{SECOND}")
    named = {words for heading in ("new", "dropped") for words in words_of(page, f"[aria-labelledby={heading}] .query")}
    assert named == {phrase["text"] for heading in ("new", "dropped") for phrase in changes[heading]}
    address = next(iter(links_of(page, "[aria-labelledby=new] .query").values()))
    assert page_at(seeds_client, address).select(".timeline > .first")


def test_a_comparison_has_every_paragraph_once(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, f"/compare?a={FIRST}&b={SECOND}")
    for column, statement in ((2, FIRST), (3, SECOND)):
        numbers = [str(each["href"]).split("#p")[1] for each in page.select(f"tbody td:nth-child({column}) .facts a")]
        total = seeds_client.get(f"/v1/statements/{statement}").json()["paragraph_count"]
        assert sorted(map(int, numbers)) == list(range(1, total + 1))
    assert page.select("td:nth-child(2) del")
    assert page.select("td:nth-child(3) ins")
    assert not page.select("tbody td:nth-child(2) ins, tbody td:nth-child(3) del")


def test_a_history_has_a_step_for_every_statement(seeds_client: TestClient) -> None:
    items = seeds_client.get("/v1/history?q=命运共同体").json()["items"]
    page = page_at(seeds_client, "/history?q=命运共同体")
    assert [each["class"] for each in page.select(".timeline > li")] == [[item["status"]] for item in items]


ERRORS = [
    ("/?q=(命运", 400, Code.QUERY_SYNTAX),
    ("/?q=“命运", 400, Code.QUERY_SYNTAX),
    ("/?seite=2", 400, Code.UNKNOWN_PARAMETER),
    ("/?q=a&q=b", 400, Code.INVALID_PARAMETER),
    ("/?from=gestern", 400, Code.INVALID_PARAMETER),
    ("/?from=2018&to=2015", 400, Code.INVALID_PARAMETER),
    ("/?q=中&sort=left", 400, Code.INVALID_PARAMETER),
    ("/?q=中&sort=up", 400, Code.INVALID_PARAMETER),
    ("/?q=中&limit=0", 400, Code.INVALID_PARAMETER),
    ("/?q=中&lang=de", 400, Code.INVALID_PARAMETER),
    ("/?q=中&cursor=x", 400, Code.INVALID_CURSOR),
    ("/statements/nothing", 404, Code.STATEMENT_NOT_FOUND),
    (f"/statements/{FIRST}/", 404, Code.NOT_FOUND),
    (f"/compare?a={FIRST}&b=nothing", 404, Code.STATEMENT_NOT_FOUND),
    (f"/compare?a={FIRST}&b={FIRST}", 400, Code.INVALID_PARAMETER),
    ("/history?q=-命运", 400, Code.INVALID_PARAMETER),
]


@pytest.mark.parametrize(("address", "status", "code"), ERRORS)
def test_a_problem_is_a_page_that_helps(seeds_client: TestClient, address: str, status: int, code: Code) -> None:
    page = page_at(seeds_client, address, status, accepted="zh")
    assert links_of(page, f"a[href='/docs/errors#{code}']")
    assert page.select("form [name=q]")
    assert HAN.search(words_of(page, "h1")[0])
    assert not page.select(".problem > p [lang=en]")


def test_a_problem_with_the_query_is_pointed_at(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=命运 (新", 400)
    assert words_of(page, ".pointed") == ["命运 (新"]
    assert words_of(page, ".pointed mark") == ["("]
    assert page.select("form [name=q]")[0]["value"] == "命运 (新"


@pytest.mark.parametrize(("accept", "media_type"), [("text/html", "text/html"), ("*/*", "application/problem+json")])
def test_who_reads_pages_is_told_in_a_page_that_there_is_nothing(
    seeds_client: TestClient, accept: str, media_type: str
) -> None:
    response = seeds_client.get("/nothing", headers={"Accept": accept})
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith(media_type)


def test_programs_are_told_of_problems_as_before(seeds_client: TestClient) -> None:
    response = seeds_client.get("/v1/search?q=(", headers={"Accept": "text/html,application/json"})
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?q=命运共同体",
        f"/?place={SCRIPT}",
        f"/?q={SCRIPT}",
        "/?q=友好&view=concordance",
        f"/statements/{HOSTILE}?q=命运",
        f"/statements/{LATER}",
        f"/compare?a={HOSTILE}&b={LATER}",
        "/history?q=命运共同体",
        f"/history?q={SCRIPT}",
    ],
)
def test_what_a_document_or_a_query_holds_is_text(hostile: TestClient, address: str) -> None:
    page = page_at(hostile, address)
    assert [script.get_text() for script in page.select("script")] == [""]
    assert not page.select("[href^='javascript'], [src^='javascript'], [action^='javascript']")
    assert not [name for tag in page.select("*") for name in tag.attrs if name.startswith("on")]
    assert SCRIPT in page.get_text()


def test_a_link_that_is_no_address_of_the_web_is_text(hostile: TestClient) -> None:
    page = page_at(hostile, f"/statements/{HOSTILE}")
    assert "javascript:alert(1)" in words_of(page, "dd")
    assert not page.select("a[href^='javascript']")


@pytest.mark.parametrize("address", [f"/?q={SCRIPT}&sort=left", f"/statements/{SCRIPT}", f"/{SCRIPT}"])
def test_what_a_problem_says_is_text(hostile: TestClient, address: str) -> None:
    response = hostile.get(address, headers={"Accept": "text/html"})
    assert response.status_code in (400, 404)
    assert SCRIPT not in response.text


def test_head_is_told_what_get_would_be_sent(seeds_client: TestClient) -> None:
    for address in ("/", "/?q=(", "/history?q=命运共同体"):
        got, head = seeds_client.get(address), seeds_client.head(address)
        assert head.status_code == got.status_code
        assert head.headers.get("Content-Length") == got.headers.get("Content-Length")
        assert not head.content


def test_a_search_of_an_address_is_the_state_of_its_form(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=中巴&kind=joint-statement&from=2015&lang=en&match=word")
    fields = {str(each["name"]): str(each.get("value", "")) for each in page.select("main form input[name]")}
    assert fields == {"q": "中巴", "kind": "joint-statement", "from": "2015", "to": "", "lang": "en"}
    assert [each["value"] for each in page.select("form option[selected]")] == ["relevance", "text", "word"]
    assert "kind" in parse_qs(urlsplit(next(iter(links_of(page, "nav.exports a").values()))).query)


def test_of_many_statements_a_bar_is_a_year_and_one_without_any_is_not_zero(many: TestClient) -> None:
    page = page_at(many, "/?q=合作&limit=1")
    bars = dict(name.split(": ") for name in words_of(page, ".chart rect title"))
    assert bars == {"2010": "15", "2011": "–", "2012": "0", "2013": "15"}


def test_a_statement_has_neighbors_across_years(many: TestClient) -> None:
    page = page_at(many, "/statements/2010-01-15-joint-statement")
    paths = [urlsplit(href).path for href in links_of(page, ".outline a[rel]").values()]
    assert paths == ["/statements/2010-01-14-joint-statement", "/statements/2012-01-01-joint-statement"]


def test_of_many_statements_a_page_lists_some_and_says_how_many_there_are_more() -> None:
    counts = {Facet.STATEMENT: tuple(FacetCount(value=f"2020-01-01-news-{n:06}", count=1) for n in range(6000))}
    (listed,) = facet_links(counts, Address("/", (("q", "国"),)))
    assert (len(listed.shown), len(listed.more), listed.beyond) == (8, 40, 5952)


def test_a_title_typed_into_the_box_leads_to_its_statement(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=“政治关系与战略沟通”", accepted="en")
    assert "The query matches headings: 1." in page.get_text()
    (address,) = [each for each in links_of(page, ".suggestions a").values() if "in=heading" in each]
    found = page_at(seeds_client, address, accepted="en")
    assert SECOND in " ".join(links_of(found, ".hits a").values())
    assert words_of(found, ".hits mark") == ["政治关系与战略沟通"]
    assert [each["value"] for each in found.select("select[name=in] option[selected]")] == ["heading"]


def test_a_concordance_is_of_texts(seeds_client: TestClient) -> None:
    page = page_at(seeds_client, "/?q=中巴&in=title&view=concordance", 400, accepted="en")
    assert "Show paragraphs instead of lines." in page.get_text()
    lines = page_at(seeds_client, "/?q=“政治关系与战略沟通”&view=concordance", accepted="en")
    (address,) = [each for each in links_of(lines, ".suggestions a").values() if "in=heading" in each]
    assert page_at(seeds_client, address).select(".hits mark")
