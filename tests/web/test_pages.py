"""What a reader does: asks, narrows, turns pages, reads, compares; in both languages, and without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.web.browsing import EARLIER, PAGES, STATEMENT, at

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.browsing import Browse


def _asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _search(page: Page, query: str) -> None:
    page.get_by_role("searchbox").first.fill(query)
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_load_state()


def _decoration(page: Page, name: str) -> str:
    line = page.locator(f"main {name}").first.evaluate("each => getComputedStyle(each).textDecorationLine")
    return str(line)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_words_are_found_and_marked(browse: Browse, locale: str, *, has_scripts: bool) -> None:
    page = browse("/", locale=locale, java_script_enabled=has_scripts)
    _search(page, "命运共同体")
    assert _asked(page)["q"] == ["命运共同体"]
    marks = page.locator("main mark")
    assert marks.all_inner_texts() == ["命运共同体"] * 4
    expect(page.get_by_role("searchbox").first).to_have_value("命运共同体")
    expect(page.locator("svg.chart")).to_have_count(1)


def test_a_facet_narrows_and_widens_again(browse: Browse) -> None:
    page = browse(PAGES["results"])
    page.locator("main a[href*='kind=news']").first.click()
    assert _asked(page)["kind"] == ["news"]
    expect(page.locator("main mark")).to_have_count(1)
    page.locator("aside a[aria-current=true]").click()
    assert "kind" not in _asked(page)
    expect(page.locator("main mark")).to_have_count(4)


def test_the_language_can_be_switched_and_stays(browse: Browse) -> None:
    page = browse(PAGES["results"], locale="en-GB")
    page.get_by_role("link", name="中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert _asked(page)["q"] == ["命运共同体"]
    page.locator("main a[href*='kind=news']").first.click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_results_are_turned_page_by_page(browse: Browse) -> None:
    page = browse(PAGES["results-many"])
    seen = []
    while True:
        seen += page.locator("main [data-hit]").evaluate_all("all => all.map(each => each.pathname + each.hash)")
        if not page.locator("a[rel=next]").count():
            break
        page.locator("a[rel=next]").first.click()
        assert "cursor" in _asked(page)
    assert len(set(seen)) == 50


def test_a_concordance_has_its_keywords_in_one_column(browse: Browse) -> None:
    page = browse(PAGES["results"])
    page.locator("a[href*='view=concordance']").first.click()
    marks = page.locator("main mark")
    expect(marks).to_have_count(4)
    lefts = {round(box["x"]) for each in marks.all() if (box := each.bounding_box())}
    assert len(lefts) == 1


def test_a_result_leads_to_its_paragraph_with_its_matches_marked(browse: Browse) -> None:
    page = browse(PAGES["results"])
    page.locator("main [data-hit]").first.click()
    address = urlsplit(page.url)
    assert address.path.startswith("/statements/")
    paragraph = page.locator(f"#{address.fragment}")
    expect(paragraph).to_be_in_viewport()
    assert "命运共同体" in paragraph.inner_text()
    expect(page.locator("main mark").first).to_have_text("命运共同体")


def test_a_paragraph_has_an_address(browse: Browse) -> None:
    page = browse(PAGES["statement"])
    page.locator("#p7 a[href$='#p7']").first.click()
    assert page.url.endswith("#p7")
    expect(page.locator("#p7")).to_be_in_viewport()
    assert page.locator("[id^=p]").evaluate_all("all => all.filter(each => /^p\\d+$/.test(each.id)).length") == 48


def test_a_statement_can_be_cited_and_says_where_it_is_from(browse: Browse) -> None:
    page = browse(PAGES["statement"])
    text = page.get_by_role("main").inner_text() + page.get_by_role("main").inner_html()
    for expected in ("GB/T 7714", "BibTeX", "RIS", "004_ca055b5930d6a553.txt"):
        assert expected in text
    assert re.search(r"\b[0-9a-f]{12,64}\b", text), "no digest of the source"
    for neighbour in (EARLIER, "2020-03-17-joint-statement"):
        assert page.locator(f"main a[href^='/statements/{neighbour}']").count()


def test_two_statements_stand_side_by_side(browse: Browse) -> None:
    page = browse("/compare")
    page.locator("select[name=a]").select_option(EARLIER)
    page.locator("select[name=b]").select_option(STATEMENT)
    page.locator("main form button").first.click()
    assert _asked(page)["a"] == [EARLIER]
    assert page.locator("main ins").count() > 10
    assert page.locator("main del").count() > 10


def test_changes_are_told_apart_without_color(browse: Browse) -> None:
    page = browse(PAGES["compare"])
    assert {name: _decoration(page, name) for name in ("ins", "del")} == {"ins": "underline", "del": "line-through"}


def test_the_history_of_a_phrase_is_a_line_of_its_wordings(browse: Browse) -> None:
    page = browse("/history")
    page.get_by_role("main").get_by_role("textbox").or_(page.get_by_role("main").get_by_role("searchbox")).first.fill(
        "命运共同体"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/history?*")
    expect(page.locator("svg.chart")).not_to_have_count(0)
    years = page.locator("main table")
    for year in ("2015", "2018", "2020", "2021"):
        expect(years.first).to_contain_text(year)
    # In 2016 there is no statement.
    expect(page.locator("svg.chart .chart-none rect")).not_to_have_count(0)
    assert page.locator("main ins").count()
    assert page.locator("main a[href*='#p']").count() >= 4


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_an_answer_of_nothing_says_what_was_searched(browse: Browse, locale: str) -> None:
    page = browse(PAGES["nothing-found"], locale=locale)
    main = page.get_by_role("main")
    expect(main).to_contain_text("2015")
    expect(main).to_contain_text("2021")
    expect(page.get_by_role("searchbox").first).to_have_value("量子纠缠火箭")


def test_a_suggestion_can_be_followed(browse: Browse) -> None:
    page = browse(at("/", q="命运共同体 量子纠缠火箭", relax="never"))
    page.locator("main a[href*='q=']", has_text=re.compile("^命运共同体$|“命运共同体”")).first.click()
    expect(page.locator("main mark")).to_have_count(4)


def test_a_wrong_query_keeps_what_was_typed(browse: Browse) -> None:
    page = browse(PAGES["wrong-query"], locale="zh-CN")
    expect(page.get_by_role("searchbox").first).to_have_value("(和平")
    _search(page, "和平")
    assert page.locator("main mark").count() > 4


@pytest.mark.parametrize("path", ["/", "/history"])
def test_what_is_typed_is_shown_as_text(browse: Browse, path: str) -> None:
    hostile = "\"><script>document.title='taken'</script><img src=x onerror=document.title='taken'>"
    page = browse(at(path, q=hostile))
    assert page.title() != "taken"
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_slash_leads_to_the_box(browse: Browse) -> None:
    page = browse(PAGES["results"])
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    expect(page.get_by_role("searchbox").first).to_have_value("命运共同体")


def test_arrows_lead_through_the_results(browse: Browse) -> None:
    page = browse(PAGES["results"])
    results = page.locator("main [data-hit]")
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements/**")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_match_leads_to_the_next_and_back(browse: Browse, *, has_scripts: bool) -> None:
    page = browse(PAGES["statement-with-matches"], java_script_enabled=has_scripts)
    for match in ("#m1", "#m2", "#m1"):
        # The links between matches are seen when the pointer or the focus is at a match.
        page.locator(f"main a[href='{match}']").first.press("Enter")
        assert page.url.endswith(match)
        expect(page.locator(match)).to_be_in_viewport()


def test_a_printed_page_is_the_text_alone_with_its_changes_told_apart(browse: Browse) -> None:
    page = browse(PAGES["compare"])
    page.emulate_media(media="print")
    for control in ("header nav", "main form", "main button"):
        expect(page.locator(control).first).to_be_hidden()
    assert _decoration(page, "ins") != _decoration(page, "del")


def test_no_cookie_is_set(browse: Browse) -> None:
    page = browse(PAGES["results"])
    assert page.context.cookies() == []
