"""Every setting of the server: its type, its default, and what it is for.

A setting comes from the command line, else from the environment variable `GONGBAO_` + its name in capitals, else it
has its default. `docs/settings.md` lists them.
"""

from enum import StrEnum
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from search.query.parser import QueryLimits
from search.searcher import Limits

ENVIRONMENT_PREFIX = "GONGBAO_"


class LogLevel(StrEnum):
    """The least weighty events that are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseSettings):
    """What the server is started with. Frozen: read once, handed down."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, frozen=True)

    index: Path = Field(Path(".index"), description="The index directory; its `current` generation serves.")
    host: str = Field("127.0.0.1", min_length=1, description="The address to listen on; `0.0.0.0` is every address.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one and logs it.")
    log_level: LogLevel = Field(
        LogLevel.INFO, description="The least weighty events to log: `debug`, `info`, `warning`, `error`."
    )
    query_characters: int = Field(500, ge=1, description="The most characters that `q` may have.")
    query_leaves: int = Field(32, ge=1, description="The most runs and quotations that a query may have.")
    query_levels: int = Field(
        16, ge=1, le=100, description="How deep parentheses and negations may stand inside one another."
    )
    occurrences_bound: int = Field(
        10_000, ge=0, description="Occurrences are counted up to this many matching paragraphs, then `null`."
    )

    def limits(self) -> Limits:
        """The limits that a search keeps to."""
        query = QueryLimits(characters=self.query_characters, leaves=self.query_leaves, levels=self.query_levels)
        return Limits(query=query, occurrences_bound=self.occurrences_bound)
