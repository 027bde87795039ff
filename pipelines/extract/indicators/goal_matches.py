"""Goal matches: which result speaks of which goal, one to one, each with a confidence.

Belongs here: likeness of goals and results, and the assignment. Does not belong here: finding either (goals).

Order is no evidence: results often stand in another order than the goals. What two texts share is: pairs of characters,
weighed by how few of the texts hold them, amounts and document numbers. Only what is liked best from both sides is
matched, and only where it stands out from the next best. Where then as many goals as results are left over, they are
matched in the one way that fits them all best, if it stands out from every other way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import chain, permutations
from math import log

from pipelines.lexicon import load
from pipelines.model.claims import GoalClaim

_HAN_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
_MARK = re.compile(r"\d+\.\d+|\d{3,}|〔\d{4}〕\d+|[﹝\[{]\d{4}[﹞\]}]\d+")
_MOST = 60
_MOST_LEFT = 6
_CERTAIN = Decimal(1)


def match_goals(goals: Sequence[GoalClaim], told: Iterable[tuple[int, int]] = ()) -> tuple[GoalClaim, ...]:
    """The same goals; targets and results that belong together name each other's number (``matched_seq``).

    ``told``: target and result that the form itself sets beside each other; likeness is asked for the others only.
    A single goal and a single result, as in a form with one field for each, belong together. More than 60 of either are
    left unmatched.
    """
    targets = [goal for goal in goals if goal.part == "target"]
    results = [goal for goal in goals if goal.part == "result"]
    if not targets or not results or max(len(targets), len(results)) > _MOST:
        return tuple(goals)
    if len(targets) == len(results) == 1:
        pairs = {(targets[0].seq, results[0].seq): _CERTAIN}
    else:
        pairs = dict.fromkeys(told, _CERTAIN)
        left, right = {target for target, _ in pairs}, {result for _, result in pairs}
        pairs |= _pairs([t for t in targets if t.seq not in left], [r for r in results if r.seq not in right])
    there = {target: (result, confidence) for (target, result), confidence in pairs.items()}
    back = {result: (target, confidence) for (target, result), confidence in pairs.items()}
    return tuple(_matched(goal, (there if goal.part == "target" else back).get(goal.seq)) for goal in goals)


def _matched(goal: GoalClaim, match: tuple[int, Decimal] | None) -> GoalClaim:
    return goal if match is None else replace(goal, matched_seq=match[0], match_confidence=match[1])


def _pairs(targets: Sequence[GoalClaim], results: Sequence[GoalClaim]) -> dict[tuple[int, int], Decimal]:
    """Pairs that are liked best from both sides, again among those left over, until none stands out."""
    likeness = _likeness(targets, results)
    found: dict[tuple[int, int], Decimal] = {}
    rules = load("goals")["match"]
    left, right = {t.seq for t in targets}, {r.seq for r in results}
    while left and right:
        open_pairs = {pair: like for pair, like in likeness.items() if pair[0] in left and pair[1] in right}
        taken = 0
        for (target, result), like in open_pairs.items():
            rivals = [x for p, x in open_pairs.items() if (p[0] == target) != (p[1] == result)]
            margin = like - max(rivals, default=0.0)
            if like >= rules["least"] and margin >= rules["margin"]:
                confidence = min(1.0, like) * min(1.0, rules["base"] + margin)
                found[target, result] = Decimal(f"{confidence:.3f}")
                left.discard(target)
                right.discard(result)
                taken += 1
        if not taken:
            break
    return found | _settle(likeness, sorted(left), sorted(right))


def _settle(
    likeness: dict[tuple[int, int], float], left: Sequence[int], right: Sequence[int]
) -> dict[tuple[int, int], Decimal]:
    """What is left over on both sides, all matched at once; nothing where two ways are about as good."""
    if len(left) != len(right) or not 1 < len(left) <= _MOST_LEFT:
        return {}
    rules = load("goals")["match"]
    ways = sorted(
        ((sum(likeness[pair] for pair in zip(left, way, strict=True)), way) for way in permutations(right)),
        reverse=True,
    )
    (best, way), (second, _) = ways[:2]
    pairs = list(zip(left, way, strict=True))
    if best - second < rules["margin"] or min(likeness[pair] for pair in pairs) < rules["least_left"]:
        return {}
    return {pair: Decimal(f"{likeness[pair] * rules['base']:.3f}") for pair in pairs}


def _likeness(targets: Sequence[GoalClaim], results: Sequence[GoalClaim]) -> dict[tuple[int, int], float]:
    words = {(g.part, g.seq): _words(g) for g in (*targets, *results)}
    held = Counter(chain.from_iterable(words.values()))
    weights = {word: log(1 + len(words) / count) for word, count in held.items()}
    said = {(g.part, g.seq): _said(g, words[g.part, g.seq], weights) for g in (*targets, *results)}
    return {
        (t.seq, r.seq): _alike(said["target", t.seq], said["result", r.seq], weights)
        for t in targets
        for r in results
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """What a goal is compared by: its words and their weight, the amounts and document numbers in it, its name."""

    words: frozenset[str]
    weight: float
    marks: frozenset[str]
    name: str


def _said(goal: GoalClaim, words: frozenset[str], weights: dict[str, float]) -> _Said:
    weight = sum(map(weights.__getitem__, words))
    return _Said(words, weight, frozenset(_MARK.findall(goal.content)), "".join(goal.name.split()))


def _alike(one: _Said, other: _Said, weights: dict[str, float]) -> float:
    """Weight of the words that both hold, as a share of the lighter one; more for the same marks and the same name."""
    lighter = min(one.weight, other.weight)
    shared = sum(weights[word] for word in one.words & other.words) / lighter if lighter else 0.0
    rules = load("goals")["match"]
    marks = float(rules["marks"]) if one.marks & other.marks else 0.0
    return shared + marks + (float(rules["name"]) if one.name == other.name else 0.0)


def _words(goal: GoalClaim) -> frozenset[str]:
    said = "".join(f"{goal.name}{goal.content}".split())
    return frozenset(_HAN_PAIR.findall(said)) - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(load("goals")["match"]["common"])
