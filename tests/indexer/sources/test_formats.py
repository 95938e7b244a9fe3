"""Files that are no plain text: read with their places, or refused by name with the way out."""

from __future__ import annotations

import sys
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import UnreadableSourceError
from indexer.sources import read_bytes
from indexer.sources.word_numbers import in_numerals
from tests.indexer.sources import built
from tests.indexer.sources.laws import assert_lawful

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def compound(stream: str) -> bytes:
    return COMPOUND + stream.encode("utf-16-le") + b"\0" * 64


@pytest.mark.parametrize(
    ("data", "name", "way_out"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "a PNG image", "OCR", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image", "OCR", id="JPEG"),
        pytest.param(b"GIF89a\1\0", "a GIF image", "OCR", id="GIF"),
        pytest.param(b"II*\0\x08\0\0\0", "a TIFF image", "OCR", id="TIFF"),
        pytest.param(b"RIFF\1\2\3\4WEBPVP8 ", "a WebP image", "OCR", id="WebP"),
        pytest.param(compound("WordDocument"), "a Word 97 file", "DOCX", id="Word 97"),
        pytest.param(compound("Workbook"), "an Excel 97 file", "CSV", id="Excel 97"),
        pytest.param(compound("PowerPoint Document"), "a PowerPoint 97 file", "PDF", id="PowerPoint 97"),
        pytest.param(compound("EncryptedPackage"), "an encrypted Office document", "password", id="encrypted DOCX"),
        pytest.param(compound(""), "an old Office version", "DOCX", id="another compound file"),
        pytest.param(built.zipped({"a.txt": "甲"}), "a zip archive", "unpack", id="zip"),
        pytest.param(built.zipped({"xl/workbook.xml": "<a/>"}), "an Excel workbook", "CSV", id="XLSX"),
        pytest.param(built.zipped({"ppt/presentation.xml": "<a/>"}), "a PowerPoint presentation", "PDF", id="PPTX"),
        pytest.param(b"PK\x03\x04" + b"\0" * 40, "damaged", "get the file again", id="a broken zip"),
        pytest.param(b"Rar!\x1a\x07\0", "an RAR archive", "unpack", id="RAR"),
        pytest.param(b"7z\xbc\xaf\x27\x1c\0\4", "a 7-Zip archive", "unpack", id="7-Zip"),
        pytest.param(b"\x1f\x8b\x08\0", "a gzip file", "unpack", id="gzip"),
        pytest.param(b"bplist00\xd1", "a Safari web archive", "HTML", id="webarchive"),
        pytest.param(b"CAJ\0\0", "a CAJ file", "PDF", id="CAJ"),
        pytest.param(b"%!PS-Adobe-3.0\n", "a PostScript file", "PDF", id="PostScript"),
        pytest.param(b"SQLite format 3\0", "an SQLite database", "CSV", id="SQLite"),
        pytest.param(b"\\documentclass{article}\n", "LaTeX source", "pandoc", id="LaTeX"),
        pytest.param(b"\0\0\0\x18ftypmp42", "an MPEG-4 recording", "text", id="MP4"),
        pytest.param(b"\x7fELF\2\1\1\0", "a program", "documents", id="ELF"),
        pytest.param(b"version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer", "git lfs pull", id="LFS"),
        pytest.param("<svg xmlns='x'><text>甲</text></svg>".encode(), "a drawing (SVG)", "text", id="SVG"),
        pytest.param(built.pdf(""), "a PDF of 1 page without text", "OCR", id="a scan"),
        pytest.param(built.encrypted(built.pdf("甲")), "a PDF that is encrypted", "password", id="encrypted PDF"),
        pytest.param(built.pdf("甲")[:300], "a PDF that is damaged", "get it again", id="PDF cut short"),
        pytest.param(
            built.pdf_of([[(40, 500, "双方同意")]], named=False), "do not name the characters", "OCR", id="font"
        ),
        pytest.param(built.docx(""), "a Word document (DOCX) without text", "", id="empty DOCX"),
        pytest.param(built.odt(""), "an OpenDocument text (ODT) without text", "", id="empty ODT"),
        pytest.param(b"Content-Type: image/png\r\n\r\nx", "a web archive or message", "HTML", id="a message"),
        pytest.param(b"{\\rtf1\\ansi }", "an RTF file without text", "", id="empty RTF"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_with_the_way_out(data: bytes, name: str, way_out: str) -> None:
    with pytest.raises(UnreadableSourceError) as error:
        read_bytes(data, name="a.txt")
    assert error.value.file == "a.txt"
    assert name in error.value.reason
    assert way_out in error.value.reason
    assert "binary" not in error.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "GIF图像格式的说明。双方同意。",
        "PK战结束。",
        "一份%PDF-1.7文件的签名是 %PDF-1.7，双方同意。",
        "来源: 新华社\n双方同意。",
        "Note: MIME-Version: 1.0\n双方同意。",
        "BMW公司表示同意。",
        "MZ集团同意。",
        "<协定>双方同意。",
    ],
)
def test_a_text_that_names_a_format_is_a_text(text: str) -> None:
    reading = read_bytes(text.encode(), name="x")
    assert (reading.form, reading.container) == ("text", None)


PARAGRAPHS = [
    "双方高度评价中巴经济走廊建设取得的进展，同意继续加强务实合作。",
    "中方愿同Pakistan落实Belt and Road Initiative。",
]


@pytest.mark.parametrize("form", sorted(built.BUILDERS))
@given(
    # Each once: PDFium takes a text without outlines that follows itself for one printed twice.
    lines=st.lists(
        st.sampled_from([*PARAGRAPHS, "一、政治关系", "（2018年11月4日，北京）"]), min_size=1, max_size=6, unique=True
    )
)
def test_every_word_of_a_document_is_read_in_every_format(form: str, lines: list[str]) -> None:
    document = "\n".join(lines)
    if form == "mhtml":
        document = "".join(f"<p>{line}</p>" for line in lines)
    reading = read_bytes(built.BUILDERS[form](document), name="x")
    assert reading.container == form
    assert_lawful(reading)
    assert words(block.text for block in reading.blocks) == words(lines)


def words(texts: object) -> str:
    return "".join("".join(text.split()) for text in texts)  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", sorted(built.BUILDERS))
@given(st.data())
def test_a_damaged_document_is_read_or_refused(form: str, data: st.DataObject) -> None:
    document = bytearray(built.BUILDERS[form]("双方同意。\n一、合作"))
    for _ in range(data.draw(st.integers(1, 6))):
        document[data.draw(st.integers(0, len(document) - 1))] = data.draw(st.integers(0, 255))
    document = document[: data.draw(st.integers(1, len(document)))]
    try:
        reading = read_bytes(bytes(document), name="x")
    except UnreadableSourceError:
        return
    assert_lawful(reading)


@pytest.mark.parametrize(
    ("form", "module", "called"),
    [
        ("pdf", "pypdfium2", "a PDF"),
        ("docx", "mammoth", "a Word document"),
        ("rtf", "striprtf.striprtf", "an RTF file"),
    ],
)
def test_a_missing_library_is_named_with_its_command(
    form: str, module: str, called: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UnreadableSourceError) as error:
        read_bytes(built.BUILDERS[form]("双方同意。"), name="x")
    assert error.value.reason.startswith(f"The file is {called}")
    assert error.value.reason.endswith("pip install 'gongbao[documents]'.")


@pytest.mark.parametrize(
    ("form", "document", "places"),
    [
        ("docx", "# 甲\n乙。\n1. 丙。", ["paragraph 1", "paragraph 2", "paragraph 3"]),
        ("odt", "# 甲\n乙。", ["paragraph 1", "paragraph 2"]),
        ("rtf", "甲\n乙。", ["paragraph 1", "paragraph 2"]),
        ("pdf", "甲。\f乙。", ["page 1", "page 2"]),
        ("epub", "# 甲\n乙。", ["O/nav.xhtml", "O/0.xhtml"]),
        ("mhtml", "<p>甲</p>", ["header", "part 1 (text/html)"]),
    ],
)
def test_a_document_without_offsets_says_where_its_text_stands(form: str, document: str, places: list[str]) -> None:
    reading = read_bytes(built.BUILDERS[form](document), name="x")
    assert [place.name for place in reading.places] == places
    starts = [place.start for place in reading.places]
    assert starts == sorted(starts)


def test_pages_without_text_are_told() -> None:
    reading = read_bytes(built.pdf("甲。\f\f乙。"), name="x.pdf")
    assert reading.warnings == (
        "x.pdf: Page 2 has no text; if there is some in pictures, run text recognition (OCR) first.",
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("{\\rtf1\\ansi\\ansicpg936 双方同意。\\par}".encode("gbk"), id="bytes of the code page"),
        pytest.param("{\\rtf1\\ansi\\ansicpg936 双方同意。\\par}".encode(), id="UTF-8"),
        pytest.param("\ufeff{\\rtf1\\ansi 双方同意。\\par}".encode(), id="UTF-8 with a mark"),
        pytest.param(rb"{\rtf1\ansi\ansicpg936 \'cb\'ab\'b7\'bd\'cd\'ac\'d2\'e2\'a1\'a3\par}", id="escaped bytes"),
        pytest.param(rb"{\rtf1\ansi\ansicpg950 \u21452?\u26041?\u21516?\u24847?\u12290?\par}", id="numbers"),
    ],
)
def test_rtf_is_read_however_its_characters_are_written(data: bytes) -> None:
    assert [block.text for block in read_bytes(data, name="x").blocks] == ["双方同意。"]


