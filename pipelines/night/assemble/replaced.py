"""Replaced files: which received documents had to give their place in the inbox to another.

Belongs here: what the ledger tells of paths and of what lies under them now. Does not belong here: what that means for the
versions of a report (assemble).

No clock is asked, for clocks are set back: a document is replaced where its bytes lie under no path any more and other bytes
lie under its own. What was merely removed has been replaced by nothing, and of what archives hold the ledger keeps only
where it was seen first, which proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.state import DocumentRecord, FileRecord


def replaced_documents(documents: Iterable[DocumentRecord], files: Iterable[FileRecord]) -> dict[str, str]:
    """Ids of documents, each with the id of the document that lies in its place now."""
    lying = {file.path: file.sha256 for file in files}
    present = frozenset(lying.values())
    received = {document.sha256: document for document in documents}
    return {
        document.document_id: received[lying[document.path]].document_id
        for document in received.values()
        if document.container_id is None
        and document.sha256 not in present
        and lying.get(document.path) in received
    }
