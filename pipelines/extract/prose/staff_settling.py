"""What only the whole report shows of its headcounts, after all of them are read.

Belongs here: heads of several subordinate units, people named after the posts before them, posts that are all posts.
Does not belong here: reading a sentence (staffing) or a table (tables.staff).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipelines.extract.found import Found, SeenNumber
from pipelines.extract.meaning import words
from pipelines.extract.prose.bare_kinds import settle_bare_kinds
from pipelines.extract.prose.contract_staff import settle_contract
from pipelines.extract.prose.staff_kinds import is_authorized
from pipelines.model.claims import StaffClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension

OF_POST = frozenset({"administrative", "institution", "civil_servant_like", "contract"})
NEAR = 3
"""Characters between a number and the words of the next, where nothing else is told: a comma, perhaps a bracket."""
HELD = frozenset({"on_post", "present"})
HEADS = re.compile(r"(\d+)\D*$")


def settle_staff(found: Found, names: Sequence[str] = ()) -> None:
    """What only the whole report shows: heads of several subordinate units, and posts that are all posts; ``names``: the report's own."""
    _leave_out_single_subordinates(found)
    settle_contract(found)
    _leave_out_less_than_a_part(found)
    _name_posts_held(found)
    settle_bare_kinds(found)
    _settle_parts_by_sum(found)
    _leave_out_held_of_a_part(found)
    _leave_out_those_in_posts(found)
    _add_whole_posts(found, names)


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
    """行政编制15人，实有14人；事业编制28人，实有26人: each 实有 is of the kind of post that stands before it, beside none or 实有40人 of all."""
    pairs = list(zip(found.staff, found.staff[1:], strict=False))
    for scope in ("unit", "subordinate"):
        told = [c for c in found.staff if (c.staff_scope, c.basis) == (scope, "actual") and c.kind in HELD]
        of_posts = [
            (post.kind, held)
            for post, held in pairs
            if held in told
            and (post.basis, post.sentence) == ("authorized", held.sentence)
            and post.kind in OF_POST
        ]
        kinds = [kind for kind, _ in of_posts]
        if not len(set(kinds)) == len(kinds) > 1:
            continue
        behind = [held for _, held in of_posts]
        whole = sum(held.headcount for held in behind)
        if all(held in behind or held.headcount == whole for held in told):
            for kind, held in of_posts:
                found.staff[found.staff.index(held)] = replace(held, kind=kind)


def _settle_parts_by_sum(found: Found) -> None:
    """编制45人，在职42人，其中行政20人，事业25人: the kinds of the posts, which they make up, and not of the people, who are fewer."""
    for whole in [c for c in found.staff if c.basis == "actual" and c.kind in HELD]:
        beside = [
            c for c in found.staff if (c.sentence, c.staff_scope) == (whole.sentence, whole.staff_scope)
        ]
        behind = beside[beside.index(whole) + 1 :]
        parts = list(takewhile(lambda c: c.basis == "actual" and c.kind in OF_POST - {"contract"}, behind))
        heads = sum(part.headcount for part in parts)
        posts = any(c.kind == "authorized" and c.headcount == heads for c in beside)
        for part in parts if posts and len(parts) > 1 and heads != whole.headcount else ():
            found.staff[found.staff.index(part)] = replace(part, basis="authorized")


def _leave_out_less_than_a_part(found: Found) -> None:
    """机关编制12名，实有12名；事业编制20名，实有19名: fewer posts than those of one kind are not all posts, nor all people who hold them."""
    posts = [c for c in found.staff if (c.staff_scope, c.basis) == ("unit", "authorized")]
    most = max((c.headcount for c in posts if c.kind in OF_POST), default=0)
    for whole in [c for c in posts if c.kind == "authorized" and c.headcount < most]:
        behind = found.staff[found.staff.index(whole) + 1 :][:1]
        held = [c for c in behind if c.basis == "actual" and c.kind in HELD and c.sentence == whole.sentence]
        for claim in (whole, *held):
            found.staff.remove(claim)
            found.ignore(claim.spans[0], "not_own_figure")
            found.problems.append(
                Problem(
                    "not_own_figure",
                    f"{claim.headcount}人少于另写的一类编制{most}人，不是全部编制或人员，未入库，请核对原文",
                    f"{claim.headcount} is less than the {most} posts of one kind told beside it, so not of all posts",
                    claim.spans[0],
                )
            )


