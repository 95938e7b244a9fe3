"""Load on one server, made by wrk: requests one after another on several connections, no path asked for twice."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
TIMEOUT_SECONDS = 60
"""What takes longer counts as broken; long enough for a slow server to show how slow it is."""

_WALK = Path(__file__).with_name("walk.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What came of the requests of a few seconds. Latencies are milliseconds.

    `refused` answers had a status of 400 or more, `broken` requests had no answer; `asked` are lines of the file taken.
    """

    asked: int
    rate: float
    p50: float
    p99: float
    refused: int = 0
    broken: int = 0
    ran_out: bool = False

    @property
    def trouble(self) -> str:
        """What keeps the figures from counting; empty if nothing does."""
        said = {"refused": self.refused, "without an answer": self.broken}
        parts = [f"{count} {name}" for name, count in said.items() if count]
        return ", ".join([*parts, "asked twice"] if self.ran_out else parts)


def wrk_program() -> str | None:
    """Where wrk is, if it is installed."""
    return shutil.which("wrk")


def wrk_version(program: str) -> str:
    """`wrk debian/4.1.0-3`, of a line that goes on with its copyright."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.partition(" [")[0]  # it ends with 1 after saying its version


def measure(program: str, address: str, paths: Path, passed: int, seconds: int) -> Load:
    """Ask the server at `address` for the paths of a file, from the line after the first `passed`."""
    options = ["--threads", "1", "--connections", str(CONNECTIONS), "--timeout", f"{TIMEOUT_SECONDS}s"]
    command = [program, *options, "--duration", f"{seconds}s", "--script", str(_WALK), address, "--"]
    done = subprocess.run(  # noqa: S603  a program that was looked up, and our own script
        [*command, str(paths), str(passed)], capture_output=True, text=True, check=True
    )
    return read_load(done.stdout)


def read_load(printed: str) -> Load:
    """What wrk printed, of which our line is the last; ValueError where it is not."""
    line = printed.rstrip().rpartition("\n")[2]
    try:
        figures = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"wrk's last line is no figures of walk.lua: {line!r}") from error
    return Load(
        asked=figures["asked"],
        rate=figures["requests"] / (figures["microseconds"] / 1e6),
        p50=figures["p50"] / 1000,
        p99=figures["p99"] / 1000,
        refused=figures["refused"],
        broken=figures["broken"],
        ran_out=bool(figures["ran_out"]),
    )
