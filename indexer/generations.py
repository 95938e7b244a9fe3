"""Writes a new generation of an index beside the current one, checks it, and makes it current."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from indexer.errors import BuildError
from indexer.progress import NoProgress
from search.engines.protocol import Filters, Request
from search.errors import EngineError, GongbaoError, IndexUnavailableError, StoreError
from search.model import Kind, Statement
from search.phrase_dictionary import PhraseCounter
from search.query.nodes import Everything, Literal
from search.store.generation import SCHEMA_VERSION, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from indexer.progress import Progress
    from search.analysis import Analyzed, Analyzer
    from search.model import Paragraph
    from search.query.nodes import Node
    from search.store.protocol import Draft, Store

_statement_json = TypeAdapter(Statement)
_CHECKED_PARAGRAPHS = 5
"""The number of sample paragraphs, spread over the corpus, that a new generation must find."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a generation: statements with their analyzed paragraphs, in the order of ids.

    They are iterated once. `paragraphs` is their total number; `inputs` identifies the source files and the program
    that parsed them.
    """

    statements: Iterable[tuple[Statement, Sequence[Analyzed]]]
    inputs: str
    paragraphs: int


@contextmanager
def build_lock(store: Store) -> Iterator[None]:
    """Hold the build lock of the store, which is cleared of leftovers.

    Raises `BuildError` if another build is running, or if the store cannot be written.
    """
    with ExitStack() as held:
        try:
            held.enter_context(store.lock())
        except StoreError as error:
            raise BuildError(error.message) from error
        yield


def write_generation(
    contents: Contents, store: Store, *, engine: str, analyzer: Analyzer, progress: Progress | None = None
) -> Manifest:
    """The manifest of the new current generation, written from `contents`. The caller holds `build_lock`.

    Raises `BuildError` if there is nothing to index, or if the new index fails its checks; then the current generation
    stays, and the new one is removed.
    """
    if not contents.paragraphs:
        raise BuildError(f"There is nothing to index; any previous index in {store.address} stays in use.")
    try:
        draft = store.begin(engine, analyzer)
        try:
            written = _write(contents, draft, engine=engine, analyzer=analyzer, progress=progress or NoProgress())
            _check(store, draft.name, written, analyzer)
            store.commit(draft.name)
        finally:
            store.drop(draft.name)
    except (EngineError, StoreError) as error:
        raise BuildError(f"{error} {error.hint}".rstrip()) from error
    except OSError as error:
        raise BuildError(f"The index {store.address} cannot be written ({error}).") from error
    return written.manifest


def is_current(store: Store, *, inputs: str, engine: str, analyzer: Analyzer) -> bool:
    """Whether the current generation was built from these inputs by this program, and can be opened."""
    try:
        generation = store.open(store.current(), analyzer)
    except IndexUnavailableError:
        return False
    generation.close()
    manifest = generation.manifest
    return (manifest.inputs, manifest.engine, manifest.analyzer) == (inputs, engine, analyzer.fingerprint)


@dataclass(frozen=True, slots=True)
class _Written:
    """A generation that is written but not checked: its manifest, and sample paragraphs that it must find."""

    manifest: Manifest
    samples: tuple[Paragraph, ...]


def _write(contents: Contents, draft: Draft, *, engine: str, analyzer: Analyzer, progress: Progress) -> _Written:
    """Write the statements, phrases and manifest into the draft."""
    counter = PhraseCounter()
    sums = _Totals(f"{SCHEMA_VERSION} {analyzer.fingerprint}", max(1, contents.paragraphs // _CHECKED_PARAGRAPHS))
    progress.writing(contents.paragraphs)
    for statement, analyzed in contents.statements:
        draft.add(statement, analyzed)
        counter.add(analyzed, formulas=statement.kind is not Kind.NEWS)
        sums.add(statement)
        progress.written(len(analyzed))
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        engine=engine,
        analyzer=analyzer.fingerprint,
        inputs=contents.inputs,
        corpus_version=sums.version.hexdigest()[:12],
        statements=sums.statements,
        paragraphs=sums.paragraphs,
        characters=sums.characters,
        first=sums.first.isoformat() if sums.first else None,
        last=sums.last.isoformat() if sums.last else None,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        files={},
    )
    return _Written(draft.finish(counter.phrases(), manifest), tuple(sums.samples))


class _Totals:
    """Totals over the statements, and every `stride`th paragraph as a sample."""

    def __init__(self, form: str, stride: int) -> None:
        self.version = sha256(form.encode())
        self.statements = self.paragraphs = self.characters = 0
        self.first: date | None = None
        self.last: date | None = None
        self.samples: list[Paragraph] = []
        self._stride = stride
        self._seen = 0

    def add(self, statement: Statement) -> None:
        """Count a statement."""
        self.version.update(_statement_json.dump_json(statement))
        self.statements += 1
        self.paragraphs += statement.paragraph_count
        if statement.date is not None:
            self.first = min(self.first or statement.date, statement.date)
            self.last = max(self.last or statement.date, statement.date)
        for paragraph in statement.paragraphs:
            self.characters += len(paragraph.text)
            if self._seen % self._stride == 0:
                self.samples.append(paragraph)
            self._seen += 1


def _check(store: Store, name: str, written: _Written, analyzer: Analyzer) -> None:
    """Open the new index as a reader does, compare its counts, and find the sample paragraphs by their text."""
    manifest = written.manifest
    try:
        generation = store.open(name, analyzer)
    except GongbaoError as error:
        raise BuildError(f"The new index cannot be opened. {error}") from error
    engine = generation.engine
    try:
        scope = engine.scope(Filters())
        counts = manifest.statements, manifest.paragraphs
        if (scope.statements, scope.paragraphs) != counts:
            raise BuildError(
                f"The new index holds {scope.statements} statements and {scope.paragraphs} "
                f"paragraphs instead of {counts[0]} and {counts[1]}."
            )
        for paragraph in written.samples:
            request = Request(
                _whole_text(paragraph, analyzer),
                filters=Filters(statements=(paragraph.statement,)),
                limit=manifest.paragraphs,
            )
            if paragraph not in [hit.paragraph for hit in engine.search(request).hits]:
                raise BuildError(f"The new index does not find {paragraph.id} by its own text.")
    finally:
        generation.close()


def _whole_text(paragraph: Paragraph, analyzer: Analyzer) -> Node:
    """The node that matches the whole text of a paragraph; everything, if its comparable text is empty."""
    text = analyzer.comparable(paragraph.text).text
    return Literal(text) if text else Everything()
