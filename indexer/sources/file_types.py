"""What kind of file bytes are, by the signature they begin with: one that has a reader here, or one refused by name."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from indexer.errors import UnreadableSourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class FileType(StrEnum):
    """The kinds of files that are no text by themselves and have a reader."""

    DOCX = "docx"
    EPUB = "epub"
    MHTML = "mhtml"
    ODT = "odt"
    PDF = "pdf"
    RTF = "rtf"


@dataclass(frozen=True, slots=True)
class _Refused:
    """A kind of file without a reader: what it is called, with its article, and what a person does about it."""

    name: str
    way_out: str


_IMAGE = "run text recognition (OCR) on it and save the text"
_UNPACK = "unpack it and give the files in it"
_MEDIA = "write down what is said in it and give the text"
_DOCUMENT = "open it and save it as DOCX, PDF or text"
_SHEET = "save the sheet as CSV, a row a document"
_SLIDES = "save it as PDF"
_NO_DOCUMENT = "give the documents themselves"

_SIGNATURES: tuple[tuple[bytes, _Refused], ...] = (
    (b"\x89PNG\r\n\x1a\n", _Refused("a PNG image", _IMAGE)),
    (b"\xff\xd8\xff", _Refused("a JPEG image", _IMAGE)),
    (b"GIF87a", _Refused("a GIF image", _IMAGE)),
    (b"GIF89a", _Refused("a GIF image", _IMAGE)),
    (b"II*\0", _Refused("a TIFF image", _IMAGE)),
    (b"MM\0*", _Refused("a TIFF image", _IMAGE)),
    (b"\0\0\0\x0cjP  ", _Refused("a JPEG 2000 image", _IMAGE)),
    (b"AT&TFORM", _Refused("a DjVu file", "save it as PDF with a text layer, or run text recognition (OCR) on it")),
    (b"\x1f\x8b", _Refused("a gzip file", "unpack it; only .jsonl.gz and .json.gz are read packed")),
    (b"\xfd7zXZ\0", _Refused("an xz file", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", _Refused("a 7-Zip archive", _UNPACK)),
    (b"Rar!\x1a\x07", _Refused("an RAR archive", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", _Refused("a Zstandard file", _UNPACK)),
    (b"ITSF", _Refused("a compiled help file (CHM)", "unpack it and give the pages in it")),
    (b"bplist00", _Refused("a Safari web archive or property list", "save the page as HTML")),
    (b"CAJ\0", _Refused("a CAJ file of CNKI", "open it in CAJViewer and save it as PDF")),
    (b"%!PS", _Refused("a PostScript file", "convert it to PDF (ps2pdf)")),
    (b"SQLite format 3\0", _Refused("an SQLite database", "export its texts as CSV or JSON Lines")),
    (b"\x7fELF", _Refused("a program (ELF)", _NO_DOCUMENT)),
    (b"\xca\xfe\xba\xbe", _Refused("a program", _NO_DOCUMENT)),
    (b"\x1aE\xdf\xa3", _Refused("a Matroska or WebM video", _MEDIA)),
    (b"FLV\x01", _Refused("a Flash video", _MEDIA)),
    (b"\0\x01\0\0\0", _Refused("a TrueType font", _NO_DOCUMENT)),
    (b"OTTO\0", _Refused("an OpenType font", _NO_DOCUMENT)),
    (b"wOFF", _Refused("a web font", _NO_DOCUMENT)),
    (b"wOF2", _Refused("a web font", _NO_DOCUMENT)),
    (b"version https://git-lfs.github.com/spec/", _Refused("a Git LFS pointer, not the file", "run git lfs pull")),
)
"""What files of a kind begin with."""

_PATTERNS: tuple[tuple[re.Pattern[bytes], _Refused], ...] = (
    (re.compile(rb"BM.{4}\0\0\0\0.\0\0\0[\x0c-\x7c]\0\0\0", re.DOTALL), _Refused("a BMP image", _IMAGE)),
    (re.compile(rb"BZh[1-9]1AY&SY"), _Refused("a bzip2 file", _UNPACK)),
    (re.compile(rb"PAR1[\0-\x1f]"), _Refused("a Parquet table", "export its texts as CSV or JSON Lines")),
    (re.compile(rb"ID3[\2-\4]|OggS\0|fLaC\0"), _Refused("a sound recording", _MEDIA)),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), _Refused("a WebP image", _IMAGE)),
    (re.compile(rb"RIFF.{4}(?:WAVE|AVI )", re.DOTALL), _Refused("a recording (WAV or AVI)", _MEDIA)),
    (re.compile(rb".{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL), _Refused("a HEIC or AVIF image", _IMAGE)),
    (re.compile(rb".{4}ftyp", re.DOTALL), _Refused("an MPEG-4 recording", _MEDIA)),
    (re.compile(rb".{257}ustar", re.DOTALL), _Refused("a tar archive", _UNPACK)),
    (re.compile(rb".{60}(?:BOOKMOBI|TEXtREAd)", re.DOTALL), _Refused("a Kindle book (MOBI)", "convert it to EPUB")),
    (re.compile(rb"MZ.{58}..\0\0", re.DOTALL), _Refused("a program (Windows)", _NO_DOCUMENT)),
    (re.compile(rb"\s*\\documentclass\b"), _Refused("LaTeX source", "convert it to HTML or DOCX (pandoc)")),
)
"""Signatures with gaps in them."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The Compound File Binary Format, which Office wrote until 2003 and still wraps encrypted documents in."""

