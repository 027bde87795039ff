"""What a warehouse keeps of a file that was read: its Document, and what covers the persons in it.

Belongs here: opening it, for whoever quotes or shows it. Does not belong here: where it lies (settings), how persons are found
(extract), how they are covered (normalize.masking).
"""

from __future__ import annotations

from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.model.codec import decode
from pipelines.model.document import Document
from pipelines.night.settings import Settings
from pipelines.normalize.masking import Mask


def stored_document(settings: Settings, sha256: str) -> Document | None:
    """The Document of these bytes; None where it is not kept."""
    path = settings.document(sha256)
    return decode(path.read_bytes()) if path.is_file() else None


def mask_of(document: Document) -> Mask:
    """What covers the persons of a document."""
    return Mask.of(document, find_persons(document, find_sections(document)))
