"""Records of JSON: a document a line, or a paragraph a line as `/v1/export` writes them.

A line is one of two objects. One with `paragraphs` is a document:
`{"id": "…", "date": "2015-04-20", "title": "…", "paragraphs": ["…", "…"]}`. One with `text` and `statement` is a
paragraph with all that is known of its statement.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from indexer.sources.blocks import Block
from indexer.sources.json_positions import Member, UnusableError, items, members, runs
from indexer.sources.lines import Line, Lost
from indexer.sources.metadata import first_day_in
from search.model import Heading, Kind, Section, Speaker, Statement, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = re.compile(r"\.(?:jsonl|ndjson|json)(?:\.gz)?$", re.IGNORECASE)
"""news.jsonl, news.jsonl.gz, statement.json. Not: news.json.txt"""

_BETWEEN_PARTIES = re.compile(r"[、，,；;]")
_ROLES = {"date": "date", "lead": "lead", "signature": "signature"}


@dataclass(frozen=True, slots=True)
class Record:
    """A document as a line gives it. Blocks have their places in the file; what the line does not say is None.

    `characters` counts those of the line by what they are, title and paragraphs apart. `id` is what the line calls the
    document.
    """

    line: int
    title: Block | None
    paragraphs: tuple[Block, ...]
    id: str | None = None
    date: datetime.date | None = None
    published: datetime.date | None = None
    kind: Kind | None = None
    place: str | None = None
    url: str | None = None
    publisher: str | None = None
    editor: str | None = None
    language: str | None = None
    lead: str | None = None
    signature: str | None = None
    parties: tuple[str, ...] | None = None
    sections: tuple[Section, ...] = ()
    characters: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an exported paragraph stands in the file that it was first read from."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Exported:
    """A line of an export: a paragraph, and its statement without paragraphs."""

    number: int
    text: str
    source: Place
    statement: Statement
    label: str | None = None
    section: Heading | None = None
    speakers: tuple[Speaker, ...] = ()
    path: tuple[Step, ...] = ()


_exported = TypeAdapter(Exported)
_sections = TypeAdapter(tuple[Section, ...])


def read_line(line: Line) -> Record | Exported | Lost:
    """What a line holds."""
    try:
        return _read(line, members(line.text))
    except UnusableError as error:
        return Lost(line.number, str(error), len(line.text))
    except RecursionError:
        return Lost(line.number, "The record is nested too deeply; documents are flat objects.", len(line.text))
    except ValueError as error:
        return Lost(
            line.number, f"The record is not valid JSON ({_one_line(error)}); correct or remove it.", len(line.text)
        )


def _read(line: Line, given: Mapping[str, Member]) -> Record | Exported:
    if "paragraphs" in given:
        return _record(line, given)
    if "text" in given and "statement" in given:
        return _exported_paragraph(line.text)
    raise UnusableError(
        'The record has neither "paragraphs" nor "text" and "statement"; give every document its "paragraphs".'
    )


def _one_line(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}: character {error.pos}"
    return str(error).splitlines()[0][:200]


def _exported_paragraph(text: str) -> Exported:
    try:
        exported = _exported.validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        raise UnusableError(
            f"The record is not a line of an export ({where}: {first['msg']}); export it again."
        ) from error
    if not 1 <= exported.number <= exported.statement.paragraph_count:
        raise UnusableError(
            f"The record is paragraph {exported.number} of a statement that has "
            f"{exported.statement.paragraph_count}; export it again."
        )
    return exported


def _record(line: Line, given: Mapping[str, Member]) -> Record:
    values = _Values(line, given)
    return Record(
        line=line.number,
        title=values.block("title"),
        paragraphs=values.paragraphs(),
        id=values.identifier(),
        date=values.day("date"),
        published=values.day("published"),
        kind=values.kind(),
        place=values.text("place"),
        url=values.text("url"),
        publisher=values.text("publisher"),
        editor=values.text("editor"),
        language=values.text("language"),
        lead=values.text("lead"),
        signature=values.text("signature"),
        parties=values.parties(),
        sections=values.sections(),
        characters=values.characters(),
        warnings=tuple(values.warnings),
    )


class _Values:
    """The values of a document's line, asked for by name; what is strange about them gathers in `warnings`."""

    def __init__(self, line: Line, given: Mapping[str, Member]) -> None:
        self.warnings: list[str] = []
        self._line = line
        self._members = given

    def block(self, name: str) -> Block | None:
        """A string with its place; None if it is absent or blank."""
        member = self._members.get(name)
        if member is None or member.value is None:
            return None
        return self._block(f'"{name}"', member)

    def _block(self, called: str, member: Member) -> Block | None:
        text = _text(called, member.value)
        literal = self._line.text[member.start + 1 : member.end - 1]
        block = Block(tuple(runs(text, literal, self._line.start + member.start + 1))).strip()
        return block if block.runs else None

    def paragraphs(self) -> tuple[Block, ...]:
        """The paragraphs, blank ones left out."""
        if not isinstance(self._members["paragraphs"].value, list):
            raise UnusableError('The field "paragraphs" is not a list; give a list of strings.')
        listed = items(self._line.text, self._members["paragraphs"].start)
        blocks = [self._block(f"paragraph {number}", item) for number, item in enumerate(listed, 1)]
        if not any(blocks):
            raise UnusableError("The record has no paragraph; remove it, or give it text.")
        return tuple(block for block in blocks if block is not None)

    def identifier(self) -> str | None:
        """What the line calls the document, which need not be what we call it."""
        value = self._value("id")
        if isinstance(value, str):
            return _text('"id"', value)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else None

    def text(self, name: str) -> str | None:
        """A string of one field; what is no string is not used."""
        value = self._value(name)
        if value is None or isinstance(value, str):
            return _text(f'"{name}"', value).strip() or None if value else None
        self._not_used(name, "is not a string")
        return None

    def day(self, name: str) -> datetime.date | None:
        """The day that a field gives."""
        value = self._value(name)
        if value is None:
            return None
        text = _text(f'"{name}"', value)
        day = _iso_day(text) or first_day_in(text, compact=True)
        if day is None:
            self._not_used(name, f"is not a day of the calendar ({text[:40]!r})")
        return day

    def kind(self) -> Kind | None:
        """The kind that the line names."""
        name = self.text("kind")
        if name is None or name in set(Kind):
            return Kind(name) if name else None
        self._not_used("kind", f"is {name[:40]!r}, which is none of {', '.join(Kind)}")
        return None

    def parties(self) -> tuple[str, ...] | None:
        """The parties: a list of strings, or one string with signs between."""
        value = self._value("parties")
        if isinstance(value, str):
            value = _BETWEEN_PARTIES.split(value)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(_text('"parties"', each).strip() for each in value if each.strip()) or None
        if value is not None:
            self._not_used("parties", "is neither a string nor a list of strings")
        return None

    def sections(self) -> tuple[Section, ...]:
        """The headings and the paragraphs under each."""
        value = self._value("sections")
        if value is None:
            return ()
        try:
            sections = _sections.validate_json(json.dumps(value), strict=True)
        except ValueError:
            self._not_used("sections", "is not a list of {label, title, first, last}")
            return ()
        count = len(self._members["paragraphs"].value)
        if all(1 <= section.first <= section.last <= count for section in sections):
            return sections
        self._not_used("sections", f"points outside the paragraphs 1 to {count}")
        return ()

    def characters(self) -> dict[str, int]:
        """How many characters of the line are what, those of title and paragraphs apart."""
        counts: Counter[str] = Counter()
        for name, member in self._members.items():
            if name not in {"title", "paragraphs"}:
                counts[_ROLES.get(name, "furniture:field")] += member.end - member.start
        return dict(counts)

    def _value(self, name: str) -> Any:  # noqa: ANN401  JSON
        return self._members[name].value if name in self._members else None

    def _not_used(self, name: str, why: str) -> None:
        self.warnings.append(f'line {self._line.number}: The field "{name}" {why}; it is not used.')


def _text(called: str, value: object) -> str:
    """The value, which must be a string that can be written."""
    if not isinstance(value, str):
        raise UnusableError(f"The value of {called} is not a string; give a string.")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnusableError(f"The value of {called} contains a lone surrogate; write the whole character.") from error
    return value


def _iso_day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
