"""Books (EPUB): their pages in the order of reading, each read as a page of HTML."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from indexer.sources.archive import Archive
from indexer.sources.blocks import Furniture, Metadata, Place, SourceContent
from indexer.sources.decoding import decode
from indexer.sources.furniture import in_order
from indexer.sources.html import read_html
from indexer.sources.metadata import clean_title, first_day_in, merged, said_by
from indexer.sources.moved import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_FONTS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
"""How fonts are hidden, which is no encryption of the text."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the book: the part it is, and whether it is the table of contents."""

    part: str
    is_contents: bool


def read(data: bytes, *, name: str) -> SourceContent:
    """The book. Raises `UnreadableSourceError`."""
    archive = Archive(data, name=name, kind="an EPUB book")
    if _ENCRYPTION in archive.names and _hides_text(archive.part(_ENCRYPTION)):
        raise archive.refused("that is encrypted (DRM); give a copy without")
    package = _package(archive)
    read_pages = list(_read(archive, package, name))
    blocks = tuple(block for page in read_pages for block in page.blocks)
    if not blocks:
        raise archive.refused("without text; if its pages are pictures, run text recognition (OCR) first")
    furniture = in_order(each for page in read_pages for each in page.furniture)
    return SourceContent(
        text=read_pages[-1].text,
        form="html",
        blocks=blocks,
        furniture=furniture,
        metadata=merged(_metadata(archive.xml(package)), said_by(furniture)),
        marked_up=True,
        places=tuple(place for page in read_pages for place in page.places),
    )


def _hides_text(encryption: bytes) -> bool:
    methods = encryption.count(b"EncryptionMethod ")
    return methods > sum(encryption.count(font) for font in _FONTS)


def _package(archive: Archive) -> str:
    """The part that says what the book is made of."""
    for rootfile in archive.xml(_CONTAINER).iter("{*}rootfile"):
        return str(rootfile.get("full-path", ""))
    raise archive.damaged(f"{_CONTAINER} names no package")


def _pages(archive: Archive, package: str) -> Iterator[_Page]:
    """The pages in the order of reading."""
    root = archive.xml(package)
    items = {item.get("id", ""): item for item in root.iter("{*}item")}
    for reference in root.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and item.get("media-type") in _PAGES:
            part = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href", ""))))
            yield _Page(part, "nav" in item.get("properties", "").split())


def _read(archive: Archive, package: str, name: str) -> Iterator[SourceContent]:
    """The pages as read, each with the text of those before it."""
    before = ""
    for page in _pages(archive, package):
        text = decode(archive.part(page.part), name=f"{name}, {page.part}") + "\n"
        read_page = read_html(text)
        blocks, furniture = read_page.blocks, read_page.furniture
        if page.is_contents:
            furniture, blocks = in_order([*furniture, *(Furniture("contents", block) for block in blocks)]), ()
        parsed = moved(SourceContent(text, "html", blocks, furniture, marked_up=True), before)
        yield replace(parsed, places=(Place(len(before), page.part),))
        before = parsed.text


def _metadata(package: etree._Element) -> Metadata:
    def said(field: str) -> str:
        return (package.findtext(f".//{_DC}{field}") or "").strip()

    addresses = [said("source"), *((each.text or "").strip() for each in package.iter(f"{_DC}identifier"))]
    return Metadata(
        title=clean_title(said("title")),
        published=first_day_in(said("date")),
        url=next((each for each in addresses if each.startswith(("http://", "https://"))), None),
        publisher=said("publisher") or None,
    )
