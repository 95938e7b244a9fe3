"""Streaming bodies: JSON Lines, and text joined into chunks large enough for a packet."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

_CHUNK_CHARACTERS = 16_384


def json_lines(items: Iterable[BaseModel]) -> Iterator[str]:
    """One JSON object per line (JSON Lines)."""
    for item in items:
        yield item.model_dump_json() + "\n"


def encode_chunks(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts concatenated in UTF-8, in chunks; a lone surrogate becomes a question mark."""
    pending: list[str] = []
    characters = 0
    for text in texts:
        pending.append(text)
        characters += len(text)
        if characters >= _CHUNK_CHARACTERS:
            yield _encoded(pending)
            pending, characters = [], 0
    yield _encoded(pending)


def _encoded(texts: list[str]) -> bytes:
    return "".join(texts).encode("utf-8", "replace")
