"""Groonga's own HTTP server, as an exact substring search over the same text as ours.

It indexes our comparable text, not the text as it is shown: that is folded already, and so it needs no normalizer.
Without one TokenBigram makes pairs of all neighbouring characters, across punctuation, letters and digits too, and a
query of two characters or more is a phrase of pairs: exactly the paragraphs that have the string. (With a normalizer it
keeps letters, digits and signs together as one token.) One character alone would be looked up as the beginning of
pairs, which is why no query here has only one.
https://groonga.org/docs/reference/tokenizers/token_bigram.html

The index is made after the rows are loaded, which is quicker and leaves it denser; answers are not cached, and a query
without hits is not searched in another way. Hits come in the order of rows, unsorted, which is Groonga's quickest.
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
    """Where Groonga is, if it is installed."""
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
            done = subprocess.run(  # noqa: S603  a program that was looked up
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
    rows = ({"id": text.id, "text": text.shown, "compared": text.compared} for text in texts)
    yield "[" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "]"
    yield from _INDEX


def _check(printed: bytes) -> None:
    """RuntimeError for a command that Groonga did not do: it says so and goes on."""
    for line in printed.decode().splitlines():
        if json.loads(line)[0][0]:
            raise RuntimeError(f"Groonga did not do what it was told: {line}")


def _version(program: str | None) -> str:
    """`Groonga 13.0.0`, of a line that goes on with how it was built."""
    done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.partition(" [")[0]
