"""Every word of the pages is there in every language, and every sentence of the API that a page retells."""

from __future__ import annotations

import doctest
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.web import highlighting, localization
from app.web.highlighting import translate_message
from app.web.localization import Language, catalog, preferred
from app.web.rendering import read_pages

if TYPE_CHECKING:
    from types import ModuleType

TEMPLATES = Path(str(files("app.web"))) / "templates"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")  # %(num)s, {leaf}; not { leaf }


def messages() -> set[str]:
    """Every message in the templates; of those with a plural, the singular."""
    options = {"**.html": {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"}}
    found = extract_from_dir(TEMPLATES, [("**.html", "jinja2")], options)
    return {message if isinstance(message, str) else str(message[0]) for _, _, message, _, _ in found}


def test_the_catalog_has_every_message_and_no_other() -> None:
    with (TEMPLATES.parent / "locale/zh/LC_MESSAGES/messages.po").open("rb") as file:
        held = read_po(file, locale="zh")
    singular = {each.id if isinstance(each.id, str) else each.id[0]: each for each in held if each.id}
    assert singular.keys() == messages()
    for message, each in singular.items():
        text = each.string if isinstance(each.string, str) else "".join(each.string or ())
        assert text, message
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(message)), message


def test_a_catalog_is_compiled_from_its_source() -> None:
    assert catalog(Language.CHINESE).gettext("Search") == "检索"
    assert catalog(Language.ENGLISH).gettext("Search") == "Search"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ([], Language.CHINESE),
        ([""], Language.CHINESE),
        (["*"], Language.CHINESE),
        (["en"], Language.ENGLISH),
        (["EN-us"], Language.ENGLISH),
        (["zh-TW,en"], Language.CHINESE),
        (["en;q=0.4", "zh;q=0.5"], Language.CHINESE),
        (["ur, en;q=0.1"], Language.ENGLISH),
        (["en;q=0"], Language.CHINESE),
        (["en;q=much"], Language.CHINESE),
        (["english"], Language.CHINESE),
    ],
)
def test_the_language_of_a_reader(accepted: list[str], language: Language) -> None:
    assert preferred(accepted) == language


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The quotation mark “ is never closed.", "引号 “ 没有闭合。"),
        ("The quotation mark is never closed.", None),
        ("The quotation mark “ is never closed, it seems.", None),
    ],
)
def test_a_sentence_is_retold_with_what_changes_in_it(sentence: str, told: str | None) -> None:
    message_translations = [("The quotation mark {sign} is never closed.", "引号 {sign} 没有闭合。")]
    assert translate_message(sentence, message_translations) == told


@pytest.mark.parametrize("language", list(Language))
def test_every_message_is_translated_with_what_stands_in_it(language: Language) -> None:
    module = (
        read_pages()
        .environments[language]
        .get_template("message_translations.html")
        .make_module({"language": language})
    )
    translations = module.MESSAGE_TRANSLATIONS  # type: ignore[attr-defined]  # what the template sets
    assert translations
    for message, translation in translations:
        assert translate_message(message.format_map(Echo()), translations), message
        assert "%%" not in translation
        assert not set(PLACEHOLDER.findall(translation)) - set(PLACEHOLDER.findall(message))


class Echo(dict[str, str]):
    """Something to stand in every place of a message."""

    def __missing__(self, name: str) -> str:
        """What stands in the place of the name."""
        return f"%{name}"


@pytest.mark.parametrize("module", [localization, highlighting], ids=lambda module: module.__name__)
def test_the_examples_hold(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed
