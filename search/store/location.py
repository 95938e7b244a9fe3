"""The store at an address. The library of a cluster is imported when a cluster is first used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from search.errors import EngineMissingError
from search.store.local import LocalStore

if TYPE_CHECKING:
    from search.store.address import Address
    from search.store.protocol import Store

_CLUSTER = "search.store.cluster"


def store_at(address: Address) -> Store:
    """The store at an address.

    Raises `EngineMissingError` if the library for clusters is not installed, and `EngineError` if a file that the
    settings name cannot be read. No request is sent.
    """
    if isinstance(address, Path):
        return LocalStore(address)
    try:
        module = import_module(_CLUSTER)
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        message = "A cluster requires the library opensearch-py, which is not installed."
        raise EngineMissingError(message, hint="Run pip install 'gongbao[opensearch]' to install it.") from error
    return cast("Store", module.ClusterStore(address))
