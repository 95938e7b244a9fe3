"""Static assets. The name of each has the digest of its content, so that clients may cache it forever."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ASSETS_PATH = "/assets"

_TYPES = {"pages.css": "text/css", "pages.js": "text/javascript", "icon.svg": "image/svg+xml"}
"""The files, and their media types."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file."""

    address: str
    content: bytes
    media_type: str


def read_assets() -> Mapping[str, Asset]:
    """The assets by file name. Their addresses contain the digest of their bytes."""
    return {name: _asset(name, media_type) for name, media_type in _TYPES.items()}


def _asset(name: str, media_type: str) -> Asset:
    content = files("app.web").joinpath("assets", name).read_bytes()
    digest = blake2b(content, digest_size=8).hexdigest()
    return Asset(f"{ASSETS_PATH}/{digest}-{name}", content, media_type)
