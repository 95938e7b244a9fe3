"""Atom feeds (RFC 4287)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

_NAMESPACE = "http://www.w3.org/2005/Atom"
_AUTHOR = "Gongbao 公报"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped (2.2): NUL, \\x0b, \\ufffe. Not: a tab, 中, 😀."""

_UNKNOWN_DAY = date(1970, 1, 1)
"""The `updated` of an entry without a day: the format requires a date, and this one is recognizably a placeholder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. `identity` is unique and permanent; `address` is relative to the host."""

    identity: str
    title: str
    text: str
    address: str
    day: date | None


def atom(title: str, address: str, entries: Iterable[Entry]) -> bytes:
    """The feed at `address`, relative to the host, with the entries in the given order.

    The same entries yield the same bytes: an entry's `updated` is its own day, the feed's is the newest of them.
    """
    shown = list(entries)
    days = [entry.day for entry in shown if entry.day]
    feed = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "zh"})
    _add(feed, "id", _urn(address))
    _add(feed, "title", title)
    _add(feed, "updated", _timestamp(max(days, default=None)))
    _add(ET.SubElement(feed, "author"), "name", _AUTHOR)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    for entry in shown:
        feed.append(_entry(entry))
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _entry(entry: Entry) -> ET.Element:
    element = ET.Element("entry")
    _add(element, "id", _urn(entry.identity))
    _add(element, "title", entry.title)
    _add(element, "updated", _timestamp(entry.day))
    ET.SubElement(element, "link", {"rel": "alternate", "href": entry.address})
    _add(element, "content", entry.text).set("type", "text")
    return element


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return element


def _urn(identity: str) -> str:
    """The permanent name (RFC 9562, version 5), the same on every host."""
    return uuid5(NAMESPACE_URL, f"gongbao:{identity}").urn


def _timestamp(day: date | None) -> str:
    return f"{(day or _UNKNOWN_DAY).isoformat()}T00:00:00Z"
