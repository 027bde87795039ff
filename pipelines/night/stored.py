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


class DocumentLostError(Exception):
    """The stored Document of the named file is gone or damaged, as after a loss of power; reading the file again makes it anew."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}”的读取结果不见了或已损坏，请用 xianjian run --rebuild 重跑"
            f" / what was read of {name} is gone or damaged: xianjian run --rebuild"
        )


def stored_document(settings: Settings, sha256: str) -> Document | None:
    """The Document of these bytes; None where it is not kept whole: the verification tells of it."""
    try:
        return decode(settings.document(sha256).read_bytes())
    except (OSError, ValueError):
        return None


def mask_of(document: Document) -> Mask:
    """What covers the persons of a document."""
    return Mask.of(document, find_persons(document, find_sections(document)))
