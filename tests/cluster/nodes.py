"""OpenSearch nodes on loopback, for the tests and for `make cluster`: `python -m tests.cluster.nodes [COUNT|--check]`.

Maven fetches the jars once into `.cluster/`; Java 17 or later runs one node per process. There is no security on these
nodes: they listen on 127.0.0.1 only.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

HERE = Path(__file__).parent
BUILT = HERE.parent.parent / ".cluster"
"""The jars and the compiled class; `make clean` removes them."""

_START_SECONDS = 240
_HEAP = "512m"
_INSTALL = "Run apt-get install openjdk-17-jdk-headless maven (or brew install openjdk maven) to install them."


class NoJavaError(Exception):
    """Java, its compiler or Maven is not installed."""


def built() -> Path:
    """The folder with the jars and the compiled class, made if needed. Raises `NoJavaError`."""
    missing = [program for program in ("java", "javac", "mvn") if shutil.which(program) is None]
    if missing:
        raise NoJavaError(f"The test cluster needs {', '.join(missing)}, which this machine does not have. {_INSTALL}")
    done = BUILT / "done"
    wanted = "".join((HERE / name).read_text(encoding="utf-8") for name in ("pom.xml", "TestNode.java"))
    if not done.is_file() or done.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(BUILT, ignore_errors=True)
        jars = f"-DoutputDirectory={BUILT / 'lib'}"
        maven = [
            "mvn",
            "-q",
            "-f",
            str(HERE / "pom.xml"),
            "dependency:copy-dependencies",
            jars,
            "-DincludeScope=runtime",
        ]
        subprocess.run(maven, check=True)
        compiler = ["javac", "-cp", f"{BUILT / 'lib'}/*", "-d", str(BUILT / "classes"), str(HERE / "TestNode.java")]
        subprocess.run(compiler, check=True)
        done.write_text(wanted, encoding="utf-8")
    return BUILT


def free_ports(count: int) -> list[int]:
    """Ports of loopback that are free now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@dataclass
class Nodes:
    """A cluster of nodes in processes of this one. A context manager: the nodes end with the block."""

    ports: Sequence[int]
    folder: Path
    transports: Sequence[int] = field(default_factory=list)
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self.transports = free_ports(len(self.ports))
        for number in range(len(self.ports)):
            self.start(number)
        try:
            self.wait(len(self.ports))
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number in list(self.processes):
            self.kill(number)

    @property
    def hosts(self) -> str:
        """The nodes as an address has them: `127.0.0.1:9201,127.0.0.1:9202`."""
        return ",".join(f"127.0.0.1:{port}" for port in self.ports)

    def start(self, number: int) -> None:
        """Start a node, or start it again on its data."""
        home = self.folder / f"node{number}"
        home.mkdir(exist_ok=True)
        names = ",".join(f"node{each}" for each in range(len(self.ports)))
        settings = {
            "cluster.name": "gongbao-test",
            "node.name": f"node{number}",
            "path.home": home,
            "network.host": "127.0.0.1",
            "http.port": self.ports[number],
            "transport.port": self.transports[number],
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self.transports),
            "cluster.initial_cluster_manager_nodes": names,
            "node.store.allow_mmap": "false",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "action.auto_create_index": "false",
            "cluster.routing.allocation.node_concurrent_recoveries": "20",  # many small indices: recover them at once
            "cluster.routing.allocation.node_initial_primaries_recoveries": "20",
        }
        command = ["java", f"-Xms{_HEAP}", f"-Xmx{_HEAP}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        command += [f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}", f"-Dopensearch.logs.base_path={home}"]
        command += ["-cp", f"{BUILT / 'classes'}:{BUILT / 'lib'}/*", "TestNode"]
        command += [f"{name}={value}" for name, value in settings.items()]
        with (home / "log").open("ab") as log:
            self.processes[number] = subprocess.Popen(command, stdout=log, stderr=log)

    def kill(self, number: int) -> None:
        """Kill a node as a power cut does, and wait until it is gone."""
        process = self.processes.pop(number)
        process.kill()
        process.wait()

    def wait(self, count: int, status: str = "yellow") -> None:
        """Wait until so many nodes have joined and the indices have the status."""
        until = time.monotonic() + _START_SECONDS
        query = f"wait_for_nodes={count}&wait_for_status={status}&timeout=2s"
        while not self._is_healthy(query):
            for number, process in self.processes.items():
                if process.poll() is not None:
                    log = (self.folder / f"node{number}" / "log").read_text(encoding="utf-8", errors="replace")
                    raise RuntimeError(f"Node {number} ended with {process.returncode}: {log[-2000:]}")
            if time.monotonic() > until:
                raise RuntimeError(
                    f"The cluster has no {count} nodes with status {status} in {_START_SECONDS} seconds."
                )
            time.sleep(0.25)

    def _is_healthy(self, query: str) -> bool:
        port = self.ports[min(self.processes)]
        with suppress(OSError, urllib.error.URLError):
            url = f"http://127.0.0.1:{port}/_cluster/health?{query}"
            with urllib.request.urlopen(url, timeout=10) as answer:
                return not json.load(answer)["timed_out"]
        return False


def main(arguments: Sequence[str]) -> int:
    """Run a cluster on the ports 9201 and following until it is interrupted; with `--check` only fetch the jars."""
    try:
        built()
    except NoJavaError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" in arguments:
        return 0
    count = int(arguments[0]) if arguments else 3
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="gongbao-cluster-") as folder, suppress(KeyboardInterrupt):
        nodes = Nodes(range(9201, 9201 + count), Path(folder))
        with nodes:  # the nodes end before their folder
            print(f"The cluster runs: opensearch+http://{nodes.hosts}/gongbao. Ctrl+C ends it; nothing of it is kept.")
            while all(process.poll() is None for process in nodes.processes.values()):
                time.sleep(1)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
