"""The structure of the documents in docs/reading.md: each has what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.indexer.structure.readings import structured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.model import Paragraph, Statement

DOCUMENT = Path("docs/reading.md")
_PAIR = re.compile(
    r"^### (?P<family>[^\n]+)\n|^~~~(?P<form>\w+)\n(?P<document>.*?)\n~~~\n+~~~structure\n(?P<found>.*?)\n~~~$",
    re.MULTILINE | re.DOTALL,
)


def rows() -> Iterator[object]:
    family = ""
    for number, match in enumerate(_PAIR.finditer(DOCUMENT.read_text(encoding="utf-8"))):
        if match["family"]:
            family = match["family"]
        else:
            yield pytest.param(match["form"], match["document"], match["found"], id=f"{family}-{number}")


def told(statement: Statement) -> Iterator[str]:
    """What is found in a statement, a line each; what is not there has no line."""
    yield f"# {statement.title}"
    yield f"kind: {statement.kind}"
    if (day := statement.date or statement.date_printed) is not None:
        yield f"date: {day}"
    for name in ("published", "place", "lead"):
        if (value := getattr(statement, name)) is not None:
            yield f"{name}: {value}"
    if statement.coded_parties:
        yield "parties: " + ", ".join(f"{each.name} {each.code or '-'}" for each in statement.coded_parties)
    if statement.language != "zh":
        yield f"language: {statement.language}"
    yield from map(shown, statement.paragraphs)
    if statement.signature is not None:
        yield "signature: " + " / ".join(statement.signature.splitlines())


def shown(paragraph: Paragraph) -> str:
    path = " > ".join(" ".join(filter(None, (step.label, step.title))) for step in paragraph.path)
    parts = [f"[{path}]" if path else "", f"({' '.join(paragraph.speakers)})" if paragraph.speakers else ""]
    label = f"{paragraph.label} |" if paragraph.label else "|"
    return " ".join(filter(None, (label, paragraph.text, *parts)))


@pytest.mark.parametrize(("form", "document", "found"), list(rows()))
def test_a_document_has_the_structure_that_the_page_says(form: str, document: str, found: str) -> None:
    lines = [line for each in structured(document, f"x.{form}").statements for line in told(each)]
    assert "\n".join(lines) == found


def test_the_page_has_a_document_of_every_family() -> None:
    assert sum(1 for _ in rows()) >= 10
