"""Parts beside the sheets: names of sheets and ranges, styles, notes, tables, properties.

Belongs here: what Excel demands of each. Does not belong here: cells (sheets), the file as a whole (package).
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.publish.excel.limits import (
    CELL_FORMATS,
    DECLARED,
    DEFINED_NAME,
    FONTS,
    FORMAT_CODE,
    IN_SHEET_NAME,
    MAIN,
    NUMBER_FORMATS,
    SHEET_NAME,
    TEXT,
    corners,
    units,
)

CREATED = "{http://purl.org/dc/terms/}created"
VECTOR = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}vector"


def book_faults(book: Element) -> Iterator[str]:
    """Names of sheets and ranges."""
    names = [sheet.attrib["name"] for sheet in book.iter(f"{MAIN}sheet")]
    for name, n in Counter(name.casefold() for name in names).items():
        if n > 1:
            yield f"{name}: {n} sheets of this name"
    for name in names:
        if not 1 <= units(name) <= SHEET_NAME or IN_SHEET_NAME.search(name) or name.strip("'") != name:
            yield f"{name}: no name of a sheet"
        if name.casefold() == "history":
            yield f"{name}: Excel keeps this name for itself"
    if len({sheet.attrib["sheetId"] for sheet in book.iter(f"{MAIN}sheet")}) != len(names):
        yield "two sheets of one sheetId"
    told: Counter[tuple[str, str | None]] = Counter()
    for defined in book.iter(f"{MAIN}definedName"):
        name, local = defined.attrib["name"], defined.get("localSheetId")
        told[name.casefold(), local] += 1
        if not DEFINED_NAME.fullmatch(name) or corners(name) is not None or len(name) > 255:
            yield f"{name}: no defined name"
        if local is not None and int(local) >= len(names):
            yield f"{name}: of sheet {local}, which is not there"
        for reference in (defined.text or "").split(","):  # columns and rows that are printed on every page
            yield from reference_faults(name, reference, names)
    yield from (f"{name}: defined {n} times" for (name, _), n in told.items() if n > 1)


def reference_faults(where: str, reference: str, names: Collection[str]) -> Iterator[str]:
    """A reference to cells of a sheet: quoted where its name is not a plain word, a quote in it doubled."""
    sheet, _, cells = reference.rpartition("!")
    plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    if plain not in names:
        yield f"{where}: {reference} names no sheet"
    elif not sheet.startswith("'") and not plain.isidentifier():
        yield f"{where}: {reference} needs quotes"
    whole = cells.replace("$", "")
    if corners(whole) is None and not all(side.isdigit() or side.isalpha() for side in whole.split(":")):
        yield f"{where}: {reference} is no range"


def style_faults(styles: Element) -> Iterator[str]:
    """Counts, formats that refer to nothing, number formats."""
    sizes = {}
    for kind, limit in (("fonts", FONTS), ("fills", 256), ("borders", 256), ("cellXfs", CELL_FORMATS)):
        group = styles.find(f"{MAIN}{kind}")
        sizes[kind] = 0 if group is None else len(group)
        if group is None or group.get("count") != str(len(group)):
            yield f"styles: {kind} counted wrong"
        if sizes[kind] > limit:
            yield f"styles: {sizes[kind]} {kind}"
    codes = {int(e.attrib["numFmtId"]): e.attrib["formatCode"] for e in styles.iter(f"{MAIN}numFmt")}
    if len(codes) > NUMBER_FORMATS or len(codes) != sum(1 for _ in styles.iter(f"{MAIN}numFmt")):
        yield "styles: too many number formats, or two of one id"
    for number, code in codes.items():
        if (
            number <= DECLARED
            or not 1 <= len(code) <= FORMAT_CODE
            or code.count('"') % 2
            or code.count(";") > 3
        ):
            yield f"styles: number format {number} {code}"
    for at, xf in enumerate(styles.findall(f"{MAIN}cellXfs/{MAIN}xf")):
        for key, kind in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            if int(xf.get(key, "0")) >= sizes[kind]:
                yield f"styles: format {at} has a {key} that is not there"
        number = int(xf.get("numFmtId", "0"))
        if number > DECLARED and number not in codes:
            yield f"styles: format {at} has the number format {number} that is not there"


def note_faults(sheet: str, notes: Element) -> Iterator[str]:
    """Notes: one for a cell, by an author that there is, not too long."""
    authors = sum(1 for _ in notes.iter(f"{MAIN}author"))
    at = Counter(note.attrib["ref"] for note in notes.iter(f"{MAIN}comment"))
    yield from (f"{sheet}: {n} notes at {ref}" for ref, n in at.items() if n > 1 or corners(ref) is None)
    for note in notes.iter(f"{MAIN}comment"):
        said = "".join(text.text or "" for text in note.iter(f"{MAIN}t"))
        if int(note.attrib["authorId"]) >= authors or not 1 <= units(said) <= TEXT:
            yield f"{sheet}: note at {note.attrib['ref']}"


def table_faults(sheet: str, table: Element, heads: dict[tuple[int, int], str]) -> Iterator[str]:
    """A table part: its range, and columns named as the cells of its header, each once."""
    area = corners(table.attrib["ref"])
    columns = [column.attrib["name"] for column in table.iter(f"{MAIN}tableColumn")]
    if area is None or area[0] == area[2] or len(columns) != area[3] - area[1] + 1:
        yield f"{sheet}: table {table.get('name')} does not fit its range"
        return
    if len({name.casefold() for name in columns}) != len(columns):
        yield f"{sheet}: two columns of one name in table {table.get('name')}"
    if columns != [heads.get((area[0], area[1] + n)) for n in range(len(columns))]:
        yield f"{sheet}: columns of table {table.get('name')} are not what its header says"


def property_faults(file: zipfile.ZipFile) -> Iterator[str]:
    """A time that Excel can read, titles as many as are said."""
    core = ElementTree.fromstring(file.read("docProps/core.xml"))
    for created in core.iter(CREATED):
        try:
            datetime.strptime(created.text or "", "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            yield f"docProps/core.xml: created {created.text}"
    for vector in ElementTree.fromstring(file.read("docProps/app.xml")).iter(VECTOR):
        if vector.get("size") != str(len(vector)):
            yield "docProps/app.xml: titles counted wrong"
