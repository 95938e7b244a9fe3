"""Documents of binary formats, built from a few lines of text: `# ` before a heading, `^` before a line in the middle."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str]) -> bytes:
    """A zip file."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _marked(line: str, mark: str) -> tuple[bool, str]:
    return line.startswith(mark), line.removeprefix(mark)


def docx(text: str) -> bytes:
    """A Word document; `1.` begins a paragraph that Word numbers 一、, `[^注]` is a footnote, `~~删~~` is deleted."""
    body = "".join(_word_paragraph(line) for line in text.splitlines() if line)
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(re.findall(r"\[\^(.*?)\]", text), 2)
    )
    for number in range(2, 2 + text.count("[^")):
        body = body.replace("<w:footnoteReference/>", f'<w:footnoteReference w:id="{number}"/>', 1)
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in ("numbering", "styles", "footnotes")
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/numbering.xml": numbering,
            "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="1">'
            '<w:name w:val="heading 1"/></w:style></w:styles>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{relations}</Relationships>',
        }
    )


def _word_paragraph(line: str) -> str:
    is_heading, line = _marked(line, "# ")
    is_numbered, line = _marked(line, "1. ")
    properties = '<w:pStyle w:val="1"/>' * is_heading
    properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' * is_numbered
    line = re.sub(r"\[\^.*?\]", "</w:t><w:footnoteReference/><w:t>", line)
    line = re.sub(
        "~~(.*?)~~", r"</w:t></w:r><w:del w:id='9'><w:r><w:delText>\1</w:delText></w:r></w:del><w:r><w:t>", line
    )
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{line}</w:t></w:r></w:p>"


def odt(text: str) -> bytes:
    """An OpenDocument text."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    body = ""
    for line in filter(None, text.splitlines()):
        is_heading, shown = _marked(line, "# ")
        shown = re.sub(
            r"\[\^(.*?)\]",
            r"<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>\1</text:p></text:note-body>"
            "</text:note>",
            shown,
        )
        shown = shown.replace("  ", '<text:s text:c="2"/>')
        name, level = ("h", ' text:outline-level="1"') if is_heading else ("p", "")
        body += f"<text:{name}{level}>{shown}</text:{name}>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}:office:1.0"'
        f' xmlns:text="{names}:text:1.0"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def epub(text: str) -> bytes:
    """A book of one chapter a heading, with a table of contents."""
    chapters = [chapter for chapter in re.split(r"(?m)^(?=# )", text) if chapter.strip()]
    pages = {f"O/{number}.xhtml": _page(chapter) for number, chapter in enumerate(chapters)}
    titles = "".join(f"<li>{chapter.splitlines()[0].removeprefix('# ')}</li>" for chapter in chapters)
    items = "".join(
        f'<item id="i{number}" href="{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(len(chapters))
    )
    order = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>文件集</dc:title><dc:publisher>某某出版社</dc:publisher></metadata><manifest>"
        f'<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest>'
        f'<spine><itemref idref="n"/>{order}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="O/c.opf"/></rootfiles></container>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "O/c.opf": package,
            "O/nav.xhtml": f"<html><body><nav><ol>{titles}</ol></nav></body></html>",
            **pages,
        }
    )


def _page(chapter: str) -> str:
    head, *lines = chapter.splitlines()
    title = head.removeprefix("# ")
    paragraphs = "".join(f"<p>{line}</p>" for line in lines if line)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{paragraphs}</body></html>"


def rtf(text: str) -> bytes:
    """An RTF file: Han characters by number, as Word writes them."""
    lines = ("".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in line) for line in text.splitlines() if line)
    return ("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}\\f0 " + "\\par\n".join(lines) + "}").encode("ascii")


def mhtml(page: str) -> bytes:
    """A page as a browser saves it, from https://www.example.org/a.html."""
    written = "".join(chr(byte) if 32 <= byte < 127 and byte != 61 else f"={byte:02X}" for byte in page.encode())
    lines = "=\r\n".join(written[at : at + 72] for at in range(0, len(written), 72))
    lines = re.sub(r"=(?:=\r\n)?([0-9A-F])(?:=\r\n)?([0-9A-F])", r"=\1\2", lines)
    return (
        'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        '--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
        f"Content-Location: https://www.example.org/a.html\r\n\r\n{lines}\r\n--b--\r\n"
    ).encode()


