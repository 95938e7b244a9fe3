"""The pages over a corpus that tries to be more than text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from search.model import Heading, Kind, Paragraph, Section, Source, Statement
from tests.indexes import write_index
from tests.servers import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from search.analysis import Analyzer

HOSTILE = "2015-04-20-joint-statement"
LATER = "2018-11-04-joint-statement"
SCRIPT = "<script>alert(1)</script>"


def _statement(identifier: str, *texts: str) -> Statement:
    paragraphs = tuple(
        Paragraph(identifier, number, text, label=f"{SCRIPT}{number}", section=Heading("一", f"合作{SCRIPT}"))
        for number, text in enumerate(texts, 1)
    )
    return Statement(
        id=identifier,
        title=f"联合声明{SCRIPT}",
        kind=Kind.JOINT_STATEMENT,
        source=Source(f"x{SCRIPT}.html", "0" * 64, url="javascript:alert(1)", publisher=SCRIPT),
        paragraph_count=len(paragraphs),
        date=date.fromisoformat(identifier[:10]),
        place=SCRIPT,
        parties=("中国", SCRIPT),
        sections=(Section("一", f"合作{SCRIPT}", 1, len(paragraphs)),),
        signature=SCRIPT,
        lead=SCRIPT,
        paragraphs=paragraphs,
    )


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[TestClient]:
    """A client of two statements whose every text holds a script."""
    directory = tmp_path_factory.mktemp("hostile")
    statements = [
        _statement(HOSTILE, f"双方同意深化命运共同体{SCRIPT}内涵。", "javascript:alert(1) 友好合作"),
        _statement(LATER, f"双方同意打造命运共同体{SCRIPT}。", "\" onmouseover='alert(1)' 友好合作"),
    ]
    write_index(statements, directory, analyzer)
    with client_of(directory) as client:
        yield client


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[TestClient]:
    """A client of more statements than a chart has bars, none of them from 2011."""
    directory = tmp_path_factory.mktemp("many")
    days = [f"{year}-01-{day:02}" for year in (2010, 2012, 2013) for day in range(1, 16)]
    statements = [_statement(f"{day}-joint-statement", "友好合作" if "2012" not in day else "互利") for day in days]
    write_index(statements, directory, analyzer)
    with client_of(directory) as client:
        yield client
