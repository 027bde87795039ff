"""Sentences of a report's own, so that 10,000 invented reports are as unlike as published ones.

Belongs here: words that say nothing. Does not belong here: figures; anything that a reader could take for one. Words are
two common characters (GB/T 2312, first level) that are no digit, unit, place, office or part of a heading.
"""

from __future__ import annotations

from functools import cache
from random import Random

_FIRST, _LAST = 0xB0, 0xD7
_MEANT = frozenset(
    "零一二三四五六七八九十百千万亿两元角分年月日号时天个件次名人户家项所处批份条期率比约第共计合总"
    "省市县区旗州乡镇村街局委办部会院馆站队厅股科室中心公司学校医某"
    "收入支出预算决拨款资金结余转额数值标评优良差好得扣满足不未无超增减升降同上下前后去今本其占达完成"
)
_WORDS, _IN_SENTENCE, _OF_KIND = 6_000, 14, 60
_SHARED, _OWN = 12, 32


@cache
def _words() -> tuple[str, ...]:
    letters = [
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(_FIRST, _LAST + 1)
        for low in range(0xA1, 0xFF)
    ]
    usable = [letter for letter in letters if letter and letter not in _MEANT]
    rng = Random("words")
    return tuple("".join(rng.sample(usable, 2)) for _ in range(_WORDS))


@cache
def _of_kind(kind: str) -> tuple[str, ...]:
    rng = Random(f"kind:{kind}")
    return tuple(_sentence(rng) for _ in range(_OF_KIND))


def _sentence(rng: Random) -> str:
    words = [rng.choice(_words()) for _ in range(_IN_SENTENCE)]
    return "".join(words[: _IN_SENTENCE // 2]) + "，" + "".join(words[_IN_SENTENCE // 2 :]) + "。"


def own_words(rng: Random, kind: str) -> tuple[str, ...]:
    """About 1,300 characters in eight paragraphs: a quarter is drawn from what reports of this kind of department share."""
    drawn = [*rng.sample(_of_kind(kind), _SHARED), *(_sentence(rng) for _ in range(_OWN))]
    rng.shuffle(drawn)
    return tuple("".join(drawn[at::8]) for at in range(8))
