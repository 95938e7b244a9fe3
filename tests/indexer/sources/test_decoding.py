"""Which bytes are text, and how the others are refused."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from indexer.errors import UnreadableSourceError
from indexer.sources import read, read_bytes
from indexer.sources.decoding import decode, reads_as_chinese

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = "双方高度评价中巴经济走廊建设取得的进展，同意继续加强各领域务实合作。"
TRADITIONAL = "雙方高度評價中巴經濟走廊建設取得的進展，同意繼續加強各領域務實合作。"
JAPANESE = "中国とパキスタンは共同声明を発表し、両国の戦略的協力関係を強化することで合意した。"
KOREAN = "중국과 파키스탄은 공동성명을 발표하고 양국의 전략적 협력 관계를 강화하기로 합의했다."
RUSSIAN = "Совместное заявление Китая и Пакистана о стратегическом партнёрстве."
FRENCH = "Déclaration conjointe: les deux parties réaffirment leur volonté de coopération à l'étranger."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(CHINESE.encode(), CHINESE, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + CHINESE.encode(), "\ufeff" + CHINESE, id="a mark is the first character"),
        pytest.param(("\ufeff" + CHINESE).encode("utf-16-be"), "\ufeff" + CHINESE, id="UTF-16 with a mark"),
        pytest.param(CHINESE.encode("gb18030"), CHINESE, id="GB18030"),
        pytest.param("中巴联合声明".encode("gb18030"), "中巴联合声明", id="GB18030, short"),
        pytest.param(
            b'<meta charset="big5">' + TRADITIONAL.encode("big5"),
            f'<meta charset="big5">{TRADITIONAL}',
            id="what the page declares",
        ),
        pytest.param(
            b"<meta charset=gb2312>" + f"朱镕基总理的访问。{CHINESE}".encode("gbk"),
            f"<meta charset=gb2312>朱镕基总理的访问。{CHINESE}",
            id="GB 2312 means GB18030",
        ),
        pytest.param(
            b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=utf-8'>" + CHINESE.encode("gb18030"),
            f"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=utf-8'>{CHINESE}",
            id="a wrong declaration",
        ),
        pytest.param(b"Joint statement", "Joint statement", id="ASCII"),
        pytest.param(("\ufeff" + CHINESE).encode("utf-32-le"), "\ufeff" + CHINESE, id="UTF-32 with a mark"),
        pytest.param("Joint statement".encode("utf-16-le"), "Joint statement", id="ASCII in UTF-16 without a mark"),
        pytest.param(CHINESE.encode("hz"), CHINESE, id="HZ"),
        pytest.param(b"a set ~{x}~ and ~{(}~}", "a set ~{x}~ and ~{(}~}", id="ASCII with the brackets of HZ"),
        pytest.param(
            "香港嘅聲明：".encode("big5hkscs") + TRADITIONAL.encode("big5"), f"香港嘅聲明：{TRADITIONAL}", id="HKSCS"
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="Big5"?>' + "聲明".encode("big5"),
            '<?xml version="1.0" encoding="Big5"?>聲明',
            id="what XML declares",
        ),
    ],
)
def test_text_is_decoded(data: bytes, text: str) -> None:
    assert decode(data, name="x") == text


CHINESE_ENCODINGS = ["gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", CHINESE_ENCODINGS)
@pytest.mark.parametrize("newline", ["", "\n", "\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        TRADITIONAL,
        "中華人民共和國和甲共和國聯合聲明",
        "一、雙方重申相互支持。（2015年4月20日，北京）",
        "中国政府和巴基斯坦政府关于CPEC的2015年协定",
    ],
)
def test_chinese_text_is_read_in_the_encoding_it_reads_best_in(line: str, newline: str, encoding: str) -> None:
    text = newline.join([line, "", line])
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return  # Big5 has no Simplified characters
    assert decode(data, name="x") == text


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        pytest.param(b"", "the whole file", "is empty", id="nothing"),
        pytest.param(" \t\r\n　\xa0\ufeff".encode(), "the whole file", "is empty", id="blanks"),
        pytest.param(b"PK\x03\x05", "byte 2", "it contains the control character 0x03", id="a control character"),
        pytest.param("中\0国".encode(), "byte 3", "it contains a NUL byte", id="a NUL in UTF-8"),
        pytest.param(b"abc\0", "byte 3", "it contains a NUL byte", id="a NUL"),
        pytest.param("双\x01".encode("gb18030") + CHINESE.encode("gb18030"), "byte 2", "binary", id="in its own bytes"),
        pytest.param(b"\xff\xfe\x00", "byte 2", "is not valid utf-16-le", id="half a unit of UTF-16"),
        pytest.param(b"\xff\xfe\x00\xd8", "byte 2", "is not valid utf-16-le", id="half a surrogate pair"),
        pytest.param(CHINESE.encode() + b"\xff", "byte 102", "is UTF-8 up to here", id="UTF-8 and a bad byte"),
        pytest.param(CHINESE.encode()[:-1], "byte 99", "is UTF-8 up to here", id="UTF-8 cut off"),
        pytest.param(JAPANESE.encode("shift_jis"), "byte 0", "that reads as Chinese", id="Shift-JIS"),
        pytest.param(JAPANESE.encode("euc_jp"), "byte 0", "that reads as Chinese", id="EUC-JP"),
        pytest.param(KOREAN.encode("euc_kr"), "byte 0", "that reads as Chinese", id="EUC-KR"),
        pytest.param(RUSSIAN.encode("koi8-r"), "byte 0", "that reads as Chinese", id="KOI8-R"),
        pytest.param(FRENCH.encode("latin-1"), "byte 1", "that reads as Chinese", id="Latin-1"),
        pytest.param(b'<meta charset="hex">\xd6', "byte 20", "is UTF-8 up to here", id="a codec that is no encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, place: str, reason: str) -> None:
    with pytest.raises(UnreadableSourceError) as error:
        read_bytes(data, name="seeds/x.txt")
    assert (error.value.file, error.value.place) == ("seeds/x.txt", place)
    assert reason in error.value.reason


def test_mojibake_does_not_read_as_chinese() -> None:
    assert reads_as_chinese(CHINESE)
    assert not reads_as_chinese(CHINESE[:32].encode().decode("gb18030", "ignore"))


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"12345678")
    assert read(path, name="x", limit=8).text == "12345678"
    with pytest.raises(UnreadableSourceError, match=r"The file has 8 bytes; the limit for a document is 7\."):
        read(path, name="x", limit=7)


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(UnreadableSourceError, match="has 1099511627776 bytes"):
        read(path, name="x")


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    fifo, bound = tmp_path / "fifo", tmp_path / "socket"
    os.mkfifo(fifo)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(bound))
        for path in (tmp_path, fifo, bound, tmp_path / ".." / ".." / ".." / "dev" / "null"):
            with pytest.raises(UnreadableSourceError) as error:
                read(path, name="x")
            assert error.value.place == "the whole file"


def test_a_file_that_is_gone_or_closed_to_us_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="No such file"):
        read(tmp_path / "gone", name="x")
    with pytest.raises(UnreadableSourceError, match="path is invalid"):
        read(tmp_path / "a\0b", name="x")
    looped, under_a_file = tmp_path / "looped", tmp_path / "file" / "x.txt"
    looped.symlink_to(looped)
    under_a_file.parent.write_text("x", encoding="utf-8")
    with pytest.raises(UnreadableSourceError, match="symbolic links"):
        read(looped, name="x")
    with pytest.raises(UnreadableSourceError, match="Not a directory"):
        read(under_a_file, name="x")
    closed = tmp_path / "closed"
    closed.write_text("x", encoding="utf-8")
    closed.chmod(0)
    if not os.access(closed, os.R_OK):  # root may read everything
        with pytest.raises(UnreadableSourceError, match="Permission denied"):
            read(closed, name="x")
