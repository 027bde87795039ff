"""A07: a sentence in the words of another kind of department, copied from elsewhere.

Belongs here: weighing a sentence by the word lists of lexicon/vocabulary.toml. Does not belong here: the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import MAIN
from pipelines.quality.text import ReportText, SectionText, fold
from pipelines.quality.text_rules.finding import found
from pipelines.quality.text_rules.parameters import takes
from pipelines.quality.word_search import WordSearch

OWN_WORDS = "duties"
_SENTENCE = re.compile(r"[^。;!?！？]+")
_TELLING = 2
"""So many words of a kind in the duties, and its business is the unit's own: 发展和改革局 often keeps the grain."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of department: the types that are of it, what names of its units hold, and its words, longer ones first."""

    name: str
    types: frozenset[str]
    named: tuple[str, ...]
    words: tuple[str, ...]

    def is_of(self, report: ReportText, duties: str) -> bool:
        """Whether the report's department is of this kind: by its type, its name, or the business that its duties name."""
        unit = fold(report.unit_name or "").removeprefix(fold(report.county or ""))
        return (
            report.department_type in self.types
            or any(word in unit for word in self.named)
            or len(_distinct(self.words, duties)) >= _TELLING
        )


@cache
def _vocabulary() -> tuple[Kind, ...]:
    """All kinds."""
    return tuple(
        Kind(
            row["name"],
            frozenset(row["types"]),
            tuple(row.get("named", [row["name"]])),
            tuple(sorted(row["words"], key=lambda w: (-len(w), w))),
        )
        for row in load("vocabulary")["department"]
    )


@cache
def _search() -> WordSearch:
    """All words of all kinds."""
    return WordSearch.of(w for kind in _vocabulary() for w in kind.words)


@cache
def _own(department_type: str | None) -> tuple[tuple[str, ...], ...]:
    """The words of each kind of department that this type is of."""
    return tuple(kind.words for kind in _vocabulary() if department_type in kind.types)


@cache
def _kinds() -> Mapping[str, tuple[int, ...]]:
    """The kinds, by their place in the list, that each word belongs to."""
    kinds: dict[str, tuple[int, ...]] = {}
    for place, kind in enumerate(_vocabulary()):
        for word in kind.words:
            kinds[word] = (*kinds.get(word, ()), place)
    return kinds


def _foreign(report: ReportText, duties: str, known: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The kinds of which the report's department is none, each with those of its words that are known to stand in a text; a
    kind without any is left out."""
    for place in sorted({place for word in known for place in _kinds()[word]}):
        kind = _vocabulary()[place]
        if not kind.is_of(report, duties):
            yield kind.name, tuple(w for w in kind.words if w in known)


@takes(margin=int, margin_unknown=int)
def foreign_vocabulary(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``margin``: how many more distinct foreign words than own ones a sentence must hold to be called copied;
    ``margin_unknown``: where the unit's own words are in no list, or no section of duties says what it does."""
    told = _duties_told(report)
    duties = "".join(s.reading.folded for s in told)
    own = _own(report.department_type)
    if not duties:
        yield not_evaluable("no_duties")
        return
    if report.department_type in load("vocabulary")["general"]:
        yield not_evaluable("does_everything")
        return
    sure = own and all(section.code == OWN_WORDS for section in told)
    margin = params["margin" if sure else "margin_unknown"]
    own_words = tuple(w for words in own for w in words)
    own_name = fold(report.unit_name or "")
    rest = [s for s in report.sections if s not in told]
    known = _search().present("\n".join(s.reading.folded for s in rest))
    foreign = [
        (name, kept)
        for name, present in _foreign(report, duties, known)
        if (kept := tuple(w for w in present if w not in duties and w not in own_words and w not in own_name))
        and len(kept) >= margin
    ]
    clean = True
    for section in rest:
        for start, end, other, terms in _copied(section, foreign, own_words, margin):
            clean = False
            quote = section.reading.folded[start:end]
            values = {"quote": quote, "other": other, "terms": list(terms), "observed": len(terms)}
            yield found(report, section, start, end, MAIN, **values)
    if clean:
        yield passed()


def _copied(
    section: SectionText,
    foreign: Sequence[tuple[str, tuple[str, ...]]],
    own_words: tuple[str, ...],
    margin: int,
) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Where a section's sentences begin and end that hold so many more words of one other kind than own ones; the kind, the words."""
    text = section.reading.without_titles()
    near = [(name, present) for name, words in foreign if len(present := _present(words, text)) >= margin]
    for sentence in _SENTENCE.finditer(text) if near else ():
        said = sentence.group()
        scored = [(len(hits), name, hits) for name, words in near if (hits := _distinct(words, said))]
        count, other, hits = max(scored, default=(0, "", ()))
        if count - len(_distinct(own_words, said)) >= margin:
            yield *sentence.span(), other, hits


def foreign_words(report: ReportText, said: str, known: str) -> tuple[str, tuple[str, ...]] | None:
    """The kind of department whose words a folded text holds most, with these words; words of the duties, of ``known`` text and
    of the unit's own kind aside. None where nobody knows the unit's own words."""
    duties = "".join(s.reading.folded for s in report.sections if s.code == OWN_WORDS)
    if not duties or report.department_type in load("vocabulary")["general"]:
        return None
    ours = duties + known + fold(report.unit_name or "")
    own_words = {w for words in _own(report.department_type) for w in words}
    foreign = (
        (name, tuple(w for w in _distinct(words, said) if w not in ours and w not in own_words))
        for name, words in _foreign(report, duties, _search().present(said))
    )
    return max(foreign, key=lambda found: len(found[1]), default=("", ()))


def _duties_told(report: ReportText) -> list[SectionText]:
    """The sections that say what the unit does: its duties, else all of its overview."""
    duties = [s for s in report.sections if s.code == OWN_WORDS and s.reading.folded]
    return duties or [s for s in report.of_parts("overview") if s.reading.folded]


def _present(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    return tuple(w for w in words if w in text)


def _distinct(words: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    """The words that stand in a sentence; one that lies within another counts only where it also stands alone."""
    hits = []
    for word in words:
        if word in sentence:
            hits.append(word)
            sentence = sentence.replace(word, "\u3000" * len(word))
    return tuple(hits)
