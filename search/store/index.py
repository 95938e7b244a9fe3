"""An open index and everything that it takes to ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.engines.protocol import Engine
    from search.phrase_dictionary import PhraseDictionary


@dataclass(frozen=True, slots=True)
class Index:
    """The engine that finds, the analyzer that it was written with, and the phrases of what is indexed."""

    engine: Engine
    analyzer: Analyzer
    phrases: PhraseDictionary
