"""Which texts name a folder, which name a cluster, and which name neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.store.address import ClusterAddress, parse_address

FOLDERS = [".index", "/var/lib/gongbao", "opensearch", "a b", "索引"]

CLUSTERS = [
    ("opensearch+https://a.example:9200/gongbao", ("https://a.example:9200",), "gongbao"),
    (
        "opensearch+https://a.example,b.example:9201/x-1_y/",
        ("https://a.example:9200", "https://b.example:9201"),
        "x-1_y",
    ),
    ("opensearch+https://[2001:db8::1]:9200/g", ("https://[2001:db8::1]:9200",), "g"),
    ("opensearch+http://127.0.0.1:9201,127.9.9.9/g", ("http://127.0.0.1:9201", "http://127.9.9.9:9200"), "g"),
    ("opensearch+http://localhost/g", ("http://localhost:9200",), "g"),
    ("opensearch+http://[::1]/g", ("http://[::1]:9200",), "g"),
]

REFUSED = [
    ("", "empty"),
    ("https://a.example/g", "not an address of an index"),
    ("opensearch://a.example/g", "not an address of an index"),
    ("elasticsearch+https://a.example/g", "not an address of an index"),
    ("opensearch+https://a.example", "not an address of an index"),
    ("opensearch+https://a.example/", "not an address of an index"),
    ("opensearch+https://a.example/Gongbao", "small letters"),
    ("opensearch+https://a.example/_g", "not an address of an index"),
    ("opensearch+https://a.example/g/h", "not an address of an index"),
    ("opensearch+https://a.example/g?x=1", "not an address of an index"),
    ("opensearch+https://user:secret@a.example/g", "without credentials"),
    ("opensearch+https:///g", "not an address of an index"),
    ("opensearch+https://a.example,/g", "not a host"),
    ("opensearch+https://a.example:port/g", "not a host"),
    ("opensearch+http://a.example/g", "opensearch\\+https"),
    ("opensearch+http://127.0.0.1,10.0.0.1/g", "10.0.0.1 is not this machine"),
    ("opensearch+http://127.0.0.1.example/g", "opensearch\\+https"),
]


@pytest.mark.parametrize("text", FOLDERS)
def test_a_folder(text: str) -> None:
    assert parse_address(text) == Path(text)


@pytest.mark.parametrize(("text", "urls", "prefix"), CLUSTERS)
def test_a_cluster(text: str, urls: tuple[str, ...], prefix: str) -> None:
    address = parse_address(text)
    assert address == ClusterAddress(urls, prefix)
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_neither(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_address(text)
