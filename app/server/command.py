"""The command line of the server: it reads the settings, starts logging and serves the index."""

from __future__ import annotations

import argparse
import gc
from typing import TYPE_CHECKING, NoReturn

from pydantic import ValidationError

from app.logs import start_logging
from app.server.launch import serve
from app.settings import ENVIRONMENT_PREFIX, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_USAGE_ERROR = 2


class _Parser(argparse.ArgumentParser):
    """An argument parser whose error messages are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(_USAGE_ERROR, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until a signal stops the server."""
    parser = _arguments()
    given = {name: text for name, text in vars(parser.parse_args(arguments)).items() if text is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        parser.error(_complaint(error, given))
    start_logging(settings)
    if settings.workers > 1:
        gc.enable()  # this process opens no index; it supervises the workers that do
    serve(settings, given)


def _arguments() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m app", description="Serve the index over HTTP.", allow_abbrev=False)
    for name in ("host", "port", "index", "workers"):
        field = Settings.model_fields[name]
        parser.add_argument(f"--{name}", help=f"{field.description} Default: {field.default}")
    return parser


def _complaint(error: ValidationError, given: Mapping[str, str]) -> str:
    """The errors in the settings, each under the name by which it was set."""
    complaints = []
    for each in error.errors():
        name = str(each["loc"][0])
        source = f"The option --{name} " if name in given else f"The variable {ENVIRONMENT_PREFIX}{name.upper()}="
        reason = each["msg"].removeprefix("Value error, ")
        complaints.append(f"{source}{each['input']} is invalid: {reason}.")
    return " ".join(complaints)
