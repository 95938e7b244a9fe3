"""What the settings take, and what they refuse."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.server.command import main
from app.settings import Settings

ORIGINS: list[tuple[str, tuple[str, ...]]] = [
    ("", ()),
    (" , ", ()),
    ("*", ("*",)),
    ("https://a.example", ("https://a.example",)),
    ("https://a.example, http://localhost:3000,", ("https://a.example", "http://localhost:3000")),
    ("HTTPS://A.Example", ("https://a.example",)),
    ("http://[::1]:8080", ("http://[::1]:8080",)),
    ("http://127.0.0.1:5173", ("http://127.0.0.1:5173",)),
    ("https://xn--fiqs8s.example", ("https://xn--fiqs8s.example",)),
    ("moz-extension://1b2c", ("moz-extension://1b2c",)),
    ("http://a.example:443", ("http://a.example:443",)),
]

NO_ORIGINS = [
    "a.example",
    "//a.example",
    "https://",
    "https://a.example/",
    "https://a.example/page",
    "https://a.example?x",
    "https://a.example#x",
    "https://user@a.example",
    "https://*.example",
    "https://a.example:port",
    "https://a.example:443",
    "http://a.example:80",
    "https://中国.example",
    "https://a.example https://b.example",
    "null",
    '["https://a.example"]',
]


@pytest.mark.parametrize(("text", "origins"), ORIGINS)
def test_origins_are_read_as_people_write_them(
    text: str, origins: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGBAO_CORS_ORIGINS", text)
    assert Settings().cors_origins == origins


@pytest.mark.parametrize("text", NO_ORIGINS)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Settings(cors_origins=("https://a.example", text))


WRONG = [
    ("CORS_ORIGINS", "https://a.example,b.example", "b.example is not an origin"),
    ("CORS_ORIGINS", "https://a.example:443", "leave it out"),
    ("LOG_FORMAT", "xml", "'json' or 'text'"),
    ("LOG_QUERIES", "perhaps", "boolean"),
    ("SEARCHES_AT_ONCE", "0", "greater than or equal to 1"),
    ("SEARCHES_AT_ONCE", "33", "less than or equal to 32"),
    ("QUERY_SECONDS", "0", "greater than 0"),
    ("QUERY_SECONDS", "inf", "finite"),
    ("QUERY_SECONDS", "nan", "finite"),
]


@pytest.mark.parametrize(("name", "value", "reason"), WRONG)
def test_a_value_that_cannot_be_used_is_refused_in_one_line_with_its_name(
    name: str, value: str, reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"GONGBAO_{name}", value)
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"python -m app: The variable GONGBAO_{name}=")
    assert reason in line
