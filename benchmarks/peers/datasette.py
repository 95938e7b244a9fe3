"""Datasette on SQLite's FTS5, which indexes blank-separated words, not substrings.

A leaf is queried as the phrase of its words in a column with the segmented paragraph. It misses matches that are
segmented differently, so its totals are lower than ours. It is measured with its defaults, and in immutable mode, which
is faster. Facets and suggested facets are off.
https://docs.datasette.io/en/stable/full_text_search.html, https://docs.datasette.io/en/stable/json_api.html
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from benchmarks.peers.peer import WANTED, Answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from benchmarks.peers.corpus import Corpus
    from benchmarks.peers.queries import Query

_TABLES = """
create table paragraphs (number integer primary key, id text, text text, words text);
create virtual table paragraphs_fts using fts5(words, content="paragraphs", content_rowid="number");
"""
"""Datasette finds a table's FTS table by its `content`, in double quotes; otherwise it ignores `_search`."""

_MILLISECONDS = 60_000
"""The time limit of a query; some exceed the default of 1,000 on 100,000 paragraphs."""


def datasette_program() -> str | None:
    """The path of Datasette from the variable `DATASETTE`, else from `PATH`; None if it is not installed."""
    return shutil.which(os.environ.get("DATASETTE", "datasette"))


@dataclass(frozen=True, slots=True)
class Datasette:
    """Datasette, with its defaults or in immutable mode. `program` is its path."""

    program: str | None
    immutable: bool = False
    alive: str = "/-/versions.json"
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return "datasette-immutable" if self.immutable else "datasette"

    @property
    def settings(self) -> str:
        done = subprocess.run([str(self.program), "--version"], capture_output=True, text=True, check=True)  # noqa: S603
        return f"{done.stdout.strip()}, {'immutable' if self.immutable else 'mutable'} file, FTS5 over words"

    @property
    def missing(self) -> str:
        if self.program:
            return ""
        return (
            "datasette is not installed (pip install datasette, elsewhere than here, and DATASETTE=path/to/datasette)"
        )

    def write(self, corpus: Corpus, folder: Path) -> None:
        with closing(sqlite3.connect(folder / "peers.db")) as database, database:
            database.executescript(_TABLES)
            rows = ((text.id, text.printed, text.segmented) for text in corpus.texts)
            database.executemany("insert into paragraphs (id, text, words) values (?, ?, ?)", rows)
            database.execute("insert into paragraphs_fts (paragraphs_fts) values ('rebuild')")
            database.execute("insert into paragraphs_fts (paragraphs_fts) values ('optimize')")

    def command(self, folder: Path, port: int) -> list[str]:
        settings = {"sql_time_limit_ms": _MILLISECONDS, "suggest_facets": "off"}
        given = [part for name, value in settings.items() for part in ("--setting", name, str(value))]
        address = ["--host", "127.0.0.1", "--port", str(port)]
        file = ["--immutable"] if self.immutable else []
        return [str(self.program), "serve", *file, str(folder / "peers.db"), *address, *given]

    def path(self, query: Query) -> str:
        phrases = " ".join(f'"{" ".join(leaf)}"' for leaf in query.leaves)
        off = "_nofacet=1&_nosuggest=1"
        return f"/peers/paragraphs.json?_search={quote_plus(phrases)}&_size={WANTED}&_col=text&_shape=objects&{off}"

    def read(self, body: bytes) -> Answer:
        found = json.loads(body)
        return Answer(found["filtered_table_rows_count"], tuple(row["text"] for row in found["rows"]))