COLUMNS = 30
"""Han characters on a line of a page."""

LINES = 12
"""Lines on a page."""

_SIZE = 12


def pdf(text: str) -> bytes:
    r"""A PDF: paragraphs indented and set in lines, three pages or more with a running head and a number; `\\f` begins a page."""
    pages: list[list[tuple[float, float, str]]] = []
    for part in text.split("\f"):
        rows = [row for line in part.splitlines() if line for row in _rows(line)]
        pages += [
            [(left, 540 - 20 * n, row) for n, (left, row) in enumerate(rows[at : at + LINES])]
            for at in range(0, max(len(rows), 1), LINES)
        ]
    for number, page in enumerate(pages, 1):
        if page and len(pages) > 2:
            page[:0] = [(40, 570, "外交部文件")]
            page.append((200, 20, f"- {number} -"))
    return pdf_of(pages)


def _rows(line: str) -> Iterator[tuple[float, str]]:
    """The lines of a paragraph, each with its left edge; no Latin word and no sign is torn from its line."""
    is_centered, line = _marked(line, "^")
    if is_centered:
        yield 40 + (COLUMNS - len(line)) / 2 * _SIZE, line
        return
    row, room, left = "", 2 * COLUMNS - 4, 40.0 + 2 * _SIZE
    for word in re.findall(r"[!-~]+ ?[，。、]*|.[，。、]*", line):
        width = sum(1 if c < "\x80" else 2 for c in word)
        if width > room:
            yield left, row
            row, room, left = "", 2 * COLUMNS, 40.0
        row, room = row + word, room - width
    yield left, row


def pdf_of(pages: Sequence[Sequence[tuple[float, float, str]]], *, named: bool = True) -> bytes:
    """A PDF of texts at their places, in points; unless `named`, its font does not say which characters they are."""
    characters = sorted({c for page in pages for _, _, text in page for c in text})
    glyphs = {c: number for number, c in enumerate(characters, 1)}
    widths = " ".join(f"{glyph} [{500 if c < chr(128) else 1000}]" for c, glyph in glyphs.items())
    names = "".join(
        f"1 beginbfchar\n<{glyph:04X}><{(c if named else chr(0xE000 + glyph)).encode('utf-16-be').hex()}>\nendbfchar\n"
        for c, glyph in glyphs.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{names}endcmap end end"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        (
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor 6 0 R/DW 1000/W[{widths}]>>"
        ),
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        (
            "<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200"
            "/CapHeight 700/StemV 80>>"
        ),
    ]
    kids = []
    for page in pages:
        shown = "".join(
            f"1 0 0 1 {x:g} {y:g} Tm <{''.join(f'{glyphs[c]:04X}' for c in text)}> Tj\n" for x, y, text in page
        )
        stream = f"BT /F {_SIZE} Tf\n{shown}ET"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 440 600]/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    written, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{written}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>"
        f"\nstartxref\n{len(written)}\n%%EOF"
    ).encode("latin-1")


def encrypted(document: bytes) -> bytes:
    """A PDF that asks for a password."""
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%b)/U(%b)/P -44>>/ID[(%b)(%b)]" % (b"x" * 32, b"y" * 32, b"a", b"a")
    return document.replace(b"trailer<<", b"trailer<<" + lock)


BUILDERS: Mapping[str, Callable[[str], bytes]] = {
    "docx": docx,
    "epub": epub,
    "mhtml": mhtml,
    "odt": odt,
    "pdf": pdf,
    "rtf": rtf,
}
"""What makes a file of a format out of text."""
