"""A segment of Whoosh's, written term by term.

Whoosh's own writer sorts single postings, two hundred a paragraph, through temporary files; that took most of the time
of writing. Here they come by term already. What is written is Whoosh's format (`whoosh.codec.whoosh3`), uncompressed.
"""

from __future__ import annotations

import pickle
import struct
from operator import sub
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.index import TOC

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from whoosh.fields import Schema

_BLOCK = 128
"""Postings of a block, as Whoosh has them: a search may skip those it does not need."""

_INDEX = "MAIN"
_LENGTH = struct.Struct("!i")
_FIELD = struct.Struct("!H")
_PICKLE = 2
"""The protocol that Whoosh reads."""


class SegmentWriter:
    """The one segment of a new index in the folder `directory`.

    First come the documents, with what each has in the columns, then field by field the terms in order.
    """

    def __init__(self, directory: Path, schema: Schema) -> None:
        codec: Any = W3Codec()
        self._schema: Any = schema
        self._storage: Any = FileStorage(str(directory))
        self._segment = codec.new_segment(self._storage, _INDEX)
        self._documents = codec.per_document_writer(self._storage, self._segment)
        self._terms: Any = OrderedHashWriter(self._segment.create_file(self._storage, W3Codec.TERMS_EXT))
        self._fields = self._terms.extras["fieldmap"] = {}
        self._postings = self._segment.create_file(self._storage, W3Codec.POSTS_EXT)
        self._columns = {name: field.column_type for name, field in self._schema.items() if field.column_type}
        self._count = 0
        self._at = 0  # in the file of postings

    def add_document(self, values: Mapping[str, object]) -> int:
        """The number of a new document that has these values in the columns."""
        self._documents.start_doc(self._count)
        for name, value in values.items():
            self._documents.add_column_value(name, self._columns[name], value)
        self._documents.finish_doc()
        self._count += 1
        return self._count - 1

    def add_terms(self, field: str, terms: Iterable[tuple[str, Sequence[int], Sequence[int] | None]]) -> None:
        """Every term of a field, in order, its documents in order, and how often each has it; None: once."""
        number = self._fields.setdefault(field, len(self._fields))
        for text, documents, weights in terms:
            written = self._written(documents, weights)
            heaviest = max(weights) if weights else 1
            info: Any = W3TermInfo(
                weight=sum(weights) if weights else len(documents),
                df=len(documents),
                maxweight=heaviest,
                minid=documents[0],
                maxid=documents[-1],
            )
            info.set_extent(self._at, len(written))
            self._postings.write(written)
            self._at += len(written)
            self._terms.add(_FIELD.pack(number) + text.encode("utf-8", "surrogatepass"), info.to_bytes())

    def _written(self, documents: Sequence[int], weights: Sequence[int] | None) -> bytes:
        """The postings of a term as Whoosh reads them: blocks, the length of the last one negative."""
        pieces = [WHOOSH3_HEADER_MAGIC]
        for start in range(0, len(documents), _BLOCK):
            block = documents[start : start + _BLOCK]
            heavy = weights[start : start + _BLOCK] if weights else None
            gaps = (block[0], *map(sub, block[1:], block))
            # How many, the last, the heaviest, uncompressed, and no lengths of documents.
            head = pickle.dumps((len(block), block[-1], float(max(heavy)) if heavy else 1.0, 0, 0, 0), _PICKLE)
            body = pickle.dumps((gaps, tuple(map(float, heavy)) if heavy else None, None), _PICKLE)
            length = len(head) + len(body)
            pieces += (_LENGTH.pack(-length if start + _BLOCK >= len(documents) else length), head, body)
        return b"".join(pieces)

    def finish(self) -> None:
        """Make it an index that Whoosh can open."""
        self._documents.close()
        self._terms.close()
        self._postings.close()
        self._segment.set_doc_count(self._count)
        if self._count:
            self._segment.create_compound_file(self._storage)
        self._storage.temp_storage(f"{_INDEX}.tmp").destroy()  # what its columns left
        toc: Any = TOC(self._schema, [self._segment] if self._count else [], 0)
        toc.write(self._storage, _INDEX)
