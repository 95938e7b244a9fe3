"""The lock of builds in a cluster: one document with an owner and a time of expiry, renewed while the build runs.

Clocks of two machines may differ by less than the lock lasts.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from search.deadline import NEVER
from search.engines.opensearch.client import DocumentExistsError, IndexGoneError
from search.errors import EngineError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.opensearch.client import Body, Cluster

LOCK_SECONDS = 60.0
"""How long the lock of a build that is killed outlives it."""

_RENEWALS = 4
"""How often it is renewed in that time."""

_INDEX: Body = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
    "mappings": {
        "dynamic": "strict",
        "properties": {"owner": {"type": "keyword"}, "expires": {"type": "double"}},
    },
}


@contextmanager
def held_lock(cluster: Cluster, prefix: str, address: str) -> Iterator[None]:
    """Hold the lock until the block ends.

    Raises `StoreError` if another build holds it, if the cluster refuses, or at the end if the lock was lost.
    """
    lock = _Lock(cluster, f"{prefix}-lock", uuid4().hex)
    try:
        taken = lock.take()
    except EngineError as error:
        raise StoreError(f"The index {address} cannot be written. {error}", hint=error.hint) from error
    if not taken:
        raise StoreError(f"Another build is running in {address}; wait for it, then build again.")
    stop = Event()
    renewing = Thread(target=lock.renew_until, args=(stop,), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        stop.set()
        renewing.join()
        with suppress(EngineError):  # it expires by itself
            lock.release()


class _Lock:
    """The lock document as one owner sees it. `_version` is what the cluster calls the version it wrote."""

    def __init__(self, cluster: Cluster, index: str, owner: str) -> None:
        self._cluster = cluster
        self._index = index
        self._owner = owner
        self._version: dict[str, str] = {}

    def take(self) -> bool:
        """Create the document, or take it over if it has expired. Returns whether this owner has it."""
        self._create_index()
        with suppress(DocumentExistsError):
            self._write(op_type="create")
            return True
        found = self._cluster.get(f"/{self._index}/_doc/build")
        if found["_source"]["expires"] > time.time():
            return False
        try:
            self._write(**_version(found))
        except DocumentExistsError:
            return False
        return True

    def renew_until(self, stop: Event) -> None:
        """Renew the lock until `stop` is set, or until it is lost."""
        while not stop.wait(LOCK_SECONDS / _RENEWALS):
            try:
                self._write(**self._version)
            except DocumentExistsError:
                return
            except EngineError:
                continue  # another node may answer before it expires

    def release(self) -> None:
        """Remove the document if it is this owner's."""
        self._cluster.call("DELETE", f"/{self._index}/_doc/build", None, NEVER, **self._version)

    def _write(self, **condition: str) -> None:
        document = {"owner": self._owner, "expires": time.time() + LOCK_SECONDS}
        self._version = _version(self._cluster.call("PUT", f"/{self._index}/_doc/build", document, NEVER, **condition))

    def _create_index(self) -> None:
        try:
            self._cluster.get(f"/{self._index}/_mapping")
        except IndexGoneError:
            with suppress(DocumentExistsError):
                self._cluster.call("PUT", f"/{self._index}", _INDEX)


def _version(answer: Body) -> dict[str, str]:
    return {"if_seq_no": str(answer["_seq_no"]), "if_primary_term": str(answer["_primary_term"])}
