"""Commands that a page of the documentation shows, with the answers it shows."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT = Path(__file__).parents[1]


class Shown(NamedTuple):
    """An example on the page: what is typed, and what is shown of the answer."""

    command: str
    language: str
    answer: str


_SHOWN = re.compile(r"```sh\n(curl [^\n]+)\n```\n+```(json|http|text)\n(.*?)\n```", re.DOTALL)


def shown_on(page: str) -> list[Shown]:
    """Every command of a page. AssertionError if one has no answer below it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = [Shown(*groups) for groups in _SHOWN.findall(text)]
    assert len(found) == text.count("```sh\ncurl "), f"{page}: a command without its answer"
    return found


def asked(client: TestClient, command: str) -> Any:  # noqa: ANN401  # httpx2's response
    """The answer to a curl command."""
    words = shlex.split(command)[1:]
    headers = {}
    address = words.pop().removeprefix("http://127.0.0.1:8000")
    while words:
        option = words.pop(0)
        if option == "-H":
            name, value = words.pop(0).split(": ", 1)
            headers[name] = value
        else:
            assert option in ("-s", "-si"), option
    return client.get(address, headers=headers)


def assert_shows(shown: Any, real: Any, where: str) -> None:  # noqa: ANN401  # any JSON
    """What the page shows is in the answer; … stands for what it leaves out."""
    if isinstance(shown, dict):
        assert isinstance(real, dict), where
        for key, value in shown.items():
            if key != "…":
                assert key in real, f"{where}.{key}"
                assert_shows(value, real[key], f"{where}.{key}")
    elif isinstance(shown, list):
        assert isinstance(real, list), where
        cut = shown[-1:] == ["…"]
        wanted = shown[:-1] if cut else shown
        assert len(real) > len(wanted) if cut else len(real) == len(wanted), where
        for index, value in enumerate(wanted):
            assert_shows(value, real[index], f"{where}[{index}]")
    elif isinstance(shown, str) and "…" in shown:
        assert re.fullmatch(".*".join(map(re.escape, shown.split("…"))), str(real), re.DOTALL), (where, real)
    else:
        assert shown == real, (where, real)


def assert_answered(client: TestClient, shown: Shown) -> None:
    """The command is answered as the page shows."""
    answer = asked(client, shown.command)
    if shown.language == "json":
        assert answer.status_code < 500
        assert_shows(json.loads(shown.answer), answer.json(), "answer")
        return
    if shown.language == "text":
        assert answer.status_code == 200
        assert_shows(shown.answer, answer.text.removesuffix("\n"), "answer")
        return
    head, _, body = shown.answer.partition("\n\n")
    first, *lines = head.splitlines()
    assert first.split()[1] == str(answer.status_code)
    for line in lines:
        name, value = line.split(": ", 1)
        assert_shows(value, answer.headers[name], name)
    if body:
        assert_shows(json.loads(body), answer.json(), "answer")