def _leave_out_held_of_a_part(found: Found) -> None:
    """行政编制15名，实有行政人员14名；事业编制30名，实有27名, 工勤编制2名，实有1名: who holds the posts of one kind is not all people."""
    counted = sorted((n for n in found.seen if n.dimension is Dimension.PEOPLE), key=lambda n: n.span)
    claimed = set(found.claimed)
    for held in [c for c in found.staff if c.basis == "actual" and c.kind in HELD]:
        told = [number for number in counted if number.span.end <= held.spans[0].start]
        before = told[-1] if told else None
        other = before is not None and before.span not in claimed and is_authorized(before.quote)
        if (other and _is_near(before, held) and not _is_of_all_posts(told, held, found)) or (
            _holds_posts_of_one_kind(held, found) or _exceeds_posts_below(held, found)
        ):
            found.staff.remove(held)
            found.ignore(held.spans[0], "not_own_figure")
            found.problems.append(
                Problem(
                    "not_own_figure",
                    f"实有{held.headcount}人紧跟在一类编制之后，是这一类的人数还是全部人数，原文没有写明，未入库，请核对",
                    f"{held.headcount} people stand right behind the posts of one kind; whether these or all people are meant is not said",
                    held.spans[0],
                )
            )


def _is_near(before: SeenNumber | None, held: StaffClaim) -> bool:
    """Whether a number stands right before a headcount: in its own clause or the one before."""
    return before is not None and held.spans[0].start - before.span.end <= NEAR


def _is_of_all_posts(told: Sequence[SeenNumber], held: StaffClaim, found: Found) -> bool:
    """编制67名，其中政法专项编制59名、工勤编制8名，在职64人: more than the posts of any kind can hold, so all people.

    The posts told right before make up the number of posts before them, or that is not told at all. In a sentence of its
    own a number is of all, if it is more than the last kind can hold.
    """
    earlier = found.staff[: found.staff.index(held)]
    is_same_sentence = bool(earlier) and earlier[-1].sentence == held.sentence
    run = [number.quote for number in takewhile(lambda n: is_authorized(n.quote), reversed(told))]
    posts = [int(heads[1]) for quote in run if (heads := HEADS.search(quote))]
    of_kinds = [quote for quote in run if words("staffing", "basis", "kind_of_posts").search(quote)]
    kinds, rest = posts[: len(of_kinds)], posts[len(of_kinds) :]
    all_posts = {c.headcount for c in earlier if (c.sentence, c.kind) == (held.sentence, "authorized")}
    parts = [heads for heads in posts if heads not in all_posts]
    if len(all_posts) == len(parts) == 1 and parts[0] < held.headcount <= max(all_posts):
        return True  # 编制86名（含工勤编制4名），在职81人
    if len(posts) != len(run) or len(kinds) < 2 or of_kinds != run[: len(of_kinds)]:
        return False
    whole = rest[0] if rest else sum(kinds)
    return sum(kinds) == whole and (max(kinds) if is_same_sentence else kinds[0]) < held.headcount


def _leave_out_those_in_posts(found: Found) -> None:
    """在编在岗924人，在职在岗1092人: of all who work there those in posts, beside those without."""
    for claim in [c for c in found.staff if c.kind == "on_post"]:
        others = (
            c.headcount
            for c in found.staff
            if (c.sentence, c.kind, c.staff_scope, c.as_of)
            == (claim.sentence, claim.kind, claim.staff_scope, claim.as_of)
        )
        quote = next((n.quote for n in found.seen if n.span.end == claim.spans[0].end), "")
        if words("staffing", "basis", "in_posts").search(quote) and claim.headcount < max(others):
            found.staff.remove(claim)
            found.ignore(claim.spans[0], "staff_detail")


