"""Gongbao, started as users start it: an index by `python -m indexer`, served by `python -m app`.

Facets are off by default; keywords in context cannot be turned off, and have no context.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.peers.peer import WANTED, Answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.peers.corpus import Corpus
    from benchmarks.peers.queries import Query

SETTINGS = {"GONGBAO_CACHE_MEGABYTES": "0", "GONGBAO_LOG_LEVEL": "warning"}
"""No response cache and no access log, as with the other servers by default. `--set` adds settings."""

LIBRARIES = {"whoosh": "whoosh3", "tantivy": "tantivy"}
"""The distribution that provides each engine."""


@dataclass(frozen=True, slots=True)
class Gongbao:
    """Gongbao's server on one of the engines. `environment` has settings by the names of their variables."""

    engine: str
    workers: int
    environment: Mapping[str, str] = field(default_factory=lambda: SETTINGS)
    alive: str = "/readyz"

    @property
    def name(self) -> str:
        return f"gongbao-{self.engine}"

    @property
    def settings(self) -> str:
        named = " ".join(f"{name}={value}" for name, value in self.environment.items())
        library = LIBRARIES[self.engine]
        return f"{library} {version(library)}, Python {platform.python_version()}, --workers {self.workers}, {named}"

    @property
    def missing(self) -> str:
        if find_spec(self.engine):
            return ""
        return f"{self.engine} is not installed (pip install 'gongbao[fast]')"

    def write(self, corpus: Corpus, folder: Path) -> None:
        command = [sys.executable, "-m", "indexer", str(corpus.file), "--index", str(folder / "index")]
        subprocess.run([*command, "--engine", self.engine], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  ours

    def command(self, folder: Path, port: int) -> list[str]:
        command = [sys.executable, "-m", "app", "--index", str(folder / "index")]
        return [*command, "--workers", str(self.workers), "--port", str(port)]

    def path(self, query: Query) -> str:
        return f"/v1/search?q={quote(str(query))}&limit={WANTED}&context=0"

    def read(self, body: bytes) -> Answer:
        found = json.loads(body)
        return Answer(found["total"]["paragraphs"], tuple(hit["text"] for hit in found["hits"]))
