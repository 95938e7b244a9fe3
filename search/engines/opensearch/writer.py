"""Writes the documents of a generation in bulks, and finishes its indices."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.engines.opensearch.client import BusyError
from search.engines.opensearch.mapping import (
    paragraph_document,
    paragraphs_index,
    statement_document,
    statements_index,
)
from search.errors import EngineError, EngineUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis import Analyzed
    from search.engines.opensearch.client import Body, Cluster
    from search.model import Statement

_BULK_BYTES = 1_000_000
"""The size of a bulk: a node with little memory refuses larger ones."""

_PAUSES = (0.5, 1, 2, 4, 8, 16)
"""Seconds to wait, in turn, when the cluster is busy."""


_PASSING = frozenset((429, 502, 503, 504))
"""A document that is refused so may be sent again."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What ranking needs of a whole index: the number of paragraphs, and of their words."""

    paragraphs: int
    words: int


class BulkWriter:
    """Adds documents to one index, many with one request. A document that is sent again replaces itself."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index
        self._lines: list[str] = []
        self._size = 0
        self.documents = 0

    def add(self, identifier: str, document: Body, routing: str | None = None) -> None:
        """Add a document. Sent when enough of them are gathered."""
        action = {"_id": identifier} | ({"routing": routing} if routing is not None else {})
        body = json.dumps(document, ensure_ascii=False)
        self._lines += [json.dumps({"index": action}, ensure_ascii=False), body]
        self._size += len(body.encode())
        self.documents += 1
        if self._size >= _BULK_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what is gathered."""
        if self._lines:
            self._send(self._lines)
            self._lines, self._size = [], 0

    def finish(self) -> None:
        """Send the rest, merge the index into one segment, check its size, and close it to writes."""
        self.flush()
        for step in ("_refresh", "_forcemerge?max_num_segments=1", "_flush"):
            self._cluster.call("POST", f"/{self._index}/{step}")
        counted = self._cluster.search(self._index, {"size": 0, "track_total_hits": True})["hits"]["total"]["value"]
        if counted != self.documents:
            raise EngineError(f"The index {self._index} holds {counted} documents instead of {self.documents}.")
        self._cluster.call("PUT", f"/{self._index}/_settings", {"index": {"blocks.write": True}})

    def _send(self, lines: Sequence[str]) -> None:
        """Send a bulk; wait and send it again while nodes fail or are busy, in halves if they are busy."""
        for pause in _PAUSES:
            try:
                answer = self._cluster.call("POST", f"/{self._index}/_bulk", "\n".join(lines) + "\n")
            except BusyError:
                time.sleep(pause)
                if len(lines) > 2:
                    half = len(lines) // 4 * 2 or 2
                    self._send(lines[:half])
                    self._send(lines[half:])
                    return
            except EngineUnavailableError:
                time.sleep(pause)
            else:
                if _is_complete(answer):
                    return
                time.sleep(pause)
        raise BusyError("The cluster takes no more documents now.", hint="Build again when it is less busy.")


def _is_complete(answer: Body) -> bool:
    """Whether every document of a bulk is written. Raises `EngineError` for one that never will be."""
    failed = [item["index"] for item in answer["items"] if "error" in item["index"]]
    for item in failed:
        if item["status"] not in _PASSING:
            raise EngineError(f"The cluster refuses the document {item['_id']} ({item['error']['reason']}).")
    return not failed


class OpenSearchWriter:
    """Writes the indices of paragraphs and statements, which are readable after `commit`."""

    def __init__(self, cluster: Cluster, paragraphs: str, statements: str, *, shards: int, replicas: int) -> None:
        """`paragraphs` and `statements` are names of indices, which are created."""
        cluster.create_index(paragraphs, paragraphs_index(shards, replicas))
        cluster.create_index(statements, statements_index(shards, replicas))
        self._paragraphs = BulkWriter(cluster, paragraphs)
        self._statements = BulkWriter(cluster, statements)
        self._words = 0

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement and its analyzed paragraphs."""
        ordinal = self._statements.documents
        self._statements.add(statement.id, statement_document(statement, ordinal))
        for paragraph, each in zip(statement.paragraphs, analyzed, strict=True):
            document = paragraph_document(statement, ordinal, paragraph, each)
            self._paragraphs.add(paragraph.id, document, routing=statement.id)
            self._words += document["length"]

    def commit(self) -> None:
        """Finish the indices."""
        self._paragraphs.finish()
        self._statements.finish()

    @property
    def counts(self) -> Counts:
        """The counts of what was added."""
        return Counts(self._paragraphs.documents, self._words)

    @property
    def sizes(self) -> dict[str, int]:
        """The number of documents of each index."""
        return {"paragraphs": self._paragraphs.documents, "statements": self._statements.documents}
