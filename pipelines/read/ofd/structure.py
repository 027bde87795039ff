"""Which pages an OFD file has, and what they refer to (GB/T 33190-2016, 7.4 OFD.xml, 7.5 Document.xml, 7.9 resources).

Belongs here: OFD.xml, Document.xml, resource files, the lists of attachments and of remarks. Does not belong here: what a page
shows (page), what a remark says (remarks). Every document of a file is read, in order; versions and signatures are not text of the report.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pipelines.read.ofd.geometry import BoxMm, box, number
from pipelines.read.ofd.ink import is_white
from pipelines.read.ofd.package import Element, Package, attribute, kinds, name_of, text_of
from pipelines.read.ofd.remarks import remarks_of
from pipelines.read.result import Reason, Unreadable

MOST_PAGES: Final = 2_000
_MOST_DOCUMENTS: Final = 50
_MOST_RESOURCES: Final = 200
_MOST_ATTACHMENTS: Final = 20
_RESOURCES: Final = frozenset({"PublicRes", "DocumentRes"})
_UNITS: Final = frozenset({"CompositeGraphicUnit", "CompositeGraphUnit"})
_DEEPEST: Final = 8  # drawing parameters that go back to others
_A4: Final[BoxMm] = (0.0, 0.0, 210.0, 297.0)
LINE_WIDTH: Final = 0.353  # millimetres, where nothing says how thick a line is


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by number: pictures (members), drawing units, line widths of drawing parameters, templates, and which drawing
    parameters fill in white."""

    pictures: dict[str, str]
    units: dict[str, Element]
    line_widths: dict[str, float]
    templates: dict[str, str]
    white_parameters: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class PagePart:
    """A page: the member that draws it (None where it is missing), its box if it says none, what it may refer to."""

    path: str | None
    box: BoxMm
    resources: Resources


@dataclass(frozen=True, slots=True)
class Structure:
    """All pages in order, the names of attached files, and the remarks on pages that may correct a figure."""

    pages: tuple[PagePart, ...]
    attachments: tuple[str, ...]
    remarks: tuple[str, ...]


def find_structure(package: Package) -> Structure:
    """Pages and attachments. Raises Unreadable: encrypted, corrupt, too large."""
    entry = package.resolve("OFD.xml", "")
    if entry is None:
        raise Unreadable(Reason.CORRUPT, "OFD.xml")
    root = package.parse(entry)
    if any(name_of(element) == "Encryptions" for element in root.iter()):
        raise Unreadable(Reason.ENCRYPTED)
    pages: list[PagePart] = []
    attachments: list[str] = []
    remarks: list[str] = []
    bodies = list(kinds(root, "DocBody"))
    if len(bodies) > _MOST_DOCUMENTS:
        raise Unreadable(Reason.TOO_LARGE, entry)
    for body in bodies:
        path = package.resolve(text_of(body, "DocRoot"), entry)
        if path is None:
            raise Unreadable(Reason.CORRUPT, "DocRoot")
        document = package.parse(path)
        pages += _pages(package, document, path)
        attachments += _attachments(package, document, path)
        remarks += remarks_of(package, document, path)
        if len(pages) > MOST_PAGES:
            raise Unreadable(Reason.TOO_LARGE)
    if not pages:
        raise Unreadable(Reason.CORRUPT, "Pages")
    return Structure(tuple(pages), tuple(attachments[:_MOST_ATTACHMENTS]), tuple(remarks))


def physical_box(area: Element | None, otherwise: BoxMm) -> BoxMm:
    """The paper of a page."""
    found = box(text_of(area, "PhysicalBox")) if area is not None else None
    return found if found is not None and found[2] > 0 and found[3] > 0 else otherwise


def _pages(package: Package, document: Element, path: str) -> Iterator[PagePart]:
    common = next(kinds(document, "CommonData"), None)
    size = physical_box(next(kinds(common, "PageArea"), None) if common is not None else None, _A4)
    resources = _resources(package, common, path)
    for pages in kinds(document, "Pages"):
        for page in kinds(pages, "Page"):
            yield PagePart(package.resolve(attribute(page, "BaseLoc") or "", path), size, resources)


def _resources(package: Package, common: Element | None, path: str) -> Resources:
    found = Resources({}, {}, {}, {})
    children = list(common) if common is not None else []
    for child in children:
        part = package.resolve(attribute(child, "BaseLoc") or "", path)
        if name_of(child) == "TemplatePage" and part is not None:
            found.templates[attribute(child, "ID") or ""] = part
    return with_parts(found, package, (c for c in children if name_of(c) in _RESOURCES), path)


def with_parts(known: Resources, package: Package, references: Iterable[Element], path: str) -> Resources:
    """What is known and what the referred resource files hold. One that is broken adds nothing: what refers to it is
    missed where it is drawn.
    """
    found = Resources(
        dict(known.pictures),
        dict(known.units),
        dict(known.line_widths),
        dict(known.templates),
        set(known.white_parameters),
    )
    parameters: dict[str, Element] = {}
    for reference in islice(references, _MOST_RESOURCES):
        part = package.resolve(reference.text or "", path)
        if part is not None:
            with suppress(Unreadable):
                _add(package, part, found, parameters)
    for key in parameters:
        found.line_widths[key] = _line_width(key, parameters)
        if any(map(is_white, kinds(parameters[key], "FillColor"))):
            found.white_parameters.add(key)
    return found


def _add(package: Package, path: str, found: Resources, parameters: dict[str, Element]) -> None:
    """What one resource file holds; files lie in its folder ``BaseLoc``."""
    root = package.parse(path)
    base = posixpath.join(posixpath.dirname(path), (attribute(root, "BaseLoc") or "").replace("\\", "/"), "x")
    for element in root.iter():
        key = element.get("ID")
        name = name_of(element)
        if key is None:
            continue
        if name == "MultiMedia":
            location = text_of(element, "MediaFile")
            part = package.resolve(location, base) or package.resolve(location, path)
            if part is not None:
                found.pictures[key] = part
        elif name in _UNITS:
            found.units[key] = element
        elif name == "DrawParam":
            parameters[key] = element


def _line_width(key: str, parameters: dict[str, Element]) -> float:
    """Of a drawing parameter, or of the one that it goes back to (``Relative``)."""
    for _ in range(_DEEPEST):
        element = parameters.get(key)
        if element is None:
            break
        width = attribute(element, "LineWidth")
        if width is not None:
            return number(width, LINE_WIDTH)
        key = element.get("Relative") or ""
    return LINE_WIDTH


def _attachments(package: Package, document: Element, path: str) -> Iterator[str]:
    for element in kinds(document, "Attachments"):
        part = package.resolve(element.text or "", path)
        if part is None:
            continue
        try:
            attachments = list(kinds(package.parse(part), "Attachment"))
        except Unreadable:
            yield part
            continue
        for attachment in attachments[:_MOST_ATTACHMENTS]:
            yield attribute(attachment, "Name") or text_of(attachment, "FileLoc") or part