def _holds_posts_of_one_kind(held: StaffClaim, found: Found) -> bool:
    """Whether the posts right before are of one kind, no fewer, and those of another kind before them had people of their own, or
    they are only a part of the posts before them (编制45人，其中行政编制20人，实有18人)."""
    place = found.staff.index(held)
    own = [c for c in found.staff[:place] if c.staff_scope == held.staff_scope]
    if not own or (post := own[-1]).basis != "authorized" or post.kind not in OF_POST:
        return False
    if post.headcount < held.headcount or held.sentence != post.sentence:
        return False
    posts = [c for c in own if (c.basis, c.sentence) == ("authorized", post.sentence)]
    of_kinds = sum(c.headcount for c in posts if c.kind in OF_POST)
    if any(c.kind == "authorized" and c.headcount > of_kinds for c in posts):
        return True
    others = [
        n for n, c in enumerate(own[:-1]) if c.basis == "authorized" and c.kind in OF_POST - {post.kind}
    ]
    between = own[others[-1] + 1 : -1] if others else []
    if any(c.basis == "actual" and c.kind in HELD and c.headcount > post.headcount for c in own):
        return True  # 年末在职36名。其中参公编制8名，实有7名
    return any(c.basis == "actual" and c.kind not in ("retired", "veteran_retired") for c in between)


def _exceeds_posts_below(held: StaffClaim, found: Found) -> bool:
    """局机关行政编制20人，下属事业单位事业编制30人，实有在职人员45人: more than those below have posts for, so perhaps all people."""
    before = [c for c in found.staff[: found.staff.index(held)] if c.sentence == held.sentence]
    if held.staff_scope != "subordinate" or not before:
        return False
    post = before[-1]
    is_below = (post.staff_scope, post.basis) == (
        "subordinate",
        "authorized",
    ) and post.headcount < held.headcount
    return is_below and any((c.staff_scope, c.basis) == ("unit", "authorized") for c in before)


def _add_whole_posts(found: Found, names: Sequence[str]) -> None:
    """核定事业编制18名 and no other posts in the whole report of an institution: these are all of its posts.

    A bureau may tell only a part of its posts so, and so may anybody who tells of other posts (另有自收自支编制10名, 政法专项编制58名)
    or of more people than these can be. 行政编制19名，下属服务中心事业编制6名，共28名: posts of the center, and whether they are all of
    those below is not said beside a total.
    """
    is_institution = any(words("staffing", "basis", "institutions").search(name) for name in names)
    for scope in ("unit", "subordinate"):
        posts = [c for c in found.staff if c.basis == "authorized" and c.staff_scope == scope]
        if len(posts) != 1 or posts[0].kind not in ("institution", "civil_servant_like"):
            continue
        [post] = posts
        summed = any(c.kind == "authorized" and c.sentence == post.sentence for c in found.staff)
        if summed or (scope == "unit" and not is_institution) or _tells_of_others(post, found):
            continue
        found.staff.append(replace(post, kind="authorized", causes=("label_inherited",)))


def _tells_of_others(post: StaffClaim, found: Found) -> bool:
    """Whether the report tells of other posts than these, or of more people in them than they are, those without posts taken off."""
    others = (
        number.quote
        for number in found.seen
        if number.dimension is Dimension.PEOPLE and not number.span.overlaps(post.spans[0])
    )
    beside = any(map(is_authorized, others))
    held = [c for c in found.staff if c.basis == "actual" and c.staff_scope == post.staff_scope]
    hired = max((c.headcount for c in held if c.kind == "contract"), default=0)
    return beside or any(c.kind in HELD and c.headcount - hired > post.headcount for c in held)
