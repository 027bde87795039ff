"""What is remembered of a sentence holds wherever it stands: each report has its own place for the same words."""

from __future__ import annotations

from pipelines.extract.indicators.score_words import read_sentence
from pipelines.model.document import Document
from tests.documents import make_document

SENTENCE = "满分100分，自评 得分９１.5分，评价等级：优。"


def quotes(document: Document) -> list[str]:
    return [document.quote(s.span) for b in document.blocks for s in read_sentence(document.flow(b))]


def test_a_score_in_the_same_words_is_quoted_from_its_own_place() -> None:
    near, far = make_document(SENTENCE), make_document("一、基本情况", "石桥县民政局。", SENTENCE)
    assert quotes(near) == quotes(far)
    assert "９１.5" in quotes(far)[0]
