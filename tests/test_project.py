"""What the repository promises about itself."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from itertools import chain
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_exact_versions_with_hashes_and_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    requirements = [entry for entry in re.split(r"(?<!\\)\n", text) if entry]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[a-z0-9-]+==[^\s;]+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_what_runs_is_part_of_what_is_tested() -> None:
    run, dev = ({line for line in path.read_text().splitlines() if "==" in line} for path in (LOCKS[2], LOCKS[1]))
    assert run <= dev


SEEDS = {
    "000_37bacd8318c0a246.txt": ("fd97cd", 3844),
    "004_ca055b5930d6a553.txt": ("f58138", 30237),
}


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_as_it_was_received(name: str) -> None:
    digest, size = SEEDS[name]
    data = (ROOT / "seeds" / name).read_bytes()
    assert (sha256(data).hexdigest()[:6], len(data)) == (digest, size)


def test_every_command_of_make_is_in_its_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    for target in phony.split():
        assert target == "help" or f"'make {target}" in makefile


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
GLOSSARY = re.findall(r"^\| (?P<term>[^|]+) \|", ARCHITECTURE.split("\n## Glossary\n")[1], re.MULTILINE)[1:]
_PATH = re.compile(r"`((?:[\w.-]+/)+|(?:[\w.-]+/)*[\w-]+\.(?:py|md|txt|toml|html|json|po))`")
"""`search/match_spans.py`, `search/engines/`, `pyproject.toml`. Not: `current`, `.jsonl`, `/v1/search`"""


def paths_in(page: str) -> list[str]:
    """The files and folders that a page names in the type of code, each once."""
    return list(dict.fromkeys(_PATH.findall(page)))


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMED = [(page.name, path) for page in PAGES for path in paths_in(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "path"), NAMED)
def test_what_a_page_names_exists(page: str, path: str) -> None:
    assert (ROOT / path).exists(), page
    assert (ROOT / path).is_dir() == path.endswith("/")


IMPORTS = [
    (f"{package}.{importer}", f"{package}.{imported}")
    for package, lines in re.findall(r"^    subgraph (\w+)\n(.*?)^    end$", ARCHITECTURE, re.MULTILINE | re.DOTALL)
    for importer, imported in re.findall(r"^ +(\w+) --> (\w+)$", lines, re.MULTILINE)
]


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Who imports whom."""
    return grimp.build_graph("app", "indexer", "search", cache_dir=None)


@pytest.mark.parametrize(("importer", "imported"), IMPORTS)
def test_an_arrow_of_the_architecture_is_an_import(importer: str, imported: str, imports: grimp.ImportGraph) -> None:
    importers = {importer, *imports.find_descendants(importer)}
    inside = {imported, *imports.find_descendants(imported)}
    assert any(inside & imports.find_modules_directly_imported_by(each) for each in importers)


def test_the_diagram_shows_each_package() -> None:
    assert {importer.partition(".")[0] for importer, _ in IMPORTS} == {"app", "indexer", "search"}


def test_every_recipe_names_where_to_work() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert [recipe.split()[:3] for recipe in recipes] == [
        ["Add", "a", "reader"],
        ["Add", "an", "engine"],
        ["Add", "a", "route"],
        ["Add", "a", "suggestion"],
        ["Change", "how", "text"],
    ]
    assert all(len(paths_in(recipe)) >= 6 for recipe in recipes)


_NAME = re.compile(r"`(\w+)(?:\.(\w+))?(?:\([^`]*\))?`")
"""`ok_response`, `Block.cut`, `problems(…)`. Not: `engine ==`, `parts.box` of a template"""


def test_what_a_recipe_calls_by_name_is_in_a_file_that_it_names() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for recipe in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        named = [ROOT / path for path in paths_in(recipe)]
        files = chain.from_iterable(path.rglob("*.py") if path.is_dir() else [path] for path in named)
        sources = "\n".join(path.read_text(encoding="utf-8") for path in files)
        placeholders = {"NAME", "NAME_answer"}
        names = {name for names in _NAME.findall(_PATH.sub(" ", recipe)) for name in names if name} - placeholders
        assert len(names) >= 3, recipe
        assert sorted(name for name in names if not re.search(rf"\b{name}\b", sources)) == []


def test_the_architecture_names_every_package_and_every_module_beside_them() -> None:
    rooms = [ROOT / name for name in ("app", "indexer", "search")]
    packages = {f"{path.parent.relative_to(ROOT)}/" for room in rooms for path in room.rglob("__init__.py")}
    modules = {f"{path.relative_to(ROOT)}" for room in rooms for path in room.glob("[!_]*.py")}
    named = paths_in(ARCHITECTURE)
    within = {f"{parent}/" for path in named for parent in Path(path).parents}  # a package of a module that is named
    assert packages | modules <= {*named, *within}


def test_the_glossary_is_short_and_has_each_term_once() -> None:
    assert 20 <= len(GLOSSARY) <= 30
    assert len(set(GLOSSARY)) == len(GLOSSARY)


CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_license_is_the_one_that_is_declared() -> None:
    license_text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    (author,) = PROJECT["authors"]
    assert license_text.startswith(f"{PROJECT['license']} License\n")
    assert re.search(rf"^Copyright \(c\) \d{{4}} {author['name']}$", license_text, re.MULTILINE)


def test_the_changelog_has_the_version_below_what_is_unreleased() -> None:
    assert re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)[:2] == ["Unreleased", PROJECT["version"]]
    assert "### Added" in CHANGELOG.split("\n## ")[1]


def test_the_changelog_says_nothing_twice() -> None:
    entries = re.findall(r"^\* (.+(?:\n  .+)*)", CHANGELOG, re.MULTILINE)
    assert len(entries) == len(set(entries))


DECISIONS = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
RECORDS = {title: text for title, _, text in (each.partition("\n") for each in DECISIONS.split("\n### ")[1:])}


@pytest.mark.parametrize("title", RECORDS)
def test_a_decision_has_its_context_and_its_consequence(title: str) -> None:
    assert re.findall(r"^\*\*(\w+)\.\*\* ", RECORDS[title], re.MULTILINE) == ["Context", "Decision", "Consequence"]
    superseded = re.findall(r"Superseded by \"([^\"]+)\"", RECORDS[title])
    assert set(superseded) <= set(RECORDS)


def test_no_two_decisions_have_one_title() -> None:
    assert len(RECORDS) == DECISIONS.count("\n### ")
