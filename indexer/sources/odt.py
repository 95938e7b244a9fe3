"""OpenDocument texts (ODT): their XML, with what their styles say of bold and of the middle of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.sources.archive import Archive
from indexer.sources.blocks import Place
from indexer.sources.decoding import decode
from indexer.sources.metadata import clean_title
from indexer.sources.xml import BOLD, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.sources.blocks import SourceContent

_CONTENT = "content.xml"
_META = "meta.xml"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MANIFEST = "META-INF/manifest.xml"


def read(data: bytes, *, name: str) -> SourceContent:
    """The text. Raises `UnreadableSourceError`."""
    archive = Archive(data, name=name, kind="an OpenDocument text (ODT)")
    if _MANIFEST in archive.names and b"encryption-data" in archive.part(_MANIFEST):
        raise archive.refused("that is encrypted; open it with its password and save it without one")
    styles = dict(_styles(archive.xml(_CONTENT)))
    parsed = read_xml(decode(archive.part(_CONTENT), name=name), name=name, styles=styles)
    if not parsed.blocks:
        raise archive.refused("without text")
    title = archive.xml(_META).findtext(f".//{_DC}title") if _META in archive.names else None
    metadata = replace(parsed.metadata, title=clean_title(title or ""))
    places = tuple(Place(block.start, f"paragraph {number}") for number, block in enumerate(parsed.blocks, 1))
    return replace(parsed, metadata=metadata, places=places)


def _styles(content: etree._Element) -> Iterator[tuple[str, str]]:
    """What the styles of the document say, as attributes of HTML, by the styles' names."""
    for style in content.iter(f"{_STYLE}style"):
        align = next((each.get(f"{_FO}text-align") for each in style.iter(f"{_STYLE}paragraph-properties")), None)
        weight = next((each.get(f"{_FO}font-weight") for each in style.iter(f"{_STYLE}text-properties")), None)
        if align in {"center", "end", "right"}:
            yield style.get(f"{_STYLE}name", ""), f' align="{"center" if align == "center" else "right"}"'
        elif weight == "bold":
            yield style.get(f"{_STYLE}name", ""), BOLD