def test_a_message_is_read_and_its_other_parts_are_told() -> None:
    message = EmailMessage()
    message["Subject"] = "联合声明"
    message.set_content("双方同意加强合作。", charset="gb2312")
    message.add_attachment("双方重申。", filename="附件.txt")
    reading = read_bytes(message.as_bytes(), name="a.eml")
    assert (reading.metadata.title, [block.text for block in reading.blocks]) == ("联合声明", ["双方同意加强合作。"])
    assert len(reading.warnings) == 1
    assert reading.warnings[0].startswith("a.eml, part 2 (text/plain 附件.txt): The part is not read")
    assert_lawful(reading)


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("chineseCounting", ["一", "十", "十一", "二十", "一百零一", "一千零一十"]),
        ("decimal", ["1", "10", "11", "20", "101", "1010"]),
        ("upperRoman", ["I", "X", "XI", "XX", "CI", "MX"]),
        ("lowerLetter", ["a", "j", "k", "t", "wwww", "v" * 39]),
        ("decimalFullWidth", ["１", "１０", "１１", "２０", "１０１", "１０１０"]),
        ("cardinalText", ["1", "10", "11", "20", "101", "1010"]),
    ],
)
def test_word_s_numbers_are_written_as_word_prints_them(form: str, printed: list[str]) -> None:
    assert [in_numerals(number, form) for number in (1, 10, 11, 20, 101, 1010)] == printed
