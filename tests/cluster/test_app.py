"""The server over a cluster answers, word for word, as over a folder; it keeps nothing of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx2
import pytest

from app.main import create_app
from app.settings import Settings
from indexer.pipeline import build, find_files
from search.store.address import parse_address
from tests.servers import running_server
from tests.shown import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from search.analysis import Analyzer
    from search.store.address import Address
    from tests.cluster.nodes import Nodes

ONE, OTHER = "2015-04-20-joint-statement", "2018-11-04-joint-statement"

_ONE_HOST = {"host": "gongbao.example"}
"""Pages show their own address."""

ADDRESSES = [
    "/v1/search?q=命运共同体",
    "/v1/search?q=中国&match=word&facets=year,kind,place,speaker,statement&limit=50",
    "/v1/search?q=中国 NEAR/10 巴基斯坦 -新时代&sort=date",
    '/v1/search?q="全天候*伙伴"&sort=-date',
    "/v1/search?q=中巴经济走郎",
    "/v1/search?q=友好合做关系发展",
    "/v1/search?q=国&limit=100&from=2010-01-01&to=2020-12-31",
    "/v1/concordance?q=合作&limit=50",
    "/v1/trends?q=合作&q=命运共同体",
    "/v1/trends?q=合作&by=year",
    "/v1/history?q=命运共同体",
    f"/v1/compare?a={ONE}&b={OTHER}",
    f"/v1/changes/{OTHER}",
    "/v1/statements?limit=100",
    f"/v1/statements/{ONE}",
    f"/v1/statements/{ONE}/paragraphs/1",
    "/v1/resolve?ref=2015年联合声明第七段",
    "/v1/suggest?q=命运",
    "/v1/export?q=合作",
    "/?q=合作",
    f"/statements/{ONE}",
]


@pytest.fixture(scope="module")
def seeds_address(nodes: Nodes, analyzer: Analyzer) -> Address:
    """A cluster's index of seeds/, made by the indexer."""
    address = parse_address(f"opensearch+http://{nodes.hosts}/seeds")
    build(find_files([ROOT / "seeds"]), address, analyzer=analyzer)
    return address


@pytest.fixture(scope="module")
def servers(
    seeds_address: Address, analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """Servers of the same seeds: over a folder, over the cluster, and over the cluster a second time."""
    folder: Path = tmp_path_factory.mktemp("seeds")
    build(find_files([ROOT / "seeds"]), folder, analyzer=analyzer)
    apps = [create_app(Settings(index=index)) for index in (folder, seeds_address, seeds_address)]
    with running_server(apps[0]) as one, running_server(apps[1]) as other, running_server(apps[2]) as anew:
        yield [f"http://127.0.0.1:{port}" for port in (one, other, anew)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_the_same_from_a_folder_and_from_a_cluster(address: str, servers: list[str]) -> None:
    with httpx2.Client(trust_env=False, timeout=60) as client:
        local, remote, anew = (client.get(server + address, headers=_ONE_HOST) for server in servers)
    assert local.status_code == 200, local.text
    assert (remote.status_code, remote.text) == (200, local.text)
    assert anew.text == local.text


def test_the_command_writes_to_a_cluster_and_knows_it_is_up_to_date(address: Address, tmp_path: Path) -> None:
    document = tmp_path / "statement.txt"
    document.write_text("中华人民共和国和巴基斯坦伊斯兰共和国联合声明\n\n双方同意加强合作。\n", encoding="utf-8")
    command = [sys.executable, "-m", "indexer", str(document), "--index", str(address), "--if-stale"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    first, second = (
        subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
        for _ in range(2)
    )
    assert "up to date" not in first.stdout
    assert f"The index {address} is up to date." in second.stdout
    wrong = subprocess.run(
        [*command, "--engine", "whoosh"], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
    )
    assert wrong.returncode == 3
    assert "does not write to" in wrong.stderr


def test_a_cluster_without_a_shard_is_not_ready_and_serves_no_part(nodes: Nodes, seeds_address: Address) -> None:
    with running_server(create_app(Settings(index=seeds_address))) as port, httpx2.Client(trust_env=False) as client:
        base = f"http://127.0.0.1:{port}"
        whole = client.get(f"{base}/v1/search?q=合作&limit=1").json()
        assert client.get(f"{base}/readyz").status_code == 200
        for number in (0, 1):
            nodes.kill(number)
        try:
            _eventually(lambda: client.get(f"{base}/readyz").status_code == 503)
            answer = client.get(f"{base}/v1/search?q=发展&limit=1", timeout=60)
            assert (answer.status_code, answer.json()["code"]) == (503, "index-unavailable")
            assert int(answer.headers["retry-after"]) > 0
        finally:
            for number in (0, 1):
                nodes.start(number)
            nodes.wait(3, "green")
        _eventually(lambda: client.get(f"{base}/readyz").status_code == 200)
        assert client.get(f"{base}/v1/search?q=合作&limit=1").json() == whole


def _eventually(fact: Callable[[], bool]) -> None:
    """Wait until it is so, at most a minute."""
    until = time.monotonic() + 60
    while not fact():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.2)


def test_without_a_cluster_the_server_starts_and_says_what_to_do() -> None:
    app = create_app(Settings(index=parse_address("opensearch+http://127.0.0.1:9/none")))
    with running_server(app) as port, httpx2.Client(trust_env=False) as client:
        answer = client.get(f"http://127.0.0.1:{port}/readyz")
        assert (answer.status_code, answer.json()["code"]) == (503, "index-unavailable")
        assert "cluster" in answer.json()["hint"]
        assert int(answer.headers["retry-after"]) > 0
