"""RTF: whatever is done to a file, it is read or refused with a reason; nothing else ever leaves the reader."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from pipelines.read import sniff
from pipelines.read.result import Unreadable
from pipelines.read.rtf.reader import read
from pipelines.read.source import Source
from tests.read.canon import reports
from tests.read.rtf.writer import render

ROUNDS = 1_500
WORDS = rb"\row|\cell|\trowd|\cellx9|\par|{|}|\'b0|\u20013|\bin5 |\field|{\*\fldinst x}|{\fldrslt |\footnote |\nestcell|\nestrow|\itap3|\intbl|\pard|\v|\uc0|\f1|\clvmrg|\clmrg|\header|\shptxt|\pict|\fonttbl|\stylesheet|\*|\\".split(
    b"|"
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_mutated_files_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    whole = render(reports()[seed % len(reports())][1][:14])
    for _ in range(ROUNDS):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            kind = chance.randrange(4)
            if kind == 0:
                data[at] = chance.randrange(256)
            elif kind == 1:
                data[at:at] = chance.choice(WORDS)
            elif kind == 2:
                del data[at : at + chance.randrange(1, 40)]
            else:
                other = chance.randrange(len(data))
                data[at:at] = data[other : other + chance.randrange(1, 200)]
        with suppress(Unreadable):
            read(Source(bytes(data), "0" * 16, sniff.RTF, "rtf"))
