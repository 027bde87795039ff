"""What only the whole report shows of its headcounts, after all of them are read.

Belongs here: heads of several subordinate units, people named after the posts before them, posts that are all posts.
Does not belong here: reading a sentence (staffing) or a table (tables.staff).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.found import Found
from pipelines.extract.meaning import words

OF_POST = frozenset({"administrative", "institution", "civil_servant_like", "contract"})
HELD = frozenset({"on_post", "present"})


def settle_staff(found: Found) -> None:
    """What only the whole report shows: heads of several subordinate units, and posts that are all posts."""
    _leave_out_single_subordinates(found)
    _name_posts_held(found)
    _add_whole_posts(found)


def _leave_out_single_subordinates(found: Found) -> None:
    """下属甲站在职5人，下属乙站在职8人: neither is the number of all subordinate units."""
    told: dict[tuple[str, str], set[int]] = {}
    for claim in found.staff:
        if claim.staff_scope == "subordinate":
            told.setdefault((claim.kind, claim.basis), set()).add(claim.headcount)
    for claim in list(found.staff):
        if claim.staff_scope == "subordinate" and len(told[claim.kind, claim.basis]) > 1:
            found.staff.remove(claim)
            found.ignore(claim.spans[0], "one_subordinate")


def _name_posts_held(found: Found) -> None:
    """行政编制15人，实有14人；事业编制28人，实有26人: each 实有 is of the kind of post that stands before it."""
    pairs = list(zip(found.staff, found.staff[1:], strict=False))
    for scope in ("unit", "subordinate"):
        told = [c for c in found.staff if (c.staff_scope, c.basis) == (scope, "actual") and c.kind in HELD]
        posts = [
            post.kind
            for post, held in pairs
            if held in told and post.basis == "authorized" and post.sentence == held.sentence
        ]
        apart = len(set(posts)) == len(posts) == len(told) > 1 and set(posts) <= OF_POST
        for held, kind in zip(told, posts, strict=False) if apart else ():
            found.staff[found.staff.index(held)] = replace(held, kind=kind)


def _add_whole_posts(found: Found) -> None:
    """核定事业编制18名 and no other posts in the whole report: these are all posts of an institution.

    政法专项编制58名，事业编制10名: the first are of no kind, but posts.
    """
    if any(words("staffing", "basis", "special").search(number.quote) for number in found.seen):
        return
    for scope in ("unit", "subordinate"):
        posts = [c for c in found.staff if c.basis == "authorized" and c.staff_scope == scope]
        if len(posts) == 1 and posts[0].kind in ("institution", "civil_servant_like"):
            found.staff.append(replace(posts[0], kind="authorized", causes=("label_inherited",)))
