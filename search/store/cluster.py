"""The store in an OpenSearch cluster: a generation is a set of indices, and an alias names the current one.

    PREFIX-current                    an alias of the index of paragraphs of the current generation
    PREFIX-previous                   the same of the generation before, which readers may still use
    PREFIX-<nanoseconds>-paragraphs   with the manifest in its `_meta`
    PREFIX-<nanoseconds>-statements, -wording, -formulas, -phrases
    PREFIX-lock                       one document while a build runs

The commit is one call that moves both aliases. A killed build leaves indices without an alias, which the next build
removes once the lock of the killed one has expired.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from search.catalog import Catalog
from search.deadline import NEVER, Deadline
from search.engines.opensearch.client import Cluster, IndexGoneError
from search.engines.opensearch.compiler import ALL
from search.engines.opensearch.engine import OpenSearchEngine
from search.engines.opensearch.mapping import ORDINAL, STORED
from search.engines.opensearch.settings import ClusterSettings
from search.engines.opensearch.verifier import read_pages
from search.engines.opensearch.writer import BulkWriter, Counts, OpenSearchWriter
from search.errors import EngineError, IndexUnavailableError, QueryTimeoutError, StoreError
from search.phrase_dictionary import PhraseDictionary
from search.store.cluster_lock import held_lock
from search.store.generation import BUILD_HINT, Generation, check_written_for, parse_manifest, unreadable_manifest
from search.wording.precomputed_cluster import ClusterReader, stored_index, write_wording
from search.wording.precomputed_store import PrecomputedWriter, open_precomputed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.analysis import Analyzed, Analyzer
    from search.engines.opensearch.client import Body
    from search.model import Statement
    from search.store.address import ClusterAddress
    from search.store.generation import Manifest

ENGINE = "opensearch"
_PARTS = ("paragraphs", "statements", "wording", "formulas", "phrases")
_PHRASES_IN_DOCUMENT = 10_000
_CHECK_SECONDS = 5.0
_CLUSTER_HINT = "Start the cluster, or wait until it has recovered; GET /_cluster/health says what it lacks."


class ClusterStore:
    """The generations of an index in a cluster."""

    def __init__(self, address: ClusterAddress) -> None:
        self._address = address
        self._settings = ClusterSettings()
        self._cluster = Cluster(address.urls, self._settings.options())
        self._generation = re.compile(f"({re.escape(address.prefix)}-[0-9]{{19}})-({'|'.join(_PARTS)})")
        """The names of indices of generations; no other index is ever modified."""

    @property
    def address(self) -> str:
        """The address of the cluster, without credentials."""
        return str(self._address)

    @property
    def engines(self) -> tuple[str, ...]:
        """The engine of clusters."""
        return (ENGINE,)

    @property
    def poll_seconds(self) -> float:
        """A poll is two small requests of every process."""
        return 2.0

    def current(self) -> str:
        """The name of the current generation. It reads one alias."""
        try:
            name = self._aliased("current")
        except EngineError as error:
            raise IndexUnavailableError(
                f"The index {self.address} cannot be read. {error}", hint=_CLUSTER_HINT
            ) from error
        if name is None:
            hint = BUILD_HINT.replace("DIR", self.address)
            raise IndexUnavailableError(f"There is no index in {self.address}.", hint=hint)
        return name

    def open(self, name: str, analyzer: Analyzer) -> Generation:
        """The open generation with this name."""
        try:
            return self._open(name, analyzer)
        except EngineError as error:
            raise IndexUnavailableError(
                f"The index {name} of {self.address} cannot be opened. {error}", hint=_CLUSTER_HINT
            ) from error

    def _open(self, name: str, analyzer: Analyzer) -> Generation:
        meta = self._meta(name)
        manifest = parse_manifest(meta["manifest"], name)
        check_written_for(manifest, analyzer, self.engines, name)
        sizes = {part: self._size(f"{name}-{part}") for part in _PARTS}
        if sizes != manifest.files:
            raise IndexUnavailableError(f"Documents of the index {name} are missing.", hint=BUILD_HINT)
        indices = {part: f"{name}-{part}" for part in _PARTS}
        counts = Counts(manifest.paragraphs, meta["words"])
        engine = OpenSearchEngine(self._cluster, indices["paragraphs"], indices["statements"], counts, analyzer)
        wording = ClusterReader(self._cluster, indices["paragraphs"], indices["wording"], indices["formulas"])
        phrases = PhraseDictionary(self._phrases(indices["phrases"]))
        return Generation(name, manifest, engine, phrases, wording, Catalog(engine, analyzer))

    def check(self, name: str) -> None:
        """Ask every shard of the paragraphs and of the statements."""
        try:
            for part in ("paragraphs", "statements"):
                self._size(f"{name}-{part}", Deadline.after(_CHECK_SECONDS))
        except (EngineError, QueryTimeoutError) as error:
            message = f"The index {name} of {self.address} cannot be read whole. {error}"
            raise IndexUnavailableError(message, hint=_CLUSTER_HINT) from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock document, which is renewed until the block ends, and remove leftovers."""
        with held_lock(self._cluster, self._address.prefix, self.address):
            with _written(self.address):
                self._remove_all_but(self._aliased("current"), self._aliased("previous"))
            yield

    def begin(self, engine: str, analyzer: Analyzer) -> ClusterDraft:  # noqa: ARG002  there is one engine, and texts come analyzed
        """A draft in new indices."""
        with _written(self.address):
            name = f"{self._address.prefix}-{time.time_ns():019}"
            return ClusterDraft(self._cluster, name, self._settings)

    def commit(self, name: str) -> None:
        """Move the aliases with one call."""
        with _written(self.address):
            before = self._aliased("current")
            actions: list[Body] = [_remove(f"{self._address.prefix}-{each}") for each in ("current", "previous")]
            actions.append(self._add(name, "current"))
            if before is not None:
                actions.append(self._add(before, "previous"))
            self._cluster.call("POST", "/_aliases", {"actions": actions})
            self._remove_all_but(name, before)

    def drop(self, name: str) -> None:
        """Remove the indices of a draft."""
        with _written(self.address):
            if name not in (self._aliased("current"), self._aliased("previous")):
                self._remove([index for index, owner in self._indices().items() if owner == name])

    def _aliased(self, role: str) -> str | None:
        """The generation that has the alias."""
        try:
            found = self._cluster.get(f"/_alias/{self._address.prefix}-{role}")
        except IndexGoneError:
            return None
        names = [match[1] for index in found if (match := self._generation.fullmatch(index))]
        return names[0] if names else None

    def _add(self, name: str, role: str) -> Body:
        return {"add": {"index": f"{name}-paragraphs", "alias": f"{self._address.prefix}-{role}"}}

    def _indices(self) -> dict[str, str]:
        """The indices of generations, each with the name of its generation."""
        found = self._cluster.get(f"/{self._address.prefix}-*/_alias")
        return {index: match[1] for index in found if (match := self._generation.fullmatch(index))}

    def _remove_all_but(self, *kept: str | None) -> None:
        self._remove([index for index, owner in self._indices().items() if owner not in kept])

    def _remove(self, indices: Sequence[str]) -> None:
        for index in indices:
            self._cluster.call("DELETE", f"/{index}", ignore_unavailable="true")

    def _meta(self, name: str) -> Body:
        index = f"{name}-paragraphs"
        try:
            meta: Body = self._cluster.get(f"/{index}/_mapping")[index]["mappings"]["_meta"]
        except (IndexGoneError, KeyError) as error:
            raise unreadable_manifest(name, error) from error
        return meta

    def _size(self, index: str, deadline: Deadline = NEVER) -> int:
        counted = self._cluster.search(index, {"size": 0, "track_total_hits": True}, deadline)
        size: int = counted["hits"]["total"]["value"]
        return size

    def _phrases(self, index: str) -> dict[str, int]:
        body: Body = {"query": ALL, "sort": [{ORDINAL: "asc"}], "_source": [STORED]}
        found = read_pages(self._cluster, index, body, NEVER, size=10)
        return {phrase: count for hit in found for phrase, count in hit["_source"][STORED]["phrases"]}


