"""An open index with its analyzer and phrases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.catalog import Catalog
    from search.engines.protocol import Engine
    from search.phrase_dictionary import PhraseDictionary


@dataclass(frozen=True, slots=True)
class Index:
    """The engine, the analyzer that the index was written with, the phrases of the corpus, and its catalog."""

    engine: Engine
    analyzer: Analyzer
    phrases: PhraseDictionary
    catalog: Catalog
