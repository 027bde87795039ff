"""Package: members of the file, their types, what refers to what; and then each part.

Belongs here: the file as a whole (ECMA-376 part 2) and its order. Does not belong here: sheets (sheets), the other parts (parts).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tests.publish.excel.limits import ADDRESS, LINK, MAIN, PACKAGE, TARGET, TYPES
from tests.publish.excel.parts import book_faults, note_faults, property_faults, style_faults, table_faults
from tests.publish.excel.sheets import Sheet

Relations = dict[str, tuple[str, str, bool]]
"""Id → type, target and whether it lies outside of the file."""


def faults_of(path: Path) -> list[str]:
    """All that Excel would mend or refuse in a workbook."""
    with zipfile.ZipFile(path) as file:
        return list(_faults(file))


def _faults(file: zipfile.ZipFile) -> Iterator[str]:
    names = file.namelist()
    for name, n in Counter(name.casefold() for name in names).items():
        if n > 1:
            yield f"{name}: {n} members of this name"
    if broken := file.testzip():
        yield f"{broken}: does not match its checksum"
    types = _types(file)
    for name in names:
        ending = name.rpartition(".")[2]
        if name != "[Content_Types].xml" and f"/{name}" not in types and ending not in types:
            yield f"{name}: has no content type"
    for part in types:
        if part.startswith("/") and part[1:] not in names:
            yield f"{part}: has a content type and is not there"
    for name in names:
        if name.endswith((".xml", ".rels", ".vml")) and not name.startswith("xl/worksheets/sheet"):
            try:
                ElementTree.fromstring(file.read(name))
            except ElementTree.ParseError as error:
                yield f"{name}: {error}"
                return
    for name in names:
        if name.endswith(".rels"):
            yield from _relation_faults(name, names, related(file, _owner(name)))
    yield from _book(file)


def _types(file: zipfile.ZipFile) -> dict[str, str]:
    """Part (``/xl/…``) or ending → content type."""
    root = ElementTree.fromstring(file.read("[Content_Types].xml"))
    endings = {e.attrib["Extension"]: e.attrib["ContentType"] for e in root.iter(f"{TYPES}Default")}
    return endings | {e.attrib["PartName"]: e.attrib["ContentType"] for e in root.iter(f"{TYPES}Override")}


def _owner(relations: str) -> str:
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def related(file: zipfile.ZipFile, part: str) -> Relations:
    """What a part refers to."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in file.namelist():
        return {}
    return {
        f"{relation.attrib['Id']}" + (f" ({n})" if n else ""): (
            relation.attrib["Type"].rpartition("/")[2],
            relation.attrib["Target"],
            relation.get("TargetMode") == "External",
        )
        for relation, n in _numbered(ElementTree.fromstring(file.read(place)))
    }


def _numbered(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, int]]:
    """Each relation and how many had its id before."""
    seen: Counter[str] = Counter()
    for relation in root.iter(f"{PACKAGE}Relationship"):
        yield relation, seen[relation.attrib["Id"]]
        seen[relation.attrib["Id"]] += 1


def place_of(part: str, target: str) -> str:
    """The member that a part's target names."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _relation_faults(name: str, names: list[str], relations: Relations) -> Iterator[str]:
    for at, (kind, target, is_outside) in relations.items():
        if at.endswith(")"):
            yield f"{name}: two relations {at}"
        if not is_outside and place_of(_owner(name), target) not in names:
            yield f"{name}: {target} is not there"
        if is_outside and kind == "hyperlink" and not (TARGET.fullmatch(target) and len(target) <= ADDRESS):
            yield f"{name}: no relative, encoded address: {target}"


def _book(file: zipfile.ZipFile) -> Iterator[str]:
    book = ElementTree.fromstring(file.read("xl/workbook.xml"))
    relations = related(file, "xl/workbook.xml")
    sheets = [(sheet.attrib["name"], sheet.attrib[f"{LINK}id"]) for sheet in book.iter(f"{MAIN}sheet")]
    yield from book_faults(book)
    yield from property_faults(file)
    styles = ElementTree.fromstring(file.read("xl/styles.xml"))
    yield from style_faults(styles)
    named = {name for name, _ in sheets}
    for name, relation in sheets:
        if relation not in relations:
            yield f"{name}: no relation {relation}"
            continue
        part = place_of("xl/workbook.xml", relations[relation][1])
        own = related(file, part)
        sheet = Sheet(name, styles, {key for key, (kind, _, _) in own.items() if kind == "hyperlink"}, named)
        with file.open(part) as stream:
            yield from sheet.faults(stream)
        for kind, target, _ in own.values():
            if kind == "comments":
                yield from note_faults(name, ElementTree.fromstring(file.read(place_of(part, target))))
            if kind == "table":
                table = ElementTree.fromstring(file.read(place_of(part, target)))
                yield from table_faults(name, table, sheet.heads)
