"""The spelling of the few paragraphs that have one of their own (`analysis.spelling`), in a file beside the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = "spellings.json"
_spellings_json = TypeAdapter(dict[int, str])


def write_spellings(directory: Path, spellings: Mapping[int, str]) -> None:
    """Write the spellings by the number of the paragraph."""
    (directory / _NAME).write_bytes(_spellings_json.dump_json(dict(spellings)))


def read_spellings(directory: Path) -> dict[int, str]:
    """The spellings by the number of the paragraph. OSError or ValueError when they cannot be read."""
    return _spellings_json.validate_json((directory / _NAME).read_bytes())
