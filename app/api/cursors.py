"""Cursors: an offset into a long result, encoded as opaque text that is valid for one request only.

A cursor is 5 fields in URL-safe Base64: a format byte, the offset, a tag of the corpus version, a tag of the request,
and a checksum of the rest. It is neither secret nor signed: a forged one yields the page at an offset. The tags
guarantee that all pages of one walk belong to one request over one corpus.
"""

import binascii
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b

from app.api.problems import Code, ProblemError

_FORMAT = 1
_FIELDS = struct.Struct(">BI6s6s")
_TAG_BYTES = 6
_CHECKSUM_BYTES = 4


def write_cursor(offset: int, *, request: str, corpus_version: str) -> str:
    """The cursor for an offset into the result of `request`."""
    fields = _FIELDS.pack(_FORMAT, offset, _digest(corpus_version), _digest(request))
    return urlsafe_b64encode(fields + _checksum(fields)).decode("ascii").rstrip("=")


def read_cursor(cursor: str, *, request: str, corpus_version: str) -> int:
    """The offset that a cursor encodes.

    Raises `ProblemError`: `invalid-cursor` when it is damaged or another request's, `cursor-expired` when the corpus
    has changed.
    """
    format_, offset, corpus_tag, request_tag = _fields(cursor)
    if format_ != _FORMAT:
        raise _invalid("The cursor is from another version of this program.")
    if request_tag != _digest(request):
        raise _invalid("The cursor belongs to another request.")
    if corpus_tag != _digest(corpus_version):
        raise ProblemError(
            Code.CURSOR_EXPIRED,
            "The corpus has changed since the cursor was made.",
            param="cursor",
            hint="Begin again without a cursor.",
        )
    return offset


def _fields(cursor: str) -> tuple[int, int, bytes, bytes]:
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except (UnicodeEncodeError, binascii.Error) as error:
        raise _invalid("The cursor is damaged.") from error
    fields, checksum = raw[:-_CHECKSUM_BYTES], raw[-_CHECKSUM_BYTES:]
    again = urlsafe_b64encode(raw).decode("ascii").rstrip("=")
    if again != cursor or len(fields) != _FIELDS.size or checksum != _checksum(fields):
        raise _invalid("The cursor is damaged.")
    format_, offset, corpus_tag, request_tag = _FIELDS.unpack(fields)
    return format_, offset, corpus_tag, request_tag


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_TAG_BYTES).digest()


def _checksum(fields: bytes) -> bytes:
    return blake2b(fields, digest_size=_CHECKSUM_BYTES).digest()


def _invalid(detail: str) -> ProblemError:
    hint = "Send next or prev unchanged with the same parameters, or begin again without a cursor."
    return ProblemError(Code.INVALID_CURSOR, detail, param="cursor", hint=hint)


@dataclass(frozen=True, slots=True)
class PageWalk:
    """A page of a result, and the cursors of its neighbors. `offset` counts items from 0."""

    request: str
    corpus_version: str
    offset: int
    limit: int

    @classmethod
    def at(cls, cursor: str | None, *, request: str, corpus_version: str, limit: int) -> "PageWalk":
        """The page that a cursor encodes; without one, the first."""
        if cursor is None:
            return cls(request, corpus_version, 0, limit)
        offset = read_cursor(cursor, request=request, corpus_version=corpus_version)
        return cls(request, corpus_version, offset, limit)

    def following(self, total: int) -> str | None:
        """The cursor of the next page of a result of `total` items; None if this is the last."""
        offset = self.offset + self.limit
        return self._cursor(offset) if offset < total else None

    def preceding(self) -> str | None:
        """The cursor of the previous page; None if this is the first."""
        return self._cursor(max(self.offset - self.limit, 0)) if self.offset else None

    def _cursor(self, offset: int) -> str:
        return write_cursor(offset, request=self.request, corpus_version=self.corpus_version)
