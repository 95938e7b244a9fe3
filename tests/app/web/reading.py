"""A page as its reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def page_at(client: TestClient, address: str, status: int = 200, *, accepted: str = "") -> BeautifulSoup:
    """The page at an address for who accepts these languages."""
    response = client.get(address, headers={"Accept-Language": accepted}, follow_redirects=False)
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    return BeautifulSoup(response.text, "lxml")


def words_of(page: BeautifulSoup, selector: str) -> list[str]:
    """The text of everything on the page that the selector names."""
    return [" ".join(each.get_text().split()) for each in page.select(selector)]


def links_of(page: BeautifulSoup, selector: str) -> dict[str, str]:
    """The links on the page that the selector names: their words and where they lead."""
    return {" ".join(each.get_text().split()): str(each["href"]) for each in page.select(selector)}