class ClusterDraft:
    """A generation that is being written. The precomputed texts are gathered in a temporary file."""

    def __init__(self, cluster: Cluster, name: str, settings: ClusterSettings) -> None:
        self._cluster = cluster
        self._name = name
        self._replicas = settings.replicas
        self._folder = TemporaryDirectory(prefix="gongbao-draft-")
        self._file = Path(self._folder.name) / "wording.sqlite3"
        self._wording = PrecomputedWriter(self._file)
        self._writer = OpenSearchWriter(
            cluster, f"{name}-paragraphs", f"{name}-statements", shards=settings.shards, replicas=settings.replicas
        )

    @property
    def name(self) -> str:
        """The name of the generation."""
        return self._name

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement to the indices and to the precomputed texts."""
        self._writer.add(statement, analyzed)
        self._wording.add(statement, analyzed)

    def finish(self, phrases: Mapping[str, int], manifest: Manifest) -> Manifest:
        """Write the formulas, the phrases and the manifest, and wait for the copies of the shards."""
        self._wording.commit()
        reader = open_precomputed(self._file)
        indices = (f"{self._name}-wording", f"{self._name}-formulas")
        sizes = write_wording(reader, self._cluster, *indices, replicas=self._replicas)
        reader.close()
        self._folder.cleanup()
        sizes["phrases"] = self._write_phrases(phrases)
        self._writer.commit()
        manifest = replace(manifest, files={**self._writer.sizes, **sizes})
        meta = {"_meta": {"manifest": manifest.as_dict(), "words": self._writer.counts.words}}
        self._cluster.call("PUT", f"/{self._name}-paragraphs/_mapping", meta)
        return manifest

    def _write_phrases(self, phrases: Mapping[str, int]) -> int:
        """The number of documents, each with many phrases in their order."""
        index = f"{self._name}-phrases"
        self._cluster.create_index(index, stored_index(self._replicas))
        writer = BulkWriter(self._cluster, index)
        rows = list(phrases.items())
        for ordinal, start in enumerate(range(0, len(rows), _PHRASES_IN_DOCUMENT)):
            some = rows[start : start + _PHRASES_IN_DOCUMENT]
            writer.add(str(ordinal), {ORDINAL: ordinal, STORED: {"phrases": some}})
        writer.finish()
        return writer.documents


@contextmanager
def _written(address: str) -> Iterator[None]:
    """Raise what the cluster refuses as a `StoreError`."""
    try:
        yield
    except EngineError as error:
        raise StoreError(f"The index {address} cannot be written. {error}", hint=error.hint) from error


def _remove(alias: str) -> Body:
    return {"remove": {"index": "*", "alias": alias, "must_exist": False}}
