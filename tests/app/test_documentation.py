"""What is documented is so, and what is so is documented."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import pytest
from pydantic import TypeAdapter

from app import VERSION
from app.api.problems import MEANINGS, Code, Problem
from app.api.schemas.statements import Body
from app.main import create_app
from app.middleware import observability
from app.settings import ENVIRONMENT_PREFIX, Settings
from tests.shown import ROOT, Shown, assert_answered, shown_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel
    from starlette.testclient import TestClient

DOCUMENT = create_app(Settings()).openapi()
API_PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
OPERATIONS = {path: methods["get"] for path, methods in DOCUMENT["paths"].items()}


def parameters() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every parameter of every address."""
    for path, operation in OPERATIONS.items():
        for parameter in operation.get("parameters", ()):
            yield path, parameter


def examples() -> Iterator[tuple[str, str, Any]]:
    """Every example of every query parameter, and the address it belongs to with its path filled in."""
    for path, parameter in parameters():
        if parameter["in"] == "query" and parameter["name"] != "cursor":  # one that runs cannot be known in advance
            for example in parameter["schema"]["examples"]:
                yield filled(path), parameter["name"], example


def filled(path: str) -> str:
    """The path with the examples of its own parameters, and those that it cannot do without."""
    parameters = [p for p in OPERATIONS[path].get("parameters", ()) if p["required"]]
    names = {p["name"]: p["example"] for p in parameters if p["in"] == "path"}
    query = urlencode({p["name"]: p["example"] for p in parameters if p["in"] == "query"}, doseq=True)
    return f"{path.format(**names)}?{query}".removesuffix("?")


def test_every_parameter_and_address_is_described_with_an_example() -> None:
    for operation in OPERATIONS.values():
        assert operation["summary"]
        assert operation["description"]
    for path, parameter in parameters():
        assert parameter["description"], (path, parameter["name"])
        assert parameter["schema"]["examples"], (path, parameter["name"])


def models(root: type[BaseModel] = Body) -> Iterator[type[BaseModel]]:
    """Every model of an answer."""
    for model in root.__subclasses__():
        yield model
        yield from models(model)


@pytest.mark.parametrize("model", [*dict.fromkeys(models()), Problem], ids=lambda model: model.__name__)
def test_every_field_is_described_with_an_example_that_fits(model: type[BaseModel]) -> None:
    assert model.__doc__
    schema = model.model_json_schema()
    for name, field in model.model_fields.items():
        assert field.description, name
        nested = "$ref" in json.dumps(schema["properties"][name]) and name not in ("kind", "speakers", "code", "value")
        assert field.examples or nested, name
        value: Any = field.annotation
        for example in field.examples or ():
            TypeAdapter(value).validate_python(example)


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_address_answers_its_example(seeds_client: TestClient, path: str) -> None:
    assert seeds_client.get(filled(path)).status_code == 200


@pytest.mark.parametrize(("address", "name", "example"), list(examples()))
def test_every_example_of_a_parameter_finds_something(
    seeds_client: TestClient,
    address: str,
    name: str,
    example: Any,  # noqa: ANN401  # whatever the document says
) -> None:
    path, _, query = address.partition("?")
    needed: dict[str, Any] = dict(parse_qsl(query))
    if address == "/v1/concordance":
        needed["q"] = "合作"  # without words it has nothing to mark
    answer = seeds_client.get(path, params={**needed, name: example})
    assert answer.status_code == 200, answer.text
    if answer.headers["content-type"] == "application/json":
        body = answer.json()
        assert body.get("hits", body.get("items", body)), body
    else:
        assert len(answer.text.splitlines()) > 1 or "<entry>" in answer.text or "[EB/OL]" in answer.text


def test_every_problem_is_declared_as_one() -> None:
    for operation in OPERATIONS.values():
        assert "422" not in operation["responses"]
        for status, response in operation["responses"].items():
            if status >= "400":
                schema = response["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}
    assert "HTTPValidationError" not in DOCUMENT["components"]["schemas"]


def test_every_code_is_explained_where_its_type_leads(seeds_client: TestClient) -> None:
    page = seeds_client.get("/docs/errors").text
    assert set(MEANINGS) == set(Code)
    for code in Code:
        assert f'id="{code}"' in page
        assert f"`{code}`" in API_PAGE


def test_the_documentation_asks_no_other_host(seeds_client: TestClient) -> None:
    answer = seeds_client.get("/docs")
    assert "'self'" in answer.headers["content-security-policy"]
    assert "//" not in re.sub(r"<!--.*?-->", "", answer.text)
    for asset in re.findall(r'(?:href|src)="([^"]+)"', answer.text):
        assert seeds_client.get(asset).status_code == 200
    assert seeds_client.get("/openapi.json").json() == DOCUMENT


def test_the_version_is_that_of_the_project() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def _shown(default: object) -> str:
    """A default as it would be written into the environment."""
    if default == ():
        return "(empty)"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def test_every_setting_is_listed_and_nothing_else() -> None:
    options = ("index", "host", "port", "workers")
    rows = [
        f"| `{ENVIRONMENT_PREFIX}{name.upper()}` | {f'`--{name}` ' if name in options else ''}"
        f"| {_shown(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    listed = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in listed if line.startswith("| `")] == rows


def test_the_page_on_settings_names_the_logger_of_requests() -> None:
    assert f"one record of `{observability.logger.name}`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_parameter_and_address_is_on_the_page() -> None:
    for path in OPERATIONS:
        assert f"{path}`" in API_PAGE or f"{path}?" in API_PAGE, path
    for _, parameter in parameters():
        assert f"`{parameter['name']}`" in API_PAGE, parameter["name"]


SHOWN = [(page, shown) for page in ("README.md", "docs/api.md") for shown in shown_on(page)]


@pytest.mark.parametrize(("page", "shown"), SHOWN, ids=[f"{page} {shown.command}" for page, shown in SHOWN])
def test_what_a_page_shows_is_what_is_answered(seeds_client: TestClient, page: str, shown: Shown) -> None:
    assert page
    assert_answered(seeds_client, shown)
