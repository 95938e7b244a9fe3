"""The parts of a document that is a zip file (DOCX, EPUB, ODT)."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from lxml import etree

from indexer.errors import UnreadableSourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all parts together; documents of the largest size that is read unpack to a third of it."""

_ENCRYPTED = 1


class Archive:
    """An open zip file, whose name in reports is `name` and whose `kind` is as people call it ("an EPUB book")."""

    def __init__(self, data: bytes, *, name: str, kind: str) -> None:
        self._name = name
        self._kind = kind
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, NotImplementedError, ValueError) as error:
            raise self.damaged(str(error)) from error
        infos = self._zip.infolist()
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise self.refused("that is encrypted; open it with its password and save it without one")
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise self.refused(f"that unpacks to more than {LARGEST_UNPACKED >> 20} MB; no document is so large")
        self.names: Sequence[str] = [info.filename for info in infos]

    def refused(self, why: str) -> UnreadableSourceError:
        """The error to raise: `why` goes on "The file is an EPUB book "."""
        return UnreadableSourceError(self._name, "the whole file", f"The file is {self._kind} {why}.")

    def damaged(self, why: str) -> UnreadableSourceError:
        """The error to raise where a part is not as it should be."""
        return self.refused(f"that is damaged ({why}); get it again, or open it and save it anew")

    def part(self, part: str) -> bytes:
        """The bytes of a part. Raises `UnreadableSourceError` where it is missing or damaged."""
        try:
            return self._zip.read(part)
        except KeyError as error:
            raise self.damaged(f"it has no part {part}") from error
        except (BadZipFile, NotImplementedError, EOFError, zlib.error, RuntimeError) as error:
            raise self.damaged(f"{part}: {error}") from error

    def xml(self, part: str) -> etree._Element:
        """A part as XML. Raises `UnreadableSourceError`."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(self.part(part), parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged(f"{part}: {error}") from error
