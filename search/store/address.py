"""Where an index lives, as one setting says it: a folder, or `opensearch+https://node1:9200,node2:9200/prefix`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

_CLUSTER = re.compile(r"opensearch\+(?P<scheme>https?)://(?P<hosts>[^/@?#\s]+)/(?P<prefix>[a-z0-9][a-z0-9_-]{0,99})/?")
# opensearch+https://a.example:9200,b.example:9200/gongbao; not opensearch+https://user@a.example/x, not …/Gongbao
_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
# a.example, a.example:9200, [::1]:9200; not a.example:port
_DEFAULT_PORT = "9200"


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """The nodes of a cluster as URLs, and what the names of the indices begin with."""

    urls: tuple[str, ...]
    prefix: str

    def __str__(self) -> str:
        scheme = self.urls[0].partition(":")[0]
        hosts = ",".join(url.partition("://")[2] for url in self.urls)
        return f"opensearch+{scheme}://{hosts}/{self.prefix}"


Address = Path | ClusterAddress


def parse_address(text: str) -> Address:
    """The folder or the cluster that a text names.

    Raises `ValueError`, which says what is wrong, for an address of neither: plain http is allowed on loopback only.

    >>> str(parse_address("opensearch+http://127.0.0.1/gongbao"))
    'opensearch+http://127.0.0.1:9200/gongbao'
    """
    if not text:
        raise ValueError("The name of the folder is empty.")
    if "://" not in text:
        return Path(text)
    found = _CLUSTER.fullmatch(text)
    if not found:
        raise ValueError(
            f"{text} is not an address of an index; write opensearch+https://host:9200,host2:9200/prefix, "
            "with a prefix of small letters, digits, - and _, and without credentials."
        )
    urls = tuple(_url(found["scheme"], host) for host in found["hosts"].split(","))
    return ClusterAddress(urls, found["prefix"])


def _url(scheme: str, host: str) -> str:
    found = _HOST.fullmatch(host)
    if not found:
        raise ValueError(f"{host} is not a host of an index; write a name or an address, and its port: host:9200.")
    if scheme == "http" and not _is_loopback(found["name"]):
        raise ValueError(f"{host} is not this machine; write opensearch+https, so that the connection is encrypted.")
    return f"{scheme}://{found['name']}:{found['port'] or _DEFAULT_PORT}"


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
