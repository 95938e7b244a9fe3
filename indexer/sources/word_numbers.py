"""The numbers that Word prints before paragraphs and keeps apart from their text: 一、 or 第一条 of a numbered list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indexer.sources.archive import Archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    """How the paragraphs of a level are numbered: 第%1条 counts from `start` in the numerals of `form`."""

    form: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _List:
    """A list of numbered paragraphs; those of one `abstract` count on."""

    abstract: str
    levels: Mapping[int, _Level]


def with_printed_numbers(archive: Archive, data: bytes) -> bytes:
    """The document with the printed number in the text of every numbered paragraph, unchanged where it has none."""
    if _NUMBERING not in archive.names or _DOCUMENT not in archive.names:
        return data
    document = archive.xml(_DOCUMENT)
    lists = _lists(archive.xml(_NUMBERING))
    of_styles = _numbered_styles(archive.xml(_STYLES)) if _STYLES in archive.names else {}
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for paragraph in document.iter(f"{_W}p"):
        number = _taken(paragraph, of_styles)
        if number is not None and number[0] in lists:
            printed = _printed(lists[number[0]], number[1], counts)
            _put_before(paragraph, printed)
    return _rewritten(archive, etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True))


def _value(element: etree._Element | None, default: str = "") -> str:
    return default if element is None else element.get(f"{_W}val", default)


def _lists(numbering: etree._Element) -> dict[str, _List]:
    abstract = {
        each.get(f"{_W}abstractNumId", ""): {
            int(level.get(f"{_W}ilvl", "0")): _level(level) for level in each.iter(f"{_W}lvl")
        }
        for each in numbering.iter(f"{_W}abstractNum")
    }
    found = {}
    for each in numbering.iter(f"{_W}num"):
        of = _value(each.find(f"{_W}abstractNumId"))
        levels = dict(abstract.get(of, {}))
        overridden = False
        for override in each.iter(f"{_W}lvlOverride"):
            at = int(override.get(f"{_W}ilvl", "0"))
            own = override.find(f"{_W}lvl")
            start = override.find(f"{_W}startOverride")
            level = _level(own) if own is not None else levels.get(at)
            if level is not None:
                levels[at] = _Level(level.form, level.text, _number(_value(start), level.start))
                overridden = True
        number = each.get(f"{_W}numId", "")
        found[number] = _List(f"num {number}" if overridden else of, levels)
    return found


def _level(element: etree._Element) -> _Level:
    return _Level(
        _value(element.find(f"{_W}numFmt"), "decimal"),
        _value(element.find(f"{_W}lvlText")),
        _number(_value(element.find(f"{_W}start")), 1),
    )


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _numbered_styles(styles: etree._Element) -> dict[str, tuple[str, int]]:
    """The lists and levels of styles whose paragraphs are numbered."""
    found = {}
    for style in styles.iter(f"{_W}style"):
        number = style.find(f"{_W}pPr/{_W}numPr")
        if number is not None:
            found[style.get(f"{_W}styleId", "")] = _list_and_level(number)
    return found


def _list_and_level(number: etree._Element) -> tuple[str, int]:
    return _value(number.find(f"{_W}numId"), "0"), _number(_value(number.find(f"{_W}ilvl")), 0)


def _taken(paragraph: etree._Element, of_styles: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """The list and level of a paragraph, whose number is taken out of its properties."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return None
    number = properties.find(f"{_W}numPr")
    if number is None:
        return of_styles.get(_value(properties.find(f"{_W}pStyle")))
    found = _list_and_level(number)
    properties.remove(number)
    return found


def _printed(list_: _List, level: int, counts: defaultdict[str, dict[int, int]]) -> str:
    """The number of the next paragraph of a level; the levels below begin anew."""
    counted = counts[list_.abstract]
    if level not in list_.levels:
        return ""
    counted[level] = counted.get(level, list_.levels[level].start - 1) + 1
    for below in [each for each in counted if each > level]:
        del counted[below]
    text = list_.levels[level].text
    for each in range(level + 1):
        if each in list_.levels:
            number = counted.get(each, list_.levels[each].start)
            text = text.replace(f"%{each + 1}", in_numerals(number, list_.levels[each].form))
    return text if list_.levels[level].form not in {"bullet", "none"} else ""


def _put_before(paragraph: etree._Element, printed: str) -> None:
    if not printed or not any(text.strip() for text in paragraph.itertext(f"{_W}t")):
        return
    run = etree.Element(f"{_W}r")
    text = etree.SubElement(run, f"{_W}t")
    text.text = printed if printed.endswith(("、", "）", ")", "：")) else f"{printed} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    properties = paragraph.find(f"{_W}pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def in_numerals(number: int, form: str) -> str:
    """A number in the numerals that Word calls `form`, in digits where they are not known here."""
    return _FORMS.get(form, str)(number)


def _chinese(number: int) -> str:
    """A number below 10,000 as it is counted in Chinese: 一, 十二, 一百零三."""
    if not 0 < number < 10_000:
        return str(number)
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += _DIGITS[digit] + name
        elif written and number % unit and not written.endswith("零"):
            written += "零"
    return written[1:] if 10 <= number < 20 else written


def _letters(number: int) -> str:
    """a, b … z, aa, bb, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


_FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircleChinese": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if number <= 20 else str(number),
}
"""Word's names of numerals; any other is written in digits."""


def _rewritten(archive: Archive, document: bytes) -> bytes:
    """The archive with another document in it."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as written:
        for part in archive.names:
            if not part.endswith("/"):
                written.writestr(part, document if part == _DOCUMENT else archive.part(part))
    return out.getvalue()
