"""`python -m app`: serve the index over HTTP.

Exits with 0 when asked to stop (SIGINT, SIGTERM), with 2 when called wrongly, with 3 when the port is taken.
"""

from __future__ import annotations

import argparse
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

import uvicorn
from pydantic import ValidationError

from app.logs import start_logging
from app.main import create_app
from app.settings import ENVIRONMENT_PREFIX, Settings
from app.wire import LenientProtocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GRACE_SECONDS = 10
"""How long requests may go on after the server has been asked to stop."""

_USAGE_ERROR = 2


class _Parser(argparse.ArgumentParser):
    """Complains in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(_USAGE_ERROR, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until asked to stop."""
    parser = _arguments()
    given = {name: text for name, text in vars(parser.parse_args(arguments)).items() if text is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        parser.error(_complaint(error, given))
    start_logging(settings)
    # uvicorn stops gracefully, then raises the signal again; what it would end with is 143 otherwise.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=LenientProtocol,
        ws="none",
        log_config=None,
        access_log=False,  # uvicorn's prints query strings; ours is `app.observation`
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _arguments() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m app", description="Serve the index over HTTP.", allow_abbrev=False)
    for name in ("host", "port", "index"):
        field = Settings.model_fields[name]
        parser.add_argument(f"--{name}", help=f"{field.description} Default: {field.default}")
    return parser


def _complaint(error: ValidationError, given: Mapping[str, str]) -> str:
    """What is wrong with the settings, each by the name under which it was given."""
    complaints = []
    for each in error.errors():
        name = str(each["loc"][0])
        source = f"--{name} " if name in given else f"{ENVIRONMENT_PREFIX}{name.upper()}="
        complaints.append(f"{source}{each['input']}: {each['msg']}")
    return "; ".join(complaints)


if __name__ == "__main__":
    main()
