"""Writes a Whoosh segment term by term.

Whoosh's own writer sorts single postings, two hundred per paragraph, through temporary files, which took most of the
time. Here postings arrive sorted by term. The format is that of Whoosh (`whoosh.codec.whoosh3`), uncompressed.
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
"""The number of postings in a block, as in Whoosh: a search can skip blocks."""

_INDEX = "MAIN"
_LENGTH = struct.Struct("!i")
_FIELD = struct.Struct("!H")
_PICKLE = 2
"""The pickle protocol that Whoosh reads."""


class SegmentWriter:
    """Writes the only segment of a new index in the folder `directory`.

    Documents with their column values come first, then the terms of each field in order.
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
        self._at = 0  # the offset in the file of postings

    def add_document(self, values: Mapping[str, object]) -> int:
        """Add a document with these column values. Returns its number."""
        self._documents.start_doc(self._count)
        for name, value in values.items():
            self._documents.add_column_value(name, self._columns[name], value)
        self._documents.finish_doc()
        self._count += 1
        return self._count - 1

    def add_terms(self, field: str, terms: Iterable[tuple[str, Sequence[int], Sequence[int] | None]]) -> None:
        """Add the terms of a field in order, each with its documents in order and their frequencies (None: 1)."""
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
        """The postings of a term in Whoosh's format: blocks, of which the last has a negative length."""
        chunks = [WHOOSH3_HEADER_MAGIC]
        for start in range(0, len(documents), _BLOCK):
            block = documents[start : start + _BLOCK]
            heavy = weights[start : start + _BLOCK] if weights else None
            gaps = (block[0], *map(sub, block[1:], block))
            # Count, last document, highest weight, compression (none), and no document lengths.
            head = pickle.dumps((len(block), block[-1], float(max(heavy)) if heavy else 1.0, 0, 0, 0), _PICKLE)
            body = pickle.dumps((gaps, tuple(map(float, heavy)) if heavy else None, None), _PICKLE)
            length = len(head) + len(body)
            chunks += (_LENGTH.pack(-length if start + _BLOCK >= len(documents) else length), head, body)
        return b"".join(chunks)

    def finish(self) -> None:
        """Write the table of contents, so that Whoosh can open the index."""
        self._documents.close()
        self._terms.close()
        self._postings.close()
        self._segment.set_doc_count(self._count)
        if self._count:
            self._segment.create_compound_file(self._storage)
        self._storage.temp_storage(f"{_INDEX}.tmp").destroy()  # the leftovers of its columns
        toc: Any = TOC(self._schema, [self._segment] if self._count else [], 0)
        toc.write(self._storage, _INDEX)
