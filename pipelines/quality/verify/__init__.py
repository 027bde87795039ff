"""verify: whether the quotes still give the stored values, read anew from the stored documents.

Belongs here: reading a quote's number, unit and words again without the extractor's own path, and holding them against
the stored row. Does not belong here: which facts are looked at and where documents lie (night), the limit (gate.yml).
"""

from pipelines.quality.verify.book import Book
from pipelines.quality.verify.document import StoredFact, VerifiedDocument, verify_document
from pipelines.quality.verify.facts import PLANS
from pipelines.quality.verify.meaning import Outcome
from pipelines.quality.verify.mismatch import MEANING, Mismatch
from pipelines.quality.verify.rows import Failure, Tally, message
from pipelines.quality.verify.second_reading import read_fact, say_contradiction

__all__ = [
    "MEANING",
    "PLANS",
    "Book",
    "Failure",
    "Mismatch",
    "Outcome",
    "StoredFact",
    "Tally",
    "VerifiedDocument",
    "message",
    "read_fact",
    "say_contradiction",
    "verify_document",
]
