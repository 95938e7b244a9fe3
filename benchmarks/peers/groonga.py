"""Groonga's HTTP server, as an exact substring search over the same text as ours.

It indexes our comparable text, which is folded already, so it needs no normalizer. Without one, TokenBigram produces
all character bigrams, also across punctuation, letters and digits, and a query of two or more characters is a phrase of
bigrams: it finds exactly the paragraphs with the string. (With a normalizer, runs of letters, digits or signs are
single tokens.) A single character would be a prefix search of bigrams, so no query here has only one.
https://groonga.org/docs/reference/tokenizers/token_bigram.html

The index is built after the rows are loaded, which is faster and yields a denser index; answers are not cached, and a
query without hits does not fall back to another search. Hits are in the order of rows, Groonga's fastest order.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.peers.peer import WANTED, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from benchmarks.peers.corpus import Corpus, Text
    from benchmarks.peers.queries import Query

_TABLE = (
    "table_create Paragraphs TABLE_NO_KEY",
    "column_create Paragraphs id COLUMN_SCALAR ShortText",
    "column_create Paragraphs text COLUMN_SCALAR ShortText",
    "column_create Paragraphs compared COLUMN_SCALAR ShortText",
)
_INDEX = (
    "table_create Pairs TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram",
    "column_create Pairs places COLUMN_INDEX|WITH_POSITION Paragraphs compared",
)


def groonga_program() -> str | None:
    """The path of Groonga; None if it is not installed."""
    return shutil.which("groonga")


@dataclass(frozen=True, slots=True)
class Groonga:
    """Groonga, by the path of its program."""

    program: str | None
    name: str = "groonga"
    alive: str = "/d/status"
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> str:
        return f"{_version(self.program)}, as many threads as cores, TokenBigram, unsorted, no cache, no log of queries"

    @property
    def missing(self) -> str:
        return "" if self.program else "groonga is not installed (apt-get install groonga-bin)"

    def write(self, corpus: Corpus, folder: Path) -> None:
        commands = folder / "commands"
        commands.write_text("\n".join(_commands(corpus.texts)), encoding="utf-8")
        with commands.open("rb") as given:
            done = subprocess.run(  # noqa: S603  a program found on PATH
                [str(self.program), "-n", str(folder / "db")], stdin=given, capture_output=True, check=True
            )
        _check(done.stdout)
        commands.unlink()

    def command(self, folder: Path, port: int) -> list[str]:
        address = ["--bind-address", "127.0.0.1", "--port", str(port)]
        log = ["--log-path", str(folder / "log")]
        return [str(self.program), "-s", "--protocol", "http", *address, *log, str(folder / "db")]

    def path(self, query: Query) -> str:
        where = f"match_columns=compared&query={quote(str(query))}&match_escalation=no"
        return f"/d/select?table=Paragraphs&{where}&limit={WANTED}&output_columns=id,text&cache=no"

    def read(self, body: bytes) -> Answer:
        (_, ((counts, _, *rows),)) = json.loads(body)
        return Answer(counts[0], tuple(text for _, text in rows))


def _commands(texts: Sequence[Text]) -> Iterator[str]:
    yield from _TABLE
    yield "load --table Paragraphs"
    rows = ({"id": text.id, "text": text.printed, "compared": text.comparable} for text in texts)
    yield "[" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "]"
    yield from _INDEX


def _check(printed: bytes) -> None:
    """Raise `RuntimeError` for a failed command, after which Groonga continues."""
    for line in printed.decode().splitlines():
        if json.loads(line)[0][0]:
            raise RuntimeError(f"Groonga did not do what it was told: {line}")


def _version(program: str | None) -> str:
    """The version, `Groonga 13.0.0`, without the build options that follow it."""
    done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.partition(" [")[0]
