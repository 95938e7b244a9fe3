"""The precomputed texts in two indices of a generation in a cluster (`precomputed.Reader`)."""

from __future__ import annotations

from array import array
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from search.deadline import NEVER
from search.engines.opensearch.compiler import ALL
from search.engines.opensearch.mapping import NUMBER, ORDINAL, STATEMENT, STORED
from search.engines.opensearch.verifier import read_pages
from search.engines.opensearch.writer import BulkWriter
from search.model import Kind, Speaker
from search.wording.precomputed import Formula, Header, SourceParagraph, Text, reading_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.opensearch.client import Body, Cluster
    from search.wording.precomputed import Reader

_BATCH = 200
"""The number of statements whose texts are read with one request: about a megabyte."""

_HEADER_VALUES = ("id", "title", "paragraphs", "characters", "kind")
_STORED: Body = {"type": "object", "enabled": False}


def stored_index(replicas: int) -> Body:
    """The body that creates an index of documents that are only read, by their number or all of them."""
    properties = {ORDINAL: {"type": "integer"}, STORED: _STORED, "header": _STORED}
    index = {"number_of_shards": 1, "number_of_replicas": replicas, "refresh_interval": "-1"}
    return {"settings": {"index": index}, "mappings": {"dynamic": "strict", "properties": properties}}


def write_wording(reader: Reader, cluster: Cluster, wording: str, formulas: str, *, replicas: int) -> dict[str, int]:
    """Copy precomputed texts into the indices `wording` and `formulas`, which are created.

    Returns the number of documents of each.
    """
    for index in (wording, formulas):
        cluster.create_index(index, stored_index(replicas))
    texts, found = BulkWriter(cluster, wording), BulkWriter(cluster, formulas)
    for ordinal, text in enumerate(reader.texts(range(len(reader.headers())))):
        stored = {"text": text.text, "inside": f"{text.inside:x}", "marks": list(text.marks)}
        header = _header_as_json(text.header)
        texts.add(text.header.id, {ORDINAL: ordinal, "header": header, STORED: stored})
    for ordinal, formula in enumerate(reader.formulas()):
        stored = {"text": formula.text, "statements": f"{formula.statements:x}"}
        found.add(str(ordinal), {ORDINAL: ordinal, STORED: stored})
    texts.finish()
    found.finish()
    return {"wording": texts.documents, "formulas": found.documents}


class ClusterReader:
    """Reads precomputed texts of a generation. The headers are kept."""

    def __init__(self, cluster: Cluster, paragraphs: str, wording: str, formulas: str) -> None:
        """The arguments are names of indices."""
        self._cluster = cluster
        self._paragraphs = paragraphs
        self._wording = wording
        self._formulas = formulas
        headers = (_header_from_json(hit["_source"]["header"]) for hit in self._read(wording, "header"))
        self._headers = tuple(sorted(headers, key=reading_order))

    def headers(self) -> Sequence[Header]:
        """All statements in reading order."""
        return self._headers

    def texts(self, ordinals: Iterable[int]) -> Iterator[Text]:
        """The texts of the statements with these ordinals, in this order."""
        headers = (self._headers[ordinal] for ordinal in ordinals)
        while some := list(islice(headers, _BATCH)):
            ids = [header.id for header in some]
            answer = self._cluster.call("POST", f"/{self._wording}/_mget", {"ids": ids}, _source_includes=STORED)
            for header, document in zip(some, answer["docs"], strict=True):
                stored = document["_source"][STORED]
                yield Text(header, stored["text"], int(stored["inside"], 16), array("I", stored["marks"]))

    def printed(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], SourceParagraph]:
        """The paragraphs as printed, by id of the statement and number."""
        wanted = [{"_id": f"{statement}.{number}", "routing": statement} for statement, number in places]
        if not wanted:
            return {}
        fields = ",".join((STATEMENT, NUMBER, f"{STORED}.paragraph"))
        answer = self._cluster.call("POST", f"/{self._paragraphs}/_mget", {"docs": wanted}, _source_includes=fields)
        return dict(_printed(document["_source"]) for document in answer["docs"] if document["found"])

    def formulas(self) -> Iterator[Formula]:
        """Every formula, in no particular order."""
        for hit in self._read(self._formulas, STORED):
            stored = hit["_source"][STORED]
            yield Formula(stored["text"], int(stored["statements"], 16))

    def close(self) -> None:
        """Nothing to close: the connections belong to the store."""

    def _read(self, index: str, field: str) -> Iterator[Body]:
        body: Body = {"query": ALL, "sort": [{ORDINAL: "asc"}], "_source": [field]}
        return read_pages(self._cluster, index, body, NEVER)


def _printed(source: Body) -> tuple[tuple[str, int], SourceParagraph]:
    paragraph = source[STORED]["paragraph"]
    speakers = tuple(map(Speaker, paragraph["speakers"]))
    return (source[STATEMENT], source[NUMBER]), SourceParagraph(source[NUMBER], paragraph["text"], speakers)


def _header_as_json(header: Header) -> Body:
    day = header.date.isoformat() if header.date else None
    return {name: getattr(header, name) for name in _HEADER_VALUES} | {"date": day, "parties": list(header.parties)}


def _header_from_json(values: Body) -> Header:
    day = values["date"] and date.fromisoformat(values["date"])
    return Header(
        **{name: values[name] for name in _HEADER_VALUES[:-1]},
        kind=Kind(values["kind"]),
        date=day,
        parties=tuple(values["parties"]),
    )