_STREAMS: tuple[tuple[str, _Refused], ...] = (
    ("EncryptedPackage", _Refused("an encrypted Office document", "open it with its password and save it without one")),
    ("WordDocument", _Refused("a Word 97 file (.doc)", "open it and save it as DOCX")),
    ("Workbook", _Refused("an Excel 97 file (.xls)", _SHEET)),
    ("Book", _Refused("an Excel 95 file (.xls)", _SHEET)),
    ("PowerPoint Document", _Refused("a PowerPoint 97 file (.ppt)", _SLIDES)),
    ("__substg1.0_", _Refused("an Outlook message (.msg)", "save it as .eml or as text")),
    ("WpsDocument", _Refused("a WPS document (.wps)", "open it and save it as DOCX")),
)
"""Names of streams in a compound file, in UTF-16, and what a file with one is."""

_ANY_COMPOUND = _Refused("a document of an old Office version", _DOCUMENT)

_PARTS: tuple[tuple[re.Pattern[str], FileType | _Refused], ...] = (
    (re.compile(r"word/document\d*\.xml"), FileType.DOCX),
    (re.compile(r"xl/"), _Refused("an Excel workbook (XLSX)", _SHEET)),
    (re.compile(r"ppt/"), _Refused("a PowerPoint presentation (PPTX)", _SLIDES)),
    (re.compile(r"META-INF/container\.xml"), FileType.EPUB),
    (re.compile(r"Index/Document\.iwa"), _Refused("a document of Pages, Numbers or Keynote", _DOCUMENT)),
    (re.compile(r"OFD\.xml"), _Refused("an OFD document", "open it and save it as PDF")),
    (re.compile(r"AndroidManifest\.xml"), _Refused("an Android program", _NO_DOCUMENT)),
)
"""Parts of a zip file, and what a file with one is."""

_MEDIA_TYPES: tuple[tuple[bytes, FileType | _Refused], ...] = (
    (b"application/epub+zip", FileType.EPUB),
    (b"application/vnd.oasis.opendocument.text", FileType.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", _Refused("an OpenDocument spreadsheet (ODS)", _SHEET)),
    (b"application/vnd.oasis.opendocument.presentation", _Refused("an OpenDocument presentation (ODP)", _SLIDES)),
    (b"application/vnd.oasis.opendocument", _Refused("an OpenDocument drawing", _SLIDES)),
)
"""What the part `mimetype` of a zip file says."""

_ZIP = _Refused("a zip archive", _UNPACK)
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024
_PDF = re.compile(rb"\A\s*%PDF-\d|^%PDF-\d\.\d[ \t]*\r?$", re.MULTILINE)
"""%PDF-1.7 at the head or on a line of its own. Not: a sentence that names %PDF-1.7"""

_MESSAGE_WITHIN = 16 * 1024
_HEADER = rb"[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*+\r?\n"
_MESSAGE = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:" + _HEADER + rb")*?(?:MIME-Version|Content-Type):", re.IGNORECASE)
"""The head of a message: From: …, MIME-Version: 1.0. Not: 来源：…, or a text whose first line is Note: …"""


def file_type(data: bytes, *, name: str) -> FileType | None:
    """The kind of a file that is no plain text and has a reader, None where it may be text.

    Raises `UnreadableSourceError`, which names the kind and the way out, for one without a reader.
    """
    found = next((kind for look in _LOOKS if (kind := look(data)) is not None), None)
    if isinstance(found, _Refused):
        raise UnreadableSourceError(name, "the whole file", f"The file is {found.name}; {found.way_out}.")
    return found


def _of_text(data: bytes) -> FileType | None:
    """RTF, PDF and MHTML begin with words; blanks, or in PDF anything, may stand before them."""
    head = data[:_PDF_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(rb"{\rtf"):
        return FileType.RTF
    if _PDF.search(data[:_PDF_WITHIN]):
        return FileType.PDF
    return FileType.MHTML if _MESSAGE.match(data[:_MESSAGE_WITHIN].lstrip()) else None


def _signed(data: bytes) -> _Refused | None:
    return next((refused for signature, refused in _SIGNATURES if data.startswith(signature)), None)


def _patterned(data: bytes) -> _Refused | None:
    return next((refused for pattern, refused in _PATTERNS if pattern.match(data)), None)


def _compound(data: bytes) -> _Refused | None:
    if not data.startswith(_COMPOUND):
        return None
    return next((refused for stream, refused in _STREAMS if stream.encode("utf-16-le") in data), _ANY_COMPOUND)


def _zipped(data: bytes) -> FileType | _Refused | None:
    if not data.startswith(_ZIP_SIGNATURES):
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _declared(archive) or _with_part(archive.namelist())
    except (BadZipFile, NotImplementedError, ValueError, zlib.error):
        return _Refused("a zip file, or a document in one (DOCX, EPUB), that is damaged", "get the file again")


def _declared(archive: ZipFile) -> FileType | _Refused | None:
    """What the archive says of itself."""
    if "mimetype" not in archive.namelist():
        return None
    info = archive.getinfo("mimetype")
    if info.flag_bits & 1 or info.file_size > _PDF_WITHIN:
        return None
    declared = archive.read(info)
    return next((kind for media_type, kind in _MEDIA_TYPES if declared.strip().startswith(media_type)), None)


def _with_part(names: Iterable[str]) -> FileType | _Refused:
    names = list(names)
    return next((kind for part, kind in _PARTS if any(map(part.match, names))), _ZIP)


_LOOKS: tuple[Callable[[bytes], FileType | _Refused | None], ...] = (_of_text, _zipped, _compound, _signed, _patterned)
"""The order counts: a PDF may have anything before its signature, but a picture is no PDF for naming one."""
