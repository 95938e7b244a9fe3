"""The settings of the server: types, defaults and descriptions.

A value comes from the command line, else from the environment variable `GONGBAO_` + its name in capitals, else from the
default. `docs/settings.md` lists them.
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from search.interpretation import Limits
from search.query.parser import QueryLimits
from search.store.address import ClusterAddress, parse_address

ENVIRONMENT_PREFIX = "GONGBAO_"

ANY_ORIGIN = "*"
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
# https://a.example, http://[::1]:8080; not a.example, https://a.example/ or https://a.example/page
_DEFAULT_PORTS = frozenset((("http", 80), ("https", 443)))
"""Default ports, which browsers omit from an origin: an origin with one would never match."""


def _separated(value: object) -> object:
    """The items of a comma-separated list, stripped."""
    if isinstance(value, str):
        return tuple(item.strip() for item in value.split(",") if item.strip())
    return value


def _origin(text: str) -> str:
    """The origin as browsers send it (RFC 6454, 6.2), in small letters."""
    origin = text.lower()
    if origin == ANY_ORIGIN:
        return origin
    if not _ORIGIN.fullmatch(origin):
        raise ValueError(f"{text} is not an origin; write only scheme and host, for example https://example.org, or *")
    parts = urlsplit(origin)
    if (parts.scheme, parts.port) in _DEFAULT_PORTS:
        raise ValueError(f"browsers leave out the default port of {text}; leave it out too")
    return origin


_SEARCHES_AT_ONCE_MAX = 32
"""The thread pool has 40 threads; some must remain free to reject a search or to read a paragraph."""

Origins = Annotated[
    tuple[Annotated[str, AfterValidator(_origin)], ...],
    NoDecode,  # the environment variable is a comma-separated list, not JSON
    BeforeValidator(_separated),
]


def _address(value: object) -> object:
    """The folder or the cluster that a text names."""
    return parse_address(value) if isinstance(value, str) else value


Location = Annotated[Path | ClusterAddress, BeforeValidator(_address)]


class LogLevel(StrEnum):
    """The level from which events are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """The format of log lines."""

    JSON = "json"
    TEXT = "text"


class Settings(BaseSettings):
    """The settings of the server, read once at startup and passed down. Frozen."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT_PREFIX, frozen=True)

    index: Location = Field(
        Path(".index"),
        description="The index: a folder, or a cluster as `opensearch+https://host:9200,host2:9200/prefix`.",
    )
    host: str = Field("127.0.0.1", min_length=1, description="The address to listen on; `0.0.0.0` is every address.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one and logs it.")
    workers: int = Field(
        1, ge=1, le=64, description="How many processes answer; they share the index, and each follows new ones."
    )
    log_level: LogLevel = Field(
        LogLevel.INFO, description="The least weighty events to log: `debug`, `info`, `warning`, `error`."
    )
    log_format: LogFormat = Field(
        LogFormat.JSON, description="A line of the log is an object for programs, `json`, or `text` for people."
    )
    log_queries: bool = Field(
        default=False,
        description="Whether the line of a request also has its query string, which says what somebody looks for.",
    )
    cors_origins: Origins = Field(
        (),
        description="Origins whose web pages may read the answers, with commas between: `https://a.example,"
        "http://localhost:3000`; `*` is every page; empty is none.",
    )
    searches_at_once: int = Field(
        16, ge=1, le=_SEARCHES_AT_ONCE_MAX, description="How many searches may work at once; more get 503. Up to 32."
    )
    cache_megabytes: int = Field(
        16,
        ge=0,
        le=4096,
        description="How many megabytes of answers each process keeps for who asks the same; 0: none.",
    )
    query_seconds: float = Field(
        5.0, gt=0, allow_inf_nan=False, description="How many seconds one search may work before it is stopped."
    )
    query_characters: int = Field(500, ge=1, description="The most characters that `q` may have.")
    query_leaves: int = Field(32, ge=1, description="The most runs and quotations that a query may have.")
    query_levels: int = Field(
        16, ge=1, le=100, description="How deep parentheses and negations may stand inside one another."
    )
    query_distance: int = Field(100, ge=0, description="The most characters that `NEAR/n` may bridge.")
    occurrences_bound: int = Field(
        10_000, ge=0, description="Occurrences are counted up to this many matching paragraphs, then `null`."
    )

    def limits(self) -> Limits:
        """The limits on a search."""
        query = QueryLimits(
            characters=self.query_characters,
            leaves=self.query_leaves,
            levels=self.query_levels,
            distance=self.query_distance,
        )
        return Limits(query=query, occurrences_bound=self.occurrences_bound, seconds=self.query_seconds)
