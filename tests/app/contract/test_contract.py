"""The service keeps to its own OpenAPI document, and the document changes only on purpose."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from app.main import create_app
from app.settings import Settings
from tests.shown import ROOT

HERE = Path(__file__).parent
SNAPSHOT = HERE / "openapi.json"


def test_schemathesis_finds_nothing_with_all_checks_on(address: str, tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
        *("--config-file", str(HERE / "schemathesis.toml")),
        *("run", f"{address}/openapi.json", "--checks", "all", "--no-color"),
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.app.contract.hooks", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, **hooks}, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_document_is_the_one_that_was_agreed_on() -> None:
    """To agree on a change: `python -m tests.app.contract.test_contract`, and look at the difference."""
    assert document() == SNAPSHOT.read_text(encoding="utf-8")


def document() -> str:
    """The OpenAPI document as the snapshot has it."""
    return json.dumps(create_app(Settings()).openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{SNAPSHOT.relative_to(ROOT)} written\n")
