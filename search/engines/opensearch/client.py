"""Requests to the nodes of a cluster: which node is asked, what is asked again, and what no answer may be built on.

A request that a node does not answer is sent to each other node once, within the deadline. A search that is answered
in part (a shard failed, a limit of time, an estimated total) is refused: it is an error, never a smaller result.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from itertools import count
from typing import TYPE_CHECKING, Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NodeConnectionError
from opensearchpy.exceptions import ConnectionTimeout, NotFoundError, SSLError, TransportError

from search.deadline import NEVER, Deadline
from search.errors import EngineError, EngineUnavailableError, QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Body = dict[str, Any]

_RETRIED = frozenset(
    (
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )
)
"""A node that answers so cannot; another one may. A search of which a shard failed is a 500."""

_CONNECTIONS = 40
"""The connections kept open to each node: as many as the thread pool of a server has threads."""

_DEAD_SECONDS = 5.0
"""How long a node that did not answer is asked last."""

_LONGEST_SECONDS = 60.0
"""How long a request without a deadline may take."""

_TRY_AGAIN = "Try again in a moment; GET /_cluster/health of a node says what the cluster lacks."


class IndexGoneError(EngineUnavailableError):
    """An index is not there: it was dropped, or never was."""


class BusyError(EngineUnavailableError):
    """The cluster takes no more requests now."""


class DocumentExistsError(EngineError):
    """A document that should be new exists, or was changed by another process."""


@dataclass(slots=True)
class _Node:
    """A node, and the time until which it is asked last."""

    url: str
    client: OpenSearch
    dead_until: float = 0.0


class Cluster:
    """The nodes of a cluster. Thread-safe; no state but which node answered last."""

    def __init__(self, urls: Sequence[str], options: Mapping[str, Any]) -> None:
        """`options` are those of `opensearchpy.OpenSearch`: credentials and certificates."""
        self._nodes = [
            _Node(url, OpenSearch([url], max_retries=0, http_compress=True, pool_maxsize=_CONNECTIONS, **options))
            for url in urls
        ]
        self._turn = count()

    def get(self, path: str, *, deadline: Deadline = NEVER, **parameters: str) -> Body:
        """The answer to GET."""
        return self.call("GET", path, None, deadline, **parameters)

    def call(
        self, method: str, path: str, body: Body | str | None = None, deadline: Deadline = NEVER, **parameters: str
    ) -> Body:
        """The answer of the first node that has one.

        Raises `IndexGoneError`, `BusyError`, `DocumentExistsError` or another `EngineError`, and `QueryTimeoutError`.
        """
        problem = EngineUnavailableError("No node of the cluster answers.", hint=_TRY_AGAIN)
        for node in self._in_turn():
            deadline.check()
            try:
                send = node.client.transport.perform_request
                return self._ask(node, path, partial(send, method, path, body=body), parameters, deadline)
            except EngineUnavailableError as error:
                if isinstance(error, IndexGoneError | BusyError):
                    raise
                problem = error
        raise problem

    def create_index(self, index: str, body: Body) -> None:
        """Create an index, and wait until its copies exist: a node may die as soon as something is written."""
        copies = 1 + int(body["settings"]["index"]["number_of_replicas"])
        nodes = int(self.get("/_cluster/health")["number_of_data_nodes"])
        with suppress(DocumentExistsError):  # no other build uses the name: a node made it and died before it said so
            self.call("PUT", f"/{index}", body, wait_for_active_shards=str(min(copies, nodes)))

    def search(self, index: str, body: Body, deadline: Deadline = NEVER) -> Body:
        """The whole answer to a search. Raises as `call` does, and `EngineUnavailableError` for a part of it."""
        parameters = {"allow_partial_search_results": "false"}
        if deadline.at < float("inf"):
            # After we have given up: the nodes stop working on what nobody waits for.
            parameters["cancel_after_time_interval"] = f"{round(deadline.left * 1000) + 500}ms"
        answer = self.call("POST", f"/{index}/_search", body, deadline, **parameters)
        _refuse_parts(answer)
        return answer

    def searches(self, index: str, bodies: Sequence[Body], deadline: Deadline = NEVER) -> list[Body]:
        """The whole answers to several searches, with one request."""
        if not bodies:
            return []
        head: Body = {"allow_partial_search_results": False}
        lines = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for body in bodies for line in (head, body))
        answers: list[Body] = self.call("POST", f"/{index}/_msearch", lines, deadline)["responses"]
        for answer in answers:
            if "error" in answer:
                raise _error(int(answer["status"]), str(answer["error"].get("reason")))
            _refuse_parts(answer)
        return answers

    def close(self) -> None:
        """Close the connections. No call may follow."""
        for node in self._nodes:
            node.client.close()

    def _in_turn(self) -> Iterator[_Node]:
        """The nodes, another one first each time, those that did not answer last."""
        first, now = next(self._turn) % len(self._nodes), time.monotonic()
        nodes = [*self._nodes[first:], *self._nodes[:first]]
        yield from sorted(nodes, key=lambda node: node.dead_until > now)

    def _ask(
        self, node: _Node, path: str, send: Callable[..., object], parameters: Mapping[str, str], deadline: Deadline
    ) -> Body:
        seconds = min(max(deadline.left, 0.05), _LONGEST_SECONDS)
        try:
            answer = send(params={**parameters, "request_timeout": seconds})
        except SSLError as error:
            raise EngineError(f"The node {node.url} has no valid certificate ({error.info}).") from error
        except ConnectionTimeout as error:
            deadline.check()  # the node may be well, and the search slow
            node.dead_until = time.monotonic() + _DEAD_SECONDS
            raise EngineUnavailableError(f"The node {node.url} does not answer in time.", hint=_TRY_AGAIN) from error
        except NodeConnectionError as error:
            node.dead_until = time.monotonic() + _DEAD_SECONDS
            raise EngineUnavailableError(f"The node {node.url} does not answer.", hint=_TRY_AGAIN) from error
        except NotFoundError as error:
            raise IndexGoneError(f"The cluster has no {path}.", hint=_TRY_AGAIN) from error
        except TransportError as error:
            raise _error(int(error.status_code), str(error.error)) from error
        return answer if isinstance(answer, dict) else {}


def _error(status: int, reason: str) -> EngineError:
    """The error for an answer that is none."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return BusyError("The cluster takes no more requests now.", hint="Try again in a moment.")
    if status == HTTPStatus.CONFLICT or reason == "resource_already_exists_exception":
        return DocumentExistsError(f"It exists, or was changed by another process ({reason}).")
    if status == HTTPStatus.NOT_FOUND:
        return IndexGoneError(f"The cluster has no such index ({reason}).", hint=_TRY_AGAIN)
    if status in _RETRIED:
        return EngineUnavailableError(f"The cluster cannot answer now ({reason}).", hint=_TRY_AGAIN)
    hint = ""
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        hint = "Set GONGBAO_OPENSEARCH_USER and GONGBAO_OPENSEARCH_PASSWORD_FILE."
    return EngineError(f"The cluster refuses a request with {status} ({reason}).", hint=hint)


def _refuse_parts(answer: Body) -> None:
    """Raise if a search was answered in part only."""
    if answer.get("timed_out"):
        raise QueryTimeoutError("The search exceeds the time limit.", hint="Reduce the query, or try again.")
    if answer["_shards"]["failed"]:
        raise EngineUnavailableError("A shard of the cluster does not answer.", hint=_TRY_AGAIN)
    total = answer["hits"].get("total")
    if total is not None and total["relation"] != "eq":
        raise EngineUnavailableError("The cluster estimates a total instead of counting it.", hint=_TRY_AGAIN)
